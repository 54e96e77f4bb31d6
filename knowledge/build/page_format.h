/* The form of the pages people write, as one table: headings and columns in
 * both languages, what a section holds, and which field it becomes.
 * page_read.c and page_write.c follow it; README.md in knowledge/occupations
 * tells it to people. */
#ifndef PAGE_FORMAT_H
#define PAGE_FORMAT_H

#include "field.h"
#include "lang.h"
#include "str.h"

#include <stdbool.h>
#include <stddef.h>

/* A word in both languages of pages. */
struct page_word {
    const char *en, *zh;
};

enum page_shape {
    SHAPE_TEXT,
    SHAPE_VERDICT, /* text that may begin with the verdict */
    SHAPE_LIST,
    SHAPE_TABLE,
    SHAPE_TEXT_OR_TABLE, /* text, a table, or both: two fields */
    SHAPE_FAQ
};

/* What stands in a cell, and where in the entry it goes. */
enum cell_kind {
    CELL_TEXT,      /* text[slot] */
    CELL_DIMENSION, /* text[slot], as an id */
    CELL_TYPE,  /* text[slot], a word of page_types in the page's language */
    CELL_SCORE, /* num[slot], 1 to 10 */
    CELL_MONEY, /* num[slot] */
    CELL_LEVEL, /* num[slot], 1 to 3 */
    CELL_YEAR,  /* num[slot] */
    CELL_YES_NO /* num[slot], 1 or 0 */
};

struct page_column {
    struct page_word name;
    enum cell_kind kind;
    int slot;
    bool required; /* no cell may be empty */
};

enum { PAGE_COLUMNS = 5 };

struct page_section {
    struct page_word heading;
    enum page_shape shape;
    enum field field;       /* of the text, the items or the rows */
    enum field table_field; /* SHAPE_TEXT_OR_TABLE: of the rows */
    struct page_column columns[PAGE_COLUMNS]; /* ended by an empty name */
};

extern const struct page_section page_sections[];
extern const size_t page_section_count;

/* The list below the title. */
enum page_item {
    ITEM_CODE,
    ITEM_NAME,
    ITEM_ALSO,
    ITEM_COUNTRY,
    ITEM_CURRENCY,
    ITEM_SOURCE,
    ITEM_DATE,
    ITEM_LINK,
    ITEM_MIGRATION,
    ITEM_OVERALL,
    ITEM_COUNT
};

extern const struct page_word page_items[ITEM_COUNT];

enum { PAGE_TYPES = 6, PAGE_LEVELS = 3, PAGE_STATUSES = 3, PAGE_VERDICTS = 3 };

extern const struct page_word page_dimensions[RATING_COUNT]; /* rating_ids */
extern const struct page_word page_types[PAGE_TYPES];
extern const struct page_word page_levels[PAGE_LEVELS];     /* 1, 2, 3 */
extern const struct page_word page_statuses[PAGE_STATUSES]; /* 0, 1, 2 */
extern const struct page_word page_verdicts[PAGE_VERDICTS];
extern const char *const page_verdict_ids[PAGE_VERDICTS];
extern const struct page_word page_yes_no[2]; /* no, yes */

/* The word in the language of a page. */
const char *page_word_in(struct page_word word, enum lang lang);

/* Which of the words s is, in either language, ASCII case ignored; count
 * where it is none. stride: bytes from one word to the next. */
size_t page_word_find(const struct page_word *words, size_t count,
                      size_t stride, struct str s);

/* The word of that language that is nearest to s. */
const char *page_word_nearest(const struct page_word *words, size_t count,
                              size_t stride, enum lang lang, struct str s);

/* The section of a field, an index of page_sections; page_section_count where
 * it has none. */
size_t page_section_of(enum field field);

/* How many columns a section's table has. */
size_t page_column_count(const struct page_section *section);

#endif
