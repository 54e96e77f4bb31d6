/* Moves to related occupations, as the subjects show them: FIELD_MOVE, which
 * knowledge/build/moves.c made by its formula. */
#ifndef MOVES_SHOWN_H
#define MOVES_SHOWN_H

#include "compose.h"

/* One move: where to, and what of it is known. */
struct move_shown {
    size_t to;
    double carried, compared;    /* skills and knowledge; NAN: not known */
    struct str gap[ENTRY_TEXTS]; /* the largest; empty behind the last */
    bool recommended, cautious;  /* ENTRY_CAUTION */
};

enum { MOVES_SHOWN = 6 };

/* Those of the occupation, the best first. */
size_t moves_of(struct composer *c, struct move_shown moves[MOVES_SHOWN]);

/* A move in words: what speaks for it and what against, what carries over,
 * what it takes. */
struct str move_in_words(struct composer *c, const struct move_shown *move);

/* All about moving from the occupation to another, which need not be related
 * to it: what changes, what carries over, what it asks for. */
void move_tell(struct composer *c, size_t to);

/* Those to be recommended, or the others, beside the occupation itself. */
void moves_table(struct composer *c, const struct move_shown *moves,
                 size_t count, bool recommended, const char *title);

/* Counts what is related, pays more, is less exposed to AI. */
struct moves_counted {
    size_t related, pay_more, less_exposed;
};
struct moves_counted moves_count(struct composer *c);

/* The first of what to learn, in words; empty: nothing is known to be. */
struct str moves_learn_first(struct composer *c);

/* What better occupations ask for more of, and the software in demand there.
 */
void moves_learning(struct composer *c);

#endif
