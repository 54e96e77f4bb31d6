/* Moving there for this work: the status on the page, its visas, and where
 * the official rules stand; where no occupation is named, the rules at large.
 * Information, not advice. */
#include "subjects.h"

static bool visas(struct composer *c)
{
    size_t count;
    const struct pack_entry *visa = values(c, FIELD_VISA, &count);
    if (!visa)
        return false;
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "immigration.visas", NULL), 3);
    rows_cell(c, &rows, say(c, "immigration.subclass", NULL));
    rows_cell(c, &rows, say(c, "immigration.visa", NULL));
    rows_cell(c, &rows, say(c, "immigration.details", NULL));
    for (size_t i = 0; i < count; i++)
        for (int t = 0; t < ENTRY_TEXTS; t++)
            rows_cell(c, &rows, entry_text(c, &visa[i], t));
    rows_end(c, &rows);
    cite(c, visa);
    return true;
}

/* General rules of the United States that fit what the occupation typically
 * takes; each with where it stands. */
static void rules(struct composer *c)
{
    size_t count;
    const struct pack_entry *items = values(c, FIELD_MIGRATION_RULE, &count);
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "immigration.rules", NULL), 1);
    for (size_t i = 0; i < count; i++) {
        rows_cell(c, &rows,
                  say(c, "immigration.rule", "text",
                      entry_text(c, &items[i], 0), "source",
                      source_name(c, &items[i]), "date",
                      source_date(c, &items[i]), NULL));
        cite(c, &items[i]);
    }
    rows_end(c, &rows);
}

/* The sentences sum up the rules, whichever occupations these fit. */
static void cite_rules(struct composer *c)
{
    for (size_t i = 0; i < pack_occupation_count(c->pack); i++) {
        size_t count;
        const struct pack_entry *items =
            pack_entries(c->pack, i, c->lang, FIELD_MIGRATION_RULE, &count);
        for (size_t k = 0; k < count; k++)
            cite(c, &items[k]);
    }
}

void immigration_at_large(struct composer *c)
{
    static const char *const rules[] = {
        "immigration.large.h1b",      "immigration.large.green_card",
        "immigration.large.schedule", "immigration.large.seasonal",
        "immigration.large.licensed", "immigration.large.military"};
    add_text(c, STR_NONE, say(c, "immigration.large.unknown", NULL));
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "immigration.rules", NULL), 1);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        rows_cell(c, &rows, say(c, rules[i], NULL));
    rows_end(c, &rows);
    cite_rules(c);
    add_text(c, STR_NONE, say(c, "immigration.large.ask", NULL));
    add_note(c, say(c, "immigration.caution", NULL));
}

static bool has_rule(struct composer *c, size_t occupation, const char *id)
{
    size_t count;
    c->occupation = occupation;
    const struct pack_entry *items = values(c, FIELD_MIGRATION_RULE, &count);
    for (size_t i = 0; i < count; i++)
        if (str_eq(entry_text(c, &items[i], 1), str_from(id)))
            return true;
    return false;
}

/* Those that a rule fits; empty: none. */
static struct str fitted_by(struct composer *c, const char *id,
                            const size_t *occupations, size_t count)
{
    struct str list = STR_NONE;
    size_t fitted = 0, left;
    for (size_t i = 0; i < count; i++)
        fitted += has_rule(c, occupations[i], id);
    if (fitted == count)
        return say(c, count == 2 ? "ahead.both" : "ahead.all", NULL);
    left = fitted;
    for (size_t i = 0; i < count; i++)
        if (has_rule(c, occupations[i], id))
            list = listed(c, list, title_of(c, occupations[i]), --left == 0);
    return list;
}

struct str immigration_compared(struct composer *c, const size_t *occupations,
                                size_t count)
{
    static const char *const rules[] = {"schedule_a", "eb2", "h1b"};
    struct str text = say(c, "ahead.immigration", NULL);
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        struct str list = fitted_by(c, rules[i], occupations, count);
        struct str key =
            arena_printf(c->arena, "ahead.immigration.%s", rules[i]);
        if (list.len > 0)
            text = followed(c, text, say(c, key.ptr, "list", list, NULL));
    }
    return text;
}

static bool tell(struct composer *c)
{
    static const char *const statuses[] = {"immigration.not_skilled",
                                           "immigration.skilled",
                                           "immigration.restricted"};
    if (!subject_known(c, SUBJECT_IMMIGRATION))
        return false;
    const struct pack_entry *status = known_value(c, FIELD_MIGRATION);
    int which = status ? (int)status->num[0] : -1;
    if (which >= 0 && which <= 2) {
        struct str words = entry_text(c, status, 0);
        add_headline(
            c, say(c, statuses[which], "source", source_name(c, status), NULL),
            STR_NONE);
        if (which == 2 && words.len > 0)
            add_text(c, STR_NONE, words);
        cite(c, status);
        visas(c);
        add_field(c, NULL, FIELD_MIGRATION_TEXT);
    } else if (value(c, FIELD_MIGRATION_TEXT)) {
        const struct pack_entry *text = value(c, FIELD_MIGRATION_TEXT);
        add_headline(c, entry_text(c, text, 0), STR_NONE);
        cite(c, text);
        visas(c);
    } else {
        add_headline(c,
                     say(c,
                         value(c, FIELD_VISA) ? "immigration.headline"
                                              : "immigration.general",
                         NULL),
                     STR_NONE);
        visas(c);
    }
    rules(c);
    add_note(c, say(c, "immigration.caution", NULL));
    return true;
}

const struct subject_ops subject_immigration = {
    .subject = SUBJECT_IMMIGRATION,
    .tell = tell,
    .fields = {FIELD_MIGRATION, FIELD_MIGRATION_TEXT, FIELD_VISA,
               FIELD_MIGRATION_RULE},
    .next = {SUBJECT_ENTRY, SUBJECT_SALARY, SUBJECT_CERTIFICATES},
};
