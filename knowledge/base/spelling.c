/* The distance between two spellings. */
#include "spelling.h"

bool spelling_can_tell(struct str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return false;
    return word.len > 0;
}

size_t spelling_slips(size_t length)
{
    return length < 4 ? 0 : length < 8 ? 1 : 2;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t spelling_distance(struct str a, struct str b, size_t most)
{
    if (a.len > SPELLING_MAX_BYTES || b.len > SPELLING_MAX_BYTES)
        return most + 1;
    size_t longer = a.len > b.len ? a.len - b.len : b.len - a.len;
    if (longer > most || most > SPELLING_MAX_BYTES)
        return most + 1;

    /* Only cells within `most` of the diagonal can count; `none` stands beside
     * them. */
    unsigned char rows[3][SPELLING_MAX_BYTES + 2];
    unsigned char *before = rows[0], *above = rows[1], *here = rows[2];
    unsigned char none = (unsigned char)(most + 1);
    for (size_t j = 0; j <= b.len + 1; j++)
        above[j] = (unsigned char)least(j, none);
    for (size_t i = 1; i <= a.len; i++) {
        size_t from = i > most ? i - most : 1, to = least(i + most, b.len);
        here[from - 1] = from == 1 ? (unsigned char)least(i, none) : none;
        size_t best = here[from - 1];
        for (size_t j = from; j <= to; j++) {
            size_t change = a.ptr[i - 1] != b.ptr[j - 1];
            size_t cost =
                least(least(above[j], here[j - 1]) + 1u, above[j - 1] + change);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                cost = least(cost, before[j - 2] + 1u);
            here[j] = (unsigned char)least(cost, none);
            best = least(best, cost);
        }
        here[to + 1] = none;
        if (best > most)
            return most + 1;
        unsigned char *spare = before;
        before = above;
        above = here;
        here = spare;
    }
    return above[b.len];
}
