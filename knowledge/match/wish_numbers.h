/* Which figure a number of the question bounds. */
#ifndef WISH_NUMBERS_H
#define WISH_NUMBERS_H

#include "amounts.h"
#include "wish_items.h"

enum { NUMBERS_MAX = 8 };

/* Marks the numbers, before words are found strange. Returns how many. */
size_t numbers_find(struct wish_work *w, struct amount amounts[NUMBERS_MAX]);

/* Makes conditions of them, after all else is read. */
void numbers_take(struct wish_work *w, struct amount *amounts, size_t count);

#endif
