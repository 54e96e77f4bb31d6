/* Reads a sheet of an .xlsx: which part it is, the texts all sheets share, and
 * the cells. Formats of numbers are not applied: a date is the number it is
 * kept as, 6.8% is 0.068. */
#include "table_read.h"

#include "table_xml.h"
#include "utf8.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_SHEETS = 1000,
    MAX_CELL_BYTES = 1 << 20, /* a spreadsheet takes 32,767 characters */
    MAX_TEXTS = 1 << 22,
};

struct sheet {
    struct str name, id; /* as the workbook says */
    const char *part;    /* as the relations say; NULL: it is no worksheet */
};

struct book {
    struct arena *arena;
    struct sheet *sheets;
    size_t sheet_count;
    const char *texts_part; /* NULL: there is none */
    /* texts that sheets share */
    struct buf texts;
    uint32_t *ends; /* of each; owned */
    size_t text_count, text_room;
    /* the text at work, of a shared one or of a cell */
    size_t phonetic; /* inside how many elements of readings? */
    bool in_text;
    /* the sheet */
    struct table_rows *rows;
    bool in_data, in_row, in_cell;
    size_t row, place; /* numbers of the row and cell at hand, from 1 */
    char type[12];
    struct buf cell;
};

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* --- which sheets there are --- */

static void workbook_start(struct xml *xml, const char *name,
                           const char **attributes)
{
    struct book *book = xml_user(xml);
    if (!is(name, "sheet"))
        return;
    const char *called = xml_attribute(attributes, "name");
    const char *id = xml_attribute(attributes, "id");
    if (!called || !id) {
        xml_fault(xml, "a sheet has no name");
    } else if (book->sheet_count == MAX_SHEETS) {
        xml_fault(xml, "there are too many sheets");
    } else {
        book->sheets[book->sheet_count++] = (struct sheet){
            .name = utf8_plain(book->arena, str_from(called)),
            .id = arena_str(book->arena, str_from(id)),
        };
    }
}

static void ignore_end(struct xml *xml, const char *name)
{
    (void)xml, (void)name;
}

/* "/xl/worksheets/sheet1.xml" and "worksheets/sheet1.xml" are the same. */
static const char *part_of(struct arena *arena, const char *target)
{
    struct str plain = utf8_plain(arena, str_from(target));
    if (str_starts(plain, STR("/")))
        return arena_z(arena, str_slice(plain, 1, plain.len));
    return arena_printf(arena, "xl/%.*s", STR_ARG(plain)).ptr;
}

static void relations_start(struct xml *xml, const char *name,
                            const char **attributes)
{
    struct book *book = xml_user(xml);
    struct str id = str_from(xml_attribute(attributes, "Id"));
    struct str type = str_from(xml_attribute(attributes, "Type"));
    const char *target = xml_attribute(attributes, "Target");
    if (!is(name, "Relationship") || !target)
        return;
    if (str_ends(type, STR("/sharedStrings")) && !book->texts_part)
        book->texts_part = part_of(book->arena, target);
    if (!str_ends(type, STR("/worksheet")))
        return;
    for (size_t i = 0; i < book->sheet_count; i++)
        if (!book->sheets[i].part && str_eq(book->sheets[i].id, id))
            book->sheets[i].part = part_of(book->arena, target);
}

/* --- texts --- */

/* What spreadsheets cannot write in XML they write as _x000D_. */
static size_t unescape(char *text, size_t len)
{
    size_t out = 0;
    for (size_t i = 0; i < len;) {
        char digits[5] = "";
        uint32_t code = 0;
        bool escape = len - i >= 7 && text[i] == '_' && text[i + 1] == 'x' &&
                      text[i + 6] == '_';
        if (escape) {
            memcpy(digits, text + i + 2, 4);
            escape = strspn(digits, "0123456789abcdefABCDEF") == 4;
            code = (uint32_t)strtoul(digits, NULL, 16);
        }
        if (!escape || (code >= 0xd800 && code < 0xe000)) {
            text[out++] = text[i++];
            continue;
        }
        out += utf8_put(text + out, code ? code : ' ');
        i += 7;
    }
    return out;
}

/* <t> of <si>, <is> and their runs, but not of readings (<rPh>). */
static void text_start(struct book *book, const char *name)
{
    if (book->phonetic || is(name, "rPh"))
        book->phonetic++;
    else if (is(name, "t"))
        book->in_text = true;
}

static void text_end(struct book *book, const char *name)
{
    if (book->phonetic)
        book->phonetic--;
    else if (is(name, "t"))
        book->in_text = false;
}

static void texts_start(struct xml *xml, const char *name,
                        const char **attributes)
{
    (void)attributes;
    text_start(xml_user(xml), name);
}

static void texts_end(struct xml *xml, const char *name)
{
    struct book *book = xml_user(xml);
    text_end(book, name);
    if (!is(name, "si") || book->phonetic)
        return;
    if (book->text_count == MAX_TEXTS) {
        xml_fault(xml, "there are too many texts");
        return;
    }
    if (book->text_count == book->text_room) {
        book->text_room = book->text_room ? book->text_room * 2 : 1024;
        book->ends = xrealloc(book->ends, book->text_room * sizeof *book->ends);
    }
    size_t from = book->text_count ? book->ends[book->text_count - 1] : 0;
    if (book->texts.len > from)
        book->texts.len =
            from + unescape(book->texts.ptr + from, book->texts.len - from);
    book->ends[book->text_count++] = (uint32_t)book->texts.len;
}

static void texts_text(struct xml *xml, struct str text)
{
    struct book *book = xml_user(xml);
    if (book->in_text)
        buf_add(&book->texts, text);
}

/* --- rows and cells --- */

/* A whole number up to `most`; 0: it is none. */
static size_t whole_number(struct str s, size_t most)
{
    size_t number = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return 0;
        number = number * 10 + (size_t)(s.ptr[i] - '0');
        if (number > most)
            return 0;
    }
    return number;
}

/* The column of "AB12", 28, where the row is 12; 0: it is none. */
static size_t column_of(struct str reference, size_t row)
{
    size_t column = 0, i = 0;
    for (; i < reference.len && reference.ptr[i] >= 'A' &&
           reference.ptr[i] <= 'Z';
         i++) {
        column = column * 26 + (size_t)(reference.ptr[i] - 'A') + 1;
        if (column > TABLE_MAX_CELLS)
            return 0;
    }
    struct str digits = str_slice(reference, i, reference.len);
    return whole_number(digits, TABLE_MAX_ROWS) == row ? column : 0;
}

static void row_start(struct xml *xml, const char *reference)
{
    struct book *book = xml_user(xml);
    size_t row = reference ? whole_number(str_from(reference), TABLE_MAX_ROWS)
                           : book->row + 1;
    if (row <= book->row) {
        xml_fault(xml, "a row has no number, or stands out of order");
        return;
    }
    book->row = row;
    book->place = 0;
    book->in_row = true;
    table_rows_begin(book->rows, row);
}

static void cell_start(struct xml *xml, const char *reference, const char *type)
{
    struct book *book = xml_user(xml);
    size_t place =
        reference ? column_of(str_from(reference), book->row) : book->place + 1;
    if (place <= book->place) {
        xml_fault(xml, "a cell has no place, or stands out of order");
        return;
    }
    book->place = place;
    book->in_cell = true;
    snprintf(book->type, sizeof book->type, "%s", type ? type : "n");
    buf_clear(&book->cell);
}

static void sheet_start(struct xml *xml, const char *name,
                        const char **attributes)
{
    struct book *book = xml_user(xml);
    if (is(name, "sheetData"))
        book->in_data = true;
    else if (!book->in_data)
        return;
    else if (book->in_cell && is(name, "v"))
        book->in_text = true;
    else if (book->in_cell)
        text_start(book, name);
    else if (is(name, "row") && !book->in_row)
        row_start(xml, xml_attribute(attributes, "r"));
    else if (is(name, "c") && book->in_row)
        cell_start(xml, xml_attribute(attributes, "r"),
                   xml_attribute(attributes, "t"));
}

static void sheet_text(struct xml *xml, struct str text)
{
    struct book *book = xml_user(xml);
    if (book->in_cell && book->in_text)
        buf_add(&book->cell, text);
}

/* The shortest decimal that is the same double: spreadsheets keep 0.29 as
 * 0.28999999999999998. */
static struct str shortest(struct str number, char out[32])
{
    double value, again = 0;
    if (!str_to_double(number, &value))
        return number;
    for (int digits = 15; digits <= 17; digits++) {
        int len = snprintf(out, 32, "%.*g", digits, value);
        struct str text = {out, (size_t)len};
        if (str_to_double(text, &again) && again == value)
            return text;
    }
    return number;
}

/* The text of a cell by its type; false: a fault was set. */
static bool cell_value(struct xml *xml, struct str *value)
{
    struct book *book = xml_user(xml);
    char number[32];
    struct str raw = buf_str(&book->cell);
    *value = raw;
    if (is(book->type, "s")) {
        struct str digits = str_trim(raw);
        if (digits.len == 0)
            return true;
        size_t index = whole_number(digits, MAX_TEXTS);
        if (index >= book->text_count ||
            (index == 0 && !str_eq(digits, STR("0")))) {
            xml_fault(xml, "a cell refers to a text that is not there");
            return false;
        }
        size_t from = index ? book->ends[index - 1] : 0;
        *value = str_slice(buf_str(&book->texts), from, book->ends[index]);
    } else if (is(book->type, "inlineStr") || is(book->type, "str")) {
        if (book->cell.len > 0)
            book->cell.len = unescape(book->cell.ptr, book->cell.len);
        *value = buf_str(&book->cell);
    } else if (is(book->type, "b")) {
        *value = str_eq(str_trim(raw), STR("1")) ? STR("TRUE") : STR("FALSE");
    } else if (is(book->type, "n")) {
        struct str text = shortest(str_trim(raw), number);
        if (text.ptr == number) {
            buf_clear(&book->cell);
            buf_add(&book->cell, text);
        }
        *value = buf_str(&book->cell);
    }
    return true;
}

static void cell_end(struct xml *xml)
{
    struct book *book = xml_user(xml);
    struct str value;
    book->in_cell = false;
    book->in_text = false;
    book->phonetic = 0;
    if (book->cell.full)
        xml_fault(xml, "a cell is too long");
    else if (book->cell.len > 0 && cell_value(xml, &value))
        table_rows_cell(book->rows, book->place - 1, value);
}

static void sheet_end(struct xml *xml, const char *name)
{
    struct book *book = xml_user(xml);
    if (book->in_cell && is(name, "c")) {
        cell_end(xml);
    } else if (book->in_cell && is(name, "v")) {
        book->in_text = false;
    } else if (book->in_cell) {
        text_end(book, name);
    } else if (book->in_row && is(name, "row")) {
        book->in_row = false;
        if (!table_rows_end(book->rows))
            xml_fault(xml, book->rows->full);
    } else if (is(name, "sheetData")) {
        book->in_data = false;
    }
}

/* --- the workbook --- */

static bool is_called(struct str name, const char *sheet)
{
    return !sheet || str_eq_nocase(str_trim(name), str_from(sheet));
}

/* The sheet that is meant, or NULL with err. */
static const struct sheet *choose(const struct book *book, const char *path,
                                  const char *sheet, struct error *err)
{
    struct buf names;
    const struct sheet *found = NULL;
    buf_init(&names, 200);
    for (size_t i = 0; i < book->sheet_count && !found; i++) {
        const struct sheet *at = &book->sheets[i];
        if (!at->part)
            continue;
        if (is_called(at->name, sheet))
            found = at;
        else
            buf_printf(&names, "%s\"%.*s\"", names.len ? ", " : "",
                       STR_ARG(at->name));
    }
    if (!found && !sheet)
        error_set(err, STATUS_INVALID, "%s: has no sheet with cells", path);
    else if (!found)
        error_set(err, STATUS_INVALID,
                  "%s: has no sheet \"%s\", but %s%s; is it the right file?",
                  path, sheet, names.ptr ? names.ptr : "none",
                  names.full ? " and more" : "");
    buf_fini(&names);
    return found;
}

static enum status read_book(struct book *book, const char *path, zip_t *zip,
                             const char *sheet, struct error *err)
{
    static const struct xml_reader workbook = {workbook_start, ignore_end,
                                               NULL};
    static const struct xml_reader relations = {relations_start, ignore_end,
                                                NULL};
    static const struct xml_reader texts = {texts_start, texts_end, texts_text};
    static const struct xml_reader cells = {sheet_start, sheet_end, sheet_text};
    size_t budget = TABLE_MAX_BYTES;
    enum status status =
        xml_read(path, zip, "xl/workbook.xml", &workbook, book, &budget, err);
    if (status == STATUS_OK)
        status = xml_read(path, zip, "xl/_rels/workbook.xml.rels", &relations,
                          book, &budget, err);
    const struct sheet *chosen =
        status == STATUS_OK ? choose(book, path, sheet, err) : NULL;
    if (status == STATUS_OK && !chosen)
        return STATUS_INVALID;
    if (status == STATUS_OK && book->texts_part)
        status =
            xml_read(path, zip, book->texts_part, &texts, book, &budget, err);
    book->in_text = false;
    book->phonetic = 0;
    if (status == STATUS_OK)
        status = xml_read(path, zip, chosen->part, &cells, book, &budget, err);
    return status == STATUS_NOT_FOUND ? STATUS_CORRUPT : status;
}

enum status table_read_xlsx(struct arena *scratch, const char *path,
                            struct str bytes, const char *sheet,
                            struct table_rows *rows, struct error *err)
{
    zip_t *zip;
    enum status status = table_zip_open(path, bytes, &zip, err);
    if (status != STATUS_OK)
        return status;
    struct book book = {.arena = scratch, .rows = rows};
    book.sheets = arena_alloc_array(scratch, MAX_SHEETS, sizeof *book.sheets);
    buf_init(&book.texts, TABLE_MAX_BYTES);
    buf_init(&book.cell, MAX_CELL_BYTES);
    status = read_book(&book, path, zip, sheet, err);
    if (status == STATUS_CORRUPT && rows->full)
        status = STATUS_OK; /* the caller says so */
    buf_fini(&book.cell);
    buf_fini(&book.texts);
    free(book.ends);
    zip_discard(zip);
    return status;
}
