/* Reads the text of an AI Career Graph page: cuts it into sections by their
 * headings and hands each to its reader (acg_head.c, acg_ai.c, acg_tables.c,
 * acg_texts.c). Refuses what is no such page. */
#include "acg.h"
#include "utf8.h"

#include <string.h>

enum { HEADING_BYTES = 240 };

void acg_lost(struct reader *reader, const char *what)
{
    acg_add(reader, FIELD_LOST, 0, str_from(what));
}

struct page_entry *acg_add(struct reader *reader, enum field field,
                           unsigned line, struct str text)
{
    struct page_entry *entry = page_add(reader->page, reader->arena, field);
    entry->text[0] = text;
    entry->line = line;
    return entry;
}

struct str acg_join(struct reader *reader, const struct line *lines,
                    size_t count)
{
    size_t len = 0;
    for (size_t i = 0; i < count; i++)
        len += lines[i].text.len + 1;
    if (count <= 1)
        return count ? lines->text : STR_NONE;
    char *text = arena_alloc(reader->arena, len), *end = text;
    for (size_t i = 0; i < count; i++) {
        if (lines[i].text.len == 0 || lines[i].kind == LINE_RULE)
            continue;
        if (end > text)
            *end++ = '\n';
        memcpy(end, lines[i].text.ptr, lines[i].text.len);
        end += lines[i].text.len;
    }
    return (struct str){text, (size_t)(end - text)};
}

void acg_guess(struct reader *reader, double confidence)
{
    struct page *page = reader->page;
    if (isnan(page->confidence))
        page->confidence = 1;
    page->confidence = round(page->confidence * confidence * 100) / 100;
}

/* The section a line is the heading of, or LABEL_NONE. */
static enum label heading_of(struct reader *reader, const struct line *line)
{
    struct str text = line->text, before;
    double overall;
    if (line->kind != LINE_TEXT || text.len > HEADING_BYTES)
        return LABEL_NONE;
    if (label_ai_title(text, &before))
        return LABEL_AI;
    enum label label = label_find(reader->labels, text, LABELS_SECTION);
    if (label)
        return label;
    /* "Ratings · Overall 6/10i" */
    if (acg_overall(text, &overall, &before))
        return label_find(reader->labels, before, LABEL_BIT(LABEL_RATINGS));
    if (str_ends(text, STR("i")) &&
        label_find(reader->labels, str_slice(text, 0, text.len - 1),
                   LABEL_BIT(LABEL_RATINGS)))
        return LABEL_RATINGS;
    /* "Migration (to Australia)", "Salary (AUD)" */
    size_t ascii = str_find(text, STR("(")), wide = str_find(text, STR("（"));
    size_t open = ascii < wide ? ascii : wide;
    if (open < text.len &&
        (str_ends(text, STR(")")) || str_ends(text, STR("）"))))
        return label_find(reader->labels, str_slice(text, 0, open),
                          LABELS_SECTION);
    return LABEL_NONE;
}

/* Some headings were lost while what they hold still has its own. */
static enum label implied_section(struct reader *reader, enum label now,
                                  const struct line *line)
{
    struct str rest;
    if (line->kind != LINE_TEXT || line->text.len > HEADING_BYTES)
        return LABEL_NONE;
    if (now <= LABEL_RATINGS && !reader->sections[LABEL_AI].present &&
        label_find(reader->labels, line->text, LABELS_AI_PART))
        return LABEL_AI;
    if (!reader->sections[LABEL_OUTLOOK].present && now >= LABEL_SALARY &&
        label_find_colon(reader->labels, line->text, LABEL_BIT(LABEL_GROWTH),
                         &rest))
        return LABEL_OUTLOOK;
    return LABEL_NONE;
}

static void cut_sections(struct reader *reader, const struct lines *lines,
                         size_t from)
{
    enum label now = LABEL_NONE;
    struct section *section = &reader->summary;
    section->lines = lines->items + from;
    for (size_t i = from; i < lines->count; i++) {
        const struct line *line = &lines->items[i];
        enum label label = LABEL_NONE;
        /* the labels of the radar share words with other sections */
        if (now != LABEL_RATINGS ||
            !label_find(reader->labels, line->text, LABELS_DIMENSION))
            label = heading_of(reader, line);
        if (label && reader->sections[label].present)
            label = LABEL_NONE;
        enum label implied =
            label ? LABEL_NONE : implied_section(reader, now, line);
        if (!label && !implied) {
            section->count++;
            continue;
        }
        now = label ? label : implied;
        section = &reader->sections[now];
        section->present = true;
        section->line = line->number;
        section->heading = line->text;
        section->lines = lines->items + i + (label ? 1 : 0);
        section->count = label ? 0 : 1;
        if (label == LABEL_AI)
            label_ai_title(line->text, &reader->ai_name);
    }
}

/* Every page has these; a text with fewer than two of them is another. */
static enum status check_sections(const struct reader *reader, struct str file,
                                  struct error *err)
{
    static const struct {
        enum label label;
        const char *name;
    } always[] = {{LABEL_SALARY, "Salary"},
                  {LABEL_MIGRATION, "Migration"},
                  {LABEL_SUITABILITY, "Who it fits"},
                  {LABEL_SOURCES, "Data sources"}};
    char missing[128] = "";
    size_t present = 0;
    for (size_t i = 0; i < 4; i++) {
        if (reader->sections[always[i].label].present) {
            present++;
            continue;
        }
        if (missing[0])
            strcat(missing, ", ");
        strcat(missing, always[i].name);
    }
    if (present >= 2)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID,
                     "%.*s: not an AI Career Graph page: it lacks the "
                     "headings %s, in any of the site's languages; give the "
                     "whole text of an occupation page",
                     STR_ARG(file), missing);
}

/* The language of the page's own words, of those careerbot speaks: what
 * surrounds them is often in another. */
static enum lang language_of(const struct page *page)
{
    static const char hant[] = "會這業務與為資員個對學術發數經從來時長門關應實"
                               "種類專產還書車電動進過";
    static const char hans[] = "会这业务与为资员个对学术发数经从来时长门关应实"
                               "种类专产还书车电动进过";
    static const struct str english[] = {{"the", 3}, {"and", 3},  {"of", 2},
                                         {"for", 3}, {"with", 4}, {"to", 2}};
    size_t han = 0, kana = 0, letters = 0, words = 0, small = 0;
    size_t traditional = 0, simplified = 0;
    for (const struct page_entry *entry = page->first; entry;
         entry = entry->next) {
        if (entry->field != FIELD_SUMMARY && entry->field != FIELD_VERDICT &&
            entry->field != FIELD_PROGRESSION &&
            entry->field != FIELD_FORECAST && entry->field != FIELD_FIT &&
            entry->field != FIELD_ENTRY_LEVEL && entry->field != FIELD_UPGRADE)
            continue;
        struct str text =
            str_slice(entry->text[entry->field == FIELD_VERDICT], 0, 4000);
        for (size_t at = 0; at < text.len;) {
            size_t from = at;
            uint32_t code = utf8_next(text, &at);
            struct str one = str_slice(text, from, at);
            if (code >= 0x3040 && code < 0x3100)
                kana++;
            else if (utf8_is_han(code)) {
                han++;
                bool in_hant = str_find(str_from(hant), one) < sizeof hant - 1;
                bool in_hans = str_find(str_from(hans), one) < sizeof hans - 1;
                traditional += in_hant && !in_hans;
                simplified += in_hans && !in_hant;
            } else
                letters += code > 0x40;
        }
        while (text.ptr) {
            struct str word = str_split(&text, ' ');
            words += word.len > 0;
            for (size_t i = 0; i < sizeof english / sizeof *english; i++)
                small += str_eq_nocase(word, english[i]);
        }
    }
    if (kana > 0)
        return LANG_AUTO;
    if (han * 4 > letters)
        return traditional > simplified ? LANG_ZH_HANT : LANG_ZH_HANS;
    return small * 15 > words ? LANG_EN : LANG_AUTO;
}

enum status acg_page_read(struct arena *arena, struct str text, struct str file,
                          struct page *page, struct error *err)
{
    page_init(page);
    enum status status = lines_check(text, file, err);
    if (status)
        return status;
    struct lines lines = lines_read(arena, text);
    struct reader *reader = arena_alloc(arena, sizeof *reader);
    reader->arena = arena;
    reader->labels = labels_new(arena);
    reader->page = page;
    page->file = arena_str(arena, file);
    page->source = STR("AI Career Graph");

    size_t used = 0;
    if (!acg_read_chips(reader, &lines, &used))
        return error_set(err, STATUS_INVALID,
                         "%.*s: not an AI Career Graph page: line 2 holds no "
                         "occupation code like 25-4031(SOC); give the text "
                         "of an occupation page, from its name on",
                         STR_ARG(file));
    cut_sections(reader, &lines, used);
    status = check_sections(reader, file, err);
    if (status)
        return status;

    acg_read_name(reader);
    struct str summary =
        acg_join(reader, reader->summary.lines, reader->summary.count);
    if (summary.len > 0)
        acg_add(reader, FIELD_SUMMARY, reader->summary.lines->number, summary);
    else
        acg_lost(reader, "summary");
    acg_read_ratings(reader);
    acg_read_ai(reader);
    acg_read_salary(reader);
    acg_read_education(reader);
    acg_read_qualifications(reader);
    acg_read_migration(reader);
    acg_read_suitability(reader);
    acg_read_outlook(reader);
    acg_read_faq(reader);
    acg_read_sources(reader);
    acg_read_country(reader, acg_currency(reader));
    page->lang = language_of(page);
    return STATUS_OK;
}
