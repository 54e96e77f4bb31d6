/* Collects what a pack holds and lays it out; the counterpart of pack.c.
 * Everything may be added in any order; the same things added in the same
 * order give the same bytes. All texts are copied. */
#ifndef PACK_WRITE_H
#define PACK_WRITE_H

#include "pack.h"
#include "status.h"
#include "str.h"

#include <stddef.h>
#include <stdint.h>

struct pack_writer;

struct pack_value {
    enum field field;
    enum lang lang;
    uint16_t source;
    uint8_t flags;
    struct str text[ENTRY_TEXTS];
    double num[ENTRY_NUMBERS]; /* NAN: not known */
};

/* Owned: free with pack_writer_free. */
struct pack_writer *pack_writer_new(void);
void pack_writer_free(struct pack_writer *writer); /* NULL is fine */

/* The index of this source, added if it is new. */
uint16_t pack_writer_source(struct pack_writer *writer, struct str name,
                            struct str date, struct str url);

/* The handle of an occupation, added if it is new. */
size_t pack_writer_occupation(struct pack_writer *writer, uint32_t soc);
size_t pack_writer_occupation_count(const struct pack_writer *writer);

/* Its code: 254031. */
uint32_t pack_writer_soc(const struct pack_writer *writer, size_t occupation);

/* Does it have a qualification that a page calls required, or a certificate
 * that the law asks for in the whole country or in most states? */
bool pack_writer_requires(const struct pack_writer *writer, size_t occupation);

/* The handle of an occupation that is there, or SIZE_MAX. */
size_t pack_writer_find(const struct pack_writer *writer, uint32_t soc);

/* The first title given in a language stays. */
void pack_writer_title(struct pack_writer *writer, size_t occupation,
                       enum lang lang, struct str title);
struct str pack_writer_get_title(const struct pack_writer *writer,
                                 size_t occupation, enum lang lang);

void pack_writer_entry(struct pack_writer *writer, size_t occupation,
                       const struct pack_value *value);

/* Of names of an occupation that are written with the same words
 * (text_same_words), the one of the earlier origin is kept. */
void pack_writer_name(struct pack_writer *writer, size_t occupation,
                      enum lang lang, enum name_origin origin, struct str key,
                      struct str shown);

/* How a word of an English name is written, case folded, and its key in the
 * keys of names. Each word once; words in which slips cannot be told
 * (spelling.h) are left out. */
void pack_writer_spelling(struct pack_writer *writer, struct str word,
                          struct str key);

void pack_writer_cue(struct pack_writer *writer, enum lang lang,
                     struct str topic, struct str key);
void pack_writer_wording(struct pack_writer *writer, struct str topic,
                         struct str text);

/* Each key once per language. */
void pack_writer_sentence(struct pack_writer *writer, enum lang lang,
                          struct str key, struct str text);

void pack_writer_han(struct pack_writer *writer, uint32_t from, uint32_t to);

/* How a character reads and looks, each once: see struct pack_character. */
void pack_writer_character(struct pack_writer *w, uint32_t code,
                           struct str sound, struct str shape);

/* The learned ranking of titles: borrowed until pack_writer_finish, its
 * indices being those of an earlier finish with the same content. */
void pack_writer_rank(struct pack_writer *writer, const struct pack_rank *rank);

/* The learned intents: borrowed likewise. */
void pack_writer_intent(struct pack_writer *writer,
                        const struct pack_intent *intent);

/* What occupations are told by: borrowed likewise. */
void pack_writer_told(struct pack_writer *writer, const struct pack_told *told);
void pack_writer_descriptions(struct pack_writer *writer,
                              const struct pack_descriptions *descriptions);

struct pack_counts {
    size_t occupations, entries, names, cues, sentences, sources, bytes;
};

/* The finished pack: malloc'd, owned by the caller (free). built: when, for
 * people to read. STATUS_FULL: more text than a pack can hold. */
MUST_CHECK enum status pack_writer_finish(struct pack_writer *writer,
                                          struct str built, uint8_t **bytes,
                                          struct pack_counts *counts,
                                          struct error *err);

#endif
