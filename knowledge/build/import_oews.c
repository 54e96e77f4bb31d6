/* Wages and employment of the Occupational Employment and Wage Statistics,
 * national, from the publisher's workbook, zip or a CSV of it. */
#include "import.h"

#include "page_cell.h"

#include <math.h>

#define LINK "https://www.bls.gov/oes/"

enum { CODE, TITLE, GROUP, AREA, INDUSTRY, EMPLOYMENT, ANNUAL, HOURLY, WAGES };
enum { KINDS = 6, COLUMNS = WAGES + 2 * KINDS };

static const enum field wage_fields[KINDS] = {
    FIELD_WAGE_MEDIAN, FIELD_WAGE_P10, FIELD_WAGE_P25,
    FIELD_WAGE_P75,    FIELD_WAGE_P90, FIELD_WAGE_MEAN};

static const struct table_column columns[COLUMNS] = {
    [CODE] = {{"OCC_CODE"}, false},
    [TITLE] = {{"OCC_TITLE"}, false},
    [GROUP] = {{"O_GROUP", "OCC_GROUP", "GROUP"}, false},
    [AREA] = {{"AREA_TYPE"}, true},
    [INDUSTRY] = {{"I_GROUP"}, true},
    [EMPLOYMENT] = {{"TOT_EMP"}, false},
    [ANNUAL] = {{"ANNUAL"}, true},
    [HOURLY] = {{"HOURLY"}, true},
    [WAGES] = {{"A_MEDIAN"}, false},
    {{"H_MEDIAN"}, false},
    {{"A_PCT10"}, false},
    {{"H_PCT10"}, false},
    {{"A_PCT25"}, false},
    {{"H_PCT25"}, false},
    {{"A_PCT75"}, false},
    {{"H_PCT75"}, false},
    {{"A_PCT90"}, false},
    {{"H_PCT90"}, false},
    {{"A_MEAN"}, false},
    {{"H_MEAN"}, false},
};

/* --- which release --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* "national_M2025_dl", "oesm25nat": 2025; 0: neither. */
static int year_of_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        struct str rest = str_slice(name, i, name.len);
        long year;
        if (str_starts(rest, STR("M20")) &&
            str_to_long(str_slice(rest, 1, 5), &year))
            return (int)year;
        if (str_starts(rest, STR("oesm")) && rest.len >= 6 &&
            is_digit(rest.ptr[4]) && is_digit(rest.ptr[5]))
            return 2000 + (rest.ptr[4] - '0') * 10 + (rest.ptr[5] - '0');
    }
    return 0;
}

/* The workbook's notes begin with "May 2025 OEWS Estimates". */
static int year_of_notes(const char *where)
{
    struct arena *scratch = arena_new();
    struct table *table;
    int year = 0;
    if (table_open(scratch, where, NULL, "Field Descriptions", &table, NULL) ==
        STATUS_OK)
        for (int i = 0; i < 4 && year == 0 && table_next(table); i++) {
            struct str line = table_cell(table, 0);
            long number;
            if (str_starts(line, STR("May ")) &&
                str_to_long(str_slice(line, 4, 8), &number))
                year = (int)number;
        }
    arena_free(scratch);
    return year;
}

static struct import_source *find_source(struct import *im,
                                         const struct import_file *file,
                                         const char *where)
{
    int year = year_of_name(table_name(file->table));
    if (year == 0)
        year = year_of_name(str_from(where));
    if (year == 0)
        year = year_of_notes(where);
    if (year == 0)
        builder_left_out(im->b,
                         "%s: the month of these wages is not known, so that "
                         "wages with a date go before them; name the file as "
                         "the publisher does, like national_M2025_dl.xlsx",
                         where);
    return import_source(im, STR("BLS OEWS"),
                         year ? arena_printf(im->b->arena, "May %d", year)
                              : STR("undated"),
                         STR(LINK), year);
}

/* --- wages --- */

/* What "#" stands for: this or more, by the publisher's notes. Before 2016 it
 * was less, and is not known here. */
static double top_code(int year, bool hourly)
{
    if (year == 0 || year >= 2022)
        return hourly ? 115 : 239200;
    if (year >= 2016)
        return hourly ? 100 : 208000;
    return NAN;
}

/* "*" of a wage, "**" of employment. "~" is less than can be shown, and of no
 * figure that is read here. */
static bool is_kept_back(struct str cell)
{
    return str_eq(cell, STR("*")) || str_eq(cell, STR("**"));
}

/* One wage. applies: the publisher gives wages of this kind, by the year or
 * by the hour, for the occupation at all. */
static void read_wage(struct import_file *file, size_t column, int slot,
                      bool applies, int year, struct pack_value *value)
{
    struct str cell = import_cell(file, column);
    if (is_kept_back(cell)) {
        value->flags |= applies ? ENTRY_SUPPRESSED : 0;
    } else if (str_eq(cell, STR("#"))) {
        value->num[slot] = top_code(year, slot);
        value->flags |=
            isnan(value->num[slot]) ? ENTRY_SUPPRESSED : ENTRY_AT_LEAST;
    } else if (cell.len > 0 && !str_eq(cell, STR("~"))) {
        value->num[slot] = import_number(file, column);
    }
}

static bool is_true(struct str cell)
{
    return str_eq_nocase(cell, STR("TRUE"));
}

static void read_wages(struct import *im, struct import_file *file,
                       size_t occupation, const struct import_source *source)
{
    bool only_annual = is_true(import_cell(file, ANNUAL));
    bool only_hourly = is_true(import_cell(file, HOURLY));
    for (size_t i = 0; i < KINDS; i++) {
        struct pack_value value = {.num = {NAN, NAN}};
        read_wage(file, WAGES + 2 * i, 0, !only_hourly, source->year, &value);
        read_wage(file, WAGES + 2 * i + 1, 1, !only_annual, source->year,
                  &value);
        if (!isnan(value.num[0]) || !isnan(value.num[1]) || value.flags)
            import_give(im, file, occupation, wage_fields[i], &value, 1,
                        source);
    }
    struct str people = import_cell(file, EMPLOYMENT);
    if (is_kept_back(people))
        import_give_number(im, file, occupation, FIELD_EMPLOYMENT_NOW, NAN,
                           ENTRY_SUPPRESSED, source);
    else if (people.len > 0 && !str_eq(people, STR("~")))
        import_give_number(im, file, occupation, FIELD_EMPLOYMENT_NOW,
                           import_number(file, EMPLOYMENT), 0, source);
}

/* National, all industries, a detailed occupation; where a file has no such
 * columns it is taken to be. */
static bool is_wanted(const struct import_file *file)
{
    struct str area = import_cell(file, AREA);
    struct str industry = import_cell(file, INDUSTRY);
    return str_eq_nocase(import_cell(file, GROUP), STR("detailed")) &&
           (area.len == 0 || str_eq(area, STR("1"))) &&
           (industry.len == 0 ||
            str_eq_nocase(industry, STR("cross-industry")));
}

void import_oews(struct import *im, const char *where)
{
    struct import_file file;
    if (!import_open(im, &file, where, NULL, NULL, columns, COLUMNS, "wages"))
        return;
    const struct import_source *source = find_source(im, &file, where);
    while (import_next(&file)) {
        if (import_cell(&file, GROUP).len == 0)
            import_bad_row(&file, "the row is not complete");
        if (!is_wanted(&file))
            continue;
        uint32_t soc = import_soc_code(&file, CODE);
        size_t occupation =
            import_occupation(im, &file, soc, import_text(&file, TITLE));
        if (occupation == SIZE_MAX)
            continue;
        read_wages(im, &file, occupation, source);
        file.given++;
    }
    if (file.given == 0 && file.bad == 0)
        import_bad_row(&file, "no row is of a detailed occupation, the whole "
                              "country and all industries");
    import_expect(&file, file.given, im->before[FIELD_WAGE_MEDIAN], "wages");
    import_close(&file);
}
