/* What the files that read an AI Career Graph page share: the page's lines
 * cut into sections, and a reader for each section. */
#ifndef ACG_H
#define ACG_H

#include "acg_labels.h"
#include "acg_lines.h"
#include "page.h"

/* The lines below a section's heading. */
struct section {
    bool present; /* the page has the heading */
    unsigned line;
    struct str heading;
    const struct line *lines;
    size_t count;
};

struct reader {
    struct arena *arena;
    const struct labels *labels;
    struct page *page;
    struct str title_line; /* name and title, before they are parted */
    unsigned title_number; /* of that line in the file */
    struct str ai_name;    /* the name in the heading of the AI section */
    struct section sections[LABEL_COUNT]; /* by label */
    struct section summary;
};

/* Words of "lost" that the JSON asks for again. */
#define ACG_LOST_AI "AI block"
#define ACG_LOST_OUTLOOK "outlook text"

/* Notes what the page once held and this text does not. */
void acg_lost(struct reader *reader, const char *what);

/* Appends an entry with a first text and its place. */
struct page_entry *acg_add(struct reader *reader, enum field field,
                           unsigned line, struct str text);

/* The texts of lines, one below the other. In arena. */
struct str acg_join(struct reader *reader, const struct line *lines,
                    size_t count);

/* The confidence of one more guess is taken in. */
void acg_guess(struct reader *reader, double confidence);

/* Reads name and chips from the first lines; *used: how many they are.
 * False: no occupation code stands there. acg_read_name comes after the
 * heading of the AI section is known, acg_read_country after
 * the sources. */
bool acg_read_chips(struct reader *reader, const struct lines *lines,
                    size_t *used);
void acg_read_name(struct reader *reader);
void acg_read_country(struct reader *reader, struct str currency);

/* The currency of the salary table; empty: it names none. */
struct str acg_currency(const struct reader *reader);

/* The sections; each notes what it lost. */
void acg_read_ratings(struct reader *reader);
void acg_read_ai(struct reader *reader);
void acg_read_salary(struct reader *reader);
void acg_read_education(struct reader *reader);
void acg_read_qualifications(struct reader *reader);
void acg_read_migration(struct reader *reader);
void acg_read_suitability(struct reader *reader);
void acg_read_outlook(struct reader *reader);
void acg_read_faq(struct reader *reader);
void acg_read_sources(struct reader *reader);

/* "n/10" with its label at the end of text; *before: what is left. */
bool acg_overall(struct str text, double *value, struct str *before);

#endif
