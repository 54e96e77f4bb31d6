/* Finds the phrases of [unknown/...], places, and what is written as a place,
 * an employer or a year. What is said of each stands in sentences.txt. */
#include "beyond.h"

static bool is_of_name(const struct reading *r, size_t token)
{
    return r->tokens[token].key.len == 0;
}

static bool is_employer_cue(const struct cue *cue)
{
    return cue_is(cue, CUE_UNKNOWN, "employer");
}

/* What it says holds as a part of a name, too: "Google engineer", "freelance
 * translator", "travel nurse". */
static bool holds_in_name(const struct cue *cue)
{
    return is_employer_cue(cue) || cue_is(cue, CUE_UNKNOWN, "self_employed") ||
           cue_is(cue, CUE_UNKNOWN, "special");
}

/* "Benefits" in "benefits specialist". */
static bool is_in_name(const struct reading *r, const struct cue_hit *hit)
{
    for (size_t i = 0; i < r->name_count; i++) {
        const struct name_hit *name = &r->names[i];
        if (name->from <= hit->from && name->to >= hit->to &&
            name->to - name->from > hit->to - hit->from &&
            !holds_in_name(hit->cue))
            return true;
        bool cuts = (name->from < hit->from && name->to > hit->from &&
                     name->to < hit->to) ||
                    (hit->from < name->from && hit->to > name->from &&
                     hit->to < name->to);
        if (cuts) /* 電工會失業嗎: no 工會 */
            return true;
    }
    return false;
}

/* "TN" in "TN visa", "Poland" in "from Poland", "Google" in "ok Google":
 * phrases without gaps. */
static bool is_in_phrase(const struct reading *r, const struct cue_hit *hit)
{
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *other = &r->phrases[i];
        const struct cue *cue = other->cue;
        if ((cue->type == CUE_UNKNOWN || cue->type == CUE_SUBJECT ||
             cue->type == CUE_WORD) &&
            !cue_has_gap(cue) && other->from <= hit->from &&
            other->to >= hit->to &&
            other->to - other->from > hit->to - hit->from)
            return true;
        if (cue->type == CUE_SUBJECT && other->from < hit->from &&
            other->to > hit->from && other->to < hit->to)
            return true; /* 人工|會唔會低: no 工會 */
    }
    return false;
}

bool asks_beyond(const struct query *q, struct str part)
{
    for (size_t i = 0; i < q->beyond_count; i++)
        if (str_eq(q->beyond[i], part))
            return true;
    return false;
}

static void add(struct query *q, struct str part)
{
    if (!asks_beyond(q, part) && q->beyond_count < QUERY_BEYOND)
        q->beyond[q->beyond_count++] = part;
}

/* "At Olive Garden", "does acme pay welders": its name may be any. */
static bool is_employer(const struct reading *r, size_t token)
{
    bool unknown = !r->covered[token] && !r->tokens[token].han;
    bool named = r->tokens[token].capital;
    bool pays = token + 2 < r->count &&
                str_eq(r->tokens[token + 1].key, STR("pay")) &&
                is_of_name(r, token + 2);
    bool at = token > 0 && str_eq(r->tokens[token - 1].word, STR("at"));
    if (at && r->count == 2 && r->words[token].uses == 0)
        return true; /* "at cvs" */
    return unknown && (pays || (named && r->has_small_word && at));
}

/* "In 1990", 2030年. */
static bool is_year(const struct reading *r, size_t token)
{
    static const char *const before[] = {"in", "since", "by", "from", "year"};
    struct str word = r->tokens[token].word;
    long year;
    return word.len == 4 && str_to_long(word, &year) && year >= 1900 &&
           year < 2100 &&
           ((token > 0 && STR_IS_ONE_OF(r->tokens[token - 1].word, before)) ||
            (token + 1 < r->count &&
             str_eq(r->tokens[token + 1].word, STR("年"))));
}

void read_beyond(const struct reading *r, struct query *q)
{
    for (size_t i = 0; i < r->phrase_count; i++) {
        const struct cue_hit *hit = &r->phrases[i];
        bool name =
            cue_is(hit->cue, CUE_WORD, "place") || is_employer_cue(hit->cue);
        if ((name || hit->cue->type == CUE_UNKNOWN) && !is_in_name(r, hit) &&
            !(name && is_in_phrase(r, hit)))
            add(q, hit->cue->part);
    }
    if (reading_names_place(r))
        add(q, STR("place"));
    for (size_t t = 0; t < r->count; t++) {
        if (reading_says(r, t, WORDING(ASKS_HOURS)))
            add(q, STR("hours"));
        if (is_employer(r, t))
            add(q, STR("employer"));
        if (is_year(r, t))
            add(q, STR("year"));
    }
}
