/* What somebody wishes of occupations when asking for a list of them: how to
 * rank, and what all of them must have. */
#ifndef WISHES_H
#define WISHES_H

#include "reading.h"

struct wish_reading {
    size_t count;  /* wishes that were read */
    size_t facts;  /* those of them that a fact can tell about */
    size_t worded; /* those that are words of somebody's own */
    bool praised;  /* "best", "good": a ranking by nothing in particular */
    bool counted;  /* says how many to show */
    bool many;     /* more than a list shows */
    bool ranked;   /* one is a ranking of its own ("highest paid") */
    bool within;   /* asks for those of a name or a field: "which nurses earn
                      most" */
    bool one;      /* so, and only one occupation has that name */
    bool fresh;    /* asks for occupations by that name ("which jobs") */
    bool joined;   /* goes on from what was said ("and", "only", "but not") */
    bool more;     /* "next page" */
    bool those;    /* "which of those" */
    bool dropped;  /* takes a condition back, set before or not */
    bool ruled;    /* rules out words of its own: "but not nursing" */
    bool unfit;    /* asks by what nothing here tells about */
    bool studied;  /* names a field somebody has studied */
    size_t *told;  /* by token: which phrase of a wish has it, from 1 on, and */
    bool *barred;  /* whether it is of words ruled out; both in arena */
    enum subject subject; /* what the list is about; SUBJECT_NONE: not told */
    struct str left[QUERY_LEFT]; /* the person's words that nothing was made
                                    of; in arena */
    size_t left_count;
};

/* Reads the wishes of a question into *wishes, on top of those that are there
 * (of the list before). */
struct wish_reading wishes_read(const struct reading *r, struct wishes *wishes);

/* Which rows of the last list a question picks: "the first two", "1 and 3".
 * Returns how many; 0: it speaks of none, or of one that is not there. */
size_t wishes_picked(const struct reading *r, size_t rows,
                     size_t picked[QUERY_COMPARED]);

#endif
