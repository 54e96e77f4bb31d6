/* Looks for the folders that come with careerbot. */
#include "shipped.h"

#include "file.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* at: cut off part by part. */
static const char *search(struct arena *arena, char *at, const char *name)
{
    for (char *slash; (slash = strrchr(at, '/')) != NULL;) {
        *slash = '\0';
        struct str found = arena_printf(arena, "%s/knowledge/%s", at, name);
        if (file_is_folder(found.ptr))
            return found.ptr;
    }
    return NULL;
}

const char *shipped_above(struct arena *arena, const char *path,
                          const char *name)
{
    char at[PATH_MAX];
    return realpath(path, at) ? search(arena, at, name) : NULL;
}

const char *shipped_folder(struct arena *arena, const char *name)
{
#ifdef CAREERBOT_DATA_DIR
    struct str found =
        file_join(arena, STR(CAREERBOT_DATA_DIR), str_from(name));
    if (file_is_folder(found.ptr))
        return found.ptr;
#endif
    char at[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", at, sizeof at - 1);
    if (len <= 0)
        return NULL;
    at[len] = '\0';
    return search(arena, at, name);
}
