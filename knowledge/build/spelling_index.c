/* Counts the deletions of each bucket, then puts the words there. */
#include "spelling_index.h"

#include "deletions.h"
#include "xmalloc.h"

#include <stdlib.h>

enum { POSTINGS_IN_BUCKET = 4 }; /* about */

static uint32_t *bucket_of(struct spelling_index *index, uint32_t hash)
{
    return &index->buckets[((uint64_t)hash * index->bucket_count) >> 32];
}

void spelling_index_init(struct spelling_index *index, const struct str *words,
                         size_t count)
{
    uint32_t hashes[DELETIONS_MAX];
    *index = (struct spelling_index){0};
    if (count == 0)
        return;
    for (size_t i = 0; i < count; i++)
        index->posting_count += word_deletions(words[i], hashes);
    index->bucket_count = 2;
    while (index->bucket_count * POSTINGS_IN_BUCKET < index->posting_count)
        index->bucket_count *= 2;
    index->buckets = xcalloc(index->bucket_count + 1, sizeof *index->buckets);
    index->postings = xcalloc(index->posting_count, sizeof *index->postings);
    for (size_t i = 0; i < count; i++)
        for (size_t n = word_deletions(words[i], hashes); n-- > 0;)
            ++*bucket_of(index, hashes[n]);
    /* Each bucket becomes where it ends, then, filled from behind, where it
     * begins. */
    for (size_t b = 1; b <= index->bucket_count; b++)
        index->buckets[b] += index->buckets[b - 1];
    for (size_t i = count; i-- > 0;)
        for (size_t n = word_deletions(words[i], hashes); n-- > 0;)
            index->postings[--*bucket_of(index, hashes[n])] = (uint32_t)i;
}

void spelling_index_fini(struct spelling_index *index)
{
    free(index->buckets);
    free(index->postings);
}
