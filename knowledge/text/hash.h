/* Hashes that the builder and the reader of a pack must agree on. */
#ifndef HASH_H
#define HASH_H

#include "str.h"

#include <stdint.h>

#define HASH_BEGIN 2166136261u

/* FNV-1a, 32 bits: the hash so far, gone on with. */
static inline uint32_t hash_on(uint32_t hash, struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 16777619u;
    return hash;
}

/* FNV leaves the upper bits of short texts alike; the buckets of the pack go
 * by them. The last steps of MurmurHash3 (Austin Appleby, public domain). */
static inline uint32_t hash_end(uint32_t hash)
{
    hash = (hash ^ (hash >> 16)) * 0x85ebca6bu;
    hash = (hash ^ (hash >> 13)) * 0xc2b2ae35u;
    return hash ^ (hash >> 16);
}

#endif
