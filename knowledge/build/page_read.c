/* Reads a page people write: walks its Markdown, section by section, and says
 * of everything that does not fit the format where it is and what to do. The
 * format itself is page_format.c's, tables are page_rows.c's, the list below
 * the title is page_top.c's. */
#include "page_cell.h"
#include "page_reader.h"
#include "utf8.h"

#define NO_HTML "write plain text (a < that is meant is written \\<)"

struct str reader_text(struct reader *r, cmark_node *node)
{
    bool html = false, control = false;
    struct str text = markdown_text(r->arena, node, &html, &control);
    if (html)
        FAULT(r, markdown_line(node),
              "raw HTML is not understood here; " NO_HTML);
    if (control && !r->controls_told)
        FAULT(r, markdown_line(node),
              "control characters stand here; remove them");
    return text;
}

struct str reader_item(struct reader *r, cmark_node *item)
{
    struct buf parts;
    buf_init(&parts, PAGE_MAX_BYTES);
    for (cmark_node *n = cmark_node_first_child(item); n;
         n = cmark_node_next(n)) {
        if (markdown_kind(n) != MARKDOWN_PARAGRAPH) {
            FAULT(r, markdown_line(n),
                  "inside a point of a list stands %s; write text only",
                  markdown_name(n));
            continue;
        }
        buf_add(&parts, reader_text(r, n));
        buf_add_char(&parts, '\n');
    }
    struct str text = markdown_one_line(r->arena, buf_str(&parts));
    buf_fini(&parts);
    if (text.len == 0)
        FAULT(r, markdown_line(item), "this point is empty; remove it");
    return text;
}

bool reader_colon(struct str s, struct str *before, struct str *after)
{
    size_t plain = str_find(s, STR(":")), wide = str_find(s, STR("："));
    size_t at = plain < wide ? plain : wide;
    *before = str_trim(str_slice(s, 0, at));
    *after = str_trim(str_slice(s, at + (plain < wide ? 1 : 3), s.len));
    return at < s.len;
}

/* The lines as Markdown counts them: ended by LF, CR or both. */
static void find_lines(struct reader *r, struct str text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] == '\n' || text.ptr[i] == '\r';
    r->lines = arena_alloc_array(r->arena, count, sizeof *r->lines);
    for (size_t i = 0, from = 0; i <= text.len; i++) {
        if (i < text.len && text.ptr[i] != '\n' && text.ptr[i] != '\r')
            continue;
        r->lines[r->line_count++] = str_slice(text, from, i);
        if (i + 1 < text.len && text.ptr[i] == '\r' && text.ptr[i + 1] == '\n')
            i++;
        from = i + 1;
    }
}

/* Bytes that no page holds, found before Markdown replaces them. */
static void check_bytes(struct reader *r)
{
    for (size_t i = 0; i < r->line_count; i++) {
        struct str s = r->lines[i];
        bool control = false;
        for (size_t at = 0; at < s.len;) {
            uint32_t code = utf8_next(s, &at);
            control = control || (code != '\t' && markdown_is_control(code));
        }
        if (!utf8_valid(s))
            FAULT(r, (unsigned)i + 1,
                  "this line is no UTF-8; save the file as UTF-8");
        if (control)
            FAULT(r, (unsigned)i + 1,
                  "control characters stand here; remove them");
        r->controls_told = r->controls_told || control;
    }
}

/* "Mixed: the rest": takes the verdict off the text. */
static void split_verdict(struct page_entry *entry)
{
    struct str verdict, rest;
    bool colon = reader_colon(entry->text[1], &verdict, &rest);
    size_t i = page_word_find(page_verdicts, PAGE_VERDICTS,
                              sizeof *page_verdicts, verdict);
    if (!colon || i == PAGE_VERDICTS)
        return;
    entry->text[0] = str_from(page_verdict_ids[i]);
    entry->text[1] = rest;
}

/* The paragraphs that were read become the text of the open entry. */
static void close_entry(struct reader *r)
{
    if (!r->open)
        return;
    enum field field = r->open->field;
    struct str text = markdown_one_line(r->arena, buf_str(&r->parts));
    r->open->text[field == FIELD_FAQ || field == FIELD_VERDICT ? 1 : 0] = text;
    if (field == FIELD_VERDICT)
        split_verdict(r->open);
    if (field == FIELD_FAQ && text.len == 0)
        FAULT(r, r->open->line,
              "this question has no answer; write one below it");
    r->open = NULL;
    buf_clear(&r->parts);
}

static void open_entry(struct reader *r, cmark_node *node)
{
    close_entry(r);
    r->open = page_add(r->page, r->arena, r->section->field);
    r->open->line = markdown_line(node);
    r->filled = true;
}

static const char *heading_of(const struct reader *r)
{
    return page_word_in(r->section->heading, r->page->lang);
}

static void end_section(struct reader *r)
{
    close_entry(r);
    if (r->section && !r->filled && !r->skip)
        FAULT(r, r->heading_line,
              "\"%s\" is empty; write something below it or remove the "
              "heading",
              heading_of(r));
    r->filled = r->skip = false;
}

static void begin_section(struct reader *r, cmark_node *node)
{
    const size_t stride = sizeof *page_sections;
    unsigned line = markdown_line(node);
    end_section(r);
    struct str heading = reader_text(r, node);
    size_t i = page_word_find(&page_sections[0].heading, page_section_count,
                              stride, heading);
    r->heading_line = line;
    r->section = i < page_section_count ? &page_sections[i] : NULL;
    r->skip = !r->section || r->section_line[i];
    if (!r->section)
        FAULT(r, line,
              "the heading \"%.*s\" is not known; the nearest is \"%s\"; "
              "README.md in knowledge/occupations lists them",
              STR_ARG(page_excerpt(heading)),
              page_word_nearest(&page_sections[0].heading, page_section_count,
                                stride, r->page->lang, heading));
    else if (r->skip)
        FAULT(r, line,
              "\"%s\" stands in line %u already; put both parts under one "
              "heading",
              heading_of(r), r->section_line[i]);
    else
        r->section_line[i] = line;
}

static void read_title(struct reader *r, cmark_node *node)
{
    unsigned line = markdown_line(node);
    if (r->page->title.len > 0) {
        FAULT(r, line, "a second title; sections begin with ##");
        return;
    }
    r->page->title = reader_text(r, node);
    if (cmark_node_previous(node))
        FAULT(r, line, "the title must be the first line of the page");
}

static void read_heading(struct reader *r, cmark_node *node)
{
    int level = cmark_node_get_heading_level(node);
    unsigned line = markdown_line(node);
    if (level == 1) {
        read_title(r, node);
    } else if (level == 2) {
        begin_section(r, node);
    } else if (r->skip) {
        return;
    } else if (level == 3 && r->section && r->section->shape == SHAPE_FAQ) {
        open_entry(r, node);
        r->open->text[0] = reader_text(r, node);
        if (r->open->text[0].len == 0)
            FAULT(r, line, "this question is empty; write it behind ###");
    } else {
        FAULT(r, line,
              "a heading of level %d has no place here; sections begin with "
              "##, only the questions of the FAQ with ###",
              level);
    }
}

static void read_paragraph(struct reader *r, cmark_node *node)
{
    enum page_shape shape = r->section->shape;
    struct str text = reader_text(r, node);
    if (shape == SHAPE_LIST || shape == SHAPE_TABLE) {
        r->filled = true;
        FAULT(r, markdown_line(node), "\"%s\" holds %s, not text; %s",
              heading_of(r), shape == SHAPE_LIST ? "a list" : "a table",
              shape == SHAPE_LIST
                  ? "begin each point on its own line with \"- \""
                  : "write a table, with an empty line above it, and remarks "
                    "in its cells");
        return;
    }
    if (shape == SHAPE_FAQ && !r->open) {
        r->filled = true;
        FAULT(r, markdown_line(node),
              "an answer without a question; write \"### The question?\" "
              "above it");
        return;
    }
    if (text.len == 0)
        return;
    if (!r->open)
        open_entry(r, node);
    buf_add(&r->parts, text);
    buf_add_char(&r->parts, '\n');
}

static void read_list(struct reader *r, cmark_node *list)
{
    r->filled = true;
    if (r->section->shape != SHAPE_LIST) {
        bool table = r->section->shape == SHAPE_TABLE;
        FAULT(r, markdown_line(list), "\"%s\" holds %s, not a list; write %s",
              heading_of(r), table ? "a table" : "text",
              table ? "a table" : "sentences");
        return;
    }
    for (cmark_node *item = cmark_node_first_child(list); item;
         item = cmark_node_next(item)) {
        struct str text = reader_item(r, item);
        if (text.len == 0)
            continue;
        struct page_entry *entry =
            page_add(r->page, r->arena, r->section->field);
        entry->text[0] = text;
        entry->line = markdown_line(item);
    }
}

static void read_table(struct reader *r, cmark_node *table)
{
    enum page_shape shape = r->section->shape;
    r->filled = true;
    if (shape == SHAPE_TABLE || shape == SHAPE_TEXT_OR_TABLE)
        reader_table(r, table);
    else
        FAULT(r, markdown_line(table), "\"%s\" holds %s, not a table",
              heading_of(r), shape == SHAPE_LIST ? "a list" : "text");
}

/* A block above the first section. */
static void read_top(struct reader *r, cmark_node *node)
{
    if (markdown_kind(node) != MARKDOWN_LIST) {
        FAULT(r, markdown_line(node),
              "above the first \"##\" stand the title and one list of \"- "
              "%s: ...\" and the like; %s has no place here",
              page_word_in(page_items[ITEM_CODE], r->page->lang),
              markdown_name(node));
        return;
    }
    for (cmark_node *item = cmark_node_first_child(node); item;
         item = cmark_node_next(item))
        reader_top_item(r, item);
}

static void read_block(struct reader *r, cmark_node *node)
{
    enum markdown_kind kind = markdown_kind(node);
    if (kind == MARKDOWN_HEADING)
        read_heading(r, node);
    else if (kind == MARKDOWN_HTML)
        FAULT(r, markdown_line(node),
              "raw HTML is not understood here; " NO_HTML);
    else if (kind == MARKDOWN_OTHER)
        FAULT(r, markdown_line(node),
              "%s is not understood here; write text, a list or a table",
              markdown_name(node));
    else if (r->skip)
        return; /* the heading was reported */
    else if (!r->section)
        read_top(r, node);
    else if (kind == MARKDOWN_PARAGRAPH)
        read_paragraph(r, node);
    else if (kind == MARKDOWN_LIST)
        read_list(r, node);
    else
        read_table(r, node);
}

static void check_whole(struct reader *r)
{
    enum lang lang = r->page->lang;
    if (r->page->title.len == 0)
        FAULT(r, 1,
              "the title is missing; begin the page with \"# Name of the "
              "occupation\"");
    if (!r->item_seen[ITEM_CODE])
        FAULT(r, 1,
              "the code is missing; write \"- %s: 25-4031\" below the title",
              page_word_in(page_items[ITEM_CODE], lang));
    if (r->section_line[0] == 0)
        FAULT(r, 1,
              "\"## %s\" is missing; write in a few sentences what these "
              "people do",
              page_word_in(page_sections[0].heading, lang));
}

void page_read(struct arena *arena, struct str text, struct str file,
               struct page *page, struct faults *faults)
{
    page_init(page);
    page->file = file;
    page->lang = str_ends(file, STR(".zh-Hant.md")) ? LANG_ZH_HANT : LANG_EN;
    struct reader r = {.arena = arena, .page = page, .faults = faults};
    if (text.len > PAGE_MAX_BYTES) {
        FAULT(&r, 0, "is longer than %d bytes; it cannot be a page",
              PAGE_MAX_BYTES);
        return;
    }
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.len);
    find_lines(&r, text);
    check_bytes(&r);
    buf_init(&r.parts, PAGE_MAX_BYTES * 2);

    cmark_node *document = markdown_parse(text);
    for (cmark_node *node = cmark_node_first_child(document); node;
         node = cmark_node_next(node))
        read_block(&r, node);
    end_section(&r);
    check_whole(&r);
    cmark_node_free(document);
    buf_fini(&r.parts);
}
