/* Skills and knowledge of the two are compared here, as the builder does it for
 * related ones. */
#include "move_way.h"

#include "move_parts.h"
#include "move_table.h"
#include "move_words.h"
#include "subjects.h"

enum { SKILLS = 8 };

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

static void cite_ratings(struct composer *c, size_t occupation)
{
    struct elsewhere own = go_elsewhere(c, occupation);
    cite(c, value(c, FIELD_RATED_SKILL));
    cite(c, value(c, FIELD_RATED_KNOWLEDGE));
    come_back(c, own);
}

void move_tell(struct composer *c, size_t to)
{
    size_t from = c->occupation;
    struct move_ratings here, there;
    move_ratings_of(c, from, &here);
    move_ratings_of(c, to, &there);
    cite_ratings(c, from);
    cite_ratings(c, to);
    struct move_fit fit = move_fit_between(&here, &there);
    struct move_shown move = move_of_fit(to, &fit);
    move.recommended = true;
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
