/* The loop: timers in order, stopping, signals, the proxy it takes away. */
#include "reactor.h"
#include "reactor_lws.h"
#include "unit.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct fixture {
    struct reactor *reactor;
    struct timer *timers[4];
    char order[16]; /* what happened, a letter each */
};

static void note(struct fixture *f, char what)
{
    size_t len = strlen(f->order);
    assert_true(len + 1 < sizeof(f->order));
    f->order[len] = what;
}

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    struct error err;
    assert_int_equal(reactor_new(&f->reactor, &err), STATUS_OK);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < 4; i++)
        timer_free(f->timers[i]);
    reactor_free(f->reactor);
    free(f);
    return 0;
}

static void on_a(void *user)
{
    note(user, 'a');
}

static void on_b(void *user)
{
    note(user, 'b');
}

static void on_stop(void *user)
{
    struct fixture *f = user;
    note(f, '.');
    reactor_stop(f->reactor);
}

static void timers_fire_in_order_of_time(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_stop, f);
    f->timers[1] = timer_new(f->reactor, on_b, f);
    f->timers[2] = timer_new(f->reactor, on_a, f);
    timer_start(f->timers[0], 30);
    timer_start(f->timers[1], 15);
    timer_start(f->timers[2], 0);
    int64_t begun = reactor_now_ms(f->reactor);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "ab.");
    assert_in_range(reactor_now_ms(f->reactor) - begun, 29, 5000);
}

static void starting_again_replaces_the_earlier_time(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_a, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 1);
    timer_start(f->timers[0], 20);
    timer_start(f->timers[1], 40);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "a.");
}

static void a_stopped_timer_does_not_fire(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_a, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 1);
    timer_stop(f->timers[0]);
    timer_stop(f->timers[0]);
    timer_start(f->timers[1], 10);
    reactor_run(f->reactor);
    assert_string_equal(f->order, ".");
}

static void on_free_itself(void *user)
{
    struct fixture *f = user;
    note(f, 'f');
    timer_free(f->timers[0]);
    f->timers[0] = NULL;
}

static void a_timer_may_free_itself(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_free_itself, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 1);
    timer_start(f->timers[1], 5);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "f.");
}

static void on_again(void *user)
{
    struct fixture *f = user;
    note(f, 'r');
    timer_start(f->timers[0], 0);
}

static void a_timer_at_once_does_not_starve_others(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_again, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 0);
    timer_start(f->timers[1], 0);
    reactor_run(f->reactor);
    assert_non_null(strchr(f->order, '.'));
}

static void the_longest_delay_is_far_away(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_a, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], INT64_MAX);
    timer_start(f->timers[1], 5);
    reactor_run(f->reactor);
    assert_string_equal(f->order, ".");
}

static void it_runs_again_after_a_stop(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 0);
    reactor_run(f->reactor);
    timer_start(f->timers[0], 0);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "..");
}

static void on_term(void *user)
{
    note(user, 't');
    kill(getpid(), SIGTERM);
}

static void sigterm_ends_the_loop(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_term, f);
    timer_start(f->timers[0], 0);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "t");
}

static void on_hup(void *user)
{
    note(user, 't');
    kill(getpid(), SIGHUP);
}

static void sighup_calls_and_goes_on(void **state)
{
    struct fixture *f = *state;
    reactor_on_hangup(f->reactor, on_a, f);
    f->timers[0] = timer_new(f->reactor, on_hup, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 0);
    timer_start(f->timers[1], 30);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "ta.");
}

static void a_hangup_nobody_waits_for_is_ignored(void **state)
{
    struct fixture *f = *state;
    f->timers[0] = timer_new(f->reactor, on_hup, f);
    f->timers[1] = timer_new(f->reactor, on_stop, f);
    timer_start(f->timers[0], 0);
    timer_start(f->timers[1], 20);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "t.");
}

static void on_byte(void *user)
{
    struct fixture *f = user;
    note(f, 'w');
    reactor_stop(f->reactor);
}

static void a_watched_file_is_reported_and_closed(void **state)
{
    struct fixture *f = *state;
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    struct watch *watch = watch_new(f->reactor, ends[0], on_byte, f);
    assert_non_null(watch);
    assert_int_equal(write(ends[1], "x", 1), 1);
    reactor_run(f->reactor);
    assert_string_equal(f->order, "w");
    watch_free(watch);
    assert_int_equal(write(ends[1], "x", 1), -1); /* nobody reads any more */
    close(ends[1]);
}

static void the_proxy_is_remembered_and_taken_away(void **state)
{
    (void)state;
    setenv("http_proxy", "http://proxy.example:3128", 1);
    unsetenv("all_proxy");
    struct reactor *reactor;
    assert_int_equal(reactor_new(&reactor, NULL), STATUS_OK);
    assert_null(getenv("http_proxy"));
    assert_string_equal(reactor_http_proxy(reactor),
                        "http://proxy.example:3128");
    assert_null(reactor_all_proxy(reactor));
    reactor_free(reactor);
}

static void unix_time_is_after_this_was_written(void **state)
{
    struct fixture *f = *state;
    assert_true(reactor_unix_ms(f->reactor) > 1700000000000);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(timers_fire_in_order_of_time),
        TEST(starting_again_replaces_the_earlier_time),
        TEST(a_stopped_timer_does_not_fire),
        TEST(a_timer_may_free_itself),
        TEST(a_timer_at_once_does_not_starve_others),
        TEST(the_longest_delay_is_far_away),
        TEST(it_runs_again_after_a_stop),
        TEST(sigterm_ends_the_loop),
        TEST(sighup_calls_and_goes_on),
        TEST(a_hangup_nobody_waits_for_is_ignored),
        TEST(a_watched_file_is_reported_and_closed),
        TEST(unix_time_is_after_this_was_written),
        cmocka_unit_test(the_proxy_is_remembered_and_taken_away),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
