/* curl's easy interface, a request at a time. Redirects are followed here and
 * not by curl, so that each one passes our rules and gets its own proxy. What
 * a file must look like is left to the caller's check. */
#include "download.h"

#include "easy.h"
#include "proxy.h"
#include "validators.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    HOPS_MAX = 8,
    TRIES = 4, /* while each of them brings some more */
    URL_BYTES = 4096,
    SLOWEST_BYTES_S = 1000,
    SWALLOW_BYTES = 64 * 1024, /* of an error page or a redirect */
};

/* One request with its redirects. */
struct transfer {
    const struct download *job;
    struct download_result *out;
    CURL *easy;
    char part[PATH_MAX];
    char host[URL_HOST_BYTES]; /* asked now */
    char says[CURL_ERROR_SIZE];
    struct validators known; /* of the file at job->path */
    struct validators seen;  /* of the file that comes */
    int fd;                  /* of the part; -1: no byte of it came */
    int64_t offset;          /* bytes that are there, and not asked for */
    int64_t bytes, total;    /* of the part; of the file, 0: not known */
    int64_t swallowed;
    enum download_end stopped; /* by us, and why; DOWNLOAD_NEW: not */
    bool again;                /* from the beginning, without what is there */
};

static enum download_end fail(struct transfer *t, enum download_end end,
                              const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static enum download_end fail(struct transfer *t, enum download_end end,
                              const char *format, ...)
{
    char *text = t->out->problem;
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof t->out->problem, format, args);
    va_end(args);
    for (; *text; text++) /* some of it may come from a server */
        if ((unsigned char)*text < ' ' || *text == 0x7f)
            *text = ' ';
    t->stopped = end;
    return end;
}

static enum download_end too_large(struct transfer *t)
{
    return fail(t, DOWNLOAD_SIZE, "the file of %s is larger than %lld bytes",
                t->host, (long long)t->job->max_bytes);
}

/* A header's text, if it can stand on a line of ours. */
static void keep(char *out, size_t size, const char *text)
{
    size_t len = text ? strlen(text) : 0;
    bool fits = len > 0 && len < size;
    for (size_t i = 0; fits && i < len; i++)
        fits = text[i] >= ' ' && text[i] < 0x7f;
    snprintf(out, size, "%s", fits ? text : "");
}

static bool continues(const struct transfer *t)
{
    long long from;
    const char *range = easy_header(t->easy, "Content-Range");
    return range && t->offset > 0 && sscanf(range, "bytes %lld-", &from) == 1 &&
           from == t->offset;
}

/* A file comes: where to put its bytes. False: stopped, or again. */
static bool begin_body(struct transfer *t)
{
    curl_off_t length = -1;
    bool more = easy_code(t->easy) == 206;
    if (more && !continues(t)) {
        t->again = t->offset > 0;
        fail(t, DOWNLOAD_SERVER, "%s sends another part than asked for",
             t->host);
        return false;
    }
    t->bytes = more ? t->offset : 0;
    t->out->kept = t->bytes;
    curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T, &length);
    t->total = length > 0 ? t->bytes + length : 0;
    if (t->total > t->job->max_bytes) {
        too_large(t);
        return false;
    }
    t->fd = open(t->part,
                 O_WRONLY | O_CREAT | O_CLOEXEC | (more ? O_APPEND : O_TRUNC),
                 0666);
    if (t->fd < 0) {
        fail(t, DOWNLOAD_DISK, "%s: %s", t->part, strerror(errno));
        return false;
    }
    keep(t->seen.etag, sizeof t->seen.etag, easy_header(t->easy, "ETag"));
    keep(t->seen.modified, sizeof t->seen.modified,
         easy_header(t->easy, "Last-Modified"));
    validators_save(t->part, t->job->url, &t->seen);
    return true;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len > 0) {
        ssize_t n = write(fd, bytes, len);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            len -= (size_t)n;
        }
    }
    return true;
}

static bool is_file(long code)
{
    return code == 200 || code == 206;
}

static size_t on_body(char *bytes, size_t one, size_t len, void *user)
{
    struct transfer *t = user;
    (void)one;
    if (!is_file(easy_code(t->easy))) {
        t->swallowed += (int64_t)len;
        return t->swallowed > SWALLOW_BYTES ? 0 : len;
    }
    if (t->fd < 0 && !begin_body(t))
        return 0;
    if (t->bytes + (int64_t)len > t->job->max_bytes) {
        too_large(t);
        return 0;
    }
    if (!write_all(t->fd, bytes, len)) {
        fail(t, DOWNLOAD_DISK, "%s: %s", t->part, strerror(errno));
        return 0;
    }
    t->bytes += (int64_t)len;
    return len;
}

static int on_progress(void *user, curl_off_t total, curl_off_t now,
                       curl_off_t up_total, curl_off_t up_now)
{
    const struct transfer *t = user;
    (void)total, (void)now, (void)up_total, (void)up_now;
    if (t->fd >= 0 && t->job->progress)
        t->job->progress(t->bytes, t->total, t->job->user);
    return 0;
}

bool download_may_follow(const struct url *from, const struct url *to)
{
    if (url_is_loopback(to) && !url_is_loopback(from))
        return false;
    return to->scheme == URL_HTTPS ||
           (to->scheme == URL_HTTP && url_is_loopback(to));
}

/* The text for what curl calls an error. */
static enum download_end failed(struct transfer *t, CURLcode code)
{
    const char *says = *t->says ? t->says : curl_easy_strerror(code);
    long proxy_says = 0;
    curl_off_t connected = 0; /* when, 0: never */
    curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME_T, &connected);
    curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_says);
    if (proxy_says >= 300)
        return fail(t, DOWNLOAD_UNREACHABLE,
                    "the proxy does not connect to %s (HTTP %ld)", t->host,
                    proxy_says);
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
    case CURLE_COULDNT_CONNECT:
        return fail(t, DOWNLOAD_UNREACHABLE, "%s cannot be reached: %s",
                    t->host, curl_easy_strerror(code));
    case CURLE_OPERATION_TIMEDOUT:
        if (connected == 0)
            return fail(t, DOWNLOAD_UNREACHABLE,
                        "%s cannot be reached within %d seconds", t->host,
                        t->job->timeout_s);
        return fail(t, DOWNLOAD_TIMEOUT,
                    t->fd < 0 ? "%s does not answer within %d seconds"
                              : "%s stopped sending for %d seconds",
                    t->host, t->job->timeout_s);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CERTPROBLEM:
        return fail(t, DOWNLOAD_TLS, "no secure connection to %s: %s", t->host,
                    says);
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_RECV_ERROR:
    case CURLE_SEND_ERROR:
    case CURLE_HTTP2:
    case CURLE_HTTP2_STREAM:
        return fail(t, DOWNLOAD_BROKEN, "%s broke off: %s", t->host, says);
    default:
        return fail(t, DOWNLOAD_SERVER, "%s: %s", t->host, says);
    }
}

/* What a response of that status means, once it is all there. */
static enum download_end answered(struct transfer *t, long code)
{
    t->out->retry_after_s = easy_retry_after_s(t->easy);
    if (is_file(code))
        return t->fd >= 0 || begin_body(t) ? DOWNLOAD_NEW : t->stopped;
    switch (code) {
    case 304:
        if (*t->known.etag || *t->known.modified)
            return DOWNLOAD_UNCHANGED;
        break;
    case 401:
    case 403:
    case 451:
        return fail(t, DOWNLOAD_REFUSED, "%s refuses the download (HTTP %ld)",
                    t->host, code);
    case 404:
    case 410:
        return fail(t, DOWNLOAD_GONE, "%s has no such file (HTTP %ld)", t->host,
                    code);
    case 407:
        return fail(t, DOWNLOAD_UNREACHABLE, "the proxy asks for a login");
    case 416:
        t->again = t->offset > 0;
        break;
    case 429:
    case 503:
        return fail(t, DOWNLOAD_BUSY, "%s asks to come back later (HTTP %ld)",
                    t->host, code);
    default:
        break;
    }
    return fail(t, DOWNLOAD_SERVER, "%s answers with HTTP %ld", t->host, code);
}

/* Which server to ask, through which proxy. */
static enum download_end set_url(struct transfer *t, const char *text,
                                 struct url *url)
{
    struct error err;
    if (url_parse(str_from(text), url, &err) != STATUS_OK)
        return fail(t, DOWNLOAD_REDIRECT, "%s", err.text);
    snprintf(t->host, sizeof t->host, "%s", url->host);
    curl_easy_setopt(t->easy, CURLOPT_URL, text);
    easy_rules(t->easy, t->job->ca_file, proxy_for(NULL, url, t->job->proxy));
    return DOWNLOAD_NEW;
}

/* Where the response sends us, into text. */
static enum download_end follow(struct transfer *t, const struct url *from,
                                char text[URL_BYTES])
{
    struct url to;
    char *where = NULL;
    curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &where);
    if (!where || strlen(where) >= URL_BYTES ||
        url_parse(str_from(where), &to, NULL) != STATUS_OK)
        return fail(t, DOWNLOAD_REDIRECT, "%s redirects to no proper URL",
                    t->host);
    if (!download_may_follow(from, &to))
        return fail(t, DOWNLOAD_REDIRECT,
                    "%s redirects to %s, which is not followed: it is not "
                    "https, or leads to this machine",
                    t->host, to.host);
    strcpy(text, where);
    return DOWNLOAD_NEW;
}

static bool is_redirect(long code)
{
    return code == 301 || code == 302 || code == 303 || code == 307 ||
           code == 308;
}

static enum download_end perform(struct transfer *t)
{
    char text[URL_BYTES];
    snprintf(text, sizeof text, "%s", t->job->url);
    for (int hop = 0; hop <= HOPS_MAX; hop++) {
        struct url url;
        if (set_url(t, text, &url) != DOWNLOAD_NEW)
            return t->stopped;
        t->swallowed = 0;
        CURLcode code = curl_easy_perform(t->easy);
        if (code == CURLE_WRITE_ERROR && t->stopped != DOWNLOAD_NEW)
            return t->stopped;
        if (code != CURLE_OK && code != CURLE_WRITE_ERROR)
            return failed(t, code);
        if (!is_redirect(easy_code(t->easy)))
            return answered(t, easy_code(t->easy));
        if (follow(t, &url, text) != DOWNLOAD_NEW)
            return t->stopped;
    }
    return fail(t, DOWNLOAD_REDIRECT, "more than %d redirects, the last at %s",
                HOPS_MAX, t->host);
}

/* The part is whole: into the place of the file, if it is good. */
static enum download_end finish(struct transfer *t)
{
    const struct download *job = t->job;
    struct error err;
    int synced = fsync(t->fd);
    if (close(t->fd) != 0 || synced != 0) {
        t->fd = -1;
        return fail(t, DOWNLOAD_DISK, "%s: %s", t->part, strerror(errno));
    }
    t->fd = -1;
    if (t->bytes < job->min_bytes)
        return fail(t, DOWNLOAD_SIZE,
                    "%s sent %lld bytes; the file has at least %lld", t->host,
                    (long long)t->bytes, (long long)job->min_bytes);
    if (job->check && job->check(t->part, job->user, &err) != STATUS_OK)
        return fail(t, DOWNLOAD_CONTENT, "what %s sent %s", t->host, err.text);
    if (rename(t->part, job->path) != 0)
        return fail(t, DOWNLOAD_DISK, "%s: %s", job->path, strerror(errno));
    /* In this order: what is known of another file would never be asked for
     * again, while what is known of no file costs one download. */
    validators_save(job->path, job->url, &t->seen);
    validators_remove(t->part);
    t->out->bytes = t->bytes;
    return DOWNLOAD_NEW;
}

static struct curl_slist *add(struct curl_slist *list, const char *name,
                              const char *value)
{
    char line[512];
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(list, line);
    return longer ? longer : list;
}

/* What is there already: a file to compare with, a part to continue. */
static struct curl_slist *conditions(struct transfer *t)
{
    struct curl_slist *list = NULL;
    struct validators part;
    struct stat st;
    char range[64];
    validators_load(t->job->path, t->job->url, &t->known);
    if (*t->known.etag)
        list = add(list, "If-None-Match", t->known.etag);
    if (*t->known.modified)
        list = add(list, "If-Modified-Since", t->known.modified);
    if (stat(t->part, &st) != 0 || st.st_size == 0 ||
        st.st_size >= t->job->max_bytes ||
        !validators_load_part(t->part, t->job->url, &part) ||
        !validators_if_range(&part))
        return list;
    t->offset = st.st_size;
    snprintf(range, sizeof range, "bytes=%lld-", (long long)t->offset);
    list = add(list, "Range", range);
    return add(list, "If-Range", validators_if_range(&part));
}

static void set_options(struct transfer *t, struct curl_slist *headers)
{
    const struct download *job = t->job;
    CURL *easy = t->easy;
    char agent[512];
    snprintf(agent, sizeof agent, "careerbot/" CAREERBOT_VERSION "%s%s%s",
             job->contact ? " (" : "", job->contact ? job->contact : "",
             job->contact ? ")" : "");
    curl_easy_setopt(easy, CURLOPT_USERAGENT, agent);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)job->timeout_s);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)job->timeout_s);
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOWEST_BYTES_S);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, t->says);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, t);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
}

/* What is left of a part is of use only where its rest may still come. */
static bool part_stays(enum download_end end)
{
    return end != DOWNLOAD_NEW && end != DOWNLOAD_UNCHANGED &&
           end != DOWNLOAD_SIZE && end != DOWNLOAD_CONTENT;
}

/* *again: another try may do better. */
static enum download_end try_once(const struct download *job,
                                  struct download_result *out, bool *again)
{
    struct transfer t = {.job = job, .out = out, .fd = -1};
    *again = false;
    *out = (struct download_result){.retry_after_s = -1};
    if (snprintf(t.part, sizeof t.part, "%s.part", job->path) >=
        (int)sizeof t.part - 8)
        return fail(&t, DOWNLOAD_DISK, "%s: %s", job->path,
                    strerror(ENAMETOOLONG));
    t.easy = curl_easy_init();
    if (!t.easy)
        return fail(&t, DOWNLOAD_DISK, "too little memory");
    struct curl_slist *headers = conditions(&t);
    set_options(&t, headers);
    enum download_end end = perform(&t);
    if (end == DOWNLOAD_NEW)
        end = finish(&t);
    *again =
        t.again || (end == DOWNLOAD_BROKEN && t.fd >= 0 && t.bytes > out->kept);
    if (t.fd >= 0)
        close(t.fd);
    if (t.again || !part_stays(end))
        validators_remove(t.part);
    curl_slist_free_all(headers);
    curl_easy_cleanup(t.easy);
    return end;
}

enum download_end download(const struct download *download,
                           struct download_result *out)
{
    enum download_end end = DOWNLOAD_DISK;
    bool again = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    *out = (struct download_result){.problem = "the network library fails",
                                    .retry_after_s = -1};
    for (int tries = 0; again && tries < TRIES; tries++)
        end = try_once(download, out, &again);
    curl_global_cleanup();
    return end;
}
