/* From the bytes of a page to clean lines. What the lines mean is left to the
 * readers of the sections. */
#include "acg_lines.h"

#include "acg_labels.h"
#include "utf8.h"

#include <ctype.h>
#include <string.h>

enum status lines_check(struct str text, struct str file, struct error *err)
{
    const char *no = "not an AI Career Graph page";
    if (text.len > ACG_MAX_BYTES)
        return error_set(err, STATUS_INVALID,
                         "%.*s: %s: it is larger than 1 MiB; give the text of "
                         "one occupation page",
                         STR_ARG(file), no);
    if (str_trim(text).len == 0)
        return error_set(err, STATUS_INVALID,
                         "%.*s: %s: it is empty; give the text of an "
                         "occupation page",
                         STR_ARG(file), no);
    const char *nul = memchr(text.ptr, '\0', text.len);
    if (nul)
        return error_set(err, STATUS_INVALID,
                         "%.*s: %s: a NUL at byte %zu, so it is no text; give "
                         "the text of an occupation page in UTF-8",
                         STR_ARG(file), no, (size_t)(nul - text.ptr));
    for (size_t at = 0; at < text.len;) {
        size_t from = at;
        if (utf8_next(text, &at) == 0xfffd &&
            !str_starts(str_slice(text, from, at), STR("\xef\xbf\xbd")))
            return error_set(err, STATUS_INVALID,
                             "%.*s: %s: byte %zu is not UTF-8; save the page "
                             "as UTF-8 text",
                             STR_ARG(file), no, from);
    }
    struct str start = str_trim(text);
    if (start.len > 1 && start.ptr[0] == '<' &&
        (start.ptr[1] == '!' || start.ptr[1] == '?' ||
         isalpha((unsigned char)start.ptr[1])))
        return error_set(err, STATUS_INVALID,
                         "%.*s: %s: it is HTML; save the text of the page",
                         STR_ARG(file), no);
    return STATUS_OK;
}

/* Every kind of line end becomes '\n', other control characters a blank. */
static struct str plain_copy(struct arena *arena, struct str text)
{
    char *p = arena_z(arena, text);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)p[i];
        if (c == '\r')
            p[i] = i + 1 < text.len && p[i + 1] == '\n' ? ' ' : '\n';
        else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f)
            p[i] = ' ';
    }
    return (struct str){p, text.len};
}

/* Without "**", and with "[text](address)" reduced to its text. */
static struct str without_inline_marks(struct arena *arena, struct str s)
{
    if (str_find(s, STR("**")) == s.len && str_find(s, STR("](")) == s.len)
        return s;
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len;) {
        struct str rest = str_slice(s, i, s.len);
        if (str_starts(rest, STR("**"))) {
            i += 2;
            continue;
        }
        if (rest.ptr[0] == '[') {
            size_t close = str_find(str_slice(rest, 0, 400), STR("]("));
            size_t end =
                str_find(str_slice(rest, close, close + 2000), STR(")"));
            struct str inner = str_slice(rest, 1, close);
            if (close + end + 1 <= rest.len && close < 400 &&
                rest.ptr[close + end] == ')' &&
                str_find(inner, STR("[")) == inner.len) {
                memcpy(out + len, inner.ptr, inner.len);
                len += inner.len;
                i += close + end + 1;
                continue;
            }
        }
        out[len++] = s.ptr[i++];
    }
    return (struct str){out, len};
}

/* How many bytes of s are the mark of a bullet. */
static size_t bullet_mark(struct str s)
{
    static const struct str marks[] = {{"-", 1}, {"*", 1}, {"+", 1}, {"•", 3},
                                       {"·", 2}, {"‣", 3}, {"◦", 3}, {"–", 3},
                                       {"—", 3}, {"▪", 3}, {"●", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        size_t len = marks[i].len;
        if (str_starts(s, marks[i]) &&
            (s.len == len || s.ptr[len] == ' ' || s.ptr[len] == '\t'))
            return len;
    }
    /* a dash that lost its blank; "-5" and "--" are none */
    if (s.len > 1 && s.ptr[0] == '-' && s.ptr[1] != '-' &&
        !(s.ptr[1] >= '0' && s.ptr[1] <= '9'))
        return 1;
    return 0;
}

/* "|---|:--|" */
static bool is_rule(struct str s)
{
    bool dash = false;
    for (size_t i = 0; i < s.len; i++) {
        if (!strchr("|-: \t+=", s.ptr[i]))
            return false;
        dash |= s.ptr[i] == '-';
    }
    return dash && str_find(s, STR("|")) < s.len;
}

static void add(struct arena *arena, struct lines *lines, size_t *room,
                struct line line)
{
    if (lines->count == *room) {
        size_t more = *room ? *room * 2 : 128;
        struct line *items = arena_alloc_array(arena, more, sizeof *items);
        if (lines->count)
            memcpy(items, lines->items, lines->count * sizeof *items);
        lines->items = items;
        *room = more;
    }
    lines->items[lines->count++] = line;
}

/* One cleaned line of text, without evidence residue. */
static void add_clean(struct arena *arena, struct lines *lines, size_t *room,
                      struct str text, unsigned number)
{
    struct line line = {.number = number, .text = str_trim(text)};
    if (line.text.len == 0)
        return;
    if (is_rule(line.text)) {
        line.kind = LINE_RULE;
        add(arena, lines, room, line);
        return;
    }
    if (line.text.ptr[0] == '|') {
        line.kind = LINE_ROW;
        line.text = without_inline_marks(arena, line.text);
        add(arena, lines, room, line);
        return;
    }
    while (line.text.len > 0 && line.text.ptr[0] == '#') {
        line.marked = true;
        line.text = str_slice(line.text, 1, line.text.len);
    }
    line.text = str_trim(line.text);
    if (line.text.len > 4 && str_starts(line.text, STR("**")) &&
        str_ends(line.text, STR("**")))
        line.marked = true;
    line.text = without_inline_marks(arena, line.text);
    size_t mark = line.marked ? 0 : bullet_mark(line.text);
    if (mark) {
        line.kind = LINE_BULLET;
        line.text = str_slice(line.text, mark, line.text.len);
    }
    line.text = str_trim(line.text);
    if (line.text.len > 0 || mark)
        add(arena, lines, room, line);
}

/* Where a "↗ Data sources" begins in s and how long it is; s.len: nowhere. */
static size_t find_evidence(struct str s, size_t *len)
{
    struct str arrow = STR("↗");
    for (size_t at = 0; at < s.len;) {
        size_t found = at + str_find(str_slice(s, at, s.len), arrow);
        if (found >= s.len)
            break;
        struct str behind = str_slice(s, found + arrow.len, s.len);
        /* the arrow may be followed by a variation selector */
        if (str_starts(behind, STR("\xef\xb8\x8e")) ||
            str_starts(behind, STR("\xef\xb8\x8f")))
            behind = str_slice(behind, 3, behind.len);
        while (behind.len > 0 &&
               (behind.ptr[0] == ' ' || behind.ptr[0] == '\t'))
            behind = str_slice(behind, 1, behind.len);
        size_t took;
        if (label_prefix(behind, LABEL_BIT(LABEL_SOURCES), &took)) {
            *len = (size_t)(behind.ptr - s.ptr) + took - found;
            return found;
        }
        at = found + arrow.len;
    }
    return s.len;
}

struct lines lines_read(struct arena *arena, struct str text)
{
    struct lines lines = {0};
    size_t room = 0;
    unsigned number = 0;
    struct str rest = plain_copy(arena, text);
    while (rest.ptr) {
        struct str line = str_split(&rest, '\n');
        number++;
        size_t len, at;
        while ((at = find_evidence(line, &len)) < line.len) {
            /* what the link's residue was glued to is a line of its own */
            struct str before = str_trim(str_slice(line, 0, at));
            if (str_ends(before, STR("[")))
                before.len--;
            add_clean(arena, &lines, &room, before, number);
            line = str_slice(line, at + len, line.len);
            if (str_starts(line, STR("]("))) {
                size_t end = str_find(line, STR(")"));
                line = str_slice(line, end + 1, line.len);
            }
        }
        add_clean(arena, &lines, &room, line, number);
    }
    return lines;
}

size_t line_cells(struct str row, struct str cells[LINE_CELLS])
{
    row = str_trim(row);
    if (str_starts(row, STR("|")))
        row = str_slice(row, 1, row.len);
    if (str_ends(row, STR("|")) && !str_ends(row, STR("\\|")))
        row.len--;
    char border = str_find(row, STR("|")) < row.len ? '|' : '\t';
    size_t count = 0, from = 0;
    for (size_t i = 0; i <= row.len && count < LINE_CELLS; i++) {
        bool end = i == row.len || row.ptr[i] == border;
        if (!end || (i < row.len && i > 0 && row.ptr[i - 1] == '\\'))
            continue;
        cells[count++] = str_trim(str_slice(row, from, i));
        from = i + 1;
    }
    return count;
}
