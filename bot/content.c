/* Looks at the first bytes of a table, and at the directory at the end of a
 * zip file (a workbook is one): where that is, nothing is missing. */
#include "content.h"

#include "str.h"
#include "xmalloc.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    HEAD_BYTES = 4096,
    ZIP_END_BYTES = 22,               /* the record that ends a zip file */
    ZIP_COMMENT_BYTES = 65535,        /* may follow it */
    ZIP_DIRECTORY_BYTES = 1024 * 1024 /* more files than any publisher's */
};

const char *const content_names[] = {[CONTENT_ZIP] = "zip",
                                     [CONTENT_XLSX] = "xlsx",
                                     [CONTENT_CSV] = "csv",
                                     [CONTENT_TSV] = "tsv",
                                     NULL};

static const char *const called[] = {[CONTENT_ZIP] = "a zip file",
                                     [CONTENT_XLSX] = "a workbook (xlsx)",
                                     [CONTENT_CSV] = "a table (csv)",
                                     [CONTENT_TSV] = "a table (tsv)"};

static bool holds(struct str text, struct str part)
{
    return str_find(text, part) < text.len;
}

static bool begins_nocase(struct str text, struct str with)
{
    return str_eq_nocase(str_slice(text, 0, with.len), with);
}

static bool is_web_page(struct str head)
{
    head = str_trim(head); /* a byte-order mark is taken for space, too */
    return begins_nocase(head, STR("<!doctype")) ||
           begins_nocase(head, STR("<html")) ||
           begins_nocase(head, STR("<head")) ||
           begins_nocase(head, STR("<?xml")) ||
           begins_nocase(head, STR("<script"));
}

/* A text whose first line has more than one column. */
static const char *table_fault(struct str head, char separator,
                               const char *header)
{
    struct str lines = head, line = str_split(&lines, '\n');
    if (memchr(head.ptr, '\0', head.len))
        return "is no text";
    if (!memchr(line.ptr, separator, line.len))
        return separator == ',' ? "has no commas in its first line"
                                : "has no tabs in its first line";
    if (header && !holds(head, str_from(header)))
        return "has other columns";
    return NULL;
}

static uint32_t number_at(const unsigned char *at, int bytes)
{
    uint32_t number = 0;
    for (int i = 0; i < bytes; i++)
        number |= (uint32_t)at[i] << (8 * i);
    return number;
}

/* Where the end record is in the last bytes of a file; NULL: there is none. */
static const unsigned char *zip_end(const unsigned char *tail, size_t len)
{
    for (size_t back = ZIP_END_BYTES; back <= len; back++) {
        const unsigned char *at = tail + len - back;
        if (memcmp(at, "PK\5\6", 4) == 0 &&
            number_at(at + 20, 2) == back - ZIP_END_BYTES)
            return at;
    }
    return NULL;
}

/* Reads len bytes at offset; owned, NULL: they are not there. */
static unsigned char *read_at(FILE *file, long offset, size_t len)
{
    unsigned char *bytes = xmalloc(len + 1);
    if (fseek(file, offset, SEEK_SET) == 0 && fread(bytes, 1, len, file) == len)
        return bytes;
    free(bytes);
    return NULL;
}

/* The names of a workbook stand in its directory as they are. */
static const char *directory_fault(FILE *file, long size,
                                   const unsigned char *end, bool workbook)
{
    uint32_t len = number_at(end + 12, 4), offset = number_at(end + 16, 4);
    if (number_at(end + 10, 2) == 0)
        return "is empty";
    if (len > ZIP_DIRECTORY_BYTES || (uint64_t)offset + len > (uint64_t)size)
        return "is damaged";
    unsigned char *bytes = read_at(file, (long)offset, len);
    if (!bytes)
        return "is damaged";
    struct str names = {(const char *)bytes, len};
    const char *fault = NULL;
    if (!str_starts(names, STR("PK\1\2")))
        fault = "is damaged";
    else if (workbook && !holds(names, STR("xl/workbook.xml")))
        fault = "is a zip file of another kind";
    free(bytes);
    return fault;
}

static const char *zip_fault(FILE *file, struct str head, bool workbook)
{
    if (!str_starts(head, STR("PK\3\4")) && !str_starts(head, STR("PK\5\6")))
        return "does not begin like one";
    if (fseek(file, 0, SEEK_END) != 0)
        return "cannot be read to its end";
    long size = ftell(file);
    long tail_len = size < ZIP_END_BYTES + ZIP_COMMENT_BYTES
                        ? size
                        : ZIP_END_BYTES + ZIP_COMMENT_BYTES;
    unsigned char *tail =
        size < 0 ? NULL : read_at(file, size - tail_len, (size_t)tail_len);
    if (!tail)
        return "cannot be read to its end";
    const unsigned char *end = zip_end(tail, (size_t)tail_len);
    const char *fault = end ? directory_fault(file, size, end, workbook)
                            : "is cut short or damaged";
    free(tail);
    return fault;
}

enum status content_check(const char *path, enum content_type type,
                          const char *header, struct error *err)
{
    char bytes[HEAD_BYTES];
    FILE *file = fopen(path, "rbe");
    if (!file)
        return error_set(err, STATUS_IO, "cannot be opened: %s",
                         strerror(errno));
    struct str head = {bytes, fread(bytes, 1, sizeof bytes, file)};
    const char *fault = NULL;
    if (ferror(file))
        fault = "cannot be read";
    else if (head.len == 0)
        fault = "is empty";
    else if (is_web_page(head))
        fault = "is a web page";
    else if (type == CONTENT_ZIP || type == CONTENT_XLSX)
        fault = zip_fault(file, head, type == CONTENT_XLSX);
    else
        fault = table_fault(head, type == CONTENT_CSV ? ',' : '\t', header);
    fclose(file);
    if (!fault)
        return STATUS_OK;
    return error_set(err, STATUS_INVALID, "is not %s: it %s", called[type],
                     fault);
}
