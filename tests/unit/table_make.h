/* Makes what publishers pack: gzip, zip, workbooks; in memory. */
#ifndef TABLE_MAKE_H
#define TABLE_MAKE_H

#include "arena.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

static inline struct str make_gzip(struct arena *arena, struct str bytes)
{
    z_stream z = {.next_in = (Bytef *)bytes.ptr, .avail_in = (uInt)bytes.len};
    if (deflateInit2(&z, 1, Z_DEFLATED, 16 + MAX_WBITS, 8,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    uLong room = deflateBound(&z, bytes.len);
    char *out = arena_alloc(arena, room);
    z.next_out = (Bytef *)out;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        abort();
    struct str packed = {out, z.total_out};
    deflateEnd(&z);
    return packed;
}

struct make_part {
    const char *name;
    struct str bytes;
};

static inline struct str make_zip(struct arena *arena,
                                  const struct make_part *parts, size_t count)
{
    zip_error_t fault;
    zip_stat_t stat;
    zip_source_t *bytes = zip_source_buffer_create(NULL, 0, 0, &fault);
    zip_t *zip = zip_open_from_source(bytes, ZIP_TRUNCATE, &fault);
    if (!bytes || !zip)
        abort();
    zip_source_keep(bytes);
    for (size_t i = 0; i < count; i++) {
        zip_source_t *part =
            zip_source_buffer(zip, parts[i].bytes.ptr, parts[i].bytes.len, 0);
        zip_int64_t at = zip_file_add(zip, parts[i].name, part, 0);
        if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at,
                                               ZIP_CM_DEFLATE, 1) != 0)
            abort();
    }
    if (zip_close(zip) != 0 || zip_source_open(bytes) != 0 ||
        zip_source_stat(bytes, &stat) != 0)
        abort();
    char *out = arena_alloc(arena, stat.size);
    if (zip_source_read(bytes, out, stat.size) != (zip_int64_t)stat.size)
        abort();
    zip_source_close(bytes);
    zip_source_free(bytes);
    return (struct str){out, stat.size};
}

#define MAKE_MAIN                                                              \
    "\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
#define MAKE_RELATION                                                          \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* A workbook of the sheets "First" and "Second" out of whole parts. */
static inline struct str make_book(struct arena *arena, struct str texts,
                                   struct str first, struct str second)
{
    const struct make_part parts[] = {
        {"xl/workbook.xml",
         STR("<workbook xmlns=" MAKE_MAIN " xmlns:r=\"" MAKE_RELATION "\">"
             "<sheets><sheet name=\"First\" sheetId=\"7\" r:id=\"r2\"/>"
             "<sheet name=\"Second\" sheetId=\"9\" r:id=\"r3\"/>"
             "</sheets></workbook>")},
        {"xl/_rels/workbook.xml.rels",
         STR("<Relationships xmlns=\"http://schemas.openxmlformats.org/"
             "package/2006/relationships\">"
             "<Relationship Id=\"r1\" Type=\"" MAKE_RELATION
             "/sharedStrings\" Target=\"sharedStrings.xml\"/>"
             "<Relationship Id=\"r2\" Type=\"" MAKE_RELATION
             "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
             "<Relationship Id=\"r3\" Type=\"" MAKE_RELATION
             "/worksheet\" Target=\"/xl/worksheets/sheet2.xml\"/>"
             "</Relationships>")},
        {"xl/sharedStrings.xml", texts},
        {"xl/worksheets/sheet1.xml", first},
        {"xl/worksheets/sheet2.xml", second},
    };
    return make_zip(arena, parts, sizeof parts / sizeof *parts);
}

/* A workbook whose first sheet has these rows ("<row>...") and these shared
 * texts ("<si>..."). */
static inline struct str make_xlsx(struct arena *arena, const char *texts,
                                   const char *rows)
{
    return make_book(
        arena, arena_printf(arena, "<sst xmlns=" MAKE_MAIN ">%s</sst>", texts),
        arena_printf(arena,
                     "<worksheet xmlns=" MAKE_MAIN "><sheetData>%s"
                     "</sheetData></worksheet>",
                     rows),
        STR("<worksheet xmlns=" MAKE_MAIN "><sheetData><row><c t=\"inlineStr\">"
            "<is><t>of the second</t></is></c></row></sheetData></worksheet>"));
}

#endif
