/* Opens and unpacks with libzip, after a look at what libzip 1.7 believes:
 * how large the directory is. */
#include "table_zip.h"

#include <stdint.h>
#include <string.h>

enum {
    TAIL = 70000,            /* holds the end record and its comment */
    MAX_ENDS = 16,           /* an archive inside, stored, has its own */
    MAX_DIRECTORY = 4 << 20, /* bytes: some ten thousand files */
    MAX_FILES = MAX_DIRECTORY / 46,
    END_BYTES = 22,
    LOCATOR_BYTES = 20,
    END64_BYTES = 56,
    PIECE = 64 * 1024,
};

static uint64_t number_at(struct str bytes, size_t at, size_t width)
{
    uint64_t number = 0;
    for (size_t i = width; i-- > 0;)
        number = number << 8 | (unsigned char)bytes.ptr[at + i];
    return number;
}

/* The record of large archives that stands before the end record at `end`. */
static bool is_end64_fit(struct str bytes, size_t end)
{
    struct str before = str_slice(bytes, 0, end);
    if (before.len < LOCATOR_BYTES)
        return true;
    size_t locator = end - LOCATOR_BYTES;
    if (!str_starts(str_slice(before, locator, end), STR("PK\6\7")))
        return true;
    uint64_t at = number_at(bytes, locator + 8, 8);
    return locator >= END64_BYTES && at <= locator - END64_BYTES &&
           number_at(bytes, (size_t)at + 32, 8) <= MAX_FILES &&
           number_at(bytes, (size_t)at + 40, 8) <= MAX_DIRECTORY;
}

/* Would libzip allocate and search no more than our archives need? */
static bool is_fit(struct str bytes)
{
    size_t at = bytes.len > TAIL ? bytes.len - TAIL : 0;
    for (int ends = 0; ends <= MAX_ENDS; ends++) {
        at += str_find(str_slice(bytes, at, bytes.len), STR("PK\5\6"));
        if (at + END_BYTES > bytes.len)
            return true;
        if (number_at(bytes, at + 12, 4) > MAX_DIRECTORY ||
            !is_end64_fit(bytes, at))
            return false;
        at++;
    }
    return false;
}

enum status table_zip_open(const char *path, struct str bytes, zip_t **out,
                           struct error *err)
{
    *out = NULL;
    if (!is_fit(bytes))
        return error_set(err, STATUS_CORRUPT,
                         "%s: its list of files is damaged, or larger than "
                         "that of any publisher's file; download it again",
                         path);
    zip_error_t fault;
    zip_error_init(&fault);
    zip_source_t *source =
        zip_source_buffer_create(bytes.ptr, bytes.len, 0, &fault);
    if (source && !(*out = zip_open_from_source(source, ZIP_RDONLY, &fault)))
        zip_source_free(source);
    enum status status = STATUS_OK;
    if (!*out)
        status = error_set(err, STATUS_CORRUPT,
                           "%s: is cut or damaged (%s); download it again",
                           path, zip_error_strerror(&fault));
    zip_error_fini(&fault);
    return status;
}

static enum status read_pieces(const char *path, zip_file_t *file,
                               size_t *budget, table_zip_fn take, void *user,
                               struct error *err)
{
    char piece[PIECE];
    for (;;) {
        zip_int64_t n = zip_fread(file, piece, sizeof piece);
        if (n < 0)
            return error_set(err, STATUS_CORRUPT,
                             "%s: is damaged (%s); download it again", path,
                             zip_file_strerror(file));
        if (n == 0)
            return STATUS_OK;
        if ((size_t)n > *budget)
            return error_set(err, STATUS_FULL,
                             "%s: unpacks to more than any of the files that "
                             "are meant; it cannot be the right file",
                             path);
        *budget -= (size_t)n;
        if (!take((struct str){piece, (size_t)n}, user))
            return STATUS_OK;
    }
}

enum status table_zip_read(const char *path, zip_t *zip, zip_uint64_t index,
                           size_t *budget, table_zip_fn take, void *user,
                           struct error *err)
{
    zip_stat_t stat;
    zip_stat_init(&stat);
    if (zip_stat_index(zip, index, 0, &stat) == 0 &&
        (stat.valid & ZIP_STAT_ENCRYPTION_METHOD) &&
        stat.encryption_method != ZIP_EM_NONE)
        return error_set(err, STATUS_CORRUPT,
                         "%s: is protected by a password; save it without one",
                         path);
    zip_file_t *file = zip_fopen_index(zip, index, 0);
    if (!file)
        return error_set(err, STATUS_CORRUPT,
                         "%s: cannot be unpacked (%s); download it again", path,
                         zip_strerror(zip));
    enum status status = read_pieces(path, file, budget, take, user, err);
    zip_fclose(file);
    return status;
}
