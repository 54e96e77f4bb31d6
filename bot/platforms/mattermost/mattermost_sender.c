/* Each delivery is one or more REST calls in turn:
 *
 *   where it is not certain whether it is there:
 *     GET thread -> found or not found: as below
 *       -> too long, or gone: GET channel, page by page, the newest first
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
    POST_BYTES = 1024 * 1024,     /* the post comes back, escaped */
    LOOK_BYTES = 8 * 1024 * 1024, /* some thousand posts */
    PAGE_POSTS = 50,              /* fewer bytes, however long they are */
    PAGES = 20,                   /* a reply is not looked for further back */
    PATH_BYTES = 256,
    RETRY_AFTER_S = 1, /* where the server does not say how long */
    LONGEST_RETRY_AFTER_S = 24 * 60 * 60,
};

/* A delivery under way. Everything is copied. */
struct flight {
    struct mattermost_sender *sender;
    struct flight *next;
    struct arena *arena;
    struct delivery delivery;
    struct str post; /* found or made meanwhile; else as delivery.post */
    bool to_look;    /* waits for its turn to look */
    int page;        /* of the channel */
};

struct mattermost_sender {
    const struct mattermost_api *api;
    const struct mattermost_self *self;
    mattermost_sent_fn sent;
    void *user;
    struct flight *flights; /* the newest first */
    /* One at a time: what comes back may be much. */
    bool looking;
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
        long wait_s = response->retry_after_s;
        if (wait_s <= 0 || wait_s > LONGEST_RETRY_AFTER_S)
            wait_s = wait_s <= 0 ? RETRY_AFTER_S : LONGEST_RETRY_AFTER_S;
        struct delivery_result result = {.outcome = DELIVER_WAIT,
                                         .wait_ms = wait_s * 1000,
                                         .problem = problem};
        land(flight, &result);
    } else if (code == 401) {
        land_as(flight, DELIVER_DENIED, problem);
    } else if (code >= 500 || id.len == 0) {
        /* a broken server, or a proxy that answers in its place */
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

/* Looking */

static void look_next(struct mattermost_sender *sender);

static enum status look_in(struct flight *flight, const char *path,
                           http_done_fn done)
{
    enum status status = call(flight, "GET", path, STR(""), LOOK_BYTES, done);
    flight->sender->looking = status == STATUS_OK;
    return status;
}

/* The end of looking: it is there, or it is not. */
static void looked(struct flight *flight, const struct mattermost_made *made)
{
    if (made->id.len > 0)
        there(flight, made);
    else if (flight->delivery.body.len == 0)
        arrived(flight, STR(""));
    else if (make(flight) != STATUS_OK)
        land_as(flight, DELIVER_AGAIN, "too many requests at once");
}

static bool find(struct flight *flight, const struct http_response *response,
                 struct mattermost_made *made)
{
    if (mattermost_find_made(flight->arena, response->body,
                             flight->sender->self, flight->delivery.question,
                             flight->delivery.number, made) == STATUS_OK)
        return true;
    land_as(flight, DELIVER_AGAIN,
            "the server's answer about a thread makes no sense");
    return false;
}

static void look_in_channel(struct flight *flight);

/* A reply is newer than its question. */
static void on_channel_posts(struct flight *flight,
                             const struct mattermost_made *made)
{
    bool last = made->question || made->posts < PAGE_POSTS;
    if (made->id.len > 0 || last || ++flight->page == PAGES)
        looked(flight, made);
    else
        look_in_channel(flight);
}

static void on_page(const struct http_response *response, void *user)
{
    struct flight *flight = user;
    struct mattermost_sender *sender = flight->sender;
    struct mattermost_made made;
    sender->looking = false;
    if (flight->delivery.body.len == 0 && is_gone(flight, response))
        arrived(flight, STR("")); /* the channel is gone */
    else if (!failed(flight, response, false) && find(flight, response, &made))
        on_channel_posts(flight, &made);
    look_next(sender);
}

static void look_in_channel(struct flight *flight)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path,
             "/channels/%.*s/posts?skipFetchThreads=true&per_page=%d&page=%d",
             STR_ARG(flight->delivery.channel), PAGE_POSTS, flight->page);
    if (look_in(flight, path, on_page) != STATUS_OK)
        land_as(flight, DELIVER_AGAIN, "too many requests at once");
}

static void on_thread(const struct http_response *response, void *user)
{
    struct flight *flight = user;
    struct mattermost_sender *sender = flight->sender;
    struct mattermost_made made;
    sender->looking = false;
    if (response->status == STATUS_FULL ||
        (flight->delivery.body.len == 0 && is_gone(flight, response)))
        look_in_channel(flight);
    else if (!failed(flight, response, false) && find(flight, response, &made))
        looked(flight, &made);
    look_next(sender);
}

static enum status look(struct flight *flight)
{
    char path[PATH_BYTES];
    flight->to_look = flight->sender->looking;
    if (flight->to_look)
        return STATUS_OK;
    snprintf(path, sizeof path, "/posts/%.*s/thread",
             STR_ARG(flight->delivery.thread));
    return look_in(flight, path, on_thread);
}

/* The turn of the one that waits longest, unless somebody looks. */
static void look_next(struct mattermost_sender *sender)
{
    struct flight *next = NULL;
    for (struct flight *flight = sender->flights; flight; flight = flight->next)
        if (flight->to_look)
            next = flight;
    if (!next || sender->looking || look(next) == STATUS_OK)
        return;
    land_as(next, DELIVER_AGAIN, "too many requests at once");
    look_next(sender);
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
