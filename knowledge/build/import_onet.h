/* The parts of the reader of O*NET, which see the release in im->onet. */
#ifndef IMPORT_ONET_H
#define IMPORT_ONET_H

#include "onet_list.h"

/* Job zones, skills, knowledge, technologies, interests, work styles and
 * related occupations. */
void import_onet_lists(struct import *im, const char *where);

#endif
