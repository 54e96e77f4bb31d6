/* Learning what a question asks for from examples of questions. */
#ifndef INTENT_LEARN_H
#define INTENT_LEARN_H

#include "pack.h"
#include "questions.h"

struct intent_learned;

/* NULL where there are too few examples. Owned: intent_learned_free. The same
 * examples in the same order give the same weights. */
struct intent_learned *intent_learn(const struct examples *examples);
void intent_learned_free(struct intent_learned *learned); /* NULL is fine */

/* For pack_writer_intent; borrowed. NULL of NULL. */
const struct pack_intent *
intent_learned_pack(const struct intent_learned *learned);

#endif
