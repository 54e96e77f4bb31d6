/* The way of a message through the middle: with a platform that keeps what it
 * was told to send, and with a durable one, whose deliveries land when the
 * test says so. */
#include "bot.h"
#include "buf.h"
#include "plain.h"
#include "temp_folder.h"
#include "unit.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

static int64_t now_ms;
static struct knowledge *knowledge;
static struct bot *bot;
static struct platform_config config;
static struct bot_route route;
static struct platform *const platform = (struct platform *)&route;

static int64_t clock_ms(void *user)
{
    (void)user;
    return now_ms;
}

static const struct bot_clock fake_clock = {clock_ms, clock_ms, NULL};

/* The immediate platform */

static struct buf sent;
static size_t sent_count;
static bool full;

static enum status fake_send(struct platform *to, const struct reply *reply)
{
    (void)to;
    struct plain_style style = {0};
    assert_true(reply->to->channel.len > 0);
    buf_clear(&sent);
    answer_plain(&sent, reply->answer, &style);
    sent_count++;
    return full ? STATUS_FULL : STATUS_OK;
}

static const struct platform_ops fake_ops = {.name = "fake", .send = fake_send};

static int begin(void **state)
{
    (void)state;
    struct error err;
    if (knowledge_open(PACK_FILE, &knowledge, &err) != STATUS_OK)
        return -1;
    now_ms = 1700000000000;
    config = (struct platform_config){.account = "fake here",
                                      .limits = {.person_per_minute = 20}};
    bot = bot_new(knowledge, NULL, &fake_clock);
    route = (struct bot_route){.bot = bot, .ops = &fake_ops, .config = &config};
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

static struct message message(const char *id, const char *thread,
                              const char *text)
{
    return (struct message){.id = str_from(id),
                            .channel = STR("town"),
                            .thread = str_from(thread),
                            .person = STR("ann"),
                            .text = str_from(text),
                            .addressed = true,
                            .sent_ms = now_ms};
}

/* What is said in the channel; returns how many answers came. */
static size_t say(const char *id, const char *thread, bool addressed,
                  const char *text)
{
    size_t before = sent_count;
    struct message m = message(id, thread, text);
    m.addressed = addressed;
    bot_on_message(platform, &m, &route);
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

/* The durable platform */

enum { DELIVERIES = 64, BIG_BYTES = 200 * 1024 };

static struct reactor *reactor;
static struct store *store;
static struct delivery deliveries[DELIVERIES];
static bool landed[DELIVERIES];
static size_t delivery_count, typing_count;
static bool big; /* replies are long */
static char state_file[128];

static size_t fake_write(struct platform *to, const struct reply *reply,
                         struct arena *in, struct str bodies[REPLY_PARTS])
{
    (void)to;
    struct plain_style style = {0};
    struct buf text;
    buf_init(&text, 2 * BIG_BYTES);
    answer_plain(&text, reply->answer, &style);
    while (big && text.len < BIG_BYTES)
        buf_add_z(&text, "and so on, ");
    bodies[0] = arena_str(in, buf_str(&text));
    buf_fini(&text);
    return 1;
}

static enum status fake_deliver(struct platform *to,
                                const struct delivery *delivery)
{
    (void)to;
    struct delivery *d = &deliveries[delivery_count];
    assert_true(delivery_count < DELIVERIES);
    *d = *delivery;
    d->question = arena_str(arena, delivery->question);
    d->channel = arena_str(arena, delivery->channel);
    d->thread = arena_str(arena, delivery->thread);
    d->body = arena_str(arena, delivery->body);
    d->post = arena_str(arena, delivery->post);
    landed[delivery_count++] = false;
    return STATUS_OK;
}

static void fake_typing(struct platform *to, const struct message *m)
{
    (void)to, (void)m;
    typing_count++;
}

static const struct platform_ops durable_ops = {.name = "durable",
                                                .write = fake_write,
                                                .deliver = fake_deliver,
                                                .typing = fake_typing};

static void start_durable(void)
{
    struct error err;
    if (store_open(state_file, &store, &err) != STATUS_OK)
        fail_msg("%s", err.text);
    bot = bot_new(knowledge, store, &fake_clock);
    route =
        (struct bot_route){.bot = bot, .ops = &durable_ops, .config = &config};
    struct deliver_options options = {.reactor = reactor,
                                      .store = store,
                                      .account = str_from(config.account),
                                      .ops = &durable_ops,
                                      .platform = platform};
    route.deliver = deliver_new(&options);
}

static void stop_durable(void)
{
    deliver_free(route.deliver);
    bot_free(bot);
    store_close(store);
}

/* As after a kill: what was flying never lands. */
static void restart(void)
{
    stop_durable();
    for (size_t i = 0; i < delivery_count; i++)
        landed[i] = true;
    start_durable();
}

static void ready(void)
{
    bot_on_ready(platform, &route);
}

static int begin_durable(void **state)
{
    struct error err;
    if (begin(state) != 0 || begin_folder(state) != 0 ||
        reactor_new(&reactor, &err) != STATUS_OK)
        return -1;
    bot_free(bot);
    snprintf(state_file, sizeof state_file, "sqlite:%s/state.db", folder);
    delivery_count = typing_count = 0;
    big = false;
    start_durable();
    ready();
    return 0;
}

static int end_durable(void **state)
{
    stop_durable();
    knowledge_close(knowledge);
    buf_fini(&sent);
    reactor_free(reactor);
    return end_folder(state);
}

static void on_turn(void *user)
{
    (void)user;
    reactor_stop(reactor);
}

/* Lets the loop do what is due. */
static void turn(void)
{
    struct timer *timer = timer_new(reactor, on_turn, NULL);
    timer_start(timer, 2);
    reactor_run(reactor);
    timer_free(timer);
}

/* Everything that flies arrives, as "post-<question>". */
static void land(void)
{
    for (size_t i = 0; i < delivery_count; i++) {
        const struct delivery *d = &deliveries[i];
        if (landed[i])
            continue;
        landed[i] = true;
        struct str post =
            arena_printf(arena, "post-%.*s", STR_ARG(d->question));
        struct delivery_result result = {.outcome = DELIVERED,
                                         .post = d->body.len ? post : STR("")};
        bot_on_delivered(platform, d->ticket, &result, &route);
        turn(); /* more may fly now */
    }
}

/* How many deliveries a message caused, all landed. */
static size_t hear(struct message m)
{
    size_t before = delivery_count;
    bot_on_message(platform, &m, &route);
    turn();
    land();
    return delivery_count - before;
}

static const struct delivery *last(void)
{
    assert_true(delivery_count > 0);
    return &deliveries[delivery_count - 1];
}

static void says(const struct delivery *d, const char *text)
{
    if (str_find(d->body, str_from(text)) == d->body.len)
        fail_msg("\"%.*s\" does not say \"%s\"", STR_ARG(d->body), text);
}

static const char duties[] = "what does a library technician do?";
static const char pay[] = "how much does a library technician earn?";
static const char chatter[] = "lol see you at lunch";

/* The message as it reads after a change. */
static struct message edited(const char *id, const char *thread,
                             const char *text, int64_t after_ms)
{
    struct message m = message(id, thread, text);
    m.edited_ms = m.sent_ms + after_ms;
    return m;
}

static void a_reply_carries_where_it_belongs(void **state)
{
    (void)state;
    assert_int_equal(hear(message("1", "", pay)), 1);
    assert_true(str_eq(last()->question, STR("1")));
    assert_int_equal(last()->number, 0);
    assert_true(str_eq(last()->channel, STR("town")));
    assert_int_equal(last()->post.len, 0);
    assert_false(last()->look);
    says(last(), "25-4031");
    says(last(), "$");
    assert_int_equal(typing_count, 1);
}

static void answered_once_although_it_comes_twice(void **state)
{
    (void)state;
    assert_int_equal(hear(message("1", "", pay)), 1);
    assert_int_equal(hear(message("1", "", pay)), 0);
    assert_int_equal(hear(message("2", "", pay)), 1);
    restart();
    ready();
    assert_int_equal(hear(message("1", "", pay)), 0);
    assert_int_equal(hear(message("2", "", pay)), 0);
    assert_int_equal(hear(message("3", "", pay)), 1);
}

static void what_did_not_arrive_goes_again_after_a_restart(void **state)
{
    (void)state;
    struct message m = message("1", "", pay);
    bot_on_message(platform, &m, &route);
    assert_int_equal(delivery_count, 1);
    restart();
    assert_int_equal(delivery_count, 1); /* not before the platform is there */
    ready();
    assert_int_equal(delivery_count, 2);
    assert_true(last()->look);
    says(last(), "$");
    land();
    assert_int_equal(hear(message("1", "", pay)), 0);
    restart();
    ready();
    assert_int_equal(delivery_count, 2);
}

static void a_question_from_before_a_crash_is_answered(void **state)
{
    (void)state;
    struct message asked = message("1", "", duties);
    struct message overheard = message("2", "", chatter);
    overheard.addressed = false;
    store_take(store, str_from(config.account), &asked, now_ms);
    store_take(store, str_from(config.account), &overheard, now_ms);
    store_take(store, STR("another account"), &asked, now_ms);
    restart();
    assert_int_equal(delivery_count, 0);
    ready();
    assert_int_equal(delivery_count, 1);
    assert_true(str_eq(last()->question, STR("1")));
    says(last(), "25-4031");
    land();
    ready(); /* the connection was lost and is back */
    assert_int_equal(delivery_count, 1);
    assert_int_equal(hear(asked), 0);
    assert_int_equal(hear(overheard), 0);
    /* and the conversation goes on from there */
    struct message follow = message("3", "1", "and the pay?");
    follow.addressed = false;
    assert_int_equal(hear(follow), 1);
    says(last(), "$");
}

static void what_is_asked_while_away_waits(void **state)
{
    (void)state;
    restart();
    assert_int_equal(hear(message("1", "", pay)), 0);
    ready();
    assert_int_equal(delivery_count, 1);
}

static void a_conversation_outlives_a_restart(void **state)
{
    (void)state;
    assert_int_equal(hear(message("1", "", duties)), 1);
    restart();
    ready();
    struct message follow = message("2", "1", "and the pay?");
    follow.addressed = false;
    assert_int_equal(hear(follow), 1);
    says(last(), "25-4031");
    says(last(), "$");
    /* in another thread of the channel, too, if the bot is addressed */
    assert_int_equal(hear(message("3", "3", "and the pay?")), 1);
    says(last(), "25-4031");
    /* but not for ever */
    restart();
    ready();
    now_ms += 16 * 60 * 1000;
    follow.id = STR("4");
    follow.sent_ms = now_ms;
    assert_int_equal(hear(follow), 0);
}

static void an_edit_within_a_minute_changes_the_reply(void **state)
{
    (void)state;
    assert_int_equal(hear(message("1", "", duties)), 1);
    assert_int_equal(hear(edited("1", "", pay, 5000)), 1);
    assert_true(str_eq(last()->post, STR("post-1")));
    says(last(), "$");
    /* nothing else changed: a link preview, a reaction */
    assert_int_equal(hear(edited("1", "", pay, 6000)), 0);
    assert_int_equal(hear(edited("1", "", duties, 60 * 1000)), 1);
    assert_true(str_eq(last()->post, STR("post-1")));
    assert_int_equal(hear(edited("1", "", pay, 60 * 1000 + 1)), 0);
}

static void an_edit_after_a_restart(void **state)
{
    (void)state;
    assert_int_equal(hear(message("1", "", duties)), 1);
    restart();
    ready();
    assert_int_equal(hear(edited("1", "", duties, 5000)), 0);
    assert_int_equal(hear(edited("1", "", pay, 5000)), 1);
    assert_true(str_eq(last()->post, STR("post-1")));
}

static void an_edit_of_something_never_seen(void **state)
{
    (void)state;
    /* the bot was just being started, or the mention was forgotten at first */
    assert_int_equal(hear(edited("1", "", pay, 30 * 1000)), 1);
    assert_int_equal(last()->post.len, 0);
    /* years later somebody corrects a spelling */
    assert_int_equal(hear(edited("2", "", pay, 61 * 1000)), 0);
    assert_int_equal(hear(edited("3", "", pay, INT64_C(90000000000))), 0);
}

/* Edits do not always tell again that the channel is a direct one. */
static void an_edit_in_a_direct_channel(void **state)
{
    (void)state;
    static const char *allowed[] = {"elsewhere", NULL};
    config.channels = (struct names){allowed, 1};
    struct message m = message("1", "", duties);
    m.direct = true;
    assert_int_equal(hear(m), 1);
    m = edited("1", "", pay, 1000);
    m.addressed = false;
    assert_int_equal(hear(m), 1);
    says(last(), "$");
}

/* Nor that it is one of a few people. */
static void an_edit_in_a_group(void **state)
{
    (void)state;
    struct message m = message("1", "", chatter);
    m.addressed = false;
    m.group = true;
    assert_int_equal(hear(m), 0);
    m = edited("1", "", pay, 1000);
    m.addressed = false;
    assert_int_equal(hear(m), 1);
    says(last(), "$");
}

static void an_edit_while_the_reply_flies(void **state)
{
    (void)state;
    struct message m = message("1", "", duties);
    bot_on_message(platform, &m, &route);
    assert_int_equal(delivery_count, 1);
    m = edited("1", "", pay, 1000);
    bot_on_message(platform, &m, &route);
    assert_int_equal(delivery_count, 1);
    land();
    assert_int_equal(delivery_count, 2);
    assert_true(str_eq(last()->post, STR("post-1")));
    says(last(), "$");
}

/* Nobody addressed the bot, then or now. */
static void chatter_that_is_edited_stays_chatter(void **state)
{
    (void)state;
    config.answer_when = ANSWER_ALWAYS;
    struct message m = message("1", "", chatter);
    m.addressed = false;
    assert_int_equal(hear(m), 0);
    m = edited("1", "", "lol see you all at lunch", 1000);
    m.addressed = false;
    assert_int_equal(hear(m), 0);
}

static void an_overheard_question_is_edited(void **state)
{
    (void)state;
    config.answer_when = ANSWER_ALWAYS;
    struct message m = message("1", "", chatter);
    m.addressed = false;
    assert_int_equal(hear(m), 0);
    m = edited("1", "", pay, 1000);
    m.addressed = false;
    assert_int_equal(hear(m), 1);
    says(last(), "$");
    /* taken back: the reply goes */
    m = edited("1", "", chatter, 2000);
    m.addressed = false;
    assert_int_equal(hear(m), 1);
    assert_int_equal(last()->body.len, 0);
    assert_true(str_eq(last()->post, STR("post-1")));
}

static size_t deleted(const char *id)
{
    size_t before = delivery_count;
    bot_on_deleted(platform, str_from(id), &route);
    turn();
    land();
    return delivery_count - before;
}

static void a_deleted_question_takes_its_reply_along(void **state)
{
    (void)state;
    assert_int_equal(hear(message("1", "", pay)), 1);
    assert_int_equal(hear(message("2", "", pay)), 1);
    assert_int_equal(deleted("never seen"), 0);
    assert_int_equal(deleted("1"), 1);
    assert_true(str_eq(last()->question, STR("1")));
    assert_true(str_eq(last()->post, STR("post-1")));
    assert_int_equal(last()->body.len, 0);
    assert_int_equal(deleted("1"), 0);
    assert_int_equal(hear(message("1", "", pay)), 0);
    restart();
    ready();
    assert_int_equal(deleted("2"), 1);
    assert_true(str_eq(last()->post, STR("post-2")));
}

static void deleted_before_it_was_answered(void **state)
{
    (void)state;
    struct message taken = message("2", "", pay);
    restart();
    assert_int_equal(hear(message("1", "", pay)), 0);
    store_take(store, str_from(config.account), &taken, now_ms);
    deleted("1");
    deleted("2");
    ready();
    turn();
    assert_int_equal(delivery_count, 0);
}

static void too_fast_for_a_durable_platform(void **state)
{
    (void)state;
    config.limits.person_per_minute = 2;
    assert_int_equal(hear(message("1", "", pay)), 1);
    assert_int_equal(hear(message("2", "", pay)), 1);
    /* the notice is the reply to the question it refuses */
    assert_int_equal(hear(message("3", "", pay)), 1);
    assert_true(str_eq(last()->question, STR("3")));
    says(last(), "30 s");
    assert_int_equal(hear(message("4", "", pay)), 0);
    assert_int_equal(hear(message("5", "", pay)), 0);
    /* what was refused stays refused, when it comes again or after a crash */
    now_ms += 60 * 1000;
    assert_int_equal(hear(message("3", "", pay)), 0);
    assert_int_equal(hear(message("4", "", pay)), 0);
    restart();
    ready();
    assert_int_equal(hear(message("5", "", pay)), 0);
    assert_int_equal(hear(message("6", "", pay)), 1);
}

/* Three questions, a minute apart, are fetched at once after an absence. */
static void asked_slowly_and_read_late(void **state)
{
    (void)state;
    config.limits.person_per_minute = 1;
    struct message missed[] = {message("1", "", pay), message("2", "", pay),
                               message("3", "", pay)};
    now_ms += 10 * 60 * 1000;
    for (int i = 0; i < 3; i++) {
        missed[i].sent_ms += (int64_t)i * 60 * 1000;
        assert_int_equal(hear(missed[i]), 1);
        says(last(), "$");
    }
    /* what is asked at once stays too fast */
    missed[2].id = STR("4");
    assert_int_equal(hear(missed[2]), 1);
    says(last(), "60 s");
}

/* What was said in a thread before anybody asked was not said to the bot,
 * although it comes again: changed, or read after an absence. */
static void said_before_the_bot_was_asked(void **state)
{
    (void)state;
    struct message first = message("1", "", "hello");
    first.addressed = false;
    assert_int_equal(hear(first), 0);
    now_ms += 1000;
    assert_int_equal(hear(message("2", "1", pay)), 1);
    assert_int_equal(hear(first), 0);
    first.text = STR("hello!");
    first.edited_ms = now_ms;
    assert_int_equal(hear(first), 0);
    restart();
    ready();
    assert_int_equal(hear(first), 0);
}

static void an_edit_that_comes_too_fast_changes_nothing(void **state)
{
    (void)state;
    config.limits.person_per_minute = 1;
    assert_int_equal(hear(message("1", "", duties)), 1);
    assert_int_equal(hear(edited("1", "", pay, 1000)), 0);
    restart();
    ready();
    assert_int_equal(delivery_count, 1);
}

static void overheard_by_a_durable_platform(void **state)
{
    (void)state;
    config.answer_when = ANSWER_ALWAYS;
    struct message m = message("1", "", chatter);
    m.addressed = false;
    assert_int_equal(hear(m), 0);
    m = message("2", "", pay);
    m.addressed = false;
    assert_int_equal(hear(m), 1);
    assert_int_equal(hear(m), 0);
    /* it may turn out to be nothing: no typing shown */
    assert_int_equal(typing_count, 0);
    restart();
    ready();
    assert_int_equal(hear(m), 0);
}

/* A few people took the bot in: it answers what is plainly a question. */
static void in_a_group(void **state)
{
    (void)state;
    struct message m = message("1", "", chatter);
    m.addressed = false;
    m.group = true;
    assert_int_equal(hear(m), 0);
    m.id = STR("2");
    m.text = str_from(pay);
    assert_int_equal(hear(m), 1);
    /* elsewhere it would have to be addressed */
    m.id = STR("3");
    m.group = false;
    assert_int_equal(hear(m), 0);
    m.id = STR("4");
    m.addressed = true;
    m.group = true;
    m.text = str_from(chatter);
    assert_int_equal(hear(m), 1);
}

/* What is ignored is not kept: the bot is not to know it. */
static void not_a_word_of_what_is_not_for_the_bot(void **state)
{
    (void)state;
    struct message m = message("1", "", pay);
    m.addressed = false;
    assert_int_equal(hear(m), 0);
    assert_false(
        store_find_question(store, str_from(config.account), m.id).known);
    /* and so may still be addressed by an edit */
    m = edited("1", "", pay, 1000);
    assert_int_equal(hear(m), 1);
}

/* A limit on the size of files; what goes beyond fails as on a full disk. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

static void a_store_that_fails_does_not_silence_the_bot(void **state)
{
    (void)state;
    limit_files(1);
    size_t first = hear(message("1", "", duties));
    struct message follow = message("2", "1", "and the pay?");
    follow.addressed = false;
    size_t second = hear(follow);
    limit_files(RLIM_INFINITY);
    assert_int_equal(first, 1);
    assert_int_equal(second, 1);
    says(last(), "$");
    assert_int_equal(hear(message("3", "1", "and the pay?")), 1);
}

/* The disk is full when the question is in the store and its answer is not,
 * which arrives all the same. */
static void answer_from_memory(struct message m)
{
    big = true; /* the question fits, the answer does not */
    limit_files(BIG_BYTES);
    bot_on_message(platform, &m, &route);
    limit_files(1);
    land();
    limit_files(RLIM_INFINITY);
    assert_int_equal(delivery_count, 1);
    assert_true(
        store_find_question(store, str_from(config.account), m.id).known);
}

/* The connection comes back, and the store still holds the question: it may
 * have been answered, so nothing is sent without a look. */
static void answered_from_memory_and_connected_again(void **state)
{
    (void)state;
    answer_from_memory(message("1", "", pay));
    ready();
    assert_true(delivery_count == 1 || last()->look);
}

static void answered_from_memory_and_restarted(void **state)
{
    (void)state;
    answer_from_memory(message("1", "", pay));
    restart();
    ready();
    assert_true(delivery_count == 1 || last()->look);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
#define DURABLE(name)                                                          \
    cmocka_unit_test_setup_teardown(name, begin_durable, end_durable)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(ask_and_follow_up),
        TEST(once_each),
        TEST(listening_to_all),
        TEST(too_fast),
        TEST(the_language_of_the_platform),
        TEST(a_platform_that_is_full),
        DURABLE(a_reply_carries_where_it_belongs),
        DURABLE(answered_once_although_it_comes_twice),
        DURABLE(what_did_not_arrive_goes_again_after_a_restart),
        DURABLE(a_question_from_before_a_crash_is_answered),
        DURABLE(what_is_asked_while_away_waits),
        DURABLE(a_conversation_outlives_a_restart),
        DURABLE(an_edit_within_a_minute_changes_the_reply),
        DURABLE(an_edit_after_a_restart),
        DURABLE(an_edit_of_something_never_seen),
        DURABLE(an_edit_in_a_direct_channel),
        DURABLE(an_edit_in_a_group),
        DURABLE(an_edit_while_the_reply_flies),
        DURABLE(chatter_that_is_edited_stays_chatter),
        DURABLE(an_overheard_question_is_edited),
        DURABLE(a_deleted_question_takes_its_reply_along),
        DURABLE(deleted_before_it_was_answered),
        DURABLE(too_fast_for_a_durable_platform),
        DURABLE(asked_slowly_and_read_late),
        DURABLE(said_before_the_bot_was_asked),
        DURABLE(an_edit_that_comes_too_fast_changes_nothing),
        DURABLE(overheard_by_a_durable_platform),
        DURABLE(in_a_group),
        DURABLE(not_a_word_of_what_is_not_for_the_bot),
        DURABLE(a_store_that_fails_does_not_silence_the_bot),
        DURABLE(answered_from_memory_and_connected_again),
        DURABLE(answered_from_memory_and_restarted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
