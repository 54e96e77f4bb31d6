/* Where things are: beside the program, or where the environment says. */
#ifndef PATHS_H
#define PATHS_H

#include "arena.h"
#include "status.h"

#include <stdbool.h>

/* A program that lies beside this one, "careerbot-build". In arena. */
const char *path_beside(struct arena *arena, const char *program);

/* config/NAME of the folder this program was built in, if it is there; else
 * NULL. In arena. */
const char *path_config(struct arena *arena, const char *name);

/* The folder of the knowledge that came with the program, with occupations/,
 * facts/ and lexicon/: where `careerbot build` finds its lexicon. NULL: not
 * there. In arena. */
const char *path_shipped(struct arena *arena);

/* The pack to answer from where none is named: $CAREERBOT_KNOWLEDGE, else
 * knowledge.pack in the working folder (where `careerbot build` writes it),
 * in config/ (where bot/start does), or beside the program. In arena. */
MUST_CHECK enum status path_knowledge(struct arena *arena, const char **out,
                                      struct error *err);

/* The pack to replace where none is named: the one path_knowledge finds, else
 * knowledge.pack in config/, or in the working folder where there is no such
 * folder. In arena. */
const char *path_output(struct arena *arena);

/* Where downloads are kept: $XDG_CACHE_HOME/careerbot, else
 * ~/.cache/careerbot. Not made. NULL: neither can be told. In arena. */
const char *path_cache(struct arena *arena);

/* Makes a folder and those above it, for the owner alone. False: it is not
 * there afterwards; errno says why. */
bool path_make_folder(const char *folder);

/* Where the console keeps its history; its folders are made. NULL: there is
 * no place for it. In arena. */
const char *path_history(struct arena *arena);

#endif
