/* Adds up what the features of a title say for each occupation, and puts the
 * names it is, or nearly is, before that. */
#include "rank.h"

#include "title_features.h"

#include <math.h>
#include <string.h>

enum {
    RANK_MAX = 32, /* occupations, at most */
};

/* A title being ranked. */
struct ranking {
    const struct pack *pack;
    struct pack_rank rank;
    struct token *tokens;
    size_t count;
    float *share;   /* by occupation; they add up to 1 */
    size_t unknown; /* words that no name has */
    size_t *best;   /* occupations, most likely first */
    size_t best_count;
};

/* --- what was learned --- */

/* The feature of that hash, or NULL. Its weights end where those of the next
 * begin. */
static const struct pack_rank_feature *
find_feature(const struct pack_rank *rank, uint32_t hash)
{
    size_t bucket = (size_t)(((uint64_t)hash * rank->bucket_count) >> 32);
    for (size_t i = rank->buckets[bucket]; i < rank->buckets[bucket + 1]; i++)
        if (rank->features[i].hash == hash)
            return &rank->features[i];
    return NULL;
}

static void add_feature(struct ranking *r, const struct feature *feature)
{
    const struct pack_rank_feature *found =
        find_feature(&r->rank, feature->hash);
    float scale = r->rank.model->scale * feature->value;
    if (!found)
        return;
    for (size_t i = found->first; i < found[1].first; i++) {
        const struct pack_rank_weight *weight = &r->rank.weights[i];
        int root = weight->root;
        r->share[weight->occupation[0] + 256u * weight->occupation[1]] +=
            scale * (float)(root * (root < 0 ? -root : root));
    }
}

/* From scores to shares: e to the score over the sum of all. */
static void share_out(struct ranking *r)
{
    size_t count = r->rank.occupation_count;
    float most = r->share[0], sum = 0;
    for (size_t o = 1; o < count; o++)
        most = r->share[o] > most ? r->share[o] : most;
    for (size_t o = 0; o < count; o++) {
        float below = r->share[o] - most;
        r->share[o] = below < -20 ? 0 : expf(below);
        sum += r->share[o];
    }
    for (size_t o = 0; o < count; o++)
        r->share[o] /= sum;
}

static void find_best(struct ranking *r, struct arena *arena)
{
    r->best = arena_alloc_array(arena, RANK_MAX, sizeof *r->best);
    float least = 0;
    for (size_t o = 0; o < r->rank.occupation_count; o++) {
        if (r->share[o] <= least)
            continue;
        size_t at = r->best_count < RANK_MAX ? r->best_count++ : RANK_MAX - 1;
        for (; at > 0 && r->share[r->best[at - 1]] < r->share[o]; at--)
            r->best[at] = r->best[at - 1];
        r->best[at] = o;
        if (r->best_count == RANK_MAX)
            least = r->share[r->best[RANK_MAX - 1]];
    }
}

/* How often occupations of that share were right. */
static double right_at(const struct ranking *r, size_t occupation)
{
    double at = (double)r->share[occupation] * (RANK_STEPS - 1);
    size_t step = at < RANK_STEPS - 2 ? (size_t)at : RANK_STEPS - 2;
    const float *right = r->rank.model->right + step;
    return right[0] + (at - (double)step) * (double)(right[1] - right[0]);
}

static bool knows_word(const struct ranking *r, const struct token *token)
{
    return features_is_small(token->word) ||
           find_feature(&r->rank, feature_of_word(token->key)) != NULL;
}

static void begin(struct ranking *r, const struct pack *pack,
                  struct normalizer *normalizer, struct arena *arena,
                  struct str text)
{
    *r = (struct ranking){.pack = pack, .rank = pack_rank(pack)};
    r->tokens = text_tokens(normalizer, arena, text, &r->count);
    if (!r->rank.model || r->rank.occupation_count == 0)
        return;
    struct feature *features =
        arena_alloc_array(arena, FEATURES_MAX, sizeof *features);
    size_t count = title_features(r->tokens, r->count, features);
    if (count == 0)
        return;
    r->share =
        arena_alloc_array(arena, r->rank.occupation_count, sizeof *r->share);
    for (size_t o = 0; o < r->rank.occupation_count; o++)
        r->share[o] = r->rank.biases[o];
    for (size_t i = 0; i < count; i++)
        add_feature(r, &features[i]);
    share_out(r);
    find_best(r, arena);
    for (size_t i = 0; i < r->count; i++)
        r->unknown += !knows_word(r, &r->tokens[i]);
}

/* --- hits --- */

struct hits {
    struct rank_hit *items;
    size_t count, max;
};

/* An occupation that is there already stays as it is. */
static void add_hit(struct hits *hits, size_t occupation, double score,
                    enum rank_way way)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->items[i].occupation == occupation)
            return;
    if (hits->count < hits->max)
        hits->items[hits->count++] = (struct rank_hit){occupation, score, way};
}

/* Puts the hits from `from` on in the order of their scores. */
static void sort_hits(struct hits *hits, size_t from)
{
    for (size_t i = from + 1; i < hits->count; i++)
        for (size_t at = i;
             at > from && hits->items[at - 1].score < hits->items[at].score;
             at--) {
            struct rank_hit better = hits->items[at];
            hits->items[at] = hits->items[at - 1];
            hits->items[at - 1] = better;
        }
}

/* --- names as they stand --- */

static size_t first_name(const struct pack *pack, const struct pack_name *names,
                         size_t count, struct str key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(pack_text(pack, names[middle].key), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* How sure a name of an origin is: its own title most. */
static double sure_of(uint8_t origin)
{
    switch (origin) {
    case NAME_TITLE:
    case NAME_PAGE:
        return 0.99;
    case NAME_LEXICON:
    case NAME_FIELD:
    case NAME_REPORTED:
        return 0.96;
    case NAME_PUBLISHER:
        return 0.93;
    default:
        return 0.86;
    }
}

/* Of several occupations with the name, those of a better origin first, then
 * those that the learned ranking holds more likely. */
static void add_names(const struct ranking *r, struct hits *hits,
                      struct str key)
{
    size_t count, from = hits->count;
    const struct pack_name *names = pack_names(r->pack, &count);
    struct hits found = {hits->items + from, 0, hits->max - from};
    for (size_t i = first_name(r->pack, names, count, key);
         i < count && str_eq(pack_text(r->pack, names[i].key), key); i++) {
        double share = r->share ? (double)r->share[names[i].occupation] : 0;
        add_hit(&found, names[i].occupation,
                sure_of(names[i].origin) - 0.02 + 0.02 * share, RANK_NAME);
    }
    sort_hits(&found, 0);
    hits->count += found.count;
}

/* --- names with slips --- */

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* spelling_distance, for whole titles: only cells within `most` of the
 * diagonal can count. Each slip changes at most two of the letters there. */
static size_t distance(const struct title_letters *a,
                       const struct title_letters *b, size_t most)
{
    size_t longer = a->len > b->len ? a->len - b->len : b->len - a->len;
    size_t none = most + 1;
    if (longer > most || (size_t)__builtin_popcount(a->set ^ b->set) > 2 * most)
        return none;
    uint8_t rows[3][TITLE_LETTERS_MAX + 2];
    uint8_t *before = rows[0], *above = rows[1], *here = rows[2];
    for (size_t j = 0; j <= b->len + 1; j++)
        before[j] = above[j] = here[j] = (uint8_t)least(j, none);
    for (size_t i = 1; i <= a->len; i++) {
        size_t from = i > most ? i - most : 1, to = least(i + most, b->len);
        size_t best = none;
        here[from - 1] = (uint8_t)(from == 1 ? least(i, none) : none);
        for (size_t j = from; j <= to; j++) {
            size_t change = a->text[i - 1] != b->text[j - 1];
            size_t up = j == i + most ? none : above[j];
            size_t cost =
                least(least(up, here[j - 1]) + 1u, above[j - 1] + change);
            if (i > 1 && j > 1 && a->text[i - 1] == b->text[j - 2] &&
                a->text[i - 2] == b->text[j - 1])
                cost = least(cost, before[j - 2] + 1u);
            here[j] = (uint8_t)least(cost, none);
            best = least(best, here[j]);
        }
        if (best > most)
            return none;
        uint8_t *spare = before;
        before = above;
        above = here;
        here = spare;
    }
    return above[b->len];
}

/* A name that the title may stand for. */
struct slip {
    size_t occupation, slips;
    double score;
};

/* Fewer slips first; then no slip in the first letter, which people rarely
 * miss; then the surer name; then what was learned. */
static double slip_score(const struct ranking *r, const struct pack_name *name,
                         size_t slips, bool first)
{
    return 0.85 - 0.1 * (double)slips + (first ? 0.04 : 0) +
           0.3 * (sure_of(name->origin) - 0.9) +
           0.02 * (double)r->share[name->occupation];
}

static void slips_add(struct slip *found, size_t *count, struct slip slip)
{
    size_t at = 0;
    while (at < *count && found[at].occupation != slip.occupation)
        at++;
    if (at == *count && *count == RANK_MAX)
        at--;
    else if (at == *count)
        found[(*count)++] = slip;
    if (slip.score < found[at].score)
        return;
    for (; at > 0 && found[at - 1].score < slip.score; at--)
        found[at] = found[at - 1];
    found[at] = slip;
}

/* Compares the title with every name about as long; the sets of letters tell
 * most apart. */
static size_t find_slips(const struct ranking *r,
                         const struct title_letters *title, size_t most,
                         struct slip found[RANK_MAX])
{
    size_t count = 0, names_count;
    const struct pack_name *names = pack_names(r->pack, &names_count);
    size_t from = title->len > most ? title->len - most : 0;
    size_t to = least(title->len + most, RANK_LETTERS - 1);
    if (from > to)
        return 0;
    for (size_t i = r->rank.model->by_length[from];
         i < r->rank.model->by_length[to + 1]; i++) {
        uint32_t differ = r->rank.names[i].set ^ title->set;
        if ((size_t)__builtin_popcount(differ) > 2 * most)
            continue;
        const struct pack_name *name = &names[r->rank.names[i].name];
        struct title_letters letters =
            title_letters(pack_text(r->pack, name->shown));
        size_t slips = distance(title, &letters, most);
        bool first = letters.len > 0 && letters.text[0] == title->text[0];
        if (slips > most || (slips > 1 && !first))
            continue;
        slips_add(found, &count,
                  (struct slip){name->occupation, slips,
                                slip_score(r, name, slips, first)});
    }
    return count;
}

/* A word that no name has may be misspelt; known words can only be run
 * together or parted. */
static size_t most_slips(const struct ranking *r, size_t letters)
{
    return r->unknown == 0 || letters < 4 ? 0 : letters < 7 ? 1 : 2;
}

static void add_slips(const struct ranking *r, struct hits *hits,
                      struct str text)
{
    struct title_letters title = title_letters(text);
    struct slip found[RANK_MAX];
    if (title.len == 0 || title.len == TITLE_LETTERS_MAX)
        return;
    size_t count = find_slips(r, &title, most_slips(r, title.len), found);
    if (count == 0 && r->unknown > 0 && title.text[title.len - 1] == 's') {
        title.len--; /* names are kept in one number, mostly singular */
        count = find_slips(r, &title, most_slips(r, title.len), found);
    }
    for (size_t i = 0; i < count; i++)
        add_hit(hits, found[i].occupation, found[i].score, RANK_SLIP);
}

/* --- words with slips --- */

/* The word of names nearest to one that no name has; of several the one with
 * the same first letter, then the commonest. An empty text: none is near. */
static struct str nearest_word(const struct ranking *r, struct str word)
{
    struct title_letters title = title_letters(word);
    size_t most = title.len < 4    ? 0
                  : title.len < 8  ? 1
                  : title.len < 13 ? 2
                                   : 3;
    struct str best = STR("");
    size_t best_rank = SIZE_MAX, count;
    const struct pack_name *names = pack_names(r->pack, &count);
    if (title.len != word.len || title.len + most >= RANK_LETTERS || most == 0)
        return best;
    const uint32_t *by_length = r->rank.model->words_by_length;
    for (size_t i = by_length[title.len - most];
         i < by_length[title.len + most + 1]; i++) {
        const struct pack_rank_word *w = &r->rank.words[i];
        if ((size_t)__builtin_popcount(w->set ^ title.set) > 2 * most)
            continue;
        struct str text = str_slice(pack_text(r->pack, names[w->name].shown),
                                    w->from, (size_t)w->from + w->len);
        struct title_letters letters = title_letters(text);
        size_t slips = distance(&title, &letters, most);
        bool first = letters.len > 0 && letters.text[0] == title.text[0];
        size_t rank = (slips * 2 + !first) * (UINT16_MAX + 1) +
                      (size_t)(UINT16_MAX - w->count);
        if (slips <= most && rank < best_rank) {
            best_rank = rank;
            best = text;
        }
    }
    return best;
}

/* The text with words that no name has put right; an empty text: none is. */
static struct str mended(const struct ranking *r, struct arena *arena,
                         struct str text)
{
    struct str out = STR("");
    size_t from = 0;
    for (size_t i = 0; i < r->count; i++) {
        const struct token *token = &r->tokens[i];
        if (token->han || knows_word(r, token))
            continue;
        struct str word = nearest_word(r, token->word);
        if (word.len == 0)
            continue;
        struct str before = str_slice(text, from, token->from);
        out = arena_printf(arena, "%.*s%.*s%.*s", STR_ARG(out), STR_ARG(before),
                           STR_ARG(word));
        from = token->to;
    }
    if (from == 0)
        return STR("");
    struct str rest = str_slice(text, from, text.len);
    return arena_printf(arena, "%.*s%.*s", STR_ARG(out), STR_ARG(rest));
}

size_t rank_title(const struct pack *pack, struct normalizer *normalizer,
                  struct arena *arena, struct str text, struct rank_hit *out,
                  size_t max)
{
    struct ranking r;
    struct hits hits = {out, 0, max};
    begin(&r, pack, normalizer, arena, text);
    add_names(&r, &hits, text_key(normalizer, arena, text));
    if (hits.count == 0 && r.share)
        add_slips(&r, &hits, text);
    struct str right = r.share ? mended(&r, arena, text) : STR("");
    if (right.len > 0) {
        begin(&r, pack, normalizer, arena, right);
        if (hits.count == 0)
            add_names(&r, &hits, text_key(normalizer, arena, right));
    }
    for (size_t i = 0; i < r.best_count; i++)
        add_hit(&hits, r.best[i], right_at(&r, r.best[i]), RANK_LEARNED);
    return hits.count;
}

static bool knows(uint32_t hash, void *user)
{
    return find_feature(user, hash) != NULL;
}

_Static_assert((int)RANK_LOOKS == TITLE_LOOKS + 2, "pack_rank_model.looks");

double rank_looks(const struct pack *pack, struct normalizer *normalizer,
                  struct arena *arena, struct str text)
{
    struct ranking r;
    double looks[TITLE_LOOKS];
    begin(&r, pack, normalizer, arena, text);
    if (!r.share || r.best_count == 0)
        return 0;
    title_looks(r.tokens, r.count, knows, &r.rank, looks);
    const float *weight = r.rank.model->looks;
    double sum =
        (double)weight[0] + (double)weight[1] * (double)r.share[r.best[0]];
    for (size_t i = 0; i < TITLE_LOOKS; i++)
        sum += (double)weight[i + 2] * looks[i];
    return 1 / (1 + exp(-sum));
}
