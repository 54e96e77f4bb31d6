/* The way from one occupation to any other. */
#ifndef MOVE_WAY_H
#define MOVE_WAY_H

#include "compose.h"

/* All about moving from the occupation to another, which need not be related
 * to it: what changes, what carries over, what it asks for. */
void move_tell(struct composer *c, size_t to);

#endif
