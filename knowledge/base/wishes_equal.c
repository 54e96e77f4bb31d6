/* Wishes of a list by their values: a struct has gaps, and texts have room
 * behind their ends. */
#include "knowledge.h"

#include <string.h>

static bool same_traits(const char a[WISH_TRAITS][32],
                        const char b[WISH_TRAITS][32])
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (strcmp(a[i], b[i]) != 0)
            return false;
    return true;
}

static bool same_ranges(const struct wishes *a, const struct wishes *b)
{
    for (size_t i = 0; i < WISH_FIGURES; i++)
        if (a->range[i].from != b->range[i].from ||
            a->range[i].to != b->range[i].to)
            return false;
    return true;
}

static bool same_codes(const uint32_t *a, size_t a_count, const uint32_t *b,
                       size_t b_count)
{
    return a_count == b_count && memcmp(a, b, a_count * sizeof *a) == 0;
}

static bool same_sector(const struct wish_sector *a,
                        const struct wish_sector *b)
{
    return same_codes(a->codes, a->count, b->codes, b->count) &&
           (a->count == 0 || strcmp(a->said, b->said) == 0);
}

bool wishes_equal(const struct wishes *a, const struct wishes *b)
{
    return a->rank == b->rank && same_ranges(a, b) && a->hourly == b->hourly &&
           a->training == b->training && a->groups == b->groups &&
           a->not_groups == b->not_groups && same_traits(a->trait, b->trait) &&
           same_traits(a->not_trait, b->not_trait) &&
           same_sector(&a->sector, &b->sector) &&
           same_sector(&a->not_sector, &b->not_sector) &&
           strcmp(a->words, b->words) == 0 && strcmp(a->named, b->named) == 0 &&
           strcmp(a->not_words, b->not_words) == 0 &&
           a->unknown == b->unknown &&
           same_codes(a->among, a->among_count, b->among, b->among_count) &&
           a->shown == b->shown && a->skip == b->skip &&
           a->considers == b->considers;
}
