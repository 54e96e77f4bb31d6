/* Fetches one file over HTTP and waits until it is there. For commands of
 * their own: it blocks, and needs no reactor.
 *
 * A file grows as PATH.part and takes the place of PATH only when it is whole
 * and has been checked, so that the last good copy stays through every
 * failure. What a failure leaves of PATH.part is continued by the next
 * download, where the server can. PATH.http keeps what the server said. */
#ifndef DOWNLOAD_H
#define DOWNLOAD_H

#include "status.h"
#include "url.h"

#include <stdbool.h>
#include <stdint.h>

enum download_end {
    DOWNLOAD_NEW,       /* PATH is another file than before */
    DOWNLOAD_UNCHANGED, /* PATH is what the server has */
    /* what follows are failures; PATH is as it was */
    DOWNLOAD_REFUSED,     /* 401, 403, 451 */
    DOWNLOAD_GONE,        /* 404, 410 */
    DOWNLOAD_BUSY,        /* 429, 503: retry_after_s may say until when */
    DOWNLOAD_SERVER,      /* another HTTP status or an answer against rules */
    DOWNLOAD_REDIRECT,    /* to where download_may_follow does not go */
    DOWNLOAD_UNREACHABLE, /* no such host, no connection, proxy */
    DOWNLOAD_TLS,         /* the certificate or the encryption */
    DOWNLOAD_TIMEOUT,     /* too slow, or nothing came */
    DOWNLOAD_BROKEN,      /* the connection ended before the file */
    DOWNLOAD_SIZE,        /* smaller or larger than it may be */
    DOWNLOAD_CONTENT,     /* the check says it is not what it should be */
    DOWNLOAD_DISK,        /* this machine cannot keep it */
};

struct download {
    const char *url;
    const char *path; /* its folder must be there */
    int64_t min_bytes, max_bytes;
    int timeout_s;       /* for connecting; and of (nearly) no bytes */
    const char *contact; /* for the User-Agent: an e-mail address, or NULL */
    const char *proxy;   /* "": none; NULL: as the environment says */
    const char *ca_file; /* extra authorities, or NULL */
    /* Is the file at path what it should be? NULL: it is. */
    enum status (*check)(const char *path, void *user, struct error *err);
    /* Called often while bytes come; total 0: not known. May be NULL. */
    void (*progress)(int64_t bytes, int64_t total, void *user);
    void *user;
};

struct download_result {
    int64_t bytes;      /* of the new file */
    int64_t kept;       /* of which an earlier try had brought */
    long retry_after_s; /* -1: not said */
    char problem[512];  /* of a failure: what, in one line */
};

/* download: borrowed. */
enum download_end download(const struct download *download,
                           struct download_result *out);

/* May a redirect lead from there to here? To https, but not from elsewhere to
 * this machine; plain http only within this machine. */
bool download_may_follow(const struct url *from, const struct url *to);

#endif
