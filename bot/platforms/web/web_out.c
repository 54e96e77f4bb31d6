/* Writes frames for the chat page. */
#include "web_out.h"

#include "answer_json.h"

#include <stdio.h>

static const struct {
    const char *code;
    const char *texts[LANG_COUNT];
} refusals[] = {
    [WEB_BAD] = {"bad_frame",
                 {"This could not be read. Please reload the page.",
                  "This could not be read. Please reload the page.",
                  "這則訊息無法讀取，請重新載入頁面。",
                  "这条消息无法读取，请重新加载页面。"}},
    [WEB_EMPTY] = {"empty",
                   {"There is no question in it.",
                    "There is no question in it.", "裡面沒有問題。",
                    "里面没有问题。"}},
    [WEB_TOO_LONG] = {"too_long",
                      {"This question is too long for me. Please ask it in "
                       "fewer words.",
                       "This question is too long for me. Please ask it in "
                       "fewer words.",
                       "這個問題太長了，請用少一點的字來問。",
                       "这个问题太长了，请用少一点的字来问。"}},
};

void web_answer(struct buf *out, struct str id, const struct answer *answer)
{
    buf_add_z(out, "{\"type\":\"answer\",\"id\":");
    buf_add_json(out, id);
    buf_add_z(out, ",\"answer\":");
    answer_json(out, answer);
    buf_add_char(out, '}');
}

void web_refusal(struct buf *out, enum web_frame why,
                 const struct message *message)
{
    buf_add_z(out, "{\"type\":\"error\"");
    if (message->id.len > 0) {
        buf_add_z(out, ",\"id\":");
        buf_add_json(out, message->id);
    }
    buf_printf(out, ",\"code\":\"%s\",\"text\":", refusals[why].code);
    buf_add_json(out, str_from(refusals[why].texts[message->lang]));
    buf_add_char(out, '}');
}
