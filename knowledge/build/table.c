/* What all tables share once they are read: rows in turn, columns by their
 * headers, cells, numbers. */
#include "table.h"

#include "table_file.h"
#include "utf8.h"

#include <string.h>

enum {
    HEADER_WITHIN = 64, /* rows */
    MAX_DIGITS = 40,
};

struct table {
    struct str name;
    struct str text; /* cells, each with a zero behind it */
    const struct table_row *rows;
    size_t count, next; /* rows */
    size_t number;      /* of the row at hand, in the file */
    struct str *cells;  /* of the row at hand */
    size_t cell_count;
    struct str *headers;
    size_t header_count;
};

/* --- opening --- */

static struct table *table_new(struct arena *arena, struct str name,
                               const struct table_rows *rows)
{
    struct table *table = arena_alloc(arena, sizeof *table);
    struct table_row *kept =
        arena_alloc_array(arena, rows->count, sizeof *kept);
    if (rows->count > 0)
        memcpy(kept, rows->rows, rows->count * sizeof *kept);
    *table = (struct table){
        .name = arena_str(arena, name),
        .text = arena_str(arena, buf_str(&rows->text)),
        .rows = kept,
        .count = rows->count,
        .cells =
            arena_alloc_array(arena, rows->most_cells, sizeof *table->cells),
        .headers =
            arena_alloc_array(arena, rows->most_cells, sizeof *table->headers),
    };
    return table;
}

static enum status read_rows(struct arena *scratch,
                             const struct table_file *file, const char *sheet,
                             struct table_rows *rows, struct error *err)
{
    enum status status = file->format == TABLE_XLSX
                             ? table_read_xlsx(scratch, file->path, file->bytes,
                                               sheet, rows, err)
                             : table_read_text(scratch, file->path, file->bytes,
                                               file->format, rows, err);
    if (status == STATUS_OK && rows->full)
        status = error_set(err, STATUS_FULL,
                           "%s: holds %s; it cannot be the right file",
                           file->path, rows->full);
    return status;
}

static enum status open_file(struct arena *arena, struct arena *scratch,
                             const struct table_file *file, const char *sheet,
                             struct table **out, struct error *err)
{
    struct table_rows rows;
    table_rows_init(&rows);
    enum status status = read_rows(scratch, file, sheet, &rows, err);
    if (status == STATUS_OK)
        *out = table_new(arena, file->name, &rows);
    table_rows_fini(&rows);
    return status;
}

enum status table_open(struct arena *arena, const char *where,
                       const char *const *names, const char *sheet,
                       struct table **out, struct error *err)
{
    *out = NULL;
    struct arena *scratch = arena_new();
    struct table_file file;
    enum status status = table_file_open(scratch, where, names, &file, err);
    if (status == STATUS_OK)
        status = open_file(arena, scratch, &file, sheet, out, err);
    arena_free(scratch);
    return status;
}

enum status table_open_bytes(struct arena *arena, const char *name,
                             struct str bytes, const char *sheet,
                             struct table **out, struct error *err)
{
    *out = NULL;
    struct arena *scratch = arena_new();
    struct table_file file;
    enum status status = table_file_unpack(scratch, name, bytes, &file, err);
    if (status == STATUS_OK)
        status = open_file(arena, scratch, &file, sheet, out, err);
    arena_free(scratch);
    return status;
}

struct str table_name(const struct table *table)
{
    return table->name;
}

/* --- rows and cells --- */

static void no_row(struct table *table, size_t next)
{
    table->next = next;
    table->number = 0;
    table->cell_count = 0;
}

bool table_next(struct table *table)
{
    no_row(table, table->next);
    if (table->next == table->count)
        return false;
    size_t at = table->rows[table->next].at;
    table->number = table->rows[table->next].number;
    table->next++;
    size_t end = table->next < table->count ? table->rows[table->next].at
                                            : table->text.len;
    while (at < end) {
        struct str cell = str_from(table->text.ptr + at);
        table->cells[table->cell_count++] = cell;
        at += cell.len + 1;
    }
    return true;
}

size_t table_row(const struct table *table)
{
    return table->number;
}

struct str table_cell(const struct table *table, size_t place)
{
    return place < table->cell_count ? table->cells[place] : STR("");
}

struct str table_header_text(const struct table *table, size_t place)
{
    return place < table->header_count ? table->headers[place] : STR("");
}

/* --- headers --- */

/* The next character of a header that counts, in lower case; -1 at the end. */
static int next_letter(struct str *s)
{
    struct str rest = str_trim(*s);
    if (rest.len == 0)
        return -1;
    unsigned char c = (unsigned char)rest.ptr[0];
    *s = str_slice(rest, 1, rest.len);
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* Is this header called name? "Employment, 20*": does it begin so? */
static bool is_called(struct str header, struct str name)
{
    bool begins = str_ends(name, STR("*"));
    if (begins)
        name.len--;
    for (;;) {
        int letter = next_letter(&name);
        if (letter < 0)
            return begins || next_letter(&header) < 0;
        if (letter != next_letter(&header))
            return false;
    }
}

static bool is_taken(const size_t *places, size_t count, size_t place)
{
    for (size_t i = 0; i < count; i++)
        if (places[i] == place)
            return true;
    return false;
}

/* The first cell of the row, of those no column before has, that is called as
 * the column may be. */
static size_t place_of(const struct table *table,
                       const struct table_column *column, const size_t *taken,
                       size_t taken_count)
{
    const size_t most = sizeof column->names / sizeof *column->names;
    for (size_t n = 0; n < most && column->names[n]; n++)
        for (size_t i = 0; i < table->cell_count; i++)
            if (is_called(table->cells[i], str_from(column->names[n])) &&
                !is_taken(taken, taken_count, i))
                return i;
    return SIZE_MAX;
}

/* How many columns are there that must be. */
static size_t find_columns(const struct table *table,
                           const struct table_column *columns, size_t count,
                           size_t *places)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        places[i] = place_of(table, &columns[i], places, i);
        found += places[i] != SIZE_MAX && !columns[i].optional;
    }
    return found;
}

/* No row is the header: says which columns the best one lacks. */
static enum status no_header(struct table *table, size_t start, size_t best,
                             const struct table_column *columns, size_t count,
                             size_t *places, struct error *err)
{
    struct buf missing;
    buf_init(&missing, 300);
    no_row(table, best);
    if (table_next(table))
        find_columns(table, columns, count, places);
    for (size_t i = 0; i < count; i++)
        if (!columns[i].optional && places[i] == SIZE_MAX)
            buf_printf(&missing, "%s\"%s\"", missing.len ? ", " : "",
                       columns[i].names[0]);
    size_t number = table->number;
    bool semicolons = table->cell_count == 1 &&
                      memchr(table->cells[0].ptr, ';', table->cells[0].len);
    no_row(table, start);
    for (size_t i = 0; i < count; i++)
        places[i] = SIZE_MAX;
    const char *advice = semicolons
                             ? "save it with commas between the columns"
                             : "is it the right file, and the right sheet?";
    if (number == 0)
        error_set(err, STATUS_INVALID,
                  "%.*s: holds no header, and no rows; is it cut?",
                  STR_ARG(table->name));
    else
        error_set(err, STATUS_INVALID,
                  "%.*s: no header was found; row %zu comes nearest and lacks "
                  "%s%s; %s",
                  STR_ARG(table->name), number, missing.ptr ? missing.ptr : "",
                  missing.full ? " and more" : "", advice);
    buf_fini(&missing);
    return STATUS_INVALID;
}

enum status table_header(struct table *table,
                         const struct table_column *columns, size_t count,
                         size_t *places, struct error *err)
{
    size_t needed = 0, start = table->next, best = start, most = 0;
    for (size_t i = 0; i < count; i++) {
        needed += !columns[i].optional;
        places[i] = SIZE_MAX;
    }
    for (int i = 0; i < HEADER_WITHIN && table_next(table); i++) {
        size_t found = find_columns(table, columns, count, places);
        if (found == needed) {
            memcpy(table->headers, table->cells,
                   table->cell_count * sizeof *table->cells);
            table->header_count = table->cell_count;
            return STATUS_OK;
        }
        if (found > most) {
            most = found;
            best = table->next - 1;
        }
    }
    return no_header(table, start, best, columns, count, places, err);
}

/* --- numbers --- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Commas only between groups of three digits, none in the fraction. */
static bool without_commas(struct str s, char digits[MAX_DIGITS + 1],
                           struct str *out)
{
    size_t len = 0, group = 0;
    bool any = false, fraction = false;
    if (s.len > MAX_DIGITS)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == ',') {
            if (fraction || group == 0 || group > 3 || (any && group != 3))
                return false;
            any = true;
            group = 0;
            continue;
        }
        if (!is_digit(s.ptr[i])) {
            if (any && !fraction && group != 3)
                return false;
            fraction = fraction || i > 0;
        }
        group += is_digit(s.ptr[i]);
        digits[len++] = s.ptr[i];
    }
    *out = (struct str){digits, len};
    return !any || fraction || group == 3;
}

bool table_number(struct str cell, double *value)
{
    char digits[MAX_DIGITS + 1];
    struct str s = str_trim(cell), plain;
    bool negative = str_starts(s, STR("-"));
    if (negative)
        s = str_slice(s, 1, s.len);
    if (str_starts(s, STR("$")))
        s = str_trim(str_slice(s, 1, s.len));
    if (str_ends(s, STR("%")))
        s = str_trim(str_slice(s, 0, s.len - 1));
    if (s.len == 0 || !(is_digit(s.ptr[0]) || s.ptr[0] == '.') ||
        !without_commas(s, digits, &plain) || !str_to_double(plain, value))
        return false;
    if (negative)
        *value = -*value;
    return true;
}
