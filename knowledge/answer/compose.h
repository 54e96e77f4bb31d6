/* Building an answer, block by block: sentences in the language of the
 * question, values from the pack, and a note of every source used. The
 * subjects of this folder are written with these calls only. */
#ifndef COMPOSE_H
#define COMPOSE_H

#include "answer.h"
#include "arena.h"
#include "pack.h"

struct composer {
    struct arena *arena;
    const struct pack *pack;
    struct answer *out;
    struct answer_block *last;
    enum lang lang;
    size_t occupation; /* the one being spoken of */
    struct str lead;   /* what the next headline begins with; empty: itself */
    struct str part;   /* what of the subject was asked for; empty: all */
    bool borrowed;     /* English text stood in for a missing translation */
    bool shared;       /* figures were those of the combined occupation */
    size_t combined;   /* which one */
    struct {           /* what the choices of the answer stand for */
        size_t occupation;
        enum subject subject;
        struct str part;
    } offered[ANSWER_CHOICES];
    size_t move[6], moves;       /* the occupations of a table of moves */
    const struct wishes *wishes; /* what moves must meet; NULL: nothing */
};

/* A sentence of knowledge/lexicon with its {places} filled: pairs of a name
 * (const char *) and a text (struct str), ended by NULL:
 *   say(c, "salary.median", "figure", figure, "date", date, NULL)
 * Where the pack lacks the sentence, the key itself: seen, not hidden. */
struct str say(struct composer *c, const char *key, ...);

/* The values of a field of the occupation, in the language of the answer, or
 * in English where its page is not translated; of figures that are published
 * for a combined code only, those. NULL and 0: not known. */
const struct pack_entry *values(struct composer *c, enum field field,
                                size_t *count);

/* The first value of a field, or NULL. */
const struct pack_entry *value(struct composer *c, enum field field);

/* The first value of a field if it has a number; NULL: none, or one that its
 * publisher does not give. */
const struct pack_entry *known_value(struct composer *c, enum field field);

/* The score of that id, of those our formula makes; NULL: not known. */
const struct pack_entry *score_value(struct composer *c, struct str id);

/* The nearest code of the same minor group (the first four digits) that has
 * the field; pack_occupation_count: none. */
size_t neighbour_with(const struct composer *c, enum field field);

/* A text of an entry. */
struct str entry_text(const struct composer *c, const struct pack_entry *entry,
                      int which);

/* The title of an occupation in the language of the answer, else English. */
struct str title_of(const struct composer *c, size_t occupation);

/* "$44,580"; "AUD 65,000" where the page is in another currency. */
struct str money(struct composer *c, double amount);

/* A wage of the official statistics, a year's or an hour's; "$239,200 or
 * more" where it is top-coded. Empty: not known. */
struct str wage(struct composer *c, const struct pack_entry *entry, bool hour);

/* A year's, or "$23.33 an hour" where only that is published. */
struct str wage_or_hour(struct composer *c, const struct pack_entry *wage);

/* The lowest and the highest of the stages of a page; NAN: not known. */
void pay_range(struct composer *c, double *low, double *high);

/* "$28,000 to $35,000", "from $28,000", "up to $35,000"; empty: no end is
 * known. */
struct str money_range(struct composer *c, double from, double to);

/* "44,580", "3", "-2.5". */
struct str number(struct composer *c, double value);

/* With so many decimals: "0.54". */
struct str decimal(struct composer *c, double value, int decimals);

/* A share of 0 to 1: "31%", "5.4%". */
struct str percent_of(struct composer *c, double share);

/* "25-4031" */
struct str soc_text(struct composer *c, size_t occupation);

/* "6.8% fewer", "3% more": a change given in percent. */
struct str change_text(struct composer *c, double percent);

/* A publisher's category or source name in the language of the answer, by
 * the sentence "term.a_slug_of_it", else as it is. */
struct str term(struct composer *c, struct str name);

/* The date of a source in the language of the answer: "May 2025" is
 * "2025 年 5 月", "2024-34" is "2024-34 年". */
struct str source_date(struct composer *c, const struct pack_entry *entry);
struct str source_name(struct composer *c, const struct pack_entry *entry);

/* Notes the source of a value that the answer shows. NULL is fine. */
void cite(struct composer *c, const struct pack_entry *entry);

/* Blocks; each appends one. Titles may be empty. */
void add_headline(struct composer *c, struct str text, struct str figure);
void add_text(struct composer *c, struct str title, struct str text);
void add_note(struct composer *c, struct str text);

/* Rows of `columns` cells: start, add cells, and end; no rows, no block. */
struct rows {
    enum block_type type;
    struct str title;
    size_t columns, cells, room;
    struct str *items;
    double *values; /* BLOCK_CHART: one a row */
    double scale;   /* BLOCK_CHART: as of struct answer_block */
};
struct rows rows_begin(enum block_type type, struct str title, size_t columns);
void rows_cell(struct composer *c, struct rows *rows, struct str cell);
void rows_value(struct composer *c, struct rows *rows, struct str label,
                double amount);
void rows_end(struct composer *c, struct rows *rows);

/* The text, or the words for what is not known, where it is empty. */
struct str or_unknown(struct composer *c, struct str text);

/* "a, b and c", one after the other: the list so far may be empty. */
struct str listed(struct composer *c, struct str list, struct str next,
                  bool last);

/* "a, b" and "a; b": either may be empty. */
struct str joined(struct composer *c, struct str list, struct str next);
struct str beside(struct composer *c, struct str first, struct str next);

/* One sentence after another, either of which may be empty. */
struct str followed(struct composer *c, struct str text, struct str next);

/* "a, b and c" of the first texts of a list, by term(). */
struct str first_of(struct composer *c, const struct pack_entry *items,
                    size_t count);

/* A list field under a title (title_key NULL: none); false: not known. */
bool add_list(struct composer *c, const char *title_key, enum field field);

/* No more than `most` of it; the title then says of how many. */
bool add_some(struct composer *c, const char *title_key, enum field field,
              size_t most);

/* A text field under a title (title_key NULL: none). */
bool add_field(struct composer *c, const char *title_key, enum field field);

/* Names an occupation among those the answer is about. */
void add_occupation(struct composer *c, size_t occupation, double score);

/* Offers something to ask next: a subject of an occupation (SUBJECT_NONE: the
 * occupation itself), or a part of a subject. Once each, and no more than
 * ANSWER_CHOICES. */
void add_choice(struct composer *c, size_t occupation, enum subject subject);
void add_part_choice(struct composer *c, enum subject subject,
                     const char *part);

bool part_is(const struct composer *c, const char *part);

#endif
