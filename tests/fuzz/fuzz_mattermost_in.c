/* Any bytes as a frame of a Mattermost server, and as its REST answers: what
 * is read of them never holds more than they said. */
#include "mattermost_in.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct mattermost_self self = {
        .id = {"b0tb0tb0tb0tb0tb0tb0tb0tb0", 26}, .name = {"careerbot", 9}};
    struct str bytes = {(const char *)data, size};
    struct arena *arena = arena_new();
    struct mattermost_frame frame;
    struct mattermost_self read;
    mattermost_read(arena, bytes, &self, &frame);
    bool explained = frame.why != NULL;
    bool needs =
        frame.kind == MATTERMOST_GARBAGE || frame.kind == MATTERMOST_IGNORED;
    if (explained != needs || frame.message.text.len > size ||
        (frame.kind == MATTERMOST_MESSAGE &&
         (frame.message.id.len == 0 || frame.message.thread.len == 0 ||
          frame.seq < 0)))
        abort();
    if (mattermost_read_self(arena, bytes, &read) == STATUS_OK &&
        (read.id.len == 0 || read.name.len == 0))
        abort();
    mattermost_read_error(arena, bytes);
    arena_free(arena);
    return 0;
}
