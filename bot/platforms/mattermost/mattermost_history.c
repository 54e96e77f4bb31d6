/* One request at a time: the teams, the channels of each, then the pages of
 * every channel where something was said, back to where it is known; then its
 * messages, the oldest first. A failure begins all of it again later. */
#include "mattermost_history.h"

#include "log.h"
#include "mattermost_rest.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TIMEOUT_MS = 20 * 1000,
    LIST_BYTES = 16 * 1024 * 1024, /* some 8,000 channels */
    PAGE_BYTES = 24 * 1024 * 1024, /* a full page of the longest posts */
    PAGE_POSTS = 100,
    FEWEST_POSTS = 4,
    /* of one channel; what was said before that is left */
    MAX_MESSAGES = 20000,
    MAX_TEXT_BYTES = 8 * 1024 * 1024,
    PATH_BYTES = 256,
    AT_ONCE = 16, /* messages handed on before the loop gets its turn */
    FIRST_RETRY_MS = 1000,
    LONGEST_RETRY_MS = 60 * 1000,
    /* Posts appear in another order than their times say; and a channel that
     * was just joined may have been written in before. */
    SLACK_MS = 30 * 1000,
    SAVE_EVERY_MS = 5 * 1000,
    JOINED_MS = 10 * 1000,
    EDIT_MS = 60 * 1000,
};

static const char value_name[] = "history"; /* of the store's values */

struct page_list {
    struct page_list *newer;
    struct mattermost_page page;
};

struct mattermost_history {
    struct mattermost_history_options options;
    struct timer *timer; /* the next step, or the next try */
    struct timer *save;
    void (*when_due)(struct mattermost_history *h);
    bool busy;         /* a request is under way, or the timer runs */
    bool wanted;       /* everything has to be fetched (again) */
    int failures;      /* in a row */
    int64_t known_ms;  /* all up to there has been seen, server's time */
    int64_t newest_ms; /* of the messages seen */
    int64_t saved_ms;

    /* of one round */
    struct arena *arena;
    int64_t since_ms;
    int64_t last_ms; /* the newest post of all channels */
    struct mattermost_team *teams;
    size_t team_count, team_at;
    struct mattermost_channel *channels;
    size_t channel_count, channel_at;
    bool joined; /* the round is about one channel alone */

    /* of one channel */
    struct arena *channel_arena;
    struct page_list *pages; /* the oldest first */
    size_t page_posts;
    char before[72]; /* which post the next page ends; empty: none */
    size_t messages, text_bytes;
    size_t message_at; /* of pages->page, counted down */

    /* channels joined meanwhile: a few */
    struct {
        char id[72];
        char type;
    } waiting[16];
    size_t waiting_count;
};

static void next_round(struct mattermost_history *h);
static void next_team(struct mattermost_history *h);
static void next_channel(struct mattermost_history *h);
static void next_page(struct mattermost_history *h);
static void next_messages(struct mattermost_history *h);

static void on_timer(void *user)
{
    struct mattermost_history *h = user;
    h->when_due(h);
}

static void later(struct mattermost_history *h, int64_t delay_ms,
                  void (*fn)(struct mattermost_history *h))
{
    h->busy = true;
    h->when_due = fn;
    timer_start(h->timer, delay_ms);
}

static void fail(struct mattermost_history *h, const char *problem,
                 int64_t at_least_ms)
{
    int64_t delay = FIRST_RETRY_MS;
    for (int i = 0; i < h->failures && delay < LONGEST_RETRY_MS; i++)
        delay *= 2;
    if (h->failures++ == 0)
        log_info("mattermost",
                 "what was missed cannot be fetched yet: %s; trying again",
                 problem);
    h->wanted = true;
    later(h, delay > at_least_ms ? delay : at_least_ms, next_round);
}

/* Whatever is not a plain success: fails the round and returns true. */
static bool failed(struct mattermost_history *h,
                   const struct http_response *response)
{
    char problem[64];
    if (response->status != STATUS_OK) {
        fail(h, response->problem, 0);
        return true;
    }
    if (response->code == 200)
        return false;
    snprintf(problem, sizeof problem, "HTTP %ld", response->code);
    fail(h, problem,
         response->code == 429 ? response->retry_after_s * 1000 : 0);
    return true;
}

static void get(struct mattermost_history *h, const char *path,
                size_t max_bytes, http_done_fn done)
{
    struct mattermost_call call = {.method = "GET",
                                   .path = path,
                                   .timeout_ms = TIMEOUT_MS,
                                   .max_bytes = max_bytes};
    h->busy = true;
    if (mattermost_call(h->options.api, &call, done, h) != STATUS_OK)
        fail(h, "too many requests at once", 0);
}

/* How far is known */

static void save_now(struct mattermost_history *h)
{
    char text[32];
    if (h->known_ms <= h->saved_ms)
        return;
    snprintf(text, sizeof text, "%lld", (long long)h->known_ms);
    store_set(h->options.store, h->options.account, value_name, str_from(text));
    h->saved_ms = h->known_ms;
}

static void on_save(void *user)
{
    save_now(user);
}

static void know(struct mattermost_history *h, int64_t up_to_ms)
{
    if (up_to_ms <= h->known_ms)
        return;
    if (h->known_ms == h->saved_ms)
        timer_start(h->save, SAVE_EVERY_MS);
    h->known_ms = up_to_ms;
}

void mattermost_history_note(struct mattermost_history *h, int64_t sent_ms)
{
    if (sent_ms > h->newest_ms)
        h->newest_ms = sent_ms;
    if (!h->wanted && !(h->busy && !h->joined))
        know(h, h->newest_ms);
}

/* Pages of one channel */

static void on_page(const struct http_response *response, void *user)
{
    struct mattermost_history *h = user;
    struct mattermost_channel *channel = &h->channels[h->channel_at];
    if (response->status == STATUS_FULL && h->page_posts > FEWEST_POSTS) {
        h->page_posts /= 2;
        next_page(h);
        return;
    }
    if (response->status == STATUS_OK &&
        (response->code == 403 || response->code == 404)) {
        h->channel_at++; /* the bot has left it meanwhile */
        next_channel(h);
        return;
    }
    if (failed(h, response))
        return;
    struct page_list *list = arena_alloc(h->channel_arena, sizeof *list);
    if (mattermost_read_page(h->channel_arena, response->body, h->options.self,
                             channel->type, &list->page) != STATUS_OK) {
        fail(h, "a page of a channel's history makes no sense", 0);
        return;
    }
    list->newer = h->pages;
    h->pages = list;
    h->messages += list->page.message_count;
    for (size_t i = 0; i < list->page.message_count; i++)
        h->text_bytes += list->page.messages[i].text.len;
    bool full = h->messages >= MAX_MESSAGES || h->text_bytes >= MAX_TEXT_BYTES;
    if (full)
        log_warn("mattermost",
                 "too much was said in the channel %.*s while the bot was "
                 "away; what was said first there is left",
                 STR_ARG(channel->id));
    if (full || list->page.posts < h->page_posts ||
        list->page.oldest_ms <= h->since_ms) {
        h->message_at = h->pages->page.message_count;
        next_messages(h);
        return;
    }
    snprintf(h->before, sizeof h->before, "%.*s", STR_ARG(list->page.before));
    next_page(h);
}

static void next_page(struct mattermost_history *h)
{
    char path[PATH_BYTES];
    snprintf(path, sizeof path,
             "/channels/%.*s/posts?skipFetchThreads=true&per_page=%zu%s%s",
             STR_ARG(h->channels[h->channel_at].id), h->page_posts,
             *h->before ? "&before=" : "", h->before);
    get(h, path, PAGE_BYTES, on_page);
}

static bool is_answered(const struct mattermost_history *h, struct str id)
{
    for (const struct page_list *list = h->pages; list; list = list->newer)
        for (size_t i = 0; i < list->page.answered_count; i++)
            if (str_eq(list->page.answered[i], id))
                return true;
    return false;
}

static void hand_on(struct mattermost_history *h, struct message *message)
{
    if (message->sent_ms > h->newest_ms)
        h->newest_ms = message->sent_ms;
    /* Whether a late edit made it a question cannot be told any more. */
    if (message->edited_ms - message->sent_ms > EDIT_MS)
        message->edited_ms = 0;
    if (message->sent_ms > h->since_ms && !is_answered(h, message->id))
        h->options.on_message(message, h->options.user);
}

/* Hands on a few messages at a time. */
static void next_messages(struct mattermost_history *h)
{
    for (int i = 0; i < AT_ONCE && h->pages;) {
        if (h->message_at > 0) {
            hand_on(h, &h->pages->page.messages[--h->message_at]);
            i++;
            continue;
        }
        h->pages = h->pages->newer;
        h->message_at = h->pages ? h->pages->page.message_count : 0;
    }
    if (!h->pages) {
        h->channel_at++;
        later(h, 0, next_channel);
        return;
    }
    later(h, 0, next_messages);
}

/* Rounds */

static void next_channel(struct mattermost_history *h)
{
    while (h->channel_at < h->channel_count &&
           h->channels[h->channel_at].last_post_ms <= h->since_ms)
        h->channel_at++;
    if (h->channel_at == h->channel_count) {
        next_team(h);
        return;
    }
    arena_reset(h->channel_arena);
    h->pages = NULL;
    h->before[0] = '\0';
    h->page_posts = PAGE_POSTS;
    h->messages = h->text_bytes = 0;
    next_page(h);
}

static void on_channels(const struct http_response *response, void *user)
{
    struct mattermost_history *h = user;
    if (failed(h, response))
        return;
    if (mattermost_read_channels(h->arena, response->body, &h->channels,
                                 &h->channel_count) != STATUS_OK) {
        fail(h, "the list of the bot's channels makes no sense", 0);
        return;
    }
    /* Direct channels come with every team; with the first is enough. */
    size_t kept = 0;
    for (size_t i = 0; i < h->channel_count; i++) {
        bool of_team = h->channels[i].type == 'O' || h->channels[i].type == 'P';
        if (h->channels[i].last_post_ms > h->last_ms)
            h->last_ms = h->channels[i].last_post_ms;
        if (of_team || h->team_at == 0)
            h->channels[kept++] = h->channels[i];
    }
    h->channel_count = kept;
    h->channel_at = 0;
    h->team_at++;
    next_channel(h);
}

static void end_round(struct mattermost_history *h)
{
    h->busy = false;
    h->failures = 0;
    if (!h->joined && !h->wanted) {
        know(h, h->last_ms);
        know(h, h->newest_ms);
    }
    arena_reset(h->arena);
    arena_reset(h->channel_arena);
    if (h->wanted || h->waiting_count > 0)
        later(h, 0, next_round);
}

static void next_team(struct mattermost_history *h)
{
    char path[PATH_BYTES];
    if (h->team_at >= h->team_count) {
        end_round(h);
        return;
    }
    snprintf(path, sizeof path, "/users/me/teams/%.*s/channels",
             STR_ARG(h->teams[h->team_at].id));
    get(h, path, LIST_BYTES, on_channels);
}

static void on_teams(const struct http_response *response, void *user)
{
    struct mattermost_history *h = user;
    if (failed(h, response))
        return;
    if (mattermost_read_teams(h->arena, response->body, &h->teams,
                              &h->team_count) != STATUS_OK) {
        fail(h, "the list of the bot's teams makes no sense", 0);
        return;
    }
    if (h->team_count == 0)
        log_warn("mattermost", "the bot is in no team; add it to a team and "
                               "to the channels it should answer in");
    next_team(h);
}

/* One channel that was joined. */
static void joined_round(struct mattermost_history *h)
{
    h->channels = arena_alloc(h->arena, sizeof *h->channels);
    h->waiting_count--;
    *h->channels = (struct mattermost_channel){
        .id = arena_str(h->arena, str_from(h->waiting[h->waiting_count].id)),
        .type = h->waiting[h->waiting_count].type,
        .last_post_ms = INT64_MAX};
    h->channel_count = 1;
    h->since_ms = reactor_unix_ms(h->options.reactor) - JOINED_MS;
    next_channel(h);
}

static void next_round(struct mattermost_history *h)
{
    int64_t oldest_ms = reactor_unix_ms(h->options.reactor) - h->options.age_ms;
    arena_reset(h->arena);
    h->channel_count = h->channel_at = 0;
    h->team_count = h->team_at = 0;
    h->last_ms = 0;
    h->busy = true;
    h->joined = !h->wanted && h->waiting_count > 0;
    if (h->joined) {
        joined_round(h);
        return;
    }
    h->wanted = false;
    h->waiting_count = 0; /* they are among all channels */
    h->since_ms = h->known_ms - SLACK_MS;
    if (h->since_ms < oldest_ms)
        h->since_ms = oldest_ms;
    get(h, "/users/me/teams", LIST_BYTES, on_teams);
}

void mattermost_history_fetch(struct mattermost_history *h)
{
    if (h->options.age_ms <= 0)
        return;
    h->wanted = true;
    if (!h->busy)
        later(h, 0, next_round);
}

void mattermost_history_fetch_channel(struct mattermost_history *h,
                                      struct str channel, char type)
{
    size_t room = sizeof h->waiting / sizeof *h->waiting;
    if (h->options.age_ms <= 0)
        return;
    if (h->waiting_count == room || channel.len >= sizeof h->waiting[0].id) {
        mattermost_history_fetch(h);
        return;
    }
    memcpy(h->waiting[h->waiting_count].id, channel.ptr, channel.len);
    h->waiting[h->waiting_count].id[channel.len] = '\0';
    h->waiting[h->waiting_count++].type = type;
    if (!h->busy)
        later(h, 0, next_round);
}

struct mattermost_history *
mattermost_history_new(const struct mattermost_history_options *options)
{
    struct mattermost_history *h = xcalloc(1, sizeof *h);
    h->options = *options;
    h->arena = arena_new();
    h->channel_arena = arena_new();
    h->timer = timer_new(options->reactor, on_timer, h);
    h->save = timer_new(options->reactor, on_save, h);
    struct str saved =
        store_get(options->store, h->arena, options->account, value_name);
    long known_ms = 0;
    if (saved.ptr && str_to_long(saved, &known_ms))
        h->known_ms = h->saved_ms = known_ms;
    return h;
}

void mattermost_history_free(struct mattermost_history *h)
{
    if (!h)
        return;
    save_now(h);
    timer_free(h->timer);
    timer_free(h->save);
    arena_free(h->arena);
    arena_free(h->channel_arena);
    free(h);
}
