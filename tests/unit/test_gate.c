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
        bool addressed, direct, expected, in_thread;
        enum answer_when when;
        enum gate_verdict verdict;
    } cases[] = {
        {true, false, false, false, ANSWER_MENTIONED, GATE_ANSWER},
        {false, true, false, false, ANSWER_MENTIONED, GATE_ANSWER},
        {false, false, true, true, ANSWER_MENTIONED, GATE_ANSWER},
        {false, false, false, true, ANSWER_MENTIONED, GATE_IGNORE},
        {false, false, false, false, ANSWER_MENTIONED, GATE_IGNORE},
        {false, false, false, false, ANSWER_THREAD, GATE_IGNORE},
        {false, false, false, true, ANSWER_THREAD, GATE_OVERHEARD},
        {false, false, false, false, ANSWER_ALWAYS, GATE_OVERHEARD},
        {true, false, false, false, ANSWER_ALWAYS, GATE_ANSWER},
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
        bool direct;
        enum gate_verdict verdict;
    } cases[] = {
        {&all, "town", false, yes},    {&allow, "jobs", false, yes},
        {&allow, "random", false, no}, {&allow, "dm-ann", true, yes},
        {&deny, "town", false, no},    {&deny, "jobs", false, yes},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gate *gate = gate_new();
        struct message m = message("1", cases[i].channel);
        struct gate_context context = {.config = cases[i].config};
        int wait_s;
        m.direct = cases[i].direct;
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

static void one_notice_for_the_impatient(void **state)
{
    (void)state;
    struct gate *gate = gate_new();
    struct platform_config config = {.limits = {.person_per_minute = 2}};
    struct gate_context context = {
        .platform = &config, .config = &config, .now_ms = 1000};
    static const enum gate_verdict verdicts[] = {
        GATE_ANSWER, GATE_ANSWER, GATE_SLOW_DOWN, GATE_IGNORE, GATE_IGNORE};
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
    context.now_ms += 30 * 1000; /* one more question is due */
    m = message("later", "town");
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_ANSWER);
    m = message("and more", "town");
    assert_int_equal(gate_check(gate, &m, &context, &wait_s), GATE_IGNORE);
    assert_false(gate_count(gate, &m, &context));
    context.now_ms += 60 * 1000; /* all is forgotten */
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
        .platform = &config, .config = &config, .now_ms = 1000};
    static const enum gate_verdict verdicts[] = {GATE_ANSWER, GATE_ANSWER,
                                                 GATE_ANSWER, GATE_SLOW_DOWN,
                                                 GATE_IGNORE, GATE_IGNORE};
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
        cmocka_unit_test(one_notice_for_the_impatient),
        cmocka_unit_test(one_notice_for_an_address),
        cmocka_unit_test(limits_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
