/* Frames of the chat page: which are questions, and what is wrong with the
 * others. */
#include "knowledge.h"
#include "unit.h"
#include "web_in.h"

#include <stdio.h>
#include <string.h>

#define PERSON "0123456789abcdef"

static void frames_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        const char *frame;
        enum web_frame kind;
        const char *id, *text, *person;
        enum lang lang;
    } cases[] = {
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"what does a nurse "
         "earn?\",\"lang\":\"auto\"}",
         WEB_ASK, "q1", "what does a nurse earn?", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"  pay \\n\",\"lang\":"
         "\"zh-Hant\"}",
         WEB_ASK, "q1", "pay", "", LANG_ZH_HANT},
        {"{\"type\":\"ask\",\"id\":\"A_b-9\",\"text\":\"\\u85aa\\u6c34\","
         "\"lang\":\"zh-Hans\",\"more\":1}",
         WEB_ASK, "A_b-9", "\xe8\x96\xaa\xe6\xb0\xb4", "", LANG_ZH_HANS},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"pay\",\"person\":"
         "\"" PERSON "\"}",
         WEB_ASK, "q1", "pay", PERSON, LANG_AUTO},
        {"{\"type\":\"hello\",\"person\":\"" PERSON "\"}", WEB_HELLO, "", "",
         PERSON, LANG_AUTO},

        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"\"}", WEB_EMPTY, "q1", "",
         "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\" \\t\\u3000\",\"lang\":"
         "\"en\"}",
         WEB_EMPTY, "q1", "", "", LANG_EN},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"\\u200b \\u200b\\u3000\"}",
         WEB_EMPTY, "q1", "", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"\\u200bpay\"}", WEB_ASK,
         "q1", "\xe2\x80\x8bpay", "", LANG_AUTO},

        {"", WEB_BAD, "", "", "", LANG_AUTO},
        {"pay", WEB_BAD, "", "", "", LANG_AUTO},
        {"[]", WEB_BAD, "", "", "", LANG_AUTO},
        {"{}", WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"type\":\"answer\"}", WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"type\":7}", WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"TYPE\":\"hello\",\"person\":\"" PERSON "\"}", WEB_BAD, "", "", "",
         LANG_AUTO},
        {"{\"type\":\"hello\"}", WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"type\":\"hello\",\"person\":\"short\"}", WEB_BAD, "", "", "",
         LANG_AUTO},
        {"{\"type\":\"hello\",\"person\":\"0123456789abcde!\"}", WEB_BAD, "",
         "", "", LANG_AUTO},
        {"{\"type\":\"hello\",\"person\":null}", WEB_BAD, "", "", "",
         LANG_AUTO},
        {"{\"type\":\"ask\",\"text\":\"pay\"}", WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"\",\"text\":\"pay\"}", WEB_BAD, "", "", "",
         LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"a.b\",\"text\":\"pay\"}", WEB_BAD, "", "",
         "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":1,\"text\":\"pay\"}", WEB_BAD, "", "", "",
         LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\"}", WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":[\"pay\"]}", WEB_BAD, "", "",
         "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"pay\",\"lang\":\"tlh\"}",
         WEB_BAD, "", "", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"pay\"} more", WEB_BAD, "",
         "", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"a\\u0000b\"}", WEB_BAD, "",
         "", "", LANG_AUTO},
        {"{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"\xff\"}", WEB_BAD, "", "",
         "", LANG_AUTO},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct arena *arena = arena_new();
        struct message m;
        print_message("%s\n", cases[i].frame);
        assert_int_equal(web_read(arena, str_from(cases[i].frame), &m),
                         cases[i].kind);
        assert_true(str_eq(m.id, str_from(cases[i].id)));
        assert_true(str_eq(m.text, str_from(cases[i].text)));
        assert_true(str_eq(m.person, str_from(cases[i].person)));
        assert_true(str_eq(m.channel, m.person));
        assert_int_equal(m.lang, cases[i].lang);
        assert_true(m.addressed && m.direct);
        arena_free(arena);
    }
}

/* A frame with a text, an id and a person of these lengths. */
static enum web_frame read_long(size_t text_len, size_t id_len,
                                size_t person_len)
{
    static char text[QUESTION_MAX_BYTES + 2], id[100], person[100];
    static char frame[QUESTION_MAX_BYTES + 1000];
    memset(text, 't', sizeof(text));
    memset(id, 'i', sizeof(id));
    memset(person, 'p', sizeof(person));
    int len =
        snprintf(frame, sizeof(frame),
                 "{\"type\":\"ask\",\"text\":\"%.*s\",\"id\":\"%.*s\","
                 "\"person\":\"%.*s\"}",
                 (int)text_len, text, (int)id_len, id, (int)person_len, person);
    struct arena *arena = arena_new();
    struct message m;
    enum web_frame kind = web_read(arena, (struct str){frame, (size_t)len}, &m);
    arena_free(arena);
    return kind;
}

static void lengths_have_limits(void **state)
{
    (void)state;
    assert_int_equal(read_long(QUESTION_MAX_BYTES, 64, 64), WEB_ASK);
    assert_int_equal(read_long(QUESTION_MAX_BYTES + 1, 64, 64), WEB_TOO_LONG);
    assert_int_equal(read_long(10, 65, 64), WEB_BAD);
    assert_int_equal(read_long(10, 64, 65), WEB_BAD);
    assert_int_equal(read_long(10, 1, 16), WEB_ASK);
    assert_int_equal(read_long(10, 1, 15), WEB_BAD);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_are_told_apart),
        cmocka_unit_test(lengths_have_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
