/* Any bytes as WebSocket frames. However they are cut, the same happens. */
#include "frame.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_MESSAGE = 300 };

/* What happened, as a number that depends on every event and payload. */
static uint64_t read_all(struct str bytes, size_t chunk)
{
    struct frame_reader reader;
    uint64_t sum = 1;
    bool over = false;
    frame_reader_init(&reader, MAX_MESSAGE);
    for (size_t at = 0; at < bytes.len && !over; at += chunk) {
        struct str part = str_slice(bytes, at, at + chunk), payload;
        enum frame_event event;
        int code;
        while (!over && (event = frame_read(&reader, &part, &payload, &code)) !=
                            FRAME_MORE) {
            if (payload.len > MAX_MESSAGE)
                abort();
            over = event == FRAME_CLOSE || event == FRAME_FAULT;
            sum = sum * 31 + (uint64_t)event * 10000 + (uint64_t)code;
            for (size_t i = 0; i < payload.len && !over; i++)
                sum = sum * 31 + (unsigned char)payload.ptr[i];
        }
    }
    frame_reader_fini(&reader);
    return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    uint64_t whole = read_all(bytes, size + 1);
    if (read_all(bytes, 1) != whole || read_all(bytes, 5) != whole)
        abort();
    return 0;
}
