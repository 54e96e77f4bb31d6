/* A move in a few sentences. */
#ifndef MOVE_WORDS_H
#define MOVE_WORDS_H

#include "moves_shown.h"

/* What speaks for it and what against, what carries over, what it takes. */
struct str move_in_words(struct composer *c, const struct move_shown *move);

#endif
