/* What stands in for how stressful an occupation is, which no source tells:
 * whether tolerance of stress is among the work styles that count most in it,
 * of which O*NET's strongest are kept. Where it is not, its rating is not
 * known, so that two of them cannot be put in order by it. */
#ifndef STRESS_H
#define STRESS_H

#include "compose.h"

/* Of the composer's occupation. Cites O*NET. */
struct str stress_of(struct composer *c);

/* Of those that are compared, count of them. */
struct str stress_compared(struct composer *c, const size_t *occupations,
                           size_t count);

/* In a cell of their table: the rating, or that it is not among them. */
struct str stress_value(struct composer *c, const struct pack_entry *styles);

#endif
