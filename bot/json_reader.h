/* What reading a JSON file that people write needs: its faults, each with its
 * place, all of them at once. */
#ifndef JSON_READER_H
#define JSON_READER_H

#include "arena.h"
#include "buf.h"

#include <stddef.h>

struct json_reader {
    struct arena *arena;
    const char *name;   /* of the file the faults are in */
    struct buf *faults; /* a line each */
    size_t count;       /* of faults so far */
};

/* place: "platforms[1].url"; "" is the file as a whole. */
void json_fault(struct json_reader *r, const char *place, const char *format,
                ...) __attribute__((format(printf, 3, 4)));

/* The place of a member, in arena: "platforms[1]" and "url" make the above. */
const char *json_place(struct json_reader *r, const char *place,
                       const char *name);

/* At most so many bytes of what a person wrote, in quotes and without what a
 * terminal would act on; in arena. */
const char *json_quote(struct json_reader *r, const char *text, size_t most);

#endif
