/* The connection to a Mattermost server: logged in, alive, resumed or made
 * anew after every loss, for ever. */
#ifndef MATTERMOST_LINK_H
#define MATTERMOST_LINK_H

#include "mattermost_api.h"
#include "mattermost_post.h"
#include "reactor.h"

#include <stdbool.h>

struct mattermost_link;

/* All borrowed until mattermost_link_free. */
struct mattermost_link_options {
    struct reactor *reactor;
    const struct mattermost_api *api;
    const char *token_from; /* where the token came from, for messages */
    const char *prefix;     /* a word that addresses the bot, or NULL */
    const char *ca_file;    /* or NULL */
    const char *proxy;      /* as in http.h */
    bool allow_plaintext;
    int connect_timeout_ms;

    /* Somebody said or edited something; perhaps more than once. */
    void (*on_message)(const struct message *message, void *user);
    void (*on_deleted)(struct str post, void *user);
    /* The bot has come into a channel; type as in mattermost_in.h. */
    void (*on_joined)(struct str channel, char type, void *user);
    /* Logged in, for the first time or again. */
    void (*on_ready)(void *user);
    /* After on_ready: what was said before may have been missed. */
    void (*on_gap)(void *user);
    void *user;
};

/* Owned: free with mattermost_link_free, after api->http. */
struct mattermost_link *
mattermost_link_new(const struct mattermost_link_options *options);
void mattermost_link_free(struct mattermost_link *link); /* NULL is fine */

/* A call was refused with 401: begins anew with asking who the bot is, so that
 * on_gap follows once the token is taken again. */
void mattermost_link_refused(struct mattermost_link *link);

bool mattermost_link_ready(const struct mattermost_link *link);

/* Who the bot is; empty until the server has told. Borrowed: it stays, what
 * it points to only until the next callback. */
const struct mattermost_self *
mattermost_link_self(const struct mattermost_link *link);

/* Shows that the bot writes in a thread, for some seconds. */
void mattermost_link_typing(struct mattermost_link *link, struct str channel,
                            struct str root);

#endif
