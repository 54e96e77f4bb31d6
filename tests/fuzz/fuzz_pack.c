/* Any bytes as a pack: refused, or safe to read to the last record, to ask
 * and to answer from. The checksum and the size are made to fit, so that the
 * content is reached; the seed (seed_pack.c) must open, or nothing is tried
 * at all. */
#include "../pack_walk.h"
#include "pack_format.h"
#include "rank.h"
#include "reply.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_seed(void)
{
    struct pack *pack;
    struct error err;
    if (pack_open(SEED_FILE, &pack, &err) != STATUS_OK) {
        fprintf(stderr, "%s\n", err.text);
        abort();
    }
    pack_close(pack);
}

static void rank_some(const struct pack *pack)
{
    static const char *const titles[] = {"library technicain", "nurse",
                                         "wind farm electrician", "trukdriver"};
    struct rank_hit hits[10];
    struct arena *arena = arena_new();
    struct normalizer *normalizer = normalizer_new(NULL, NULL);
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
        rank_title(pack, normalizer, arena, str_from(titles[i]), hits, 10);
    rank_looks(pack, normalizer, arena, STR("solar nurse"));
    normalizer_free(normalizer);
    arena_free(arena);
}

/* A conversation, each question in the light of those before it. */
static void ask_some(const struct pack *pack)
{
    static const char *const questions[] = {
        "how much does a registered nurse make",
        "what else can a ward sister do, and the license?",
        "registered nurse or electrician salary",
        "library technicain",
        "skills and a visa?",
        "ai tools",
        "what jobs pay over 100k",
        "no, the school kind",
        "how do i become a tanker wirer in Ohio",
        "why?",
        "護士工资多少",
    };
    struct matcher *matcher = matcher_new(pack);
    struct topic topic = {0};
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        struct arena *arena = arena_new();
        struct question question = {.text = str_from(questions[i]),
                                    .addressed = i != 3};
        struct query query;
        struct answer answer;
        query_read(matcher, arena, &question, &topic, &query);
        reply(pack, arena, &query, &topic, &answer);
        arena_free(arena);
    }
    matcher_free(matcher);
}

static void answer(const struct pack *pack, struct query query)
{
    struct arena *arena = arena_new();
    struct topic topic = {0};
    struct answer out;
    query.confidence = 1;
    reply(pack, arena, &query, &topic, &out);
    arena_free(arena);
}

/* Each subject of the first occupation, alone and beside the second; each
 * list. */
static void answer_some(const struct pack *pack)
{
    size_t count = pack_occupation_count(pack);
    for (int subject = 0; subject < SUBJECT_COUNT && count > 1; subject++) {
        struct query query = {.lang = LANG_EN,
                              .kind = KIND_SINGLE,
                              .candidates = {{0, 1}, {1, 1}},
                              .candidate_count = 1,
                              .subjects = {{.subject = (enum subject)subject}},
                              .subject_count = subject != SUBJECT_NONE};
        answer(pack, query);
        query.kind = KIND_COMPARE;
        query.candidate_count = query.compared = 2;
        answer(pack, query);
    }
    for (int rank = RANK_NONE + 1; rank < RANK_COUNT; rank++)
        answer(pack, (struct query){.lang = LANG_ZH_HANT,
                                    .kind = KIND_LIST,
                                    .wishes.rank = (enum wish_rank)rank});
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool checked;
    struct pack *pack;
    struct pack_header header;
    if (!checked)
        check_seed();
    checked = true;
    uint8_t *bytes = malloc(size + 1); /* aligned, as a mapping is */
    if (!bytes)
        return 0;
    if (size)
        memcpy(bytes, data, size);
    if (size >= sizeof header) {
        memcpy(&header, bytes, sizeof header);
        memcpy(header.magic, PACK_MAGIC, sizeof header.magic);
        header.byte_order = PACK_BYTE_ORDER;
        header.version = PACK_VERSION;
        header.file_size = size;
        header.checksum = 0;
        memcpy(bytes, &header, sizeof header);
        header.checksum = (uint32_t)crc32_z(0, bytes, size);
        memcpy(bytes, &header, sizeof header);
    }
    if (pack_open_bytes(bytes, size, "fuzz", &pack, NULL) == STATUS_OK) {
        volatile size_t sum = walk_pack(pack);
        (void)sum;
        rank_some(pack);
        ask_some(pack);
        answer_some(pack);
        pack_close(pack);
    }
    free(bytes);
    return 0;
}
