/* Any bytes as a pack: refused, or safe to read to the last record. The
 * checksum and the size are made to fit, so that the content is reached. */
#include "../pack_walk.h"
#include "pack_format.h"
#include "rank.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void rank_some(const struct pack *pack)
{
    static const char *const titles[] = {"library technicain", "nurse",
                                         "wind farm electrician", "trukdriver"};
    struct rank_hit hits[10];
    struct arena *arena = arena_new();
    struct normalizer *normalizer = normalizer_new(NULL, NULL);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        rank_title(pack, normalizer, arena, str_from(titles[i]), hits, 10);
    rank_looks(pack, normalizer, arena, STR("solar nurse"));
    normalizer_free(normalizer);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pack *pack;
    struct pack_header header;
    uint8_t *bytes = malloc(size + 1); /* aligned, as a mapping is */
    if (!bytes)
        return 0;
    if (size)
        memcpy(bytes, data, size);
    if (size >= sizeof header) {
        memcpy(&header, bytes, sizeof header);
        memcpy(header.magic, PACK_MAGIC, sizeof header.magic);
        header.byte_order = PACK_BYTE_ORDER;
        header.version = PACK_VERSION;
        header.file_size = size;
        header.checksum = 0;
        memcpy(bytes, &header, sizeof header);
        header.checksum = (uint32_t)crc32_z(0, bytes, size);
        memcpy(bytes, &header, sizeof header);
    }
    if (pack_open_bytes(bytes, size, "fuzz", &pack, NULL) == STATUS_OK) {
        volatile size_t sum = walk_pack(pack);
        (void)sum;
        rank_some(pack);
        pack_close(pack);
    }
    free(bytes);
    return 0;
}
