/* The names that --exclude-titles leaves out, for measuring how well names
 * are found that the pack does not hold. */
#ifndef EXCLUDE_H
#define EXCLUDE_H

#include "arena.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>

struct exclude {
    struct str *keys; /* in byte order */
    size_t count;
};

/* One key a line. */
MUST_CHECK enum status exclude_read(struct arena *arena, const char *path,
                                    struct exclude *exclude, struct error *err);

/* The key of a name: NFKC, case folded, without what stands in round
 * brackets; & as "and"; letters, digits, + and # in words; simple plurals
 * made singular. In arena. */
struct str exclude_key(struct arena *arena, struct str name);

bool exclude_has(const struct exclude *exclude, struct arena *arena,
                 struct str name);

#endif
