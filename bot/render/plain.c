/* Writes an answer for people at a terminal: wrapped lines, columns that line
 * up, bold where the terminal has it. */
#include "plain.h"

#include "shown.h"

#include <utf8proc.h>

enum { BAR_CELLS = 20, LABEL_MAX = 32, WORD_MAX = 4096 };

/* Fills lines word by word. A word waits until it is known to be whole. */
struct writer {
    struct buf *out;
    const struct plain_style *style;
    size_t indent; /* of lines that follow on in the same paragraph */
    size_t column;
    size_t start; /* where text began in this line; no blank goes there */
    struct buf word;
    size_t word_width;
    bool space;  /* a blank is due before the word */
    bool opened; /* the word ends with an opening bracket */
};

/* A margin, or what is missing to the next column. */
static void spaces(struct writer *w, size_t count)
{
    for (size_t i = 0; i < count; i++)
        buf_add_char(w->out, ' ');
    w->column += count;
    w->start = w->column;
}

static void end_word(struct writer *w)
{
    if (w->word.len == 0)
        return;
    size_t width = w->word_width + (w->space ? 1 : 0);
    if (w->style->width > 0 && w->column > w->start &&
        w->column + width > w->style->width) {
        buf_add_char(w->out, '\n');
        w->column = 0;
        spaces(w, w->indent);
        w->space = false;
    }
    if (w->space) {
        buf_add_char(w->out, ' ');
        w->column++;
    }
    buf_add(w->out, buf_str(&w->word));
    w->column += w->word_width;
    buf_clear(&w->word);
    w->word_width = 0;
    w->space = false;
    w->opened = false;
}

static void end_line(struct writer *w)
{
    end_word(w);
    buf_add_char(w->out, '\n');
    w->column = 0;
    w->start = 0;
    w->indent = 0;
    w->space = false;
}

/* What must not begin a line: closing brackets, stops, commas. */
static bool hangs_on(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_PE ||
           category == UTF8PROC_CATEGORY_PF || category == UTF8PROC_CATEGORY_PO;
}

static bool opens(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_PS || category == UTF8PROC_CATEGORY_PI;
}

static void add_text(struct writer *w, struct str text)
{
    struct shown c;
    while (shown_next(&text, &c)) {
        if (c.code == ' ') {
            end_word(w);
            w->space = w->column > w->start;
            continue;
        }
        size_t width = shown_width(c.code);
        bool wide = width == 2 && !hangs_on(c.code);
        if ((wide && !w->opened) || w->word.len > WORD_MAX / 2)
            end_word(w); /* a line may break before it */
        buf_add(&w->word, c.bytes);
        w->word_width += width;
        w->opened = opens(c.code);
        if (wide && !w->opened) {
            /* ...and behind it, unless a stop follows */
            struct str ahead = text;
            struct shown next;
            if (shown_next(&ahead, &next) && !hangs_on(next.code))
                end_word(w);
        }
    }
}

static void add_z(struct writer *w, const char *z)
{
    add_text(w, str_from(z));
}

static void add_bold(struct writer *w, struct str text)
{
    if (w->style->bold)
        buf_add_z(&w->word, "\033[1m");
    add_text(w, text);
    if (w->style->bold)
        buf_add_z(&w->word, "\033[0m");
}

static void add_with_figure(struct writer *w, struct str text,
                            struct str figure)
{
    size_t at = figure.len ? str_find(text, figure) : text.len;
    add_text(w, str_slice(text, 0, at));
    if (at == text.len)
        return;
    add_bold(w, figure);
    add_text(w, str_slice(text, at + figure.len, text.len));
}

static size_t column_width(const struct answer_block *block, size_t column)
{
    size_t max = 0;
    for (size_t row = 0; row < block->rows; row++) {
        size_t width = shown_text_width(shown_cell(block, row, column));
        if (width > max)
            max = width;
    }
    return max;
}

static void add_title(struct writer *w, const struct answer_block *block)
{
    if (block->title.len == 0)
        return;
    add_bold(w, block->title);
    end_line(w);
}

static void add_paragraph(struct writer *w, const struct answer_block *block,
                          const struct shown_signs *signs)
{
    if (block->title.len > 0)
        add_bold(w, block->title);
    if (block->code.len > 0) {
        add_z(w, signs->open);
        add_text(w, block->code);
        add_z(w, signs->close);
    }
    if (block->title.len > 0 && block->text.len > 0)
        add_z(w, signs->colon);
    add_with_figure(w, block->text, block->figure);
    end_line(w);
}

/* A label in a column of its own, then what hangs behind it. */
static void add_label(struct writer *w, struct str label, size_t width)
{
    spaces(w, 2);
    w->indent = 2;
    add_text(w, label);
    end_word(w);
    w->indent = width + 4;
    if (w->column > width + 2)
        spaces(w, 2);
    else
        spaces(w, width + 4 - w->column);
}

static size_t label_width(const struct answer_block *block)
{
    size_t width = column_width(block, 0);
    return width < LABEL_MAX ? width : LABEL_MAX;
}

static void add_facts(struct writer *w, const struct answer_block *block)
{
    size_t width = label_width(block);
    add_title(w, block);
    for (size_t row = 0; row < block->rows; row++) {
        add_label(w, shown_cell(block, row, 0), width);
        for (size_t column = 1; column < block->columns; column++) {
            add_text(w, shown_cell(block, row, column));
            add_z(w, " ");
        }
        end_line(w);
    }
}

static void add_item(struct writer *w, const char *mark, struct str text)
{
    spaces(w, 2);
    add_z(w, mark);
    end_word(w);
    spaces(w, 1);
    w->indent = w->column;
    add_text(w, text);
    end_line(w);
}

static void add_bullets(struct writer *w, const struct answer_block *block)
{
    add_title(w, block);
    for (size_t row = 0; row < block->rows; row++)
        add_item(w, "-", shown_cell(block, row, 0));
}

static void add_table(struct writer *w, const struct answer_block *block,
                      const struct shown_signs *signs)
{
    size_t total = 0;
    add_title(w, block);
    for (size_t column = 0; column < block->columns; column++)
        total += column_width(block, column) + 2;
    bool fits = w->style->width == 0 || total <= w->style->width;
    for (size_t row = fits ? 0 : 1; row < block->rows; row++) {
        spaces(w, 2);
        w->indent = 4;
        for (size_t column = 0; column < block->columns; column++) {
            struct str text = shown_cell(block, row, column);
            if (row == 0)
                add_bold(w, text);
            else if (!fits && column > 0 && text.len > 0) {
                add_z(w, column == 1 ? signs->colon : " · ");
                add_text(w, shown_cell(block, 0, column));
                add_z(w, " ");
                add_text(w, text);
            } else
                add_text(w, text);
            if (fits && column + 1 < block->columns) {
                end_word(w);
                spaces(w, column_width(block, column) + 2 -
                              shown_text_width(text));
            }
        }
        end_line(w);
    }
}

static void add_chart(struct writer *w, const struct answer_block *block)
{
    double max = shown_scale(block);
    size_t width = label_width(block);
    add_title(w, block);
    for (size_t row = 0; row < block->rows; row++) {
        struct buf bar;
        buf_init(&bar, 256);
        add_label(w, shown_cell(block, row, 0), width);
        shown_bar(&bar, block->values[row], max, BAR_CELLS);
        add_text(w, buf_str(&bar));
        end_line(w);
        buf_fini(&bar);
    }
}

static void add_block(struct writer *w, const struct answer_block *block,
                      const struct shown_signs *signs)
{
    switch (block->type) {
    case BLOCK_HEADLINE:
    case BLOCK_TEXT:
    case BLOCK_NOTE:
        add_paragraph(w, block, signs);
        break;
    case BLOCK_FACTS:
        add_facts(w, block);
        break;
    case BLOCK_TABLE:
        add_table(w, block, signs);
        break;
    case BLOCK_BULLETS:
        add_bullets(w, block);
        break;
    case BLOCK_CHART:
        add_chart(w, block);
        break;
    }
}

static void add_sources(struct writer *w, const struct answer *answer,
                        const struct shown_signs *signs)
{
    add_text(w, answer->sources_label);
    add_z(w, signs->colon);
    for (size_t i = 0; i < answer->source_count; i++) {
        if (i)
            add_z(w, " · ");
        add_text(w, answer->sources[i].name);
        if (answer->sources[i].date.len > 0)
            add_z(w, signs->comma);
        add_text(w, answer->sources[i].date);
    }
    end_line(w);
}

static void add_choices(struct writer *w, const struct answer *answer)
{
    static const char *const marks[ANSWER_CHOICES] = {"1.", "2.", "3.", "4.",
                                                      "5."};
    if (answer->choices_label.len > 0) {
        add_text(w, answer->choices_label);
        end_line(w);
    }
    for (size_t i = 0; i < answer->choice_count; i++)
        add_item(w, marks[i], answer->choices[i].label);
}

void answer_plain(struct buf *out, const struct answer *answer,
                  const struct plain_style *style)
{
    const struct shown_signs *signs = shown_signs(answer->lang);
    struct writer w = {.out = out, .style = style};
    size_t start = out->len;
    if (answer->silent)
        return;
    buf_init(&w.word, WORD_MAX);
    for (const struct answer_block *block = answer->blocks; block;
         block = block->next) {
        if (out->len > start && block->type != BLOCK_FACTS)
            buf_add_char(out, '\n');
        add_block(&w, block, signs);
    }
    if (answer->source_count > 0) {
        buf_add_char(out, '\n');
        add_sources(&w, answer, signs);
    }
    if (answer->choice_count > 0) {
        buf_add_char(out, '\n');
        add_choices(&w, answer);
    }
    buf_fini(&w.word);
}
