/* Any bytes as the head of an HTTP request. A head that was read stays what
 * it was when it is read again with something behind it. */
#include "request.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data, size};
    struct request request, again;
    struct request_refusal refusal;
    size_t head = 0, head_again = 0;
    if (request_parse(bytes, &request, &head, &refusal) != REQUEST_WHOLE)
        return 0;
    if (head == 0 || head > size || request.path.ptr[0] != '/' ||
        request_parse(str_slice(bytes, 0, head), &again, &head_again,
                      &refusal) != REQUEST_WHOLE ||
        head_again != head || !str_eq(request.path, again.path))
        abort();
    return 0;
}
