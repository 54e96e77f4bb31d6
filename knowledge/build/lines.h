/* The lines of a text file people write: with or without a byte-order mark,
 * ended by LF or CR LF. Lines that are no UTF-8 or hold control characters
 * (but tabs) are reported and left out. */
#ifndef LINES_H
#define LINES_H

#include "page.h"

#include <stdbool.h>

struct lines {
    struct str rest, file;
    unsigned number; /* of the line that was read last */
    struct faults *faults;
};

struct lines lines_begin(struct str text, struct str file,
                         struct faults *faults);

/* The next good line; false at the end. */
bool lines_next(struct lines *lines, struct str *line);

#endif
