/* The rows of a table while a reader collects them: every format comes to the
 * same, texts with a zero behind each, one row after the other. */
#ifndef TABLE_ROWS_H
#define TABLE_ROWS_H

#include "buf.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stops bombs: no file that is meant comes near any of these. */
#define TABLE_MAX_BYTES ((size_t)256 << 20) /* of a file, unpacked */
#define TABLE_MAX_ROWS (1u << 20)           /* as many as a worksheet holds */
#define TABLE_MAX_CELLS (1u << 14)          /* of a row: the same */

struct table_row {
    uint32_t at; /* where its cells begin in the text */
    uint32_t number;
};

struct table_rows {
    struct buf text; /* cells, each with a zero behind it */
    struct table_row *rows;
    size_t count, room;
    size_t most_cells; /* of any row */
    /* the row at work */
    size_t cells;
    bool has_text;
    struct buf cell;  /* one that had to be cleaned */
    const char *full; /* "more than 1048576 rows", or NULL */
};

void table_rows_init(struct table_rows *rows);
void table_rows_fini(struct table_rows *rows);

/* number: in the file. */
void table_rows_begin(struct table_rows *rows, size_t number);

/* A cell of the row, right of those before it; the places between are empty.
 * text: UTF-8 without zero bytes, borrowed. It is trimmed, ="x" becomes x,
 * line ends become line feeds and other control characters blanks. */
void table_rows_cell(struct table_rows *rows, size_t place, struct str text);

/* Keeps the row unless it is empty. False: there is no room for more. */
bool table_rows_end(struct table_rows *rows);

#endif
