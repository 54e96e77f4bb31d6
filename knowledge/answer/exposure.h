/* The studies of exposure to AI, as every subject shows them. */
#ifndef EXPOSURE_H
#define EXPOSURE_H

#include "compose.h"

/* Is any study's figure known of the occupation? */
bool exposure_known(struct composer *c);

/* A study to name where there is room for one: what it measures, and the
 * figure with its place among all occupations. NULL: none. */
const struct pack_entry *exposure_first(struct composer *c, struct str *label,
                                        struct str *text);

/* All of them, a row each. False: none is known. */
bool exposure_table(struct composer *c);

#endif
