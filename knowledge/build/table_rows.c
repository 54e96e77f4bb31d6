/* Cleans cells and keeps rows, up to the limits. */
#include "table_rows.h"

#include "xmalloc.h"

#include <stdlib.h>

void table_rows_init(struct table_rows *rows)
{
    *rows = (struct table_rows){0};
    buf_init(&rows->text, TABLE_MAX_BYTES);
    buf_init(&rows->cell, TABLE_MAX_BYTES);
}

void table_rows_fini(struct table_rows *rows)
{
    buf_fini(&rows->text);
    buf_fini(&rows->cell);
    free(rows->rows);
}

void table_rows_begin(struct table_rows *rows, size_t number)
{
    if (rows->count == rows->room) {
        rows->room = rows->room ? rows->room * 2 : 256;
        rows->rows = xrealloc(rows->rows, rows->room * sizeof *rows->rows);
    }
    rows->rows[rows->count] =
        (struct table_row){(uint32_t)rows->text.len, (uint32_t)number};
    rows->cells = 0;
    rows->has_text = false;
}

static bool is_control(char c)
{
    return (unsigned char)c < ' ' || c == 0x7f;
}

/* Line ends of any kind as line feeds, other control characters as blanks.
 * Borrowed until the next call. */
static struct str cleaned(struct buf *out, struct str s)
{
    size_t from = 0;
    buf_clear(out);
    for (size_t i = 0; i < s.len; i++) {
        if (!is_control(s.ptr[i]) || s.ptr[i] == '\n')
            continue;
        buf_add(out, str_slice(s, from, i));
        from = i + 1;
        if (s.ptr[i] != '\r')
            buf_add_char(out, ' ');
        else if (from == s.len || s.ptr[from] != '\n')
            buf_add_char(out, '\n');
    }
    if (from == 0) /* as nearly all are */
        return s;
    buf_add(out, str_slice(s, from, s.len));
    return buf_str(out);
}

void table_rows_cell(struct table_rows *rows, size_t place, struct str text)
{
    text = str_trim(cleaned(&rows->cell, text));
    if (text.len >= 3 && str_starts(text, STR("=\"")) &&
        str_ends(text, STR("\"")))
        text = str_trim(str_slice(text, 2, text.len - 1));
    if (text.len == 0) /* only a text to the right makes it count */
        return;
    if (place >= TABLE_MAX_CELLS) {
        rows->full = "more columns than a worksheet has";
        return;
    }
    for (; rows->cells < place; rows->cells++)
        buf_add_char(&rows->text, '\0');
    buf_add(&rows->text, text);
    buf_add_char(&rows->text, '\0');
    rows->cells++;
    rows->has_text = true;
}

bool table_rows_end(struct table_rows *rows)
{
    if (rows->text.full)
        rows->full = "more text than any of the files that are meant";
    if (rows->full)
        return false;
    if (!rows->has_text)
        return true;
    if (rows->count == TABLE_MAX_ROWS) {
        rows->full = "more rows than a worksheet has";
        return false;
    }
    rows->count++;
    if (rows->cells > rows->most_cells)
        rows->most_cells = rows->cells;
    return true;
}
