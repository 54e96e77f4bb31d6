/* Which of the occupations named somebody means, by what they add or take
 * back: "painter, walls I mean", "conductor, the orchestra kind", "not the
 * vet", "actually scratch that". Private to match/. */
#ifndef MEANT_H
#define MEANT_H

#include "named.h"

/* Leaves out of n what is refused or taken back, and puts first among the
 * occupations of one name the one that the other words tell of. After
 * mentions_read, while all cues are there. */
void meant_settle(const struct reading *r, struct named *n);

/* "I love cooking but don't want to be a cook": no occupation is meant, though
 * some are named. */
bool meant_none(const struct reading *r, const struct named *n);

#endif
