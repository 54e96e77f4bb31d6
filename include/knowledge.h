/* The knowledge base: open a pack, answer questions, close it.
 *
 * No network, no clock, no chat platform. A struct knowledge does not change
 * after it is opened; the conversation is in the struct topic of the caller. */
#ifndef KNOWLEDGE_H
#define KNOWLEDGE_H

#include "answer.h"
#include "arena.h"
#include "status.h"

#include <stdint.h>

struct knowledge;

/* Maps the pack at path and checks it. Owned: close with knowledge_close.
 * STATUS_NOT_FOUND, STATUS_IO: it cannot be read.
 * STATUS_CORRUPT: damaged, cut short, or no pack of this version. */
MUST_CHECK enum status knowledge_open(const char *path, struct knowledge **out,
                                      struct error *err);
void knowledge_close(struct knowledge *knowledge); /* NULL is fine */

/* How many occupations it answers about. */
size_t knowledge_occupations(const struct knowledge *knowledge);

/* "2026-11-23 21:44 UTC": when the pack was built. Borrowed. */
struct str knowledge_built(const struct knowledge *knowledge);

#define QUESTION_MAX_BYTES 4000 /* longer questions are cut at a character */

struct question {
    struct str text; /* borrowed; any bytes */
    enum lang lang;  /* LANG_AUTO: the language it is asked in */
    bool addressed;  /* false: overheard; answered only when plainly asked */
};

/* What a conversation is about: which occupations and subject "and the pay?"
 * refers to, and what "2" chooses. A plain value without pointers, zero to
 * begin with; whoever holds the conversation keeps it and lets it expire. */
struct topic {
    enum lang lang;
    enum subject subject;
    uint32_t soc[4]; /* 254031 for 25-4031; 0: none */
    size_t soc_count;
    struct {
        uint32_t soc;
        enum subject subject;
        char part[16]; /* of the subject: "tools" of ai_risk; empty: all */
    } choices[ANSWER_CHOICES];
    size_t choice_count;
};

/* Reads a question and answers it. Never fails: what cannot be understood or
 * is not known is said in the answer. topic: brought up to date.
 * out: all texts in arena. */
void knowledge_answer(const struct knowledge *knowledge, struct arena *arena,
                      const struct question *question, struct topic *topic,
                      struct answer *out);

#endif
