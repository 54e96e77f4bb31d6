/* The table of subjects. */
#include "subjects.h"

static const struct subject_ops *const subjects[] = {
    &subject_overview, &subject_tasks,        &subject_salary,
    &subject_entry,    &subject_certificates, &subject_ai_risk,
    &subject_skills,   &subject_immigration,  &subject_outlook,
    &subject_suits,    &subject_ratings,      &subject_faq,
    &subject_sources,  &subject_pivots,
};

const struct subject_ops *subject_find(enum subject subject)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        if (subjects[i]->subject == subject)
            return subjects[i];
    return NULL;
}

bool subject_known(struct composer *c, enum subject subject)
{
    const struct subject_ops *ops = subject_find(subject);
    bool borrowed = c->borrowed, shared = c->shared, known = false;
    for (size_t i = 0; ops && ops->fields[i] != FIELD_NONE && !known; i++)
        known = value(c, ops->fields[i]) != NULL;
    c->borrowed = borrowed; /* looking is not showing */
    c->shared = shared;
    return known;
}
