/* Files of the build: read whole, listed in a fixed order, replaced at once. */
#ifndef FILE_H
#define FILE_H

#include "arena.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* The whole file, in arena; "-" is standard input.
 * STATUS_NOT_FOUND, STATUS_IO; STATUS_FULL: more than max_bytes. */
MUST_CHECK enum status file_read(struct arena *arena, const char *path,
                                 size_t max_bytes, struct str *text,
                                 struct error *err);

/* Writes a file beside path and renames it, so that path holds the old bytes
 * or the new ones, never a part. "-" is standard output. */
MUST_CHECK enum status file_replace(const char *path, struct str bytes,
                                    struct error *err);

/* The names of a folder that end in suffix, in byte order, hidden ones left
 * out; in arena. */
MUST_CHECK enum status file_list(struct arena *arena, const char *folder,
                                 struct str suffix, struct str **names,
                                 size_t *count, struct error *err);

bool file_is_folder(const char *path);

/* folder/name, in arena, zero-terminated. */
struct str file_join(struct arena *arena, struct str folder, struct str name);

#endif
