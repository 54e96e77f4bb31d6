/* What is seen in a question before anything is decided: its words, the names
 * and cues among them, and the words nobody explains. Private to match/. */
#ifndef READING_H
#define READING_H

#include "arena.h"
#include "cues.h"
#include "intent.h"
#include "names.h"
#include "normal.h"
#include "query.h"
#include "rank.h"
#include "wordings.h"

struct matcher {
    const struct pack *pack;
    struct normalizer *normalizer;
    struct cues *cues;
    struct wordings *wordings;
    struct name_index *names;
};

struct reading {
    const struct matcher *matcher;
    struct arena *arena;
    int *rankings; /* how many more titles may be ranked for the question */
    struct str text;
    struct token *tokens; /* those of occupations have an empty key */
    size_t count;
    struct name_hit *names;
    size_t name_count;
    struct cue_hit *phrases; /* cues of the text as if no name were in it */
    size_t phrase_count;
    struct cue_hit *cues; /* those beside the names; as phrases in the order
                             of the question */
    size_t cue_count;
    bool has_small;      /* a letter in lower case, or Han, */
    bool has_small_word; /* a word that begins with one */
    bool *covered; /* by token: a name, a cue, a small word, or a word that
                      stands around names in the examples */
    struct token *words;  /* the tokens with all their keys */
    struct intent intent; /* once reading_intent was called */
};

/* The same text, of the caller's own, with every <tag> blanked out: mark-up
 * asks nothing. */
struct str reading_without_tags(struct str text);

/* text: the question; any bytes. rankings: of the caller, counted down. */
struct reading reading_of(const struct matcher *matcher, struct arena *arena,
                          int *rankings, struct str text);

/* rank_title of a part of the question; 0 where the question has had its
 * share of them: a ranking is the dear part of reading. */
size_t reading_rank(const struct reading *r, struct str text,
                    struct rank_hit out[ANSWER_OCCUPATIONS]);
double reading_looks(const struct reading *r, struct str text);

/* Whether a phrase of one of the topics is written at a token. */
static inline bool reading_says(const struct reading *r, size_t token,
                                uint64_t topics)
{
    struct str rest = str_slice(r->text, r->tokens[token].from, r->text.len);
    return wordings_begin(r->matcher->wordings, rest, topics);
}

/* Whether one is written anywhere. */
bool reading_says_any(const struct reading *r, uint64_t topics);

/* A reading of its own, for what changes it; in the same arena. */
struct reading reading_copy(const struct reading *r);

/* Takes the tokens [from, to) for those of an occupation. */
void reading_name(struct reading *r, size_t from, size_t to);
/* The same for words that only describe one: names and cues among them say
 * nothing any more. */
void reading_take(struct reading *r, size_t from, size_t to);

/* Tells the intent, once it is settled which tokens are those of names: the
 * mean of what it is with the names left blank, and of what it is as written,
 * for a name may be but a word of something else ("football"). surely: the
 * words of the occupation can be nothing else, and are only left blank. */
void reading_intent(struct reading *r, bool surely);

/* Where the clause ends that begins at token `from`. */
size_t reading_clause_end(const struct reading *r, size_t from);

/* The mark that parts most, of those before the tokens [from, to). */
enum mark reading_mark(const struct reading *r, size_t from, size_t to);

/* The intent where no word is taken for the name of an occupation. */
struct intent reading_nameless_intent(const struct reading *r);

/* By token, whether it is of one of those cues; in arena. */
bool *reading_marks(const struct reading *r, bool (*of)(const struct cue *cue));

/* Whether a token is of a phrase of [word/PART]. */
bool reading_is_word(const struct reading *r, size_t token, const char *part);

/* Whether a token is of a phrase that asks for a subject: 工資 in
 * 分析師工資比程序員高嗎. */
bool reading_asks_at(const struct reading *r, size_t token);

/* The hit of a cue that says most, of a type and a part; NULL: none. part
 * NULL: any. */
const struct cue_hit *reading_cue(const struct reading *r, enum cue_type type,
                                  const char *part);

/* Whether a phrase of [kind/PART] ends where the token stands, or where the
 * small word before it does: "drop the nurse". */
bool reading_kind_before(const struct reading *r, const char *part,
                         size_t token);

/* Whether the two stand in clauses of their own. */
bool reading_parted(const struct reading *r, const struct cue_hit *a,
                    const struct cue_hit *b);

/* The tokens [from, to), one at least, as the person wrote them; borrowed. */
static inline struct str reading_text(const struct reading *r, size_t from,
                                      size_t to)
{
    return str_slice(r->text, r->tokens[from].from, r->tokens[to - 1].to);
}

/* The tokens [from, to) as the person wrote them, to be said again: at most 60
 * bytes; in arena. */
struct str reading_said(const struct reading *r, size_t from, size_t to);

/* How many words neither a name nor a cue nor a small word explains; two Han
 * characters count as a word. */
size_t reading_strange(const struct reading *r);

/* How many words there are: two Han characters are about one. */
size_t reading_words(const struct reading *r);

/* Nothing is left over but one Han character, as Cantonese ends with. */
bool reading_is_but_a_particle(const struct reading *r);

/* The longest run of them, as the person wrote it, at most 60 bytes, only
 * letters, digits and what stands between words; in arena. */
struct str reading_strange_text(const struct reading *r);

/* Whether the name is part of another thing's: a word nobody explains goes on
 * behind it ("nurse practitioner"); in Chinese, which writes no blanks, one of
 * [word/head] behind it or of [word/other] before it. */
bool reading_name_is_part(const struct reading *r, const struct name_hit *hit);

/* Chinese: where a name ends with the characters that make a person of a
 * field: 網路安全 in 網路安全工程師. */
size_t reading_name_end(const struct reading *r, const struct name_hit *hit);

/* The name with the words around it that go with it; in arena. */
struct str reading_name_text(const struct reading *r,
                             const struct name_hit *hit);

/* "OT" in a sentence that is not all in capitals. */
bool reading_is_abbreviation(const struct reading *r, size_t token);

/* "the nurse", "my nurse": one person, not the occupation. */
bool reading_name_is_person(const struct reading *r, size_t from);

/* Whether a word is written as a place is: "in Ljubljana". */
bool reading_names_place(const struct reading *reading);

/* Asks something, by its sign or its first words. */
bool reading_is_question(const struct reading *r);

/* Fills the subjects asked for, in the order of the question. *strong: a
 * phrase is there that is about work all by itself. */
void read_subjects(const struct reading *r, struct query *q, bool *strong);

#endif
