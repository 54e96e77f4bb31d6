/* Answers as Mattermost posts: what the server takes, and nobody notified. */
#include "unit.h"

#include "json.h"
#include "mattermost_out.h"
#include "sample_answer.h"

#include <stdlib.h>
#include <string.h>

static void writes_markdown(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    struct buf out;
    answer.choices[0] =
        (struct answer_choice){STR("Compare"), STR("compare it")};
    answer.choice_count = 1;
    buf_init(&out, 100000);
    mattermost_write_text(&out, &answer);
    assert_non_null(strstr(out.ptr, "**Library Technicians**"));
    assert_non_null(strstr(out.ptr, "| Stage | Pay |"));
    assert_non_null(strstr(out.ptr, "1. Compare"));
    buf_fini(&out);
}

/* Whatever stands in an answer, no "@" begins a name in its post. */
static void notifies_nobody(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "@here",  "tell @channel and @all", "(@ann)", "a@here.test",
        "/@here", "\xe5\x9c\xa8@here",      "@@here"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct answer_block block = {.type = BLOCK_TEXT,
                                     .text = str_from(texts[i])};
        struct answer answer = {.lang = LANG_EN, .blocks = &block};
        struct buf out;
        buf_init(&out, 10000);
        mattermost_write_text(&out, &answer);
        const char *at = strchr(out.ptr, '@');
        assert_non_null(at);
        for (; at; at = strchr(at + 1, '@'))
            if (strncmp(at + 1, "\xe2\x80\x8b", 3) != 0)
                fail_msg("%s became %s", texts[i], out.ptr);
        buf_fini(&out);
    }
}

static void says_nothing_when_silent(void **state)
{
    (void)state;
    struct answer_block blocks[7];
    struct answer answer = sample_answer(blocks);
    struct buf out;
    answer.silent = true;
    buf_init(&out, 1000);
    mattermost_write_text(&out, &answer);
    assert_int_equal(out.len, 0);
    buf_fini(&out);
}

static void splits_at_borders(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t max_chars;
        const char *parts[4];
    } cases[] = {
        {"", 10, {NULL}},
        {" \n\n ", 10, {NULL}},
        {"short", 10, {"short"}},
        {"exactly 10", 10, {"exactly 10"}},
        {"one\ntwo\n\nthree\nfour", 12, {"one\ntwo", "three\nfour"}},
        {"one\ntwo\nthree", 8, {"one\ntwo", "three"}},
        {"abcdefghij", 4, {"abcd", "efgh", "ij"}},
        {"\xe4\xb8\x80\xe4\xba\x8c\xe4\xb8\x89",
         2,
         {"\xe4\xb8\x80\xe4\xba\x8c", "\xe4\xb8\x89"}},
        {"aa\n\nbb\n\ncc", 6, {"aa\n\nbb", "cc"}},
        {"aa\n\n\n\n\n\nbb", 4, {"aa", "bb"}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str rest = str_from(cases[i].text);
        for (size_t n = 0; n < 4; n++) {
            struct str part = mattermost_next_part(&rest, cases[i].max_chars);
            if (!str_eq(part, str_from(cases[i].parts[n])))
                fail_msg("part %zu of \"%s\": \"%.*s\"", n, cases[i].text,
                         STR_ARG(part));
            if (!cases[i].parts[n])
                break;
        }
        assert_int_equal(rest.len, 0);
    }
}

/* A long text loses nothing but white space at the cuts. */
static void splits_without_loss(void **state)
{
    (void)state;
    struct buf text, joined;
    buf_init(&text, 1000000);
    buf_init(&joined, 1000000);
    for (int i = 0; i < 3000; i++)
        buf_printf(&text, "\xe8\x81\xb7\xe6\xa5\xad line %d%s", i,
                   i % 7 ? "\n" : "\n\n");
    struct str rest = buf_str(&text), part;
    int parts = 0;
    while ((part = mattermost_next_part(&rest, MATTERMOST_POST_CHARS)).len) {
        size_t chars = 0;
        for (size_t i = 0; i < part.len; i++)
            chars += ((unsigned char)part.ptr[i] & 0xc0) != 0x80;
        assert_in_range(chars, 1, MATTERMOST_POST_CHARS);
        buf_add(&joined, part);
        parts++;
    }
    assert_in_range(parts, 2, 4);
    size_t at = 0;
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != '\n') {
            while (joined.ptr[at] == '\n')
                at++;
            assert_int_equal(joined.ptr[at++], text.ptr[i]);
        }
    buf_fini(&text);
    buf_fini(&joined);
}

static const struct mattermost_place place = {.bot = {"bot", 3},
                                              .question = {"p1", 2},
                                              .channel = {"chan", 4},
                                              .root = {"root", 4}};

/* A member of a body; it lives as long as the arena. */
static struct str member(struct arena *arena, struct str body, const char *path)
{
    cJSON *json;
    struct str value = STR("(none)");
    assert_int_equal(json_parse(body, &json, NULL), STATUS_OK);
    if (json_str(json, path, &value))
        value = arena_str(arena, value);
    json_free(json);
    return value;
}

static void writes_valid_bodies(void **state)
{
    (void)state;
    struct answer_block block = {
        .type = BLOCK_TEXT,
        .text = STR("\"quoted\" \x01 \xff nul \xe8\x81\xb7")};
    struct answer answer = {.lang = LANG_EN, .blocks = &block};
    struct str bodies[4];
    struct arena *arena = arena_new();
    assert_int_equal(mattermost_write_reply(arena, &answer, &place,
                                            MATTERMOST_POST_CHARS, bodies, 4),
                     1);
    static const struct {
        const char *path, *value;
    } members[] = {{"channel_id", "chan"},
                   {"root_id", "root"},
                   {"pending_post_id", "bot:p1:0"},
                   {"message", "\"quoted\" \xef\xbf\xbd nul \xe8\x81\xb7"},
                   {"props.from_bot", "true"},
                   {"props.careerbot_question", "p1"},
                   {"props.attachments", "(none)"}};
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        struct str value = member(arena, bodies[0], members[i].path);
        if (!str_eq(value, str_from(members[i].value)))
            fail_msg("%s: %.*s", members[i].path, STR_ARG(value));
    }
    arena_free(arena);
}

/* Every part says which it is; buttons are on the last. */
static void numbers_its_parts(void **state)
{
    (void)state;
    struct answer_block blocks[2] = {
        {.type = BLOCK_TEXT, .text = STR("first"), .next = &blocks[1]},
        {.type = BLOCK_TEXT, .text = STR("second")}};
    struct answer answer = {.lang = LANG_EN,
                            .blocks = blocks,
                            .choices = {{STR("Pay"), STR("its pay")}},
                            .choice_count = 1};
    struct mattermost_place with_buttons = place;
    with_buttons.callback = "http://bot.test/x";
    with_buttons.secret = "s3cret";
    struct str bodies[4];
    struct arena *arena = arena_new();
    size_t count =
        mattermost_write_reply(arena, &answer, &with_buttons, 8, bodies, 4);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < count; i++) {
        double number;
        cJSON *json;
        assert_int_equal(json_parse(bodies[i], &json, NULL), STATUS_OK);
        assert_true(json_number(json, "props.careerbot_part", &number));
        assert_int_equal((int)number, (int)i);
        assert_int_equal(json_get(json, "props.attachments") != NULL,
                         i + 1 == count);
        json_free(json);
    }
    struct str last = bodies[count - 1];
    static const char *const held[] = {
        "\"type\":\"button\"",           "\"name\":\"Pay\"",
        "\"url\":\"http://bot.test/x\"", "\"secret\":\"s3cret\"",
        "\"ask\":\"its pay\"",           "\"thread\":\"root\"",
        "\"channel\":\"chan\"",          "\"direct\":false"};
    for (size_t i = 0; i < sizeof held / sizeof *held; i++)
        assert_true(str_find(last, str_from(held[i])) < last.len);
    /* no more than asked for */
    assert_int_equal(
        mattermost_write_reply(arena, &answer, &with_buttons, 8, bodies, 2), 2);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_markdown),
        cmocka_unit_test(notifies_nobody),
        cmocka_unit_test(says_nothing_when_silent),
        cmocka_unit_test(splits_at_borders),
        cmocka_unit_test(splits_without_loss),
        cmocka_unit_test(writes_valid_bodies),
        cmocka_unit_test(numbers_its_parts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
