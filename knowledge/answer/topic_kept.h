/* What a conversation keeps of an answer. */
#ifndef TOPIC_KEPT_H
#define TOPIC_KEPT_H

#include "compose.h"
#include "query.h"

/* Brings topic up to date with the answer that the composer has made. */
void keep_topic(const struct composer *c, const struct query *query,
                struct topic *topic);

#endif
