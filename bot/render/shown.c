/* The visible part of a text, its width, and bars. */
#include "shown.h"

#include <math.h>
#include <utf8proc.h>

static bool is_space(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return (code >= '\t' && code <= '\r') || code == 0x85 ||
           category == UTF8PROC_CATEGORY_ZS ||
           category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/* Formatting characters stay where a script or an emoji needs them (joiners,
 * variation selectors are no Cf); those that reorder a line do not. */
static bool is_hidden(int32_t code)
{
    return utf8proc_category(code) == UTF8PROC_CATEGORY_CC ||
           (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2066 && code <= 0x2069) || code == 0x200e ||
           code == 0x200f || code == 0x61c || code == 0xfeff;
}

/* Reads one code point whatever the bytes are. */
static int32_t take(struct str *rest, struct str *bytes)
{
    utf8proc_int32_t code;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)rest->ptr,
                                            (utf8proc_ssize_t)rest->len, &code);
    if (len <= 0) {
        *bytes = STR("\xef\xbf\xbd");
        *rest = str_slice(*rest, 1, rest->len);
        return 0xfffd;
    }
    *bytes = str_slice(*rest, 0, (size_t)len);
    *rest = str_slice(*rest, (size_t)len, rest->len);
    return code;
}

bool shown_next(struct str *rest, struct shown *out)
{
    bool space = false;
    while (rest->len > 0) {
        struct str before = *rest, bytes;
        int32_t code = take(rest, &bytes);
        if (is_space(code)) {
            space = true;
        } else if (!is_hidden(code)) {
            if (space) {
                *rest = before;
                break;
            }
            *out = (struct shown){code, bytes};
            return true;
        }
    }
    if (space)
        *out = (struct shown){' ', STR(" ")};
    return space;
}

size_t shown_width(int32_t code)
{
    int width = utf8proc_charwidth(code);
    return width > 0 ? (size_t)width : 0;
}

size_t shown_text_width(struct str text)
{
    size_t width = 0;
    struct shown c;
    while (shown_next(&text, &c))
        width += shown_width(c.code);
    return width;
}

bool shown_is_word(int32_t code)
{
    utf8proc_category_t category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO;
}

void shown_bar(struct buf *out, double value, double max, size_t cells)
{
    /* the left one to seven eighths of a cell */
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    if (!isfinite(value) || !isfinite(max) || value <= 0 || max <= 0)
        return;
    double share = value < max ? value / max : 1;
    long eighths = lround(share * (double)cells * 8);
    if (eighths == 0)
        eighths = 1; /* little is not nothing */
    for (long i = 0; i < eighths / 8; i++)
        buf_add_z(out, "█");
    buf_add_z(out, parts[eighths % 8]);
}

double shown_scale(const struct answer_block *chart)
{
    double most = 0;
    for (size_t i = 0; i < chart->rows; i++)
        if (isfinite(chart->values[i]) && chart->values[i] > most)
            most = chart->values[i];
    return chart->scale > 0 ? chart->scale : most;
}

const struct shown_signs *shown_signs(enum lang lang)
{
    static const struct shown_signs latin = {": ", " (", ")", ", "};
    static const struct shown_signs chinese = {"：", "（", "）", "，"};
    return lang_is_chinese(lang) ? &chinese : &latin;
}
