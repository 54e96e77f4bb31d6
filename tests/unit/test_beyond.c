/* What is known of no occupation is said before what comes nearest; what is
 * asked of something else is declined, but an occupation in it can be asked
 * for. */
#include "shipped_knowledge.h"
#include "unit.h"

#include <string.h>

static struct topic topic; /* of the question before */

static struct answer ask(const char *text)
{
    return answer_in(text, &topic);
}

/* The sentence the answer begins with; empty: it begins at once. */
static struct str first_note(const struct answer *answer)
{
    return answer->blocks && answer->blocks->type == BLOCK_NOTE
               ? answer->blocks->text
               : STR("");
}

static void said_first(void **state)
{
    (void)state;
    static const struct {
        const char *question, *note;
    } cases[] = {
        {"how much does Google pay software engineers", "What one employer"},
        {"what does Acme pay welders", "What one employer"},
        {"how much do cashiers make at Olive Garden", "What one employer"},
        {"how much does a self-employed plumber make", "How the self-employed"},
        {"can a felon be an electrician", "What a criminal record"},
        {"age limit for air traffic controllers", "Ages"},
        {"can I be a cop with a tattoo", "What is asked of health"},
        {"what percent of nurses are men", "The figures are not split by sex"},
        {"how much did nurses make in 1990", "Pay is known of one time only"},
        {"2030年护士工资会是多少", "薪资只有"},
        {"job outlook for nurses in 2030", ""}, /* that it knows */
        {"nurse salary in Texas", "These figures are national"},
        {"nurse salary in Ljubljana", "These figures are national"},
        {"can I immigrate to Canada as a plumber", "The only rules known"},
        {"香港地產代理牌照點考", "以下是美國一般的情形"},
        {"TN visa for accountants", "That visa"},
        {"how much vacation do teachers get", "Its hours"}, /* asks which */
        {"is nursing or teaching more dangerous", "How dangerous it is"},
        {"男护士工资比女护士高吗", "这些数字不分男女"},
        {"what can I move to from line cook to fintech", "\"fintech\" is no"},
        {"can I be a cop with bad credit", "What bad credit"},
        {"有高血压能当飞行员吗", "对健康、体格和外表的要求"},
        {"英語不好能當護士嗎", "英語要多好"},
        {"綠卡可以當消防員嗎", "有綠卡的人不需要工作簽證"},
        {"freelance translator income", "How the self-employed fare"},
        {"how much do travel nurses make", "The figures are not split"},
        /* words of other things */
        {"benefits specialist salary", ""},
        {"credit union teller salary", ""},
        {"charge nurse salary", ""},
        {"ok google how much do welders make", ""},
        {"will Google Translate replace translators", ""},
        {"美國木工時薪", ""},
        {"I'm a 55 year old woman, how much do plumbers make", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        topic = (struct topic){0};
        struct answer answer = ask(cases[i].question);
        struct str note = first_note(&answer), wanted = str_from(cases[i].note);
        if (!str_starts(note, wanted) || (wanted.len == 0) != (note.len == 0))
            fail_msg("%s\nbegins: %.*s", cases[i].question, STR_ARG(note));
    }
}

static void by_month_and_week(void **state)
{
    (void)state;
    topic = (struct topic){0};
    struct answer year = ask("electrician salary"),
                  month = ask("electrician salary per month"),
                  week = ask("how much do electricians make a week"),
                  hour = ask("how much do electricians make an hour");
    assert_non_null(strstr(arena_z(arena, month.blocks->text), "a twelfth of"));
    assert_non_null(strstr(arena_z(arena, month.blocks->text),
                           arena_z(arena, year.blocks->figure)));
    assert_non_null(strstr(arena_z(arena, week.blocks->text), "52 weeks"));
    assert_non_null(strstr(arena_z(arena, hour.blocks->text), "an hour"));
    struct answer actor =
        ask("actor salary per month"); /* no year's is known */
    assert_non_null(strstr(arena_z(arena, actor.blocks->text), "an hour"));
}

static void it_goes_on(void **state)
{
    (void)state;
    topic = (struct topic){0};
    ask("nurse salary");
    struct answer answer = ask("in Chicago?");
    assert_true(str_starts(first_note(&answer), STR("These figures")));
    assert_string_equal(answer.occupations[0].soc, "29-1141");
    assert_int_equal(answer.subject, SUBJECT_SALARY);
    answer = ask("after tax?");
    assert_true(str_starts(first_note(&answer), STR("The figures are before")));
    assert_int_equal(answer.subject, SUBJECT_SALARY);
    answer = ask("eyesight?");
    assert_true(
        str_starts(first_note(&answer), STR("What is asked of health")));
    assert_string_equal(answer.occupations[0].soc, "29-1141");
}

static void declined_names_can_be_asked_for(void **state)
{
    (void)state;
    static const struct {
        const char *question, *choice;
    } cases[] = {
        {"find me a divorce lawyer near here", "Lawyers: Pay"},
        {"what does a plumber charge to clear a drain",
         "Plumbers, Pipefitters, and Steamfitters: Pay"},
        {"附近有没有便宜的修车师傅", "汽车维修技师：薪资"},
        {"set a timer for the pasta", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        topic = (struct topic){0};
        struct answer answer = ask(cases[i].question);
        assert_false(answer.answered);
        assert_int_equal(answer.kind, KIND_OUTOFSCOPE);
        if (!cases[i].choice) {
            assert_int_equal(answer.choice_count, 0);
            continue;
        }
        assert_true(answer.choice_count > 0);
        assert_true(str_eq(answer.choices[0].ask, str_from(cases[i].choice)));
        answer = ask("1");
        assert_true(answer.answered);
        assert_int_equal(answer.subject, SUBJECT_SALARY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(declined_names_can_be_asked_for),
        cmocka_unit_test(said_first),
        cmocka_unit_test(by_month_and_week),
        cmocka_unit_test(it_goes_on),
    };
    return cmocka_run_group_tests(tests, begin_knowledge, end_knowledge);
}
