/* Both Chinese scripts, from OpenCC: what people write is Traditional
 * (Taiwan), the pack holds Simplified too, and knows which characters only
 * one of them uses. */
#ifndef HAN_H
#define HAN_H

#include "arena.h"
#include "pack_write.h"
#include "status.h"
#include "str.h"

#include <stdint.h>

struct han;

/* Owned: free with han_free. STATUS_IO: OpenCC's tables are not installed. */
MUST_CHECK enum status han_new(struct han **out, struct error *err);
void han_free(struct han *han); /* NULL is fine */

/* A word that mainland writing says in another way than OpenCC knows. Both
 * are borrowed until han_free. */
void han_word(struct han *han, struct str traditional, struct str simplified);

/* Traditional text in Simplified characters and mainland words; in arena. */
struct str han_simplify(const struct han *han, struct arena *arena,
                        struct str text);

/* The Simplified form of a character; a han_fold_fn with a struct han. */
uint32_t han_fold(uint32_t code, void *han);

/* The characters that only one script uses. */
void han_add(const struct han *han, struct pack_writer *writer);

#endif
