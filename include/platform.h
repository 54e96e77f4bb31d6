/* What a chat platform must provide, and what it is given.
 *
 * An adapter turns wire bytes into struct message (x_in.c, pure), hands it to
 * on_message, and later turns a struct reply into wire bytes (x_out.c). The
 * middle of the program knows platforms by this table only.
 *
 * There are two sorts. To an immediate one (ops->send) an answer is given at
 * once, and whoever lost it asks again. With a durable one (ops->write and
 * ops->deliver) every question is kept in the store until its reply has
 * arrived, whatever breaks meanwhile. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include "answer.h"
#include "arena.h"
#include "message.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>

struct platform; /* one connection of one platform; opaque, owned by it */
struct reactor;  /* bot/net/reactor.h */
struct server;   /* bot/net/server.h */
struct store;    /* store.h */
struct buf;      /* knowledge/base/buf.h */

/* When a platform's messages are answered. */
enum answer_when { ANSWER_MENTIONED, ANSWER_THREAD, ANSWER_ALWAYS };

struct limits { /* 0: none */
    double person_per_minute;
    double channel_per_second;
    double http_per_minute;
};

struct names {          /* a list of texts, in arena */
    const char **items; /* NULL-terminated */
    size_t count;
};

/* One entry of "platforms". Texts in arena; NULL where not given. */
struct platform_config {
    const char *type;
    const char *url;
    const char *token;     /* read from token_env or token_file */
    const char *token_env; /* its name, for messages */
    const char *account;   /* names this entry in the store: type, address and
                              where the token comes from */
    const char *prefix;    /* a word that addresses the bot, as "!career" */
    const char *callback_url; /* where the server reaches the bot */
    double catch_up_minutes;  /* how far back missed questions are fetched */
    enum answer_when answer_when;
    enum lang language;
    struct names channels, deny_channels, admins;
    struct limits limits;
    bool allow_plaintext;
    const char *ca_file, *proxy;
    double connect_timeout_s;
};

/* Borrowed: everything is valid during the call only. */
struct reply {
    const struct message *to;
    const struct answer *answer;
};

/* One message of a reply: to be sent, or changed, or removed where it is
 * there already. Borrowed. */
struct delivery {
    struct str question; /* id of the message it answers */
    int number;          /* of this part of the reply, from 0 */
    struct str channel, thread;
    struct str body; /* as ops->write made it; empty: it is to go */
    struct str post; /* the platform's id of it; empty: not known to be there */
    bool look;       /* it may be there or gone all the same: look first */
    void *ticket;    /* names it in on_delivered */
};

enum delivered {
    DELIVERED,       /* done; post is the platform's id of it */
    DELIVER_AGAIN,   /* not done; try again */
    DELIVER_UNCLEAR, /* perhaps done; try again, looking first */
    DELIVER_WAIT,    /* not done: too many; try again after wait_ms */
    DELIVER_DENIED,  /* not done, as nothing will be before the next on_ready:
                        not logged in; try again then, or rarely */
    DELIVER_REFUSED, /* cannot be done, now or later */
};

struct delivery_result { /* borrowed */
    enum delivered outcome;
    struct str post;
    int64_t wait_ms;
    const char *problem; /* in words; not for DELIVERED */
};

/* What the program offers a platform. All callbacks run on the loop, none
 * before ops->start has returned. Everything passed is borrowed. */
struct platform_host {
    /* A message came in, or one that came in was changed (edited_ms). The
     * answer, if there is one, comes back through ops->send or ops->deliver,
     * during this call or later. */
    void (*on_message)(struct platform *from, const struct message *message,
                       void *user);

    /* Of durable platforms: a message was deleted; connected and able to
     * deliver, for the first time or again; how a delivery ended. */
    void (*on_deleted)(struct platform *from, struct str id, void *user);
    void (*on_ready)(struct platform *from, void *user);
    void (*on_delivered)(struct platform *from, void *ticket,
                         const struct delivery_result *result, void *user);
    void *user;

    struct reactor *reactor;
    struct server *server; /* NULL: the config has no "listen" */
    struct store *store;   /* NULL: for immediate platforms only */
};

#define REPLY_PARTS 16 /* more than any answer needs */

struct platform_ops {
    const char *name; /* the "type" of the config */

    /* Starts connecting. Owned by the caller: end with stop.
     * STATUS_INVALID: the config cannot work; err says why. Trouble with the
     * network is no failure here: the platform retries for ever. */
    enum status (*start)(const struct platform_config *config,
                         const struct platform_host *host,
                         struct platform **out, struct error *err);

    /* Immediate platforms: gives the answer to who asked.
     * STATUS_FULL: too much is waiting. */
    enum status (*send)(struct platform *platform, const struct reply *reply);

    /* Durable platforms: the reply as one or more bodies, in arena, which
     * ops->deliver understands, also after a restart. Returns how many. */
    size_t (*write)(struct platform *platform, const struct reply *reply,
                    struct arena *arena, struct str bodies[REPLY_PARTS]);
    /* Starts one delivery; on_delivered tells how it ended, later, unless the
     * platform is stopped before. STATUS_FULL: not now. */
    enum status (*deliver)(struct platform *platform,
                           const struct delivery *delivery);
    /* Shows that the bot is at work on an answer. May be NULL. */
    void (*typing)(struct platform *platform, const struct message *message);

    /* Asks the server whether this entry of a configuration would work, and
     * waits for it. Appends lines to the report: what was found, and, begun
     * with "fault: ", what is missing and what to do. May be NULL.
     * STATUS_INVALID: there were faults. STATUS_IO: the server cannot be
     * reached, which the report says as well. */
    enum status (*check)(const struct platform_config *config,
                         struct buf *report);

    /* Connected, logged in and able to answer: what /readyz reports. */
    bool (*ready)(const struct platform *platform);

    void (*stop)(struct platform *platform); /* NULL is fine */
};

#endif
