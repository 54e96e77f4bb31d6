/* The nearest of a handful of short names. */
#include "nearest.h"

#include "spelling.h"

const char *nearest(struct str given, const char *const *names)
{
    const char *found = NULL;
    size_t most = 1 + given.len / 3; /* more slips than that is no slip */
    for (; *names; names++) {
        size_t away = spelling_distance(given, str_from(*names), most);
        if (away < most || (away == most && !found)) {
            most = away;
            found = *names;
        }
    }
    return found;
}
