/* Question lines in, answer lines out: what is kept, what is reported. */
#include "batch.h"
#include "json.h"
#include "shipped_knowledge.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

/* The answer to a line, parsed; owned. */
static cJSON *answered(struct str line, bool expect_read)
{
    struct str out;
    cJSON *json;
    struct error err;
    bool read = batch_line(knowledge, arena, LANG_AUTO, line, &out);
    if (read != expect_read)
        fail_msg("%.*s: %.*s", STR_ARG(line), STR_ARG(out));
    assert_int_equal(memchr(out.ptr, '\n', out.len) == NULL, 1);
    if (json_parse(out, &json, &err) != STATUS_OK)
        fail_msg("%.*s: %s", STR_ARG(out), err.text);
    return json;
}

static void has(const cJSON *json, const char *path, const char *expected)
{
    struct str value = STR("(none)");
    json_str(json, path, &value);
    assert_true(value.len > 0);
    if (!str_eq(value, str_from(expected)))
        fail_msg("%s is %.*s, not %s", path, STR_ARG(value), expected);
}

static void a_question(void **state)
{
    (void)state;
    bool yes = false;
    double confidence = -1;
    cJSON *json = answered(
        STR("{\"id\":\"q1\",\"query\":\"what does a library technician earn?\","
            "\"lang\":\"en\",\"unknown\":[1,{\"a\":null}]}"),
        true);
    has(json, "id", "q1");
    has(json, "kind", "single");
    has(json, "language", "en");
    has(json, "section", "salary");
    has(json, "answer.subject", "salary");
    assert_true(json_bool(json, "answered", &yes) && yes);
    assert_true(json_number(json, "confidence", &confidence) &&
                confidence > 0 && confidence <= 1);
    struct str text;
    assert_true(json_str(json, "text", &text));
    assert_true(str_starts(text, STR("**Library Technicians** (25-4031): ")));
    json_free(json);
}

static void context_is_folded(void **state)
{
    (void)state;
    cJSON *json = answered(STR("{\"id\":2,\"query\":\"and the pay?\","
                               "\"context\":[\"hello\",\"what does a library "
                               "technician do\"]}"),
                           true);
    has(json, "kind", "followup");
    has(json, "section", "salary");
    json_free(json);
    json = answered(STR("{\"text\":\"and the pay?\"}"), true);
    has(json, "kind", "clarify");
    json_free(json);
}

static void ids_come_back_as_given(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{\"id\":\"q\\u0022\\n\",\"query\":\"hi\"}", "{\"id\":\"q\\\"\\n\","},
        {"{\"id\":12345678901234567890,\"query\":\"hi\"}",
         "{\"id\":12345678901234567890,"},
        {"{\"query\":\"hi\",\"a\":{\"id\":[1,2]},\"id\": 1.50 }",
         "{\"id\":1.50,"},
        {"{\"query\":\"a,b:\\\"}{\",\"\\u0069d\":-0e+1}", "{\"id\":-0e+1,"},
        {"{\"id\":1e999,\"query\":\"hi\"}", "{\"id\":1e999,"},
        /* what only looks like a number of JSON */
        {"{\"id\":007,\"query\":\"hi\"}", "{\"id\":null,"},
        {"{\"id\":01e999,\"query\":\"hi\"}", "{\"id\":null,"},
        {"{\"id\":-01e999,\"query\":\"hi\"}", "{\"id\":null,"},
        {"{\"id\":null,\"query\":\"hi\"}", "{\"id\":null,"},
        {"{\"query\":\"hi\"}", "{\"id\":null,"},
        {"{\"id\":7}", "{\"id\":7,\"error\":\"\\\"query\\\" is missing or not "
                       "a text\"}"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str out;
        batch_line(knowledge, arena, LANG_AUTO, str_from(cases[i][0]), &out);
        if (!str_starts(out, str_from(cases[i][1])))
            fail_msg("%s gives %.*s", cases[i][0], STR_ARG(out));
    }
}

static void lines_that_cannot_be_read(void **state)
{
    (void)state;
    static const struct {
        struct str line;
        const char *id, *error; /* the error begins so */
    } cases[] = {
        {STR(""), NULL, "not JSON"},
        {STR("what does a nurse earn"), NULL, "not JSON"},
        {STR("[1]"), NULL, "the line is not a JSON object"},
        {STR("\"q\""), NULL, "the line is not a JSON object"},
        {STR("{\"query\":\"a\"} x"), NULL, "not JSON: more text"},
        {STR("{\"query\":\"a\0b\"}"), NULL, "not JSON: a NUL"},
        {STR("{\"query\":\"a\\u0000b\"}"), NULL, "not JSON: a NUL"},
        {STR("{\"query\":\"\xff\"}"), NULL, "not JSON: bytes that are not "},
        {STR("{\"query\":\"\\ud800\"}"), NULL, "not JSON"},
        {STR("{\"id\":[],\"query\":\"a\"}"), NULL, "\"id\" is neither"},
        {STR("{\"id\":true,\"query\":\"a\"}"), NULL, "\"id\" is neither"},
        {STR("{\"id\":\"x\",\"query\":3}"), "x", "\"query\" is missing"},
        {STR("{\"id\":\"x\",\"QUERY\":\"a\"}"), "x", "\"query\" is missing"},
        {STR("{\"id\":\"x\",\"query\":\"a\",\"context\":\"b\"}"), "x",
         "\"context\" is not"},
        {STR("{\"id\":\"x\",\"query\":\"a\",\"context\":[1]}"), "x",
         "\"context\" is not"},
        {STR("{\"id\":\"x\",\"query\":\"a\",\"lang\":\"tlh\"}"), "x",
         "\"lang\" is none"},
        {STR("{\"id\":\"x\",\"query\":\"a\",\"addressed\":\"no\"}"), "x",
         "\"addressed\" is neither"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str error = STR_NONE, id;
        cJSON *json = answered(cases[i].line, false);
        assert_true(json_str(json, "error", &error));
        if (!str_starts(error, str_from(cases[i].error)))
            fail_msg("%.*s: %.*s", STR_ARG(cases[i].line), STR_ARG(error));
        if (cases[i].id)
            has(json, "id", cases[i].id);
        else
            assert_false(json_str(json, "id", &id));
        json_free(json);
    }
}

static void chinese_of_the_questions_script(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{\"query\":\"圖書館技術員的薪水\",\"lang\":\"zh\"}", "zh-Hant"},
        {"{\"query\":\"图书馆技术员的工资\",\"lang\":\"zh\"}", "zh-Hans"},
        {"{\"query\":\"圖書館技術員的薪水\",\"lang\":\"zh-Hans\"}", "zh-Hans"},
        {"{\"query\":\"library technician pay\",\"lang\":\"zh\"}", "zh-Hans"},
        {"{\"query\":\"library technician pay\",\"lang\":\"auto\"}", "en"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        cJSON *json = answered(str_from(cases[i][0]), true);
        has(json, "language", cases[i][1]);
        json_free(json);
    }
}

static void overheard_chatter_gets_no_text(void **state)
{
    (void)state;
    bool yes = true;
    struct str text = STR("?");
    cJSON *json = answered(STR("{\"query\":\"lol see you at lunch\","
                               "\"addressed\":false}"),
                           true);
    assert_true(json_bool(json, "answered", &yes) && !yes);
    assert_true(json_str(json, "text", &text) && text.len == 0);
    json_free(json);
}

/* Runs a whole batch; the output is owned. */
static char *run(struct str in)
{
    char *out = NULL;
    size_t len = 0;
    struct error err;
    FILE *from = fmemopen((void *)(size_t)in.ptr, in.len, "rb");
    FILE *to = open_memstream(&out, &len);
    assert_int_equal(batch_run(knowledge, LANG_AUTO, from, to, &err),
                     STATUS_OK);
    fclose(from);
    fclose(to);
    return out;
}

static void files(void **state)
{
    (void)state;
    char *out = run(STR("\xef\xbb\xbf{\"id\":1,\"query\":\"hi\"}\r\n"
                        "\n"
                        " \r\n"
                        "broken\n"
                        "{\"id\":3,\"query\":\"thanks\"}"));
    const char *ids[] = {"{\"id\":1,\"kind\"", "{\"id\":null,\"error\"",
                         "{\"id\":3,\"kind\""};
    const char *line = out;
    for (size_t i = 0; i < 3; i++) {
        assert_memory_equal(line, ids[i], strlen(ids[i]));
        line = strchr(line, '\n') + 1;
    }
    assert_int_equal(*line, '\0');
    free(out);
}

static void lines_beyond_the_limit(void **state)
{
    (void)state;
    static const char head[] = "{\"id\":1,\"query\":\"";
    size_t longest = BATCH_LINE_MAX_BYTES;
    char *in = malloc(2 * longest + 100);
    assert_non_null(in);
    for (size_t over = 0; over < 2; over++) {
        size_t len = longest + over;
        memset(in, 'a', len);
        memcpy(in, head, sizeof head - 1);
        memcpy(in + len - 2, "\"}", 2);
        memcpy(in + len, "\r\n{\"id\":2,\"query\":\"hi\"}\n", 25);
        char *out = run((struct str){in, len + 25});
        assert_memory_equal(out,
                            over ? "{\"id\":null,\"error\":\"line 1 is longer"
                                 : "{\"id\":1,\"kind\":",
                            15);
        assert_non_null(strstr(out, "\n{\"id\":2,\"kind\":"));
        free(out);
    }
    free(in);
}

static void output_that_cannot_be_written(void **state)
{
    (void)state;
    struct error err;
    FILE *from = fmemopen((void *)(size_t) "{\"query\":\"hi\"}\n", 15, "rb");
    FILE *to = fopen("/dev/full", "w");
    assert_non_null(to);
    assert_int_equal(batch_run(knowledge, LANG_AUTO, from, to, &err),
                     STATUS_IO);
    assert_non_null(strstr(err.text, "cannot be written"));
    fclose(from);
    fclose(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_question),
        cmocka_unit_test(context_is_folded),
        cmocka_unit_test(ids_come_back_as_given),
        cmocka_unit_test(lines_that_cannot_be_read),
        cmocka_unit_test(chinese_of_the_questions_script),
        cmocka_unit_test(overheard_chatter_gets_no_text),
        cmocka_unit_test(files),
        cmocka_unit_test(lines_beyond_the_limit),
        cmocka_unit_test(output_that_cannot_be_written),
    };
    return cmocka_run_group_tests(tests, begin_knowledge, end_knowledge);
}
