/* The web platform with a server that only remembers: which answer goes to
 * which connection. */
#include "reactor.h"
#include "server.h"
#include "unit.h"
#include "web.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ANN "person-of-the-browser-ann"
#define BOB "person-of-the-browser-bob"

/* ---- in place of the server and the reactor ---- */

struct server_peer {
    void *state;
    char sent[4096]; /* the last frame */
    int frames;
    bool gone;
};

static struct server_ws_handler handler;
static int routes;

void server_add_route(struct server *server, const struct server_route *route)
{
    (void)server;
    struct server_request request = {.path = STR_NONE};
    struct server_response response = {.code = 0};
    route->handle(&request, &response, route->user);
    assert_int_equal(response.code, 200);
    assert_true(response.body.len > 100);
    assert_non_null(strstr(response.headers[0], "Cache-Control: "));
    routes++;
}

void server_set_ws(struct server *server, const struct server_ws_handler *given)
{
    (void)server;
    handler = given ? *given : (struct server_ws_handler){.path = NULL};
}

enum status server_ws_send(struct server_peer *peer, struct str text)
{
    if (peer->gone)
        return STATUS_CLOSED;
    snprintf(peer->sent, sizeof(peer->sent), "%.*s", STR_ARG(text));
    peer->frames++;
    return STATUS_OK;
}

int64_t reactor_unix_ms(const struct reactor *reactor)
{
    (void)reactor;
    return 1700000000000;
}

/* ---- the middle of the program, which may answer later ---- */

struct fixture {
    struct platform *web;
    struct server_peer peers[3];
    bool later;
    int messages;
    char id[200], person[100], text[100], client[100]; /* the last message's */
    int64_t sent_ms;
};

static void answer(struct fixture *f, const char *id, const char *person)
{
    struct answer_block block = {.type = BLOCK_TEXT, .text = STR("because")};
    struct answer answer = {.lang = LANG_EN, .blocks = &block};
    struct message message = {.id = str_from(id), .channel = str_from(person)};
    struct reply reply = {&message, &answer};
    (void)!web_platform.send(f->web, &reply);
}

static void on_message(struct platform *from, const struct message *message,
                       void *user)
{
    struct fixture *f = user;
    f->web = from;
    f->messages++;
    f->sent_ms = message->sent_ms;
    assert_true(message->addressed && message->direct);
    assert_true(str_eq(message->channel, message->person));
    snprintf(f->id, sizeof(f->id), "%.*s", STR_ARG(message->id));
    snprintf(f->person, sizeof(f->person), "%.*s", STR_ARG(message->person));
    snprintf(f->text, sizeof(f->text), "%.*s", STR_ARG(message->text));
    snprintf(f->client, sizeof(f->client), "%.*s", STR_ARG(message->client));
    if (!f->later)
        answer(f, f->id, f->person);
}

static void open_peer(struct server_peer *peer, struct str client)
{
    *peer = (struct server_peer){.state = NULL};
    assert_true(handler.on_open(peer, client, &peer->state, handler.user));
}

static void close_peer(struct server_peer *peer)
{
    handler.on_close(peer, peer->state, handler.user);
    peer->gone = true;
}

static void say(struct server_peer *peer, const char *frame)
{
    handler.on_text(peer, str_from(frame), peer->state, handler.user);
}

static void hello(struct server_peer *peer, const char *person)
{
    char frame[200];
    snprintf(frame, sizeof(frame), "{\"type\":\"hello\",\"person\":\"%s\"}",
             person);
    say(peer, frame);
}

#define ASK "{\"type\":\"ask\",\"id\":\"q1\",\"text\":\"why?\"}"

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    static char server; /* never looked into */
    struct platform_host host = {.on_message = on_message,
                                 .user = f,
                                 .server = (struct server *)&server};
    struct platform_config config = {.type = "web"};
    routes = 0;
    assert_int_equal(web_platform.start(&config, &host, &f->web, NULL),
                     STATUS_OK);
    assert_string_equal(handler.path, "/ws");
    open_peer(&f->peers[0], STR("192.0.2.1"));
    open_peer(&f->peers[1], STR("2001:db8::1"));
    open_peer(&f->peers[2], STR("192.0.2.1"));
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 3; i++)
        if (!f->peers[i].gone)
            close_peer(&f->peers[i]);
    web_platform.stop(f->web);
    assert_null(handler.on_text);
    free(f);
    return 0;
}

static void the_page_is_served_and_the_platform_ready(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(routes, 4); /* page, style, two scripts */
    assert_true(web_platform.ready(f->web));
}

static void without_a_server_there_is_no_page(void **state)
{
    (void)state;
    struct platform_config config = {.type = "web"};
    struct platform_host host = {.server = NULL};
    struct platform *web;
    struct error err;
    assert_int_equal(web_platform.start(&config, &host, &web, &err),
                     STATUS_INVALID);
    assert_non_null(strstr(err.text, "\"listen\""));
    web_platform.stop(NULL);
}

static void a_question_is_answered_on_its_connection(void **state)
{
    struct fixture *f = *state;
    hello(&f->peers[0], ANN);
    hello(&f->peers[1], ANN); /* the same tab, duplicated */
    say(&f->peers[0], ASK);
    assert_string_equal(f->person, ANN);
    assert_string_equal(f->text, "why?");
    assert_true(f->sent_ms == 1700000000000);
    assert_non_null(strstr(f->peers[0].sent,
                           "{\"type\":\"answer\",\"id\":\"q1\","
                           "\"answer\":{"));
    assert_non_null(strstr(f->peers[0].sent, "because"));
    assert_int_equal(f->peers[1].frames, 0);
    assert_int_equal(f->peers[2].frames, 0);
}

static void people_are_told_apart(void **state)
{
    struct fixture *f = *state;
    char first[100];
    say(&f->peers[0], ASK); /* who never says hello is somebody, too */
    strcpy(first, f->person);
    say(&f->peers[1], ASK);
    assert_string_not_equal(first, f->person);
    hello(&f->peers[0], ANN);
    say(&f->peers[0], ASK);
    assert_string_equal(f->person, ANN);
    hello(&f->peers[0], BOB); /* a new chat in the same tab */
    say(&f->peers[0], ASK);
    assert_string_equal(f->person, BOB);
}

static void the_address_is_handed_on(void **state)
{
    struct fixture *f = *state;
    hello(&f->peers[0], ANN);
    say(&f->peers[0], ASK);
    assert_string_equal(f->client, "192.0.2.1");
    hello(&f->peers[1], ANN);
    say(&f->peers[1], ASK);
    assert_string_equal(f->client, "2001:db8::1");
}

static void a_question_asked_again_is_a_new_message(void **state)
{
    struct fixture *f = *state;
    char first[200];
    hello(&f->peers[0], ANN);
    say(&f->peers[0], ASK);
    strcpy(first, f->id);
    close_peer(&f->peers[0]);
    hello(&f->peers[1], ANN);
    say(&f->peers[1], ASK);
    assert_string_not_equal(first, f->id);
    assert_string_equal(f->person, ANN);
    assert_non_null(strstr(f->peers[1].sent, "\"id\":\"q1\""));
}

static void a_late_answer_finds_the_person(void **state)
{
    struct fixture *f = *state;
    f->later = true;
    hello(&f->peers[0], ANN);
    hello(&f->peers[1], BOB);
    say(&f->peers[0], ASK);
    close_peer(&f->peers[0]);
    answer(f, f->id, ANN); /* nobody there: dropped */
    assert_int_equal(f->peers[1].frames, 0);
    hello(&f->peers[2], ANN);
    answer(f, f->id, ANN);
    assert_int_equal(f->peers[2].frames, 1);
    assert_non_null(strstr(f->peers[2].sent, "\"id\":\"q1\""));
    assert_int_equal(f->peers[1].frames, 0);
}

static void what_is_no_question_is_refused_politely(void **state)
{
    struct fixture *f = *state;
    say(&f->peers[0], "nonsense");
    assert_non_null(strstr(f->peers[0].sent, "\"type\":\"error\""));
    assert_non_null(strstr(f->peers[0].sent, "\"code\":\"bad_frame\""));
    assert_null(strstr(f->peers[0].sent, "\"id\""));
    say(&f->peers[0], "{\"type\":\"ask\",\"id\":\"q7\",\"text\":\" \","
                      "\"lang\":\"zh-Hant\"}");
    assert_non_null(strstr(f->peers[0].sent, "\"id\":\"q7\""));
    assert_non_null(strstr(f->peers[0].sent, "裡面沒有問題"));
    assert_int_equal(f->messages, 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(the_page_is_served_and_the_platform_ready),
        TEST(a_question_is_answered_on_its_connection),
        TEST(people_are_told_apart),
        TEST(the_address_is_handed_on),
        TEST(a_question_asked_again_is_a_new_message),
        TEST(a_late_answer_finds_the_person),
        TEST(what_is_no_question_is_refused_politely),
        cmocka_unit_test(without_a_server_there_is_no_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
