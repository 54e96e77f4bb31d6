/* What a chat platform must provide, and what it is given.
 *
 * An adapter turns wire bytes into struct message (x_in.c, pure), hands it to
 * on_message, and later turns a struct reply into wire bytes (x_out.c). The
 * middle of the program knows platforms by this table only. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include "answer.h"
#include "message.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>

struct platform; /* one connection of one platform; opaque, owned by it */
struct reactor;  /* bot/net/reactor.h */
struct server;   /* bot/net/server.h */

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

/* What the program offers a platform. All callbacks run on the loop. */
struct platform_host {
    /* A message came in. The answer, if there is one, comes back through
     * ops->send, during this call or later. */
    void (*on_message)(struct platform *from, const struct message *message,
                       void *user);
    void *user;
    struct reactor *reactor;
    struct server *server; /* NULL: the config has no "listen" */
};

struct platform_ops {
    const char *name; /* the "type" of the config */

    /* Starts connecting. Owned by the caller: end with stop.
     * STATUS_INVALID: the config cannot work; err says why. Trouble with the
     * network is no failure here: the platform retries for ever. */
    enum status (*start)(const struct platform_config *config,
                         const struct platform_host *host,
                         struct platform **out, struct error *err);

    /* Delivers a reply. STATUS_FULL: too much is waiting. */
    enum status (*send)(struct platform *platform, const struct reply *reply);

    /* Connected, logged in and able to answer: what /readyz reports. */
    bool (*ready)(const struct platform *platform);

    void (*stop)(struct platform *platform); /* NULL is fine */
};

#endif
