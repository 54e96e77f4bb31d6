/* `careerbot ask`: one question, a console, or lines of JSON. */
#ifndef ASK_H
#define ASK_H

#include "lang.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>

struct ask_options {
    const char *knowledge; /* path of the pack; NULL: the usual places */
    struct str question;   /* NULL: the console, or one a line from stdin */
    const char *batch;     /* path, "-" for stdin; NULL: no batch */
    enum lang lang;
    bool json;
};

/* *answered: every question had an answer (or was small talk).
 * Failing: the pack or the batch cannot be read, or the output not written.
 * STATUS_INVALID: there was no question at all. */
MUST_CHECK enum status ask(const struct ask_options *options, bool *answered,
                           struct error *err);

#endif
