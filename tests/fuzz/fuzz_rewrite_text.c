/* Any bytes as the response of a language model. */
#include "rewrite_text.h"
#include "shipped.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct knowledge *knowledge = shipped_knowledge();
    struct rewrite_reply reply;
    struct topic topic = {0};
    struct answer answer;
    struct arena *arena = arena_new();
    enum status status = rewrite_reply(
        arena, (struct str){(const char *)data, size}, &reply, NULL);
    if (status == STATUS_OK && reply.has_query)
        status = knowledge_answer_query(knowledge, arena, &reply.query, LANG_EN,
                                        &topic, &answer);
    arena_free(arena);
    return 0;
}
