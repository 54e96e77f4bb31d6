/* Who is talking about what, where, and for how long. */
#include "dialogue.h"
#include "unit.h"

#include <stdio.h>

static const struct str here = {"mattermost one", 14};
static const struct str there = {"mattermost two", 14};

static struct message message(const char *id, const char *thread,
                              const char *person)
{
    return (struct message){.id = str_from(id),
                            .channel = STR("town"),
                            .thread = str_from(thread),
                            .person = str_from(person)};
}

static uint32_t about(const struct dialogue *dialogue, struct str account,
                      struct message m, int64_t now_ms)
{
    return dialogue_topic(dialogue, account, &m, now_ms).soc[0];
}

/* Answered at now_ms. */
static void keep(struct dialogue *dialogue, struct message m, uint32_t soc,
                 int64_t now_ms)
{
    struct topic topic = {.soc = {soc}, .soc_count = 1};
    dialogue_keep(dialogue, here, &m, &topic, now_ms + DIALOGUE_KEEP_MS);
}

static void threads(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message follow = message("2", "1", "ann");
    struct message other = message("3", "1", "bob");
    assert_int_equal(about(d, here, message("1", "", "ann"), 0), 0);
    keep(d, message("1", "", "ann"), 254031, 0);

    /* the reply opened a thread named after the question */
    assert_int_equal(about(d, here, follow, 1), 254031);
    assert_true(dialogue_expects(d, here, &follow, 1));
    assert_true(dialogue_in_thread(d, here, &follow, 1));

    /* somebody else in that thread is not expected to ask */
    assert_int_equal(about(d, here, other, 1), 0);
    assert_false(dialogue_expects(d, here, &other, 1));
    assert_true(dialogue_in_thread(d, here, &other, 1));

    /* nor is the same thread of another account theirs */
    assert_int_equal(about(d, there, follow, 1), 0);
    assert_false(dialogue_expects(d, there, &follow, 1));
    assert_false(dialogue_in_thread(d, there, &other, 1));
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
    assert_int_equal(about(d, here, root, 30), 291141);
    assert_int_equal(about(d, here, plain, 30), 291141);
    /* but there the bot must be addressed */
    assert_false(dialogue_expects(d, here, &root, 30));
    assert_false(dialogue_expects(d, here, &plain, 30));
    /* and a thread of others stays theirs */
    assert_int_equal(about(d, here, message("7", "4", "ann"), 30), 0);
    /* who goes back to the first one talks of that again */
    keep(d, message("8", "1", "ann"), 254031, 40);
    assert_int_equal(about(d, here, plain, 50), 254031);
    dialogue_free(d);
}

static void other_channels_are_other_conversations(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message follow = message("2", "1", "ann");
    struct message plain = message("3", "", "ann");
    keep(d, message("1", "1", "ann"), 254031, 0);
    follow.channel = plain.channel = STR("jobs");
    assert_int_equal(about(d, here, follow, 1), 0);
    assert_int_equal(about(d, here, plain, 1), 0);
    assert_false(dialogue_expects(d, here, &follow, 1));
    assert_false(dialogue_in_thread(d, here, &follow, 1));
    dialogue_free(d);
}

static void a_quarter_of_an_hour(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message follow = message("2", "1", "ann");
    keep(d, message("1", "1", "ann"), 254031, 1000);
    int64_t end_ms = 1000 + DIALOGUE_KEEP_MS;
    assert_int_equal(about(d, here, follow, end_ms - 1), 254031);
    assert_int_equal(about(d, here, follow, end_ms), 0);
    assert_false(dialogue_expects(d, here, &follow, end_ms));
    assert_false(dialogue_in_thread(d, here, &follow, end_ms));
    assert_int_equal(about(d, here, message("9", "9", "ann"), end_ms), 0);
    dialogue_free(d);
}

/* What comes out of the store names the thread, but no message. */
static void a_conversation_from_before_a_restart(void **state)
{
    (void)state;
    struct dialogue *d = dialogue_new();
    struct message follow = message("2", "1", "ann");
    keep(d, message("", "1", "ann"), 254031, 0);
    assert_int_equal(about(d, here, follow, 1), 254031);
    assert_true(dialogue_expects(d, here, &follow, 1));
    assert_int_equal(about(d, here, message("3", "", "ann"), 1), 254031);
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
    assert_int_equal(about(d, here, message("x", "0", "0"), 5000), 254031);
    assert_int_equal(about(d, here, message("x", "1", "1"), 5000), 0);
    assert_int_equal(about(d, here, message("x", "2", "2"), 5000), 254031);
    dialogue_free(d);
}

/* The same again, done simply: all conversations in a row, looked through
 * from end to end. A place is one number of four: */

enum { ACCOUNTS = 2, CHANNELS = 3, THREADS = 600, PEOPLE = 40, STEPS = 30000 };

#define CHANNEL_BITS 0xff000000u /* with the account */
#define THREAD_BITS 0x00ffff00u
#define PERSON_BITS 0x000000ffu

struct model {
    uint32_t places[DIALOGUE_MAX];
    int64_t until_ms[DIALOGUE_MAX];
    uint32_t soc[DIALOGUE_MAX];
    int count;
};

/* The row that agrees in these bits and was kept last; -1: none. */
static int model_find(const struct model *model, uint32_t place, uint32_t bits,
                      int64_t now_ms)
{
    int found = -1;
    for (int i = 0; i < model->count; i++)
        if (((model->places[i] ^ place) & bits) == 0 &&
            model->until_ms[i] > now_ms &&
            (found < 0 || model->until_ms[i] > model->until_ms[found]))
            found = i;
    return found;
}

static void model_keep(struct model *model, uint32_t place, uint32_t soc,
                       int64_t until_ms)
{
    int at = model_find(model, place, UINT32_MAX, INT64_MIN);
    if (at < 0 && model->count < DIALOGUE_MAX)
        at = model->count++;
    if (at < 0) {
        at = 0;
        for (int i = 1; i < model->count; i++)
            if (model->until_ms[i] < model->until_ms[at])
                at = i;
    }
    model->places[at] = place;
    model->until_ms[at] = until_ms;
    model->soc[at] = soc;
}

static uint32_t random_below(uint32_t limit)
{
    static uint64_t seed = 1;
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(seed >> 33) % limit;
}

static uint32_t random_place(void)
{
    return random_below(ACCOUNTS) << 28 | random_below(CHANNELS) << 24 |
           random_below(THREADS) << 8 | random_below(PEOPLE);
}

/* How a message stands in its thread. */
enum stand { WITHIN, BEGINS, BEGINS_NAMED, STANDS };

/* A message said in a place. */
struct said {
    struct message message;
    struct str account;
    char channel[16], thread[16], person[16];
};

static void say(struct said *said, uint32_t place, enum stand stand)
{
    snprintf(said->channel, sizeof said->channel, "c%u", place >> 24 & 15);
    snprintf(said->thread, sizeof said->thread, "t%u", place >> 8 & 0xffff);
    snprintf(said->person, sizeof said->person, "p%u", place & PERSON_BITS);
    said->account = place >> 28 ? there : here;
    said->message = message(stand == WITHIN ? "reply" : said->thread,
                            stand == BEGINS ? "" : said->thread, said->person);
    said->message.channel = str_from(said->channel);
}

/* Was the answer given by then? */
static bool given(const struct model *model, int row, int64_t now_ms)
{
    return row >= 0 && model->until_ms[row] - DIALOGUE_KEEP_MS <= now_ms;
}

/* All that can be asked about a message. */
static void compare(const struct dialogue *d, const struct model *model,
                    uint32_t place, enum stand stand, int64_t now_ms)
{
    struct said said;
    struct message *m = &said.message;
    int row = model_find(model, place, UINT32_MAX, now_ms);
    int thread = model_find(model, place, CHANNEL_BITS | THREAD_BITS, now_ms);
    int topic =
        row >= 0 || stand == WITHIN
            ? row
            : model_find(model, place, CHANNEL_BITS | PERSON_BITS, now_ms);
    say(&said, place, stand);
    assert_int_equal(about(d, said.account, *m, now_ms),
                     topic < 0 ? 0 : model->soc[topic]);
    assert_int_equal(dialogue_expects(d, said.account, m, now_ms),
                     stand != BEGINS && given(model, row, now_ms));
    assert_int_equal(dialogue_in_thread(d, said.account, m, now_ms),
                     stand != BEGINS && given(model, thread, now_ms));
}

static void as_a_simple_model_does(void **state)
{
    (void)state;
    static struct model model;
    struct dialogue *d = dialogue_new();
    int64_t now_ms = 0;
    for (uint32_t step = 1; step <= STEPS; step++) {
        uint32_t place = random_place();
        enum stand stand = (enum stand)random_below(STANDS);
        now_ms += 1 + random_below(300);
        if (random_below(2)) {
            struct topic topic = {.soc = {step}, .soc_count = 1};
            int64_t until_ms = now_ms + DIALOGUE_KEEP_MS;
            struct said said;
            say(&said, place, stand);
            dialogue_keep(d, said.account, &said.message, &topic, until_ms);
            model_keep(&model, place, step, until_ms);
        } else {
            /* looking back shows what has ended and is still there */
            compare(d, &model, place, stand,
                    now_ms - random_below(2) * DIALOGUE_KEEP_MS);
        }
    }
    assert_int_equal(model.count, DIALOGUE_MAX);
    for (int i = 0; i < model.count; i++)
        compare(d, &model, model.places[i], (enum stand)(i % STANDS), 0);
    dialogue_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads),
        cmocka_unit_test(a_new_thread_goes_on_with_the_last_topic),
        cmocka_unit_test(other_channels_are_other_conversations),
        cmocka_unit_test(a_quarter_of_an_hour),
        cmocka_unit_test(a_conversation_from_before_a_restart),
        cmocka_unit_test(the_longest_silent_is_forgotten),
        cmocka_unit_test(as_a_simple_model_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
