/* A pack of what a test has written, opened from memory. */
#ifndef MADE_PACK_H
#define MADE_PACK_H

#include "made.h"
#include "pack_write.h"
#include "unit.h"

/* Fails the test where it cannot be. The pack and *bytes are the caller's:
 * pack_close, then free. */
static inline struct pack *made_pack(struct pack_writer *writer,
                                     uint8_t **bytes,
                                     struct pack_counts *counts)
{
    struct error err;
    struct pack *pack;
    assert_int_equal(
        pack_writer_finish(writer, STR("today"), bytes, counts, &err),
        STATUS_OK);
    if (pack_open_bytes(*bytes, counts->bytes, "made", &pack, &err) !=
        STATUS_OK)
        fail_msg("%s", err.text);
    return pack;
}

struct made_name {
    uint32_t soc;
    enum name_origin origin;
    const char *name;
};

/* A pack of nothing but those names; it and *bytes as of made_pack. */
static inline struct pack *made_names(const struct made_name *names,
                                      size_t count,
                                      struct normalizer *normalizer,
                                      struct arena *arena, uint8_t **bytes)
{
    struct pack_writer *writer = pack_writer_new();
    struct pack_counts counts;
    for (size_t i = 0; i < count; i++)
        made_add_name(writer, normalizer, arena,
                      pack_writer_occupation(writer, names[i].soc),
                      names[i].origin, names[i].name);
    struct pack *pack = made_pack(writer, bytes, &counts);
    pack_writer_free(writer);
    return pack;
}

#endif
