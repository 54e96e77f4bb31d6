/* What the phrases of the lexicon for lists stand for: [wish/...] is a row of
 * wishes, [list/about_...] one of nouns. */
#ifndef WISH_KINDS_H
#define WISH_KINDS_H

#include "knowledge.h"

/* What a phrase says, by the name of its section. */
struct wish_kind {
    const char *part;
    enum subject subject;
    enum wish_rank rank;
    bool soft;           /* a rank only where nothing else is one */
    bool main;           /* a condition that the list is about, as a rank is */
    const char *filter;  /* what it asks beside another ranking */
    const char *negated; /* what "not" makes of it */
    enum wish_figure figure;
    double from, to;
    bool average; /* up to the mean of all occupations; no from: from it on */
    unsigned training, unknown;
    const char *trait, *not_traits[WISH_TRAITS];
};

/* What [list/about_...] names: what may be sorted by, counted, and taken
 * back. */
struct wish_noun {
    const char *part;
    enum wish_figure figure;
    enum wish_rank rank;
};

/* By the name of the section; NULL: it has no meaning here. */
const struct wish_kind *wish_kind(struct str part);
const struct wish_noun *wish_noun(struct str part);

/* What a list by a figure is about. */
extern const enum subject wish_subjects[WISH_FIGURES];

/* The ranking that puts first what is better of a subject, and the subject of
 * such a ranking; RANK_NONE, SUBJECT_NONE: there is none. */
enum wish_rank wish_rank_by(enum subject subject);
enum subject wish_rank_subject(enum wish_rank rank);

#endif
