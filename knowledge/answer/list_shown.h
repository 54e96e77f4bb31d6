/* The parts of a list that is shown. */
#ifndef LIST_SHOWN_H
#define LIST_SHOWN_H

#include "compose.h"
#include "knowledge.h"

struct listed {
    size_t occupation;
    double by;  /* what it is ranked by; higher comes first */
    double pay; /* a year; NAN: not known */
};

/* How many fit; where nothing is asked of them, all that have the figure. */
void list_headline(struct composer *c, const struct wishes *w, size_t count,
                   size_t from, size_t shown);

/* What was understood, above the list, so that it can be put right; ranked:
 * with the order. */
void list_repeat(struct composer *c, const struct wishes *w, bool ranked);

void list_table(struct composer *c, const struct wishes *w,
                const struct listed *found, size_t count);

/* A year's pay was reckoned from an hour's, or the other way round. */
void list_hours(struct composer *c, const struct wishes *w,
                const struct listed *found, size_t count);

/* Which condition, left out, would make more fit, and how many: relaxed[i]
 * occupations fail condition i alone. */
void list_without(struct composer *c, const struct wishes *w,
                  const size_t *relaxed);

/* The same where nothing fits. */
void list_nothing_fits(struct composer *c, const struct wishes *w,
                       const size_t *relaxed, bool ranked);

#endif
