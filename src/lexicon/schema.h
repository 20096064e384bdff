/*
 * The schema of every table in data/kk: file, columns, permitted values.
 *
 * A column is KEY (the phrase that is looked up), TEXT, CODE (one of the named values), SET
 * (values joined by ','), ALIASES (phrases joined by ';', looked up too) or NUMBER. Values are
 * listed once, here, and become both C enumerators and what the validator accepts.
 */
#ifndef DEDI_LEXICON_SCHEMA_H
#define DEDI_LEXICON_SCHEMA_H

#include <stdint.h>

/* clang-format off: the lists read as tables */

/* X(enumerator, file name without .tsv) */
#define LEX_TABLES(X)                                                                              \
	X(LEX_ABBREVIATION, abbreviations)                                                         \
	X(LEX_FUNCTION_WORD, function_words)                                                       \
	X(LEX_CUE, cues)                                                                           \
	X(LEX_FRAME, frames)                                                                       \
	X(LEX_NOT_CUE, not_cues)                                                                   \
	X(LEX_GIVEN_NAME, given_names)                                                             \
	X(LEX_SURNAME, surnames)                                                                   \
	X(LEX_SURNAME_ENDING, surname_endings)                                                     \
	X(LEX_TITLE, titles)                                                                       \
	X(LEX_POSITION, positions)                                                                 \
	X(LEX_GROUP, groups)                                                                       \
	X(LEX_ORG_HEAD, organization_heads)                                                        \
	X(LEX_ORG, organizations)                                                                  \
	X(LEX_ACRONYM, acronyms)                                                                   \
	X(LEX_LEGAL_FORM, legal_forms)                                                             \
	X(LEX_MEDIA, media)                                                                        \
	X(LEX_PLACE, places)                                                                       \
	X(LEX_CAMPAIGN_HEAD, campaign_heads)                                                       \
	X(LEX_CAMPAIGN, campaigns)                                                                 \
	X(LEX_SCOPE, scopes)                                                                       \
	X(LEX_NAME_HEAD, name_heads)                                                               \
	X(LEX_FURNITURE, furniture)                                                                \
	X(LEX_LANGUAGE_WORD, language_words)                                                       \
	X(LEX_DETACHED_ENDING, detached_endings)                                                   \
	X(LEX_REPORT_WORD, report_words)                                                           \
	X(LEX_SPORT, sports)                                                                       \
	X(LEX_NAME_WORD, name_words)

#define X(enumerator, file) enumerator,
enum lex_table { LEX_TABLES(X) LEX_TABLE_COUNT };
#undef X

/* Code values. _NAMES(X) lists give the spelling in the files. */
#define ORG_TYPES(X)                                                                               \
	X(ORG_GOVERNMENT, government)                                                              \
	X(ORG_PARLIAMENT, parliament)                                                              \
	X(ORG_COURT, court)                                                                        \
	X(ORG_LAW_ENFORCEMENT, law_enforcement)                                                    \
	X(ORG_COMPANY, company)                                                                    \
	X(ORG_BANK, bank)                                                                          \
	X(ORG_PARTY, party)                                                                        \
	X(ORG_NGO, ngo)                                                                            \
	X(ORG_FUND, fund)                                                                          \
	X(ORG_MEDIA, media)                                                                        \
	X(ORG_EDUCATION, education)                                                                \
	X(ORG_HEALTH, health)                                                                      \
	X(ORG_CULTURE, culture)                                                                    \
	X(ORG_SPORT, sport)                                                                        \
	X(ORG_INTERNATIONAL, international)                                                        \
	X(ORG_OTHER, other)

#define CAMPAIGN_TYPES(X)                                                                          \
	X(CAMPAIGN_CAMPAIGN, campaign)                                                             \
	X(CAMPAIGN_ACTION, action)                                                                 \
	X(CAMPAIGN_CHALLENGE, challenge)                                                           \
	X(CAMPAIGN_PROJECT, project)                                                               \
	X(CAMPAIGN_PROGRAMME, programme)                                                           \
	X(CAMPAIGN_INITIATIVE, initiative)                                                         \
	X(CAMPAIGN_MOVEMENT, movement)                                                             \
	X(CAMPAIGN_OBSERVANCE, observance)                                                         \
	X(CAMPAIGN_HASHTAG, hashtag)                                                               \
	X(CAMPAIGN_OTHER, other)

#define SCOPES(X)                                                                                  \
	X(SCOPE_NONE, none)                                                                        \
	X(SCOPE_GLOBAL, global)                                                                    \
	X(SCOPE_INTERNATIONAL, international)                                                      \
	X(SCOPE_NATIONAL, national)                                                                \
	X(SCOPE_REGIONAL, regional)                                                                \
	X(SCOPE_LOCAL, local)

#define FUNCTION_CLASSES(X)                                                                                          \
	X(FUNCTION_PRONOUN, pronoun)             /* ол, олар, өзі, бұл … */                            \
	X(FUNCTION_DEMONSTRATIVE, demonstrative) /* осы, аталған … */                                    \
	X(FUNCTION_CONJUNCTION, conjunction) /* және, мен, бірақ, сондай-ақ … */               \
	X(FUNCTION_POSTPOSITION, postposition) /* туралы, үшін, жөнінде … */                      \
	X(FUNCTION_RELATION, relation) /* жөніндегі, жанындағы, бойынша … inside names */ \
	X(FUNCTION_TIME, time) /* бүгін, кеше, қазір … */                                            \
	X(FUNCTION_MONTH, month)                                                                                     \
	X(FUNCTION_WEEKDAY, weekday)                                                                                 \
	X(FUNCTION_ADVERB, adverb)                                                                                   \
	X(FUNCTION_PARTICLE, particle)                                                                               \
	X(FUNCTION_QUESTION, question)                                                                               \
	X(FUNCTION_COMMON, common) /* common words that open sentences: no names */

#define POSITION_CLASSES(X)                                                                                        \
	X(POSITION_OFFICE, office)         /* министр, әкім, төраға */                            \
	X(POSITION_OCCUPATION, occupation) /* дәрігер, журналист */                                \
	X(POSITION_RANK, rank)             /* генерал-майор, полковник */                     \
	X(POSITION_TITLE, title)           /* академик, профессор */                              \
	X(POSITION_EVENT, event) /* спикер, қатысушы: who speaks here, not an office */              \
	X(POSITION_SOCIAL, social) /* тұрғын, куәгер, зейнеткер, ата-ана */             \
	X(POSITION_KIN, kin)       /* анасы, жолдасы: a speaker, no role */                            \
	X(POSITION_UNIQUE, unique) /* Мемлекет басшысы, Президент: one holder in a text */ \
	X(POSITION_PERFORMER, performer) /* әнші, боксшы: an occupation that texts call people by        \
					  */

#define PLACE_CLASSES(X)                                                                           \
	X(PLACE_COUNTRY, country)                                                                  \
	X(PLACE_REGION, region)                                                                    \
	X(PLACE_CITY, city)                                                                        \
	X(PLACE_DISTRICT, district)                                                                \
	X(PLACE_VILLAGE, village)                                                                  \
	X(PLACE_WATER, water)                                                                      \
	X(PLACE_OTHER, other)

#define ACRONYM_CLASSES(X)                                                                         \
	X(ACRONYM_ORG, org)                                                                        \
	X(ACRONYM_PLACE, place)                                                                    \
	X(ACRONYM_GENERIC, generic) /* ЖОО, БАҚ: kinds of bodies, no body */                 \
	X(ACRONYM_THING, thing)     /* ҰБТ, АЕК, COVID */

#define GENDERS(X) X(GENDER_ANY, any) X(GENDER_MALE, male) X(GENDER_FEMALE, female)
#define NAME_ENDING_KINDS(X)                                                                       \
	X(NAME_ENDING_SURNAME, surname)       /* -ов, -ева, -енко */                      \
	X(NAME_ENDING_PATRONYMIC, patronymic) /* -ұлы, -қызы, -ович */
#define ABBREVIATION_KINDS(X)                                                                      \
	X(ABBREVIATION_UNIT, unit)     /* млрд., км. : a number before it */                 \
	X(ABBREVIATION_BEFORE, before) /* проф., г. : what it belongs to follows */           \
	X(ABBREVIATION_AFTER, after)   /* т.б., ж. : may also end the sentence */
#define MEDIA_KINDS(X)                                                                             \
	X(MEDIA_AGENCY, agency)                                                                    \
	X(MEDIA_SITE, site)                                                                        \
	X(MEDIA_NEWSPAPER, newspaper)                                                              \
	X(MEDIA_MAGAZINE, magazine)                                                                \
	X(MEDIA_TV, tv)                                                                            \
	X(MEDIA_RADIO, radio)
#define NAME_HEAD_CLASSES(X)      /* what a name in marks is, by the noun behind (or before) it */                 \
	X(NAME_HEAD_WORK, work)   /* фильмі, кітабы, әні, мақаласы */                       \
	X(NAME_HEAD_LAW, law)     /* заңы, кодексі, қаулысы */                                   \
	X(NAME_HEAD_AWARD, award) /* ордені, медалі, сыйлығы */                                 \
	X(NAME_HEAD_EVENT, event) /* форумы, фестивалі, кубогы, турнирі */             \
	X(NAME_HEAD_PRODUCT, product) /* маркалы, қосымшасы, порталы, вакцинасы */ \
	X(NAME_HEAD_PLACE, place) /* көшесі, шағын ауданы, базары, стадионы */      \
	X(NAME_HEAD_NAMING, naming) /* атты, деп аталады, деген атпен, атындағы */ \
	X(NAME_HEAD_SLOGAN, slogan) /* ұранымен, тақырыбында, қағидаты */
#define FURNITURE_CLASSES(X)                                                                                 \
	X(FURNITURE_CREDIT, credit) /* begins a photo or source line: Фото: */                           \
	X(FURNITURE_BYLINE, byline) /* begins an author line: Автор: */                                 \
	X(FURNITURE_CHROME, chrome) /* begins a line that the site put there */                              \
	X(FURNITURE_WITHIN, within) /* anywhere in a short line makes it chrome */                           \
	X(FURNITURE_HEADING,                                                                                 \
		heading) /* a line of its own above the headline: Баспасөз хабарламасы */ \
	X(FURNITURE_MENU, menu)     /* an item of a site's menu; four in a row are one */                    \
	X(FURNITURE_DATE, date)     /* stands beside a date: жылғы, GMT, қаласы */                \
	X(FURNITURE_DESK, desk)     /* tells an outlet or a desk: тілшісі, газеті */            \
	X(FURNITURE_SAYING, saying) /* forms that say that somebody speaks: деді, дейді */          \
	X(FURNITURE_QUOTATIVE, quotative) /* the forms of де- among them */                                \
	X(FURNITURE_PREDICATE, predicate) /* endings of words that may end a headline's clause */            \
	X(FURNITURE_PARTICIPLE, participle) /* the same, less surely */                                      \
	X(FURNITURE_OBJECT, object) /* endings that look like a predicate's and are none: -ларды        \
				     */
#define LANGUAGES(X)                                                                               \
	X(LANGUAGE_WORD_KAZAKH, kk)                                                                \
	X(LANGUAGE_WORD_RUSSIAN, ru)                                                               \
	X(LANGUAGE_WORD_ENGLISH, en)                                                               \
	X(LANGUAGE_WORD_KAZAKH_LATIN, kk_latn)
#define TITLE_PLACES(X) X(TITLE_BEFORE, before) X(TITLE_AFTER, after)
#define ORG_HEAD_FLAGS(X)                                                                                          \
	X(ORG_HEAD_STATE, state) /* `ведомство`, `құзырлы орган` may stand for it */          \
	X(ORG_HEAD_GENERIC, generic) /* names a body only with a proper name or long modifier */                   \
	X(ORG_HEAD_UNIQUE, unique)   /* needs no modifier: Парламент, Үкімет */                     \
	X(ORG_HEAD_PLACE, place) /* a building or site rather than a body: мұражай, стадион */       \
	X(ORG_HEAD_STAFF, staff) /* of an office holder: Президенттің Кеңсесі */                \
	X(ORG_HEAD_ADJECTIVE, adjective) /* before a noun it is no head: орталық стадион */          \
	X(ORG_HEAD_STANDIN, standin) /* stands for the state body named last: ведомство */                \
	X(ORG_HEAD_VERBAL, verbal)   /* before a verb it is no head: кеңес беру */                        \
	X(ORG_HEAD_BRANCH,                                                                                         \
		branch) /* the body it is of stands in its name: «X» партиясы Y филиалы */        \
	X(ORG_HEAD_PLANT, plant) /* named after its place, not by a brand: Ақсуат спирт зауыты */ \
	X(ORG_HEAD_NATION, nation) /* of a country it is its people: Қазақстан қоғамы */            \
	X(ORG_HEAD_KIND, kind)   /* stands for any body of its type: компания */                           \
	X(ORG_HEAD_SMALL, small) /* unlike others alone in small letters: парламент */
#define CUE_KINDS(X)                                                                               \
	X(CUE_SAY, say)                                                                            \
	X(CUE_CONVEY, convey)                                                                      \
	X(CUE_REPORT, report)                                                                      \
	X(CUE_NOTE, note)                                                                          \
	X(CUE_EXPLAIN, explain)                                                                    \
	X(CUE_OPINE, opine)                                                                        \
	X(CUE_HOPE, hope)                                                                          \
	X(CUE_PROMISE, promise)                                                                    \
	X(CUE_WARN, warn)                                                                          \
	X(CUE_URGE, urge)                                                                          \
	X(CUE_CONCLUDE, conclude)                                                                  \
	X(CUE_ANSWER, answer)                                                                      \
	X(CUE_ASK, ask)                                                                            \
	X(CUE_WRITE, write) X(CUE_CONFIRM, confirm) X(CUE_DENY, deny) X(CUE_FEEL, feel)
/* What may stand before a verb of saying so that it reports a message. */
#define COMPLEMENTS(X)                                                                                             \
	X(COMPLEMENT_QUOTE, quote) /* «…», – айтты */                                                   \
	X(COMPLEMENT_DEP, dep)     /* … деп айтты */                                                     \
	X(COMPLEMENT_CLAUSE, clause) /* …-ғанын, -тынын, екенін, керегін айтты */    \
	X(COMPLEMENT_CALL, call) /* …-уға шақырды */                                                   \
	X(COMPLEMENT_ACT, act)   /* …-уды ұсынды, -уын сұрады */                               \
	X(COMPLEMENT_ABOUT, about) /* бұл туралы … айтты; осылай, былай */              \
	X(COMPLEMENT_NOUN, noun) /* маңызын атап өтті: an abstract noun is enough */                \
	X(COMPLEMENT_PLAIN, plain) /* plain finite clause right before it: … болады деді */            \
	X(COMPLEMENT_OBLIQUE, oblique) /* …-ғанына сенеді, -тынынан үміттенеді */   \
	X(COMPLEMENT_FRAGMENT, fragment) /* «тарихи қадам» деп атады: a judgement */          \
	X(COMPLEMENT_DOCUMENT, document) /* passive, in a document: хабарламада … айтылған */ \
	X(COMPLEMENT_NEGATIVE, negative) /* reports only when negated: жасырмады */                       \
	X(COMPLEMENT_CAUSE, cause) /* …-ғаны үшін алғыс айтты: what for */                     \
	X(COMPLEMENT_CLAIM, claim) /* … деген ақпаратты жоққа шығарды: what is denied */
#define REPORT_CLASSES(X)              /* small words around reported speech */                               \
	X(REPORT_AUXILIARY, auxiliary) /* after a converb: отыр, берді */                            \
	X(REPORT_COPULA, copula)       /* after a participle: еді, екен, болатын */             \
	X(REPORT_CLAUSE, clause) /* nouns that close a clause: екен, керек, қажет, бар */    \
	X(REPORT_VALUE, value) /* маңыз, рөл: an abstract noun that says something */                 \
	X(REPORT_INFO, info) /* пікір, мәлімет: бұл пікірді X айтты */             \
	X(REPORT_TOPIC, topic)       /* туралы, жайлы, жөнінде */                           \
	X(REPORT_MANNER, manner)     /* осылай, былай: points to the words */                      \
	X(REPORT_SELF, self)         /* мен, біз, меніңше: the speaker's own voice */            \
	X(REPORT_HEARER, hearer)     /* журналистерге, тілшілерге */                   \
	X(REPORT_OCCASION, occasion) /* брифинг, жиын, сұхбат: where it was said */          \
	X(REPORT_OPENER, opener) /* ал, бірақ, сондай-ақ at the head of a sentence */          \
	X(REPORT_ADVERB, adverb) /* баса, тағы, ерекше between complement and verb */           \
	X(REPORT_OBJECT, object)     /* сөзін, ойын between verb and speaker */                      \
	X(REPORT_PRESS, press)       /* баспасөз қызметі: speaks for its body */               \
	X(REPORT_REPORTER, reporter) /* тілші, порталы: marks a media credit */                   \
	X(REPORT_QUANTIFIER, quantifier) /* көбі, бірқатар: makes a group */                      \
	X(REPORT_HE, he)                 /* ол, оның */                                                 \
	X(REPORT_THEY, they)             /* олар */                                                       \
	X(REPORT_CAUSE, cause)           /* үшін: what thanks and excuses are for */                      \
	X(REPORT_JOINT, joint)           /* мен, пен, және: joins two speakers */                   \
	X(REPORT_DEIXIS, deixis) /* after ол: ол кезде, ол үшін: not a person */               \
	X(REPORT_DELEGATE, delegate) /* өкілдері: the body's people speak for the body */             \
	X(REPORT_NEGATION, negation) /* жоқ, емес after a participle */                                \
	X(REPORT_POINTER, pointer) /* бұл туралы: the message is in the sentence before */           \
	X(REPORT_BEHALF, behalf)   /* атынан: whom the speaker stands for */                            \
	X(REPORT_POINTS, points)   /* бұл, осы before пікірді, мәліметті */             \
	X(REPORT_STATE, state) /* ымыраға, сабырға шақырды: what one can be called to */ \
	X(REPORT_NAMED, named)   /* есімді, атты: between a name and its bearer */                  \
	X(REPORT_SOURCE, source) /* сілтеме жасап: the dative before it is the source */          \
	X(REPORT_NUMBER, number) /* екі, үш: who is counted is a group */                                \
	X(REPORT_ONE, one) /* бір тұрғын, тұрғындардың бірі: somebody unnamed */     \
	X(REPORT_RECAP, recap) /* айта кетейік, еске салайық: the writer's own voice */
#define NAME_WORD_CLASSES(X)              /* small words of names and of times */                                 \
	X(NAME_WORD_AND, and)             /* және */                                                          \
	X(NAME_WORD_INNER, inner)         /* қарсы, бойынша */                                        \
	X(NAME_WORD_PURPOSE, purpose)     /* жөніндегі */                                                \
	X(NAME_WORD_ATTRIBUTE, attribute) /* қоршаған, жалпы */                                      \
	X(NAME_WORD_VAGUE, vague)         /* жергілікті */                                              \
	X(NAME_WORD_COUNT, count)         /* екі, барлық */                                              \
	X(NAME_WORD_SUPPORT, support)     /* бер, көрсет */                                              \
	X(NAME_WORD_FORMER, former)       /* бұрынғы */                                                    \
	X(NAME_WORD_SUCH, such)           /* A, B сынды әншілер */                                    \
	X(NAME_WORD_SOURCE, source)       /* Y-ке сілтеме */                                             \
	X(NAME_WORD_POST, post)           /* министр болып */                                         \
	X(NAME_WORD_APPOINT, appoint)     /* болып тағайындалды */                               \
	X(NAME_WORD_DUEL, duel)           /* A мен B жекпе-жегі */                                    \
	X(NAME_WORD_HELD, held) /* министр болған, министр қызметін атқарды */ \
	X(NAME_WORD_GAME, game)         /* матч, гол */                                                    \
	X(NAME_WORD_BASIS, basis)       /* нәтиже бойынша */                                         \
	X(NAME_WORD_NUMBERED, numbered) /* сынып, курс */                                                \
	X(NAME_WORD_PARTICLE, particle) /* де, ван */                                                        \
	X(NAME_WORD_NATION, nation)     /* қазақ, орыс */                                                \
	X(NAME_WORD_TOWN, town)         /* қала */                                                            \
	X(NAME_WORD_MONTH, month)                                                                                 \
	X(NAME_WORD_NUMERAL, numeral)                                                                             \
	X(NAME_WORD_ORDINAL, ordinal)                                                                             \
	X(NAME_WORD_UNIT, unit)       /* күн, апта, ай, жыл */                                        \
	X(NAME_WORD_YEAR, year)       /* жыл, жылғы */                                                    \
	X(NAME_WORD_LENGTH, length)   /* күндік */                                                          \
	X(NAME_WORD_PERIOD, period)   /* айлық: a head that is a length itself */                            \
	X(NAME_WORD_LASTING, lasting) /* бойы */                                                              \
	X(NAME_WORD_GOING, going)     /* жалғасуда */                                                    \
	X(NAME_WORD_SINCE, since)     /* бастап */                                                          \
	X(NAME_WORD_UNTIL, until)     /* дейін */                                                            \
	X(NAME_WORD_BETWEEN, between) /* аралық */
#define GROUP_NUMBERS(X)              /* what the singular of a word for people does */            \
	X(GROUP_ONE, one)             /* жүргізуші: one of them */                        \
	X(GROUP_MASS, mass)           /* халық, билік: many speak as one */              \
	X(GROUP_MANY, many) /* алматылық, жас: alone an adjective, only the plural speaks */
#define FRAME_SHAPES(X)                                                                            \
	X(FRAME_GENITIVE, genitive)     /* X-тің айтуынша */                            \
	X(FRAME_NOMINATIVE, nominative) /* X атап өткендей */                          \
	X(FRAME_DATIVE, dative)         /* X-ке сәйкес, X-ке сүйенсек */         \
	X(FRAME_DOCUMENT, document) /* хабарламада … делінген: the medium, not the speaker */

#define X(enumerator, name) enumerator,
enum org_type { ORG_TYPES(X) };
enum campaign_type { CAMPAIGN_TYPES(X) };
enum scope { SCOPES(X) };
enum function_class { FUNCTION_CLASSES(X) };
enum position_class { POSITION_CLASSES(X) };
enum place_class { PLACE_CLASSES(X) };
enum acronym_class { ACRONYM_CLASSES(X) };
enum gender { GENDERS(X) };
enum name_ending_kind { NAME_ENDING_KINDS(X) };
enum abbreviation_kind { ABBREVIATION_KINDS(X) };
enum media_kind { MEDIA_KINDS(X) };
enum name_head_class { NAME_HEAD_CLASSES(X) };
enum title_place { TITLE_PLACES(X) };
enum furniture_class { FURNITURE_CLASSES(X) };
enum language_word { LANGUAGES(X) };
enum org_head_flag { ORG_HEAD_FLAGS(X) };
enum cue_kind { CUE_KINDS(X) };
enum complement { COMPLEMENTS(X) };
enum frame_shape { FRAME_SHAPES(X) };
enum name_word_class { NAME_WORD_CLASSES(X) };
enum group_number { GROUP_NUMBERS(X) };
enum report_class { REPORT_CLASSES(X) };
#undef X

/* Columns: NAME_COLUMNS(X) lists X(enumerator, header, kind, values); values 0 or a list above. */
#define LEX_ABBREVIATION_COLUMNS(X)                                                                \
	X(ABBREVIATION_COL_FORM, form, KEY, NO_VALUES)                                             \
	X(ABBREVIATION_COL_KIND, kind, CODE, ABBREVIATION_KINDS)
#define LEX_FUNCTION_WORD_COLUMNS(X)                                                               \
	X(FUNCTION_WORD_COL_WORD, word, KEY, NO_VALUES)                                            \
	X(FUNCTION_WORD_COL_CLASS, class, CODE, FUNCTION_CLASSES)
#define LEX_CUE_COLUMNS(X)                                                                         \
	X(CUE_COL_PHRASE, phrase, KEY, NO_VALUES) /* last word: the verb's stem */                 \
	X(CUE_COL_KIND, kind, CODE, CUE_KINDS)                                                     \
	X(CUE_COL_COMPLEMENTS, complements, SET, COMPLEMENTS)                                      \
	X(CUE_COL_NOTE, note, TEXT, NO_VALUES)
#define LEX_FRAME_COLUMNS(X)                                                                       \
	X(FRAME_COL_PHRASE, phrase, KEY, NO_VALUES) /* whole words, as they stand in the text */   \
	X(FRAME_COL_SHAPE, shape, CODE, FRAME_SHAPES)                                              \
	X(FRAME_COL_KIND, kind, CODE, CUE_KINDS)                                                   \
	X(FRAME_COL_NOTE, note, TEXT, NO_VALUES)
#define LEX_NOT_CUE_COLUMNS(X)                                                                     \
	X(NOT_CUE_COL_PHRASE, phrase, KEY, NO_VALUES)                                              \
	X(NOT_CUE_COL_WHY, why, TEXT, NO_VALUES)
#define LEX_GIVEN_NAME_COLUMNS(X)                                                                  \
	X(GIVEN_NAME_COL_NAME, name, KEY, NO_VALUES)                                               \
	X(GIVEN_NAME_COL_GENDER, gender, CODE, GENDERS)
#define LEX_SURNAME_COLUMNS(X)                                                                     \
	X(SURNAME_COL_NAME, name, KEY, NO_VALUES)                                                  \
	X(SURNAME_COL_GENDER, gender, CODE, GENDERS)
#define LEX_SURNAME_ENDING_COLUMNS(X)                                                              \
	X(SURNAME_ENDING_COL_ENDING, ending, KEY, NO_VALUES)                                       \
	X(SURNAME_ENDING_COL_KIND, kind, CODE, NAME_ENDING_KINDS)                                  \
	X(SURNAME_ENDING_COL_GENDER, gender, CODE, GENDERS)
#define LEX_TITLE_COLUMNS(X) /* honorifics, no roles: мырза, ханым, қажы, құрметті */ \
	X(TITLE_COL_WORD, word, KEY, NO_VALUES)                                                             \
	X(TITLE_COL_PLACE, place, CODE, TITLE_PLACES)
#define LEX_POSITION_COLUMNS(X)                                                                          \
	X(POSITION_COL_PHRASE, phrase, KEY, NO_VALUES) /* nominative without possessive: төраға */ \
	X(POSITION_COL_CLASS, class, CODE, POSITION_CLASSES)                                             \
	X(POSITION_COL_GROUP, group, TEXT, NO_VALUES) /* same group: may mean the same person */         \
	X(POSITION_COL_ALIASES, aliases, ALIASES, NO_VALUES)
#define LEX_GROUP_COLUMNS(X) /* plural speakers that are no organisation: тұрғындар, мамандар */ \
	X(GROUP_COL_WORD, word, KEY, NO_VALUES)                                                                   \
	X(GROUP_COL_NUMBER, number, CODE, GROUP_NUMBERS)
#define LEX_ORG_HEAD_COLUMNS(X)                                                                              \
	X(ORG_HEAD_COL_HEAD, head, KEY, NO_VALUES) /* nominative without possessive: министрлік */ \
	X(ORG_HEAD_COL_TYPE, type, CODE, ORG_TYPES)                                                          \
	X(ORG_HEAD_COL_FLAGS, flags, SET, ORG_HEAD_FLAGS)
#define LEX_ORG_COLUMNS(X)                                                                         \
	X(ORG_COL_NAME, name, KEY, NO_VALUES)                                                      \
	X(ORG_COL_TYPE, type, CODE, ORG_TYPES)                                                     \
	X(ORG_COL_ACRONYM, acronym, TEXT, NO_VALUES)                                               \
	X(ORG_COL_ALIASES, aliases, ALIASES, NO_VALUES)                                            \
	X(ORG_COL_NOTE, note, TEXT, NO_VALUES)
#define LEX_ACRONYM_COLUMNS(X)                                                                     \
	X(ACRONYM_COL_ACRONYM, acronym, KEY, NO_VALUES)                                            \
	X(ACRONYM_COL_CLASS, class, CODE, ACRONYM_CLASSES)                                         \
	X(ACRONYM_COL_TYPE, type, CODE, ORG_TYPES)                                                 \
	X(ACRONYM_COL_EXPANSION, expansion, TEXT, NO_VALUES)                                       \
	X(ACRONYM_COL_SOURCE, source, TEXT, NO_VALUES)
#define LEX_LEGAL_FORM_COLUMNS(X)                                                                  \
	X(LEGAL_FORM_COL_FORM, form, KEY, NO_VALUES)                                               \
	X(LEGAL_FORM_COL_TYPE, type, CODE, ORG_TYPES)                                              \
	X(LEGAL_FORM_COL_EXPANSION, expansion, TEXT, NO_VALUES)                                    \
	X(LEGAL_FORM_COL_ALIASES, aliases, ALIASES, NO_VALUES)
#define LEX_MEDIA_COLUMNS(X)                                                                       \
	X(MEDIA_COL_NAME, name, KEY, NO_VALUES)                                                    \
	X(MEDIA_COL_KIND, kind, CODE, MEDIA_KINDS)                                                 \
	X(MEDIA_COL_ALIASES, aliases, ALIASES, NO_VALUES)
#define LEX_PLACE_COLUMNS(X)                                                                       \
	X(PLACE_COL_NAME, name, KEY, NO_VALUES)                                                    \
	X(PLACE_COL_CLASS, class, CODE, PLACE_CLASSES)                                             \
	X(PLACE_COL_ALIASES, aliases, ALIASES, NO_VALUES)
#define LEX_CAMPAIGN_HEAD_COLUMNS(X)                                                                          \
	X(CAMPAIGN_HEAD_COL_HEAD, head, KEY, NO_VALUES) /* nominative: науқан, ұлттық жоба */ \
	X(CAMPAIGN_HEAD_COL_TYPE, type, CODE, CAMPAIGN_TYPES)                                                 \
	X(CAMPAIGN_HEAD_COL_NOT_AFTER, not_after, TEXT, NO_VALUES) /* words joined by ';' : заң */
#define LEX_CAMPAIGN_COLUMNS(X)                                                                    \
	X(CAMPAIGN_COL_NAME, name, KEY, NO_VALUES)                                                 \
	X(CAMPAIGN_COL_ID, id, TEXT, NO_VALUES) /* stable catalog_id: 16-days-gbv */               \
	X(CAMPAIGN_COL_TYPE, type, CODE, CAMPAIGN_TYPES)                                           \
	X(CAMPAIGN_COL_SCOPE, scope, CODE, SCOPES)                                                 \
	X(CAMPAIGN_COL_DATES, dates, TEXT, NO_VALUES) /* 11-25/12-10, 10-10, 2025/2029, - */       \
	X(CAMPAIGN_COL_RU, ru, TEXT, NO_VALUES)                                                    \
	X(CAMPAIGN_COL_EN, en, TEXT, NO_VALUES)                                                    \
	X(CAMPAIGN_COL_ALIASES, aliases, ALIASES, NO_VALUES)
#define LEX_SCOPE_COLUMNS(X)                                                                       \
	X(SCOPE_COL_WORD, word, KEY, NO_VALUES)                                                    \
	X(SCOPE_COL_SCOPE, scope, CODE, SCOPES)
#define LEX_NAME_HEAD_COLUMNS(X)                                                                   \
	X(NAME_HEAD_COL_HEAD, head, KEY, NO_VALUES) /* nominative; whole phrase for naming */      \
	X(NAME_HEAD_COL_CLASS, class, CODE, NAME_HEAD_CLASSES)

#define LEX_REPORT_WORD_COLUMNS(X)                                                                 \
	X(REPORT_WORD_COL_PHRASE, phrase, KEY, NO_VALUES) /* nominative or stem */                 \
	X(REPORT_WORD_COL_CLASSES, classes, SET, REPORT_CLASSES)

#define LEX_FURNITURE_COLUMNS(X)                                                                   \
	X(FURNITURE_COL_PHRASE, phrase, KEY, NO_VALUES)                                            \
	X(FURNITURE_COL_CLASSES, classes, SET, FURNITURE_CLASSES)
#define LEX_LANGUAGE_WORD_COLUMNS(X)                                                               \
	X(LANGUAGE_WORD_COL_WORD, word, KEY, NO_VALUES)                                            \
	X(LANGUAGE_WORD_COL_LANGUAGE, language, CODE, LANGUAGES)
#define LEX_SPORT_COLUMNS(X) X(SPORT_COL_SPORT, sport, KEY, NO_VALUES)
#define LEX_NAME_WORD_COLUMNS(X)                                                                   \
	X(NAME_WORD_COL_WORD, word, KEY, NO_VALUES)                                                \
	X(NAME_WORD_COL_CLASSES, classes, SET, NAME_WORD_CLASSES)                                  \
	X(NAME_WORD_COL_VALUE, value, TEXT, NO_VALUES) /* of a month: its number */
#define LEX_DETACHED_ENDING_COLUMNS(X) /* case endings that may follow a closing mark: -ке */    \
	X(DETACHED_ENDING_COL_ENDING, ending, KEY, NO_VALUES)

/* Column enumerators: POSITION_COL_PHRASE … numbered from 0 in each table. */
#define X(enumerator, header, kind, values) enumerator,
#define COLUMNS_OF(table)                                                                          \
	enum table##_columns                                                                       \
	{                                                                                          \
		table##_COLUMNS(X)                                                                 \
	}
COLUMNS_OF(LEX_ABBREVIATION);
COLUMNS_OF(LEX_FUNCTION_WORD);
COLUMNS_OF(LEX_CUE);
COLUMNS_OF(LEX_FRAME);
COLUMNS_OF(LEX_NOT_CUE);
COLUMNS_OF(LEX_GIVEN_NAME);
COLUMNS_OF(LEX_SURNAME);
COLUMNS_OF(LEX_SURNAME_ENDING);
COLUMNS_OF(LEX_TITLE);
COLUMNS_OF(LEX_POSITION);
COLUMNS_OF(LEX_GROUP);
COLUMNS_OF(LEX_ORG_HEAD);
COLUMNS_OF(LEX_ORG);
COLUMNS_OF(LEX_ACRONYM);
COLUMNS_OF(LEX_LEGAL_FORM);
COLUMNS_OF(LEX_MEDIA);
COLUMNS_OF(LEX_PLACE);
COLUMNS_OF(LEX_CAMPAIGN_HEAD);
COLUMNS_OF(LEX_CAMPAIGN);
COLUMNS_OF(LEX_SCOPE);
COLUMNS_OF(LEX_NAME_HEAD);
COLUMNS_OF(LEX_FURNITURE);
COLUMNS_OF(LEX_LANGUAGE_WORD);
COLUMNS_OF(LEX_DETACHED_ENDING);
COLUMNS_OF(LEX_REPORT_WORD);
COLUMNS_OF(LEX_SPORT);
COLUMNS_OF(LEX_NAME_WORD);
#undef COLUMNS_OF
#undef X

#endif
