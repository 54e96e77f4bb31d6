/* A folder of a test's own, which goes away with all that is in it; and an
 * arena. */
#ifndef TEMP_FOLDER_H
#define TEMP_FOLDER_H

#include "file.h"
#include "own_arena.h"
#include "unit.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static char folder[64];

static inline int begin_folder(void **state)
{
    strcpy(folder, "/tmp/careerbot-test-XXXXXX");
    return begin_arena(state) == 0 && mkdtemp(folder) ? 0 : -1;
}

static inline int temp_folder_entry(const char *path, const struct stat *info,
                                    int type, struct FTW *at)
{
    (void)info, (void)type, (void)at;
    return remove(path);
}

static inline int end_folder(void **state)
{
    end_arena(state);
    return nftw(folder, temp_folder_entry, 8, FTW_DEPTH | FTW_PHYS);
}

/* In arena. */
static inline const char *path_of(const char *name)
{
    return file_join(arena, str_from(folder), str_from(name)).ptr;
}

/* Writes a file below the folder, with the folders it stands in; returns its
 * path, in arena. */
static inline const char *put_bytes(const char *name, struct str bytes)
{
    char *path = arena_z(arena, str_from(path_of(name)));
    for (char *slash = path + strlen(folder) + 1;
         (slash = strchr(slash, '/')) != NULL; slash++) {
        *slash = '\0';
        mkdir(path, 0700);
        *slash = '/';
    }
    assert_int_equal(file_replace(path, bytes, NULL), STATUS_OK);
    return path;
}

static inline const char *put(const char *name, const char *text)
{
    return put_bytes(name, str_from(text));
}

#endif
