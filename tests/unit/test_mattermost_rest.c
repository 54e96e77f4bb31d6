/* What REST answers of a Mattermost server mean: small ones of our own, and
 * the recorded ones where they are there. */
#include "unit.h"

#include "mattermost_rest.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct mattermost_self self = {
    .id = {"b0tb0tb0tb0tb0tb0tb0tb0tb0", 26}, .name = {"careerbot", 9}};

static void assert_str(struct str actual, const char *expected)
{
    if (!str_eq(actual, str_from(expected)))
        fail_msg("got \"%.*s\", not \"%s\"", STR_ARG(actual), expected);
}

static void who_we_are(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct mattermost_self me;
    bool is_bot;
    assert_int_equal(
        mattermost_read_self(
            arena,
            STR("{\"id\":\"abc\",\"username\":\"career.bot\",\"is_bot\":true}"),
            &me, &is_bot),
        STATUS_OK);
    assert_str(me.id, "abc");
    assert_str(me.name, "career.bot");
    assert_true(is_bot);
    static const char *const others[] = {"",
                                         "<html>",
                                         "{}",
                                         "[]",
                                         "{\"id\":1,\"username\":\"x\"}",
                                         "{\"id\":\"\",\"username\":\"x\"}",
                                         "{\"id\":\"../x\",\"username\":\"x\"}",
                                         "{\"id\":\"x\"}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(
            mattermost_read_self(arena, str_from(others[i]), &me, &is_bot),
            STATUS_INVALID);
    assert_str(mattermost_read_error(
                   arena, STR("{\"id\":\"api.post.x\",\"status_code\":400}")),
               "api.post.x");
    assert_str(mattermost_read_error(arena, STR("limit exceeded\n")), "");
    arena_free(arena);
}

static void teams_and_channels(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct mattermost_team *teams;
    struct mattermost_channel *channels;
    size_t count;
    assert_int_equal(
        mattermost_read_teams(
            arena, STR("[{\"id\":\"t1\",\"name\":\"work\"},{\"id\":7},{}]"),
            &teams, &count),
        STATUS_OK);
    assert_int_equal(count, 1);
    assert_str(teams[0].id, "t1");
    assert_str(teams[0].name, "work");
    assert_int_equal(
        mattermost_read_channels(
            arena,
            STR("[{\"id\":\"c1\",\"type\":\"O\",\"name\":\"jobs\","
                "\"last_post_at\":1795000000000,\"delete_at\":0},"
                "{\"id\":\"c2\",\"type\":\"D\",\"name\":\"a__b\"},"
                "{\"id\":\"c3\",\"type\":\"O\",\"delete_at\":5},"
                "{\"id\":\"c4\",\"type\":\"OO\"},{\"type\":\"O\"}]"),
            &channels, &count),
        STATUS_OK);
    assert_int_equal(count, 2);
    assert_str(channels[0].name, "jobs");
    assert_int_equal(channels[0].type, 'O');
    assert_int_equal(channels[0].last_post_ms, 1795000000000);
    assert_int_equal(channels[1].type, 'D');
    assert_int_equal(channels[1].last_post_ms, 0);
    static const char *const others[] = {"", "{}", "null", "limit exceeded\n"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct str body = str_from(others[i]);
        assert_int_equal(mattermost_read_teams(arena, body, &teams, &count),
                         STATUS_INVALID);
        assert_int_equal(
            mattermost_read_channels(arena, body, &channels, &count),
            STATUS_INVALID);
    }
    arena_free(arena);
}

/* A post as the server writes it; more: further members. */
#define POST(id, time, user, text, more)                                       \
    "\"" id "\":{\"id\":\"" id "\",\"create_at\":" time ",\"user_id\":\"" user \
    "\",\"channel_id\":\"c\",\"root_id\":\"\",\"message\":\"" text "\"" more   \
    "}"
#define BOT "b0tb0tb0tb0tb0tb0tb0tb0tb0"

static void a_page_of_history(void **state)
{
    (void)state;
    static const char body[] =
        "{\"order\":[\"p5\",\"p4\",\"p3\",\"p2\",\"p1\",\"p9\",8],"
        "\"posts\":{" POST("p1", "101", "ann", "@careerbot pay of a baker?", "") "," POST(
            "p2", "102", "ann", "not `@careerbot`",
            "") "," POST("p3", "103", BOT, "It is...",
                         ",\"props\":{"
                         "\"careerbot_question\":\"p1\",\"careerbot_part\":"
                         "0}") "," POST("p4", "104", "ann", "gone",
                                        ",\"delete_at\":110") "," POST("p5",
                                                                       "10"
                                                                       "5",
                                                                       "zo"
                                                                       "e",
                                                                       "hi",
                                                                       ",\""
                                                                       "pro"
                                                                       "ps"
                                                                       "\":"
                                                                       "{"
                                                                       "\"c"
                                                                       "are"
                                                                       "erb"
                                                                       "ot_"
                                                                       "que"
                                                                       "sti"
                                                                       "on"
                                                                       "\":"
                                                                       "\"p"
                                                                       "2\""
                                                                       ",\""
                                                                       "car"
                                                                       "eer"
                                                                       "bot"
                                                                       "_pa"
                                                                       "rt"
                                                                       "\":"
                                                                       "0}") "," POST("p0",
                                                                                      "100",
                                                                                      "ann",
                                                                                      "@careerbot older",
                                                                                      "") "}}";
    struct arena *arena = arena_new();
    struct mattermost_page page;
    assert_int_equal(
        mattermost_read_page(arena, str_from(body), &self, 'O', &page),
        STATUS_OK);
    assert_int_equal(page.posts, 5); /* p0 is only the start of a thread */
    assert_str(page.before, "p2");
    assert_int_equal(page.oldest_ms, 101);
    assert_int_equal(page.message_count, 3); /* the newest first */
    assert_str(page.messages[0].id, "p5");
    assert_str(page.messages[1].id, "p2");
    assert_false(page.messages[1].addressed);
    assert_str(page.messages[2].text, "pay of a baker?");
    assert_true(page.messages[2].addressed);
    /* only the bot's own posts say that something is answered */
    assert_int_equal(page.answered_count, 1);
    assert_str(page.answered[0], "p1");

    assert_int_equal(
        mattermost_read_page(arena, str_from(body), &self, 'D', &page),
        STATUS_OK);
    assert_true(page.messages[1].addressed && page.messages[1].direct);

    assert_int_equal(mattermost_read_page(arena,
                                          STR("{\"order\":[],\"posts\":{}}"),
                                          &self, 'O', &page),
                     STATUS_OK);
    assert_int_equal(page.posts, 0);
    static const char *const others[] = {"", "[]", "{\"order\":[]}",
                                         "{\"order\":{},\"posts\":[]}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(
            mattermost_read_page(arena, str_from(others[i]), &self, 'O', &page),
            STATUS_INVALID);
    arena_free(arena);
}

/* Posts of the same moment may be parted by the end of a page. */
static void where_the_next_page_begins(void **state)
{
    (void)state;
    static const struct {
        const char *posts, *before;
    } cases[] = {
        {POST("p3", "9", "ann", "c", "") "," POST(
             "p2", "7", "ann", "b", "") "," POST("p1", "7", "ann", "a", ""),
         "p3"},
        {POST("p3", "9", "ann", "c", "") "," POST(
             "p2", "9", "ann", "b", "") "," POST("p1", "7", "ann", "a", ""),
         "p2"},
        {POST("p3", "7", "ann", "c", "") "," POST(
             "p2", "7", "ann", "b", "") "," POST("p1", "7", "ann", "a", ""),
         "p3"},
    };
    struct arena *arena = arena_new();
    struct mattermost_page page;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct str body = arena_printf(
            arena, "{\"order\":[\"p3\",\"p2\",\"p1\"],\"posts\":{%s}}",
            cases[i].posts);
        assert_int_equal(mattermost_read_page(arena, body, &self, 'O', &page),
                         STATUS_OK);
        assert_str(page.before, cases[i].before);
    }
    arena_free(arena);
}

static void our_post_in_a_thread(void **state)
{
    (void)state;
#define PART(id, user, question, part, more)                                   \
    POST(id, "1", user, "text of " id,                                         \
         ",\"props\":{\"careerbot_question\":\"" question                      \
         "\",\"careerbot_part\":" part "}" more)
    static const char body[] =
        "{\"order\":[],\"posts\":{" PART("p1", BOT, "q1", "0", "") "," PART(
            "p2", BOT, "q1", "1",
            "") "," PART("p3", "ann", "q1", "2",
                         "") "," PART("p4", BOT, "q1", "3",
                                      ",\"delete_at\":9") "," PART("p5", BOT,
                                                                   "q2", "0",
                                                                   "") "}}";
    static const struct {
        const char *question;
        int part;
        const char *post;
    } cases[] = {{"q1", 0, "p1"}, {"q1", 1, "p2"}, {"q1", 2, ""},
                 {"q1", 3, ""},   {"q2", 0, "p5"}, {"q", 0, ""}};
    struct arena *arena = arena_new();
    struct mattermost_made made;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(mattermost_find_made(arena, str_from(body), &self,
                                              str_from(cases[i].question),
                                              cases[i].part, &made),
                         STATUS_OK);
        assert_str(made.id, cases[i].post);
    }
    assert_int_equal(
        mattermost_find_made(arena, STR("[]"), &self, STR("q1"), 0, &made),
        STATUS_INVALID);
    assert_int_equal(
        mattermost_read_made(
            arena, STR("{\"id\":\"p7\",\"message\":\"hello\"}"), &made),
        STATUS_OK);
    assert_str(made.id, "p7");
    assert_str(made.message, "hello");
    assert_int_equal(mattermost_read_made(arena, STR("{}"), &made),
                     STATUS_INVALID);
    arena_free(arena);
}

static void the_longest_post(void **state)
{
    (void)state;
    assert_int_equal(
        mattermost_read_post_limit(STR("{\"MaxPostSize\":\"16383\"}")), 16383);
    static const char *const others[] = {"", "{}", "{\"MaxPostSize\":4000}",
                                         "{\"MaxPostSize\":\"-5\"}",
                                         "{\"MaxPostSize\":\"many\"}"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(mattermost_read_post_limit(str_from(others[i])), 0);
}

/* The body of a recorded exchange, in arena; an empty text: it is not there. */
static struct str recorded(struct arena *arena, const char *name)
{
    char path[512];
    static char text[1024 * 1024];
    cJSON *json;
    struct str body = STR("");
    snprintf(path, sizeof path, SHARED_DIR "/protocol/mattermost/rest_%s.json",
             name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return body;
    struct str whole = {text, fread(text, 1, sizeof text, file)};
    fclose(file);
    assert_int_equal(json_parse(whole, &json, NULL), STATUS_OK);
    assert_true(json_str(json, "response.body_text", &body));
    body = arena_str(arena, body);
    json_free(json);
    return body;
}

static void recorded_answers(void **state)
{
    (void)state;
    static const struct mattermost_self bot = {
        .id = {"j6imd4916ifdxqwdowb1r9u4je", 26}, .name = {"careerbot", 9}};
    struct arena *arena = arena_new();
    struct mattermost_self me;
    struct mattermost_team *teams;
    struct mattermost_channel *channels;
    struct mattermost_page page;
    struct mattermost_made made;
    size_t count;
    bool is_bot;
    struct str body = recorded(arena, "users_me_ok");
    if (body.len == 0) {
        arena_free(arena);
        print_message("skipped: no recordings in %s\n", SHARED_DIR);
        skip();
    }
    assert_int_equal(mattermost_read_self(arena, body, &me, &is_bot),
                     STATUS_OK);
    assert_true(is_bot && str_eq(me.id, bot.id));
    assert_str(
        mattermost_read_error(arena, recorded(arena, "users_me_bad_token")),
        "api.context.session_expired.app_error");
    assert_int_equal(mattermost_read_teams(arena, recorded(arena, "user_teams"),
                                           &teams, &count),
                     STATUS_OK);
    assert_int_equal(count, 1);
    assert_int_equal(
        mattermost_read_channels(arena, recorded(arena, "user_team_channels"),
                                 &channels, &count),
        STATUS_OK);
    assert_in_range(count, 4, 20);
    size_t direct = 0;
    for (size_t i = 0; i < count; i++)
        direct += channels[i].type == 'D';
    assert_in_range(direct, 1, 10);
    static const char *const pages[] = {
        "channel_posts_page", "channel_posts_before", "channel_posts_after"};
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        assert_int_equal(mattermost_read_page(arena, recorded(arena, pages[i]),
                                              &bot, 'O', &page),
                         STATUS_OK);
        assert_in_range(page.posts, 1, 100);
        assert_true(page.oldest_ms > 0 && page.before.len == 26);
    }
    assert_int_equal(
        mattermost_find_made(arena, recorded(arena, "post_thread"), &bot,
                             STR("xzomfknbbbgnbkp35tygpkzpdc"), 0, &made),
        STATUS_OK);
    assert_int_equal(made.id.len, 0);
    assert_int_equal(
        mattermost_read_made(arena, recorded(arena, "post_create_ok"), &made),
        STATUS_OK);
    assert_int_equal(made.id.len, 26);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_we_are),
        cmocka_unit_test(teams_and_channels),
        cmocka_unit_test(a_page_of_history),
        cmocka_unit_test(where_the_next_page_begins),
        cmocka_unit_test(our_post_in_a_thread),
        cmocka_unit_test(the_longest_post),
        cmocka_unit_test(recorded_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
