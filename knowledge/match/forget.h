/* What of a question is left out of what is learned from it. Private to
 * match/. */
#ifndef FORGET_H
#define FORGET_H

#include "reading.h"

/* What the person says of themselves: words of [word/person], and the rest of
 * their clause where it asks for nothing and names no occupation. Before
 * reading_intent, after names are settled. */
void forget_people(struct reading *r);

/* "Not the pay, what do they do": what is refused, before the clause that asks.
 * Before reading_intent. "Not" alone refuses only in a talk. */
void forget_refused(struct reading *r, bool in_talk);

#endif
