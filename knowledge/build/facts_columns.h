/* The columns that tables of facts may have: what a cell holds, and which
 * field of the pack it becomes. Reading and writing share them. */
#ifndef FACTS_COLUMNS_H
#define FACTS_COLUMNS_H

#include "arena.h"
#include "pack_write.h"

#include <stdbool.h>

enum facts_kind {
    FACTS_SOC,
    FACTS_TITLE,        /* English */
    FACTS_TITLE_ZH,     /* Traditional */
    FACTS_TEXT,         /* text0 */
    FACTS_NUMBER,       /* 44580, >=239200, ~0.53, * */
    FACTS_CODE,         /* a SOC code: num0 */
    FACTS_RELATED,      /* 29-1171; 31-1131 */
    FACTS_RATED,        /* Speaking=3.25/3; Writing=3.1: num0, num1 */
    FACTS_TECHNOLOGIES, /* Microsoft Excel=hot+demand; SAP=hot */
};

struct facts_column {
    const char *name;
    enum facts_kind kind;
    enum field field;
    int slot;        /* FACTS_NUMBER: of num */
    double min, max; /* of num0 of the lists, of num[slot] otherwise */
    enum lang lang;
};

extern const struct facts_column facts_columns[];
enum { FACTS_COLUMNS = 37 };

/* FACTS_COLUMNS: there is none of that name. */
size_t facts_column_find(struct str name);

/* Columns whose cells become the same value share its source. */
bool facts_column_same_value(const struct facts_column *a,
                             const struct facts_column *b);

enum { FACTS_LIST_MAX = 64 }; /* more in one cell is a mistake */

/* Reads a cell that is not empty. values: room for FACTS_LIST_MAX; all but
 * the source is set. Texts are borrowed from the cell. False: *why says in
 * arena what is wrong and how to write it. */
bool facts_cell_read(struct arena *arena, const struct facts_column *column,
                     struct str cell, struct pack_value *values, size_t *count,
                     struct str *why);

/* The cell that reads back as these values; empty where count is 0. In
 * arena. */
struct str facts_cell_write(struct arena *arena,
                            const struct facts_column *column,
                            const struct pack_value *values, size_t count);

#endif
