/* Looks for files; opens none. */
#include "paths.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The folder of this program, "." where the system does not say. */
static struct str own_folder(struct arena *arena)
{
    char path[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", path, sizeof path);
    if (len <= 0 || (size_t)len == sizeof path)
        return STR(".");
    while (len > 1 && path[len - 1] != '/')
        len--;
    return arena_str(arena, (struct str){path, (size_t)len - (len > 1)});
}

const char *path_beside(struct arena *arena, const char *program)
{
    struct str folder = own_folder(arena);
    return arena_printf(arena, "%.*s/%s", STR_ARG(folder), program).ptr;
}

const char *path_config(struct arena *arena, const char *name)
{
    /* build/release/careerbot, config/careerbot.json */
    struct str folder = own_folder(arena);
    const char *path =
        arena_printf(arena, "%.*s/../../config/%s", STR_ARG(folder), name).ptr;
    char *real = access(path, R_OK) == 0 ? realpath(path, NULL) : NULL;
    if (!real)
        return NULL;
    path = arena_z(arena, str_from(real));
    free(real);
    return path;
}

enum status path_knowledge(struct arena *arena, const char **out,
                           struct error *err)
{
    static const char name[] = "knowledge.pack";
    const char *named = getenv("CAREERBOT_KNOWLEDGE");
    *out = named && *named ? named : NULL;
    if (!*out && access(name, R_OK) == 0)
        *out = name;
    if (!*out)
        *out = path_config(arena, name);
    const char *beside = path_beside(arena, name);
    if (!*out && access(beside, R_OK) == 0)
        *out = beside;
    if (*out)
        return STATUS_OK;
    return error_set(err, STATUS_NOT_FOUND,
                     "there is no knowledge yet: no knowledge.pack here, in "
                     "config/ or beside the program; run bot/start, or make "
                     "one with careerbot build, or name one with --knowledge");
}

const char *path_history(struct arena *arena)
{
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    const char *folder;
    if (state && state[0] == '/')
        folder = arena_printf(arena, "%s/careerbot", state).ptr;
    else if (home && home[0] == '/')
        folder = arena_printf(arena, "%s/.local/state/careerbot", home).ptr;
    else
        return NULL;
    char *made = arena_z(arena, str_from(folder));
    for (char *at = strchr(made + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(made, 0700);
        *at = '/';
    }
    mkdir(made, 0700);
    if (access(folder, W_OK) != 0)
        return NULL;
    return arena_printf(arena, "%s/history", folder).ptr;
}
