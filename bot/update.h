/* `careerbot update`: fetches the publishers' files into a cache and has
 * careerbot-build make a new pack of them. */
#ifndef UPDATE_H
#define UPDATE_H

#include "status.h"

#include <stdbool.h>

struct update_options {
    const char *output; /* the pack; NULL: the usual place */
    const char *config; /* the user's own list of sources, or NULL */
    const char *cache;  /* the folder of the files; NULL: the usual one */
    bool offline;       /* nothing is fetched */
};

/* Says on standard error how it goes. *complete: every file that is not
 * optional is there and as new as its publisher's, and the sources have no
 * mistakes.
 * Failing: no pack was made, and the old one is as it was. */
MUST_CHECK enum status update(const struct update_options *options,
                              bool *complete, struct error *err);

#endif
