/* The subjects, one file each, behind one table.
 *
 * A subject says what it knows of composer->occupation. What it does not
 * know, reply.c says for it. */
#ifndef SUBJECTS_H
#define SUBJECTS_H

#include "compose.h"

#define SUBJECT_FIELDS 16

struct subject_ops {
    enum subject subject;
    /* Adds blocks; false, and nothing added: none of it is known. */
    bool (*tell)(struct composer *c);
    /* Any of these known: it has something to say. Ends with FIELD_NONE. */
    enum field fields[SUBJECT_FIELDS];
    /* What people ask next; ends with SUBJECT_NONE. */
    enum subject next[4];
};

extern const struct subject_ops subject_overview, subject_tasks, subject_salary,
    subject_entry, subject_certificates, subject_ai_risk, subject_skills,
    subject_immigration, subject_outlook, subject_suits, subject_ratings,
    subject_faq, subject_sources, subject_pivots;

/* Where the figures come from, no occupation in particular: of every sort of
 * value the source that most occupations have it from. False: there is no such
 * source. */
bool sources_of_all(struct composer *c);

/* The general rules of immigration, and what of it is not known; of no
 * occupation in particular. */
void immigration_at_large(struct composer *c);

/* Which of them the rules fit that tell occupations apart. */
struct str immigration_compared(struct composer *c, const size_t *occupations,
                                size_t count);

/* NULL for SUBJECT_NONE. */
const struct subject_ops *subject_find(enum subject subject);

/* Whether it has anything to say about the composer's occupation. */
bool subject_known(struct composer *c, enum subject subject);

/* Of a qualification or certificate: is it required, by a page, by law or by
 * most states? */
bool must_have(const struct pack_entry *paper);

/* Who requires a certificate of the facts, in words. */
struct str certificate_duty(struct composer *c, const struct pack_entry *paper);

/* A block of what is typically needed to start: the education if wanted,
 * experience, training and how much preparation. */
void entry_facts(struct composer *c, bool education);

/* How much preparation a job zone is; empty: not known. */
struct str zone_in_words(struct composer *c, const struct pack_entry *zone);

/* The stages of schooling with their length and cost; false: not known. */
bool entry_schooling(struct composer *c);

/* What a page calls required, else what the law or most states ask for. */
void entry_required(struct composer *c);

#endif
