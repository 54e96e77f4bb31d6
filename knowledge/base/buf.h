/* A text that grows up to a maximum set at birth. What does not fit is left
 * out and remembered: check buf.full at the end, not at every step. */
#ifndef BUF_H
#define BUF_H

#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

struct buf {
    char *ptr; /* zero-terminated once anything was added; owned */
    size_t len, cap, max;
    bool full; /* something was left out */
};

void buf_init(struct buf *buf, size_t max_bytes);
void buf_fini(struct buf *buf);
void buf_clear(struct buf *buf);

void buf_add(struct buf *buf, struct str s); /* all of it or nothing */
void buf_add_z(struct buf *buf, const char *z);
void buf_add_char(struct buf *buf, char c);
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* All of a file. STATUS_NOT_FOUND; STATUS_IO: cannot be read; STATUS_FULL:
 * longer than the buffer takes. err says which. */
enum status buf_add_file(struct buf *buf, const char *path, struct error *err);

/* A JSON string with its quotes. Bytes that are no UTF-8 become U+FFFD. */
void buf_add_json(struct buf *buf, struct str s);

/* Borrowed until the next change. */
struct str buf_str(const struct buf *buf);

/* What the buffer held, zero-terminated, owned by the caller (free); the
 * buffer is empty again. */
char *buf_take(struct buf *buf);

#endif
