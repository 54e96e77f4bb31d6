/* What somebody may have meant: for messages about unknown options and keys. */
#ifndef NEAREST_H
#define NEAREST_H

#include "str.h"

/* The name nearest to `given` by letters added, left out, changed or swapped;
 * NULL where none is near. names: NULL-terminated. */
const char *nearest(struct str given, const char *const *names);

#endif
