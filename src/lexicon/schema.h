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
	X(LEX_NAME_HEAD, name_heads)

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

#define POSITION_CLASSES(X)                                                                            \
	X(POSITION_OFFICE, office)         /* министр, әкім, төраға */                \
	X(POSITION_OCCUPATION, occupation) /* дәрігер, журналист */                    \
	X(POSITION_RANK, rank)             /* генерал-майор, полковник */         \
	X(POSITION_TITLE, title)           /* академик, профессор */                  \
	X(POSITION_EVENT, event) /* спикер, қатысушы: who speaks here, not an office */  \
	X(POSITION_SOCIAL, social) /* тұрғын, куәгер, зейнеткер, ата-ана */ \
	X(POSITION_KIN, kin)       /* анасы, жолдасы: a speaker, no role */                \
	X(POSITION_UNIQUE, unique) /* Мемлекет басшысы, Президент: one holder in a text */

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

#define X(enumerator, name) enumerator,
enum org_type { ORG_TYPES(X) };
enum campaign_type { CAMPAIGN_TYPES(X) };
enum scope { SCOPES(X) };
enum function_class { FUNCTION_CLASSES(X) };
enum position_class { POSITION_CLASSES(X) };
enum place_class { PLACE_CLASSES(X) };
enum acronym_class { ACRONYM_CLASSES(X) };
#undef X

#endif
