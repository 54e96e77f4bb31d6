/* The list below the title: "- Code: 25-4031" and the like. */
#include "page_cell.h"
#include "page_reader.h"

#include <math.h>

/* Takes the first of several names off the text: they are parted by ; or by
 * its Chinese counterparts. */
static struct str next_name(struct str *rest)
{
    static const struct str marks[] = {{";", 1}, {"；", 3}, {"、", 3}};
    size_t end = rest->len, skip = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t at = str_find(*rest, marks[i]);
        if (at < end) {
            end = at;
            skip = marks[i].len;
        }
    }
    struct str name = str_trim(str_slice(*rest, 0, end));
    *rest = str_slice(*rest, end + skip, rest->len);
    return name;
}

static void add_names(struct reader *r, struct str rest, unsigned line)
{
    const size_t max = sizeof r->page->names / sizeof *r->page->names;
    while (rest.len > 0) {
        struct str name = next_name(&rest);
        if (name.len == 0)
            continue;
        if (r->page->name_count == max) {
            FAULT(r, line,
                  "more than %zu names; put the others into names.tsv of the "
                  "lexicon",
                  max);
            return;
        }
        r->page->names[r->page->name_count++] = name;
    }
}

/* "not skilled: in the words of the page". */
static void add_status(struct reader *r, struct str value, unsigned line)
{
    struct str word, own, why;
    size_t i;
    reader_colon(value, &word, &own);
    if (!page_choice(r->arena, page_statuses, PAGE_STATUSES, r->page->lang,
                     "a migration status", word, &i, &why)) {
        FAULT(r, line, "%.*s", STR_ARG(why));
        return;
    }
    struct page_entry *entry = page_add(r->page, r->arena, FIELD_MIGRATION);
    entry->line = line;
    entry->text[0] = own;
    entry->num[0] = i < PAGE_STATUSES ? (double)i : NAN;
}

static bool capitals(struct str s, size_t count)
{
    for (size_t i = 0; i < s.len; i++)
        if (s.ptr[i] < 'A' || s.ptr[i] > 'Z')
            return false;
    return s.len == count;
}

static void add_entry(struct reader *r, enum field field, struct str text,
                      double num, unsigned line)
{
    struct page_entry *entry = page_add(r->page, r->arena, field);
    entry->text[0] = text;
    entry->num[0] = num;
    entry->line = line;
}

static void take_item(struct reader *r, enum page_item item, struct str value,
                      unsigned line)
{
    struct page *page = r->page;
    struct str why;
    double score;
    switch (item) {
    case ITEM_CODE:
        page->code_line = line;
        if (!page_code(r->arena, value, &page->code, &page->code_type, &why))
            FAULT(r, line, "%.*s", STR_ARG(why));
        break;
    case ITEM_NAME:
        add_entry(r, FIELD_NAME, value, NAN, line);
        break;
    case ITEM_ALSO:
        add_names(r, value, line);
        break;
    case ITEM_COUNTRY:
        if (!capitals(value, 2))
            FAULT(r, line, "a country is two capital letters, like US");
        add_entry(r, FIELD_COUNTRY, value, NAN, line);
        break;
    case ITEM_CURRENCY:
        if (!capitals(value, 3))
            FAULT(r, line, "a currency is three capital letters, like USD");
        add_entry(r, FIELD_CURRENCY, value, NAN, line);
        break;
    case ITEM_SOURCE:
        page->source = value;
        break;
    case ITEM_DATE:
        page->date = value;
        break;
    case ITEM_LINK:
        page->url = value;
        if ((!str_starts(value, STR("https://")) &&
             !str_starts(value, STR("http://"))) ||
            str_find(value, STR(" ")) < value.len)
            FAULT(r, line, "a link begins with https:// and has no blanks");
        break;
    case ITEM_MIGRATION:
        add_status(r, value, line);
        break;
    case ITEM_OVERALL:
        if (page_score(r->arena, value, &score, &why))
            add_entry(r, FIELD_OVERALL, STR_NONE, score, line);
        else
            FAULT(r, line, "%.*s", STR_ARG(why));
        break;
    case ITEM_COUNT:
        break;
    }
}

/* "Key: value" of the list below the title. */
void reader_top_item(struct reader *r, cmark_node *node)
{
    unsigned line = markdown_line(node);
    struct str text = reader_item(r, node);
    if (text.len == 0)
        return;
    struct str key, value;
    bool colon = reader_colon(text, &key, &value);
    size_t i = page_word_find(page_items, ITEM_COUNT, sizeof *page_items, key);
    if (!colon)
        FAULT(r, line, "this must be like \"- %s: ...\"",
              page_word_in(page_items[ITEM_CODE], r->page->lang));
    else if (i == ITEM_COUNT)
        FAULT(r, line, "\"%.*s\" is not known here; the nearest is \"%s\"",
              STR_ARG(page_excerpt(key)),
              page_word_nearest(page_items, ITEM_COUNT, sizeof *page_items,
                                r->page->lang, key));
    else if (r->item_seen[i])
        FAULT(r, line, "\"%.*s\" stands above already; keep one", STR_ARG(key));
    else if (page_is_absent(value))
        FAULT(r, line, "\"%.*s\" has no value; write one or remove the line",
              STR_ARG(key));
    else
        take_item(r, (enum page_item)i, value, line);
    if (i < ITEM_COUNT)
        r->item_seen[i] = true;
}
