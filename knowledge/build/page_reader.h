/* What the parts of the page reader share while one page is read:
 * page_read.c walks the page, page_top.c reads the list below the title,
 * page_rows.c the tables. */
#ifndef PAGE_READER_H
#define PAGE_READER_H

#include "buf.h"
#include "page.h"
#include "page_format.h"
#include "page_markdown.h"

enum { SECTIONS_MAX = 32 };

struct reader {
    struct arena *arena;
    struct page *page;
    struct faults *faults;
    struct str *lines; /* of the file, for what Markdown drops */
    size_t line_count;
    bool controls_told; /* control characters were reported already */

    bool item_seen[ITEM_COUNT];
    unsigned section_line[SECTIONS_MAX]; /* by section; 0: not there yet */

    const struct page_section *section; /* NULL: above the first heading */
    bool skip;                          /* below a heading that was reported */
    bool filled;                        /* the section holds something */
    unsigned heading_line;
    struct page_entry *open; /* the entry that paragraphs are added to */
    struct buf parts;        /* the paragraphs so far */
};

#define FAULT(r, line, ...)                                                    \
    fault_add((r)->faults, (r)->page->file, line, __VA_ARGS__)

/* The plain text of a node; what has no place in it is reported. */
struct str reader_text(struct reader *r, cmark_node *node);

/* The text of a list's item, which must be nothing but text. */
struct str reader_item(struct reader *r, cmark_node *item);

/* "Key: value": a point of the list below the title. */
void reader_top_item(struct reader *r, cmark_node *item);

/* A table below the open section. */
void reader_table(struct reader *r, cmark_node *table);

/* Parts s at its first colon, ASCII or full width, both trimmed. False, and
 * all of it in *before: it has none. */
bool reader_colon(struct str s, struct str *before, struct str *after);

#endif
