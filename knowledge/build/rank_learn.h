/* Learns, from the names of a pack, how to rank occupations for a title that
 * is none of them. */
#ifndef RANK_LEARN_H
#define RANK_LEARN_H

#include "normal.h"
#include "pack.h"
#include "questions.h"

struct rank_learned;

/* From a pack without a ranking. others: questions, of which those off topic
 * tell what is no title; NULL: none. The same names and questions give the same
 * bytes. NULL: too few names to learn from. Owned: free with
 * rank_learned_free. */
struct rank_learned *rank_learn(const struct pack *pack,
                                struct normalizer *normalizer,
                                const struct example *others);
void rank_learned_free(struct rank_learned *learned); /* NULL is fine */

/* What the pack keeps of it; borrowed from learned. */
const struct pack_rank *rank_learned_pack(const struct rank_learned *learned);

#endif
