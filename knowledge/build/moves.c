/* Which related occupations are worth moving to, and what to learn for them.
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
#include "moves.h"

#include "derived.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

enum { YEARS = 10, MOST_YEARS = YEARS / 2, BACHELOR = 4 };
enum { SHOWN = 6, LEARNT = 5, RELATED_MAX = 64 };

#define TIME_OF_TASK 0.5 /* that an exposed one could save */
#define LEAST_PAY 0.75
#define LEAST_SHARE 0.25
#define GOOD_SHARE 0.4
#define HIGH_EXPOSURE (1 / 3.0)

/* --- the formula ---------------------------------------------------------- */

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

/* --- for every occupation ------------------------------------------------- */

struct moves {
    struct builder *b;
    struct figures *figures;
    struct move_place *places; /* of every occupation */
    uint16_t source;
};

struct move {
    size_t to, nearness;
    uint32_t soc;
    bool better, pays_more;
    int cautions;
    double score; /* NAN: a neighbour only */
    struct move_fit fit;
};

/* A value of the occupation, else of the combined code it is published under,
 * as answers show it. */
static const struct pack_value *value_of(const struct moves *m,
                                         size_t occupation, enum field field)
{
    size_t count;
    const struct pack_value *v =
        figures_get(m->figures, occupation, field, &count);
    if (v)
        return v;
    double code = derive_number(m->figures, occupation, FIELD_COMBINED, 0);
    size_t combined =
        isnan(code) ? SIZE_MAX : pack_writer_find(m->b->writer, (uint32_t)code);
    return combined == SIZE_MAX
               ? NULL
               : figures_get(m->figures, combined, field, &count);
}

static double years_of(const struct moves *m, size_t occupation,
                       enum field field)
{
    const struct pack_value *v = value_of(m, occupation, field);
    return v ? derive_years(v->text[0]) : NAN;
}

static struct move_place place_of(const struct moves *m, size_t occupation)
{
    const struct pack_value *wage = value_of(m, occupation, FIELD_WAGE_MEDIAN);
    const struct pack_value *change =
        value_of(m, occupation, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_value *openings = value_of(m, occupation, FIELD_OPENINGS);
    struct move_place place = {
        .pay = NAN,
        .exposure =
            derive_number(m->figures, occupation, FIELD_AI_ELOUNDOU_HUMAN, 0),
        .change = change ? change->num[0] : NAN,
        .openings = openings ? openings->num[0] : NAN,
        .schooling = years_of(m, occupation, FIELD_TYPICAL_EDUCATION),
        .experience = years_of(m, occupation, FIELD_TYPICAL_EXPERIENCE),
        .training = years_of(m, occupation, FIELD_TYPICAL_TRAINING),
        .zone = derive_number(m->figures, occupation, FIELD_JOB_ZONE, 0)};
    if (wage)
        place.pay =
            isnan(wage->num[0]) ? wage->num[1] * YEAR_HOURS : wage->num[0];
    return place;
}

static size_t ratings_of(const struct moves *m, size_t occupation,
                         enum field field, struct rated out[MOVE_RATINGS])
{
    size_t count;
    const struct pack_value *v =
        figures_get(m->figures, occupation, field, &count);
    count = count < MOVE_RATINGS ? count : MOVE_RATINGS;
    for (size_t i = 0; i < count; i++)
        out[i] = (struct rated){v[i].text[0], v[i].num[0], v[i].num[1]};
    return count;
}

static void fit_of(const struct moves *m, size_t own, size_t to,
                   struct move_fit *fit)
{
    static const enum field fields[] = {FIELD_RATED_SKILL,
                                        FIELD_RATED_KNOWLEDGE};
    *fit = (struct move_fit){0};
    for (size_t f = 0; f < 2; f++) {
        struct rated a[MOVE_RATINGS], b[MOVE_RATINGS];
        size_t own_count = ratings_of(m, own, fields[f], a);
        size_t to_count = ratings_of(m, to, fields[f], b);
        move_compare(fit, a, own_count, b, to_count);
    }
}

static bool is_rated(const struct moves *m, size_t occupation)
{
    return !isnan(derive_number(m->figures, occupation, FIELD_RATED_SKILL, 0));
}

static int by_worth(const void *a, const void *b)
{
    const struct move *x = a, *y = b;
    bool x_good = !isnan(x->score), y_good = !isnan(y->score);
    if (x_good != y_good)
        return x_good ? -1 : 1;
    if (x_good && x->cautions != y->cautions)
        return x->cautions - y->cautions;
    if (x_good && x->pays_more != y->pays_more)
        return x->pays_more ? -1 : 1;
    if (x_good && x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return (x->nearness > y->nearness) - (x->nearness < y->nearness);
}

/* All moves from an occupation, the best first. */
static size_t moves_from(const struct moves *m, size_t own,
                         struct move moves[RELATED_MAX])
{
    size_t related_count, count = 0;
    const struct pack_value *related =
        figures_get(m->figures, own, FIELD_RELATED, &related_count);
    struct move_place here = m->places[own];
    const struct pack_value *wage = value_of(m, own, FIELD_WAGE_MEDIAN);
    if (wage && wage->flags & ENTRY_AT_LEAST)
        here.pay = NAN; /* what pays more than "this or more" is not known */
    bool rated = is_rated(m, own);
    for (size_t i = 0; i < related_count && count < RELATED_MAX; i++) {
        struct move *move = &moves[count];
        move->soc = (uint32_t)related[i].num[0];
        move->to = pack_writer_find(m->b->writer, move->soc);
        if (move->to == SIZE_MAX || move->to == own)
            continue;
        const struct move_place *there = &m->places[move->to];
        bool group = move->soc % 10 == 9; /* "all other" */
        move->nearness = i;
        move->better = !group && move_is_better(&here, there);
        move->pays_more = there->pay > here.pay;
        fit_of(m, own, move->to, &move->fit);
        double share = rated ? move_share(&move->fit) : 1;
        move->score = group ? NAN : move_score(&here, there, share);
        move->cautions = move_cautions(&here, there, share);
        count++;
    }
    if (count > 0)
        qsort(moves, count, sizeof *moves, by_worth);
    return count;
}

static void give_moves(const struct moves *m, size_t own,
                       const struct move *moves, size_t count)
{
    struct pack_value to[SHOWN], fit[SHOWN];
    if (count > SHOWN)
        count = SHOWN;
    for (size_t i = 0; i < count; i++) {
        const struct move_fit *f = &moves[i].fit;
        to[i] =
            (struct pack_value){.source = m->source,
                                .flags = moves[i].cautions ? ENTRY_CAUTION : 0,
                                .num = {moves[i].soc, moves[i].score}};
        for (size_t t = 0; t < ENTRY_TEXTS && t < f->gap_count; t++)
            to[i].text[t] = f->gaps[t].name;
        fit[i] = (struct pack_value){.source = m->source, .num = {NAN, NAN}};
        if (f->compared > 0) {
            fit[i].num[0] = (double)f->carried;
            fit[i].num[1] = (double)f->compared;
        }
    }
    figures_give(m->figures, own, FIELD_MOVE, to, count, 0);
    figures_give(m->figures, own, FIELD_MOVE_FIT, fit, count, 0);
}

/* A skill that better occupations ask for. */
struct wanted {
    struct str name;
    size_t by;     /* how many */
    double size;   /* of all its gaps: how often and how far it rises */
    uint32_t best; /* the code of the first of them */
};

static int by_want(const void *a, const void *b)
{
    const struct wanted *x = a, *y = b;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return str_compare(x->name, y->name);
}

static void give_learning(const struct moves *m, size_t own,
                          const struct move *moves, size_t count)
{
    struct wanted wanted[MOVE_RATINGS];
    struct pack_value values[LEARNT];
    size_t wants = 0, given = 0;
    for (size_t i = 0; i < count; i++)
        for (size_t g = 0; moves[i].better && g < moves[i].fit.gap_count; g++) {
            const struct move_skill *gap = &moves[i].fit.gaps[g];
            size_t at = 0;
            while (at < wants && !str_eq(wanted[at].name, gap->name))
                at++;
            if (at == MOVE_RATINGS)
                continue;
            if (at == wants)
                wanted[wants++] =
                    (struct wanted){.name = gap->name, .best = moves[i].soc};
            wanted[at].by++;
            wanted[at].size += gap->size;
        }
    if (wants > 0)
        qsort(wanted, wants, sizeof *wanted, by_want);
    for (; given < wants && given < LEARNT; given++)
        values[given] = (struct pack_value){
            .source = m->source,
            .text = {wanted[given].name},
            .num = {wanted[given].best, (double)wanted[given].by}};
    figures_give(m->figures, own, FIELD_LEARN, values, given, 0);
}

void moves_derive(struct builder *b, struct figures *figures,
                  size_t occupations)
{
    struct moves m = {
        .b = b,
        .figures = figures,
        .places = xmalloc((occupations + 1) * sizeof *m.places),
        .source = pack_writer_source(b->writer, STR("careerbot's formula"),
                                     STR("November 2026"), STR(""))};
    struct move *moves = xmalloc(RELATED_MAX * sizeof *moves);
    for (size_t i = 0; i < occupations; i++)
        m.places[i] = place_of(&m, i);
    for (size_t i = 0; i < occupations; i++) {
        size_t count = moves_from(&m, i, moves);
        if (count == 0)
            continue;
        give_moves(&m, i, moves, count);
        give_learning(&m, i, moves, count);
    }
    free(moves);
    free(m.places);
}
