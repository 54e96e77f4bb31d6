/* Lists of occupations: rankings and filters over all of them. */
#ifndef LIST_H
#define LIST_H

#include "compose.h"
#include "knowledge.h"

/* The occupations that meet the wishes, best first, with what was understood
 * above them. False: none does; the answer says so. */
bool list_occupations_by(struct composer *c, const struct wishes *wishes);

#endif
