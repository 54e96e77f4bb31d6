/* The outbox of one durable platform: every part of every reply arrives once,
 * in the order of its channel, whatever breaks meanwhile. Only a reply that
 * keeps failing lets those behind it pass.
 *
 * What waits is in the store; a bounded number of parts is held here and
 * tried, again and again after failures, until the platform confirms it or
 * refuses it for good. */
#ifndef DELIVER_H
#define DELIVER_H

#include "platform.h"
#include "reactor.h"
#include "store.h"

struct deliver;

struct deliver_options { /* borrowed until deliver_free */
    struct reactor *reactor;
    struct store *store;
    struct str account;
    const struct platform_ops *ops;
    struct platform *platform;
    double channel_per_second; /* messages into one channel; 0: any number */
};

/* Delivers nothing before deliver_ready. Owned: free with deliver_free, after
 * the platform has stopped. */
struct deliver *deliver_new(const struct deliver_options *options);
void deliver_free(struct deliver *deliver); /* NULL is fine */

/* The reply to a message, as ops->write made it, in place of an earlier one;
 * count 0: none. Stored, then sent as soon as may be. look: it may have been
 * sent before. */
void deliver_reply(struct deliver *deliver, const struct message *to,
                   const struct str *bodies, size_t count, bool look);

/* The message is gone: so is the reply to it. */
void deliver_remove(struct deliver *deliver, struct str question);

/* The platform is there (again): what waits after a failure is due now. */
void deliver_ready(struct deliver *deliver);

/* For platform_host.on_delivered. */
void deliver_result(struct deliver *deliver, void *ticket,
                    const struct delivery_result *result);

#endif
