/* Skills and knowledge of the two are compared here, as the builder does it for
 * related ones. */
#include "move_way.h"

#include "move_fit.h"
#include "move_parts.h"
#include "move_table.h"
#include "move_words.h"
#include "subjects.h"

#include <math.h>

enum { SKILLS = 8 };

/* Ratings of two occupations, skills before knowledge. */
struct ratings {
    struct rated items[MOVE_RATINGS];
    size_t count;
};

static void add_ratings(struct composer *c, enum field field,
                        struct ratings *ratings)
{
    size_t count;
    const struct pack_entry *e = values(c, field, &count);
    for (size_t i = 0; i < count && ratings->count < MOVE_RATINGS; i++)
        ratings->items[ratings->count++] =
            (struct rated){entry_text(c, &e[i], 0), e[i].num[0], e[i].num[1]};
    cite(c, e);
}

static void list_held(struct composer *c, const struct move_fit *fit)
{
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "pivots.held", NULL), 1);
    for (size_t i = 0; i < fit->held_count && i < SKILLS; i++)
        rows_cell(c, &rows,
                  say(c, "rated.item", "name", term(c, fit->held[i].name),
                      "importance", decimal(c, fit->held[i].importance, 2),
                      NULL));
    rows_end(c, &rows);
}

static void list_gaps(struct composer *c, const struct move_fit *fit)
{
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "pivots.asked_more", NULL), 1);
    for (size_t i = 0; i < fit->gap_count && i < SKILLS; i++) {
        const struct move_skill *gap = &fit->gaps[i];
        rows_cell(c, &rows,
                  say(c, "pivots.gap", "name", term(c, gap->name), "importance",
                      decimal(c, gap->importance, 2), "to",
                      decimal(c, gap->level, 1), "from",
                      decimal(c, gap->own, 1), NULL));
    }
    rows_end(c, &rows);
}

void move_tell(struct composer *c, size_t to)
{
    static const enum field fields[] = {FIELD_RATED_SKILL,
                                        FIELD_RATED_KNOWLEDGE};
    size_t from = c->occupation;
    struct ratings here = {.count = 0}, there = {.count = 0};
    struct move_fit fit = {0};
    struct move_shown move = {
        .to = to, .recommended = true, .carried = NAN, .compared = NAN};
    for (size_t f = 0; f < 2; f++) {
        size_t here_had = here.count, there_had = there.count;
        add_ratings(c, fields[f], &here);
        struct elsewhere own = go_elsewhere(c, to);
        add_ratings(c, fields[f], &there);
        come_back(c, own);
        move_compare(&fit, here.items + here_had, here.count - here_had,
                     there.items + there_had, there.count - there_had);
    }
    if (fit.compared > 0) {
        move.carried = (double)fit.carried;
        move.compared = (double)fit.compared;
    }
    for (size_t i = 0; i < ENTRY_TEXTS && i < fit.gap_count; i++)
        move.gap[i] = fit.gaps[i].name;
    struct str words =
        say(c, "pivots.between", "title", title_of(c, from), "code",
            soc_text(c, from), "move", move_in_words(c, &move), NULL);
    c->occupation = to;
    add_headline(c, words, STR_NONE);
    c->occupation = from;
    moves_table(c, &move, 1, true, "pivots.table");
    list_held(c, &fit);
    list_gaps(c, &fit);
    c->occupation = to;
    entry_schooling(c);
    entry_required(c);
}
