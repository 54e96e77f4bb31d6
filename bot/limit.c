/* Token buckets in a small hash table that never grows. */
#include "limit.h"

#include "xmalloc.h"

#include <math.h>
#include <stddef.h>
#include <stdlib.h>

enum { SETS = 512, WAYS = 8 };

struct bucket {
    uint64_t key; /* 0: free */
    int64_t at_ms;
    double tokens;
    bool refused;
};

struct limit {
    struct bucket buckets[SETS][WAYS];
};

struct limit *limit_new(void)
{
    return xcalloc(1, sizeof(struct limit));
}

void limit_free(struct limit *limit)
{
    free(limit);
}

/* The bucket of key, or the free or least recently used one in its place. */
static struct bucket *find(struct limit *limit, uint64_t key)
{
    struct bucket *set = limit->buckets[(key >> 32 ^ key) % SETS];
    struct bucket *oldest = set;
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key == key)
            return &set[i];
        if (set[i].key == 0 ||
            (oldest->key != 0 && set[i].at_ms < oldest->at_ms))
            oldest = &set[i];
    }
    return oldest;
}

/* The bucket of key, filled up to now. */
static struct bucket *fill(struct limit *limit, uint64_t key, double capacity,
                           double per_ms, int64_t now_ms)
{
    key = key ? key : 1;
    struct bucket *bucket = find(limit, key);
    if (bucket->key != key)
        *bucket =
            (struct bucket){.key = key, .at_ms = now_ms, .tokens = capacity};
    if (now_ms > bucket->at_ms) { /* not so where messages come in late */
        double passed_ms = (double)(now_ms - bucket->at_ms);
        bucket->tokens = fmin(capacity, bucket->tokens + passed_ms * per_ms);
        bucket->at_ms = now_ms;
    }
    if (bucket->tokens >= capacity)
        bucket->refused = false;
    return bucket;
}

struct limit_state limit_take(struct limit *limit, uint64_t key,
                              double per_minute, int64_t now_ms)
{
    if (per_minute <= 0)
        return (struct limit_state){.allowed = true};
    double capacity = per_minute > 1 ? per_minute : 1;
    double per_ms = per_minute / 60000;
    struct bucket *bucket = fill(limit, key, capacity, per_ms, now_ms);
    if (bucket->tokens >= 1) {
        bucket->tokens -= 1;
        return (struct limit_state){.allowed = true};
    }
    bool first = !bucket->refused;
    bucket->refused = true;
    return (struct limit_state){
        .first = first,
        .wait_s = (int)ceil((1 - bucket->tokens) / per_ms / 1000)};
}

int64_t limit_wait_ms(struct limit *limit, uint64_t key, double capacity,
                      double per_ms, int64_t now_ms)
{
    struct bucket *bucket = fill(limit, key, capacity, per_ms, now_ms);
    return bucket->tokens < 1 ? (int64_t)ceil((1 - bucket->tokens) / per_ms)
                              : 0;
}

void limit_spend(struct limit *limit, uint64_t key)
{
    find(limit, key ? key : 1)->tokens -= 1;
}
