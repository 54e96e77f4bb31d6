/* Reads the rules of immigration and gives each occupation those that fit
 * what it typically takes. */
#include "derived.h"
#include "file.h"
#include "lines.h"
#include "move_score.h"
#include "page_cell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RULES_MAX = 64, FILE_MAX = 1 << 20, CELLS = 7 };

struct rule {
    struct str id, when;
    uint16_t source;
    struct str en, zh, zh_hans;
};

/* What the conditions look at. */
struct facts {
    struct str soc; /* "25-4031" */
    double education, preparation;
    double least; /* preparation, "less than 5 years" counting as none */
    bool licensed;
};

static struct facts facts_of(struct builder *b, const struct figures *figures,
                             size_t occupation)
{
    static const enum field fields[] = {FIELD_TYPICAL_EDUCATION,
                                        FIELD_TYPICAL_EXPERIENCE,
                                        FIELD_TYPICAL_TRAINING};
    uint32_t soc = pack_writer_soc(b->writer, occupation);
    struct facts facts = {
        .soc = arena_printf(b->arena, "%02u-%04u", soc / 10000, soc % 10000),
        .licensed = pack_writer_requires(b->writer, occupation)};
    size_t count;
    for (size_t i = 0; i < 3; i++) {
        const struct pack_value *v =
            figures_get(figures, occupation, fields[i], &count);
        double years = v ? move_category_years(v->text[0]) : NAN;
        facts.preparation += years;
        bool vague = v && str_eq(v->text[0], STR("Less than 5 years"));
        facts.least += vague ? 0 : years;
        if (i == 0)
            facts.education = years;
    }
    return facts;
}

/* "45-2,45-4": does the code begin with one of them? */
static bool begins_with_any(struct str soc, struct str list)
{
    while (list.ptr)
        if (str_starts(soc, str_split(&list, ',')))
            return true;
    return false;
}

/* ">=4" or "<4" of a number; what is not known fits neither. */
static bool compares(struct str test, double number, bool *good)
{
    bool at_least = str_starts(test, STR(">="));
    double border;
    test = str_slice(test, at_least ? 2 : 1, test.len);
    if (!str_to_double(test, &border)) {
        *good = false;
        return false;
    }
    return at_least ? number >= border : number < border;
}

/* Does one condition hold? *good: false where it is none. */
static bool holds(struct str condition, const struct facts *facts, bool *good)
{
    static const struct str education = {"education", 9},
                            preparation = {"preparation", 11},
                            least = {"least", 5};
    if (str_eq(condition, STR("licensed")))
        return facts->licensed;
    if (str_starts(condition, STR("soc=")))
        return begins_with_any(facts->soc,
                               str_slice(condition, 4, condition.len));
    if (str_starts(condition, STR("soc!=")))
        return !begins_with_any(facts->soc,
                                str_slice(condition, 5, condition.len));
    if (str_starts(condition, education))
        return compares(str_slice(condition, education.len, condition.len),
                        facts->education, good);
    if (str_starts(condition, least))
        return compares(str_slice(condition, least.len, condition.len),
                        facts->least, good);
    if (str_starts(condition, preparation))
        return compares(str_slice(condition, preparation.len, condition.len),
                        facts->preparation, good);
    *good = false;
    return false;
}

static bool all_hold(struct str when, const struct facts *facts, bool *good)
{
    bool all = true;
    while (when.ptr)
        all = holds(str_split(&when, ' '), facts, good) && all;
    return all && *good;
}

static void read_rule(struct builder *b, struct lines *lines, struct str line,
                      struct rule *rules, size_t *count)
{
    static const struct facts nothing = {.soc = {"", 0}};
    struct str cells[CELLS];
    bool good = true;
    size_t n = 0;
    while (line.ptr && n < CELLS)
        cells[n++] = str_trim(str_split(&line, '\t'));
    for (size_t i = 0; i < n; i++)
        good = good && cells[i].len > 0;
    if (n != CELLS || line.ptr || !good || *count == RULES_MAX) {
        fault_add(b->faults, lines->file, lines->number,
                  "a rule has %d cells, none of them empty: rule, when, "
                  "source, date, link, en, zh; and there are at most %d rules",
                  CELLS, RULES_MAX);
        return;
    }
    all_hold(cells[1], &nothing, &good);
    if (!good) {
        fault_add(b->faults, lines->file, lines->number,
                  "\"%.*s\" is no condition; the first lines of the file say "
                  "what may stand there",
                  STR_ARG(page_excerpt(cells[1])));
        return;
    }
    rules[(*count)++] = (struct rule){
        cells[0],
        cells[1],
        pack_writer_source(b->writer, cells[2], cells[3], cells[4]),
        cells[5],
        cells[6],
        han_simplify(b->han, b->arena, cells[6])};
}

static void give(struct builder *b, struct figures *figures, size_t occupation,
                 const struct rule *rules, size_t count)
{
    struct facts facts = facts_of(b, figures, occupation);
    struct pack_value values[3 * RULES_MAX];
    size_t given = 0;
    bool good = true;
    for (size_t i = 0; i < count; i++) {
        const struct str texts[] = {rules[i].en, rules[i].zh, rules[i].zh_hans};
        static const enum lang langs[] = {LANG_EN, LANG_ZH_HANT, LANG_ZH_HANS};
        if (!all_hold(rules[i].when, &facts, &good))
            continue;
        for (size_t k = 0; k < 3; k++)
            values[given++] =
                (struct pack_value){.lang = langs[k],
                                    .source = rules[i].source,
                                    .text = {texts[k], rules[i].id},
                                    .num = {NAN, NAN}};
    }
    if (given > 0)
        figures_give(figures, occupation, FIELD_MIGRATION_RULE, values, given,
                     0);
}

enum status rules_derive(struct builder *b, struct figures *figures,
                         const char *folder, struct error *err)
{
    struct rule *rules = arena_alloc_array(b->arena, RULES_MAX, sizeof *rules);
    struct str path =
        file_join(b->arena, str_from(folder), STR("immigration.tsv"));
    struct str text, line;
    size_t count = 0;
    bool header = false;
    enum status status = file_read(b->arena, path.ptr, FILE_MAX, &text, err);
    if (status == STATUS_NOT_FOUND)
        return STATUS_OK; /* facts of somebody's own need no rules */
    if (status != STATUS_OK)
        return status;
    struct lines lines = lines_begin(text, path, b->faults);
    while (lines_next(&lines, &line)) {
        if (str_trim(line).len == 0 || line.ptr[0] == '#')
            continue;
        if (header)
            read_rule(b, &lines, line, rules, &count);
        header = true;
    }
    size_t occupations = pack_writer_occupation_count(b->writer);
    for (size_t i = 0; i < occupations; i++)
        give(b, figures, i, rules, count);
    return STATUS_OK;
}
