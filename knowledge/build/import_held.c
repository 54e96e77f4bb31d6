/* What a pack holds, for the end of a build: figures by kind, names by
 * source. */
#include "import.h"

#include "buf.h"

struct held_kind {
    enum field first, last;
    const char *what;
};

#define ONE(field, what)                                                       \
    {                                                                          \
        FIELD_##field, FIELD_##field, what                                     \
    }

static const struct held_kind kinds[] = {
    ONE(WAGE_MEDIAN, "wages"),
    ONE(EMPLOYMENT, "projections"),
    ONE(JOB_ZONE, "job zones"),
    ONE(RATED_SKILL, "skills"),
    ONE(RATED_KNOWLEDGE, "knowledge"),
    ONE(TECHNOLOGY, "technologies"),
    ONE(INTEREST, "interests"),
    ONE(WORK_STYLE, "work styles"),
    ONE(RELATED, "related occupations"),
    {FIELD_RATED_REPLACED, FIELD_RATED_HUMAN, "rated tasks"},
    ONE(AI_ELOUNDOU_MODEL, "exposure by Eloundou"),
    ONE(AI_MICROSOFT, "by Microsoft"),
    ONE(AI_ANTHROPIC, "by Anthropic"),
    ONE(AI_AIOE, "by AIOE"),
    ONE(AI_FREY_OSBORNE, "by Frey and Osborne"),
    ONE(AI_ILO, "by the ILO"),
};

static bool has_any(const struct import *im, size_t occupation,
                    const struct held_kind *kind)
{
    size_t count;
    for (int field = (int)kind->first; field <= (int)kind->last; field++)
        if (figures_get(im->figures, occupation, (enum field)field, &count))
            return true;
    return false;
}

static void add_figures(const struct import *im, struct buf *text)
{
    size_t occupations = pack_writer_occupation_count(im->b->writer);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        size_t held = 0;
        for (size_t k = 0; k < occupations; k++)
            held += has_any(im, k, &kinds[i]);
        if (held > 0)
            buf_printf(text, "%s%s %zu", text->len ? ", " : "occupations with ",
                       kinds[i].what, held);
    }
}

static void add_names(const struct import *im, struct buf *text)
{
    static const char *const from[NAMES_KINDS] = {
        [NAMES_ONET] = "O*NET",
        [NAMES_REPORTED] = "O*NET reported titles",
        [NAMES_SOC] = "SOC direct match titles",
        [NAMES_ESCO] = "ESCO"};
    bool first = true;
    for (size_t i = 0; i < NAMES_KINDS; i++) {
        if (im->names[i] == 0)
            continue;
        if (first && text->len > 0)
            buf_add_char(text, '\n');
        buf_printf(text, "%s%s %zu", first ? "names given by " : ", ", from[i],
                   im->names[i]);
        first = false;
    }
}

struct str import_held(const struct import *im)
{
    struct buf text;
    buf_init(&text, 4096);
    add_figures(im, &text);
    add_names(im, &text);
    struct str kept = arena_str(im->b->arena, buf_str(&text));
    buf_fini(&text);
    return kept;
}
