/* Bounds that are another occupation's figures: "jobs that pay more than
 * nursing". */
#ifndef WISH_THAN_H
#define WISH_THAN_H

#include "named.h"
#include "wishes.h"

/* What is wished more or less of than an occupation has that the question
 * names; read: of the same question; its words count as told then. */
void wishes_than(const struct reading *r, const struct named *n,
                 struct wish_reading *read, struct wishes *wishes);

#endif
