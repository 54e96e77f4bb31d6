/* Licences, exams and other papers: who gives them, and whether one must have
 * them. */
#include "subjects.h"

#include <math.h>

static bool tell(struct composer *c)
{
    size_t count, needed = 0;
    const struct pack_entry *papers = values(c, FIELD_QUALIFICATION, &count);
    if (!papers)
        return false;
    for (size_t i = 0; i < count; i++)
        needed += papers[i].num[0] > 0;
    add_headline(
        c,
        say(c, needed ? "certificates.required" : "certificates.none_required",
            NULL),
        STR_NONE);
    struct rows rows = rows_begin(BLOCK_TABLE, STR_NONE, 3);
    rows_cell(c, &rows, say(c, "certificates.name", NULL));
    rows_cell(c, &rows, say(c, "certificates.issuer", NULL));
    rows_cell(c, &rows, say(c, "certificates.must", NULL));
    for (size_t i = 0; i < count; i++) {
        double must = papers[i].num[0];
        struct str issuer = entry_text(c, &papers[i], 1);
        rows_cell(c, &rows, entry_text(c, &papers[i], 0));
        rows_cell(c, &rows, issuer.len ? issuer : say(c, "not_known", NULL));
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

const struct subject_ops subject_certificates = {
    .subject = SUBJECT_CERTIFICATES,
    .tell = tell,
    .fields = {FIELD_QUALIFICATION},
    .next = {SUBJECT_ENTRY, SUBJECT_SKILLS, SUBJECT_SALARY},
};
