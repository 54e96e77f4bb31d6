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

/* Counts what is related, pays more, is less exposed to AI. */
struct moves_counted {
    size_t related, pay_more, less_exposed;
};
struct moves_counted moves_count(struct composer *c);

#endif
