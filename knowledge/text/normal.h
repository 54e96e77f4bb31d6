/* Normal forms: two writings of the same thing get the same key. The pack is
 * built with these and questions are read with these, so they must agree.
 *
 * English: NFKD, case folded, accents and apostrophes removed, words of
 * letters, digits, '+' and '#', each brought to its Snowball stem, joined by
 * one blank. Chinese: the same forms, folded to Simplified, letters and digits
 * only; Han characters stand alone. Both in one text work. */
#ifndef NORMAL_H
#define NORMAL_H

#include "arena.h"
#include "str.h"

#include <stdint.h>

/* Maps a Traditional character to its Simplified form; others to themselves.
 * `user` is the caller's. */
typedef uint32_t (*han_fold_fn)(uint32_t code, void *user);

struct normalizer; /* holds the stemmer */

/* fold may be NULL. Owned: free with normalizer_free. */
struct normalizer *normalizer_new(han_fold_fn fold, void *user);
void normalizer_free(struct normalizer *normalizer);

/* What parts a token from the one before it: the less, the lower. Of several
 * marks it is the one that parts most. */
enum mark {
    MARK_NONE,  /* nothing, a blank, a hyphen inside a word */
    MARK_OTHER, /* a dash, a quote, the comma of a number */
    MARK_OPEN,  /* a bracket opens */
    MARK_SLASH,
    MARK_LIST,     /* 、 */
    MARK_COMMA,    /* it and what follows here end a clause */
    MARK_CLAUSE,   /* a colon, a semicolon, a full stop with no blank behind */
    MARK_SENTENCE, /* a full stop, !, the end of a line */
    MARK_QUESTION
};

/* A word or Han character of a text. */
struct token {
    struct str key;     /* the stem, or the folded Han character; in arena */
    struct str word;    /* case folded, not stemmed; in arena */
    size_t from, to;    /* where it stands in the text, in bytes */
    bool han, capital;  /* capital: written with one, A to Z */
    unsigned char uses; /* 0; what it is in the lexicon's phrases: match/ */
    enum mark before;   /* before the first one: MARK_NONE */
};

/* The tokens of a text; *count of them, in arena. */
struct token *text_tokens(struct normalizer *normalizer, struct arena *arena,
                          struct str text, size_t *count);

/* The key of a name: the keys of its tokens, joined by one blank, between
 * two Han characters by nothing. */
struct str text_key(struct normalizer *normalizer, struct arena *arena,
                    struct str text);

struct str text_key_of(struct arena *arena, const struct token *tokens,
                       size_t count);

/* The next token of a key, STR_NONE at its end; *at moves on. */
struct str text_key_token(struct str key, size_t *at);

/* Whether two texts with the same key are written with the same words, but for
 * case, the plural and what stands between words: "Bus driver" and "bus
 * drivers", not "structures technician" and "structural technician". */
bool text_same_words(struct str a, struct str b);

/* Of texts with the same words: whether only the last is written in another
 * number, if any: "account managers" and "account manager", not "accounts
 * manager". */
bool text_same_but_last(struct str a, struct str b);

/* The key of a cue: the same, with "..." kept as a token of its own (a gap).*/
struct str text_cue_key(struct normalizer *normalizer, struct arena *arena,
                        struct str text);

#endif
