/* fuzz_json - whatever the bytes: no crash; what is canonical is read; and
 * what is read can be written again, and is then the same. */
#include "../src/base/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

/* The value anew, with canonical escapes; decimals as they were. */
static const struct json *rewrite(struct buf *b, const struct json *j)
{
    const struct json *t = j + 1;

    if (j->type == JSON_TEXT) {
        buf_json(b, json_text(j, b->arena));
        return t;
    }
    if (j->type != JSON_LIST && j->type != JSON_OBJECT) {
        buf_add(b, j->raw);
        return t;
    }
    buf_char(b, j->type == JSON_LIST ? '[' : '{');
    for (uint32_t i = 0; i < j->n; i++) {
        if (i > 0)
            buf_char(b, ',');
        if (j->type == JSON_OBJECT) {
            t = rewrite(b, t);
            buf_char(b, ':');
        }
        t = rewrite(b, t);
    }
    buf_char(b, j->type == JSON_LIST ? ']' : '}');
    MUST(t == json_next(j));
    return t;
}

static void check_same(const struct json *a, const struct json *b)
{
    MUST(a->skip == b->skip);
    for (uint32_t i = 0; i < a->skip; i++)
        MUST(a[i].type == b[i].type && a[i].n == b[i].n &&
             a[i].skip == b[i].skip);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena a = { .chunk_bytes = 4096 };
    struct str text = { (const char *)p, n };
    size_t at = n + 1;
    bool canonical = json_canonical(text, &a);
    const struct json *j = json_read(text, &a, &at), *again;
    struct buf b = buf_start(&a);

    MUST(j || at <= n);
    MUST(j || !canonical);
    if (j) {
        rewrite(&b, j);
        MUST(!canonical || str_same(buf_str(&b), text));
        again = json_read(buf_str(&b), &a, &at);
        MUST(again != NULL);
        check_same(j, again);
    }
    arena_free(&a);
    return 0;
}
