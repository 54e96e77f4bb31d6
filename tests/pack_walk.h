/* Reads everything a pack holds, as any reader could: what has passed the
 * check must be safe to follow. Returns a sum, so that nothing is optimised
 * away and equal packs can be told. */
#ifndef PACK_WALK_H
#define PACK_WALK_H

#include "pack.h"

static inline size_t walk_text(struct str s)
{
    size_t sum = s.len;
    for (size_t i = 0; i < s.len; i++)
        sum = sum * 31 + (unsigned char)s.ptr[i];
    return sum;
}

static inline size_t walk_occupation(const struct pack *pack, size_t i)
{
    struct pack_occupation occupation = pack_occupation(pack, i);
    size_t sum = occupation.soc + pack_find_soc(pack, occupation.soc), count;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        sum += walk_text(occupation.title[lang]);
        sum += pack_has_page(pack, i, (enum lang)lang);
        for (int field = 0; field < FIELD_LIMIT; field++) {
            const struct pack_entry *e = pack_entries(
                pack, i, (enum lang)lang, (enum field)field, &count);
            for (size_t k = 0; k < count; k++) {
                struct pack_source source = pack_source(pack, e[k].source);
                sum += walk_text(source.name) + walk_text(source.date) +
                       walk_text(source.url);
                for (int t = 0; t < ENTRY_TEXTS; t++)
                    sum += walk_text(pack_text(pack, e[k].text[t]));
                for (int n = 0; n < ENTRY_NUMBERS; n++)
                    if (e[k].num[n] == e[k].num[n])
                        sum += (size_t)(long long)e[k].num[n];
            }
        }
    }
    return sum;
}

static inline size_t walk_words(const struct pack *pack)
{
    size_t sum = 0, count, names;
    const uint32_t *postings;
    const struct pack_word *words = pack_words(pack, &count, &postings);
    const struct pack_name *name = pack_names(pack, &names);
    for (size_t i = 0; i < count; i++) {
        sum += walk_text(pack_text(pack, words[i].key));
        for (size_t p = 0; p < words[i].count; p++)
            sum += name[postings[words[i].first + p]].length;
    }
    struct pack_spellings s = pack_spellings(pack);
    for (size_t i = 0; i < s.count; i++)
        sum += walk_text(pack_text(pack, s.items[i].word)) +
               words[s.items[i].stem].count + s.items[i].letters;
    for (size_t b = 0; b < s.bucket_count; b++)
        for (size_t p = s.buckets[b]; p < s.buckets[b + 1]; p++)
            sum += s.items[s.postings[p]].letters;
    return sum;
}

static inline size_t walk_descriptions(const struct pack *pack)
{
    size_t sum = 0;
    struct pack_descriptions all = pack_descriptions(pack);
    for (size_t t = 0; t < all.told.term_count; t++)
        for (size_t w = all.told.terms[t].first;
             w < all.told.terms[t + 1].first; w++) {
            const struct pack_told_weight *weight = &all.told.weights[w];
            size_t description = weight->told[0] + 256u * weight->told[1];
            sum += pack_occupation(pack, all.occupation[description]).soc;
        }
    return sum;
}

static inline size_t walk_learned(const struct pack *pack)
{
    size_t sum = 0;
    struct pack_rank rank = pack_rank(pack);
    struct pack_intent intent = pack_intent(pack);
    for (size_t b = 0; b < rank.bucket_count; b++)
        for (size_t f = rank.buckets[b]; f < rank.buckets[b + 1]; f++)
            for (size_t w = rank.features[f].first;
                 w < rank.features[f + 1].first; w++) {
                const struct pack_rank_weight *weight = &rank.weights[w];
                size_t occupation =
                    weight->occupation[0] + 256u * weight->occupation[1];
                sum += pack_occupation(pack, occupation).soc +
                       (rank.biases[occupation] > 0) +
                       (unsigned char)weight->root;
            }
    for (size_t f = 0; f < intent.feature_count; f++)
        sum += intent.features[f].hash + intent.features[f].frame;
    return sum;
}

static inline size_t walk_pack(const struct pack *pack)
{
    size_t sum = walk_text(pack_built(pack)), count;
    for (size_t i = 0; i < pack_occupation_count(pack); i++)
        sum += walk_occupation(pack, i);
    const struct pack_name *names = pack_names(pack, &count);
    for (size_t i = 0; i < count; i++)
        sum += walk_text(pack_text(pack, names[i].key)) +
               walk_text(pack_text(pack, names[i].shown)) +
               pack_occupation(pack, names[i].occupation).soc;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        const struct pack_cue *cues = pack_cues(pack, (enum lang)lang, &count);
        for (size_t i = 0; i < count; i++)
            sum += walk_text(pack_text(pack, cues[i].key)) +
                   walk_text(pack_text(pack, cues[i].topic));
        sum += walk_text(pack_sentence(pack, (enum lang)lang, STR("greeting")));
    }
    const struct pack_wording *wordings = pack_wordings(pack, &count);
    for (size_t i = 0; i < count; i++)
        sum += walk_text(pack_text(pack, wordings[i].text)) +
               walk_text(pack_text(pack, wordings[i].topic));
    const struct pack_han *han = pack_han(pack, &count);
    for (size_t i = 0; i < count; i++)
        sum += han[i].from ^ han[i].to;
    const struct pack_character *character = pack_characters(pack, &count);
    for (size_t i = 0; i < count; i++)
        sum += character[i].code ^ character[i].sound ^ character[i].shape;
    return sum + walk_words(pack) + walk_learned(pack) +
           walk_descriptions(pack);
}

#endif
