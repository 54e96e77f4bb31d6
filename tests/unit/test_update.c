/* What `careerbot update` stands on, without a network: where a redirect may
 * lead, what a server said of a file, the list that comes with the program.
 * tests/scripts/test_update.py has the rest. */
#include "unit.h"

#include "bar.h"
#include "download.h"
#include "sources.h"
#include "validators.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void follows_redirects_to_where_it_may(void **state)
{
    (void)state;
    static const struct {
        const char *from, *to;
        bool may;
    } cases[] = {
        {"https://a.example/", "https://b.example/", true},
        {"https://a.example/", "http://a.example/", false},
        {"https://a.example/", "wss://a.example/", false},
        {"https://a.example/", "https://127.0.0.1/", false},
        {"https://a.example/", "http://127.0.0.1:9200/", false},
        {"https://a.example/", "http://localhost/", false},
        {"https://a.example/", "https://[::1]/", false},
        {"http://127.0.0.1:1/", "http://127.0.0.1:2/", true},
        {"http://127.0.0.1:1/", "http://localhost/", true},
        {"http://127.0.0.1:1/", "https://a.example/", true},
        {"http://127.0.0.1:1/", "http://a.example/", false},
        {"http://127.0.0.1:1/", "ws://127.0.0.1:1/", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct url from, to;
        assert_int_equal(url_parse(str_from(cases[i].from), &from, NULL),
                         STATUS_OK);
        assert_int_equal(url_parse(str_from(cases[i].to), &to, NULL),
                         STATUS_OK);
        if (download_may_follow(&from, &to) != cases[i].may)
            fail_msg("%s -> %s", cases[i].from, cases[i].to);
    }
}

/* A file with a text in it; path is of mkstemp's form. */
static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static void knows_what_a_server_said(void **state)
{
    (void)state;
    char path[] = "/tmp/careerbot-test-XXXXXX";
    static const char url[] = "https://a.example/x";
    struct validators said = {.etag = "\"1\"", .modified = "a day"}, known;
    close(mkstemp(path));
    write_file(path, "one");
    assert_false(validators_load(path, url, &known));
    validators_save(path, url, &said);
    assert_true(validators_load(path, url, &known));
    assert_string_equal(known.etag, "\"1\"");
    assert_string_equal(known.modified, "a day");
    assert_false(validators_load(path, "https://a.example/y", &known));
    assert_string_equal(known.etag, "");

    write_file(path, "another");
    assert_false(validators_load(path, url, &known));
    assert_true(validators_load_part(path, url, &known));
    validators_remove(path);
    assert_false(validators_load_part(path, url, &known));
}

static void continues_only_what_is_the_same(void **state)
{
    (void)state;
    struct validators strong = {.etag = "\"1\"", .modified = "a day"};
    struct validators weak = {.etag = "W/\"1\"", .modified = "a day"};
    struct validators none = {.etag = "W/\"1\""};
    assert_string_equal(validators_if_range(&strong), "\"1\"");
    assert_string_equal(validators_if_range(&weak), "a day");
    assert_null(validators_if_range(&none));
}

static void the_list_that_is_built_in_is_good(void **state)
{
    (void)state;
    struct arena *arena = arena_new();
    struct sources_text shipped = {"built in", "", str_from(sources_default)};
    struct sources sources;
    struct buf faults;
    size_t by_hand = 0;
    buf_init(&faults, 4096);
    if (sources_parse(arena, &shipped, NULL, &sources, &faults) != STATUS_OK)
        fail_msg("%s", faults.ptr);
    for (size_t i = 0; i < sources.count; i++) {
        by_hand += !sources.items[i].url;
        assert_true(sources.items[i].url || sources.items[i].optional);
        assert_true(sources.items[i].url || sources.items[i].note);
    }
    assert_true(sources.count > by_hand && by_hand > 0);
    buf_fini(&faults);
    arena_free(arena);
}

static void writes_numbers_of_bytes(void **state)
{
    (void)state;
    char text[BYTES_TEXT];
    assert_string_equal(bytes_text(0, text), "0 bytes");
    assert_string_equal(bytes_text(2048, text), "2 KiB");
    assert_string_equal(bytes_text(13444123, text), "12.8 MiB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_redirects_to_where_it_may),
        cmocka_unit_test(knows_what_a_server_said),
        cmocka_unit_test(continues_only_what_is_the_same),
        cmocka_unit_test(the_list_that_is_built_in_is_good),
        cmocka_unit_test(writes_numbers_of_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
