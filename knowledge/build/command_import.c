/* `careerbot import-page`: an AI Career Graph page in, an editable page or
 * JSON out. */
#include "build.h"

#include "command.h"
#include "file.h"

#include <getopt.h>
#include <string.h>

static const char usage[] =
    "usage: careerbot import-page FILE [--output FILE.md | --json]\n"
    "\n"
    "Reads the text of an AI Career Graph page and writes it as a page that\n"
    "people can edit and careerbot build reads. What the text has lost is "
    "said\n"
    "on standard error. FILE may be - for standard input.\n"
    "\n"
    "  --output FILE.md   where the page goes; default: standard output\n"
    "  --json             print what was read as JSON instead\n"
    "\n"
    "Exit status: 0 done; 2 wrong usage; 3 FILE is no such page, or a file\n"
    "cannot be read or written.\n";

struct arguments {
    const char *file, *output;
    bool json;
};

/* -1: go on; else the exit status. */
static int read_arguments(int argc, char **argv, struct arguments *out)
{
    const struct command_option known[] = {
        {"output", .value = &out->output},
        {"json", .given = &out->json},
    };
    int done =
        command_options(argc, argv, usage, known, sizeof known / sizeof *known);
    if (done >= 0)
        return done;
    if (optind == argc)
        return command_wrong(argv, "name the file to read", "");
    if (optind + 1 < argc)
        return command_wrong(
            argv, "one file at a time; not understood: ", argv[optind + 1]);
    if (out->json && out->output)
        return command_wrong(
            argv, "--json goes to standard output; leave out --output", "");
    out->file = argv[optind];
    return -1;
}

static void tell_lost(const struct page *page)
{
    const struct page_entry *lost = NULL;
    while ((lost = page_find(page, FIELD_LOST, lost)) != NULL)
        fprintf(stderr, "%.*s: lost in the text: %.*s\n", STR_ARG(page->file),
                STR_ARG(lost->text[0]));
}

static enum status import(const struct arguments *arguments,
                          struct arena *arena, struct error *err)
{
    struct str text, file = str_from(arguments->file);
    struct page page;
    if (str_eq(file, STR("-")))
        file = STR("standard input");
    enum status status =
        file_read(arena, arguments->file, PAGE_MAX_BYTES, &text, err);
    if (status == STATUS_OK)
        status = acg_page_read(arena, text, file, &page, err);
    if (status != STATUS_OK)
        return status;
    if (!arguments->json)
        tell_lost(&page);
    struct str out = arguments->json ? acg_page_json(arena, &page)
                                     : page_write(arena, &page);
    return file_replace(arguments->output ? arguments->output : "-", out, err);
}

int command_import_page(int argc, char **argv)
{
    struct arguments arguments = {0};
    int done = read_arguments(argc, argv, &arguments);
    if (done >= 0)
        return done;
    struct arena *arena = arena_new();
    struct error err;
    enum status status = import(&arguments, arena, &err);
    if (status != STATUS_OK)
        fprintf(stderr, "careerbot import-page: %s\n", err.text);
    arena_free(arena);
    return status == STATUS_OK ? EXIT_DONE : EXIT_FILE;
}
