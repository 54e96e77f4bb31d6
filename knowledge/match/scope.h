/* Whether a question is one for this bot: about an occupation as work, about
 * something else, small talk, or overheard. Private to match/.
 *
 * The learned intent gives shares; how large one has to be depends on what
 * else speaks for an occupation. The limits were set on questions of our own
 * (tests/fixtures/eval/people_*.jsonl and others since). */
#ifndef SCOPE_H
#define SCOPE_H

#include "named.h"

/* "What if I were a firefighter", 開救護車的呢: another occupation in a talk,
 * and nothing else. */
bool scope_names_next(const struct reading *r, const struct named *n,
                      const struct topic *topic);

/* Makes the query one that is declined; a few words that ask nothing may be a
 * title nobody knows. */
void scope_decline(const struct reading *r, struct query *q);

bool scope_is_off_topic(const struct reading *r, const struct named *n,
                        const struct topic *topic, const struct query *q);

/* Who despairs is told where to find help, whatever else the words may be: "I
 * feel depressed", and nothing about work. */
bool scope_comforts(const struct reading *r, const struct named *n,
                    struct query *q);

/* Fills the query; false: it is no small talk. */
bool scope_smalltalk(const struct reading *r, const struct named *n,
                     const struct topic *topic, bool strong, struct query *q);

/* Where no sure name says so, the question itself has to be one about an
 * occupation; all the more where words were only taken for a name. m NULL:
 * none is named. */
bool scope_is_plainly_asked(const struct reading *r, const struct query *q,
                            const struct mention *m);

/* Asks of an occupation what is known of none: "can paralegals work from
 * home", "teacher pension". */
bool scope_asks_beyond(const struct reading *r, const struct mention *m);

/* Overheard talk is answered only when it plainly asks about an occupation
 * (not about somebody who has it), or for a list of them. */
bool scope_is_plain_question(const struct reading *r, const struct named *n,
                             const struct query *q);

/* Whether the text can be no title: a sure name, and words around it that ask
 * one thing of it ("age limit air traffic controller"), or plainly something
 * else ("play some jazz"). */
bool scope_is_no_title(const struct reading *r, const struct named *n);

#endif
