/* How often somebody may do something: one token bucket for each of them.
 * Time is passed in. A bounded number is remembered; who was idle longest is
 * forgotten first. */
#ifndef LIMIT_H
#define LIMIT_H

#include <stdbool.h>
#include <stdint.h>

struct limit;

struct limit *limit_new(void);        /* owned: free with limit_free */
void limit_free(struct limit *limit); /* NULL is fine */

struct limit_state {
    bool allowed;
    bool first; /* not allowed, for the first time since the bucket was full */
    int wait_s; /* not allowed: seconds until it is again */
};

/* Takes one token of `key` (key.h), whose bucket holds `per_minute` and fills
 * up in a minute. per_minute 0: always allowed. now_ms: of a clock that never
 * goes back. */
struct limit_state limit_take(struct limit *limit, uint64_t key,
                              double per_minute, int64_t now_ms);

/* The same in two steps, for a bucket that holds `capacity` and gets `per_ms`
 * of it back in a millisecond: how many milliseconds until there is a token;
 * and taking it, once it was of use. */
int64_t limit_wait_ms(struct limit *limit, uint64_t key, double capacity,
                      double per_ms, int64_t now_ms);
void limit_spend(struct limit *limit, uint64_t key);

#endif
