/* Borrowed text: comparing, cutting, reading numbers. */
#include "str.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct str str_from(const char *z)
{
    return (struct str){z, z ? strlen(z) : 0};
}

bool str_eq(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_eq_nocase(struct str a, struct str b)
{
    return a.len == b.len &&
           (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_eq(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_eq(str_slice(s, s.len - suffix.len, s.len), suffix);
}

bool str_is_one_of(struct str s, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_eq(s, str_from(list[i])))
            return true;
    return false;
}

int str_compare(struct str a, struct str b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared ? memcmp(a.ptr, b.ptr, shared) : 0;
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    if (s.len < needle.len)
        return s.len;
    const char *found = memmem(s.ptr, s.len, needle.ptr, needle.len);
    return found ? (size_t)(found - s.ptr) : s.len;
}

size_t str_last_word(struct str s)
{
    size_t from = s.len;
    while (from > 0 && s.ptr[from - 1] != ' ')
        from--;
    return from;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from >= to)
        return (struct str){s.ptr, 0};
    return (struct str){s.ptr + from, to - from};
}

/* The length of the white space that begins s, 0 where none does. */
static size_t space_at(struct str s)
{
    static const struct str wide[] = {
        {"\xc2\xa0", 2}, {"\xe3\x80\x80", 3}, {"\xef\xbb\xbf", 3}};
    if (s.len == 0)
        return 0;
    if (s.ptr[0] == ' ' || (s.ptr[0] >= '\t' && s.ptr[0] <= '\r'))
        return 1;
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
        if (str_starts(s, wide[i]))
            return wide[i].len;
    return 0;
}

struct str str_trim(struct str s)
{
    size_t n;
    while ((n = space_at(s)) > 0)
        s = str_slice(s, n, s.len);
    for (;;) {
        if (s.len >= 1 && space_at(str_slice(s, s.len - 1, s.len)) == 1)
            s.len -= 1;
        else if (s.len >= 2 && space_at(str_slice(s, s.len - 2, s.len)) == 2)
            s.len -= 2;
        else if (s.len >= 3 && space_at(str_slice(s, s.len - 3, s.len)) == 3)
            s.len -= 3;
        else
            return s;
    }
}

struct str str_split(struct str *rest, char sep)
{
    const char *at = rest->len ? memchr(rest->ptr, sep, rest->len) : NULL;
    struct str head = *rest;
    if (at) {
        head.len = (size_t)(at - rest->ptr);
        *rest = str_slice(*rest, head.len + 1, rest->len);
    } else {
        *rest = STR_NONE;
    }
    return head;
}

bool str_to_double(struct str s, double *value)
{
    char digits[64];
    if (s.len == 0 || s.len >= sizeof digits)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!strchr("0123456789+-.eE", s.ptr[i]) || s.ptr[i] == '\0')
            return false;
    memcpy(digits, s.ptr, s.len);
    digits[s.len] = '\0';
    char *end;
    double read = strtod(digits, &end);
    if (end != digits + s.len || !isfinite(read))
        return false;
    *value = read;
    return true;
}

bool str_to_long(struct str s, long *value)
{
    char digits[32];
    if (s.len == 0 || s.len >= sizeof digits)
        return false;
    for (size_t i = 0; i < s.len; i++)
        if (!(s.ptr[i] >= '0' && s.ptr[i] <= '9') &&
            !(i == 0 && s.ptr[i] == '-'))
            return false;
    memcpy(digits, s.ptr, s.len);
    digits[s.len] = '\0';
    char *end;
    errno = 0;
    long read = strtol(digits, &end, 10);
    if (end != digits + s.len || end == digits || errno)
        return false;
    *value = read;
    return true;
}
