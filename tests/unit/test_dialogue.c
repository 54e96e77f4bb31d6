/* Who is talking about what, where, and for how long. */
#include "dialogue.h"
#include "unit.h"

#include <stdio.h>

static const int here, there; /* two platforms */

static struct message message(const char *id, const char *thread,
                              const char *person)
{
    return (struct message){.id = str_from(id),
                            .channel = STR("town"),
                            .thread = str_from(thread),
                            .person = str_from(person)};
}

static uint32_t about(const struct dialogue *dialogue, const void *platform,
                      struct message m, int64_t now_ms)
{
    return dialogue_topic(dialogue, platform, &m, now_ms).soc[0];
}

static void keep(struct dialogue *dialogue, struct message m, uint32_t soc,
                 int64_t now_ms)
{
    struct topic topic = {.soc = {soc}, .soc_count = 1};
    dialogue_keep(dialogue, &here, &m, &topic, now_ms);
}

static void threads(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message follow = message("2", "1", "ann");
    struct message other = message("3", "1", "bob");
    assert_int_equal(about(d, &here, message("1", "", "ann"), 0), 0);
    keep(d, message("1", "", "ann"), 254031, 0);

    /* the reply opened a thread named after the question */
    assert_int_equal(about(d, &here, follow, 1), 254031);
    assert_true(dialogue_expects(d, &here, &follow, 1));
    assert_true(dialogue_in_thread(d, &here, &follow, 1));

    /* somebody else in that thread is not expected to ask */
    assert_int_equal(about(d, &here, other, 1), 0);
    assert_false(dialogue_expects(d, &here, &other, 1));
    assert_true(dialogue_in_thread(d, &here, &other, 1));

    /* nor is the same thread of another platform theirs */
    assert_int_equal(about(d, &there, follow, 1), 0);
    dialogue_free(d);
}

static void a_new_thread_goes_on_with_the_last_topic(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message root = message("5", "5", "ann");
    struct message plain = message("6", "", "ann");
    keep(d, message("1", "1", "ann"), 254031, 0);
    keep(d, message("2", "2", "ann"), 291141, 10);
    keep(d, message("3", "3", "bob"), 111111, 20);
    assert_int_equal(about(d, &here, root, 30), 291141);
    assert_int_equal(about(d, &here, plain, 30), 291141);
    /* but there the bot must be addressed */
    assert_false(dialogue_expects(d, &here, &root, 30));
    assert_false(dialogue_expects(d, &here, &plain, 30));
    /* and a thread of others stays theirs */
    assert_int_equal(about(d, &here, message("7", "4", "ann"), 30), 0);
    dialogue_free(d);
}

static void a_quarter_of_an_hour(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message follow = message("2", "1", "ann");
    keep(d, message("1", "1", "ann"), 254031, 1000);
    int64_t end_ms = 1000 + DIALOGUE_KEEP_MS;
    assert_int_equal(about(d, &here, follow, end_ms - 1), 254031);
    assert_int_equal(about(d, &here, follow, end_ms), 0);
    assert_false(dialogue_expects(d, &here, &follow, end_ms));
    assert_false(dialogue_in_thread(d, &here, &follow, end_ms));
    assert_int_equal(about(d, &here, message("9", "9", "ann"), end_ms), 0);
    dialogue_free(d);
}

static void the_longest_silent_is_forgotten(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    char id[16];
    for (int i = 0; i <= DIALOGUE_MAX; i++) {
        snprintf(id, sizeof id, "%d", i);
        keep(d, message(id, id, id), 254031, i);
        if (i == 1) /* the first speaks again */
            keep(d, message("0", "0", "0"), 254031, i + 1);
    }
    assert_int_equal(about(d, &here, message("x", "0", "0"), 5000), 254031);
    assert_int_equal(about(d, &here, message("x", "1", "1"), 5000), 0);
    assert_int_equal(about(d, &here, message("x", "2", "2"), 5000), 254031);
    dialogue_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads),
        cmocka_unit_test(a_new_thread_goes_on_with_the_last_topic),
        cmocka_unit_test(a_quarter_of_an_hour),
        cmocka_unit_test(the_longest_silent_is_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
