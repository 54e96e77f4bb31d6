/* A growing text with a maximum. */
#include "buf.h"

#include "utf8.h"
#include "xmalloc.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buf_init(struct buf *buf, size_t max_bytes)
{
    *buf = (struct buf){.max = max_bytes};
}

void buf_fini(struct buf *buf)
{
    free(buf->ptr);
    *buf = (struct buf){.max = buf->max};
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->full = false;
    if (buf->ptr)
        buf->ptr[0] = '\0';
}

/* Room for `more` bytes and a zero, or false: over the maximum. */
static bool room(struct buf *buf, size_t more)
{
    if (more > buf->max - buf->len) {
        buf->full = true;
        return false;
    }
    size_t need = buf->len + more + 1;
    if (need > buf->cap) {
        size_t cap = buf->cap ? buf->cap * 2 : 256;
        while (cap < need)
            cap *= 2;
        buf->ptr = xrealloc(buf->ptr, cap);
        buf->cap = cap;
    }
    return true;
}

void buf_add(struct buf *buf, struct str s)
{
    if (!room(buf, s.len))
        return;
    if (s.len)
        memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
    buf->ptr[buf->len] = '\0';
}

void buf_add_z(struct buf *buf, const char *z)
{
    buf_add(buf, str_from(z));
}

void buf_add_char(struct buf *buf, char c)
{
    buf_add(buf, (struct str){&c, 1});
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len >= 0 && room(buf, (size_t)len)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

enum status buf_add_file(struct buf *buf, const char *path, struct error *err)
{
    char chunk[4096];
    size_t n;
    FILE *file = fopen(path, "rbe");
    if (!file)
        return error_set(err, errno == ENOENT ? STATUS_NOT_FOUND : STATUS_IO,
                         "%s: %s", path, strerror(errno));
    while (!buf->full && (n = fread(chunk, 1, sizeof chunk, file)) > 0)
        buf_add(buf, (struct str){chunk, n});
    bool failed = ferror(file);
    int why = errno;
    fclose(file);
    if (failed)
        return error_set(err, STATUS_IO, "%s: %s", path, strerror(why));
    if (buf->full)
        return error_set(err, STATUS_FULL,
                         "%s: too large, longer than %zu bytes", path,
                         buf->max);
    return STATUS_OK;
}

void buf_add_json(struct buf *buf, struct str s)
{
    buf_add_char(buf, '"');
    while (s.len > 0) {
        unsigned char c = (unsigned char)s.ptr[0];
        size_t len = utf8_length(s);
        if (c == '"' || c == '\\')
            buf_printf(buf, "\\%c", c);
        else if (c == '\n')
            buf_add_z(buf, "\\n");
        else if (c < 0x20 || c == 0x7f)
            buf_printf(buf, "\\u%04x", c);
        else if (len == 0)
            buf_add_z(buf, "\xef\xbf\xbd");
        else
            buf_add(buf, str_slice(s, 0, len));
        s = str_slice(s, len ? len : 1, s.len);
    }
    buf_add_char(buf, '"');
}

struct str buf_str(const struct buf *buf)
{
    return (struct str){buf->ptr, buf->len};
}

char *buf_take(struct buf *buf)
{
    char *taken = buf->ptr ? buf->ptr : xstrdup("");
    *buf = (struct buf){.max = buf->max};
    return taken;
}
