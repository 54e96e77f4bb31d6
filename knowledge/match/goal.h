/* "From A to B": the occupation somebody has and the one they want. Private to
 * match/. */
#ifndef GOAL_H
#define GOAL_H

#include "named.h"

/* Whether the question is about moving from one of the occupations named to
 * another: then n->moving, n->from and n->main are set. After mentions_read,
 * while all cues are there. */
void goal_find(const struct reading *r, struct named *n);

/* The person's words for a goal that is no occupation we know, where the one
 * they have is named: "from teaching to tech"; empty: none. In arena. */
struct str goal_unknown(const struct reading *r, const struct mention *from);

/* "What would I need if I'm an RN already?", after nurse anesthetists: the way
 * from the one somebody has to the one spoken of. Fills the query; false: it is
 * no such question. */
bool goal_of_talk(const struct reading *r, const struct named *n,
                  const struct topic *topic, struct query *q);

/* Fills the query: what is asked of the way from the one to the other. shared:
 * several occupations are called as the one wanted; of them the nearest to the
 * one somebody has is meant. */
void goal_read(const struct reading *r, const struct named *n, bool shared,
               struct query *q);

/* Whether a mention is of what somebody is now: "I'm a nurse". */
bool goal_is_had(const struct reading *r, const struct named *n,
                 size_t mention);

#endif
