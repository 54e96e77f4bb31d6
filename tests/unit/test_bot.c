/* The way of a message through the middle, with a platform that keeps what it
 * was told to send. */
#include "bot.h"
#include "buf.h"
#include "plain.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static int64_t now_ms;
static struct buf sent;
static size_t sent_count;
static bool full;

static int64_t clock_ms(void *user)
{
    (void)user;
    return now_ms;
}

static enum status fake_send(struct platform *platform,
                             const struct reply *reply)
{
    (void)platform;
    struct plain_style style = {0};
    assert_true(reply->to->channel.len > 0);
    buf_clear(&sent);
    answer_plain(&sent, reply->answer, &style);
    sent_count++;
    return full ? STATUS_FULL : STATUS_OK;
}

static const struct platform_ops fake_ops = {.name = "fake", .send = fake_send};

static struct knowledge *knowledge;
static struct bot *bot;
static struct platform_config config;
static struct bot_route route;
static struct platform *const platform = (struct platform *)&route;

static int begin(void **state)
{
    (void)state;
    struct error err;
    if (knowledge_open(PACK_FILE, &knowledge, &err) != STATUS_OK)
        return -1;
    config = (struct platform_config){.limits = {.person_per_minute = 20}};
    bot = bot_new(knowledge, clock_ms, NULL);
    route = (struct bot_route){bot, &fake_ops, &config};
    buf_init(&sent, 65536);
    sent_count = 0;
    full = false;
    return 0;
}

static int end(void **state)
{
    (void)state;
    bot_free(bot);
    knowledge_close(knowledge);
    buf_fini(&sent);
    return 0;
}

/* What is said in the channel; returns how many answers came. */
static size_t say(const char *id, const char *thread, bool addressed,
                  const char *text)
{
    size_t before = sent_count;
    struct message message = {.id = str_from(id),
                              .channel = STR("town"),
                              .thread = str_from(thread),
                              .person = STR("ann"),
                              .text = str_from(text),
                              .addressed = addressed};
    bot_on_message(platform, &message, &route);
    return sent_count - before;
}

static void ask_and_follow_up(void **state)
{
    (void)state;
    assert_int_equal(say("1", "1", true, "what does a library technician do?"),
                     1);
    assert_non_null(strstr(sent.ptr, "25-4031"));
    /* in the thread of the answer no mention is needed */
    assert_int_equal(say("2", "1", false, "and the pay?"), 1);
    assert_non_null(strstr(sent.ptr, "$"));
    /* elsewhere it is */
    assert_int_equal(say("3", "3", false, "and the pay?"), 0);
    assert_int_equal(say("4", "4", true, "and the pay?"), 1);
    assert_non_null(strstr(sent.ptr, "25-4031"));
}

static void once_each(void **state)
{
    (void)state;
    assert_int_equal(say("1", "1", true, "library technician"), 1);
    assert_int_equal(say("1", "1", true, "library technician"), 0);
}

static void listening_to_all(void **state)
{
    (void)state;
    config.answer_when = ANSWER_ALWAYS;
    assert_int_equal(say("1", "1", false, "lol see you at lunch"), 0);
    assert_int_equal(
        say("2", "2", false, "how much does a library technician earn?"), 1);
}

static void too_fast(void **state)
{
    (void)state;
    char id[16];
    config.limits.person_per_minute = 3;
    for (int i = 0; i < 3; i++) {
        snprintf(id, sizeof id, "%d", i);
        assert_int_equal(say(id, id, true, "圖書館技術員薪水多少"), 1);
    }
    assert_int_equal(say("4", "0", true, "圖書館技術員薪水多少"), 1);
    assert_non_null(strstr(sent.ptr, "20 秒"));
    assert_int_equal(say("5", "0", true, "圖書館技術員薪水多少"), 0);
    now_ms += 20 * 1000;
    assert_int_equal(say("6", "0", true, "圖書館技術員薪水多少"), 1);
}

static void the_language_of_the_platform(void **state)
{
    (void)state;
    config.language = LANG_ZH_HANT;
    say("1", "1", true, "library technician salary");
    assert_non_null(strstr(sent.ptr, "圖書館"));
}

static void a_platform_that_is_full(void **state)
{
    (void)state;
    full = true;
    assert_int_equal(say("1", "1", true, "library technician"), 1);
    full = false;
    assert_int_equal(say("2", "1", true, "and the pay?"), 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ask_and_follow_up),
        TEST(once_each),
        TEST(listening_to_all),
        TEST(too_fast),
        TEST(the_language_of_the_platform),
        TEST(a_platform_that_is_full),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
