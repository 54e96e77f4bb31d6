/* Where to go from here: the moves that gain most and why, what each would
 * change, and the next step up. */
#include "subjects.h"

#include "list_conditions.h"
#include "list_shown.h"
#include "move_table.h"
#include "move_words.h"
#include "moves_wished.h"

static struct str named_move(struct composer *c, const struct move_shown *move)
{
    return say(c, "pivots.move", "title", title_of(c, move->to), "code",
               soc_text(c, move->to), "move", move_in_words(c, move), NULL);
}

/* Who has not said to have the occupation moves nowhere: it is one near by. */
static struct str say_move(struct composer *c, const char *pivots,
                           const char *near, struct str move)
{
    bool considers = c->wishes && c->wishes->considers;
    return say(c, considers ? near : pivots, "move", move, NULL);
}

/* The best one or two, or why there are none. */
static void moves_headline(struct composer *c, const struct move_shown *moves,
                           size_t count)
{
    if (moves[0].recommended) {
        add_headline(c,
                     moves[0].cautious
                         ? say_move(c, "pivots.best_but", "near.best_but",
                                    named_move(c, &moves[0]))
                         : say_move(c, "pivots.best", "near.best",
                                    named_move(c, &moves[0])),
                     STR_NONE);
        if (count > 1 && moves[1].recommended && !moves[1].cautious)
            add_text(c, say(c, "pivots.second", NULL),
                     named_move(c, &moves[1]));
        return;
    }
    struct moves_counted n = moves_count(c);
    bool any = n.pay_more > 0 || n.less_exposed > 0;
    add_headline(c,
                 say(c, any ? "pivots.no_gain" : "pivots.none_better", "count",
                     number(c, (double)n.related), "more",
                     number(c, (double)n.pay_more), "safer",
                     number(c, (double)n.less_exposed), NULL),
                 STR_NONE);
}

static void show_moves(struct composer *c, const struct move_shown *moves,
                       size_t count)
{
    for (c->moves = 0; c->moves < count; c->moves++) {
        c->move[c->moves] = moves[c->moves].to;
        add_choice(c, moves[c->moves].to, SUBJECT_NONE);
    }
    const char *table =
        c->wishes && c->wishes->considers ? "near.table" : "pivots.table";
    moves_table(c, moves, count, true, table);
    moves_table(c, moves, count, false,
                moves[0].recommended ? "pivots.others" : table);
    if (!value(c, FIELD_RATED_SKILL))
        add_note(c, say(c, "pivots.unrated", NULL));
    add_note(c, say(c, "pivots.formula", NULL));
}

/* False: none are known. */
static bool tell_moves(struct composer *c)
{
    struct move_shown moves[MOVES_SHOWN];
    size_t count = moves_of(c, moves);
    if (count == 0)
        return false;
    moves_headline(c, moves, count);
    show_moves(c, moves, count);
    cite(c, value(c, FIELD_RELATED));
    cite(c, value(c, FIELD_MOVE));
    return true;
}

/* Those that meet the conditions, of all occupations. */
static void tell_wished(struct composer *c)
{
    struct wishes wishes = moves_wishes(c);
    struct move_shown moves[MOVES_SHOWN];
    size_t fit, relaxed[CONDITIONS] = {0};
    size_t count = moves_wished(c, &wishes, moves, &fit, relaxed);
    if (count == 0) {
        list_nothing_fits(c, &wishes, relaxed, false);
        return;
    }
    if (wishes.skip > 0)
        add_headline(c, say_move(c, "pivots.further", "near.further", STR_NONE),
                     STR_NONE);
    else if (moves[0].recommended)
        moves_headline(c, moves, count);
    else
        add_headline(c,
                     say_move(c, "pivots.wished_none", "near.none", STR_NONE),
                     STR_NONE);
    if (any_condition(&wishes))
        list_repeat(c, &wishes, false);
    show_moves(c, moves, count);
    if (any_condition(&wishes))
        add_note(
            c, say(c, "pivots.wished", "count", number(c, (double)fit), NULL));
    cite(c, value(c, FIELD_RATED_SKILL));
    cite(c, value(c, FIELD_MOVE));
}

static bool tell_neighbour(struct composer *c)
{
    size_t own = c->occupation, near = neighbour_with(c, FIELD_MOVE);
    if (near == pack_occupation_count(c->pack))
        return false;
    add_headline(c,
                 say(c, "pivots.neighbour", "title", title_of(c, near), "code",
                     soc_text(c, near), NULL),
                 STR_NONE);
    c->occupation = near;
    tell_moves(c);
    c->occupation = own;
    add_choice(c, near, SUBJECT_PIVOTS);
    return true;
}

/* No statistics of these: nothing to reckon with. */
static bool is_military(const struct composer *c)
{
    enum { MILITARY = 55 };
    return pack_occupation(c->pack, c->occupation).soc / 10000 == MILITARY;
}

static bool tell(struct composer *c)
{
    if (c->wishes && value(c, FIELD_RELATED)) {
        tell_wished(c);
        return true;
    }
    bool known = subject_known(c, SUBJECT_PIVOTS);
    bool moves = tell_moves(c);
    if (!moves && !known && is_military(c)) {
        add_headline(c, say(c, "pivots.military", NULL), STR_NONE);
        return true;
    }
    if (!moves && !known)
        return tell_neighbour(c);
    if (!moves)
        add_headline(
            c,
            say(c, value(c, FIELD_ADJACENT) ? "pivots.headline" : "pivots.none",
                NULL),
            STR_NONE);
    add_list(c, moves ? "pivots.adjacent" : NULL, FIELD_ADJACENT);
    add_field(c, "outlook.progression", FIELD_PROGRESSION);
    add_field(c, "skills.upgrade", FIELD_UPGRADE);
    return true;
}

const struct subject_ops subject_pivots = {
    .subject = SUBJECT_PIVOTS,
    .tell = tell,
    .fields = {FIELD_ADJACENT, FIELD_MOVE, FIELD_PROGRESSION, FIELD_UPGRADE},
    .next = {SUBJECT_SKILLS, SUBJECT_OUTLOOK, SUBJECT_ENTRY},
};
