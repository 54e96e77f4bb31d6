/* Which occupations, subject, list and choices the next question may refer to.
 */
#include "topic_kept.h"

#include <stdio.h>
#include <string.h>

static uint32_t soc_of(const struct composer *c, size_t occupation)
{
    return pack_occupation(c->pack, occupation).soc;
}

/* 254031 of "25-4031" */
static uint32_t soc_of_text(const char *code)
{
    uint32_t soc = 0;
    for (; *code; code++)
        soc = *code == '-' ? soc : soc * 10 + (uint32_t)(*code - '0');
    return soc;
}

/* Words too long to keep are not kept in part. */
static void keep_words(char *kept, size_t size, struct str words)
{
    memset(kept, 0, size);
    if (words.len > 0 && words.len < size)
        memcpy(kept, words.ptr, words.len);
}

static bool contains(const uint32_t *codes, size_t count, uint32_t soc)
{
    for (size_t i = 0; i < count; i++)
        if (codes[i] == soc)
            return true;
    return false;
}

/* The rows that "the second one" and "which of those" mean. What was not
 * understood leaves the list before as it is. */
static void keep_list(const struct composer *c, const struct query *query,
                      struct topic *topic)
{
    const struct answer *out = c->out;
    size_t count = 0;
    if (query->problem == QUERY_WHICH && out->subject == SUBJECT_PIVOTS) {
        topic->wishes = query->wishes; /* of whom is told next */
        topic->listed = false;
    }
    if ((query->choosing || query->vague) && topic->soc_count == 0 &&
        topic->shown_count == 0 && out->subject != SUBJECT_PIVOTS) {
        topic->wishes = query->wishes; /* more are told next */
        topic->listed = true;
    }
    if (!out->answered || query->kind == KIND_SMALLTALK || query->vague)
        return;
    topic->listed = query->kind == KIND_LIST;
    if (query->kind == KIND_LIST || out->subject == SUBJECT_PIVOTS)
        topic->wishes = query->wishes;
    if (query->kind == KIND_COMPARE)
        for (; count < query->compared; count++)
            topic->shown[count] =
                soc_of(c, query->candidates[count].occupation);
    for (size_t i = 0; query->kind == KIND_LIST && i < out->occupation_count;
         i++)
        topic->shown[count++] = soc_of_text(out->occupations[i].soc);
    for (size_t i = 0; query->kind != KIND_LIST && i < c->moves; i++)
        topic->shown[count++] = soc_of(c, c->move[i]);
    bool row = query->kind == KIND_FOLLOWUP && query->candidate_count > 0 &&
               contains(topic->shown, topic->shown_count,
                        soc_of(c, query->candidates[0].occupation));
    if (count > 0 || !row) /* of a row: "and the third one?" may follow */
        topic->shown_count = count;
}

/* A list of one row, or "which of those pays best", is of the first. */
static bool is_of_first(const struct query *query, const struct topic *topic)
{
    const struct wishes *w = &query->wishes;
    return topic->shown_count == 1 ||
           (topic->shown_count > 0 && w->among_count > 0 &&
            w->rank != RANK_NONE);
}

/* A list is of nobody yet; a comparison and moves begin anew. Where there is
 * no room, the one spoken of first goes. */
static void keep_spoken(const struct composer *c, const struct query *query,
                        struct topic *topic)
{
    enum { MOST = sizeof topic->spoken / sizeof *topic->spoken };
    if (query->kind == KIND_LIST || topic->soc_count > 1 || c->moves > 0)
        topic->spoken_count = 0;
    if (query->moving) { /* the two ends of the way */
        topic->spoken[0] = soc_of(c, query->from);
        topic->spoken_count = 1;
    }
    for (size_t i = 0; i < topic->soc_count; i++) {
        if (contains(topic->spoken, topic->spoken_count, topic->soc[i]))
            continue;
        if (topic->spoken_count == MOST)
            memmove(topic->spoken, topic->spoken + 1,
                    --topic->spoken_count * sizeof *topic->spoken);
        topic->spoken[topic->spoken_count++] = topic->soc[i];
    }
}

void keep_topic(const struct composer *c, const struct query *query,
                struct topic *topic)
{
    const struct answer *out = c->out;
    uint32_t before = topic->soc_count ? topic->soc[0] : 0;
    bool of_it = query->kind == KIND_FOLLOWUP && topic->subject &&
                 out->subject == SUBJECT_SOURCES;
    topic->lang = out->lang;
    keep_list(c, query, topic);
    bool together = query->kind == KIND_COMPARE && !query->measured;
    size_t named = together ? query->compared : 1;
    if (out->answered ||
        (query->candidate_count > 0 && query->problem == QUERY_CLEAR)) {
        topic->soc_count = 0;
        for (size_t i = 0; i < named && i < query->candidate_count; i++)
            topic->soc[topic->soc_count++] =
                soc_of(c, query->candidates[i].occupation);
        if (query->kind == KIND_LIST && is_of_first(query, topic))
            topic->soc[topic->soc_count++] = topic->shown[0];
        keep_spoken(c, query, topic);
    }
    if (query->problem == QUERY_WHICH)
        topic->soc_count = 0; /* what was before is over */
    if (!of_it && out->subject != SUBJECT_NONE)
        topic->sourced = SUBJECT_NONE;
    else if (topic->subject != SUBJECT_SOURCES)
        topic->sourced = topic->subject;
    if (out->subject != SUBJECT_NONE)
        topic->subject = out->subject;
    bool another = topic->soc_count > 1 ||
                   (topic->soc_count == 1 && topic->soc[0] != before);
    if (another || query->said.len)
        keep_words(topic->said, sizeof topic->said, query->said);
    if (out->choice_count == 0)
        return;
    topic->choice_count = out->choice_count;
    for (size_t i = 0; i < out->choice_count; i++) {
        topic->choices[i].soc = soc_of(c, c->offered[i].occupation);
        topic->choices[i].subject = c->offered[i].subject;
        snprintf(topic->choices[i].part, sizeof topic->choices[i].part, "%.*s",
                 STR_ARG(c->offered[i].part));
    }
}
