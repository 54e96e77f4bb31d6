/* Which messages get through: addressed or not, where, how often. */
#include "gate.h"
#include "limit.h"
#include "unit.h"

#include <stdio.h>

static const char *const two[] = {"town", "jobs", NULL};
static const char *const one[] = {"town", NULL};

static struct message message(const char *id, const char *channel)
{
    return (struct message){.id = str_from(id),
                            .channel = str_from(channel),
                            .person = STR("ann"),
                            .text = STR("?"),
                            .addressed = true};
}

static void addressed_and_overheard(void **state)
{
    (void)state;
    static const struct {
        bool addressed, direct, group, expected, in_thread;
        enum answer_when when;
        enum gate_verdict verdict;
    } cases[] = {
        {true, false, false, false, false, ANSWER_MENTIONED, GATE_ANSWER},
        {false, true, false, false, false, ANSWER_MENTIONED, GATE_ANSWER},
        {false, false, false, true, true, ANSWER_MENTIONED, GATE_ANSWER},
        {false, false, false, false, true, ANSWER_MENTIONED, GATE_IGNORE},
        {false, false, false, false, false, ANSWER_MENTIONED, GATE_IGNORE},
        {false, false, false, false, false, ANSWER_THREAD, GATE_IGNORE},
        {false, false, false, false, true, ANSWER_THREAD, GATE_OVERHEARD},
        {false, false, false, false, false, ANSWER_ALWAYS, GATE_OVERHEARD},
        {true, false, false, false, false, ANSWER_ALWAYS, GATE_ANSWER},
        /* a few people who took the bot in */
        {false, false, true, false, false, ANSWER_MENTIONED, GATE_OVERHEARD},
        {false, false, true, false, false, ANSWER_THREAD, GATE_OVERHEARD},
        {false, false, true, true, true, ANSWER_MENTIONED, GATE_ANSWER},
        {true, false, true, false, false, ANSWER_MENTIONED, GATE_ANSWER},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gate *gate = gate_new();
        struct platform_config config = {.answer_when = cases[i].when};
        struct message m = message("1", "town");
        struct gate_context context = {.platform = &config,
                                       .config = &config,
                                       .expected = cases[i].expected,
                                       .in_thread = cases[i].in_thread};
        int wait_s;
        m.addressed = cases[i].addressed;
        m.direct = cases[i].direct;
        m.group = cases[i].group;
        if (gate_check(gate, &m, &context, &wait_s) != cases[i].verdict)
            fail_msg("case %zu", i);
        gate_free(gate);
    }
}

static void channels(void **state)
{
    (void)state;
    struct platform_config all = {0};
    struct platform_config allow = {.channels = {(const char **)two, 2}};
    struct platform_config deny = {.deny_channels = {(const char **)one, 1}};
    static const enum gate_verdict yes = GATE_ANSWER, no = GATE_IGNORE;
    const struct {
        const struct platform_config *config;
        const char *channel;
        bool direct, group;
        enum gate_verdict verdict;
    } cases[] = {
        {&all, "town", false, false, yes},
        {&allow, "jobs", false, false, yes},
        {&allow, "random", false, false, no},
        {&allow, "dm-ann", true, false, yes},
        {&deny, "town", false, false, no},
        {&deny, "jobs", false, false, yes},
        /* who took the bot into a group still needs the administrator */
        {&allow, "group-1", false, true, no},
        {&all, "group-1", false, true, yes},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gate *gate = gate_new();
        struct message m = message("1", cases[i].channel);
        struct gate_context context = {.config = cases[i].config};
        int wait_s;
        m.direct = cases[i].direct;
        m.group = cases[i].group;
        if (gate_check(gate, &m, &context, &wait_s) != cases[i].verdict)
            fail_msg("case %zu", i);
        gate_free(gate);
    }
}

static void the_same_message_twice(void **state)
{
    (void)state;
    struct gate *gate = gate_new();
    struct platform_config config = {0};
    struct gate_context here = {.platform = &config, .config = &config};
    struct gate_context there = {.platform = &here, .config = &config};
    struct message m = message("1", "town"), other = message("1", "jobs");
    char id[16];
    int wait_s;
    assert_int_equal(gate_check(gate, &m, &here, &wait_s), GATE_ANSWER);
    assert_int_equal(gate_check(gate, &m, &here, &wait_s), GATE_IGNORE);
    assert_int_equal(gate_check(gate, &other, &here, &wait_s), GATE_ANSWER);
    assert_int_equal(gate_check(gate, &m, &there, &wait_s), GATE_ANSWER);
    /* it is remembered for long, but not for ever */
    for (int i = 0; i < GATE_REMEMBERED - 3; i++) {
        snprintf(id, sizeof id, "x%d", i);
        struct message next = message(id, "town");
        gate_check(gate, &next, &here, &wait_s);
    }
    assert_int_equal(gate_check(gate, &m, &here, &wait_s), GATE_IGNORE);
    gate_free(gate);
}

/* The store knows it then, also after a restart, and that it was edited. */
static void where_the_store_tells_what_comes_twice(void **state)
{
    (void)state;
    struct gate *gate = gate_new();
    struct platform_config config = {.answer_when = ANSWER_ALWAYS};
    struct gate_context context = {
        .platform = &config, .config = &config, .stored = true};
    struct message m = message("1", "town");
    int wait_s;
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_ANSWER);
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_ANSWER);
    m.addressed = false;
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_OVERHEARD);
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_OVERHEARD);
    gate_free(gate);
}

static void one_notice_for_the_impatient(void **state)
{
    (void)state;
    struct gate *gate = gate_new();
    struct platform_config config = {.limits = {.person_per_minute = 2}};
    struct gate_context context = {
        .platform = &config, .config = &config, .asked_ms = 1000};
    static const enum gate_verdict verdicts[] = {
        GATE_ANSWER, GATE_ANSWER, GATE_SLOW_DOWN, GATE_TOO_FAST, GATE_TOO_FAST};
    struct message m;
    char id[16];
    int wait_s;
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        snprintf(id, sizeof id, "%zu", i);
        m = message(id, "town");
        assert_int_equal(gate_check(gate, &m, &context, &wait_s), verdicts[i]);
    }
    assert_int_equal(wait_s, 30);
    m = message("other", "town");
    m.person = STR("bob");
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_ANSWER);
    context.asked_ms += 30 * 1000; /* one more question is due */
    m = message("later", "town");
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_ANSWER);
    m = message("and more", "town");
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_TOO_FAST);
    assert_false(gate_count(gate, &m, &context));
    context.asked_ms += 60 * 1000; /* all is forgotten */
    for (size_t i = 0; i < 3; i++) {
        snprintf(id, sizeof id, "again %zu", i);
        m = message(id, "town");
        assert_int_equal(gate_check(gate, &m, &context, &wait_s), verdicts[i]);
    }
    gate_free(gate);
}

/* Whichever persons it claims to be; other addresses do not notice. */
static void one_notice_for_an_address(void **state)
{
    (void)state;
    struct gate *gate = gate_new();
    struct platform_config config = {
        .limits = {.person_per_minute = 2, .http_per_minute = 3}};
    struct gate_context context = {
        .platform = &config, .config = &config, .asked_ms = 1000};
    static const enum gate_verdict verdicts[] = {GATE_ANSWER,   GATE_ANSWER,
                                                 GATE_ANSWER,   GATE_SLOW_DOWN,
                                                 GATE_TOO_FAST, GATE_TOO_FAST};
    char id[16];
    int wait_s;
    for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
        snprintf(id, sizeof id, "%zu", i);
        struct message m = message(id, "town");
        m.person = str_from(id);
        m.client = STR("192.0.2.1");
        assert_int_equal(gate_check(gate, &m, &context, &wait_s), verdicts[i]);
    }
    assert_int_equal(wait_s, 20);
    struct message m = message("other", "town");
    m.client = STR("192.0.2.2");
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_ANSWER);
    gate_free(gate);
}

/* What is ignored anyway costs nobody anything, nor does chatter. */
static void what_is_not_answered_does_not_count(void **state)
{
    (void)state;
    struct gate *gate = gate_new();
    struct platform_config config = {.answer_when = ANSWER_ALWAYS,
                                     .limits = {.person_per_minute = 1},
                                     .deny_channels = {(const char **)one, 1}};
    struct gate_context context = {
        .platform = &config, .config = &config, .asked_ms = 1000};
    struct message denied = message("1", "town"), said = message("2", "jobs");
    struct message asked = message("3", "jobs");
    int wait_s;
    said.addressed = false;
    assert_int_equal(gate_check(gate, &denied, &context, &wait_s), GATE_IGNORE);
    assert_int_equal(gate_check(gate, &said, &context, &wait_s),
                     GATE_OVERHEARD);
    assert_int_equal(gate_check(gate, &asked, &context, &wait_s), GATE_ANSWER);
    asked.id = STR("4");
    assert_int_equal(gate_check(gate, &asked, &context, &wait_s),
                     GATE_SLOW_DOWN);
    assert_int_equal(wait_s, 60);
    gate_free(gate);
}

/* Takes a token where there is one; asking alone takes none. */
static int64_t take_or_wait(struct limit *limit, uint64_t key, double capacity,
                            double per_ms, int64_t now_ms)
{
    int64_t wait_ms = limit_wait_ms(limit, key, capacity, per_ms, now_ms);
    assert_true(wait_ms == limit_wait_ms(limit, key, capacity, per_ms, now_ms));
    if (wait_ms == 0)
        limit_spend(limit, key);
    return wait_ms;
}

static void a_bucket_says_how_long_to_wait(void **state)
{
    (void)state;
    struct limit *limit = limit_new();
    static const struct {
        uint64_t key;
        double capacity, per_ms;
        int64_t now_ms, wait_ms;
    } cases[] = {
        /* two at once, then one every half second */
        {1, 2, 0.002, 1000, 0},
        {1, 2, 0.002, 1000, 0},
        {1, 2, 0.002, 1000, 500},
        {1, 2, 0.002, 1250, 250},
        {1, 2, 0.002, 1500, 0},
        {1, 2, 0.002, 1500, 500},
        /* others have their own */
        {2, 1, 0.0005, 1500, 0},
        {2, 1, 0.0005, 1500, 2000},
        {2, 1, 0.0005, 3500, 0},
        {0, 1, 0.0005, 3500, 0},
        {0, 1, 0.0005, 3500, 2000},
        /* what was not used is kept, up to the capacity */
        {1, 2, 0.002, 100000, 0},
        {1, 2, 0.002, 100000, 0},
        {1, 2, 0.002, 100000, 500},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (take_or_wait(limit, cases[i].key, cases[i].capacity,
                         cases[i].per_ms, cases[i].now_ms) != cases[i].wait_ms)
            fail_msg("case %zu", i);
    limit_free(limit);
}

/* Whoever waits that long may go, for any rate a configuration may hold, and
 * in a minute no more get through than are allowed. */
static void waiting_is_enough(void **state)
{
    (void)state;
    static const double rates[] = {0.01, 0.3, 1, 3, 5, 7, 999, 100000};
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++) {
        struct limit *limit = limit_new();
        double capacity = rates[i] > 1 ? rates[i] : 1;
        int64_t now_ms = 12345, end_ms = now_ms + 60000;
        double through = 0, waits = 0;
        while (now_ms <= end_ms && through < 200000) {
            int64_t wait_ms =
                take_or_wait(limit, 7, capacity, rates[i] / 1000, now_ms);
            through += wait_ms == 0;
            waits = wait_ms == 0 ? 0 : waits + 1;
            if (waits > 2)
                fail_msg("%g a second: waits again and again", rates[i]);
            now_ms += wait_ms;
        }
        assert_true(through <= 60 * rates[i] + capacity + 1);
        if (through < 200000)
            assert_true(through >= 60 * rates[i] * 0.9);
        limit_free(limit);
    }
}

static void limits_are_bounded(void **state)
{
    (void)state;
    struct limit *limit = limit_new();
    assert_true(limit_take(limit, 1, 0, 0).allowed);
    for (uint64_t who = 1; who < 100000; who++)
        assert_true(
            limit_take(limit, who * 0x9e3779b97f4a7c15u, 1, (int64_t)who)
                .allowed);
    /* who asked last is remembered */
    assert_false(
        limit_take(limit, 99999 * 0x9e3779b97f4a7c15u, 1, 100000).allowed);
    limit_free(limit);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addressed_and_overheard),
        cmocka_unit_test(channels),
        cmocka_unit_test(the_same_message_twice),
        cmocka_unit_test(where_the_store_tells_what_comes_twice),
        cmocka_unit_test(one_notice_for_the_impatient),
        cmocka_unit_test(one_notice_for_an_address),
        cmocka_unit_test(what_is_not_answered_does_not_count),
        cmocka_unit_test(a_bucket_says_how_long_to_wait),
        cmocka_unit_test(waiting_is_enough),
        cmocka_unit_test(limits_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
