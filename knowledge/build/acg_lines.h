/* The lines of an AI Career Graph page, cleaned of what the extraction from
 * HTML or a Markdown writer left around their text: marks of headings and
 * bullets, bold, links, the residue of evidence links, blank lines. */
#ifndef ACG_LINES_H
#define ACG_LINES_H

#include "arena.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

enum line_kind {
    LINE_TEXT,   /* a paragraph or a heading */
    LINE_BULLET, /* text may be empty: a bare dash */
    LINE_ROW,    /* a table row: see line_cells */
    LINE_RULE    /* the row below a table's header */
};

struct line {
    enum line_kind kind;
    struct str text; /* trimmed */
    unsigned number; /* in the file, from 1 */
    bool marked;     /* stood out as a heading: '#' or bold throughout */
};

struct lines {
    struct line *items;
    size_t count;
};

#define ACG_MAX_BYTES ((size_t)1 << 20)

/* Refuses what is no text of a page at all: empty, too large, binary, not
 * UTF-8, HTML. file: for the message. */
MUST_CHECK enum status lines_check(struct str text, struct str file,
                                   struct error *err);

/* The lines of a text that passed lines_check. All in arena. */
struct lines lines_read(struct arena *arena, struct str text);

#define LINE_CELLS 8

/* The cells of a row, trimmed; how many were written to cells. */
size_t line_cells(struct str row, struct str cells[LINE_CELLS]);

#endif
