/* Any bytes as a conversation, one question a line, shown in every form. The
 * first byte says in which language and whether the bot is addressed. */
#include "answer_json.h"
#include "json.h"
#include "knowledge.h"
#include "markdown.h"
#include "plain.h"
#include "shipped.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void show(const struct answer *answer)
{
    static const struct markdown_style styles[] = {{true, true},
                                                   {false, false}};
    static const struct plain_style terminal = {.bold = true, .width = 30};
    struct buf out;
    cJSON *json;
    buf_init(&out, 4 * 1024 * 1024);
    for (size_t i = 0; i < 2; i++)
        answer_markdown(&out, answer, &styles[i]);
    answer_plain(&out, answer, &terminal);
    buf_clear(&out);
    answer_json(&out, answer);
    if (json_parse(buf_str(&out), &json, NULL) != STATUS_OK)
        abort();
    json_free(json);
    buf_fini(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct knowledge *knowledge = shipped_knowledge();
    if (size == 0)
        return 0;
    struct arena *arena = arena_new();
    struct topic topic = {0};
    struct str rest = {(const char *)data + 1, size - 1};
    while (rest.ptr) {
        struct question question = {.text = str_split(&rest, '\n'),
                                    .lang = (enum lang)(data[0] % LANG_COUNT),
                                    .addressed = data[0] < 128};
        struct answer answer = {0};
        knowledge_answer(knowledge, arena, &question, &topic, &answer);
        show(&answer);
    }
    arena_free(arena);
    return 0;
}
