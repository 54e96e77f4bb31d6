/* Reads the head of an HTTP/1.1 request (RFC 9112). What the standard lets a
 * server be lenient about is refused: bare line feeds, folded headers, a
 * length given twice. */
#include "request.h"

#include <string.h>

static enum request_result refuse(struct request_refusal *refusal, int code,
                                  const char *why)
{
    *refusal = (struct request_refusal){code, why};
    return REQUEST_REFUSED;
}

static bool is_token_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (c >= '0' && c <= '9') || (c && strchr("!#$%&'*+-.^_`|~", c));
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!is_token_char(s.ptr[i]))
            return false;
    return s.len > 0;
}

/* No control characters but the tab. */
static bool is_value(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f)
            return false;
    }
    return true;
}

static bool is_target(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= 0x20 || c >= 0x7f || c == '#')
            return false;
    }
    return s.len > 0 && s.ptr[0] == '/';
}

static struct str trim_blanks(struct str s)
{
    while (s.len > 0 && (s.ptr[0] == ' ' || s.ptr[0] == '\t'))
        s = str_slice(s, 1, s.len);
    while (s.len > 0 && (s.ptr[s.len - 1] == ' ' || s.ptr[s.len - 1] == '\t'))
        s.len--;
    return s;
}

/* Is the word in a list like "keep-alive, Upgrade"? */
static bool lists(struct str list, struct str word)
{
    while (list.ptr)
        if (str_eq_nocase(trim_blanks(str_split(&list, ',')), word))
            return true;
    return false;
}

/* Cuts the next line off *rest, which holds whole lines only. */
static struct str next_line(struct str *rest)
{
    size_t len = str_find(*rest, STR("\r\n"));
    struct str line = str_slice(*rest, 0, len);
    *rest = str_slice(*rest, len + 2, rest->len);
    return line;
}

static enum request_result parse_line(struct str line, struct request *out,
                                      struct request_refusal *refusal)
{
    out->method = str_split(&line, ' ');
    struct str target = str_split(&line, ' ');
    if (!is_token(out->method) || out->method.len > 16 || !is_target(target))
        return refuse(refusal, 400, "The request line cannot be read.");
    out->path = str_slice(target, 0, str_find(target, STR("?")));
    if (str_eq(line, STR("HTTP/1.1")))
        out->keep_alive = true;
    else if (!str_eq(line, STR("HTTP/1.0"))) {
        bool http = str_starts(line, STR("HTTP/"));
        return refuse(refusal, http ? 505 : 400,
                      "Only HTTP/1.1 is spoken here.");
    }
    return REQUEST_WHOLE;
}

/* Digits only, and few enough not to overflow. */
static bool parse_length(struct str s, size_t *length)
{
    if (s.len == 0 || s.len > 15)
        return false;
    *length = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        *length = *length * 10 + (size_t)(s.ptr[i] - '0');
    }
    return true;
}

/* What is gathered from the headers. The texts may stand once only: a second
 * one is where servers start to differ about what was asked. */
struct headers {
    struct str host, origin, length, content_type, key, version;
    bool to_websocket, connection_upgrade;
};

static struct str *slot_of(struct headers *headers, struct str name)
{
    const struct {
        struct str name;
        struct str *value;
    } known[] = {
        {STR("host"), &headers->host},
        {STR("origin"), &headers->origin},
        {STR("content-length"), &headers->length},
        {STR("content-type"), &headers->content_type},
        {STR("sec-websocket-key"), &headers->key},
        {STR("sec-websocket-version"), &headers->version},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        if (str_eq_nocase(name, known[i].name))
            return known[i].value;
    return NULL;
}

static enum request_result parse_header(struct str line,
                                        struct headers *headers,
                                        struct request *out,
                                        struct request_refusal *refusal)
{
    struct str value = line;
    struct str name = str_split(&value, ':');
    if (!value.ptr || !is_token(name) || !is_value(value))
        return refuse(refusal, 400, "A header cannot be read.");
    value = trim_blanks(value);
    struct str *slot = slot_of(headers, name);
    if (slot) {
        if (slot->ptr)
            return refuse(refusal, 400, "A header is given twice.");
        *slot = value;
    } else if (str_eq_nocase(name, STR("connection"))) {
        if (lists(value, STR("close")))
            out->keep_alive = false;
        if (lists(value, STR("upgrade")))
            headers->connection_upgrade = true;
    } else if (str_eq_nocase(name, STR("upgrade"))) {
        if (lists(value, STR("websocket")))
            headers->to_websocket = true;
    } else if (str_eq_nocase(name, STR("transfer-encoding"))) {
        return refuse(refusal, 411, "Send the body with a Content-Length.");
    } else if (str_eq_nocase(name, STR("expect"))) {
        if (!str_eq_nocase(value, STR("100-continue")))
            return refuse(refusal, 417, "This expectation is not known.");
        out->expects_continue = true;
    }
    return REQUEST_WHOLE;
}

static enum request_result parse_head(struct str head, struct request *out,
                                      struct request_refusal *refusal)
{
    *out = (struct request){.content_length = 0};
    struct headers headers = {.host = STR_NONE};
    enum request_result result = parse_line(next_line(&head), out, refusal);
    for (size_t count = 0; result == REQUEST_WHOLE && head.len > 0; count++) {
        if (count == REQUEST_MAX_HEADERS)
            return refuse(refusal, 431, "There are too many headers.");
        result = parse_header(next_line(&head), &headers, out, refusal);
    }
    if (result != REQUEST_WHOLE)
        return result;
    if (!headers.host.ptr)
        return refuse(refusal, 400, "The Host header is missing.");
    if (headers.length.ptr &&
        !parse_length(headers.length, &out->content_length))
        return refuse(refusal, 400, "The Content-Length cannot be read.");
    out->host = headers.host;
    out->origin = headers.origin;
    out->content_type = headers.content_type;
    out->upgrades_to_websocket =
        headers.to_websocket && headers.connection_upgrade;
    out->websocket_key = headers.key;
    out->websocket_version = headers.version;
    return REQUEST_WHOLE;
}

enum request_result request_parse(struct str bytes, struct request *out,
                                  size_t *head_bytes,
                                  struct request_refusal *refusal)
{
    /* An empty line before a request is left over from the one before. */
    size_t blank = str_starts(bytes, STR("\r\n")) ? 2 : 0;
    struct str rest = str_slice(bytes, blank, bytes.len);
    if (rest.len > 0 && !is_token_char(rest.ptr[0]) && rest.ptr[0] != '\r')
        return refuse(refusal, 400, "This is no HTTP request.");
    size_t end = str_find(rest, STR("\r\n\r\n"));
    if (end > REQUEST_MAX_HEAD_BYTES)
        return refuse(refusal, 431, "The headers are too long.");
    if (end == rest.len)
        return REQUEST_MORE;
    *head_bytes = blank + end + 4;
    return parse_head(str_slice(rest, 0, end + 2), out, refusal);
}
