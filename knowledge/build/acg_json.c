/* A page as the JSON of import-page --json: the keys and their order are
 * those of the site's own description of its pages. */
#include "acg.h"
#include "buf.h"

enum { JSON_MAX_BYTES = 64 << 20 };

/* Writes JSON with one blank of indent a level. */
struct writer {
    struct buf buf;
    unsigned depth;
    bool empty; /* nothing written yet on this level */
};

static void newline(struct writer *w)
{
    buf_add_char(&w->buf, '\n');
    for (unsigned i = 0; i < w->depth; i++)
        buf_add_char(&w->buf, ' ');
}

/* Begins a value: the comma before it, and its key within an object. */
static void item(struct writer *w, const char *key)
{
    if (!w->empty)
        buf_add_char(&w->buf, ',');
    if (w->depth > 0)
        newline(w);
    if (key) {
        buf_add_json(&w->buf, str_from(key));
        buf_add_z(&w->buf, ": ");
    }
    w->empty = false;
}

static void begin(struct writer *w, const char *key, char bracket)
{
    item(w, key);
    buf_add_char(&w->buf, bracket);
    w->depth++;
    w->empty = true;
}

static void end(struct writer *w, char bracket)
{
    w->depth--;
    if (!w->empty)
        newline(w);
    buf_add_char(&w->buf, bracket);
    w->empty = false;
}

static void add_null(struct writer *w, const char *key)
{
    item(w, key);
    buf_add_z(&w->buf, "null");
}

static void add_text(struct writer *w, const char *key, struct str text)
{
    if (text.len == 0) {
        add_null(w, key);
        return;
    }
    item(w, key);
    buf_add_json(&w->buf, text);
}

static void add_number(struct writer *w, const char *key, double number)
{
    if (isnan(number)) {
        add_null(w, key);
        return;
    }
    item(w, key);
    buf_printf(&w->buf, "%.15g", number);
}

static void add_entry_text(struct writer *w, const char *key,
                           const struct page_entry *entry, int text)
{
    add_text(w, key, entry ? entry->text[text] : STR_NONE);
}

static void add_list(struct writer *w, const char *key, const struct page *page,
                     enum field field)
{
    const struct page_entry *entry = NULL;
    begin(w, key, '[');
    while ((entry = page_find(page, field, entry)))
        add_text(w, NULL, entry->text[0]);
    end(w, ']');
}

static bool has_lost(const struct page *page, const char *what)
{
    const struct page_entry *entry = NULL;
    while ((entry = page_find(page, FIELD_LOST, entry)))
        if (str_eq(entry->text[0], str_from(what)))
            return true;
    return false;
}

/* A block is null only where the page never had it. */
static bool has_block(const struct page *page, enum field first,
                      enum field last, const char *lost)
{
    for (const struct page_entry *e = page->first; e; e = e->next)
        if (e->field >= first && e->field <= last)
            return true;
    return has_lost(page, lost);
}

static void add_tools(struct writer *w, const struct page *page)
{
    static const char *const levels[] = {"Partial", "Major", "Near-full"};
    const struct page_entry *entry = NULL;
    begin(w, "tools", '[');
    while ((entry = page_find(page, FIELD_TOOL, entry))) {
        int level = isnan(entry->num[0]) ? 0 : (int)entry->num[0];
        begin(w, NULL, '{');
        add_text(w, "name", entry->text[0]);
        add_text(w, "type", entry->text[1]);
        add_text(w, "level",
                 level >= 1 && level <= 3 ? str_from(levels[level - 1])
                                          : STR_NONE);
        add_number(w, "year", entry->num[1]);
        add_text(w, "scope", entry->text[2]);
        end(w, '}');
    }
    end(w, ']');
}

static void add_ai(struct writer *w, const struct page *page)
{
    if (!has_block(page, FIELD_VERDICT, FIELD_ADJACENT, ACG_LOST_AI)) {
        add_null(w, "ai");
        return;
    }
    const struct page_entry *verdict = page_find(page, FIELD_VERDICT, NULL);
    begin(w, "ai", '{');
    add_entry_text(w, "verdict", verdict, 0);
    add_entry_text(w, "verdict_text", verdict, 1);
    add_tools(w, page);
    add_list(w, "replaced", page, FIELD_TASK_REPLACED);
    add_list(w, "augmented", page, FIELD_TASK_AUGMENTED);
    add_list(w, "moat", page, FIELD_TASK_HUMAN);
    add_list(w, "skills", page, FIELD_SKILL);
    add_entry_text(w, "entry", page_find(page, FIELD_ENTRY_LEVEL, NULL), 0);
    add_entry_text(w, "upgrade", page_find(page, FIELD_UPGRADE, NULL), 0);
    add_list(w, "adjacent", page, FIELD_ADJACENT);
    end(w, '}');
}

static void add_tables(struct writer *w, const struct page *page)
{
    const struct page_entry *entry = NULL;
    begin(w, "salary", '[');
    while ((entry = page_find(page, FIELD_PAY, entry))) {
        begin(w, NULL, '{');
        add_text(w, "stage", entry->text[0]);
        add_number(w, "min", entry->num[0]);
        add_number(w, "max", entry->num[1]);
        add_text(w, "note", entry->text[1]);
        end(w, '}');
    }
    end(w, ']');
    begin(w, "education", '[');
    while ((entry = page_find(page, FIELD_EDUCATION, entry))) {
        begin(w, NULL, '{');
        add_text(w, "stage", entry->text[0]);
        add_text(w, "duration", entry->text[1]);
        add_number(w, "min", entry->num[0]);
        add_number(w, "max", entry->num[1]);
        add_text(w, "note", entry->text[2]);
        end(w, '}');
    }
    end(w, ']');
    begin(w, "qualifications", '[');
    while ((entry = page_find(page, FIELD_QUALIFICATION, entry))) {
        begin(w, NULL, '{');
        add_text(w, "name", entry->text[0]);
        add_text(w, "issuer", entry->text[1]);
        item(w, "required");
        buf_add_z(&w->buf, isnan(entry->num[0]) ? "null"
                           : entry->num[0] > 0  ? "true"
                                                : "false");
        end(w, '}');
    }
    end(w, ']');
}

static void add_migration(struct writer *w, const struct page *page)
{
    const struct page_entry *entry = NULL;
    if (!page_find(page, FIELD_VISA, NULL)) {
        add_entry_text(w, "migration_text",
                       page_find(page, FIELD_MIGRATION_TEXT, NULL), 0);
        return;
    }
    item(w, "migration_text");
    buf_add_z(&w->buf, "\"\"");
    begin(w, "visa", '[');
    while ((entry = page_find(page, FIELD_VISA, entry))) {
        begin(w, NULL, '{');
        add_text(w, "subclass", entry->text[0]);
        add_text(w, "name", entry->text[1]);
        add_text(w, "details", entry->text[2]);
        end(w, '}');
    }
    end(w, ']');
}

static void add_outlook(struct writer *w, const struct page *page)
{
    if (!has_block(page, FIELD_PROGRESSION, FIELD_GROWTH_AREA,
                   ACG_LOST_OUTLOOK)) {
        add_null(w, "outlook");
        return;
    }
    begin(w, "outlook", '{');
    add_entry_text(w, "progression", page_find(page, FIELD_PROGRESSION, NULL),
                   0);
    add_entry_text(w, "forecast", page_find(page, FIELD_FORECAST, NULL), 0);
    add_list(w, "areas", page, FIELD_GROWTH_AREA);
    end(w, '}');
}

static void add_head(struct writer *w, const struct page *page)
{
    const struct page_entry *entry = page_find(page, FIELD_MIGRATION, NULL);
    const struct page_entry *overall = page_find(page, FIELD_OVERALL, NULL);
    add_entry_text(w, "country", page_find(page, FIELD_COUNTRY, NULL), 0);
    add_entry_text(w, "currency", page_find(page, FIELD_CURRENCY, NULL), 0);
    add_entry_text(w, "name", page_find(page, FIELD_NAME, NULL), 0);
    add_text(w, "title", page->title);
    add_text(w, "code", page->code);
    add_text(w, "code_type", page->code_type);
    add_number(w, "status", entry ? entry->num[0] : NAN);
    add_entry_text(w, "status_text", entry, 0);
    double score = overall ? overall->num[0] : NAN;
    add_number(w, "overall", score);
    if (!isnan(score) && score == floor(score))
        buf_add_z(&w->buf, ".0"); /* a score has a decimal */
    add_entry_text(w, "summary", page_find(page, FIELD_SUMMARY, NULL), 0);

    begin(w, "ratings", '{');
    for (size_t i = 0; i < RATING_COUNT; i++)
        for (entry = NULL; (entry = page_find(page, FIELD_RATING, entry));)
            if (str_eq(entry->text[0], str_from(rating_ids[i]))) {
                add_number(w, rating_ids[i], entry->num[0]);
                break;
            }
    end(w, '}');
}

struct str acg_page_json(struct arena *arena, const struct page *page)
{
    struct writer w = {.empty = true};
    const struct page_entry *entry = NULL;
    buf_init(&w.buf, JSON_MAX_BYTES);
    begin(&w, NULL, '{');
    add_head(&w, page);
    add_ai(&w, page);
    add_tables(&w, page);
    add_migration(&w, page);
    add_list(&w, "fit", page, FIELD_FIT);
    add_list(&w, "unfit", page, FIELD_UNFIT);
    add_outlook(&w, page);
    begin(&w, "faq", '[');
    while ((entry = page_find(page, FIELD_FAQ, entry))) {
        begin(&w, NULL, '[');
        add_text(&w, NULL, entry->text[0]);
        add_text(&w, NULL, entry->text[1]);
        end(&w, ']');
    }
    end(&w, ']');
    add_entry_text(&w, "sources", page_find(page, FIELD_SOURCES, NULL), 0);
    add_list(&w, "lost", page, FIELD_LOST);
    if (!isnan(page->confidence))
        add_number(&w, "confidence", page->confidence);
    end(&w, '}');
    struct str json = arena_str(arena, buf_str(&w.buf));
    buf_fini(&w.buf);
    return json;
}
