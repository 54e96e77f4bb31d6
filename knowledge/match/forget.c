/* What is left out has a key that means no word, and its cues are gone. */
#include "forget.h"

#include "intent_features.h"

static bool asks(const struct reading *r, size_t from, size_t to)
{
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].cue->type == CUE_SUBJECT && r->cues[i].from >= from &&
            r->cues[i].from < to)
            return true;
    return false;
}

static bool is_about_work(const struct reading *r, size_t from, size_t to)
{
    for (size_t t = from; t < to; t++)
        if (r->tokens[t].key.len == 0)
            return true;
    return asks(r, from, to);
}

static void forget(struct reading *r, size_t from, size_t to)
{
    size_t kept = 0;
    for (size_t t = from; t < to; t++) {
        if (r->tokens[t].key.len > 0)
            r->tokens[t].key = r->words[t].key = INTENT_SKIP;
        r->covered[t] = true;
    }
    for (size_t i = 0; i < r->cue_count; i++)
        if (r->cues[i].from < from || r->cues[i].from >= to)
            r->cues[kept++] = r->cues[i];
    r->cue_count = kept;
}

void forget_people(struct reading *r)
{
    for (size_t from = 0, to; from < r->count; from = to) {
        bool person = false;
        to = reading_clause_end(r, from);
        for (size_t t = from; t < to && !person; t++)
            person =
                r->tokens[t].key.len > 0 && reading_is_word(r, t, "person");
        if (!person)
            continue;
        if (!is_about_work(r, from, to) && to - from < r->count) {
            forget(r, from, to);
            continue;
        }
        for (size_t t = from; t < to; t++)
            if (r->tokens[t].key.len > 0 && reading_is_word(r, t, "person"))
                r->tokens[t].key = r->words[t].key = INTENT_SKIP;
    }
}

void forget_refused(struct reading *r, bool in_talk)
{
    const struct cue_hit *refusal = reading_cue(r, CUE_KIND, "aside");
    if (!refusal && in_talk)
        refusal = reading_cue(r, CUE_KIND, "refusal");
    if (!refusal)
        return;
    size_t from = 0, to;
    while ((to = reading_clause_end(r, from)) <= refusal->from)
        from = to;
    /* "I don't care what surgeons earn. How long does it take?" */
    if (asks(r, from, to) && is_about_work(r, to, r->count))
        forget(r, from, to);
}
