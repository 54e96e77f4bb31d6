/* Wishes are phrases of the lexicon ([wish/...], [group/...], [skill/...]) and
 * numbers. A phrase stands for a row of `known`; small words of [list/...]
 * say what is to be made of it: not, without the, sort by. */
#include "wishes.h"

#include "amounts.h"
#include "intent_features.h"
#include "utf8.h"
#include "worded.h"

#include <string.h>

enum {
    YEAR_HOURS = 2080,
    LEAST_YEAR = 1000, /* what is less is no pay of a year */
    ITEMS_MAX = 32,
    AMOUNTS_MAX = 8,
    NEAR = 4, /* tokens between a number and what it counts */
};

/* What a phrase says, by the name of its section. */
static const struct wish {
    const char *part;
    enum subject subject;
    enum wish_rank rank;
    bool soft;           /* a rank only where nothing else is one */
    const char *filter;  /* what it asks beside another ranking */
    const char *negated; /* what "not" makes of it */
    enum wish_figure figure;
    double from, to;
    unsigned training, unknown;
    const char *trait, *not_traits[WISH_TRAITS];
} known[] = {
    {"pay_high", SUBJECT_SALARY, RANK_PAY, .filter = "paid_well"},
    {"pay_well", SUBJECT_SALARY, RANK_PAY, .soft = true, .filter = "paid_well",
     .negated = "pay_low"},
    {"paid_well", SUBJECT_SALARY, .figure = WISH_PAY, .from = 60000},
    {"pay_low", SUBJECT_SALARY, RANK_PAY_LOW, .negated = "pay_well"},
    {"six_figures", SUBJECT_SALARY, .figure = WISH_PAY, .from = 100000},
    {"growth", SUBJECT_OUTLOOK, RANK_GROWTH, .filter = "growing"},
    {"growing", SUBJECT_OUTLOOK, .negated = "declining", .figure = WISH_GROWTH,
     .from = 0.1},
    {"shrink", SUBJECT_OUTLOOK, RANK_SHRINK, .soft = true,
     .filter = "declining", .negated = "growing"},
    {"declining", SUBJECT_OUTLOOK, .negated = "growing", .figure = WISH_GROWTH,
     .to = -0.1},
    {"openings", SUBJECT_OUTLOOK, RANK_OPENINGS, .filter = "wanted"},
    {"demand", SUBJECT_OUTLOOK, RANK_OPENINGS, .soft = true,
     .filter = "wanted"},
    {"wanted", SUBJECT_OUTLOOK, .figure = WISH_OPENINGS, .from = 10000},
    {"people", SUBJECT_OUTLOOK, .rank = RANK_PEOPLE},
    {"ai_low", SUBJECT_AI_RISK, RANK_AI_LOW, .filter = "low_ai",
     .negated = "ai_high"},
    {"ai_safe", SUBJECT_AI_RISK, RANK_AI_LOW, .soft = true, .filter = "low_ai",
     .negated = "ai_high"},
    {"ai_high", SUBJECT_AI_RISK, RANK_AI_HIGH, .filter = "high_ai",
     .negated = "ai_safe"},
    {"ai_prone", SUBJECT_AI_RISK, RANK_AI_HIGH, .soft = true,
     .filter = "high_ai", .negated = "ai_safe"},
    {"low_ai", SUBJECT_AI_RISK, .negated = "high_ai", .figure = WISH_AI,
     .to = 4},
    {"high_ai", SUBJECT_AI_RISK, .negated = "low_ai", .figure = WISH_AI,
     .from = 7},
    {"quick", SUBJECT_ENTRY, RANK_QUICK, .filter = "under_year"},
    {"easy", SUBJECT_ENTRY, RANK_QUICK, .soft = true, .filter = "under_year"},
    {"under_year", SUBJECT_ENTRY, .figure = WISH_TIME, .to = 1},
    {"no_school", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 1},
    {"high_school", SUBJECT_ENTRY, .negated = "no_school",
     .figure = WISH_EDUCATION, .to = 2},
    {"no_degree", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 3},
    {"associate", SUBJECT_ENTRY, .negated = "no_degree",
     .figure = WISH_EDUCATION, .from = 4, .to = 4},
    {"bachelor", SUBJECT_ENTRY, .negated = "no_degree",
     .figure = WISH_EDUCATION, .from = 5, .to = 5},
    {"degree", SUBJECT_ENTRY, .negated = "no_degree", .figure = WISH_EDUCATION,
     .from = 5, .to = 7},
    {"master", SUBJECT_ENTRY, .negated = "to_bachelor",
     .figure = WISH_EDUCATION, .from = 6, .to = 6},
    {"to_bachelor", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 5},
    {"doctoral", SUBJECT_ENTRY, .negated = "to_master",
     .figure = WISH_EDUCATION, .from = 7, .to = 7},
    {"to_master", SUBJECT_ENTRY, .figure = WISH_EDUCATION, .to = 6},
    {"no_experience", SUBJECT_ENTRY, .figure = WISH_EXPERIENCE, .to = 1},
    {"apprenticeship", SUBJECT_ENTRY, .training = WISH_APPRENTICESHIP},
    {"on_the_job", SUBJECT_ENTRY, .training = WISH_ON_THE_JOB},
    {"hours", .unknown = WISH_HOURS},
    {"remote", .unknown = WISH_REMOTE},
    {"stress", SUBJECT_RATINGS, .unknown = WISH_STRESS,
     .not_traits = {"stress_tolerance"}},
    {"stress_high", SUBJECT_RATINGS, .negated = "stress",
     .unknown = WISH_STRESS, .trait = "stress_tolerance"},
    {"outdoors", .unknown = WISH_OUTDOORS},
    {"physical", SUBJECT_RATINGS, .unknown = WISH_PHYSICAL},
    {"content", SUBJECT_RATINGS, .unknown = WISH_CONTENT},
    {"license", SUBJECT_CERTIFICATES, .unknown = WISH_LICENSE},
    {"introvert", SUBJECT_SUITS, .not_traits = {"social", "enterprising"}},
};

/* What [list/about_...] names: what may be sorted by, counted, and taken
 * back. */
static const struct noun {
    const char *part;
    enum wish_figure figure;
    enum wish_rank rank;
} nouns[] = {
    {"about_pay", WISH_PAY, RANK_PAY},
    {"about_growth", WISH_GROWTH, RANK_GROWTH},
    {"about_openings", WISH_OPENINGS, RANK_OPENINGS},
    {"about_people", WISH_PEOPLE, RANK_PEOPLE},
    {"about_education", WISH_EDUCATION, RANK_QUICK},
    {"about_experience", WISH_EXPERIENCE, RANK_NONE},
    {"about_time", WISH_TIME, RANK_QUICK},
    {"about_ai", WISH_AI, RANK_AI_LOW},
    {"about_field", WISH_FIGURES, RANK_NONE},
};

/* A phrase of the question, or words nothing explains. */
struct item {
    const struct cue *cue; /* NULL: words nothing explains */
    const struct wish *wish;
    const struct noun *noun;
    size_t from, to;
    bool negated, spent;
};

/* What is read of a question while it is. */
struct work {
    const struct reading *r;
    struct token *tokens;
    size_t count;
    struct item items[ITEMS_MAX];
    size_t item_count;
    int *owner;  /* by token: its item, or -1 */
    bool *small; /* by token: says nothing by itself */
    bool *number;
    struct wishes *wishes;
    struct wish_reading out;
};

static const struct wish *find(struct str part)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_eq(part, str_from(known[i].part)))
            return &known[i];
    return NULL;
}

static const struct noun *find_noun(struct str part)
{
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++)
        if (str_eq(part, str_from(nouns[i].part)))
            return &nouns[i];
    return NULL;
}

static bool is_list_word(const struct item *item, const char *part)
{
    return item->cue && item->cue->type == CUE_LIST &&
           str_eq(item->cue->part, str_from(part));
}

/* The first item of that section of [list/...], or NULL. */
static struct item *list_word(struct work *w, const char *part)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (is_list_word(&w->items[i], part))
            return &w->items[i];
    return NULL;
}

/* --- which phrases are there ---------------------------------------------- */

/* The words with all their keys; those a person says of themselves in the
 * middle of a question ("for a 16 year old") as well. */
static void restore_tokens(struct work *w)
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
    return a->cue->type < b->cue->type;
}

/* Calls for each token that a hit has, not for what its gaps stand for. */
static bool hit_has(const struct work *w, const struct cue_hit *hit,
                    size_t token)
{
    for (size_t t = hit->from, c = 0; t < hit->to; t++) {
        while (c < hit->cue->count &&
               str_eq(cue_token(hit->cue, c), STR("...")))
            c++;
        bool has = c < hit->cue->count &&
                   str_eq(cue_token(hit->cue, c), w->tokens[t].key);
        if (has && t == token)
            return true;
        c += has;
    }
    return false;
}

static bool is_free(const struct work *w, const struct cue_hit *hit)
{
    for (size_t t = hit->from; t < hit->to; t++)
        if (w->owner[t] >= 0 && hit_has(w, hit, t))
            return false;
    return true;
}

static void add_item(struct work *w, const struct cue_hit *hit)
{
    struct item *item = &w->items[w->item_count];
    *item = (struct item){.cue = hit->cue, .from = hit->from, .to = hit->to};
    if (hit->cue->type == CUE_WISH)
        item->wish = find(hit->cue->part);
    else if (hit->cue->type == CUE_LIST)
        item->noun = find_noun(hit->cue->part);
    for (size_t t = hit->from; t < hit->to; t++)
        if (hit_has(w, hit, t))
            w->owner[t] = (int)w->item_count;
    w->item_count++;
}

/* Small words, words about work and the frame of the question. */
static bool is_small(const struct cue *cue)
{
    static const char *const parts[] = {"stop", "career", "place", "list",
                                        "followup"};
    if (cue->type == CUE_LANG)
        return true;
    if (cue->type == CUE_LIST)
        return str_eq(cue->part, STR("words")) ||
               str_eq(cue->part, STR("joins"));
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if ((cue->type == CUE_WORD || cue->type == CUE_KIND) &&
            str_eq(cue->part, str_from(parts[i])))
            return true;
    return false;
}

/* The longest phrases first; no two share a word. */
static void find_items(struct work *w)
{
    size_t count;
    struct cue_hit *hits = cues_find(w->r->matcher->cues, w->r->arena,
                                     w->tokens, w->count, &count);
    for (size_t i = 0; i < count; i++) {
        const struct cue *cue = hits[i].cue;
        if (is_small(cue))
            for (size_t t = hits[i].from; t < hits[i].to; t++)
                w->small[t] = w->small[t] || hit_has(w, &hits[i], t);
        bool career = cue->type == CUE_WORD && str_eq(cue->part, STR("career"));
        w->out.fresh = w->out.fresh || career;
        w->out.joined =
            w->out.joined || (cue->type == CUE_LIST && hits[i].from == 0 &&
                              str_eq(cue->part, STR("joins")));
    }
    while (w->item_count < ITEMS_MAX) {
        const struct cue_hit *best = NULL;
        for (size_t i = 0; i < count; i++)
            if (hits[i].cue->type >= CUE_WISH && !is_small(hits[i].cue) &&
                (!best || is_better(&hits[i], best)) && is_free(w, &hits[i]))
                best = &hits[i];
        if (!best)
            break;
        add_item(w, best);
    }
}

static bool is_content(const struct work *w, size_t token)
{
    return w->owner[token] < 0 && !w->small[token] && !w->number[token];
}

static void add_span(struct work *w, size_t from, size_t to)
{
    for (size_t t = from; t < to; t++)
        w->owner[t] = (int)w->item_count;
    w->items[w->item_count++] = (struct item){.from = from, .to = to};
}

/* Runs of words nothing explains; a lone Han character is none. */
static void find_strange(struct work *w)
{
    for (size_t from = 0, to; from < w->count; from = to + 1) {
        to = from;
        while (to < w->count && is_content(w, to))
            to++;
        if (to == from || w->item_count == ITEMS_MAX ||
            (to == from + 1 && w->tokens[from].han))
            continue;
        add_span(w, from, to);
    }
}

static void sort_items(struct work *w)
{
    for (size_t i = 1; i < w->item_count; i++)
        for (size_t k = i; k > 0 && w->items[k].from < w->items[k - 1].from;
             k--) {
            struct item other = w->items[k];
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

static struct str text_of(const struct work *w, const struct item *item)
{
    return str_slice(w->r->text, w->tokens[item->from].from,
                     w->tokens[item->to - 1].to);
}

/* --- not ------------------------------------------------------------------ */

static bool is_word(const struct work *w, size_t token, const char *word)
{
    return str_eq(w->tokens[token].word, str_from(word));
}

/* Nothing but a comma, "and" or "or" between two items. */
static bool stand_joined(const struct work *w, const struct item *a,
                         const struct item *b)
{
    static const char *const joins[] = {"or", "and", "nor", "in", "和",
                                        "或", "跟",  "与",  "及"};
    for (size_t t = a->to; t < b->from; t++) {
        bool joins_them = false;
        for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
            joins_them = joins_them || is_word(w, t, joins[i]);
        if (!joins_them)
            return false;
    }
    return b->from > a->to ||
           str_find(str_slice(w->r->text, w->tokens[a->to - 1].to,
                              w->tokens[b->from].from),
                    STR("、")) == 0;
}

/* "don't require a degree in nursing": not in nursing; "without a degree in
 * tech": in tech. */
static bool needs_none_in(const struct work *w, const struct item *before,
                          const struct item *item)
{
    bool needs = false;
    for (size_t t = before->from > NEAR ? before->from - NEAR : 0;
         t < before->to; t++)
        needs = needs || str_eq(w->tokens[t].key, STR("requir")) ||
                str_eq(w->tokens[t].key, STR("need"));
    return needs && before->wish && before->wish->figure == WISH_EDUCATION &&
           item->from > 0 && is_word(w, item->from - 1, "in");
}

static void negate(struct work *w, size_t index)
{
    struct item *item = &w->items[index];
    const struct item *before = NULL;
    for (size_t t = item->from; t > 0; t--) {
        int owner = w->owner[t - 1];
        if (owner >= 0) {
            before = &w->items[owner];
            break;
        }
        if (w->number[t - 1])
            return;
    }
    if (!before)
        return;
    bool degree = before->wish && before->wish->figure == WISH_EDUCATION;
    bool none = before->negated ||
                (degree && str_starts(before->cue->part, STR("no_")));
    if (is_list_word(before, "not"))
        item->negated = true;
    else if (degree && none)
        item->negated = needs_none_in(w, before, item);
    else
        item->negated = before->negated && stand_joined(w, before, item);
}

/* --- taking --------------------------------------------------------------- */

static void about(struct work *w, enum subject subject, bool ranks)
{
    if (subject != SUBJECT_NONE &&
        (w->out.subject == SUBJECT_NONE || (ranks && !w->out.ranked)))
        w->out.subject = subject;
}

static void add_trait(char traits[WISH_TRAITS][32], struct str id)
{
    size_t at = 0;
    while (at + 1 < WISH_TRAITS && *traits[at])
        at++;
    for (size_t i = 0; i <= at; i++)
        if (str_eq(str_from(traits[i]), id))
            return;
    if (id.len >= sizeof traits[0])
        return;
    memset(traits[at], 0, sizeof traits[at]);
    memcpy(traits[at], id.ptr, id.len);
}

static void drop_trait(char traits[WISH_TRAITS][32], struct str id)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (str_eq(str_from(traits[i]), id))
            memset(traits[i], 0, sizeof traits[i]);
}

static void take_range(struct wishes *wishes, enum wish_figure figure,
                       double from, double to)
{
    bool both = figure == WISH_EDUCATION || (from != 0 && to != 0);
    if (both || from != 0)
        wishes->range[figure].from = from;
    if (both || to != 0)
        wishes->range[figure].to = to;
    double low = wishes->range[figure].from, high = wishes->range[figure].to;
    if (low != 0 && high != 0 && low > high) { /* the older one gives way */
        if (from != 0)
            wishes->range[figure].to = 0;
        else
            wishes->range[figure].from = 0;
    }
    if (figure == WISH_PAY)
        wishes->hourly = false;
}

/* "bachelor's or less", "at least a master's" */
static void take_education(struct work *w, const struct item *item)
{
    static const char *const less[] = {"or less", "or lower", "or below",
                                       "at most", "max",      "以下"};
    static const char *const more[] = {"or more",   "or higher", "or above",
                                       "or better", "+",         "以上"};
    static const char *const most[] = {"at most",       "up to", "no more than",
                                       "not more than", "最多",  "最高"};
    static const char *const least[] = {"at least", "minimum", "至少", "最少",
                                        "最低"};
    double from = item->wish->from, to = item->wish->to;
    struct str text = w->r->text;
    struct str behind =
        str_trim(str_slice(text, w->tokens[item->to - 1].to, text.len));
    if (str_eq_nocase(str_slice(behind, 0, 7), STR("degree ")))
        behind = str_trim(str_slice(behind, 7, behind.len));
    struct str before =
        str_trim(str_slice(text, 0, w->tokens[item->from].from));
    if (str_ends(before, STR(" a")))
        before.len -= 2;
    if (str_ends(before, STR(" an")))
        before.len -= 3;
    bool down = false, up = false;
    for (size_t i = 0; i < sizeof less / sizeof *less; i++)
        down = down || str_eq_nocase(str_slice(behind, 0, strlen(less[i])),
                                     str_from(less[i]));
    for (size_t i = 0; i < sizeof more / sizeof *more; i++)
        up = up || str_eq_nocase(str_slice(behind, 0, strlen(more[i])),
                                 str_from(more[i]));
    for (size_t i = 0; i < sizeof most / sizeof *most; i++)
        down = down || str_ends(before, str_from(most[i]));
    for (size_t i = 0; i < sizeof least / sizeof *least; i++)
        up = up || str_ends(before, str_from(least[i]));
    if (down)
        from = 0;
    else if (up) {
        from = from != 0 ? from : to;
        to = 7;
    }
    take_range(w->wishes, WISH_EDUCATION, from, to);
}

static void take_filter(struct work *w, const struct item *item,
                        const struct wish *wish)
{
    struct wishes *wishes = w->wishes;
    if (wish->figure == WISH_EDUCATION && wish == item->wish)
        take_education(w, item);
    else if (wish->from != 0 || wish->to != 0)
        take_range(wishes, wish->figure, wish->from, wish->to);
    if (wish->training)
        wishes->training = wish->training;
    if (wish->trait)
        add_trait(wishes->trait, str_from(wish->trait));
    for (size_t i = 0; i < WISH_TRAITS && wish->not_traits[i]; i++)
        add_trait(wishes->not_trait, str_from(wish->not_traits[i]));
    wishes->unknown |= wish->unknown;
    about(w, wish->subject, false);
}

static void take_rank(struct work *w, enum wish_rank rank, enum subject subject)
{
    about(w, subject, true);
    w->wishes->rank = rank;
    w->wishes->skip = 0;
    w->out.ranked = true;
}

/* Keeps the person's words that nothing was made of. */
static void leave(struct work *w, const struct item *item)
{
    if (w->out.left_count < QUERY_LEFT)
        w->out.left[w->out.left_count++] =
            arena_str(w->r->arena, utf8_cut(text_of(w, item), 40));
}

static void take_wish(struct work *w, const struct item *item)
{
    const struct wish *wish = item->wish;
    if (item->negated && !wish->unknown && !wish->negated) {
        leave(w, item);
        return;
    }
    if (item->negated && wish->negated)
        wish = find(str_from(wish->negated));
    bool ranks = wish->rank != RANK_NONE;
    if (ranks && wish->filter &&
        (w->out.ranked || (wish->soft && w->wishes->rank != RANK_NONE)))
        take_filter(w, item, find(str_from(wish->filter)));
    else if (ranks)
        take_rank(w, wish->rank, wish->subject);
    else
        take_filter(w, item, wish);
    w->out.count++;
    w->out.facts += !wish->unknown || wish->trait || wish->not_traits[0];
}

/* "29_31" */
static uint64_t groups_of(struct str part)
{
    uint64_t groups = 0;
    long number;
    while (part.ptr)
        if (str_to_long(str_split(&part, '_'), &number) && number >= 11 &&
            number <= 55)
            groups |= (uint64_t)1 << number;
    return groups;
}

/* Words of somebody's own: of names, descriptions or tools. */
static void take_words(struct work *w, const struct item *item)
{
    enum { SHORTEST = 3 };
    const struct pack *pack = w->r->matcher->pack;
    char(*kept)[sizeof w->wishes->words] =
        item->negated ? &w->wishes->not_words : &w->wishes->words;
    struct str words = text_of(w, item);
    if (words.len < SHORTEST || words.len >= sizeof *kept ||
        !worded_any(pack, words)) {
        leave(w, item);
        return;
    }
    memset(kept, 0, sizeof *kept);
    memcpy(kept, words.ptr, words.len);
    w->out.worded++;
    w->out.count++;
    w->out.facts++;
}

/* --- sorting and taking back -----------------------------------------------
 */

/* The noun next to an item, before it only where none is behind. */
static struct item *noun_near(struct work *w, const struct item *item)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (w->items[i].noun && w->items[i].from >= item->from &&
            w->items[i].from < item->to + NEAR)
            return &w->items[i];
    for (size_t i = w->item_count; i-- > 0;)
        if (w->items[i].noun && w->items[i].to <= item->from &&
            w->items[i].to + NEAR > item->from)
            return &w->items[i];
    return NULL;
}

static const enum subject subjects[WISH_FIGURES] = {
    SUBJECT_SALARY, SUBJECT_OUTLOOK, SUBJECT_OUTLOOK, SUBJECT_OUTLOOK,
    SUBJECT_ENTRY,  SUBJECT_ENTRY,   SUBJECT_ENTRY,   SUBJECT_AI_RISK};

static void sort_by(struct work *w)
{
    struct item *sort = list_word(w, "sort");
    struct item *noun = sort ? noun_near(w, sort) : NULL;
    if (!noun || noun->noun->rank == RANK_NONE)
        return;
    w->out.ranked = false; /* it is the ranking, whatever else is said */
    take_rank(w, noun->noun->rank, subjects[noun->noun->figure]);
    w->out.subject = subjects[noun->noun->figure];
    noun->spent = true;
    w->out.count++;
    w->out.facts++;
}

static void reverse(struct work *w)
{
    static const enum wish_rank other[RANK_COUNT] = {
        [RANK_NONE] = RANK_PAY_LOW,   [RANK_PAY] = RANK_PAY_LOW,
        [RANK_PAY_LOW] = RANK_PAY,    [RANK_GROWTH] = RANK_SHRINK,
        [RANK_SHRINK] = RANK_GROWTH,  [RANK_AI_LOW] = RANK_AI_HIGH,
        [RANK_AI_HIGH] = RANK_AI_LOW, [RANK_OPENINGS] = RANK_OPENINGS,
        [RANK_QUICK] = RANK_QUICK,    [RANK_PEOPLE] = RANK_PEOPLE};
    if (!list_word(w, "reverse"))
        return;
    w->wishes->rank = other[w->wishes->rank];
    w->wishes->skip = 0;
    w->out.count++;
    w->out.facts++;
}

/* "without the pay limit", "any degree", "start over" */
static void take_back(struct work *w)
{
    struct wishes *wishes = w->wishes, before = *wishes;
    struct item *drop = list_word(w, "drop");
    struct item *noun = drop ? noun_near(w, drop) : NULL;
    if (list_word(w, "clear"))
        *wishes = (struct wishes){.rank = RANK_NONE};
    else if (noun && noun->noun->figure < WISH_FIGURES) {
        wishes->range[noun->noun->figure].from = 0;
        wishes->range[noun->noun->figure].to = 0;
        if (noun->noun->figure == WISH_TIME)
            wishes->training = 0;
    } else if (noun) {
        wishes->groups = wishes->not_groups = 0;
        memset(wishes->words, 0, sizeof wishes->words);
        memset(wishes->not_words, 0, sizeof wishes->not_words);
    }
    w->out.dropped = noun || list_word(w, "clear");
    if (memcmp(&before, wishes, sizeof before) == 0)
        return; /* "any job that pays" takes nothing back */
    wishes->skip = 0;
    w->out.count++;
    w->out.facts++;
    if (noun)
        noun->spent = true;
}

/* --- numbers -------------------------------------------------------------- */

static size_t token_at(const struct work *w, size_t byte)
{
    size_t t = 0;
    while (t < w->count && w->tokens[t].to <= byte)
        t++;
    return t;
}

/* Nothing between two tokens joins or parts what they belong to. */
static bool belong(const struct work *w, size_t from, size_t to)
{
    static const char *const joins[] = {"and", "but", "with", "without", "plus",
                                        "而",  "和",  "且",   "并"};
    if (from > 0 && to < w->count) {
        struct str gap =
            str_slice(w->r->text, w->tokens[from - 1].to, w->tokens[to].from);
        if (str_find(gap, STR(",")) < gap.len ||
            str_find(gap, STR("，")) < gap.len ||
            str_find(gap, STR("、")) < gap.len)
            return false;
    }
    for (size_t t = from; t < to; t++)
        for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
            if (is_word(w, t, joins[i]))
                return false;
    return true;
}

/* What a number counts, by the noun behind it, else before it. */
static struct item *counted(struct work *w, size_t from, size_t to)
{
    struct item *before = NULL;
    for (size_t i = 0; i < w->item_count; i++) {
        struct item *item = &w->items[i];
        if (!item->noun || item->noun->figure >= WISH_FIGURES || item->spent)
            continue;
        if (item->from >= to && item->from < to + NEAR &&
            belong(w, to, item->from))
            return item;
        if (item->to <= from && item->to + NEAR > from &&
            belong(w, item->to, from))
            before = item;
    }
    return before;
}

/* "top 5", "the next 10", 前五名 */
static bool is_count(const struct work *w, const struct amount *a, size_t from,
                     size_t to)
{
    static const char *const words[] = {"top",  "first", "next", "best",
                                        "show", "list",  "give", "name",
                                        "me",   "前",    "pick", "只"};
    static const char *const behind[] = {"个", "個", "种", "大", "名", "份"};
    enum { MOST = 50 };
    if (a->bound != AMOUNT_EXACT || a->low > MOST || a->years > 0 ||
        a->dollars || a->percent || a->hour || a->age ||
        a->low != (double)(int)a->low || a->low < 1)
        return false;
    for (size_t i = 0; from > 0 && i < sizeof words / sizeof *words; i++)
        if (is_word(w, from - 1, words[i]))
            return true;
    for (size_t i = 0; i < sizeof behind / sizeof *behind; i++)
        if (a->low > 1 && to < w->count && is_word(w, to, behind[i]))
            return true;
    return a->low > 1 && to < w->count &&
           (str_eq(w->tokens[to].key, STR("job")) ||
            str_eq(w->tokens[to].key, STR("career")) ||
            str_eq(w->tokens[to].key, STR("occup")) || is_word(w, to, "best") ||
            is_word(w, to, "highest") || is_word(w, to, "fastest"));
}

/* Which figure a number bounds; WISH_FIGURES: none that is known. Brings *a to
 * its unit. */
static enum wish_figure figure_of(struct amount *a, const struct item *noun)
{
    enum wish_figure named = noun ? noun->noun->figure : WISH_FIGURES;
    double unit = 1;
    if (a->age)
        return WISH_FIGURES;
    if (a->percent)
        return named == WISH_AI ? WISH_FIGURES : WISH_GROWTH;
    if (a->years > 0 && !a->dollars && a->low < LEAST_YEAR) {
        a->low *= a->years;
        a->high *= a->years;
        return named == WISH_EXPERIENCE ? WISH_EXPERIENCE : WISH_TIME;
    }
    if (a->hour || a->dollars) {
        if (a->high < LEAST_YEAR)
            unit = YEAR_HOURS;
    } else if ((named == WISH_EDUCATION || named == WISH_EXPERIENCE ||
                named == WISH_TIME) &&
               a->high < LEAST_YEAR) {
        return WISH_FIGURES;
    } else if (named == WISH_GROWTH || named == WISH_OPENINGS ||
               named == WISH_PEOPLE || named == WISH_AI) {
        bool some = a->bound != AMOUNT_EXACT || a->low >= LEAST_YEAR;
        return some ? named : WISH_FIGURES;
    } else if (named == WISH_PAY && a->bound != AMOUNT_EXACT &&
               a->high < LEAST_YEAR) {
        unit = YEAR_HOURS; /* "paying more than 25" */
    } else if (a->high < LEAST_YEAR ||
               (a->bound == AMOUNT_EXACT && !a->scaled && named != WISH_PAY)) {
        return WISH_FIGURES;
    }
    a->hour = unit > 1;
    a->low *= unit;
    a->high *= unit;
    return WISH_PAY;
}

static void bound(struct work *w, enum wish_figure figure,
                  const struct amount *a)
{
    const double half_year = 0.5; /* in which time to learn is known */
    const double near = 0.1;      /* what "about" gives and takes */
    bool most = figure == WISH_TIME || figure == WISH_AI;
    double from = 0, to = 0;
    if (figure == WISH_EXPERIENCE) { /* known in three steps */
        const double five = 5;
        from = a->bound == AMOUNT_FROM && a->low >= five ? 3 : 0;
        to = a->bound != AMOUNT_FROM && a->high <= five ? 2 : 0;
        if (from == 0 && to == 0)
            from = 2;
    } else if (a->bound == AMOUNT_BETWEEN || a->bound == AMOUNT_ABOUT) {
        bool about_it = a->bound == AMOUNT_ABOUT;
        from = about_it ? a->low * (1 - near) : a->low;
        to = about_it ? a->high * (1 + near) : a->high;
    } else if (a->bound == AMOUNT_TO || (most && a->bound == AMOUNT_EXACT)) {
        to = figure == WISH_TIME && a->strict ? a->high - half_year : a->high;
    } else {
        from = a->low;
    }
    take_range(w->wishes, figure, from, to);
    if (figure == WISH_PAY)
        w->wishes->hourly = a->hour;
    if (!w->out.ranked)
        w->out.subject = subjects[figure];
    w->out.count++;
    w->out.facts++;
}

/* Marks the numbers, before words are found strange. */
static size_t find_numbers(struct work *w, struct amount *amounts)
{
    size_t count = amounts_read(w->r->text, amounts, AMOUNTS_MAX), kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct amount *a = &amounts[i];
        size_t from = token_at(w, a->from), to = token_at(w, a->to);
        size_t digits = token_at(w, a->end - 1);
        bool phrase = digits < w->count && w->owner[digits] >= 0 &&
                      !w->items[w->owner[digits]].noun;
        if (phrase) /* "2 year degree" */
            continue;
        bool plain = a->bound == AMOUNT_EXACT && !a->scaled && !a->dollars &&
                     !a->percent && !a->hour && a->years <= 0;
        if (a->age && w->item_count < ITEMS_MAX) /* "a 16 year old" */
            add_span(w, from, to);
        for (size_t t = from; t < to && t < w->count; t++)
            w->number[t] = !a->age && !(plain && w->tokens[t].han);
        amounts[kept++] = *a;
    }
    return kept;
}

static void take_numbers(struct work *w, struct amount *amounts, size_t count)
{
    enum { ROWS = ANSWER_OCCUPATIONS };
    for (size_t i = 0; i < count; i++) {
        struct amount *a = &amounts[i];
        size_t from = token_at(w, a->from), to = token_at(w, a->to);
        if (is_count(w, a, from, to)) {
            w->wishes->shown = (unsigned)(a->low < ROWS ? a->low : ROWS);
            w->out.counted = true;
            continue;
        }
        struct item *noun = counted(w, from, to);
        enum wish_figure figure = figure_of(a, noun);
        if (figure == WISH_FIGURES)
            continue;
        if (noun)
            noun->spent = true;
        bound(w, figure, a);
    }
}

/* --- all of it ------------------------------------------------------------ */

static void take_item(struct work *w, const struct item *item, uint64_t *groups,
                      uint64_t *not_groups)
{
    if (item->wish) {
        take_wish(w, item);
    } else if (!item->cue) {
        take_words(w, item);
    } else if (item->cue->type == CUE_GROUP) {
        *(item->negated ? not_groups : groups) |= groups_of(item->cue->part);
        w->out.count++;
        w->out.facts++;
    } else if (item->cue->type == CUE_SKILL) {
        bool not = item->negated;
        add_trait(not ? w->wishes->not_trait : w->wishes->trait,
                  item->cue->part);
        drop_trait(not ? w->wishes->trait : w->wishes->not_trait,
                   item->cue->part);
        w->out.count++;
        w->out.facts++;
    } else if (is_list_word(item, "unfit")) {
        leave(w, item);
        w->out.unfit = true;
    }
}

/* Which words are explained. */
static void tell(struct work *w)
{
    w->out.told =
        arena_alloc_array(w->r->arena, w->count + 1, sizeof *w->out.told);
    for (size_t i = 0; i < w->item_count; i++) {
        const struct item *item = &w->items[i];
        bool wish = item->cue &&
                    (item->cue->type != CUE_LIST || is_list_word(item, "not"));
        for (size_t t = item->from; t < item->to; t++)
            w->out.told[t] = wish || item->negated;
        w->out.ruled = w->out.ruled || item->negated;
    }
}

struct wish_reading wishes_read(const struct reading *r, struct wishes *wishes)
{
    struct work w = {.r = r, .wishes = wishes};
    struct amount amounts[AMOUNTS_MAX];
    uint64_t groups = 0, not_groups = 0;
    w.owner = arena_alloc_array(r->arena, r->count + 1, sizeof *w.owner);
    w.small = arena_alloc_array(r->arena, r->count + 1, sizeof *w.small);
    w.number = arena_alloc_array(r->arena, r->count + 1, sizeof *w.number);
    restore_tokens(&w);
    for (size_t t = 0; t < w.count; t++)
        w.owner[t] = -1;
    find_items(&w);
    size_t numbers = find_numbers(&w, amounts);
    find_strange(&w);
    sort_items(&w);
    sort_by(&w);
    take_back(&w);
    for (size_t i = 0; i < w.item_count; i++) {
        negate(&w, i);
        take_item(&w, &w.items[i], &groups, &not_groups);
    }
    take_numbers(&w, amounts, numbers);
    reverse(&w);
    if (groups) {
        wishes->groups = groups;
        wishes->not_groups &= ~groups;
    }
    wishes->not_groups |= not_groups;
    wishes->groups &= ~not_groups;
    w.out.those = list_word(&w, "those");
    w.out.more = list_word(&w, "more") && w.out.count == 0;
    static const char *const praise[] = {"best", "good", "top", "great"};
    for (size_t t = 0; t < w.count; t++)
        for (size_t i = 0; i < sizeof praise / sizeof *praise; i++)
            w.out.praised = w.out.praised || is_word(&w, t, praise[i]);
    if (!w.out.more)
        wishes->skip = 0;
    tell(&w);
    return w.out;
}

/* --- rows of the last list --------------------------------------------------
 */

size_t wishes_picked(const struct reading *r, size_t rows,
                     size_t picked[QUERY_COMPARED])
{
    static const char *const ordinals[] = {"first", "second", "third", "fourth",
                                           "fifth"};
    struct amount amounts[AMOUNTS_MAX];
    size_t count = 0, numbers = amounts_read(r->text, amounts, AMOUNTS_MAX);
    for (size_t i = 0; i < numbers; i++) {
        struct amount *a = &amounts[i];
        static const char *const firsts[] = {"first", "top", "前", "the first"};
        struct str before = str_trim(str_slice(r->text, 0, a->from));
        bool first = false;
        for (size_t f = 0; f < sizeof firsts / sizeof *firsts; f++)
            first = first || str_ends(before, str_from(firsts[f]));
        bool digits =
            r->text.ptr[a->from] >= '0' && r->text.ptr[a->from] <= '9';
        if (!first && !digits && !str_ends(before, STR("第")))
            continue; /* "the second one" */
        if (first)
            for (size_t n = 1; n <= (size_t)a->low && n <= QUERY_COMPARED; n++)
                picked[count < QUERY_COMPARED ? count++ : count - 1] = n;
        else if (count < QUERY_COMPARED && a->low >= 1)
            picked[count++] = (size_t)a->low;
        if (a->bound == AMOUNT_BETWEEN && count < QUERY_COMPARED && !first)
            picked[count++] = (size_t)a->high;
        if (first)
            break;
    }
    if (count == 0)
        for (size_t i = 0; i < sizeof ordinals / sizeof *ordinals; i++)
            if (count < QUERY_COMPARED && reading_cue(r, CUE_KIND, ordinals[i]))
                picked[count++] = i + 1;
    for (size_t i = 0; i < count; i++)
        if (picked[i] < 1 || picked[i] > rows)
            return 0;
    return count;
}
