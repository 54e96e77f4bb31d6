/* Names of machines to addresses without holding up the loop. */
#ifndef RESOLVE_H
#define RESOLVE_H

#include "reactor.h"
#include "status.h"

#include <stddef.h>

struct resolve;

#define RESOLVE_ADDRESSES 8

struct resolve_address {
    char text[64]; /* numeric */
};

/* addresses: borrowed, at least one where status is STATUS_OK, in the order
 * they should be tried. Else problem says why, in words.
 * STATUS_NOT_FOUND: no such name; STATUS_TIMEOUT. */
typedef void (*resolve_done_fn)(enum status status, const char *problem,
                                const struct resolve_address *addresses,
                                size_t count, void *user);

/* Looks host up (a numeric address stands for itself); done runs once, later,
 * on the loop. Owned: end with resolve_free, also after done. */
struct resolve *resolve_start(struct reactor *reactor, const char *host,
                              int timeout_ms, resolve_done_fn done, void *user);

/* done will not run any more. Allowed inside done. NULL is fine. */
void resolve_free(struct resolve *resolve);

#endif
