/* What is said of exposure to AI and of tasks: how measures are counted, and
 * how much of a long list is shown. */
#include "exposure.h"
#include "made_pack.h"
#include "pack_write.h"
#include "subjects.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct pack_writer *writer;
static size_t occupation;
static uint16_t source;

static struct pack *pack;
static uint8_t *bytes;
static struct arena *arena;
static struct answer answer;
static struct composer composer;

static int begin(void **state)
{
    (void)state;
    writer = pack_writer_new();
    source = pack_writer_source(writer, STR("Some study"),
                                STR("February 2026 and 2024"), STR(""));
    occupation = pack_writer_occupation(writer, 472181);
    pack_writer_title(writer, occupation, LANG_EN, STR("Roofers"));
    pack_writer_title(writer, occupation, LANG_ZH_HANT, STR("屋頂工"));
    static const char *const sentences[][2] = {
        {"exposure.thirds", "{level}: of {measures}, {list}."},
        {"exposure.high", "High"},
        {"exposure.mixed", "Mixed"},
        {"exposure.measures", "{count} measures"},
        {"exposure.measure", "one measure"},
        {"thirds.upper", "{count} high"},
        {"thirds.middle", "{count} in the middle"},
        {"thirds.lower", "{count} low"},
        {"list.comma", "{list}, {next}"},
        {"exposure.rank", "above {percent}%"},
        {"exposure.lowest", "none lower"},
        {"exposure.unobserved", "no use observed"},
        {"list.some", "{list} ({shown} of {count})"}};
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
        pack_writer_sentence(writer, LANG_EN, str_from(sentences[i][0]),
                             str_from(sentences[i][1]));
    return 0;
}

static void measured(enum field field, double figure, double place)
{
    pack_writer_entry(writer, occupation,
                      &(struct pack_value){.field = field,
                                           .lang = LANG_AUTO,
                                           .source = source,
                                           .num = {figure, place}});
}

static void tasks(enum field field, size_t count)
{
    for (size_t i = 0; i < count; i++)
        pack_writer_entry(writer, occupation,
                          &(struct pack_value){.field = field,
                                               .lang = LANG_AUTO,
                                               .source = source,
                                               .text = {STR("A task.")},
                                               .num = {NAN, NAN}});
}

/* The pack of what was written, and an answer to fill. */
static struct composer *ready(enum lang lang)
{
    struct pack_counts counts;
    pack = made_pack(writer, &bytes, &counts);
    arena = arena_new();
    answer = (struct answer){.lang = lang};
    composer = (struct composer){.arena = arena,
                                 .pack = pack,
                                 .out = &answer,
                                 .lang = lang,
                                 .occupation = 0};
    return &composer;
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

static void assert_text(struct str got, const char *want)
{
    if (!str_eq(got, str_from(want)))
        fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(got), want);
}

static void counts_each_measure_in_its_third(void **state)
{
    (void)state;
    measured(FIELD_AI_ANTHROPIC, 0.04, 67);
    measured(FIELD_AI_MICROSOFT, 0.2, 66);
    measured(FIELD_AI_ELOUNDOU_HUMAN, 0.4, 34);
    measured(FIELD_AI_ILO, 0.1, 33);
    measured(FIELD_AI_ELOUNDOU_MODEL, 0, 0);
    struct composer *c = ready(LANG_EN);
    assert_text(exposure_thirds(c),
                "Mixed: of 5 measures, 1 high, 2 in the middle, 2 low.");
    assert_int_equal(answer.source_count, 1);
}

/* More than half of the occupations share that none of it was observed, and
 * computerisation is not AI. */
static void leaves_out_what_tells_nothing_of_ai(void **state)
{
    (void)state;
    measured(FIELD_AI_ANTHROPIC, 0, 0);
    measured(FIELD_AI_MICROSOFT, 0.9, 99);
    measured(FIELD_AI_AIOE, 0.5, NAN);
    measured(FIELD_AI_FREY_OSBORNE, 0.9, 80);
    assert_text(exposure_thirds(ready(LANG_EN)),
                "High: of one measure, 1 high.");
}

static void says_nothing_of_nothing(void **state)
{
    (void)state;
    measured(FIELD_AI_ANTHROPIC, 0, 0);
    assert_int_equal(exposure_thirds(ready(LANG_EN)).len, 0);
}

static void never_ranks_above_none(void **state)
{
    (void)state;
    measured(FIELD_AI_ANTHROPIC, 0, 0);
    measured(FIELD_AI_ELOUNDOU_HUMAN, 0, 0);
    measured(FIELD_AI_ELOUNDOU_MODEL, 0.02, 4);
    struct composer *c = ready(LANG_EN);
    assert_true(exposure_table(c));
    const struct answer_block *table = answer.blocks;
    assert_int_equal(table->rows, 4);
    assert_text(table->cells[5], "no use observed");
    assert_text(table->cells[6], "");
    assert_text(table->cells[9], "0.0%");
    assert_text(table->cells[10], "none lower");
    assert_text(table->cells[14], "above 4%");
}

static size_t items(const char *title)
{
    for (const struct answer_block *b = answer.blocks; b; b = b->next)
        if (b->type == BLOCK_BULLETS && str_eq(b->title, str_from(title)))
            return b->rows;
    return 0;
}

static void shows_eight_tasks_and_offers_the_rest(void **state)
{
    (void)state;
    tasks(FIELD_RATED_HUMAN, 20);
    tasks(FIELD_RATED_AUGMENTED, 2);
    tasks(FIELD_RATED_REPLACED, 9);
    struct composer *c = ready(LANG_EN);
    assert_true(subject_tasks.tell(c));
    assert_int_equal(items("tasks.human (3 of 20)"), 3);
    assert_int_equal(items("tasks.augmented"), 2);
    assert_int_equal(items("tasks.replaced (3 of 9)"), 3);
    assert_int_equal(answer.choice_count, 1);
    assert_text(answer.choices[0].label, "label.tasks.all");
}

static void shows_all_tasks_when_asked(void **state)
{
    (void)state;
    tasks(FIELD_RATED_HUMAN, 20);
    tasks(FIELD_RATED_REPLACED, 9);
    struct composer *c = ready(LANG_EN);
    c->part = STR("all");
    assert_true(subject_tasks.tell(c));
    assert_int_equal(items("tasks.human"), 20);
    assert_int_equal(items("tasks.replaced"), 9);
    assert_int_equal(answer.choice_count, 0);
}

static void ai_risk_shows_five_of_a_list(void **state)
{
    (void)state;
    tasks(FIELD_RATED_HUMAN, 5);
    tasks(FIELD_RATED_REPLACED, 6);
    measured(FIELD_AI_MICROSOFT, 0.9, 99);
    struct composer *c = ready(LANG_EN);
    assert_true(subject_ai_risk.tell(c));
    assert_text(answer.blocks->text, "High: of one measure, 1 high.");
    assert_int_equal(answer.blocks->next->type, BLOCK_TABLE);
    assert_int_equal(items("ai.human"), 5);
    assert_int_equal(items("ai.replaced (5 of 6)"), 5);
    assert_text(answer.choices[0].label, "label.tasks.all");
}

static void dates_are_chinese_in_chinese(void **state)
{
    (void)state;
    measured(FIELD_AI_ILO, 0.1, 33);
    struct composer *c = ready(LANG_ZH_HANT);
    assert_text(source_date(c, value(c, FIELD_AI_ILO)),
                "2026 年 2 月、2024 年");
    c->lang = LANG_EN;
    assert_text(source_date(c, value(c, FIELD_AI_ILO)),
                "February 2026 and 2024");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(counts_each_measure_in_its_third, begin,
                                        end),
        cmocka_unit_test_setup_teardown(leaves_out_what_tells_nothing_of_ai,
                                        begin, end),
        cmocka_unit_test_setup_teardown(says_nothing_of_nothing, begin, end),
        cmocka_unit_test_setup_teardown(never_ranks_above_none, begin, end),
        cmocka_unit_test_setup_teardown(shows_eight_tasks_and_offers_the_rest,
                                        begin, end),
        cmocka_unit_test_setup_teardown(shows_all_tasks_when_asked, begin, end),
        cmocka_unit_test_setup_teardown(ai_risk_shows_five_of_a_list, begin,
                                        end),
        cmocka_unit_test_setup_teardown(dates_are_chinese_in_chinese, begin,
                                        end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
