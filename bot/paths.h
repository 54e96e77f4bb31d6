/* Where things are: beside the program, or where the environment says. */
#ifndef PATHS_H
#define PATHS_H

#include "arena.h"
#include "status.h"

/* A program that lies beside this one, "careerbot-build". In arena. */
const char *path_beside(struct arena *arena, const char *program);

/* config/NAME of the folder this program was built in, if it is there; else
 * NULL. In arena. */
const char *path_config(struct arena *arena, const char *name);

/* The pack to answer from where none is named: $CAREERBOT_KNOWLEDGE, else
 * knowledge.pack in the working folder (where `careerbot build` writes it),
 * in config/ (where bot/start does), or beside the program. In arena. */
MUST_CHECK enum status path_knowledge(struct arena *arena, const char **out,
                                      struct error *err);

/* Where the console keeps its history; its folders are made. NULL: there is
 * no place for it. In arena. */
const char *path_history(struct arena *arena);

#endif
