/* The last ids seen, so that nothing is done twice. */
#ifndef MATTERMOST_RECENT_H
#define MATTERMOST_RECENT_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RECENT_IDS 2048

struct recent {
    uint64_t hashes[RECENT_IDS]; /* 0: free */
    size_t next;
};

/* Notes the id. False: it is among the last RECENT_IDS already. */
bool recent_add(struct recent *recent, struct str id);

#endif
