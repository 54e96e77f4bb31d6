/* Inside of table.h: bytes of one format in, rows out. */
#ifndef TABLE_READ_H
#define TABLE_READ_H

#include "arena.h"
#include "status.h"
#include "str.h"
#include "table.h"
#include "table_rows.h"

enum table_format {
    TABLE_CSV,
    TABLE_TAB,
    TABLE_XLSX,
};

/* path: of the file, for messages; zero-terminated.
 * STATUS_CORRUPT, STATUS_FULL, and of a workbook STATUS_INVALID. scratch: for
 * what is needed only meanwhile. */
MUST_CHECK enum status table_read_text(struct arena *scratch, const char *path,
                                       struct str bytes,
                                       enum table_format format,
                                       struct table_rows *rows,
                                       struct error *err);
MUST_CHECK enum status table_read_xlsx(struct arena *scratch, const char *path,
                                       struct str bytes, const char *sheet,
                                       struct table_rows *rows,
                                       struct error *err);

/* table_open for a file that is in memory; the name says what it is. */
MUST_CHECK enum status table_open_bytes(struct arena *arena, const char *name,
                                        struct str bytes, const char *sheet,
                                        struct table **out, struct error *err);

#endif
