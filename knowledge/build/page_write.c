/* A page as Markdown, in the form that page_read.c reads back. */
#include "buf.h"
#include "page.h"
#include "page_format.h"
#include "page_markdown.h"

#include <math.h>

struct writer {
    struct arena *arena;
    const struct page *page;
    struct buf out;
};

static struct str escaped(struct writer *w, struct str s)
{
    return markdown_escape(w->arena, s);
}

static const char *word(const struct writer *w, struct page_word both)
{
    return page_word_in(both, w->page->lang);
}

static void item(struct writer *w, enum page_item key, struct str value)
{
    value = escaped(w, value);
    if (value.len > 0)
        buf_printf(&w->out, "- %s: %.*s\n", word(w, page_items[key]),
                   STR_ARG(value));
}

static struct str number(struct writer *w, double n)
{
    return isnan(n) ? STR_NONE : arena_printf(w->arena, "%.10g", n);
}

/* 28000 as 28,000. */
static struct str money(struct writer *w, double n)
{
    if (isnan(n))
        return STR_NONE;
    struct str plain = arena_printf(w->arena, "%.15g", n);
    size_t whole = str_find(plain, STR("."));
    struct buf out;
    buf_init(&out, 64);
    for (size_t i = 0; i < plain.len; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            buf_add_char(&out, ',');
        buf_add_char(&out, plain.ptr[i]);
    }
    struct str kept = arena_str(w->arena, buf_str(&out));
    buf_fini(&out);
    return kept;
}

static void names(struct writer *w)
{
    struct buf all;
    buf_init(&all, PAGE_MAX_BYTES);
    for (size_t i = 0; i < w->page->name_count; i++)
        buf_printf(&all, "%s%.*s", i ? "; " : "", STR_ARG(w->page->names[i]));
    item(w, ITEM_ALSO, buf_str(&all));
    buf_fini(&all);
}

static void status(struct writer *w)
{
    const struct page_entry *e = page_find(w->page, FIELD_MIGRATION, NULL);
    if (!e || !(e->num[0] >= 0 && e->num[0] < PAGE_STATUSES))
        return;
    struct str own = e->text[0];
    item(w, ITEM_MIGRATION,
         arena_printf(w->arena, "%s%s%.*s",
                      word(w, page_statuses[(int)e->num[0]]),
                      own.len ? ": " : "", STR_ARG(own)));
}

static struct str first_text(const struct writer *w, enum field field)
{
    const struct page_entry *e = page_find(w->page, field, NULL);
    return e ? e->text[0] : STR_NONE;
}

static void top(struct writer *w)
{
    const struct page *p = w->page;
    const struct page_entry *overall = page_find(p, FIELD_OVERALL, NULL);
    bool soc = p->code_type.len == 0 || str_eq(p->code_type, STR("SOC"));
    struct str title = p->title.len ? p->title : first_text(w, FIELD_NAME);
    buf_printf(&w->out, "# %.*s\n\n", STR_ARG(escaped(w, title)));
    item(w, ITEM_CODE,
         arena_printf(w->arena, "%.*s%s%.*s", STR_ARG(p->code), soc ? "" : " ",
                      STR_ARG(soc ? STR_NONE : p->code_type)));
    item(w, ITEM_NAME, first_text(w, FIELD_NAME));
    names(w);
    item(w, ITEM_COUNTRY, first_text(w, FIELD_COUNTRY));
    item(w, ITEM_CURRENCY, first_text(w, FIELD_CURRENCY));
    item(w, ITEM_SOURCE, p->source);
    item(w, ITEM_DATE, p->date);
    item(w, ITEM_LINK, p->url);
    status(w);
    if (overall)
        item(w, ITEM_OVERALL, number(w, overall->num[0]));
}

static struct str cell(struct writer *w, const struct page_column *column,
                       const struct page_entry *e)
{
    double n = column->kind == CELL_TEXT ? NAN : e->num[column->slot % 2];
    struct str text = e->text[column->slot];
    switch (column->kind) {
    case CELL_TEXT:
        return escaped(w, text);
    case CELL_DIMENSION:
        for (size_t i = 0; i < RATING_COUNT; i++)
            if (str_eq(text, str_from(rating_ids[i])))
                return str_from(word(w, page_dimensions[i]));
        return STR_NONE;
    case CELL_TYPE: {
        size_t i =
            page_word_find(page_types, PAGE_TYPES, sizeof *page_types, text);
        return i < PAGE_TYPES ? str_from(word(w, page_types[i])) : STR_NONE;
    }
    case CELL_LEVEL:
        return n >= 1 && n <= PAGE_LEVELS
                   ? str_from(word(w, page_levels[(int)n - 1]))
                   : STR_NONE;
    case CELL_YES_NO:
        return n == 0 || n == 1 ? str_from(word(w, page_yes_no[(int)n]))
                                : STR_NONE;
    case CELL_MONEY:
        return money(w, n);
    case CELL_SCORE:
    case CELL_YEAR:
        return number(w, n);
    }
    return STR_NONE;
}

static void table(struct writer *w, const struct page_section *section,
                  enum field field)
{
    size_t columns = page_column_count(section);
    for (size_t i = 0; i < columns; i++)
        buf_printf(&w->out, "| %s ", word(w, section->columns[i].name));
    buf_add_z(&w->out, "|\n");
    for (size_t i = 0; i < columns; i++)
        buf_add_z(&w->out, "| --- ");
    buf_add_z(&w->out, "|\n");
    const struct page_entry *e = NULL;
    while ((e = page_find(w->page, field, e)) != NULL) {
        for (size_t i = 0; i < columns; i++) {
            struct str text = cell(w, &section->columns[i], e);
            buf_printf(&w->out, "| %.*s%s", STR_ARG(text), text.len ? " " : "");
        }
        buf_add_z(&w->out, "|\n");
    }
}

/* "Mixed: the text". */
static void verdict(struct writer *w, const struct page_entry *e)
{
    struct str text = e->text[1];
    for (size_t i = 0; i < PAGE_VERDICTS; i++)
        if (str_eq(e->text[0], str_from(page_verdict_ids[i])))
            text = arena_printf(w->arena, "%s%s%.*s", word(w, page_verdicts[i]),
                                lang_is_chinese(w->page->lang) ? "：" : ": ",
                                STR_ARG(text));
    buf_printf(&w->out, "%.*s\n", STR_ARG(escaped(w, text)));
}

/* The next entry that is written below its heading: a question whose answer
 * is not known stands under "Lost" instead. */
static const struct page_entry *next_entry(struct writer *w, enum field field,
                                           const struct page_entry *e)
{
    do
        e = page_find(w->page, field, e);
    while (e && field == FIELD_FAQ && e->text[1].len == 0);
    return e;
}

static size_t unanswered(struct writer *w, bool write)
{
    size_t count = 0;
    const struct page_entry *e = NULL;
    while ((e = page_find(w->page, FIELD_FAQ, e)) != NULL) {
        if (e->text[1].len > 0)
            continue;
        count++;
        if (write)
            buf_printf(
                &w->out, "- %s: %.*s\n",
                word(w, page_sections[page_section_of(FIELD_FAQ)].heading),
                STR_ARG(escaped(w, e->text[0])));
    }
    return count;
}

static void entries(struct writer *w, const struct page_section *s, bool more)
{
    const struct page_entry *e = NULL;
    while ((e = next_entry(w, s->field, e)) != NULL) {
        struct str text = escaped(w, e->text[0]);
        if (s->shape == SHAPE_VERDICT)
            verdict(w, e);
        else if (s->shape == SHAPE_LIST)
            buf_printf(&w->out, "- %.*s\n", STR_ARG(text));
        else if (s->shape == SHAPE_FAQ)
            buf_printf(&w->out, "### %.*s\n\n%.*s\n%s", STR_ARG(text),
                       STR_ARG(escaped(w, e->text[1])),
                       next_entry(w, s->field, e) ? "\n" : "");
        else
            buf_printf(&w->out, "%.*s\n%s", STR_ARG(text), more ? "\n" : "");
    }
}

static void section(struct writer *w, const struct page_section *s)
{
    bool own = next_entry(w, s->field, NULL) != NULL;
    bool rows = s->table_field && page_find(w->page, s->table_field, NULL);
    bool lost = s->field == FIELD_LOST && unanswered(w, false) > 0;
    if (!own && !rows && !lost)
        return;
    buf_printf(&w->out, "\n## %s\n\n", word(w, s->heading));
    if (s->shape == SHAPE_TABLE)
        table(w, s, s->field);
    else
        entries(w, s, rows);
    if (rows)
        table(w, s, s->table_field);
    if (lost)
        unanswered(w, true);
}

struct str page_write(struct arena *arena, const struct page *page)
{
    struct writer w = {.arena = arena, .page = page};
    buf_init(&w.out, 16 * (size_t)PAGE_MAX_BYTES);
    top(&w);
    for (size_t i = 0; i < page_section_count; i++)
        section(&w, &page_sections[i]);
    struct str kept = arena_str(arena, buf_str(&w.out));
    buf_fini(&w.out);
    return kept;
}
