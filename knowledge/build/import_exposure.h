/* The parts of the reader of studies of exposure to AI. */
#ifndef IMPORT_EXPOSURE_H
#define IMPORT_EXPOSURE_H

#include "import.h"

/* Studies by codes of older classifications, through the crosswalks. */
void import_older_studies(struct import *im, const char *where);

/* Tasks of O*NET with what people and a model said of them. */
void import_rated_tasks(struct import *im, const char *where);

#endif
