/* Employment Projections: the publisher's workbook (tables 1.2 and 1.10), a
 * CSV of its table 1.2, or the CSV that its web page exports. */
#include "import.h"

#include "page_cell.h"

#include <math.h>

#define LINK "https://www.bls.gov/emp/"

enum {
    CODE,
    TITLE,
    TYPE,
    CHANGE,
    OPENINGS,
    EDUCATION,
    EXPERIENCE,
    TRAINING,
    COLUMNS
};

/* Code and title carry the year in their header, so they are found below. */
static const struct table_column columns[COLUMNS] = {
    [CODE] = {{"Occupation Code"}, true},
    [TITLE] = {{"Occupation Title"}, true},
    [TYPE] = {{"Occupation type"}, true},
    [CHANGE] = {{"Employment change, percent, 20*",
                 "Employment Percent Change, 20*"},
                false},
    [OPENINGS] = {{"Occupational openings, 20*"}, true},
    [EDUCATION] = {{"Typical education needed for entry",
                    "Typical Entry-Level Education"},
                   true},
    [EXPERIENCE] = {{"Work experience in a related occupation"}, true},
    [TRAINING] = {{"Typical on-the-job training needed to attain competency "
                   "in the occupation",
                   "Typical on-the-job Training"},
                  true},
};

struct period {
    size_t from, to; /* columns of the employment */
    int from_year, to_year;
};

/* "Employment, 2024" and "Employment 2034": the year; 0: another header. */
static int employment_year(struct str header)
{
    long year;
    if (!str_starts(header, STR("Employment")))
        return 0;
    header = str_trim(str_slice(header, 10, header.len));
    if (str_starts(header, STR(",")))
        header = str_trim(str_slice(header, 1, header.len));
    return header.len == 4 && str_to_long(header, &year) && year > 1990
               ? (int)year
               : 0;
}

static bool find_period(const struct table *table, struct period *period)
{
    *period = (struct period){SIZE_MAX, SIZE_MAX, 0, 0};
    for (size_t i = 0; i < 64; i++) {
        int year = employment_year(table_header_text(table, i));
        if (year && (period->from == SIZE_MAX || year < period->from_year)) {
            period->from = i;
            period->from_year = year;
        }
        if (year > period->to_year) {
            period->to = i;
            period->to_year = year;
        }
    }
    return period->from_year != period->to_year;
}

/* The column whose header ends so, where it was not found by its name. */
static void find_ending(struct import_file *file, size_t column,
                        struct str ending)
{
    for (size_t i = 0; file->places[column] == SIZE_MAX && i < 64; i++)
        if (str_ends(table_header_text(file->table, i), ending))
            file->places[column] = i;
}

static bool find_columns(struct import_file *file, struct period *period)
{
    find_ending(file, CODE, STR("National Employment Matrix code"));
    find_ending(file, TITLE, STR("National Employment Matrix title"));
    if (file->places[CODE] != SIZE_MAX && find_period(file->table, period))
        return true;
    import_bad_row(file,
                   "the columns with the codes and with the employment of two "
                   "years are missing; it is not table 1.2");
    return false;
}

/* A row of an occupation, not of a group, a note or a footnote. */
static bool is_occupation(const struct import_file *file)
{
    if (file->places[TYPE] != SIZE_MAX)
        return str_eq_nocase(import_cell(file, TYPE), STR("Line item"));
    return import_cell(file, CODE).len > 0;
}

/* In thousands with one decimal. */
static void give_people(struct import *im, struct import_file *file,
                        size_t occupation, enum field field, size_t place,
                        const struct import_source *source)
{
    struct str cell = table_cell(file->table, place);
    double thousands;
    if (cell.len == 0 || page_is_absent(cell) ||
        str_eq_nocase(cell, STR("N/A")))
        return;
    if (table_number(cell, &thousands) && thousands >= 0)
        import_give_number(im, file, occupation, field, round(thousands * 1000),
                           0, source);
    else
        import_bad_row(file, "\"%.*s\" is no number of people",
                       STR_ARG(page_excerpt(cell)));
}

static void give_text(struct import *im, struct import_file *file,
                      size_t occupation, enum field field, size_t column,
                      const struct import_source *source)
{
    struct str cell = import_text(file, column);
    if (cell.len == 0 || page_is_absent(cell) ||
        str_eq_nocase(cell, STR("N/A")))
        return;
    struct pack_value value = {.text = {arena_str(im->b->arena, cell)},
                               .num = {NAN, NAN}};
    import_give(im, file, occupation, field, &value, 1, source);
}

static void read_row(struct import *im, struct import_file *file,
                     size_t occupation, const struct period *period,
                     const struct import_source *source)
{
    struct str change = import_cell(file, CHANGE);
    give_people(im, file, occupation, FIELD_EMPLOYMENT, period->from, source);
    give_people(im, file, occupation, FIELD_EMPLOYMENT_FUTURE, period->to,
                source);
    if (!page_is_absent(change) && !str_eq_nocase(change, STR("N/A"))) {
        double percent = import_number(file, CHANGE);
        if (!isnan(percent))
            import_give_number(im, file, occupation, FIELD_EMPLOYMENT_CHANGE,
                               percent, 0, source);
    }
    give_people(im, file, occupation, FIELD_OPENINGS, file->places[OPENINGS],
                source);
    give_text(im, file, occupation, FIELD_TYPICAL_EDUCATION, EDUCATION, source);
    give_text(im, file, occupation, FIELD_TYPICAL_EXPERIENCE, EXPERIENCE,
              source);
    give_text(im, file, occupation, FIELD_TYPICAL_TRAINING, TRAINING, source);
    file->given++;
}

/* The title without the examples that the export puts behind it. */
static struct str title_of(const struct import_file *file)
{
    struct str rest = import_text(file, TITLE);
    return str_trim(str_split(&rest, '*'));
}

static struct import_source *find_source(struct import *im,
                                         const struct period *period)
{
    return import_source(im, STR("BLS Employment Projections"),
                         arena_printf(im->b->arena, "%d-%02d",
                                      period->from_year, period->to_year % 100),
                         STR(LINK), period->from_year);
}

/* Openings alone, for releases whose table 1.2 is without them. */
static void import_openings(struct import *im, const char *where)
{
    struct import_file file;
    struct period period;
    if (!import_open(im, &file, where, NULL, "Table 1.10", columns, COLUMNS,
                     "openings"))
        return;
    if (find_columns(&file, &period)) {
        const struct import_source *source = find_source(im, &period);
        while (import_next(&file)) {
            if (!is_occupation(&file))
                continue;
            uint32_t soc = import_soc_code(&file, CODE);
            size_t occupation =
                import_occupation(im, &file, soc, title_of(&file));
            if (occupation != SIZE_MAX)
                give_people(im, &file, occupation, FIELD_OPENINGS,
                            file.places[OPENINGS], source);
        }
    }
    import_close(&file);
}

void import_projections(struct import *im, const char *where)
{
    struct import_file file;
    struct period period;
    if (!import_open(im, &file, where, NULL, "Table 1.2", columns, COLUMNS,
                     "projections"))
        return;
    bool good = find_columns(&file, &period);
    bool openings = file.places[OPENINGS] != SIZE_MAX;
    const struct import_source *source = good ? find_source(im, &period) : NULL;
    while (good && import_next(&file)) {
        if (!is_occupation(&file))
            continue;
        uint32_t soc = import_soc_code(&file, CODE);
        size_t occupation = import_occupation(im, &file, soc, title_of(&file));
        if (occupation != SIZE_MAX)
            read_row(im, &file, occupation, &period, source);
    }
    if (good)
        import_expect(&file, file.given, im->before[FIELD_EMPLOYMENT],
                      "projections");
    import_close(&file);
    if (good && !openings)
        import_openings(im, where);
}
