/* Where to go from here: neighbouring occupations and the next step up. */
#include "subjects.h"

static bool tell(struct composer *c)
{
    if (!subject_known(c, SUBJECT_PIVOTS))
        return false;
    const struct pack_entry *next = value(c, FIELD_ADJACENT);
    add_headline(c, say(c, next ? "pivots.headline" : "pivots.none", NULL),
                 STR_NONE);
    add_list(c, NULL, FIELD_ADJACENT);
    add_field(c, "outlook.progression", FIELD_PROGRESSION);
    add_field(c, "skills.upgrade", FIELD_UPGRADE);
    return true;
}

const struct subject_ops subject_pivots = {
    .subject = SUBJECT_PIVOTS,
    .tell = tell,
    .fields = {FIELD_ADJACENT, FIELD_PROGRESSION, FIELD_UPGRADE},
    .next = {SUBJECT_SKILLS, SUBJECT_OUTLOOK, SUBJECT_ENTRY},
};
