/* A ring of hashes; ids come from the server, which does not try to make two
 * of them collide. */
#include "recent.h"

static uint64_t hash(struct str id) /* FNV-1a */
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < id.len; i++)
        h = (h ^ (unsigned char)id.ptr[i]) * 0x100000001b3u;
    return h ? h : 1;
}

bool recent_add(struct recent *recent, struct str id)
{
    uint64_t h = hash(id);
    for (size_t i = 0; i < RECENT_IDS; i++)
        if (recent->hashes[i] == h)
            return false;
    recent->hashes[recent->next] = h;
    recent->next = (recent->next + 1) % RECENT_IDS;
    return true;
}
