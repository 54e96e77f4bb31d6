/* Looks for files; opens none. */
#include "paths.h"

#include <errno.h>
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

static bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

const char *path_shipped(struct arena *arena)
{
#ifdef CAREERBOT_DATA_DIR
    if (is_folder(CAREERBOT_DATA_DIR "/lexicon"))
        return CAREERBOT_DATA_DIR;
#endif
    char *at = arena_z(arena, own_folder(arena));
    for (;;) {
        const char *folder = arena_printf(arena, "%s/knowledge", at).ptr;
        if (is_folder(arena_printf(arena, "%s/lexicon", folder).ptr))
            return folder;
        char *slash = strrchr(at, '/');
        if (!slash)
            return NULL;
        *slash = '\0';
    }
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

const char *path_output(struct arena *arena)
{
    const char *path;
    if (path_knowledge(arena, &path, NULL) == STATUS_OK)
        return path;
    const char *config = path_config(arena, ".");
    return config ? arena_printf(arena, "%s/knowledge.pack", config).ptr
                  : "knowledge.pack";
}

/* Below the folder that the variable names, else below the given one of the
 * home; NULL where neither is known. */
static const char *own_place(struct arena *arena, const char *variable,
                             const char *below_home)
{
    const char *folder = getenv(variable), *home = getenv("HOME");
    if (folder && folder[0] == '/')
        return arena_printf(arena, "%s/careerbot", folder).ptr;
    if (home && home[0] == '/')
        return arena_printf(arena, "%s/%s/careerbot", home, below_home).ptr;
    return NULL;
}

const char *path_cache(struct arena *arena)
{
    return own_place(arena, "XDG_CACHE_HOME", ".cache");
}

bool path_make_folder(const char *folder)
{
    char made[PATH_MAX];
    if (strlen(folder) >= sizeof made) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(made, folder);
    for (char *at = strchr(made + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = '\0';
        mkdir(made, 0700);
        *at = '/';
    }
    if (mkdir(made, 0700) == 0)
        return true;
    int why = errno;
    if (is_folder(made))
        return true;
    errno = why == EEXIST ? ENOTDIR : why;
    return false;
}

const char *path_history(struct arena *arena)
{
    const char *folder = own_place(arena, "XDG_STATE_HOME", ".local/state");
    if (!folder)
        return NULL;
    if (!path_make_folder(folder) || access(folder, W_OK) != 0)
        return NULL;
    return arena_printf(arena, "%s/history", folder).ptr;
}
