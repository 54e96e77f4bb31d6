/* `careerbot build`: arguments in, a report and an exit status out. */
#include "build.h"

#include "command.h"
#include "file.h"
#include "shipped.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char usage[] =
    "usage: careerbot build [--pages DIR] [--facts DIR] [--lexicon DIR]\n"
    "                       [--onet DIR] [--oews FILE] [--projections FILE]\n"
    "                       [--exposure DIR] [--soc DIR] [--titles DIR]\n"
    "                       [--exclude-titles FILE] [--output PACK]\n"
    "\n"
    "Builds the knowledge pack that the bot answers from. A source that is "
    "not\n"
    "named is not used; at least one must be there.\n"
    "\n"
    "  --pages DIR            pages people write, *.md\n"
    "  --facts DIR            figures by occupation, *.tsv\n"
    "  --lexicon DIR          phrases, sentences and names, with en/ and zh/;\n"
    "                         default: the one that came with careerbot\n"
    "\n"
    "Publishers' files, by the names their publishers give them, each also as\n"
    "NAME.gz. DIR may be the publisher's zip; FILE is a .csv, .xlsx or .zip:\n"
    "\n"
    "  --onet DIR             O*NET database, text edition\n"
    "  --oews FILE            wages, national: national_M2025_dl.xlsx\n"
    "  --projections FILE     Employment Projections: occupation.xlsx\n"
    "  --exposure DIR         studies of exposure to AI\n"
    "  --soc DIR              SOC 2018: occupations and direct match titles\n"
    "  --titles DIR           ESCO's names with its crosswalk to O*NET\n"
    "\n"
    "  --exclude-titles FILE  leave out names whose keys FILE lists, for\n"
    "                         measuring\n"
    "  --without-learning     do not learn to rank titles that are no names "
    "of\n"
    "                         an occupation: quicker, for tests\n"
    "  --output PACK          default: knowledge.pack; - is standard output\n"
    "\n"
    "Of a figure in several sources the newest release counts. Mistakes in "
    "the\n"
    "sources are listed with file and line, and so is what was left out; the\n"
    "pack is built from what is good.\n"
    "\n"
    "Exit status: 0 built; 1 built, but with mistakes in the sources or a\n"
    "publisher's file that is no good, or nothing to build; 2 wrong usage;\n"
    "3 a file cannot be read or written. SOURCE_DATE_EPOCH sets the time that\n"
    "the pack says it was built.\n";

/* -1: go on; else the exit status. */
static int read_arguments(int argc, char **argv, struct build_options *options)
{
    struct import_paths *files = &options->publishers;
    const struct command_option known[] = {
        {"pages", .value = &options->pages},
        {"facts", .value = &options->facts},
        {"lexicon", .value = &options->lexicon},
        {"onet", .value = &files->onet},
        {"oews", .value = &files->oews},
        {"projections", .value = &files->projections},
        {"exposure", .value = &files->exposure},
        {"soc", .value = &files->soc},
        {"titles", .value = &files->titles},
        {"exclude-titles", .value = &options->exclude_titles},
        {"without-learning", .given = &options->without_learning},
        {"output", .value = &options->output},
    };
    int done =
        command_options(argc, argv, usage, known, sizeof known / sizeof *known);
    if (done >= 0)
        return done;
    if (optind < argc)
        return command_wrong(argv, "not understood: ", argv[optind]);
    if (!options->pages && !options->facts && !import_any(files))
        return command_wrong(argv,
                             "no source is named, so there is nothing to "
                             "build; name --pages, --facts or a publisher's "
                             "files",
                             "");
    return -1;
}

/* The folders that come with careerbot. The tables of codes are also looked
 * for above a lexicon that is named, and in the facts. -1: go on. */
static int find_shipped(struct arena *arena, struct build_options *options)
{
    const char *crosswalks = shipped_folder(arena, "facts/crosswalks");
    if (!crosswalks && options->lexicon)
        crosswalks = shipped_above(arena, options->lexicon, "facts/crosswalks");
    if (!crosswalks && options->facts)
        crosswalks =
            file_join(arena, str_from(options->facts), STR("crosswalks")).ptr;
    options->publishers.crosswalks = crosswalks;
    if (!options->lexicon)
        options->lexicon = shipped_folder(arena, "lexicon");
    if (options->lexicon && (crosswalks || !import_any(&options->publishers)))
        return -1;
    fprintf(stderr,
            "careerbot build: the %s careerbot is not where the program "
            "is; %s\n",
            options->lexicon ? "folder facts/crosswalks that comes with"
                             : "lexicon that comes with",
            options->lexicon ? "install it there"
                             : "name it with --lexicon "
                               "DIR");
    return EXIT_FILE;
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
    build_print_faults(&report->faults, report->left_out,
                       report->left_out_count);
    if (report->faults.count > 0)
        fprintf(stderr, "%zu mistake%s in the sources\n", report->faults.count,
                report->faults.count == 1 ? "" : "s");
    if (!built)
        return;
    fprintf(stderr,
            "%s: %zu occupations, %zu names, %zu entries, %zu sources, "
            "%zu phrases, %zu sentences, %zu bytes\n",
            output, n->occupations, n->names, n->entries, n->sources, n->cues,
            n->sentences, n->bytes);
    if (report->held.len > 0)
        fprintf(stderr, "%.*s\n", STR_ARG(report->held));
}

int command_build(int argc, char **argv)
{
    struct build_options options = {.output = "knowledge.pack"};
    int done = read_arguments(argc, argv, &options);
    if (done >= 0)
        return done;
    if (!built_at(&options.built_at))
        return command_wrong(argv, "SOURCE_DATE_EPOCH is no number of seconds",
                             "");
    struct arena *arena = arena_new();
    done = find_shipped(arena, &options);
    if (done >= 0) {
        arena_free(arena);
        return done;
    }
    if (isatty(STDERR_FILENO))
        options.progress = stderr;

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
