/* Who is ahead in a comparison: of two and of more, nearly level, with figures
 * missing, and where the measures of exposure to AI disagree. */
#include "ahead.h"
#include "made_pack.h"
#include "pack_write.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct pack_writer *writer;
static uint16_t source;
static struct pack *pack;
static uint8_t *bytes;
static struct arena *arena;
static struct answer answer;

enum { BAKERS, COOKS, DIVERS, OCCUPATIONS };
static size_t handles[OCCUPATIONS];

static int begin(void **state)
{
    (void)state;
    static const char *const titles[] = {"Bakers", "Cooks", "Divers"};
    static const char *const sentences[][2] = {
        {"ahead.item", "{title} {value}"},
        {"followed", "{text} {next}"},
        {"ahead.end", "{text}."},
        {"ahead.then", "{text}; {rest}"},
        {"ahead.close", "{text}, nearly"},
        {"ahead.without", "{text}, not {list}."},
        {"ahead.pay.more", "{first} {value}, {second} {other}: {difference}"},
        {"ahead.pay.most", "{first} {value}, {second} {other}: {difference}"},
        {"ahead.pay.same", "{list} all {value}"},
        {"ahead.pay.unknown", "unknown of {list}"},
        {"ahead.pay.difference", "{amount} {percent}"},
        {"salary.at_least", "{amount}+"},
        {"pivots.hour", "{amount}/h"},
        {"list.hours", "Reckoned."},
        {"list.go_on", "{list}, {next}"},
        {"list.comma", "{list}, {next}"},
        {"list.end", "{list} and {next}"},
        {"exposed.less", "{titles} under {other} {by}{example}"},
        {"exposed.least", "{titles} least {by}"},
        {"exposed.most", "{titles} most {by}"},
        {"exposed.split", "split: {votes}"},
        {"exposed.vote", "{titles} {count} ({names})"},
        {"exposed.by_all", "by all {all}"},
        {"exposed.by_most", "by {count} of {all}"},
        {"exposed.by_one", "by one"},
        {"exposed.but", "{text}, but {votes}"},
        {"exposed.close", "{text}; close {names}."},
        {"exposed.near", "near by {count} of {all}: {votes}."},
        {"exposed.alike", "{titles} alike by {all}."},
        {"exposed.example", ": {less} to {more}"},
        {"exposed.unknown", "No exposure of {list}."},
        {"exposed.none_of_all", "None of all."},
        {"ahead.no_single", "Not known."},
        {"ahead.immigration", "Not known which."},
        {"ahead.immigration.schedule_a", "Spared: {list}."},
        {"ahead.immigration.h1b", "H-1B: {list}."},
        {"ahead.both", "both"},
        {"stress.of_some", "{list} yes, {others} no"},
        {"stress.of_all", "{list} all"},
        {"stress.of_none", "{others} none"},
        {"stress.unknown", "No styles."},
        {"measure.anthropic", "use"},
        {"measure.microsoft", "cover"},
        {"measure.eloundou_human", "tasks"},
        {"ai.caution", "Careful."}};
    writer = pack_writer_new();
    source = pack_writer_source(writer, STR("A source"), STR("2026"), STR(""));
    for (size_t i = 0; i < OCCUPATIONS; i++) {
        handles[i] = pack_writer_occupation(writer, 350000 + (uint32_t)i);
        pack_writer_title(writer, handles[i], LANG_EN, str_from(titles[i]));
    }
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        pack_writer_sentence(writer, LANG_EN, str_from(sentences[i][0]),
                             str_from(sentences[i][1]));
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_free(arena);
    pack_close(pack);
    free(bytes);
    pack_writer_free(writer);
    return 0;
}

static void has(size_t occupation, enum field field, double a, double b,
                uint8_t flags)
{
    pack_writer_entry(writer, handles[occupation],
                      &(struct pack_value){.field = field,
                                           .lang = LANG_AUTO,
                                           .source = source,
                                           .flags = flags,
                                           .num = {a, b}});
}

/* So much its strongest work style counts. */
static void counts(size_t occupation, const char *style, double value)
{
    pack_writer_entry(writer, handles[occupation],
                      &(struct pack_value){.field = FIELD_WORK_STYLE,
                                           .lang = LANG_AUTO,
                                           .source = source,
                                           .text = {str_from(style)},
                                           .num = {value, NAN}});
}

static void paid(size_t occupation, double year)
{
    has(occupation, FIELD_WAGE_MEDIAN, year, NAN, 0);
}

/* What is said of so many of them, when that part is asked for. */
static void assert_part(size_t count, enum subject subject, const char *part,
                        const char *want)
{
    static const size_t all[] = {BAKERS, COOKS, DIVERS};
    struct pack_counts counts;
    pack = made_pack(writer, &bytes, &counts);
    arena = arena_new();
    answer = (struct answer){.lang = LANG_EN};
    struct composer c = {.arena = arena,
                         .pack = pack,
                         .out = &answer,
                         .lang = LANG_EN,
                         .part = str_from(part)};
    struct str got = ahead(&c, all, count, subject);
    if (!str_eq(got, str_from(want)))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void assert_ahead(size_t count, enum subject subject, const char *want)
{
    assert_part(count, subject, "", want);
}

static void the_higher_pay_and_by_how_much(void **state)
{
    (void)state;
    paid(BAKERS, 40000);
    paid(COOKS, 50000);
    assert_ahead(2, SUBJECT_SALARY,
                 "Cooks $50,000, Bakers $40,000: $10,000 "
                 "25%.");
}

static void nearly_a_tie_is_said(void **state)
{
    (void)state;
    paid(BAKERS, 50500);
    paid(COOKS, 50000);
    paid(DIVERS, 30000);
    assert_ahead(3, SUBJECT_SALARY,
                 "Bakers $50,500, Cooks $50,000: $500 1.0%, nearly; Divers "
                 "$30,000.");
}

static void ties_are_said_of_those_at_the_top(void **state)
{
    (void)state;
    paid(BAKERS, 30000);
    paid(COOKS, 50000);
    paid(DIVERS, 50000);
    assert_ahead(3, SUBJECT_SALARY,
                 "Cooks and Divers all $50,000; Bakers $30,000.");
}

static void what_is_missing_is_said(void **state)
{
    (void)state;
    paid(BAKERS, 40000);
    paid(DIVERS, 50000);
    assert_ahead(3, SUBJECT_SALARY,
                 "Divers $50,000, Bakers $40,000: $10,000 25%, not Cooks.");
}

static void one_figure_decides_nothing(void **state)
{
    (void)state;
    paid(BAKERS, 40000);
    assert_ahead(2, SUBJECT_SALARY, "unknown of Cooks");
}

static void no_figure_says_nothing(void **state)
{
    (void)state;
    assert_ahead(3, SUBJECT_SALARY, "");
}

static void this_or_more_at_the_top_is_no_exact_difference(void **state)
{
    (void)state;
    paid(BAKERS, 40000);
    has(COOKS, FIELD_WAGE_MEDIAN, 80000, NAN, ENTRY_AT_LEAST);
    assert_ahead(2, SUBJECT_SALARY,
                 "Cooks $80,000+, Bakers $40,000: $40,000 100%+.");
}

static void this_or_more_below_decides_nothing(void **state)
{
    (void)state;
    paid(BAKERS, 90000);
    has(COOKS, FIELD_WAGE_MEDIAN, 80000, NAN, ENTRY_AT_LEAST);
    assert_ahead(2, SUBJECT_SALARY, "unknown of Cooks");
}

static void an_hour_is_reckoned_as_a_year(void **state)
{
    (void)state;
    paid(BAKERS, 20800);
    has(COOKS, FIELD_WAGE_MEDIAN, NAN, 20, 0);
    assert_ahead(2, SUBJECT_SALARY,
                 "Cooks $20.00/h, Bakers $20,800: $20,800 100%. Reckoned.");
}

static void all_measures_agree(void **state)
{
    (void)state;
    has(BAKERS, FIELD_AI_ANTHROPIC, 0.1, 20, 0);
    has(COOKS, FIELD_AI_ANTHROPIC, 0.3, 40, 0);
    has(BAKERS, FIELD_AI_ELOUNDOU_HUMAN, 0.2, 30, 0);
    has(COOKS, FIELD_AI_ELOUNDOU_HUMAN, 0.4, 50, 0);
    has(COOKS, FIELD_AI_MICROSOFT, 0.4, 50, 0); /* not known of both */
    assert_ahead(2, SUBJECT_AI_RISK,
                 "Bakers under Cooks by all 2: 20% to 40%. Careful.");
}

static void measures_disagree_and_some_are_close(void **state)
{
    (void)state;
    has(BAKERS, FIELD_AI_ANTHROPIC, 0.1, 20, 0);
    has(COOKS, FIELD_AI_ANTHROPIC, 0.3, 40, 0);
    has(BAKERS, FIELD_AI_MICROSOFT, 0.4, 60, 0);
    has(COOKS, FIELD_AI_MICROSOFT, 0.2, 30, 0);
    has(BAKERS, FIELD_AI_ELOUNDOU_HUMAN, 0.2, 30, 0);
    has(COOKS, FIELD_AI_ELOUNDOU_HUMAN, 0.21, 31, 0);
    assert_ahead(
        2, SUBJECT_AI_RISK,
        "split: Bakers 1 (use), Cooks 1 (cover); close tasks. Careful.");
}

/* Computerisation is not AI. */
static void of_three_the_two_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < OCCUPATIONS; i++) {
        double place = 10 + 30 * (double)i;
        has(i, FIELD_AI_ANTHROPIC, place / 100, place, 0);
        has(i, FIELD_AI_ELOUNDOU_HUMAN, place / 100, place, 0);
        has(i, FIELD_AI_MICROSOFT, i == 2 ? 0.9 : 0.1, i == 2 ? 90 : 10, 0);
        has(i, FIELD_AI_FREY_OSBORNE, 1 - place / 100, 100 - place, 0);
    }
    assert_ahead(3, SUBJECT_AI_RISK,
                 "Bakers least by 2 of 3, but Bakers and Cooks 1 (cover). "
                 "Divers most by all 3. Careful.");
}

static void exposure_may_be_missing(void **state)
{
    (void)state;
    has(BAKERS, FIELD_AI_ANTHROPIC, 0.1, 20, 0);
    has(DIVERS, FIELD_AI_MICROSOFT, 0.3, 40, 0);
    assert_ahead(3, SUBJECT_AI_RISK, "No exposure of Cooks. None of all.");
}

static void tolerance_of_stress_stands_in_for_stress(void **state)
{
    (void)state;
    counts(BAKERS, "Dependability", 2);
    counts(COOKS, "Stress Tolerance", 1);
    assert_part(3, SUBJECT_RATINGS, "stress",
                "Cooks yes, Bakers no, not Divers.");
}

static void stress_of_both(void **state)
{
    (void)state;
    counts(BAKERS, "Stress Tolerance", 2);
    counts(COOKS, "Stress Tolerance", 1);
    assert_part(2, SUBJECT_RATINGS, "stress", "Bakers and Cooks all.");
}

static void stress_of_neither(void **state)
{
    (void)state;
    counts(BAKERS, "Dependability", 2);
    counts(COOKS, "Empathy", 1);
    assert_part(2, SUBJECT_RATINGS, "stress", "Bakers and Cooks none.");
}

static void stress_without_any_work_style(void **state)
{
    (void)state;
    assert_part(2, SUBJECT_RATINGS, "stress", "No styles.");
}

static void ruled(size_t occupation, const char *id)
{
    pack_writer_entry(
        writer, handles[occupation],
        &(struct pack_value){.field = FIELD_MIGRATION_RULE,
                             .lang = LANG_AUTO,
                             .source = source,
                             .text = {STR("A rule."), str_from(id)},
                             .num = {NAN, NAN}});
}

static void rules_that_fit_some_and_all(void **state)
{
    (void)state;
    ruled(BAKERS, "schedule_a");
    ruled(COOKS, "schedule_a");
    ruled(COOKS, "h1b");
    assert_ahead(2, SUBJECT_IMMIGRATION,
                 "Not known which. Spared: both. H-1B: Cooks.");
}

/* What is better overall is not what is harder. */
static void a_part_that_no_fact_tells_of(void **state)
{
    (void)state;
    has(BAKERS, FIELD_OVERALL, 7, NAN, 0);
    has(COOKS, FIELD_OVERALL, 6, NAN, 0);
    assert_part(2, SUBJECT_RATINGS, "single", "Not known.");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
    const struct CMUnitTest tests[] = {
        TEST(the_higher_pay_and_by_how_much),
        TEST(nearly_a_tie_is_said),
        TEST(ties_are_said_of_those_at_the_top),
        TEST(what_is_missing_is_said),
        TEST(one_figure_decides_nothing),
        TEST(no_figure_says_nothing),
        TEST(this_or_more_at_the_top_is_no_exact_difference),
        TEST(this_or_more_below_decides_nothing),
        TEST(an_hour_is_reckoned_as_a_year),
        TEST(all_measures_agree),
        TEST(measures_disagree_and_some_are_close),
        TEST(of_three_the_two_ends),
        TEST(exposure_may_be_missing),
        TEST(tolerance_of_stress_stands_in_for_stress),
        TEST(stress_of_both),
        TEST(stress_of_neither),
        TEST(stress_without_any_work_style),
        TEST(rules_that_fit_some_and_all),
        TEST(a_part_that_no_fact_tells_of),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
