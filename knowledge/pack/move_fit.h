/* Skills and knowledge of one occupation beside what another asks for. Both
 * halves need it: the builder for the moves it gives, answers for the way
 * between any two. */
#ifndef MOVE_FIT_H
#define MOVE_FIT_H

#include "str.h"

#include <stddef.h>

/* A skill or field of knowledge, as O*NET rates it. */
struct rated {
    struct str name;   /* borrowed */
    double importance; /* 1 to 5 */
    double level;      /* 0 to 7; NAN: not known */
};

/* Fewer openings a year, in the whole country, speak against a move: three in
 * ten occupations have as few. */
enum { MOVE_FEW_OPENINGS = 2000 };

/* O*NET has 35 skills and 33 fields of knowledge. */
enum { MOVE_RATINGS = 128 };

/* Starts as zeros. */
struct move_fit {
    double kept, asked;       /* importance: carried over, of all */
    size_t carried, compared; /* how many */
    struct move_skill {
        struct str name;               /* borrowed */
        double importance, level, own; /* there; own: the level one has */
        double size;
    } gaps[MOVE_RATINGS],   /* size: importance times levels to gain, */
        held[MOVE_RATINGS]; /* importance; the largest first */
    size_t gap_count, held_count;
};

/* Adds a list of rated skills, or of knowledge, to what is compared. */
void move_compare(struct move_fit *fit, const struct rated *own,
                  size_t own_count, const struct rated *to, size_t to_count);

/* The share that carries over, 0 to 1; NAN: nothing was compared. */
double move_share(const struct move_fit *fit);

#endif
