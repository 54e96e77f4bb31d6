/* Moves that meet somebody's conditions. */
#ifndef MOVES_WISHED_H
#define MOVES_WISHED_H

#include "moves_shown.h"

/* Whether moves are asked to meet anything. */
bool moves_are_wished(const struct wishes *wishes);

/* c->wishes with what only one's own occupation can tell: "pays more" is more
 * than it pays. */
struct wishes moves_wishes(struct composer *c);

/* Of all occupations, related or not, those that meet the wishes, the best
 * moves first, without those to be skipped. *fit: how many meet them; relaxed:
 * by condition, how many would without it. */
size_t moves_wished(struct composer *c, const struct wishes *wishes,
                    struct move_shown moves[MOVES_SHOWN], size_t *fit,
                    size_t *relaxed);

#endif
