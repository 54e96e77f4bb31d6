/* Leaves letters out of the beginning of a word. */
#include "deletions.h"

#include "hash.h"

enum { PREFIX = 6 };

/* The hash of a prefix without the letters at `a` and `b`. */
static uint32_t without(struct str prefix, size_t a, size_t b)
{
    char left[PREFIX];
    size_t n = 0;
    for (size_t i = 0; i < prefix.len; i++)
        if (i != a && i != b)
            left[n++] = prefix.ptr[i];
    return hash_end(hash_on(HASH_BEGIN, (struct str){left, n}));
}

size_t word_deletions(struct str word, uint32_t out[DELETIONS_MAX])
{
    struct str prefix =
        str_slice(word, 0, word.len < PREFIX ? word.len : PREFIX);
    size_t n = 0, none = prefix.len;
    out[n++] = without(prefix, none, none);
    for (size_t a = 0; a < prefix.len; a++) {
        out[n++] = without(prefix, a, none);
        for (size_t b = a + 1; word.len >= 4 && b < prefix.len; b++)
            out[n++] = without(prefix, a, b);
    }
    return n;
}

uint32_t word_letters(struct str word)
{
    uint32_t letters = 0;
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] >= 'a' && word.ptr[i] <= 'z')
            letters |= 1u << (word.ptr[i] - 'a');
    return letters;
}
