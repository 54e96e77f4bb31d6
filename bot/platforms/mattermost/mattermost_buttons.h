/* Choices as buttons: the server calls the bot back when somebody clicks one,
 * which is as good as having written what it stands for.
 *
 * POST CALLBACK, JSON: {"user_id","channel_id","post_id","trigger_id",
 * "context":{"secret","channel","thread","direct","ask"}}; the context is
 * what mattermost_out.c gave the button. The server shows it to nobody, so
 * the secret in it proves where the call comes from. */
#ifndef MATTERMOST_BUTTONS_H
#define MATTERMOST_BUTTONS_H

#include "message.h"
#include "reactor.h"
#include "server.h"

struct mattermost_buttons;

struct mattermost_buttons_options { /* borrowed until ..._free */
    struct reactor *reactor;
    struct server *server;
    struct str account;
    const char *token; /* the secret is made from it */
    const char *url;   /* where the server reaches the bot, without the path */
    void (*on_message)(const struct message *message, void *user);
    void *user;
};

/* Adds the route. Owned: free with mattermost_buttons_free, when the server
 * takes no requests any more. */
struct mattermost_buttons *
mattermost_buttons_new(const struct mattermost_buttons_options *options);
void mattermost_buttons_free(struct mattermost_buttons *buttons); /* or NULL */

/* The address and the secret for struct mattermost_place. */
const char *mattermost_buttons_callback(const struct mattermost_buttons *b);
const char *mattermost_buttons_secret(const struct mattermost_buttons *b);

#endif
