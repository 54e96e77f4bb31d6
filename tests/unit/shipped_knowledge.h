/* The knowledge of this repository, for all tests of a file; and an arena. */
#ifndef SHIPPED_KNOWLEDGE_H
#define SHIPPED_KNOWLEDGE_H

#include "knowledge.h"
#include "own_arena.h"
#include "unit.h"

static struct knowledge *knowledge;

static inline int begin_knowledge(void **state)
{
    struct error err;
    begin_arena(state);
    if (knowledge_open(PACK_FILE, &knowledge, &err) == STATUS_OK)
        return 0;
    print_error("%s\n", err.text);
    return -1;
}

static inline int end_knowledge(void **state)
{
    knowledge_close(knowledge);
    return end_arena(state);
}

/* The answer to a question that goes on with *topic; in the arena. */
static inline struct answer answer_in(const char *text, struct topic *topic)
{
    struct question question = {.text = str_from(text), .addressed = true};
    struct answer answer;
    knowledge_answer(knowledge, arena, &question, topic, &answer);
    return answer;
}

#endif
