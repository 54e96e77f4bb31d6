/* What moving from one occupation to another changes: pay, exposure to AI,
 * jobs, schooling, skills. Which moves there are, and in which order, is
 * decided when the pack is built. */
#include "moves_shown.h"

#include <math.h>

enum { YEAR_HOURS = 2080, NAMED = 3, SOFTWARE = 6, DEMAND = 2 };

/* --- figures of one occupation -------------------------------------------- */

static const struct pack_entry *pay_of(struct composer *c)
{
    return value(c, FIELD_WAGE_MEDIAN);
}

/* A year; an hour counts as 2,080th of it. */
static double yearly(const struct pack_entry *wage)
{
    if (!wage)
        return NAN;
    return isnan(wage->num[0]) ? wage->num[1] * YEAR_HOURS : wage->num[0];
}

/* What moving changes the pay by; NAN also where the publisher says only "this
 * or more" of one's own. */
static double pay_change(const struct pack_entry *own,
                         const struct pack_entry *to)
{
    return own && own->flags & ENTRY_AT_LEAST ? NAN : yearly(to) - yearly(own);
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

struct here {
    const struct pack_entry *pay; /* of one's own occupation */
    double exposure;
};

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
    struct str text = e ? wage(c, e, false) : STR_NONE;
    if (e && text.len == 0 && !isnan(e->num[1]))
        text = say(c, "pivots.hour", "amount", wage(c, e, true), NULL);
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
static struct str gaps(struct composer *c, const struct pack_entry *move)
{
    struct str list = STR("");
    for (int i = 0; i < ENTRY_TEXTS && entry_text(c, move, i).len > 0; i++) {
        struct str next = term(c, entry_text(c, move, i));
        bool last = i + 1 == ENTRY_TEXTS || entry_text(c, move, i + 1).len == 0;
        list = i == 0 ? next
                      : say(c, last ? "list.end" : "list.go_on", "list", list,
                            "next", next, NULL);
    }
    return list;
}

/* What carries over and what is to be learned, in a cell or in a sentence. */
static struct str skills_text(struct composer *c, const struct move_shown *move,
                              const char *some, const char *all,
                              const char *learn)
{
    if (isnan(move->fit->num[1]))
        return STR_NONE;
    double carried = move->fit->num[0], count = move->fit->num[1];
    struct str list = gaps(c, move->entry);
    return beside(c,
                  say(c, carried < count ? some : all, "carried",
                      number(c, carried), "count", number(c, count), NULL),
                  list.len ? say(c, learn, "skills", list, NULL) : STR_NONE);
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
    struct str skills =
        move ? skills_text(c, move, "pivots.carried_cell", "pivots.all_cell",
                           "pivots.learn_cell")
             : STR("-");
    rows_cell(c, rows, skills.len ? skills : say(c, "not_known", NULL));
}

void moves_table(struct composer *c, const struct move_shown *moves,
                 size_t count, bool recommended, const char *title)
{
    struct here here = {pay_of(c), exposure_of(c)};
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

static struct str pay_in_words(struct composer *c, const struct here *here)
{
    double change = pay_change(here->pay, pay_of(c));
    struct str pay = pay_text(c);
    if (isnan(change) || pay.len == 0)
        return say(c, "pivots.pay_unknown", NULL);
    return say(c,
               change > 0   ? "pivots.pays_more"
               : change < 0 ? "pivots.pays_less"
                            : "pivots.pays_same",
               "amount", money(c, fabs(change)), "pay", pay, NULL);
}

static struct str exposure_in_words(struct composer *c, const struct here *here)
{
    double to = exposure_of(c);
    if (isnan(to - here->exposure))
        return say(c, "pivots.exposure_unknown", NULL);
    cite(c, value(c, FIELD_AI_ELOUNDOU_HUMAN));
    return say(c,
               to < here->exposure   ? "pivots.less_exposed"
               : to > here->exposure ? "pivots.more_exposed"
                                     : "pivots.same_exposed",
               "to", percent_of(c, to), "from", percent_of(c, here->exposure),
               NULL);
}

static struct str jobs_in_words(struct composer *c)
{
    const struct pack_entry *e = known_value(c, FIELD_EMPLOYMENT_CHANGE);
    cite(c, e);
    return e ? say(c, "pivots.jobs_change", "change", change_text(c, e->num[0]),
                   NULL)
             : STR_NONE;
}

struct str move_in_words(struct composer *c, const struct move_shown *move)
{
    struct here here = {pay_of(c), exposure_of(c)};
    struct elsewhere own = go(c, move->to);
    struct str why =
        beside(c, pay_in_words(c, &here),
               beside(c, exposure_in_words(c, &here), jobs_in_words(c)));
    struct str takes =
        beside(c, schooling_cell(c, NULL),
               category_text(c, FIELD_TYPICAL_TRAINING, "pivots.training"));
    come_back(c, own);
    struct str skills =
        skills_text(c, move, "pivots.carried", "pivots.all", "pivots.learn");
    if (takes.len == 0)
        takes = say(c, "not_known", NULL);
    if (skills.len == 0)
        skills = say(c, "pivots.fit_unknown", NULL);
    return say(c, "pivots.move", "title", title_of(c, move->to), "code",
               soc_text(c, move->to), "why", why, "skills", skills, "takes",
               takes, NULL);
}

/* --- which ---------------------------------------------------------------- */

size_t moves_of(struct composer *c, struct move_shown moves[MOVES_SHOWN])
{
    size_t count, shown = 0;
    const struct pack_entry *entries = values(c, FIELD_MOVE, &count);
    const struct pack_entry *fit = values(c, FIELD_MOVE_FIT, &count);
    for (size_t i = 0; i < count && shown < MOVES_SHOWN; i++) {
        size_t to = pack_find_soc(c->pack, (uint32_t)entries[i].num[0]);
        if (to < pack_occupation_count(c->pack))
            moves[shown++] =
                (struct move_shown){.to = to,
                                    .entry = &entries[i],
                                    .fit = &fit[i],
                                    .recommended = !isnan(entries[i].num[1])};
    }
    return shown;
}

struct moves_counted moves_count(struct composer *c)
{
    struct moves_counted counted = {0};
    struct here here = {pay_of(c), exposure_of(c)};
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
