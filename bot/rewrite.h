/* Has a language model put into a query what the matcher could not read: an
 * OpenAI-compatible HTTP API, asked on the loop, within a time and a budget.
 * Off unless the configuration has a "model". It only reads: answers come
 * from the pack, and nothing the model writes is shown to anybody. Whether its
 * query makes sense is for the knowledge to say. */
#ifndef REWRITE_H
#define REWRITE_H

#include "config.h"
#include "knowledge.h"
#include "reactor.h"

struct rewriter;
struct rewrite; /* one question on its way */

#define REWRITE_AT_ONCE 8 /* questions asked at the same time */

/* Owned: free with rewriter_free, before the reactor; questions still on their
 * way are dropped. config: borrowed until then. */
MUST_CHECK enum status rewriter_new(struct reactor *reactor,
                                    const struct model_config *config,
                                    struct rewriter **out, struct error *err);
void rewriter_free(struct rewriter *rewriter); /* NULL is fine */

/* query: how the model has read the question, borrowed; NULL: it has not.
 * Returns whether the query was of use, which is for the log. */
typedef bool (*rewrite_done_fn)(const struct knowledge_query *query,
                                void *user);

/* Asks. question, about: as in rewrite_text.h, borrowed. done runs once,
 * later, on the loop, unless rewrite_drop comes before. *out: borrowed until
 * either.
 * STATUS_FULL: not now: too many are on their way, the minute's budget is
 * used up, or the model has just failed; done will not run. */
MUST_CHECK enum status rewriter_ask(struct rewriter *rewriter,
                                    struct str question,
                                    const struct str *about, size_t about_count,
                                    rewrite_done_fn done, void *user,
                                    struct rewrite **out);

void rewrite_drop(struct rewrite *rewrite); /* NULL is fine */

#endif
