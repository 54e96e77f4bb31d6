/* Whom it suits and whom not: interests and habits only, never sex, age,
 * origin or the like. */
#include "subjects.h"

#include "rated.h"

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_SUITS))
        return false;
    bool page = value(c, FIELD_FIT) || value(c, FIELD_UNFIT);
    bool only_not = part_is(c, "unfit") && value(c, FIELD_UNFIT);
    add_headline(c,
                 say(c,
                     only_not ? "suits.not_headline"
                     : page   ? "suits.headline"
                              : "suits.rated_headline",
                     NULL),
                 STR_NONE);
    if (!only_not)
        add_list(c, "suits.fit", FIELD_FIT);
    add_list(c, only_not ? NULL : "suits.unfit", FIELD_UNFIT);
    if (!page)
        rated_person(c);
    add_note(c, say(c, "suits.caution", NULL));
    return true;
}

const struct subject_ops subject_suits = {
    .subject = SUBJECT_SUITS,
    .tell = tell,
    .fields = {FIELD_FIT, FIELD_UNFIT, FIELD_INTEREST, FIELD_WORK_STYLE},
    .next = {SUBJECT_TASKS, SUBJECT_RATINGS, SUBJECT_ENTRY},
};
