/* A piece of text that somebody else keeps: pointer and length, by value.
 * Not zero-terminated. Always UTF-8 once it has passed an entrance. */
#ifndef STR_H
#define STR_H

#include <stdbool.h>
#include <stddef.h>

struct str {
    const char *ptr;
    size_t len;
};

#define STR(literal) ((struct str){(literal), sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})

/* printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) ((int)(s).len), ((s).ptr ? (s).ptr : "")

/* Borrows z, which may be NULL (an empty text). */
struct str str_from(const char *z);

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b); /* ASCII letters only */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);

/* Whether s is one of the texts of an array. */
#define STR_IS_ONE_OF(s, list)                                                 \
    str_is_one_of(s, list, sizeof(list) / sizeof *(list))
bool str_is_one_of(struct str s, const char *const *list, size_t count);

/* Byte order, the shorter first where one begins the other. */
int str_compare(struct str a, struct str b);

/* The first place of needle in s, or s.len where there is none. */
size_t str_find(struct str s, struct str needle);

/* s[from..to), both clamped to s. */
struct str str_slice(struct str s, size_t from, size_t to);

/* Where the last of the words begins that blanks part; 0: there is but one. */
size_t str_last_word(struct str s);

/* Without white space at both ends (ASCII, and U+00A0, U+3000, U+FEFF). */
struct str str_trim(struct str s);

/* Splits at the first sep: returns what stands before it and moves *rest
 * behind it. Without a sep the whole is returned and *rest becomes empty with
 * a NULL pointer, which ends loops: while (rest.ptr) ... */
struct str str_split(struct str *rest, char sep);

/* A whole text as a decimal number. False where anything else stands in it,
 * or the value is no finite double. */
bool str_to_double(struct str s, double *value);
bool str_to_long(struct str s, long *value);

#endif
