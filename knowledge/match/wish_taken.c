/* Brings what a person says, phrase by phrase, into struct wishes; later ones
 * win over those of earlier turns. */
#include "wish_taken.h"

#include "utf8.h"
#include "worded.h"

#include <math.h>
#include <string.h>

static void about(struct wish_work *w, enum subject subject, bool ranks)
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

static bool has_trait(char traits[WISH_TRAITS][32], struct str id)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (str_eq(str_from(traits[i]), id))
            return true;
    return false;
}

static void drop_trait(char traits[WISH_TRAITS][32], struct str id)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (str_eq(str_from(traits[i]), id))
            memset(traits[i], 0, sizeof traits[i]);
}

void take_range(struct wishes *wishes, enum wish_figure figure, double from,
                double to)
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
static void take_education(struct wish_work *w, const struct wish_item *item)
{
    const struct wordings *words = w->r->matcher->wordings;
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
    bool down =
        wordings_begin(words, behind, WORDING(OR_LESS)) ||
        wordings_end(words, before, WORDING(AT_MOST) | WORDING(AT_MOST_DEGREE));
    bool up = wordings_begin(words, behind, WORDING(OR_MORE)) ||
              wordings_end(words, before, WORDING(AT_LEAST));
    if (down)
        from = 0;
    else if (up) {
        from = from != 0 ? from : to;
        to = 7;
    }
    take_range(w->wishes, WISH_EDUCATION, from, to);
}

/* Growth of all occupations together, in percent, as publishers round it. */
static double mean_growth(const struct pack *pack)
{
    double now = 0, then = 0;
    for (size_t i = 0; i < pack_occupation_count(pack); i++) {
        double people = pack_number(pack, i, FIELD_EMPLOYMENT);
        double change = pack_number(pack, i, FIELD_EMPLOYMENT_CHANGE);
        if (isnan(people) || isnan(change))
            continue;
        now += people;
        then += people * (1 + change / 100);
    }
    return now > 0 ? round((then / now - 1) * 1000) / 10 : 0;
}

static void take_filter(struct wish_work *w, const struct wish_item *item,
                        const struct wish_kind *wish)
{
    struct wishes *wishes = w->wishes;
    if (wish->figure == WISH_EDUCATION && wish == item->wish)
        take_education(w, item);
    else if (wish->average && wish->from != 0)
        take_range(wishes, wish->figure, wish->from,
                   mean_growth(w->r->matcher->pack));
    else if (wish->average)
        take_range(wishes, wish->figure, mean_growth(w->r->matcher->pack), 0);
    else if (wish->from != 0 || wish->to != 0)
        take_range(wishes, wish->figure, wish->from, wish->to);
    if (wish->training)
        wishes->training = wish->training;
    if (wish->trait)
        add_trait(wishes->trait, str_from(wish->trait));
    for (size_t i = 0; i < WISH_TRAITS && wish->not_traits[i]; i++)
        add_trait(wishes->not_trait, str_from(wish->not_traits[i]));
    about(w, wish->subject, wish->main);
}

void take_rank(struct wish_work *w, enum wish_rank rank, enum subject subject)
{
    about(w, subject, true);
    w->wishes->rank = rank;
    w->wishes->skip = 0;
    w->out.ranked = true;
}

/* Han that stands in no text is a piece of what somebody said: with the words
 * around it that no phrase is made of. */
static struct str said_whole(const struct wish_work *w,
                             const struct wish_item *item)
{
    struct wish_item whole = *item;
    size_t end = reading_clause_end(w->r, item->from), begin = item->from;
    if (item->cue || !w->tokens[item->from].han)
        return item_text(w, item);
    while (begin > 0 && w->owner[begin - 1] < 0 &&
           reading_clause_end(w->r, begin - 1) == end)
        begin--;
    while (whole.to < end && w->owner[whole.to] < 0)
        whole.to++;
    whole.from = begin;
    bool more = whole.from < item->from || whole.to > item->to;
    if (more && worded_any(w->r->matcher->pack, item_text(w, item)))
        return item_text(w, item);
    return item_text(w, &whole);
}

/* Keeps the person's words that nothing was made of, but for those that say
 * nothing, or only who asks. */
static void take_left(struct wish_work *w, const struct wish_item *item)
{
    bool says = false;
    for (size_t t = item->from; t < item->to; t++)
        says = says || !w->small[t];
    if (says && w->out.left_count < QUERY_LEFT)
        w->out.left[w->out.left_count++] =
            arena_str(w->r->arena, utf8_cut(said_whole(w, item), 40));
}

static void take_wish(struct wish_work *w, const struct wish_item *item)
{
    const struct wish_kind *wish = item->wish;
    if (item->negated && !wish->negated &&
        (!wish->unknown || wish->rank != RANK_NONE)) {
        take_left(w, item);
        return;
    }
    if (item->negated && wish->negated)
        wish = wish_kind(str_from(wish->negated));
    if (item->negated && wish->figure == WISH_EDUCATION) {
        if (w->most_school > 0 && wish->to > w->most_school)
            return; /* "without a master's or a PhD" */
        w->most_school = wish->to;
    }
    bool ranks = wish->rank != RANK_NONE;
    if (ranks && wish->filter &&
        (w->out.ranked || (wish->soft && w->wishes->rank != RANK_NONE)))
        take_filter(w, item, wish_kind(str_from(wish->filter)));
    else if (ranks)
        take_rank(w, wish->rank, wish->subject);
    if (ranks && (wish->from != 0 || wish->to != 0))
        take_range(w->wishes, wish->figure, wish->from, wish->to);
    if (!ranks)
        take_filter(w, item, wish);
    w->wishes->unknown |= wish->unknown;
    w->out.count++;
    w->out.facts +=
        ranks || !wish->unknown || wish->trait || wish->not_traits[0];
}

/* Puts words behind those that are there; false: they do not fit. */
static bool add_words(char *kept, size_t size, struct str words)
{
    size_t len = strlen(kept);
    size_t comma = len > 0 ? 2 : 0;
    if (str_find(str_from(kept), words) < len)
        return true;
    if (len + comma + words.len >= size)
        return false;
    memcpy(kept + len, ", ", comma);
    memcpy(kept + len + comma, words.ptr, words.len);
    return true;
}

/* Whether a major group of part is one the question wants. */
static bool shares_group(const struct wish_work *w, struct str part)
{
    long number;
    while (part.ptr)
        if (str_to_long(str_split(&part, '_'), &number) && number < 64 &&
            number > 0 && w->groups >> number & 1)
            return true;
    return false;
}

/* "29_31": major groups; "532_493011": a sector of other groups and single
 * occupations. */
static void take_group(struct wish_work *w, const struct wish_item *item)
{
    enum { MAJOR_MOST = 99 };
    uint64_t *groups = item->negated ? &w->not_groups : &w->groups;
    struct wish_sector *sector = item->negated ? &w->not_sector : &w->sector;
    struct str part = item->cue->part;
    long number;
    size_t before = sector->count;
    while (part.ptr) {
        if (!str_to_long(str_split(&part, '_'), &number) || number < 11)
            continue;
        if (number > MAJOR_MOST && sector->count < WISH_CODES)
            sector->codes[sector->count++] = (uint32_t)number;
        else if (number <= 55)
            *groups |= (uint64_t)1 << number;
    }
    if (sector->count > before)
        add_words(sector->said, sizeof sector->said, item_text(w, item));
    w->out.count++;
    w->out.facts++;
}

/* Whether words stand beside a phrase of [list/PART]. "topic" is what the work
 * is about: "with horses", "I like horses", 跟馬有關; what else nothing
 * explains ("returning", "badly") says nothing of an occupation by standing in
 * its description. "tool" is what somebody can use: "I know Excel". */
static bool is_beside(const struct wish_work *w, const struct wish_item *item,
                      const char *part)
{
    for (size_t t = item->from; t > 0; t--) {
        int owner = w->owner[t - 1];
        if (owner < 0 && w->small[t - 1])
            continue;
        const struct wish_item *before = owner < 0 ? NULL : &w->items[owner];
        if (before && !before->cue) /* "cats and dogs", "Excel, SQL" */
            return (before->to == item->from ||
                    items_joined(w, before, item)) &&
                   is_beside(w, before, part);
        if (before && item_is(before, part))
            return true;
        break;
    }
    return item->to < w->count && w->tokens[item->to].han &&
           w->owner[item->to] >= 0 &&
           item_is(&w->items[w->owner[item->to]], part);
}

/* "Solar jobs", 太陽能的工作 */
static bool is_before_job(const struct wish_work *w,
                          const struct wish_item *item)
{
    struct str text = w->r->text;
    struct str behind =
        str_trim(str_slice(text, w->tokens[item->to - 1].to, text.len));
    return wordings_begin(w->r->matcher->wordings, behind,
                          WORDING(LISTED_JOB) | WORDING(LISTED_JOBS));
}

/* Nothing but small words between them: 的 in 工資最高的老師. */
static bool is_next_to(const struct wish_work *w, const struct wish_item *a,
                       const struct wish_item *b)
{
    bool next = a->to <= b->from;
    for (size_t t = a->to; t < b->from; t++)
        next = next && w->small[t] && w->tokens[t].han;
    return next;
}

/* 哪種司機工資高 asks for the highest as well. */
static bool pays_well(const struct wish_item *item)
{
    return item->wish && item->wish->main && item->wish->figure == WISH_PAY;
}

/* What is asked of those of a name: a ranking, or 哪些教師不用碩士. */
static bool is_asked_of(const struct wish_item *asked,
                        const struct wish_item *name)
{
    return asked->wish &&
           (asked->wish->rank != RANK_NONE ||
            (asked->from >= name->to &&
             (pays_well(asked) || asked->wish->figure == WISH_EDUCATION)));
}

/* "Which nurses earn most", "highest paid nurses", 護士哪種工資最高: a ranking
 * of those that an item names. */
static bool is_ranked(const struct wish_work *w, const struct wish_item *item)
{
    const struct wordings *words = w->r->matcher->wordings;
    struct str text = w->r->text;
    struct str before =
        str_trim(str_slice(text, 0, w->tokens[item->from].from));
    size_t next = item->to;
    while (next < w->count && w->tokens[next].han &&
           reading_says(w->r, next, WORDING(LISTED_JOBS) | WORDING(LISTED_JOB)))
        next++;
    while (next < w->count && next > item->to && w->tokens[next].han &&
           !reading_says(w->r, next, WORDING(LISTED_WHICH)) && w->small[next])
        next++;
    bool which = wordings_end(words, before, WORDING(LISTED_WHICH)) ||
                 (next < w->count && w->tokens[next].han &&
                  reading_says(w->r, next, WORDING(LISTED_WHICH)));
    for (size_t i = 0; i < w->item_count; i++) {
        const struct wish_item *asked = &w->items[i];
        bool ranks = asked->wish && asked->wish->rank != RANK_NONE;
        if (which ? is_asked_of(asked, item)
                  : ranks && is_next_to(w, asked, item))
            return true;
    }
    return false;
}

static bool has_wish(const struct wish_work *w)
{
    for (size_t i = 0; i < w->item_count; i++)
        if (w->items[i].wish)
            return true;
    return false;
}

/* With the last character of 程序員, which says who. */
static struct wish_item whole_name(const struct wish_work *w,
                                   const struct wish_item *item)
{
    struct wish_item whole = *item;
    whole.to += item->to < w->count && w->tokens[item->to].han &&
                w->owner[item->to] < 0;
    return whole.to > item->to &&
                   worded_named(w->r->matcher->pack, item_text(w, &whole))
               ? whole
               : *item;
}

/* A name that several occupations share, to be ranked. */
static bool take_name(struct wish_work *w, struct wish_item *item)
{
    const struct pack *pack = w->r->matcher->pack;
    if (!has_wish(w))
        return false;
    *item = whole_name(w, item);
    struct str words = item_text(w, item);
    if (item->negated || words.len >= sizeof w->wishes->named ||
        !is_ranked(w, item))
        return false;
    if (!worded_shared(pack, words)) {
        w->out.one = w->out.one || worded_named(pack, words);
        return false;
    }
    memset(w->wishes->named, 0, sizeof w->wishes->named);
    memcpy(w->wishes->named, words.ptr, words.len);
    item->ranked = w->out.within = true;
    w->out.count++;
    w->out.facts++;
    return true;
}

/* Words of somebody's own: a tool, or of names and descriptions. */
static void take_words(struct wish_work *w, const struct wish_item *item)
{
    enum { SHORTEST = 3 };
    const struct pack *pack = w->r->matcher->pack;
    struct wishes *wishes = w->wishes;
    struct str words = item_text(w, item);
    bool taken = words.len >= SHORTEST && words.len < sizeof wishes->words;
    bool topic = is_beside(w, item, "topic"), job = is_before_job(w, item);
    bool tools = worded_tools(pack, str_from(wishes->words));
    bool tool = taken && !item->negated &&
                (topic || job || tools || is_beside(w, item, "tool")) &&
                worded_tools(pack, words);
    if (taken && item->negated)
        taken = worded_named(pack, words) &&
                add_words(wishes->not_words, sizeof wishes->not_words, words);
    else if (taken && !tool)
        taken = (topic && worded_any(pack, words)) ||
                (job && worded_titled(pack, words));
    if (!taken) {
        take_left(w, item);
        return;
    }
    if (!item->negated && !(tool && tools)) /* one more tool is asked for */
        memset(wishes->words, 0, sizeof wishes->words);
    if (!item->negated)
        add_words(wishes->words, sizeof wishes->words, words);
    w->out.worded += !tool;
    w->out.count++;
    w->out.facts++;
}

/* "Which engineers earn most": by that name, not all of the field. */
static bool is_name(const struct wish_work *w, const struct wish_item *item)
{
    if (item->negated || is_before_job(w, item))
        return false;
    return w->tokens[item->from].han
               ? whole_name(w, item).to > item->to
               : str_ends(item_text(w, item), STR("s")) &&
                     worded_ends_title(w->r->matcher->pack, item_text(w, item));
}

/* "I have 3 kids": a field only beside what says that work is about it. */
static bool is_of_person(const struct wish_work *w,
                         const struct wish_item *item)
{
    for (size_t t = item->from; t < item->to; t++)
        if (!w->person[t])
            return false;
    bool likes = item->to < w->count && /* 我孩子喜歡動物 */
                 reading_says(w->r, item->to, WORDING(ASKS_LIKED));
    return likes || (!is_beside(w, item, "topic") && !is_before_job(w, item));
}

/* What somebody has done or is, and does not wish for. */
static bool is_circumstance(const struct wish_work *w,
                            const struct wish_item *item)
{
    bool group = item->cue && item->cue->type == CUE_GROUP;
    return (w->past[item->from] && (group || !item->cue)) ||
           (group && is_of_person(w, item));
}

void take_studied(struct wish_work *w)
{
    enum { BACHELOR = 5, MOST = 7 };
    double from = w->wishes->range[WISH_EDUCATION].from;
    double to = w->wishes->range[WISH_EDUCATION].to;
    bool said = (from != 0 || to != 0) && !(from == BACHELOR && to == MOST);
    if (w->out.studied && !said) {
        take_range(w->wishes, WISH_EDUCATION, BACHELOR, BACHELOR);
        about(w, SUBJECT_ENTRY, false);
    }
}

void take_past_field(struct wish_work *w)
{
    struct wish_item field = {0};
    if (!w->past_field || w->out.facts > 0 || w->out.left_count > 0 ||
        reading_clause_end(w->r, 0) < w->count)
        return;
    field = *w->past_field;
    for (size_t t = 0; t < w->count; t++) /* "and hate it" */
        field.negated =
            field.negated || reading_says(w->r, t, WORDING(ASKS_UNWANTED));
    take_group(w, &field);
}

void take_item(struct wish_work *w, struct wish_item *item)
{
    w->out.studied = w->out.studied || (item->studied && !item->negated);
    if (item_is(item, "past"))
        w->wishes->unknown |= WISH_PERSON;
    if (is_circumstance(w, item)) {
        if (w->past[item->from] && item->cue && !is_of_person(w, item))
            w->past_field = item;
        w->wishes->unknown |= WISH_PERSON;
        w->out.count++;
    } else if (item->wish && item->negated &&
               item->wish->unknown == WISH_PERSON &&
               worded_named(w->r->matcher->pack, item_text(w, item))) {
        take_words(w, item); /* "not a vet" */
        about(w, item->wish->subject, false);
    } else if (pays_well(item) && *w->wishes->named && w->out.within &&
               !w->out.ranked) {
        take_rank(w, RANK_PAY, SUBJECT_SALARY);
        w->out.count++;
        w->out.facts++;
    } else if (item->wish) {
        take_wish(w, item);
    } else if (!item->cue) {
        if (!take_name(w, item))
            take_words(w, item);
    } else if (item->cue->type == CUE_GROUP && is_name(w, item) &&
               take_name(w, item)) {
        return;
    } else if (item->cue->type == CUE_GROUP && !item->spent) {
        if (item->negated && shares_group(w, item->cue->part))
            take_words(w, item); /* "food jobs other than cooking" */
        else
            take_group(w, item);
        item->ranked = !item->negated && is_ranked(w, item);
    } else if (item->cue->type == CUE_SKILL || item->cue->type == CUE_MAJOR) {
        bool not = item->negated;
        if (!item->removed || !has_trait(w->wishes->trait, item->cue->part))
            add_trait(not ? w->wishes->not_trait : w->wishes->trait,
                      item->cue->part);
        drop_trait(not ? w->wishes->trait : w->wishes->not_trait,
                   item->cue->part);
        w->out.count++;
        w->out.facts++;
    } else if (item_is(item, "unfit")) {
        take_left(w, item);
        w->out.unfit = true;
    }
}
