/* The moves of every occupation to those related to it, by the formula of
 * move_score.h, and what to learn for them. */
#include "derived.h"
#include "move_fit.h"
#include "move_score.h"
#include "xmalloc.h"

#include <math.h>
#include <stdlib.h>

enum { SHOWN = 6, LEARNT = 5, RELATED_MAX = 64 };

struct moves {
    struct builder *b;
    struct figures *figures;
    struct move_place *places; /* of every occupation */
    uint16_t source;
};

struct move {
    size_t to;
    uint32_t soc;
    bool better;
    struct move_rank rank;
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
    return v ? move_category_years(v->text[0]) : NAN;
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

static int by_rank(const void *a, const void *b)
{
    const struct move *x = a, *y = b;
    return move_rank_compare(&x->rank, &y->rank);
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
        bool group = soc_is_residual(move->soc);
        move->better = !group && move_is_better(&here, there);
        fit_of(m, own, move->to, &move->fit);
        double share = rated ? move_share(&move->fit) : 1;
        move->rank = move_rank(&here, there, share, group, i);
        count++;
    }
    if (count > 0)
        qsort(moves, count, sizeof *moves, by_rank);
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
        to[i] = (struct pack_value){
            .source = m->source,
            .flags = moves[i].rank.cautions ? ENTRY_CAUTION : 0,
            .num = {moves[i].soc, moves[i].rank.score}};
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
    struct moves m = {.b = b,
                      .figures = figures,
                      .places = xmalloc((occupations + 1) * sizeof *m.places),
                      .source = derive_source(b)};
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
