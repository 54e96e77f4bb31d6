/* How much the names of each occupation are like a title, by the words they
 * have in common: what the ranking of titles mixes with what it learned.
 *
 * A name and a title are compared by the cosine of the angle between them,
 * each a vector with a dimension for every word, whose length there is
 *   idf = log(1 + names / names with the word)
 * (the vector space model: Salton, Wong, Yang, CACM 18(11), 1975). */
#ifndef ALIKE_H
#define ALIKE_H

#include "arena.h"
#include "pack.h"

struct alike {
    float best; /* the cosine of the name most like the title, 0 to 1 */
    float all;  /* log(0.05 + the sum of the third powers of the cosines of all
                   names); 0.05: few names say nothing for sure */
};

/* By occupation, in arena. words: keys of the title's words. left_out: by
 * name, names that do not count; NULL: all do. At most 16,384
 * names are looked at, those of the rarest words first, so that the time has
 * a bound; the commonest word of the publishers' names is in 8,700. */
struct alike *pack_alike(const struct pack *pack, struct arena *arena,
                         const struct str *words, size_t count,
                         const bool *left_out);

/* The score of an occupation: what was learned, and its names. */
float alike_mix(const float mix[RANK_MIX], float learned,
                const struct alike *alike);

/* The length of a word's dimension. count: names with the word. */
double pack_idf(size_t names, size_t count);

#endif
