/* From words to features: single words, and pairs of neighbours. */
#include "intent_features.h"

#include <math.h>
#include <stdlib.h>

enum { WORDS_MAX = 120 }; /* of a question; what follows says no more */

static const float pair_length = 0.4F; /* beside 1 for words alone */

static const struct str OCCUPATION = {"{}", 2}, UNKNOWN = {"?", 1},
                        BORDER = {"^", 1};

const struct str INTENT_SKIP = {"\x01", 1};

static uint32_t hash_on(uint32_t hash, struct str s) /* FNV-1a */
{
    for (size_t i = 0; i < s.len; i++)
        hash = (hash ^ (unsigned char)s.ptr[i]) * 16777619u;
    return (hash ^ ' ') * 16777619u;
}

static uint32_t hash_of(char kind, const struct str *words, size_t count)
{
    uint32_t hash = hash_on(2166136261u, (struct str){&kind, 1});
    for (size_t i = 0; i < count; i++)
        hash = hash_on(hash, words[i]);
    return hash;
}

uint32_t intent_word(struct str key)
{
    return hash_of('1', &key, 1);
}

uint32_t intent_pair(struct str left, struct str right)
{
    struct str words[] = {left, right};
    return hash_of('2', words, 2);
}

/* The words of the question between two borders. */
static size_t words_of(const struct token *tokens, size_t count,
                       intent_known_fn known, void *user,
                       struct str words[WORDS_MAX + 2])
{
    size_t n = 0;
    words[n++] = BORDER;
    for (size_t i = 0; i < count && n <= WORDS_MAX; i++) {
        struct str word = tokens[i].key;
        if (str_eq(word, INTENT_SKIP))
            continue;
        if (word.len == 0)
            word = OCCUPATION;
        else if (!known(intent_word(word), user))
            word = UNKNOWN;
        bool again = word.ptr == words[n - 1].ptr;
        if (!again)
            words[n++] = word;
    }
    words[n++] = BORDER;
    return n;
}

static int by_hash(const void *a, const void *b)
{
    const struct intent_feature *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Keeps each feature of one sort once, and gives all of them `length`
 * together. Returns how many are kept. */
static size_t end_sort(struct intent_feature *features, size_t count,
                       float length)
{
    size_t kept = 0;
    if (count > 0)
        qsort(features, count, sizeof *features, by_hash);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || features[kept - 1].hash != features[i].hash)
            features[kept++] = features[i];
    for (size_t i = 0; i < kept; i++)
        features[i].value = length / sqrtf((float)kept);
    return kept;
}

/* Whether an occupation is named at all, and how many runs of words nobody
 * knows there are. */
static size_t add_shape(const struct str *words, size_t count,
                        struct intent_feature *out)
{
    static const struct str nameless = {"nameless", 8};
    static const struct str unknown[] = {
        {"0", 1}, {"1", 1}, {"2", 1}, {"more", 4}};
    size_t names = 0, runs = 0, found = 0;
    for (size_t i = 0; i < count; i++) {
        names += words[i].ptr == OCCUPATION.ptr;
        runs += words[i].ptr == UNKNOWN.ptr;
    }
    if (names == 0)
        out[found++].hash = hash_of('m', &nameless, 1);
    out[found++].hash = hash_of('m', &unknown[runs < 3 ? runs : 3], 1);
    return found;
}

size_t intent_features(const struct token *tokens, size_t count,
                       intent_known_fn known, void *user,
                       struct intent_feature out[INTENT_FEATURES_MAX])
{
    struct str words[WORDS_MAX + 2];
    size_t n = words_of(tokens, count, known, user, words), found = 0, alone;
    for (size_t i = 1; i + 1 < n; i++)
        out[found++].hash = intent_word(words[i]);
    found += add_shape(words, n, out + found);
    found = alone = end_sort(out, found, 1);
    for (size_t i = 0; i + 1 < n; i++)
        out[found++].hash = intent_pair(words[i], words[i + 1]);
    found = alone + end_sort(out + alone, found - alone, pair_length);
    return found;
}
