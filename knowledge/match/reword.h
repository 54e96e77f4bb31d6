/* Puts a question into the words that all the rest knows: short forms are
 * spelt out ("store mgr"), man and woman left out of names (計程車女司機),
 * names turned round are turned back ("teacher of mathematics"). */
#ifndef REWORD_H
#define REWORD_H

#include "reading.h"

/* r: of the text. The text as it was where there is nothing to be done; else
 * in arena. */
struct str reword(const struct reading *r, struct str text);

#endif
