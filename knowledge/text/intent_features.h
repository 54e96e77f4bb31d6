/* What the intent of a question is told by: its words and their neighbours,
 * as numbers. The intents are learned over these (knowledge/build) and told
 * with these (knowledge/match), so both must see the same. */
#ifndef INTENT_FEATURES_H
#define INTENT_FEATURES_H

#include "normal.h"

#include <stddef.h>
#include <stdint.h>

enum { INTENT_FEATURES_MAX = 512 };

struct intent_feature {
    uint32_t hash;
    float value;
};

/* Whether the examples know the word (by intent_word). */
typedef bool (*intent_known_fn)(uint32_t word, void *user);

/* The hash of a word alone, and of a pair of neighbours. */
uint32_t intent_word(struct str key);
uint32_t intent_pair(struct str left, struct str right);

/* The key of a token that no feature is to see. */
extern const struct str INTENT_SKIP;

/* The features of a question, each once, at most INTENT_FEATURES_MAX of them in
 * `out`; returns how many. A token with an empty key stands for the
 * occupation; a run of such is one, and so is a run of words that are not
 * known. Questions weigh alike, however long they are. */
size_t intent_features(const struct token *tokens, size_t count,
                       intent_known_fn known, void *user,
                       struct intent_feature out[INTENT_FEATURES_MAX]);

#endif
