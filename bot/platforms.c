/* One line for each platform: its folder below platforms/ does the rest. */
#include "platforms.h"

#include "mattermost.h"
#include "web.h"

#include <string.h>

static const struct platform_ops *const platforms[] = {
    &web_platform,
    &mattermost_platform,
};

const struct platform_ops *platform_find(const char *type)
{
    for (size_t i = 0; i < sizeof platforms / sizeof *platforms; i++)
        if (strcmp(platforms[i]->name, type) == 0)
            return platforms[i];
    return NULL;
}
