/* Which messages are for the bot: addressed, in an allowed channel, not seen
 * before, not too fast. Decides only; time is passed in. */
#ifndef GATE_H
#define GATE_H

#include "limit.h"
#include "message.h"
#include "platform.h"

#include <stdbool.h>
#include <stdint.h>

#define GATE_REMEMBERED 2048 /* messages, to tell one that comes twice */

enum gate_verdict {
    GATE_IGNORE,
    GATE_ANSWER,
    GATE_OVERHEARD, /* nobody addressed the bot, but it may speak up */
    GATE_SLOW_DOWN, /* too fast: say so, this once */
    GATE_TOO_FAST,  /* too fast, and has been told */
};

/* What is known of a message beside what it says of itself. */
struct gate_context {
    const void *platform; /* tells platforms apart; only compared */
    const struct platform_config *config;
    bool expected;    /* the bot has just answered this person in this thread */
    bool in_thread;   /* ... or anybody in this thread */
    bool stored;      /* the store tells messages that come twice */
    int64_t asked_ms; /* of a clock that never goes back */
};

struct gate;

struct gate *gate_new(void);       /* owned: free with gate_free */
void gate_free(struct gate *gate); /* NULL is fine */

/* wait_s: for GATE_SLOW_DOWN, how many seconds. */
enum gate_verdict gate_check(struct gate *gate, const struct message *message,
                             const struct gate_context *context, int *wait_s);

/* Counts an overheard message that turned out to be a question. False: the
 * person asked too much already; do not answer. */
bool gate_count(struct gate *gate, const struct message *message,
                const struct gate_context *context);

#endif
