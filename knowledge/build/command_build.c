/* `careerbot build`: arguments in, a report and an exit status out. */
#include "build.h"

#include "file.h"

#include <getopt.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_FAULTS = 1, EXIT_USAGE = 2, EXIT_FILE = 3 };

static const char usage[] =
    "usage: careerbot build [--pages DIR] [--facts DIR] [--lexicon DIR]\n"
    "                       [--exclude-titles FILE] [--output PACK]\n"
    "\n"
    "Builds the knowledge pack that the bot answers from. A source that is "
    "not\n"
    "named is not used; --pages or --facts must be there.\n"
    "\n"
    "  --pages DIR            pages people write, *.md\n"
    "  --facts DIR            figures by occupation, *.tsv\n"
    "  --lexicon DIR          phrases, sentences and names, with en/ and zh/;\n"
    "                         default: the one that came with careerbot\n"
    "  --exclude-titles FILE  leave out names whose keys FILE lists, for\n"
    "                         measuring\n"
    "  --output PACK          default: knowledge.pack; - is standard output\n"
    "\n"
    "Publishers' files (--onet, --oews, --projections, --exposure, --soc,\n"
    "--titles) cannot be read by this version yet.\n"
    "\n"
    "Mistakes in the sources are listed with file and line; the pack is built\n"
    "from what is good. Exit status: 0 built; 1 built, but with mistakes in "
    "the\n"
    "sources, or nothing to build; 2 wrong usage; 3 a file cannot be read or\n"
    "written. SOURCE_DATE_EPOCH sets the time that the pack says it was "
    "built.\n";

/* Sources of publishers that a later version reads. */
static const char *const later[] = {"onet",     "oews", "projections",
                                    "exposure", "soc",  "titles"};
enum { LATER = sizeof later / sizeof *later };

enum choice { PAGES = 1, FACTS, LEXICON, EXCLUDE, OUTPUT, HELP, FIRST_LATER };

static int wrong_usage(const char *why, const char *what)
{
    fprintf(stderr, "careerbot build: %s%s; see careerbot build --help\n", why,
            what);
    return EXIT_USAGE;
}

/* Below CAREERBOT_DATA_DIR where that is set when compiling, else the first
 * knowledge/lexicon above the program. False: neither is there. */
static bool find_lexicon(char found[PATH_MAX + 32])
{
#ifdef CAREERBOT_DATA_DIR
    snprintf(found, PATH_MAX + 32, "%s/lexicon", CAREERBOT_DATA_DIR);
    if (file_is_folder(found))
        return true;
#endif
    char at[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", at, sizeof at - 1);
    if (len <= 0)
        return false;
    at[len] = '\0';
    for (char *slash; (slash = strrchr(at, '/')) != NULL;) {
        *slash = '\0';
        snprintf(found, PATH_MAX + 32, "%s/knowledge/lexicon", at);
        if (file_is_folder(found))
            return true;
    }
    return false;
}

/* -1: go on; else the exit status. */
static int read_arguments(int argc, char **argv, struct build_options *options)
{
    struct option names[HELP + LATER + 1] = {
        {"pages", required_argument, NULL, PAGES},
        {"facts", required_argument, NULL, FACTS},
        {"lexicon", required_argument, NULL, LEXICON},
        {"exclude-titles", required_argument, NULL, EXCLUDE},
        {"output", required_argument, NULL, OUTPUT},
        {"help", no_argument, NULL, HELP},
    };
    for (int i = 0; i < LATER; i++)
        names[HELP + i] =
            (struct option){later[i], required_argument, NULL, FIRST_LATER + i};
    const char *not_yet = NULL;
    int option;
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", names, NULL)) != -1) {
        switch (option) {
        case PAGES:
            options->pages = optarg;
            break;
        case FACTS:
            options->facts = optarg;
            break;
        case LEXICON:
            options->lexicon = optarg;
            break;
        case EXCLUDE:
            options->exclude_titles = optarg;
            break;
        case OUTPUT:
            options->output = optarg;
            break;
        case HELP:
            fputs(usage, stdout);
            return EXIT_DONE;
        case ':':
            return wrong_usage(argv[optind - 1], " needs a value");
        case '?':
            return wrong_usage("not understood: ", argv[optind - 1]);
        default:
            not_yet = later[option - FIRST_LATER];
        }
    }
    if (optind < argc)
        return wrong_usage("not understood: ", argv[optind]);
    if (not_yet) {
        fprintf(stderr,
                "careerbot build: this version cannot read --%s yet; the pack "
                "was not built\n",
                not_yet);
        return EXIT_FILE;
    }
    if (!options->pages && !options->facts)
        return wrong_usage("no source is named, so there is nothing to build; "
                           "name --pages or --facts",
                           "");
    return -1;
}

static bool built_at(long long *seconds)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    long value;
    *seconds = (long long)time(NULL);
    if (!epoch || !*epoch)
        return true;
    if (!str_to_long(str_from(epoch), &value) || value < 0)
        return false;
    *seconds = value;
    return true;
}

static void print_report(const struct build_report *report, const char *output,
                         bool built)
{
    const struct pack_counts *n = &report->counts;
    for (const struct fault *f = report->faults.first; f; f = f->next)
        if (f->line > 0)
            fprintf(stderr, "%.*s:%u: %.*s\n", STR_ARG(f->file), f->line,
                    STR_ARG(f->text));
        else
            fprintf(stderr, "%.*s: %.*s\n", STR_ARG(f->file), STR_ARG(f->text));
    for (size_t i = 0; i < report->left_out_count; i++)
        fprintf(stderr, "left out: %.*s\n", STR_ARG(report->left_out[i]));
    if (report->faults.count > 0)
        fprintf(stderr, "%zu mistake%s in the sources\n", report->faults.count,
                report->faults.count == 1 ? "" : "s");
    if (built)
        fprintf(stderr,
                "%s: %zu occupations, %zu names, %zu entries, %zu sources, "
                "%zu phrases, %zu sentences, %zu bytes\n",
                output, n->occupations, n->names, n->entries, n->sources,
                n->cues, n->sentences, n->bytes);
}

int command_build(int argc, char **argv)
{
    struct build_options options = {.output = "knowledge.pack"};
    char lexicon[PATH_MAX + 32];
    int done = read_arguments(argc, argv, &options);
    if (done >= 0)
        return done;
    if (!built_at(&options.built_at))
        return wrong_usage("SOURCE_DATE_EPOCH is no number of seconds", "");
    if (!options.lexicon && find_lexicon(lexicon))
        options.lexicon = lexicon;
    if (!options.lexicon) {
        fputs("careerbot build: the lexicon that comes with careerbot is not "
              "where the program is; name it with --lexicon DIR\n",
              stderr);
        return EXIT_FILE;
    }
    if (isatty(STDERR_FILENO))
        options.progress = stderr;

    struct arena *arena = arena_new();
    struct build_report report;
    struct error err;
    enum status status = build_pack(&options, arena, &report, &err);
    print_report(&report, options.output, status == STATUS_OK);
    if (status != STATUS_OK)
        fprintf(stderr, "careerbot build: %s\n", err.text);
    bool faults = report.faults.count > 0 || status == STATUS_INVALID;
    arena_free(arena);
    if (status != STATUS_OK && status != STATUS_INVALID)
        return EXIT_FILE;
    return faults ? EXIT_FAULTS : EXIT_DONE;
}
