/* Each delivery is one or more REST calls in turn:
 *
 *   where it is not certain whether it is there:
 *     GET thread -> found or not found: as below
 *   not there: POST -> the server gave back an older text: PUT patch
 *   there: PUT patch, or DELETE */
#include "mattermost_sender.h"

#include "arena.h"
#include "buf.h"
#include "mattermost_rest.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TIMEOUT_MS = 8000,
    POST_BYTES = 1024 * 1024,        /* the post comes back, escaped */
    THREAD_BYTES = 16 * 1024 * 1024, /* some ten thousand posts */
    PATH_BYTES = 256,
    RETRY_AFTER_MS = 1000, /* where the server does not say how long */
};

/* A delivery under way. Everything is copied. */
struct flight {
    struct mattermost_sender *sender;
    struct flight *next;
    struct arena *arena;
    struct delivery delivery;
    struct str post; /* found or made meanwhile; else as delivery.post */
};

struct mattermost_sender {
    const struct mattermost_api *api;
    const struct mattermost_self *self;
    mattermost_sent_fn sent;
    void *user;
    struct flight *flights;
};

static void flight_free(struct flight *flight)
{
    struct flight **at = &flight->sender->flights;
    while (*at != flight)
        at = &(*at)->next;
    *at = flight->next;
    arena_free(flight->arena);
    free(flight);
}

/* The end of a flight: tells and forgets it. */
static void land(struct flight *flight, const struct delivery_result *result)
{
    struct mattermost_sender *sender = flight->sender;
    sender->sent(flight->delivery.ticket, result, sender->user);
    flight_free(flight);
}

static void land_as(struct flight *flight, enum delivered outcome,
                    const char *problem)
{
    struct delivery_result result = {.outcome = outcome, .problem = problem};
    land(flight, &result);
}

static void arrived(struct flight *flight, struct str post)
{
    struct delivery_result result = {.outcome = DELIVERED, .post = post};
    land(flight, &result);
}

/* Starts the next call of a flight. */
static enum status call(struct flight *flight, const char *method,
                        const char *path, struct str body, size_t max_bytes,
                        http_done_fn done)
{
    struct mattermost_call wanted = {.method = method,
                                     .path = path,
                                     .body = body,
                                     .timeout_ms = TIMEOUT_MS,
                                     .max_bytes = max_bytes};
    return mattermost_call(flight->sender->api, &wanted, done, flight);
}

/* Whatever is not a plain success: lands the flight and returns true.
 * unclear: the call may have changed something although it failed. */
static bool failed(struct flight *flight, const struct http_response *response,
                   bool unclear)
{
    char problem[256];
    long code = response->code;
    if (response->status != STATUS_OK) {
        land_as(flight,
                unclear && response->sent ? DELIVER_UNCLEAR : DELIVER_AGAIN,
                response->problem);
        return true;
    }
    if (code >= 200 && code < 300)
        return false;
    struct str id = mattermost_read_error(flight->arena, response->body);
    snprintf(problem, sizeof problem, "HTTP %ld, %.*s", code,
             STR_ARG(id.len ? id : STR("no reason given")));
    if (code == 429) {
        struct delivery_result result = {
            .outcome = DELIVER_WAIT,
            .wait_ms = response->retry_after_s > 0
                           ? response->retry_after_s * 1000
                           : RETRY_AFTER_MS,
            .problem = problem};
        land(flight, &result);
    } else if (code >= 500 || code == 401 || id.len == 0) {
        /* a broken server, a token that may be renewed, or a proxy that
         * answers in the place of the server */
        land_as(flight,
                unclear && code >= 500 ? DELIVER_UNCLEAR : DELIVER_AGAIN,
                problem);
    } else {
        land_as(flight, DELIVER_REFUSED, problem);
    }
    return true;
}

/* Is the post, or the thread it was in, gone? The server says 404, and to a
 * DELETE of what is not there 403. */
static bool is_gone(const struct flight *flight,
                    const struct http_response *response)
{
    bool removes = flight->delivery.body.len == 0;
    return response->status == STATUS_OK &&
           (response->code == 404 || (response->code == 403 && removes)) &&
           mattermost_read_error(flight->arena, response->body).len > 0;
}

static void on_changed(const struct http_response *response, void *user)
{
    struct flight *flight = user;
    if (is_gone(flight, response)) /* somebody removed it: so be it */
        arrived(flight, STR(""));
    else if (!failed(flight, response, false))
        arrived(flight, flight->delivery.body.len > 0 ? flight->post : STR(""));
}

/* Makes the post that is there what it has to be. */
static enum status change(struct flight *flight)
{
    char path[PATH_BYTES];
    bool removes = flight->delivery.body.len == 0;
    snprintf(path, sizeof path, "/posts/%.*s%s", STR_ARG(flight->post),
             removes ? "" : "/patch");
    return call(flight, removes ? "DELETE" : "PUT", path, flight->delivery.body,
                POST_BYTES, on_changed);
}

/* The message in a body that mattermost_out.c wrote. */
static struct str wanted_message(const struct flight *flight)
{
    cJSON *json;
    struct str message = STR("");
    if (json_parse(flight->delivery.body, &json, NULL) != STATUS_OK)
        return message;
    if (json_str(json, "message", &message))
        message = arena_str(flight->arena, message);
    json_free(json);
    return message;
}

/* It is there. What the server has may be an older version of it. */
static void there(struct flight *flight, const struct mattermost_made *made)
{
    flight->post = made->id;
    if (flight->delivery.body.len > 0 &&
        str_eq(made->message, wanted_message(flight)))
        arrived(flight, made->id);
    else if (change(flight) != STATUS_OK)
        land_as(flight, DELIVER_UNCLEAR, "too many requests at once");
}

static void on_made(const struct http_response *response, void *user)
{
    struct flight *flight = user;
    struct mattermost_made made;
    if (failed(flight, response, true))
        return;
    if (mattermost_read_made(flight->arena, response->body, &made) != STATUS_OK)
        land_as(flight, DELIVER_UNCLEAR,
                "the server's answer to a post makes no sense");
    else
        there(flight, &made);
}

static enum status make(struct flight *flight)
{
    return call(flight, "POST", "/posts", flight->delivery.body, POST_BYTES,
                on_made);
}

static void on_thread(const struct http_response *response, void *user)
{
    struct flight *flight = user;
    const struct delivery *d = &flight->delivery;
    struct mattermost_made made;
    bool removes = d->body.len == 0;
    if (removes && is_gone(flight, response)) {
        arrived(flight, STR(""));
        return;
    }
    if (failed(flight, response, false))
        return;
    if (mattermost_find_made(flight->arena, response->body,
                             flight->sender->self, d->question, d->number,
                             &made) != STATUS_OK)
        land_as(flight, DELIVER_AGAIN,
                "the server's answer about a thread makes no sense");
    else if (made.id.len > 0)
        there(flight, &made);
    else if (removes)
        arrived(flight, STR(""));
    else if (make(flight) != STATUS_OK)
        land_as(flight, DELIVER_AGAIN, "too many requests at once");
}

static enum status look(struct flight *flight)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path, "/posts/%.*s/thread",
             STR_ARG(flight->delivery.thread));
    return call(flight, "GET", path, STR(""), THREAD_BYTES, on_thread);
}

enum status mattermost_send(struct mattermost_sender *sender,
                            const struct delivery *delivery)
{
    struct flight *flight = xcalloc(1, sizeof *flight);
    struct delivery *d = &flight->delivery;
    struct arena *arena = flight->arena = arena_new();
    flight->sender = sender;
    *d = *delivery;
    d->question = arena_str(arena, delivery->question);
    d->channel = arena_str(arena, delivery->channel);
    d->thread = arena_str(arena, delivery->thread);
    d->body = arena_str(arena, delivery->body);
    d->post = flight->post = arena_str(arena, delivery->post);
    flight->next = sender->flights;
    sender->flights = flight;
    enum status status = d->look           ? look(flight)
                         : d->post.len > 0 ? change(flight)
                                           : make(flight);
    if (status != STATUS_OK)
        flight_free(flight);
    return status;
}

struct mattermost_sender *
mattermost_sender_new(const struct mattermost_api *api,
                      const struct mattermost_self *self,
                      mattermost_sent_fn sent, void *user)
{
    struct mattermost_sender *sender = xcalloc(1, sizeof *sender);
    *sender = (struct mattermost_sender){
        .api = api, .self = self, .sent = sent, .user = user};
    return sender;
}

void mattermost_sender_free(struct mattermost_sender *sender)
{
    if (!sender)
        return;
    while (sender->flights)
        flight_free(sender->flights);
    free(sender);
}
