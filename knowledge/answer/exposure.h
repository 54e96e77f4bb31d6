/* The studies of exposure to AI, as every subject shows them. */
#ifndef EXPOSURE_H
#define EXPOSURE_H

#include "compose.h"

/* How many of the measures put the occupation in the upper, the middle and the
 * lower third of all, in words; empty: none does. Cites those it counts. */
struct str exposure_thirds(struct composer *c);

/* All of them, a row each. False: none is known. */
bool exposure_table(struct composer *c);

#endif
