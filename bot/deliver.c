/* Parts of replies wait in lanes, one for each channel, the oldest first; one
 * of a lane may be on its way, the others wait for it. */
#include "deliver.h"

#include "key.h"
#include "limit.h"
#include "log.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

enum {
    /* In memory; the others wait in the store. */
    LANES = 256,
    LANE_PARTS = 16,
    UNSTORED_PARTS = 1024, /* beside those, while the store fails */
    AT_ONCE = 8,           /* on their way */
    FIRST_DELAY_MS = 500,
    LONGEST_DELAY_MS = 30 * 1000,
    SOON_MS = 200,               /* the platform has no room */
    QUIET_MS = 60 * 1000,        /* a pause after so long is worth a line */
    GIVE_UP_MS = 60 * 60 * 1000, /* nobody waits for a reply as old as that */
    LONGEST_WAIT_MS = GIVE_UP_MS,
    DENIED_MS = 60 * 1000,
    STUCK_FAILURES = 5,  /* in some 8 s: those behind it may pass */
    LATE_MS = 30 * 1000, /* a post of unclear end may still appear */
};

struct part {
    struct store_part stored; /* its texts are in `texts`, its post in `post` */
    char *texts;
    char *post;
    struct lane *lane;
    struct part *next;
    bool flying;
    bool look;     /* it may be there already */
    bool looked;   /* it was looked for, to be removed */
    bool replaced; /* a later version of it waits behind */
    bool stuck;    /* it lets other replies pass */
    int failures;
    int64_t due_ms, give_up_ms;
    size_t *unstored; /* counts it; NULL: it is in the store */
};

struct lane {
    struct lane *next;
    struct str channel; /* owned */
    uint64_t key;       /* of it */
    struct part *parts; /* the oldest first */
    size_t count;
    bool flying;    /* one of them is on its way */
    int64_t loaded; /* seq of the newest part that was loaded */
    bool more;      /* the store may hold parts behind that */
};

struct deliver {
    struct deliver_options options;
    struct timer *timer;
    struct limit *limit;
    struct lane *lanes;
    size_t lane_count, flying, unstored;
    bool more; /* the store may hold parts of channels without a lane */
    bool ready;
    bool troubled;           /* the last delivery failed, and the log has it */
    int64_t paused_until_ms; /* the platform asked for it */
    int64_t denied_until_ms; /* the bot is not logged in */
};

static int64_t now_ms(const struct deliver *d)
{
    return reactor_now_ms(d->options.reactor);
}

static int64_t unix_ms(const struct deliver *d)
{
    return reactor_unix_ms(d->options.reactor);
}

/* Parts in memory */

static struct str keep(char **at, struct str s)
{
    char *copy = *at;
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    *at += s.len;
    return (struct str){copy, s.len};
}

static void set_post(struct part *part, struct str post)
{
    char *at = xmalloc(post.len + 1);
    free(part->post);
    part->post = at;
    part->stored.post = keep(&at, post);
}

/* Unix time may jump, so how old it is is asked once, and time counted from
 * then on. */
static int64_t give_up_ms(const struct deliver *d, int64_t created_ms)
{
    int64_t age_ms = unix_ms(d) - created_ms;
    age_ms = age_ms < 0 ? 0 : age_ms > GIVE_UP_MS ? GIVE_UP_MS : age_ms;
    return now_ms(d) + GIVE_UP_MS - age_ms;
}

static struct part *part_new(const struct deliver *d,
                             const struct store_part *from)
{
    struct part *part = xcalloc(1, sizeof *part);
    char *at = part->texts = xmalloc(from->question.len + from->channel.len +
                                     from->thread.len + from->body.len + 1);
    part->stored = *from;
    part->stored.question = keep(&at, from->question);
    part->stored.channel = keep(&at, from->channel);
    part->stored.thread = keep(&at, from->thread);
    part->stored.body = keep(&at, from->body);
    set_post(part, from->post);
    part->look = from->old;
    part->give_up_ms = give_up_ms(d, from->created_ms);
    return part;
}

static void part_free(struct part *part)
{
    if (part->unstored)
        --*part->unstored;
    free(part->texts);
    free(part->post);
    free(part);
}

static void add_last(struct deliver *d, struct lane *lane)
{
    struct lane **end = &d->lanes;
    while (*end)
        end = &(*end)->next;
    lane->next = NULL;
    *end = lane;
}

static void take_out(struct deliver *d, struct lane *lane)
{
    struct lane **at = &d->lanes;
    while (*at != lane)
        at = &(*at)->next;
    *at = lane->next;
}

/* The lane of a channel; NULL: there is none, and no more than `most` may
 * be. */
static struct lane *lane_of(struct deliver *d, struct str channel, size_t most)
{
    struct lane *lane = d->lanes;
    while (lane && !str_eq(lane->channel, channel))
        lane = lane->next;
    if (lane || d->lane_count >= most)
        return lane;
    lane = xcalloc(1, sizeof *lane);
    char *at = xmalloc(channel.len + 1);
    lane->channel = keep(&at, channel);
    lane->key = key_add(KEY_START, channel);
    add_last(d, lane);
    d->lane_count++;
    return lane;
}

static void lane_free(struct deliver *d, struct lane *lane)
{
    take_out(d, lane);
    d->lane_count--;
    free((char *)lane->channel.ptr);
    free(lane);
}

/* Takes a part out of memory. */
static void forget(struct part *part)
{
    struct part **at = &part->lane->parts;
    while (*at != part)
        at = &(*at)->next;
    *at = part->next;
    part->lane->count--;
    part_free(part);
}

static bool same_place(const struct part *a, const struct part *b)
{
    return a->stored.number == b->stored.number &&
           str_eq(a->stored.question, b->stored.question);
}

/* A part enters its lane; an earlier version of it that waits goes, one that
 * is on its way is waited for. */
static struct part *enter(struct deliver *d, struct lane *lane,
                          const struct store_part *stored)
{
    struct part *part = part_new(d, stored);
    struct part **end = &lane->parts;
    part->lane = lane;
    while (*end) {
        struct part *old = *end;
        if (!same_place(old, part)) {
            end = &old->next;
        } else if (old->flying) {
            old->replaced = true;
            end = &old->next;
        } else {
            part->look = part->look || old->look;
            *end = old->next;
            lane->count--;
            part_free(old);
        }
    }
    *end = part;
    lane->count++;
    return part;
}

struct loading {
    struct deliver *deliver;
    struct lane *lane;
};

static void on_part(const struct store_part *stored, void *user)
{
    const struct loading *loading = user;
    enter(loading->deliver, loading->lane, stored);
    loading->lane->loaded = stored->seq;
}

/* Fills a lane from the store. */
static void load_lane(struct deliver *d, struct lane *lane)
{
    struct loading loading = {d, lane};
    while (lane->more && lane->count < LANE_PARTS) {
        int64_t before = lane->loaded;
        store_each_part(d->options.store, d->options.account, lane->channel,
                        lane->loaded, LANE_PARTS - lane->count, on_part,
                        &loading);
        lane->more = lane->loaded > before;
    }
}

static void on_channel(struct str channel, void *user)
{
    struct deliver *d = user;
    struct lane *lane = lane_of(d, channel, LANES);
    if (lane)
        lane->more = true;
}

/* Lanes for channels that wait in the store, once there is room for many, and
 * parts for all lanes; those that are empty then go. */
static void load(struct deliver *d)
{
    if (d->more && d->lane_count <= LANES / 2) {
        store_each_channel(d->options.store, d->options.account, LANES,
                           on_channel, d);
        d->more = d->lane_count >= LANES;
    }
    for (struct lane *lane = d->lanes, *next; lane; lane = next) {
        next = lane->next;
        load_lane(d, lane);
        if (!lane->parts)
            lane_free(d, lane);
    }
}

/* Sending */

/* It has arrived, or never will; post is empty where it is not there. */
static void finish(struct deliver *d, struct part *part, struct str post)
{
    store_part_done(d->options.store, d->options.account, &part->stored, post,
                    unix_ms(d));
    if (part->unstored) /* it was answered from memory */
        store_close_question(d->options.store, d->options.account,
                             part->stored.question);
    forget(part);
}

/* Is there nothing to do: a part to be removed that never was sent? */
static bool is_void(const struct part *part)
{
    return part->stored.body.len == 0 && part->stored.post.len == 0 &&
           !part->look;
}

/* An earlier part of the same reply goes first. */
static bool waits_for_own(const struct part *part)
{
    const struct part *before = part->lane->parts;
    while (before != part &&
           !str_eq(before->stored.question, part->stored.question))
        before = before->next;
    return before != part;
}

/* The part of a lane that goes next, NULL: none. It is the first, unless that
 * is stuck and not due. */
static struct part *next_part(const struct lane *lane, int64_t now)
{
    struct part *next = lane->parts;
    if (lane->flying)
        return NULL;
    for (struct part *part = lane->parts; part; part = part->next) {
        if (waits_for_own(part))
            continue;
        if (part->due_ms < next->due_ms)
            next = part;
        if (part->due_ms <= now || !part->stuck)
            break;
    }
    return next;
}

static int64_t later(int64_t a_ms, int64_t b_ms)
{
    return a_ms > b_ms ? a_ms : b_ms;
}

/* May this part go now? Else when, or INT64_MAX: something will call. */
static int64_t due_ms(struct deliver *d, const struct part *part, int64_t now)
{
    double per_second = d->options.channel_per_second;
    int64_t due =
        later(part->due_ms, later(d->paused_until_ms, d->denied_until_ms));
    if (due > now)
        return due;
    if (d->flying >= AT_ONCE)
        return INT64_MAX;
    if (per_second > 0) /* a part of a second is a bucket of one */
        return now + limit_wait_ms(d->limit, part->lane->key,
                                   per_second > 1 ? per_second : 1,
                                   per_second / 1000, now);
    return now;
}

static bool start(struct deliver *d, struct part *part)
{
    struct delivery delivery = {.question = part->stored.question,
                                .number = part->stored.number,
                                .channel = part->stored.channel,
                                .thread = part->stored.thread,
                                .body = part->stored.body,
                                .post = part->stored.post,
                                .look = part->look,
                                .ticket = part};
    if (d->options.ops->deliver(d->options.platform, &delivery) != STATUS_OK)
        return false;
    part->flying = part->lane->flying = true;
    d->flying++;
    if (d->options.channel_per_second > 0)
        limit_spend(d->limit, part->lane->key);
    take_out(d, part->lane); /* the other channels come first now */
    add_last(d, part->lane);
    return true;
}

/* Sends what is due, and comes back when the next part is. */
static void pump(void *user)
{
    struct deliver *d = user;
    int64_t now = now_ms(d), wake = INT64_MAX;
    if (!d->ready)
        return;
    load(d);
    for (struct lane *lane = d->lanes, *next; lane; lane = next) {
        struct part *part = next_part(lane, now);
        next = lane->next;
        if (!part)
            continue;
        if (is_void(part)) {
            finish(d, part, STR(""));
            wake = now;
            continue;
        }
        int64_t due = due_ms(d, part, now);
        if (due <= now && !start(d, part))
            part->due_ms = due = now + SOON_MS;
        if (due > now && due < wake)
            wake = due;
    }
    if (wake < INT64_MAX)
        timer_start(d->timer, wake - now);
}

/* A result may come while the lanes are walked through, or a hundred at once:
 * the pump runs when the loop is free. */
static void pump_soon(struct deliver *d)
{
    timer_start(d->timer, 0);
}

static void again(struct deliver *d, struct part *part,
                  const struct delivery_result *result)
{
    int64_t delay = FIRST_DELAY_MS;
    for (int i = 0; i < part->failures && delay < LONGEST_DELAY_MS; i++)
        delay *= 2;
    bool first = part->failures++ == 0; /* others may get through meanwhile */
    part->stuck = part->failures >= STUCK_FAILURES;
    part->look = part->look || result->outcome == DELIVER_UNCLEAR;
    part->due_ms = now_ms(d) + delay;
    if (first && !d->troubled)
        log_info(d->options.ops->name, "replies are not getting through: %s",
                 result->problem);
    d->troubled = true;
}

/* Said once, not for every pause of a busy hour. The longest wait counts. */
static void pause_for(struct deliver *d, int64_t wait_ms)
{
    int64_t now = now_ms(d);
    wait_ms = wait_ms > LONGEST_WAIT_MS ? LONGEST_WAIT_MS : wait_ms;
    if (d->paused_until_ms == 0 || now > d->paused_until_ms + QUIET_MS)
        log_info(d->options.ops->name,
                 "the server asks for fewer requests; replies wait %lld s",
                 (long long)(wait_ms + 999) / 1000);
    d->paused_until_ms = later(d->paused_until_ms, now + wait_ms);
}

/* A later version waits behind this one: it learns what is known now. there:
 * this one is done, and its post is `post`, or none after a removal. */
static void hand_on(struct part *part, bool there, struct str post, bool look)
{
    struct part *later = part->next;
    while (later && !same_place(part, later))
        later = later->next;
    if (!later)
        return;
    if (there)
        set_post(later, post);
    later->look = !there && (later->look || look);
}

/* Not through this time. Returns whether it is given up. */
static bool failed(struct deliver *d, struct part *part,
                   const struct delivery_result *result)
{
    if (result->outcome == DELIVER_WAIT)
        pause_for(d, result->wait_ms);
    else
        again(d, part, result);
    if (result->outcome == DELIVER_DENIED)
        d->denied_until_ms = now_ms(d) + DENIED_MS;
    if (now_ms(d) < part->give_up_ms)
        return false;
    log_warn(d->options.ops->name, "a reply is given up after an hour: %s",
             result->problem);
    return true;
}

/* A removal whose post was of unclear end: where that was not found, it may
 * still be on its way, so it is looked for once more. Others may pass. */
static bool look_again(struct deliver *d, struct part *part)
{
    if (part->looked || !part->look || part->replaced ||
        part->stored.body.len > 0 || part->stored.post.len > 0)
        return false;
    part->looked = part->stuck = true;
    part->due_ms = now_ms(d) + LATE_MS;
    return true;
}

void deliver_result(struct deliver *d, void *ticket,
                    const struct delivery_result *result)
{
    struct part *part = ticket;
    bool there = result->outcome == DELIVERED;
    bool unclear = part->look || result->outcome == DELIVER_UNCLEAR;
    bool over = true;
    d->flying--;
    part->flying = part->lane->flying = false;
    if (there) {
        d->troubled = false;
        over = !look_again(d, part);
    } else if (result->outcome == DELIVER_REFUSED) {
        log_warn(d->options.ops->name, "a reply cannot be delivered: %s",
                 result->problem);
    } else {
        over = failed(d, part, result);
    }
    if (part->replaced)
        hand_on(part, there, result->post, unclear);
    if (over) /* what could not be changed is there all the same */
        finish(d, part, there ? result->post : part->stored.post);
    else if (part->replaced)
        forget(part); /* the store has forgotten it already */
    pump_soon(d);
}

void deliver_ready(struct deliver *d)
{
    d->ready = true;
    d->denied_until_ms = 0;
    for (struct lane *lane = d->lanes; lane; lane = lane->next)
        for (struct part *part = lane->parts; part; part = part->next)
            part->due_ms = 0;
    pump(d);
}

/* Replies */

/* Where the store fails, the reply is kept in memory alone, if there is room.
 * Its parts have no seq: nothing in the store belongs to them. What there was
 * of the reply before is looked for. */
static void keep_in_memory(struct deliver *d, const struct message *to,
                           const struct str *bodies, size_t count)
{
    struct lane *lane = lane_of(d, to->channel, UNSTORED_PARTS);
    if (!lane || d->unstored + count > UNSTORED_PARTS) {
        log_warn(d->options.ops->name,
                 "too many replies wait while the store fails; one is lost");
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct store_part part = {.question = to->id,
                                  .number = (int)i,
                                  .channel = to->channel,
                                  .thread = to->thread,
                                  .body = bodies[i],
                                  .created_ms = unix_ms(d),
                                  .old = true};
        enter(d, lane, &part)->unstored = &d->unstored;
    }
    d->unstored += count;
}

void deliver_reply(struct deliver *d, const struct message *to,
                   const struct str *bodies, size_t count, bool look)
{
    if (store_answer(d->options.store, d->options.account, to, bodies, count,
                     look, unix_ms(d)) == STATUS_OK) {
        struct lane *lane = lane_of(d, to->channel, LANES);
        if (lane)
            lane->more = true;
        else
            d->more = true;
    } else {
        keep_in_memory(d, to, bodies, count);
    }
    pump(d);
}

void deliver_remove(struct deliver *d, struct str question)
{
    store_remove_reply(d->options.store, d->options.account, question,
                       unix_ms(d));
    d->more = true;
    for (struct lane *lane = d->lanes; lane; lane = lane->next)
        lane->more = true;
    pump(d);
}

struct deliver *deliver_new(const struct deliver_options *options)
{
    struct deliver *d = xcalloc(1, sizeof *d);
    d->options = *options;
    d->timer = timer_new(options->reactor, pump, d);
    d->limit = limit_new();
    d->more = true;
    return d;
}

void deliver_free(struct deliver *d)
{
    if (!d)
        return;
    while (d->lanes) {
        while (d->lanes->parts)
            forget(d->lanes->parts);
        lane_free(d, d->lanes);
    }
    timer_free(d->timer);
    limit_free(d->limit);
    free(d);
}
