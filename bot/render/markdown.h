/* An answer as Markdown, for platforms that show it and for `text` in the
 * output of ask --batch.
 *
 * Texts of an answer are data: what would be Markdown, HTML, a mention or an
 * emoji code in them is escaped or broken with U+200B. Nothing here knows a
 * platform; what differs between them is in the style. */
#ifndef MARKDOWN_H
#define MARKDOWN_H

#include "answer.h"
#include "buf.h"

#include <stdbool.h>

struct markdown_style {
    bool tables;           /* tables are shown as such; else as lists */
    bool numbered_choices; /* "1. label", to be answered with the number; else
                              the labels in one line */
};

/* Appends the whole answer; nothing for a silent one. Sections are separated
 * by one empty line, which is where a long answer may be split. */
void answer_markdown(struct buf *out, const struct answer *answer,
                     const struct markdown_style *style);

#endif
