/* What to learn for a move. */
#ifndef MOVES_LEARNED_H
#define MOVES_LEARNED_H

#include "compose.h"

/* The first of what to learn, in words; empty: nothing is known to be. */
struct str moves_learn_first(struct composer *c);

/* What better occupations ask for more of, and the software in demand there.
 */
void moves_learning(struct composer *c);

#endif
