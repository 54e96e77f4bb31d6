/* Finding the phrases of the lexicon in a question: what asks for a subject,
 * what is small talk, which words carry no meaning. */
#ifndef CUES_H
#define CUES_H

#include "answer.h"
#include "arena.h"
#include "normal.h"
#include "pack.h"

enum cue_type {
    CUE_SUBJECT,   /* [salary], [ai_risk/tools] */
    CUE_SMALLTALK, /* [smalltalk/thanks] */
    CUE_KIND,      /* [kind/compare], [kind/list], [kind/followup] */
    CUE_WORD,      /* [word/stop], [word/career], [word/place] */
    CUE_LANG,      /* [lang/en]: answer in that language */
    CUE_UNKNOWN,   /* [unknown/record]: what is known of no occupation */
    CUE_DESCRIBED, /* [described/who]: what means something only in the
                      description of an occupation */
    CUE_WISH,      /* [wish/no_degree]: of a list of occupations */
    CUE_GROUP,     /* [group/29_31]: major groups of occupations */
    CUE_SKILL,     /* [skill/writing]: a skill or field of knowledge */
    CUE_MAJOR,     /* [major/psychology]: what somebody studied */
    CUE_LIST,      /* [list/not]: what means something only in a list */
};

struct cue {
    enum cue_type type;
    enum subject subject; /* CUE_SUBJECT */
    struct str part;      /* behind the slash; empty where there is none */
    bool weak; /* [salary/weak]: means the subject only beside an occupation */
    const struct str *words; /* of all cues; which of them this one has: */
    uint32_t *ids;
    uint32_t count;
    float weight; /* how much it says: a word 1, a small word 0.4, a Han
                      character 0.5 */
};

/* Its token i: a key, or "..." for a gap. */
static inline struct str cue_token(const struct cue *cue, size_t i)
{
    return cue->words[cue->ids[i]];
}

/* Whether it is of [word/stop], with CUE_WORD and "stop". */
static inline bool cue_is(const struct cue *cue, enum cue_type type,
                          const char *part)
{
    return cue->type == type && str_eq(cue->part, str_from(part));
}

/* 2 of [kind/second], 1 to CUE_ORDINALS; 0: it says no number. */
enum { CUE_ORDINALS = 5 };
size_t cue_ordinal(const struct cue *cue);

/* Where the first "..." is among its tokens; their count: none is. */
size_t cue_gap(const struct cue *cue);

static inline bool cue_has_gap(const struct cue *cue)
{
    return cue_gap(cue) < cue->count;
}

struct cues; /* all of a pack, indexed by first token */

/* Owned: free with cues_free. Texts are borrowed from the pack. */
struct cues *cues_new(const struct pack *pack);
void cues_free(struct cues *cues);

/* Where a cue was found: tokens [from, to) of the question. */
struct cue_hit {
    const struct cue *cue;
    size_t from, to;
};

/* All hits, in the order of the question. tokens with an empty key match
 * nothing but a gap (the place of an occupation is blanked out so). In arena.
 */
struct cue_hit *cues_find(const struct cues *cues, struct arena *arena,
                          const struct token *tokens, size_t count,
                          size_t *hits);

/* The first of the hits that begins at the token or behind it; their count:
 * none does. */
size_t cues_first_hit(const struct cue_hit *hits, size_t count, size_t token);

/* Whether the token is one of the cue's, not one that a gap of it stands for.
 * tokens: those it was found in. */
bool cues_hit_has(const struct cue_hit *hit, const struct token *tokens,
                  size_t token);

/* The word of a cue for a subject that is one slip away from a word of five
 * letters or more. False: none is. */
bool cues_nearest(const struct cues *cues, struct str key, struct str *meant);

/* What a word by itself is; more of them at once may be. */
enum word_use {
    WORD_KNOWN = 1,   /* stands in any cue at all: it is spelt right */
    WORD_STOP = 2,    /* [word/stop] */
    WORD_JOINT = 4,   /* [word/joint] */
    WORD_ARTICLE = 8, /* [word/article] */
    WORD_WHERE = 16,  /* [word/where] */
    WORD_TO = 32,     /* [word/to] */
    WORD_ASKS = 64,   /* [word/asks] */
    WORD_KIND = 128   /* [word/kind] */
};

/* Bits of enum word_use; 0: no cue has it. */
unsigned char cues_uses(const struct cues *cues, struct str key);

static inline bool cues_know(const struct cues *cues, struct str key)
{
    return cues_uses(cues, key) & WORD_KNOWN;
}

#endif
