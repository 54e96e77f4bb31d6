/* What "and the pay?" refers to: the topic of each conversation, for a
 * quarter of an hour, per account, channel, thread and person. Time is when a
 * message was said, in Unix milliseconds of its platform's clock: a message may
 * arrive late, or again. */
#ifndef DIALOGUE_H
#define DIALOGUE_H

#include "knowledge.h"
#include "message.h"

#include <stdbool.h>
#include <stdint.h>

#define DIALOGUE_KEEP_MS (15 * 60 * 1000)
#define DIALOGUE_MAX 4096 /* then the one longest silent is forgotten */

struct dialogue;

struct dialogue *dialogue_new(void); /* owned: free with dialogue_free */
void dialogue_free(struct dialogue *dialogue); /* NULL is fine */

/* account: tells apart what is the same on two platforms. */

/* The topic a message goes on with: that of its thread, or, where it begins
 * one, the person's last in the channel. Zero where there is none. */
struct topic dialogue_topic(const struct dialogue *dialogue, struct str account,
                            const struct message *message, int64_t said_ms);

/* Has this person just been answered in this thread? */
bool dialogue_expects(const struct dialogue *dialogue, struct str account,
                      const struct message *message, int64_t said_ms);

/* Has anybody just been answered in this thread? */
bool dialogue_in_thread(const struct dialogue *dialogue, struct str account,
                        const struct message *message, int64_t said_ms);

/* The message was answered, and this is the topic until then: for
 * DIALOGUE_KEEP_MS from when it was said. */
void dialogue_keep(struct dialogue *dialogue, struct str account,
                   const struct message *message, const struct topic *topic,
                   int64_t until_ms);

/* The thread the conversation of a message is in, also where the message is
 * the first of it. */
struct str dialogue_thread(const struct message *message);

#endif
