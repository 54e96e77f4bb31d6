/* A question about one occupation is answered in the first words. */
#include "shipped_knowledge.h"
#include "unit.h"

#include <string.h>

static struct topic topic; /* of the question before */

static struct answer ask(const char *text)
{
    return answer_in(text, &topic);
}

static struct str headline(const struct answer *answer)
{
    const struct answer_block *block = answer->blocks;
    while (block && block->type != BLOCK_HEADLINE)
        block = block->next;
    return block ? block->text : STR("");
}

static void answers_first(void **state)
{
    (void)state;
    static const struct {
        const char *question, *begins;
    } cases[] = {
        {"do electricians need a degree", "Usually no."},
        {"does a software engineer need a degree", "Usually yes."},
        {"do you need college to be a firefighter", "Usually no degree, but"},
        {"can I become a lawyer without law school", "Usually not."},
        {"can I be a cop with only a GED", "Usually yes."},
        {"is a bachelor's required for paralegals", "Usually no."},
        {"can I be a nurse with a GED", "That is less than"},
        {"I have no degree, can I be a plumber", "Usually yes."},
        {"電工需要學歷嗎", "通常不需要。"},
        {"没有学历可以当厨师吗", "通常可以。"},
        {"唔讀大學可唔可以做護士", "通常不行。"},
        {"what degree do nurses need", "Bachelor's degree is"}, /* which one */
        {"do accountants need a license", "Not for all of the work"},
        {"do electricians need a CDL", "No CDL is among the papers"},
        {"Do nurses in the USA need a license", "All or most states ask"},
        {"do i need a license to become a cna", "The law asks for it"},
        {"do plumbers need a license", "All or most states ask for it: Plumb"},
        {"can I be an accountant without a CPA", "Certified Public Accountant"},
        {"卡车司机要考CDL吗", "商用车驾驶执照（CDL）"},
        {"do I need math to be a programmer", "Mathematics matters much"},
        {"do you need chemistry to be a lawyer", "Chemistry matters little"},
        {"do math teachers need a license", "All or most states ask for it"},
        {"做程式設計師數學要好嗎", "數學在這一行很重要"},
        {"is a real estate agent good for an introvert", "It takes much deal"},
        {"how much does nursing school cost", "What it costs is not known"},
        {"how many years to become a plumber", "It takes about 4 years"},
        {"做护士要几年", "高中之后要约 4 年"},
        {"is nursing worth it", "For it: it pays more than"},
        {"is accounting a good career", "For it: it pays more than"},
        {"律師值得當嗎", "好處：薪資比"},
        {"is cosmetology school worth it", "For it: its jobs grow"},
        {"护士执照要考多久", "高中之后要约 4 年"},
        {"LPN to RN how long", "It takes about 4 years"},
        {"is 60k good for an accountant", "$60,000 a year is below the med"},
        {"am I underpaid as a welder at 18 an hour", "$18.00 an hour is below"},
        {"can I make 100k as a welder", "$100,000 a year is above the median"},
        {"会计月薪四千算低吗", "一年 $48,000 低于中位数"},
        {"top pay for software developers", "The highest tenth earn over $"},
        {"what's the lowest a welder gets paid", "The lowest tenth earn under"},
        {"starting salary for a mechanical engineer", "What beginners earn is"},
        {"護士起薪", "新人賺多少，這裡沒有資料"},
        {"why do dental hygienists make so much", "Why it is so, the figures"},
        {"should I still become a paralegal", "Against it: its jobs grow"},
        /* asks nothing of the kind */
        {"how much do nurses with a degree earn", "$"},
        {"I have a bachelor's and need to become a nurse",
         "Bachelor's degree "},
        {"hours of a paralegal", "$"},
        {"nurse salary", "$"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        topic = (struct topic){0};
        struct answer answer = ask(cases[i].question);
        if (!str_starts(headline(&answer), str_from(cases[i].begins)))
            fail_msg("%s\nbegins: %.*s", cases[i].question,
                     STR_ARG(headline(&answer)));
    }
}

static void also_as_the_talk_goes_on(void **state)
{
    (void)state;
    topic = (struct topic){0};
    ask("nurse");
    struct answer answer = ask("do I need a degree?");
    assert_true(str_starts(headline(&answer), STR("Usually yes.")));
    answer = ask("how long");
    assert_true(str_starts(headline(&answer), STR("It takes about 4 years")));
    answer = ask("how much does it cost");
    assert_true(str_starts(headline(&answer), STR("What it costs is not")));
    answer = ask("is it worth it?");
    assert_true(str_starts(headline(&answer), STR("For it:")));
    answer = ask("and the pay?");
    assert_true(str_starts(headline(&answer), STR("$")));
}

/* The same reckoning as in a comparison. */
static void takes_as_long_as_compared(void **state)
{
    (void)state;
    topic = (struct topic){0};
    struct answer one = ask("how long does it take to become a welder");
    struct answer two =
        ask("how long does it take to become a welder or nurse");
    const char *years = "about half a year";
    assert_non_null(strstr(arena_z(arena, headline(&one)), years));
    bool said = false;
    for (const struct answer_block *b = two.blocks; b; b = b->next)
        said |= strstr(arena_z(arena, b->text), years) != NULL;
    assert_true(said);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_first),
        cmocka_unit_test(also_as_the_talk_goes_on),
        cmocka_unit_test(takes_as_long_as_compared),
    };
    return cmocka_run_group_tests(tests, begin_knowledge, end_knowledge);
}
