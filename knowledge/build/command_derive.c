/* `careerbot derive-facts`: publishers' files in, the tables of figures that
 * ship with careerbot out. Studies without an open licence stay out. */
#include "build.h"

#include "builder.h"
#include "facts_write.h"
#include "progress.h"
#include "shipped.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { EXIT_DONE = 0, EXIT_FAULTS = 1, EXIT_USAGE = 2, EXIT_FILE = 3 };

static const char usage[] =
    "usage: careerbot derive-facts [--onet DIR] [--oews FILE]\n"
    "                       [--projections FILE] [--exposure DIR] --soc DIR\n"
    "                       [--crosswalks DIR] --output DIR\n"
    "\n"
    "Makes the tables of figures that ship with careerbot from files of their\n"
    "publishers: wages.tsv from --oews, projections.tsv from --projections,\n"
    "profile.tsv from --onet, exposure.tsv from --exposure. Titles come from\n"
    "--soc. careerbot build --help says what the files are called.\n"
    "\n"
    "  --crosswalks DIR  tables of codes; default: those that came with "
    "careerbot\n"
    "  --output DIR      the folder for the tables, as knowledge/facts\n"
    "\n"
    "Only studies with an open licence go into exposure.tsv.\n"
    "\n"
    "Exit status: 0 written; 1 nothing was written, because files are no good\n"
    "or hold nothing; 2 wrong usage; 3 a file cannot be read or written.\n";

enum choice {
    ONET = 1,
    OEWS,
    PROJECTIONS,
    EXPOSURE,
    SOC,
    CROSSWALKS,
    OUTPUT,
    HELP
};

static const struct option names[] = {
    {"onet", required_argument, NULL, ONET},
    {"oews", required_argument, NULL, OEWS},
    {"projections", required_argument, NULL, PROJECTIONS},
    {"exposure", required_argument, NULL, EXPOSURE},
    {"soc", required_argument, NULL, SOC},
    {"crosswalks", required_argument, NULL, CROSSWALKS},
    {"output", required_argument, NULL, OUTPUT},
    {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

static int wrong_usage(const char *why, const char *what)
{
    fprintf(stderr,
            "careerbot derive-facts: %s%s; see careerbot derive-facts --help\n",
            why, what);
    return EXIT_USAGE;
}

/* -1: go on; else the exit status. */
static int read_arguments(int argc, char **argv, struct import_paths *paths,
                          const char **output)
{
    const char **values[HELP] = {
        [ONET] = &paths->onet,
        [OEWS] = &paths->oews,
        [PROJECTIONS] = &paths->projections,
        [EXPOSURE] = &paths->exposure,
        [SOC] = &paths->soc,
        [CROSSWALKS] = &paths->crosswalks,
        [OUTPUT] = output,
    };
    int option;
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", names, NULL)) != -1) {
        if (option == HELP) {
            fputs(usage, stdout);
            return EXIT_DONE;
        }
        if (option == ':')
            return wrong_usage(argv[optind - 1], " needs a value");
        if (option == '?')
            return wrong_usage("not understood: ", argv[optind - 1]);
        *values[option] = optarg;
    }
    if (optind < argc)
        return wrong_usage("not understood: ", argv[optind]);
    if (!paths->soc || !*output)
        return wrong_usage("--soc and --output must be named", "");
    if (!paths->onet && !paths->oews && !paths->projections && !paths->exposure)
        return wrong_usage("no file of a publisher is named", "");
    return -1;
}

/* STATUS_INVALID: faults were found, or nothing; nothing is written. */
static enum status derive(const struct import_paths *paths, const char *output,
                          struct import *im, struct error *err)
{
    size_t written;
    enum status status = import_run(paths, im, err);
    if (status != STATUS_OK)
        return status;
    if (im->b->faults->count > 0)
        return error_set(err, STATUS_INVALID,
                         "nothing was written, because files are no good");
    if (mkdir(output, 0777) != 0 && errno != EEXIST)
        return error_set(err, STATUS_IO, "%s: cannot be made: %s", output,
                         strerror(errno));
    status = facts_write(im, output, &written, err);
    if (status == STATUS_OK && written == 0)
        return error_set(err, STATUS_INVALID,
                         "nothing was written, because no figures were found");
    return status;
}

static int run(const struct import_paths *paths, const char *output,
               struct arena *arena)
{
    struct faults faults = {.arena = arena};
    struct progress bar = {.to = stderr, .steps = import_steps(paths)};
    struct builder b;
    struct error err;
    enum status status = builder_begin(&b, arena, &faults, &err);
    struct import im = {.b = &b,
                        .figures = b.figures,
                        .progress = isatty(STDERR_FILENO) ? &bar : NULL};
    if (status == STATUS_OK)
        status = derive(paths, output, &im, &err);
    progress_end(im.progress);
    build_print_faults(b.faults, b.left_out, b.left_out_count);
    builder_end(&b);
    if (status == STATUS_OK)
        return EXIT_DONE;
    fprintf(stderr, "careerbot derive-facts: %s\n", err.text);
    return status == STATUS_INVALID ? EXIT_FAULTS : EXIT_FILE;
}

int command_derive(int argc, char **argv)
{
    struct import_paths paths = {0};
    const char *output = NULL;
    int done = read_arguments(argc, argv, &paths, &output);
    if (done >= 0)
        return done;
    struct arena *arena = arena_new();
    if (!paths.crosswalks)
        paths.crosswalks = shipped_folder(arena, "facts/crosswalks");
    if (!paths.crosswalks) {
        fputs("careerbot derive-facts: the folder facts/crosswalks that comes "
              "with careerbot is not where the program is; name it with "
              "--crosswalks DIR\n",
              stderr);
        arena_free(arena);
        return EXIT_FILE;
    }
    done = run(&paths, output, arena);
    arena_free(arena);
    return done;
}
