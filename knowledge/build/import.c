/* Opens publishers' files, keeps count of what cannot be used, and hands over
 * what can. What the files mean is for the readers in import_*.c. */
#include "import.h"

#include "page_cell.h"
#include "progress.h"
#include "utf8.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>

/* --- one file --- */

/* "PATH: what is wrong": the place goes where places go. */
static void add_fault(struct import *im, const struct error *err)
{
    struct str text = arena_str(im->b->arena, str_from(err->text));
    size_t colon = str_find(text, STR(": "));
    fault_add(im->b->faults, str_slice(text, 0, colon), 0, "%.*s",
              STR_ARG(str_slice(text, colon + 2, text.len)));
}

bool import_open(struct import *im, struct import_file *file, const char *where,
                 const char *const *names, const char *sheet,
                 const struct table_column *columns, size_t count,
                 const char *what)
{
    struct error err;
    *file = (struct import_file){.im = im, .arena = arena_new()};
    progress_step(im->progress, what);
    enum status status =
        table_open(file->arena, where, names, sheet, &file->table, &err);
    if (status == STATUS_OK)
        status = table_header(file->table, columns, count, file->places, &err);
    if (status == STATUS_OK)
        return true;
    /* Of a folder the publisher's other files may be all that is wanted. */
    if (status == STATUS_NOT_FOUND && names)
        builder_left_out(im->b, "%s: %s", what, err.text);
    else
        add_fault(im, &err);
    arena_free(file->arena);
    file->arena = NULL;
    return false;
}

bool import_next(struct import_file *file)
{
    bool more = table_next(file->table);
    file->rows += more;
    return more;
}

struct str import_cell(const struct import_file *file, size_t column)
{
    return table_cell(file->table, file->places[column]);
}

struct str import_text(const struct import_file *file, size_t column)
{
    return utf8_plain(file->arena, import_cell(file, column));
}

void import_bad_row(struct import_file *file, const char *format, ...)
{
    char why[256];
    va_list args;
    if (file->bad++ > 0)
        return;
    va_start(args, format);
    vsnprintf(why, sizeof why, format, args);
    va_end(args);
    file->bad_row = table_row(file->table);
    file->bad_why = arena_str(file->arena, str_from(why));
}

double import_number(struct import_file *file, size_t column)
{
    struct str cell = import_cell(file, column);
    double value;
    if (table_number(cell, &value) && isfinite(value))
        return value;
    import_bad_row(file, "\"%.*s\" is no number", STR_ARG(page_excerpt(cell)));
    return NAN;
}

static struct str name_of(const struct import_file *file)
{
    return arena_str(file->im->b->arena, table_name(file->table));
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void import_close(struct import_file *file)
{
    struct builder *b = file->im->b;
    struct str name = name_of(file);
    if (file->bad == 1)
        fault_add(b->faults, name, (unsigned)file->bad_row,
                  "%.*s; it was left out: download the file again",
                  STR_ARG(file->bad_why));
    if (file->bad > 1)
        fault_add(b->faults, name, (unsigned)file->bad_row,
                  "%.*s; it was left out, with %zu more like it: download the "
                  "file again",
                  STR_ARG(file->bad_why), file->bad - 1);
    if (file->rows == 0)
        fault_add(b->faults, name, 0,
                  "has no rows below its header; download the file again");
    if (file->unknown > 0 && !file->unknown_noted)
        builder_left_out(b,
                         "%.*s: %zu row%s with codes that are not in SOC 2018 "
                         "or its crosswalks (%.*s%s)",
                         STR_ARG(name), file->unknown, plural(file->unknown),
                         STR_ARG(file->unknown_code),
                         file->unknown == 1 ? "" : " ...");
    if (file->untitled > 0)
        builder_left_out(b,
                         "%.*s: figures of %zu occupation%s that no source "
                         "names; add --facts or --soc",
                         STR_ARG(name), file->untitled, plural(file->untitled));
    if (file->older > 0)
        builder_left_out(b,
                         "%.*s: %zu figure%s older than those that are there "
                         "already",
                         STR_ARG(name), file->older, plural(file->older));
    arena_free(file->arena);
    file->arena = NULL;
}

void import_expect(struct import_file *file, size_t got, size_t expected,
                   const char *what)
{
    /* Files differ a little from release to release, not by a quarter. */
    if (got * 4 < expected * 3)
        fault_add(file->im->b->faults, name_of(file), 0,
                  "has %s for %zu occupations, where %zu were expected; it is "
                  "cut or not the national file: download it again",
                  what, got, expected);
}

size_t import_count(const struct import *im, enum field field)
{
    size_t occupations = pack_writer_occupation_count(im->b->writer);
    size_t held = 0, count;
    for (size_t i = 0; i < occupations; i++)
        held += figures_get(im->figures, i, field, &count) != NULL;
    return held;
}

void import_expect_rows(struct import_file *file, size_t rows)
{
    if (file->rows < rows)
        fault_add(file->im->b->faults, name_of(file), 0,
                  "has %zu rows, where the study has %zu; it is cut: download "
                  "it again",
                  file->rows, rows);
}

/* --- codes --- */

static uint32_t known_code(struct import_file *file, uint32_t soc,
                           struct str text)
{
    if (soc == 0) {
        import_bad_row(file, "\"%.*s\" is no code like 25-4031",
                       STR_ARG(page_excerpt(text)));
    } else if (!crosswalks_is_known(&file->im->codes, soc)) {
        if (file->unknown++ == 0)
            file->unknown_code = arena_str(file->im->b->arena, text);
        return 0;
    }
    return soc;
}

uint32_t import_soc_code(struct import_file *file, size_t column)
{
    struct str cell = import_cell(file, column);
    return known_code(file, page_soc(cell), cell);
}

bool import_onet_code(struct import_file *file, size_t column, uint32_t *soc,
                      unsigned *suffix)
{
    struct str cell = import_cell(file, column);
    uint32_t code = 0;
    long part = -1;
    if (cell.len == 10 && cell.ptr[7] == '.' &&
        str_to_long(str_slice(cell, 8, 10), &part) && part >= 0)
        code = page_soc(str_slice(cell, 0, 7));
    *soc = known_code(file, code, cell);
    *suffix = (unsigned)part;
    return *soc != 0;
}

/* --- occupations, names, figures --- */

size_t import_occupation(struct import *im, struct import_file *file,
                         uint32_t soc, struct str title)
{
    if (soc == 0 || soc > 999999)
        return SIZE_MAX;
    if (im->handles[soc] == 0) {
        size_t found = pack_writer_find(im->b->writer, soc);
        if (found == SIZE_MAX && title.len > 0) {
            found = pack_writer_occupation(im->b->writer, soc);
            builder_title(im->b, found, LANG_EN, NAME_PUBLISHER, title);
        }
        if (found == SIZE_MAX) {
            if (file)
                file->untitled++;
            return SIZE_MAX;
        }
        im->handles[soc] = (uint32_t)found + 1;
    }
    return im->handles[soc] - 1;
}

static void give_name(struct import *im, size_t occupation,
                      enum import_names from, struct str name)
{
    if (occupation == SIZE_MAX || name.len == 0 || str_eq(name, STR("n/a")))
        return;
    static const enum name_origin origins[NAMES_KINDS] = {
        [NAMES_ONET] = NAME_PUBLISHER,
        [NAMES_REPORTED] = NAME_REPORTED,
        [NAMES_SOC] = NAME_PUBLISHER,
        [NAMES_ESCO] = NAME_CROSSWALK};
    builder_name(im->b, occupation, LANG_EN, origins[from], name);
    im->names[from]++;
}

void import_name(struct import *im, size_t occupation, enum import_names from,
                 struct str name)
{
    size_t open = str_find(name, STR(" (")), close = str_find(name, STR(")"));
    give_name(im, occupation, from, name);
    if (from == NAMES_ESCO || open == 0 || close == name.len || close < open)
        return;
    struct str before = str_slice(name, 0, open);
    struct str inner = str_trim(str_slice(name, open + 2, close));
    struct str after = str_slice(name, close + 1, name.len);
    if (str_trim(after).len == 0)
        give_name(im, occupation, from, inner);
    give_name(im, occupation, from,
              arena_printf(im->b->arena, "%.*s%.*s", STR_ARG(before),
                           STR_ARG(after)));
}

struct import_source *import_source(struct import *im, struct str name,
                                    struct str date, struct str link, int year)
{
    struct arena *arena = im->b->arena;
    date = utf8_plain(arena, date); /* as a publisher's file has it */
    struct import_source *source =
        &im->sources[im->source_count < IMPORT_SOURCES_MAX
                         ? im->source_count++
                         : IMPORT_SOURCES_MAX - 1];
    *source = (struct import_source){
        arena_str(arena, name), arena_str(arena, date), arena_str(arena, link),
        pack_writer_source(im->b->writer, name, date, link), year};
    return source;
}

void import_give(struct import *im, struct import_file *file, size_t occupation,
                 enum field field, struct pack_value *values, size_t count,
                 const struct import_source *source)
{
    for (size_t i = 0; i < count; i++) {
        values[i].field = field;
        values[i].source = source->index;
    }
    if (figures_give(im->figures, occupation, field, values, count,
                     source->year) == FIGURES_OLDER)
        file->older++;
}

void import_give_number(struct import *im, struct import_file *file,
                        size_t occupation, enum field field, double number,
                        uint8_t flags, const struct import_source *source)
{
    struct pack_value value = {.flags = flags, .num = {number, NAN}};
    import_give(im, file, occupation, field, &value, 1, source);
}

double import_round(double value, int decimals)
{
    /* 5.015 is kept as a little less: a mean of two decimals is meant */
    double unit = pow(10, decimals);
    return round(value * unit + copysign(1e-7, value)) / unit;
}
