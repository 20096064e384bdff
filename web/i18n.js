// Words of the interface. Kazakh first; choices are remembered.

export const WORDS = {
  kk: {
    tagline: 'кім не деді', heading: 'Жаңалықта кім не деді?', skip: 'Мазмұнға өту',
    settings: 'Баптаулар', language: 'Тіл', theme: 'Жарық немесе қараңғы', docs: 'API құжаты', input: 'Мақала',
    text_label: 'Мақала мәтіні', drop: 'Мәтінді қойыңыз немесе файлды осында сүйреп әкеліңіз.', open: 'Файл ашу', samples: 'Үлгі мақалалар',
    lead: 'Қазақша мақаланы қойыңыз: dedi ондағы сөздерді, адамдарды, ұйымдарды және науқандарды тауып, әрқайсысының орнын дәл көрсетеді.',
    legend: 'Белгілер', legend_text: 'Түс – кімнің сөзі екені. Көлбеу қаріп – сөйлеу етістігі. Асты нүктелі – төлеу сөз. Адамның, ұйымның және науқанның асты сызылған.',
    cancel: 'Тоқтату', release: 'Файлды осы жерге тастаңыз', speaker: 'сөз иесі', confidence: 'сенімділік',
    key: 'Кілт:', key_needed: 'Бұл сервис кілт сұрайды.', not_text: 'Файл UTF-8 кодтауындағы мәтін емес.',
    analyze: 'Талдау', edit: 'Мәтінді өзгерту', show: 'Көрсету', article: 'Белгіленген мақала', found: 'Табылғандар',
    chars: 'таңба', working: 'Талданып жатыр…', ready: 'Дайын.', tab_statements: 'Кім не деді', tab_people: 'Адамдар',
    tab_organizations: 'Ұйымдар', tab_campaigns: 'Науқандар', tab_json: 'JSON', direct: 'төл сөз', indirect: 'төлеу сөз',
    mixed: 'аралас', person: 'адам', organization: 'ұйым', campaign: 'науқан', headline: 'тақырып', unnamed: 'аты аталмаған',
    nothing: 'Ештеңе табылмады.', aliases: 'қысқаша', copy_json: 'JSON көшіру', copy_curl: 'curl көшіру',
    done: 'Дайын ✓', footer: 'Мәтін сақталмайды.', error: 'Қате.', offline: 'Сервис жауап бермейді.', statement: 'Сөз', statements: 'Сөздер', kind_person: 'адам', kind_organization: 'ұйым', kind_group: 'топ', kind_unknown: 'белгісіз',
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
    tagline: 'кто что сказал', heading: 'Кто что сказал в новости?',
    skip: 'К содержанию', settings: 'Настройки', language: 'Язык', theme: 'Светлая или тёмная', docs: 'Документация API',
    input: 'Статья', text_label: 'Текст статьи', open: 'Открыть файл', samples: 'Примеры статей',
    drop: 'Вставьте текст или перетащите файл сюда.',
    lead: 'Вставьте статью на казахском: dedi найдёт высказывания, людей, организации и кампании и точно покажет место каждого.',
    legend: 'Обозначения', legend_text: 'Цвет – чьи слова. Курсив – глагол речи. Пунктир снизу – косвенная речь. Люди, организации и кампании подчёркнуты.',
    cancel: 'Отменить', release: 'Отпустите файл здесь', speaker: 'говорит', confidence: 'уверенность',
    key: 'Ключ:', key_needed: 'Этот сервис требует ключ.', not_text: 'Файл не является текстом в кодировке UTF-8.', analyze: 'Разобрать', edit: 'Изменить текст', show: 'Показать',
    article: 'Размеченная статья', found: 'Найдено', chars: 'знаков', working: 'Разбираем…', ready: 'Готово.',
    tab_statements: 'Кто что сказал', tab_people: 'Люди', tab_organizations: 'Организации', tab_campaigns: 'Кампании',
    tab_json: 'JSON', direct: 'прямая речь', indirect: 'косвенная речь', mixed: 'смешанная', person: 'человек',
    organization: 'организация', campaign: 'кампания', headline: 'заголовок', unnamed: 'без имени',
    nothing: 'Ничего не найдено.', aliases: 'кратко', copy_json: 'Копировать JSON',
    copy_curl: 'Копировать curl', done: 'Готово ✓', footer: 'Текст не сохраняется.', error: 'Ошибка.',
    offline: 'Сервис не отвечает.', statement: 'Высказывание', statements: 'Высказывания', kind_person: 'человек',
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
    tagline: 'who said what', heading: 'Who said what in the news?',
    skip: 'Skip to content', settings: 'Settings', language: 'Language', theme: 'Light or dark', docs: 'API docs',
    input: 'Article', text_label: 'Article text', open: 'Open a file', samples: 'Sample articles',
    drop: 'Paste the text or drop a file here.',
    lead: 'Paste an article in Kazakh: dedi finds the statements, people, organisations and campaigns in it and shows the exact place of each.',
    legend: 'Legend', legend_text: 'Colour: whose words. Italics: the cue. Dotted below: indirect speech. People, organisations and campaigns are underlined.',
    cancel: 'Cancel', release: 'Drop the file here', speaker: 'said by', confidence: 'confidence',
    key: 'Key:', key_needed: 'This service asks for a key.', not_text: 'The file is not text in UTF-8.', analyze: 'Analyse', edit: 'Edit text', show: 'Show',
    article: 'Marked article', found: 'Found', chars: 'characters', working: 'Analysing…', ready: 'Ready.',
    tab_statements: 'Who said what', tab_people: 'People', tab_organizations: 'Organisations', tab_campaigns: 'Campaigns',
    tab_json: 'JSON', direct: 'direct', indirect: 'indirect', mixed: 'mixed', person: 'person',
    organization: 'organisation', campaign: 'campaign', headline: 'headline', unnamed: 'unnamed', nothing: 'Nothing found.',
    aliases: 'short', copy_json: 'Copy JSON', copy_curl: 'Copy as curl', done: 'Done ✓',
    footer: 'The text is not stored.', error: 'Error.', offline: 'The service does not answer.', statement: 'Statement', statements: 'Statements', kind_person: 'person', kind_organization: 'organisation', kind_group: 'group', kind_unknown: 'unknown',
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

// Private windows may refuse storage: a choice then lasts as long as the page.
export function remember(name, value) {
  try {
    localStorage.setItem(`dedi.${name}`, value);
  } catch {
    return;
  }
}

export function remembered(name) {
  try {
    return localStorage.getItem(`dedi.${name}`);
  } catch {
    return null;
  }
}

export function setLanguage(code) {
  current = WORDS[code] ? code : 'kk';
  remember('language', current);
  document.documentElement.lang = current;
  for (const e of document.querySelectorAll('[data-i18n]')) e.textContent = t(e.dataset.i18n);
  for (const e of document.querySelectorAll('[data-i18n-label]')) e.setAttribute('aria-label', t(e.dataset.i18nLabel));
  for (const e of document.querySelectorAll('[data-i18n-placeholder]')) e.placeholder = t(e.dataset.i18nPlaceholder);
  for (const e of document.querySelectorAll('[data-language]'))
    e.setAttribute('aria-pressed', String(e.dataset.language === current));
}
