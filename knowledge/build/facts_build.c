/* A folder of facts into the pack: tab-separated tables whose columns are
 * found by name, each described in a line above with its source. */
#include "builder.h"
#include "file.h"
#include "lines.h"
#include "page_cell.h"

#include <math.h>
#include <string.h>

enum { COLUMNS_MAX = 64, FACTS_FILE_MAX = 64 << 20 };

enum value_kind {
    VALUE_SOC,
    VALUE_TITLE,    /* English */
    VALUE_TITLE_ZH, /* Traditional */
    VALUE_TEXT,     /* text0 */
    VALUE_POSITIVE, /* a number, not below zero */
    VALUE_SIGNED
};

static const struct known_column {
    const char *name;
    enum value_kind kind;
    enum field field;
    int slot; /* of num */
} known_columns[] = {
    {"soc", VALUE_SOC, FIELD_NONE, 0},
    {"title", VALUE_TITLE, FIELD_NONE, 0},
    {"title_zh", VALUE_TITLE_ZH, FIELD_NONE, 0},
    {"wage_median", VALUE_POSITIVE, FIELD_WAGE_MEDIAN, 0},
    {"wage_median_hour", VALUE_POSITIVE, FIELD_WAGE_MEDIAN, 1},
    {"wage_p10", VALUE_POSITIVE, FIELD_WAGE_P10, 0},
    {"wage_p10_hour", VALUE_POSITIVE, FIELD_WAGE_P10, 1},
    {"wage_p25", VALUE_POSITIVE, FIELD_WAGE_P25, 0},
    {"wage_p25_hour", VALUE_POSITIVE, FIELD_WAGE_P25, 1},
    {"wage_p75", VALUE_POSITIVE, FIELD_WAGE_P75, 0},
    {"wage_p75_hour", VALUE_POSITIVE, FIELD_WAGE_P75, 1},
    {"wage_p90", VALUE_POSITIVE, FIELD_WAGE_P90, 0},
    {"wage_p90_hour", VALUE_POSITIVE, FIELD_WAGE_P90, 1},
    {"wage_mean", VALUE_POSITIVE, FIELD_WAGE_MEAN, 0},
    {"wage_mean_hour", VALUE_POSITIVE, FIELD_WAGE_MEAN, 1},
    {"employment", VALUE_POSITIVE, FIELD_EMPLOYMENT, 0},
    {"employment_change", VALUE_SIGNED, FIELD_EMPLOYMENT_CHANGE, 0},
    {"openings", VALUE_POSITIVE, FIELD_OPENINGS, 0},
    {"typical_education", VALUE_TEXT, FIELD_TYPICAL_EDUCATION, 0},
    {"typical_experience", VALUE_TEXT, FIELD_TYPICAL_EXPERIENCE, 0},
    {"typical_training", VALUE_TEXT, FIELD_TYPICAL_TRAINING, 0},
};
enum { KNOWN = sizeof known_columns / sizeof *known_columns };

/* One table while it is read. */
struct table {
    struct builder *builder;
    struct lines lines;
    bool described[KNOWN];
    uint16_t source[KNOWN];
    const struct known_column *columns[COLUMNS_MAX]; /* NULL: not known */
    size_t column_count;
    struct seen *seen;
};

/* Which values were given already, by all tables. */
struct seen {
    bool *given; /* by occupation, then by known column; in arena */
    size_t occupations;
};

#define FAULT(t, ...)                                                          \
    fault_add((t)->lines.faults, (t)->lines.file, (t)->lines.number,           \
              __VA_ARGS__)

static size_t find_column(struct str name)
{
    size_t i = 0;
    while (i < KNOWN && !str_eq(name, str_from(known_columns[i].name)))
        i++;
    return i;
}

/* "# wage_median: what it is; source: ...; date: ...; link: ..." */
static void read_description(struct table *t, struct str line)
{
    struct str rest = str_trim(str_slice(line, 1, line.len));
    size_t colon = str_find(rest, STR(":"));
    size_t column = find_column(str_trim(str_slice(rest, 0, colon)));
    if (colon == rest.len || column == KNOWN)
        return; /* a remark */
    struct str source = STR(""), date = STR(""), link = STR("");
    str_split(&rest, ';');
    while (rest.ptr) {
        struct str value = str_trim(str_split(&rest, ';'));
        struct str key = str_split(&value, ':');
        value = str_trim(value);
        if (str_eq(key, STR("source")))
            source = value;
        else if (str_eq(key, STR("date")))
            date = value;
        else if (str_eq(key, STR("link")))
            link = value;
        else
            FAULT(t,
                  "\"%.*s\" is not known here; write source:, date: or "
                  "link:",
                  STR_ARG(page_excerpt(key)));
    }
    if (source.len == 0 || date.len == 0)
        FAULT(t,
              "the source or the date of \"%s\" is missing; write \"; "
              "source: ...; date: ...\" behind it",
              known_columns[column].name);
    t->described[column] = true;
    t->source[column] =
        pack_writer_source(t->builder->writer, source, date, link);
}

/* Both values of one entry share its source. */
static void check_pairs(struct table *t)
{
    for (size_t i = 0; i < KNOWN; i++)
        for (size_t k = 0; k < i; k++)
            if (known_columns[i].field != FIELD_NONE &&
                known_columns[i].field == known_columns[k].field &&
                t->described[i] && t->described[k] &&
                t->source[i] != t->source[k])
                FAULT(t, "%s and %s must have the same source and date",
                      known_columns[k].name, known_columns[i].name);
}

/* The header row. False: the rows cannot be read. */
static bool read_header(struct table *t, struct str line)
{
    bool has[KNOWN] = {false};
    while (line.ptr && t->column_count < COLUMNS_MAX) {
        struct str name = str_trim(str_split(&line, '\t'));
        size_t i = find_column(name), at = t->column_count++;
        if (i == KNOWN)
            FAULT(t,
                  "column %zu: \"%.*s\" is not known; README.md beside the "
                  "facts lists the columns",
                  at + 1, STR_ARG(page_excerpt(name)));
        else if (has[i])
            FAULT(t, "column %zu: \"%.*s\" is there twice", at + 1,
                  STR_ARG(name));
        else if (known_columns[i].field != FIELD_NONE && !t->described[i])
            FAULT(t,
                  "column %zu: write above this line where \"%.*s\" comes "
                  "from: # %.*s: what it is; source: ...; date: ...; link: "
                  "...",
                  at + 1, STR_ARG(name), STR_ARG(name));
        else
            t->columns[at] = &known_columns[i];
        if (i < KNOWN)
            has[i] = true;
    }
    check_pairs(t);
    if (line.ptr || !has[0] || !has[1]) {
        FAULT(t,
              line.ptr ? "there are more than %d columns; this cannot be a "
                         "table of facts"
                       : "the columns \"soc\" and \"title\" must be there",
              COLUMNS_MAX);
        return false;
    }
    return true;
}

/* 44580, 21.43, -6.8, >=239200. */
static bool read_number(struct str cell, bool negative, double *value,
                        uint8_t *flags)
{
    *flags = str_starts(cell, STR(">=")) ? ENTRY_AT_LEAST : 0;
    if (*flags)
        cell = str_trim(str_slice(cell, 2, cell.len));
    for (size_t i = 0; i < cell.len; i++)
        if (!((cell.ptr[i] >= '0' && cell.ptr[i] <= '9') ||
              cell.ptr[i] == '.' || (cell.ptr[i] == '-' && i == 0)))
            return false;
    return str_to_double(cell, value) && fabs(*value) <= 1e12 &&
           (negative || *value >= 0);
}

static bool give_once(struct table *t, size_t occupation, size_t column)
{
    struct seen *seen = t->seen;
    if (occupation >= seen->occupations) {
        size_t room = occupation * 2 + 64;
        bool *grown = arena_alloc_array(t->builder->arena, room, KNOWN);
        if (seen->given)
            memcpy(grown, seen->given, seen->occupations * KNOWN);
        seen->given = grown;
        seen->occupations = room;
    }
    bool *given = &seen->given[occupation * KNOWN + column];
    bool first = !*given;
    *given = true;
    return first;
}

/* The values of a row, by field: an annual and an hourly wage are one. */
struct row {
    struct pack_value values[KNOWN];
    size_t count;
};

static struct pack_value *row_value(struct row *row, enum field field)
{
    for (size_t i = 0; i < row->count; i++)
        if (row->values[i].field == field)
            return &row->values[i];
    struct pack_value *value = &row->values[row->count++];
    *value = (struct pack_value){.field = field, .num = {NAN, NAN}};
    return value;
}

static void read_cell(struct table *t, size_t at, struct str cell,
                      size_t occupation, struct row *row)
{
    const struct known_column *column = t->columns[at];
    size_t known = (size_t)(column - known_columns);
    double number = NAN;
    uint8_t flags = 0;
    bool text = column->kind == VALUE_TEXT;
    if (!text &&
        !read_number(cell, column->kind == VALUE_SIGNED, &number, &flags)) {
        FAULT(t,
              "column %zu (%s): \"%.*s\" is no number; write it like 44580 "
              "or >=239200, or leave the cell empty",
              at + 1, column->name, STR_ARG(page_excerpt(cell)));
        return;
    }
    if (!give_once(t, occupation, known)) {
        FAULT(t,
              "column %zu (%s): this occupation has a value already; keep "
              "one",
              at + 1, column->name);
        return;
    }
    struct pack_value *value = row_value(row, column->field);
    value->source = t->source[known];
    value->flags |= flags;
    if (text)
        value->text[0] = cell;
    else
        value->num[column->slot] = number;
}

/* Splits a row; cells that are missing at its end are empty. */
static void split_row(struct table *t, struct str line,
                      struct str cells[COLUMNS_MAX])
{
    for (size_t i = 0; i < t->column_count; i++)
        cells[i] = line.ptr ? str_trim(str_split(&line, '\t')) : STR_NONE;
    if (line.ptr)
        FAULT(t, "the row has more cells than there are columns");
}

static struct str cell_of(const struct table *t,
                          const struct str cells[COLUMNS_MAX],
                          enum value_kind kind)
{
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i] && t->columns[i]->kind == kind)
            return cells[i];
    return STR_NONE;
}

static void read_row(struct table *t, struct str line)
{
    struct builder *b = t->builder;
    struct str cells[COLUMNS_MAX];
    split_row(t, line, cells);
    struct str code = cell_of(t, cells, VALUE_SOC);
    struct str title = cell_of(t, cells, VALUE_TITLE);
    struct str title_zh = cell_of(t, cells, VALUE_TITLE_ZH);
    uint32_t soc = page_soc(code);
    if (soc == 0 || title.len == 0) {
        FAULT(t, soc ? "the title is missing"
                     : "the row has no SOC code like 25-4031");
        return;
    }
    size_t occupation = pack_writer_occupation(b->writer, soc);
    builder_title(b, occupation, LANG_EN, NAME_PUBLISHER, title);
    if (title_zh.len > 0)
        builder_title(b, occupation, LANG_ZH_HANT, NAME_PUBLISHER, title_zh);

    struct row row = {.count = 0};
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i] && t->columns[i]->field != FIELD_NONE &&
            cells[i].len > 0)
            read_cell(t, i, cells[i], occupation, &row);
    for (size_t i = 0; i < row.count; i++)
        pack_writer_entry(b->writer, occupation, &row.values[i]);
}

static void read_table(struct builder *b, struct lines lines, struct seen *seen)
{
    struct table table = {.builder = b, .lines = lines, .seen = seen};
    struct str line;
    bool header = false;
    while (lines_next(&table.lines, &line)) {
        if (str_trim(line).len == 0)
            continue;
        if (line.ptr[0] == '#') {
            read_description(&table, line);
        } else if (header) {
            read_row(&table, line);
        } else {
            if (!read_header(&table, line))
                return;
            header = true;
        }
    }
    if (!header)
        FAULT(&table, "no table is in this file; its first line without # "
                      "names the columns");
}

enum status facts_build(struct builder *b, const char *folder,
                        struct error *err)
{
    struct str *names;
    struct seen seen = {0};
    size_t count;
    enum status status =
        file_list(b->arena, folder, STR(".tsv"), &names, &count, err);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct str path = file_join(b->arena, str_from(folder), names[i]), text;
        status = file_read(b->arena, path.ptr, FACTS_FILE_MAX, &text, err);
        if (status == STATUS_OK)
            read_table(b, lines_begin(text, path, b->faults), &seen);
    }
    return status;
}
