/* Each condition beside the figures has one row here: whether an occupation
 * meets it, and how it is said. */
#include "list_conditions.h"

#include "figures.h"
#include "list_traits.h"
#include "worded.h"

static bool *mark_words(struct composer *c, const char *words,
                        size_t (*mark)(const struct pack *, struct str, bool *))
{
    if (*words == '\0')
        return NULL;
    bool *has = arena_alloc_array(c->arena, pack_occupation_count(c->pack),
                                  sizeof *has);
    mark(c->pack, str_from(words), has);
    return has;
}

struct listing listing_of(struct composer *c, const struct wishes *w)
{
    return (struct listing){c, w, mark_words(c, w->words, worded_mark),
                            mark_words(c, w->named, worded_mark_named),
                            mark_words(c, w->not_words, worded_mark_named)};
}

static bool in_groups(const struct listing *l, size_t occupation,
                      uint64_t groups)
{
    uint32_t group = pack_occupation(l->c->pack, occupation).soc / 10000;
    return group < 64 && (groups >> group & 1);
}

static bool in_sector(const struct listing *l, size_t occupation,
                      const struct wish_sector *sector)
{
    enum { SIX_DIGITS = 100000 };
    for (size_t i = 0; i < sector->count; i++) {
        uint32_t soc = pack_occupation(l->c->pack, occupation).soc;
        for (uint32_t code = sector->codes[i]; code < SIX_DIGITS; code *= 10)
            soc /= 10;
        if (soc == sector->codes[i])
            return true;
    }
    return false;
}

static bool of_groups(const struct listing *l, size_t occupation)
{
    return in_groups(l, occupation, l->w->groups) ||
           in_sector(l, occupation, &l->w->sector);
}

static bool off_groups(const struct listing *l, size_t occupation)
{
    return !in_groups(l, occupation, l->w->not_groups) &&
           !in_sector(l, occupation, &l->w->not_sector);
}

static bool of_traits(const struct listing *l, size_t occupation)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*l->w->trait[i] && !has_trait(l->c, occupation, l->w->trait[i]))
            return false;
    return true;
}

static bool off_traits(const struct listing *l, size_t occupation)
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*l->w->not_trait[i] &&
            !lacks_trait(l->c, occupation, l->w->not_trait[i]))
            return false;
    return true;
}

static bool of_training(const struct listing *l, size_t occupation)
{
    struct str text = figure_text(l->c, occupation, FIELD_TYPICAL_TRAINING);
    return (l->w->training & WISH_APPRENTICESHIP &&
            str_eq(text, STR("Apprenticeship"))) ||
           (l->w->training & WISH_ON_THE_JOB &&
            str_ends(text, STR("on-the-job training")));
}

static bool of_words(const struct listing *l, size_t occupation)
{
    return l->words[occupation];
}

static bool of_name(const struct listing *l, size_t occupation)
{
    return l->named[occupation];
}

static bool off_words(const struct listing *l, size_t occupation)
{
    return !l->not_words[occupation];
}

static bool is_among(const struct listing *l, size_t occupation)
{
    uint32_t soc = pack_occupation(l->c->pack, occupation).soc;
    for (size_t i = 0; i < l->w->among_count; i++)
        if (l->w->among[i] == soc)
            return true;
    return false;
}

/* "a, b or c" */
static struct str either(struct composer *c, struct str list, struct str next,
                         bool last)
{
    return list.len == 0 ? next
                         : say(c, last ? "list.or" : "list.go_on", "list", list,
                               "next", next, NULL);
}

struct str list_quoted(struct composer *c, struct str words)
{
    return say(c, "list.quoted", "words", words, NULL);
}

static struct str fields_in_words(struct composer *c, uint64_t groups,
                                  const struct wish_sector *sector)
{
    struct str list = STR_NONE;
    for (int g = 11; g < 56; g++)
        if (groups >> g & 1) {
            bool last = !(groups >> g >> 1) && sector->count == 0;
            list = either(
                c, list,
                say(c, arena_printf(c->arena, "group.%d", g).ptr, NULL), last);
        }
    return sector->count == 0
               ? list
               : either(c, list, list_quoted(c, str_from(sector->said)), true);
}

static struct str say_groups(struct composer *c, const struct wishes *w)
{
    return say(c, "list.group", "group",
               fields_in_words(c, w->groups, &w->sector), NULL);
}

static struct str say_not_groups(struct composer *c, const struct wishes *w)
{
    return say(c, "list.not_group", "group",
               fields_in_words(c, w->not_groups, &w->not_sector), NULL);
}

static struct str traits_in_words(struct composer *c,
                                  const char traits[WISH_TRAITS][32], bool not )
{
    struct str list = STR_NONE;
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*traits[i]) {
            struct str one = trait_in_words(c, traits[i], not );
            list = list.len
                       ? say(c, "list.also", "list", list, "next", one, NULL)
                       : one;
        }
    return list;
}

static struct str say_traits(struct composer *c, const struct wishes *w)
{
    return traits_in_words(c, w->trait, false);
}

static struct str say_not_traits(struct composer *c, const struct wishes *w)
{
    return traits_in_words(c, w->not_trait, true);
}

static struct str say_training(struct composer *c, const struct wishes *w)
{
    return say(c,
               w->training == WISH_APPRENTICESHIP ? "list.apprenticeship"
                                                  : "list.on_the_job",
               NULL);
}

static struct str say_words(struct composer *c, const struct wishes *w)
{
    struct str words = str_from(w->words);
    return say(c, worded_tools(c->pack, words) ? "list.tools" : "list.words",
               "words", list_quoted(c, words), NULL);
}

static struct str say_name(struct composer *c, const struct wishes *w)
{
    return say(c, "list.named", "words", list_quoted(c, str_from(w->named)),
               NULL);
}

static struct str say_not_words(struct composer *c, const struct wishes *w)
{
    return say(c, "list.not_words", "words",
               list_quoted(c, str_from(w->not_words)), NULL);
}

static struct str say_among(struct composer *c, const struct wishes *w)
{
    return say(c, "list.among", "count", number(c, (double)w->among_count),
               NULL);
}

static bool any_trait(const char traits[WISH_TRAITS][32])
{
    for (size_t i = 0; i < WISH_TRAITS; i++)
        if (*traits[i])
            return true;
    return false;
}

static const struct {
    bool (*meets)(const struct listing *, size_t occupation);
    struct str (*says)(struct composer *, const struct wishes *);
} conditions[CONDITIONS] = {
    [OF_GROUPS] = {of_groups, say_groups},
    [OFF_GROUPS] = {off_groups, say_not_groups},
    [OF_TRAITS] = {of_traits, say_traits},
    [OFF_TRAITS] = {off_traits, say_not_traits},
    [OF_TRAINING] = {of_training, say_training},
    [OF_WORDS] = {of_words, say_words},
    [OF_NAME] = {of_name, say_name},
    [OFF_WORDS] = {off_words, say_not_words},
    [AMONG] = {is_among, say_among},
};

bool condition_is_set(const struct wishes *w, size_t condition)
{
    if (condition < WISH_FIGURES)
        return w->range[condition].from != 0 || w->range[condition].to != 0;
    switch (condition) {
    case OF_GROUPS:
        return w->groups || w->sector.count > 0;
    case OFF_GROUPS:
        return w->not_groups || w->not_sector.count > 0;
    case OF_TRAITS:
        return any_trait(w->trait);
    case OFF_TRAITS:
        return any_trait(w->not_trait);
    case OF_TRAINING:
        return w->training;
    case OF_WORDS:
        return *w->words;
    case OF_NAME:
        return *w->named;
    case OFF_WORDS:
        return *w->not_words;
    default:
        return w->among_count > 0;
    }
}

struct str condition_in_words(struct composer *c, const struct wishes *w,
                              size_t condition)
{
    return condition < WISH_FIGURES
               ? range_in_words(c, w, (enum wish_figure)condition)
               : conditions[condition].says(c, w);
}

size_t conditions_failed(const struct listing *l, size_t occupation,
                         size_t *which)
{
    size_t failed = 0;
    for (size_t i = CONDITIONS; i-- > 0 && failed < 2;) {
        if (!condition_is_set(l->w, i))
            continue;
        bool met = i < WISH_FIGURES ? figure_in_range(l->c, l->w, occupation,
                                                      (enum wish_figure)i)
                                    : conditions[i].meets(l, occupation);
        if (!met) {
            *which = i;
            failed++;
        }
    }
    return failed;
}

bool any_condition(const struct wishes *w)
{
    for (size_t i = 0; i < CONDITIONS; i++)
        if (condition_is_set(w, i))
            return true;
    return false;
}
