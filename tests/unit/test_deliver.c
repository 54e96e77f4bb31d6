/* The outbox, with a platform whose deliveries end as the test says. */
#include "deliver.h"

#include "buf.h"
#include "temp_folder.h"
#include "unit.h"

#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { AT_ONCE = 8, BODY_SEEN = 40, PATIENCE_MS = 20000 };

static const struct str account = {"fake here", 9};

/* One call of ops->deliver, as a test sees it. */
struct flight {
    struct delivery delivery; /* of the body, the first bytes */
    int64_t at_ms;
    bool landed;
};

static char state_file[128];
static struct reactor *reactor;
static struct store *store;
static struct deliver *deliver;
static struct flight *flights;
static size_t flight_count, flying, most_flying, refusals;
static size_t no_room_for; /* so many calls of ops->deliver fail */
static bool lands_itself;  /* everything arrives as soon as may be */
static double per_second;  /* into one channel */
static struct timer *landing, *stop_timer;
static struct buf seen;
static time_t unix_ahead_s; /* so much the clock was set forward */

/* In the place of the C library's. */
int clock_gettime(clockid_t clock, struct timespec *out)
{
    long result = syscall(SYS_clock_gettime, clock, out);
    if (clock == CLOCK_REALTIME)
        out->tv_sec += unix_ahead_s;
    return (int)result;
}

static enum status fake_deliver(struct platform *platform,
                                const struct delivery *delivery)
{
    (void)platform;
    if (no_room_for > 0) {
        no_room_for--;
        refusals++;
        return STATUS_FULL;
    }
    if ((flight_count & (flight_count - 1)) == 0)
        flights = realloc(flights, (2 * flight_count + 1) * sizeof *flights);
    struct flight *flight = &flights[flight_count++];
    struct delivery *d = &flight->delivery;
    *flight = (struct flight){.delivery = *delivery,
                              .at_ms = reactor_now_ms(reactor)};
    d->question = arena_str(arena, delivery->question);
    d->channel = arena_str(arena, delivery->channel);
    d->thread = arena_str(arena, delivery->thread);
    d->body = arena_str(arena, str_slice(delivery->body, 0, BODY_SEEN));
    d->post = arena_str(arena, delivery->post);
    flying++;
    most_flying = flying > most_flying ? flying : most_flying;
    if (lands_itself)
        timer_start(landing, 0);
    return STATUS_OK;
}

static const struct platform_ops fake_ops = {.name = "fake",
                                             .deliver = fake_deliver};

/* How a flight ends. It is known as "p-<question>.<part>" from then on. */
static void land_as(size_t at, enum delivered outcome, int64_t wait_ms)
{
    struct flight *flight = &flights[at];
    const struct delivery *d = &flight->delivery;
    struct str post =
        arena_printf(arena, "p-%.*s.%d", STR_ARG(d->question), d->number);
    struct delivery_result result = {.outcome = outcome, .wait_ms = wait_ms};
    if (outcome != DELIVERED)
        result.problem = "it rains";
    else if (d->body.len > 0)
        result.post = post;
    assert_true(at < flight_count);
    assert_false(flight->landed);
    flight->landed = true;
    flying--;
    deliver_result(deliver, d->ticket, &result);
}

static void land(size_t at)
{
    land_as(at, DELIVERED, 0);
}

static void land_all(void *user)
{
    (void)user;
    for (size_t i = flight_count; i-- > 0 && flying > 0;)
        if (!flights[i].landed)
            land(i);
}

static void stop_loop(void *user)
{
    (void)user;
    reactor_stop(reactor);
}

static void run_for(int64_t ms)
{
    timer_start(stop_timer, ms);
    reactor_run(reactor);
}

/* Runs until so many flights have begun. */
static void wait_for(size_t count)
{
    int64_t end_ms = reactor_now_ms(reactor) + PATIENCE_MS;
    while (flight_count < count && reactor_now_ms(reactor) < end_ms)
        run_for(1);
    assert_in_range(flight_count, count, SIZE_MAX);
}

/* Nothing begins, now or soon. */
static void assert_quiet(void)
{
    size_t before = flight_count;
    run_for(20);
    assert_int_equal(flight_count, before);
}

static void start(void)
{
    struct error err;
    if (store_open(state_file, &store, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    struct deliver_options options = {.reactor = reactor,
                                      .store = store,
                                      .account = account,
                                      .ops = &fake_ops,
                                      .channel_per_second = per_second};
    deliver = deliver_new(&options);
}

static void finish(void)
{
    deliver_free(deliver);
    store_close(store);
}

/* As after a kill: nobody hears any more how flights end. */
static void restart(void)
{
    finish();
    timer_stop(landing);
    for (size_t i = 0; i < flight_count; i++)
        flights[i].landed = true;
    flying = 0;
    start();
}

/* Begins anew with a limit. */
static void limit_channels(double rate)
{
    per_second = rate;
    restart();
}

static int begin(void **state)
{
    struct error err;
    if (begin_folder(state) != 0 || reactor_new(&reactor, &err) != STATUS_OK)
        return -1;
    snprintf(state_file, sizeof state_file, "sqlite:%s/state.db", folder);
    buf_init(&seen, 1024 * 1024);
    flight_count = flying = most_flying = refusals = no_room_for = 0;
    lands_itself = false;
    per_second = 0;
    unix_ahead_s = 0;
    landing = timer_new(reactor, land_all, NULL);
    stop_timer = timer_new(reactor, stop_loop, NULL);
    start();
    return 0;
}

static int end(void **state)
{
    finish();
    timer_free(landing);
    timer_free(stop_timer);
    reactor_free(reactor);
    free(flights);
    flights = NULL;
    buf_fini(&seen);
    return end_folder(state);
}

static struct message question(const char *id, const char *channel)
{
    return (struct message){
        .id = str_from(id), .channel = str_from(channel), .thread = STR("t1")};
}

/* The reply to a question, its bodies separated by '|'; "": nothing. */
static void reply_in(const char *channel, const char *id, const char *bodies)
{
    struct str parts[32], rest = str_from(*bodies ? bodies : NULL);
    struct message to = question(id, channel);
    size_t count = 0;
    while (rest.ptr)
        parts[count++] = str_split(&rest, '|');
    deliver_reply(deliver, &to, parts, count, false);
}

static void reply(const char *id, const char *bodies)
{
    reply_in("town", id, bodies);
}

/* The flights from one on: "1.0 body", "=post" where it is known, "?" where
 * the platform is to look first. */
static const char *flown(size_t from)
{
    buf_clear(&seen);
    for (size_t i = from; i < flight_count; i++) {
        const struct delivery *d = &flights[i].delivery;
        buf_printf(&seen, "%.*s.%d %.*s", STR_ARG(d->question), d->number,
                   STR_ARG(d->body.len ? d->body : STR("remove")));
        if (d->post.len)
            buf_printf(&seen, "=%.*s", STR_ARG(d->post));
        buf_add_z(&seen, d->look ? "? " : " ");
    }
    return seen.len ? seen.ptr : "";
}

/* The same, but only what they say. */
static const char *said(size_t from)
{
    buf_clear(&seen);
    for (size_t i = from; i < flight_count; i++)
        buf_printf(&seen, "%.*s ", STR_ARG(flights[i].delivery.body));
    return seen.len ? seen.ptr : "";
}

static void count_part(const struct store_part *part, void *user)
{
    (void)part;
    ++*(size_t *)user;
}

/* SQLite cannot be asked for the parts of one channel while it tells the
 * channels. */
static char found_channels[1000][16];
static size_t channel_count;

static void on_channel(struct str channel, void *user)
{
    (void)user;
    if (channel_count < 1000)
        snprintf(found_channels[channel_count++], 16, "%.*s", STR_ARG(channel));
}

static size_t waiting_in_store(void)
{
    size_t count = 0;
    channel_count = 0;
    store_each_channel(store, account, 1000, on_channel, NULL);
    for (size_t i = 0; i < channel_count; i++)
        store_each_part(store, account, str_from(found_channels[i]), 0,
                        SIZE_MAX / 2, count_part, &count);
    return count;
}

/* Delivers a reply to the end. */
static void arrived(const char *id, const char *bodies)
{
    size_t parts = 1;
    for (const char *c = bodies; *c; c++)
        parts += *c == '|';
    reply(id, bodies);
    for (size_t at = flight_count - 1; parts-- > 0; at++) {
        wait_for(at + 1);
        land(at);
    }
    run_for(1);
    assert_int_equal(waiting_in_store(), 0);
}

/* In order */

static void nothing_before_the_platform_is_there(void **state)
{
    (void)state;
    reply("1", "one");
    assert_quiet();
    assert_int_equal(waiting_in_store(), 1);
    deliver_ready(deliver);
    assert_string_equal(flown(0), "1.0 one ");
    const struct delivery *d = &flights[0].delivery;
    assert_true(str_eq(d->channel, STR("town")));
    assert_true(str_eq(d->thread, STR("t1")));
    land(0);
    run_for(1);
    assert_int_equal(waiting_in_store(), 0);
    /* and again, as after a lost connection */
    deliver_ready(deliver);
    assert_quiet();
    reply("2", "");
    assert_quiet();
    reply("3", "three");
    assert_string_equal(flown(1), "3.0 three ");
}

static void one_after_the_other_in_a_channel(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one|two");
    reply("2", "three");
    assert_quiet();
    assert_string_equal(flown(0), "1.0 one ");
    land(0);
    wait_for(2);
    assert_quiet();
    reply("3", "four");
    land(1);
    wait_for(3);
    land(2);
    wait_for(4);
    land(3);
    assert_quiet();
    assert_string_equal(flown(0), "1.0 one 1.1 two 2.0 three 3.0 four ");
}

static void channels_do_not_wait_for_each_other(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply_in("town", "1", "one|two");
    reply_in("jobs", "2", "three|four");
    assert_string_equal(flown(0), "1.0 one 2.0 three ");
    land(1);
    wait_for(3);
    land(2);
    assert_quiet();
    assert_string_equal(flown(2), "2.1 four ");
    land(0);
    wait_for(4);
    assert_string_equal(flown(3), "1.1 two ");
}

static void only_so_many_at_once(void **state)
{
    (void)state;
    char name[16];
    deliver_ready(deliver);
    for (int i = 0; i < 3 * AT_ONCE; i++) {
        snprintf(name, sizeof name, "c%d", i);
        reply_in(name, name, "hello");
    }
    assert_quiet();
    assert_int_equal(flying, AT_ONCE);
    for (size_t i = 0; i < 3 * AT_ONCE; i++) {
        wait_for(i + 1);
        land(i);
    }
    assert_quiet();
    assert_int_equal(most_flying, AT_ONCE);
    assert_int_equal(flight_count, 3 * AT_ONCE);
}

/* So many parts for one channel, 16 to a reply. */
static void flood(const char *channel, int parts)
{
    char id[32], bodies[16 * 16];
    for (int i = 0; i < parts; i += 16) {
        bodies[0] = '\0';
        for (int j = 0; j < 16 && i + j < parts; j++)
            sprintf(bodies + strlen(bodies), "%sn%d", j ? "|" : "", i + j);
        snprintf(id, sizeof id, "%s-%d", channel, i / 16);
        reply_in(channel, id, bodies);
    }
}

/* The flights before the first into that channel. */
static size_t flights_before(const char *channel)
{
    size_t at = 0;
    while (at < flight_count &&
           !str_eq(flights[at].delivery.channel, str_from(channel)))
        at++;
    return at;
}

static void flooded_channels_do_not_hold_up_others(void **state)
{
    (void)state;
    char name[16];
    for (int i = 0; i < AT_ONCE + 2; i++) {
        snprintf(name, sizeof name, "c%d", i);
        flood(name, 100);
    }
    reply_in("quiet", "1", "hello");
    lands_itself = true;
    deliver_ready(deliver);
    wait_for(100 * (AT_ONCE + 2) + 1);
    assert_in_range(flights_before("quiet"), 0, 4 * AT_ONCE);
}

/* Nor does one that holds more than the memory and goes slowly. */
static void
a_channel_that_fills_the_memory_does_not_hold_up_others(void **state)
{
    (void)state;
    limit_channels(1);
    flood("town", 3000);
    reply_in("jobs", "1", "hello");
    lands_itself = true;
    deliver_ready(deliver);
    run_for(300);
    assert_in_range(flights_before("jobs"), 0, 2);
    assert_true(flights_before("jobs") < flight_count);
}

/* Failures */

static void again_and_again(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    reply("2", "two");
    land_as(0, DELIVER_AGAIN, 0);
    wait_for(2);
    land_as(1, DELIVER_AGAIN, 0);
    wait_for(3);
    assert_string_equal(flown(0), "1.0 one 1.0 one 1.0 one ");
    /* longer from time to time */
    assert_in_range(flights[1].at_ms - flights[0].at_ms, 400, PATIENCE_MS);
    assert_in_range(flights[2].at_ms - flights[1].at_ms, 900, PATIENCE_MS);
    land(2);
    wait_for(4);
    assert_string_equal(flown(3), "2.0 two ");
}

static void due_as_soon_as_the_platform_is_back(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply_in("town", "1", "one");
    reply_in("jobs", "2", "two");
    land_as(0, DELIVER_AGAIN, 0);
    land_as(1, DELIVER_AGAIN, 0);
    assert_quiet();
    deliver_ready(deliver);
    assert_string_equal(flown(2), "1.0 one 2.0 two ");
}

static void looked_for_after_an_unclear_end(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one|two");
    land_as(0, DELIVER_UNCLEAR, 0);
    assert_quiet();
    wait_for(2);
    land_as(1, DELIVER_AGAIN, 0); /* still nobody knows */
    deliver_ready(deliver);
    land(2);
    wait_for(4);
    assert_string_equal(flown(0), "1.0 one 1.0 one? 1.0 one? 1.1 two ");
}

static void other_channels_go_on_meanwhile(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply_in("town", "1", "one");
    land_as(0, DELIVER_UNCLEAR, 0);
    reply_in("jobs", "2", "two|three");
    land(1);
    wait_for(3);
    assert_string_equal(flown(1), "2.0 two 2.1 three ");
}

static void everything_waits_when_the_server_asks_for_it(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply_in("town", "1", "one");
    int64_t asked_ms = reactor_now_ms(reactor);
    land_as(0, DELIVER_WAIT, 300);
    reply_in("jobs", "2", "two");
    deliver_ready(deliver); /* a lost connection changes nothing in that */
    assert_quiet();
    wait_for(3);
    assert_string_equal(flown(1), "1.0 one 2.0 two ");
    assert_in_range(flights[1].at_ms - asked_ms, 299, PATIENCE_MS);
    assert_in_range(flights[2].at_ms - asked_ms, 299, PATIENCE_MS);
}

static void what_is_refused_is_dropped(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one|two");
    land_as(0, DELIVER_REFUSED, 0);
    wait_for(2);
    land(1);
    assert_quiet();
    assert_string_equal(flown(0), "1.0 one 1.1 two ");
    assert_int_equal(waiting_in_store(), 0);
    restart();
    deliver_ready(deliver);
    assert_quiet();
}

static void given_up_after_an_hour(void **state)
{
    (void)state;
    struct message to = question("1", "town");
    struct str bodies[] = {STR("one"), STR("two"), STR("three")};
    int64_t two_hours_ago = reactor_unix_ms(reactor) - 2 * 3600 * 1000;
    assert_int_equal(
        store_answer(store, account, &to, bodies, 3, false, two_hours_ago),
        STATUS_OK);
    deliver_ready(deliver);
    land_as(0, DELIVER_AGAIN, 0); /* once it is tried */
    wait_for(2);
    land_as(1, DELIVER_UNCLEAR, 0);
    wait_for(3);
    land(2);
    assert_quiet();
    assert_string_equal(flown(0), "1.0 one 1.1 two 1.2 three ");
    assert_int_equal(waiting_in_store(), 0);
}

/* A clock that is set, or a night's sleep, is no hour of trying. */
static void a_clock_that_jumps(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    unix_ahead_s = 2 * 3600;
    land_as(0, DELIVER_AGAIN, 0);
    wait_for(2);
    land(1);
    assert_string_equal(flown(0), "1.0 one 1.0 one ");
}

/* One that keeps failing, tried as often as it takes. */
static void fail_until(size_t flight)
{
    while (flight_count < flight) {
        land_as(flight_count - 1, DELIVER_AGAIN, 0);
        deliver_ready(deliver);
    }
}

static void one_that_keeps_failing_lets_others_pass(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one|two");
    reply("2", "three");
    reply("3", "four");
    fail_until(5);
    land_as(4, DELIVER_AGAIN, 0);
    wait_for(6);
    land(5);
    wait_for(7);
    land(6);
    assert_quiet();
    assert_string_equal(flown(4), "1.0 one 2.0 three 3.0 four ");
    deliver_ready(deliver);
    land(7);
    wait_for(9);
    assert_string_equal(flown(7), "1.0 one 1.1 two ");
}

/* Where nothing gets through, the order stays. */
static void all_that_keep_failing_stay_in_order(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    reply("2", "two");
    fail_until(5);
    land_as(4, DELIVER_AGAIN, 0);
    wait_for(6);
    land_as(5, DELIVER_AGAIN, 0);
    assert_string_equal(flown(4), "1.0 one 2.0 two ");
    deliver_ready(deliver);
    land(6);
    wait_for(8);
    assert_string_equal(flown(6), "1.0 one 2.0 two ");
}

static void everything_waits_for_a_login(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply_in("town", "1", "one");
    land_as(0, DELIVER_DENIED, 0);
    reply_in("jobs", "2", "two");
    run_for(1000);
    assert_int_equal(flight_count, 1);
    deliver_ready(deliver);
    assert_string_equal(flown(1), "1.0 one 2.0 two ");
}

static void the_longest_wait_counts(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply_in("town", "1", "one");
    reply_in("jobs", "2", "two");
    int64_t asked_ms = reactor_now_ms(reactor);
    land_as(0, DELIVER_WAIT, 300);
    land_as(1, DELIVER_WAIT, 10);
    wait_for(4);
    assert_in_range(flights[2].at_ms - asked_ms, 299, PATIENCE_MS);
}

static void tried_again_soon_where_there_is_no_room(void **state)
{
    (void)state;
    deliver_ready(deliver);
    no_room_for = 3;
    reply_in("town", "1", "one|two");
    reply_in("jobs", "2", "three");
    assert_int_equal(flight_count, 0);
    int64_t begun_ms = reactor_now_ms(reactor);
    wait_for(2);
    assert_in_range(flights[0].at_ms - begun_ms, 20, 2000);
    assert_int_equal(refusals, 3);
    lands_itself = true;
    land_all(NULL);
    wait_for(3);
    assert_string_equal(flown(2), "1.1 two ");
    assert_false(flights[2].delivery.look);
}

static void no_room_is_nobodys_message(void **state)
{
    (void)state;
    limit_channels(0.5); /* one, and the next in two seconds */
    deliver_ready(deliver);
    no_room_for = 1;
    reply("1", "one");
    int64_t begun_ms = reactor_now_ms(reactor);
    wait_for(1);
    assert_in_range(flights[0].at_ms - begun_ms, 0, 1500);
}

/* The pace of a channel */

static void a_burst_and_then_a_steady_pace(void **state)
{
    (void)state;
    limit_channels(4);
    lands_itself = true;
    deliver_ready(deliver);
    reply_in("town", "1", "a|b|c|d|e|f");
    reply_in("jobs", "2", "g|h");
    wait_for(6);
    assert_in_range(flights[5].at_ms - flights[0].at_ms, 0, 700);
    wait_for(8);
    assert_in_range(flights[6].at_ms - flights[0].at_ms, 240, PATIENCE_MS);
    assert_in_range(flights[7].at_ms - flights[0].at_ms, 490, PATIENCE_MS);
    assert_string_equal(flown(6), "1.4 e 1.5 f ");
}

static void slower_than_one_a_second(void **state)
{
    (void)state;
    limit_channels(0.9);
    lands_itself = true;
    deliver_ready(deliver);
    reply("1", "a|b");
    run_for(100);
    assert_int_equal(flight_count, 1);
    wait_for(2);
    assert_in_range(flights[1].at_ms - flights[0].at_ms, 1100, PATIENCE_MS);
}

/* Edits */

static void an_edit_takes_the_place_of_what_waits(void **state)
{
    (void)state;
    reply("1", "old|older");
    reply("2", "two");
    reply("1", "new|newer");
    deliver_ready(deliver);
    lands_itself = true;
    land_all(NULL);
    wait_for(3);
    assert_quiet();
    assert_string_equal(flown(0), "2.0 two 1.0 new 1.1 newer ");
}

static void an_edit_while_the_first_version_waits_for_its_turn(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    reply("2", "old");
    reply("2", "new");
    land(0);
    wait_for(2);
    land(1);
    assert_quiet();
    assert_string_equal(flown(0), "1.0 one 2.0 new ");
}

static void an_edit_after_a_failure(void **state)
{
    (void)state;
    static const struct {
        enum delivered outcome;
        const char *flown;
    } cases[] = {
        {DELIVER_AGAIN, "1.0 new "},
        {DELIVER_UNCLEAR, "1.0 new? "},
        {DELIVER_REFUSED, "1.0 new "},
        {DELIVERED, "1.0 new=p-1.0 "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deliver_ready(deliver);
        reply("1", "old");
        size_t at = flight_count - 1;
        land_as(at, cases[i].outcome, 0);
        reply("1", "new");
        wait_for(at + 2);
        assert_string_equal(flown(at + 1), cases[i].flown);
        land(at + 1);
        deliver_remove(deliver, STR("1"));
        wait_for(at + 3);
        land(at + 2);
        assert_quiet();
        assert_int_equal(waiting_in_store(), 0);
    }
}

static void an_edit_while_flying(void **state)
{
    (void)state;
    static const struct {
        enum delivered outcome;
        const char *flown;
    } cases[] = {
        {DELIVERED, "1.0 new=p-1.0 "}, {DELIVER_UNCLEAR, "1.0 new? "},
        {DELIVER_AGAIN, "1.0 new "},   {DELIVER_WAIT, "1.0 new "},
        {DELIVER_REFUSED, "1.0 new "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deliver_ready(deliver);
        reply("1", "old");
        size_t at = flight_count - 1;
        reply("1", "newish");
        reply("1", "new");
        assert_quiet();
        land_as(at, cases[i].outcome, 10);
        wait_for(at + 2);
        assert_string_equal(flown(at + 1), cases[i].flown);
        land(at + 1);
        assert_quiet();
        assert_int_equal(waiting_in_store(), 0);
        deliver_remove(deliver, STR("1"));
        assert_string_equal(flown(at + 2), "1.0 remove=p-1.0 ");
        land(at + 2);
        run_for(1);
    }
}

static void an_edit_of_what_arrived(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "old|older");
    reply("1", "new|newer");
    land_as(2, DELIVER_AGAIN, 0);
    deliver_ready(deliver);
    land(3);
    wait_for(5);
    assert_string_equal(flown(2), "1.0 new=p-1.0 1.0 new=p-1.0 "
                                  "1.1 newer=p-1.1 ");
}

static void a_shorter_reply(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "one|two|three");
    reply("1", "only");
    for (size_t i = 3; i < 6; i++) {
        wait_for(i + 1);
        land(i);
    }
    assert_quiet();
    assert_string_equal(flown(3),
                        "1.1 remove=p-1.1 1.2 remove=p-1.2 1.0 only=p-1.0 ");
    assert_int_equal(waiting_in_store(), 0);
}

/* A reply that gets shorter and longer again, while a part is being removed:
 * that one is made anew, there is nothing left to change. */
static void a_part_comes_back_while_its_removal_flies(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "one|two");
    reply("1", "only");
    assert_string_equal(flown(2), "1.1 remove=p-1.1 ");
    reply("1", "eins|zwei");
    land(2);
    wait_for(4);
    land(3);
    wait_for(5);
    assert_true(str_eq(flights[4].delivery.body, STR("zwei")));
    assert_int_equal(flights[4].delivery.post.len, 0);
}

/* The server does not let the bot change it: the post is there all the same,
 * and neither may another one come beside it nor may it stay for ever. */
static void what_must_not_be_changed_is_still_there(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "old");
    reply("1", "new");
    land_as(1, DELIVER_REFUSED, 0);
    reply("1", "newer");
    wait_for(3);
    assert_string_equal(flown(1), "1.0 new=p-1.0 1.0 newer=p-1.0 ");
}

static void what_must_not_be_changed_can_be_removed(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "old");
    reply("1", "new");
    land_as(1, DELIVER_REFUSED, 0);
    deliver_remove(deliver, STR("1"));
    run_for(20);
    assert_string_equal(flown(2), "1.0 remove=p-1.0 ");
}

/* Removals */

static void what_was_never_sent_is_not_removed(void **state)
{
    (void)state;
    reply("1", "one|two");
    deliver_remove(deliver, STR("1"));
    deliver_ready(deliver);
    assert_quiet();
    assert_int_equal(waiting_in_store(), 0);
    reply("2", "two");
    reply("3", "three|four");
    deliver_remove(deliver, STR("3"));
    deliver_remove(deliver, STR("never heard of"));
    land(0);
    assert_quiet();
    assert_string_equal(flown(0), "2.0 two ");
    assert_int_equal(waiting_in_store(), 0);
}

static void what_was_sent_is_removed(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "one|two");
    deliver_remove(deliver, STR("1"));
    land(2);
    wait_for(4);
    land(3);
    assert_quiet();
    assert_string_equal(flown(2), "1.0 remove=p-1.0 1.1 remove=p-1.1 ");
    assert_true(str_eq(flights[3].delivery.channel, STR("town")));
    assert_int_equal(waiting_in_store(), 0);
    deliver_remove(deliver, STR("1"));
    assert_quiet();
}

static void a_removal_while_flying(void **state)
{
    (void)state;
    static const struct {
        enum delivered outcome;
        const char *flown;
    } cases[] = {
        {DELIVERED, "1.0 remove=p-1.0 "},
        {DELIVER_UNCLEAR, "1.0 remove? "},
        {DELIVER_AGAIN, ""},
        {DELIVER_REFUSED, ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        deliver_ready(deliver);
        reply("1", "one|two");
        size_t at = flight_count - 1;
        deliver_remove(deliver, STR("1"));
        land_as(at, cases[i].outcome, 0);
        run_for(10);
        assert_string_equal(flown(at + 1), cases[i].flown);
        for (int looks = 0; looks < 2; looks++) {
            land_all(NULL);
            assert_quiet();
            deliver_ready(deliver);
        }
        assert_int_equal(waiting_in_store(), 0);
    }
}

static void a_removal_that_fails_at_first(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "one");
    deliver_remove(deliver, STR("1"));
    land_as(1, DELIVER_UNCLEAR, 0);
    deliver_ready(deliver);
    land(2);
    assert_quiet();
    assert_string_equal(flown(1), "1.0 remove=p-1.0 1.0 remove=p-1.0? ");
    assert_int_equal(waiting_in_store(), 0);
}

/* Whether it was there nobody knows: it may appear later. */
static void a_removal_of_an_unclear_post_looks_twice(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    deliver_remove(deliver, STR("1"));
    reply("2", "two");
    land_as(0, DELIVER_UNCLEAR, 0);
    wait_for(2);
    land(1);
    wait_for(3);
    land(2); /* which does not wait for the second look */
    assert_quiet();
    assert_string_equal(flown(1), "1.0 remove? 2.0 two ");
    deliver_ready(deliver);
    land(3);
    assert_quiet();
    assert_string_equal(flown(3), "1.0 remove? ");
    assert_int_equal(waiting_in_store(), 0);
}

/* Restarts */

static void what_was_on_its_way_is_looked_for_after_a_restart(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one|two");
    assert_int_equal(flight_count, 1);
    restart();
    assert_quiet();
    deliver_ready(deliver);
    reply("2", "three");
    land(1);
    wait_for(3);
    land(2);
    wait_for(4);
    land(3);
    assert_quiet();
    assert_string_equal(flown(1), "1.0 one? 1.1 two? 2.0 three ");
    restart();
    deliver_ready(deliver);
    assert_quiet();
    /* what arrived is known for good */
    reply("1", "eins");
    land(4);
    wait_for(6);
    assert_string_equal(flown(4), "1.1 remove=p-1.1 1.0 eins=p-1.0 ");
}

static void changed_after_a_restart(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    reply_in("jobs", "2", "two");
    restart();
    reply("1", "eins");
    deliver_remove(deliver, STR("2"));
    deliver_ready(deliver);
    assert_quiet();
    assert_string_equal(flown(2), "1.0 eins? 2.0 remove? ");
}

static void freed_while_flying(void **state)
{
    (void)state;
    char name[16];
    deliver_ready(deliver);
    for (int i = 0; i < 2 * AT_ONCE; i++) {
        snprintf(name, sizeof name, "c%d", i);
        reply_in(name, name, "one|two");
        reply_in(name, name, "eins|zwei");
    }
    assert_int_equal(flying, AT_ONCE);
    restart();
    assert_int_equal(waiting_in_store(), 2 * 2 * AT_ONCE);
    deliver_free(NULL);
}

static void two_accounts_in_one_store(void **state)
{
    (void)state;
    struct message to = question("1", "town");
    struct str body = STR("of the other");
    assert_int_equal(store_answer(store, STR("other"), &to, &body, 1, false, 0),
                     STATUS_OK);
    deliver_ready(deliver);
    reply("2", "mine");
    land(0);
    assert_quiet();
    assert_string_equal(flown(0), "2.0 mine ");
}

/* Many */

enum { MANY = 5000, MANY_CHANNELS = 3, MANY_BYTES = 4000, HELD = 2048 };

extern size_t __sanitizer_get_current_allocated_bytes(void)
    __attribute__((weak));

static size_t allocated(void)
{
    if (__sanitizer_get_current_allocated_bytes)
        return __sanitizer_get_current_allocated_bytes();
    return mallinfo2().uordblks + mallinfo2().hblkhd;
}

static void thousands_arrive_once_each_in_order(void **state)
{
    (void)state;
    static char body[MANY_BYTES];
    static const char *const channels[MANY_CHANNELS] = {"a", "b", "c"};
    int next[MANY_CHANNELS] = {0};
    char id[16];
    size_t before = allocated();
    memset(body, ' ', sizeof body);
    for (int i = 0; i < MANY; i++) {
        snprintf(id, sizeof id, "%d", i / MANY_CHANNELS);
        body[snprintf(body, sizeof body, "%d", i)] = ' ';
        struct message to = question(id, channels[i % MANY_CHANNELS]);
        struct str text = {body, sizeof body};
        to.id = arena_printf(arena, "%s%s", channels[i % MANY_CHANNELS], id);
        deliver_reply(deliver, &to, &text, 1, false);
    }
    deliver_ready(deliver);
    /* the memory holds some of them, the store all */
    assert_int_equal(waiting_in_store(), MANY);
    assert_in_range(allocated() - before, 0, HELD * MANY_BYTES * 3 / 2);
    lands_itself = true;
    land_all(NULL);
    wait_for(MANY);
    run_for(20);
    assert_int_equal(flight_count, MANY);
    assert_int_equal(waiting_in_store(), 0);
    for (size_t i = 0; i < flight_count; i++) {
        const struct delivery *d = &flights[i].delivery;
        int channel = d->channel.ptr[0] - 'a';
        snprintf(id, sizeof id, "%s%d", channels[channel], next[channel]++);
        assert_true(str_eq(d->question, str_from(id)));
        assert_false(d->look);
    }
}

/* Many more than are held at a time. */
static void hundreds_of_channels(void **state)
{
    (void)state;
    enum { CHANNELS = 600 };
    char name[16];
    lands_itself = true;
    for (int i = 0; i < CHANNELS; i++) {
        snprintf(name, sizeof name, "c%d", i);
        reply_in(name, name, "one|two");
    }
    deliver_ready(deliver);
    for (int i = CHANNELS; i < 2 * CHANNELS; i++) {
        snprintf(name, sizeof name, "c%d", i);
        reply_in(name, name, "one|two");
    }
    wait_for(4 * CHANNELS);
    run_for(20);
    assert_int_equal(flight_count, 4 * CHANNELS);
    assert_int_equal(waiting_in_store(), 0);
}

/* Full disks */

static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void from_memory_where_the_store_fails(void **state)
{
    (void)state;
    deliver_ready(deliver);
    limit_files(1);
    reply("1", "one|two");
    reply("2", "three");
    reply("2", "drei");
    for (size_t i = 0; i < 3; i++) {
        wait_for(i + 1);
        land(i);
    }
    limit_files(RLIM_INFINITY);
    assert_quiet();
    assert_string_equal(said(0), "one two drei ");
    reply("3", "four");
    assert_string_equal(flown(3), "3.0 four ");
    land(3);
    assert_quiet();
    assert_int_equal(waiting_in_store(), 0);
}

static void before_the_platform_is_there_and_the_store_fails(void **state)
{
    (void)state;
    limit_files(1);
    reply("1", "one");
    limit_files(RLIM_INFINITY);
    reply("2", "two");
    deliver_ready(deliver);
    lands_itself = true;
    land_all(NULL);
    wait_for(2);
    assert_quiet();
    assert_string_equal(said(0), "one two ");
}

/* However much waits for that channel in the store. */
static void behind_many_others_where_the_store_fails(void **state)
{
    (void)state;
    deliver_ready(deliver);
    flood("town", 100);
    limit_files(1);
    reply("1", "one|two");
    limit_files(RLIM_INFINITY);
    lands_itself = true;
    land_all(NULL);
    wait_for(100);
    run_for(50);
    assert_int_equal(flight_count, 102);
}

/* The store could not note that it arrived; the platform can find out. */
static void arrived_on_a_full_disk(void **state)
{
    (void)state;
    deliver_ready(deliver);
    reply("1", "one");
    limit_files(1);
    land(0);
    limit_files(RLIM_INFINITY);
    assert_quiet();
    reply("2", "two");
    assert_string_equal(flown(1), "1.0 one? ");
    restart();
    deliver_ready(deliver);
    assert_string_equal(flown(2), "1.0 one? ");
}

/* The store still tells, or the platform, that there is a reply already. */
static void edited_on_a_full_disk(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "one");
    limit_files(1);
    reply("1", "eins");
    limit_files(RLIM_INFINITY);
    wait_for(2);
    const struct delivery *d = &flights[1].delivery;
    assert_true(d->look || str_eq(d->post, STR("p-1.0")));
}

static void edited_again_on_a_full_disk(void **state)
{
    (void)state;
    deliver_ready(deliver);
    arrived("1", "one");
    reply("1", "eins");
    land_as(1, DELIVER_AGAIN, 0);
    limit_files(1);
    reply("1", "un");
    limit_files(RLIM_INFINITY);
    wait_for(3);
    const struct delivery *d = &flights[2].delivery;
    assert_true(str_eq(d->body, STR("un")));
    assert_true(d->look || str_eq(d->post, STR("p-1.0")));
}

/* A server that keeps posts, and a program that is killed, cut off and asked
 * to change its mind: in the end every reply is there once, as it was last. */

enum { QUESTIONS = 12, REPLY_MAX = 3, ROUNDS = 60, STEPS = 40 };

static struct {
    char id[16]; /* of the post; "": there is none */
    char body[16];
} posts[QUESTIONS][REPLY_MAX];

static struct {
    int version, parts;
} wanted[QUESTIONS];

static uint32_t random_below(uint32_t limit)
{
    static uint64_t seed = 1;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

/* What the server does with a delivery. */
static void serve(const struct delivery *d)
{
    static int made;
    int at = atoi(d->question.ptr);
    char *id = posts[at][d->number].id, *body = posts[at][d->number].body;
    if (!d->look && d->post.len > 0 && !str_eq(d->post, str_from(id)))
        return; /* such a post is no more */
    if (d->post.len == 0 && !d->look && *id)
        fail_msg("question %d is answered twice", at);
    if (!*id && d->body.len > 0)
        snprintf(id, sizeof posts[0][0].id, "post%d", made++);
    snprintf(body, sizeof posts[0][0].body, "%.*s", STR_ARG(d->body));
    if (d->body.len == 0)
        *id = '\0';
}

static void land_somehow(size_t at, bool well)
{
    static const enum delivered outcomes[] = {
        DELIVERED, DELIVERED, DELIVER_AGAIN, DELIVER_UNCLEAR, DELIVER_WAIT};
    struct flight *flight = &flights[at];
    const struct delivery *d = &flight->delivery;
    struct delivery_result result = {
        .outcome = well ? DELIVERED : outcomes[random_below(5)],
        .problem = "it rains"};
    if (result.outcome == DELIVERED ||
        (result.outcome == DELIVER_UNCLEAR && random_below(2)))
        serve(d);
    if (result.outcome == DELIVERED && d->body.len > 0)
        result.post = str_from(posts[atoi(d->question.ptr)][d->number].id);
    flight->landed = true;
    flying--;
    deliver_result(deliver, d->ticket, &result);
}

static void land_some(bool well)
{
    for (size_t i = 0; i < flight_count && flying > 0; i++)
        if (!flights[i].landed && (well || random_below(2)))
            land_somehow(i, well);
}

/* Killed: what flies may have reached the server or not. */
static void kill_it(void)
{
    for (size_t i = 0; i < flight_count; i++)
        if (!flights[i].landed && random_below(2))
            serve(&flights[i].delivery);
    restart();
}

static void answer_somehow(int at)
{
    char id[16], channel[16], bodies[64] = "";
    wanted[at].version++;
    wanted[at].parts = (int)random_below(REPLY_MAX + 1);
    for (int i = 0; i < wanted[at].parts; i++)
        sprintf(bodies + strlen(bodies), "%sv%d.%d", i ? "|" : "",
                wanted[at].version, i);
    snprintf(id, sizeof id, "%d", at);
    snprintf(channel, sizeof channel, "c%d", at % 3);
    if (wanted[at].parts == 0 && random_below(2))
        deliver_remove(deliver, str_from(id));
    else
        reply_in(channel, id, bodies);
}

static void do_something(void)
{
    uint32_t what = random_below(100);
    if (what < 30)
        answer_somehow((int)random_below(QUESTIONS));
    else if (what < 80)
        land_some(false);
    else if (what < 82)
        kill_it();
    else if (what < 90)
        deliver_ready(deliver);
    else
        run_for(1);
}

static void let_all_arrive(void)
{
    for (int quiet = 0; quiet < 2; quiet = flying ? 0 : quiet + 1) {
        deliver_ready(deliver);
        land_some(true);
        run_for(1);
    }
    assert_int_equal(waiting_in_store(), 0);
}

static void whatever_happens(void **state)
{
    (void)state;
    char body[16];
    for (int round = 0; round < ROUNDS; round++) {
        for (int step = 0; step < STEPS; step++)
            do_something();
        let_all_arrive();
        for (int at = 0; at < QUESTIONS; at++)
            for (int i = 0; i < REPLY_MAX; i++) {
                snprintf(body, sizeof body, "v%d.%d", wanted[at].version, i);
                const char *expected = i < wanted[at].parts ? body : "";
                if (strcmp(posts[at][i].body, expected) != 0)
                    fail_msg("round %d: %d.%d is \"%s\", not \"%s\"", round, at,
                             i, posts[at][i].body, expected);
            }
    }
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(nothing_before_the_platform_is_there),
        TEST(one_after_the_other_in_a_channel),
        TEST(channels_do_not_wait_for_each_other),
        TEST(only_so_many_at_once),
        TEST(flooded_channels_do_not_hold_up_others),
        TEST(a_channel_that_fills_the_memory_does_not_hold_up_others),
        TEST(again_and_again),
        TEST(due_as_soon_as_the_platform_is_back),
        TEST(looked_for_after_an_unclear_end),
        TEST(other_channels_go_on_meanwhile),
        TEST(everything_waits_when_the_server_asks_for_it),
        TEST(what_is_refused_is_dropped),
        TEST(given_up_after_an_hour),
        TEST(a_clock_that_jumps),
        TEST(one_that_keeps_failing_lets_others_pass),
        TEST(all_that_keep_failing_stay_in_order),
        TEST(everything_waits_for_a_login),
        TEST(the_longest_wait_counts),
        TEST(tried_again_soon_where_there_is_no_room),
        TEST(no_room_is_nobodys_message),
        TEST(a_burst_and_then_a_steady_pace),
        TEST(slower_than_one_a_second),
        TEST(an_edit_takes_the_place_of_what_waits),
        TEST(an_edit_while_the_first_version_waits_for_its_turn),
        TEST(an_edit_after_a_failure),
        TEST(an_edit_while_flying),
        TEST(an_edit_of_what_arrived),
        TEST(a_shorter_reply),
        TEST(a_part_comes_back_while_its_removal_flies),
        TEST(what_must_not_be_changed_is_still_there),
        TEST(what_must_not_be_changed_can_be_removed),
        TEST(what_was_never_sent_is_not_removed),
        TEST(what_was_sent_is_removed),
        TEST(a_removal_while_flying),
        TEST(a_removal_that_fails_at_first),
        TEST(a_removal_of_an_unclear_post_looks_twice),
        TEST(what_was_on_its_way_is_looked_for_after_a_restart),
        TEST(changed_after_a_restart),
        TEST(freed_while_flying),
        TEST(two_accounts_in_one_store),
        TEST(thousands_arrive_once_each_in_order),
        TEST(hundreds_of_channels),
        TEST(from_memory_where_the_store_fails),
        TEST(before_the_platform_is_there_and_the_store_fails),
        TEST(behind_many_others_where_the_store_fails),
        TEST(arrived_on_a_full_disk),
        TEST(edited_on_a_full_disk),
        TEST(edited_again_on_a_full_disk),
        TEST(whatever_happens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
