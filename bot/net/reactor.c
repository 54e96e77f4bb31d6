/* The loop: the libwebsockets context, timers on its sorted list, signals
 * through a signalfd. Leaves all sockets to http.c, ws.c and server.c. */
#include "reactor.h"

#include "log.h"
#include "reactor_lws.h"
#include "xmalloc.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <time.h>
#include <unistd.h>

struct reactor {
    struct lws_context *context;
    struct lws_vhost *files;
    struct watch *signals;
    bool stopping;
    void (*hangup)(void *user);
    void *hangup_user;
    char *http_proxy, *all_proxy;
};

struct watch {
    struct lws *wsi;
    int fd;
    void (*fn)(void *user);
    void *user;
};

struct timer {
    lws_sorted_usec_list_t sul;
    struct reactor *reactor;
    timer_fn fn;
    void *user;
};

/* Lines of libwebsockets for the administrator: at most this many a minute,
 * since some of them can be caused from outside at will. */
#define LWS_LINES_PER_MINUTE 10

static void log_lws(int level, const char *line)
{
    static time_t minute;
    static int lines;
    size_t len = strcspn(line, "\r\n");
    if (level != LLL_ERR) {
        log_debug("net", "%.*s", (int)len, line);
        return;
    }
    time_t now = time(NULL) / 60;
    if (now != minute) {
        minute = now;
        lines = 0;
    }
    if (lines++ < LWS_LINES_PER_MINUTE)
        log_warn("net", "%.*s", (int)len, line);
    else
        log_debug("net", "%.*s", (int)len, line);
}

static int on_file(struct lws *wsi, enum lws_callback_reasons reason,
                   void *user, void *in, size_t len)
{
    (void)user, (void)in, (void)len;
    if (reason == LWS_CALLBACK_RAW_RX_FILE) {
        struct watch *watch = lws_get_opaque_user_data(wsi);
        watch->fn(watch->user);
    }
    return 0;
}

static const struct lws_protocols protocols[] = {
    {.name = "careerbot-files", .callback = on_file},
    {0},
};

struct watch *watch_new(struct reactor *reactor, int fd, void (*fn)(void *user),
                        void *user)
{
    lws_sock_file_fd_type file = {.filefd = fd};
    struct lws *wsi = lws_adopt_descriptor_vhost(
        reactor->files, LWS_ADOPT_RAW_FILE_DESC, file, protocols[0].name, NULL);
    if (!wsi) {
        close(fd);
        return NULL;
    }
    struct watch *watch = xcalloc(1, sizeof(*watch));
    *watch = (struct watch){.wsi = wsi, .fd = fd, .fn = fn, .user = user};
    lws_set_opaque_user_data(wsi, watch);
    return watch;
}

void watch_free(struct watch *watch)
{
    if (!watch)
        return;
    lws_set_timeout(watch->wsi, PENDING_TIMEOUT_USER_REASON_BASE,
                    LWS_TO_KILL_SYNC);
    free(watch);
}

static void read_signals(void *user)
{
    struct reactor *reactor = user;
    struct signalfd_siginfo info;
    bool hangup = false;
    while (read(reactor->signals->fd, &info, sizeof(info)) ==
           (ssize_t)sizeof(info)) {
        if (info.ssi_signo == SIGHUP)
            hangup = true;
        else
            reactor_stop(reactor);
    }
    if (hangup && !reactor->stopping && reactor->hangup)
        reactor->hangup(reactor->hangup_user);
}

/* libwebsockets would send every client connection through http_proxy, those
 * to loopback too; the program decides itself. */
static char *take_environment(const char *name)
{
    const char *value = getenv(name);
    char *copy = value && *value ? xstrdup(value) : NULL;
    unsetenv(name);
    return copy;
}

/* Enough descriptors for REACTOR_MAX_FDS, as far as the system lets us. */
static void raise_descriptor_limit(void)
{
    struct rlimit limit;
    rlim_t wanted = REACTOR_MAX_FDS + 64;
    if (getrlimit(RLIMIT_NOFILE, &limit) < 0 || limit.rlim_cur >= wanted)
        return;
    limit.rlim_cur = limit.rlim_max < wanted ? limit.rlim_max : wanted;
    if (setrlimit(RLIMIT_NOFILE, &limit) < 0)
        log_warn("net", "cannot raise the limit of open files: %s",
                 strerror(errno));
}

static bool watch_signals(struct reactor *reactor, const sigset_t *signals)
{
    struct lws_context_creation_info info = {
        .vhost_name = "files",
        .port = CONTEXT_PORT_NO_LISTEN,
        .protocols = protocols,
    };
    reactor->files = lws_create_vhost(reactor->context, &info);
    if (!reactor->files)
        return false;
    int fd = signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd < 0)
        return false;
    reactor->signals = watch_new(reactor, fd, read_signals, reactor);
    return reactor->signals != NULL;
}

enum status reactor_new(struct reactor **out, struct error *err)
{
    struct reactor *reactor = xcalloc(1, sizeof(*reactor));
    reactor->http_proxy = take_environment("http_proxy");
    reactor->all_proxy = take_environment("all_proxy");
    raise_descriptor_limit();

    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGHUP);
    /* for good: while the program ends, another one must not kill it */
    pthread_sigmask(SIG_BLOCK, &signals, NULL);

    lws_set_log_level(LLL_ERR | LLL_WARN, log_lws);
    struct lws_context_creation_info info = {
        .port = CONTEXT_PORT_NO_LISTEN,
        .options = LWS_SERVER_OPTION_EXPLICIT_VHOSTS |
                   LWS_SERVER_OPTION_DO_SSL_GLOBAL_INIT,
        .fd_limit_per_thread = REACTOR_MAX_FDS,
        .user = reactor,
    };
    reactor->context = lws_create_context(&info);
    if (reactor->context && watch_signals(reactor, &signals)) {
        *out = reactor;
        return STATUS_OK;
    }
    reactor_free(reactor);
    return error_set(err, STATUS_IO,
                     "cannot set up the network loop; too little memory or "
                     "too few open files allowed (see ulimit -n)");
}

void reactor_free(struct reactor *reactor)
{
    if (!reactor)
        return;
    watch_free(reactor->signals);
    if (reactor->context)
        lws_context_destroy(reactor->context);
    free(reactor->http_proxy);
    free(reactor->all_proxy);
    free(reactor);
}

void reactor_run(struct reactor *reactor)
{
    while (!reactor->stopping && lws_service(reactor->context, 0) >= 0)
        ;
    reactor->stopping = false;
}

void reactor_stop(struct reactor *reactor)
{
    reactor->stopping = true;
    lws_cancel_service(reactor->context); /* a flag alone wakes no poll() */
}

void reactor_on_hangup(struct reactor *reactor, void (*fn)(void *user),
                       void *user)
{
    reactor->hangup = fn;
    reactor->hangup_user = user;
}

static int64_t clock_ms(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t reactor_now_ms(const struct reactor *reactor)
{
    (void)reactor;
    return clock_ms(CLOCK_MONOTONIC);
}

int64_t reactor_unix_ms(const struct reactor *reactor)
{
    (void)reactor;
    return clock_ms(CLOCK_REALTIME);
}

struct timer *timer_new(struct reactor *reactor, timer_fn fn, void *user)
{
    struct timer *timer = xcalloc(1, sizeof(*timer));
    timer->reactor = reactor;
    timer->fn = fn;
    timer->user = user;
    return timer;
}

void timer_free(struct timer *timer)
{
    if (!timer)
        return;
    timer_stop(timer);
    free(timer);
}

/* The list no longer holds the timer when this is called, so that fn may
 * free it; nothing of it is touched afterwards. */
static void timer_fired(lws_sorted_usec_list_t *sul)
{
    struct timer *timer = lws_container_of(sul, struct timer, sul);
    timer->fn(timer->user);
}

void timer_start(struct timer *timer, int64_t delay_ms)
{
    int64_t longest_ms = INT64_MAX / LWS_US_PER_MS / 2;
    if (delay_ms > longest_ms)
        delay_ms = longest_ms;
    lws_usec_t delay = delay_ms > 0 ? delay_ms * LWS_US_PER_MS : 1;
    lws_sul_schedule(timer->reactor->context, 0, &timer->sul, timer_fired,
                     delay);
}

void timer_stop(struct timer *timer)
{
    lws_sul_cancel(&timer->sul);
}

struct lws_context *reactor_context(const struct reactor *reactor)
{
    return reactor->context;
}

const char *reactor_http_proxy(const struct reactor *reactor)
{
    return reactor->http_proxy;
}

const char *reactor_all_proxy(const struct reactor *reactor)
{
    return reactor->all_proxy;
}
