/* Walking UTF-8. utf8proc decodes; this decides what happens to bytes that
 * are none. */
#include "utf8.h"

#include <string.h>
#include <utf8proc.h>

static size_t decode(struct str s, size_t at, uint32_t *code)
{
    utf8proc_int32_t read;
    utf8proc_ssize_t len =
        utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at,
                         (utf8proc_ssize_t)(s.len - at), &read);
    if (len <= 0 || read < 0)
        return 0;
    *code = (uint32_t)read;
    return (size_t)len;
}

uint32_t utf8_next(struct str s, size_t *at)
{
    uint32_t code = 0xfffd;
    size_t len = decode(s, *at, &code);
    *at += len ? len : 1;
    return code;
}

size_t utf8_length(struct str s)
{
    uint32_t code;
    return decode(s, 0, &code);
}

bool utf8_valid(struct str s)
{
    uint32_t code;
    for (size_t at = 0, len; at < s.len; at += len)
        if ((len = decode(s, at, &code)) == 0)
            return false;
    return true;
}

size_t utf8_put(char out[4], uint32_t code)
{
    if (!utf8proc_codepoint_valid((utf8proc_int32_t)code))
        code = 0xfffd;
    return (size_t)utf8proc_encode_char((utf8proc_int32_t)code,
                                        (utf8proc_uint8_t *)out);
}

size_t utf8_count(struct str s)
{
    size_t count = 0;
    for (size_t at = 0; at < s.len; count++)
        utf8_next(s, &at);
    return count;
}

struct str utf8_cut(struct str s, size_t max_bytes)
{
    size_t end = s.len < max_bytes ? s.len : max_bytes;
    while (end > 0 && end < s.len && ((unsigned char)s.ptr[end] & 0xc0) == 0x80)
        end--;
    return str_slice(s, 0, end);
}

struct str utf8_plain(struct arena *arena, struct str s)
{
    char *plain = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t at = 0, step; at < s.len; at += step) {
        uint32_t code = 0;
        step = decode(s, at, &code);
        if (step == 0) {
            step = 1;
            plain[len++] = ' ';
            continue;
        }
        switch (utf8proc_category((utf8proc_int32_t)code)) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_ZL:
        case UTF8PROC_CATEGORY_ZP:
            plain[len++] = ' ';
            break;
        case UTF8PROC_CATEGORY_CF:
            break;
        default:
            memcpy(plain + len, s.ptr + at, step);
            len += step;
        }
    }
    return (struct str){plain, len};
}

bool utf8_is_han(uint32_t code)
{
    return (code >= 0x4e00 && code <= 0x9fff) ||
           (code >= 0x3400 && code <= 0x4dbf) ||
           (code >= 0x20000 && code <= 0x3134f) ||
           (code >= 0xf900 && code <= 0xfaff) || code == 0x3007;
}
