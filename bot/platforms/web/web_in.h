/* Frames of the chat page: text in, a message out. Pure.
 *
 * {"type":"hello","person":"..."}: who is at the other end. The page makes
 * the id up, keeps it for as long as its tab, and gives it again when it
 * re-opens a connection, so that the conversation goes on.
 * {"type":"ask","id":"...","text":"...","lang":"auto|en|zh-Hant|zh-Hans"}:
 * a question; "lang" may be left out, "person" may be given here, too. */
#ifndef WEB_IN_H
#define WEB_IN_H

#include "arena.h"
#include "message.h"

#define WEB_ID_BYTES 64         /* at most, of a question's id */
#define WEB_PERSON_MIN_BYTES 16 /* shorter ones could be guessed */
#define WEB_PERSON_BYTES 64

enum web_frame {
    WEB_HELLO,
    WEB_ASK,
    WEB_BAD, /* not of this protocol */
    WEB_EMPTY,
    WEB_TOO_LONG, /* over QUESTION_MAX_BYTES */
};

/* out, texts in arena: id, text and lang of a question; person and channel
 * where the frame gives them. The id is set for WEB_EMPTY and WEB_TOO_LONG,
 * too. */
enum web_frame web_read(struct arena *arena, struct str frame,
                        struct message *out);

#endif
