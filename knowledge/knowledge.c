/* Answers questions from a pack: the door to this folder. */
#include "knowledge.h"

#include "pack.h"
#include "query.h"
#include "reply.h"
#include "xmalloc.h"

#include <stdlib.h>

struct knowledge {
    struct pack *pack;
    struct matcher *matcher;
};

enum status knowledge_open(const char *path, struct knowledge **out,
                           struct error *err)
{
    *out = NULL;
    struct pack *pack;
    enum status status = pack_open(path, &pack, err);
    if (status != STATUS_OK)
        return status;
    *out = xmalloc(sizeof **out);
    **out = (struct knowledge){.pack = pack, .matcher = matcher_new(pack)};
    pack_rest(pack);
    return STATUS_OK;
}

void knowledge_close(struct knowledge *knowledge)
{
    if (!knowledge)
        return;
    matcher_free(knowledge->matcher);
    pack_close(knowledge->pack);
    free(knowledge);
}

size_t knowledge_occupations(const struct knowledge *knowledge)
{
    return pack_occupation_count(knowledge->pack);
}

struct str knowledge_built(const struct knowledge *knowledge)
{
    return pack_built(knowledge->pack);
}

void knowledge_answer(const struct knowledge *knowledge, struct arena *arena,
                      const struct question *question, struct topic *topic,
                      struct answer *out)
{
    struct query query;
    query_read(knowledge->matcher, arena, question, topic, &query);
    reply(knowledge->pack, arena, &query, topic, out);
}
