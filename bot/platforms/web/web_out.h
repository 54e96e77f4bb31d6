/* Frames for the chat page: an answer or a refusal out, JSON.
 *
 * {"type":"answer","id":"...","answer":{...}}, as render/answer_json.h says;
 * {"type":"error","id":"...","code":"...","text":"..."}; the id is left out
 * where the frame had none. */
#ifndef WEB_OUT_H
#define WEB_OUT_H

#include "answer.h"
#include "buf.h"
#include "web_in.h"

void web_answer(struct buf *out, struct str id, const struct answer *answer);

/* why: what web_read found; in the language of the question. */
void web_refusal(struct buf *out, enum web_frame why,
                 const struct message *message);

#endif
