/* O*NET's ratings and lists: job zones, skills, knowledge, technologies,
 * interests, work styles, related occupations. Which of an occupation's
 * narrower ones counts is for onet_list.c. */
#include "import_onet.h"

#include "page_cell.h"

#include <math.h>
#include <string.h>

enum {
    RATINGS = 64, /* all of them: moves.c compares them */
    TECHNOLOGIES = 20,
    INTERESTS = 3,
    WORK_STYLES = 6,
    RELATED = 20
};

/* Job zones are expected of as many occupations as before, everything else of
 * about as many as have a job zone. */
static void finish(struct import *im, struct import_file *file,
                   struct onet_items *items, const struct onet_list *list,
                   const char *what)
{
    onet_list_give(im, file, items, list, &im->onet);
    onet_items_free(items);
    import_expect(file, file->given,
                  list->field == FIELD_JOB_ZONE
                      ? im->before[FIELD_JOB_ZONE]
                      : import_count(im, FIELD_JOB_ZONE),
                  what);
    import_close(file);
}

static bool is_yes(struct str cell)
{
    return str_eq_nocase(cell, STR("Y"));
}

/* --- ratings --- */

/* One scale for each number: importance and level, or one alone. */
struct rating {
    const char *scale[2];
    double min, max; /* of the first; the second goes from 0 to 7 */
};

enum { CODE, ELEMENT, SCALE, VALUE, SUPPRESS, NOT_RELEVANT, RATING_COLUMNS };

static const struct table_column rating_columns[RATING_COLUMNS] = {
    [CODE] = {{"O*NET-SOC Code"}, false},
    [ELEMENT] = {{"Element Name"}, false},
    [SCALE] = {{"Scale ID"}, false},
    [VALUE] = {{"Data Value"}, false},
    [SUPPRESS] = {{"Recommend Suppress"}, true},
    [NOT_RELEVANT] = {{"Not Relevant"}, true},
};

static bool read_rating(struct import_file *file, const struct rating *rating,
                        struct onet_item *item)
{
    struct str scale = import_cell(file, SCALE);
    struct str cell = import_cell(file, VALUE);
    int slot = str_eq(scale, str_from(rating->scale[0]))   ? 0
               : str_eq(scale, str_from(rating->scale[1])) ? 1
                                                           : -1;
    *item = (struct onet_item){.name = import_text(file, ELEMENT),
                               .number = {NAN, NAN}};
    if (slot < 0 && scale.len > 0)
        return false; /* a scale that is of no use here */
    if (!import_onet_code(file, CODE, &item->soc, &item->suffix))
        return false;
    if (slot < 0 || item->name.len == 0) {
        import_bad_row(file, "the row is not complete");
        return false;
    }
    if (str_eq_nocase(cell, STR("n/a")))
        return false;
    double value = import_number(file, VALUE);
    if (isnan(value))
        return false;
    if (value < (slot ? 0 : rating->min) || value > (slot ? 7 : rating->max)) {
        import_bad_row(file, "\"%.*s\" is outside of the scale %.*s",
                       STR_ARG(page_excerpt(cell)), STR_ARG(scale));
        return false;
    }
    if (is_yes(import_cell(file, SUPPRESS)))
        item->suppressed = true;
    else /* what is not relevant in an occupation it has no level of */
        item->number[slot] =
            slot == 1 && is_yes(import_cell(file, NOT_RELEVANT)) ? 0 : value;
    return true;
}

static void read_ratings(struct import_file *file, const struct rating *rating,
                         struct onet_items *items)
{
    struct onet_item item;
    file->unknown_noted = true;
    while (import_next(file))
        if (read_rating(file, rating, &item))
            onet_items_add(items, &item);
}

static void import_ratings(struct import *im, const char *where,
                           const char *const *names,
                           const struct rating *rating,
                           const struct onet_list *list, const char *what)
{
    struct import_file file;
    struct onet_items items = {0};
    if (!import_open(im, &file, where, names, NULL, rating_columns,
                     RATING_COLUMNS, what))
        return;
    read_ratings(&file, rating, &items);
    finish(im, &file, &items, list, what);
}

static const struct rating importance = {{"IM", "LV"}, 1, 5};
static const struct onet_list skill_list = {
    .field = FIELD_RATED_SKILL, .decimals = 2, .limit = RATINGS};

/* Since 30.3 in two files, of which the list needs both. */
static void import_skills(struct import *im, const char *where)
{
    static const char *const names[] = {"Skills.txt", "Essential Skills.txt",
                                        NULL};
    static const char *const rest[] = {"Transferable Skills.txt", NULL};
    struct import_file file, more;
    struct onet_items items = {0};
    if (!import_open(im, &file, where, names, NULL, rating_columns,
                     RATING_COLUMNS, "skills"))
        return;
    read_ratings(&file, &importance, &items);
    struct str name = table_name(file.table);
    if (str_find(name, STR("Essential")) == name.len) {
        finish(im, &file, &items, &skill_list, "skills");
        return;
    }
    if (import_open(im, &more, where, rest, NULL, rating_columns,
                    RATING_COLUMNS, "skills")) {
        read_ratings(&more, &importance, &items);
        finish(im, &more, &items, &skill_list, "skills");
    }
    onet_items_free(&items);
    import_close(&file);
}

static void import_all_ratings(struct import *im, const char *where)
{
    static const char *const knowledge[] = {"Knowledge.txt", NULL};
    static const char *const interests[] = {"Interests.txt",
                                            "Career Interest Types.txt", NULL};
    static const char *const styles[] = {"Work Styles.txt", NULL};
    static const struct rating interest = {{"OI", "-"}, 1, 7};
    static const struct rating style = {{"WI", "-"}, -3, 3};
    static const struct onet_list knowledge_list = {
        .field = FIELD_RATED_KNOWLEDGE, .decimals = 2, .limit = RATINGS};
    static const struct onet_list interest_list = {
        .field = FIELD_INTEREST, .decimals = 2, .limit = INTERESTS};
    static const struct onet_list style_list = {
        .field = FIELD_WORK_STYLE, .decimals = 2, .limit = WORK_STYLES};
    import_skills(im, where);
    import_ratings(im, where, knowledge, &importance, &knowledge_list,
                   "knowledge");
    import_ratings(im, where, interests, &interest, &interest_list,
                   "interests");
    import_ratings(im, where, styles, &style, &style_list, "work styles");
}

/* --- job zones --- */

static bool job_zone(const struct onet_element *element,
                     struct pack_value *value)
{
    value->num[0] = element->number[0];
    return true;
}

static void import_job_zones(struct import *im, const char *where)
{
    static const char *const names[] = {"Job Zones.txt", NULL};
    static const struct table_column columns[] = {{{"O*NET-SOC Code"}, false},
                                                  {{"Job Zone"}, false}};
    static const struct onet_list list = {
        .field = FIELD_JOB_ZONE, .decimals = 2, .limit = 1, .value = job_zone};
    struct import_file file;
    struct onet_items items = {0};
    if (!import_open(im, &file, where, names, NULL, columns, 2, "job zones"))
        return;
    file.unknown_noted = true;
    while (import_next(&file)) {
        struct onet_item item = {.number = {NAN, NAN}};
        if (!import_onet_code(&file, 0, &item.soc, &item.suffix) ||
            str_eq_nocase(import_cell(&file, 1), STR("n/a")))
            continue;
        item.number[0] = import_number(&file, 1);
        if (item.number[0] >= 1 && item.number[0] <= 5)
            onet_items_add(&items, &item);
        else if (!isnan(item.number[0]))
            import_bad_row(&file, "%g is no job zone of 1 to 5",
                           item.number[0]);
    }
    finish(im, &file, &items, &list, "job zones");
}

/* --- technologies --- */

/* In demand first, then those that are also hot. number: hot, in demand. */
static int by_demand(const struct onet_element *a, const struct onet_element *b)
{
    double x = a->number[1] * 2 + a->number[0];
    double y = b->number[1] * 2 + b->number[0];
    return (x < y) - (x > y);
}

static bool technology(const struct onet_element *element,
                       struct pack_value *value)
{
    value->text[0] = element->name;
    value->num[0] = element->number[0] + element->number[1] * 2;
    return value->num[0] > 0;
}

/* O*NET 30.2 holds "Tradesman&apos;s Software". */
static struct str without_entities(struct arena *arena, struct str name)
{
    static const char *const entities[][2] = {
        {"&apos;", "'"}, {"&quot;", "\""}, {"&amp;", "&"}};
    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
        struct str entity = str_from(entities[i][0]);
        size_t at = str_find(name, entity);
        if (at < name.len)
            name = arena_printf(
                arena, "%.*s%s%.*s", STR_ARG(str_slice(name, 0, at)),
                entities[i][1],
                STR_ARG(str_slice(name, at + entity.len, name.len)));
    }
    return name;
}

static void import_technologies(struct import *im, const char *where)
{
    static const char *const names[] = {"Technology Skills.txt",
                                        "Software Skills.txt", NULL};
    enum { SOC, NAME, HOT, DEMAND, COLUMNS };
    static const struct table_column columns[COLUMNS] = {
        [SOC] = {{"O*NET-SOC Code"}, false},
        [NAME] = {{"Workplace Example", "Example"}, false},
        [HOT] = {{"Hot Technology"}, false},
        [DEMAND] = {{"In Demand"}, false}};
    static const struct onet_list list = {.field = FIELD_TECHNOLOGY,
                                          .combine = COMBINE_HIGHEST,
                                          .limit = TECHNOLOGIES,
                                          .order = by_demand,
                                          .value = technology};
    struct import_file file;
    struct onet_items items = {0};
    if (!import_open(im, &file, where, names, NULL, columns, COLUMNS,
                     "technologies"))
        return;
    file.unknown_noted = true;
    while (import_next(&file)) {
        struct onet_item item = {
            .name = without_entities(file.arena, import_text(&file, NAME)),
            .number = {is_yes(import_cell(&file, HOT)),
                       is_yes(import_cell(&file, DEMAND))}};
        if (!import_onet_code(&file, SOC, &item.soc, &item.suffix))
            continue;
        if (item.name.len > 0)
            onet_items_add(&items, &item);
        else
            import_bad_row(&file, "the name is missing");
    }
    finish(im, &file, &items, &list, "technologies");
}

/* --- related occupations --- */

static int by_index(const struct onet_element *a, const struct onet_element *b)
{
    return (a->number[0] > b->number[0]) - (a->number[0] < b->number[0]);
}

static bool related(const struct onet_element *element,
                    struct pack_value *value)
{
    value->num[0] = page_soc(element->name);
    return true;
}

static void import_related(struct import *im, const char *where)
{
    static const char *const names[] = {"Related Occupations.txt", NULL};
    static const struct table_column columns[] = {
        {{"O*NET-SOC Code"}, false},
        {{"Related O*NET-SOC Code"}, false},
        {{"Index", "Related Index"}, false}};
    /* the nearest of several narrower ones counts */
    static const struct onet_list list = {.field = FIELD_RELATED,
                                          .combine = COMBINE_LOWEST,
                                          .limit = RELATED,
                                          .order = by_index,
                                          .value = related};
    struct import_file file;
    struct onet_items items = {0};
    if (!import_open(im, &file, where, names, NULL, columns, 3,
                     "related occupations"))
        return;
    file.unknown_noted = true;
    while (import_next(&file)) {
        struct onet_item item = {.number = {NAN, NAN}};
        uint32_t other;
        unsigned other_suffix;
        if (!import_onet_code(&file, 0, &item.soc, &item.suffix) ||
            !import_onet_code(&file, 1, &other, &other_suffix))
            continue;
        item.number[0] = import_number(&file, 2);
        item.name = str_slice(import_cell(&file, 1), 0, 7);
        if (other != item.soc)
            onet_items_add(&items, &item);
    }
    finish(im, &file, &items, &list, "related occupations");
}

void import_onet_lists(struct import *im, const char *where)
{
    import_job_zones(im, where);
    import_all_ratings(im, where);
    import_technologies(im, where);
    import_related(im, where);
}
