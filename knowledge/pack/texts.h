/* The texts of a pack under check: all of them, once, in the order of the
 * file. A reference is sound if it leads to the start of one. */
#ifndef TEXTS_H
#define TEXTS_H

#include "pack.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

struct texts {
    const uint8_t *bytes; /* borrowed: PACK_STRINGS */
    size_t size;
    uint64_t *starts; /* owned: bit i is 1 where a text starts at 4 * i */
};

/* False: damaged. To be released either way. */
bool texts_check(struct texts *texts, const uint8_t *bytes, size_t size);
void texts_fini(struct texts *texts);

static inline bool texts_has(const struct texts *texts, text_ref ref)
{
    return ref < texts->size && ref % 4 == 0 &&
           (texts->starts[ref / 256] >> (ref / 4 % 64) & 1) != 0;
}

/* ref: texts_has it. */
static inline struct str texts_get(const struct texts *texts, text_ref ref)
{
    uint32_t len;
    memcpy(&len, texts->bytes + ref, sizeof len);
    return (struct str){(const char *)texts->bytes + ref + sizeof len, len};
}

#endif
