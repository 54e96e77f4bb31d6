/* The knowledge base: open a pack, answer questions, close it.
 *
 * No network, no clock, no chat platform. A struct knowledge does not change
 * after it is opened; the conversation is in the struct topic of the caller. */
#ifndef KNOWLEDGE_H
#define KNOWLEDGE_H

#include "answer.h"
#include "arena.h"
#include "status.h"

#include <stdint.h>

struct knowledge;

/* Maps the pack at path and checks it. Owned: close with knowledge_close.
 * STATUS_NOT_FOUND, STATUS_IO: it cannot be read.
 * STATUS_CORRUPT: damaged, cut short, or no pack of this version. */
MUST_CHECK enum status knowledge_open(const char *path, struct knowledge **out,
                                      struct error *err);
void knowledge_close(struct knowledge *knowledge); /* NULL is fine */

/* How many occupations it answers about. */
size_t knowledge_occupations(const struct knowledge *knowledge);

/* "2026-11-23 21:44 UTC": when the pack was built. Borrowed. */
struct str knowledge_built(const struct knowledge *knowledge);

#define QUESTION_MAX_BYTES 4000 /* longer questions are cut at a character */

struct question {
    struct str text; /* borrowed; any bytes */
    enum lang lang;  /* LANG_AUTO: the language it is asked in */
    bool addressed;  /* false: overheard; answered only when plainly asked */
};

/* What a list of occupations is to be like. A plain value; zero wishes
 * nothing. */
enum wish_rank {
    RANK_NONE = 0,
    RANK_PAY,
    RANK_PAY_LOW,
    RANK_GROWTH,
    RANK_SHRINK,
    RANK_OPENINGS,
    RANK_AI_LOW,
    RANK_AI_HIGH,
    RANK_QUICK,  /* least schooling, experience and training */
    RANK_PEOPLE, /* most people employed */
    RANK_COUNT
};

/* The figures of an occupation that a wish may bound. */
enum wish_figure {
    WISH_PAY = 0,    /* dollars a year; an hour counts as 1/2,080 of one */
    WISH_GROWTH,     /* percent over the period of the projections */
    WISH_OPENINGS,   /* a year */
    WISH_PEOPLE,     /* employed */
    WISH_EDUCATION,  /* 1 none, 2 high school, 3 college without a degree, 4
                        associate, 5 bachelor, 6 master, 7 doctoral */
    WISH_EXPERIENCE, /* 1 none, 2 less than 5 years, 3 more */
    WISH_TIME,       /* years to learn it, beyond high school */
    WISH_AI,         /* score of exposure, 1 to 10 */
    WISH_FIGURES
};

enum wish_training { WISH_APPRENTICESHIP = 1, WISH_ON_THE_JOB = 2 };

enum wish_unknown {                 /* wishes no fact can tell about */
                    WISH_HOURS = 1, /* nights, shifts, weekends, part time */
                    WISH_REMOTE = 2,
                    WISH_STRESS = 4,
                    WISH_OUTDOORS = 8, /* outdoors, travel, sitting */
                    WISH_IMMIGRATION = 16,
                    WISH_PHYSICAL = 32, /* lifting, how hard on the body */
                    WISH_CONTENT = 64,  /* how satisfied people are */
                    WISH_LICENSE = 128,
                    WISH_CURRENCY = 256, /* pay in other money than dollars */
                    WISH_SHORTAGE = 512, /* openings stand in for it */
                    WISH_BUDGET = 1024,  /* what learning it may cost */
                    WISH_PERSON = 2048,  /* who asks: age, family, health */
                    WISH_UNKNOWN_ALL = 4095
};

#define WISH_TRAITS 4

/* Occupations people take together that are no major group: "aviation". */
#define WISH_CODES 24
struct wish_sector {
    uint32_t codes[WISH_CODES]; /* the first two to six digits of SOC codes */
    size_t count;               /* 0: none */
    char said[48];              /* the person's words */
};

struct wishes {
    enum wish_rank rank;
    struct {
        double from, to; /* both included; 0: any */
    } range[WISH_FIGURES];
    bool hourly;                 /* the pay was said by the hour */
    unsigned training;           /* of enum wish_training; 0: any */
    uint64_t groups, not_groups; /* bit n: the major group n of the SOC, 11
                                    to 55 */
    /* Skills, fields of knowledge, interests and work styles of O*NET that
     * have to matter, or must not: ids; empty: any. */
    char trait[WISH_TRAITS][32], not_trait[WISH_TRAITS][32];
    struct wish_sector sector, not_sector;
    char words[48];     /* that the names, the description or the tools have;
                           several tools apart by commas */
    char named[48];     /* a name that they share: "nurses" */
    char not_words[96]; /* whom they must not be: names of occupations, apart
                           by commas */
    unsigned unknown;   /* of enum wish_unknown */
    uint32_t among[ANSWER_OCCUPATIONS]; /* only these; SOC codes */
    size_t among_count;                 /* 0: all */
    unsigned shown; /* how many at a time; 0: as many as fit */
    unsigned skip;  /* how many were shown before */
    bool considers; /* of moves: nobody said to have that occupation */
};

bool wishes_equal(const struct wishes *a, const struct wishes *b);

/* What a conversation is about: which occupations and subject "and the pay?"
 * refers to, and what "2" chooses. A plain value without pointers, zero to
 * begin with; whoever holds the conversation keeps it and lets it expire. */
struct topic {
    enum lang lang;
    enum subject subject;
    enum subject sourced; /* with SUBJECT_SOURCES: whose they were */
    uint32_t soc[4];      /* 254031 for 25-4031; 0: none */
    size_t soc_count;
    struct {
        uint32_t soc;
        enum subject subject;
        char part[16]; /* of the subject: "tools" of ai_risk; empty: all */
    } choices[ANSWER_CHOICES];
    size_t choice_count;
    bool listed; /* the last answer was a list, of these wishes, or asked for
                    more of them (shown_count is 0); else they are of the last
                    list or, with SUBJECT_PIVOTS, of moves */
    struct wishes wishes;
    uint32_t shown[ANSWER_OCCUPATIONS]; /* the rows of the last list, table of
                                           comparison or moves */
    size_t shown_count;
    uint32_t spoken[4]; /* the occupations spoken of lately, oldest first: of
                           whom "which pays most?" asks */
    size_t spoken_count;
    char said[48]; /* the person's words for the first occupation; empty: none,
                      or too long to keep */
};

/* Reads a question and answers it. Never fails: what cannot be understood or
 * is not known is said in the answer. topic: brought up to date.
 * out: all texts in arena. */
void knowledge_answer(const struct knowledge *knowledge, struct arena *arena,
                      const struct question *question, struct topic *topic,
                      struct answer *out);

#define KNOWLEDGE_COMPARED 4

/* A question that somebody else has read: a language model. Texts borrowed. */
struct knowledge_query {
    enum kind kind; /* KIND_SINGLE, KIND_COMPARE or KIND_LIST */
    /* Names of occupations or codes as "25-4031": one; KIND_COMPARE: two or
     * more; KIND_LIST: none. */
    struct str occupations[KNOWLEDGE_COMPARED];
    size_t occupation_count;
    enum subject subject; /* SUBJECT_NONE: in general */
    enum wish_rank rank;  /* KIND_LIST */
};

/* The same for such a query, in `lang`.
 * STATUS_NOT_FOUND: what it calls an occupation is no name of one here.
 * STATUS_INVALID: it is no query. topic and out stay as they are. */
MUST_CHECK enum status
knowledge_answer_query(const struct knowledge *knowledge, struct arena *arena,
                       const struct knowledge_query *query, enum lang lang,
                       struct topic *topic, struct answer *out);

/* The English title of an occupation (254031), borrowed until knowledge_close;
 * STR_NONE: there is no such occupation. */
struct str knowledge_title(const struct knowledge *knowledge, uint32_t soc);

#endif
