/* Reading a question: from a person's words to a query. What the question
 * asks is decided here; what to say about it is decided in answer/. */
#ifndef QUERY_H
#define QUERY_H

#include "arena.h"
#include "knowledge.h"
#include "pack.h"

struct matcher;

/* Owned: free with matcher_free. pack: borrowed as long. */
struct matcher *matcher_new(const struct pack *pack);
void matcher_free(struct matcher *matcher);

#define QUERY_SUBJECTS 3
#define QUERY_COMPARED 4
#define QUERY_LEFT 4
#define QUERY_BEYOND 3

struct candidate {
    size_t occupation; /* index for pack_occupation */
    double score;      /* 0 to 1 */
};

enum query_problem {
    QUERY_CLEAR = 0,
    QUERY_WHICH,   /* several occupations share the name: ask which */
    QUERY_MISSING, /* a subject, but no occupation: ask for it */
    QUERY_UNKNOWN, /* an occupation we do not know, in `unknown` */
};

struct asked {
    enum subject subject;
    struct str part; /* "tools" of ai_risk/tools; empty: all of it */
};

/* What a question about one occupation wants to hear first. */
enum lead_kind {
    LEAD_NONE = 0,
    LEAD_SCHOOLING, /* does it take that much? */
    LEAD_PAPER,     /* does it take a licence? */
    LEAD_TRAIT,     /* does a skill, or company, matter in it? */
    LEAD_COST,      /* what does it cost to get in? */
    LEAD_TIME,      /* how long does it take? */
    LEAD_WORTH,     /* what speaks for it and against it? */
    LEAD_PAID,      /* is that much, or little, for it? */
    LEAD_HIGHEST,   /* what do the best paid earn? */
    LEAD_LOWEST,    /* what do the worst paid earn? */
    LEAD_START,     /* what do beginners earn? */
    LEAD_WHY        /* why are the figures as they are? */
};

/* "Do I need a degree", "can I without one", "can I with no more than one" */
enum lead_ask { ASK_NEED = 0, ASK_WITHOUT, ASK_WITH };

#define LEAD_COMPANY "company" /* a trait: to be with people */

struct lead {
    enum lead_kind kind;
    enum lead_ask ask;
    double schooling; /* as WISH_EDUCATION */
    struct str trait; /* an id of what O*NET rates, or LEAD_COMPANY */
    struct str said;  /* of LEAD_PAPER: the question, which may name one, */
    struct str paper; /* and the one that is known to be one; empty: none */
    double amount;    /* of LEAD_PAID: dollars a year, */
    bool hour;        /* or an hour */
};

struct query {
    enum lang lang;
    enum kind kind;
    enum query_problem problem;
    struct candidate candidates[ANSWER_OCCUPATIONS]; /* best first */
    size_t candidate_count; /* 0 with QUERY_CLEAR: the sources of everything */
    size_t compared;        /* KIND_COMPARE: the first so many candidates */
    bool measured; /* the first against the one before, of whom the talk was;
                      it goes on with the first */
    bool apart; /* of the compared each has a question, a subject, of its own */
    struct asked subjects[QUERY_SUBJECTS]; /* in the order of the question */
    size_t subject_count;                  /* 0: none asked for */
    struct str unknown; /* the person's words for what we do not know, at
                           most 60 bytes; with QUERY_CLEAR: beside what is
                           answered; with KIND_OUTOFSCOPE: all there was */
    struct str said;    /* the person's words for the first candidate */
    bool choosing;      /* with QUERY_MISSING: does not know which at all;
                           KIND_COMPARE: which of them to choose */
    struct str goal;    /* with SUBJECT_PIVOTS: the person's words for where to
                           go, which name no occupation; empty: none */
    bool moving; /* asks about the way to the first candidate from another */
    size_t from; /* one: index for pack_occupation */
    bool brief;  /* wants no more than the first sentence, or who is ahead */
    bool degree; /* tells which degree somebody has, on the way to one */
    struct str same; /* the person's other words for the first candidate, which
                        they took for another occupation */
    bool why;        /* asks why the last answer was given */
    bool any;        /* any of the choices will do: the commonest of them */
    bool guessed;    /* no subject was understood, and words were left over */
    bool described;  /* no occupation was named: one that the words describe */
    bool perhaps;    /* KIND_OUTOFSCOPE: it may be about an occupation after
                        all, */
    size_t perhaps_of;    /* this one: index for pack_occupation */
    struct str smalltalk; /* KIND_SMALLTALK: "thanks" of smalltalk/thanks */
    struct wishes wishes; /* KIND_LIST; SUBJECT_PIVOTS: of the moves */
    struct str left[QUERY_LEFT]; /* of a list: the person's words that nothing
                                    was made of */
    size_t left_count;
    bool vague;                      /* a list, but no wish was understood */
    bool unfit;                      /* by what nothing here tells about */
    bool studied;                    /* a list of what studies lead to */
    bool praised;                    /* of the "best" or "good" ones */
    bool many;                       /* more at once than a list shows */
    bool asks;                       /* by its sign or its first words */
    struct str beyond[QUERY_BEYOND]; /* what it asks that is known of no
                                        occupation: "record", "place" */
    size_t beyond_count;
    struct lead lead;
    bool silent;       /* overheard, and not plainly for us */
    double confidence; /* 0 to 1 */
};

/* Reads question in the light of topic. Texts in arena. */
void query_read(const struct matcher *matcher, struct arena *arena,
                const struct question *question, const struct topic *topic,
                struct query *out);

#endif
