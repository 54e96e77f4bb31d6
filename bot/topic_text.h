/* The topic of a conversation as text, for the store: JSON with the ids used
 * everywhere, so that another version of the program reads it, too.
 *
 * {"lang":"en","subject":"salary","soc":[254031],
 *  "choices":[{"soc":254031,"subject":"ai_risk","part":"tools"}]} */
#ifndef TOPIC_TEXT_H
#define TOPIC_TEXT_H

#include "buf.h"
#include "knowledge.h"

void topic_write(struct buf *out, const struct topic *topic);

/* What cannot be read is left out. False: it is no topic at all. */
bool topic_read(struct str text, struct topic *out);

#endif
