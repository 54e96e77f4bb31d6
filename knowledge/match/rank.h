/* Which occupations a title may mean, whatever words it is made of: names as
 * they stand, names with a slip or two, and for all else what was learned
 * from the names of the pack (knowledge/build/rank_learn.c). */
#ifndef RANK_H
#define RANK_H

#include "arena.h"
#include "normal.h"
#include "pack.h"

enum rank_way {
    RANK_NAME,    /* the title is a name of the occupation */
    RANK_SLIP,    /* all but a slip or two, or a blank more or less */
    RANK_LEARNED, /* told by its words */
};

struct rank_hit {
    size_t occupation; /* index for pack_occupation */
    double score;      /* 0 to 1: of those with 0.9 nine in ten are right */
    enum rank_way way;
};

/* The occupations of a title, English, best first, at most `max`; returns how
 * many. text: the words of the title alone; any bytes. In a pack without a
 * learned ranking only names as they stand are found. */
size_t rank_title(const struct pack *pack, struct normalizer *normalizer,
                  struct arena *arena, struct str text, struct rank_hit *out,
                  size_t max);

/* How much a text looks like the title of an occupation at all, 0 to 1: 0.5
 * parts the names held out while learning from other phrases of the pack.
 * 0 in a pack without a learned ranking. */
double rank_looks(const struct pack *pack, struct normalizer *normalizer,
                  struct arena *arena, struct str text);

#endif
