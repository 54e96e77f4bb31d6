/* An answer as data: what to say, not how it looks. The subjects of
 * knowledge/answer fill it, the renderers of bot/render show it. Everything
 * it points to lives in the arena of the question. Texts are plain: no
 * mark-up, no control characters, one paragraph each. */
#ifndef ANSWER_H
#define ANSWER_H

#include "lang.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* What a question is about. The ids ("ai_risk") are used everywhere: packs,
 * command line, metrics, tests. */
enum subject {
    SUBJECT_NONE = 0,
    SUBJECT_OVERVIEW,
    SUBJECT_TASKS,
    SUBJECT_SALARY,
    SUBJECT_ENTRY,
    SUBJECT_CERTIFICATES,
    SUBJECT_AI_RISK,
    SUBJECT_SKILLS,
    SUBJECT_IMMIGRATION,
    SUBJECT_OUTLOOK,
    SUBJECT_SUITS,
    SUBJECT_RATINGS,
    SUBJECT_FAQ,
    SUBJECT_SOURCES,
    SUBJECT_PIVOTS,
    SUBJECT_COUNT
};

const char *subject_id(enum subject subject); /* NULL for SUBJECT_NONE */
bool subject_parse(struct str id, enum subject *subject);

/* What sort of question it was. */
enum kind {
    KIND_SINGLE = 0,
    KIND_COMPARE,
    KIND_LIST,
    KIND_FOLLOWUP,
    KIND_CLARIFY,   /* asked back: which occupation? */
    KIND_SMALLTALK, /* greeting, thanks, "what can you do" */
    KIND_OUTOFSCOPE,
    KIND_COUNT
};

const char *kind_id(enum kind kind);

enum block_type {
    BLOCK_HEADLINE, /* title: the occupation; code; text: the answer in one
                       line; figure: the part of text to set in bold */
    BLOCK_TEXT,     /* title (may be empty), text */
    BLOCK_FACTS,    /* rows of label and value */
    BLOCK_TABLE,    /* rows of cells, the first row is the header */
    BLOCK_BULLETS,  /* rows of one cell */
    BLOCK_CHART,    /* rows of one label each, which says the value, and
                       the value itself */
    BLOCK_NOTE,     /* text: what is not known, a caution */
};

struct answer_block {
    enum block_type type;
    struct str title;
    struct str code;
    struct str text;
    struct str figure;
    size_t rows, columns;
    const struct str *cells; /* rows * columns, row by row */
    const double *values;    /* BLOCK_CHART: rows */
    double scale;            /* BLOCK_CHART: the value of a full bar; 0: the
                                greatest of them */
    struct answer_block *next;
};

struct answer_source {
    struct str name; /* "BLS OEWS" */
    struct str date; /* "May 2025"; what the source itself says of its age */
    struct str url;  /* where to look it up; may be empty */
};

/* Something to ask next. Sending `ask` as a message answers it, with or
 * without a conversation. */
struct answer_choice {
    struct str label;
    struct str ask;
};

struct answer_occupation {
    char soc[8]; /* "25-4031" */
    struct str title;
    double score; /* 0 to 1 */
};

#define ANSWER_OCCUPATIONS 10
#define ANSWER_CHOICES 5
#define ANSWER_SOURCES 12

struct answer {
    enum kind kind;
    enum lang lang;
    enum subject subject;
    double confidence; /* 0 to 1: how sure the reading of the question is */
    bool answered;     /* a real answer, not a question back or a refusal */
    bool silent;       /* nobody asked the bot: say nothing at all */
    struct answer_occupation occupations[ANSWER_OCCUPATIONS]; /* best first */
    size_t occupation_count;
    struct answer_block *blocks; /* in reading order */
    struct answer_source sources[ANSWER_SOURCES];
    size_t source_count;
    struct answer_choice choices[ANSWER_CHOICES];
    size_t choice_count;
    struct str sources_label; /* "Source", in the language of the answer */
    struct str choices_label;
};

#endif
