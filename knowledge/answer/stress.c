/* Tolerance of stress in place of stress, in words. */
#include "stress.h"

#include "list_traits.h"

static const char style[] = "stress_tolerance";

struct str stress_of(struct composer *c)
{
    cite(c, value(c, FIELD_WORK_STYLE));
    return say(c,
               has_trait(c, c->occupation, style)     ? "stress.counts"
               : lacks_trait(c, c->occupation, style) ? "stress.counts_not"
                                                      : "stress.unknown",
               NULL);
}

struct str stress_value(struct composer *c, const struct pack_entry *styles)
{
    (void)styles; /* one field */
    return has_trait(c, c->occupation, style)
               ? decimal(c, trait_of(c, c->occupation, style), 2)
               : say(c, "stress.weak", NULL);
}

/* "a, b and c": those of which it holds, how many in *found. */
static struct str those(struct composer *c, const size_t *occupations,
                        size_t count,
                        bool (*holds)(struct composer *, size_t, const char *),
                        size_t *found)
{
    size_t last = count;
    *found = 0;
    for (size_t i = 0; i < count; i++)
        if (holds(c, occupations[i], style))
            last = i;
    struct str list = STR_NONE;
    for (size_t i = 0; i <= last && i < count; i++)
        if (holds(c, occupations[i], style)) {
            list = listed(c, list, title_of(c, occupations[i]), i == last);
            ++*found;
        }
    return list;
}

static bool is_unrated(struct composer *c, size_t occupation, const char *id)
{
    return !has_trait(c, occupation, id) && !lacks_trait(c, occupation, id);
}

struct str stress_compared(struct composer *c, const size_t *occupations,
                           size_t count)
{
    size_t strong, weak, unrated;
    struct str in = those(c, occupations, count, has_trait, &strong),
               out = those(c, occupations, count, lacks_trait, &weak),
               unknown = those(c, occupations, count, is_unrated, &unrated);
    if (unrated == count)
        return say(c, "stress.unknown", NULL);
    const char *key = strong == 0 ? "stress.of_none"
                      : weak == 0 ? "stress.of_all"
                                  : "stress.of_some";
    struct str text = say(c, key, "list", in, "others", out, NULL);
    return say(c, unrated ? "ahead.without" : "ahead.end", "text", text, "list",
               unknown, NULL);
}
