/* getopt_long over a table of options that says where each value goes. */
#include "command.h"

#include <getopt.h>
#include <stdio.h>

int command_wrong(char **argv, const char *why, const char *what)
{
    fprintf(stderr, "careerbot %s: %s%s; see careerbot %s --help\n", argv[0],
            why, what, argv[0]);
    return EXIT_USAGE;
}

int command_options(int argc, char **argv, const char *usage,
                    const struct command_option *options, size_t count)
{
    enum { HELP = COMMAND_OPTIONS };
    struct option names[COMMAND_OPTIONS + 2] = {0}; /* --help, and the end */
    int option;
    for (size_t i = 0; i < count; i++)
        names[i] = (struct option){
            .name = options[i].name,
            .has_arg = options[i].value ? required_argument : no_argument,
            .val = (int)i,
        };
    names[count] = (struct option){.name = "help", .val = HELP};
    optind = 1;
    opterr = 0;
    while ((option = getopt_long(argc, argv, ":", names, NULL)) != -1) {
        if (option == HELP) {
            fputs(usage, stdout);
            return EXIT_DONE;
        }
        if (option == ':')
            return command_wrong(argv, argv[optind - 1], " needs a value");
        if (option == '?')
            return command_wrong(argv, "not understood: ", argv[optind - 1]);
        if (options[option].value)
            *options[option].value = optarg;
        else
            *options[option].given = true;
    }
    return -1;
}
