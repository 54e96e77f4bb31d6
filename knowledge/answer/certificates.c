/* Licences, exams and other papers: who gives them, and whether one must have
 * them. A page speaks first; then the rules that knowledge/facts names. */
#include "subjects.h"

#include <math.h>

bool must_have(const struct pack_entry *paper)
{
    return paper->num[0] >=
           (paper->field == FIELD_CERTIFICATE ? DUTY_MOST_STATES : 1);
}

static bool of_page(struct composer *c)
{
    size_t count, needed = 0;
    const struct pack_entry *papers = values(c, FIELD_QUALIFICATION, &count);
    if (!papers)
        return false;
    for (size_t i = 0; i < count; i++)
        needed += must_have(&papers[i]);
    add_headline(c,
                 c->lead.len > 0 ? STR_NONE
                                 : say(c,
                                       needed ? "certificates.required"
                                              : "certificates.none_required",
                                       NULL),
                 STR_NONE);
    struct rows rows = rows_begin(BLOCK_TABLE, STR_NONE, 3);
    rows_cell(c, &rows, say(c, "certificates.name", NULL));
    rows_cell(c, &rows, say(c, "certificates.issuer", NULL));
    rows_cell(c, &rows, say(c, "certificates.must", NULL));
    for (size_t i = 0; i < count; i++) {
        double must = papers[i].num[0];
        rows_cell(c, &rows, entry_text(c, &papers[i], 0));
        rows_cell(c, &rows, or_unknown(c, entry_text(c, &papers[i], 1)));
        rows_cell(c, &rows,
                  say(c,
                      isnan(must) ? "not_known"
                      : must > 0  ? "certificates.yes"
                                  : "certificates.no",
                      NULL));
    }
    rows_end(c, &rows);
    cite(c, papers);
    return true;
}

/* "by law (49 CFR 383.23)", "in most states", "optional" */
struct str certificate_duty(struct composer *c, const struct pack_entry *paper)
{
    if (paper->num[0] == DUTY_BY_LAW)
        return say(c, "certificates.by_law", "source", source_name(c, paper),
                   NULL);
    static const char *const keys[CERTIFICATE_DUTIES] = {
        [DUTY_OPTIONAL] = "certificates.no",
        [DUTY_SOME_STATES] = "certificates.in_some",
        [DUTY_SOME_WORK] = "certificates.in_part",
        [DUTY_MOST_STATES] = "certificates.in_states"};
    return say(c, keys[(int)paper->num[0]], NULL);
}

static bool has_duty(const struct pack_entry *papers, size_t count, int duty)
{
    for (size_t i = 0; i < count; i++)
        if (papers[i].num[0] == duty)
            return true;
    return false;
}

/* The papers of the facts, those one must have first, down to `least`. */
static void table(struct composer *c, struct str title,
                  const struct pack_entry *papers, size_t count, int least)
{
    struct rows rows = rows_begin(BLOCK_TABLE, title, 4);
    rows_cell(c, &rows, say(c, "certificates.name", NULL));
    rows_cell(c, &rows, say(c, "certificates.issuer", NULL));
    rows_cell(c, &rows, say(c, "certificates.must", NULL));
    rows_cell(c, &rows, say(c, "column.note", NULL));
    for (int of = DUTY_BY_LAW; of >= least; of--)
        for (size_t i = 0; i < count; i++) {
            if (papers[i].num[0] != of)
                continue;
            rows_cell(c, &rows, entry_text(c, &papers[i], 0));
            rows_cell(c, &rows, entry_text(c, &papers[i], 1));
            rows_cell(c, &rows, certificate_duty(c, &papers[i]));
            rows_cell(c, &rows, entry_text(c, &papers[i], 2));
            cite(c, &papers[i]);
        }
    rows_end(c, &rows);
    if (has_duty(papers, count, DUTY_MOST_STATES) ||
        has_duty(papers, count, DUTY_SOME_WORK) ||
        has_duty(papers, count, DUTY_SOME_STATES))
        add_note(c, say(c, "certificates.states_differ", NULL));
}

/* What a page lists is its own choice; of the facts only the rules behind it
 * are told then. */
static bool of_facts(struct composer *c, bool page)
{
    size_t count;
    const struct pack_entry *papers = values(c, FIELD_CERTIFICATE, &count);
    if (!papers)
        return false;
    bool by_law = has_duty(papers, count, DUTY_BY_LAW);
    bool in_states = has_duty(papers, count, DUTY_MOST_STATES);
    bool in_part = has_duty(papers, count, DUTY_SOME_WORK);
    bool in_some = has_duty(papers, count, DUTY_SOME_STATES);
    if (!page)
        add_headline(c,
                     c->lead.len > 0
                         ? STR_NONE
                         : say(c,
                               by_law      ? "certificates.law_asks"
                               : in_states ? "certificates.states_ask"
                               : in_part   ? "certificates.part_asks"
                               : in_some   ? "certificates.some_ask"
                                           : "certificates.all_optional",
                               NULL),
                     STR_NONE);
    table(c, page ? say(c, "certificates.rules", NULL) : STR_NONE, papers,
          count, page ? DUTY_SOME_STATES : DUTY_OPTIONAL);
    if (!page && !by_law && !in_states && !in_part && !in_some)
        add_note(c, say(c, "certificates.finder", NULL));
    return true;
}

/* No paper is known: what is typically needed instead, and who would know. */
static bool of_way_in(struct composer *c)
{
    if (!value(c, FIELD_TYPICAL_EDUCATION))
        return false;
    add_headline(c, say(c, "certificates.none", NULL), STR_NONE);
    entry_facts(c, true);
    add_note(c, say(c, "certificates.finder", NULL));
    return true;
}

static bool tell(struct composer *c)
{
    bool page = of_page(c);
    return of_facts(c, page) || page || of_way_in(c);
}

const struct subject_ops subject_certificates = {
    .subject = SUBJECT_CERTIFICATES,
    .tell = tell,
    .fields = {FIELD_QUALIFICATION, FIELD_CERTIFICATE},
    .next = {SUBJECT_ENTRY, SUBJECT_SKILLS, SUBJECT_SALARY},
};
