/* What the commands share: their exit status and the reading of options. */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stddef.h>

enum { EXIT_DONE = 0, EXIT_FAULTS = 1, EXIT_USAGE = 2, EXIT_FILE = 3 };

enum { COMMAND_OPTIONS = 16 }; /* no command has more */

struct command_option {
    const char *name;   /* without the dashes */
    const char **value; /* where its value goes; NULL: it takes none */
    bool *given;        /* of one that takes none */
};

/* Says on standard error what is wrong, in two halves, and where help is.
 * argv: the name of the command comes first. Returns EXIT_USAGE. */
int command_wrong(char **argv, const char *why, const char *what);

/* Reads the options, and --help, which prints usage. Other words are left:
 * they are argv[optind] and what follows it. -1: go on; else the exit
 * status. */
int command_options(int argc, char **argv, const char *usage,
                    const struct command_option *options, size_t count);

#endif
