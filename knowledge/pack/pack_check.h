/* Is this a pack of ours, whole and sound? Asked once, when it is opened;
 * everything else in this folder relies on the answer. */
#ifndef PACK_CHECK_H
#define PACK_CHECK_H

#include "status.h"

#include <stddef.h>
#include <stdint.h>

/* bytes: borrowed. name: of the file, for the error text.
 * STATUS_CORRUPT: no pack, damaged, cut short or of another version. */
MUST_CHECK enum status pack_check(const uint8_t *bytes, size_t size,
                                  const char *name, struct error *err);

#endif
