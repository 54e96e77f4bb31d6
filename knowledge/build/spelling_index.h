/* Which words have a deletion (text/deletions.h) in common. */
#ifndef SPELLING_INDEX_H
#define SPELLING_INDEX_H

#include "str.h"

#include <stddef.h>
#include <stdint.h>

struct spelling_index {
    uint32_t *buckets; /* see struct pack_spellings; one more than the count */
    size_t bucket_count;
    uint32_t *postings;
    size_t posting_count;
};

/* words: borrowed during the call. Without words all is empty. Owned: free
 * with spelling_index_fini. */
void spelling_index_init(struct spelling_index *index, const struct str *words,
                         size_t count);
void spelling_index_fini(struct spelling_index *index);

#endif
