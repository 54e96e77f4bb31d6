/* Queries that somebody else has read: answered like any question, or refused
 * where the pack does not know what they name. */
#include "shipped_knowledge.h"
#include "unit.h"

#include <string.h>

static struct knowledge_query single(const char *name, enum subject subject)
{
    return (struct knowledge_query){.kind = KIND_SINGLE,
                                    .occupations = {str_from(name)},
                                    .occupation_count = 1,
                                    .subject = subject};
}

static void by_any_name(void **state)
{
    (void)state;
    static const char *const names[] = {
        "Library Technicians", "library technician",    "25-4031",
        "25-4031.00",          " LIBRARY TECHNICIANS ", "圖書館技術員",
        "图书馆技术员"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct topic topic = {0};
        struct answer answer;
        struct knowledge_query query = single(names[i], SUBJECT_SALARY);
        assert_int_equal(knowledge_answer_query(knowledge, arena, &query,
                                                LANG_EN, &topic, &answer),
                         STATUS_OK);
        assert_true(answer.answered);
        assert_int_equal(answer.kind, KIND_SINGLE);
        assert_int_equal(answer.subject, SUBJECT_SALARY);
        assert_string_equal(answer.occupations[0].soc, "25-4031");
        assert_int_equal(topic.soc[0], 254031);
        assert_int_equal(topic.subject, SUBJECT_SALARY);
    }
}

/* As if it had been asked: the conversation goes on with it. */
static void it_is_the_topic(void **state)
{
    (void)state;
    struct topic topic = {0};
    struct answer answer;
    struct knowledge_query query = single("Electricians", SUBJECT_NONE);
    assert_int_equal(knowledge_answer_query(knowledge, arena, &query,
                                            LANG_ZH_HANT, &topic, &answer),
                     STATUS_OK);
    assert_int_equal(answer.lang, LANG_ZH_HANT);
    assert_int_equal(answer.subject, SUBJECT_OVERVIEW);
    struct question question = {.text = STR("and the pay?"), .addressed = true};
    knowledge_answer(knowledge, arena, &question, &topic, &answer);
    assert_int_equal(answer.kind, KIND_FOLLOWUP);
    assert_string_equal(answer.occupations[0].soc, "47-2111");
    assert_int_equal(answer.subject, SUBJECT_SALARY);
}

static void comparisons_and_lists(void **state)
{
    (void)state;
    struct topic topic = {0};
    struct answer answer;
    struct knowledge_query both = {
        .kind = KIND_COMPARE,
        .occupations = {STR("Electricians"), STR("47-2111"), STR("plumber")},
        .occupation_count = 3,
        .subject = SUBJECT_SALARY};
    assert_int_equal(knowledge_answer_query(knowledge, arena, &both, LANG_EN,
                                            &topic, &answer),
                     STATUS_OK);
    assert_int_equal(answer.kind, KIND_COMPARE);
    assert_int_equal(answer.occupation_count, 2); /* each once */
    assert_string_equal(answer.occupations[1].soc, "47-2152");
    assert_int_equal(topic.soc_count, 2);

    struct knowledge_query list = {.kind = KIND_LIST, .rank = RANK_GROWTH};
    assert_int_equal(knowledge_answer_query(knowledge, arena, &list, LANG_EN,
                                            &topic, &answer),
                     STATUS_OK);
    assert_true(answer.answered);
    assert_int_equal(answer.subject, SUBJECT_OUTLOOK);
    assert_true(topic.listed);
}

static void refused(void **state)
{
    (void)state;
    struct topic topic = {.soc = {254031}, .soc_count = 1}, before = topic;
    struct answer answer;
    struct {
        struct knowledge_query query;
        enum status status;
    } cases[] = {
        {single("Dragon Tamers", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {single("what does a nurse earn", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {single("99-9999", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {single("25-40311", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {single("-5--4031", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {single("", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {single("\xff\x00", SUBJECT_SALARY), STATUS_NOT_FOUND},
        {{.kind = KIND_SINGLE}, STATUS_INVALID},
        {{.kind = KIND_OUTOFSCOPE}, STATUS_INVALID},
        {{.kind = KIND_LIST}, STATUS_INVALID},
        {{.kind = KIND_COMPARE,
          .occupations = {STR("Electricians"), STR("electrician")},
          .occupation_count = 2},
         STATUS_INVALID},
        {{.kind = KIND_COMPARE,
          .occupations = {STR("Electricians"), STR("Dragon Tamers")},
          .occupation_count = 2},
         STATUS_NOT_FOUND},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(knowledge_answer_query(knowledge, arena,
                                                &cases[i].query, LANG_EN,
                                                &topic, &answer),
                         cases[i].status);
        assert_memory_equal(&topic, &before, sizeof topic);
    }
}

/* A talk goes on after its pack was replaced by one with other occupations. */
static void codes_of_another_pack_are_left_out(void **state)
{
    (void)state;
    static const char *const texts[] = {"what does it pay",
                                        "the second one",
                                        "which pays more",
                                        "2",
                                        "why",
                                        "any",
                                        "jobs like it",
                                        "more"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct topic topic = {
            .soc = {999998},
            .soc_count = 1,
            .choices = {{.soc = 999998}, {.soc = 291141}, {.soc = 999997}},
            .choice_count = 3,
            .shown = {999998, 999997},
            .shown_count = 2,
            .spoken = {999998},
            .spoken_count = 1};
        for (int chosen = 0; chosen < 2; chosen++) {
            struct answer answer = answer_in(texts[i], &topic);
            for (size_t o = 0; o < answer.occupation_count; o++)
                assert_true(answer.occupations[o].title.len > 0 &&
                            strcmp(answer.occupations[o].soc, "99-9998") != 0);
            topic.soc_count = 0; /* nobody but the choices */
        }
    }
}

static void titles(void **state)
{
    (void)state;
    assert_true(
        str_eq(knowledge_title(knowledge, 254031), STR("Library Technicians")));
    assert_null(knowledge_title(knowledge, 999999).ptr);
    assert_null(knowledge_title(knowledge, 0).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_any_name),
        cmocka_unit_test(it_is_the_topic),
        cmocka_unit_test(comparisons_and_lists),
        cmocka_unit_test(refused),
        cmocka_unit_test(codes_of_another_pack_are_left_out),
        cmocka_unit_test(titles),
    };
    return cmocka_run_group_tests(tests, begin_knowledge, end_knowledge);
}
