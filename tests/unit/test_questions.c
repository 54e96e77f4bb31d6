/* Every question of tests/fixtures/questions, asked of the shipped knowledge:
 * kind, occupation and subject must be as written there. */
#include "shipped_knowledge.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

/* "kind occupation subject" of an answer, as the files write it. */
static void describe(const struct answer *answer, char *out, size_t size)
{
    bool named = answer->occupation_count > 0 &&
                 (answer->answered || answer->kind == KIND_CLARIFY);
    snprintf(out, size, "%s %s %s", kind_id(answer->kind),
             named ? answer->occupations[0].soc : "-",
             answer->subject ? subject_id(answer->subject) : "-");
}

static void ask_file(const char *name)
{
    char path[512], line[2048];
    snprintf(path, sizeof path, "%s/questions/%s", FIXTURES, name);
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    struct topic topic = {0};
    int wrong = 0, asked = 0;
    while (fgets(line, sizeof line, file)) {
        struct str text = str_trim(str_from(line));
        size_t arrow = str_find(text, STR(" -> "));
        if (text.len == 0 || text.ptr[0] == '#')
            continue;
        if (arrow == text.len)
            fail_msg("%s: \"%.*s\" has no \" -> \", or no room for it", name,
                     STR_ARG(text));
        if (line[0] != ' ')
            topic = (struct topic){0};
        struct str expected = str_slice(text, arrow + 4, text.len);
        struct question question = {.text = str_slice(text, 0, arrow),
                                    .addressed = true};
        struct answer answer;
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        char got[64];
        describe(&answer, got, sizeof got);
        asked++;
        if (!str_eq(str_from(got), expected)) {
            wrong++;
            print_error("%.*s\n    expected %.*s\n    got      %s\n",
                        STR_ARG(question.text), STR_ARG(expected), got);
        }
        assert_true(answer.blocks != NULL);
        arena_reset(arena);
    }
    fclose(file);
    assert_true(asked > 0);
    assert_int_equal(wrong, 0);
}

static void english(void **state)
{
    (void)state;
    ask_file("en.txt");
}

static void chinese(void **state)
{
    (void)state;
    ask_file("zh.txt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(english),
                                       cmocka_unit_test(chinese)};
    return cmocka_run_group_tests(tests, begin_knowledge, end_knowledge);
}
