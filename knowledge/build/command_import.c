/* `careerbot import-page`: an AI Career Graph page in, an editable page or
 * JSON out. */
#include "build.h"

#include "file.h"

#include <getopt.h>
#include <string.h>

enum { EXIT_DONE = 0, EXIT_USAGE = 2, EXIT_FILE = 3 };

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

static int wrong_usage(const char *why, const char *what)
{
    fprintf(stderr,
            "careerbot import-page: %s%s; see careerbot import-page --help\n",
            why, what);
    return EXIT_USAGE;
}

/* -1: go on; else the exit status. */
static int read_arguments(int argc, char **argv, struct arguments *out)
{
    static const struct option names[] = {
        {"output", required_argument, NULL, 'o'},
        {"json", no_argument, NULL, 'j'},
        {"help", no_argument, NULL, 'h'},
        {NULL, 0, NULL, 0},
    };
    int option;
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", names, NULL)) != -1) {
        switch (option) {
        case 'o':
            out->output = optarg;
            break;
        case 'j':
            out->json = true;
            break;
        case 'h':
            fputs(usage, stdout);
            return EXIT_DONE;
        case ':':
            return wrong_usage(argv[optind - 1], " needs a value");
        default:
            return wrong_usage("not understood: ", argv[optind - 1]);
        }
    }
    if (optind == argc)
        return wrong_usage("name the file to read", "");
    if (optind + 1 < argc)
        return wrong_usage("one file at a time; not understood: ",
                           argv[optind + 1]);
    if (out->json && out->output)
        return wrong_usage("--json goes to standard output; leave out "
                           "--output",
                           "");
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
