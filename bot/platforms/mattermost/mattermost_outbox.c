/* The queue of posts. A post whose fate is unclear (the connection broke
 * while it was sent) is repeated only as long as the server recognises the
 * repetition by its pending id, so that it never appears twice. */
#include "mattermost_outbox.h"

#include "arena.h"
#include "log.h"
#include "mattermost_in.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    MAX_POSTS = 256,
    MAX_IN_FLIGHT = 4,
    POST_TIMEOUT_MS = 8000,
    RESPONSE_BYTES = 1024 * 1024, /* the post comes back, escaped */
    BODY_BYTES = 256 * 1024,
    FIRST_DELAY_MS = 500,
    LONGEST_DELAY_MS = 30 * 1000,
    LONGEST_PAUSE_S = 300,
    QUIET_MS = 60 * 1000, /* a pause after so long is worth a line */
    GIVE_UP_MS = 10 * 60 * 1000,
    /* The server remembers pending ids for 30 s. */
    UNCLEAR_GIVE_UP_MS = 25 * 1000,
};

struct post {
    struct mattermost_outbox *outbox;
    struct post *next;
    char *channel, *root, *pending, *text;
    bool sending;
    int failures;
    int64_t sent_ms;    /* when it was last sent */
    int64_t due_ms;     /* not to be sent before */
    int64_t give_up_ms; /* not to be sent after */
    char problem[160];  /* of the last try */
};

struct mattermost_outbox {
    struct reactor *reactor;
    struct http *http;
    struct timer *timer;
    char *url, *authorization;
    struct post *posts; /* oldest first */
    size_t count, in_flight;
    int64_t paused_until_ms; /* the server asked for it */
};

static void post_free(struct post *post)
{
    free(post->channel);
    free(post->root);
    free(post->pending);
    free(post->text);
    free(post);
}

static char *copy(struct str s)
{
    char *z = xmalloc(s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        z[i] = s.ptr[i];
    z[s.len] = '\0';
    return z;
}

/* The posts of a text, appended to *end. Returns how many. */
static size_t make_posts(struct mattermost_outbox *outbox, struct post **end,
                         const struct mattermost_place *at, struct str text,
                         size_t max_chars)
{
    size_t count = 0;
    int64_t now = reactor_now_ms(outbox->reactor);
    for (;;) {
        struct str part = mattermost_next_part(&text, max_chars);
        if (part.len == 0)
            return count;
        struct buf pending;
        buf_init(&pending, 512);
        buf_printf(&pending, "%.*s:%zu", STR_ARG(at->pending), count);
        struct post *post = xcalloc(1, sizeof *post);
        post->outbox = outbox;
        post->channel = copy(at->channel);
        post->root = copy(at->root);
        post->pending = buf_take(&pending);
        post->text = copy(part);
        post->give_up_ms = now + GIVE_UP_MS;
        *end = post;
        end = &post->next;
        count++;
    }
}

static void pump(void *user);

static struct post **place_of(struct post *post)
{
    struct post **at = &post->outbox->posts;
    while (*at != post)
        at = &(*at)->next;
    return at;
}

static void drop(struct post *post)
{
    *place_of(post) = post->next;
    post->outbox->count--;
    post_free(post);
}

/* In smaller posts, in the same place of the queue. */
static void split(struct post *post)
{
    struct post *parts = NULL, **at = place_of(post);
    struct mattermost_place place = {
        str_from(post->channel), str_from(post->root), str_from(post->pending)};
    size_t count =
        make_posts(post->outbox, &parts, &place, str_from(post->text),
                   MATTERMOST_SHORT_POST_CHARS);
    post->outbox->count += count - 1;
    *at = parts;
    while (*at)
        at = &(*at)->next;
    *at = post->next;
    post_free(post);
}

static void again(struct post *post, bool unclear, const char *problem)
{
    int64_t delay = FIRST_DELAY_MS;
    for (int i = 0; i < post->failures && delay < LONGEST_DELAY_MS; i++)
        delay *= 2;
    post->failures++;
    post->due_ms = reactor_now_ms(post->outbox->reactor) + delay;
    if (unclear && post->sent_ms + UNCLEAR_GIVE_UP_MS < post->give_up_ms)
        post->give_up_ms = post->sent_ms + UNCLEAR_GIVE_UP_MS;
    snprintf(post->problem, sizeof post->problem, "%s", problem);
}

/* 4xx: repeating would not help, except in smaller pieces. */
static void refused(struct post *post, const struct http_response *response)
{
    struct arena *arena = arena_new();
    struct str id = mattermost_read_error(arena, response->body);
    struct str text = str_from(post->text), rest = text;
    if (str_eq(id, STR("model.post.is_valid.msg.app_error")) &&
        mattermost_next_part(&rest, MATTERMOST_SHORT_POST_CHARS).len > 0 &&
        rest.len > 0) {
        split(post);
    } else {
        const char *advice = response->code == 401 ? "; check the token"
                             : response->code == 403
                                 ? "; is the bot still in the channel?"
                                 : "";
        log_warn("mattermost", "a reply was refused (HTTP %ld, %.*s)%s",
                 response->code, STR_ARG(id.len ? id : STR("no reason given")),
                 advice);
        drop(post);
    }
    arena_free(arena);
}

/* Too many requests: nothing is sent for as long as the server asks. Said
 * once, not for every pause of a busy hour. */
static void pause_for(struct post *post, long wait_s)
{
    struct mattermost_outbox *outbox = post->outbox;
    int64_t now = reactor_now_ms(outbox->reactor);
    wait_s = wait_s < 1 ? 1 : wait_s;
    wait_s = wait_s > LONGEST_PAUSE_S ? LONGEST_PAUSE_S : wait_s;
    if (outbox->paused_until_ms == 0 ||
        now > outbox->paused_until_ms + QUIET_MS)
        log_info("mattermost",
                 "the server asks for fewer posts (HTTP 429); waiting %ld s",
                 wait_s);
    outbox->paused_until_ms = now + wait_s * 1000;
    snprintf(post->problem, sizeof post->problem,
             "too many requests (HTTP 429)");
}

static void on_response(const struct http_response *response, void *user)
{
    struct post *post = user;
    struct mattermost_outbox *outbox = post->outbox;
    post->sending = false;
    outbox->in_flight--;
    if (response->status != STATUS_OK) {
        again(post, response->sent, response->problem);
    } else if (response->code == 429) {
        pause_for(post, response->retry_after_s);
    } else if (response->code >= 500) {
        char problem[64];
        snprintf(problem, sizeof problem, "the server failed (HTTP %ld)",
                 response->code);
        again(post, response->code != 503, problem);
    } else if (response->code >= 200 && response->code < 300) {
        drop(post);
    } else {
        refused(post, response);
    }
    pump(outbox);
}

static bool start(struct post *post)
{
    struct mattermost_outbox *outbox = post->outbox;
    struct mattermost_place at = {str_from(post->channel), str_from(post->root),
                                  str_from(post->pending)};
    struct buf body;
    buf_init(&body, BODY_BYTES);
    mattermost_write_post(&body, &at, str_from(post->text));
    struct http_request request = {
        .method = "POST",
        .url = outbox->url,
        .headers = {outbox->authorization, "Content-Type: application/json"},
        .body = buf_str(&body),
        .timeout_ms = POST_TIMEOUT_MS,
        .max_bytes = RESPONSE_BYTES,
    };
    bool started =
        http_send(outbox->http, &request, on_response, post) == STATUS_OK;
    buf_fini(&body);
    if (started) {
        post->sending = true;
        post->sent_ms = reactor_now_ms(outbox->reactor);
        outbox->in_flight++;
    }
    return started;
}

/* Is an older post of the same channel still waiting or under way? */
static bool must_wait(const struct post *post)
{
    for (const struct post *older = post->outbox->posts; older != post;
         older = older->next)
        if (str_eq(str_from(older->channel), str_from(post->channel)))
            return true;
    return false;
}

/* Sends what is due, and comes back when the next one is. */
static void pump(void *user)
{
    struct mattermost_outbox *outbox = user;
    int64_t now = reactor_now_ms(outbox->reactor), wake = INT64_MAX;
    for (struct post *post = outbox->posts, *next; post; post = next) {
        next = post->next;
        if (post->sending || must_wait(post))
            continue;
        int64_t due = post->due_ms > outbox->paused_until_ms
                          ? post->due_ms
                          : outbox->paused_until_ms;
        if (due > post->give_up_ms || now > post->give_up_ms) {
            log_warn("mattermost", "a reply is given up: %s",
                     *post->problem ? post->problem : "no room to send it");
            drop(post);
            continue;
        }
        if (due <= now && (outbox->in_flight >= MAX_IN_FLIGHT || !start(post)))
            due = now + FIRST_DELAY_MS;
        if (!post->sending && due < wake)
            wake = due;
    }
    if (wake < INT64_MAX)
        timer_start(outbox->timer, wake - now);
}

struct mattermost_outbox *mattermost_outbox_new(struct reactor *reactor,
                                                struct http *http,
                                                const char *url,
                                                const char *authorization)
{
    struct mattermost_outbox *outbox = xcalloc(1, sizeof *outbox);
    outbox->reactor = reactor;
    outbox->http = http;
    outbox->timer = timer_new(reactor, pump, outbox);
    outbox->url = xstrdup(url);
    outbox->authorization = xstrdup(authorization);
    return outbox;
}

void mattermost_outbox_free(struct mattermost_outbox *outbox)
{
    if (!outbox)
        return;
    while (outbox->posts)
        drop(outbox->posts);
    timer_free(outbox->timer);
    free(outbox->url);
    free(outbox->authorization);
    free(outbox);
}

enum status mattermost_outbox_add(struct mattermost_outbox *outbox,
                                  const struct mattermost_place *at,
                                  struct str text)
{
    struct post **end = &outbox->posts;
    if (outbox->count >= MAX_POSTS)
        return STATUS_FULL;
    while (*end)
        end = &(*end)->next;
    outbox->count += make_posts(outbox, end, at, text, MATTERMOST_POST_CHARS);
    pump(outbox);
    return STATUS_OK;
}

void mattermost_outbox_wake(struct mattermost_outbox *outbox)
{
    for (struct post *post = outbox->posts; post; post = post->next)
        post->due_ms = 0;
    pump(outbox);
}
