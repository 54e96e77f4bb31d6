/* Several occupations side by side. */
#ifndef COMPARE_H
#define COMPARE_H

#include "compose.h"

/* Adds a table with a column an occupation (count of them, 2 to 4) and a row
 * a figure; subject: only its rows, SUBJECT_NONE: all. False: no figure of it
 * is known for any of them. */
bool compare(struct composer *c, const size_t *occupations, size_t count,
             enum subject subject);

#endif
