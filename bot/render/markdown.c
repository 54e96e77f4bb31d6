/* Writes an answer as Markdown and keeps its texts from becoming any. */
#include "markdown.h"

#include "shown.h"

#include <string.h>

#define BREAK "\xe2\x80\x8b" /* U+200B: seen by nobody, ends every pattern */

enum { BAR_CELLS = 10 };

static bool is_ascii_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || c == '_';
}

/* The length of a run of word characters and `also` at the start of s. */
static size_t run(struct str s, const char *also)
{
    size_t n = 0;
    while (n < s.len &&
           (is_ascii_word(s.ptr[n]) || (s.ptr[n] && strchr(also, s.ptr[n]))))
        n++;
    return n;
}

/* Would this character begin something, given what follows? Then a break
 * belongs behind it. A backslash would do in CommonMark, but chat platforms
 * differ in what they let it escape. */
static bool needs_break(int32_t code, struct str rest)
{
    char next = rest.len > 0 ? rest.ptr[0] : ' ';
    size_t n;
    switch (code) {
    case '@': /* a mention */
        return next != ' ';
    case '<': /* HTML, an autolink, a platform's own reference */
        return (is_ascii_word(next) && (next < '0' || next > '9')) ||
               (next && strchr("/!?@#:", next));
    case '&': /* an entity */
        n = run(rest, "#");
        return n > 0 && n < rest.len && rest.ptr[n] == ';';
    case ':': /* an emoji code */
        n = run(rest, "+-");
        return n > 0 && n < rest.len && rest.ptr[n] == ':';
    default:
        return false;
    }
}

/* Does this character need a backslash? first: nothing, or only a number,
 * stands before it in the text, which may begin a line. */
static bool needs_backslash(int32_t code, struct str rest, bool first,
                            bool number)
{
    char next = rest.len > 0 ? rest.ptr[0] : ' ';
    if (code < 0x80 && strchr("\\`*_[]~|", (char)code))
        return true;
    if (code == '#')
        return first || next != ' ';
    if (first && code < 0x80 && strchr(">-+=", (char)code))
        return true;
    return number && (code == '.' || code == ')') && next == ' ';
}

/* A text of the answer, escaped. What is not shown goes first, so that it
 * cannot hide a pattern. */
static void add_text(struct buf *out, struct str text)
{
    struct buf visible;
    struct shown c;
    bool first = true, number = false;
    buf_init(&visible, text.len * 3); /* a bad byte becomes U+FFFD */
    for (struct str rest = str_trim(text); shown_next(&rest, &c);)
        buf_add(&visible, c.bytes);
    for (struct str rest = str_trim(buf_str(&visible));
         shown_next(&rest, &c);) {
        if (needs_backslash(c.code, rest, first, number))
            buf_add_char(out, '\\');
        buf_add(out, c.bytes);
        if (needs_break(c.code, rest))
            buf_add_z(out, BREAK);
        number = (first || number) && c.code >= '0' && c.code <= '9';
        first = false;
    }
    buf_fini(&visible);
}

static void add_bold(struct buf *out, struct str text)
{
    buf_add_z(out, "**");
    add_text(out, text);
    buf_add_z(out, "**");
}

/* The last visible code point, 0 where there is none. */
static int32_t last_code(struct str text)
{
    struct shown c = {0};
    while (shown_next(&text, &c))
        ;
    return c.code;
}

static int32_t first_code(struct str text)
{
    struct shown c = {0};
    shown_next(&text, &c);
    return c.code;
}

/* A text with its figure in bold. Markdown takes ** between a letter and a
 * sign ("為**$5**") for no emphasis, so a blank goes between. */
static void add_with_figure(struct buf *out, struct str text, struct str figure)
{
    size_t at = figure.len ? str_find(text, figure) : text.len;
    if (at == text.len) {
        add_text(out, text);
        return;
    }
    struct str before = str_slice(text, 0, at);
    struct str after = str_slice(text, at + figure.len, text.len);
    int32_t outside = last_code(before);
    add_text(out, before);
    if (outside == ' ' ||
        (shown_is_word(outside) && !shown_is_word(first_code(figure))))
        buf_add_char(out, ' ');
    add_bold(out, figure);
    outside = first_code(after);
    if (outside == ' ' ||
        (shown_is_word(outside) && !shown_is_word(last_code(figure))))
        buf_add_char(out, ' ');
    add_text(out, after);
}

/* The title of a section on a line of its own. */
static void add_title(struct buf *out, const struct answer_block *block)
{
    if (block->title.len == 0)
        return;
    add_bold(out, block->title);
    buf_add_char(out, '\n');
}

static void add_headline(struct buf *out, const struct answer_block *block,
                         const struct shown_signs *signs)
{
    if (block->title.len > 0)
        add_bold(out, block->title);
    if (block->code.len > 0) {
        buf_add_z(out, signs->open);
        add_text(out, block->code);
        buf_add_z(out, signs->close);
    }
    if (block->title.len > 0 && block->text.len > 0)
        buf_add_z(out, signs->colon);
    add_with_figure(out, block->text, block->figure);
    buf_add_char(out, '\n');
}

static void add_text_block(struct buf *out, const struct answer_block *block,
                           const struct shown_signs *signs)
{
    if (block->title.len > 0) {
        add_bold(out, block->title);
        buf_add_z(out, signs->colon);
    }
    add_with_figure(out, block->text, block->figure);
    buf_add_char(out, '\n');
}

/* "- label: value", one line a row. */
static void add_facts(struct buf *out, const struct answer_block *block,
                      const struct shown_signs *signs)
{
    add_title(out, block);
    for (size_t row = 0; row < block->rows; row++) {
        buf_add_z(out, "- ");
        for (size_t column = 0; column < block->columns; column++) {
            if (column > 0)
                buf_add_z(out, column == 1 ? signs->colon : " · ");
            add_text(out, shown_cell(block, row, column));
        }
        buf_add_char(out, '\n');
    }
}

static void add_table(struct buf *out, const struct answer_block *block)
{
    add_title(out, block);
    if (block->title.len > 0)
        buf_add_char(out, '\n');
    for (size_t row = 0; row < block->rows; row++) {
        for (size_t column = 0; column < block->columns; column++) {
            buf_add_z(out, column ? " | " : "| ");
            add_text(out, shown_cell(block, row, column));
        }
        buf_add_z(out, " |\n");
        if (row == 0) {
            for (size_t column = 0; column < block->columns; column++)
                buf_add_z(out, column ? "---|" : "|---|");
            buf_add_char(out, '\n');
        }
    }
}

/* A table where tables cannot be shown: "- **first**: header cell · ..." */
static void add_table_as_list(struct buf *out, const struct answer_block *block,
                              const struct shown_signs *signs)
{
    add_title(out, block);
    for (size_t row = 1; row < block->rows; row++) {
        buf_add_z(out, "- ");
        add_bold(out, shown_cell(block, row, 0));
        const char *before = signs->colon;
        for (size_t column = 1; column < block->columns; column++) {
            if (shown_cell(block, row, column).len == 0)
                continue;
            buf_add_z(out, before);
            before = " · ";
            add_text(out, shown_cell(block, 0, column));
            buf_add_char(out, ' ');
            add_text(out, shown_cell(block, row, column));
        }
        buf_add_char(out, '\n');
    }
}

static void add_chart(struct buf *out, const struct answer_block *block)
{
    double max = shown_scale(block);
    add_title(out, block);
    for (size_t row = 0; row < block->rows; row++) {
        buf_add_z(out, "- ");
        add_text(out, shown_cell(block, row, 0));
        if (block->values[row] > 0) {
            buf_add_z(out, " `");
            shown_bar(out, block->values[row], max, BAR_CELLS);
            buf_add_char(out, '`');
        }
        buf_add_char(out, '\n');
    }
}

static void add_block(struct buf *out, const struct answer_block *block,
                      const struct answer *answer,
                      const struct markdown_style *style)
{
    const struct shown_signs *signs = shown_signs(answer->lang);
    switch (block->type) {
    case BLOCK_HEADLINE:
        add_headline(out, block, signs);
        break;
    case BLOCK_TEXT:
        add_text_block(out, block, signs);
        break;
    case BLOCK_FACTS:
    case BLOCK_BULLETS:
        add_facts(out, block, signs);
        break;
    case BLOCK_TABLE:
        if (style->tables)
            add_table(out, block);
        else
            add_table_as_list(out, block, signs);
        break;
    case BLOCK_CHART:
        add_chart(out, block);
        break;
    case BLOCK_NOTE:
        buf_add_char(out, '_');
        add_text(out, block->text);
        buf_add_z(out, "_\n");
        break;
    }
}

static void add_sources(struct buf *out, const struct answer *answer,
                        const struct shown_signs *signs)
{
    add_text(out, answer->sources_label);
    buf_add_z(out, signs->colon);
    for (size_t i = 0; i < answer->source_count; i++) {
        if (i)
            buf_add_z(out, " · ");
        add_text(out, answer->sources[i].name);
        if (answer->sources[i].date.len > 0)
            buf_add_z(out, signs->comma);
        add_text(out, answer->sources[i].date);
    }
    buf_add_char(out, '\n');
}

static void add_choices(struct buf *out, const struct answer *answer,
                        const struct markdown_style *style,
                        const struct shown_signs *signs)
{
    if (answer->choices_label.len > 0) {
        add_text(out, answer->choices_label);
        buf_add_z(out, style->numbered_choices ? "\n" : signs->colon);
    }
    for (size_t i = 0; i < answer->choice_count; i++) {
        if (style->numbered_choices)
            buf_printf(out, "%zu. ", i + 1);
        else if (i)
            buf_add_z(out, " · ");
        add_text(out, answer->choices[i].label);
        if (style->numbered_choices || i + 1 == answer->choice_count)
            buf_add_char(out, '\n');
    }
}

void answer_markdown(struct buf *out, const struct answer *answer,
                     const struct markdown_style *style)
{
    const struct shown_signs *signs = shown_signs(answer->lang);
    size_t start = out->len;
    if (answer->silent)
        return;
    for (const struct answer_block *block = answer->blocks; block;
         block = block->next) {
        if (out->len > start)
            buf_add_char(out, '\n');
        add_block(out, block, answer, style);
    }
    if (answer->source_count > 0) {
        if (out->len > start)
            buf_add_char(out, '\n');
        add_sources(out, answer, signs);
    }
    if (answer->choice_count > 0) {
        if (out->len > start)
            buf_add_char(out, '\n');
        add_choices(out, answer, style, signs);
    }
    if (out->len > start && out->ptr[out->len - 1] == '\n')
        out->ptr[--out->len] = '\0';
}
