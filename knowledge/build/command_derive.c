/* `careerbot derive-facts`: publishers' files in, the tables of figures that
 * ship with careerbot out. Studies without an open licence stay out. */
#include "build.h"

#include "builder.h"
#include "command.h"
#include "facts_write.h"
#include "progress.h"
#include "shipped.h"

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* -1: go on; else the exit status. */
static int read_arguments(int argc, char **argv, struct import_paths *paths,
                          const char **output)
{
    const struct command_option known[] = {
        {"onet", .value = &paths->onet},
        {"oews", .value = &paths->oews},
        {"projections", .value = &paths->projections},
        {"exposure", .value = &paths->exposure},
        {"soc", .value = &paths->soc},
        {"crosswalks", .value = &paths->crosswalks},
        {"output", .value = output},
    };
    int done =
        command_options(argc, argv, usage, known, sizeof known / sizeof *known);
    if (done >= 0)
        return done;
    if (optind < argc)
        return command_wrong(argv, "not understood: ", argv[optind]);
    if (!paths->soc || !*output)
        return command_wrong(argv, "--soc and --output must be named", "");
    if (!paths->onet && !paths->oews && !paths->projections && !paths->exposure)
        return command_wrong(argv, "no file of a publisher is named", "");
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
