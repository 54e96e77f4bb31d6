/* Normal forms: what must get the same key, and what must not. */
#include "normal.h"
#include "spelling.h"
#include "unit.h"
#include "utf8.h"

#include <string.h>

static uint32_t fold(uint32_t code, void *user)
{
    (void)user;
    return code == 0x5716 /* 圖 */ ? 0x56fe /* 图 */ : code;
}

static struct arena *arena;
static struct normalizer *normalizer;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new();
    normalizer = normalizer_new(fold, NULL);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    normalizer_free(normalizer);
    arena_free(arena);
    return 0;
}

static void expect_key(const char *text, const char *key)
{
    struct str got = text_key(normalizer, arena, str_from(text));
    assert_string_equal(got.ptr, key);
}

static void keys_of_names(void **state)
{
    (void)state;
    expect_key("Library Technicians", "librari technician");
    expect_key("  library   TECHNICIAN ", "librari technician");
    expect_key("ＬＩＢＲＡＲＹ technician", "librari technician");
    expect_key("Nurse's aide", "nurs aid");
    expect_key("Nurse\xe2\x80\x99s aide", "nurs aid");
    expect_key("RNs", "rn");
    expect_key("Repairmen", "repairman");
    expect_key("salespeople", "salesperson");
    expect_key("people", "peopl");
    expect_key("R&D manager", "r and d manag");
    expect_key("C++ developer", "c++ develop");
    expect_key("R\xc3\xa9sum\xc3\xa9 Writer", "resum writer");
    expect_key("圖書館技術員", "图書館技術員");
    expect_key("UX 設計師", "ux 設計師");
    expect_key("!?", "");
    expect_key("", "");
}

static void keys_of_cues(void **state)
{
    (void)state;
    struct str key = text_cue_key(normalizer, arena, STR("how much ... make"));
    assert_string_equal(key.ptr, "how much ... make");
    key = text_cue_key(normalizer, arena, STR("和...比"));
    assert_string_equal(key.ptr, "和 ... 比");
}

static void tokens_know_their_place(void **state)
{
    (void)state;
    struct str text = STR("Pay of UX設計?");
    size_t count;
    struct token *tokens = text_tokens(normalizer, arena, text, &count);
    assert_int_equal(count, 5);
    assert_true(
        str_eq(str_slice(text, tokens[2].from, tokens[2].to), STR("UX")));
    assert_true(str_eq(tokens[0].word, STR("pay")));
    assert_true(tokens[3].han && tokens[4].han && !tokens[2].han);
    assert_int_equal(tokens[4].to, text.len - 1);
}

static void tokens_know_what_parts_them(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum mark mark; /* before the second token */
    } rows[] = {{"nurse pay", MARK_NONE},
                {"x-ray", MARK_NONE},
                {"nurse's pay", MARK_NONE},
                {"護士", MARK_NONE},
                {"nurse - pay", MARK_OTHER},
                {"90,000", MARK_OTHER},
                {"3.5", MARK_OTHER},
                {"nurse (RN)", MARK_OPEN},
                {"ob/gyn", MARK_SLASH},
                {"護、士", MARK_LIST},
                {"nurse, pay", MARK_COMMA},
                {"護，士", MARK_COMMA},
                {"vet,dentist", MARK_COMMA},
                {"pay; more", MARK_CLAUSE},
                {"nurse：pay", MARK_CLAUSE},
                {"node.js", MARK_CLAUSE},
                {"nurse. Pay", MARK_SENTENCE},
                {"nurse\npay", MARK_SENTENCE},
                {"護。士", MARK_SENTENCE},
                {"nurse (RN), pay", MARK_OPEN},
                {"nurse,\npay", MARK_SENTENCE},
                {"nurse?! pay", MARK_QUESTION},
                {"護？士", MARK_QUESTION}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t count;
        const struct token *tokens =
            text_tokens(normalizer, arena, str_from(rows[i].text), &count);
        assert_true(count >= 2);
        assert_int_equal(tokens[0].before, MARK_NONE);
        assert_int_equal(tokens[1].before, rows[i].mark);
    }
}

/* Any bytes can be read: cut sequences, overlong forms, surrogates. */
static void any_bytes(void **state)
{
    (void)state;
    static const char *const broken[] = {"\xff\xfe", "\xc0\xaf", "\xed\xa0\x80",
                                         "a\xe5\x9b", "\xf4\x90\x80\x80"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        size_t count;
        assert_false(utf8_valid(str_from(broken[i])));
        text_tokens(normalizer, arena, str_from(broken[i]), &count);
        assert_true(count <= strlen(broken[i]));
    }
    assert_true(utf8_valid(STR("圖書館 nurse")));
    assert_int_equal(utf8_cut(STR("a圖"), 3).len, 1);
    assert_int_equal(utf8_cut(STR("a圖"), 4).len, 4);
}

static void plain_texts(void **state)
{
    (void)state;
    struct str plain = utf8_plain(arena, STR("a\x01"
                                             "b\nc\xff"
                                             "d\xe2\x80\x8b"
                                             "e\xc2\xad"
                                             "f\xe2\x80\xae"
                                             "圖\0g"));
    assert_true(str_eq(plain, STR("a b c def圖 g")));
}

static void long_texts(void **state)
{
    (void)state;
    static char text[4000];
    memset(text, '&', sizeof text);
    size_t count;
    text_tokens(normalizer, arena, (struct str){text, sizeof text}, &count);
    assert_int_equal(count, sizeof text);
    memset(text, 'a', sizeof text);
    struct token *tokens =
        text_tokens(normalizer, arena, (struct str){text, sizeof text}, &count);
    assert_int_equal(count, 1);
    assert_true(tokens[0].word.len < 64);
}

static void spelling(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        size_t distance;
    } pairs[] = {{"nurse", "nurse", 0},          {"nurse", "nrse", 1},
                 {"nurse", "nurrse", 1},         {"nurse", "nusre", 1},
                 {"nurse", "nurze", 1},          {"library", "libary", 1},
                 {"nurse", "horse", 2},          {"", "ab", 2},
                 {"technician", "tecnicain", 2}, {"nurse", "doctor", 3}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(
            spelling_distance(str_from(pairs[i].a), str_from(pairs[i].b), 2),
            pairs[i].distance);
    assert_int_equal(spelling_slips(3), 0);
    assert_int_equal(spelling_slips(5), 1);
    assert_int_equal(spelling_slips(10), 2);
}

static void same_words(void **state)
{
    (void)state;
    static const char *const same[][2] = {
        {"Bus driver", "BUS DRIVERS"},
        {"ladies' tailor", "Lady Tailor"},
        {"set-up operator", "Set Up Operator"},
        {"nurse practitioners", "Nurse Practitioner"},
        {"boss", "Boss"},
        {"sde", "SDE"},
        {"ladies", "LADY"},
        {"lineman's", "Linemen"},
        {"", " "}};
    static const char *const other[][2] = {
        {"structures technician", "Structural Technician"},
        {"projection designer", "Project Designer"},
        {"bus driver", "Bus"},
        {"caf\xc3\xa9", "cafe"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        if (!text_same_words(str_from(same[i][0]), str_from(same[i][1])))
            fail_msg("%s is not %s", same[i][0], same[i][1]);
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        if (text_same_words(str_from(other[i][0]), str_from(other[i][1])))
            fail_msg("%s is %s", other[i][0], other[i][1]);
    assert_true(
        text_same_but_last(STR("account manager"), STR("Account Managers")));
    assert_false(
        text_same_but_last(STR("account manager"), STR("accounts manager")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_of_names),
        cmocka_unit_test(keys_of_cues),
        cmocka_unit_test(tokens_know_their_place),
        cmocka_unit_test(tokens_know_what_parts_them),
        cmocka_unit_test(any_bytes),
        cmocka_unit_test(plain_texts),
        cmocka_unit_test(long_texts),
        cmocka_unit_test(spelling),
        cmocka_unit_test(same_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
