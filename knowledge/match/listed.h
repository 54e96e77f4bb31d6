/* Lists of occupations, and what is asked about one that was shown. Private to
 * match/. */
#ifndef LISTED_H
#define LISTED_H

#include "named.h"

/* Each fills the query; false: the question is nothing of the sort. q: its
 * subjects are read. */

/* Asked for outright: "which jobs pay over 90k". */
bool list_read(const struct reading *r, const struct named *n, struct query *q);

/* The last list changed ("over 50k", "sort by growth"), its next page, rows of
 * it compared, or a ranking of the rows shown ("which of those is safest"). */
bool list_read_again(const struct reading *r, const struct named *n,
                     const struct topic *topic, struct query *q);

/* What somebody tells of themselves, without asking for a list: what they
 * like or do not want, who they are. */
bool list_of_story(const struct reading *r, const struct named *n,
                   struct query *q);

/* What somebody has studied or may: which occupations that leads to. */
bool list_of_studies(const struct reading *r, const struct named *n,
                     struct query *q);

/* "Summer jobs", "remote jobs": words that could be a title, but that
 * say they are several and name none. */
bool list_is_titled(const struct reading *r);

/* The wishes of somebody who does not know which occupation, beside those told
 * before: what is said next may go on from them. */
void list_collect(const struct reading *r, const struct topic *topic,
                  struct query *q);

/* "Except the first one", of a list: no choice of that row. */
bool list_drops_rows(const struct reading *r, const struct topic *topic);

#endif
