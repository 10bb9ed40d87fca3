/* fuzz_request - any bytes as a target, a form or a stream of frames: read or
 * refused, never beyond their end. */
#include "../src/sys/sys.h"

#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void target(struct str s, struct arena *a)
{
    struct http_request q = { .arena = a };

    if (!request_target(&q, s))
        return;
    MUST(q.path.n && q.path.p[0] == '/' && utf8_good(q.path));
    MUST(!memmem(q.path.p, q.path.n, "/../", 4));
    MUST(q.args <= REQUEST_ARGS);
    for (int i = 0; i < q.args; i++)
        MUST(utf8_good(q.arg[i].name) && utf8_good(q.arg[i].value));
}

/* The first line is the content type, the rest the body. */
static void form(struct str s, struct arena *a)
{
    struct http_pair type = { S("content-type"), str_cut(&s, '\n') };
    struct http_request q = {
        .arena = a, .header = &type, .headers = 1, .body = s
    };

    if (!request_form(&q))
        return;
    MUST(q.parts >= 0 && q.parts <= REQUEST_PARTS);
    for (int i = 0; i < q.parts; i++)
        MUST(q.part[i].filename.n || utf8_good(q.part[i].bytes));
}

static void frames(struct str s)
{
    struct frame_reader r = { 0 };
    int ends[2];
    struct frame f;
    bool bad = false;
    size_t seen = 0;

    if (s.n > 60000 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
        return;
    MUST(send(ends[0], s.p, s.n, 0) == (ssize_t)s.n);
    close(ends[0]);
    while (!bad && frame_fill(&r, ends[1]) == FRAME_SOME)
        while (frame_next(&r, &f, &bad))
            seen += FRAME_HEAD + f.payload.n;
    MUST(seen <= s.n);
    frame_reader_free(&r);
    close(ends[1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    struct arena a = { 0 };
    struct str s = { (const char *)data + 1, n - 1 };

    if (n == 0)
        return 0;
    if (data[0] % 3 == 0)
        target(s, &a);
    else if (data[0] % 3 == 1)
        form(s, &a);
    else
        frames(s);
    arena_free(&a);
    return 0;
}
