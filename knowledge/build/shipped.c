/* Looks for the folders that come with careerbot. */
#include "shipped.h"

#include "file.h"

#include <limits.h>
#include <string.h>
#include <unistd.h>

const char *shipped_folder(struct arena *arena, const char *name)
{
    struct str found;
#ifdef CAREERBOT_DATA_DIR
    found = file_join(arena, STR(CAREERBOT_DATA_DIR), str_from(name));
    if (file_is_folder(found.ptr))
        return found.ptr;
#endif
    char at[PATH_MAX];
    ssize_t len = readlink("/proc/self/exe", at, sizeof at - 1);
    if (len <= 0)
        return NULL;
    at[len] = '\0';
    for (char *slash; (slash = strrchr(at, '/')) != NULL;) {
        *slash = '\0';
        found = arena_printf(arena, "%s/knowledge/%s", at, name);
        if (file_is_folder(found.ptr))
            return found.ptr;
    }
    return NULL;
}
