/* A pack of what a test has written, opened from memory. */
#ifndef MADE_PACK_H
#define MADE_PACK_H

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

#endif
