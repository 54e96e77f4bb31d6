/* The one loop everything runs on: timers, signals, and (through http.h,
 * ws.h and server.h) the network. libwebsockets leads, curl joins it. */
#ifndef REACTOR_H
#define REACTOR_H

#include "status.h"

#include <stdbool.h>
#include <stdint.h>

struct reactor;
struct timer;

/* Takes SIGINT, SIGTERM and SIGHUP for itself, ignores SIGPIPE, and removes
 * http_proxy from the environment after remembering the proxy settings.
 * One per process. Owned: free with reactor_free, after everything on it. */
MUST_CHECK enum status reactor_new(struct reactor **out, struct error *err);
void reactor_free(struct reactor *reactor); /* NULL is fine */

/* Runs until reactor_stop. */
void reactor_run(struct reactor *reactor);

/* Makes reactor_run return soon. From callbacks only. */
void reactor_stop(struct reactor *reactor);

/* SIGINT and SIGTERM stop the loop; SIGHUP calls this. */
void reactor_on_hangup(struct reactor *reactor, void (*fn)(void *user),
                       void *user);

/* Milliseconds: of a clock that never goes back; and Unix time. */
int64_t reactor_now_ms(const struct reactor *reactor);
int64_t reactor_unix_ms(const struct reactor *reactor);

typedef void (*timer_fn)(void *user);

/* A timer that is not running. Owned: free with timer_free, which also stops
 * it; allowed inside its own callback. */
struct timer *timer_new(struct reactor *reactor, timer_fn fn, void *user);
void timer_free(struct timer *timer); /* NULL is fine */

/* Calls fn once, delay_ms from now (0: as soon as the loop is free), instead
 * of whenever it was to run before. */
void timer_start(struct timer *timer, int64_t delay_ms);
void timer_stop(struct timer *timer);

#endif
