/* `careerbot eval`: answers labelled rows and measures how well. */
#ifndef EVAL_H
#define EVAL_H

#include "eval_gold.h"
#include "lang.h"
#include "status.h"

#include <stdbool.h>

#define EVAL_ERRORS_DEFAULT 20

struct eval_options {
    const char *file;      /* path, "-" for standard input */
    const char *knowledge; /* path of the pack; NULL: the usual places */
    enum eval_sort sort;
    enum lang lang;    /* where a row names none */
    size_t errors_max; /* how many of the worst errors to show */
    bool json;
};

/* Prints the report on standard output, and a line on standard error for
 * each row that cannot be read or has no labels.
 * *complete: every row could be read, and at least one was counted. Without
 * any there is no report. Failing: a file, the pack or the output. */
MUST_CHECK enum status eval(const struct eval_options *options, bool *complete,
                            struct error *err);

#endif
