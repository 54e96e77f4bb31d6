/* Binary search in records that are sorted by the hash each begins with. */
#ifndef HASH_PLACE_H
#define HASH_PLACE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* The first of `count` records of `size` bytes whose hash is not below that
 * one; count: none. */
static inline size_t hash_place(const void *records, size_t count, size_t size,
                                uint32_t hash)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        uint32_t there;
        memcpy(&there, (const char *)records + middle * size, sizeof there);
        if (there < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
