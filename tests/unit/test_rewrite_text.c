/* What a language model is asked, and which of its replies are taken. */
#include "json.h"
#include "own_arena.h"
#include "rewrite_text.h"
#include "unit.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

/* A response whose model writes this. */
static struct str response(const char *content)
{
    struct buf body;
    buf_init(&body, 65536);
    buf_add_z(&body, "{\"choices\":[{\"index\":0,\"message\":"
                     "{\"role\":\"assistant\",\"content\":");
    buf_add_json(&body, str_from(content));
    buf_add_z(&body, "}}]}");
    struct str text = arena_str(arena, buf_str(&body));
    buf_fini(&body);
    return text;
}

static struct rewrite_reply read(const char *content)
{
    struct rewrite_reply reply;
    struct error err;
    if (rewrite_reply(arena, response(content), &reply, &err) != STATUS_OK)
        fail_msg("%s\nis refused: %s", content, err.text);
    return reply;
}

static void a_reply_of_each_kind(void **state)
{
    (void)state;
    struct rewrite_reply r =
        read("{\"kind\":\"single\",\"occupations\":[\" Registered Nurses \"],"
             "\"subject\":\"salary\",\"rank\":null}");
    assert_true(r.has_query);
    assert_int_equal(r.query.kind, KIND_SINGLE);
    assert_int_equal(r.query.occupation_count, 1);
    assert_true(str_eq(r.query.occupations[0], STR("Registered Nurses")));
    assert_int_equal(r.query.subject, SUBJECT_SALARY);

    r = read(" {\"kind\":\"compare\",\"occupations\":[\"a\",\"b\",\"c\"],"
             "\"why\":\"because\"}\n");
    assert_int_equal(r.query.kind, KIND_COMPARE);
    assert_int_equal(r.query.occupation_count, 3);
    assert_int_equal(r.query.subject, SUBJECT_NONE);

    r = read("{\"kind\":\"list\",\"occupations\":[],\"rank\":\"ai_low\"}");
    assert_int_equal(r.query.kind, KIND_LIST);
    assert_int_equal(r.query.rank, RANK_AI_LOW);

    assert_false(read("{\"kind\":\"outofscope\"}").has_query);
}

static void refused(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "Nurses earn well.",
        "```json\n{\"kind\":\"outofscope\"}\n```",
        "[]",
        "null",
        "{}",
        "{\"kind\":\"outofscope\"}{}",
        "{\"kind\":\"clarify\",\"occupations\":[\"a\"]}",
        "{\"kind\":1,\"occupations\":[\"a\"]}",
        "{\"Kind\":\"single\",\"occupations\":[\"a\"]}",
        "{\"kind\":\"single\"}",
        "{\"kind\":\"single\",\"occupations\":null}",
        "{\"kind\":\"single\",\"occupations\":\"a\"}",
        "{\"kind\":\"single\",\"occupations\":[]}",
        "{\"kind\":\"single\",\"occupations\":[\" \"]}",
        "{\"kind\":\"single\",\"occupations\":[254031]}",
        "{\"kind\":\"single\",\"occupations\":[\"a\",\"b\"]}",
        "{\"kind\":\"compare\",\"occupations\":[\"a\"]}",
        "{\"kind\":\"compare\",\"occupations\":[\"a\",\"b\",\"c\",\"d\","
        "\"e\"]}",
        "{\"kind\":\"single\",\"occupations\":[\"a\"],\"subject\":\"pay\"}",
        "{\"kind\":\"single\",\"occupations\":[\"a\"],\"subject\":3}",
        "{\"kind\":\"list\",\"occupations\":[]}",
        "{\"kind\":\"list\",\"occupations\":[\"a\"],\"rank\":\"pay\"}",
        "{\"kind\":\"list\",\"rank\":\"best\"}",
    };
    struct rewrite_reply reply;
    struct error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        if (rewrite_reply(arena, response(bad[i]), &reply, &err) !=
            STATUS_INVALID)
            fail_msg("%s is taken", bad[i]);
    char longer[512] = "{\"kind\":\"single\",\"occupations\":[\"";
    memset(longer + strlen(longer), 'a', 121);
    strcat(longer, "\"]}");
    assert_int_equal(rewrite_reply(arena, response(longer), &reply, &err),
                     STATUS_INVALID);
}

static void responses_that_hold_no_reply(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "",
        "<html></html>",
        "{}",
        "{\"choices\":{}}",
        "{\"choices\":[]}",
        "{\"choices\":[null]}",
        "{\"choices\":[{\"message\":{\"content\":null}}]}",
        "{\"choices\":[{\"message\":{\"content\":\"a\\u0000b\"}}]}",
        "{\"error\":{\"message\":\"no such model\"}}",
    };
    struct rewrite_reply reply;
    struct error err;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(rewrite_reply(arena, str_from(bad[i]), &reply, &err),
                         STATUS_INVALID);
        assert_non_null(strstr(err.text, "choices[0].message.content"));
    }
}

/* The request for a question, read back. Owned: json_free. */
static cJSON *request(struct str question, const struct str *about,
                      size_t count)
{
    struct buf body;
    cJSON *json;
    buf_init(&body, REWRITE_REQUEST_MAX_BYTES);
    rewrite_request(&body, "a \"model\"", question, about, count);
    assert_false(body.full);
    assert_int_equal(json_parse(buf_str(&body), &json, NULL), STATUS_OK);
    buf_fini(&body);
    return json;
}

static struct str content(const cJSON *json, int message)
{
    struct str text;
    assert_true(
        json_str(cJSON_GetArrayItem(json_get(json, "messages"), message),
                 "content", &text));
    return text;
}

static void a_request(void **state)
{
    (void)state;
    struct str model, about[] = {STR("Electricians"), STR("Plumbers")};
    cJSON *json = request(STR("which is \"better\"?\n"), about, 2);
    assert_true(json_str(json, "model", &model));
    assert_true(str_eq(model, STR("a \"model\"")));
    assert_true(str_eq(content(json, 1),
                       STR("{\"question\":\"which is \\\"better\\\"?\\n\","
                           "\"about\":[\"Electricians\",\"Plumbers\"]}")));
    /* every subject is named */
    struct str instructions = content(json, 0);
    for (int i = 1; i < SUBJECT_COUNT; i++) {
        struct str id =
            arena_printf(arena, "\"%s\" (", subject_id((enum subject)i));
        assert_true(str_find(instructions, id) < instructions.len);
    }
    json_free(json);
}

/* The longest question of the worst bytes still makes a request, and none of
 * them gets out of its string. */
static void any_bytes_are_a_question(void **state)
{
    (void)state;
    static const char worst[] = {'"', '\\', '\x01', '\xff', '\0', '}'};
    char text[2 * QUESTION_MAX_BYTES];
    for (size_t w = 0; w < sizeof worst; w++) {
        cJSON *inner;
        memset(text, worst[w], sizeof text);
        cJSON *json = request((struct str){text, sizeof text}, NULL, 0);
        assert_int_equal(cJSON_GetArraySize(json_get(json, "messages")), 2);
        if (worst[w] != '\0') /* refused wherever JSON is read here */
            assert_int_equal(json_parse(content(json, 1), &inner, NULL),
                             STATUS_OK);
        else
            inner = NULL;
        json_free(inner);
        json_free(json);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_of_each_kind),
        cmocka_unit_test(refused),
        cmocka_unit_test(responses_that_hold_no_reply),
        cmocka_unit_test(a_request),
        cmocka_unit_test(any_bytes_are_a_question),
    };
    return cmocka_run_group_tests(tests, begin_arena, end_arena);
}
