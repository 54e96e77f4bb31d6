/* Numbers in an order that is the same in every build, so that what is learned
 * is too (xorshift64, Marsaglia 2003). */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

#define RANDOM_BEGIN UINT64_C(88172645463325252) /* any but 0 */

static inline uint32_t random_next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (uint32_t)(*state >> 32);
}

#endif
