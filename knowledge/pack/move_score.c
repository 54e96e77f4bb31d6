/* What a move from one occupation to another is worth.
 *
 *   score = gain x share, of ten years (the time projections look ahead):
 *
 *   gain   = pay + time + jobs, each a share of what staying brings
 *     pay    s years of schooling earn nothing, p years of experience and
 *            training the lower of the two medians, the rest the new one:
 *            (p min(1, r) + (10 - s - p) r) / 10 - 1, where r = w1 / w0. s is
 *            what typical education takes beyond one's own, whatever the
 *            field; a master's and a doctoral or professional degree stand on
 *            a bachelor's, so that a degree between does not shorten them. p
 *            is the experience in a related occupation beyond one's own, and
 *            all of the training on the job
 *     time   half of the difference in exposure to AI, e0 - e1: a task counts
 *            as exposed when it could take half of the time or less (Eloundou
 *            et al. 2024, rated by people), so this is the working time that
 *            AI leaves
 *     jobs   the difference in the projected change of employment, g1 - g0
 *            What is not known adds nothing.
 *   share  what carries over of the skills and knowledge that are important
 *          there (importance 3 of 5 or more, O*NET's "important"), weighted by
 *          importance: sum of i1 max(0, 1 - max(0, l1 - l0)) / sum of i1.
 *          One is carried whole where its level is reached, not at all where
 *          one level of the seven is missing, which is as near as the ratings
 *          go: their 95% intervals are 0.3 levels wide for skills, 0.9 for
 *          knowledge, to either side. In words a skill carries over where less
 *          than half a level is missing; else it is a gap of i1 (l1 - l0).
 *
 * More pay, less exposure, more growth, shorter schooling and higher levels of
 * one's own never lower a score. It is given only to moves that
 *   - pay more, or are less exposed and pay at least 3/4 of what one has;
 *   - are at most one job zone up (both as in Nesta, Mapping Career Causeways,
 *     2020, which calls such moves desirable and viable);
 *   - take five years or less, half of the ten;
 *   - keep at least a quarter of the skills: less is a new start;
 *   - gain something, and are an occupation one can aim at: no "all other"
 *     group, whose SOC codes end in 9.
 * Four things speak against such a move, and the fewer of them the further it
 * goes in front; where no move is free of them, the first is shown with a word
 * of caution:
 *   - jobs there are to become fewer;
 *   - AI could speed up more of the tasks than of one's own, and more than a
 *     third of them, as in two of five occupations;
 *   - the whole country has fewer than 2,000 openings a year, as for three in
 *     ten occupations;
 *   - less than four tenths of the skills are kept.
 * Then those that pay more go first, then the higher score. All others are
 * shown as neighbours, in the order of O*NET.
 *
 * The literature calls 1 - share a skill distance (Poletaev and Robinson 2008,
 * Gathmann and Schoenberg 2010) and share the transferability of skills. */
#include "move_score.h"

#include "move_fit.h"

#include <math.h>

enum { YEARS = 10, MOST_YEARS = YEARS / 2, BACHELOR = 4 };

#define TIME_OF_TASK 0.5 /* that an exposed one could save */
#define LEAST_PAY 0.75
#define LEAST_SHARE 0.25
#define GOOD_SHARE 0.4
#define HIGH_EXPOSURE (1 / 3.0)

double move_category_years(struct str category)
{
    static const struct {
        const char *category;
        double years;
    } known[] = {
        {"No formal educational credential", 0},
        {"High school diploma or equivalent", 0},
        {"Some college, no degree", 1},
        {"Postsecondary nondegree award", 1},
        {"Associate's degree", 2},
        {"Bachelor's degree", 4},
        {"Master's degree", 6},
        {"Doctoral or professional degree", 8},
        {"None", 0},
        {"Less than 5 years", 2},
        {"5 years or more", 5},
        {"Short-term on-the-job training", 0},
        {"Moderate-term on-the-job training", 0.5},
        {"Long-term on-the-job training", 2},
        {"Apprenticeship", 4},
        {"Internship/residency", 3},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(category, str_from(known[i].category)))
            return known[i].years;
    return NAN;
}

static double beyond(double to, double own)
{
    return isnan(to - own) ? NAN : fmax(0, to - own);
}

double move_schooling(const struct move_place *own, const struct move_place *to)
{
    double has = own->schooling;
    if (to->schooling > has)
        has = fmin(has, BACHELOR);
    return beyond(to->schooling, has);
}

double move_practice(const struct move_place *own, const struct move_place *to)
{
    return beyond(to->experience, own->experience) + to->training;
}

double move_years(const struct move_place *own, const struct move_place *to)
{
    return move_schooling(own, to) + move_practice(own, to);
}

static double known_or(double number, double otherwise)
{
    return isnan(number) ? otherwise : number;
}

double move_gain(const struct move_place *own, const struct move_place *to)
{
    double schooling = fmin(move_schooling(own, to), YEARS);
    double practice = fmin(move_practice(own, to), YEARS - schooling);
    double ratio = known_or(to->pay / own->pay, 1);
    double pay =
        (practice * fmin(ratio, 1) + (YEARS - schooling - practice) * ratio) /
            YEARS -
        1;
    double time = TIME_OF_TASK * (own->exposure - to->exposure);
    double jobs = (to->change - own->change) / 100;
    if (isnan(move_years(own, to)))
        return NAN; /* fmin passes over it */
    return pay + known_or(time, 0) + known_or(jobs, 0);
}

int move_cautions(const struct move_place *own, const struct move_place *to,
                  double share)
{
    return (to->change < 0) + (to->openings < MOVE_FEW_OPENINGS) +
           (to->exposure > own->exposure && to->exposure > HIGH_EXPOSURE) +
           (share < GOOD_SHARE);
}

bool move_is_better(const struct move_place *own, const struct move_place *to)
{
    bool safer =
        to->exposure < own->exposure && !(to->pay < LEAST_PAY * own->pay);
    return (to->pay > own->pay || safer) && !(to->zone > own->zone + 1);
}

double move_score(const struct move_place *own, const struct move_place *to,
                  double share)
{
    double gain = move_gain(own, to);
    if (move_is_better(own, to) && gain > 0 &&
        move_years(own, to) <= MOST_YEARS && share >= LEAST_SHARE)
        return gain * share;
    return NAN;
}

struct move_rank move_rank(const struct move_place *own,
                           const struct move_place *to, double share, bool out,
                           size_t order)
{
    return (struct move_rank){.pays_more = to->pay > own->pay,
                              .score = out ? NAN : move_score(own, to, share),
                              .cautions = move_cautions(own, to, share),
                              .order = order};
}

int move_rank_compare(const struct move_rank *a, const struct move_rank *b)
{
    bool a_good = !isnan(a->score), b_good = !isnan(b->score);
    if (a_good != b_good)
        return a_good ? -1 : 1;
    if (a_good && a->cautions != b->cautions)
        return a->cautions - b->cautions;
    if (a_good && a->pays_more != b->pays_more)
        return a->pays_more ? -1 : 1;
    if (a_good && a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}
