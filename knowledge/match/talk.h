/* What a message takes from the conversation before it: choices by number,
 * "and the pay?", corrections, "why do you say that". Private to match/. */
#ifndef TALK_H
#define TALK_H

#include "named.h"
#include "wishes.h"

/* The topic without occupations that this pack does not hold (any more). */
struct topic talk_topic(const struct pack *pack, const struct topic *topic);

/* Fills the occupations talked of: all of them, to compare, or the one that
 * "the second one" means. */
void talk_take(const struct reading *r, const struct topic *topic,
               struct query *q);
void talk_take_subject(const struct topic *topic, struct query *q);
/* The same, for another occupation named: after moves it is where to go, and
 * what is wished of it is asked, or the way in. */
void talk_take_subject_for(const struct topic *topic, struct query *q);
/* The subject of the last answer, for the same once more. */
void talk_repeat(const struct topic *topic, struct query *q);

/* Which one "the second one" means; 0: none. */
size_t talk_ordinal(const struct reading *r);

/* A small word, or one of a phrase like "no, I meant". */
bool talk_says_nothing(const struct cue *cue);

/* Whether a pronoun refers to what was talked of. */
bool talk_refers(const struct reading *r);

/* A phrase for a subject, and nothing else but small words: "what about AI". */
bool talk_asks_subject_only(const struct reading *r);

/* A name and a few small words: no subject of its own. */
bool talk_asks_nothing_new(const struct reading *r, const struct query *q);

/* Ranks by it, where no wish that was read says more. */
void talk_rank_unsuited(enum wish_rank unsuited, struct wish_reading *read,
                        struct wishes *wishes);

/* Whether the last answer was about a row of what was shown before. */
bool talk_is_of_row(const struct topic *topic);

/* "That's too low", "takes too long": the ranking by which something else is
 * wished; RANK_NONE: nothing is found unsuited. q: its subjects are read. */
enum wish_rank talk_unsuited(const struct reading *r, const struct topic *topic,
                             const struct query *q);

/* "Anything higher?" */
bool talk_asks_higher(const struct reading *r);

/* "Says who?": of the subject that was spoken of. */
void talk_ask_sources(const struct topic *topic, struct query *q);

/* Fills the query with a choice of the last answer, of which there is one with
 * that index: its occupation is one of the pack's. */
void talk_take_choice(const struct reading *r, const struct topic *topic,
                      size_t choice, struct query *q);

/* No more than where: "in Michigan?", "at Amazon?" */
bool talk_is_elsewhere(const struct reading *r, const struct query *q);

/* Each fills the query; false: the message is nothing of the sort. */
bool talk_choice(const struct reading *r, const struct topic *topic,
                 struct query *q);
/* "Which of them pays most?", "add plumbers", "drop the nurse". */
bool talk_compares(const struct reading *r, const struct named *n,
                   const struct topic *topic, struct query *q);
/* "So which?", "make it shorter", "I have a history degree". */
bool talk_goes_on(const struct reading *r, const struct named *n,
                  const struct topic *topic, struct query *q);
bool talk_why(const struct reading *r, const struct topic *topic,
              struct query *q);
/* "In Chicago?", "after tax?": the same again, where that is not known. */
bool talk_goes_beyond(const struct reading *r, const struct topic *topic,
                      struct query *q);
bool talk_correction(const struct reading *r, const struct named *n,
                     const struct topic *topic, struct query *q);
/* "The school kind", after the bot asked which one of several was meant. */
bool talk_narrowing(const struct reading *r, const struct named *n,
                    const struct topic *topic, struct query *q);

#endif
