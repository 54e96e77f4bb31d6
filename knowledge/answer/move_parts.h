/* The pieces that the table of moves and a move in words are both made of. */
#ifndef MOVE_PARTS_H
#define MOVE_PARTS_H

#include "move_fit.h"
#include "moves_shown.h"

/* What is said of another occupation: the note on combined figures would be
 * about that one. */
struct elsewhere {
    size_t occupation, combined;
    bool shared;
};
struct elsewhere go_elsewhere(struct composer *c, size_t occupation);
void come_back(struct composer *c, struct elsewhere own);

struct here { /* one's own occupation */
    const struct pack_entry *pay;
    double exposure, growth;
};
struct here here_of(struct composer *c);

/* What moving changes the pay by; NAN also where the publisher says only "this
 * or more" of one's own. */
double pay_change(const struct pack_entry *own, const struct pack_entry *to);

/* The share of tasks that AI could speed up; NAN: not known. */
double exposure_of(struct composer *c);

/* Of the composer's occupation; each cites what it says. category_text is empty
 * where the publisher says "None", as of experience. */
struct str pay_text(struct composer *c);
struct str schooling_text(struct composer *c);
struct str category_text(struct composer *c, enum field field, const char *key);

/* What carries over and what is to be learned, in the sentences of a cell or of
 * a text. */
struct fit_words {
    const char *some, *all, *nothing, *one, *none, *learn;
};
struct str skills_text(struct composer *c, const struct move_shown *move,
                       const struct fit_words *words);

/* Skills and fields of knowledge, as O*NET rates them; comparable only among
 * their own. */
struct move_ratings {
    struct rated skills[MOVE_RATINGS], knowledge[MOVE_RATINGS];
    size_t skill_count, knowledge_count; /* 0: not rated */
};
void move_ratings_of(struct composer *c, size_t occupation,
                     struct move_ratings *out);

/* What carries over from one to the other, and what is missing. */
struct move_fit move_fit_between(const struct move_ratings *own,
                                 const struct move_ratings *to);

/* The move to an occupation with that fit; it is not said to be recommended. */
struct move_shown move_of_fit(size_t to, const struct move_fit *fit);

#endif
