/* Error texts and the names of statuses. */
#include "status.h"

#include <stdarg.h>
#include <stdio.h>

enum status error_set(struct error *err, enum status status, const char *format,
                      ...)
{
    if (err) {
        va_list args;
        va_start(args, format);
        vsnprintf(err->text, sizeof err->text, format, args);
        va_end(args);
    }
    return status;
}

const char *status_name(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return "ok";
    case STATUS_INVALID:
        return "invalid";
    case STATUS_NOT_FOUND:
        return "not found";
    case STATUS_CORRUPT:
        return "corrupt";
    case STATUS_FULL:
        return "full";
    case STATUS_IO:
        return "input/output error";
    case STATUS_DENIED:
        return "denied";
    case STATUS_TIMEOUT:
        return "timed out";
    case STATUS_CLOSED:
        return "closed";
    }
    return "unknown status";
}
