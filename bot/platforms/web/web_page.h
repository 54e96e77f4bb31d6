/* The files of the page, put into the program when it is built (page.cmake).
 */
#ifndef WEB_PAGE_H
#define WEB_PAGE_H

#include <stddef.h>

struct page_file {
    const char *path; /* "/chat.js" */
    const char *content_type;
    const char *headers[2]; /* as in struct server_response */
    const unsigned char *bytes;
    size_t len;
};

extern const struct page_file page_files[];
extern const size_t page_file_count;

#endif
