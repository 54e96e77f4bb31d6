/* The configuration: what is read, and what is said of what is wrong. */
#include "config.h"
#include "own_arena.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MATTERMOST                                                             \
    "{\"type\":\"mattermost\",\"url\":\"https://chat.example.org\","           \
    "\"token_env\":\"TEST_TOKEN\"}"

static struct config config;

static int begin(void **state)
{
    setenv("TEST_TOKEN", " t0ken\n", 1);
    unsetenv("NO_SUCH_TOKEN");
    return begin_arena(state);
}

/* Parses as "c.json" in "dir" and compares all that is said. */
static void says(const char *text, enum secrets secrets, const char *expected)
{
    struct buf faults;
    buf_init(&faults, 65536);
    enum status status = config_parse(arena, str_from(text), "c.json", "dir",
                                      secrets, &config, &faults);
    assert_string_equal(faults.ptr ? faults.ptr : "", expected);
    assert_int_equal(status, *expected ? STATUS_INVALID : STATUS_OK);
    buf_fini(&faults);
}

/* One fault that begins so. */
static void objects(const char *text, const char *expected)
{
    struct buf faults;
    buf_init(&faults, 65536);
    assert_int_equal(config_parse(arena, str_from(text), "c.json", "dir",
                                  SECRETS_LEFT, &config, &faults),
                     STATUS_INVALID);
    if (!str_starts(buf_str(&faults), str_from(expected)))
        fail_msg("%s\nsays    %swants   %s", text, faults.ptr, expected);
    if (strchr(faults.ptr, '\n') != faults.ptr + faults.len - 1)
        fail_msg("more than one fault: %s", faults.ptr);
    buf_fini(&faults);
}

static void defaults(void **state)
{
    (void)state;
    says("{\"platforms\":[{\"type\":\"web\"}]}", SECRETS_NEEDED, "");
    assert_string_equal(config.knowledge, "dir/knowledge.pack");
    assert_string_equal(config.state, "sqlite:dir/careerbot.db");
    assert_string_equal(config.listen, "127.0.0.1:8080");
    assert_int_equal(config.language, LANG_AUTO);
    assert_false(config.allow_plaintext);
    assert_true(config.limits.person_per_minute == 20);
    assert_true(config.limits.channel_per_second == 5);
    assert_true(config.limits.http_per_minute == 120);
    assert_int_equal(config.platform_count, 1);
    assert_string_equal(config.platforms[0].type, "web");
    assert_true(config.platforms[0].limits.person_per_minute == 20);
    assert_string_equal(config.platforms[0].account, "web");

    says("{\"platforms\":[" MATTERMOST "]}", SECRETS_LEFT, "");
    assert_null(config.platforms[0].prefix);
    assert_null(config.platforms[0].callback_url);
    assert_true(config.platforms[0].catch_up_minutes == 15);
    assert_int_equal(config.hosts.count, 0);
}

static void the_built_in_one_has_no_faults(void **state)
{
    (void)state;
    says(config_default, SECRETS_NEEDED, "");
    assert_int_equal(config.platform_count, 1);
}

static void everything_given(void **state)
{
    (void)state;
    says("{\"knowledge\":\"/k.pack\",\"state\":\"sqlite:/s.db\","
         "\"listen\":\"[::1]:0\",\"hosts\":[\"bot.example.org\"],"
         "\"language\":\"zh-Hant\",\"limits\":{\"person_per_minute\":3,"
         "\"http_per_minute\":0},\"platforms\":[{\"type\":\"mattermost\","
         "\"url\":\"http://127.0.0.1:8065\",\"token_env\":\"TEST_TOKEN\","
         "\"answer_when\":\"thread\",\"channels\":[\"a\",\"b\"],"
         "\"deny_channels\":[\"c\"],\"admins\":[\"root\"],\"language\":\"en\","
         "\"limits\":{\"channel_per_second\":1},\"ca_file\":\"ca.pem\","
         "\"proxy\":\"proxy.example.org:3128\",\"connect_timeout_s\":5,"
         "\"prefix\":\"!career\",\"catch_up_minutes\":0,"
         "\"callback_url\":\"http://bot.internal:8080/here\"}]}",
         SECRETS_NEEDED, "");
    const struct platform_config *p = &config.platforms[0];
    assert_string_equal(config.knowledge, "/k.pack");
    assert_string_equal(config.state, "sqlite:/s.db");
    assert_int_equal(config.hosts.count, 2);
    assert_string_equal(config.hosts.items[0], "bot.example.org");
    assert_string_equal(config.hosts.items[1], "bot.internal:8080");
    assert_null(config.hosts.items[2]);
    assert_int_equal(config.language, LANG_ZH_HANT);
    assert_true(config.limits.http_per_minute == 0);
    assert_string_equal(p->token, "t0ken");
    assert_string_equal(p->token_env, "TEST_TOKEN");
    assert_int_equal(p->answer_when, ANSWER_THREAD);
    assert_int_equal(p->channels.count, 2);
    assert_string_equal(p->channels.items[1], "b");
    assert_string_equal(p->deny_channels.items[0], "c");
    assert_string_equal(p->admins.items[0], "root");
    assert_int_equal(p->language, LANG_EN);
    /* what an entry does not say is as in the whole file */
    assert_true(p->limits.channel_per_second == 1);
    assert_true(p->limits.person_per_minute == 3);
    assert_string_equal(p->ca_file, "dir/ca.pem");
    assert_string_equal(p->proxy, "proxy.example.org:3128");
    assert_true(p->connect_timeout_s == 5);
    assert_string_equal(p->prefix, "!career");
    assert_true(p->catch_up_minutes == 0);
    assert_string_equal(p->callback_url, "http://bot.internal:8080/here");
    assert_string_equal(p->account,
                        "mattermost http://127.0.0.1:8065 TEST_TOKEN");
}

static void no_server(void **state)
{
    (void)state;
    says("{\"listen\":null,\"platforms\":[" MATTERMOST "]}", SECRETS_LEFT, "");
    assert_null(config.listen);
    objects("{\"listen\":null,\"platforms\":[{\"type\":\"web\"}]}",
            "c.json: platforms[0]: the chat page needs \"listen\"");
    objects("{\"listen\":null}", "c.json: nothing to do");
}

static void one_fault_each(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"{\"knowlege\":\"x\"}",
         "c.json: knowlege: no such key; did you mean "
         "\"knowledge\"? known here: knowledge, state,"},
        {"{\"zzzzzz\":1}", "c.json: zzzzzz: no such key; known here: "},
        {"{\"Listen\":\"127.0.0.1:1\"}", "c.json: Listen: no such key; did you "
                                         "mean \"listen\"?"},
        {"{\"listen\":\"8080\"}", "c.json: listen: \"8080\" is not ADDRESS:"},
        {"{\"listen\":\"127.0.0.1:65536\"}", "c.json: listen: "},
        {"{\"listen\":\"chat.example.org:80\"}", "c.json: listen: "},
        {"{\"listen\":\"[::1:80\"}", "c.json: listen: "},
        {"{\"listen\":8080}", "c.json: listen: must be a text in quotes"},
        {"{\"language\":\"fr\"}", "c.json: language: \"fr\" is none of auto,"},
        {"{\"state\":\"careerbot.db\"}", "c.json: state: \"careerbot.db\" is "
                                         "not sqlite:PATH"},
        {"{\"state\":\"postgresql://db\"}",
         "c.json: state: \"postgresql://db\" names a PostgreSQL database, "
         "which is not in this version"},
        {"{\"knowledge\":\"\"}", "c.json: knowledge: \"\" is empty"},
        {"{\"hosts\":\"a\"}", "c.json: hosts: must be a list"},
        {"{\"hosts\":[1]}", "c.json: hosts: holds something that is no text"},
        {"{\"limits\":{\"person_per_minute\":-1}}",
         "c.json: limits.person_per_minute: must be a number from 0 to 100000"},
        {"{\"limits\":{\"person_per_hour\":1}}",
         "c.json: limits.person_per_hour: no such key; did you mean"},
        {"{\"limits\":3}", "c.json: limits: must be an object"},
        {"{\"listen\":\"127.0.0.1:1\",\"listen\":\"127.0.0.1:2\"}",
         "c.json: listen: given twice"},
        {"{\"platforms\":{}}", "c.json: platforms: must be a list"},
        {"{\"platforms\":[1]}", "c.json: platforms[0]: must be an object"},
        {"{\"platforms\":[{}]}", "c.json: platforms[0].type: missing"},
        {"{\"platforms\":[{\"type\":\"slack\",\"app_token_env\":\"A\"}]}",
         "c.json: platforms[0].type: slack is not in this version"},
        {"{\"platforms\":[{\"type\":\"discord\"}]}",
         "c.json: platforms[0].type: discord is not in this version"},
        {"{\"platforms\":[{\"type\":\"irc\"}]}",
         "c.json: platforms[0].type: irc is not in this version"},
        {"{\"platforms\":[{\"type\":\"matermost\"}]}",
         "c.json: platforms[0].type: no such platform; did you mean "
         "\"mattermost\"? known here: web, mattermost"},
        {"{\"platforms\":[{\"type\":\"web\"},{\"type\":\"web\"}]}",
         "c.json: platforms[1]: there is a chat page already"},
        {"{\"platforms\":[{\"type\":\"web\",\"url\":\"https://a\"}]}",
         "c.json: platforms[0].url: no such key; known here: type, language, "
         "limits"},
        {"{\"platforms\":[{\"type\":\"mattermost\",\"token_env\":\"T\"}]}",
         "c.json: platforms[0].url: missing"},
        {"{\"platforms\":[{\"type\":\"mattermost\",\"url\":\"https://a\"}]}",
         "c.json: platforms[0].token_env: give either"},
        {"[]", "c.json: must be an object"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        objects(cases[i][0], cases[i][1]);
}

static void urls(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "chat.example.org",
        "ftp://chat.example.org",
        "https://",
        "http://chat.example.org",
        "http://127.evil.org",
        "http://127.0.0.1@evil.org",
        "http://localhost.evil.org",
        "wss://chat.example.org",
        "https://u:p@example.org",
        "https://example.org:99999",
    };
    static const char *const good[] = {
        "https://chat.example.org", "https://chat.example.org:8443/team",
        "http://localhost:8065",    "http://127.0.0.1:8065",
        "http://[::1]:8065",
    };
    char text[512];
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        snprintf(text, sizeof text,
                 "{\"platforms\":[{\"type\":\"mattermost\",\"token_env\":\"T\","
                 "\"url\":\"%s\"}]}",
                 bad[i]);
        objects(text, "c.json: platforms[0].url: ");
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        snprintf(text, sizeof text,
                 "{\"platforms\":[{\"type\":\"mattermost\",\"token_env\":\"T\","
                 "\"url\":\"%s\"}]}",
                 good[i]);
        says(text, SECRETS_LEFT, "");
    }
    says("{\"allow_plaintext\":true,\"platforms\":[{\"type\":\"mattermost\","
         "\"token_env\":\"T\",\"url\":\"http://chat.example.org\"}]}",
         SECRETS_LEFT, "");
}

static void a_language_model(void **state)
{
    (void)state;
    says("{}", SECRETS_NEEDED, "");
    assert_null(config.model.url);
    says("{\"model\":{\"url\":\"http://127.0.0.1:8081/v1\",\"name\":\"m\"}}",
         SECRETS_NEEDED, "");
    assert_string_equal(config.model.url, "http://127.0.0.1:8081/v1");
    assert_string_equal(config.model.name, "m");
    assert_null(config.model.key);
    assert_true(config.model.timeout_ms == 4000);
    assert_true(config.model.per_minute == 30);
    says("{\"model\":{\"url\":\"https://models.example.org/v1\","
         "\"name\":\"m\",\"key_env\":\"TEST_TOKEN\",\"timeout_ms\":900,"
         "\"per_minute\":0,\"ca_file\":\"ca.pem\",\"proxy\":\"p:3128\"}}",
         SECRETS_NEEDED, "");
    assert_string_equal(config.model.key, "t0ken");
    assert_true(config.model.timeout_ms == 900);
    assert_true(config.model.per_minute == 0);
    assert_string_equal(config.model.ca_file, "dir/ca.pem");
    assert_string_equal(config.model.proxy, "p:3128");
    /* beyond this machine only where it is allowed, here or for all */
    says("{\"model\":{\"url\":\"http://gpu:8080/v1\",\"name\":\"m\","
         "\"allow_plaintext\":true}}",
         SECRETS_NEEDED, "");
    says("{\"model\":{\"url\":\"http://gpu:8080/v1\",\"name\":\"m\"},"
         "\"allow_plaintext\":true}",
         SECRETS_NEEDED, "");
    says("{\"model\":{\"url\":\"http://127.0.0.1/v1\",\"name\":\"m\","
         "\"key_env\":\"NO_SUCH_TOKEN\"}}",
         SECRETS_NEEDED,
         "c.json: model.key_env: the environment variable NO_SUCH_TOKEN is not "
         "set; set it to the key of the model's API\n");
}

static void faults_of_a_language_model(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"3", "model: must be an object, as {\"url\": "},
        {"null", "model: must be an object"},
        {"{\"name\":\"m\"}", "model.url: missing"},
        {"{\"url\":\"http://127.0.0.1/v1\"}", "model.name: missing"},
        {"{\"url\":\"http://127.0.0.1/v1\",\"name\":\"\"}",
         "model.name: \"\" is empty"},
        {"{\"url\":\"http://gpu/v1\",\"name\":\"m\"}", "model.url: "},
        {"{\"url\":\"gpu/v1\",\"name\":\"m\"}", "model.url: "},
        {"{\"url\":\"wss://gpu/v1\",\"name\":\"m\"}",
         "model.url: must be the base of the API"},
        {"{\"url\":\"https://gpu/v1?key=x\",\"name\":\"m\"}",
         "model.url: must be the base of the API"},
        {"{\"url\":\"https://u:p@gpu/v1\",\"name\":\"m\"}", "model.url: "},
        {"{\"url\":\"https://gpu\",\"name\":\"m\",\"timeout_ms\":0}",
         "model.timeout_ms: must be a number from 100 to 10000"},
        {"{\"url\":\"https://gpu\",\"name\":\"m\",\"per_minute\":-1}",
         "model.per_minute: must be a number from 0"},
        {"{\"url\":\"https://gpu\",\"name\":\"m\",\"api_key\":\"x\"}",
         "model.api_key: a secret does not belong in this file, which is "
         "copied and shown; put it in an environment variable and name that "
         "in \"key_env\", or in a file of its own named by \"key_file\""},
        {"{\"url\":\"https://gpu\",\"name\":\"m\",\"key_env\":\"K\","
         "\"key_file\":\"k\"}",
         "model.key_env: give either"},
        {"{\"url\":\"https://gpu\",\"name\":\"m\",\"key_env\":\"sk-1\"}",
         "model.key_env: is not the name of an environment variable"},
        {"{\"url\":\"https://gpu\",\"name\":\"m\",\"temperature\":1}",
         "model.temperature: no such key; known here: url, name, key_env,"},
    };
    char text[512], expected[512];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        snprintf(text, sizeof text, "{\"model\":%s}", cases[i][0]);
        snprintf(expected, sizeof expected, "c.json: %s", cases[i][1]);
        objects(text, expected);
    }
}

static void all_faults_at_once(void **state)
{
    (void)state;
    says("{\"listen\":\"x\",\"limits\":{\"http_per_minute\":\"many\"},"
         "\"platforms\":[{\"type\":\"irc\"},{\"type\":\"mattermost\","
         "\"url\":\"https://a.example.org\",\"token_env\":\"T\","
         "\"answer_when\":\"never\"}]}",
         SECRETS_LEFT,
         "c.json: listen: \"x\" is not ADDRESS:PORT, where ADDRESS is an IP "
         "address or localhost; for example \"127.0.0.1:8080\", "
         "\"[::1]:8080\", or \"0.0.0.0:8080\" for every network\n"
         "c.json: limits.http_per_minute: must be a number from 0 to 100000\n"
         "c.json: platforms[0].type: irc is not in this version, which knows "
         "web and mattermost; remove this entry\n"
         "c.json: platforms[1].answer_when: \"never\" is none of mentioned, "
         "thread, always\n");
}

/* With one more key in an entry for Mattermost. */
static const char *with(const char *key)
{
    return arena_printf(arena,
                        "{\"platforms\":[{\"type\":\"mattermost\","
                        "\"url\":\"https://a\",\"token_env\":\"T\",%s}]}",
                        key)
        .ptr;
}

static void keys_of_mattermost(void **state)
{
    (void)state;
    static const char *const good[] = {
        "\"prefix\":\"!career\"",
        "\"prefix\":\"careerbot:\"",
        "\"prefix\":\"\xe8\x81\xb7\xe6\xb6\xaf\"",
        "\"prefix\":\"12345678901234567890123456789012\"",
        "\"catch_up_minutes\":0",
        "\"catch_up_minutes\":1440",
        "\"catch_up_minutes\":0.5",
        "\"callback_url\":\"https://bot.example.org\"",
    };
    static const char *const bad[][2] = {
        {"\"prefix\":\"/career\"",
         "prefix: \"/career\" begins with a sign the server keeps for itself; "
         "\"!career\" would do"},
        {"\"prefix\":\"@career\"", "prefix: \"@career\" begins with a sign"},
        {"\"prefix\":\"hey bot\"",
         "prefix: \"hey bot\" is not one word of at most 32 bytes"},
        {"\"prefix\":\"!career\\n\"", "prefix: \"!career\\n\" is not one word"},
        {"\"prefix\":\"123456789012345678901234567890123\"",
         "prefix: \"123456789012345678901234567890123\" is not one word"},
        {"\"prefix\":\"\"", "prefix: \"\" is empty"},
        {"\"prefix\":33", "prefix: must be a text in quotes"},
        {"\"catch_up_minutes\":-1",
         "catch_up_minutes: must be a number from 0 to 1440"},
        {"\"catch_up_minutes\":1441",
         "catch_up_minutes: must be a number from 0 to 1440"},
        {"\"catch_up_minutes\":\"15\"", "catch_up_minutes: must be a number"},
        {"\"callback_url\":\"bot.internal:8080\"", "callback_url: "},
        {"\"callback_url\":\"ftp://bot.internal\"", "callback_url: "},
        {"\"callback_url\":\"http://\"", "callback_url: "},
        {"\"callback_url\":\"ws://bot.internal:8080\"",
         "callback_url: must be an address as http://careerbot.internal:8080"},
        {"\"callback_url\":\"http://bot.internal:8080/?a=b\"",
         "callback_url: must be an address as http://careerbot.internal:8080"},
        {"\"callback_urls\":\"http://bot.internal:8080\"",
         "callback_urls: no such key; did you mean \"callback_url\"?"},
        {"\"account\":\"x\"", "account: no such key"},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        says(with(good[i]), SECRETS_LEFT, "");
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        objects(with(bad[i][0]),
                arena_printf(arena, "c.json: platforms[0].%s", bad[i][1]).ptr);
    objects("{\"platforms\":[{\"type\":\"web\",\"prefix\":\"!career\"}]}",
            "c.json: platforms[0].prefix: no such key; known here: type,");
}

static void a_callback_needs_a_server(void **state)
{
    (void)state;
    objects("{\"listen\":null,\"platforms\":[{\"type\":\"mattermost\","
            "\"url\":\"https://a\",\"token_env\":\"T\","
            "\"callback_url\":\"http://bot.internal:8080\"}]}",
            "c.json: platforms[0].callback_url: needs \"listen\", which "
            "answers there");
}

/* The server answers to what the callback calls it: with the port, if it
 * stands there, as in the Host of the request. */
static void the_host_of_a_callback_is_allowed(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"http://bot.internal:8080", "bot.internal:8080"},
        {"http://bot.internal:8080/below/here", "bot.internal:8080"},
        {"https://bot.example.org/careers", "bot.example.org"},
        {"http://[fd00::8]:8080", "[fd00::8]:8080"},
        {"http://[fd00::8]", "[fd00::8]"},
        {"http://10.0.0.8:80", "10.0.0.8:80"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *key =
            arena_printf(arena, "\"callback_url\":\"%s\"", cases[i][0]).ptr;
        says(with(key), SECRETS_LEFT, "");
        assert_int_equal(config.hosts.count, 1);
        assert_string_equal(config.hosts.items[0], cases[i][1]);
        assert_null(config.hosts.items[1]);
    }
    says("{\"hosts\":[\"one\",\"two\"],\"platforms\":["
         "{\"type\":\"mattermost\",\"url\":\"https://a\","
         "\"token_env\":\"T\",\"callback_url\":\"http://three\"},"
         "{\"type\":\"mattermost\",\"url\":\"https://b\","
         "\"token_env\":\"T\",\"callback_url\":\"http://four\"}]}",
         SECRETS_LEFT, "");
    static const char *const all[] = {"one", "two", "three", "four"};
    assert_int_equal(config.hosts.count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_string_equal(config.hosts.items[i], all[i]);
    assert_null(config.hosts.items[4]);
}

static void accounts(void **state)
{
    (void)state;
    says("{\"platforms\":[{\"type\":\"web\"}," MATTERMOST ","
         "{\"type\":\"mattermost\",\"url\":\"https://chat.example.org\","
         "\"token_env\":\"OTHER_TOKEN\"},"
         "{\"type\":\"mattermost\",\"url\":\"https://chat.example.org\","
         "\"token_file\":\"secrets/token\"},"
         "{\"type\":\"mattermost\",\"url\":\"https://talk.example.org\","
         "\"token_env\":\"TEST_TOKEN\"}]}",
         SECRETS_LEFT, "");
    static const char *const named[] = {
        "web", "mattermost https://chat.example.org TEST_TOKEN",
        "mattermost https://chat.example.org OTHER_TOKEN",
        "mattermost https://chat.example.org secrets/token",
        "mattermost https://talk.example.org TEST_TOKEN"};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++)
        assert_string_equal(config.platforms[i].account, named[i]);
}

/* Two entries for one account would both deliver what the store holds for it:
 * every reply would come twice. */
static void an_account_stands_there_once(void **state)
{
    (void)state;
    objects("{\"platforms\":[" MATTERMOST "," MATTERMOST "]}",
            "c.json: platforms[1]");
}

static void secrets(void **state)
{
    (void)state;
    static const char missing[] =
        "{\"platforms\":[{\"type\":\"mattermost\",\"url\":\"https://a\","
        "\"token_env\":\"NO_SUCH_TOKEN\"}]}";
    /* checking a file is fine where its secrets are not at hand */
    says(missing, SECRETS_LEFT, "");
    says(missing, SECRETS_NEEDED,
         "c.json: platforms[0].token_env: the environment variable "
         "NO_SUCH_TOKEN is not set; set it to the bot's token\n");
    says(missing, SECRETS_IF_THERE, "");
    assert_null(config.platforms[0].token);
    says("{\"platforms\":[" MATTERMOST "]}", SECRETS_IF_THERE, "");
    assert_string_equal(config.platforms[0].token, "t0ken");
    objects("{\"platforms\":[{\"type\":\"mattermost\",\"url\":\"https://a\","
            "\"token_env\":\"T\",\"token\":\"s3cret\"}]}",
            "c.json: platforms[0].token: a secret does not belong in this "
            "file");
}

static void a_token_in_the_wrong_place_is_not_shown(void **state)
{
    (void)state;
    struct buf faults;
    buf_init(&faults, 65536);
    assert_int_equal(
        config_parse(arena,
                     STR("{\"platforms\":[{\"type\":\"mattermost\",\"url\":"
                         "\"https://a\",\"token_env\":\"s3cret-t0ken\"}]}"),
                     "c.json", "", SECRETS_NEEDED, &config, &faults),
        STATUS_INVALID);
    assert_null(strstr(faults.ptr, "s3cret"));
    assert_non_null(strstr(faults.ptr, "platforms[0].token_env: is not the "
                                       "name of an environment variable"));
    buf_fini(&faults);
}

static void token_files(void **state)
{
    (void)state;
    char folder[] = "/tmp/careerbot-XXXXXX", path[64], file[64];
    struct error err;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/c.json", folder);
    snprintf(file, sizeof file, "%s/token", folder);
    FILE *out = fopen(path, "w");
    fputs("{\"platforms\":[{\"type\":\"mattermost\",\"url\":\"https://a\","
          "\"token_file\":\"token\"}]}",
          out);
    fclose(out);
    assert_int_equal(config_read(arena, path, SECRETS_LEFT, &config, &err),
                     STATUS_OK);
    assert_null(config.platforms[0].token);
    assert_int_equal(config_read(arena, path, SECRETS_IF_THERE, &config, &err),
                     STATUS_OK);
    assert_null(config.platforms[0].token);
    assert_int_equal(config_read(arena, path, SECRETS_NEEDED, &config, &err),
                     STATUS_INVALID);
    out = fopen(file, "w");
    fputs("abc123\n", out);
    fclose(out);
    assert_int_equal(config_read(arena, path, SECRETS_NEEDED, &config, &err),
                     STATUS_OK);
    assert_string_equal(config.platforms[0].token, "abc123");
    out = fopen(file, "w");
    fputs("two\nlines\n", out);
    fclose(out);
    assert_int_equal(config_read(arena, path, SECRETS_NEEDED, &config, &err),
                     STATUS_INVALID);
    remove(file);
    remove(path);
    assert_int_equal(config_read(arena, path, SECRETS_NEEDED, &config, &err),
                     STATUS_NOT_FOUND);
    assert_int_equal(config_read(arena, folder, SECRETS_NEEDED, &config, &err),
                     STATUS_IO);
    remove(folder);
}

static void json_faults_have_a_place(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"", "c.json: line 1, column 1: not JSON: it is empty"},
        {"{\n  \"listen\": \"127.0.0.1:1\",\n}", "c.json: line 3, column 1: "
                                                 "not JSON"},
        {"{\"hosts\": [\"a\" \"b\"]}", "c.json: line 1, column 16: not JSON"},
        {"{}\n{}", "c.json: line 2, column 1: not JSON: more text"},
        {"{\"\xe8\xad\xb7\xe7\x90\x86\": \x01}", "c.json: line 1, column 9: "},
        {"{\"a\": \"\xff\"}", "c.json: line 1, column 8: not JSON: bytes that "
                              "are not UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        objects(cases[i][0], cases[i][1]);
}

static void shipped_files_have_no_faults(void **state)
{
    (void)state;
    struct error err;
    assert_int_equal(config_read(arena, PROJECT_DIR "/config/careerbot.json",
                                 SECRETS_NEEDED, &config, &err),
                     STATUS_OK);
    assert_string_equal(config.knowledge, PROJECT_DIR "/config/knowledge.pack");
    assert_int_equal(config_read(arena, PROJECT_DIR "/config/mattermost.json",
                                 SECRETS_LEFT, &config, &err),
                     STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults),
        cmocka_unit_test(the_built_in_one_has_no_faults),
        cmocka_unit_test(everything_given),
        cmocka_unit_test(no_server),
        cmocka_unit_test(one_fault_each),
        cmocka_unit_test(urls),
        cmocka_unit_test(keys_of_mattermost),
        cmocka_unit_test(a_callback_needs_a_server),
        cmocka_unit_test(the_host_of_a_callback_is_allowed),
        cmocka_unit_test(accounts),
        cmocka_unit_test(an_account_stands_there_once),
        cmocka_unit_test(a_language_model),
        cmocka_unit_test(faults_of_a_language_model),
        cmocka_unit_test(all_faults_at_once),
        cmocka_unit_test(secrets),
        cmocka_unit_test(a_token_in_the_wrong_place_is_not_shown),
        cmocka_unit_test(token_files),
        cmocka_unit_test(json_faults_have_a_place),
        cmocka_unit_test(shipped_files_have_no_faults),
    };
    return cmocka_run_group_tests(tests, begin, end_arena);
}
