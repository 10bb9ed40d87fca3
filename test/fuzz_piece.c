/* fuzz_piece - whatever the bytes: no crash, nothing beyond them is read, and
 * what is read as a list of what is here is said again as the same list. */
#include <string.h>

#include "../src/log/exchange.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static bool never(void *self, const uint8_t key[32], struct str m,
                  const uint8_t sig[64])
{
    (void)self, (void)key, (void)m, (void)sig;
    return true; /* so that what lies behind a signature is tried too */
}

static void have_same(struct str text)
{
    struct arena a = { .chunk_bytes = 4096 };
    struct buf b = buf_start(&a);
    struct have h, again;
    size_t at;

    if (have_take(json_read(text, &a, &at), &a, &h)) {
        have_put(&b, &h);
        MUST(have_take(json_read(buf_str(&b), &a, &at), &a, &again));
        MUST(again.n == h.n);
        for (size_t i = 0; i < h.n; i++)
            MUST(have_find(&again, h.at[i].device) == &again.at[i]);
    }
    arena_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct host host = { .verify = never };
    struct arena a = { .chunk_bytes = 4096 };
    struct str in = { (const char *)p, n };
    struct str plain;
    struct piece one;
    const char *why;
    uint8_t key[32] = { 1 };
    size_t used;

    while (piece_read(in, &a, &one, &used, &why) == PIECE_WHOLE) {
        MUST(used > 0 && used <= in.n);
        MUST(one.payload.p + one.payload.n == in.p + used);
        if (piece_open(&one, &host, key, &a, &plain, &why))
            MUST(plain.n <= PIECE_PLAIN);
        in = str_from(in, used);
    }
    have_same((struct str){ (const char *)p, n });
    arena_free(&a);
    return 0;
}
