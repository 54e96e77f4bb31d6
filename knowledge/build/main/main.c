/* careerbot-build: the commands that make knowledge, in a program of their
 * own so that a running bot does not carry what only they need. `careerbot`
 * runs it for `careerbot build`, `import-page` and `derive-facts`. */
#include "build.h"

#include <stdbool.h>
#include <string.h>

static const struct command {
    const char *name;
    int (*run)(int argc, char **argv);
} commands[] = {
    {"build", command_build},
    {"import-page", command_import_page},
    {"derive-facts", command_derive},
    {"dump", command_dump},
};

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(command, commands[i].name) == 0)
            return commands[i].run(argc - 1, argv + 1);
    bool help = strcmp(command, "--help") == 0;
    fputs("usage: careerbot-build build|import-page|derive-facts|dump ...; "
          "COMMAND --help\nsays more\n",
          help ? stdout : stderr);
    return help ? 0 : 2;
}
