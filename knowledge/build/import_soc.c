/* SOC 2018: every detailed occupation with its title, and the titles that the
 * classification matches to it directly. */
#include "import.h"

/* The title's header is empty in the publisher's table. */
static size_t title_place(const struct import_file *file)
{
    for (size_t i = 0; i < 16; i++)
        if (table_header_text(file->table, i).len == 0)
            return i;
    return SIZE_MAX;
}

static void import_structure(struct import *im, const char *where)
{
    static const char *const names[] = {"soc_structure_2018.csv", NULL};
    static const struct table_column columns[] = {
        {{"Detailed Occupation"}, false},
        {{"Broad Group", "Broad Occupation"}, true},
        {{"Title", "SOC Title", "Occupation Title"}, true}};
    struct import_file file;
    if (!import_open(im, &file, where, names, NULL, columns, 3,
                     "SOC 2018 occupations"))
        return;
    if (file.places[2] == SIZE_MAX)
        file.places[2] = title_place(&file);
    while (import_next(&file)) {
        struct str title = import_text(&file, 2);
        if (import_cell(&file, 0).len == 0)
            continue; /* a group */
        uint32_t soc = import_soc_code(&file, 0);
        if (soc && title.len == 0)
            import_bad_row(&file, "the title is missing");
        else
            file.given += import_occupation(im, &file, soc, title) != SIZE_MAX;
    }
    import_expect(&file, file.given, im->codes.soc2018.count, "titles");
    import_close(&file);
}

static void import_direct_matches(struct import *im, const char *where)
{
    static const char *const names[] = {"soc_2018_direct_match_title_file.csv",
                                        NULL};
    static const struct table_column columns[] = {
        {{"2018 SOC Code"}, false},
        {{"2018 SOC Title"}, true},
        {{"2018 SOC Direct Match Title"}, false}};
    struct import_file file;
    uint32_t last = 0;
    if (!import_open(im, &file, where, names, NULL, columns, 3,
                     "SOC 2018 direct match titles"))
        return;
    while (import_next(&file)) {
        uint32_t soc = import_soc_code(&file, 0);
        if (soc && import_cell(&file, 2).len == 0)
            import_bad_row(&file, "the direct match title is missing");
        import_name(im,
                    import_occupation(im, &file, soc, import_text(&file, 1)),
                    NAMES_SOC, import_text(&file, 2));
        file.given += soc != 0 && soc != last;
        last = soc;
    }
    import_expect(&file, file.given, im->codes.soc2018.count, "names");
    import_close(&file);
}

void import_soc(struct import *im, const char *where)
{
    import_structure(im, where);
    import_direct_matches(im, where);
}
