/* Learns, from the names of a pack, how to rank occupations for a title that
 * is none of them. */
#ifndef RANK_LEARN_H
#define RANK_LEARN_H

#include "normal.h"
#include "pack.h"

struct rank_learned;

/* From a pack without a ranking. The same names give the same bytes. NULL:
 * too few names to learn from. Owned: free with rank_learned_free. */
struct rank_learned *rank_learn(const struct pack *pack,
                                struct normalizer *normalizer);
void rank_learned_free(struct rank_learned *learned); /* NULL is fine */

/* What the pack keeps of it; borrowed from learned. */
const struct pack_rank *rank_learned_pack(const struct rank_learned *learned);

#endif
