/* What the readers of sources share while a pack is built. */
#ifndef BUILDER_H
#define BUILDER_H

#include "described_index.h"
#include "endings.h"
#include "exclude.h"
#include "han.h"
#include "normal.h"
#include "pack_write.h"
#include "page.h"
#include "questions.h"
#include "told_index.h"

struct figures;

struct builder {
    struct arena *arena;
    struct arena *scratch; /* empty again after every name */
    struct pack_writer *writer;
    struct figures *figures; /* go into the pack last */
    struct han *han;
    struct normalizer *normalizer; /* folds with han */
    struct faults *faults;
    struct examples examples;  /* questions of the lexicon */
    struct everyday *everyday; /* words of the lexicon; in arena */
    struct told_text *described;
    struct endings endings; /* of Chinese names of the lexicon */
    struct exclude exclude;
    size_t names_excluded;
    struct str *left_out; /* in arena: what was left out and why */
    size_t left_out_count, left_out_cap;
};

/* Everything but the options of a build: owned, end with builder_end, also
 * after a failure. STATUS_IO: OpenCC's tables are not installed. */
MUST_CHECK enum status builder_begin(struct builder *b, struct arena *arena,
                                     struct faults *faults, struct error *err);
void builder_end(struct builder *b);

/* A line for the closing report. */
void builder_left_out(struct builder *b, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* The title of an occupation, which is a name too. A Traditional one gives
 * the Simplified one; an earlier title stays, and this one is then a name of
 * the given origin. */
void builder_title(struct builder *b, size_t occupation, enum lang lang,
                   enum name_origin origin, struct str title);

/* A name, unless it is to be left out. */
void builder_name(struct builder *b, size_t occupation, enum lang lang,
                  enum name_origin origin, struct str name);

/* All readers: mistakes in the sources are added to b->faults, and what is
 * good is used. A status other than STATUS_OK: a folder or file cannot be
 * read at all. */
/* Words for both scripts, before anything is converted. */
MUST_CHECK enum status lexicon_words(struct builder *b, const char *folder,
                                     struct error *err);
MUST_CHECK enum status pages_build(struct builder *b, const char *folder,
                                   struct error *err);
MUST_CHECK enum status facts_build(struct builder *b, const char *folder,
                                   struct error *err);
MUST_CHECK enum status lexicon_build(struct builder *b, const char *folder,
                                     struct error *err);

#endif
