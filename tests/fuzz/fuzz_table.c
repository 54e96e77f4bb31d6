/* Any bytes as a table: as text, packed, as a workbook and as the sheet of
 * one. What is read is clean: UTF-8, trimmed, rows in their order. */
#include "../unit/table_make.h"
#include "table_read.h"
#include "utf8.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_rows(struct table *table)
{
    size_t last = 0, place;
    double value;
    struct error err;
    const struct table_column column = {.names = {"code*", "title"}};
    if (table_header(table, &column, 1, &place, &err) == STATUS_OK)
        last = table_row(table);
    for (int row = 0; table_next(table); row++) {
        if (table_row(table) <= last)
            abort();
        last = table_row(table);
        /* all the places there can be, of the first rows only: they are many */
        size_t filled = 0, most = row < 4 ? TABLE_MAX_CELLS : 64;
        for (size_t i = 0; i <= most; i++) {
            struct str cell = table_cell(table, i);
            if (cell.len == 0)
                continue;
            filled++;
            if (!utf8_valid(cell) || memchr(cell.ptr, '\0', cell.len) ||
                cell.ptr[cell.len] != '\0' || str_trim(cell).len != cell.len)
                abort();
            (void)table_number(cell, &value);
        }
        if (filled == 0 && most == TABLE_MAX_CELLS)
            abort();
    }
}

static void read_as(const char *name, struct str bytes)
{
    struct arena *arena = arena_new();
    struct table *table;
    struct error err = {""};
    enum status status =
        table_open_bytes(arena, name, bytes, NULL, &table, &err);
    if (status == STATUS_OK)
        check_rows(table);
    else if (!strstr(err.text, name))
        abort();
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"a.csv", "a.txt", "a.csv.gz", "a.xlsx",
                                        "a"};
    struct str bytes = {(const char *)data, size}, texts = bytes;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        read_as(names[i], bytes);
    /* a sheet, and behind a mark the texts it shares */
    struct arena *arena = arena_new();
    struct str sheet = str_split(&texts, '\x1e');
    read_as("a.xlsx", make_book(arena, texts, sheet, STR_NONE));
    arena_free(arena);
    return 0;
}
