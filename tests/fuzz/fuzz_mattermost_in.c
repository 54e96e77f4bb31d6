/* Any bytes as a frame of a Mattermost server, and as its REST answers: what
 * is read of them never holds more than they said. */
#include "mattermost_in.h"
#include "mattermost_rest.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct mattermost_self self = {
    .id = {"b0tb0tb0tb0tb0tb0tb0tb0tb0", 26},
    .name = {"careerbot", 9},
    .prefix = {"!career", 7}};

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void check_message(const struct message *message, size_t size)
{
    check(message->id.len > 0 && message->thread.len > 0);
    check(message->channel.len > 0 && message->person.len > 0);
    check(message->text.len <= size);
}

static void read_frame(struct arena *arena, struct str bytes)
{
    struct mattermost_frame frame;
    mattermost_read(arena, bytes, &self, &frame);
    check((frame.why != NULL) == (frame.kind == MATTERMOST_GARBAGE ||
                                  frame.kind == MATTERMOST_IGNORED));
    if (frame.kind == MATTERMOST_MESSAGE)
        check_message(&frame.message, bytes.len);
    if (frame.kind == MATTERMOST_DELETED || frame.kind == MATTERMOST_JOINED)
        check(frame.id.len > 0);
    if (frame.kind != MATTERMOST_REPLY && !frame.why)
        check(frame.seq >= 0);
}

static void read_rest(struct arena *arena, struct str bytes)
{
    struct mattermost_self me;
    struct mattermost_team *teams;
    struct mattermost_channel *channels;
    struct mattermost_page page;
    struct mattermost_made made;
    size_t count;
    bool is_bot;
    if (mattermost_read_self(arena, bytes, &me, &is_bot) == STATUS_OK)
        check(me.id.len > 0 && me.name.len > 0);
    if (mattermost_read_teams(arena, bytes, &teams, &count) == STATUS_OK)
        for (size_t i = 0; i < count; i++)
            check(teams[i].id.len > 0);
    if (mattermost_read_channels(arena, bytes, &channels, &count) == STATUS_OK)
        for (size_t i = 0; i < count; i++)
            check(channels[i].id.len > 0);
    if (mattermost_read_page(arena, bytes, &self, 'O', &page) == STATUS_OK) {
        check(page.message_count + page.answered_count <= page.posts);
        for (size_t i = 0; i < page.message_count; i++)
            check_message(&page.messages[i], bytes.len);
    }
    if (mattermost_find_made(arena, bytes, &self, STR("q"), 0, &made) ==
        STATUS_OK)
        check(made.message.len <= bytes.len);
    if (mattermost_read_made(arena, bytes, &made) == STATUS_OK)
        check(made.id.len > 0);
    mattermost_read_error(arena, bytes);
    mattermost_read_post_limit(bytes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct arena *arena = arena_new();
    read_frame(arena, bytes);
    read_rest(arena, bytes);
    arena_free(arena);
    return 0;
}
