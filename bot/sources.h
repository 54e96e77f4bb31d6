/* The publishers' files that `careerbot update` fetches: config/sources.json,
 * and what a user's own file changes of it. */
#ifndef SOURCES_H
#define SOURCES_H

#include "arena.h"
#include "buf.h"
#include "content.h"
#include "status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct source {
    const char *id;
    const char *publisher;
    const char *url;    /* NULL: a person has to fetch it */
    const char *file;   /* the name under which it is kept */
    const char *option; /* of `careerbot build`: "onet"... */
    const char *header; /* stands in the table's first lines; or NULL */
    const char *page;   /* where a person finds it */
    const char *licence;
    const char *note; /* what to know when it is not there; or NULL */
    const char *type_name;
    enum content_type type;
    double min_bytes, max_bytes;
    bool optional;      /* nothing is amiss without it */
    bool wants_contact; /* the publisher wants to know who asks */
};

struct sources {
    struct source *items;
    size_t count;
    const char *contact; /* an e-mail address, or NULL */
    const char *proxy;   /* "": none; NULL: as the environment says */
    const char *ca_file; /* NULL: the system's authorities alone */
    double timeout_s;
};

/* config/sources.json as it was when the program was built. */
extern const char sources_default[];

/* How the files below a folder of the cache reach `careerbot build`. */
struct source_option {
    const char *name;
    bool folder; /* it takes the folder; else the one file */
};

/* The last one has no name. */
extern const struct source_option source_options[];

/* A text of JSON, and what to call it in messages. */
struct sources_text {
    const char *name;
    const char *folder; /* relative paths in it begin here; "": as they are */
    struct str json;
};

/* own: what the user changes, or NULL. out: in arena. STATUS_INVALID: every
 * fault of both is a line of faults, with its place. */
MUST_CHECK enum status sources_parse(struct arena *arena,
                                     const struct sources_text *shipped,
                                     const struct sources_text *own,
                                     struct sources *out, struct buf *faults);

/* The same from files; shipped_path NULL: sources_default.
 * STATUS_NOT_FOUND, STATUS_IO, STATUS_FULL: one cannot be read. */
MUST_CHECK enum status sources_read(struct arena *arena,
                                    const char *shipped_path,
                                    const char *own_path, struct sources *out,
                                    struct buf *faults, struct error *err);

#endif
