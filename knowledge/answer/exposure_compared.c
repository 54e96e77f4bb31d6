/* Which of several occupations is least exposed to AI. Every measure that is
 * known of all of them names one, or several where they are too near each
 * other to tell; the measures are counted and named, never made into one. */
#include "exposure.h"

#include <math.h>

enum { OCCUPATIONS = 4 };

/* Measures are compared by the places they give among all occupations, 0 to
 * 100: nearer ones than this are not told apart. */
static const double CLOSE = 5;

/* What the measures say of one end of exposure. Each names a group: a bit an
 * occupation, by its place in the comparison. */
enum { GROUPS = 1 << OCCUPATIONS };
struct end {
    const struct study *by[GROUPS][STUDIES];
    size_t count[GROUPS], all;
    size_t everybody, leader; /* the group of all, who are too close to tell;
                                 the other that is named most often, 0: none */
};

static const struct pack_entry *figure(struct composer *c, size_t occupation,
                                       const struct study *study)
{
    c->occupation = occupation;
    return exposure_is_of_ai(study) ? known_value(c, study->field) : NULL;
}

static bool any_figure(struct composer *c, size_t occupation)
{
    for (size_t i = 0; i < STUDIES; i++)
        if (figure(c, occupation, &exposure_studies[i]))
            return true;
    return false;
}

static bool apart(const struct pack_entry *a, const struct pack_entry *b)
{
    bool placed = !isnan(a->num[1]) && !isnan(b->num[1]);
    return placed ? fabs(a->num[1] - b->num[1]) >= CLOSE
                  : a->num[0] < b->num[0] || a->num[0] > b->num[0];
}

/* Counts one measure, unless it is not known of all of them: who is at the end,
 * and who too near to be told from that one. */
static void ask(struct composer *c, const struct study *study,
                const size_t *occupations, size_t count, bool least,
                struct end *end)
{
    const struct pack_entry *of[OCCUPATIONS];
    size_t first = 0, group = 0;
    for (size_t i = 0; i < count; i++) {
        of[i] = figure(c, occupations[i], study);
        if (!of[i])
            return;
        if (least ? of[i]->num[0] < of[first]->num[0]
                  : of[i]->num[0] > of[first]->num[0])
            first = i;
    }
    for (size_t i = 0; i < count; i++)
        group |= (size_t)!apart(of[i], of[first]) << i;
    end->by[group][end->count[group]++] = study;
    end->all++;
}

static struct end end_of(struct composer *c, const size_t *occupations,
                         size_t count, bool least)
{
    struct end end = {.everybody = ((size_t)1 << count) - 1};
    for (size_t i = 0; i < STUDIES; i++)
        ask(c, &exposure_studies[i], occupations, count, least, &end);
    for (size_t group = 1; group < end.everybody; group++)
        if (end.count[group] > end.count[end.leader])
            end.leader = group;
    return end;
}

/* --- in words ------------------------------------------------------------- */

static struct str names_of(struct composer *c, const struct study *const *of,
                           size_t count)
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < count; i++)
        list = listed(c, list, say(c, of[i]->name, NULL), i + 1 == count);
    return list;
}

static struct str titles_of(struct composer *c, const size_t *occupations,
                            size_t group)
{
    struct str list = STR_NONE;
    for (size_t i = 0; group >> i; i++)
        if (group >> i & 1)
            list = listed(c, list, title_of(c, occupations[i]),
                          !(group >> i >> 1));
    return list;
}

/* "Nurses by 3 (...), Cooks by 1 (...)" of the groups but one, the most often
 * named first. */
static struct str votes(struct composer *c, const struct end *end,
                        const size_t *occupations, size_t but)
{
    struct str list = STR_NONE;
    for (size_t count = STUDIES; count > 0; count--)
        for (size_t group = 1; group < end->everybody; group++) {
            if (end->count[group] != count || group == but)
                continue;
            struct str one = say(c, "exposed.vote", "titles",
                                 titles_of(c, occupations, group), "count",
                                 number(c, (double)count), "names",
                                 names_of(c, end->by[group], count), NULL);
            list = joined(c, list, one);
        }
    return list;
}

/* By how many measures the leader is one; named where they are the fewer. */
static struct str by_measures(struct composer *c, const struct end *end)
{
    size_t count = end->count[end->leader];
    return say(
        c,
        count == end->all ? (count == 1 ? "exposed.by_one" : "exposed.by_all")
        : count * 2 > end->all ? "exposed.by_most"
                               : "exposed.by_some",
        "count", number(c, (double)count), "all", number(c, (double)end->all),
        "names", names_of(c, end->by[end->leader], count), NULL);
}

/* Of two, by how much the measure differs that is most easily told. */
static struct str for_example(struct composer *c, const size_t *two,
                              size_t leader)
{
    size_t first = leader == 1 ? 0 : 1;
    enum field field = FIELD_AI_ELOUNDOU_HUMAN;
    c->occupation = two[first];
    const struct pack_entry *less = known_value(c, field);
    c->occupation = two[!first];
    const struct pack_entry *more = known_value(c, field);
    return less && more && less->num[0] < more->num[0] && apart(less, more)
               ? say(c, "exposed.example", "less", percent_of(c, less->num[0]),
                     "more", percent_of(c, more->num[0]), NULL)
               : STR_NONE;
}

static struct str end_in_words(struct composer *c, const struct end *end,
                               const size_t *occupations, size_t count,
                               bool least)
{
    static const char *const keys[][3] = {
        {"exposed.less", "exposed.least", "exposed.most"},
        {"exposed.split", "exposed.split_least", "exposed.split_most"}};
    size_t which = count == 2 ? 0 : least ? 1 : 2;
    size_t close = end->count[end->everybody];
    size_t votes_for = end->count[end->leader];
    size_t against = end->all - close - votes_for;
    struct str everybody = titles_of(c, occupations, end->everybody),
               all = number(c, (double)end->all);
    if (end->leader == 0)
        return say(c, end->all == 1 ? "exposed.alike_one" : "exposed.alike",
                   "titles", everybody, "all", all, NULL);
    if (least && close * 2 > end->all)
        return say(c, "exposed.near", "titles", everybody, "count",
                   number(c, (double)close), "all", all, "votes",
                   votes(c, end, occupations, 0), NULL);
    struct str text;
    if (votes_for * 2 > end->all || against == 0) {
        text = say(c, keys[0][which], "titles",
                   titles_of(c, occupations, end->leader), "other",
                   titles_of(c, occupations, end->everybody ^ end->leader),
                   "by", by_measures(c, end), "example",
                   count == 2 && against == 0
                       ? for_example(c, occupations, end->leader)
                       : STR_NONE,
                   NULL);
        if (against > 0)
            text = say(c, "exposed.but", "text", text, "votes",
                       votes(c, end, occupations, end->leader), NULL);
    } else {
        text = say(c, keys[1][which], "votes", votes(c, end, occupations, 0),
                   "all", all, NULL);
    }
    return close ? say(c, "exposed.close", "text", text, "names",
                       names_of(c, end->by[end->everybody], close), NULL)
                 : say(c, "ahead.end", "text", text, NULL);
}

/* Both ends of those that have figures. */
static struct str order_in_words(struct composer *c, const size_t *occupations,
                                 size_t count)
{
    struct end least = end_of(c, occupations, count, true);
    if (least.all == 0)
        return say(c, "exposed.none_of_all", NULL);
    struct str text = end_in_words(c, &least, occupations, count, true);
    bool alike = least.count[least.everybody] * 2 > least.all;
    if (count > 2 && !alike) {
        struct end most = end_of(c, occupations, count, false);
        text = followed(c, text,
                        end_in_words(c, &most, occupations, count, false));
    }
    return followed(c, text, say(c, "ai.caution", NULL));
}

struct str exposure_compared(struct composer *c, const size_t *occupations,
                             size_t count)
{
    size_t known[OCCUPATIONS], unknown[OCCUPATIONS];
    size_t known_count = 0, unknown_count = 0;
    for (size_t i = 0; i < count; i++)
        if (any_figure(c, occupations[i]))
            known[known_count++] = occupations[i];
        else
            unknown[unknown_count++] = occupations[i];
    if (known_count == 0)
        return STR_NONE;
    struct str text =
        known_count > 1 ? order_in_words(c, known, known_count) : STR_NONE;
    if (unknown_count == 0)
        return text;
    struct str missing =
        titles_of(c, unknown, ((size_t)1 << unknown_count) - 1);
    return followed(c, say(c, "exposed.unknown", "list", missing, NULL), text);
}
