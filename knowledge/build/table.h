/* Tables as publishers give them: .csv (quotes, thousands commas, a
 * byte-order mark), .txt and .tsv (tabs, no quoting), .xlsx; each as it is,
 * as .gz, or inside the publisher's .zip. Columns are found by their headers,
 * never by position; title lines above and footnotes below are passed over.
 *
 * A file is read whole, and checked whole: once it is open nothing can fail.
 * Texts are UTF-8, trimmed, with a zero behind them, and stay as long as the
 * arena; line ends inside them are line feeds. Windows-1252 is converted. Of
 * a workbook come the values as they are kept: "0.29", "TRUE", of dates their
 * number. */
#ifndef TABLE_H
#define TABLE_H

#include "arena.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

struct table;

/* Finds and opens the first of `names` that is there: in the folder or .zip
 * `where` (also below folders of the zip), each NAME as it is, as NAME.gz, and
 * NAME.csv/.txt/.tsv also as NAME.xlsx; or, names NULL, the file `where`
 * itself, of a .zip the only table in it. sheet: of a workbook; NULL: its
 * first.
 * STATUS_NOT_FOUND: none is there. STATUS_CORRUPT: not what its name says,
 * cut or damaged. STATUS_FULL: larger than any of these files is.
 * STATUS_INVALID: the workbook has no such sheet, or the zip several tables.
 * STATUS_IO: it is there and cannot be read.
 * err: what, where, and what to do. */
MUST_CHECK enum status table_open(struct arena *arena, const char *where,
                                  const char *const *names, const char *sheet,
                                  struct table **out, struct error *err);

/* "national_M2025_dl.xlsx", "db.zip: Skills.txt", for messages. */
struct str table_name(const struct table *table);

struct table_column {
    const char *names[4]; /* any of these, the first that is there; case and
                             white space ignored; "Employment, 20*": begins so.
                             NULL ends early */
    bool optional;
};

/* Reads on to the row that holds all columns that are not optional, within
 * the next 64 rows. places[i]: for table_cell; an absent one is SIZE_MAX.
 * Each column takes the leftmost cell that none before it took, so "2024" and
 * "2034" are found by naming "20*" twice.
 * STATUS_INVALID: there is no such row; err names the columns missing from the
 * best one, and the table stands where it stood. */
MUST_CHECK enum status table_header(struct table *table,
                                    const struct table_column *columns,
                                    size_t count, size_t *places,
                                    struct error *err);

/* The next row that is not empty; false at the end. */
bool table_next(struct table *table);

/* Its number in the file: of a text the line it begins in. */
size_t table_row(const struct table *table);

/* A cell of the row; empty where the row is shorter or place is SIZE_MAX.
 * ="25-4031" comes as 25-4031. */
struct str table_cell(const struct table *table, size_t place);

/* The text of a header cell. */
struct str table_header_text(const struct table *table, size_t place);

/* "97,550", "21.43", "-6.8", "1.5E-2", with or without "$" and "%". False:
 * none of these. */
bool table_number(struct str cell, double *value);

#endif
