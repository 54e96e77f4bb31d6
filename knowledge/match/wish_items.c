/* The longest phrases first, then the words they leave, then which of both
 * somebody does not want. What is made of them: wish_taken.c. */
#include "wish_items.h"

#include "intent_features.h"
#include "worded.h"

#include <string.h>

bool item_is(const struct wish_item *item, const char *part)
{
    return item->cue && cue_is(item->cue, CUE_LIST, part);
}

/* The first item of that section of [list/...], or NULL. */
struct wish_item *item_of(struct wish_work *w, const char *part)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (item_is(&w->items[i], part))
            return &w->items[i];
    return NULL;
}

/* --- which phrases are there ---------------------------------------------- */

/* The words with all their keys; those a person says of themselves in the
 * middle of a question ("for a 16 year old") as well. */
void items_begin(struct wish_work *w)
{
    const struct reading *r = w->r;
    size_t count;
    w->tokens = text_tokens(r->matcher->normalizer, r->arena, r->text, &count);
    w->count = count < r->count ? count : r->count;
    bool clause = true; /* skipped from the beginning of a clause on */
    for (size_t i = 0; i < w->count; i++) {
        bool skipped = str_eq(r->words[i].key, INTENT_SKIP);
        if (i > 0) {
            struct str gap =
                str_slice(r->text, r->tokens[i - 1].to, r->tokens[i].from);
            clause = (clause && w->small[i - 1]) || str_trim(gap).len > 0;
        }
        w->small[i] = skipped && clause;
        if (!skipped)
            w->tokens[i].key = r->words[i].key;
    }
}

/* Whether item a is to be preferred where both want a token. */
static bool is_better(const struct cue_hit *a, const struct cue_hit *b)
{
    if (a->cue->count != b->cue->count)
        return a->cue->count > b->cue->count;
    if (a->from != b->from)
        return a->from < b->from;
    if (a->cue->type == CUE_MAJOR || b->cue->type == CUE_MAJOR)
        return a->cue->type == CUE_MAJOR;
    return a->cue->type < b->cue->type;
}

static bool is_free(const struct wish_work *w, const struct cue_hit *hit)
{
    for (size_t t = hit->from; t < hit->to; t++)
        if (w->owner[t] >= 0 && cues_hit_has(hit, w->tokens, t))
            return false;
    return true;
}

static void add_item(struct wish_work *w, const struct cue_hit *hit,
                     bool studied)
{
    struct wish_item *item = &w->items[w->item_count];
    *item = (struct wish_item){
        .cue = hit->cue, .from = hit->from, .to = hit->to, .studied = studied};
    if (hit->cue->type == CUE_WISH)
        item->wish = wish_kind(hit->cue->part);
    else if (hit->cue->type == CUE_LIST)
        item->noun = wish_noun(hit->cue->part);
    for (size_t t = hit->from; t < hit->to; t++)
        if (cues_hit_has(hit, w->tokens, t))
            w->owner[t] = (int)w->item_count;
    w->item_count++;
}

/* Small words, words about work, who asks, and the frame of the question. */
static bool is_small(const struct cue *cue)
{
    static const char *const parts[] = {"stop", "career",   "place",
                                        "list", "followup", "person"};
    static const char *const listed[] = {"words", "joins", "least",
                                         "most",  "study", "studies"};
    if (cue->type == CUE_LANG)
        return true;
    return (cue->type == CUE_LIST && STR_IS_ONE_OF(cue->part, listed)) ||
           ((cue->type == CUE_WORD || cue->type == CUE_KIND) &&
            STR_IS_ONE_OF(cue->part, parts));
}

/* A "not" that is part of a longer small phrase is none: 有沒有. Nor is a wish
 * that is part of one that says nothing: "training program" is no
 * programming. */
static bool is_part_of_small(const struct cue_hit *hits, size_t count,
                             const struct cue_hit *hit)
{
    bool not = cue_is(hit->cue, CUE_LIST, "not");
    for (size_t i = 0; i < count && (not || hit->cue->type != CUE_LIST); i++)
        if ((not ? is_small(hits[i].cue)
                 : cue_is(hits[i].cue, CUE_LIST, "words")) &&
            hits[i].from <= hit->from && hits[i].to >= hit->to &&
            hits[i].cue->count > hit->cue->count)
            return true;
    return false;
}

/* "Biology degree", 生物系; NULL: no such word follows. */
static const struct cue_hit *studies_behind(const struct cue_hit *hits,
                                            size_t count,
                                            const struct cue_hit *field)
{
    const struct cue_hit *best = NULL;
    for (size_t i = 0; i < count; i++)
        if (cue_is(hits[i].cue, CUE_LIST, "studies") &&
            hits[i].from == field->to && (!best || hits[i].to > best->to))
            best = &hits[i];
    return best;
}

/* Or "degree in biology", 學生物. */
static bool is_studied(const struct cue_hit *hits, size_t count,
                       const struct cue_hit *field)
{
    bool before = false;
    for (size_t i = 0; i < count; i++)
        before = before || (cue_is(hits[i].cue, CUE_LIST, "study") &&
                            hits[i].to == field->from);
    return before || studies_behind(hits, count, field);
}

/* Whether a phrase is looked for in lists, and means something here. */
static bool is_wished(const struct cue_hit *hits, size_t count,
                      const struct cue_hit *hit)
{
    return hit->cue->type >= CUE_WISH && !is_small(hit->cue) &&
           (hit->cue->type != CUE_MAJOR || is_studied(hits, count, hit)) &&
           !is_part_of_small(hits, count, hit);
}

/* The last item holds the words behind it, too, where they are free. */
static void hold(struct wish_work *w, const struct cue_hit *behind)
{
    if (!behind || !is_free(w, behind))
        return;
    w->items[w->item_count - 1].to = behind->to;
    for (size_t t = behind->from; t < behind->to; t++)
        w->owner[t] = (int)w->item_count - 1;
}

/* The longest phrases first; no two share a word. */
void items_find(struct wish_work *w)
{
    size_t count;
    struct cue_hit *hits = cues_find(w->r->matcher->cues, w->r->arena,
                                     w->tokens, w->count, &count);
    for (size_t i = 0; i < count; i++) {
        const struct cue *cue = hits[i].cue;
        if (is_small(cue))
            for (size_t t = hits[i].from; t < hits[i].to; t++)
                w->small[t] =
                    w->small[t] || cues_hit_has(&hits[i], w->tokens, t);
        for (size_t t = hits[i].from; t < hits[i].to; t++)
            w->person[t] = w->person[t] || cue_is(cue, CUE_WORD, "person");
        bool career = cue_is(cue, CUE_WORD, "career");
        w->out.fresh = w->out.fresh || career;
        w->least = w->least || cue_is(cue, CUE_LIST, "least");
        w->most = w->most || cue_is(cue, CUE_LIST, "most");
        for (size_t t = hits[i].from; t < hits[i].to; t++)
            w->joins[t] = w->joins[t] || cue_is(cue, CUE_LIST, "joins");
        w->out.joined = w->out.joined ||
                        (hits[i].from == 0 && cue_is(cue, CUE_LIST, "joins"));
    }
    while (w->item_count < WISH_ITEMS) {
        const struct cue_hit *best = NULL;
        for (size_t i = 0; i < count; i++)
            if ((!best || is_better(&hits[i], best)) && is_free(w, &hits[i]) &&
                is_wished(hits, count, &hits[i]))
                best = &hits[i];
        if (!best)
            break;
        add_item(w, best, is_studied(hits, count, best));
        if (best->cue->type != CUE_LIST) /* 不用學士 is no field */
            hold(w, studies_behind(hits, count, best));
    }
}

static bool is_content(const struct wish_work *w, size_t token)
{
    return w->owner[token] < 0 && !w->small[token] && !w->number[token];
}

void items_add(struct wish_work *w, size_t from, size_t to)
{
    for (size_t t = from; t < to; t++)
        w->owner[t] = (int)w->item_count;
    w->items[w->item_count++] = (struct wish_item){.from = from, .to = to};
}

/* A comma or the like stands before a token. */
static bool is_parted(const struct wish_work *w, size_t token)
{
    return str_trim(str_slice(w->r->text, w->tokens[token - 1].to,
                              w->tokens[token].from))
               .len > 0;
}

/* Runs of words nothing explains; a lone Han character is none. */
void items_find_strange(struct wish_work *w)
{
    for (size_t from = 0, to; from<w->count; from = to> from ? to : to + 1) {
        to = from;
        while (to < w->count && is_content(w, to) &&
               (to == from || !is_parted(w, to)))
            to++;
        if (to == from || w->item_count == WISH_ITEMS ||
            (to == from + 1 && w->tokens[from].han))
            continue;
        items_add(w, from, to);
    }
}

void items_sort(struct wish_work *w)
{
    for (size_t i = 1; i < w->item_count; i++)
        for (size_t k = i; k > 0 && w->items[k].from < w->items[k - 1].from;
             k--) {
            struct wish_item other = w->items[k];
            w->items[k] = w->items[k - 1];
            w->items[k - 1] = other;
        }
    for (size_t t = 0; t < w->count; t++)
        for (size_t i = 0; w->owner[t] >= 0 && i < w->item_count; i++)
            if (w->items[i].from <= t && w->items[i].to > t) {
                w->owner[t] = (int)i;
                break;
            }
}

void items_join_name(struct wish_work *w)
{
    const struct wordings *words = w->r->matcher->wordings;
    size_t first = 0, next;
    while (
        first < w->item_count &&
        !wordings_end(words,
                      str_trim(str_slice(w->r->text, 0,
                                         w->tokens[w->items[first].from].from)),
                      WORDING(LISTED_WHICH)))
        first++;
    for (next = first; next < w->item_count; next++)
        if (w->items[next].wish && w->items[next].wish->rank != RANK_NONE)
            break;
    if (next >= w->item_count || next < first + 2 ||
        w->tokens[w->items[first].from].han)
        return;
    struct wish_item whole = {.from = w->items[first].from,
                              .to = w->items[next - 1].to};
    if (!worded_named(w->r->matcher->pack, item_text(w, &whole)))
        return;
    w->items[first] = whole;
    memmove(&w->items[first + 1], &w->items[next],
            (w->item_count - next) * sizeof *w->items);
    w->item_count -= next - first - 1;
    for (size_t t = 0; t < w->count; t++)
        if (t >= whole.from && t < whole.to)
            w->owner[t] = (int)first;
        else if (w->owner[t] >= (int)next)
            w->owner[t] -= (int)(next - first - 1);
}

void items_find_past(struct wish_work *w)
{
    for (size_t from = 0, to; from < w->count; from = to) {
        bool past = false;
        to = reading_clause_end(w->r, from);
        for (size_t i = 0; i < w->item_count; i++)
            past = past || (w->items[i].from >= from && w->items[i].from < to &&
                            item_is(&w->items[i], "past"));
        for (size_t t = from; t < to && t < w->count; t++)
            w->past[t] = past;
    }
}

struct str item_text(const struct wish_work *w, const struct wish_item *item)
{
    return str_slice(w->r->text, w->tokens[item->from].from,
                     w->tokens[item->to - 1].to);
}

/* --- not ------------------------------------------------------------------ */

bool items_joined(const struct wish_work *w, const struct wish_item *a,
                  const struct wish_item *b)
{
    for (size_t t = a->to; t < b->from; t++)
        if (!str_eq(w->tokens[t].word, STR("a")) &&
            !reading_says(w->r, t, WORDING(LISTED_AND)))
            return false;
    return b->from > a->to ||
           str_find(str_slice(w->r->text, w->tokens[a->to - 1].to,
                              w->tokens[b->from].from),
                    STR("、")) == 0;
}

/* "don't require a degree in nursing": not in nursing; "without a degree in
 * tech": in tech. */
static bool needs_none_in(const struct wish_work *w,
                          const struct wish_item *before,
                          const struct wish_item *item)
{
    bool needs = false;
    for (size_t t = before->from > WISH_NEAR ? before->from - WISH_NEAR : 0;
         t < before->to; t++)
        needs = needs || reading_says(w->r, t, WORDING(LISTED_NEED));
    return needs && before->wish && before->wish->figure == WISH_EDUCATION &&
           item->from > 0 && str_eq(w->tokens[item->from - 1].word, STR("in"));
}

/* "Healthcare out", 管理類的去掉: what is not wanted stands before it, and
 * nothing behind it: 哪些護理工作不用學士 is not without nursing. Chinese says
 * so with each "not", but for 好不好. */
static bool rules_behind(const struct wish_work *w,
                         const struct wish_item *item)
{
    enum { HAN_LEAST = 2, PARTICLE = 1 };
    size_t from = item->from, end = reading_clause_end(w->r, from);
    bool han = w->tokens[from].han,
         last = end - item->to <= (han ? PARTICLE : 0);
    for (size_t t = item->to; t < end; t++)
        last = last && w->owner[t] < 0;
    if (item_is(item, "out"))
        return last;
    return (item_is(item, "not") || item_is(item, "remove")) && han && last &&
           from > 0 && item->to >= from + HAN_LEAST &&
           !str_eq(w->tokens[from - 1].key, w->tokens[item->to - 1].key);
}

static bool is_ruled_behind(const struct wish_work *w, size_t index)
{
    const struct wish_item *item = &w->items[index];
    bool kind = !item->cue || item->cue->type == CUE_GROUP;
    return kind && index + 1 < w->item_count &&
           rules_behind(w, &w->items[index + 1]) &&
           reading_clause_end(w->r, item->from) ==
               reading_clause_end(w->r, w->items[index + 1].from);
}

bool items_ruled_behind(const struct wish_work *w, size_t from, size_t to)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (w->items[i].from >= to)
            return rules_behind(w, &w->items[i]) &&
                   reading_clause_end(w->r, from) ==
                       reading_clause_end(w->r, w->items[i].from);
    return false;
}

/* "No, I mean ...", 不，我要...: an answer, and no "not" of what follows. */
static bool answers_no(const struct wish_work *w, const struct wish_item *item)
{
    if (item->from > 0 || item->to > 1 || item->to >= w->count)
        return false;
    return w->tokens[item->to].before >= MARK_COMMA ||
           str_eq(w->tokens[item->to].word, STR("i"));
}

const struct wish_item *items_before(const struct wish_work *w, size_t token,
                                     bool *those)
{
    bool parted = false; /* 學歷要求不高、AI替代不了的 */
    *those = false;
    for (size_t t = token; t > 0; t--) {
        parted = parted || (t < w->count && w->tokens[t].before >= MARK_LIST);
        int owner = w->owner[t - 1];
        const struct wish_item *item = owner < 0 ? NULL : &w->items[owner];
        if (item && (item_is(item, "topic") || item_is(item, "tool")))
            continue; /* "not working with animals" */
        bool jobs = item ? item_is(item, "those")
                         : reading_says(w->r, t - 1, WORDING(LISTED_JOBS));
        *those = *those || jobs || str_eq(w->tokens[t - 1].word, STR("ones")) ||
                 str_eq(w->tokens[t - 1].word, STR("anything"));
        if (item && !jobs)
            return answers_no(w, item) || (parted && item_is(item, "not"))
                       ? NULL
                       : item;
        if (w->number[t - 1] || reading_says(w->r, t - 1, WORDING(LISTED_BUT)))
            return NULL; /* "no idea what, but I like ..." */
    }
    return NULL;
}

void item_negate(struct wish_work *w, size_t index)
{
    struct wish_item *item = &w->items[index];
    bool those; /* "leave out those that are shrinking" */
    const struct wish_item *before = items_before(w, item->from, &those);
    those = those || (item->to < w->count &&
                      str_eq(w->tokens[item->to].word, STR("ones")));
    if (is_ruled_behind(w, index)) {
        item->negated = true;
        return;
    }
    if (!before || str_eq(w->tokens[before->to].word, STR("than")))
        return; /* "no more than a bachelor's" */
    bool degree = before->wish && before->wish->figure == WISH_EDUCATION;
    bool none = before->negated ||
                (degree && str_starts(before->cue->part, STR("no_")));
    if (item->wish && str_starts(item->cue->part, STR("no_")))
        return; /* has its own "not", as 有沒有不用經驗的 */
    bool kind = !item->cue || item->cue->type == CUE_GROUP ||
                item->cue->type == CUE_SKILL;
    item->removed = item_is(before, "remove");
    bool school = item->wish && item->wish->figure == WISH_EDUCATION;
    if (item_is(before, "not") ||
        ((kind || those) && item_is(before, "remove")))
        item->negated = true;
    else if (degree && none && !school)
        item->negated = needs_none_in(w, before, item);
    else
        item->negated = before->negated && items_joined(w, before, item);
}
