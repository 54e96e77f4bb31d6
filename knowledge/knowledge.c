/* Answers questions from a pack: the door to this folder. */
#include "knowledge.h"
