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
    if (longer > most)
        return most + 1;

    size_t rows[3][SPELLING_MAX_BYTES + 1];
    size_t *before = rows[0], *above = rows[1], *here = rows[2];
    for (size_t j = 0; j <= b.len; j++)
        above[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        here[0] = i;
        size_t best = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = a.ptr[i - 1] != b.ptr[j - 1];
            size_t cost =
                least(least(above[j], here[j - 1]) + 1, above[j - 1] + change);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                cost = least(cost, before[j - 2] + 1);
            here[j] = cost;
            best = least(best, cost);
        }
        if (best > most)
            return most + 1;
        size_t *spare = before;
        before = above;
        above = here;
        here = spare;
    }
    return least(above[b.len], most + 1);
}
