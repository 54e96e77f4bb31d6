/* "Do I need a degree?" is two things in one question: a word that asks whether
 * something is needed and what that is. Which words those are is the lexicon's
 * to say: [asks/need], [schooling/5], [asks/paper], [skill/mathematics]. Of
 * pay it is the amount that is named, or which end of it is asked for. */
#include "lead.h"

#include "amounts.h"

#include <math.h>

/* A phrase and the token it begins at. */
struct found {
    const struct wording *phrase; /* NULL: none */
    size_t token;
};

/* Whether bytes [from, to) are but a part of a name: "math" of "math teacher".
 */
static bool is_part_of_name(const struct reading *r, size_t from, size_t to)
{
    for (size_t i = 0; i < r->name_count; i++) {
        size_t first = r->tokens[r->names[i].from].from;
        size_t last = r->tokens[r->names[i].to - 1].to;
        if (first <= from && to <= last && last - first > to - from)
            return true;
    }
    return false;
}

/* Among the tokens [from, to). */
static struct found first_in(const struct reading *r, size_t from_token,
                             size_t to_token, uint64_t topics)
{
    for (size_t t = from_token; t < to_token; t++) {
        size_t from = r->tokens[t].from;
        const struct wording *phrase =
            wordings_begin(r->matcher->wordings,
                           str_slice(r->text, from, r->text.len), topics);
        if (phrase && !is_part_of_name(r, from, from + phrase->text.len))
            return (struct found){phrase, t};
    }
    return (struct found){0};
}

static struct found first_of(const struct reading *r, uint64_t topics)
{
    return first_in(r, 0, r->count, topics);
}

/* As the person wrote it. */
static struct str text_of(const struct reading *r, struct found found)
{
    size_t from = r->tokens[found.token].from;
    return str_slice(r->text, from, from + found.phrase->text.len);
}

/* What asks for a thing: the nearest before it, else what may stand behind. */
static struct found need_of(const struct reading *r, struct found thing)
{
    struct found need = {0};
    for (size_t t = thing.phrase ? thing.token : 0; t-- > 0 && !need.phrase;)
        need = first_in(r, t, t + 1,
                        WORDING(ASKS_NEED) | WORDING(ASKS_NEEDED) |
                            WORDING(ASKS_WITHOUT) | WORDING(ASKS_WITH));
    return need.phrase || !thing.phrase
               ? need
               : first_in(r, thing.token, r->count,
                          WORDING(ASKS_NEEDED) | WORDING(ASKS_WITH));
}

/* Whether a cue is of what may matter in the work: a skill, or company. */
static bool is_trait(const struct cue *cue)
{
    return cue->type == CUE_SKILL || cue_is(cue, CUE_WISH, "introvert");
}

/* The first trait behind the word that asks for it, else the one nearest
 * before it. */
static struct str trait_in(const struct reading *r, struct found need)
{
    const struct cue *found = NULL;
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        size_t from = r->tokens[hit->from].from;
        size_t to = r->tokens[hit->to - 1].to;
        if (!is_trait(hit->cue) || is_part_of_name(r, from, to))
            continue;
        found = hit->cue;
        if (!need.phrase || hit->from >= need.token)
            break;
    }
    return !found                    ? STR_NONE
           : found->type == CUE_WISH ? STR(LEAD_COMPANY)
                                     : found->part;
}

/* Subjects beside which "with a degree" asks nothing: "do nurses with a degree
 * earn more". */
static bool is_of_figures(enum subject subject)
{
    return subject == SUBJECT_SALARY || subject == SUBJECT_OUTLOOK ||
           subject == SUBJECT_AI_RISK || subject == SUBJECT_IMMIGRATION ||
           subject == SUBJECT_PIVOTS || subject == SUBJECT_TASKS;
}

static enum lead_ask ask_of(struct found need)
{
    return need.phrase->topic == WORDING_ASKS_WITHOUT ? ASK_WITHOUT
           : need.phrase->topic == WORDING_ASKS_WITH  ? ASK_WITH
                                                      : ASK_NEED;
}

/* Whether something is needed. False: that is not asked. */
static bool read_need(const struct reading *r, bool way_in, struct lead *lead)
{
    bool open = first_of(r, WORDING(ASKS_OPEN)).phrase; /* "what degree" */
    struct found schooling = first_of(r, WORDING(SCHOOLING));
    struct found need = need_of(r, schooling);
    bool how = need.phrase && way_in && ask_of(need) == ASK_WITHOUT;
    if (need.phrase && (!open || how)) { /* "how do I become one without" */
        lead->kind = LEAD_SCHOOLING;
        lead->ask = ask_of(need);
        lead->schooling = schooling.phrase->value;
        return true;
    }
    need = need_of(
        r, first_of(r, WORDING(ASKS_PAPER) | WORDING(ASKS_NAMED_PAPER)));
    if (need.phrase && !open && ask_of(need) != ASK_WITH) {
        lead->kind = LEAD_PAPER;
        lead->said = r->text;
        struct found paper = first_of(r, WORDING(ASKS_NAMED_PAPER));
        if (paper.phrase)
            lead->paper = text_of(r, paper);
        return true;
    }
    need = first_of(r, WORDING(ASKS_NEED) | WORDING(ASKS_NEEDED));
    struct str trait = trait_in(r, need);
    if (trait.len > 0 && (need.phrase || str_eq(trait, STR(LEAD_COMPANY)))) {
        lead->kind = LEAD_TRAIT; /* "how important is math", too */
        lead->trait = trait;
    }
    return lead->kind != LEAD_NONE;
}

/* --- pay --- */

/* Dollars a year, or an hour; NAN: no pay. */
static double pay_of(const struct amount *a, bool *hour)
{
    enum { MOST_HOUR = 300, LEAST_YEAR = 1000, LEAST_BARE = 10000 };
    if (a->percent || a->age || a->foreign || a->ahead || a->budget ||
        a->years > 0)
        return NAN;
    *hour = a->hour || (a->dollars && a->times <= 0 && a->low <= MOST_HOUR);
    if (*hour)
        return a->low <= MOST_HOUR ? a->low : NAN;
    bool bare = !a->dollars && !a->scaled && a->times <= 0; /* "in 2030" */
    double year = a->times > 0 ? a->low * a->times : a->low;
    return year >= (bare ? LEAST_BARE : LEAST_YEAR) ? year : NAN;
}

/* The pay that is named: "is 60k good", "at 18 an hour". */
static bool read_amount(const struct reading *r, struct lead *lead)
{
    enum { AMOUNTS = 4 };
    struct amount amounts[AMOUNTS];
    size_t count =
        amounts_read(r->matcher->wordings, r->text, amounts, AMOUNTS);
    for (size_t i = 0; i < count; i++) {
        lead->amount = pay_of(&amounts[i], &lead->hour);
        if (!isnan(lead->amount)) {
            lead->kind = LEAD_PAID;
            return true;
        }
    }
    return false;
}

static bool asks_part(const struct reading *r, const char *part)
{
    return reading_cue(r, CUE_SUBJECT, part);
}

/* "How long does it take to get the license", not 多久換一次. */
static bool asks_how_long_it_takes(const struct reading *r)
{
    const struct cue_hit *hit = reading_cue(r, CUE_SUBJECT, "duration");
    return hit && hit->cue->weight > 1;
}

static void read_pay(const struct reading *r, struct lead *lead)
{
    if (read_amount(r, lead))
        return;
    lead->kind = asks_part(r, "start")     ? LEAD_START
                 : asks_part(r, "highest") ? LEAD_HIGHEST
                 : asks_part(r, "lowest")  ? LEAD_LOWEST
                                           : LEAD_NONE;
}

void lead_read(const struct reading *r, struct query *q)
{
    enum subject first =
        q->subject_count > 0 ? q->subjects[0].subject : SUBJECT_OVERVIEW;
    bool way_in = first == SUBJECT_ENTRY || q->moving;
    if (way_in && asks_part(r, "cost"))
        q->lead.kind = LEAD_COST;
    else if ((way_in && asks_part(r, "duration")) ||
             (first == SUBJECT_CERTIFICATES && asks_how_long_it_takes(r)))
        q->lead.kind = LEAD_TIME;
    else if ((first == SUBJECT_SALARY || first == SUBJECT_OUTLOOK) && !q->why &&
             first_of(r, WORDING(ASKS_WHY)).phrase)
        q->lead.kind = LEAD_WHY;
    else if (first == SUBJECT_SALARY)
        read_pay(r, &q->lead);
    else if (!is_of_figures(first) && !read_need(r, way_in, &q->lead) &&
             first_of(r, WORDING(ASKS_WORTH)).phrase)
        q->lead.kind = LEAD_WORTH;
}
