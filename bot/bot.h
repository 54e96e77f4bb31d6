/* The middle of the program: a message comes in, the gate decides, the
 * conversation and the knowledge answer, the platform sends. */
#ifndef BOT_H
#define BOT_H

#include "knowledge.h"
#include "platform.h"

struct bot;

/* Milliseconds of a clock that never goes back. */
typedef int64_t (*bot_clock_fn)(void *user);

/* Owned: free with bot_free, after the platforms have stopped. knowledge:
 * borrowed until bot_free or bot_set_knowledge. */
struct bot *bot_new(const struct knowledge *knowledge, bot_clock_fn clock,
                    void *clock_user);
void bot_free(struct bot *bot); /* NULL is fine */

/* Answers from another pack from now on. */
void bot_set_knowledge(struct bot *bot, const struct knowledge *knowledge);
const struct knowledge *bot_knowledge(const struct bot *bot);

/* Where a message comes from and its answer goes: `user` of a platform_host.
 * Borrowed as long as the platform runs. */
struct bot_route {
    struct bot *bot;
    const struct platform_ops *ops;
    const struct platform_config *config;
};

/* platform_host.on_message; user: the struct bot_route. */
void bot_on_message(struct platform *from, const struct message *message,
                    void *user);

#endif
