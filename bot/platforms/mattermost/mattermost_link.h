/* The connection to a Mattermost server: logged in, alive, resumed or made
 * anew after every loss, for ever. */
#ifndef MATTERMOST_LINK_H
#define MATTERMOST_LINK_H

#include "http.h"
#include "message.h"
#include "reactor.h"

#include <stdbool.h>

struct mattermost_link;

/* All borrowed until mattermost_link_free. */
struct mattermost_link_options {
    struct reactor *reactor;
    struct http *http;
    const char *server;        /* "https://host/path", no slash at the end */
    const char *authorization; /* the header line with the token */
    const char *token_from;    /* where the token came from, for messages */
    const char *ca_file;       /* or NULL */
    const char *proxy;         /* as in http.h */
    bool allow_plaintext;
    int connect_timeout_ms;

    /* Somebody said something; once for every post. Borrowed. */
    void (*on_message)(const struct message *message, void *user);
    /* Logged in, for the first time or again. */
    void (*on_ready)(void *user);
    void *user;
};

/* Owned: free with mattermost_link_free, after http. */
struct mattermost_link *
mattermost_link_new(const struct mattermost_link_options *options);
void mattermost_link_free(struct mattermost_link *link); /* NULL is fine */

bool mattermost_link_ready(const struct mattermost_link *link);

/* The bot's own id; empty until the server has told. Borrowed until the next
 * callback. */
struct str mattermost_link_self_id(const struct mattermost_link *link);

#endif
