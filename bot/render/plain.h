/* An answer as text for a terminal or a pipe. */
#ifndef PLAIN_H
#define PLAIN_H

#include "answer.h"
#include "buf.h"

#include <stdbool.h>

struct plain_style {
    bool bold;    /* the terminal understands ESC [ 1 m */
    size_t width; /* columns to wrap at; 0: lines are not wrapped */
};

/* Appends the whole answer, ending with a new line; nothing for a silent
 * one. Control characters in its texts never come through. */
void answer_plain(struct buf *out, const struct answer *answer,
                  const struct plain_style *style);

#endif
