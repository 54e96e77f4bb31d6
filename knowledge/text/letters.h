/* A short word of letters as a number, to be compared at once. */
#ifndef LETTERS_H
#define LETTERS_H

#include "str.h"

#include <stdint.h>

enum { LETTERS_MAX = 6, LETTER_BITS = 5 };

/* The letters a to z, in either case, five bits each, the first in the lowest:
 * a 1, ... z 26. 0: it is empty, longer than LETTERS_MAX or holds others. */
static inline uint32_t letters_number(struct str word)
{
    uint32_t number = 0;
    if (word.len > LETTERS_MAX)
        return 0;
    for (size_t i = word.len; i-- > 0;) {
        uint32_t letter = ((unsigned char)word.ptr[i] | 0x20u) - 'a' + 1;
        if (letter < 1 || letter > 26)
            return 0;
        number = number << LETTER_BITS | letter;
    }
    return number;
}

#endif
