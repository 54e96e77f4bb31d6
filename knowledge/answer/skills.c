/* What to learn next, and the way up. */
#include "subjects.h"

static bool tell(struct composer *c)
{
    const struct pack_entry *path = value(c, FIELD_UPGRADE);
    if (part_is(c, "upgrade") && path) {
        add_headline(c, entry_text(c, path, 0), STR_NONE);
        cite(c, path);
        add_list(c, "skills.list", FIELD_SKILL);
        return true;
    }
    size_t count;
    if (!values(c, FIELD_SKILL, &count) && !path)
        return false;
    add_headline(c, say(c, "skills.headline", NULL), STR_NONE);
    add_list(c, NULL, FIELD_SKILL);
    add_field(c, "skills.upgrade", FIELD_UPGRADE);
    return true;
}

const struct subject_ops subject_skills = {
    .subject = SUBJECT_SKILLS,
    .tell = tell,
    .fields = {FIELD_SKILL, FIELD_UPGRADE},
    .next = {SUBJECT_AI_RISK, SUBJECT_ENTRY, SUBJECT_OUTLOOK},
};
