/* What a title is told by: its words, their neighbours and the pieces of each
 * word, as numbers. The ranking is learned over these (knowledge/build) and
 * applied with these (knowledge/match), so both must see the same. */
#ifndef TITLE_TITLE_FEATURES_H
#define TITLE_TITLE_FEATURES_H

#include "normal.h"

#include <stddef.h>
#include <stdint.h>

/* A sign of a title. Two signs with the same hash are one: of 200,000 about
 * five meet. Those seen under one occupation alone say more or less the same,
 * and the learning weighs what is left. */
struct feature {
    uint32_t hash;
    float value;
    bool piece; /* of a word: worth keeping only where it recurs */
};

enum { FEATURES_MAX = 1024, FEATURES_MAX_WORDS = 16 };

/* The features of a title, each once, at most FEATURES_MAX of them in `out`;
 * returns how many. Words without meaning and Han characters have none. */
size_t title_features(const struct token *tokens, size_t count,
                      struct feature out[FEATURES_MAX]);

/* The keys of the words that have features, at most FEATURES_MAX_WORDS;
 * returns how many. */
size_t title_words(const struct token *tokens, size_t count,
                   struct str keys[FEATURES_MAX_WORDS]);

/* A word that stands in titles without saying anything of the work: "of". */
bool features_is_small(struct str word);

/* The feature of a word alone, to ask whether titles know it. */
uint32_t feature_of_word(struct str key);

/* Whether a feature is one of those learned from. */
typedef bool (*feature_known_fn)(uint32_t hash, void *user);

/* How much of a text is known from titles, each 0 to 1: of its words, of its
 * neighbours, and whether titles end as it does. */
enum { TITLE_LOOKS = 3 };
void title_looks(const struct token *tokens, size_t count,
                 feature_known_fn known, void *user, double looks[TITLE_LOOKS]);

#endif
