/* Names as they stand come first. Words beside a name that nothing explains
 * may belong to it ("ob/gyn sonographer"), and two names in a row are mostly
 * one ("assistant phlebotomist"): then what was learned of titles decides.
 * Where no name stands at all, it looks at the words nobody explains. */
#include "mentions.h"

#include "rank.h"

#include <math.h>

static const double likely = 0.5;      /* to go before a name inside */
static const double likely_last = 0.6; /* before the name it ends with */
static const double likely_alone = 0.3;
static const double looks_alone = 0.4;
static const double slip_apart = 0.015;
static const double equal_names = 0.011;

enum { WORDS_MAX = 6 }; /* of a title that no name is */

/* --- words and what stands between them --- */

static bool is_strange(const struct reading *r, size_t token)
{
    return !r->covered[token] && !r->tokens[token].han;
}

/* Whether a token goes on where the one before it ends: also two strange words
 * with a slash between them, "ob/gyn". */
static bool follows(const struct reading *r, size_t token)
{
    enum mark before = r->tokens[token].before;
    return before == MARK_NONE || (before == MARK_SLASH && !r->covered[token] &&
                                   !r->covered[token - 1]);
}

/* --- whom a place means --- */

static void add_who(struct mention *m, size_t occupation, double score)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->who[i].occupation == occupation)
            return;
    if (m->count < ANSWER_OCCUPATIONS)
        m->who[m->count++] =
            (struct candidate){occupation, score < 0 ? 0 : score};
}

/* How many people have the occupation; 0: not known, or it is one of those for
 * whatever has no code of its own, which nobody means. */
static double people_in(const struct pack *pack, size_t occupation)
{
    size_t count;
    struct str title = pack_occupation(pack, occupation).title[LANG_EN];
    const struct pack_entry *e =
        pack_entries(pack, occupation, LANG_EN, FIELD_EMPLOYMENT_NOW, &count);
    return !e || isnan(e->num[0]) || str_ends(title, STR("All Other"))
               ? 0
               : e->num[0];
}

/* A single word that many share with equal right, "teacher", is rather one
 * of those with many people in them. */
static void sort_broad(const struct reading *r, size_t first, size_t end)
{
    enum { MANY = 4, HAN_WORD = 3 };
    size_t words = r->names[first].to - r->names[first].from;
    double best = 0;
    size_t equal = 0;
    for (size_t i = first; i < end; i++)
        best = fmax(best, r->names[i].score);
    for (size_t i = first; i < end; i++)
        equal += r->names[i].score >= best - equal_names;
    if (equal < MANY || best >= TITLE_NAME ||
        words > (r->words[r->names[first].from].han ? HAN_WORD : 1))
        return;
    double *people = arena_alloc_array(r->arena, end - first, sizeof *people);
    for (size_t i = first; i < end; i++) {
        struct name_hit hit = r->names[i];
        double count = hit.score < best - equal_names
                           ? -1
                           : people_in(r->matcher->pack, hit.occupation);
        size_t at = i;
        for (; at > first && people[at - 1 - first] < count; at--) {
            r->names[at] = r->names[at - 1];
            people[at - first] = people[at - 1 - first];
        }
        r->names[at] = hit;
        people[at - first] = count;
    }
}

/* The hits [first, end) share a place. */
static void add_hits(const struct reading *r, size_t first, size_t end,
                     struct mention *m)
{
    sort_broad(r, first, end);
    size_t best = first; /* as title_sort_names left them, but for slips */
    for (size_t i = first + 1; i < end; i++)
        if (r->names[i].score > r->names[best].score + slip_apart)
            best = i;
    add_who(m, r->names[best].occupation, r->names[best].score);
    for (size_t i = first; i < end; i++)
        add_who(m, r->names[i].occupation, r->names[i].score);
    m->named = m->count;
}

static void add_ranked(const struct rank_hit *hits, size_t count,
                       struct mention *m)
{
    for (size_t i = 0; i < count; i++) {
        add_who(m, hits[i].occupation, hits[i].score);
        m->named += hits[i].way != RANK_LEARNED;
    }
}

static size_t rank(const struct reading *r, size_t from, size_t to,
                   struct rank_hit hits[ANSWER_OCCUPATIONS])
{
    return reading_rank(r, reading_text(r, from, to), hits);
}

static size_t end_of_place(const struct reading *r, size_t first)
{
    size_t end = first + 1;
    while (end < r->name_count && r->names[end].from == r->names[first].from &&
           r->names[end].to == r->names[first].to)
        end++;
    return end;
}

/* Of the hits [first, end), that of an occupation; NULL: none is. */
static const struct name_hit *hit_of(const struct reading *r, size_t first,
                                     size_t end, size_t occupation)
{
    for (size_t i = first; i < end; i++)
        if (r->names[i].occupation == occupation)
            return &r->names[i];
    return NULL;
}

/* "what does Taylor Swift earn": capitals in a sentence, without an
 * article, and not of many. */
static bool is_somebody(const struct reading *r, size_t from, size_t to)
{
    while (to < r->count && r->tokens[to].capital && follows(r, to))
        to++;
    for (size_t i = from; i < to; i++)
        if (!r->tokens[i].capital)
            return false;
    return to - from > 1 && from > 0 && r->has_small_word &&
           !str_ends(r->words[to - 1].word, STR("s")) &&
           !(r->tokens[from - 1].uses & WORD_ARTICLE) &&
           !str_eq(r->tokens[from - 1].word, STR("for"));
}

/* The words [from, to) hold the places of the hits [first, end), the last of
 * which begins at `last`, and more than one of them. */
static void read_wider(const struct reading *r, size_t first, size_t last,
                       size_t end, struct mention *m)
{
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    size_t count =
        m->to - m->from > WORDS_MAX ? 0 : rank(r, m->from, m->to, hits);
    const struct name_hit *name = &r->names[last];
    bool goes_on = m->to > name->to;
    for (size_t i = m->from; i < m->to; i++)
        m->strange = m->strange || is_strange(r, i);
    const struct name_hit *same =
        count > 0 && hits[0].way == RANK_LEARNED
            ? hit_of(r, first, end, hits[0].occupation)
            : NULL;
    if (is_somebody(r, m->from, m->to)) {
        m->other = true;
        m->unknown = reading_said(r, m->from, m->to);
        add_hits(r, first, end_of_place(r, first), m);
        return;
    }
    if (same) { /* the words beside it change nothing */
        add_who(m, same->occupation, same->score);
        add_hits(r, last, end, m);
        m->odd = goes_on && m->strange &&
                 reading_looks(r, reading_text(r, m->from, m->to)) <
                     MENTION_LOOKS_ODD;
        return;
    }
    if (count > 0 && (hits[0].way != RANK_LEARNED ||
                      hits[0].score >= (goes_on ? likely : likely_last))) {
        add_ranked(hits, count, m);
    } else if (goes_on) { /* "nurse practitioner": another thing's name */
        m->other = true;
        add_hits(r, first, end_of_place(r, first), m);
    } else {
        add_hits(r, last, end, m);
    }
    if (m->strange && m->named == 0)
        m->unknown = reading_said(r, m->from, m->to);
    else if (m->strange && (goes_on || m->named == m->count))
        m->unknown = reading_said(r, m->from, m->to);
    if (count > 0 && hits[0].way != RANK_LEARNED)
        m->unknown = STR_NONE;
}

/* The place of the hits from `first` on, with the words and places beside it;
 * returns the first hit behind it. */
static size_t read_place(const struct reading *r, size_t first,
                         struct mention *m)
{
    const struct name_hit *name = &r->names[first];
    size_t end = end_of_place(r, first), last = first;
    *m = (struct mention){.from = name->from, .to = name->to};
    if (r->tokens[name->from].han) {
        add_hits(r, first, end, m);
        if (name->score < SURE_NAME && reading_name_end(r, name) > m->to) {
            m->to = reading_name_end(r, name);
            for (; end < r->name_count && r->names[end].from < m->to; end++)
                if (r->names[end].to > m->to) /* 工程師 of 網路安全工程師 */
                    m->to = r->names[end].to;
        } else if (reading_name_is_part(r, name)) {
            m->other = true;
            m->unknown = reading_name_text(r, name);
        }
        return end;
    }
    while (m->from > 0 && is_strange(r, m->from - 1) && follows(r, m->from))
        m->from--;
    bool compares = reading_cue(r, CUE_KIND, "compare") != NULL;
    for (;;) {
        if (m->to == r->count || !follows(r, m->to))
            break;
        if (end < r->name_count && r->names[end].from == m->to) {
            if (compares)
                break; /* "paramedic emt difference" */
            last = end;
            m->to = r->names[end].to;
            end = end_of_place(r, end);
        } else if (is_strange(r, m->to)) {
            m->to++;
        } else {
            break;
        }
    }
    if (m->from == name->from && m->to == name->to)
        add_hits(r, first, end, m);
    else
        read_wider(r, first, last, end, m);
    return end;
}

/* --- places that only say where or for whom --- */

/* Is the place behind a preposition, but for an article and the like? */
static bool is_aside(const struct reading *r, const struct mention *m)
{
    static const char *const before[] = {"for", "with", "under", "by"};
    size_t at = m->from;
    while (at > 0 && r->covered[at - 1] && r->tokens[at - 1].key.len > 0 &&
           at + 3 > m->from) {
        at--;
        if (r->tokens[at].uses & WORD_WHERE ||
            STR_IS_ONE_OF(r->tokens[at].word, before))
            return true;
    }
    return false;
}

/* "Secretary to a judge": whom somebody works for; but "from a nurse to a
 * doctor". */
static bool is_served(const struct reading *r, const struct mention *before,
                      const struct mention *m)
{
    size_t to = before->to;
    for (size_t t = 0; t < before->from; t++)
        if (str_eq(r->tokens[t].word, STR("from")))
            return false;
    return m->from == to + 2 && str_eq(r->tokens[to].word, STR("to")) &&
           (r->tokens[to + 1].uses & WORD_ARTICLE);
}

static void mark_aside(const struct reading *r, struct mention *out,
                       size_t count)
{
    for (size_t i = 1; i < count; i++) /* the first is what it is about */
        out[i].aside =
            r->tokens[out[i].from].before == MARK_OPEN || /* "(RN)" */
            is_served(r, &out[i - 1], &out[i]) ||
            (!mentions_joined(r, &out[i - 1], &out[i]) && is_aside(r, &out[i]));
}

/* Words behind "in", "at" and the like, once an occupation is named: where. */
static void cover_places(struct reading *r, const struct mention *out,
                         size_t count)
{
    for (size_t i = 0; count > 0 && i < r->count; i++) {
        if (!(r->tokens[i].uses & WORD_WHERE))
            continue;
        size_t at = i + 1;
        while (at < r->count && r->covered[at] && r->tokens[at].key.len > 0 &&
               at < i + 3)
            at++;
        for (; at < r->count && is_strange(r, at) && follows(r, at); at++)
            r->covered[at] = at < out[0].from || at >= out[0].to;
    }
}

/* --- where no name stands --- */

static bool is_behind_preposition(const struct reading *r, size_t token)
{
    return token > 0 && r->tokens[token - 1].uses & WORD_WHERE;
}

/* The words [from, to) as a title: how likely. */
static double read_words(const struct reading *r, size_t from, size_t to,
                         struct mention *m)
{
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    *m = (struct mention){.from = from, .to = to};
    size_t count = to - from > WORDS_MAX ? 0 : rank(r, from, to, hits);
    if (count == 0 || (to - from == 1 && hits[0].way == RANK_NAME))
        return 0; /* names_find knew better: "translate" */
    double looks = 1;
    if (hits[0].way == RANK_LEARNED)
        looks = reading_looks(r, reading_text(r, from, to));
    if (hits[0].way == RANK_LEARNED &&
        (hits[0].score < likely_alone || looks < looks_alone))
        return 0;
    add_ranked(hits, count, m);
    if (m->named == 0)
        m->unknown = reading_said(r, from, to);
    return hits[0].score * looks;
}

static bool read_nameless(const struct reading *r, struct mention *out)
{
    double best = 0;
    for (size_t from = 0, to; from < r->count; from = to + 1) {
        for (to = from; to < r->count && is_strange(r, to) &&
                        (to == from || follows(r, to));)
            to++;
        struct mention m = {0};
        double good = to > from && !is_somebody(r, from, to)
                          ? read_words(r, from, to, &m)
                          : 0;
        if (good > 0 && is_behind_preposition(r, from))
            good *= 0.5;
        if (good > best) {
            best = good;
            *out = m;
        }
        if (to > from)
            to--; /* the next run may begin right here */
    }
    return best > 0;
}

/* "mechanical or aerospace engineering": the words before the joint, with the
 * last word of the name behind it, where that makes a name. */
static bool read_elliptic(const struct reading *r, const struct mention *whole,
                          struct mention *m)
{
    enum { LONGEST = 3 };
    if (whole->to - whole->from < 2 || whole->from < 2 ||
        !(r->tokens[whole->from - 1].uses & WORD_JOINT))
        return false;
    size_t to = whole->from - 1;
    struct str head = reading_said(r, whole->to - 1, whole->to);
    for (size_t from = to;
         from > 0 && from + LONGEST > to && !reading_asks_at(r, from - 1);
         from--) {
        struct rank_hit hits[ANSWER_OCCUPATIONS];
        struct str words = reading_said(r, from - 1, to);
        size_t count = reading_rank(
            r,
            arena_printf(r->arena, "%.*s %.*s", STR_ARG(words), STR_ARG(head)),
            hits);
        if (count > 0 && hits[0].way == RANK_NAME) {
            *m = (struct mention){.from = from - 1, .to = to};
            add_ranked(hits, count, m);
            return true;
        }
    }
    return false;
}

size_t mentions_read(struct reading *r, struct mention out[MENTIONS_MAX])
{
    size_t count = 0;
    for (size_t hit = 0; hit < r->name_count && count < MENTIONS_MAX;) {
        struct mention m, before;
        hit = read_place(r, hit, &m);
        bool said = count > 0 && out[count - 1].to + 1 == m.from &&
                    out[count - 1].who[0].score >= SURE_NAME;
        if (!said && count + 1 < MENTIONS_MAX &&
            read_elliptic(r, &m, &before)) {
            while (count > 0 && out[count - 1].to > before.from)
                count--;
            out[count++] = before;
        }
        out[count++] = m;
    }
    if (count == 0 && read_nameless(r, out))
        count = 1;
    for (size_t i = 0; i < count; i++)
        reading_name(r, out[i].from, out[i].to);
    mark_aside(r, out, count);
    cover_places(r, out, count);
    return count;
}

/* --- compared --- */

bool mentions_joined(const struct reading *r, const struct mention *a,
                     const struct mention *b)
{
    enum { FAR = 4 };
    enum mark mark = reading_mark(r, a->to, b->from + 1);
    bool joint = (a->to == b->from && reading_cue(r, CUE_KIND, "compare")) ||
                 (mark >= MARK_SLASH && mark <= MARK_COMMA);
    for (size_t t = a->to; t < b->from; t++) {
        if (!r->covered[t] || t > a->to + FAR || r->tokens[t].uses & WORD_ASKS)
            return false;
        joint = joint || r->tokens[t].uses & WORD_JOINT;
    }
    return joint && mark < MARK_CLAUSE;
}
