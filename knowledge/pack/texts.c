/* Checks the texts of a pack: one behind the other without a gap, each of them
 * UTF-8 without control characters. What they mean is not looked at. */
#include "texts.h"

#include "xmalloc.h"

#include <stdlib.h>
#include <utf8proc.h>

/* Eight bytes at once: each from 0x20 to 0x7e. */
static bool all_plain(const uint8_t at[8])
{
    const uint64_t each = 0x0101010101010101;
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return ((bytes | (bytes - 0x20 * each) | (bytes + each)) & 0x80 * each) ==
           0;
}

/* Three bytes of most Chinese characters: U+1000 to U+CFFF, in UTF-8. */
static bool is_three(const uint8_t at[3])
{
    return at[0] >= 0xe1 && at[0] <= 0xec &&
           ((at[1] ^ 0x80) | (at[2] ^ 0x80)) < 0x40;
}

/* How many bytes there are clean for sure, at least one character; 0: a
 * character that no answer may hold, or none at all. */
static size_t clean_bytes(const uint8_t *at, size_t left)
{
    utf8proc_int32_t code;
    if (left >= 3 && is_three(at))
        return 3;
    if (left >= 8 && all_plain(at))
        return 8;
    if (at[0] < 0x80)
        return at[0] >= 0x20 && at[0] < 0x7f;
    utf8proc_ssize_t n = utf8proc_iterate(at, (utf8proc_ssize_t)left, &code);
    return n > 0 && code >= 0xa0 ? (size_t)n : 0;
}

/* Looks at what is frequent first: a start of the program is mostly this. */
static bool clean_text(const uint8_t *at, size_t len)
{
    size_t i = 0, n = 1;
    while (len - i > 8 && all_plain(at + i))
        i += 8;
    if (len >= 8 && len - i <= 8 && all_plain(at + len - 8))
        return true; /* the last eight, some of them seen already */
    for (; i < len && n > 0; i += n)
        n = clean_bytes(at + i, len - i);
    return n > 0;
}

bool texts_check(struct texts *texts, const uint8_t *bytes, size_t size)
{
    size_t at = 0;
    uint32_t len;
    *texts = (struct texts){bytes, size,
                            xcalloc(size / 256 + 1, sizeof *texts->starts)};
    while (at < size) {
        size_t left = size - at;
        if (left <= sizeof len)
            return false;
        memcpy(&len, bytes + at, sizeof len);
        if (len >= left - sizeof len || bytes[at + sizeof len + len] != '\0' ||
            !clean_text(bytes + at + sizeof len, len))
            return false;
        texts->starts[at / 256] |= (uint64_t)1 << (at / 4 % 64);
        at += (sizeof len + len + 1 + 3) / 4 * 4;
    }
    return at == size;
}

void texts_fini(struct texts *texts)
{
    free(texts->starts);
}
