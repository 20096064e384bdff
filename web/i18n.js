// Words of the interface. Kazakh first; the switch is remembered.

const WORDS = {
  kk: {
    tagline: 'кім не деді', heading: 'Жаңалықтан сөзді, адамды, ұйымды және науқанды табу', skip: 'Мазмұнға өту',
    settings: 'Баптаулар', language: 'Тіл', theme: 'Жарық немесе қараңғы', docs: 'API құжаты', input: 'Мақала',
    text_label: 'Мақала мәтіні', sample: 'Үлгі:', own: 'өз мәтінім', drop: 'Мәтінді қойыңыз немесе файлды осында сүйреңіз.',
    analyze: 'Талдау', edit: 'Мәтінді өзгерту', show: 'Көрсету', article: 'Белгіленген мақала', found: 'Табылғандар',
    chars: 'таңба', working: 'Талданып жатыр…', ready: 'Дайын', tab_said: 'Кім не деді', tab_people: 'Адамдар',
    tab_organizations: 'Ұйымдар', tab_campaigns: 'Науқандар', tab_json: 'JSON', direct: 'төл сөз', indirect: 'төлеу сөз',
    mixed: 'аралас', person: 'адам', organization: 'ұйым', campaign: 'науқан', headline: 'тақырып', unnamed: 'аты аталмаған',
    nothing: 'Ештеңе табылмады.', aliases: 'қысқаша', said_short: 'сөз', copy_json: 'JSON көшіру', copy_curl: 'curl көшіру',
    done: 'Дайын ✓', footer: 'Мәтін сақталмайды.', error: 'Қате', offline: 'Сервис жауап бермейді.', statement: 'Сөз',
    says: 'Айтқан', kind_person: 'адам', kind_organization: 'ұйым', kind_group: 'топ', kind_unknown: 'белгісіз',
    too_large: 'Мәтін тым үлкен.', not_kazakh: 'Бұл мәтін қазақша (кириллица) емес.',
    org_government: 'мемлекеттік орган', org_parliament: 'парламент', org_court: 'сот', org_law_enforcement: 'құқық қорғау',
    org_company: 'компания', org_bank: 'банк', org_party: 'партия', org_ngo: 'ҮЕҰ', org_fund: 'қор', org_media: 'БАҚ',
    org_education: 'білім', org_health: 'денсаулық', org_culture: 'мәдениет', org_sport: 'спорт',
    org_international: 'халықаралық', org_other: 'басқа', campaign_campaign: 'науқан', campaign_action: 'акция',
    campaign_challenge: 'челлендж', campaign_project: 'жоба', campaign_programme: 'бағдарлама',
    campaign_initiative: 'бастама', campaign_movement: 'қозғалыс', campaign_observance: 'атаулы күн',
    campaign_hashtag: 'хештег', campaign_other: 'басқа', scope_global: 'жаһандық', scope_international: 'халықаралық',
    scope_national: 'республикалық', scope_regional: 'өңірлік', scope_local: 'жергілікті',
  },
  ru: {
    tagline: 'кто что сказал', heading: 'Высказывания, люди, организации и кампании в казахских новостях',
    skip: 'К содержанию', settings: 'Настройки', language: 'Язык', theme: 'Светлая или тёмная', docs: 'Документация API',
    input: 'Статья', text_label: 'Текст статьи', sample: 'Пример:', own: 'свой текст',
    drop: 'Вставьте текст или перетащите файл сюда.', analyze: 'Разобрать', edit: 'Изменить текст', show: 'Показать',
    article: 'Размеченная статья', found: 'Найдено', chars: 'знаков', working: 'Разбираем…', ready: 'Готово',
    tab_said: 'Кто что сказал', tab_people: 'Люди', tab_organizations: 'Организации', tab_campaigns: 'Кампании',
    tab_json: 'JSON', direct: 'прямая речь', indirect: 'косвенная речь', mixed: 'смешанная', person: 'человек',
    organization: 'организация', campaign: 'кампания', headline: 'заголовок', unnamed: 'без имени',
    nothing: 'Ничего не найдено.', aliases: 'кратко', said_short: 'выск.', copy_json: 'Копировать JSON',
    copy_curl: 'Копировать curl', done: 'Готово ✓', footer: 'Текст не сохраняется.', error: 'Ошибка',
    offline: 'Сервис не отвечает.', statement: 'Высказывание', says: 'Говорит', kind_person: 'человек',
    kind_organization: 'организация', kind_group: 'группа', kind_unknown: 'неизвестно', too_large: 'Текст слишком большой.',
    not_kazakh: 'Это не казахский текст на кириллице.', org_government: 'госорган', org_parliament: 'парламент',
    org_court: 'суд', org_law_enforcement: 'правоохранительный орган', org_company: 'компания', org_bank: 'банк',
    org_party: 'партия', org_ngo: 'НПО', org_fund: 'фонд', org_media: 'СМИ', org_education: 'образование',
    org_health: 'медицина', org_culture: 'культура', org_sport: 'спорт', org_international: 'международная',
    org_other: 'прочее', campaign_campaign: 'кампания', campaign_action: 'акция', campaign_challenge: 'челлендж',
    campaign_project: 'проект', campaign_programme: 'программа', campaign_initiative: 'инициатива',
    campaign_movement: 'движение', campaign_observance: 'памятная дата', campaign_hashtag: 'хештег',
    campaign_other: 'прочее', scope_global: 'всемирная', scope_international: 'международная',
    scope_national: 'республиканская', scope_regional: 'региональная', scope_local: 'местная',
  },
  en: {
    tagline: 'who said what', heading: 'Statements, people, organisations and campaigns in Kazakh news',
    skip: 'Skip to content', settings: 'Settings', language: 'Language', theme: 'Light or dark', docs: 'API docs',
    input: 'Article', text_label: 'Article text', sample: 'Sample:', own: 'my own text',
    drop: 'Paste the text or drop a file here.', analyze: 'Analyse', edit: 'Edit text', show: 'Show',
    article: 'Marked article', found: 'Found', chars: 'characters', working: 'Analysing…', ready: 'Ready',
    tab_said: 'Who said what', tab_people: 'People', tab_organizations: 'Organisations', tab_campaigns: 'Campaigns',
    tab_json: 'JSON', direct: 'direct', indirect: 'indirect', mixed: 'mixed', person: 'person',
    organization: 'organisation', campaign: 'campaign', headline: 'headline', unnamed: 'unnamed', nothing: 'Nothing found.',
    aliases: 'short', said_short: 'said', copy_json: 'Copy JSON', copy_curl: 'Copy as curl', done: 'Done ✓',
    footer: 'The text is not stored.', error: 'Error', offline: 'The service does not answer.', statement: 'Statement',
    says: 'Said by', kind_person: 'person', kind_organization: 'organisation', kind_group: 'group', kind_unknown: 'unknown',
    too_large: 'The text is too large.', not_kazakh: 'This text is not Kazakh in Cyrillic script.',
    org_government: 'government', org_parliament: 'parliament', org_court: 'court', org_law_enforcement: 'law enforcement',
    org_company: 'company', org_bank: 'bank', org_party: 'party', org_ngo: 'NGO', org_fund: 'fund', org_media: 'media',
    org_education: 'education', org_health: 'health', org_culture: 'culture', org_sport: 'sport',
    org_international: 'international', org_other: 'other', campaign_campaign: 'campaign', campaign_action: 'action',
    campaign_challenge: 'challenge', campaign_project: 'project', campaign_programme: 'programme',
    campaign_initiative: 'initiative', campaign_movement: 'movement', campaign_observance: 'observance',
    campaign_hashtag: 'hashtag', campaign_other: 'other', scope_global: 'global', scope_international: 'international',
    scope_national: 'national', scope_regional: 'regional', scope_local: 'local',
  },
};

let current = 'kk';

export const t = (key) => WORDS[current][key] ?? WORDS.en[key] ?? key;

export function setLanguage(code) {
  current = WORDS[code] ? code : 'kk';
  try {
    localStorage.setItem('dedi.language', current);
  } catch {
    // private windows may refuse storage: the choice then lasts as long as the page
  }
  document.documentElement.lang = current;
  for (const e of document.querySelectorAll('[data-i18n]')) e.textContent = t(e.dataset.i18n);
  for (const e of document.querySelectorAll('[data-i18n-label]')) e.setAttribute('aria-label', t(e.dataset.i18nLabel));
  for (const e of document.querySelectorAll('[data-language]'))
    e.setAttribute('aria-pressed', String(e.dataset.language === current));
}

export function storedLanguage() {
  try {
    return localStorage.getItem('dedi.language') ?? 'kk';
  } catch {
    return 'kk';
  }
}
