/* The vocabulary of everything: borrowed text, arenas, buffers, strict JSON. */
#include "arena.h"
#include "buf.h"
#include "json.h"
#include "knowledge.h"
#include "lang.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

static void strings(void **state)
{
    (void)state;
    assert_true(
        str_eq(str_trim(STR(" \xe3\x80\x80 a b \xc2\xa0\n")), STR("a b")));
    assert_int_equal(str_trim(STR(" \t ")).len, 0);
    assert_true(str_compare(STR("ab"), STR("abc")) < 0);
    assert_true(str_compare(STR("b"), STR("abc")) > 0);
    assert_int_equal(str_find(STR("banana"), STR("nan")), 2);
    assert_int_equal(str_find(STR("banana"), STR("x")), 6);

    struct str rest = STR("a,,b");
    assert_true(str_eq(str_split(&rest, ','), STR("a")));
    assert_int_equal(str_split(&rest, ',').len, 0);
    assert_true(str_eq(str_split(&rest, ','), STR("b")));
    assert_null(rest.ptr);
}

static void numbers(void **state)
{
    (void)state;
    double value;
    long whole;
    assert_true(str_to_double(STR("-2.5e3"), &value) && value < -2499.9);
    assert_false(str_to_double(STR("12x"), &value));
    assert_false(str_to_double(STR("nan"), &value));
    assert_false(str_to_double(STR("1e999"), &value));
    assert_false(str_to_double(STR(""), &value));
    assert_false(str_to_double(STR("-"), &value));
    assert_true(str_to_long(STR("-42"), &whole) && whole == -42);
    assert_false(str_to_long(STR("4.2"), &whole));
    assert_false(str_to_long(STR("-"), &whole));
    assert_false(str_to_long(STR("99999999999999999999"), &whole));
}

static void arenas(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    char *big = arena_alloc(arena, 100000);
    for (size_t i = 0; i < 100000; i++)
        assert_int_equal(big[i], 0);
    memset(big, 1, 100000);
    struct str text = arena_printf(arena, "%s-%d", "nurse", 7);
    assert_string_equal(text.ptr, "nurse-7");
    arena_reset(arena);
    char *again = arena_alloc(arena, 64);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(again[i], 0);
    arena_free(arena);
}

static void buffers_keep_their_maximum(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 8);
    buf_add_z(&buf, "12345");
    buf_add_z(&buf, "6789"); /* too much: left out whole */
    assert_true(buf.full);
    assert_string_equal(buf.ptr, "12345");
    buf_clear(&buf);
    buf_printf(&buf, "%d", 12345678);
    assert_false(buf.full);
    char *taken = buf_take(&buf);
    assert_string_equal(taken, "12345678");
    free(taken);
    buf_fini(&buf);
}

static void json_strings(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 100);
    buf_add_json(&buf, STR("\"\\\n\x01 圖\xff"));
    assert_string_equal(buf.ptr, "\"\\\"\\\\\\n\\u0001 圖\xef\xbf\xbd\"");
    buf_fini(&buf);
}

static void json_is_strict(void **state)
{
    (void)state;
    static const char *const refused[] = {
        "",           "  ",       "{",           "{} x",
        "{\"a\":1,}", "\"\xff\"", "\"\\u0000\"", "{\"a\":\"b\nc\"}",
    };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        cJSON *json;
        struct error err;
        assert_int_equal(json_parse(str_from(refused[i]), &json, &err),
                         STATUS_INVALID);
        assert_null(json);
        assert_true(strlen(err.text) > 0);
    }
    cJSON *json;
    struct error err;
    char deep[200];
    memset(deep, '[', sizeof deep);
    assert_int_equal(json_parse((struct str){deep, sizeof deep}, &json, &err),
                     STATUS_INVALID);
    assert_int_equal(json_parse((struct str){"[1]\0", 4}, &json, &err),
                     STATUS_INVALID);

    assert_int_equal(
        json_parse(STR("{\"Data\":{\"post\":\"\\\"x\\\\\"},\"n\":2.5}\n"),
                   &json, &err),
        STATUS_OK);
    struct str text;
    double number;
    assert_true(json_str(json, "Data.post", &text));
    assert_true(str_eq(text, STR("\"x\\")));
    assert_false(json_str(json, "data.post", &text)); /* case counts */
    assert_false(json_str(json, "n", &text));
    assert_true(json_number(json, "n", &number));
    json_free(json);
}

static void languages(void **state)
{
    (void)state;
    enum lang lang;
    assert_true(lang_parse(STR("ZH-hant"), &lang) && lang == LANG_ZH_HANT);
    assert_true(lang_parse(STR("zh-CN"), &lang) && lang == LANG_ZH_HANS);
    assert_false(lang_parse(STR("fr"), &lang));
}

/* Not by their bytes: there is room behind the ends of texts and lists. */
static void wishes_by_their_values(void **state)
{
    (void)state;
    struct wishes a = {.rank = RANK_PAY, .words = "horses"}, b = a;
    strcpy(a.words + sizeof "horses", "behind the end");
    a.sector.codes[0] = 53; /* of no code */
    assert_true(wishes_equal(&a, &b));
    b.range[WISH_PAY].from = 50000;
    assert_false(wishes_equal(&a, &b));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings),
        cmocka_unit_test(numbers),
        cmocka_unit_test(arenas),
        cmocka_unit_test(buffers_keep_their_maximum),
        cmocka_unit_test(json_strings),
        cmocka_unit_test(json_is_strict),
        cmocka_unit_test(languages),
        cmocka_unit_test(wishes_by_their_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
