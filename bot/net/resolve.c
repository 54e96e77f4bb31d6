/* getaddrinfo_a in the background, looked after by a timer. A look-up that
 * nobody waits for any more cannot always be stopped; its memory is kept
 * until glibc is done with it. */
#include "resolve.h"

#include "xmalloc.h"

#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>

enum { FIRST_LOOK_MS = 1, LONGEST_LOOK_MS = 32 };

/* What glibc works on: must outlive its work. */
struct lookup {
    struct gaicb request;
    struct addrinfo hints;
    char *host;
    struct lookup *next; /* of the abandoned ones */
};

struct resolve {
    struct reactor *reactor;
    struct timer *timer;
    struct lookup *lookup;
    int64_t deadline_ms;
    int64_t look_ms; /* until the next look at the result */
    int start_error;
    resolve_done_fn done;
    void *user;
};

static struct lookup *abandoned;

static void lookup_free(struct lookup *lookup)
{
    if (lookup->request.ar_result)
        freeaddrinfo(lookup->request.ar_result);
    free(lookup->host);
    free(lookup);
}

static void sweep_abandoned(void)
{
    for (struct lookup **at = &abandoned; *at;) {
        struct lookup *lookup = *at;
        if (gai_error(&lookup->request) == EAI_INPROGRESS) {
            at = &lookup->next;
        } else {
            *at = lookup->next;
            lookup_free(lookup);
        }
    }
}

static struct lookup *lookup_start(const char *host, int *error)
{
    struct lookup *lookup = xcalloc(1, sizeof *lookup);
    lookup->host = xstrdup(host);
    lookup->hints.ai_socktype = SOCK_STREAM;
    lookup->request.ar_name = lookup->host;
    lookup->request.ar_request = &lookup->hints;
    struct gaicb *list[1] = {&lookup->request};
    *error = getaddrinfo_a(GAI_NOWAIT, list, 1, NULL);
    return lookup;
}

static size_t take_addresses(const struct addrinfo *info,
                             struct resolve_address *out)
{
    size_t count = 0;
    for (; info && count < RESOLVE_ADDRESSES; info = info->ai_next)
        if ((info->ai_family == AF_INET || info->ai_family == AF_INET6) &&
            getnameinfo(info->ai_addr, info->ai_addrlen, out[count].text,
                        sizeof out[count].text, NULL, 0, NI_NUMERICHOST) == 0)
            count++;
    return count;
}

/* Calls done, which may free r. */
static void finish(struct resolve *r, int error)
{
    struct resolve_address addresses[RESOLVE_ADDRESSES];
    size_t count = 0;
    char problem[400];
    if (error == 0)
        count = take_addresses(r->lookup->request.ar_result, addresses);
    if (count > 0) {
        r->done(STATUS_OK, NULL, addresses, count, r->user);
        return;
    }
    snprintf(problem, sizeof problem, "the name %s cannot be looked up: %s",
             r->lookup->host,
             error ? gai_strerror(error) : "it has no address");
    r->done(STATUS_NOT_FOUND, problem, NULL, 0, r->user);
}

static void look(void *user)
{
    struct resolve *r = user;
    char problem[400];
    int error =
        r->start_error ? r->start_error : gai_error(&r->lookup->request);
    if (error != EAI_INPROGRESS) {
        finish(r, error);
        return;
    }
    if (reactor_now_ms(r->reactor) >= r->deadline_ms) {
        snprintf(problem, sizeof problem,
                 "looking up the name %s took too long: no name server answers",
                 r->lookup->host);
        r->done(STATUS_TIMEOUT, problem, NULL, 0, r->user);
        return;
    }
    timer_start(r->timer, r->look_ms);
    if (r->look_ms < LONGEST_LOOK_MS)
        r->look_ms *= 2;
}

struct resolve *resolve_start(struct reactor *reactor, const char *host,
                              int timeout_ms, resolve_done_fn done, void *user)
{
    sweep_abandoned();
    struct resolve *r = xcalloc(1, sizeof *r);
    r->reactor = reactor;
    r->timer = timer_new(reactor, look, r);
    r->deadline_ms = reactor_now_ms(reactor) + timeout_ms;
    r->look_ms = FIRST_LOOK_MS;
    r->done = done;
    r->user = user;
    r->lookup = lookup_start(host, &r->start_error);
    timer_start(r->timer, 0);
    return r;
}

void resolve_free(struct resolve *r)
{
    if (!r)
        return;
    timer_free(r->timer);
    if (gai_cancel(&r->lookup->request) == EAI_NOTCANCELED) {
        r->lookup->next = abandoned;
        abandoned = r->lookup;
    } else {
        lookup_free(r->lookup);
    }
    free(r);
}
