/* WebSocket frames: messages out of bytes, whichever way they are cut, and
 * what a peer is closed for. */
#include "frame.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#define MASK "\x11\x22\x33\x44"

/* A masked frame with a short payload. */
static void add(struct buf *out, int first, const char *payload, size_t len)
{
    static const unsigned char mask[4] = {0x11, 0x22, 0x33, 0x44};
    assert_true(len < 126);
    buf_add_char(out, (char)first);
    buf_add_char(out, (char)(0x80 | len));
    buf_add(out, STR(MASK));
    for (size_t i = 0; i < len; i++)
        buf_add_char(out, (char)(payload[i] ^ mask[i % 4]));
}

static void add_z(struct buf *out, int first, const char *payload)
{
    add(out, first, payload, strlen(payload));
}

/* Reads everything, `chunk` bytes at a time, and tells what happened:
 * "T(text) P(ping) O(pong) C1000 F1002". Stops at C and F. */
static void tell(struct str bytes, size_t chunk, size_t max, struct buf *out)
{
    struct frame_reader reader;
    frame_reader_init(&reader, max);
    bool over = false;
    for (size_t at = 0; at < bytes.len && !over; at += chunk) {
        struct str part = str_slice(bytes, at, at + chunk), payload;
        int code;
        enum frame_event event;
        while (!over && (event = frame_read(&reader, &part, &payload, &code)) !=
                            FRAME_MORE) {
            over = event == FRAME_CLOSE || event == FRAME_FAULT;
            if (over)
                buf_printf(out, "%c%d ", event == FRAME_CLOSE ? 'C' : 'F',
                           code);
            else
                buf_printf(out, "%c(%.*s) ",
                           event == FRAME_TEXT   ? 'T'
                           : event == FRAME_PING ? 'P'
                                                 : 'O',
                           STR_ARG(payload));
        }
        if (!over)
            assert_int_equal(part.len, 0);
    }
    frame_reader_fini(&reader);
}

static void expect(struct buf *bytes, size_t max, const char *wanted)
{
    static const size_t chunks[] = {1, 2, 3, 7, 1000000};
    for (size_t i = 0; i < sizeof(chunks) / sizeof(chunks[0]); i++) {
        struct buf told;
        buf_init(&told, 1 << 20);
        tell(buf_str(bytes), chunks[i], max, &told);
        assert_string_equal(told.ptr ? told.ptr : "", wanted);
        buf_fini(&told);
    }
    buf_fini(bytes);
}

static void messages_are_joined(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    add_z(&b, 0x81, "hello");
    add_z(&b, 0x81, "");
    add_z(&b, 0x01, "in ");
    add_z(&b, 0x89, "are you there?");
    add_z(&b, 0x00, "three ");
    add_z(&b, 0x8a, "");
    add_z(&b, 0x80, "parts");
    add_z(&b, 0x81, "\xe8\x96\xaa\xe6\xb0\xb4");
    expect(&b, 100,
           "T(hello) T() P(are you there?) O() T(in three parts) "
           "T(\xe8\x96\xaa\xe6\xb0\xb4) ");
}

static void a_character_may_be_cut_by_fragments(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    add(&b, 0x01, "\xe8", 1);
    add(&b, 0x80, "\x96\xaa", 2);
    expect(&b, 100, "T(\xe8\x96\xaa) ");
}

static void lengths_of_all_sizes_are_read(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    add_z(&b, 0x81, "ab");
    buf_add(&b, (struct str){"\x81\xfe\x00\x02" MASK "\x70\x40", 10});
    buf_add(&b, (struct str){"\x81\xff\0\0\0\0\0\0\0\x02" MASK "\x70\x40", 16});
    expect(&b, 2, "T(ab) T(ab) T(ab) ");
}

static void faults_are_told_by_their_code(void **state)
{
    (void)state;
    static const struct {
        const char *what;
        struct str bytes;
        const char *told;
    } cases[] = {
        {"unmasked", STR("\x81\x02hi"), "F1002 "},
        {"reserved bit", STR("\xc1\x80" MASK), "F1002 "},
        {"unknown opcode", STR("\x83\x80" MASK), "F1002 "},
        {"unknown control", STR("\x8b\x80" MASK), "F1002 "},
        {"binary", STR("\x82\x80" MASK), "F1003 "},
        {"continuation of nothing", STR("\x80\x80" MASK), "F1002 "},
        {"text within a text", STR("\x01\x80" MASK "\x81\x80" MASK), "F1002 "},
        {"binary within a text", STR("\x01\x80" MASK "\x82\x80" MASK),
         "F1002 "},
        {"ping in parts", STR("\x09\x80" MASK), "F1002 "},
        {"long ping", STR("\x89\xfe\x00\x7e" MASK), "F1002 "},
        {"too long", STR("\x81\xfe\x01\x00" MASK), "F1009 "},
        {"far too long", STR("\x81\xff\xff\xff\xff\xff\xff\xff\xff\xff" MASK),
         "F1009 "},
        {"too long in parts", STR("\x01\x80" MASK "\x80\xfe\x00\x65" MASK),
         "F1009 "},
        {"no UTF-8", STR("\x81\x81" MASK "\xee"), "F1007 "},
        {"half a character", STR("\x81\x81" MASK "\xf9"), "F1007 "},
        {"surrogate", STR("\x81\x83" MASK "\xfc\x82\xb3"), "F1007 "},
        {"close", STR("\x88\x80" MASK), "C1000 "},
        {"close with code", STR("\x88\x82" MASK "\x12\xcb"), "C1001 "},
        {"close with half a code", STR("\x88\x81" MASK "\x12"), "F1002 "},
        {"close with a code nobody sends", STR("\x88\x82" MASK "\x12\xcf"),
         "F1002 "},
        {"close with bad text", STR("\x88\x83" MASK "\x12\xca\xcc"), "F1007 "},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct buf b;
        buf_init(&b, 1 << 20);
        buf_add(&b, cases[i].bytes);
        print_message("%s\n", cases[i].what);
        expect(&b, 100, cases[i].told);
    }
}

static void the_limit_holds_for_the_sum_of_fragments(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 1 << 20);
    add_z(&b, 0x01, "12345");
    add_z(&b, 0x00, "67890");
    add_z(&b, 0x80, "");
    add_z(&b, 0x01, "12345");
    add_z(&b, 0x80, "678901");
    expect(&b, 10, "T(1234567890) F1009 ");
}

static void frames_are_written(void **state)
{
    (void)state;
    struct buf b;
    char long_text[70000];
    memset(long_text, 'x', sizeof(long_text));
    buf_init(&b, 1 << 20);

    frame_add_text(&b, STR("hi"));
    assert_memory_equal(b.ptr, "\x81\x02hi", 4);
    buf_clear(&b);
    frame_add_text(&b, (struct str){long_text, 126});
    assert_memory_equal(b.ptr, "\x81\x7e\x00\x7e", 4);
    assert_int_equal(b.len, 4 + 126);
    buf_clear(&b);
    frame_add_text(&b, (struct str){long_text, 70000});
    assert_memory_equal(b.ptr, "\x81\x7f\0\0\0\0\0\x01\x11\x70", 10);
    assert_int_equal(b.len, 10 + 70000);
    buf_clear(&b);
    frame_add_close(&b, CLOSE_TOO_BIG, STR("why"));
    assert_memory_equal(b.ptr, "\x88\x05\x03\xf1why", 7);
    buf_clear(&b);
    frame_add_close(&b, CLOSE_NORMAL, (struct str){long_text, 300});
    assert_memory_equal(b.ptr, "\x88\x7d\x03\xe8", 4);
    assert_int_equal(b.len, 2 + 125);
    buf_clear(&b);
    frame_add_ping(&b);
    frame_add_pong(&b, STR("p"));
    assert_memory_equal(b.ptr, "\x89\x00\x8a\x01p", 5);
    buf_fini(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(messages_are_joined),
        cmocka_unit_test(a_character_may_be_cut_by_fragments),
        cmocka_unit_test(lengths_of_all_sizes_are_read),
        cmocka_unit_test(faults_are_told_by_their_code),
        cmocka_unit_test(the_limit_holds_for_the_sum_of_fragments),
        cmocka_unit_test(frames_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
