/* Which field a trait is rated in, from which rating on it counts, and how that
 * is said. */
#include "list_traits.h"

#include <math.h>
#include <string.h>

/* Of an importance of 1 to 5, an interest of 1 to 7: from which it counts as
 * one that matters, and below which as one that does not. */
static const double MATTERS = 3.5, MATTERS_NOT = 3, INTERESTS = 5;

/* Where O*NET rates what a trait names. */
static enum field field_of_trait(const char *id)
{
    static const char *const interests[] = {"realistic",    "investigative",
                                            "artistic",     "social",
                                            "enterprising", "conventional"};
    static const char *const styles[] = {"stress_tolerance",
                                         "attention_to_detail", "empathy",
                                         "leadership_orientation"};
    for (size_t i = 0; i < sizeof interests / sizeof *interests; i++)
        if (strcmp(id, interests[i]) == 0)
            return FIELD_INTEREST;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++)
        if (strcmp(id, styles[i]) == 0)
            return FIELD_WORK_STYLE;
    return FIELD_RATED_SKILL;
}

/* "Fine Arts" is fine_arts. */
static bool is_id(struct str name, const char *id)
{
    for (size_t i = 0; i < name.len; i++, id++) {
        char c = name.ptr[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (*id == '\0' || (c != *id && *id != '_'))
            return false;
    }
    return *id == '\0';
}

double trait_of(struct composer *c, size_t occupation, const char *id)
{
    enum field fields[2] = {field_of_trait(id), FIELD_RATED_KNOWLEDGE};
    size_t kinds = fields[0] == FIELD_RATED_SKILL ? 2 : 1;
    bool any = false;
    for (size_t f = 0; f < kinds; f++) {
        size_t count;
        const struct pack_entry *e =
            pack_entries(c->pack, occupation, LANG_EN, fields[f], &count);
        any = any || count > 0;
        for (size_t i = 0; i < count; i++)
            if (is_id(pack_text(c->pack, e[i].text[0]), id))
                return e[i].num[0];
    }
    return any ? 0 : NAN;
}

bool ranks_by_trait(const struct wishes *w)
{
    return w->rank == RANK_NONE && *w->trait[0] &&
           field_of_trait(w->trait[0]) == FIELD_RATED_SKILL;
}

bool has_trait(struct composer *c, size_t occupation, const char *id)
{
    enum field field = field_of_trait(id);
    double value = trait_of(c, occupation, id);
    return value > 0 && value >= (field == FIELD_INTEREST     ? INTERESTS
                                  : field == FIELD_WORK_STYLE ? -INFINITY
                                                              : MATTERS);
}

bool lacks_trait(struct composer *c, size_t occupation, const char *id)
{
    enum field field = field_of_trait(id);
    double value = trait_of(c, occupation, id);
    return value < (field == FIELD_RATED_SKILL ? MATTERS_NOT
                    : field == FIELD_INTEREST  ? INTERESTS - 1
                                               : 0.01);
}

struct str trait_in_words(struct composer *c, const char *id, bool not )
{
    enum field field = field_of_trait(id);
    struct str name = say(c, arena_printf(c->arena, "term.%s", id).ptr, NULL);
    return say(
        c,
        field == FIELD_INTEREST ? (not ? "list.not_interest" : "list.interest")
        : field == FIELD_WORK_STYLE ? (not ? "list.not_style" : "list.style")
                                    : (not ? "list.not_skill" : "list.skill"),
        "skill", name, NULL);
}
