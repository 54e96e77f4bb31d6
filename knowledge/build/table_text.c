/* Reads .csv, and .txt and .tsv with tabs. What encoding the text has is
 * found out here; which file it is and how it was packed is not. */
#include "table_read.h"

#include "utf8.h"

#include <string.h>

/* --- encodings --- */

/* Windows-1252, 0x80 to 0x9f; 0: no character. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
    0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017d, 0,
    0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

static bool is_ascii(char c)
{
    return (unsigned char)c < 0x80;
}

/* The place of the first byte that is no UTF-8, or s.len. *wide: how many
 * characters beyond ASCII were seen, in all of s. */
static size_t first_not_utf8(struct str s, size_t *wide)
{
    size_t first = s.len;
    *wide = 0;
    for (size_t at = 0; at < s.len;) {
        if (is_ascii(s.ptr[at])) {
            at++;
            continue;
        }
        size_t len = utf8_length(str_slice(s, at, s.len));
        if (len > 0)
            ++*wide;
        else if (first == s.len)
            first = at;
        at += len ? len : 1;
    }
    return first;
}

static size_t line_of(struct str s, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += s.ptr[i] == '\n';
    return line;
}

/* Spreadsheets on Windows save "CSV" in the code page of the system. Western
 * text has few letters beyond ASCII; where they are many it is another code
 * page. STATUS_CORRUPT: err is for the caller to write. */
static enum status from_windows(struct arena *scratch, struct str s,
                                struct str *text)
{
    size_t wide = 0;
    for (size_t i = 0; i < s.len; i++)
        wide += !is_ascii(s.ptr[i]);
    if (wide > s.len / 8 + 1 || s.len > TABLE_MAX_BYTES / 3)
        return STATUS_CORRUPT;
    char *out = arena_alloc(scratch, s.len + wide * 2 + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        uint32_t code = (unsigned char)s.ptr[i];
        if (code >= 0x80 && code < 0xa0)
            code = windows_1252[code - 0x80];
        if (code == 0)
            return STATUS_CORRUPT;
        if (code < 0x80)
            out[len++] = (char)code;
        else
            len += utf8_put(out + len, code);
    }
    *text = (struct str){out, len};
    return STATUS_OK;
}

/* The text as UTF-8, without a byte-order mark and without zero bytes. */
static enum status decode(struct arena *scratch, const char *path,
                          struct str bytes, struct str *text, struct error *err)
{
    size_t wide;
    bool marked = str_starts(bytes, STR("\xef\xbb\xbf"));
    const char *zero = bytes.len ? memchr(bytes.ptr, 0, bytes.len) : NULL;
    if (str_starts(bytes, STR("\xff\xfe")) ||
        str_starts(bytes, STR("\xfe\xff")) || (zero && zero - bytes.ptr < 2))
        return error_set(err, STATUS_CORRUPT,
                         "%s: is UTF-16 (\"Unicode text\" of a spreadsheet); "
                         "save it as UTF-8",
                         path);
    if (zero)
        return error_set(err, STATUS_CORRUPT,
                         "%s: line %zu holds a zero byte: it is no text, or "
                         "damaged; download it again",
                         path, line_of(bytes, (size_t)(zero - bytes.ptr)));
    *text = marked ? str_slice(bytes, 3, bytes.len) : bytes;
    size_t bad = first_not_utf8(*text, &wide);
    if (bad == text->len)
        return STATUS_OK;
    if (!marked && wide == 0 && from_windows(scratch, bytes, text) == STATUS_OK)
        return STATUS_OK;
    return error_set(err, STATUS_CORRUPT,
                     "%s: line %zu is no UTF-8; save the file as UTF-8, or "
                     "download it again",
                     path, line_of(*text, bad));
}

/* --- rows --- */

struct reader {
    struct str text;
    size_t at, line;
    char separator;
    bool quotes;
    struct buf cell; /* one with doubled quotes */
    struct table_rows *rows;
    const char *fault; /* of the text, in line fault_line */
    size_t fault_line;
};

static bool at_end(const struct reader *r)
{
    return r->at >= r->text.len;
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Passes over CR LF, LF or CR. */
static void pass_line_end(struct reader *r)
{
    r->at +=
        str_starts(str_slice(r->text, r->at, r->text.len), STR("\r\n")) ? 2 : 1;
    r->line++;
}

static struct str plain_cell(struct reader *r)
{
    size_t from = r->at;
    while (!at_end(r) && r->text.ptr[r->at] != r->separator &&
           !is_line_end(r->text.ptr[r->at]))
        r->at++;
    return str_slice(r->text, from, r->at);
}

static size_t lines_in(struct str s)
{
    size_t lines = 0;
    for (size_t i = 0; i < s.len; i++)
        lines += s.ptr[i] == '\n' ||
                 (s.ptr[i] == '\r' && (i + 1 == s.len || s.ptr[i + 1] != '\n'));
    return lines;
}

/* Behind the opening quote: up to the one that closes, which is passed. */
static struct str quoted_cell(struct reader *r)
{
    size_t line = r->line;
    buf_clear(&r->cell);
    for (;;) {
        struct str rest = str_slice(r->text, r->at, r->text.len);
        struct str run = str_slice(rest, 0, str_find(rest, STR("\"")));
        if (run.len == rest.len) {
            r->fault = "a quotation mark opens and none closes it; the file "
                       "is cut or damaged, download it again";
            r->fault_line = line;
            return STR_NONE;
        }
        r->line += lines_in(run);
        r->at += run.len + 1;
        bool doubled = !at_end(r) && r->text.ptr[r->at] == '"';
        if (!doubled && r->cell.len == 0)
            return run;
        buf_add(&r->cell, run);
        if (!doubled)
            return buf_str(&r->cell);
        buf_add_char(&r->cell, '"');
        r->at++;
    }
}

static void pass_blanks(struct reader *r)
{
    while (!at_end(r) && r->text.ptr[r->at] == ' ')
        r->at++;
}

/* "x", or ="x" as spreadsheets like codes to be written. */
static bool pass_quote(struct reader *r)
{
    size_t from = r->at;
    pass_blanks(r);
    struct str rest = str_slice(r->text, r->at, r->text.len);
    size_t opens = str_starts(rest, STR("\""))    ? 1
                   : str_starts(rest, STR("=\"")) ? 2
                                                  : 0;
    r->at = opens ? r->at + opens : from;
    return opens > 0;
}

static struct str csv_cell(struct reader *r)
{
    if (!pass_quote(r))
        return plain_cell(r);
    struct str cell = quoted_cell(r);
    if (r->fault)
        return cell;
    pass_blanks(r);
    if (!at_end(r) && r->text.ptr[r->at] != r->separator &&
        !is_line_end(r->text.ptr[r->at])) {
        r->fault = "text follows behind a closing quotation mark; quotation "
                   "marks inside a quoted text are doubled";
        r->fault_line = r->line;
    }
    return cell;
}

/* A line, or with line breaks inside quotes several. */
static bool read_row(struct reader *r)
{
    table_rows_begin(r->rows, r->line);
    for (size_t place = 0;; place++) {
        struct str cell = r->quotes ? csv_cell(r) : plain_cell(r);
        if (r->fault)
            return false;
        table_rows_cell(r->rows, place, cell);
        if (at_end(r) || is_line_end(r->text.ptr[r->at]))
            break;
        r->at++; /* the separator */
    }
    if (!at_end(r))
        pass_line_end(r);
    return table_rows_end(r->rows);
}

enum status table_read_text(struct arena *scratch, const char *path,
                            struct str bytes, enum table_format format,
                            struct table_rows *rows, struct error *err)
{
    struct reader r = {.line = 1,
                       .separator = format == TABLE_CSV ? ',' : '\t',
                       .quotes = format == TABLE_CSV,
                       .rows = rows};
    enum status status = decode(scratch, path, bytes, &r.text, err);
    if (status != STATUS_OK)
        return status;
    buf_init(&r.cell, r.text.len);
    while (!at_end(&r) && read_row(&r)) {
    }
    buf_fini(&r.cell);
    if (r.fault)
        return error_set(err, STATUS_CORRUPT, "%s: line %zu: %s", path,
                         r.fault_line, r.fault);
    return STATUS_OK; /* rows->full is for the caller */
}
