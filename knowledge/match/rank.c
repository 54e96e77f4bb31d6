/* Adds up what the features of a title say for each occupation, and puts the
 * names it is, or nearly is, before that. */
#include "rank.h"

#include "alike.h"
#include "slips.h"
#include "spelling.h"
#include "title_features.h"

#include <math.h>

enum {
    RANK_MAX = 32,   /* occupations, at most */
    SHARED_MAX = 96, /* occupations of one name */
    SLIPS_TRIED = 5, /* names that a misspelt title may stand for */
};

/* What the words of a title say, to be what is meant and no slip of a name. */
static const double settled = 0.5;

/* A title being ranked. */
struct ranking {
    const struct pack *pack;
    struct pack_rank rank;
    struct str text;
    bool mended; /* words of it were put right */
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

static void mix_in_names(struct ranking *r, struct arena *arena)
{
    struct str words[FEATURES_MAX_WORDS];
    size_t count = title_words(r->tokens, r->count, words);
    const struct alike *alike = pack_alike(r->pack, arena, words, count, NULL);
    for (size_t o = 0; o < r->rank.occupation_count; o++)
        r->share[o] = alike_mix(r->rank.model->mix, r->share[o], &alike[o]);
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

/* Ranks by the tokens that are there. */
static void rank_tokens(struct ranking *r, struct arena *arena)
{
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
    mix_in_names(r, arena);
    share_out(r);
    find_best(r, arena);
    for (size_t i = 0; i < r->count; i++)
        r->unknown += !pack_find_word(r->pack, r->tokens[i].key);
}

static void begin(struct ranking *r, const struct pack *pack,
                  struct normalizer *normalizer, struct arena *arena,
                  struct str text)
{
    *r = (struct ranking){.pack = pack, .rank = pack_rank(pack), .text = text};
    r->tokens = text_tokens(normalizer, arena, text, &r->count);
    rank_tokens(r, arena);
}

/* --- hits --- */

struct hits {
    struct rank_hit *items;
    size_t count, max;
};

/* An occupation that is there already stays in its place. */
static void add_hit(struct hits *hits, size_t occupation, double score,
                    enum rank_way way)
{
    for (size_t i = 0; i < hits->count; i++)
        if (hits->items[i].occupation == occupation) {
            hits->items[i].score = fmax(hits->items[i].score, score);
            return;
        }
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

/* How sure a name of an origin is: its own title most. */
static double sure_of(uint8_t origin)
{
    switch (origin) {
    case NAME_TITLE:
    case NAME_PAGE:
        return 0.99;
    case NAME_LEXICON:
        return 0.98;
    case NAME_FIELD:
    case NAME_REPORTED:
        return 0.96;
    case NAME_PUBLISHER:
        return 0.93;
    default:
        return 0.86;
    }
}

/* How much surer a name is than the title: its words may be in another number
 * ("accounts manager"), other ones with the same stems, or were put right. Of
 * "band top maker" and "band-top maker", which are not the same occupation,
 * the one counts that is written so. */
static double less_sure(const struct ranking *r, const struct pack_name *name)
{
    struct str shown = pack_text(r->pack, name->shown);
    if (r->mended)
        return 0.2;
    if (!text_same_words(r->text, shown))
        return 0.15;
    if (!text_same_but_last(r->text, shown))
        return 0.06;
    return str_eq_nocase(r->text, shown) ? 0 : 0.021;
}

/* Of several occupations with the name, those of a better origin first, then
 * those that the learned ranking holds more likely. */
static void add_names(const struct ranking *r, struct arena *arena,
                      struct hits *hits)
{
    size_t count;
    const struct pack_name *names = pack_names(r->pack, &count);
    struct rank_hit all[SHARED_MAX];
    struct hits found = {all, 0, SHARED_MAX};
    struct str key = text_key_of(arena, r->tokens, r->count);
    for (size_t i = pack_first_name(r->pack, key, 0, count);
         i < count && str_eq(pack_text(r->pack, names[i].key), key); i++) {
        double share = r->share ? (double)r->share[names[i].occupation] : 0;
        add_hit(&found, names[i].occupation,
                sure_of(names[i].origin) - 0.02 + 0.02 * share -
                    less_sure(r, &names[i]),
                r->mended ? RANK_SLIP : RANK_NAME);
    }
    sort_hits(&found, 0);
    for (size_t i = 0; i < found.count; i++)
        add_hit(hits, all[i].occupation, all[i].score, all[i].way);
}

/* --- names with slips --- */

/* The words of a title without the blanks between them, in arena. */
static struct str run_together(struct arena *arena, const struct token *tokens,
                               size_t count)
{
    struct str joined = {0};
    for (size_t i = 0; i < count; i++)
        joined = arena_printf(arena, "%.*s%.*s", STR_ARG(joined),
                              STR_ARG(tokens[i].word));
    return joined;
}

/* What was meant to be written: names of one key differ in the endings of
 * their words, "accounting", "accountant". *least: how far off the title is. */
static struct str meant(const struct ranking *r, struct normalizer *normalizer,
                        struct arena *arena, size_t name, size_t *least)
{
    enum { FAR = 3 };
    size_t count, tokens;
    const struct pack_name *names = pack_names(r->pack, &count);
    struct str best = {0};
    struct str written = run_together(arena, r->tokens, r->count);
    *least = SIZE_MAX;
    for (size_t n = name; n < count && names[n].key == names[name].key; n++) {
        struct str shown = pack_text(r->pack, names[n].shown);
        const struct token *token =
            text_tokens(normalizer, arena, shown, &tokens);
        size_t far =
            spelling_distance(written, run_together(arena, token, tokens), FAR);
        if (far < *least) {
            *least = far;
            best = shown;
        }
    }
    return best;
}

/* A name that the title may stand for, and how likely. */
struct slip {
    struct str meant;
    double score;
};

/* How much of the title is written like the name before they part: 0 to 1. */
static double alike_from_start(struct str title, struct str name)
{
    size_t alike = 0;
    while (alike < title.len && alike < name.len &&
           str_eq_nocase(str_slice(title, alike, alike + 1),
                         str_slice(name, alike, alike + 1)))
        alike++;
    return title.len > 0 ? (double)alike / (double)title.len : 0;
}

/* Fewer slips first, in the words and not only in their stems ("park arden" is
 * a warden, not a gardener); then no slip in the first letter, which people
 * rarely miss, and the later one; then the surer name; then what was
 * learned. */
static struct slip slip_of(const struct ranking *r,
                           struct normalizer *normalizer, struct arena *arena,
                           const struct near_name *near)
{
    size_t count, letters;
    struct str text = meant(r, normalizer, arena, near->name, &letters);
    size_t slips = letters > near->slips ? letters : near->slips;
    const struct pack_name *names = pack_names(r->pack, &count);
    double best = 0;
    for (size_t n = near->name;
         n < count && names[n].key == names[near->name].key; n++)
        best = fmax(best, 0.3 * (sure_of(names[n].origin) - 0.9) +
                              0.02 * (double)r->share[names[n].occupation]);
    return (struct slip){
        text, 0.85 - 0.1 * (double)slips + (near->first_letter ? 0 : 0.04) +
                  0.02 * alike_from_start(r->text, text) + best};
}

/* Keeps the best, the likeliest first. */
static void slips_add(struct slip *best, size_t *count, struct slip slip)
{
    size_t at = *count < SLIPS_TRIED ? (*count)++ : SLIPS_TRIED;
    for (; at > 0 && best[at - 1].score < slip.score; at--)
        if (at < SLIPS_TRIED)
            best[at] = best[at - 1];
    if (at < SLIPS_TRIED)
        best[at] = slip;
}

/* The occupations of a name, in the order they would have had if it had been
 * written like that. */
static void add_slip(const struct ranking *r, struct normalizer *normalizer,
                     struct arena *arena, struct hits *hits, struct slip slip)
{
    struct ranking right;
    struct rank_hit items[RANK_MAX];
    struct hits found = {items, 0, RANK_MAX};
    begin(&right, r->pack, normalizer, arena, slip.meant);
    add_names(&right, arena, &found);
    for (size_t i = 0; i < found.count; i++)
        add_hit(hits, items[i].occupation, slip.score - 0.002 * (double)i,
                RANK_SLIP);
}

/* A title of short words has too many neighbours. */
static size_t most_slips(const struct ranking *r, bool strange)
{
    size_t letters = 0;
    for (size_t i = 0; i < r->count; i++)
        letters += r->tokens[i].word.len;
    if (!strange)
        return letters < 7 ? 0 : 1;
    return letters < 4 ? 0 : letters < 7 ? 1 : 2;
}

/* Whether a word is of no name as it is written, though its stem may be. */
static bool has_strange(const struct ranking *r, struct arena *arena)
{
    size_t written = 1;
    for (size_t i = 0; i < r->count && written > 0; i++)
        slips_near(r->pack, arena, r->tokens[i].word, 0, &written);
    return r->unknown > 0 || written == 0;
}

/* Whether what was learned of the words settles what they mean. */
static bool is_settled(const struct ranking *r)
{
    return r->count == 1 ||
           (r->best_count > 0 && right_at(r, r->best[0]) >= settled);
}

/* The names near the title. Where every word is one of names ("arbor pilot"),
 * it must be the likelier word that was meant, or a title that says nothing as
 * it stands. */
static void add_slips(const struct ranking *r, struct normalizer *normalizer,
                      struct arena *arena, struct hits *hits)
{
    struct near_name near[SLIPS_MAX_NAMES];
    struct slip best[SLIPS_TRIED];
    size_t count = 0;
    bool strange = has_strange(r, arena);
    bool spelt_right = !strange && is_settled(r);
    size_t near_count = slips_names(r->pack, arena, r->tokens, r->count,
                                    most_slips(r, strange), near);
    for (size_t i = 0; i < near_count; i++)
        if (!near[i].doubtful || !spelt_right)
            slips_add(best, &count, slip_of(r, normalizer, arena, &near[i]));
    for (size_t i = 0; i < count; i++)
        add_slip(r, normalizer, arena, hits, best[i]);
}

/* Ranks the title anew with the words put right that no name has. False: none
 * is. */
static bool mend(struct ranking *r, struct arena *arena)
{
    struct mended *mended;
    size_t count =
        slips_mend(r->pack, arena, r->tokens, r->count, NULL, NULL, &mended);
    if (count == 0)
        return false;
    struct token *tokens = arena_alloc_array(arena, count, sizeof *tokens);
    for (size_t i = 0; i < count; i++)
        tokens[i] = mended[i].token;
    *r = (struct ranking){.pack = r->pack,
                          .rank = r->rank,
                          .text = r->text,
                          .mended = true,
                          .tokens = tokens,
                          .count = count};
    rank_tokens(r, arena);
    return true;
}

size_t rank_title(const struct pack *pack, struct normalizer *normalizer,
                  struct arena *arena, struct str text, struct rank_hit *out,
                  size_t max)
{
    struct ranking r;
    struct hits hits = {out, 0, max};
    begin(&r, pack, normalizer, arena, text);
    add_names(&r, arena, &hits);
    if (hits.count == 0 && r.share)
        add_slips(&r, normalizer, arena, &hits);
    if (r.share && r.unknown > 0 && mend(&r, arena) && hits.count == 0)
        add_names(&r, arena, &hits);
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
    if (r.unknown > 0)
        mend(&r, arena);
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
