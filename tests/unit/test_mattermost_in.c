/* What frames of a Mattermost server mean: our own in
 * fixtures/mattermost/frames.jsonl, and every recorded one where the
 * recordings are there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "json.h"
#include "mattermost_in.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const kinds[] = {"garbage", "hello",  "reply",  "message",
                                    "deleted", "joined", "ignored"};

static const struct mattermost_self self = {
    .id = {"b0tb0tb0tb0tb0tb0tb0tb0tb0", 26},
    .name = {"careerbot", 9},
    .prefix = {"!career", 7}};

static void assert_str(struct str actual, struct str expected, const char *name)
{
    if (!str_eq(actual, expected))
        fail_msg("%s: got \"%.*s\", not \"%.*s\"", name, STR_ARG(actual),
                 STR_ARG(expected));
}

/* One line of frames.jsonl: a frame and what it must be read as. */
static void check_line(struct arena *arena, struct str line)
{
    cJSON *json;
    struct str name, kind, bytes, text;
    bool truth = false;
    struct mattermost_frame frame;
    assert_int_equal(json_parse(line, &json, NULL), STATUS_OK);
    assert_true(json_str(json, "name", &name));
    assert_true(json_str(json, "kind", &kind));
    assert_true(json_str(json, "frame", &bytes));
    mattermost_read(arena, bytes, &self, &frame);
    if (strcmp(kinds[frame.kind], kind.ptr) != 0)
        fail_msg("%s: read as %s (%s), not %s", name.ptr, kinds[frame.kind],
                 frame.why ? frame.why : "-", kind.ptr);
    if (frame.kind == MATTERMOST_IGNORED || frame.kind == MATTERMOST_GARBAGE)
        assert_non_null(frame.why);
    if (json_str(json, "text", &text))
        assert_str(frame.message.text, text, name.ptr);
    if (json_str(json, "thread", &text))
        assert_str(frame.message.thread, text, name.ptr);
    if (json_bool(json, "addressed", &truth))
        assert_int_equal(frame.message.addressed, truth);
    if (json_bool(json, "direct", &truth))
        assert_int_equal(frame.message.direct, truth);
    if (json_bool(json, "group", &truth))
        assert_int_equal(frame.message.group, truth);
    if (json_bool(json, "edited", &truth))
        assert_int_equal(frame.message.edited_ms > 0, truth);
    if (json_str(json, "id", &text))
        assert_str(frame.id, text, name.ptr);
    json_free(json);
}

static size_t each_line(const char *path,
                        void (*check)(struct arena *, struct str))
{
    FILE *file = fopen(path, "r");
    if (!file)
        return 0;
    char *line = NULL;
    size_t size = 0, count = 0;
    ssize_t len;
    struct arena *arena = arena_new();
    while ((len = getline(&line, &size, file)) > 0) {
        check(arena, (struct str){line, (size_t)len});
        arena_reset(arena);
        count++;
    }
    arena_free(arena);
    free(line);
    fclose(file);
    return count;
}

static void our_frames(void **state)
{
    (void)state;
    assert_true(each_line(FIXTURES "/mattermost/frames.jsonl", check_line) >
                50);
}

/* The recordings: what each must be; what is not listed must be ignored. */
static const struct {
    const char *name, *kind, *text;
    bool addressed;
} recorded[] = {
    {"hello", "hello", NULL, false},
    {"hello_after_challenge", "hello", NULL, false},
    {"hello_reliable_off", "hello", NULL, false},
    {"ping_reply", "reply", NULL, false},
    {"unknown_action_reply", "reply", NULL, false},
    {"bad_seq_reply", "reply", NULL, false},
    {"user_typing_reply", "reply", NULL, false},
    {"get_statuses_reply", "reply", NULL, false},
    {"user_typing_bad_reply", "reply", NULL, false},
    {"auth_ok_reply", "reply", NULL, false},
    {"posted_public_plain", "message", "How do I become a data analyst?",
     false},
    {"posted_public_mention", "message", "what does a welder earn?", true},
    {"posted_public_mention_as_seen_by_sender", "message",
     "what does a welder earn?", true},
    {"posted_public_two_mentions", "message", "hey @bob and, thoughts?", true},
    {"posted_public_mention_edge", "message",
     "email careerbot@example.test or say `` in code, or. or @careerbots",
     true},
    {"posted_public_mention_in_code", "message", "`` only in code", false},
    {"posted_dm", "message", "Which jobs suit someone good at maths?", true},
    {"posted_dm_thread_reply", "message", "and in a thread?", true},
    {"posted_thread_reply", "message", "I mean entry level", false},
    {"posted_thread_reply_mention", "message", "same question", true},
    {"posted_thread_reply_after_bot_replied", "message", "what about nursing?",
     false},
    {"posted_special_characters", "message", NULL, false},
    {"posted_group_message", "message", "group question", false},
    {"posted_with_file", "message", "see my cv", true},
    {"posted_hashtags", "message", NULL, false},
    {"posted_user_props", "message", "/me waves", false},
    {"post_edited", "message", "careers in marine biology?", false},
    {"post_edited_adds_mention", "message", "careers in marine biology?", true},
    /* so soon after the edit that it cannot be told from it; the text is the
     * same, so nothing comes of it */
    {"post_edited_by_pin", "message", "careers in marine biology?", true},
    {"post_deleted", "deleted", NULL, false},
    {"user_added_bot_itself", "joined", NULL, false},
    {"user_added_bot_to_new_channel", "joined", NULL, false},
    {"direct_added", "joined", NULL, false},
    {"group_added", "joined", NULL, false},
};

static void check_recorded(struct arena *arena, struct str line)
{
    static const struct mattermost_self recorded_self = {
        .id = {"j6imd4916ifdxqwdowb1r9u4je", 26}, .name = {"careerbot", 9}};
    cJSON *json;
    struct str name, bytes;
    double opcode;
    assert_int_equal(json_parse(line, &json, NULL), STATUS_OK);
    assert_true(json_str(json, "name", &name));
    assert_true(json_number(json, "opcode", &opcode));
    const char *kind = "ignored", *text = NULL;
    bool addressed = false;
    for (size_t i = 0; i < sizeof recorded / sizeof *recorded; i++)
        if (strcmp(recorded[i].name, name.ptr) == 0) {
            kind = recorded[i].kind;
            text = recorded[i].text;
            addressed = recorded[i].addressed;
        }
    struct mattermost_frame frame;
    if (opcode == 1) { /* text; the others never reach this reader */
        assert_true(json_str(json, "text", &bytes));
        mattermost_read(arena, bytes, &recorded_self, &frame);
        if (strcmp(kinds[frame.kind], kind) != 0)
            fail_msg("%s: read as %s (%s), not %s", name.ptr, kinds[frame.kind],
                     frame.why ? frame.why : "-", kind);
        if (text)
            assert_str(frame.message.text, str_from(text), name.ptr);
        assert_int_equal(frame.message.addressed, addressed);
    }
    json_free(json);
}

static void recorded_frames(void **state)
{
    (void)state;
    const char *path = SHARED_DIR "/protocol/mattermost/ws_frames_raw.jsonl";
    if (each_line(path, check_recorded) == 0) {
        print_message("skipped: no recordings at %s\n", path);
        skip();
    }
}

/* Every beginning of a frame, and every frame with one byte changed, is read
 * without harm; what is cut short is never a message. */
static void damaged_frames(void **state)
{
    (void)state;
    const char *whole =
        "{\"event\":\"posted\",\"data\":{\"channel_type\":\"D\",\"post\":"
        "\"{\\\"id\\\":\\\"p\\\",\\\"channel_id\\\":\\\"c\\\",\\\"user_id\\\":"
        "\\\"u\\\",\\\"message\\\":\\\"pay?\\\"}\"},\"seq\":3}";
    struct arena *arena = arena_new();
    struct mattermost_frame frame;
    size_t len = strlen(whole);
    mattermost_read(arena, str_from(whole), &self, &frame);
    assert_int_equal(frame.kind, MATTERMOST_MESSAGE);
    for (size_t cut = 0; cut < len; cut++) {
        char *copy = malloc(cut ? cut : 1);
        memcpy(copy, whole, cut);
        mattermost_read(arena, (struct str){copy, cut}, &self, &frame);
        assert_int_equal(frame.kind, MATTERMOST_GARBAGE);
        free(copy);
    }
    for (size_t at = 0; at < len; at++)
        for (int byte = 0; byte < 256; byte += 5) {
            char *copy = malloc(len);
            memcpy(copy, whole, len);
            copy[at] = (char)byte;
            mattermost_read(arena, (struct str){copy, len}, &self, &frame);
            assert_in_range(frame.kind, 0, MATTERMOST_IGNORED);
            free(copy);
            arena_reset(arena);
        }
    arena_free(arena);
}

static void too_long(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    size_t len = MATTERMOST_FRAME_BYTES + 1;
    char *bytes = malloc(len);
    memset(bytes, ' ', len);
    memcpy(bytes, "{\"status\":\"OK\"}", 15);
    struct mattermost_frame frame;
    mattermost_read(arena, (struct str){bytes, len}, &self, &frame);
    assert_int_equal(frame.kind, MATTERMOST_GARBAGE);
    mattermost_read(arena, (struct str){bytes, len - 1}, &self, &frame);
    assert_int_equal(frame.kind, MATTERMOST_REPLY);
    free(bytes);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(our_frames),
        cmocka_unit_test(recorded_frames),
        cmocka_unit_test(damaged_frames),
        cmocka_unit_test(too_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
