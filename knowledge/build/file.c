/* Reading, listing and replacing files. */
#include "file.h"

#include "buf.h"
#include "xmalloc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum status read_all(int fd, const char *path, struct buf *buf,
                            struct error *err)
{
    char chunk[16384];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return error_set(err, STATUS_IO, "%s: cannot be read: %s", path,
                             strerror(errno));
        if (n == 0)
            return STATUS_OK;
        buf_add(buf, (struct str){chunk, (size_t)n});
        if (buf->full)
            return error_set(err, STATUS_FULL,
                             "%s: is longer than %zu bytes; it cannot be the "
                             "right file",
                             path, buf->max);
    }
}

enum status file_read(struct arena *arena, const char *path, size_t max_bytes,
                      struct str *text, struct error *err)
{
    bool standard = strcmp(path, "-") == 0;
    /* /dev/fd/63 and the like are what a shell calls the pipes it makes; any
     * other pipe would be waited for until somebody writes to it */
    bool of_shell = str_starts(str_from(path), STR("/dev/")) ||
                    str_starts(str_from(path), STR("/proc/"));
    int flags = O_RDONLY | O_CLOEXEC | (of_shell ? 0 : O_NONBLOCK);
    int fd = standard ? STDIN_FILENO : open(path, flags);
    struct stat st;
    if (fd < 0)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "%s: cannot be opened: %s", path, strerror(errno));
    if (!standard && !of_shell && fstat(fd, &st) == 0 && !S_ISREG(st.st_mode)) {
        close(fd);
        return error_set(err, STATUS_IO,
                         "%s: cannot be read: it is not a regular file", path);
    }
    struct buf buf;
    buf_init(&buf, max_bytes);
    enum status status = read_all(fd, path, &buf, err);
    if (status == STATUS_OK)
        *text = arena_str(arena, buf_str(&buf));
    buf_fini(&buf);
    if (!standard)
        close(fd);
    return status;
}

static int write_all(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0)
            bytes = str_slice(bytes, (size_t)n, bytes.len);
    }
    return 0;
}

/* The place behind path, if path is a link; path itself if nothing is there.
 * Returns why it cannot be replaced, or NULL. */
static const char *real_target(const char *path, char target[PATH_MAX])
{
    struct stat st;
    if (strlen(path) >= PATH_MAX)
        return strerror(ENAMETOOLONG);
    strcpy(target, path);
    if (stat(path, &st) != 0)
        return errno == ENOENT ? NULL : strerror(errno);
    if (S_ISDIR(st.st_mode))
        return strerror(EISDIR);
    if (!S_ISREG(st.st_mode))
        return "it is not a regular file";
    return realpath(path, target) ? NULL : strerror(errno);
}

/* Writes, sets the usual rights (mkstemp's are the owner's alone) and waits
 * until the disk has it. */
static int fill(int fd, struct str bytes)
{
    mode_t mask = umask(0);
    umask(mask);
    if (write_all(fd, bytes) != 0 || fchmod(fd, 0666 & ~mask) != 0)
        return -1;
    return fsync(fd);
}

enum status file_replace(const char *path, struct str bytes, struct error *err)
{
    char target[PATH_MAX], temporary[PATH_MAX + 8];
    if (strcmp(path, "-") == 0)
        return write_all(STDOUT_FILENO, bytes) == 0
                   ? STATUS_OK
                   : error_set(err, STATUS_IO,
                               "standard output cannot be written: %s",
                               strerror(errno));
    const char *fault = real_target(path, target);
    if (fault)
        return error_set(err, STATUS_IO, "%s: cannot be written: %s", path,
                         fault);

    strcpy(temporary, target);
    strcat(temporary, ".XXXXXX");
    int fd = mkostemp(temporary, O_CLOEXEC);
    if (fd < 0)
        return error_set(err, STATUS_IO,
                         "%s: cannot be written: %s in its folder; name "
                         "another place with --output",
                         path, strerror(errno));
    int failed = fill(fd, bytes) != 0 ? errno : 0;
    if (close(fd) != 0 && !failed)
        failed = errno;
    if (!failed && rename(temporary, target) != 0)
        failed = errno;
    if (failed) {
        unlink(temporary);
        return error_set(err, STATUS_IO,
                         "%s: cannot be written: %s; what was there before is "
                         "unchanged",
                         path, strerror(failed));
    }
    return STATUS_OK;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

enum status file_list(struct arena *arena, const char *folder,
                      struct str suffix, struct str **names, size_t *count,
                      struct error *err)
{
    DIR *dir = opendir(folder);
    if (!dir)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "%s: cannot be opened as a folder: %s", folder,
                         strerror(errno));
    struct str *found = NULL;
    size_t len = 0, cap = 0;
    const struct dirent *item;
    while ((item = readdir(dir)) != NULL) {
        struct str name = str_from(item->d_name);
        if (name.ptr[0] == '.' || !str_ends(name, suffix))
            continue;
        if (len == cap) {
            cap = cap ? cap * 2 : 64;
            found = xrealloc(found, cap * sizeof *found);
        }
        found[len++] = arena_str(arena, name);
    }
    closedir(dir);
    if (len > 0)
        qsort(found, len, sizeof *found, by_name);
    *names = arena_alloc_array(arena, len, sizeof **names);
    if (len > 0)
        memcpy(*names, found, len * sizeof *found);
    *count = len;
    free(found);
    return STATUS_OK;
}

bool file_is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

struct str file_join(struct arena *arena, struct str folder, struct str name)
{
    bool slash = str_ends(folder, STR("/"));
    return arena_printf(arena, "%.*s%s%.*s", STR_ARG(folder), slash ? "" : "/",
                        STR_ARG(name));
}
