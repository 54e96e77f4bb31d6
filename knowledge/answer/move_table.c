/* A column a thing that changes, a row a move, the first row one's own. */
#include "move_table.h"

#include "move_parts.h"

#include <math.h>

static struct str signed_text(struct composer *c, double change,
                              struct str amount)
{
    return arena_printf(c->arena, "%s%.*s",
                        change < 0   ? "-"
                        : change > 0 ? "+"
                                     : "±",
                        STR_ARG(amount));
}

static struct str with_change(struct composer *c, struct str text,
                              double change, struct str amount)
{
    if (text.len == 0 || isnan(change))
        return text;
    return say(c, "pivots.changed", "value", text, "change",
               signed_text(c, change, amount), NULL);
}

static struct str pay_cell(struct composer *c, const struct here *here)
{
    double change =
        here ? pay_change(here->pay, value(c, FIELD_WAGE_MEDIAN)) : NAN;
    return with_change(c, pay_text(c), change,
                       isnan(change) ? STR_NONE : money(c, fabs(change)));
}

static struct str exposure_cell(struct composer *c, const struct here *here)
{
    double exposure = exposure_of(c);
    double change = here ? round((exposure - here->exposure) * 100) : NAN;
    if (isnan(exposure))
        return STR_NONE;
    cite(c, value(c, FIELD_AI_ELOUNDOU_HUMAN));
    const char *key = fabs(change) == 1 ? "pivots.point" : "pivots.points";
    struct str points = isnan(change) ? STR_NONE
                                      : say(c, key, "number",
                                            decimal(c, fabs(change), 0), NULL);
    return with_change(c, percent_of(c, exposure), change, points);
}

static struct str jobs_cell(struct composer *c, const struct here *here)
{
    (void)here;
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *openings = known_value(c, FIELD_OPENINGS);
    cite(c, e);
    cite(c, openings);
    return beside(c, e ? change_text(c, e->num[0]) : STR_NONE,
                  openings ? say(c, "pivots.openings", "number",
                                 number(c, openings->num[0]), NULL)
                           : STR_NONE);
}

static struct str schooling_cell(struct composer *c, const struct here *here)
{
    (void)here;
    return schooling_text(c);
}

static struct str training_cell(struct composer *c, const struct here *here)
{
    (void)here;
    const struct pack_entry *zone = known_value(c, FIELD_JOB_ZONE);
    const struct pack_entry *training = value(c, FIELD_TYPICAL_TRAINING);
    cite(c, zone);
    cite(c, training);
    return beside(
        c,
        zone ? say(c, "pivots.zone", "zone", number(c, zone->num[0]), NULL)
             : STR_NONE,
        training ? say(c, "pivots.training", "name",
                       term(c, entry_text(c, training, 0)), NULL)
                 : STR_NONE);
}

static const struct {
    const char *label;
    struct str (*show)(struct composer *c, const struct here *here);
} columns[] = {
    {"pivots.pay", pay_cell},
    {"pivots.exposure", exposure_cell},
    {"pivots.jobs", jobs_cell},
    {"overview.education", schooling_cell},
    {"pivots.preparation", training_cell},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static void row(struct composer *c, struct rows *rows, const struct here *here,
                const struct move_shown *move)
{
    struct elsewhere own = go_elsewhere(c, move ? move->to : c->occupation);
    rows_cell(c, rows, title_of(c, c->occupation));
    for (size_t i = 0; i < COLUMNS; i++) {
        struct str text = columns[i].show(c, here);
        rows_cell(c, rows, or_unknown(c, text));
    }
    come_back(c, own);
    static const struct fit_words words = {
        "pivots.carried_cell", "pivots.all_cell",     "pivots.carried_cell",
        "pivots.carried_cell", "pivots.carried_cell", "pivots.learn_cell"};
    struct str skills = move ? skills_text(c, move, &words) : STR("-");
    rows_cell(c, rows, or_unknown(c, skills));
}

void moves_table(struct composer *c, const struct move_shown *moves,
                 size_t count, bool recommended, const char *title)
{
    struct here here = here_of(c);
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, title, NULL), COLUMNS + 2);
    rows_cell(c, &rows, STR_NONE);
    for (size_t i = 0; i < COLUMNS; i++)
        rows_cell(c, &rows, say(c, columns[i].label, NULL));
    rows_cell(c, &rows, say(c, "pivots.skills", NULL));
    size_t header = rows.cells;
    for (size_t i = 0; i < count; i++) {
        if (moves[i].recommended != recommended)
            continue;
        if (rows.cells == header)
            row(c, &rows, NULL, NULL); /* one's own, to compare with */
        row(c, &rows, &here, &moves[i]);
    }
    if (rows.cells > header)
        rows_end(c, &rows);
}
