/* Moves side by side. */
#ifndef MOVE_TABLE_H
#define MOVE_TABLE_H

#include "moves_shown.h"

/* Those to be recommended, or the others, beside the occupation itself. */
void moves_table(struct composer *c, const struct move_shown *moves,
                 size_t count, bool recommended, const char *title);

#endif
