/* The chat page on the program's server: who is connected, which answer goes
 * where. Frames are read in web_in.c and written in web_out.c. */
#include "web.h"

#include "knowledge.h"
#include "log.h"
#include "reactor.h"
#include "server.h"
#include "web_in.h"
#include "web_out.h"
#include "web_page.h"
#include "xmalloc.h"

#include <stdio.h>
#include <stdlib.h>

/* A question may come escaped, six bytes for one. */
enum {
    MAX_FRAME_BYTES = 6 * QUESTION_MAX_BYTES + 1024,
    MAX_ANSWER_BYTES = 256 * 1024,
    CLIENT_BYTES = 63, /* an IPv6 address with the name of an interface */
};

struct session { /* one connection */
    struct platform *web;
    struct session *prev, *next;
    struct server_peer *peer;
    char tag[40]; /* no other connection ever has it */
    char person[WEB_PERSON_BYTES + 1];
    char client[CLIENT_BYTES + 1]; /* its address */
};

struct platform {
    struct platform_host host;
    struct session *sessions;
    struct session *asking; /* whose question is being handed over, or NULL */
    struct arena *arena;    /* for one frame */
    int64_t started_ms;     /* Unix time */
    unsigned long long opened;
};

static void serve_file(const struct server_request *request,
                       struct server_response *response, void *user)
{
    (void)request;
    const struct page_file *file = user;
    response->code = 200;
    response->content_type = file->content_type;
    response->headers = file->headers;
    response->body = (struct str){(const char *)file->bytes, file->len};
}

static bool on_open(struct server_peer *peer, struct str client, void **state,
                    void *user)
{
    struct platform *web = user;
    struct session *session = xcalloc(1, sizeof(*session));
    session->web = web;
    session->peer = peer;
    snprintf(session->tag, sizeof(session->tag), "%llx-%llx",
             (unsigned long long)web->started_ms, ++web->opened);
    snprintf(session->person, sizeof(session->person), "%s", session->tag);
    snprintf(session->client, sizeof(session->client), "%.*s", STR_ARG(client));
    session->next = web->sessions;
    if (session->next)
        session->next->prev = session;
    web->sessions = session;
    *state = session;
    return true;
}

static void on_close(struct server_peer *peer, void *state, void *user)
{
    (void)peer;
    struct platform *web = user;
    struct session *session = state;
    if (session->prev)
        session->prev->next = session->next;
    else
        web->sessions = session->next;
    if (session->next)
        session->next->prev = session->prev;
    free(session);
}

static enum status send_frame(struct session *session, const struct buf *frame)
{
    return server_ws_send(session->peer, buf_str(frame));
}

static void refuse(struct session *session, enum web_frame why,
                   const struct message *message)
{
    struct buf frame;
    buf_init(&frame, 1024);
    web_refusal(&frame, why, message);
    enum status status = send_frame(session, &frame);
    if (status != STATUS_OK)
        log_debug("web", "a refusal could not be sent: %s",
                  status_name(status));
    buf_fini(&frame);
}

static void ask(struct session *session, struct message *message)
{
    struct platform *web = session->web;
    /* A page asks again what was not answered before its connection broke,
     * with the same id. For the rest of the program this is a new message. */
    message->id =
        arena_printf(web->arena, "%s.%.*s", session->tag, STR_ARG(message->id));
    message->person = message->channel = str_from(session->person);
    message->client = str_from(session->client);
    message->sent_ms = reactor_unix_ms(web->host.reactor);
    web->asking = session;
    web->host.on_message(web, message, web->host.user);
    web->asking = NULL;
}

static void on_text(struct server_peer *peer, struct str text, void *state,
                    void *user)
{
    (void)peer;
    struct platform *web = user;
    struct session *session = state;
    struct message message;
    arena_reset(web->arena);
    enum web_frame kind = web_read(web->arena, text, &message);
    if (message.person.len > 0)
        snprintf(session->person, sizeof(session->person), "%.*s",
                 STR_ARG(message.person));
    if (kind == WEB_ASK)
        ask(session, &message);
    else if (kind != WEB_HELLO)
        refuse(session, kind, &message);
}

static enum status web_start(const struct platform_config *config,
                             const struct platform_host *host,
                             struct platform **out, struct error *err)
{
    (void)config;
    if (!host->server)
        return error_set(err, STATUS_INVALID,
                         "the platform \"web\" needs \"listen\" in the "
                         "configuration, for example \"127.0.0.1:8080\"");
    struct platform *web = xcalloc(1, sizeof(*web));
    web->host = *host;
    web->arena = arena_new();
    web->started_ms = reactor_unix_ms(host->reactor);
    for (size_t i = 0; i < page_file_count; i++) {
        const struct page_file *file = &page_files[i];
        server_add_route(host->server,
                         &(struct server_route){"GET", file->path, serve_file,
                                                (void *)file});
    }
    struct server_ws_handler handler = {.path = "/ws",
                                        .max_message_bytes = MAX_FRAME_BYTES,
                                        .on_open = on_open,
                                        .on_text = on_text,
                                        .on_close = on_close,
                                        .user = web};
    server_set_ws(host->server, &handler);
    *out = web;
    return STATUS_OK;
}

/* The connection a question came by, or another one of the same person, who
 * has re-opened it meanwhile. */
static struct session *find_session(const struct platform *web, struct str tag,
                                    struct str person)
{
    struct session *same_person = NULL;
    if (web->asking && str_eq(str_from(web->asking->tag), tag))
        return web->asking; /* answered at once, as most are */
    for (struct session *s = web->sessions; s; s = s->next) {
        if (str_eq(str_from(s->tag), tag))
            return s;
        if (str_eq(str_from(s->person), person))
            same_person = s;
    }
    return same_person;
}

static enum status web_send(struct platform *web, const struct reply *reply)
{
    struct str id = reply->to->id;
    struct str tag = str_split(&id, '.');
    struct session *session = find_session(web, tag, reply->to->channel);
    if (!session)
        return STATUS_CLOSED;
    struct buf frame;
    buf_init(&frame, MAX_ANSWER_BYTES);
    web_answer(&frame, id, reply->answer);
    enum status status =
        frame.full ? STATUS_INVALID : send_frame(session, &frame);
    buf_fini(&frame);
    return status;
}

static bool web_ready(const struct platform *web)
{
    (void)web;
    return true;
}

static void web_stop(struct platform *web)
{
    if (!web)
        return;
    server_set_ws(web->host.server, NULL);
    arena_free(web->arena);
    free(web);
}

const struct platform_ops web_platform = {
    .name = "web",
    .start = web_start,
    .send = web_send,
    .ready = web_ready,
    .stop = web_stop,
};
