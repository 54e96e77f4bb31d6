/* Which occupations a question speaks of: the places in it where one is
 * named, and whom each place may mean. */
#ifndef MENTIONS_H
#define MENTIONS_H

#include "query.h"
#include "reading.h"

/* Scores of a mention: an occupation's title; or one of our names for it; a
 * name as people give it to occupations; below the last one it has a slip, or
 * was only learned. */
#define TITLE_NAME 0.99
#define OWN_NAME 0.968
#define SURE_NAME 0.95
#define KNOWN_NAME 0.92

/* Names whose scores are no further apart are as good as each other. */
#define ALIKE_NAMES 0.015

/* Words that look less like a title go on as none: "carpenter bee". */
#define MENTION_LOOKS_ODD 0.35

enum { MENTIONS_MAX = 6 };

struct mention {
    size_t from, to;                          /* its tokens */
    struct candidate who[ANSWER_OCCUPATIONS]; /* best first */
    size_t count;
    size_t named;       /* the first so many have the name as it stands */
    bool other;         /* it goes on as the name of something else, */
    bool odd;           /* or as no title does: "carpenter bee" */
    bool strange;       /* words that nothing explains are among its tokens */
    bool aside;         /* where, for whom: "servers at olive garden" */
    bool alone;         /* nothing else is said; of a description */
    bool bare;          /* only 的 says that it is one */
    bool doer;          /* no phrase says that it is one: "I cut hair" */
    size_t equal;       /* the first so many are as likely; of a description */
    bool nearest;       /* none is sure; of a description */
    double right;       /* how often such a description is, 0 to 1; 0: it is
                           none */
    bool settled;       /* what else is said tells which of its name */
    struct str unknown; /* the person's words, where they say more than the
                           name that is known, or no name is */
};

/* In the order of the question; returns how many. */
size_t mentions_read(struct reading *r, struct mention out[MENTIONS_MAX]);

/* Whether two of them stand side by side to be chosen between or compared:
 * nothing but "or", "vs", "and" and the like between them. */
bool mentions_joined(const struct reading *r, const struct mention *a,
                     const struct mention *b);

#endif
