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

/* The verb at a token, behind "to" or with "ing", and what stands behind it:
 * the token they end before, and the first of the names of who does that, an
 * index for pack_names; 0: no name says so. */
size_t doing_name(const struct pack *pack, struct arena *arena,
                  const struct token *tokens, size_t count, size_t at,
                  size_t *name);

#endif
