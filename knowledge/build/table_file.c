/* Finds, unpacks and recognises files; what stands in them is for the readers
 * of text and of workbooks. */
#include "table_file.h"

#include "file.h"
#include "table_zip.h"
#include "utf8.h"

#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

/* --- what a file is --- */

enum kind {
    KIND_TEXT,
    KIND_GZIP,
    KIND_ZIP, /* .xlsx is one too */
    KIND_OLD_OFFICE,
    KIND_PDF,
    KIND_WEB_PAGE,
    KIND_EMPTY,
};

static bool is_web_page(struct str bytes)
{
    if (str_starts(bytes, STR("\xef\xbb\xbf")))
        bytes = str_slice(bytes, 3, bytes.len);
    bytes = str_trim(str_slice(bytes, 0, 1024));
    if (bytes.len < 2 || bytes.ptr[0] != '<')
        return false;
    char second = bytes.ptr[1], lower = (char)(second | 0x20);
    return second == '!' || second == '?' || (lower >= 'a' && lower <= 'z');
}

static enum kind kind_of(struct str bytes)
{
    static const struct {
        struct str begins;
        enum kind kind;
    } known[] = {
        {{"\x1f\x8b", 2}, KIND_GZIP},
        {{"PK\3\4", 4}, KIND_ZIP},
        {{"PK\5\6", 4}, KIND_ZIP},
        {{"\xd0\xcf\x11\xe0", 4}, KIND_OLD_OFFICE},
        {{"%PDF", 4}, KIND_PDF},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (str_starts(bytes, known[i].begins))
            return known[i].kind;
    if (bytes.len == 0)
        return KIND_EMPTY;
    return is_web_page(bytes) ? KIND_WEB_PAGE : KIND_TEXT;
}

/* The file does not hold what its name promises: says what it is instead. */
static enum status wrong_kind(const char *path, enum kind is, struct error *err)
{
    static const char *const words[] = {
        [KIND_TEXT] = "is not what its name says, but plain text; download it "
                      "again, or give it its right name",
        [KIND_GZIP] = "is not what its name says, but packed by gzip; let its "
                      "name end in .gz",
        [KIND_ZIP] = "is not what its name says, but a workbook or a zip; let "
                     "its name end in .xlsx or .zip",
        [KIND_OLD_OFFICE] = "is an old .xls, or protected by a password; save "
                            "it as .xlsx, without a password",
        [KIND_PDF] = "is a PDF, not a table; download the table",
        [KIND_WEB_PAGE] = "is a web page, not a table: the download was "
                          "refused; download it with a browser",
        [KIND_EMPTY] = "is empty; download it again",
    };
    return error_set(err, STATUS_CORRUPT, "%s: %s", path, words[is]);
}

static bool ends_nocase(struct str s, struct str end)
{
    return s.len >= end.len &&
           str_eq_nocase(str_slice(s, s.len - end.len, s.len), end);
}

static bool takes_tabs(struct str name)
{
    return ends_nocase(name, STR(".txt")) || ends_nocase(name, STR(".tsv"));
}

static bool is_text_name(struct str name)
{
    return takes_tabs(name) || ends_nocase(name, STR(".csv"));
}

static bool is_table_name(struct str name)
{
    if (ends_nocase(name, STR(".gz")))
        name.len -= 3;
    return is_text_name(name) || ends_nocase(name, STR(".xlsx"));
}

static struct str last_part(struct str path)
{
    const char *slash = path.len ? memrchr(path.ptr, '/', path.len) : NULL;
    return slash ? str_slice(path, (size_t)(slash - path.ptr) + 1, path.len)
                 : path;
}

/* --- gzip --- */

/* One member after the other, as gunzip does. */
static enum status inflate_all(z_stream *z, const char *path, struct buf *out,
                               struct error *err)
{
    char chunk[64 * 1024];
    for (;;) {
        z->next_out = (Bytef *)chunk;
        z->avail_out = sizeof chunk;
        int result = inflate(z, Z_NO_FLUSH);
        buf_add(out, (struct str){chunk, sizeof chunk - z->avail_out});
        if (out->full)
            return error_set(err, STATUS_FULL,
                             "%s: unpacks to more than %zu bytes; it cannot "
                             "be the right file",
                             path, out->max);
        if (result == Z_STREAM_END) {
            while (z->avail_in > 0 && *z->next_in == 0) { /* padding */
                z->next_in++;
                z->avail_in--;
            }
            if (z->avail_in == 0)
                return STATUS_OK;
            result = inflateReset(z);
        }
        if (result == Z_BUF_ERROR ||
            (result == Z_OK && z->avail_in == 0 && z->avail_out > 0))
            return error_set(err, STATUS_CORRUPT,
                             "%s: is cut; download it again", path);
        if (result != Z_OK)
            return error_set(err, STATUS_CORRUPT,
                             "%s: is damaged (%s); download it again", path,
                             z->msg ? z->msg : "not as gzip packs");
    }
}

static enum status gunzip(struct arena *arena, const char *path,
                          struct str *bytes, struct error *err)
{
    z_stream z = {.next_in = (Bytef *)bytes->ptr, .avail_in = (uInt)bytes->len};
    if (bytes->len > TABLE_MAX_BYTES ||
        inflateInit2(&z, 16 + MAX_WBITS) != Z_OK)
        return error_set(err, STATUS_FULL, "%s: cannot be unpacked", path);
    struct buf out;
    buf_init(&out, TABLE_MAX_BYTES);
    enum status status = inflate_all(&z, path, &out, err);
    if (status == STATUS_OK)
        *bytes = arena_str(arena, buf_str(&out));
    buf_fini(&out);
    inflateEnd(&z);
    return status;
}

/* --- zip --- */

enum { MAX_NAME = 200 }; /* bytes, of a file inside an archive */

struct archive {
    const char *path;
    zip_t *zip;
};

static bool add_piece(struct str piece, void *user)
{
    buf_add(user, piece);
    return true;
}

/* A file of the archive as it is there. */
static enum status unzip(struct arena *arena, const struct archive *archive,
                         zip_uint64_t index, struct table_file *out,
                         struct error *err)
{
    struct str inside =
        utf8_plain(arena, str_from(zip_get_name(archive->zip, index, 0)));
    if (inside.len > MAX_NAME)
        inside = last_part(inside);
    const char *path =
        arena_printf(arena, "%s: %.*s", archive->path, STR_ARG(inside)).ptr;
    size_t budget = TABLE_MAX_BYTES;
    struct buf bytes;
    buf_init(&bytes, TABLE_MAX_BYTES);
    enum status status = table_zip_read(path, archive->zip, index, &budget,
                                        add_piece, &bytes, err);
    if (status == STATUS_OK)
        status = table_file_unpack(arena, path,
                                   arena_str(arena, buf_str(&bytes)), out, err);
    buf_fini(&bytes);
    struct str outer = last_part(str_from(archive->path));
    out->name = arena_printf(arena, "%.*s: %.*s", STR_ARG(outer),
                             STR_ARG(last_part(inside)));
    return status;
}

/* The file called name, in whichever folder of the archive. */
static bool zip_has(zip_t *zip, struct str name, zip_uint64_t *index)
{
    zip_int64_t count = zip_get_num_entries(zip, 0);
    for (zip_int64_t i = 0; i < count; i++) {
        *index = (zip_uint64_t)i;
        struct str inside = str_from(zip_get_name(zip, *index, 0));
        if (str_eq(last_part(inside), name))
            return true;
    }
    return false;
}

/* The only table of an archive; what spreadsheets and other systems leave
 * beside it is none. */
static enum status only_table(struct arena *arena,
                              const struct archive *archive,
                              struct table_file *out, struct error *err)
{
    zip_int64_t count = zip_get_num_entries(archive->zip, 0);
    zip_uint64_t found = 0;
    struct str first = STR_NONE;
    for (zip_int64_t i = 0; i < count; i++) {
        struct str name =
            last_part(str_from(zip_get_name(archive->zip, (zip_uint64_t)i, 0)));
        if (!is_table_name(name) || name.len > MAX_NAME ||
            str_starts(name, STR(".")) || str_starts(name, STR("~$")))
            continue;
        if (first.len > 0) {
            first = utf8_plain(arena, utf8_cut(first, 80));
            name = utf8_plain(arena, utf8_cut(name, 80));
            return error_set(err, STATUS_INVALID,
                             "%s: holds several tables (%.*s, %.*s); unpack "
                             "it and name the one that is meant",
                             archive->path, STR_ARG(first), STR_ARG(name));
        }
        first = name;
        found = (zip_uint64_t)i;
    }
    if (first.len == 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "%s: holds no table (.csv, .txt, .tsv or .xlsx); is "
                         "it the right file?",
                         archive->path);
    return unzip(arena, archive, found, out, err);
}

/* --- one file --- */

enum status table_file_unpack(struct arena *arena, const char *path,
                              struct str bytes, struct table_file *out,
                              struct error *err)
{
    struct str name = last_part(str_from(path));
    *out = (struct table_file){.path = path, .name = name};
    enum status status = STATUS_OK;
    bool packed = ends_nocase(name, STR(".gz"));
    if (packed)
        name.len -= 3;
    bool workbook = ends_nocase(name, STR(".xlsx"));
    bool known = workbook || is_text_name(name);

    enum kind kind = kind_of(bytes);
    if (packed && kind != KIND_GZIP)
        return wrong_kind(path, kind, err);
    if (packed || (!known && kind == KIND_GZIP))
        status = gunzip(arena, path, &bytes, err);
    if (status != STATUS_OK)
        return status;

    kind = kind_of(bytes);
    if (!known && kind == KIND_ZIP)
        workbook = true;
    if (kind != (workbook ? KIND_ZIP : KIND_TEXT))
        return wrong_kind(path, kind, err);
    struct str line = str_slice(bytes, 0, str_find(bytes, STR("\n")));
    bool tabs = known ? takes_tabs(name) : str_find(line, STR("\t")) < line.len;
    out->bytes = bytes;
    out->format = workbook ? TABLE_XLSX : tabs ? TABLE_TAB : TABLE_CSV;
    return STATUS_OK;
}

static enum status read_file(struct arena *arena, const char *path,
                             struct str *bytes, struct error *err)
{
    return file_read(arena, path, TABLE_MAX_BYTES, bytes, err);
}

/* --- where it is --- */

/* How many ways there are to write a name, see variant(). */
enum { VARIANTS = 3 };

/* NAME, NAME.gz, and BASE.xlsx of a text; empty where there is none. */
static struct str variant(struct arena *arena, const char *name, int which)
{
    struct str base = str_from(name);
    if (which == 0)
        return base;
    if (which == 1)
        return arena_printf(arena, "%s.gz", name);
    if (!is_text_name(base))
        return STR_NONE;
    return arena_printf(arena, "%.*s.xlsx", (int)base.len - 4, name);
}

static enum status none_there(const char *where, const char *const *names,
                              struct error *err)
{
    return error_set(err, STATUS_NOT_FOUND,
                     "%s: holds no %s%s%s (nor one with .gz, nor as .xlsx); "
                     "download it from its publisher",
                     where, names[0], names[0] && names[1] ? ", no " : "",
                     names[0] && names[1] ? names[1] : "");
}

static enum status from_folder(struct arena *arena, const char *folder,
                               const char *const *names, struct table_file *out,
                               struct error *err)
{
    for (size_t i = 0; names[i]; i++) {
        for (int which = 0; which < VARIANTS; which++) {
            struct str name = variant(arena, names[i], which);
            struct str path = file_join(arena, str_from(folder), name);
            struct str bytes;
            struct stat info;
            if (name.len == 0 || stat(path.ptr, &info) != 0)
                continue;
            enum status status = read_file(arena, path.ptr, &bytes, err);
            if (status == STATUS_OK)
                status = table_file_unpack(arena, path.ptr, bytes, out, err);
            return status;
        }
    }
    return none_there(folder, names, err);
}

static enum status from_zip(struct arena *arena, const struct archive *archive,
                            const char *const *names, struct table_file *out,
                            struct error *err)
{
    zip_uint64_t index;
    if (!names)
        return only_table(arena, archive, out, err);
    for (size_t i = 0; names[i]; i++) {
        for (int which = 0; which < VARIANTS; which++) {
            struct str name = variant(arena, names[i], which);
            if (name.len > 0 && zip_has(archive->zip, name, &index))
                return unzip(arena, archive, index, out, err);
        }
    }
    return none_there(archive->path, names, err);
}

enum status table_file_open(struct arena *arena, const char *where,
                            const char *const *names, struct table_file *out,
                            struct error *err)
{
    struct str bytes;
    if (names && file_is_folder(where))
        return from_folder(arena, where, names, out, err);
    enum status status = read_file(arena, where, &bytes, err);
    if (status != STATUS_OK)
        return status;
    if (!names && !ends_nocase(str_from(where), STR(".zip")))
        return table_file_unpack(arena, where, bytes, out, err);
    enum kind kind = kind_of(bytes);
    if (kind == KIND_TEXT || kind == KIND_GZIP)
        return error_set(err, STATUS_CORRUPT,
                         "%s: is neither a folder nor a zip; name the folder "
                         "the files are in, or the zip as it was downloaded",
                         where);
    if (kind != KIND_ZIP)
        return wrong_kind(where, kind, err);
    struct archive archive = {.path = where};
    status = table_zip_open(where, bytes, &archive.zip, err);
    if (status == STATUS_OK)
        status = from_zip(arena, &archive, names, out, err);
    if (archive.zip)
        zip_discard(archive.zip);
    return status;
}
