/* What it pays: the official figure first, then what a page estimates by
 * experience, each named. */
#include "subjects.h"

#include <math.h>

/* "What is that a month?": a part of the year's. False: not asked, or no
 * year's is known. */
static bool headline_reckoned(struct composer *c,
                              const struct pack_entry *median)
{
    bool week = part_is(c, "week");
    if ((!week && !part_is(c, "month")) || isnan(median->num[0]))
        return false;
    struct pack_entry part = *median; /* at least so much stays so */
    part.num[0] /= week ? 52 : 12;
    struct str figure = wage(c, &part, false);
    add_headline(c,
                 say(c, week ? "salary.week" : "salary.month", "figure", figure,
                     "year", wage(c, median, false), "date",
                     source_date(c, median), NULL),
                 figure);
    cite(c, median);
    return true;
}

static bool headline_official(struct composer *c, bool *hour)
{
    const struct pack_entry *median = value(c, FIELD_WAGE_MEDIAN);
    if (!median || (isnan(median->num[0]) && isnan(median->num[1])))
        return false;
    if (headline_reckoned(c, median))
        return true;
    *hour =
        (part_is(c, "hour") || isnan(median->num[0])) && !isnan(median->num[1]);
    struct str figure = wage(c, median, *hour);
    struct str per = say(c, *hour ? "per.hour" : "per.year", NULL);
    add_headline(c,
                 say(c, "salary.median", "figure", figure, "per", per, "date",
                     source_date(c, median), NULL),
                 figure);
    cite(c, median);
    return true;
}

/* Without an official figure the page's lowest and highest make the line. */
static bool headline_page(struct composer *c)
{
    double low, high;
    pay_range(c, &low, &high);
    struct str range = money_range(c, low, high);
    if (range.len == 0)
        return false;
    add_headline(c,
                 say(c, "salary.estimate", "figure", range, "source",
                     source_name(c, value(c, FIELD_PAY)), NULL),
                 range);
    return true;
}

/* The spread of a year, or of an hour. */
static void spread(struct composer *c, bool hour)
{
    static const struct {
        enum field field;
        const char *label;
    } steps[] = {{FIELD_WAGE_P10, "salary.p10"},
                 {FIELD_WAGE_P25, "salary.p25"},
                 {FIELD_WAGE_MEDIAN, "salary.p50"},
                 {FIELD_WAGE_P75, "salary.p75"},
                 {FIELD_WAGE_P90, "salary.p90"}};
    struct rows rows = rows_begin(
        BLOCK_CHART,
        say(c, hour ? "salary.spread_hour" : "salary.spread", NULL), 1);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const struct pack_entry *entry = value(c, steps[i].field);
        if (!entry || isnan(entry->num[hour]))
            continue;
        bool open = entry->flags & ENTRY_AT_LEAST; /* no border to name */
        rows_value(c, &rows,
                   say(c, open ? "salary.open" : steps[i].label, "amount",
                       wage(c, entry, hour), NULL),
                   entry->num[hour]);
        cite(c, entry);
    }
    rows_end(c, &rows);
}

static void other_figures(struct composer *c, bool hour)
{
    const struct pack_entry *median = value(c, FIELD_WAGE_MEDIAN);
    const struct pack_entry *mean = value(c, FIELD_WAGE_MEAN);
    struct rows rows = rows_begin(BLOCK_FACTS, STR_NONE, 2);
    if (!hour && !isnan(median->num[1])) {
        rows_cell(c, &rows, say(c, "salary.by_hour", NULL));
        rows_cell(c, &rows, wage(c, median, true));
    }
    if (hour && !isnan(median->num[0])) {
        rows_cell(c, &rows, say(c, "salary.by_year", NULL));
        rows_cell(c, &rows, wage(c, median, false));
    }
    if (mean && !isnan(mean->num[hour])) {
        rows_cell(c, &rows,
                  say(c, hour ? "salary.mean_hour" : "salary.mean", NULL));
        rows_cell(c, &rows, wage(c, mean, hour));
    }
    const struct pack_entry *people = known_value(c, FIELD_EMPLOYMENT_NOW);
    if (people) {
        rows_cell(c, &rows, say(c, "salary.people", NULL));
        rows_cell(c, &rows, number(c, people->num[0]));
        cite(c, people);
    }
    rows_end(c, &rows);
}

static bool stages(struct composer *c)
{
    size_t count;
    const struct pack_entry *pay = values(c, FIELD_PAY, &count);
    if (!pay)
        return false;
    struct rows rows = rows_begin(
        BLOCK_TABLE,
        say(c, "salary.stages", "source", source_name(c, pay), NULL), 3);
    rows_cell(c, &rows, say(c, "salary.stage", NULL));
    rows_cell(c, &rows, say(c, "salary.range", NULL));
    rows_cell(c, &rows, say(c, "column.note", NULL));
    for (size_t i = 0; i < count; i++) {
        struct str range = money_range(c, pay[i].num[0], pay[i].num[1]);
        rows_cell(c, &rows, entry_text(c, &pay[i], 0));
        rows_cell(c, &rows, or_unknown(c, range));
        rows_cell(c, &rows, entry_text(c, &pay[i], 1));
    }
    rows_end(c, &rows);
    cite(c, pay);
    return true;
}

static bool tell(struct composer *c)
{
    bool hour = false, said = c->lead.len > 0; /* what is not known, too */
    bool official = headline_official(c, &hour);
    bool withheld = !official && value(c, FIELD_WAGE_MEDIAN);
    if (withheld) {
        const struct pack_entry *median = value(c, FIELD_WAGE_MEDIAN);
        add_headline(c,
                     say(c, "salary.withheld", "source", source_name(c, median),
                         "date", source_date(c, median), NULL),
                     STR_NONE);
        cite(c, median);
    } else if (!official && !headline_page(c)) {
        return stages(c);
    }
    if (official && part_is(c, "why")) {
        const struct pack_entry *median = value(c, FIELD_WAGE_MEDIAN);
        add_text(c, STR_NONE,
                 say(c, "why.salary", "source", source_name(c, median), NULL));
        spread(c, hour);
        entry_facts(c, true);
        return true;
    }
    bool by_stage = part_is(c, "stage") || part_is(c, "start");
    if (by_stage && !stages(c) && !said) /* which come first, then */
        add_note(c, say(c, "salary.no_stages", NULL));
    if (official) {
        spread(c, hour);
        other_figures(c, hour);
    }
    if (!by_stage)
        stages(c);
    return true;
}

const struct subject_ops subject_salary = {
    .subject = SUBJECT_SALARY,
    .tell = tell,
    .fields = {FIELD_WAGE_MEDIAN, FIELD_PAY},
    .next = {SUBJECT_AI_RISK, SUBJECT_ENTRY, SUBJECT_OUTLOOK},
};
