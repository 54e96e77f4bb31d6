/* What a move changes, piece by piece. */
#include "move_parts.h"

#include <math.h>

double pay_change(const struct pack_entry *own, const struct pack_entry *to)
{
    return own && own->flags & ENTRY_AT_LEAST ? NAN
                                              : wage_year(to) - wage_year(own);
}

double exposure_of(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_AI_ELOUNDOU_HUMAN);
    return e ? e->num[0] : NAN;
}

struct elsewhere go_elsewhere(struct composer *c, size_t occupation)
{
    struct elsewhere own = {c->occupation, c->combined, c->shared};
    c->occupation = occupation;
    return own;
}

void come_back(struct composer *c, struct elsewhere own)
{
    c->occupation = own.occupation;
    c->combined = own.combined;
    c->shared = own.shared;
}

struct here here_of(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    return (struct here){value(c, FIELD_WAGE_MEDIAN), exposure_of(c),
                         e ? e->num[0] : NAN};
}

struct str pay_text(struct composer *c)
{
    const struct pack_entry *e = value(c, FIELD_WAGE_MEDIAN);
    struct str text = wage_or_hour(c, e);
    if (text.len > 0)
        cite(c, e);
    return text;
}

struct str category_text(struct composer *c, enum field field, const char *key)
{
    const struct pack_entry *e = value(c, field);
    struct str name = entry_text(c, e, 0);
    cite(c, e);
    if (name.len == 0 || str_eq(name, STR("None")))
        return STR_NONE;
    return say(c, key, "name", term(c, name), NULL);
}

struct str schooling_text(struct composer *c)
{
    const struct pack_entry *e = value(c, FIELD_TYPICAL_EDUCATION);
    cite(c, e);
    return beside(
        c, e ? term(c, entry_text(c, e, 0)) : STR_NONE,
        category_text(c, FIELD_TYPICAL_EXPERIENCE, "pivots.experience"));
}

/* "economics and accounting, law and government"; empty: none. */
static struct str gaps(struct composer *c, const struct move_shown *move)
{
    struct str list = STR("");
    for (int i = 0; i < ENTRY_TEXTS && move->gap[i].len > 0; i++) {
        struct str next = term(c, move->gap[i]);
        bool last = i + 1 == ENTRY_TEXTS || move->gap[i + 1].len == 0;
        list = listed(c, list, next, last);
    }
    return list;
}

struct str skills_text(struct composer *c, const struct move_shown *move,
                       const struct fit_words *words)
{
    if (isnan(move->compared))
        return STR_NONE;
    bool all = move->carried == move->compared;
    struct str list = gaps(c, move);
    return beside(c,
                  say(c,
                      move->compared <= 1  ? (all ? words->one : words->none)
                      : all                ? words->all
                      : move->carried == 0 ? words->nothing
                                           : words->some,
                      "carried", number(c, move->carried), "count",
                      number(c, move->compared), NULL),
                  list.len ? say(c, words->learn, "skills", list, NULL)
                           : STR_NONE);
}

static size_t ratings_in(struct composer *c, size_t occupation,
                         enum field field, struct rated out[MOVE_RATINGS])
{
    size_t count;
    const struct pack_entry *e =
        pack_entries(c->pack, occupation, LANG_EN, field, &count);
    count = count < MOVE_RATINGS ? count : MOVE_RATINGS;
    for (size_t i = 0; i < count; i++)
        out[i] =
            (struct rated){entry_text(c, &e[i], 0), e[i].num[0], e[i].num[1]};
    return count;
}

void move_ratings_of(struct composer *c, size_t occupation,
                     struct move_ratings *out)
{
    out->skill_count =
        ratings_in(c, occupation, FIELD_RATED_SKILL, out->skills);
    out->knowledge_count =
        ratings_in(c, occupation, FIELD_RATED_KNOWLEDGE, out->knowledge);
}

struct move_fit move_fit_between(const struct move_ratings *own,
                                 const struct move_ratings *to)
{
    struct move_fit fit = {0};
    move_compare(&fit, own->skills, own->skill_count, to->skills,
                 to->skill_count);
    move_compare(&fit, own->knowledge, own->knowledge_count, to->knowledge,
                 to->knowledge_count);
    return fit;
}

struct move_shown move_of_fit(size_t to, const struct move_fit *fit)
{
    struct move_shown move = {.to = to, .carried = NAN, .compared = NAN};
    if (fit->compared > 0) {
        move.carried = (double)fit->carried;
        move.compared = (double)fit->compared;
    }
    for (size_t i = 0; i < ENTRY_TEXTS && i < fit->gap_count; i++)
        move.gap[i] = fit->gaps[i].name;
    return move;
}
