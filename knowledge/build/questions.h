/* The example questions of the lexicon, which the intents are learned from. */
#ifndef QUESTIONS_H
#define QUESTIONS_H

#include "answer.h"
#include "arena.h"
#include "lines.h"
#include "normal.h"
#include "pack.h"

/* A question; or a phrase of the other files of the lexicon, as one that asks
 * for nothing else. */
struct example {
    struct token *tokens; /* in arena; those of an occupation have no key */
    struct str *names;    /* by token: the keys they would have */
    size_t count;
    bool named; /* some have none */
    float weight;
    enum intent_kind kind;
    enum subject subject; /* SUBJECT_NONE: of no subject */
    struct example *next;
};

struct examples {
    struct example *first, *last;
    size_t count;
    struct person { /* a phrase that says who asks, by its key */
        struct str key;
        struct person *next;
    } * people;
};

/* Reads "[topic]" lines and one question a line below each, the name of an
 * occupation in {braces}. Topics: a subject ("salary"), "list/salary",
 * "compare/salary", "offtopic", "smalltalk", "clarify". Mistakes become
 * faults. */
void questions_read(struct examples *examples, struct arena *arena,
                    struct normalizer *normalizer, struct lines lines);

/* A phrase that asks for a topic of the lexicon, or one of [word/person];
 * "..." is any words. Other topics are left aside. */
void questions_phrase(struct examples *examples, struct arena *arena,
                      struct str topic, struct str key);

/* Takes the words that say who asks out of all examples: what an answer is
 * must not depend on sex, age or origin. */
void questions_forget_people(struct examples *examples);

#endif
