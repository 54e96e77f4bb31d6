/* What can be known of an occupation: one list of fields, used by the readers
 * of pages and facts, by the pack, and by the answers.
 *
 * A value is an entry: its field, up to three texts and two numbers (which of
 * them a field uses is said here), its language and its source. A number that
 * is not known is NAN, a text that is not known is empty: absent is never
 * zero. Fields that are lists have several entries, in order. */
#ifndef FIELD_H
#define FIELD_H

#include "str.h"

/* Of a year of work, as the BLS reckons: what pay by the hour is told by. */
enum { YEAR_HOURS = 2080 };

enum field {
    FIELD_NONE = 0,

    /* of a page people write; texts in the page's language */
    FIELD_NAME = 1,      /* text0: the everyday name */
    FIELD_COUNTRY,       /* text0: "US" */
    FIELD_CURRENCY,      /* text0: "USD" */
    FIELD_SUMMARY,       /* text0 */
    FIELD_OVERALL,       /* num0: 1 to 10 */
    FIELD_RATING,        /* text0: dimension id ("ai_risk"); num0: 1 to 10 */
    FIELD_VERDICT,       /* text0: compressed|amplified|mixed or empty;
                            text1: the verdict in words */
    FIELD_TOOL,          /* text0: name; text1: type, a word of the language;
                            text2: what it replaces;
                            num0: level 1 partial 2 major 3 near-full;
                            num1: year */
    FIELD_TASK_REPLACED, /* text0, a list */
    FIELD_TASK_AUGMENTED,
    FIELD_TASK_HUMAN,
    FIELD_SKILL,
    FIELD_ENTRY_LEVEL,    /* text0 */
    FIELD_UPGRADE,        /* text0 */
    FIELD_ADJACENT,       /* text0: name of an occupation; a list */
    FIELD_PAY,            /* text0: stage; text1: note; num0, num1: from, to */
    FIELD_EDUCATION,      /* text0: stage; text1: duration; text2: note;
                             num0, num1: cost from, to */
    FIELD_QUALIFICATION,  /* text0: name; text1: issuer; num0: 1 required,
                             0 optional */
    FIELD_MIGRATION,      /* text0: the status in words; num0: 0 not a skilled
                             occupation, 1 skilled, 2 restricted */
    FIELD_MIGRATION_TEXT, /* text0 */
    FIELD_VISA,           /* text0: subclass; text1: name; text2: details */
    FIELD_FIT,            /* text0, a list */
    FIELD_UNFIT,
    FIELD_PROGRESSION, /* text0 */
    FIELD_FORECAST,    /* text0 */
    FIELD_GROWTH_AREA, /* text0, a list */
    FIELD_FAQ,         /* text0: question; text1: answer */
    FIELD_SOURCES,     /* text0: what the page says of its sources */
    FIELD_LOST,        /* text0: what the page once held and lost; a list */

    /* facts; the same in every language unless said */
    FIELD_WAGE_MEDIAN = 64, /* num0: a year; num1: an hour */
    FIELD_WAGE_P10,
    FIELD_WAGE_P25,
    FIELD_WAGE_P75,
    FIELD_WAGE_P90,
    FIELD_WAGE_MEAN,
    FIELD_EMPLOYMENT,         /* num0: people */
    FIELD_EMPLOYMENT_CHANGE,  /* num0: percent over the period */
    FIELD_OPENINGS,           /* num0: a year */
    FIELD_TYPICAL_EDUCATION,  /* text0: the publisher's category, English */
    FIELD_TYPICAL_EXPERIENCE, /* likewise */
    FIELD_TYPICAL_TRAINING,
    FIELD_DESCRIPTION,       /* text0: one sentence, ours; by language */
    FIELD_COMBINED,          /* num0: the SOC code (311120) under which some
                                publishers give its figures, with others */
    FIELD_EMPLOYMENT_NOW,    /* num0: people, in the month of the wages */
    FIELD_EMPLOYMENT_FUTURE, /* num0: people, at the end of the period */
    FIELD_JOB_ZONE,          /* num0: 1 to 5, how much preparation */
    FIELD_RATED_SKILL,       /* text0: name; num0: importance 1 to 5; num1:
                                level 0 to 7; a list, most important first */
    FIELD_RATED_KNOWLEDGE,   /* likewise */
    FIELD_TECHNOLOGY,        /* text0: name; num0: 1 hot, 2 in demand, 3 both;
                                a list */
    FIELD_INTEREST,          /* text0: name; num0: 1 to 7; a list, strongest
                                first */
    FIELD_WORK_STYLE,        /* text0: name; num0: -3 to 3; likewise */
    FIELD_RELATED,           /* num0: SOC code; a list, nearest first */
    FIELD_RATED_REPLACED,    /* text0: a task as its publisher words it, which
                                AI can do by its ratings; a list */
    FIELD_RATED_AUGMENTED,   /* likewise: which it can help with */
    FIELD_RATED_HUMAN,       /* likewise: which it cannot */
    FIELD_SUB_OCCUPATION,    /* text0: name of a narrower occupation; a list */
    FIELD_SCORE,             /* text0: dimension id; num0: 1 to 10, by our
                                formula over the facts; a list */
    FIELD_MIGRATION_RULE,    /* text0: a general rule, by language;
                                text1: its id in immigration.tsv; a list */

    /* exposure to AI: num0, on the scale of each study */
    FIELD_AI_ELOUNDOU_MODEL,
    FIELD_AI_ELOUNDOU_HUMAN,
    FIELD_AI_MICROSOFT,
    FIELD_AI_ANTHROPIC,
    FIELD_AI_AIOE,
    FIELD_AI_AIOE_LANGUAGE,
    FIELD_AI_FREY_OSBORNE,
    FIELD_AI_ILO, /* text0: the study's word for it */

    /* where to move, by the formula of knowledge/build/moves.c */
    FIELD_MOVE,     /* num0: SOC code; num1: score, NAN: a neighbour, not to
                       be recommended; text0 to text2: the largest gaps, names
                       of skills or knowledge; ENTRY_CAUTION: something
                       speaks against it; a list, best first */
    FIELD_MOVE_FIT, /* the first belongs to the first move, and so on, as
                       many as there are moves: num0: how many of the skills
                       and fields of knowledge that count there carry over;
                       num1: how many were compared; NAN: not known */
    FIELD_LEARN,    /* text0: a skill or field of knowledge; num0: SOC code of
                       the best move it is for; num1: how many better related
                       occupations ask for more of it; a list, the largest
                       sum of gaps first */

    FIELD_CERTIFICATE, /* text0: a licence, exam or certificate; text1: issuer;
                          text2: a note or empty; num0: enum certificate_duty;
                          by language; a list */
    FIELD_LIMIT
};

/* Who asks for a certificate. */
enum certificate_duty {
    DUTY_OPTIONAL = 0,
    DUTY_SOME_STATES,
    DUTY_SOME_WORK,   /* of all or most states, for some of the work only */
    DUTY_MOST_STATES, /* from here on one must have it */
    DUTY_BY_LAW,      /* of the whole country */
    CERTIFICATE_DUTIES
};

#define ENTRY_TEXTS 3
#define ENTRY_NUMBERS 2

/* The ids of the eleven dimensions of a rating, in the order of the radar:
 * "income_level" ... "pr_difficulty". */
#define RATING_COUNT 11
extern const char *const rating_ids[RATING_COUNT];

#endif
