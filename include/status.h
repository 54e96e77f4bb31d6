/* How a call ended, and the one line a person reads when it failed.
 *
 * What can fail returns enum status. Results come through the last
 * parameters. Whoever understands a failure reports it, once. */
#ifndef STATUS_H
#define STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_INVALID,   /* the input breaks a rule; the error says which */
    STATUS_NOT_FOUND, /* no such file, key or host */
    STATUS_CORRUPT,   /* damaged, cut short, or of another program */
    STATUS_FULL,      /* a limit was reached; try later or with less */
    STATUS_IO,        /* the system refused; the error says why */
    STATUS_DENIED,    /* not allowed: token, permission, host */
    STATUS_TIMEOUT,
    STATUS_CLOSED, /* the other side went away */
};

#define MUST_CHECK __attribute__((warn_unused_result))

/* What, where, and what to do about it; always zero-terminated. A function
 * that takes a struct error fills it whenever it does not return STATUS_OK.
 * It may be NULL where the caller needs no text. */
struct error {
    char text[512];
};

/* Writes the text (cut to fit) and returns status, so that a failing
 * function can end with: return error_set(err, STATUS_IO, "...", ...); */
enum status error_set(struct error *err, enum status status, const char *format,
                      ...) __attribute__((format(printf, 3, 4)));

/* "invalid", "not found"...: for logs. */
const char *status_name(enum status status);

#endif
