/* Where to go from here: neighbouring occupations with what moving there
 * changes, and the next step up. */
#include "subjects.h"

#include <math.h>

enum { SHOWN = 6 };

/* What one cell of the table says of an occupation. */
static struct str pay(struct composer *c)
{
    const struct pack_entry *e = value(c, FIELD_WAGE_MEDIAN);
    struct str text = e ? wage(c, e, false) : STR_NONE;
    if (e && text.len == 0 && !isnan(e->num[1]))
        text = say(c, "pivots.hour", "amount", wage(c, e, true), NULL);
    if (text.len > 0)
        cite(c, e);
    return text;
}

static struct str education(struct composer *c)
{
    const struct pack_entry *e = value(c, FIELD_TYPICAL_EDUCATION);
    cite(c, e);
    return e ? term(c, entry_text(c, e, 0)) : STR_NONE;
}

static struct str growth(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    cite(c, e);
    return e ? change_text(c, e->num[0]) : STR_NONE;
}

static struct str exposure(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_AI_ELOUNDOU_HUMAN);
    if (!e)
        return STR_NONE;
    cite(c, e);
    return percent_of(c, e->num[0]);
}

static const struct {
    const char *label;
    struct str (*show)(struct composer *c);
} columns[] = {{"overview.pay", pay},
               {"overview.education", education},
               {"overview.growth", growth},
               {"pivots.exposure", exposure}};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void row(struct composer *c, struct rows *rows, size_t occupation)
{
    size_t own = c->occupation;
    bool shared = c->shared;
    c->occupation = occupation;
    rows_cell(c, rows, title_of(c, occupation));
    for (size_t i = 0; i < COLUMNS; i++) {
        struct str text = columns[i].show(c);
        rows_cell(c, rows, text.len ? text : say(c, "not_known", NULL));
    }
    c->occupation = own;
    c->shared = shared; /* the note would be about another occupation */
}

static bool neighbours(struct composer *c)
{
    size_t count, shown = 0;
    const struct pack_entry *related = values(c, FIELD_RELATED, &count);
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, "pivots.table", NULL), COLUMNS + 1);
    rows_cell(c, &rows, STR_NONE);
    for (size_t i = 0; i < COLUMNS; i++)
        rows_cell(c, &rows, say(c, columns[i].label, NULL));
    row(c, &rows, c->occupation);
    for (size_t i = 0; i < count && shown < SHOWN; i++) {
        size_t found = pack_find_soc(c->pack, (uint32_t)related[i].num[0]);
        if (found == pack_occupation_count(c->pack))
            continue;
        row(c, &rows, found);
        shown++;
    }
    if (shown == 0)
        return false;
    rows_end(c, &rows);
    cite(c, related);
    return true;
}

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_PIVOTS))
        return false;
    bool any = value(c, FIELD_RELATED) || value(c, FIELD_ADJACENT);
    add_headline(c, say(c, any ? "pivots.headline" : "pivots.none", NULL),
                 STR_NONE);
    if (!neighbours(c))
        add_list(c, NULL, FIELD_ADJACENT);
    add_field(c, "outlook.progression", FIELD_PROGRESSION);
    add_field(c, "skills.upgrade", FIELD_UPGRADE);
    return true;
}

const struct subject_ops subject_pivots = {
    .subject = SUBJECT_PIVOTS,
    .tell = tell,
    .fields = {FIELD_ADJACENT, FIELD_RELATED, FIELD_PROGRESSION, FIELD_UPGRADE},
    .next = {SUBJECT_SKILLS, SUBJECT_OUTLOOK, SUBJECT_ENTRY},
};
