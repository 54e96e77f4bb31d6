/* curl's multi interface on the reactor: the sockets of curl sit in one epoll
 * descriptor, which libwebsockets watches as a raw file (it would close what
 * it adopts, so it never gets curl's sockets themselves). Retrying is left to
 * the callers. */
#include "http.h"

#include "buf.h"
#include "easy.h"
#include "proxy.h"
#include "reactor_lws.h"
#include "url.h"
#include "xmalloc.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

enum { EVENTS_AT_ONCE = 16 };

struct http {
    struct reactor *reactor;
    struct timer *timer;
    CURLM *multi;
    int epoll_fd;
    struct lws *wsi; /* owns epoll_fd */
    struct transfer *transfers;
    size_t in_flight, max_in_flight;
    char *ca_file, *proxy;
    bool allow_plaintext;
};

struct transfer {
    struct http *http;
    struct transfer *next;
    CURL *easy;
    struct curl_slist *headers;
    char *body;
    struct str unsent; /* of a POST */
    struct buf response;
    http_done_fn done;
    void *user;
    char problem[CURL_ERROR_SIZE];
};

static void transfer_free(struct transfer *t)
{
    struct http *http = t->http;
    struct transfer **at = &http->transfers;
    while (*at && *at != t)
        at = &(*at)->next;
    if (*at) {
        *at = t->next;
        http->in_flight--;
        curl_multi_remove_handle(http->multi, t->easy);
    }
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->headers);
    free(t->body);
    buf_fini(&t->response);
    free(t);
}

static size_t on_body(char *bytes, size_t one, size_t len, void *user)
{
    struct transfer *t = user;
    (void)one;
    buf_add(&t->response, (struct str){bytes, len});
    return t->response.full ? 0 : len; /* less than len ends the transfer */
}

static enum status status_of(CURLcode code)
{
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
        return STATUS_TIMEOUT;
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return STATUS_NOT_FOUND;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
        return STATUS_DENIED;
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_SEND_FAIL_REWIND:
        return STATUS_CLOSED;
    default:
        return STATUS_IO;
    }
}

static int64_t date_ms(CURL *easy)
{
    const char *header = easy_header(easy, "Date");
    time_t date = header ? curl_getdate(header, NULL) : -1;
    return date > 0 ? (int64_t)date * 1000 : 0;
}

/* Calls done; the transfer is gone before, so that done may send again. */
static void finish(struct transfer *t, CURLcode code)
{
    char problem[CURL_ERROR_SIZE + 128] = "";
    long request_bytes = 0;
    curl_easy_getinfo(t->easy, CURLINFO_REQUEST_SIZE, &request_bytes);
    struct http_response response = {
        .code = easy_code(t->easy),
        .sent = request_bytes > 0,
        .retry_after_s = easy_retry_after_s(t->easy),
        .date_ms = date_ms(t->easy),
    };
    if (t->response.full) {
        response.status = STATUS_FULL;
        snprintf(problem, sizeof problem,
                 "the response is longer than %zu bytes", t->response.max);
    } else if (code != CURLE_OK) {
        response.status = status_of(code);
        /* For these two, curl's own text counts the milliseconds, which would
         * make every failure look like a new one. */
        bool plain = code == CURLE_COULDNT_CONNECT ||
                     code == CURLE_OPERATION_TIMEDOUT || !t->problem[0];
        const char *text = code == CURLE_SEND_FAIL_REWIND
                               ? "the connection was lost before the answer"
                           : plain ? curl_easy_strerror(code)
                                   : t->problem;
        snprintf(problem, sizeof problem, "%s%s", text,
                 code == CURLE_PEER_FAILED_VERIFICATION
                     ? " (a private authority belongs in \"ca_file\")"
                     : "");
    }
    if (response.status != STATUS_OK)
        response.problem = problem;
    struct buf body = t->response;
    t->response = (struct buf){0};
    response.body = response.status == STATUS_OK ? buf_str(&body) : STR("");
    http_done_fn done = t->done;
    void *user = t->user;
    transfer_free(t);
    done(&response, user);
    buf_fini(&body);
}

static void finish_all_done(struct http *http)
{
    CURLMsg *message;
    int left;
    while ((message = curl_multi_info_read(http->multi, &left))) {
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result;
        struct transfer *t = NULL;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        finish(t, code);
    }
}

static void on_timer(void *user)
{
    struct http *http = user;
    int running;
    curl_multi_socket_action(http->multi, CURL_SOCKET_TIMEOUT, 0, &running);
    finish_all_done(http);
}

static int on_curl_timer(CURLM *multi, long timeout_ms, void *user)
{
    struct http *http = user;
    (void)multi;
    if (timeout_ms < 0)
        timer_stop(http->timer);
    else
        timer_start(http->timer, timeout_ms);
    return 0;
}

static int on_curl_socket(CURL *easy, curl_socket_t fd, int what, void *user,
                          void *known)
{
    struct http *http = user;
    (void)easy, (void)known;
    if (what == CURL_POLL_REMOVE) {
        epoll_ctl(http->epoll_fd, EPOLL_CTL_DEL, fd, NULL);
        return 0;
    }
    struct epoll_event event = {.data.fd = fd};
    if (what & CURL_POLL_IN)
        event.events |= EPOLLIN;
    if (what & CURL_POLL_OUT)
        event.events |= EPOLLOUT;
    /* curl may have closed a descriptor and got the same number again, so
     * what it calls new and what epoll knows need not agree. */
    if (epoll_ctl(http->epoll_fd, EPOLL_CTL_MOD, fd, &event) < 0 &&
        errno == ENOENT)
        epoll_ctl(http->epoll_fd, EPOLL_CTL_ADD, fd, &event);
    return 0;
}

static void on_epoll(struct http *http)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int count = epoll_wait(http->epoll_fd, events, EVENTS_AT_ONCE, 0);
    for (int i = 0; i < count; i++) {
        int what = 0, running;
        if (events[i].events & EPOLLIN)
            what |= CURL_CSELECT_IN;
        if (events[i].events & EPOLLOUT)
            what |= CURL_CSELECT_OUT;
        if (events[i].events & (EPOLLERR | EPOLLHUP))
            what |= CURL_CSELECT_ERR;
        curl_multi_socket_action(http->multi, events[i].data.fd, what,
                                 &running);
    }
    finish_all_done(http);
}

static int on_lws(struct lws *wsi, enum lws_callback_reasons reason, void *user,
                  void *in, size_t len)
{
    (void)user, (void)in, (void)len;
    if (reason == LWS_CALLBACK_RAW_RX_FILE) {
        struct http *http = lws_get_opaque_user_data(wsi);
        if (http)
            on_epoll(http);
    }
    return 0;
}

static const struct lws_protocols protocols[] = {
    {.name = "careerbot-http", .callback = on_lws},
    {0},
};

/* One vhost per context, however many struct http there are. */
static struct lws_vhost *http_vhost(struct lws_context *context)
{
    struct lws_context_creation_info info = {
        .vhost_name = "http-client",
        .port = CONTEXT_PORT_NO_LISTEN,
        .protocols = protocols,
    };
    struct lws_vhost *vhost = lws_get_vhost_by_name(context, info.vhost_name);
    return vhost ? vhost : lws_create_vhost(context, &info);
}

static bool adopt_epoll(struct http *http)
{
    struct lws_vhost *vhost = http_vhost(reactor_context(http->reactor));
    if (!vhost || http->epoll_fd < 0)
        return false;
    lws_sock_file_fd_type fd = {.filefd = http->epoll_fd};
    http->wsi = lws_adopt_descriptor_vhost(vhost, LWS_ADOPT_RAW_FILE_DESC, fd,
                                           protocols[0].name, NULL);
    if (http->wsi)
        lws_set_opaque_user_data(http->wsi, http);
    return http->wsi;
}

enum status http_new(struct reactor *reactor,
                     const struct http_options *options, struct http **out,
                     struct error *err)
{
    struct http *http = xcalloc(1, sizeof *http);
    http->reactor = reactor;
    http->max_in_flight = options->max_in_flight;
    http->ca_file = options->ca_file ? xstrdup(options->ca_file) : NULL;
    http->proxy = options->proxy ? xstrdup(options->proxy) : NULL;
    http->allow_plaintext = options->allow_plaintext;
    http->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
    http->timer = timer_new(reactor, on_timer, http);
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        http->multi = curl_multi_init();
    if (!http->multi || !adopt_epoll(http)) {
        http_free(http);
        return error_set(err, STATUS_IO,
                         "cannot set up HTTP on the network loop; too little "
                         "memory or too few open files allowed (see ulimit "
                         "-n)");
    }
    curl_multi_setopt(http->multi, CURLMOPT_SOCKETFUNCTION, on_curl_socket);
    curl_multi_setopt(http->multi, CURLMOPT_SOCKETDATA, http);
    curl_multi_setopt(http->multi, CURLMOPT_TIMERFUNCTION, on_curl_timer);
    curl_multi_setopt(http->multi, CURLMOPT_TIMERDATA, http);
    *out = http;
    return STATUS_OK;
}

void http_free(struct http *http)
{
    if (!http)
        return;
    while (http->transfers)
        transfer_free(http->transfers);
    curl_multi_cleanup(http->multi);
    timer_free(http->timer);
    if (http->wsi) { /* closes epoll_fd with it */
        lws_set_opaque_user_data(http->wsi, NULL);
        lws_set_timeout(http->wsi, PENDING_TIMEOUT_USER_OK, LWS_TO_KILL_ASYNC);
    } else if (http->epoll_fd >= 0) {
        close(http->epoll_fd);
    }
    free(http->ca_file);
    free(http->proxy);
    free(http);
}

/* curl repeats a request by itself when a connection that it had kept breaks
 * before the answer. A POST would be done twice; read from here, it cannot be
 * rewound, so that it fails instead. */
static size_t on_send(char *out, size_t one, size_t room, void *user)
{
    struct transfer *t = user;
    size_t len = t->unsent.len < one * room ? t->unsent.len : one * room;
    memcpy(out, t->unsent.ptr, len);
    t->unsent = str_slice(t->unsent, len, t->unsent.len);
    return len;
}

static void add_header(struct transfer *t, const char *line)
{
    struct curl_slist *longer = curl_slist_append(t->headers, line);
    if (longer)
        t->headers = longer;
}

static void set_request(struct transfer *t, const struct http_request *request)
{
    CURL *easy = t->easy;
    curl_easy_setopt(easy, CURLOPT_URL, request->url);
    curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request->method);
    if (request->body.len > 0) {
        t->body = xmalloc(request->body.len);
        memcpy(t->body, request->body.ptr, request->body.len);
        if (strcmp(request->method, "POST") == 0) {
            t->unsent = (struct str){t->body, request->body.len};
            curl_easy_setopt(easy, CURLOPT_POST, 1L);
            curl_easy_setopt(easy, CURLOPT_READFUNCTION, on_send);
            curl_easy_setopt(easy, CURLOPT_READDATA, t);
        } else {
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, t->body);
        }
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         (curl_off_t)request->body.len);
    } else if (strcmp(request->method, "POST") == 0) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "");
    }
    for (size_t i = 0; i < HTTP_HEADERS && request->headers[i]; i++)
        add_header(t, request->headers[i]);
    add_header(t, "Expect:"); /* no waiting for "100 Continue" */
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, t->headers);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, (long)request->timeout_ms);
}

static void set_options(struct transfer *t, const struct url *url)
{
    struct http *http = t->http;
    CURL *easy = t->easy;
    easy_rules(easy, http->ca_file, proxy_for(http->reactor, url, http->proxy));
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* A name server that does not answer must not hold up the loop. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_USERAGENT, "careerbot/" CAREERBOT_VERSION);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->problem);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, t);
}

enum status http_send(struct http *http, const struct http_request *request,
                      http_done_fn done, void *user)
{
    struct url url;
    if (url_parse(str_from(request->url), &url, NULL) != STATUS_OK ||
        (url.scheme != URL_HTTP && url.scheme != URL_HTTPS) ||
        url_check_plaintext(&url, http->allow_plaintext, NULL) != STATUS_OK)
        return STATUS_INVALID;
    for (size_t i = 0; i < HTTP_HEADERS && request->headers[i]; i++)
        if (strpbrk(request->headers[i], "\r\n"))
            return STATUS_INVALID;
    if (http->in_flight >= http->max_in_flight)
        return STATUS_FULL;

    struct transfer *t = xcalloc(1, sizeof *t);
    t->http = http;
    t->easy = curl_easy_init();
    t->done = done;
    t->user = user;
    buf_init(&t->response, request->max_bytes);
    if (!t->easy) {
        free(t);
        return STATUS_FULL;
    }
    set_request(t, request);
    set_options(t, &url);
    t->next = http->transfers;
    http->transfers = t;
    http->in_flight++;
    if (curl_multi_add_handle(http->multi, t->easy) != CURLM_OK) {
        transfer_free(t);
        return STATUS_FULL;
    }
    return STATUS_OK;
}
