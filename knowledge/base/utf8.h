/* UTF-8, code point by code point, forgiving: bytes that are no UTF-8 read as
 * U+FFFD, one at a time, so any bytes can be walked through. */
#ifndef UTF8_H
#define UTF8_H

#include "arena.h"
#include "str.h"

#include <stdint.h>

/* The code point at *at, which moves behind it; at < s.len. */
uint32_t utf8_next(struct str s, size_t *at);

/* The bytes of the well-formed code point that begins s, which is not empty;
 * 0: none does. */
size_t utf8_length(struct str s);

/* Well formed throughout? */
bool utf8_valid(struct str s);

/* Writes 1 to 4 bytes, returns how many. */
size_t utf8_put(char out[4], uint32_t code);

size_t utf8_count(struct str s); /* code points */

/* s cut to at most max_bytes, never inside a code point. */
struct str utf8_cut(struct str s, size_t max_bytes);

/* The text in one line of plain characters, in arena: control characters and
 * bytes that are no UTF-8 become blanks, invisible ones (soft hyphens,
 * zero-width and direction marks) are left out. */
struct str utf8_plain(struct arena *arena, struct str s);

bool utf8_is_han(uint32_t code);

#endif
