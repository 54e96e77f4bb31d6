/* Endings of Chinese names that mean the same: who is an 矯正醫師 is called
 * 矯正醫生, too. */
#ifndef ENDINGS_H
#define ENDINGS_H

#include "lines.h"
#include "pack.h"

struct builder;

/* Names and what they may end in. Begin with all zero; in the arena of the
 * builder. */
struct endings {
    struct ending_group *groups;
    struct ending_name *names; /* the last first */
    size_t count;              /* of them */
};

/* "醫師, tab, 醫生, tab, 大夫": endings that mean the same. */
void endings_read(struct builder *b, struct lines lines);

/* A name that there is. Borrowed as long as the builder. */
void endings_note(struct builder *b, size_t occupation, enum name_origin origin,
                  struct str name);

/* Adds the names that those noted give with other endings, of the same origin,
 * but for those noted, and those that would be of two occupations. */
void endings_build(struct builder *b);

#endif
