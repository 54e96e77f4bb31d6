/* Lines "name: value" beside a downloaded file. Losing them costs a download,
 * never a file. */
#include "validators.h"

#include "str.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { URL_BYTES = 4096 };

static bool note_path(const char *path, char out[PATH_MAX])
{
    return snprintf(out, PATH_MAX, "%s.http", path) < PATH_MAX;
}

/* "SIZE SECONDS.NANOSECONDS": a file somebody else has put there differs. */
static bool state_of(const char *path, char out[96])
{
    struct stat st;
    if (stat(path, &st) != 0)
        return false;
    snprintf(out, 96, "%lld %lld.%09ld", (long long)st.st_size,
             (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec);
    return true;
}

/* The value of a line of that name; false: it is another. */
static bool value_of(struct str line, struct str name, char *out, size_t size)
{
    struct str value = str_slice(line, name.len, line.len);
    if (!str_starts(line, name) || value.len >= size)
        return false;
    memcpy(out, value.ptr, value.len);
    out[value.len] = '\0';
    return true;
}

static bool load(const char *path, const char *url, bool whole,
                 struct validators *out)
{
    char name[PATH_MAX], state[96], line[URL_BYTES + 32];
    char of_url[URL_BYTES] = "", of_state[96] = "";
    *out = (struct validators){0};
    if (!note_path(path, name) || !state_of(path, state))
        return false;
    FILE *file = fopen(name, "re");
    if (!file)
        return false;
    while (fgets(line, sizeof line, file)) {
        struct str text = str_from(line);
        if (str_ends(text, STR("\n")))
            text.len--;
        if (!value_of(text, STR("url: "), of_url, sizeof of_url) &&
            !value_of(text, STR("file: "), of_state, sizeof of_state) &&
            !value_of(text, STR("etag: "), out->etag, sizeof out->etag))
            value_of(text, STR("modified: "), out->modified,
                     sizeof out->modified);
    }
    fclose(file);
    if (strcmp(of_url, url) == 0 && (!whole || strcmp(of_state, state) == 0))
        return *out->etag || *out->modified;
    *out = (struct validators){0};
    return false;
}

bool validators_load(const char *path, const char *url, struct validators *out)
{
    return load(path, url, true, out);
}

bool validators_load_part(const char *path, const char *url,
                          struct validators *out)
{
    return load(path, url, false, out);
}

void validators_save(const char *path, const char *url,
                     const struct validators *validators)
{
    char name[PATH_MAX], state[96];
    if (!note_path(path, name) || !state_of(path, state))
        return;
    FILE *file = fopen(name, "we");
    if (!file)
        return;
    fprintf(file, "url: %s\nfile: %s\netag: %s\nmodified: %s\n", url, state,
            validators->etag, validators->modified);
    if (fclose(file) != 0)
        unlink(name);
}

const char *validators_if_range(const struct validators *validators)
{
    if (validators->etag[0] == '"') /* a weak one begins with W/ */
        return validators->etag;
    return *validators->modified ? validators->modified : NULL;
}

void validators_remove(const char *path)
{
    char name[PATH_MAX];
    unlink(path);
    if (note_path(path, name))
        unlink(name);
}
