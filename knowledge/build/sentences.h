/* The sentences of ours in one language: "key = text with {places}". */
#ifndef SENTENCES_H
#define SENTENCES_H

#include "lines.h"

struct sentence {
    struct str key, text, file;
    unsigned line;
    struct sentence *next;
};

struct sentences {
    struct sentence *first, *last;
    size_t count;
};

/* Adds the good lines of a file; the others are reported. */
void sentences_read(struct sentences *sentences, struct arena *arena,
                    struct lines lines);

/* Reports keys that only one language has, and places that differ. */
void sentences_compare(const struct sentences *a, const struct sentences *b,
                       struct arena *arena, struct faults *faults);

#endif
