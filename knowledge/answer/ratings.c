/* The scores of a page, overall and by dimension where it kept them, and those
 * our formula makes of the facts; what no fact carries is said to be
 * unknown. */
#include "stress.h"
#include "subjects.h"

#include <stdio.h>

static void chart(struct composer *c, enum field field, struct str title)
{
    size_t count;
    const struct pack_entry *ratings = values(c, field, &count);
    struct rows rows = rows_begin(BLOCK_CHART, title, 1);
    rows.scale = 10;
    for (size_t i = 0; i < count; i++) {
        struct str id = entry_text(c, &ratings[i], 0);
        char key[64];
        snprintf(key, sizeof key, "rating.%.*s", STR_ARG(id));
        rows_value(c, &rows,
                   say(c, "ratings.score", "name", say(c, key, NULL), "score",
                       number(c, ratings[i].num[0]), NULL),
                   ratings[i].num[0]);
    }
    rows_end(c, &rows);
    if (count > 0)
        cite(c, ratings);
}

static void dimensions(struct composer *c)
{
    bool page = value(c, FIELD_RATING), ours = value(c, FIELD_SCORE);
    chart(c, FIELD_RATING, say(c, "ratings.dimensions", NULL));
    chart(c, FIELD_SCORE, say(c, "ratings.ours", NULL));
    if (ours)
        add_note(c, say(c, "ratings.formula", NULL));
    else if (!page)
        add_note(c, say(c, "ratings.no_dimensions", NULL));
}

/* What was asked for and is not known; empty: all ratings were, or those of a
 * page may have it. */
static struct str lacking(struct composer *c)
{
    if (part_is(c, "stress"))
        return stress_of(c);
    return part_is(c, "single") && !value(c, FIELD_RATING)
               ? say(c, "ratings.no_such", NULL)
               : STR_NONE;
}

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_RATINGS))
        return false;
    const struct pack_entry *overall = value(c, FIELD_OVERALL);
    struct str unknown = lacking(c), line = STR_NONE, figure = STR_NONE;
    if (overall) {
        figure = arena_printf(c->arena, "%.*s/10",
                              STR_ARG(number(c, overall->num[0])));
        line = say(c, "ratings.overall", "figure", figure, "source",
                   source_name(c, overall), NULL);
        cite(c, overall);
    }
    if (unknown.len > 0) {
        add_headline(c, unknown, STR_NONE);
        if (overall)
            add_text(c, STR_NONE, line);
    } else {
        add_headline(c, overall ? line : say(c, "ratings.headline", NULL),
                     figure);
    }
    dimensions(c);
    return true;
}

const struct subject_ops subject_ratings = {
    .subject = SUBJECT_RATINGS,
    .tell = tell,
    .fields = {FIELD_OVERALL, FIELD_RATING, FIELD_SCORE},
    .next = {SUBJECT_SUITS, SUBJECT_AI_RISK, SUBJECT_SALARY},
};
