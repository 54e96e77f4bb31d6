/* The compiled knowledge: a mapped file, checked once, then read in place.
 *
 * The file must not change while it is mapped: a new pack is moved into its
 * place (as the writer does), never copied over it.
 *
 * Every pointer and text handed out is borrowed from the mapping and valid
 * until pack_close. */
#ifndef PACK_H
#define PACK_H

#include "field.h"
#include "lang.h"
#include "status.h"
#include "str.h"

#include <stddef.h>
#include <stdint.h>

struct pack;

/* A text in the pack; read it with pack_text. 0: the empty text. */
typedef uint32_t text_ref;

/* A value: see field.h. */
struct pack_entry {
    uint16_t field;   /* enum field */
    uint16_t source;  /* index for pack_source */
    uint8_t lang;     /* enum lang; LANG_AUTO: the same in every language */
    uint8_t flags;    /* ENTRY_... */
    uint16_t zero;
    text_ref text[ENTRY_TEXTS];
    uint32_t zero2;
    double num[ENTRY_NUMBERS]; /* NAN: not known */
};

#define ENTRY_AT_LEAST 1u /* the numbers are top-coded: these or more */

/* A name people use for an occupation. key: text_key of text/normal.h.
 * Several names, and several occupations, may share a key. */
struct pack_name {
    text_ref key;
    text_ref shown;
    uint32_t occupation; /* index for pack_occupation */
    uint8_t lang;
    uint8_t origin; /* enum name_origin */
    uint16_t zero;
};

enum name_origin { NAME_TITLE = 0, NAME_PAGE, NAME_LEXICON, NAME_PUBLISHER };

/* A phrase that tells something about a question. topic is the section of
 * the lexicon it stands under: a subject id ("salary"), a subject and a part
 * ("ai_risk/tools"), or "smalltalk/thanks", "kind/compare", "word/stop"...
 * key: text_cue_key of text/normal.h. */
struct pack_cue {
    text_ref key;
    text_ref topic;
    uint8_t lang; /* LANG_EN, or LANG_ZH_HANS for both scripts */
    uint8_t zero[3];
};

/* A sentence of ours with {places} to fill. */
struct pack_sentence {
    text_ref key;
    text_ref text;
    uint8_t lang;
    uint8_t zero[3];
};

/* A Han character that only one script uses. */
struct pack_han {
    uint32_t from;
    uint32_t to; /* the Simplified form; from itself where `from` is a
                    Simplified form that Traditional writing does not use */
};

struct pack_source {
    struct str name, date, url;
};

struct pack_occupation {
    uint32_t soc;
    struct str title[LANG_COUNT]; /* empty where there is none */
};

/* Owned: close with pack_close. Statuses as knowledge_open. */
MUST_CHECK enum status pack_open(const char *path, struct pack **out,
                                 struct error *err);

/* The same over memory: bytes are borrowed until pack_close and must be
 * aligned to 8. `name` is for the error text. */
MUST_CHECK enum status pack_open_bytes(const void *bytes, size_t size,
                                       const char *name, struct pack **out,
                                       struct error *err);
void pack_close(struct pack *pack);

struct str pack_built(const struct pack *pack);
struct str pack_text(const struct pack *pack, text_ref ref);
struct pack_source pack_source(const struct pack *pack, uint16_t source);

size_t pack_occupation_count(const struct pack *pack);
struct pack_occupation pack_occupation(const struct pack *pack, size_t index);

/* The index of a SOC code (254031), or pack_occupation_count. */
size_t pack_find_soc(const struct pack *pack, uint32_t soc);

/* The entries of one field in one language, or NULL with *count 0. Entries
 * that are the same in every language are found under each. */
const struct pack_entry *pack_entries(const struct pack *pack,
                                      size_t occupation, enum lang lang,
                                      enum field field, size_t *count);

/* Whether a page in that language is there at all. */
bool pack_has_page(const struct pack *pack, size_t occupation, enum lang lang);

/* All names, sorted by key. */
const struct pack_name *pack_names(const struct pack *pack, size_t *count);

/* All cues; those of one language stand together, in file order. */
const struct pack_cue *pack_cues(const struct pack *pack, enum lang lang,
                                 size_t *count);

/* The sentence of that key, or an empty text. */
struct str pack_sentence(const struct pack *pack, enum lang lang,
                         struct str key);

/* All characters that only one script uses, sorted by `from`. */
const struct pack_han *pack_han(const struct pack *pack, size_t *count);

#endif
