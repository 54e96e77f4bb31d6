/* "Do I need a degree?" is two things in one question: a word that asks whether
 * something is needed and what that is. Which words those are is the lexicon's
 * to say: [asks/need], [schooling/5], [asks/paper], [skill/mathematics]. */
#include "lead.h"

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

static struct found first_of(const struct reading *r, uint64_t topics)
{
    for (size_t t = 0; t < r->count; t++) {
        size_t from = r->tokens[t].from;
        const struct wording *phrase =
            wordings_begin(r->matcher->wordings,
                           str_slice(r->text, from, r->text.len), topics);
        if (phrase && !is_part_of_name(r, from, from + phrase->text.len))
            return (struct found){phrase, t};
    }
    return (struct found){0};
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

/* Whether something is needed. False: that is not asked. */
static bool read_need(const struct reading *r, struct lead *lead)
{
    struct found need = first_of(r, WORDING(ASKS_NEED) | WORDING(ASKS_WITHOUT) |
                                        WORDING(ASKS_WITH));
    struct found schooling = first_of(r, WORDING(SCHOOLING));
    struct str trait = trait_in(r, need);
    bool open = first_of(r, WORDING(ASKS_OPEN)).phrase;
    if (!need.phrase && !str_eq(trait, STR(LEAD_COMPANY)))
        return false;
    if (need.phrase && need.phrase->topic != WORDING_ASKS_NEED)
        lead->ask =
            need.phrase->topic == WORDING_ASKS_WITH ? ASK_WITH : ASK_WITHOUT;
    if (schooling.phrase && !open) {
        lead->kind = LEAD_SCHOOLING;
        lead->schooling = schooling.phrase->value;
    } else if (!open && lead->ask != ASK_WITH &&
               first_of(r, WORDING(ASKS_PAPER)).phrase) {
        lead->kind = LEAD_PAPER;
        lead->said = r->text;
    } else if (trait.len > 0) { /* "how important is math", too */
        lead->kind = LEAD_TRAIT;
        lead->trait = trait;
    }
    return lead->kind != LEAD_NONE;
}

void lead_read(const struct reading *r, struct query *q)
{
    struct asked first =
        q->subject_count > 0
            ? q->subjects[0]
            : (struct asked){.subject = SUBJECT_OVERVIEW, .part = STR_NONE};
    if (first.subject == SUBJECT_ENTRY && str_eq(first.part, STR("cost")))
        q->lead.kind = LEAD_COST;
    else if (first.subject == SUBJECT_ENTRY &&
             str_eq(first.part, STR("duration")))
        q->lead.kind = LEAD_TIME;
    else if (!is_of_figures(first.subject) && !read_need(r, &q->lead) &&
             first_of(r, WORDING(ASKS_WORTH)).phrase)
        q->lead.kind = LEAD_WORTH;
}
