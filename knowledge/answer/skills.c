/* What to learn, why, and the way up: what better occupations close by ask
 * for, O*NET's ratings and the page's advice. */
#include "subjects.h"

#include "moves_learned.h"
#include "rated.h"

/* No ratings of its own: those of the nearest occupation that has some. */
static bool from_neighbour(struct composer *c)
{
    size_t own = c->occupation, near = rated_neighbour(c);
    if (near == pack_occupation_count(c->pack))
        return false;
    add_headline(c,
                 say(c, "rated.neighbour", "title", title_of(c, near), "code",
                     soc_text(c, near), NULL),
                 STR_NONE);
    c->occupation = near;
    rated_lists(c);
    c->occupation = own;
    add_choice(c, near, SUBJECT_SKILLS);
    return true;
}

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
    struct str rated = rated_headline(c);
    const struct pack_entry *advice = values(c, FIELD_SKILL, &count);
    struct str next = moves_learn_first(c);
    if (rated.len > 0)
        add_headline(c,
                     next.len > 0 ? say(c, "skills.headline_next", "rated",
                                        rated, "next", next, NULL)
                                  : rated,
                     STR_NONE);
    else if (advice || path)
        add_headline(c, say(c, "skills.headline", NULL), STR_NONE);
    else
        return from_neighbour(c);
    if (advice)
        add_list(c, rated.len > 0 ? "skills.advice" : NULL, FIELD_SKILL);
    moves_learning(c);
    rated_lists(c);
    add_field(c, "skills.upgrade", FIELD_UPGRADE);
    return true;
}

const struct subject_ops subject_skills = {
    .subject = SUBJECT_SKILLS,
    .tell = tell,
    .fields = {FIELD_SKILL, FIELD_UPGRADE, FIELD_RATED_SKILL, FIELD_RELATED},
    .next = {SUBJECT_PIVOTS, SUBJECT_AI_RISK, SUBJECT_ENTRY},
};
