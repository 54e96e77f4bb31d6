/* Walks the lines of a file. */
#include "lines.h"

#include "page_markdown.h"
#include "utf8.h"

struct lines lines_begin(struct str text, struct str file,
                         struct faults *faults)
{
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.len);
    return (struct lines){.rest = text, .file = file, .faults = faults};
}

static bool has_control(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t code = utf8_next(s, &at);
        if (code != '\t' && markdown_is_control(code))
            return true;
    }
    return false;
}

bool lines_next(struct lines *lines, struct str *line)
{
    while (lines->rest.ptr) {
        *line = str_split(&lines->rest, '\n');
        lines->number++;
        if (str_ends(*line, STR("\r")))
            line->len--;
        if (!utf8_valid(*line))
            fault_add(lines->faults, lines->file, lines->number,
                      "this line is no UTF-8; save the file as UTF-8");
        else if (has_control(*line))
            fault_add(lines->faults, lines->file, lines->number,
                      "control characters stand here; remove them");
        else
            return true;
    }
    return false;
}
