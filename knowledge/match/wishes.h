/* What somebody wishes of occupations when asking for a list of them: how to
 * rank, and what all of them must have. */
#ifndef WISHES_H
#define WISHES_H

#include "reading.h"

/* Reads the wishes of a question into *wishes, on top of those that are there
 * (of the list before). subject: what the list is about, by its ranking or
 * filter; SUBJECT_NONE: nothing was read. asks: the question names a ranking
 * of its own ("highest paid"). Returns how many wishes were read. */
size_t wishes_read(const struct reading *r, struct wishes *wishes,
                   enum subject *subject, bool *ranked);

#endif
