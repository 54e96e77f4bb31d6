/* What a server said about a file it sent, kept beside the file as NAME.http,
 * so that the next request can ask "has it changed?" and "where was I?". */
#ifndef VALIDATORS_H
#define VALIDATORS_H

#include <stdbool.h>

struct validators {
    char etag[256];    /* with its quotes; empty: none */
    char modified[64]; /* Last-Modified; empty: none */
};

/* What is known of the file at path, as fetched from url. False, and nothing
 * known: it is not there, comes from another URL, or was changed by somebody
 * else since. */
bool validators_load(const char *path, const char *url, struct validators *out);

/* The same for a file that is still growing: of any size and age. */
bool validators_load_part(const char *path, const char *url,
                          struct validators *out);

/* Keeps them for the file as it is now. Where that fails, a later download
 * begins anew, and no more. */
void validators_save(const char *path, const char *url,
                     const struct validators *validators);

/* The value for If-Range: a strong ETag, else Last-Modified; NULL: neither. */
const char *validators_if_range(const struct validators *validators);

/* Removes the file at path and what is known of it. */
void validators_remove(const char *path);

#endif
