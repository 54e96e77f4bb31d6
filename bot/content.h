/* Is a file what its publisher's file should be? Looks at its bytes alone:
 * names and types a server gives are not trusted, as an error page may come
 * under any of them. */
#ifndef CONTENT_H
#define CONTENT_H

#include "status.h"

enum content_type { CONTENT_ZIP, CONTENT_XLSX, CONTENT_CSV, CONTENT_TSV };

/* "zip", "xlsx", "csv", "tsv": indexed by content_type, NULL at the end. */
extern const char *const content_names[];

/* header: a text that stands in one of the first lines of a table, or NULL.
 * STATUS_INVALID: err says what is wrong, in words that follow the name of
 * the file ("is a web page, not ..."). STATUS_IO: it cannot be read. */
MUST_CHECK enum status content_check(const char *path, enum content_type type,
                                     const char *header, struct error *err);

#endif
