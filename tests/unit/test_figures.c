/* Figures between their sources and the pack: of each field the newest release
 * counts; and cells of facts, read and written. */
#include "facts_columns.h"
#include "figures.h"
#include "made_pack.h"
#include "own_arena.h"
#include "pack.h"
#include "unit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static struct pack_value number(double value)
{
    return (struct pack_value){.num = {value, NAN}};
}

static enum figures_given give(struct figures *figures, size_t occupation,
                               double value, int year)
{
    struct pack_value v = number(value);
    return figures_give(figures, occupation, FIELD_WAGE_MEDIAN, &v, 1, year);
}

static double got(const struct figures *figures, size_t occupation)
{
    size_t count;
    const struct pack_value *v =
        figures_get(figures, occupation, FIELD_WAGE_MEDIAN, &count);
    if (!v) {
        assert_int_equal(count, 0);
        return NAN;
    }
    assert_int_equal(count, 1);
    assert_int_equal(v->field, FIELD_WAGE_MEDIAN);
    return v->num[0];
}

static void the_newest_release_counts(void **state)
{
    (void)state;
    struct figures *f = figures_new(arena);
    assert_true(isnan(got(f, 0)));
    assert_int_equal(give(f, 0, 1, 2024), FIGURES_TAKEN);
    assert_int_equal(give(f, 0, 2, 2023), FIGURES_OLDER);
    assert_true(got(f, 0) == 1);
    assert_int_equal(give(f, 0, 3, 2024), FIGURES_TAKEN); /* read later */
    assert_true(got(f, 0) == 3);
    assert_int_equal(give(f, 0, 4, 2025), FIGURES_TAKEN);
    assert_true(got(f, 0) == 4);
    /* a year that is not known is older than any that is */
    assert_int_equal(give(f, 0, 5, 0), FIGURES_OLDER);
    assert_int_equal(give(f, 1, 5, 0), FIGURES_TAKEN);
    assert_int_equal(give(f, 1, 6, 0), FIGURES_TAKEN);
    assert_int_equal(give(f, 1, 7, 1999), FIGURES_TAKEN);
    assert_true(got(f, 1) == 7);
    assert_true(isnan(got(f, 2)));
}

static void lists_are_replaced_whole(void **state)
{
    (void)state;
    struct figures *f = figures_new(arena);
    struct pack_value three[] = {number(3), number(2), number(1)};
    struct pack_value one[] = {number(9)};
    size_t count;
    figures_give(f, 500, FIELD_RELATED, three, 3, 2020);
    three[0].num[0] = 77; /* numbers were copied */
    const struct pack_value *v = figures_get(f, 500, FIELD_RELATED, &count);
    assert_int_equal(count, 3);
    assert_true(v[0].num[0] == 3 && v[2].num[0] == 1);
    figures_give(f, 500, FIELD_RELATED, one, 1, 2021);
    v = figures_get(f, 500, FIELD_RELATED, &count);
    assert_int_equal(count, 1);
    assert_true(v[0].num[0] == 9);
    figures_change(f, 500, FIELD_RELATED, &count)->num[1] = 5;
    assert_true(figures_get(f, 500, FIELD_RELATED, &count)->num[1] == 5);
    figures_give(f, 500, FIELD_RELATED, NULL, 0, 2022); /* has none any more */
    assert_null(figures_get(f, 500, FIELD_RELATED, &count));
    assert_int_equal(count, 0);
    assert_null(figures_change(f, 9000, FIELD_RELATED, &count));
}

static void all_of_them_go_into_the_pack(void **state)
{
    (void)state;
    struct pack_writer *w = pack_writer_new();
    struct figures *f = figures_new(arena);
    struct pack_value list[] = {number(251011), number(251021)};
    uint8_t *bytes;
    struct pack_counts counts;
    size_t count;
    size_t nurse = pack_writer_occupation(w, 291141);
    size_t clerk = pack_writer_occupation(w, 434121);
    pack_writer_source(w, STR("S"), STR("2025"), STR(""));
    figures_give(f, clerk, FIELD_RELATED, list, 2, 2025);
    give(f, nurse, 97550, 2025);
    figures_write(f, w);
    struct pack *pack = made_pack(w, &bytes, &counts);
    assert_int_equal(counts.entries, 3);
    const struct pack_entry *e = pack_entries(pack, pack_find_soc(pack, 434121),
                                              LANG_EN, FIELD_RELATED, &count);
    assert_int_equal(count, 2);
    assert_true(e[0].num[0] == 251011 && e[1].num[0] == 251021);
    pack_close(pack);
    free(bytes);
    pack_writer_free(w);
}

/* --- cells --- */

static const struct facts_column *column(const char *name)
{
    size_t i = facts_column_find(str_from(name));
    assert_true(i < FACTS_COLUMNS);
    return &facts_columns[i];
}

static void cells_read_back_as_they_were_written(void **state)
{
    (void)state;
    static const struct {
        const char *column, *cell;
        size_t count;
        unsigned flags;
    } cells[] = {
        {"wage_median", "44580", 1, 0},
        {"wage_median_hour", "21.43", 1, 0},
        {"wage_p90", ">=239200", 1, ENTRY_AT_LEAST},
        {"wage_p90", "*", 1, ENTRY_SUPPRESSED},
        {"employment_change", "-6.8", 1, 0},
        {"exposure_eloundou_human", "~0.528846", 1, ENTRY_MEAN},
        {"exposure_anthropic", "0", 1, 0},
        {"job_zone", "~3.5", 1, ENTRY_MEAN},
        {"typical_education", "Bachelor's degree", 1, 0},
        {"typical_education", "*", 1, ENTRY_SUPPRESSED},
        {"combined", "31-1120", 1, 0},
        {"skills", "Reading Comprehension=3.38/3.12; Speaking=3.25", 2, 0},
        {"skills", "~Speaking=3.25/0", 1, ENTRY_MEAN},
        {"skills", "*", 1, ENTRY_SUPPRESSED},
        {"work_styles", "Social=2.57; Innovation=-1.5", 2, 0},
        {"technologies", "C=C++=hot+demand; SAP=hot; R=demand", 3, 0},
        {"related", "29-1171; 31-1131", 2, 0},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct pack_value values[FACTS_LIST_MAX];
        struct str why = STR(""), cell = str_from(cells[i].cell);
        size_t count;
        const struct facts_column *c = column(cells[i].column);
        if (!facts_cell_read(arena, c, cell, values, &count, &why))
            fail_msg("%s: %.*s", cells[i].cell, STR_ARG(why));
        assert_int_equal(count, cells[i].count);
        for (size_t k = 0; k < count; k++) {
            assert_int_equal(values[k].flags, cells[i].flags);
            assert_int_equal(values[k].field, c->field);
        }
        assert_string_equal(facts_cell_write(arena, c, values, count).ptr,
                            cells[i].cell);
    }
    struct pack_value v;
    size_t count;
    struct str why;
    assert_int_equal(facts_cell_write(arena, column("skills"), NULL, 0).len, 0);
    assert_true(facts_cell_read(arena, column("wage_p10_hour"), STR("9.5"), &v,
                                &count, &why));
    assert_true(isnan(v.num[0]) && v.num[1] == 9.5);
    /* of a wage by the hour alone the wage a year is not kept back */
    assert_int_equal(facts_cell_write(arena, column("wage_p10"), &v, 1).len, 0);
}

static void cells_that_are_no_good(void **state)
{
    (void)state;
    static const struct {
        const char *column, *cell, *says;
    } cells[] = {
        {"wage_median", "1,000", "is no number"},
        {"wage_median", "$5", "is no number"},
        {"wage_median", "1e3", "is no number"},
        {"wage_median", ">=", "is no number"},
        {"wage_median", "~~1", "is no number"},
        {"wage_median", "nan", "is no number"},
        {"wage_median", "-1", "is not between 0 and 10000000"},
        {"employment_change", "-101", "is not between -100 and"},
        {"job_zone", "6", "is not between 1 and 5"},
        {"exposure_microsoft", "32", "is not between 0 and 1"},
        {"skills", "Speaking", "write name=number"},
        {"skills", "=3", "write name=number"},
        {"skills", "Speaking=3/", "write name=number"},
        {"skills", "Speaking=3; Writing", "\"Writing\""},
        {"skills", "Speaking=6", "is not between 1 and 5"},
        {"skills", "Speaking=3/8", "the level \"8\" is not between 0 and 7"},
        {"interests", "Social=0.5", "is not between 1 and 7"},
        {"work_styles", "Social=5.57", "is not between -3 and 3"},
        {"technologies", "SAP", "write name=hot"},
        {"technologies", "SAP=warm", "write name=hot"},
        {"related", "29-117", "is no SOC code"},
        {"combined", "x", "is no SOC code"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        struct pack_value values[FACTS_LIST_MAX];
        struct str why = STR("");
        size_t count;
        if (facts_cell_read(arena, column(cells[i].column),
                            str_from(cells[i].cell), values, &count, &why))
            fail_msg("taken: %s", cells[i].cell);
        if (!strstr(why.ptr, cells[i].says))
            fail_msg("%s: %s", cells[i].cell, why.ptr);
    }
    struct str list = STR("29-1171");
    for (int i = 0; i < FACTS_LIST_MAX; i++)
        list = arena_printf(arena, "%.*s; 29-1171", STR_ARG(list));
    struct pack_value values[FACTS_LIST_MAX];
    struct str why;
    size_t count;
    assert_false(
        facts_cell_read(arena, column("related"), list, values, &count, &why));
    assert_non_null(strstr(why.ptr, "more than 64"));
}

static void every_column_is_of_use(void **state)
{
    (void)state;
    for (size_t i = 0; i < FACTS_COLUMNS; i++) {
        assert_int_equal(facts_column_find(str_from(facts_columns[i].name)), i);
        for (size_t k = 0; k < i; k++)
            if (facts_column_same_value(&facts_columns[i], &facts_columns[k]))
                assert_int_not_equal(facts_columns[i].slot,
                                     facts_columns[k].slot);
    }
    assert_int_equal(facts_column_find(STR("aioe")), FACTS_COLUMNS);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_arena, end_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(the_newest_release_counts),
        TEST(lists_are_replaced_whole),
        TEST(all_of_them_go_into_the_pack),
        TEST(cells_read_back_as_they_were_written),
        TEST(cells_that_are_no_good),
        TEST(every_column_is_of_use),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
