/* Feeds expat from a zip, and stops what only an attacker would write. */
#include "table_xml.h"

#include <expat.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_DEPTH = 64,
    MAX_TOKEN = 1 << 20,   /* bytes of one tag: expat keeps it whole */
    MAX_MEMORY = 16 << 20, /* bytes: it also keeps every name it has seen */
};

struct xml {
    XML_Parser parser;
    const struct xml_reader *reader;
    void *user;
    size_t depth;
    XML_Index fed;
    const char *fault;
};

void *xml_user(const struct xml *xml)
{
    return xml->user;
}

void xml_fault(struct xml *xml, const char *what)
{
    if (xml->fault)
        return;
    xml->fault = what;
    XML_StopParser(xml->parser, XML_FALSE);
}

static const char *local(const char *name)
{
    const char *bar = strrchr(name, '|');
    return bar ? bar + 1 : name;
}

const char *xml_attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(local(attributes[i]), name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* --- expat's memory --- */

static size_t taken; /* bytes; expat gives us no place to keep it */

static bool has_room(size_t held, size_t more)
{
    return held < MAX_MEMORY && more < MAX_MEMORY - held;
}

static void *take(size_t size)
{
    void *memory = has_room(taken, size) ? malloc(size) : NULL;
    taken += memory ? malloc_usable_size(memory) : 0;
    return memory;
}

static void give_back(void *memory)
{
    taken -= memory ? malloc_usable_size(memory) : 0;
    free(memory);
}

static void *take_again(void *memory, size_t size)
{
    size_t before = memory ? malloc_usable_size(memory) : 0;
    void *moved = has_room(taken - before, size) ? realloc(memory, size) : NULL;
    if (moved)
        taken = taken - before + malloc_usable_size(moved);
    return moved;
}

/* --- what expat calls --- */

static void on_start(void *user, const char *name, const char **attributes)
{
    struct xml *xml = user;
    if (xml->fault)
        return;
    if (++xml->depth > MAX_DEPTH)
        xml_fault(xml, "elements are nested too deep");
    else
        xml->reader->start(xml, local(name), attributes);
}

static void on_end(void *user, const char *name)
{
    struct xml *xml = user;
    xml->depth--;
    if (!xml->fault)
        xml->reader->end(xml, local(name));
}

static void on_text(void *user, const char *text, int len)
{
    struct xml *xml = user;
    if (!xml->fault && xml->reader->text)
        xml->reader->text(xml, (struct str){text, (size_t)len});
}

/* Entities of one's own are not for workbooks, only for bombs. */
static void on_doctype(void *user, const char *name, const char *system_id,
                       const char *public_id, int has_subset)
{
    (void)name, (void)system_id, (void)public_id, (void)has_subset;
    xml_fault(user, "a document type stands there, which no workbook has");
}

/* --- reading a part --- */

static bool feed(struct str piece, void *user)
{
    struct xml *xml = user;
    xml->fed += (XML_Index)piece.len;
    if (XML_Parse(xml->parser, piece.ptr, (int)piece.len, XML_FALSE) !=
        XML_STATUS_OK)
        return false;
    XML_Index at = XML_GetCurrentByteIndex(xml->parser);
    if (at >= 0 && xml->fed - at > MAX_TOKEN) {
        xml->fault = "a tag is too long";
        return false;
    }
    return true;
}

static enum status parse(struct xml *xml, const char *path, zip_t *zip,
                         zip_uint64_t index, const char *name, size_t *budget,
                         struct error *err)
{
    enum status status =
        table_zip_read(path, zip, index, budget, feed, xml, err);
    if (status != STATUS_OK)
        return status;
    if (!xml->fault && XML_GetErrorCode(xml->parser) == XML_ERROR_NONE)
        (void)XML_Parse(xml->parser, "", 0, XML_TRUE);
    enum XML_Error code = XML_GetErrorCode(xml->parser);
    if (!xml->fault && code == XML_ERROR_NONE)
        return STATUS_OK;
    return error_set(err, STATUS_CORRUPT,
                     "%s: is damaged, in %s, line %lu: %s; download it again",
                     path, name,
                     (unsigned long)XML_GetCurrentLineNumber(xml->parser),
                     xml->fault ? xml->fault : XML_ErrorString(code));
}

enum status xml_read(const char *path, zip_t *zip, const char *name,
                     const struct xml_reader *reader, void *user,
                     size_t *budget, struct error *err)
{
    zip_int64_t index = zip_name_locate(zip, name, 0);
    if (index < 0)
        return error_set(err, STATUS_NOT_FOUND,
                         "%s: is no workbook (.xlsx), or damaged: it has no "
                         "%.100s",
                         path, name);
    static const XML_Memory_Handling_Suite memory = {take, take_again,
                                                     give_back};
    struct xml xml = {.parser = XML_ParserCreate_MM(NULL, &memory, "|"),
                      .reader = reader,
                      .user = user};
    if (!xml.parser)
        return error_set(err, STATUS_FULL, "%s: out of memory", path);
    XML_SetUserData(xml.parser, &xml);
    XML_SetElementHandler(xml.parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml.parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml.parser, on_doctype);
    enum status status =
        parse(&xml, path, zip, (zip_uint64_t)index, name, budget, err);
    XML_ParserFree(xml.parser);
    return status;
}
