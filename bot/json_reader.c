#include "json_reader.h"

#include <stdarg.h>
#include <stdio.h>

void json_fault(struct json_reader *r, const char *place, const char *format,
                ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    buf_printf(r->faults, "%s: %s%s%s\n", r->name, place, *place ? ": " : "",
               text);
    r->count++;
}

const char *json_place(struct json_reader *r, const char *place,
                       const char *name)
{
    return arena_printf(r->arena, "%s%s%s", place, *place ? "." : "", name).ptr;
}

const char *json_quote(struct json_reader *r, const char *text, size_t most)
{
    struct buf quoted;
    buf_init(&quoted, 6 * most + 32); /* room for "\u001b" for each byte */
    buf_add_json(&quoted, str_slice(str_from(text), 0, most));
    const char *z = arena_z(r->arena, buf_str(&quoted));
    buf_fini(&quoted);
    return z;
}
