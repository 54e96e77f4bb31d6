/* An answer as JSON, for the chat page and for `answer` in batch lines:
 *
 * {"kind","lang","subject","answered","confidence",
 *  "occupations":[{"soc","title","score"}],
 *  "blocks":[{"type":"headline|text|facts|table|bullets|chart|note","title",
 *             "code","text","figure","rows":[["..."]],"values":[1]}],
 *  "sources":[{"name","date","url"}], "choices":[{"label","ask"}],
 *  "sources_label","choices_label"}
 *
 * Members that would be empty are left out. Texts are plain: whoever shows
 * them escapes them. */
#ifndef ANSWER_JSON_H
#define ANSWER_JSON_H

#include "answer.h"
#include "buf.h"

/* Appends one JSON object. */
void answer_json(struct buf *out, const struct answer *answer);

/* Appends only the array of its occupations. */
void answer_json_occupations(struct buf *out, const struct answer *answer);

#endif
