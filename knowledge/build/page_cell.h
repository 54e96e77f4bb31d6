/* The values that stand in cells and items of a page: money, scores, words of
 * a list. Each function says in *why what is wrong and what to do, in arena,
 * and returns false. An empty text or a dash is not known: NAN, and true. */
#ifndef PAGE_CELL_H
#define PAGE_CELL_H

#include "arena.h"
#include "page_format.h"

#include <stdint.h>

/* "$28,000", "28000", "€ 1,200.50". */
bool page_money(struct arena *arena, struct str s, double *value,
                struct str *why);

/* "7", "6.5", "6/10". */
bool page_score(struct arena *arena, struct str s, double *value,
                struct str *why);

bool page_year(struct arena *arena, struct str s, double *value,
               struct str *why);

/* Which of count words, in either language; *index is count if s is empty.
 * what: "a type", for the message. */
bool page_choice(struct arena *arena, const struct page_word *words,
                 size_t count, enum lang lang, const char *what, struct str s,
                 size_t *index, struct str *why);

/* "25-4031" and what stands behind it. False: neither a SOC code nor a code
 * with the name of its classification. */
bool page_code(struct arena *arena, struct str s, struct str *code,
               struct str *type, struct str *why);

/* "25-4031" as 254031, or 0. */
uint32_t page_soc(struct str code);

/* Shortened for a message. */
struct str page_excerpt(struct str s);

bool page_is_absent(struct str s); /* empty, or a dash */

#endif
