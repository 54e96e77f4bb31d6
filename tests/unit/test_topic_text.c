/* Topics as text: what is written is read again, and nothing that comes from
 * elsewhere does harm. */
#include "topic_text.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

static struct topic read_topic(const char *text)
{
    struct topic topic;
    memset(&topic, 0xaa, sizeof topic);
    if (!topic_read(str_from(text), &topic))
        fail_msg("not read: %s", text);
    return topic;
}

static void assert_same(const struct topic *a, const struct topic *b)
{
    assert_int_equal(a->lang, b->lang);
    assert_int_equal(a->subject, b->subject);
    assert_int_equal(a->sourced, b->sourced);
    assert_int_equal(a->soc_count, b->soc_count);
    for (size_t i = 0; i < a->soc_count; i++)
        assert_int_equal(a->soc[i], b->soc[i]);
    assert_int_equal(a->spoken_count, b->spoken_count);
    for (size_t i = 0; i < a->spoken_count; i++)
        assert_int_equal(a->spoken[i], b->spoken[i]);
    assert_int_equal(a->choice_count, b->choice_count);
    for (size_t i = 0; i < a->choice_count; i++) {
        assert_int_equal(a->choices[i].soc, b->choices[i].soc);
        assert_int_equal(a->choices[i].subject, b->choices[i].subject);
        assert_string_equal(a->choices[i].part, b->choices[i].part);
    }
}

static void comes_back(const struct topic *topic)
{
    struct buf text;
    buf_init(&text, 2048);
    topic_write(&text, topic);
    assert_false(text.full);
    struct topic back = read_topic(text.ptr);
    assert_same(&back, topic);
    buf_fini(&text);
}

static void as_it_looks(void **state)
{
    (void)state;
    struct topic topic = {
        .lang = LANG_EN,
        .subject = SUBJECT_SALARY,
        .soc = {254031, 291141},
        .soc_count = 2,
        .choices = {{254031, SUBJECT_AI_RISK, "tools"}, {291141, 0, ""}},
        .choice_count = 2};
    struct buf text;
    buf_init(&text, 2048);
    topic_write(&text, &topic);
    assert_string_equal(
        text.ptr,
        "{\"lang\":\"en\",\"subject\":\"salary\",\"soc\":[254031,291141],"
        "\"choices\":[{\"soc\":254031,\"subject\":\"ai_risk\","
        "\"part\":\"tools\"},{\"soc\":291141,\"part\":\"\"}]}");
    buf_fini(&text);
    comes_back(&topic);
}

static void every_language_and_subject(void **state)
{
    (void)state;
    for (int lang = LANG_AUTO; lang < LANG_COUNT; lang++)
        for (int subject = SUBJECT_NONE; subject < SUBJECT_COUNT; subject++) {
            struct topic topic = {
                .lang = (enum lang)lang,
                .subject = (enum subject)subject,
                .choices = {{111011, (enum subject)subject, "a"}},
                .choice_count = 1};
            comes_back(&topic);
        }
}

static void an_empty_one(void **state)
{
    (void)state;
    struct topic nothing = {0};
    comes_back(&nothing);
    struct topic read = read_topic("{}");
    assert_same(&read, &nothing);
    assert_memory_equal(&read, &nothing, sizeof nothing);
}

static void a_full_one(void **state)
{
    (void)state;
    struct topic topic = {.lang = LANG_ZH_HANT,
                          .subject = SUBJECT_SOURCES,
                          .sourced = SUBJECT_PIVOTS};
    for (; topic.soc_count < 4; topic.soc_count++)
        topic.soc[topic.soc_count] = 999999;
    for (; topic.spoken_count < 4; topic.spoken_count++)
        topic.spoken[topic.spoken_count] = 999998;
    for (; topic.choice_count < ANSWER_CHOICES; topic.choice_count++) {
        topic.choices[topic.choice_count].soc = 999999;
        topic.choices[topic.choice_count].subject = SUBJECT_CERTIFICATES;
        strcpy(topic.choices[topic.choice_count].part,
               "\"\\\x01\"\\\x02\"\\\x03"
               "345678");
    }
    comes_back(&topic);
}

static void a_list_left_behind(void **state)
{
    (void)state;
    struct topic topic = {.wishes = {.rank = RANK_GROWTH}}, back;
    for (int listed = 0; listed < 2; listed++) {
        struct buf text;
        buf_init(&text, 2048);
        topic.listed = listed;
        topic_write(&text, &topic);
        back = read_topic(text.ptr);
        assert_int_equal(back.listed, listed);
        assert_int_equal(back.wishes.rank, RANK_GROWTH);
        buf_fini(&text);
    }
}

static void no_topics(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "",
        "   ",
        "topic",
        "[]",
        "[{}]",
        "\"en\"",
        "42",
        "null",
        "{",
        "{\"soc\":[1,]}",
        "{} {}",
        "{\"lang\":\"\xff\"}",
        "{\"lang\":\"\\u0000\"}",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct topic topic;
        if (topic_read(str_from(cases[i]), &topic))
            fail_msg("read: %s", cases[i]);
    }
    struct topic topic;
    assert_false(topic_read(STR_NONE, &topic));
    assert_false(topic_read((struct str){"{}\0", 3}, &topic));
}

static void nested_beyond_measure(void **state)
{
    (void)state;
    struct buf text;
    struct topic topic;
    buf_init(&text, 1024 * 1024);
    buf_add_z(&text, "{\"soc\":");
    for (int i = 0; i < 100000; i++)
        buf_add_char(&text, '[');
    for (int i = 0; i < 100000; i++)
        buf_add_char(&text, ']');
    buf_add_char(&text, '}');
    assert_false(topic_read(buf_str(&text), &topic));
    buf_fini(&text);
}

/* A member that makes no sense, beside one that does. */
static void what_cannot_be_read_is_left_out(void **state)
{
    (void)state;
    static const char *const members[] = {
        "\"lang\":\"xx\"",          "\"lang\":7",
        "\"subject\":\"gossip\"",   "\"subject\":\"SALARY\"",
        "\"subject\":[\"salary\"]", "\"choices\":7",
        "\"choices\":\"2\"",        "\"choices\":null",
        "\"choices\":[]",           "\"mood\":{\"good\":[true]}",
    };
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        char text[256];
        snprintf(text, sizeof text, "{%s,\"soc\":[254031]}", members[i]);
        struct topic topic = read_topic(text);
        struct topic expected = {.soc = {254031}, .soc_count = 1};
        assert_same(&topic, &expected);
    }
    struct topic topic = read_topic("{\"soc\":{},\"subject\":\"salary\"}");
    struct topic expected = {.subject = SUBJECT_SALARY};
    assert_same(&topic, &expected);
    topic = read_topic("{\"soc\":\"254031\",\"subject\":\"salary\"}");
    assert_same(&topic, &expected);
}

static void numbers_that_are_no_codes(void **state)
{
    (void)state;
    static const char *const numbers[] = {
        "-1",   "1000000", "1e300", "-1e300",    "\"x\"",
        "null", "[11]",    "true",  "{\"a\":1}", "4294967297"};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        char text[256];
        snprintf(text, sizeof text,
                 "{\"soc\":[254031],\"choices\":[{\"soc\":%s,\"part\":\"a\"},"
                 "{\"soc\":291141}]}",
                 numbers[i]);
        struct topic topic = read_topic(text);
        /* "2" still means the second one */
        assert_int_equal(topic.choice_count, 2);
        assert_int_equal(topic.choices[0].soc, 0);
        assert_int_equal(topic.choices[1].soc, 291141);
        snprintf(text, sizeof text, "{\"soc\":[%s,254031]}", numbers[i]);
        topic = read_topic(text);
        for (size_t at = 0; at < topic.soc_count; at++)
            assert_true(topic.soc[at] == 0 || topic.soc[at] == 254031);
    }
}

static void more_than_there_is_room_for(void **state)
{
    (void)state;
    struct buf text;
    buf_init(&text, 65536);
    buf_add_z(&text, "{\"soc\":[1");
    for (int i = 2; i <= 500; i++)
        buf_printf(&text, ",%d", i);
    buf_add_z(&text, "],\"choices\":[{\"soc\":1,\"part\":\"1\"}");
    for (int i = 2; i <= 500; i++)
        buf_printf(&text, ",{\"soc\":%d,\"part\":\"%d\"}", i, i);
    buf_add_z(&text, "]}");
    struct topic topic = read_topic(text.ptr);
    buf_fini(&text);
    assert_int_equal(topic.soc_count, 4);
    assert_int_equal(topic.soc[3], 4);
    assert_int_equal(topic.choice_count, ANSWER_CHOICES);
    assert_int_equal(topic.choices[ANSWER_CHOICES - 1].soc, ANSWER_CHOICES);
    assert_string_equal(topic.choices[4].part, "5");
}

static void parts_of_a_subject(void **state)
{
    (void)state;
    struct topic topic =
        read_topic("{\"choices\":[{\"soc\":1,\"part\":\"123456789012345\"}]}");
    assert_int_equal(topic.choice_count, 1);
    assert_string_equal(topic.choices[0].part, "123456789012345");
    topic =
        read_topic("{\"choices\":[{\"soc\":1,\"part\":\"1234567890123456\"}]}");
    assert_int_equal(topic.choice_count, 0);
    topic = read_topic("{\"choices\":[{\"soc\":1},{\"soc\":2,\"part\":3}]}");
    assert_int_equal(topic.choice_count, 2);
    assert_string_equal(topic.choices[0].part, "");
    assert_string_equal(topic.choices[1].part, "");
}

/* No beginning of a topic is one, and no changed byte does harm. */
static void cut_and_changed(void **state)
{
    (void)state;
    static const char text[] =
        "{\"lang\":\"zh-Hans\",\"subject\":\"salary\",\"soc\":[254031],"
        "\"choices\":[{\"soc\":254031,\"subject\":\"ai_risk\","
        "\"part\":\"tools\"}]}";
    char copy[sizeof text];
    struct topic topic;
    for (size_t len = 0; len + 1 < sizeof text; len++)
        assert_false(topic_read((struct str){text, len}, &topic));
    for (size_t at = 0; at + 1 < sizeof text; at++)
        for (int byte = 0; byte < 256; byte++) {
            memcpy(copy, text, sizeof text);
            copy[at] = (char)byte;
            if (topic_read((struct str){copy, sizeof text - 1}, &topic)) {
                assert_true(topic.soc_count <= 4);
                assert_true(topic.choice_count <= ANSWER_CHOICES);
                assert_true((unsigned)topic.lang < LANG_COUNT);
                assert_true((unsigned)topic.subject < SUBJECT_COUNT);
            }
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_it_looks),
        cmocka_unit_test(every_language_and_subject),
        cmocka_unit_test(an_empty_one),
        cmocka_unit_test(a_full_one),
        cmocka_unit_test(a_list_left_behind),
        cmocka_unit_test(no_topics),
        cmocka_unit_test(nested_beyond_measure),
        cmocka_unit_test(what_cannot_be_read_is_left_out),
        cmocka_unit_test(numbers_that_are_no_codes),
        cmocka_unit_test(more_than_there_is_room_for),
        cmocka_unit_test(parts_of_a_subject),
        cmocka_unit_test(cut_and_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
