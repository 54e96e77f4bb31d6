/* Answers questions from a pack: the door to this folder. */
#include "knowledge.h"

#include "language.h"
#include "pack.h"
#include "query.h"
#include "rank.h"
#include "reply.h"
#include "xmalloc.h"

#include <stdlib.h>
#include <string.h>

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

struct str knowledge_title(const struct knowledge *knowledge, uint32_t soc)
{
    size_t at = pack_find_soc(knowledge->pack, soc);
    return at < pack_occupation_count(knowledge->pack)
               ? pack_occupation(knowledge->pack, at).title[LANG_EN]
               : STR_NONE;
}

/* "25-4031", also as O*NET writes it, "25-4031.00"; 0: no code. */
static uint32_t soc_of(struct str text)
{
    long major, minor;
    if (str_ends(text, STR(".00")))
        text.len -= strlen(".00");
    if (text.len != strlen("25-4031") || text.ptr[2] != '-' ||
        !str_to_long(str_slice(text, 0, 2), &major) ||
        !str_to_long(str_slice(text, 3, text.len), &minor) || minor < 0)
        return 0;
    return (uint32_t)(major * 10000 + minor);
}

/* The occupations of a code or a name as it stands, the surest first. */
static size_t find_named(const struct pack *pack, struct normalizer *normalizer,
                         struct arena *arena, struct str name,
                         struct candidate *out, size_t max)
{
    struct rank_hit hits[ANSWER_OCCUPATIONS];
    size_t count = 0, found = pack_find_soc(pack, soc_of(str_trim(name)));
    if (found < pack_occupation_count(pack)) {
        out[0] = (struct candidate){found, 1};
        return 1;
    }
    found = rank_title(pack, normalizer, arena, name, hits, max);
    for (size_t i = 0; i < found; i++)
        if (hits[i].way == RANK_NAME)
            out[count++] =
                (struct candidate){hits[i].occupation, hits[i].score};
    return count;
}

/* All occupations of a single query, the first of each of a comparison. */
static enum status find_occupations(const struct pack *pack,
                                    struct normalizer *normalizer,
                                    struct arena *arena,
                                    const struct knowledge_query *query,
                                    struct query *out)
{
    size_t most = query->kind == KIND_SINGLE ? ANSWER_OCCUPATIONS : 1;
    for (size_t i = 0; i < query->occupation_count; i++) {
        size_t added =
            find_named(pack, normalizer, arena, query->occupations[i],
                       out->candidates + out->candidate_count, most);
        if (added == 0)
            return STATUS_NOT_FOUND;
        size_t one = out->candidates[out->candidate_count].occupation, at = 0;
        while (out->candidates[at].occupation != one)
            at++;
        if (at == out->candidate_count) /* not there before */
            out->candidate_count += added;
    }
    if (query->kind == KIND_COMPARE)
        out->compared = out->candidate_count;
    if (query->kind == KIND_SINGLE && out->candidate_count > 1 &&
        out->candidates[0].score - out->candidates[1].score < 0.02) {
        out->kind = KIND_CLARIFY; /* they have the name with equal right */
        out->problem = QUERY_WHICH;
    }
    return query->kind == KIND_COMPARE && out->compared < 2 ? STATUS_INVALID
                                                            : STATUS_OK;
}

/* What a list ranked so is about. */
static enum subject subject_of(enum wish_rank rank)
{
    switch (rank) {
    case RANK_GROWTH:
    case RANK_SHRINK:
    case RANK_OPENINGS:
    case RANK_PEOPLE:
        return SUBJECT_OUTLOOK;
    case RANK_AI_LOW:
    case RANK_AI_HIGH:
        return SUBJECT_AI_RISK;
    case RANK_QUICK:
        return SUBJECT_ENTRY;
    default:
        return SUBJECT_SALARY;
    }
}

static bool is_query(const struct knowledge_query *query)
{
    size_t count = query->occupation_count;
    switch (query->kind) {
    case KIND_SINGLE:
        return count == 1;
    case KIND_COMPARE:
        return count >= 2 && count <= KNOWLEDGE_COMPARED;
    case KIND_LIST:
        return count == 0 && query->rank != RANK_NONE;
    default:
        return false;
    }
}

enum status knowledge_answer_query(const struct knowledge *knowledge,
                                   struct arena *arena,
                                   const struct knowledge_query *query,
                                   enum lang lang, struct topic *topic,
                                   struct answer *out)
{
    const double sure = 0.7; /* somebody else's reading */
    struct query read = {.kind = query->kind, .lang = lang, .confidence = sure};
    if (!is_query(query))
        return STATUS_INVALID;
    struct normalizer *normalizer =
        normalizer_new(language_fold_han, (void *)(uintptr_t)knowledge->pack);
    enum status status =
        find_occupations(knowledge->pack, normalizer, arena, query, &read);
    normalizer_free(normalizer);
    if (status != STATUS_OK)
        return status;
    read.subjects[0].subject = query->subject;
    if (query->kind == KIND_LIST) {
        read.wishes.rank = query->rank;
        read.subjects[0].subject = subject_of(query->rank);
    }
    read.subject_count = read.subjects[0].subject != SUBJECT_NONE;
    reply(knowledge->pack, arena, &read, topic, out);
    return STATUS_OK;
}
