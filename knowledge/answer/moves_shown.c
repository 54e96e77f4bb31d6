/* What moving from one occupation to another changes: pay, exposure to AI,
 * jobs, schooling, skills. Which moves there are, and in which order, is
 * decided when the pack is built. */
#include "moves_shown.h"

#include "figures.h"
#include "move_fit.h"
#include "subjects.h"

#include <math.h>

enum { NAMED = 3, SOFTWARE = 6, DEMAND = 2, SKILLS = 8 };

/* --- figures of one occupation -------------------------------------------- */

static const struct pack_entry *pay_of(struct composer *c)
{
    return value(c, FIELD_WAGE_MEDIAN);
}

/* What moving changes the pay by; NAN also where the publisher says only "this
 * or more" of one's own. */
static double pay_change(const struct pack_entry *own,
                         const struct pack_entry *to)
{
    return own && own->flags & ENTRY_AT_LEAST ? NAN
                                              : wage_year(to) - wage_year(own);
}

static double exposure_of(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_AI_ELOUNDOU_HUMAN);
    return e ? e->num[0] : NAN;
}

/* What is said of another occupation: the note on combined figures would be
 * about that one. */
struct elsewhere {
    size_t occupation, combined;
    bool shared;
};

static struct elsewhere go(struct composer *c, size_t occupation)
{
    struct elsewhere own = {c->occupation, c->combined, c->shared};
    c->occupation = occupation;
    return own;
}

static void come_back(struct composer *c, struct elsewhere own)
{
    c->occupation = own.occupation;
    c->combined = own.combined;
    c->shared = own.shared;
}

/* "a; b", where either may be empty */
static struct str beside(struct composer *c, struct str first, struct str next)
{
    if (first.len == 0 || next.len == 0)
        return first.len ? first : next;
    return say(c, "pivots.beside", "first", first, "next", next, NULL);
}

/* --- cells ---------------------------------------------------------------- */

struct here { /* one's own occupation */
    const struct pack_entry *pay;
    double exposure, growth;
};

static struct here here_of(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    return (struct here){pay_of(c), exposure_of(c), e ? e->num[0] : NAN};
}

static struct str signed_text(struct composer *c, double change,
                              struct str amount)
{
    return arena_printf(c->arena, "%s%.*s",
                        change < 0   ? "-"
                        : change > 0 ? "+"
                                     : "±",
                        STR_ARG(amount));
}

static struct str with_change(struct composer *c, struct str text,
                              double change, struct str amount)
{
    if (text.len == 0 || isnan(change))
        return text;
    return say(c, "pivots.changed", "value", text, "change",
               signed_text(c, change, amount), NULL);
}

static struct str pay_text(struct composer *c)
{
    const struct pack_entry *e = pay_of(c);
    struct str text = wage_or_hour(c, e);
    if (text.len > 0)
        cite(c, e);
    return text;
}

static struct str pay_cell(struct composer *c, const struct here *here)
{
    double change = here ? pay_change(here->pay, pay_of(c)) : NAN;
    return with_change(c, pay_text(c), change,
                       isnan(change) ? STR_NONE : money(c, fabs(change)));
}

static struct str exposure_cell(struct composer *c, const struct here *here)
{
    double exposure = exposure_of(c);
    double change = here ? round((exposure - here->exposure) * 100) : NAN;
    if (isnan(exposure))
        return STR_NONE;
    cite(c, value(c, FIELD_AI_ELOUNDOU_HUMAN));
    struct str points = isnan(change) ? STR_NONE
                                      : say(c, "pivots.points", "number",
                                            decimal(c, fabs(change), 0), NULL);
    return with_change(c, percent_of(c, exposure), change, points);
}

static struct str jobs_cell(struct composer *c, const struct here *here)
{
    (void)here;
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *openings = known_value(c, FIELD_OPENINGS);
    cite(c, e);
    cite(c, openings);
    return beside(c, e ? change_text(c, e->num[0]) : STR_NONE,
                  openings ? say(c, "pivots.openings", "number",
                                 number(c, openings->num[0]), NULL)
                           : STR_NONE);
}

/* Empty where the publisher says "None", as of experience. */
static struct str category_text(struct composer *c, enum field field,
                                const char *key)
{
    const struct pack_entry *e = value(c, field);
    struct str name = entry_text(c, e, 0);
    cite(c, e);
    if (name.len == 0 || str_eq(name, STR("None")))
        return STR_NONE;
    return say(c, key, "name", term(c, name), NULL);
}

static struct str schooling_cell(struct composer *c, const struct here *here)
{
    (void)here;
    const struct pack_entry *e = value(c, FIELD_TYPICAL_EDUCATION);
    cite(c, e);
    return beside(
        c, e ? term(c, entry_text(c, e, 0)) : STR_NONE,
        category_text(c, FIELD_TYPICAL_EXPERIENCE, "pivots.experience"));
}

static struct str training_cell(struct composer *c, const struct here *here)
{
    (void)here;
    const struct pack_entry *zone = known_value(c, FIELD_JOB_ZONE);
    const struct pack_entry *training = value(c, FIELD_TYPICAL_TRAINING);
    cite(c, zone);
    cite(c, training);
    return beside(
        c,
        zone ? say(c, "pivots.zone", "zone", number(c, zone->num[0]), NULL)
             : STR_NONE,
        training ? say(c, "pivots.training", "name",
                       term(c, entry_text(c, training, 0)), NULL)
                 : STR_NONE);
}

static const struct {
    const char *label;
    struct str (*show)(struct composer *c, const struct here *here);
} columns[] = {
    {"pivots.pay", pay_cell},
    {"pivots.exposure", exposure_cell},
    {"pivots.jobs", jobs_cell},
    {"overview.education", schooling_cell},
    {"pivots.preparation", training_cell},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

/* "economics and accounting, law and government"; empty: none. */
static struct str gaps(struct composer *c, const struct move_shown *move)
{
    struct str list = STR("");
    for (int i = 0; i < ENTRY_TEXTS && move->gap[i].len > 0; i++) {
        struct str next = term(c, move->gap[i]);
        bool last = i + 1 == ENTRY_TEXTS || move->gap[i + 1].len == 0;
        list = listed(c, list, next, last);
    }
    return list;
}

/* The sentences of a cell or of a text. */
struct fit_words {
    const char *some, *all, *nothing, *one, *none, *learn;
};

/* What carries over and what is to be learned. */
static struct str skills_text(struct composer *c, const struct move_shown *move,
                              const struct fit_words *words)
{
    if (isnan(move->compared))
        return STR_NONE;
    bool all = move->carried == move->compared;
    struct str list = gaps(c, move);
    return beside(c,
                  say(c,
                      move->compared <= 1  ? (all ? words->one : words->none)
                      : all                ? words->all
                      : move->carried == 0 ? words->nothing
                                           : words->some,
                      "carried", number(c, move->carried), "count",
                      number(c, move->compared), NULL),
                  list.len ? say(c, words->learn, "skills", list, NULL)
                           : STR_NONE);
}

static void row(struct composer *c, struct rows *rows, const struct here *here,
                const struct move_shown *move)
{
    struct elsewhere own = go(c, move ? move->to : c->occupation);
    rows_cell(c, rows, title_of(c, c->occupation));
    for (size_t i = 0; i < COLUMNS; i++) {
        struct str text = columns[i].show(c, here);
        rows_cell(c, rows, text.len ? text : say(c, "not_known", NULL));
    }
    come_back(c, own);
    static const struct fit_words words = {
        "pivots.carried_cell", "pivots.all_cell",     "pivots.carried_cell",
        "pivots.carried_cell", "pivots.carried_cell", "pivots.learn_cell"};
    struct str skills = move ? skills_text(c, move, &words) : STR("-");
    rows_cell(c, rows, skills.len ? skills : say(c, "not_known", NULL));
}

void moves_table(struct composer *c, const struct move_shown *moves,
                 size_t count, bool recommended, const char *title)
{
    struct here here = here_of(c);
    struct rows rows =
        rows_begin(BLOCK_TABLE, say(c, title, NULL), COLUMNS + 2);
    rows_cell(c, &rows, STR_NONE);
    for (size_t i = 0; i < COLUMNS; i++)
        rows_cell(c, &rows, say(c, columns[i].label, NULL));
    rows_cell(c, &rows, say(c, "pivots.skills", NULL));
    size_t header = rows.cells;
    for (size_t i = 0; i < count; i++) {
        if (moves[i].recommended != recommended)
            continue;
        if (rows.cells == header)
            row(c, &rows, NULL, NULL); /* one's own, to compare with */
        row(c, &rows, &here, &moves[i]);
    }
    if (rows.cells > header)
        rows_end(c, &rows);
}

/* --- in words ------------------------------------------------------------- */

/* What speaks for a move, what against it, and what is not known. */
struct sides {
    struct str pro, con, unknown;
};

static void add_side(struct composer *c, struct str *side, struct str text)
{
    *side = beside(c, *side, text);
}

static void weigh_pay(struct composer *c, const struct here *here,
                      struct sides *sides)
{
    double change = pay_change(here->pay, pay_of(c));
    struct str pay = pay_text(c);
    if (isnan(change) || pay.len == 0)
        add_side(c, &sides->unknown, say(c, "pivots.pay_unknown", NULL));
    else
        add_side(c, change < 0 ? &sides->con : &sides->pro,
                 say(c,
                     change > 0   ? "pivots.pays_more"
                     : change < 0 ? "pivots.pays_less"
                                  : "pivots.pays_same",
                     "amount", money(c, fabs(change)), "pay", pay, NULL));
}

/* Per cent of the tasks: less says nothing, the ratings are not that fine. */
enum { SMALL_POINTS = 5 };

static void weigh_exposure(struct composer *c, const struct here *here,
                           struct sides *sides)
{
    double to = exposure_of(c);
    double change = round((to - here->exposure) * 100); /* as it is shown */
    if (isnan(change)) {
        add_side(c, &sides->unknown, say(c, "pivots.exposure_unknown", NULL));
        return;
    }
    cite(c, value(c, FIELD_AI_ELOUNDOU_HUMAN));
    bool alike = fabs(change) < SMALL_POINTS;
    add_side(c, change > 0 && !alike ? &sides->con : &sides->pro,
             say(c,
                 change == 0  ? "pivots.same_exposed"
                 : alike      ? "pivots.alike_exposed"
                 : change < 0 ? "pivots.less_exposed"
                              : "pivots.more_exposed",
                 "to", percent_of(c, to), "from", percent_of(c, here->exposure),
                 NULL));
}

/* Fewer jobs there, or growth less than half of one's own, speak against it. */
static void weigh_jobs(struct composer *c, const struct here *here,
                       struct sides *sides)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    const struct pack_entry *openings = known_value(c, FIELD_OPENINGS);
    cite(c, e);
    cite(c, openings);
    if (e) {
        bool slower = e->num[0] < here->growth / 2;
        add_side(c, e->num[0] < 0 || slower ? &sides->con : &sides->pro,
                 slower && here->growth > 0
                     ? say(c, "pivots.jobs_slower", "change",
                           change_text(c, e->num[0]), "own",
                           change_text(c, here->growth), NULL)
                     : say(c, "pivots.jobs_change", "change",
                           change_text(c, e->num[0]), NULL));
    }
    if (openings)
        add_side(
            c, openings->num[0] < MOVE_FEW_OPENINGS ? &sides->con : &sides->pro,
            say(c,
                openings->num[0] < MOVE_FEW_OPENINGS ? "pivots.few_openings"
                                                     : "pivots.openings",
                "number", number(c, openings->num[0]), NULL));
}

static void weigh_way(struct composer *c, size_t from, size_t to,
                      const struct move_shown *move, struct sides *sides)
{
    if (figure_of(c, to, WISH_EDUCATION) > figure_of(c, from, WISH_EDUCATION))
        add_side(
            c, &sides->con,
            say(c, "pivots.more_school", "education",
                term(c, entry_text(c, value(c, FIELD_TYPICAL_EDUCATION), 0)),
                NULL));
    if (move->carried * 2 < move->compared)
        add_side(c, &sides->con, say(c, "pivots.new_skills", NULL));
}

struct str move_in_words(struct composer *c, const struct move_shown *move)
{
    static const struct fit_words words = {
        "pivots.carried", "pivots.all",          "pivots.nothing",
        "pivots.one",     "pivots.none_carried", "pivots.learn"};
    struct here here = here_of(c);
    struct sides sides = {STR_NONE, STR_NONE, STR_NONE};
    size_t from = c->occupation;
    struct elsewhere own = go(c, move->to);
    weigh_pay(c, &here, &sides);
    weigh_exposure(c, &here, &sides);
    weigh_jobs(c, &here, &sides);
    weigh_way(c, from, move->to, move, &sides);
    struct str takes =
        beside(c, schooling_cell(c, NULL),
               category_text(c, FIELD_TYPICAL_TRAINING, "pivots.training"));
    come_back(c, own);
    struct str skills = skills_text(c, move, &words);
    if (takes.len == 0)
        takes = say(c, "not_known", NULL);
    if (skills.len == 0)
        skills = say(c, "pivots.fit_unknown", NULL);
    if (sides.unknown.len > 0)
        skills = say(c, "pivots.unclear", "list", sides.unknown, "next", skills,
                     NULL);
    return say(c, "pivots.weighed", "why",
               say(c,
                   sides.con.len == 0   ? "pivots.for"
                   : sides.pro.len == 0 ? "pivots.against"
                                        : "pivots.for_against",
                   "pro", sides.pro, "con", sides.con, NULL),
               "skills", skills, "takes", takes, NULL);
}

/* --- which ---------------------------------------------------------------- */

size_t moves_of(struct composer *c, struct move_shown moves[MOVES_SHOWN])
{
    size_t count, shown = 0;
    const struct pack_entry *entries = values(c, FIELD_MOVE, &count);
    const struct pack_entry *fit = values(c, FIELD_MOVE_FIT, &count);
    for (size_t i = 0; i < count && shown < MOVES_SHOWN; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)entries[i].num[0]);
        if (to == pack_occupation_count(c->pack))
            continue;
        struct move_shown *move = &moves[shown++];
        *move =
            (struct move_shown){.to = to,
                                .carried = fit[i].num[0],
                                .compared = fit[i].num[1],
                                .recommended = !isnan(entries[i].num[1]),
                                .cautious = entries[i].flags & ENTRY_CAUTION};
        for (int t = 0; t < ENTRY_TEXTS; t++)
            move->gap[t] = entry_text(c, &entries[i], t);
    }
    return shown;
}

struct moves_counted moves_count(struct composer *c)
{
    struct moves_counted counted = {0};
    struct here here = here_of(c);
    size_t count;
    const struct pack_entry *related = values(c, FIELD_RELATED, &count);
    for (size_t i = 0; i < count; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)related[i].num[0]);
        if (to == pack_occupation_count(c->pack))
            continue;
        struct elsewhere own = go(c, to);
        counted.related++;
        counted.pay_more += pay_change(here.pay, pay_of(c)) > 0;
        counted.less_exposed += exposure_of(c) < here.exposure;
        come_back(c, own);
    }
    return counted;
}

/* --- from one to any other ------------------------------------------------ */

/* Ratings of two occupations, skills before knowledge. */
struct ratings {
    struct rated items[MOVE_RATINGS];
    size_t count;
};

static void add_ratings(struct composer *c, enum field field,
                        struct ratings *ratings)
{
    size_t count;
    const struct pack_entry *e = values(c, field, &count);
    for (size_t i = 0; i < count && ratings->count < MOVE_RATINGS; i++)
        ratings->items[ratings->count++] =
            (struct rated){entry_text(c, &e[i], 0), e[i].num[0], e[i].num[1]};
    cite(c, e);
}

static void list_held(struct composer *c, const struct move_fit *fit)
{
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "pivots.held", NULL), 1);
    for (size_t i = 0; i < fit->held_count && i < SKILLS; i++)
        rows_cell(c, &rows,
                  say(c, "rated.item", "name", term(c, fit->held[i].name),
                      "importance", decimal(c, fit->held[i].importance, 2),
                      NULL));
    rows_end(c, &rows);
}

static void list_gaps(struct composer *c, const struct move_fit *fit)
{
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "pivots.asked_more", NULL), 1);
    for (size_t i = 0; i < fit->gap_count && i < SKILLS; i++) {
        const struct move_skill *gap = &fit->gaps[i];
        rows_cell(c, &rows,
                  say(c, "pivots.gap", "name", term(c, gap->name), "importance",
                      decimal(c, gap->importance, 2), "to",
                      decimal(c, gap->level, 1), "from",
                      decimal(c, gap->own, 1), NULL));
    }
    rows_end(c, &rows);
}

void move_tell(struct composer *c, size_t to)
{
    static const enum field fields[] = {FIELD_RATED_SKILL,
                                        FIELD_RATED_KNOWLEDGE};
    size_t from = c->occupation;
    struct ratings here = {.count = 0}, there = {.count = 0};
    struct move_fit fit = {0};
    struct move_shown move = {
        .to = to, .recommended = true, .carried = NAN, .compared = NAN};
    for (size_t f = 0; f < 2; f++) {
        size_t here_had = here.count, there_had = there.count;
        add_ratings(c, fields[f], &here);
        struct elsewhere own = go(c, to);
        add_ratings(c, fields[f], &there);
        come_back(c, own);
        move_compare(&fit, here.items + here_had, here.count - here_had,
                     there.items + there_had, there.count - there_had);
    }
    if (fit.compared > 0) {
        move.carried = (double)fit.carried;
        move.compared = (double)fit.compared;
    }
    for (size_t i = 0; i < ENTRY_TEXTS && i < fit.gap_count; i++)
        move.gap[i] = fit.gaps[i].name;
    struct str words =
        say(c, "pivots.between", "title", title_of(c, from), "code",
            soc_text(c, from), "move", move_in_words(c, &move), NULL);
    c->occupation = to;
    add_headline(c, words, STR_NONE);
    c->occupation = from;
    moves_table(c, &move, 1, true, "pivots.table");
    list_held(c, &fit);
    list_gaps(c, &fit);
    c->occupation = to;
    entry_schooling(c);
    entry_required(c);
}

/* --- what to learn -------------------------------------------------------- */

struct str moves_learn_first(struct composer *c)
{
    size_t count;
    const struct pack_entry *items = values(c, FIELD_LEARN, &count);
    if (!items)
        return STR_NONE;
    return first_of(c, items, count < NAMED ? count : NAMED);
}

static void list_skills(struct composer *c)
{
    size_t count;
    const struct pack_entry *items = values(c, FIELD_LEARN, &count);
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "skills.learn", NULL), 1);
    for (size_t i = 0; i < count; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)items[i].num[0]);
        if (to == pack_occupation_count(c->pack))
            continue;
        rows_cell(
            c, &rows,
            say(c,
                items[i].num[1] > 1 ? "skills.learn_item" : "skills.learn_one",
                "name", term(c, entry_text(c, &items[i], 0)), "count",
                number(c, items[i].num[1]), "title", title_of(c, to), NULL));
    }
    rows_end(c, &rows);
    if (count > 0)
        cite(c, items);
}

static bool has_text(const struct composer *c, const struct pack_entry *items,
                     size_t count, struct str text)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(entry_text(c, &items[i], 0), text))
            return true;
    return false;
}

/* In demand where one may move to, and not listed for one's own occupation. */
static void list_software(struct composer *c)
{
    struct move_shown moves[MOVES_SHOWN];
    struct str named[SOFTWARE];
    size_t moves_count = moves_of(c, moves), own_count, names = 0;
    const struct pack_entry *own = values(c, FIELD_TECHNOLOGY, &own_count);
    struct rows rows =
        rows_begin(BLOCK_BULLETS, say(c, "skills.software", NULL), 1);
    for (size_t i = 0; i < moves_count && moves[i].recommended; i++) {
        size_t count;
        struct elsewhere back = go(c, moves[i].to);
        const struct pack_entry *items = values(c, FIELD_TECHNOLOGY, &count);
        come_back(c, back);
        for (size_t k = 0; k < count && names < SOFTWARE; k++) {
            struct str name = entry_text(c, &items[k], 0);
            bool known = has_text(c, own, own_count, name);
            for (size_t n = 0; n < names; n++)
                known = known || str_eq(named[n], name);
            if (known || !(items[k].num[0] >= DEMAND))
                continue;
            named[names++] = name;
            cite(c, &items[k]);
            rows_cell(c, &rows,
                      say(c, "skills.software_item", "name", name, "title",
                          title_of(c, moves[i].to), NULL));
        }
    }
    rows_end(c, &rows);
}

void moves_learning(struct composer *c)
{
    list_skills(c);
    list_software(c);
}
