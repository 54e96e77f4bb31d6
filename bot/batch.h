/* Questions as JSON lines: what `ask --batch` and POST /api/ask speak.
 *
 * in:  {"id":"q1","query":"and the pay?","context":["earlier question"],
 *       "lang":"en","addressed":true}
 * out: {"id":"q1","kind":"followup","language":"en","occupations":[...],
 *       "section":"salary","confidence":0.91,"answered":true,
 *       "text":"...Markdown...","answer":{...}}
 *      {"id":"q1","error":"..."} where the line could not be read
 *
 * "id" is a text or a number and comes back as given, null where there was
 * none; "text" is taken for "query"; of "context" the last BATCH_CONTEXT
 * entries count; unknown members are ignored. */
#ifndef BATCH_H
#define BATCH_H

#include "buf.h"
#include "json.h"
#include "knowledge.h"

#include <stdbool.h>
#include <stdio.h>

#define BATCH_LINE_MAX_BYTES (1024 * 1024)
#define BATCH_CONTEXT 20

/* What a line asks. Texts borrowed from its JSON. */
struct batch_request {
    struct str query;
    const cJSON *context; /* an array of texts, or NULL */
    enum lang lang;
    bool addressed;
};

/* lang: where the line names none. What is wrong with the line, or NULL. */
const char *batch_read(const cJSON *json, enum lang lang,
                       struct batch_request *out);

/* What the earlier questions of the line leave to refer to. */
struct topic batch_topic(const struct knowledge *knowledge, struct arena *arena,
                         const struct batch_request *request);

/* The question itself. */
struct question batch_question(const struct batch_request *request);

/* Answers one line. lang: where the line names none. *out: one line of JSON
 * without a new line, in arena. False: the line could not be read and *out
 * says why. */
bool batch_line(const struct knowledge *knowledge, struct arena *arena,
                enum lang lang, struct str line, struct str *out);

/* Answers all lines of `in`, each written and flushed before the next is
 * read. Blank lines are skipped.
 * STATUS_IO: reading or writing failed. */
MUST_CHECK enum status batch_run(const struct knowledge *knowledge,
                                 enum lang lang, FILE *in, FILE *out,
                                 struct error *err);

/* Appends the members of an output line from "kind" on, without brackets. */
void batch_members(struct buf *out, const struct answer *answer);

#endif
