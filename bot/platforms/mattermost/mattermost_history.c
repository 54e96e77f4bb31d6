/* One request at a time: the teams, the channels of each, then the pages of
 * every channel where something was said, back to where it is known; then its
 * messages, the oldest first. A failure begins all of it again later; where
 * one channel alone fails, only that one. */
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
    bool busy;             /* with a round */
    bool wanted;           /* everything has to be fetched (again) */
    int64_t wanted_at_ms;  /* but not before, loop's time */
    int failures;          /* in a row */
    bool teamless;         /* the log has said so */
    int64_t server_off_ms; /* what its clock says more than the loop's */
    int64_t known_ms;      /* all up to there has been seen, server's time */
    int64_t newest_ms;     /* of the posts seen */
    int64_t saved_ms;

    /* of one round */
    struct arena *arena;
    int64_t since_ms, until_ms; /* what was said then is fetched */
    struct mattermost_team *teams;
    size_t team_count, team_at;
    struct mattermost_channel *channels;
    size_t channel_count, channel_at;
    int tries; /* that have failed of a round about one channel */

    /* of one channel */
    struct arena *channel_arena;
    struct page_list *pages; /* the oldest first */
    size_t page_posts;
    char before[72]; /* which post the next page ends; empty: none */
    size_t messages, text_bytes;
    size_t message_at; /* of pages->page, counted down */

    /* channels to fetch one by one, joined meanwhile or failed: a few */
    struct waiting {
        char id[72];
        char type;
        int64_t since_ms, until_ms;
        int tries;     /* that have failed */
        int64_t at_ms; /* not before, loop's time */
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
    h->when_due = fn;
    timer_start(h->timer, delay_ms);
}

/* Posts bear the server's time. The loop's clock is never set, unlike the
 * clock of this machine, which need not agree with the server's at all. */
static int64_t server_ms(const struct mattermost_history *h)
{
    return reactor_now_ms(h->options.reactor) + h->server_off_ms;
}

static int64_t retry_ms(int failures)
{
    int64_t delay = FIRST_RETRY_MS;
    for (int i = 0; i < failures && delay < LONGEST_RETRY_MS; i++)
        delay *= 2;
    return delay < LONGEST_RETRY_MS ? delay : LONGEST_RETRY_MS;
}

/* Between rounds: waits for the next, if there is one. */
static void rest(struct mattermost_history *h)
{
    int64_t now_ms = reactor_now_ms(h->options.reactor);
    int64_t at_ms = h->wanted ? h->wanted_at_ms : INT64_MAX;
    h->busy = false;
    for (size_t i = 0; i < h->waiting_count && !h->wanted; i++)
        if (h->waiting[i].at_ms < at_ms)
            at_ms = h->waiting[i].at_ms;
    timer_stop(h->timer);
    if (at_ms < INT64_MAX)
        later(h, at_ms > now_ms ? at_ms - now_ms : 0, next_round);
}

static void fail(struct mattermost_history *h, const char *problem,
                 int64_t at_least_ms)
{
    int64_t delay = retry_ms(h->failures);
    if (h->failures++ == 0)
        log_info("mattermost",
                 "what was missed cannot be fetched yet: %s; trying again",
                 problem);
    h->wanted = true;
    h->wanted_at_ms = reactor_now_ms(h->options.reactor) +
                      (delay > at_least_ms ? delay : at_least_ms);
    rest(h);
}

static void explain(char *text, size_t size,
                    const struct http_response *response)
{
    if (response->status != STATUS_OK)
        snprintf(text, size, "%s", response->problem);
    else
        snprintf(text, size, "HTTP %ld", response->code);
}

/* Whatever is not a plain success: fails the round and returns true. */
static bool failed(struct mattermost_history *h,
                   const struct http_response *response)
{
    char problem[256];
    bool answered = response->status == STATUS_OK;
    if (answered && response->code == 200)
        return false;
    explain(problem, sizeof problem, response);
    fail(h, problem,
         answered && response->code == 429 ? response->retry_after_s * 1000
                                           : 0);
    if (answered && response->code == 401) {
        h->wanted_at_ms = INT64_MAX;
        rest(h);
        h->options.on_refused(h->options.user);
    }
    return true;
}

static void get(struct mattermost_history *h, const char *path,
                size_t max_bytes, http_done_fn done)
{
    struct mattermost_call call = {.method = "GET",
                                   .path = path,
                                   .timeout_ms = TIMEOUT_MS,
                                   .max_bytes = max_bytes};
    if (mattermost_call(h->options.api, &call, done, h) != STATUS_OK)
        fail(h, "too many requests at once", 0);
}

/* How far is known */

static void save_now(struct mattermost_history *h)
{
    char text[32];
    if (h->known_ms == h->saved_ms)
        return;
    snprintf(text, sizeof text, "%lld", (long long)h->known_ms);
    store_set(h->options.store, h->options.account, value_name, str_from(text));
    h->saved_ms = h->known_ms;
}

static void on_save(void *user)
{
    save_now(user);
}

static void saw(struct mattermost_history *h, int64_t post_ms)
{
    if (post_ms > h->newest_ms)
        h->newest_ms = post_ms;
}

/* Where nothing has to be fetched any more, all is known up to the newest
 * post, but never beyond now. */
static void know(struct mattermost_history *h)
{
    int64_t now_ms = server_ms(h);
    int64_t up_to_ms = h->newest_ms < now_ms ? h->newest_ms : now_ms;
    if (h->busy || h->wanted || h->waiting_count > 0 ||
        (up_to_ms <= h->known_ms && h->known_ms <= now_ms))
        return;
    if (h->known_ms == h->saved_ms)
        timer_start(h->save, SAVE_EVERY_MS);
    h->known_ms = up_to_ms;
}

void mattermost_history_note(struct mattermost_history *h, int64_t sent_ms)
{
    saw(h, sent_ms);
    know(h);
}

/* Pages of one channel */

static bool wait_for(struct mattermost_history *h,
                     const struct waiting *channel)
{
    if (h->waiting_count == sizeof h->waiting / sizeof *h->waiting)
        return false;
    h->waiting[h->waiting_count++] = *channel;
    return true;
}

/* This channel is for later; the others go on. */
static void put_off(struct mattermost_history *h, const char *problem)
{
    const struct mattermost_channel *channel = &h->channels[h->channel_at++];
    struct waiting waiting = {.type = channel->type,
                              .since_ms = h->since_ms,
                              .until_ms = h->until_ms,
                              .tries = h->tries + 1,
                              .at_ms = reactor_now_ms(h->options.reactor) +
                                       retry_ms(h->tries)};
    snprintf(waiting.id, sizeof waiting.id, "%.*s", STR_ARG(channel->id));
    if (h->tries == 0)
        log_info("mattermost",
                 "what was missed in the channel %s cannot be fetched yet: "
                 "%s; trying again",
                 waiting.id, problem);
    if (wait_for(h, &waiting))
        next_channel(h);
    else
        fail(h, problem, 0);
}

/* A failure that may be this channel's alone. */
static bool is_of_channel(const struct http_response *response)
{
    if (response->status != STATUS_OK)
        return response->status == STATUS_FULL ||
               response->status == STATUS_TIMEOUT;
    return response->code != 200 && response->code != 401 &&
           response->code != 429;
}

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
    if (is_of_channel(response)) {
        char problem[256];
        explain(problem, sizeof problem, response);
        put_off(h, problem);
        return;
    }
    if (failed(h, response))
        return;
    struct page_list *list = arena_alloc(h->channel_arena, sizeof *list);
    if (mattermost_read_page(h->channel_arena, response->body, h->options.self,
                             channel->type, &list->page) != STATUS_OK) {
        put_off(h, "a page of its history makes no sense");
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
    saw(h, message->sent_ms);
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
        saw(h, h->channels[i].last_post_ms);
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
    h->failures = 0;
    arena_reset(h->arena);
    arena_reset(h->channel_arena);
    rest(h);
    know(h);
}

/* What is older than is to be caught up with is left. */
static void begin_at(struct mattermost_history *h, int64_t since_ms)
{
    int64_t oldest_ms = server_ms(h) - h->options.age_ms;
    h->since_ms = since_ms > oldest_ms ? since_ms : oldest_ms;
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

/* Servers before 6.1 do not list channels so: then there is nothing to do. */
static void on_all_channels(const struct http_response *response, void *user)
{
    if (response->status == STATUS_OK && response->code == 404)
        end_round(user);
    else
        on_channels(response, user);
}

static void on_teams(const struct http_response *response, void *user)
{
    struct mattermost_history *h = user;
    if (failed(h, response))
        return;
    if (response->date_ms > 0)
        h->server_off_ms =
            response->date_ms - reactor_now_ms(h->options.reactor);
    h->until_ms = server_ms(h);
    /* A time that has not come yet tells nothing. */
    begin_at(h, h->known_ms > h->until_ms ? 0 : h->known_ms - SLACK_MS);
    if (mattermost_read_teams(h->arena, response->body, &h->teams,
                              &h->team_count) != STATUS_OK) {
        fail(h, "the list of the bot's teams makes no sense", 0);
        return;
    }
    bool teamless = h->team_count == 0;
    if (teamless && !h->teamless)
        log_warn("mattermost", "the bot is in no team; add it to a team and "
                               "to the channels it should answer in");
    h->teamless = teamless;
    if (teamless) /* but perhaps in direct channels */
        get(h, "/users/me/channels", LIST_BYTES, on_all_channels);
    else
        next_team(h);
}

/* The channel whose turn it is, alone. */
static void one_channel(struct mattermost_history *h)
{
    size_t first = 0;
    for (size_t i = 1; i < h->waiting_count; i++)
        if (h->waiting[i].at_ms < h->waiting[first].at_ms)
            first = i;
    struct waiting waiting = h->waiting[first];
    h->waiting[first] = h->waiting[--h->waiting_count];
    h->tries = waiting.tries;
    h->until_ms = waiting.until_ms;
    begin_at(h, waiting.since_ms);
    if (h->since_ms >= h->until_ms) {
        log_warn("mattermost",
                 "what was missed in the channel %s is too old by now and "
                 "is left",
                 waiting.id);
        end_round(h);
        return;
    }
    h->channels = arena_alloc(h->arena, sizeof *h->channels);
    *h->channels = (struct mattermost_channel){
        .id = arena_str(h->arena, str_from(waiting.id)),
        .type = waiting.type,
        .last_post_ms = INT64_MAX};
    h->channel_count = 1;
    next_channel(h);
}

static void next_round(struct mattermost_history *h)
{
    arena_reset(h->arena);
    h->channel_count = h->channel_at = 0;
    h->team_count = h->team_at = 0;
    h->busy = true;
    if (!h->wanted) {
        one_channel(h);
        return;
    }
    h->tries = 0;
    h->wanted = false;
    h->waiting_count = 0; /* they are among all channels */
    get(h, "/users/me/teams", LIST_BYTES, on_teams);
}

void mattermost_history_fetch(struct mattermost_history *h)
{
    if (h->options.age_ms <= 0)
        return;
    if (!h->wanted || h->wanted_at_ms == INT64_MAX)
        h->wanted_at_ms = reactor_now_ms(h->options.reactor);
    h->wanted = true;
    if (!h->busy)
        rest(h);
}

void mattermost_history_fetch_channel(struct mattermost_history *h,
                                      struct str channel, char type)
{
    int64_t now_ms = server_ms(h);
    struct waiting waiting = {.type = type,
                              .since_ms = now_ms - JOINED_MS,
                              .until_ms = now_ms,
                              .at_ms = reactor_now_ms(h->options.reactor)};
    if (h->options.age_ms <= 0)
        return;
    if (channel.len >= sizeof waiting.id) {
        mattermost_history_fetch(h);
        return;
    }
    memcpy(waiting.id, channel.ptr, channel.len);
    if (!wait_for(h, &waiting))
        mattermost_history_fetch(h);
    else if (!h->busy)
        rest(h);
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
    h->server_off_ms =
        reactor_unix_ms(options->reactor) - reactor_now_ms(options->reactor);
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
