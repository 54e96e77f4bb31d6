/* Parsing Markdown, taking its text out, and putting text in. */
#include "page_markdown.h"

#include "buf.h"
#include "utf8.h"

#include <cmark-gfm-core-extensions.h>
#include <string.h>

cmark_node *markdown_parse(struct str text)
{
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new(CMARK_OPT_VALIDATE_UTF8);
    cmark_syntax_extension *table = cmark_find_syntax_extension("table");
    if (table)
        cmark_parser_attach_syntax_extension(parser, table);
    if (text.len)
        cmark_parser_feed(parser, text.ptr, text.len);
    cmark_node *document = cmark_parser_finish(parser);
    cmark_parser_free(parser);
    return document;
}

enum markdown_kind markdown_kind(cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_HEADING)
        return MARKDOWN_HEADING;
    if (type == CMARK_NODE_PARAGRAPH)
        return MARKDOWN_PARAGRAPH;
    if (type == CMARK_NODE_LIST)
        return MARKDOWN_LIST;
    if (type == CMARK_NODE_HTML_BLOCK)
        return MARKDOWN_HTML;
    if (strcmp(cmark_node_get_type_string(node), "table") == 0)
        return MARKDOWN_TABLE;
    return MARKDOWN_OTHER;
}

const char *markdown_name(cmark_node *node)
{
    switch (markdown_kind(node)) {
    case MARKDOWN_HEADING:
        return "a heading";
    case MARKDOWN_PARAGRAPH:
        return "text";
    case MARKDOWN_LIST:
        return "a list";
    case MARKDOWN_TABLE:
        return "a table";
    case MARKDOWN_HTML:
        return "raw HTML";
    case MARKDOWN_OTHER:
        break;
    }
    cmark_node_type type = cmark_node_get_type(node);
    if (type == CMARK_NODE_CODE_BLOCK)
        return "a code block (indented by four blanks, or fenced)";
    if (type == CMARK_NODE_BLOCK_QUOTE)
        return "a quotation";
    if (type == CMARK_NODE_THEMATIC_BREAK)
        return "a line across the page";
    return "something else";
}

unsigned markdown_line(cmark_node *node)
{
    int line = cmark_node_get_start_line(node);
    return line > 0 ? (unsigned)line : 0;
}

bool markdown_is_control(unsigned code)
{
    return code < 0x20 || (code >= 0x7f && code < 0xa0) ||
           (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069);
}

/* Characters that are written without blanks between them. */
static bool is_wide(uint32_t code)
{
    return utf8_is_han(code) || (code >= 0x3000 && code <= 0x303f) ||
           (code >= 0xff00 && code <= 0xffef);
}

/* markdown_one_line; *control: set where a control character was dropped. */
static struct str squeeze(struct arena *arena, struct str s, bool *control)
{
    struct buf out;
    buf_init(&out, s.len * 2 + 1);
    bool space = false, line_break = false;
    uint32_t before = 0;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        uint32_t code = utf8_next(s, &at);
        if (code == ' ' || code == '\t' || code == '\n' || code == '\r') {
            space = true;
            line_break = line_break || code == '\n';
            continue;
        }
        if (markdown_is_control(code)) {
            *control = true;
            continue;
        }
        bool none = line_break && is_wide(before) && is_wide(code);
        if (space && before && !none)
            buf_add_char(&out, ' ');
        buf_add(&out, str_slice(s, from, at));
        before = code;
        space = line_break = false;
    }
    struct str kept = str_trim(arena_str(arena, buf_str(&out)));
    buf_fini(&out);
    return kept;
}

struct str markdown_text(struct arena *arena, cmark_node *node, bool *html,
                         bool *control)
{
    enum { MAX = 1 << 20 };
    struct buf text;
    buf_init(&text, MAX);
    cmark_iter *iter = cmark_iter_new(node);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *at = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(at);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
            buf_add_z(&text, cmark_node_get_literal(at));
        else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
            buf_add_char(&text, '\n');
        else if (type == CMARK_NODE_HTML_INLINE)
            *html = true;
    }
    cmark_iter_free(iter);
    struct str kept = squeeze(arena, buf_str(&text), control);
    buf_fini(&text);
    return kept;
}

struct str markdown_one_line(struct arena *arena, struct str s)
{
    bool control;
    return squeeze(arena, s, &control);
}

/* Does a line that begins so begin a block of its own, or end a heading? */
static bool is_block_mark(struct str s, size_t at)
{
    if (at > 0 && s.ptr[at] == '#')
        return s.ptr[at - 1] == ' ' || s.ptr[at - 1] == '#';
    if (at == 0)
        return strchr("#+->=~", s.ptr[0]) != NULL;
    if (s.ptr[at] != '.' && s.ptr[at] != ')')
        return false;
    for (size_t i = 0; i < at; i++)
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
    return at + 1 == s.len || s.ptr[at + 1] == ' '; /* "1. a" is a list */
}

/* "&amp;", "&#65;" */
static bool is_entity(struct str s, size_t at)
{
    char next = at + 1 < s.len ? s.ptr[at + 1] : ' ';
    return s.ptr[at] == '&' && (next == '#' || (next >= 'A' && next <= 'Z') ||
                                (next >= 'a' && next <= 'z'));
}

struct str markdown_escape(struct arena *arena, struct str s)
{
    struct buf out;
    s = markdown_one_line(arena, s);
    buf_init(&out, s.len * 2); /* and no zero byte is left in it */
    for (size_t i = 0; i < s.len; i++) {
        if (strchr("\\`*_[]<|", s.ptr[i]) || is_entity(s, i) ||
            is_block_mark(s, i))
            buf_add_char(&out, '\\');
        buf_add(&out, str_slice(s, i, i + 1));
    }
    struct str kept = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return kept;
}
