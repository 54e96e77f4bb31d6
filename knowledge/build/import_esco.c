/* Names of ESCO, by way of its crosswalk to O*NET: a label of ESCO becomes a
 * name where the match is exact, close or narrow, and not where it is broad. */
#include "import.h"

#include "utf8.h"
#include "xmalloc.h"

#include <stdlib.h>

/* One label's concept to one occupation. */
struct match {
    struct str uri;
    uint32_t soc;
};

struct matches {
    struct match *items;
    size_t count, room;
};

static int by_uri(const void *a, const void *b)
{
    const struct match *x = a, *y = b;
    int order = str_compare(x->uri, y->uri);
    return order ? order : (x->soc > y->soc) - (x->soc < y->soc);
}

static bool is_near(struct str type)
{
    return str_eq_nocase(type, STR("exactMatch")) ||
           str_eq_nocase(type, STR("closeMatch")) ||
           str_eq_nocase(type, STR("narrowMatch"));
}

static void matches_add(struct matches *matches, struct match match)
{
    if (matches->count == matches->room) {
        matches->room = matches->room ? matches->room * 2 : 1024;
        matches->items =
            xrealloc(matches->items, matches->room * sizeof *matches->items);
    }
    matches->items[matches->count++] = match;
}

/* Texts are borrowed from file, which stays open. */
static bool read_crosswalk(struct import *im, struct import_file *file,
                           const char *where, struct matches *matches)
{
    static const char *const names[] = {"crosswalk_esco_onet.csv", NULL};
    static const struct table_column columns[] = {
        {{"O*NET Id", "O*NET-SOC Code"}, false},
        {{"ESCO or ISCO URI", "ESCO URI"}, false},
        {{"Type of Match"}, false}};
    if (!import_open(im, file, where, names, NULL, columns, 3, "ESCO to O*NET"))
        return false;
    while (import_next(file)) {
        struct match match = {.uri = import_cell(file, 1)};
        struct str type = import_cell(file, 2);
        unsigned suffix;
        if (type.len == 0 || match.uri.len == 0)
            import_bad_row(file, "the row is not complete");
        else if (import_onet_code(file, 0, &match.soc, &suffix) &&
                 is_near(type))
            matches_add(matches, match);
    }
    if (matches->count > 0)
        qsort(matches->items, matches->count, sizeof *matches->items, by_uri);
    return true;
}

static size_t first_of(const struct matches *matches, struct str uri)
{
    size_t low = 0, high = matches->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(matches->items[middle].uri, uri) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* labels: one a line. */
static void add_labels(struct import *im, struct import_file *file,
                       const struct matches *matches, struct str uri,
                       struct str preferred, struct str labels)
{
    uint32_t last = 0;
    for (size_t i = first_of(matches, uri);
         i < matches->count && str_eq(matches->items[i].uri, uri); i++) {
        uint32_t soc = matches->items[i].soc;
        if (soc == last)
            continue; /* by two of its narrower occupations */
        last = soc;
        size_t occupation = import_occupation(im, file, soc, STR(""));
        import_name(im, occupation, NAMES_ESCO, preferred);
        for (struct str rest = labels; rest.ptr;)
            import_name(
                im, occupation, NAMES_ESCO,
                utf8_plain(file->arena, str_trim(str_split(&rest, '\n'))));
    }
}

/* Concepts that the crosswalk matches nearly, once each. */
static size_t concepts_in(const struct matches *matches)
{
    size_t count = 0;
    for (size_t i = 0; i < matches->count; i++)
        count +=
            i == 0 || !str_eq(matches->items[i].uri, matches->items[i - 1].uri);
    return count;
}

static void read_occupations(struct import *im, const char *where,
                             const struct matches *matches)
{
    static const char *const names[] = {"occupations_en.csv", NULL};
    static const struct table_column columns[] = {{{"conceptUri"}, false},
                                                  {{"preferredLabel"}, false},
                                                  {{"altLabels"}, false}};
    struct import_file file;
    if (!import_open(im, &file, where, names, NULL, columns, 3, "ESCO names"))
        return;
    while (import_next(&file)) {
        struct str uri = import_cell(&file, 0);
        size_t at = first_of(matches, uri);
        if (uri.len == 0 || import_cell(&file, 1).len == 0) {
            import_bad_row(&file, "the row is not complete");
            continue;
        }
        if (at == matches->count || !str_eq(matches->items[at].uri, uri))
            continue;
        add_labels(im, &file, matches, uri, import_text(&file, 1),
                   import_cell(&file, 2));
        file.given++;
    }
    import_expect(&file, file.given, concepts_in(matches), "names");
    import_close(&file);
}

void import_esco(struct import *im, const char *where)
{
    struct import_file crosswalk;
    struct matches matches = {0};
    if (!read_crosswalk(im, &crosswalk, where, &matches))
        return;
    read_occupations(im, where, &matches);
    import_close(&crosswalk);
    free(matches.items);
}
