/* Each thing that changes speaks for a move or against it, or is not known. */
#include "move_words.h"

#include "figures.h"
#include "move_fit.h"
#include "move_parts.h"

#include <math.h>

/* What speaks for a move, what against it, and what is not known. */
struct sides {
    struct str pro, con, unknown;
};

static void add_side(struct composer *c, struct str *side, struct str text)
{
    *side = beside(c, *side, text);
}

static void weigh_pay(struct composer *c, const struct here *here,
                      struct sides *sides)
{
    double change = pay_change(here->pay, value(c, FIELD_WAGE_MEDIAN));
    struct str pay = pay_text(c);
    if (isnan(change) || pay.len == 0)
        add_side(c, &sides->unknown, say(c, "pivots.pay_unknown", NULL));
    else
        add_side(c, change < 0 ? &sides->con : &sides->pro,
                 say(c,
                     change > 0   ? "pivots.pays_more"
                     : change < 0 ? "pivots.pays_less"
                                  : "pivots.pays_same",
                     "amount", money(c, fabs(change)), "pay", pay, NULL));
}

/* Per cent of the tasks: less says nothing, the ratings are not that fine. */
enum { SMALL_POINTS = 5 };

static void weigh_exposure(struct composer *c, const struct here *here,
                           struct sides *sides)
{
    double to = exposure_of(c);
    double change = round((to - here->exposure) * 100); /* as it is shown */
    if (isnan(change)) {
        add_side(c, &sides->unknown, say(c, "pivots.exposure_unknown", NULL));
        return;
    }
    cite(c, value(c, FIELD_AI_ELOUNDOU_HUMAN));
    bool alike = fabs(change) < SMALL_POINTS;
    add_side(c, change > 0 && !alike ? &sides->con : &sides->pro,
             say(c,
                 change == 0  ? "pivots.same_exposed"
                 : alike      ? "pivots.alike_exposed"
                 : change < 0 ? "pivots.less_exposed"
                              : "pivots.more_exposed",
                 "to", percent_of(c, to), "from", percent_of(c, here->exposure),
                 NULL));
}

/* Fewer jobs there, or growth less than half of one's own, speak against it. */
static void weigh_jobs(struct composer *c, const struct here *here,
                       struct sides *sides)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *openings = known_value(c, FIELD_OPENINGS);
    cite(c, e);
    cite(c, openings);
    if (e) {
        bool slower = e->num[0] < here->growth / 2;
        add_side(c, e->num[0] < 0 || slower ? &sides->con : &sides->pro,
                 slower && here->growth > 0
                     ? say(c, "pivots.jobs_slower", "change",
                           change_text(c, e->num[0]), "own",
                           change_text(c, here->growth), NULL)
                     : say(c, "pivots.jobs_change", "change",
                           change_text(c, e->num[0]), NULL));
    }
    if (openings)
        add_side(
            c, openings->num[0] < MOVE_FEW_OPENINGS ? &sides->con : &sides->pro,
            say(c,
                openings->num[0] < MOVE_FEW_OPENINGS ? "pivots.few_openings"
                                                     : "pivots.openings",
                "number", number(c, openings->num[0]), NULL));
}

static void weigh_way(struct composer *c, size_t from, size_t to,
                      const struct move_shown *move, struct sides *sides)
{
    if (figure_of(c, to, WISH_EDUCATION) > figure_of(c, from, WISH_EDUCATION))
        add_side(
            c, &sides->con,
            say(c, "pivots.more_school", "education",
                term(c, entry_text(c, value(c, FIELD_TYPICAL_EDUCATION), 0)),
                NULL));
    if (move->carried * 2 < move->compared)
        add_side(c, &sides->con, say(c, "pivots.new_skills", NULL));
}

struct str move_in_words(struct composer *c, const struct move_shown *move)
{
    static const struct fit_words words = {
        "pivots.carried", "pivots.all",          "pivots.nothing",
        "pivots.one",     "pivots.none_carried", "pivots.learn"};
    struct here here = here_of(c);
    struct sides sides = {STR_NONE, STR_NONE, STR_NONE};
    size_t from = c->occupation;
    struct elsewhere own = go_elsewhere(c, move->to);
    weigh_pay(c, &here, &sides);
    weigh_exposure(c, &here, &sides);
    weigh_jobs(c, &here, &sides);
    weigh_way(c, from, move->to, move, &sides);
    struct str takes =
        beside(c, schooling_text(c),
               category_text(c, FIELD_TYPICAL_TRAINING, "pivots.training"));
    come_back(c, own);
    struct str skills = skills_text(c, move, &words);
    if (skills.len == 0)
        skills = say(c, "pivots.fit_unknown", NULL);
    if (sides.unknown.len > 0)
        skills = say(c, "pivots.unclear", "list", sides.unknown, "next", skills,
                     NULL);
    return say(c, "pivots.weighed", "why",
               say(c,
                   sides.con.len == 0   ? "pivots.for"
                   : sides.pro.len == 0 ? "pivots.against"
                                        : "pivots.for_against",
                   "pro", sides.pro, "con", sides.con, NULL),
               "skills", skills, "takes", or_unknown(c, takes), NULL);
}
