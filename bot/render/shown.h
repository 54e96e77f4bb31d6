/* What all renderers share: walking through a text by what can be seen of it,
 * and the signs of a language. */
#ifndef SHOWN_H
#define SHOWN_H

#include "answer.h"
#include "buf.h"

#include <stdint.h>

static inline struct str shown_cell(const struct answer_block *block,
                                    size_t row, size_t column)
{
    return block->cells[row * block->columns + column];
}

/* One visible code point and its bytes. */
struct shown {
    int32_t code;
    struct str bytes; /* borrowed */
};

/* Takes the next one off the front of *rest; false at its end. Control
 * characters and those that turn the direction of writing are passed over,
 * runs of white space come as one blank, bytes that are no UTF-8 as U+FFFD. */
bool shown_next(struct str *rest, struct shown *out);

/* Columns of a terminal: 2 for a Han character. */
size_t shown_width(int32_t code);
size_t shown_text_width(struct str text);

bool shown_is_word(int32_t code); /* letter, mark or digit of any script */

/* A bar of at most `cells` columns for value between 0 and max. Not finite or
 * not above 0: nothing. */
void shown_bar(struct buf *out, double value, double max, size_t cells);

/* What a full bar of a chart stands for; 0: it has none. */
double shown_scale(const struct answer_block *chart);

/* Colon, brackets and comma, with their blanks. */
struct shown_signs {
    const char *colon, *open, *close, *comma;
};
const struct shown_signs *shown_signs(enum lang lang);

#endif
