/* Numbers in a question, with what stands around them: "over $90k", "between
 * 5 and 10%", "at least two years", "8萬以上", "六到八萬". What a number
 * counts is left to whoever knows the words around it. */
#ifndef AMOUNTS_H
#define AMOUNTS_H

#include "wordings.h"

enum amount_bound {
    AMOUNT_EXACT = 0, /* nothing says more or less */
    AMOUNT_FROM,
    AMOUNT_TO,
    AMOUNT_BETWEEN,
    AMOUNT_ABOUT,
};

struct amount {
    double low, high; /* the same, but for AMOUNT_BETWEEN */
    enum amount_bound bound;
    bool dollars, percent, hour, age;
    bool foreign;    /* money, but not dollars */
    bool budget;     /* "I have", "for school": what somebody can spend */
    bool ahead;      /* "the next ten years", 三年後: a time to come */
    bool strict;     /* "less than", "under" */
    bool scaled;     /* "90k", "9萬": written by the thousand or more */
    double years;    /* of the unit of time behind it; 0: none */
    double times;    /* a year, of pay by the day, week or month; 0: not so */
    size_t from, to; /* its bytes, with unit and bound */
    size_t end;      /* of the digits */
};

/* Those of a text, in its order; returns how many, at most room. */
size_t amounts_read(const struct wordings *words, struct str text,
                    struct amount *out, size_t room);

#endif
