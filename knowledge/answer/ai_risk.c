/* What AI does to it: what it takes over, what it assists, what stays with
 * people. Exposure is not replacement, and the answer says so. */
#include "subjects.h"

#include "exposure.h"

#include <math.h>

enum { TASKS_SHOWN = 5 }; /* of each list */

static bool tools(struct composer *c)
{
    size_t count;
    const struct pack_entry *items = values(c, FIELD_TOOL, &count);
    if (!items)
        return false;
    struct rows rows = rows_begin(BLOCK_BULLETS, STR_NONE, 1);
    size_t nameless = 0;
    for (size_t i = 0; i < count; i++) {
        struct str name = entry_text(c, &items[i], 0);
        struct str type = entry_text(c, &items[i], 1);
        struct str scope = entry_text(c, &items[i], 2);
        double level = items[i].num[0], year = items[i].num[1];
        static const char *const levels[] = {"ai.partial", "ai.major",
                                             "ai.near_full"};
        struct str detail = type;
        if (level >= 1 && level <= 3)
            detail = joined(c, detail, say(c, levels[(int)level - 1], NULL));
        if (!isnan(year))
            detail = joined(c, detail, arena_printf(c->arena, "%.0f", year));
        nameless += name.len == 0;
        if (name.len == 0)
            rows_cell(c, &rows, scope);
        else if (detail.len == 0)
            rows_cell(c, &rows,
                      say(c, "ai.tool", "name", name, "scope", scope, NULL));
        else
            rows_cell(c, &rows,
                      say(c, "ai.tool_detail", "name", name, "detail", detail,
                          "scope", scope, NULL));
    }
    rows_end(c, &rows);
    if (nameless > 0)
        add_note(c, say(c, "ai.nameless", NULL));
    cite(c, items);
    return true;
}

static void headline(struct composer *c)
{
    static const struct {
        const char *id, *key;
    } verdicts[] = {{"compressed", "ai.compressed"},
                    {"amplified", "ai.amplified"},
                    {"mixed", "ai.mixed"}};
    const struct pack_entry *verdict = value(c, FIELD_VERDICT);
    struct str id = entry_text(c, verdict, 0), text = entry_text(c, verdict, 1);
    struct str word = STR_NONE;
    for (size_t i = 0; i < 3; i++)
        if (str_eq(id, str_from(verdicts[i].id)))
            word = say(c, verdicts[i].key, NULL);
    cite(c, verdict);
    struct str thirds = exposure_thirds(c);
    if (text.len == 0)
        text = thirds.len > 0 ? thirds : say(c, "ai.headline", NULL);
    if (word.len > 0)
        text = say(c, "ai.verdict", "verdict", word, "text", text, NULL);
    add_headline(c, text, word);
    if (verdict && thirds.len > 0)
        add_text(c, STR_NONE, thirds);
}

/* One part of the subject, when only that was asked for. */
static bool tell_part(struct composer *c)
{
    static const struct {
        const char *part, *headline;
        enum field field;
    } lists[] = {
        {"replaced", "ai.replaced_headline", FIELD_TASK_REPLACED},
        {"augmented", "ai.augmented_headline", FIELD_TASK_AUGMENTED},
        {"human", "ai.human_headline", FIELD_TASK_HUMAN},
    };
    if (part_is(c, "tools") && value(c, FIELD_TOOL)) {
        add_headline(c, say(c, "ai.tools_headline", NULL), STR_NONE);
        return tools(c);
    }
    const struct pack_entry *level = value(c, FIELD_ENTRY_LEVEL);
    if (part_is(c, "entry_level") && level) {
        add_headline(c, entry_text(c, level, 0), STR_NONE);
        cite(c, level);
        return true;
    }
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (part_is(c, lists[i].part) && value(c, lists[i].field)) {
            add_headline(c, say(c, lists[i].headline, NULL), STR_NONE);
            return add_list(c, NULL, lists[i].field);
        }
    }
    return false;
}

/* The first of the page's tasks, or, where there is none, of those that a
 * publisher rated; the answer about tasks has all of them. */
static void task_lists(struct composer *c)
{
    static const struct {
        const char *title;
        enum field page, rated;
    } parts[] = {
        {"ai.replaced", FIELD_TASK_REPLACED, FIELD_RATED_REPLACED},
        {"ai.augmented", FIELD_TASK_AUGMENTED, FIELD_RATED_AUGMENTED},
        {"ai.human", FIELD_TASK_HUMAN, FIELD_RATED_HUMAN},
    };
    bool page = value(c, FIELD_TASK_REPLACED) ||
                value(c, FIELD_TASK_AUGMENTED) || value(c, FIELD_TASK_HUMAN);
    bool more = false;
    if (!page &&
        (value(c, FIELD_RATED_REPLACED) || value(c, FIELD_RATED_AUGMENTED) ||
         value(c, FIELD_RATED_HUMAN)))
        add_text(c, STR_NONE, say(c, "tasks.original", NULL));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        enum field field = page ? parts[i].page : parts[i].rated;
        size_t count = 0;
        values(c, field, &count);
        more = more || count > TASKS_SHOWN;
        add_some(c, parts[i].title, field, TASKS_SHOWN);
    }
    if (more)
        add_part_choice(c, SUBJECT_TASKS, "all");
}

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_AI_RISK))
        return false;
    bool whole = !tell_part(c);
    if (whole) {
        headline(c);
        if (part_is(c, "why"))
            add_text(c, STR_NONE, say(c, "why.ai_risk", NULL));
        else
            exposure_table(c);
        if (!part_is(c, "verdict"))
            task_lists(c);
    }
    add_note(c, say(c, "ai.caution", NULL));
    if (whole && value(c, FIELD_TOOL))
        add_part_choice(c, SUBJECT_AI_RISK, "tools");
    if (whole && value(c, FIELD_ENTRY_LEVEL))
        add_part_choice(c, SUBJECT_AI_RISK, "entry_level");
    return true;
}

const struct subject_ops subject_ai_risk = {
    .subject = SUBJECT_AI_RISK,
    .tell = tell,
    .fields = {FIELD_VERDICT, FIELD_TOOL, FIELD_TASK_REPLACED,
               FIELD_TASK_AUGMENTED, FIELD_TASK_HUMAN, FIELD_ENTRY_LEVEL,
               FIELD_AI_ANTHROPIC, FIELD_AI_MICROSOFT, FIELD_AI_ELOUNDOU_HUMAN,
               FIELD_AI_ELOUNDOU_MODEL, FIELD_AI_FREY_OSBORNE,
               FIELD_RATED_HUMAN},
    .next = {SUBJECT_SKILLS, SUBJECT_OUTLOOK, SUBJECT_TASKS},
};
