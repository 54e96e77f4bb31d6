/* What somebody wishes of the moves from an occupation. Private to match/. */
#ifndef MOVE_WISHES_H
#define MOVE_WISHES_H

#include "named.h"

/* Of a question about where to go, what is wished of it: "that pays more,
 * without going back to school". Fills q->wishes, and leaves out subjects that
 * stood for wishes; a goal that is a field ("into healthcare") becomes one. */
void move_wishes_read(const struct reading *r, struct query *q);

/* The moves of the last answer, to meet more: "something without a degree"; or
 * moves from the occupation it was about: "too low, what pays more?".
 * Fills the query; false: it is nothing of the sort. */
bool move_wishes_again(const struct reading *r, const struct named *n,
                       const struct topic *topic, struct query *q);

#endif
