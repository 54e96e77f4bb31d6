/* What the readers of pages need of Markdown: a tree with tables, the plain
 * text of a part of it, its line. cmark-gfm does the work. */
#ifndef PAGE_MARKDOWN_H
#define PAGE_MARKDOWN_H

#include "arena.h"
#include "str.h"

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>

enum markdown_kind {
    MARKDOWN_OTHER,
    MARKDOWN_HEADING,
    MARKDOWN_PARAGRAPH,
    MARKDOWN_LIST,
    MARKDOWN_TABLE,
    MARKDOWN_HTML
};

/* Owned: free with cmark_node_free. */
cmark_node *markdown_parse(struct str text);

enum markdown_kind markdown_kind(cmark_node *node);

/* "a code block": what a node is, for people. */
const char *markdown_name(cmark_node *node);

unsigned markdown_line(cmark_node *node); /* from 1 */

/* What a reader sees of a node: one line, without emphasis and links, runs of
 * blanks as one. In arena. *html: set to true where it holds raw HTML, else
 * left; *control: the same for control characters, which are dropped. */
struct str markdown_text(struct arena *arena, cmark_node *node, bool *html,
                         bool *control);

/* s with every run of white space as one blank, a line break between Han
 * characters as none, and no control characters. In arena. */
struct str markdown_one_line(struct arena *arena, struct str s);

/* Control characters, and those that reorder text invisibly. */
bool markdown_is_control(unsigned code);

/* s so that Markdown reads it as these very characters, as one line. In
 * arena. */
struct str markdown_escape(struct arena *arena, struct str s);

#endif
