/* Weighs the occupations that meet the conditions by the formula of
 * move_score.h, as the builder does related ones. Skills alone would send a
 * nurse to fly airliners: recommended are only occupations that O*NET relates
 * to one's own, or to those. */
#include "moves_wished.h"

#include "figures.h"
#include "list_conditions.h"
#include "move_parts.h"
#include "move_score.h"

#include <math.h>

enum { FAR = 1000 }; /* of skills that do not carry over, all */

/* How occupations are related: at once, by way of another, or not. */
enum { RELATED = 1, NEXT_TO_RELATED, UNRELATED };

struct found {
    size_t to;
    int steps;
    struct move_rank rank;
    struct move_fit fit;
};

bool moves_are_wished(const struct wishes *wishes)
{
    return any_condition(wishes) || wishes->rank == RANK_PAY ||
           wishes->rank == RANK_GROWTH || wishes->rank == RANK_AI_LOW;
}

struct wishes moves_wishes(struct composer *c)
{
    enum { NO_DEGREE = 3 };
    const double any_growth = 0.05; /* list.growing */
    struct wishes w = *c->wishes;
    double pay = figure_of(c, c->occupation, WISH_PAY);
    double exposure = figure_of(c, c->occupation, WISH_AI);
    double schooling = figure_of(c, c->occupation, WISH_EDUCATION);
    double *most = &w.range[WISH_EDUCATION].to;
    if (w.rank == RANK_PAY && pay > w.range[WISH_PAY].from)
        w.range[WISH_PAY].from = pay;
    if (w.rank == RANK_AI_LOW && !isnan(exposure) && w.range[WISH_AI].to == 0)
        w.range[WISH_AI].to = exposure;
    if (w.rank == RANK_GROWTH && w.range[WISH_GROWTH].from == 0)
        w.range[WISH_GROWTH].from = any_growth;
    if (*most > 0 && *most <= NO_DEGREE && schooling > *most)
        *most = schooling; /* the degree one has is no more schooling */
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

static bool goes_before(const struct found *a, const struct found *b)
{
    bool a_good = !isnan(a->rank.score), b_good = !isnan(b->rank.score);
    if (a_good == b_good && a->steps != b->steps)
        return a->steps < b->steps;
    return move_rank_compare(&a->rank, &b->rank) < 0;
}

/* Puts one in its place among the best. */
static void keep(struct found *best, size_t *count, const struct found *found)
{
    size_t at = *count < MOVES_SHOWN ? (*count)++ : MOVES_SHOWN;
    for (; at > 0 && goes_before(found, &best[at - 1]); at--)
        if (at < MOVES_SHOWN)
            best[at] = best[at - 1];
    if (at < MOVES_SHOWN)
        best[at] = *found;
}

static bool is_group(const struct composer *c, size_t occupation)
{
    return pack_occupation(c->pack, occupation).soc % 10 == 9; /* "all other" */
}

size_t moves_wished(struct composer *c, const struct wishes *wishes,
                    struct move_shown moves[MOVES_SHOWN], size_t *fit,
                    size_t *relaxed)
{
    struct found *best =
        arena_alloc_array(c->arena, MOVES_SHOWN + 1, sizeof *best);
    struct found *next = &best[MOVES_SHOWN];
    const struct listing l = {.c = c, .w = wishes};
    struct move_place here = place_of(c, c->occupation);
    struct move_ratings own, ratings;
    size_t count = 0, all = pack_occupation_count(c->pack);
    const int *related = related_of(c);
    move_ratings_of(c, c->occupation, &own);
    *fit = 0;
    for (size_t o = 0; o < all; o++) {
        size_t which = 0;
        if (o == c->occupation || is_group(c, o))
            continue;
        size_t failed = conditions_failed(&l, o, &which);
        if (failed == 1)
            relaxed[which]++;
        if (failed > 0)
            continue;
        struct move_place there = place_of(c, o);
        move_ratings_of(c, o, &ratings);
        *next = (struct found){.to = o,
                               .steps = related[o],
                               .fit = move_fit_between(&own, &ratings)};
        double share = move_share(&next->fit);
        next->rank =
            move_rank(&here, &there, own.skill_count > 0 ? share : 1,
                      related[o] == UNRELATED,
                      isnan(share) ? FAR : (size_t)((1 - share) * FAR));
        keep(best, &count, next);
        ++*fit;
    }
    for (size_t i = 0; i < count; i++) {
        moves[i] = move_of_fit(best[i].to, &best[i].fit);
        moves[i].recommended = !isnan(best[i].rank.score);
        moves[i].cautious = best[i].rank.cautions > 0;
    }
    return count;
}
