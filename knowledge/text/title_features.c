/* From words to features. Each kind (words, head, neighbours, pairs, pieces)
 * is scaled to one length, so that long titles do not outweigh short ones. */
#include "title_features.h"

#include "hash.h"

#include <math.h>
#include <stdlib.h>

enum { PIECE_MIN = 3, PIECE_MAX = 5, PAIR_REACH = 4 };

bool features_is_small(struct str word)
{
    static const char *const small[] = {"of",  "and", "the", "a",    "an",
                                        "in",  "for", "to",  "or",   "at",
                                        "all", "on",  "by",  "with", "other"};
    for (size_t i = 0; i < sizeof small / sizeof *small; i++)
        if (str_eq(word, str_from(small[i])))
            return true;
    return false;
}

/* Begun anew for each kind of feature. */
static uint32_t hash_of(char kind, struct str first, struct str second)
{
    uint32_t hash = hash_on(HASH_BEGIN, (struct str){&kind, 1});
    hash = hash_on(hash, first);
    hash = hash_on(hash, STR(" "));
    return hash_end(hash_on(hash, second));
}

uint32_t feature_of_word(struct str key)
{
    return hash_of('w', key, STR_NONE);
}

struct list {
    struct feature *items;
    size_t count;
};

static void add(struct list *list, uint32_t hash, bool piece)
{
    if (list->count < FEATURES_MAX)
        list->items[list->count++] = (struct feature){hash, 0, piece};
}

static int by_hash(const void *a, const void *b)
{
    const struct feature *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* Keeps each feature of one kind once, and scales the kind to `length`. */
static void end_kind(struct list *list, size_t from, double length)
{
    struct feature *items = list->items + from;
    size_t count = list->count - from, kept = 0;
    if (count == 0)
        return;
    qsort(items, count, sizeof *items, by_hash);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || items[kept - 1].hash != items[i].hash)
            items[kept++] = items[i];
    for (size_t i = 0; i < kept; i++)
        items[i].value = (float)(length / sqrt((double)kept));
    list->count = from + kept;
}

/* The pieces of a word, three to five bytes long, with its borders. */
static void add_pieces(struct list *list, struct str word)
{
    char text[72];
    size_t len = word.len < 64 ? word.len : 64;
    text[0] = '<';
    for (size_t i = 0; i < len; i++)
        text[i + 1] = word.ptr[i];
    text[len + 1] = '>';
    struct str whole = {text, len + 2};
    for (size_t n = PIECE_MIN; n <= PIECE_MAX; n++)
        for (size_t i = 0; i + n <= whole.len; i++)
            add(list, hash_of('c', str_slice(whole, i, i + n), STR_NONE), true);
}

static void add_neighbours(struct list *list, const struct str *keys,
                           size_t count)
{
    for (size_t i = 0; i <= count; i++)
        add(list,
            hash_of('b', i > 0 ? keys[i - 1] : STR("^"),
                    i < count ? keys[i] : STR("$")),
            false);
}

/* Pairs of words in whichever order: "nurse, school" and "school nurse". */
static void add_pairs(struct list *list, const struct str *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = i + 1; j < count && j <= i + PAIR_REACH; j++) {
            bool order = str_compare(keys[i], keys[j]) <= 0;
            add(list, hash_of('p', keys[order ? i : j], keys[order ? j : i]),
                false);
        }
}

/* The words that say something, at most FEATURES_MAX_WORDS. */
static size_t telling_words(const struct token *tokens, size_t count,
                            struct str *keys, struct str *words)
{
    size_t n = 0;
    for (size_t i = 0; i < count && n < FEATURES_MAX_WORDS; i++) {
        if (tokens[i].han || tokens[i].key.len == 0 ||
            features_is_small(tokens[i].word))
            continue;
        keys[n] = tokens[i].key;
        words[n++] = tokens[i].word;
    }
    return n;
}

size_t title_words(const struct token *tokens, size_t count,
                   struct str keys[FEATURES_MAX_WORDS])
{
    struct str words[FEATURES_MAX_WORDS];
    return telling_words(tokens, count, keys, words);
}

void title_looks(const struct token *tokens, size_t count,
                 feature_known_fn known, void *user, double looks[TITLE_LOOKS])
{
    struct str keys[FEATURES_MAX_WORDS], words[FEATURES_MAX_WORDS];
    size_t n = telling_words(tokens, count, keys, words);
    looks[0] = looks[1] = looks[2] = 0;
    if (n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        looks[0] += known(feature_of_word(keys[i]), user);
    for (size_t i = 0; i <= n; i++)
        looks[1] += known(hash_of('b', i > 0 ? keys[i - 1] : STR("^"),
                                  i < n ? keys[i] : STR("$")),
                          user);
    looks[0] /= (double)n;
    looks[1] /= (double)(n + 1);
    looks[2] = known(hash_of('h', keys[n - 1], STR_NONE), user);
}

size_t title_features(const struct token *tokens, size_t count,
                      struct feature out[FEATURES_MAX])
{
    struct str keys[FEATURES_MAX_WORDS], words[FEATURES_MAX_WORDS];
    size_t n = telling_words(tokens, count, keys, words);
    struct list list = {out, 0};
    if (n == 0)
        return 0;
    for (size_t i = 0; i < n; i++)
        add(&list, feature_of_word(keys[i]), false);
    end_kind(&list, 0, 1);
    size_t from = list.count;
    add(&list, hash_of('h', keys[n - 1], STR_NONE), false);
    end_kind(&list, from, 0.5);
    from = list.count;
    add_neighbours(&list, keys, n);
    end_kind(&list, from, 0.7);
    from = list.count;
    add_pairs(&list, keys, n);
    end_kind(&list, from, 0.7);
    from = list.count;
    for (size_t i = 0; i < n; i++)
        add_pieces(&list, words[i]);
    end_kind(&list, from, 1);
    return list.count;
}
