/* The tables of a page: which column stands where, the cells of every row,
 * and what only a whole row shows. */
#include "page_cell.h"
#include "page_reader.h"

#include <math.h>

/* How many cells the line of a row has; the parser drops those too many. */
static size_t cells_in_line(const struct reader *r, unsigned line)
{
    if (line == 0 || line > r->line_count)
        return 0;
    struct str s = str_trim(r->lines[line - 1]);
    if (str_starts(s, STR("|")))
        s = str_slice(s, 1, s.len);
    size_t cells = 1;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] == '\\')
            i++;
        else if (s.ptr[i] == '|' && i + 1 < s.len)
            cells++;
    }
    return cells;
}

/* Finds which column of the section stands where. False: not the right ones.*/
static bool read_columns(struct reader *r, cmark_node *header,
                         const struct page_column *order[PAGE_COLUMNS])
{
    const struct page_section *s = r->section;
    size_t want = page_column_count(s), found = 0;
    bool known = true;
    for (cmark_node *cell = cmark_node_first_child(header); cell;
         cell = cmark_node_next(cell)) {
        size_t i = page_word_find(&s->columns[0].name, want, sizeof *s->columns,
                                  reader_text(r, cell));
        known = known && i < want && found < want;
        for (size_t k = 0; known && k < found; k++)
            known = order[k] != &s->columns[i];
        if (known)
            order[found++] = &s->columns[i];
    }
    if (known && found == want)
        return true;
    struct str names = STR("");
    for (size_t i = 0; i < want; i++)
        names =
            arena_printf(r->arena, "%.*s%s%s", STR_ARG(names), i ? " | " : "",
                         page_word_in(s->columns[i].name, r->page->lang));
    FAULT(r, markdown_line(header), "the table must have the columns: %.*s",
          STR_ARG(names));
    return false;
}

static bool read_cell(struct reader *r, const struct page_column *column,
                      struct str text, struct page_entry *entry,
                      struct str *why)
{
    enum lang lang = r->page->lang;
    double *num = &entry->num[column->kind == CELL_TEXT ? 0 : column->slot];
    size_t i;
    bool good = true;
    switch (column->kind) {
    case CELL_TEXT:
        entry->text[column->slot] = page_is_absent(text) ? STR_NONE : text;
        break;
    case CELL_DIMENSION:
        good = page_choice(r->arena, page_dimensions, RATING_COUNT, lang,
                           "a dimension", text, &i, why);
        if (good && i < RATING_COUNT)
            entry->text[column->slot] = str_from(rating_ids[i]);
        break;
    case CELL_TYPE:
        good = page_choice(r->arena, page_types, PAGE_TYPES, lang, "a type",
                           text, &i, why);
        if (good && i < PAGE_TYPES)
            entry->text[column->slot] =
                str_from(page_word_in(page_types[i], lang));
        break;
    case CELL_LEVEL:
        good = page_choice(r->arena, page_levels, PAGE_LEVELS, lang, "a level",
                           text, &i, why);
        if (good && i < PAGE_LEVELS)
            *num = (double)i + 1;
        break;
    case CELL_YES_NO:
        good = page_choice(r->arena, page_yes_no, 2, lang, "yes or no", text,
                           &i, why);
        if (good && i < 2)
            *num = (double)i;
        break;
    case CELL_SCORE:
        good = page_score(r->arena, text, num, why);
        break;
    case CELL_MONEY:
        good = page_money(r->arena, text, num, why);
        break;
    case CELL_YEAR:
        good = page_year(r->arena, text, num, why);
        break;
    }
    if (good && column->required && page_is_absent(text)) {
        *why = STR("this cell must not be empty; fill it or remove the row");
        return false;
    }
    return good;
}

/* What only the whole row shows. */
static void check_row(struct reader *r, const struct page_entry *entry,
                      bool money)
{
    bool empty = true;
    for (int i = 0; i < ENTRY_TEXTS; i++)
        empty = empty && entry->text[i].len == 0;
    for (int i = 0; i < ENTRY_NUMBERS; i++)
        empty = empty && isnan(entry->num[i]);
    if (empty)
        FAULT(r, entry->line, "this row is empty; remove it");
    if (money && entry->num[0] > entry->num[1])
        FAULT(r, entry->line,
              "the range is upside down: from %.15g to %.15g; swap them",
              entry->num[0], entry->num[1]);
    const struct page_entry *same = NULL;
    while (entry->field == FIELD_RATING && entry->text[0].len > 0 &&
           (same = page_find(r->page, FIELD_RATING, same)) != entry)
        if (str_eq(same->text[0], entry->text[0])) {
            FAULT(r, entry->line,
                  "this dimension is rated in line %u already; keep one",
                  same->line);
            return;
        }
}

static void read_row(struct reader *r, cmark_node *row,
                     const struct page_column *const order[PAGE_COLUMNS],
                     enum field field)
{
    size_t want = page_column_count(r->section), i = 0;
    unsigned line = markdown_line(row);
    size_t cells = cells_in_line(r, line);
    if (cells != want)
        FAULT(r, line,
              "this row has %zu cells, the table %zu columns; write %s", cells,
              want,
              cells > want ? "a | that is meant as \\|"
                           : "an empty cell for what is not known, and an "
                             "empty line below the table");
    struct page_entry *entry = page_add(r->page, r->arena, field);
    bool money = false, good = true;
    entry->line = line;
    for (cmark_node *cell = cmark_node_first_child(row); cell && i < want;
         cell = cmark_node_next(cell), i++) {
        struct str why, text = reader_text(r, cell);
        money = money || order[i]->kind == CELL_MONEY;
        if (read_cell(r, order[i], text, entry, &why))
            continue;
        FAULT(r, line, "%s: %.*s", page_word_in(order[i]->name, r->page->lang),
              STR_ARG(why));
        good = false;
    }
    if (good)
        check_row(r, entry, money);
}

void reader_table(struct reader *r, cmark_node *table)
{
    const struct page_column *order[PAGE_COLUMNS];
    cmark_node *row = cmark_node_first_child(table);
    if (!row || !read_columns(r, row, order))
        return;
    if (!cmark_node_next(row))
        FAULT(r, markdown_line(table),
              "the table has no rows; write some or remove the heading");
    enum field field = r->section->shape == SHAPE_TEXT_OR_TABLE
                           ? r->section->table_field
                           : r->section->field;
    while ((row = cmark_node_next(row)) != NULL)
        read_row(r, row, order, field);
}
