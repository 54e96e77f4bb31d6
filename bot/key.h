/* A number for a row of names: FNV-1a, 64 bits. Good enough to tell people
 * and threads apart; not to keep secrets. */
#ifndef KEY_H
#define KEY_H

#include "str.h"

#include <stdint.h>

#define KEY_START 0xcbf29ce484222325u

static inline uint64_t key_add(uint64_t key, struct str name)
{
    for (size_t i = 0; i < name.len; i++)
        key = (key ^ (unsigned char)name.ptr[i]) * 0x100000001b3u;
    return (key ^ 0xff) * 0x100000001b3u; /* names do not run together */
}

#endif
