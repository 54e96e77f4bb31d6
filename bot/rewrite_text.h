/* What a language model is asked, and what may come back: the texts of
 * rewrite.c, in the form of an OpenAI-compatible "chat completion". Pure. */
#ifndef REWRITE_TEXT_H
#define REWRITE_TEXT_H

#include "arena.h"
#include "buf.h"
#include "knowledge.h"
#include "status.h"

#include <stdbool.h>

/* More than any question needs. */
#define REWRITE_REQUEST_MAX_BYTES (64 * 1024)

/* Appends the body of a request. question: any bytes; at most
 * QUESTION_MAX_BYTES are sent. about: the titles of what the conversation was
 * about. */
void rewrite_request(struct buf *out, const char *model, struct str question,
                     const struct str *about, size_t about_count);

struct rewrite_reply {
    bool has_query; /* false: the model cannot tell either */
    struct knowledge_query query;
};

/* Reads the body of a response, strictly: whatever is not as asked for is
 * refused. Texts in arena. STATUS_INVALID: err says what is wrong, without
 * the words of the model. */
MUST_CHECK enum status rewrite_reply(struct arena *arena, struct str body,
                                     struct rewrite_reply *out,
                                     struct error *err);

#endif
