/* Lists of O*NET by SOC occupation. O*NET divides some occupations further
 * (25-4031.00, 15-1299.08): what a file says of the occupation itself (.00)
 * counts; where it says nothing, the mean over the narrower ones does. */
#ifndef ONET_LIST_H
#define ONET_LIST_H

#include "import.h"

/* A value of one O*NET occupation. */
struct onet_item {
    uint32_t soc;
    unsigned suffix;
    struct str name;  /* of the skill...; borrowed until the list is given */
    double number[2]; /* NAN: not known, or in another item of the name */
    bool suppressed;
};

struct onet_items {
    struct onet_item *items;
    size_t count, room;
};

void onet_items_add(struct onet_items *items, const struct onet_item *item);
void onet_items_free(struct onet_items *items);

/* What the narrower occupations say becomes one number. */
enum onet_combine { COMBINE_MEAN, COMBINE_HIGHEST, COMBINE_LOWEST };

/* One element of the list of an occupation. */
struct onet_element {
    struct str name;
    double number[2];
};

struct onet_list {
    enum field field;
    enum onet_combine combine;
    int decimals; /* that are kept, by COMBINE_MEAN */
    size_t limit; /* elements that are kept */
    /* Which comes first; NULL: the higher number. Ties go by name. */
    int (*order)(const struct onet_element *a, const struct onet_element *b);
    /* The value it becomes, with empty texts and numbers; NULL: text0 and
     * both numbers. False: it is left out. */
    bool (*value)(const struct onet_element *element, struct pack_value *value);
};

/* Gives every occupation its list; the items may be in any order. */
void onet_list_give(struct import *im, struct import_file *file,
                    struct onet_items *items, const struct onet_list *list,
                    const struct import_source *source);

#endif
