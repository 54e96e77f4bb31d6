/* Takes a test's own folder away again. */
#ifndef TEMP_FOLDER_H
#define TEMP_FOLDER_H

#include <ftw.h>
#include <stdio.h>

static inline int temp_folder_entry(const char *path, const struct stat *info,
                                    int type, struct FTW *at)
{
    (void)info, (void)type, (void)at;
    return remove(path);
}

/* With all that is in it; 0, or what cmocka takes for a failure. */
static inline int temp_folder_remove(const char *folder)
{
    return nftw(folder, temp_folder_entry, 8, FTW_DEPTH | FTW_PHYS);
}

#endif
