/* Weighs the occupations that meet the conditions by the formula of
 * move_score.h, as the builder does related ones. Skills alone would send a
 * nurse to fly airliners: recommended are only occupations that O*NET relates
 * to one's own, or to those. */
#include "moves_wished.h"

#include "figures.h"
#include "list_conditions.h"
#include "move_parts.h"
#include "move_score.h"
#include "wish_kinds.h"

#include <math.h>
#include <stdlib.h>

enum { FAR = 1000 }; /* of skills that do not carry over, all */

/* How occupations are related: at once, by way of another, or not. */
enum { RELATED = 1, NEXT_TO_RELATED, UNRELATED };

struct found {
    size_t to;
    int steps;
    struct move_rank rank;
    struct move_shown move;
};

bool moves_are_wished(const struct wishes *wishes)
{
    return any_condition(wishes) || wishes->skip > 0 ||
           wish_rank_subject(wishes->rank) != SUBJECT_NONE;
}

struct wishes moves_wishes(struct composer *c)
{
    enum { NO_DEGREE = 3 };
    const double any_growth = 0.05; /* list.growing */
    struct wishes w = *c->wishes;
    double pay = figure_of(c, c->occupation, WISH_PAY);
    double exposure = figure_of(c, c->occupation, WISH_AI);
    double schooling = figure_of(c, c->occupation, WISH_EDUCATION);
    double years = figure_of(c, c->occupation, WISH_TIME);
    double *most = &w.range[WISH_EDUCATION].to;
    if (w.rank == RANK_PAY && pay > w.range[WISH_PAY].from)
        w.range[WISH_PAY].from = pay;
    if (w.rank == RANK_AI_LOW && !isnan(exposure) && w.range[WISH_AI].to == 0)
        w.range[WISH_AI].to = exposure;
    if (w.rank == RANK_GROWTH && w.range[WISH_GROWTH].from == 0)
        w.range[WISH_GROWTH].from = any_growth;
    if (w.rank == RANK_QUICK && years > 1 && w.range[WISH_TIME].to == 0)
        w.range[WISH_TIME].to = floor(years / 2); /* clearly quicker */
    if (*most > 0 && *most <= NO_DEGREE && schooling > *most)
        *most = schooling; /* the degree one has is no more schooling */
    if (w.skip > 0 && !any_condition(&w)) { /* neighbours were shown, too */
        struct move_shown moves[MOVES_SHOWN];
        for (size_t i = moves_of(c, moves); i-- > 0 && w.skip > 0;)
            w.skip -= !moves[i].recommended;
    }
    return w;
}

static double years_of(struct composer *c, enum field field)
{
    const struct pack_entry *e = value(c, field);
    return e ? move_category_years(entry_text(c, e, 0)) : NAN;
}

static double number_of(struct composer *c, enum field field)
{
    const struct pack_entry *e = known_value(c, field);
    return e ? e->num[0] : NAN;
}

static struct move_place place_of(struct composer *c, size_t occupation)
{
    struct elsewhere own = go_elsewhere(c, occupation);
    struct move_place place = {
        .pay = wage_year(value(c, FIELD_WAGE_MEDIAN)),
        .exposure = exposure_of(c),
        .change = number_of(c, FIELD_EMPLOYMENT_CHANGE),
        .openings = number_of(c, FIELD_OPENINGS),
        .schooling = years_of(c, FIELD_TYPICAL_EDUCATION),
        .experience = years_of(c, FIELD_TYPICAL_EXPERIENCE),
        .training = years_of(c, FIELD_TYPICAL_TRAINING),
        .zone = number_of(c, FIELD_JOB_ZONE)};
    come_back(c, own);
    return place;
}

static void mark_related(struct composer *c, size_t occupation, int steps,
                         int *related)
{
    size_t count;
    const struct pack_entry *e =
        pack_entries(c->pack, occupation, LANG_EN, FIELD_RELATED, &count);
    for (size_t i = 0; i < count; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)e[i].num[0]);
        if (to < pack_occupation_count(c->pack) && related[to] > steps)
            related[to] = steps;
    }
}

/* By occupation, in arena. */
static int *related_of(struct composer *c)
{
    size_t all = pack_occupation_count(c->pack);
    int *related = arena_alloc_array(c->arena, all, sizeof *related);
    for (size_t o = 0; o < all; o++)
        related[o] = UNRELATED;
    mark_related(c, c->occupation, RELATED, related);
    for (size_t o = 0; o < all; o++)
        if (related[o] == RELATED)
            mark_related(c, o, NEXT_TO_RELATED, related);
    return related;
}

/* Those to be recommended first, of them the nearer ones. */
static int by_worth(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    bool x_good = !isnan(x->rank.score), y_good = !isnan(y->rank.score);
    if (x_good == y_good && x->steps != y->steps)
        return x->steps - y->steps;
    return move_rank_compare(&x->rank, &y->rank);
}

static struct found weigh(struct composer *c, const struct move_place *here,
                          const struct move_ratings *own, size_t to, int steps)
{
    struct move_place there = place_of(c, to);
    struct move_ratings ratings;
    move_ratings_of(c, to, &ratings);
    struct move_fit fit = move_fit_between(own, &ratings);
    double share = move_share(&fit);
    size_t far = isnan(share) ? FAR : (size_t)((1 - share) * FAR);
    struct found found = {.to = to,
                          .steps = steps,
                          .rank = move_rank(here, &there,
                                            own->skill_count > 0 ? share : 1,
                                            steps == UNRELATED, far),
                          .move = move_of_fit(to, &fit)};
    found.move.recommended = !isnan(found.rank.score);
    found.move.cautious = found.rank.cautions > 0;
    return found;
}

size_t moves_wished(struct composer *c, const struct wishes *wishes,
                    struct move_shown moves[MOVES_SHOWN], size_t *fit,
                    size_t *relaxed)
{
    size_t count = 0, shown = 0, all = pack_occupation_count(c->pack);
    struct found *found = arena_alloc_array(c->arena, all, sizeof *found);
    const struct listing l = listing_of(c, wishes);
    const int *related = related_of(c);
    struct move_place here = place_of(c, c->occupation);
    const struct pack_entry *wage = value(c, FIELD_WAGE_MEDIAN);
    struct move_ratings own;
    if (wage && wage->flags & ENTRY_AT_LEAST)
        here.pay = NAN; /* what pays more than "this or more" is not known */
    move_ratings_of(c, c->occupation, &own);
    for (size_t o = 0; o < all; o++) {
        size_t which = 0;
        if (o == c->occupation ||
            soc_is_residual(pack_occupation(c->pack, o).soc))
            continue;
        size_t failed = conditions_failed(&l, o, &which);
        if (failed == 0)
            found[count++] = weigh(c, &here, &own, o, related[o]);
        else if (failed == 1)
            relaxed[which]++;
    }
    if (count > 0)
        qsort(found, count, sizeof *found, by_worth);
    *fit = count;
    for (size_t i = wishes->skip < count ? wishes->skip : 0;
         i < count && shown < MOVES_SHOWN; i++)
        moves[shown++] = found[i].move;
    return shown;
}
