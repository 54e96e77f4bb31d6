/* Runs the readers of all sources in turn and writes the pack. */
#include "build.h"

#include "builder.h"
#include "derived.h"
#include "figures.h"
#include "file.h"
#include "import.h"
#include "intent_learn.h"
#include "pack.h"
#include "progress.h"
#include "rank_learn.h"
#include "told_index.h"

#include <stdlib.h>
#include <time.h>

/* What one build works on. */
struct work {
    const struct build_options *options;
    struct builder b;
    struct import im;
    struct rank_learned *learned;
    struct intent_learned *intent;
    struct told_index *told;
    struct described_index *described;
    struct progress bar, *progress; /* NULL: none is shown */
};

/* Pages first: their titles are the ones that are shown. Publishers after the
 * facts, so that of both the newer figures count. The lexicon last: it names
 * only occupations that are there. */
static enum status read_sources(struct work *work, struct error *err)
{
    const struct build_options *options = work->options;
    struct builder *b = &work->b;
    enum status status = STATUS_OK;
    if (options->exclude_titles)
        status =
            exclude_read(b->arena, options->exclude_titles, &b->exclude, err);
    if (status == STATUS_OK && options->lexicon)
        status = lexicon_words(b, options->lexicon, err);
    if (status == STATUS_OK && options->pages) {
        progress_step(work->progress, "pages");
        status = pages_build(b, options->pages, err);
    }
    if (status == STATUS_OK && options->facts) {
        progress_step(work->progress, "facts");
        status = facts_build(b, options->facts, err);
    }
    if (status == STATUS_OK && import_any(&options->publishers))
        status = import_run(&options->publishers, &work->im, err);
    if (status == STATUS_OK && options->lexicon) {
        progress_step(work->progress, "the lexicon");
        status = lexicon_build(b, options->lexicon, err);
    }
    return status;
}

/* What follows from the figures of all occupations. */
static enum status derive(const struct build_options *options,
                          struct builder *b, struct error *err)
{
    size_t occupations = pack_writer_occupation_count(b->writer);
    ranks_derive(b->figures, occupations);
    scores_derive(b, b->figures, occupations);
    moves_derive(b, b->figures, occupations);
    if (!options->facts)
        return STATUS_OK;
    struct str rules =
        file_join(b->arena, str_from(options->facts), STR("rules"));
    return rules_derive(b, b->figures, rules.ptr, err);
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

/* Learns to rank titles, and indexes what occupations are told by, from the
 * pack as it is without that. */
static enum status learn(struct work *work, struct str built,
                         struct pack_counts *counts, struct error *err)
{
    struct builder *b = &work->b;
    uint8_t *bytes;
    struct pack *pack;
    progress_step(work->progress, "learning");
    questions_forget_people(&b->examples);
    work->intent = intent_learn(&b->examples);
    pack_writer_intent(b->writer, intent_learned_pack(work->intent));
    enum status status =
        pack_writer_finish(b->writer, built, &bytes, counts, err);
    if (status != STATUS_OK)
        return status;
    status = pack_open_bytes(bytes, counts->bytes, work->options->output, &pack,
                             err);
    if (status == STATUS_OK) {
        work->learned = rank_learn(pack, b->normalizer, b->examples.first);
        pack_writer_rank(b->writer, rank_learned_pack(work->learned));
        work->told =
            told_index_new(pack, b->normalizer, b->everyday, b->described);
        pack_writer_told(b->writer, told_index_pack(work->told));
        work->described =
            described_index_new(pack, b->normalizer, b->described);
        pack_writer_descriptions(b->writer,
                                 described_index_pack(work->described));
        pack_close(pack);
    }
    free(bytes);
    return status;
}

static enum status write_pack(struct work *work, struct pack_counts *counts,
                              struct error *err)
{
    const struct build_options *options = work->options;
    struct builder *b = &work->b;
    uint8_t *bytes;
    struct pack *pack;
    struct str built = time_text(b->arena, options->built_at);
    figures_write(b->figures, b->writer);
    enum status status = STATUS_OK;
    if (!options->without_learning)
        status = learn(work, built, counts, err);
    if (status != STATUS_OK)
        return status;
    progress_step(work->progress, "writing");
    status = pack_writer_finish(b->writer, built, &bytes, counts, err);
    if (status != STATUS_OK)
        return status;
    /* What no reader would open must not replace what works. */
    status = pack_open_bytes(bytes, counts->bytes, options->output, &pack, err);
    if (status == STATUS_OK) {
        pack_close(pack);
        status = file_replace(options->output,
                              (struct str){(char *)bytes, counts->bytes}, err);
    }
    free(bytes);
    return status;
}

static enum status run(struct work *work, struct pack_counts *counts,
                       struct error *err)
{
    struct builder *b = &work->b;
    enum status status = read_sources(work, err);
    if (status == STATUS_OK)
        status = derive(work->options, b, err);
    if (status != STATUS_OK)
        return status;
    if (pack_writer_occupation_count(b->writer) == 0)
        return error_set(err, STATUS_INVALID,
                         "no occupation came out of the sources; %s was not "
                         "written",
                         work->options->output);
    return write_pack(work, counts, err);
}

static size_t steps_of(const struct build_options *options)
{
    size_t own = 2; /* the lexicon, writing */
    own += options->pages != NULL;
    own += options->facts != NULL;
    own += !options->without_learning;
    return own + import_steps(&options->publishers);
}

enum status build_pack(const struct build_options *options, struct arena *arena,
                       struct build_report *out, struct error *err)
{
    *out = (struct build_report){.faults = {.arena = arena}};
    struct work work = {
        .options = options,
        .bar = {.to = options->progress, .steps = steps_of(options)}};
    struct builder *b = &work.b;
    enum status status = builder_begin(b, arena, &out->faults, err);
    if (options->progress)
        work.progress = &work.bar;
    work.im = (struct import){
        .b = b, .figures = b->figures, .progress = work.progress};
    if (status == STATUS_OK)
        status = run(&work, &out->counts, err);
    progress_end(work.progress);
    if (b->names_excluded > 0)
        builder_left_out(b, "%zu name%s that %s lists", b->names_excluded,
                         b->names_excluded == 1 ? "" : "s",
                         options->exclude_titles);
    out->left_out = b->left_out;
    out->left_out_count = b->left_out_count;
    out->held = import_held(&work.im);
    builder_end(b);
    rank_learned_free(work.learned);
    intent_learned_free(work.intent);
    told_index_free(work.told);
    described_index_free(work.described);
    return status;
}

void build_print_faults(const struct faults *faults, const struct str *left_out,
                        size_t left_out_count)
{
    for (const struct fault *f = faults->first; f; f = f->next)
        if (f->line > 0)
            fprintf(stderr, "%.*s:%u: %.*s\n", STR_ARG(f->file), f->line,
                    STR_ARG(f->text));
        else
            fprintf(stderr, "%.*s: %.*s\n", STR_ARG(f->file), STR_ARG(f->text));
    for (size_t i = 0; i < left_out_count; i++)
        fprintf(stderr, "left out: %.*s\n", STR_ARG(left_out[i]));
}
