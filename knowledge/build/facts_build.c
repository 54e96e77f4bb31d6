/* A folder of facts into the pack: tab-separated tables whose columns are
 * found by name, each described in a line above with its source. */
#include "builder.h"
#include "facts_certificates.h"
#include "facts_columns.h"
#include "figures.h"
#include "file.h"
#include "lines.h"
#include "page_cell.h"
#include "utf8.h"

#include <string.h>

enum { COLUMNS_MAX = 64, ROW_MAX = 256, FACTS_FILE_MAX = 64 << 20 };

/* One table while it is read. */
struct table {
    struct builder *builder;
    struct lines lines;
    bool described[FACTS_COLUMNS];
    uint16_t source[FACTS_COLUMNS];
    int year[FACTS_COLUMNS];
    const struct facts_column *columns[COLUMNS_MAX]; /* NULL: not known */
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

/* The last number of four digits: 2025 of "May 2025", 2024 of "2024-34"; 0
 * where there is none. */
static int year_of(struct str date)
{
    int year = 0, number = 0;
    for (size_t i = 0, digits = 0; i <= date.len; i++) {
        bool digit = i < date.len && date.ptr[i] >= '0' && date.ptr[i] <= '9';
        if (digit)
            number = number * 10 + (date.ptr[i] - '0');
        else if (digits == 4)
            year = number;
        digits = digit ? digits + 1 : 0;
        if (digits == 0 || digits > 4)
            number = 0;
    }
    return year;
}

/* "# wage_median: what it is; source: ...; date: ...; link: ..." */
static void read_description(struct table *t, struct str line)
{
    struct str rest = str_trim(str_slice(line, 1, line.len));
    size_t colon = str_find(rest, STR(":"));
    size_t column = facts_column_find(str_trim(str_slice(rest, 0, colon)));
    if (colon == rest.len || column == FACTS_COLUMNS)
        return; /* a remark */
    struct str source = STR(""), date = STR(""), link = STR("");
    str_split(&rest, ';');
    while (rest.ptr) {
        struct str value = str_trim(str_split(&rest, ';'));
        struct str key = str_split(&value, ':');
        value = utf8_plain(t->builder->arena, str_trim(value));
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
              facts_columns[column].name);
    t->described[column] = true;
    t->source[column] =
        pack_writer_source(t->builder->writer, source, date, link);
    t->year[column] = year_of(date);
}

/* Both values of one entry share its source. */
static void check_pairs(struct table *t)
{
    for (size_t i = 0; i < FACTS_COLUMNS; i++)
        for (size_t k = 0; k < i; k++)
            if (facts_column_same_value(&facts_columns[i], &facts_columns[k]) &&
                t->described[i] && t->described[k] &&
                t->source[i] != t->source[k])
                FAULT(t, "%s and %s must have the same source and date",
                      facts_columns[k].name, facts_columns[i].name);
}

/* The header row. False: the rows cannot be read. */
static bool read_header(struct table *t, struct str line)
{
    bool has[FACTS_COLUMNS] = {false};
    while (line.ptr && t->column_count < COLUMNS_MAX) {
        struct str name = str_trim(str_split(&line, '\t'));
        size_t i = facts_column_find(name), at = t->column_count++;
        if (i == FACTS_COLUMNS)
            FAULT(t,
                  "column %zu: \"%.*s\" is not known; README.md beside the "
                  "facts lists the columns",
                  at + 1, STR_ARG(page_excerpt(name)));
        else if (has[i])
            FAULT(t, "column %zu: \"%.*s\" is there twice", at + 1,
                  STR_ARG(name));
        else if (facts_columns[i].field != FIELD_NONE && !t->described[i])
            FAULT(t,
                  "column %zu: write above this line where \"%.*s\" comes "
                  "from: # %.*s: what it is; source: ...; date: ...; link: "
                  "...",
                  at + 1, STR_ARG(name), STR_ARG(name));
        else
            t->columns[at] = &facts_columns[i];
        if (i < FACTS_COLUMNS)
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

static bool give_once(struct table *t, size_t occupation, size_t column)
{
    struct seen *seen = t->seen;
    if (occupation >= seen->occupations) {
        size_t room = occupation * 2 + 64;
        bool *grown = arena_alloc_array(t->builder->arena, room, FACTS_COLUMNS);
        if (seen->given)
            memcpy(grown, seen->given, seen->occupations * FACTS_COLUMNS);
        seen->given = grown;
        seen->occupations = room;
    }
    bool *given = &seen->given[occupation * FACTS_COLUMNS + column];
    bool first = !*given;
    *given = true;
    return first;
}

/* The values of a row. */
struct row {
    struct row_value {
        struct pack_value value;
        int year;
    } values[ROW_MAX];
    size_t count;
    bool full; /* and more would have to be there */
};

/* An annual and an hourly wage are one value. */
static void row_add(struct row *row, const struct facts_column *column,
                    const struct pack_value *value, int year)
{
    for (size_t i = 0; column->kind == FACTS_NUMBER && i < row->count; i++) {
        struct pack_value *known = &row->values[i].value;
        if (known->field == value->field && known->lang == value->lang) {
            known->num[column->slot] = value->num[column->slot];
            known->flags |= value->flags;
            return;
        }
    }
    row->full = row->count == ROW_MAX;
    if (!row->full)
        row->values[row->count++] = (struct row_value){*value, year};
}

static void read_cell(struct table *t, size_t at, struct str cell,
                      size_t occupation, struct row *row)
{
    struct builder *b = t->builder;
    const struct facts_column *column = t->columns[at];
    size_t known = (size_t)(column - facts_columns), count;
    struct pack_value values[FACTS_LIST_MAX];
    struct str why;
    if (!facts_cell_read(b->arena, column, cell, values, &count, &why)) {
        FAULT(t, "column %zu (%s): %.*s", at + 1, column->name, STR_ARG(why));
        return;
    }
    if (!give_once(t, occupation, known)) {
        FAULT(t,
              "column %zu (%s): this occupation has a value already; keep "
              "one",
              at + 1, column->name);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        values[i].source = t->source[known];
        row_add(row, column, &values[i], t->year[known]);
        if (column->lang == LANG_ZH_HANT) {
            values[i].lang = LANG_ZH_HANS;
            values[i].text[0] = han_simplify(b->han, b->arena, cell);
            row_add(row, column, &values[i], t->year[known]);
        }
    }
}

/* Hands over the values of each field together. */
static void give_row(struct builder *b, size_t occupation,
                     const struct row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        struct pack_value list[ROW_MAX];
        enum field field = row->values[i].value.field;
        size_t first = 0, count = 0;
        while (row->values[first].value.field != field)
            first++;
        if (first < i)
            continue; /* given already */
        for (size_t k = i; k < row->count; k++)
            if (row->values[k].value.field == field)
                list[count++] = row->values[k].value;
        figures_give(b->figures, occupation, field, list, count,
                     row->values[i].year);
    }
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
                          enum facts_kind kind)
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
    struct str code = cell_of(t, cells, FACTS_SOC);
    struct str title = cell_of(t, cells, FACTS_TITLE);
    struct str title_zh = cell_of(t, cells, FACTS_TITLE_ZH);
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

    struct row row;
    row.count = 0;
    row.full = false;
    for (size_t i = 0; i < t->column_count; i++)
        if (t->columns[i] && t->columns[i]->field != FIELD_NONE &&
            cells[i].len > 0)
            read_cell(t, i, cells[i], occupation, &row);
    if (row.full)
        FAULT(t, "more than %d values; those behind are left out", ROW_MAX);
    give_row(b, occupation, &row);
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

/* The table with the titles goes first: they are the ones shown. */
static void titles_first(struct str *names, size_t count)
{
    for (size_t i = 1; i < count; i++)
        if (str_eq(names[i], STR("occupations.tsv"))) {
            struct str name = names[i];
            memmove(names + 1, names, i * sizeof *names);
            names[0] = name;
        }
}

enum status facts_build(struct builder *b, const char *folder,
                        struct error *err)
{
    struct str *names;
    struct seen seen = {0};
    size_t count;
    enum status status =
        file_list(b->arena, folder, STR(".tsv"), &names, &count, err);
    if (status == STATUS_OK)
        titles_first(names, count);
    struct str certificates = STR_NONE;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        struct str path = file_join(b->arena, str_from(folder), names[i]), text;
        if (str_eq(names[i], STR(FACTS_CERTIFICATES))) {
            certificates = path;
            continue;
        }
        status = file_read(b->arena, path.ptr, FACTS_FILE_MAX, &text, err);
        if (status == STATUS_OK)
            read_table(b, lines_begin(text, path, b->faults), &seen);
    }
    if (status == STATUS_OK && certificates.ptr)
        status = facts_certificates(b, certificates, err);
    return status;
}
