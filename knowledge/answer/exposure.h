/* The studies of exposure to AI, as every subject shows them. */
#ifndef EXPOSURE_H
#define EXPOSURE_H

#include "compose.h"

enum exposure_scale { SHARE, SCORE, SIGNED, PROBABILITY };

struct study {
    enum field field;
    const char *measures; /* what it measures */
    const char *name; /* the same in few words; NULL where it is not of AI */
    enum exposure_scale scale;
};

/* In the order they are shown. */
enum { STUDIES = 8 };
extern const struct study exposure_studies[STUDIES];

/* Whether it is of AI: that of computerisation is not. */
bool exposure_is_of_ai(const struct study *study);

/* The figure of an entry of one of the studies. */
struct str exposure_value(struct composer *c, const struct pack_entry *entry);

/* How many of the measures put the occupation in the upper, the middle and the
 * lower third of all, in words; empty: none does. Cites those it counts. */
struct str exposure_thirds(struct composer *c);

/* All of them, a row each. False: none is known. */
bool exposure_table(struct composer *c);

/* Which of the occupations (count of them, 2 to 4) is least exposed, of more
 * than two which is most, and by which measures; empty: none is known of any.
 */
struct str exposure_compared(struct composer *c, const size_t *occupations,
                             size_t count);

#endif
