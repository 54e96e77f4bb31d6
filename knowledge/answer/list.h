/* Lists of occupations: rankings and filters over all of them. */
#ifndef LIST_H
#define LIST_H

#include "compose.h"
#include "query.h"

/* The occupations that meet the wishes of a query, best first, with what was
 * understood above them. Where no wish was understood but words are left, no
 * list: what can be wished. False: there is no list, and no fact to know it
 * by; the answer says so. */
bool list_occupations_by(struct composer *c, const struct query *query);

/* Says of wishes that no fact can tell about them: bits of enum wish_unknown.
 */
void list_unknown_wishes(struct composer *c, unsigned unknown);

#endif
