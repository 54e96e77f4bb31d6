/* Memory for one piece of work, freed in one place.
 *
 * Everything allocated for a question (or a build) comes from its arena and
 * is gone with arena_free. Out of memory ends the process. */
#ifndef ARENA_H
#define ARENA_H

#include "str.h"

#include <stddef.h>

struct arena;

/* Owned: free with arena_free. */
struct arena *arena_new(void);
void arena_free(struct arena *arena); /* NULL is fine */

/* Forgets everything allocated so far, keeps the first chunk for reuse. */
void arena_reset(struct arena *arena);

/* Zeroed, aligned for any type. size may be 0. */
void *arena_alloc(struct arena *arena, size_t size);
void *arena_alloc_array(struct arena *arena, size_t count, size_t size);

/* A copy in the arena, with a zero byte behind it, so that .ptr also serves
 * where C wants a string (as long as s holds no zero byte). */
struct str arena_str(struct arena *arena, struct str s);
char *arena_z(struct arena *arena, struct str s);

/* A formatted text in the arena. */
struct str arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
