/* What is made of the phrases: rankings and conditions of struct wishes. */
#ifndef WISH_TAKEN_H
#define WISH_TAKEN_H

#include "wish_items.h"

void take_item(struct wish_work *w, struct wish_item *item);
void take_rank(struct wish_work *w, enum wish_rank rank, enum subject subject);

/* 0: that side is open. */
void take_range(struct wishes *wishes, enum wish_figure figure, double from,
                double to);

/* Who wishes for nothing else is told of the field they have worked in: "I was
 * laid off from my marketing job". */
void take_past_field(struct wish_work *w);

/* What was studied is of a bachelor's degree, unless another is said. */
void take_studied(struct wish_work *w);

#endif
