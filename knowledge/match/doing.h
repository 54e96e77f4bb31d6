/* Names by what is done: who is to "drive a semi" is a semi driver. */
#ifndef DOING_H
#define DOING_H

#include "arena.h"
#include "normal.h"
#include "pack.h"

#include <stdbool.h>

/* Whether a token stands where a verb does: behind "to", but not in "how long
 * does it take to", which asks of doing it once. */
bool doing_is_to(const struct token *tokens, size_t at);

/* Whether a name of that origin, ours or of workers, is one of who does it. */
bool doing_may_be(uint8_t origin);

/* The verb at a token (at < count), behind "to" or with "ing", and as much of
 * what stands behind it as a name of who does that has: the token they end
 * before, and in *name the first of the names, an index for pack_names. 0: no
 * name says so. The arena holds what is made on the way. */
size_t doing_name(const struct pack *pack, struct arena *arena,
                  const struct token *tokens, size_t count, size_t at,
                  size_t *name);

#endif
