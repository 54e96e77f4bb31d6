/* careerbot-build: the commands that make knowledge, in a program of their
 * own so that a running bot does not carry what only they need. `careerbot`
 * runs it for `careerbot build` and `careerbot import-page`. */
#include "build.h"

#include <string.h>

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    if (strcmp(command, "build") == 0)
        return command_build(argc - 1, argv + 1);
    if (strcmp(command, "import-page") == 0)
        return command_import_page(argc - 1, argv + 1);
    fputs("usage: careerbot build ... | careerbot import-page ...; see "
          "careerbot build --help, careerbot import-page --help\n",
          strcmp(command, "--help") == 0 ? stdout : stderr);
    return strcmp(command, "--help") == 0 ? 0 : 2;
}
