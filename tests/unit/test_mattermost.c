/* The adapter's own decisions: which configurations cannot work, and that it
 * starts and stops without the network. The rest needs a server: tests/sim. */
#include "unit.h"

#include "mattermost.h"
#include "reactor.h"
#include "store.h"

#include <string.h>

static void on_message(struct platform *from, const struct message *message,
                       void *user)
{
    (void)from, (void)message, (void)user;
}

static void refuses_what_cannot_work(void **state)
{
    (void)state;
    static char long_token[2000], long_url[3000] = "https://chat.test/";
    static const struct {
        const char *url, *token, *says;
    } cases[] = {
        {NULL, "t", "\"url\" is missing"},
        {"chat.test", "t", "not a URL"},
        {"wss://chat.test", "t", "https://"},
        {"http://chat.test", "t", "unencrypted"},
        {"https://chat.test/?x", "t", "query"},
        {long_url, "t", "longer than"},
        {"https://chat.test", NULL, "no token"},
        {"https://chat.test", "", "no token"},
        {"https://chat.test", "secret word", "MM_TOKEN"},
        {"https://chat.test", "secret\n", "MM_TOKEN"},
        {"https://chat.test", "secr\xc3\xa9t", "MM_TOKEN"},
        {"https://chat.test", long_token, "too long"},
    };
    memset(long_token, 'x', sizeof long_token - 1);
    memset(long_url + strlen(long_url), 'x', 2500);
    struct reactor *reactor;
    assert_int_equal(reactor_new(&reactor, NULL), STATUS_OK);
    struct platform_host host = {.on_message = on_message, .reactor = reactor};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct platform_config config = {.type = "mattermost",
                                         .url = cases[i].url,
                                         .token = cases[i].token,
                                         .token_env = "MM_TOKEN"};
        struct platform *platform;
        struct error err = {""};
        assert_int_equal(
            mattermost_platform.start(&config, &host, &platform, &err),
            STATUS_INVALID);
        if (!strstr(err.text, cases[i].says) || strstr(err.text, "secret"))
            fail_msg("%s: %s", cases[i].says, err.text);
    }
    reactor_free(reactor);
}

static void starts_and_stops(void **state)
{
    (void)state;
    struct reactor *reactor;
    struct platform *platform;
    struct store *store;
    assert_int_equal(reactor_new(&reactor, NULL), STATUS_OK);
    assert_int_equal(store_open("sqlite::memory:", &store, NULL), STATUS_OK);
    struct platform_host host = {
        .on_message = on_message, .reactor = reactor, .store = store};
    struct platform_config config = {.type = "mattermost",
                                     .url = "http://localhost:1//",
                                     .token = "t",
                                     .account = "mattermost test"};
    assert_int_equal(mattermost_platform.start(&config, &host, &platform, NULL),
                     STATUS_OK);
    assert_false(mattermost_platform.ready(platform));
    mattermost_platform.stop(platform);
    mattermost_platform.stop(NULL);
    store_close(store);
    reactor_free(reactor);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_what_cannot_work),
        cmocka_unit_test(starts_and_stops),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
