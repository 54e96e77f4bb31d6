/* What a turn changes of the list as it is. */
#ifndef WISH_CHANGES_H
#define WISH_CHANGES_H

#include "wish_items.h"

/* "Sort by growth" */
void change_order(struct wish_work *w);

/* "Lowest first" */
void change_reverse(struct wish_work *w);

/* "Without the pay limit", "any degree", "start over" */
void change_taken_back(struct wish_work *w);

#endif
