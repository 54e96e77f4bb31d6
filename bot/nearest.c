/* Edit distance over a handful of short names. */
#include "nearest.h"

enum { NAME_MAX_BYTES = 32 };

static size_t min(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Letters added, left out, changed, or swapped with their neighbour. */
static size_t distance(struct str a, struct str b)
{
    size_t row[3][NAME_MAX_BYTES + 1];
    size_t *before = row[0], *last = row[1], *now = row[2];
    for (size_t j = 0; j <= b.len; j++)
        last[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        now[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t change = a.ptr[i - 1] != b.ptr[j - 1];
            now[j] = min(last[j - 1] + change, min(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] &&
                a.ptr[i - 2] == b.ptr[j - 1])
                now[j] = min(now[j], before[j - 2] + 1);
        }
        size_t *oldest = before;
        before = last;
        last = now;
        now = oldest;
    }
    return last[b.len];
}

const char *nearest(struct str given, const char *const *names)
{
    const char *found = NULL;
    size_t least = 2 + given.len / 3; /* more changes than that is no slip */
    if (given.len > NAME_MAX_BYTES)
        return NULL;
    for (; *names; names++) {
        struct str name = str_from(*names);
        if (name.len > NAME_MAX_BYTES)
            continue;
        size_t away = distance(given, name);
        if (away < least) {
            least = away;
            found = *names;
        }
    }
    return found;
}
