/* Line editing by libedit, which is loaded when the console starts: a running
 * bot does not carry it, and without it lines are read as they are typed. */
#include "line_edit.h"

#include <dlfcn.h>
#include <locale.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { HISTORY_LINES = 1000 };

/* What we use of libedit; the prototypes of its editline/readline.h. */
static struct {
    char *(*readline)(const char *prompt);
    void (*using_history)(void);
    int (*add_history)(const char *line);
    int (*read_history)(const char *path);
    int (*write_history)(const char *path);
    void (*stifle_history)(int lines);
} edit;

static const char *history_path;
static bool loaded;

static bool load(void *library)
{
    static const struct {
        const char *name;
        void *field;
    } symbols[] = {
        {"readline", &edit.readline},
        {"using_history", &edit.using_history},
        {"add_history", &edit.add_history},
        {"read_history", &edit.read_history},
        {"write_history", &edit.write_history},
        {"stifle_history", &edit.stifle_history},
    };
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *symbol = dlsym(library, symbols[i].name);
        if (!symbol)
            return false;
        memcpy(symbols[i].field, &symbol, sizeof symbol);
    }
    return true;
}

void line_edit_begin(const char *path)
{
    void *library = dlopen("libedit.so.2", RTLD_NOW);
    loaded = library && load(library);
    history_path = path;
    if (!loaded)
        return;
    setlocale(LC_CTYPE, ""); /* libedit asks it how letters are written */
    edit.using_history();
    edit.stifle_history(HISTORY_LINES);
    if (path)
        edit.read_history(path);
}

char *line_edit_read(const char *prompt)
{
    char *line = NULL;
    size_t cap = 0;
    if (loaded) {
        line = edit.readline(prompt);
        if (line && *line)
            edit.add_history(line);
        return line;
    }
    fputs(prompt, stdout);
    fflush(stdout);
    if (getline(&line, &cap, stdin) < 0) {
        free(line);
        return NULL;
    }
    line[strcspn(line, "\r\n")] = '\0';
    return line;
}

void line_edit_end(void)
{
    if (loaded && history_path)
        edit.write_history(history_path);
}
