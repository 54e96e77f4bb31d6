/* The compiled knowledge: a mapped file, checked once, then read in place.
 *
 * The file must not change while it is mapped: a new pack is moved into its
 * place (as the writer does), never copied over it.
 *
 * Every pointer and text handed out is borrowed from the mapping and valid
 * until pack_close. */
#ifndef PACK_H
#define PACK_H

#include "answer.h"
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
    uint16_t field;  /* enum field */
    uint16_t source; /* index for pack_source */
    uint8_t lang;    /* enum lang; LANG_AUTO: the same in every language */
    uint8_t flags;   /* ENTRY_... */
    uint16_t zero;
    text_ref text[ENTRY_TEXTS];
    uint32_t zero2;
    double num[ENTRY_NUMBERS]; /* NAN: not known */
};

#define ENTRY_AT_LEAST 1u /* the numbers are top-coded: these or more */
#define ENTRY_SUPPRESSED                                                       \
    2u                   /* the publisher has them and does not give them      \
                          */
#define ENTRY_MEAN 4u    /* our mean over narrower occupations */
#define ENTRY_CAUTION 8u /* a move that something speaks against */
#define ENTRY_FLAGS 15u

/* A name people use for an occupation. key: text_key of text/normal.h.
 * Several names, and several occupations, may share a key. */
struct pack_name {
    text_ref key;
    text_ref shown;
    uint32_t occupation; /* index for pack_occupation */
    uint8_t lang;
    uint8_t origin;  /* enum name_origin */
    uint16_t length; /* of its vector of words (alike.h), 1 is 1,000 */
};

#define NAME_LENGTH_UNIT 1000

/* A word (or Han character) of the keys of names, and which names have it:
 * `count` of the postings from `first` on. */
struct pack_word {
    text_ref key;
    uint32_t first, count;
};

/* A word of English names as it is written, case folded, ASCII letters only:
 * what a misspelt word is compared with. */
struct pack_spelling {
    text_ref word;
    uint32_t stem;    /* index for pack_words */
    uint32_t letters; /* word_letters of text/deletions.h */
};

/* The spellings by word (byte order), and which of them have a deletion
 * (text/deletions.h) whose upper bits are those of a bucket. */
struct pack_spellings {
    const struct pack_spelling *items;
    size_t count;
    const uint32_t *buckets; /* the first posting of each, and one more */
    size_t bucket_count;     /* a power of two; 0: there are no spellings */
    const uint32_t *postings;
};

/* The surest first. */
enum name_origin {
    NAME_TITLE = 0,
    NAME_PAGE,
    NAME_LEXICON,
    NAME_FIELD,     /* of the field or activity: "plumbing" */
    NAME_REPORTED,  /* by people who have the occupation */
    NAME_PUBLISHER, /* given for the code itself */
    NAME_CROSSWALK, /* given for a like occupation of another classification */
    NAME_ORIGINS
};

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

/* A phrase of the lexicon that is found as it is written: "$", "/hr". topic as
 * of a cue: "amount/hourly". Both scripts. */
struct pack_wording {
    text_ref text; /* not empty */
    text_ref topic;
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

#define PACK_LETTERS_END (UINT32_C(1) << 30) /* six letters of five bits */

/* How a Han character in its Simplified form reads and looks: its syllable
 * without the tone, and its Cangjie code; each as letters_number of
 * text/letters.h. */
struct pack_character {
    uint32_t code;
    uint32_t sound, shape; /* below PACK_LETTERS_END; 0: not known */
};

struct pack_source {
    struct str name, date, url;
};

/* The learned ranking of titles: what each feature of a title
 * (text/title_features.h)
 * says for each occupation. The bucket of a feature is the upper bits of its
 * hash. A weight w is kept as its root: w = scale * root * |root|, so that
 * small ones keep their precision in eight bits. */
struct pack_rank_feature {
    uint32_t hash;
    uint32_t first; /* weight */
};

struct pack_rank_weight {
    uint8_t occupation[2]; /* low byte first */
    int8_t root;
};

/* What the score of an occupation is mixed of: what was learned of the title's
 * features, how like the most alike of its names is, and all of them. */
enum { MIX_LEARNED, MIX_BEST, MIX_ALL, RANK_MIX };

#define RANK_STEPS 33
#define RANK_LOOKS 5

struct pack_rank_model {
    float scale;
    float mix[RANK_MIX];
    /* How often an occupation of that share of the whole was right, among
     * names held out while learning; step i stands at share i / 32. */
    float right[RANK_STEPS];
    /* How much a text looks like an occupation: a logistic function of what
     * rank_looks weighs, the constant first. */
    float looks[RANK_LOOKS];
};

struct pack_rank {
    const struct pack_rank_model *model; /* NULL: the pack has none */
    const uint32_t *buckets;
    size_t bucket_count; /* a power of two */
    const struct pack_rank_feature *features;
    size_t feature_count;
    const struct pack_rank_weight *weights;
    size_t weight_count;
    const float *biases;
    size_t occupation_count; /* as pack_occupation_count */
};

/* What a question asks for, learned from examples: its kind and its subject,
 * each a choice among classes. A feature (text/intent_features.h) adds
 * scale * weight to the score of each class. */
enum intent_kind {
    INTENT_SINGLE = 0, /* of one occupation, named or not */
    INTENT_LIST,
    INTENT_COMPARE,
    INTENT_SMALLTALK,
    INTENT_OFFTOPIC,
    INTENT_CLARIFY, /* about occupations at large: to be asked back */
    INTENT_KINDS
};

/* The kinds, then the subjects by their number. */
#define INTENT_CLASSES (INTENT_KINDS + SUBJECT_COUNT)

struct pack_intent_feature {
    uint32_t hash;
    int8_t weight[INTENT_CLASSES];
    uint8_t frame; /* 1: a word that stands around the names of occupations */
    uint8_t zero[2];
};

struct pack_intent_model {
    float scale;
    float bias[INTENT_CLASSES];
};

struct pack_intent {
    const struct pack_intent_model *model;      /* NULL: the pack has none */
    const struct pack_intent_feature *features; /* by hash */
    size_t feature_count;
};

/* By which terms (text/told_terms.h) of names, descriptions and tasks an
 * occupation is told, and how much each says, 1 to 255. */
struct pack_told_term {
    uint32_t hash;
    uint32_t first; /* weight; those of a term end where the next's begin */
};

struct pack_told_weight {
    uint8_t told[2]; /* the occupation or description; low byte first */
    uint8_t weight;
};

struct pack_told {
    const struct pack_told_term *terms; /* by hash */
    size_t term_count;                  /* 0: the pack has none */
    const struct pack_told_weight *weights;
    size_t weight_count;
};

/* How people describe occupations. The weight of a term is its part of the
 * description, as a vector of length 255: inverse document frequency
 * ln(1 + descriptions / those with the term), by the root of the sum of their
 * squares. */
struct pack_descriptions {
    struct pack_told told;      /* by term: descriptions */
    const uint16_t *occupation; /* by description */
    size_t count;               /* 0: the pack has none */
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

/* Gives the memory back that checking and indexing touched: only what
 * questions touch shall stay. */
void pack_rest(const struct pack *pack);

struct str pack_built(const struct pack *pack);
struct str pack_text(const struct pack *pack, text_ref ref);
struct pack_source pack_source(const struct pack *pack, uint16_t source);

size_t pack_occupation_count(const struct pack *pack);
struct pack_occupation pack_occupation(const struct pack *pack, size_t index);

/* What the SOC calls residual, "all other": what is left over of a group, which
 * is nobody's aim and nobody's occupation by name. Its codes end in 9. */
static inline bool soc_is_residual(uint32_t soc)
{
    return soc % 10 == 9;
}

/* The index of a SOC code (254031), or pack_occupation_count. */
size_t pack_find_soc(const struct pack *pack, uint32_t soc);

/* The entries of one field in one language, or NULL with *count 0. Entries
 * that are the same in every language are found under each. */
const struct pack_entry *pack_entries(const struct pack *pack,
                                      size_t occupation, enum lang lang,
                                      enum field field, size_t *count);

/* The first number of an occupation's first value of a field, in English; NAN:
 * there is none. */
double pack_number(const struct pack *pack, size_t occupation,
                   enum field field);

/* A wage of a year; 2,080 hours where it is known by the hour only. NAN: not
 * known, or no entry (NULL). */
double wage_year(const struct pack_entry *wage);
/* The median. */
double pack_pay_year(const struct pack *pack, size_t occupation);

/* FIELD_SCORE of that id, "ai_risk"; NAN: there is none. */
double pack_score(const struct pack *pack, size_t occupation, struct str id);

/* Whether a page in that language is there at all. */
bool pack_has_page(const struct pack *pack, size_t occupation, enum lang lang);

/* All names, sorted by key. */
const struct pack_name *pack_names(const struct pack *pack, size_t *count);
struct str pack_name_key(const struct pack *pack, size_t name);

/* All words of the names by key, and their postings: indexes of names. */
const struct pack_word *pack_words(const struct pack *pack, size_t *count,
                                   const uint32_t **postings);

/* The first of the names [from, to) whose key is not before `key`; to: none. */
size_t pack_first_name(const struct pack *pack, struct str key, size_t from,
                       size_t to);

/* The word of that key, or NULL. */
const struct pack_word *pack_find_word(const struct pack *pack, struct str key);

struct pack_spellings pack_spellings(const struct pack *pack);

/* All cues; those of one language stand together, in file order. */
const struct pack_cue *pack_cues(const struct pack *pack, enum lang lang,
                                 size_t *count);

/* All wordings, in file order. */
const struct pack_wording *pack_wordings(const struct pack *pack,
                                         size_t *count);

/* The sentence of that key, or an empty text. */
struct str pack_sentence(const struct pack *pack, enum lang lang,
                         struct str key);

/* All sentences, by language, then key. */
const struct pack_sentence *pack_sentences(const struct pack *pack,
                                           size_t *count);

/* The learned ranking; its model is NULL in a pack without one. */
struct pack_rank pack_rank(const struct pack *pack);

/* The learned intents; their model is NULL in a pack without them. */
struct pack_intent pack_intent(const struct pack *pack);

struct pack_told pack_told(const struct pack *pack);
struct pack_descriptions pack_descriptions(const struct pack *pack);

/* The weights of a term; *count 0: nothing is told by it. */
const struct pack_told_weight *pack_find_told(const struct pack_told *told,
                                              uint32_t hash, size_t *count);

/* All characters that only one script uses, sorted by `from`. */
const struct pack_han *pack_han(const struct pack *pack, size_t *count);

/* All characters of which is known how they read and look, by code point. */
const struct pack_character *pack_characters(const struct pack *pack,
                                             size_t *count);

#endif
