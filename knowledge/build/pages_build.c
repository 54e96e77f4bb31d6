/* A folder of pages into the pack: which files are pages, which translation
 * belongs to which, and whether both hold the same figures. */
#include "builder.h"
#include "file.h"
#include "page_cell.h"
#include "page_format.h"

#include <math.h>
#include <string.h>

struct file_page {
    struct str stem; /* NAME of NAME.md and NAME.zh-Hant.md */
    struct page page;
    uint32_t soc;
    bool good;
};

/* The .xx of NAME.xx.md, where xx names a language; else an empty text. */
static struct str language_suffix(struct str name)
{
    struct str stem = str_slice(name, 0, name.len - 3);
    size_t dot = stem.len;
    while (dot > 0 && stem.ptr[dot - 1] != '.')
        dot--;
    enum lang lang;
    struct str tag = str_slice(stem, dot, stem.len);
    return dot > 0 && lang_parse(tag, &lang) && lang != LANG_AUTO
               ? str_slice(stem, dot - 1, stem.len)
               : STR_NONE;
}

static enum status read_page(struct builder *b, struct str path,
                             struct str name, struct file_page *out,
                             struct error *err)
{
    struct str text, suffix = language_suffix(name);
    size_t faults = b->faults->count;
    page_init(&out->page);
    out->stem = str_slice(name, 0, name.len - 3 - suffix.len);
    if (suffix.len > 0 && !str_eq(suffix, STR(".zh-Hant"))) {
        fault_add(b->faults, path, 0,
                  "pages are NAME.md and NAME.zh-Hant.md only; rename it "
                  "(Simplified Chinese is made when building)");
        return STATUS_OK;
    }
    enum status status =
        file_read(b->arena, path.ptr, PAGE_MAX_BYTES, &text, err);
    if (status == STATUS_FULL) {
        fault_add(b->faults, path, 0, "is too long for a page");
        return STATUS_OK;
    }
    if (status != STATUS_OK)
        return status;
    page_read(b->arena, text, path, &out->page, b->faults);
    if (b->faults->count == faults && !str_eq(out->page.code_type, STR("SOC")))
        fault_add(b->faults, path, out->page.code_line,
                  "%.*s is a code of another classification (%.*s); give the "
                  "SOC 2018 code of the occupation to have the page in the "
                  "pack",
                  STR_ARG(out->page.code), STR_ARG(out->page.code_type));
    out->soc = page_soc(out->page.code);
    out->good = b->faults->count == faults;
    return STATUS_OK;
}

/* The section a field is written under, for messages. */
static const char *field_name(enum field field, enum lang lang)
{
    size_t i = page_section_of(field);
    if (i < page_section_count)
        return page_word_in(page_sections[i].heading, lang);
    enum page_item item = field == FIELD_COUNTRY     ? ITEM_COUNTRY
                          : field == FIELD_CURRENCY  ? ITEM_CURRENCY
                          : field == FIELD_MIGRATION ? ITEM_MIGRATION
                          : field == FIELD_OVERALL   ? ITEM_OVERALL
                                                     : ITEM_NAME;
    return page_word_in(page_items[item], lang);
}

/* Texts that are the same in every language, as far as a field has any. */
static struct str shared_text(const struct page_entry *entry)
{
    switch (entry->field) {
    case FIELD_COUNTRY:
    case FIELD_CURRENCY:
    case FIELD_RATING:
    case FIELD_VERDICT:
        return entry->text[0];
    default:
        return STR_NONE;
    }
}

static bool same_number(double a, double b)
{
    return (isnan(a) && isnan(b)) || a == b;
}

static size_t count_of(const struct page *page, enum field field)
{
    size_t count = 0;
    const struct page_entry *entry = NULL;
    while ((entry = page_find(page, field, entry)) != NULL)
        count++;
    return count;
}

/* The k-th entry of the field; for a rating the one of that dimension. */
static const struct page_entry *
partner(const struct page *page, const struct page_entry *entry, size_t k)
{
    const struct page_entry *other = NULL;
    while ((other = page_find(page, entry->field, other)) != NULL)
        if (entry->field == FIELD_RATING
                ? str_eq(other->text[0], entry->text[0])
                : k-- == 0)
            break;
    return other;
}

static void check_field(struct builder *b, const struct page *page,
                        const struct page *english, enum field field)
{
    const struct page_entry *entry = page_find(page, field, NULL);
    size_t here = count_of(page, field), there = count_of(english, field);
    if (here != there) {
        fault_add(b->faults, page->file, entry ? entry->line : 0,
                  "\"%s\" has %zu entries here and %zu in %.*s; both must "
                  "hold the same",
                  field_name(field, page->lang), here, there,
                  STR_ARG(english->file));
        return;
    }
    for (size_t k = 0; entry; k++, entry = page_find(page, field, entry)) {
        const struct page_entry *other = partner(english, entry, k);
        if (!other || !same_number(entry->num[0], other->num[0]) ||
            !same_number(entry->num[1], other->num[1]) ||
            !str_eq(shared_text(entry), shared_text(other)))
            fault_add(b->faults, page->file, entry->line,
                      "\"%s\" differs here from line %u of %.*s; both must "
                      "hold the same figures",
                      field_name(field, page->lang), other ? other->line : 0,
                      STR_ARG(english->file));
    }
}

static void check_translation(struct builder *b, struct file_page *it,
                              const struct file_page *english)
{
    size_t faults = b->faults->count;
    const struct page *page = &it->page;
    if (!english)
        fault_add(b->faults, page->file, 0,
                  "the English page %.*s.md is missing beside it",
                  STR_ARG(it->stem));
    else if (it->soc != english->soc)
        fault_add(b->faults, page->file, page->code_line,
                  "the code is %.*s here and %.*s in %.*s", STR_ARG(page->code),
                  STR_ARG(english->page.code), STR_ARG(english->page.file));
    else
        for (unsigned f = FIELD_NAME + 1; f < FIELD_WAGE_MEDIAN; f++)
            check_field(b, page, &english->page, (enum field)f);
    it->good = b->faults->count == faults;
}

static void add_entry(struct builder *b, size_t occupation, enum lang lang,
                      uint16_t source, const struct page_entry *entry)
{
    struct pack_value value = {
        .field = entry->field, .lang = lang, .source = source};
    for (int i = 0; i < ENTRY_TEXTS; i++)
        value.text[i] = lang == LANG_ZH_HANS
                            ? han_simplify(b->han, b->arena, entry->text[i])
                            : entry->text[i];
    memcpy(value.num, entry->num, sizeof value.num);
    pack_writer_entry(b->writer, occupation, &value);
}

static void add_page(struct builder *b, const struct file_page *it)
{
    const struct page *page = &it->page;
    size_t occupation = pack_writer_occupation(b->writer, it->soc);
    builder_title(b, occupation, page->lang, NAME_PAGE, page->title);
    const struct page_entry *name = page_find(page, FIELD_NAME, NULL);
    if (name)
        builder_name(b, occupation, page->lang, NAME_PAGE, name->text[0]);
    for (size_t i = 0; i < page->name_count; i++)
        builder_name(b, occupation, page->lang, NAME_PAGE, page->names[i]);

    bool chinese = lang_is_chinese(page->lang);
    enum lang langs[] = {page->lang, LANG_ZH_HANS};
    for (size_t i = 0; i < (chinese ? 2u : 1u); i++) {
        bool hans = langs[i] == LANG_ZH_HANS;
        struct str from = page->source.len ? page->source : page->title;
        uint16_t source = pack_writer_source(
            b->writer, hans ? han_simplify(b->han, b->arena, from) : from,
            hans ? han_simplify(b->han, b->arena, page->date) : page->date,
            page->url);
        for (const struct page_entry *e = page->first; e; e = e->next)
            add_entry(b, occupation, langs[i], source, e);
    }
}

static struct file_page *english_of(struct file_page *pages, size_t count,
                                    const struct file_page *translation)
{
    for (size_t i = 0; i < count; i++)
        if (pages[i].page.lang == LANG_EN &&
            str_eq(pages[i].stem, translation->stem))
            return &pages[i];
    return NULL;
}

/* The same occupation must not have two pages: the first one stays. */
static void check_twice(struct builder *b, const struct file_page *pages,
                        struct file_page *it)
{
    for (const struct file_page *p = pages; p < it; p++)
        if (p->good && p->page.lang == it->page.lang && p->soc == it->soc) {
            fault_add(b->faults, it->page.file, it->page.code_line,
                      "%.*s has a page already, %.*s; make one of them",
                      STR_ARG(it->page.code), STR_ARG(p->page.file));
            it->good = false;
            return;
        }
}

static void use_pages(struct builder *b, struct file_page *pages, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pages[i].good && pages[i].page.lang == LANG_EN)
            check_twice(b, pages, &pages[i]);
    for (size_t i = 0; i < count; i++) {
        struct file_page *it = &pages[i];
        bool translation = it->good && it->page.lang == LANG_ZH_HANT;
        const struct file_page *english =
            translation ? english_of(pages, count, it) : NULL;
        if (translation && english && !english->good) {
            builder_left_out(b, "%.*s: the page it translates has mistakes",
                             STR_ARG(it->page.file));
            continue;
        }
        if (translation)
            check_translation(b, it, english);
        if (it->good)
            add_page(b, it);
        else
            builder_left_out(b, "%.*s: it has mistakes",
                             STR_ARG(it->page.file));
    }
}

enum status pages_build(struct builder *b, const char *folder,
                        struct error *err)
{
    struct str *names;
    size_t count, used = 0;
    enum status status =
        file_list(b->arena, folder, STR(".md"), &names, &count, err);
    if (status != STATUS_OK)
        return status;
    struct file_page *pages = arena_alloc_array(b->arena, count, sizeof *pages);
    for (size_t i = 0; i < count; i++) {
        if (str_starts(names[i], STR("README")))
            continue; /* about the folder, not a page */
        struct str path = file_join(b->arena, str_from(folder), names[i]);
        struct file_page *it = &pages[used++];
        status = read_page(b, path, names[i], it, err);
        if (status != STATUS_OK)
            return status;
        it->page.file = path;
    }
    use_pages(b, pages, used);
    return STATUS_OK;
}
