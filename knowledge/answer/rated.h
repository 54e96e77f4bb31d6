/* O*NET's ratings of an occupation, as the subjects show them. */
#ifndef RATED_H
#define RATED_H

#include "compose.h"

/* "Reading comprehension, speaking and ... matter most"; empty: no ratings. */
struct str rated_headline(struct composer *c);

/* Skills and knowledge with their importance, and software. */
void rated_lists(struct composer *c);

/* Interests and work styles. */
void rated_person(struct composer *c);

/* The nearest occupation that has ratings; pack_occupation_count: none. */
size_t rated_neighbour(struct composer *c);

#endif
