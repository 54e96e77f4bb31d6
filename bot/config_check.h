/* Rules for single values of a configuration. Each returns what is wrong, in
 * words that follow the value's place, or NULL. */
#ifndef CONFIG_CHECK_H
#define CONFIG_CHECK_H

#include "str.h"

/* "127.0.0.1:8080", "[::1]:0", "localhost:8080". */
const char *check_address(struct str address);

/* "sqlite:PATH". */
const char *check_state(struct str state);

/* A word that addresses the bot. */
const char *check_prefix(struct str prefix);

/* The name of an environment variable. */
const char *check_env_name(struct str name);

#endif
