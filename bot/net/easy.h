/* A request through curl, as each of them is set up and read off, one at a
 * time (download.c) or many (http.c). */
#ifndef EASY_H
#define EASY_H

#include <curl/curl.h>

/* HTTP alone, certificates are checked, redirects are left to the caller.
 * ca_file: extra authorities, or NULL. proxy: NULL: none, whatever the
 * environment says; it has been asked. Both: borrowed, copied. */
void easy_rules(CURL *easy, const char *ca_file, const char *proxy);

/* The code of the response; 0: none came. */
long easy_code(CURL *easy);

/* A header of the response; NULL: it has no such. Borrowed from easy. */
const char *easy_header(CURL *easy, const char *name);

/* Retry-After in seconds; -1: none. */
long easy_retry_after_s(CURL *easy);

#endif
