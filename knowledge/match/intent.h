/* What a question asks for, as learned from the example questions of the
 * lexicon (knowledge/build/intent_learn.c). */
#ifndef INTENT_H
#define INTENT_H

#include "normal.h"
#include "pack.h"

/* The share of a list at which one may be wanted. */
#define LIKELY_LIST 0.35

struct intent {
    bool learned;                  /* false: the pack knows none; all are 0 */
    double kind[INTENT_KINDS];     /* shares of 1 */
    double subject[SUBJECT_COUNT]; /* shares of 1, if it is about any */
};

/* tokens: those of an occupation have an empty key. */
struct intent intent_of(const struct pack *pack, const struct token *tokens,
                        size_t count);

/* One reading of a question, its kinds the mean of those of another. */
struct intent intent_with_kinds(const struct intent *a, const struct intent *b);

/* The share of the subject it is most likely about. */
double intent_most(const struct intent *intent);

/* Whether a word stands in the examples, and not once: it is spelt right. */
bool intent_knows(const struct pack *pack, struct str key);

/* Whether a word is one of those that stand around the names of occupations in
 * the examples, and seldom in them. */
bool intent_frames(const struct pack *pack, struct str key);

/* The same of two Han characters side by side. */
bool intent_frames_pair(const struct pack *pack, struct str left,
                        struct str right);

#endif
