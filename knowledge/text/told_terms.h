/* What a text tells of an occupation, as numbers: its words, and of Chinese,
 * which writes no blanks, its characters and their pairs. The index of what
 * occupations are told by is built of these (knowledge/build) and asked with
 * these (knowledge/match), so both must see the same. */
#ifndef TEXT_TOLD_TERMS_H
#define TEXT_TOLD_TERMS_H

#include "normal.h"

#include <stddef.h>
#include <stdint.h>

/* The term of a word or Han character; of two Han characters side by side. */
uint32_t told_word(struct str key);
uint32_t told_pair(struct str first, struct str second);

/* The term of an everyday word (lexicon/xx/everyday.tsv): of one word or a few,
 * by the keys of its tokens. One token: told_word of it; two Han characters:
 * told_pair of them. */
uint32_t told_phrase(const struct token *tokens, size_t count);

/* How telling a term is that `with` of `all` descriptions have: inverse
 * document frequency. with: 0 counts as a half. */
double described_idf(size_t all, size_t with);

#endif
