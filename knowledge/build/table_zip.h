/* Zip archives in memory, of unknown origin: opened and unpacked within
 * limits. */
#ifndef TABLE_ZIP_H
#define TABLE_ZIP_H

#include "buf.h"
#include "status.h"
#include "str.h"

#include <stdbool.h>
#include <zip.h>

/* bytes: borrowed until zip_discard(*out). path: for messages.
 * STATUS_CORRUPT: cut, damaged or none. */
MUST_CHECK enum status table_zip_open(const char *path, struct str bytes,
                                      zip_t **out, struct error *err);

/* Takes a piece of a file that is unpacked. False: no more, please. */
typedef bool (*table_zip_fn)(struct str piece, void *user);

/* Unpacks a file of the archive, piece by piece; its checksum is checked.
 * *budget: bytes that may still be unpacked; counted down.
 * STATUS_CORRUPT, STATUS_FULL. */
MUST_CHECK enum status table_zip_read(const char *path, zip_t *zip,
                                      zip_uint64_t index, size_t *budget,
                                      table_zip_fn take, void *user,
                                      struct error *err);

#endif
