/* What a question says of occupations, and how a query comes by its
 * candidates. Private to match/. */
#ifndef NAMED_H
#define NAMED_H

#include "mentions.h"
#include "query.h"
#include "reading.h"

struct named {
    struct mention mentions[MENTIONS_MAX];
    size_t count;
    size_t main;     /* the one it is about */
    size_t compared; /* how many of them it compares; 0 or at least 2 */
    bool same;       /* the first two are compared, but are one occupation */
    bool moving;     /* it is about the way to the main one, */
    size_t from;     /* from this one */
};

/* Settles which of the occupations named the question is about, or compares.
 * q: its subjects are read. */
void named_settle(const struct reading *r, const struct query *q,
                  struct named *n);

/* Words like a title, of which no name stands there: "care", "spray". */
bool named_guessed(const struct mention *m);

/* A name as people give it to occupations; not only of a field or the like,
 * and without a slip. */
bool named_surely(const struct mention *m);

/* By its title, or one of our names for it. */
bool named_own(const struct mention *m);

/* Nothing but the name: "structural engineer". */
bool named_alone(const struct reading *r, const struct mention *m);

/* Whether the first it asks is where to move to. */
bool named_asks_where_to(const struct query *q);

/* "I'm a nurse", "being a nurse": whoever asks has the occupation. */
bool named_who_asks(const struct reading *r, const struct mention *m);

/* The person's words; in arena. */
struct str named_words(const struct reading *r, const struct mention *m);

/* Adds one that is not there yet, if there is room. */
void add_candidate(struct query *q, size_t occupation, double score);

/* Adds all that a mention may mean. */
void add_mention(struct query *q, const struct mention *m);

#endif
