/* Decides which subjects speak, says what is lacking, and what comes next. */
#include "reply.h"

#include "ahead.h"
#include "beyond.h"
#include "compare.h"
#include "lead_sentence.h"
#include "list.h"
#include "move_way.h"
#include "moves_wished.h"
#include "subjects.h"
#include "topic_kept.h"

#include <stdio.h>

static void list_candidates(struct composer *c, const struct query *query)
{
    for (size_t i = 0; i < query->candidate_count; i++)
        add_occupation(c, query->candidates[i].occupation,
                       query->candidates[i].score);
}

/* Offers what people ask next, then whatever else is known. */
static void offer_subjects(struct composer *c, enum subject after)
{
    static const enum subject order[] = {
        SUBJECT_SALARY,  SUBJECT_ENTRY, SUBJECT_AI_RISK, SUBJECT_SKILLS,
        SUBJECT_OUTLOOK, SUBJECT_TASKS, SUBJECT_SUITS};
    enum { OFFERED = 3 };
    const struct subject_ops *ops = subject_find(after);
    for (size_t i = 0; ops && ops->next[i] != SUBJECT_NONE; i++)
        if (c->out->choice_count < OFFERED && subject_known(c, ops->next[i]))
            add_choice(c, c->occupation, ops->next[i]);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (c->out->choice_count < OFFERED && order[i] != after &&
            subject_known(c, order[i]))
            add_choice(c, c->occupation, order[i]);
}

/* Some occupations to try, when none is meant: from those with a written page,
 * spread over all of them. */
static void offer_occupations(struct composer *c)
{
    enum { OFFERED = 4 };
    size_t all = pack_occupation_count(c->pack), written = 0, nth = 0;
    for (size_t i = 0; i < all; i++)
        written += pack_has_page(c->pack, i, LANG_EN);
    size_t step = written > OFFERED ? written / OFFERED : 1;
    for (size_t i = 0; i < all; i++)
        if (pack_has_page(c->pack, i, LANG_EN) && nth++ % step == step / 2)
            add_choice(c, i, SUBJECT_NONE);
}

/* "No pay is known of Library Technicians." */
static void say_lacking(struct composer *c, enum subject subject)
{
    char key[64];
    snprintf(key, sizeof key, "lacking.%s", subject_id(subject));
    add_headline(c, say(c, key, NULL), STR_NONE);
}

static enum subject subject_asked(const struct query *query)
{
    return query->subject_count ? query->subjects[0].subject : SUBJECT_NONE;
}

/* Something was named that is not what is answered. */
static void say_unknown_beside(struct composer *c, const struct query *query)
{
    if (query->unknown.len > 0)
        add_note(c, say(c, "unknown.beside", "words", query->unknown, "title",
                        title_of(c, c->occupation), NULL));
}

/* Where a move shall go, and what is wished of it, as far as that is not known.
 */
static void say_of_moves(struct composer *c, const struct query *query)
{
    c->wishes = moves_are_wished(&query->wishes) ? &query->wishes : NULL;
    unsigned unknown = query->wishes.unknown;
    if (unknown & WISH_PHYSICAL && query->wishes.not_groups)
        add_note(c, say(c, "pivots.light", NULL));
    if (query->wishes.not_groups)
        unknown &= ~(unsigned)WISH_PHYSICAL;
    list_unknown_wishes(c, unknown);
    if (query->goal.len > 0)
        add_note(c, say(c, "pivots.unknown_goal", "words", query->goal, "title",
                        title_of(c, c->occupation), NULL));
}

/* Another occupation that may have been meant, under its name. */
static void add_other_choice(struct composer *c, size_t occupation,
                             enum subject subject)
{
    size_t at = c->out->choice_count;
    add_choice(c, occupation, subject);
    if (c->out->choice_count > at)
        c->out->choices[at].label = title_of(c, occupation);
}

/* Why the last answer is as it is: what its figures rest on. False: its subject
 * has only sources to name. */
static bool tell_why(struct composer *c, const struct query *query,
                     struct str asked)
{
    enum subject subject;
    if (!subject_parse(asked, &subject) ||
        (subject != SUBJECT_SALARY && subject != SUBJECT_OUTLOOK &&
         subject != SUBJECT_AI_RISK && subject != SUBJECT_PIVOTS))
        return false;
    c->part = STR("why");
    if (subject == SUBJECT_PIVOTS)
        say_of_moves(c, query);
    if (!subject_find(subject)->tell(c))
        return false;
    add_choice(c, c->occupation, SUBJECT_SOURCES);
    return true;
}

/* Says that nothing is known of the subject, and what comes nearest to it.
 * False: nothing does. */
static bool tell_instead(struct composer *c, enum subject subject)
{
    bool way_in =
        subject == SUBJECT_CERTIFICATES || subject == SUBJECT_IMMIGRATION;
    say_lacking(c, subject);
    c->part = STR_NONE;
    return subject != SUBJECT_OVERVIEW &&
           subject_find(way_in ? SUBJECT_ENTRY : SUBJECT_OVERVIEW)->tell(c);
}

/* Others that may as well have been meant: that have the name with nearly equal
 * right, or are at least half as likely where no name says so. */
static void offer_others(struct composer *c, const struct query *query,
                         enum subject subject)
{
    enum { MOST = 3 };
    const double sure = 0.9, equal = 0.03;
    double first = query->candidate_count ? query->candidates[0].score : 0;
    for (size_t i = 1; i < query->candidate_count && i < MOST; i++) {
        double score = query->candidates[i].score;
        if (query->moving && query->candidates[i].occupation == query->from)
            continue; /* offered for what it is: where the way begins */
        if (first >= sure ? first - score < equal : score >= first / 2)
            add_other_choice(c, query->candidates[i].occupation, subject);
    }
}

/* What the question asks that is known of no occupation, said before what
 * comes nearest. "unknown.place.entry" is for one subject, "unknown.place" for
 * those without a sentence of their own; without either nothing is lacking.
 * "unknown.record.list" is for lists; list.c says the rest of those. */
static void say_beyond(struct composer *c, const struct query *query,
                       enum subject subject)
{
    size_t count;
    const struct pack_entry *median = pack_entries(
        c->pack, c->occupation, LANG_EN, FIELD_WAGE_MEDIAN, &count);
    struct str date = median ? source_date(c, median) : say(c, "undated", NULL);
    bool list = query->kind == KIND_LIST;
    const char *id =
        list ? "list" : subject_id(subject ? subject : SUBJECT_OVERVIEW);
    for (size_t i = 0; i < query->beyond_count; i++) {
        struct str part = query->beyond[i];
        struct str key =
            arena_printf(c->arena, "unknown.%.*s.%s", STR_ARG(part), id);
        bool own = pack_sentence(c->pack, c->lang, key).len > 0;
        if (list && !own && !str_eq(part, STR("place")))
            continue;
        if (!own)
            key = arena_printf(c->arena, "unknown.%.*s", STR_ARG(part));
        if (pack_sentence(c->pack, c->lang, key).len > 0)
            add_note(c, say(c, key.ptr, "date", date, NULL));
    }
}

/* Of an answer about one occupation, its first sentence. */
static void shorten(struct composer *c)
{
    for (struct answer_block *block = c->out->blocks; block;
         block = block->next)
        if (block->type == BLOCK_HEADLINE || !block->next) {
            block->next = NULL;
            c->last = block;
        }
}

/* Whether somebody may do it is a matter of what is asked for, not of taste. */
static bool asks_whether_admitted(const struct query *query,
                                  enum subject subject)
{
    static const char *const parts[] = {
        "body", "record", "age", "status", "citizen", "credit", "language"};
    bool asked = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        asked = asked || asks_beyond(query, str_from(parts[i]));
    return asked && (subject == SUBJECT_SUITS || subject == SUBJECT_RATINGS);
}

/* Papers from abroad, or the right to stay: the license comes before a visa. */
static bool asks_for_license(const struct query *query, enum subject subject)
{
    return subject == SUBJECT_IMMIGRATION &&
           (asks_beyond(query, STR("foreign")) ||
            asks_beyond(query, STR("resident")));
}

static bool needs_no_visa(const struct query *query, enum subject subject)
{
    return subject == SUBJECT_IMMIGRATION &&
           asks_beyond(query, STR("resident"));
}

static bool tell_subject(struct composer *c, const struct query *query,
                         enum subject subject)
{
    bool told = asks_for_license(query, subject) &&
                subject_find(SUBJECT_CERTIFICATES)->tell(c);
    if (asks_whether_admitted(query, subject))
        subject = SUBJECT_ENTRY;
    if (told && needs_no_visa(query, subject))
        return true;
    return subject_find(subject)->tell(c) || tell_instead(c, subject) || told;
}

static void tell_subjects(struct composer *c, const struct query *query)
{
    struct answer *out = c->out;
    enum subject first =
        query->subject_count ? query->subjects[0].subject : SUBJECT_OVERVIEW;
    out->subject = first;
    say_unknown_beside(c, query);
    say_beyond(c, query, first);
    if (query->same.len > 0)
        add_note(c, say(c, "same", "words", query->said, "other", query->same,
                        "title", title_of(c, c->occupation), NULL));
    if (query->degree)
        add_note(c, say(c, "own_degree", NULL));
    if (query->described)
        add_note(
            c, say(c, "described", "title", title_of(c, c->occupation), NULL));
    if (query->any)
        add_note(c, say(c, "clarify.any", "title", title_of(c, c->occupation),
                        NULL));
    if (query->guessed)
        add_note(c, say(c, "guessed", NULL));
    if (first == SUBJECT_PIVOTS)
        say_of_moves(c, query);
    c->lead = lead_sentence(c, query);
    for (size_t i = 0; i == 0 || i < query->subject_count; i++) {
        enum subject subject = i ? query->subjects[i].subject : first;
        c->part = query->subject_count ? query->subjects[i].part : STR_NONE;
        if ((query->why && tell_why(c, query, c->part)) ||
            tell_subject(c, query, subject))
            out->answered = true;
    }
    if (query->brief)
        shorten(c);
    if (query->kind == KIND_SINGLE)
        offer_others(c, query, first);
    offer_subjects(c, first);
}

/* The way from one occupation to another. */
static void tell_way(struct composer *c, const struct query *query)
{
    size_t to = c->occupation;
    c->out->subject = subject_asked(query);
    c->out->answered = true;
    c->lead = lead_sentence(c, query);
    c->occupation = query->from;
    move_tell(c, to);
    c->occupation = to;
    offer_others(c, query, c->out->subject);
    offer_subjects(c, c->out->subject);
    add_other_choice(c, query->from, SUBJECT_PIVOTS);
}

/* Labels that tell the occupations apart instead of repeating the subject. */
static void label_by_title(struct composer *c)
{
    for (size_t i = 0; i < c->out->choice_count; i++)
        c->out->choices[i].label = title_of(c, c->offered[i].occupation);
}

/* One subject of them, SUBJECT_NONE: all figures. */
static void compare_by(struct composer *c, const size_t *occupations,
                       size_t count, enum subject subject)
{
    if (compare(c, occupations, count, subject)) {
        c->out->answered = true;
        return;
    }
    const struct subject_ops *ops =
        subject_find(subject == SUBJECT_NONE ? SUBJECT_OVERVIEW : subject);
    for (size_t i = 0; i < count; i++) { /* no figure: one after the other */
        c->occupation = occupations[i];
        if (ops->tell(c))
            c->out->answered = true;
        else
            say_lacking(c, ops->subject);
    }
}

/* Who is ahead, first of all; where no subject was asked for, in those that
 * people choose by. */
static void say_ahead(struct composer *c, const size_t *occupations,
                      size_t count, enum subject subject)
{
    static const enum subject chosen_by[] = {SUBJECT_SALARY, SUBJECT_ENTRY,
                                             SUBJECT_OUTLOOK, SUBJECT_AI_RISK};
    if (subject != SUBJECT_NONE && subject != SUBJECT_OVERVIEW) {
        struct str text = ahead(c, occupations, count, subject);
        if (text.len > 0)
            add_text(c, STR_NONE, text);
        return;
    }
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "ahead.short", NULL), 1);
    for (size_t i = 0; i < sizeof chosen_by / sizeof *chosen_by; i++) {
        struct str text = ahead(c, occupations, count, chosen_by[i]);
        if (text.len > 0)
            rows_cell(c, &rows, text);
    }
    rows_end(c, &rows);
}

/* Of each what was asked of it. */
static void tell_apart(struct composer *c, const struct query *query)
{
    for (size_t i = 0; i < query->compared; i++) {
        enum subject subject = query->subjects[i].subject;
        c->occupation = query->candidates[i].occupation;
        c->part = query->subjects[i].part;
        if (subject_find(subject)->tell(c) || tell_instead(c, subject))
            c->out->answered = true;
    }
    c->part = STR_NONE;
}

/* The subject asked for in that place; SUBJECT_NONE: none is, or which of them
 * to become, for which all figures count. */
static enum subject take_subject(struct composer *c, const struct query *query,
                                 size_t place)
{
    bool asked = place < query->subject_count && query->lead.kind != LEAD_WORTH;
    c->part = asked ? query->subjects[place].part : STR_NONE;
    return asked ? query->subjects[place].subject : SUBJECT_NONE;
}

static void tell_comparison(struct composer *c, const struct query *query)
{
    size_t occupations[QUERY_COMPARED];
    for (size_t i = 0; i < query->compared; i++)
        occupations[i] = query->candidates[i].occupation;
    enum subject subject = subject_asked(query);
    c->out->subject = subject == SUBJECT_NONE ? SUBJECT_OVERVIEW : subject;
    say_unknown_beside(c, query);
    c->occupation = occupations[0];
    say_beyond(c, query, c->out->subject);
    if (query->many)
        add_note(
            c, say(c, "compare.many", "most", number(c, QUERY_COMPARED), NULL));
    if (query->apart) {
        tell_apart(c, query);
    } else {
        if (query->lead.kind == LEAD_WHY)
            add_text(c, STR_NONE, lead_sentence(c, query));
        const struct answer_block *before = c->last;
        for (size_t i = 0; i == 0 || i < query->subject_count; i++)
            say_ahead(c, occupations, query->compared,
                      take_subject(c, query, i));
        bool brief = query->brief && c->last != before;
        c->out->answered = brief;
        if (!brief)
            add_text(c, STR_NONE, say(c, "compare.headline", NULL));
        for (size_t i = 0; !brief && (i == 0 || i < query->subject_count); i++)
            compare_by(c, occupations, query->compared,
                       take_subject(c, query, i));
    }
    if (query->choosing)
        add_note(c, say(c, "compare.choosing", NULL));
    c->occupation = occupations[0];
    for (size_t i = 0; i < query->compared; i++)
        add_choice(c, occupations[i], subject);
    label_by_title(c);
}

static void ask_which(struct composer *c, const struct query *query)
{
    enum subject subject = subject_asked(query);
    say_beyond(c, query, subject);
    add_text(c, STR_NONE, say(c, "clarify.which", NULL));
    for (size_t i = 0; i < query->candidate_count; i++)
        add_choice(c, query->candidates[i].occupation, subject);
    label_by_title(c);
    c->out->subject = subject;
}

static void say_unknown(struct composer *c, const struct query *query)
{
    add_text(c, STR_NONE,
             query->unknown.len
                 ? say(c, "unknown.named", "words", query->unknown, NULL)
                 : say(c, "unknown", NULL));
    struct answer *out = c->out;
    out->subject = subject_asked(query);
    if (query->candidate_count > 0) {
        add_text(c, STR_NONE, say(c, "unknown.nearest", NULL));
        for (size_t i = 0; i < query->candidate_count; i++)
            add_choice(c, query->candidates[i].occupation, SUBJECT_NONE);
    } else {
        add_text(c, STR_NONE,
                 say(c, "help.knows", "count",
                     number(c, (double)pack_occupation_count(c->pack)), NULL));
        offer_occupations(c);
    }
}

/* What else can be asked of the occupation the talk is about. */
static void offer_more(struct composer *c, const struct topic *topic)
{
    if (topic->soc_count == 0)
        return;
    c->occupation = pack_find_soc(c->pack, topic->soc[0]);
    if (c->occupation == pack_occupation_count(c->pack))
        return;
    add_text(
        c, STR_NONE,
        say(c, "outofscope.talk", "title", title_of(c, c->occupation), NULL));
    offer_subjects(c, topic->subject);
}

/* What was not understood may be about an occupation it names; in a talk about
 * one, it may be more of that. */
static void say_out_of_scope(struct composer *c, const struct query *query,
                             const struct topic *topic)
{
    if (query->unknown.len > 0)
        add_text(c, STR_NONE,
                 say(c, "unknown.named", "words", query->unknown, NULL));
    add_text(c, STR_NONE, say(c, "outofscope", NULL));
    if (!query->perhaps) {
        offer_more(c, topic);
        return;
    }
    c->occupation = query->perhaps_of;
    add_text(c, STR_NONE,
             say(c, "outofscope.perhaps", "title", title_of(c, c->occupation),
                 NULL));
    offer_subjects(c, SUBJECT_NONE);
}

static void small_talk(struct composer *c, const struct query *query,
                       const struct topic *topic)
{
    char key[64];
    snprintf(key, sizeof key, "smalltalk.%.*s", STR_ARG(query->smalltalk));
    add_text(c, STR_NONE, say(c, key, NULL));
    if (str_eq(query->smalltalk, STR("missed")))
        offer_more(c, topic);
    bool wants_help = str_eq(query->smalltalk, STR("help"));
    if (!wants_help && !str_eq(query->smalltalk, STR("greeting")))
        return;
    if (wants_help)
        add_text(c, STR_NONE, say(c, "help.subjects", NULL));
    add_text(c, STR_NONE,
             say(c, "help.knows", "count",
                 number(c, (double)pack_occupation_count(c->pack)), NULL));
    offer_occupations(c);
}

void reply(const struct pack *pack, struct arena *arena,
           const struct query *query, struct topic *topic, struct answer *out)
{
    *out = (struct answer){.kind = query->kind,
                           .lang = query->lang,
                           .confidence = query->confidence,
                           .silent = query->silent};
    struct composer c = {
        .arena = arena, .pack = pack, .out = out, .lang = query->lang};
    list_candidates(&c, query);
    if (query->silent)
        return;
    if (query->candidate_count > 0)
        c.occupation = query->candidates[0].occupation;

    if (query->kind == KIND_SMALLTALK)
        small_talk(&c, query, topic);
    else if (query->kind == KIND_OUTOFSCOPE)
        say_out_of_scope(&c, query, topic);
    else if (query->kind == KIND_LIST) {
        out->subject = subject_asked(query);
        out->answered = list_occupations_by(&c, query);
        if (out->answered)
            say_beyond(&c, query, SUBJECT_NONE);
    } else if (query->problem == QUERY_UNKNOWN)
        say_unknown(&c, query);
    else if (query->problem == QUERY_WHICH)
        ask_which(&c, query);
    else if (query->candidate_count == 0 && query->problem == QUERY_CLEAR) {
        out->subject = SUBJECT_SOURCES;
        out->answered = sources_of_all(&c);
        offer_occupations(&c);
    } else if (query->candidate_count == 0 &&
               subject_asked(query) == SUBJECT_IMMIGRATION) {
        out->subject = SUBJECT_IMMIGRATION;
        say_beyond(&c, query, SUBJECT_IMMIGRATION);
        immigration_at_large(&c);
    } else if (query->candidate_count == 0) {
        struct str reckoned = lead_reckoned(&c, &query->lead);
        if (reckoned.len > 0)
            add_text(&c, STR_NONE, reckoned);
        add_text(&c, STR_NONE,
                 say(&c,
                     query->choosing ? "clarify.choosing" : "clarify.missing",
                     NULL));
        out->subject =
            query->subject_count ? query->subjects[0].subject : SUBJECT_NONE;
    } else if (query->moving)
        tell_way(&c, query);
    else if (query->kind == KIND_COMPARE)
        tell_comparison(&c, query);
    else
        tell_subjects(&c, query);

    if (c.shared)
        add_note(&c, say(&c, "note.combined", "title", title_of(&c, c.combined),
                         "code", soc_text(&c, c.combined), NULL));
    if (c.borrowed)
        add_note(&c, say(&c, "note.english_only", NULL));
    out->sources_label = say(&c, "label.sources_line", NULL);
    out->choices_label =
        say(&c,
            query->problem == QUERY_WHICH ? "label.choices_which"
                                          : "label.choices_line",
            NULL);
    keep_topic(&c, query, topic);
}
