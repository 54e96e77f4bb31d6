/* Runs the readers of all sources in turn and writes the pack. */
#include "build.h"

#include "builder.h"
#include "file.h"
#include "pack.h"

#include <stdlib.h>
#include <time.h>

static void step(const struct build_options *options, const char *what,
                 const char *from)
{
    if (options->progress)
        fprintf(options->progress, "%s %s\n", what, from);
}

static enum status read_sources(const struct build_options *options,
                                struct builder *b, struct error *err)
{
    enum status status = STATUS_OK;
    if (options->exclude_titles)
        status =
            exclude_read(b->arena, options->exclude_titles, &b->exclude, err);
    if (status == STATUS_OK && options->lexicon)
        status = lexicon_words(b, options->lexicon, err);
    /* Pages first: their titles are the ones that are shown. The lexicon
     * last: it names only occupations that are there. */
    if (status == STATUS_OK && options->pages) {
        step(options, "reading pages", options->pages);
        status = pages_build(b, options->pages, err);
    }
    if (status == STATUS_OK && options->facts) {
        step(options, "reading facts", options->facts);
        status = facts_build(b, options->facts, err);
    }
    if (status == STATUS_OK && options->lexicon) {
        step(options, "reading the lexicon", options->lexicon);
        status = lexicon_build(b, options->lexicon, err);
    }
    return status;
}

static struct str time_text(struct arena *arena, long long seconds)
{
    time_t at = (time_t)seconds;
    struct tm utc;
    if (!gmtime_r(&at, &utc))
        return STR("at an unknown time");
    return arena_printf(arena, "%04d-%02d-%02d %02d:%02d UTC",
                        utc.tm_year + 1900, utc.tm_mon + 1, utc.tm_mday,
                        utc.tm_hour, utc.tm_min);
}

static enum status write_pack(const struct build_options *options,
                              struct builder *b, struct pack_counts *counts,
                              struct error *err)
{
    uint8_t *bytes;
    struct pack *pack;
    enum status status = pack_writer_finish(
        b->writer, time_text(b->arena, options->built_at), &bytes, counts, err);
    if (status != STATUS_OK)
        return status;
    /* What no reader would open must not replace what works. */
    status = pack_open_bytes(bytes, counts->bytes, options->output, &pack, err);
    if (status == STATUS_OK) {
        pack_close(pack);
        step(options, "writing", options->output);
        status = file_replace(options->output,
                              (struct str){(char *)bytes, counts->bytes}, err);
    }
    free(bytes);
    return status;
}

static enum status run(const struct build_options *options, struct builder *b,
                       struct pack_counts *counts, struct error *err)
{
    enum status status = han_new(&b->han, err);
    if (status != STATUS_OK)
        return status;
    b->normalizer = normalizer_new(han_fold, b->han);
    han_add(b->han, b->writer);
    status = read_sources(options, b, err);
    if (status != STATUS_OK)
        return status;
    if (pack_writer_occupation_count(b->writer) == 0)
        return error_set(err, STATUS_INVALID,
                         "no occupation came out of the sources; %s was not "
                         "written",
                         options->output);
    return write_pack(options, b, counts, err);
}

enum status build_pack(const struct build_options *options, struct arena *arena,
                       struct build_report *out, struct error *err)
{
    *out = (struct build_report){.faults = {.arena = arena}};
    struct builder b = {
        .arena = arena, .writer = pack_writer_new(), .faults = &out->faults};
    enum status status = run(options, &b, &out->counts, err);
    if (b.names_excluded > 0)
        builder_left_out(&b, "%zu name%s that %s lists", b.names_excluded,
                         b.names_excluded == 1 ? "" : "s",
                         options->exclude_titles);
    out->left_out = b.left_out;
    out->left_out_count = b.left_out_count;
    normalizer_free(b.normalizer);
    han_free(b.han);
    pack_writer_free(b.writer);
    return status;
}
