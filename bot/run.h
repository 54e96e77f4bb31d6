/* `careerbot run`: everything put together, until SIGTERM. */
#ifndef RUN_H
#define RUN_H

#include "status.h"

/* config_path: NULL for the configuration built in. Prints the address of
 * the chat page on standard output once it is ready. STATUS_OK: it was told
 * to stop. */
MUST_CHECK enum status run(const char *config_path, struct error *err);

#endif
