/* The pack as it lies on disk: one file, in the machine's own byte order,
 * that is mapped and used in place. The writer (knowledge/build) and the
 * reader (pack.c) share these structs; nobody else includes this file.
 *
 *   header | section table | sections, each aligned to 8
 *
 * A text reference is a byte offset into PACK_STRINGS, where a uint32 length,
 * the bytes and a zero byte lie; the length is aligned to 4. The texts stand
 * one behind the other, the empty one first: its reference is 0. The checksum
 * is the CRC-32 of zlib over the whole file with the checksum field itself as
 * zero. */
#ifndef PACK_FORMAT_H
#define PACK_FORMAT_H

#include <stdint.h>

#define PACK_MAGIC "careerbt" /* 8 bytes, no zero */
#define PACK_VERSION 10u      /* raised with every change of this file */
#define PACK_BYTE_ORDER 0x01020304u
#define PACK_ALIGN 8u

enum pack_section_id {
    PACK_STRINGS = 0,
    PACK_SOURCES,     /* struct pack_source_record */
    PACK_OCCUPATIONS, /* struct pack_occupation_record, by soc */
    PACK_ENTRIES,     /* struct pack_entry, by occupation, lang, field */
    PACK_NAMES,       /* struct pack_name, by key (byte order) */
    PACK_CUES,        /* struct pack_cue, by lang, in the order of the files */
    PACK_WORDINGS,    /* struct pack_wording, in the order of the files */
    PACK_SENTENCES,   /* struct pack_sentence, by lang, key (byte order) */
    PACK_HAN,         /* struct pack_han, by code point */
    PACK_CHARACTERS,  /* struct pack_character, by code point */
    PACK_WORDS,       /* struct pack_word, by key (byte order) */
    PACK_POSTINGS,    /* uint32_t: names, by word */
    PACK_SPELLINGS,   /* struct pack_spelling, by word (byte order) */
    PACK_SPELLING_BUCKETS,  /* uint32_t: the first posting of each bucket, and
                               one more, their number; a power of two and one,
                               or none where there are no spellings */
    PACK_SPELLING_POSTINGS, /* uint32_t: spellings, by bucket */
    /* The learned ranking of titles: all of these, or all empty. */
    PACK_RANK_MODEL,    /* struct pack_rank_model, one */
    PACK_RANK_BUCKETS,  /* uint32_t: the first feature of each bucket, and one
                           more, their number; powers of two and one */
    PACK_RANK_FEATURES, /* struct pack_rank_feature, by hash, and one more
                           that ends the weights of the last */
    PACK_RANK_WEIGHTS,  /* struct pack_rank_weight, by feature, occupation */
    PACK_RANK_BIASES,   /* float, by occupation */
    /* The learned intents: both, or both empty. */
    PACK_INTENT_MODEL,    /* struct pack_intent_model, one */
    PACK_INTENT_FEATURES, /* struct pack_intent_feature, by hash */
    /* What occupations are told by: both, or both empty. */
    PACK_TOLD_TERMS,   /* struct pack_told_term, by hash, and one more that ends
                          the weights of the last */
    PACK_TOLD_WEIGHTS, /* struct pack_told_weight, by term, occupation */
    /* Descriptions in everyday words: all of these, or all empty. */
    PACK_DESCRIPTIONS,        /* uint16_t: the occupation of each */
    PACK_DESCRIPTION_TERMS,   /* as PACK_TOLD_TERMS */
    PACK_DESCRIPTION_WEIGHTS, /* struct pack_told_weight, by term, description
                               */
    PACK_SECTIONS
};

struct pack_section {
    uint64_t offset; /* from the start of the file, aligned to PACK_ALIGN */
    uint64_t size;   /* bytes */
};

struct pack_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t version;
    uint64_t file_size;
    uint32_t checksum;
    uint32_t built; /* text reference */
    struct pack_section sections[PACK_SECTIONS];
};

struct pack_source_record {
    uint32_t name, date, url; /* text references */
    uint32_t zero;
};

struct pack_occupation_record {
    uint32_t soc;      /* 254031 */
    uint32_t title[4]; /* by enum lang; [0] is 0; 0 where there is none */
    uint32_t first_entry, entry_count;
    uint32_t zero;
};

#endif
