/* Reads knowledge/facts/crosswalks, and looks codes up. */
#include "crosswalk.h"

#include "file.h"
#include "page_cell.h"

#include <stdlib.h>

enum { CROSSWALK_MAX = 4 << 20 };

static int by_from(const void *a, const void *b)
{
    const struct code_pair *x = a, *y = b;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

uint32_t isco_code(struct str text)
{
    long value;
    return text.len >= 3 && text.len <= 4 && str_to_long(text, &value) &&
                   value >= 100
               ? (uint32_t)value
               : 0;
}

static uint32_t read_code(struct str text)
{
    uint32_t soc = page_soc(text);
    return soc ? soc : isco_code(text);
}

/* Lines of two codes below "#" lines and one line of names. */
static enum status read_pairs(struct arena *arena, const char *folder,
                              const char *name, struct code_pairs *out,
                              struct error *err)
{
    struct str text, path = file_join(arena, str_from(folder), str_from(name));
    enum status status = file_read(arena, path.ptr, CROSSWALK_MAX, &text, err);
    if (status != STATUS_OK)
        return status;
    size_t lines = 1, count = 0, number = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    struct code_pair *pairs = arena_alloc_array(arena, lines, sizeof *pairs);
    for (bool header = false; text.ptr;) {
        struct str to = str_trim(str_split(&text, '\n'));
        number++;
        if (to.len == 0 || to.ptr[0] == '#')
            continue;
        if (!header) {
            header = true;
            continue;
        }
        struct str from = str_trim(str_split(&to, '\t'));
        pairs[count] =
            (struct code_pair){read_code(from), read_code(str_trim(to))};
        if (pairs[count].from == 0 || pairs[count].to == 0)
            return error_set(err, STATUS_CORRUPT,
                             "%s:%zu: not two codes; take the file as it came "
                             "with careerbot",
                             path.ptr, number);
        count++;
    }
    if (count > 0)
        qsort(pairs, count, sizeof *pairs, by_from);
    *out = (struct code_pairs){pairs, count};
    return STATUS_OK;
}

/* Every code that the older ones lead to, once. */
static struct code_pairs targets(struct arena *arena, struct code_pairs pairs)
{
    struct code_pair *all = arena_alloc_array(arena, pairs.count, sizeof *all);
    size_t count = 0;
    for (size_t i = 0; i < pairs.count; i++)
        all[i] = (struct code_pair){pairs.items[i].to, pairs.items[i].to};
    if (pairs.count > 0)
        qsort(all, pairs.count, sizeof *all, by_from);
    for (size_t i = 0; i < pairs.count; i++)
        if (count == 0 || all[count - 1].from != all[i].from)
            all[count++] = all[i];
    return (struct code_pairs){all, count};
}

enum status crosswalks_read(struct arena *arena, const char *folder,
                            struct crosswalks *out, struct error *err)
{
    struct {
        const char *name;
        struct code_pairs *pairs;
    } files[] = {
        {"soc2010_soc2018.tsv", &out->soc2010},
        {"isco08_soc2010.tsv", &out->isco08},
        {"combined.tsv", &out->combined},
        {"frey_osborne_codes.tsv", &out->survey},
    };
    enum status status = STATUS_OK;
    *out = (struct crosswalks){0};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (status == STATUS_OK)
            status =
                read_pairs(arena, folder, files[i].name, files[i].pairs, err);
    if (status == STATUS_OK)
        out->soc2018 = targets(arena, out->soc2010);
    return status;
}

struct code_pairs code_pairs_from(struct code_pairs pairs, uint32_t from)
{
    size_t low = 0, high = pairs.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (pairs.items[middle].from < from)
            low = middle + 1;
        else
            high = middle;
    }
    size_t end = low;
    while (end < pairs.count && pairs.items[end].from == from)
        end++;
    return (struct code_pairs){pairs.items + low, end - low};
}

bool crosswalks_is_detailed(const struct crosswalks *codes, uint32_t soc)
{
    return code_pairs_from(codes->soc2018, soc).count > 0;
}

bool crosswalks_is_known(const struct crosswalks *codes, uint32_t soc)
{
    return crosswalks_is_detailed(codes, soc) ||
           code_pairs_from(codes->combined, soc).count > 0;
}
