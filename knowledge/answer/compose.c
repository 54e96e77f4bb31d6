/* The pen the subjects write with: sentences, numbers, sources, blocks. */
#include "compose.h"

#include "buf.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SENTENCE_MAX = 16 * 1024, PLACES_MAX = 8 };

/* --- sentences ---------------------------------------------------------- */

struct place {
    struct str name, text;
};

static struct str fill(struct arena *arena, struct str sentence,
                       const struct place *places, size_t count)
{
    struct buf out;
    buf_init(&out, SENTENCE_MAX);
    while (sentence.len > 0) {
        size_t open = str_find(sentence, STR("{"));
        buf_add(&out, str_slice(sentence, 0, open));
        sentence = str_slice(sentence, open, sentence.len);
        size_t close = str_find(sentence, STR("}"));
        if (close == sentence.len)
            break;
        struct str name = str_slice(sentence, 1, close);
        for (size_t i = 0; i < count; i++)
            if (str_eq(places[i].name, name))
                buf_add(&out, places[i].text);
        sentence = str_slice(sentence, close + 1, sentence.len);
    }
    struct str filled = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    return filled;
}

struct str say(struct composer *c, const char *key, ...)
{
    struct place places[PLACES_MAX];
    size_t count = 0;
    va_list args;
    va_start(args, key);
    const char *name;
    while (count < PLACES_MAX && (name = va_arg(args, const char *)) != NULL)
        places[count++] =
            (struct place){str_from(name), va_arg(args, struct str)};
    va_end(args);
    struct str sentence = pack_sentence(c->pack, c->lang, str_from(key));
    if (sentence.len == 0)
        return arena_str(c->arena, str_from(key));
    return fill(c->arena, sentence, places, count);
}

/* "Bachelor's degree" -> "term.bachelor_s_degree" */
struct str term(struct composer *c, struct str name)
{
    char key[128] = "term.";
    size_t len = 5;
    for (size_t i = 0; i < name.len && len + 1 < sizeof key; i++) {
        char ch = name.ptr[i];
        if (ch >= 'A' && ch <= 'Z')
            ch = (char)(ch - 'A' + 'a');
        bool plain = (ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9');
        if (plain)
            key[len++] = ch;
        else if (key[len - 1] != '_' && key[len - 1] != '.')
            key[len++] = '_';
    }
    while (len > 5 && key[len - 1] == '_')
        len--;
    struct str known = pack_sentence(c->pack, c->lang, (struct str){key, len});
    return known.len > 0 ? known : name;
}

/* --- values --------------------------------------------------------------- */

/* Figures that programs with a sample publish for a combined code where the
 * detailed ones are too small. */
static bool may_be_combined(enum field field)
{
    return (field >= FIELD_WAGE_MEDIAN && field <= FIELD_TYPICAL_TRAINING) ||
           field == FIELD_EMPLOYMENT_NOW || field == FIELD_EMPLOYMENT_FUTURE ||
           field == FIELD_AI_MICROSOFT || field == FIELD_SCORE ||
           field == FIELD_MIGRATION_RULE;
}

static const struct pack_entry *combined_values(struct composer *c,
                                                enum field field, size_t *count)
{
    size_t one;
    *count = 0;
    if (!may_be_combined(field))
        return NULL;
    const struct pack_entry *code =
        pack_entries(c->pack, c->occupation, c->lang, FIELD_COMBINED, &one);
    size_t combined = code ? pack_find_soc(c->pack, (uint32_t)code->num[0])
                           : pack_occupation_count(c->pack);
    if (combined == pack_occupation_count(c->pack))
        return NULL;
    const struct pack_entry *found =
        pack_entries(c->pack, combined, c->lang, field, count);
    if (found) {
        c->shared = true;
        c->combined = combined;
    }
    return found;
}

const struct pack_entry *values(struct composer *c, enum field field,
                                size_t *count)
{
    const struct pack_entry *found =
        pack_entries(c->pack, c->occupation, c->lang, field, count);
    if (!found)
        found = combined_values(c, field, count);
    if (found || c->lang == LANG_EN ||
        pack_has_page(c->pack, c->occupation, c->lang))
        return found;
    found = pack_entries(c->pack, c->occupation, LANG_EN, field, count);
    c->borrowed = c->borrowed || found;
    return found;
}

const struct pack_entry *value(struct composer *c, enum field field)
{
    size_t count;
    return values(c, field, &count);
}

const struct pack_entry *known_value(struct composer *c, enum field field)
{
    const struct pack_entry *found = value(c, field);
    return found && !isnan(found->num[0]) ? found : NULL;
}

const struct pack_entry *score_value(struct composer *c, struct str id)
{
    size_t count;
    const struct pack_entry *scores = values(c, FIELD_SCORE, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(entry_text(c, &scores[i], 0), id))
            return &scores[i];
    return NULL;
}

size_t neighbour_with(const struct composer *c, enum field field)
{
    size_t all = pack_occupation_count(c->pack), count;
    uint32_t own = pack_occupation(c->pack, c->occupation).soc;
    for (size_t step = 1; step < all; step++) {
        size_t sides[] = {c->occupation - step, c->occupation + step};
        for (size_t i = 0; i < 2; i++)
            if (sides[i] < all &&
                pack_occupation(c->pack, sides[i]).soc / 100 == own / 100 &&
                pack_entries(c->pack, sides[i], LANG_EN, field, &count))
                return sides[i];
    }
    return all;
}

struct str entry_text(const struct composer *c, const struct pack_entry *entry,
                      int which)
{
    return entry ? pack_text(c->pack, entry->text[which]) : STR_NONE;
}

struct str title_of(const struct composer *c, size_t occupation)
{
    struct pack_occupation one = pack_occupation(c->pack, occupation);
    return one.title[c->lang].len > 0 ? one.title[c->lang] : one.title[LANG_EN];
}

/* Digits in groups of three. */
static struct str grouped(struct arena *arena, double amount, int decimals)
{
    char digits[64], out[96];
    int len = snprintf(digits, sizeof digits, "%.*f", decimals, fabs(amount));
    if (len < 0 || len >= (int)sizeof digits)
        return STR("?");
    const char *point = strchr(digits, '.');
    size_t whole = point ? (size_t)(point - digits) : (size_t)len;
    size_t n = 0;
    if (amount < 0 && strspn(digits, "0.") != (size_t)len)
        out[n++] = '-';
    for (size_t i = 0; i < (size_t)len; i++) {
        if (i > 0 && i < whole && (whole - i) % 3 == 0)
            out[n++] = ',';
        out[n++] = digits[i];
    }
    return arena_str(arena, (struct str){out, n});
}

struct str number(struct composer *c, double amount)
{
    if (isnan(amount))
        return say(c, "not_known", NULL);
    bool whole = fabs(amount - round(amount)) < 0.005;
    return grouped(c->arena, amount, whole ? 0 : 1);
}

struct str decimal(struct composer *c, double amount, int decimals)
{
    return grouped(c->arena, amount, decimals);
}

struct str percent_of(struct composer *c, double share)
{
    double percent = share * 100;
    return arena_printf(
        c->arena, "%.*s%%",
        STR_ARG(grouped(c->arena, percent, fabs(percent) < 9.95 ? 1 : 0)));
}

struct str soc_text(struct composer *c, size_t occupation)
{
    uint32_t soc = pack_occupation(c->pack, occupation).soc;
    return arena_printf(c->arena, "%02u-%04u", soc / 10000, soc % 10000);
}

struct str change_text(struct composer *c, double percent)
{
    struct str figure =
        arena_printf(c->arena, "%.*s%%", STR_ARG(number(c, fabs(percent))));
    return say(c,
               percent > 0   ? "change.more"
               : percent < 0 ? "change.fewer"
                             : "change.none",
               "figure", figure, NULL);
}

static struct str with_currency(struct composer *c, struct str amount)
{
    struct str currency = entry_text(c, value(c, FIELD_CURRENCY), 0);
    if (currency.len == 0 || str_eq(currency, STR("USD")))
        return arena_printf(c->arena, "$%.*s", STR_ARG(amount));
    return arena_printf(c->arena, "%.*s %.*s", STR_ARG(currency),
                        STR_ARG(amount));
}

struct str money(struct composer *c, double amount)
{
    return with_currency(c, grouped(c->arena, amount, 0));
}

/* With cents. */
static struct str money_hour(struct composer *c, double amount)
{
    return with_currency(c, grouped(c->arena, amount, 2));
}

struct str wage(struct composer *c, const struct pack_entry *entry, bool hour)
{
    double amount = entry->num[hour];
    if (isnan(amount))
        return STR_NONE;
    struct str text = hour ? money_hour(c, amount) : money(c, amount);
    return entry->flags & ENTRY_AT_LEAST
               ? say(c, "salary.at_least", "amount", text, NULL)
               : text;
}

struct str wage_or_hour(struct composer *c, const struct pack_entry *entry)
{
    if (!entry)
        return STR_NONE;
    if (!isnan(entry->num[0]) || isnan(entry->num[1]))
        return wage(c, entry, false);
    return say(c, "pivots.hour", "amount", wage(c, entry, true), NULL);
}

void pay_range(struct composer *c, double *low, double *high)
{
    size_t count;
    const struct pack_entry *pay = values(c, FIELD_PAY, &count);
    *low = *high = NAN;
    for (size_t i = 0; i < count; i++) {
        if (!isnan(pay[i].num[0]) && !(*low <= pay[i].num[0]))
            *low = pay[i].num[0];
        if (!isnan(pay[i].num[1]) && !(*high >= pay[i].num[1]))
            *high = pay[i].num[1];
    }
}

struct str money_range(struct composer *c, double from, double to)
{
    if (isnan(from) && isnan(to))
        return STR_NONE;
    if (isnan(from))
        return say(c, "range.to", "to", money(c, to), NULL);
    if (isnan(to))
        return say(c, "range.from", "from", money(c, from), NULL);
    return say(c, "range.both", "from", money(c, from), "to", money(c, to),
               NULL);
}

/* --- sources -------------------------------------------------------------- */

struct str source_name(struct composer *c, const struct pack_entry *entry)
{
    return term(c, pack_source(c->pack, entry->source).name);
}

/* "May 2025", "2025" and "2024-34" with the Chinese words for year and month;
 * other dates as they are. */
static struct str chinese_date(struct composer *c, struct str date)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    size_t and_at = str_find(date, STR(" and "));
    if (and_at < date.len)
        return arena_printf(
            c->arena, "%.*s、%.*s",
            STR_ARG(chinese_date(c, str_slice(date, 0, and_at))),
            STR_ARG(chinese_date(c, str_slice(date, and_at + 5, date.len))));
    struct str year = date, month = str_split(&year, ' ');
    for (size_t i = 0; i < 12; i++)
        if (str_eq(month, str_from(months[i])))
            return arena_printf(c->arena, "%.*s 年 %zu 月", STR_ARG(year),
                                i + 1);
    for (size_t i = 0; i < date.len; i++)
        if (date.ptr[i] != '-' && (date.ptr[i] < '0' || date.ptr[i] > '9'))
            return date;
    return arena_printf(c->arena, "%.*s 年", STR_ARG(date));
}

/* Says so where a source has no date. */
struct str source_date(struct composer *c, const struct pack_entry *entry)
{
    struct str date = pack_source(c->pack, entry->source).date;
    if (date.len == 0)
        return say(c, "undated", NULL);
    return lang_is_chinese(c->lang) ? chinese_date(c, date) : date;
}

void cite(struct composer *c, const struct pack_entry *entry)
{
    if (!entry)
        return;
    struct answer *out = c->out;
    struct answer_source source = {
        .name = source_name(c, entry),
        .date = source_date(c, entry),
        .url = pack_source(c->pack, entry->source).url,
    };
    if (source.name.len == 0)
        return;
    for (size_t i = 0; i < out->source_count; i++)
        if (str_eq(out->sources[i].name, source.name) &&
            str_eq(out->sources[i].date, source.date))
            return;
    if (out->source_count < ANSWER_SOURCES)
        out->sources[out->source_count++] = source;
}

/* --- blocks -----------------------------------------------------------------
 */

static struct answer_block *add_block(struct composer *c, enum block_type type)
{
    struct answer_block *block = arena_alloc(c->arena, sizeof *block);
    block->type = type;
    if (c->last)
        c->last->next = block;
    else
        c->out->blocks = block;
    c->last = block;
    return block;
}

void add_headline(struct composer *c, struct str text, struct str figure)
{
    struct answer_block *block = add_block(c, BLOCK_HEADLINE);
    block->title = title_of(c, c->occupation);
    block->code = soc_text(c, c->occupation);
    block->text = followed(c, c->lead, text);
    block->figure = figure;
    c->lead = STR_NONE;
}

void add_text(struct composer *c, struct str title, struct str text)
{
    struct answer_block *block = add_block(c, BLOCK_TEXT);
    block->title = title;
    block->text = text;
}

void add_note(struct composer *c, struct str text)
{
    add_block(c, BLOCK_NOTE)->text = text;
}

struct rows rows_begin(enum block_type type, struct str title, size_t columns)
{
    return (struct rows){.type = type, .title = title, .columns = columns};
}

void rows_cell(struct composer *c, struct rows *rows, struct str cell)
{
    if (rows->cells == rows->room) {
        size_t room = rows->room ? rows->room * 2 : 16;
        struct str *items = arena_alloc_array(c->arena, room, sizeof *items);
        double *amounts = arena_alloc_array(c->arena, room, sizeof *amounts);
        if (rows->cells > 0) {
            memcpy(items, rows->items, rows->cells * sizeof *items);
            memcpy(amounts, rows->values, rows->cells * sizeof *amounts);
        }
        rows->items = items;
        rows->values = amounts;
        rows->room = room;
    }
    rows->items[rows->cells++] = cell;
}

void rows_value(struct composer *c, struct rows *rows, struct str label,
                double amount)
{
    rows_cell(c, rows, label);
    rows->values[rows->cells - 1] = amount;
}

void rows_end(struct composer *c, struct rows *rows)
{
    size_t header = rows->type == BLOCK_TABLE ? 1 : 0;
    size_t count = rows->cells / rows->columns;
    if (count <= header)
        return;
    struct answer_block *block = add_block(c, rows->type);
    block->title = rows->title;
    block->rows = count;
    block->columns = rows->columns;
    block->cells = rows->items;
    block->values = rows->type == BLOCK_CHART ? rows->values : NULL;
    block->scale = rows->scale;
}

struct str or_unknown(struct composer *c, struct str text)
{
    return text.len > 0 ? text : say(c, "not_known", NULL);
}

struct str joined(struct composer *c, struct str list, struct str next)
{
    if (list.len == 0 || next.len == 0)
        return list.len ? list : next;
    return say(c, "list.comma", "list", list, "next", next, NULL);
}

struct str beside(struct composer *c, struct str first, struct str next)
{
    if (first.len == 0 || next.len == 0)
        return first.len ? first : next;
    return say(c, "pivots.beside", "first", first, "next", next, NULL);
}

struct str listed(struct composer *c, struct str list, struct str next,
                  bool last)
{
    return list.len == 0 ? next
                         : say(c, last ? "list.end" : "list.go_on", "list",
                               list, "next", next, NULL);
}

struct str followed(struct composer *c, struct str text, struct str next)
{
    if (text.len == 0 || next.len == 0)
        return text.len ? text : next;
    return say(c, "followed", "text", text, "next", next, NULL);
}

struct str first_of(struct composer *c, const struct pack_entry *items,
                    size_t count)
{
    struct str list = STR("");
    for (size_t i = 0; i < count; i++)
        list = listed(c, list, term(c, entry_text(c, &items[i], 0)),
                      i + 1 == count);
    return list;
}

bool add_list(struct composer *c, const char *title_key, enum field field)
{
    return add_some(c, title_key, field, SIZE_MAX);
}

bool add_some(struct composer *c, const char *title_key, enum field field,
              size_t most)
{
    size_t count;
    const struct pack_entry *items = values(c, field, &count);
    if (!items || most == 0)
        return false;
    size_t shown = count < most ? count : most;
    struct str title = title_key ? say(c, title_key, NULL) : STR_NONE;
    if (shown < count && title_key)
        title = say(c, "list.some", "list", title, "shown",
                    number(c, (double)shown), "count", number(c, (double)count),
                    NULL);
    struct rows rows = rows_begin(BLOCK_BULLETS, title, 1);
    for (size_t i = 0; i < shown; i++)
        rows_cell(c, &rows, entry_text(c, &items[i], 0));
    rows_end(c, &rows);
    cite(c, items);
    return true;
}

bool add_field(struct composer *c, const char *title_key, enum field field)
{
    const struct pack_entry *entry = value(c, field);
    if (!entry)
        return false;
    add_text(c, title_key ? say(c, title_key, NULL) : STR_NONE,
             entry_text(c, entry, 0));
    cite(c, entry);
    return true;
}

void add_occupation(struct composer *c, size_t occupation, double score)
{
    struct answer *out = c->out;
    if (out->occupation_count == ANSWER_OCCUPATIONS)
        return;
    struct answer_occupation *one = &out->occupations[out->occupation_count++];
    snprintf(one->soc, sizeof one->soc, "%.*s",
             STR_ARG(soc_text(c, occupation)));
    one->title = title_of(c, occupation);
    one->score = score;
}

static void offer(struct composer *c, size_t occupation, enum subject subject,
                  struct str part)
{
    struct answer *out = c->out;
    for (size_t i = 0; i < out->choice_count; i++)
        if (c->offered[i].occupation == occupation &&
            c->offered[i].subject == subject &&
            str_eq(c->offered[i].part, part))
            return;
    if (out->choice_count == ANSWER_CHOICES)
        return;
    c->offered[out->choice_count].occupation = occupation;
    c->offered[out->choice_count].subject = subject;
    c->offered[out->choice_count].part = part;
    struct str title = title_of(c, occupation);
    struct answer_choice *choice = &out->choices[out->choice_count++];
    if (subject == SUBJECT_NONE) {
        *choice = (struct answer_choice){title, title};
        return;
    }
    struct str key =
        arena_printf(c->arena, "label.%s%s%.*s", subject_id(subject),
                     part.len ? "." : "", STR_ARG(part));
    choice->label = say(c, key.ptr, NULL);
    choice->ask = say(c, "ask", "title", title, "subject", choice->label, NULL);
}

void add_choice(struct composer *c, size_t occupation, enum subject subject)
{
    offer(c, occupation, subject, STR_NONE);
}

void add_part_choice(struct composer *c, enum subject subject, const char *part)
{
    offer(c, c->occupation, subject, str_from(part));
}

bool part_is(const struct composer *c, const char *part)
{
    return str_eq(c->part, str_from(part));
}
