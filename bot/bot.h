/* The middle of the program: a message comes in, the gate decides, the
 * conversation and the knowledge answer, the platform sends. */
#ifndef BOT_H
#define BOT_H

#include "deliver.h"
#include "knowledge.h"
#include "platform.h"
#include "store.h"

struct bot;
struct rewriter; /* rewrite.h */

/* Milliseconds. */
typedef int64_t (*bot_clock_fn)(void *user);

struct bot_clock {
    bot_clock_fn now_ms;  /* of a clock that never goes back */
    bot_clock_fn unix_ms; /* Unix time */
    void *user;
};

/* Owned: free with bot_free, after the platforms have stopped. knowledge:
 * borrowed until bot_free or bot_set_knowledge. store: borrowed until
 * bot_free, NULL where all platforms are immediate; conversations it holds
 * are gone on with. */
struct bot *bot_new(const struct knowledge *knowledge, struct store *store,
                    const struct bot_clock *clock);
void bot_free(struct bot *bot); /* NULL is fine */

/* Answers from another pack from now on. */
void bot_set_knowledge(struct bot *bot, const struct knowledge *knowledge);
const struct knowledge *bot_knowledge(const struct bot *bot);

/* Has a language model read what the matcher is not sure of, from now on.
 * Borrowed until bot_free. */
void bot_set_rewriter(struct bot *bot, struct rewriter *rewriter);

/* Where a message comes from and its answer goes: `user` of a platform_host.
 * Borrowed as long as the platform runs. */
struct bot_route {
    struct bot *bot;
    const struct platform_ops *ops;
    const struct platform_config *config;
    struct deliver *deliver; /* NULL: an immediate platform */
};

/* The callbacks of a platform_host; user: the struct bot_route. */
void bot_on_message(struct platform *from, const struct message *message,
                    void *user);
void bot_on_deleted(struct platform *from, struct str id, void *user);
void bot_on_ready(struct platform *from, void *user);
void bot_on_delivered(struct platform *from, void *ticket,
                      const struct delivery_result *result, void *user);

#endif
