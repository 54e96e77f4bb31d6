/* Skills, fields of knowledge, interests and work styles, as O*NET rates them:
 * what somebody may wish of the work. Each has an id, "fine_arts". */
#ifndef LIST_TRAITS_H
#define LIST_TRAITS_H

#include "compose.h"
#include "knowledge.h"

/* How strong it is in an occupation; 0: it is not rated, or not among the
 * strongest; NAN: nothing is rated. */
double trait_of(struct composer *c, size_t occupation, const char *id);

/* Whether it matters in the work, or matters little. Both are false where
 * nothing is rated. */
bool has_trait(struct composer *c, size_t occupation, const char *id);
bool lacks_trait(struct composer *c, size_t occupation, const char *id);

/* Whether a list is ranked by how much its first trait matters: of a skill or a
 * field of knowledge. Of an interest, which many occupations share, enough is
 * enough. */
bool ranks_by_trait(const struct wishes *w);

struct str trait_in_words(struct composer *c, const char *id, bool not );

#endif
