/* host - the kernel's doors to the world, opened natively. */
#include <stdlib.h>

#include "sys/site.h"
#include "sys/sys.h"

/* SAATH_NOW sets the clock for tests of clocks that are wrong. */
static int64_t host_now(void *self)
{
    const struct secrets *s = self;
    const char *said = getenv("SAATH_NOW");
    int64_t now;

    if (s && s->at)
        return s->at;
    if (said && int_read(str_of(said), &now))
        return now;
    return clock_now() / 1000;
}

static void host_random(void *self, void *p, size_t n)
{
    (void)self;
    chance_fill(p, n);
}

static bool host_sign(void *self, struct str m, uint8_t sig[64])
{
    const struct secrets *s = self;

    return s && s->key && key_sign(s->key, m, sig);
}

static bool host_verify(void *self, const uint8_t key[32], struct str m,
                        const uint8_t sig[64])
{
    (void)self;
    return key_verify(key, m, sig);
}

static bool host_hide(void *self, struct str plain, struct arena *a,
                      struct str *hidden)
{
    const struct secrets *s = self;

    *hidden = seal_hide(s->seal, plain, a);
    return true;
}

static bool host_reveal(void *self, struct str hidden, struct arena *a,
                        struct str *plain)
{
    const struct secrets *s = self;

    return seal_reveal(s->seal, hidden, a, plain);
}

static void host_mark(void *self, struct str said, uint8_t mark[32])
{
    const struct secrets *s = self;

    seal_mark(s->seal, said, mark);
}

static enum host_file host_file(void *self, struct hash name, int64_t *bytes)
{
    const struct secrets *s = self;
    struct arena a = { 0 };
    struct str is = { "", 0 };
    enum file_trouble t = files_read(s->files, name, &a, &is);

    *bytes = t == FILE_FINE ? (int64_t)is.n : 0;
    arena_free(&a);
    return t == FILE_FINE    ? HOST_FILE_HERE :
           t == FILE_MISSING ? HOST_FILE_MISSING :
                               HOST_FILE_BROKEN;
}

static void host_forget(void *self, struct hash name)
{
    const struct secrets *s = self;

    files_remove(s->files, name);
}

static bool host_pack(void *self, struct str plain, struct arena *a,
                      struct str *packed)
{
    (void)self;
    return deflate_pack(plain, a, packed);
}

static bool host_unpack(void *self, struct str packed, size_t size,
                        struct arena *a, struct str *plain)
{
    (void)self;
    return deflate_unpack(packed, size, a, plain);
}

static bool host_enclose(void *self, const uint8_t key[32], struct str plain,
                         struct arena *a, struct str *closed)
{
    (void)self;
    return key_enclose(key, plain, a, closed);
}

static bool host_disclose(void *self, struct str closed, struct arena *a,
                          struct str *plain)
{
    const struct secrets *s = self;

    return s && s->key && key_disclose(s->key, closed, a, plain);
}

void sys_host(struct host *h, struct secrets *s)
{
    *h = (struct host){ .self = s,
                        .now = host_now,
                        .random = host_random,
                        .sign = host_sign,
                        .verify = host_verify,
                        .pack = host_pack,
                        .unpack = host_unpack,
                        .enclose = host_enclose,
                        .disclose = host_disclose };
    if (s && s->files) {
        h->file = host_file;
        h->forget = host_forget;
    }
    if (!s || !s->seal)
        return;
    h->hide = host_hide;
    h->reveal = host_reveal;
    h->mark = host_mark;
}

const struct host *site_host(void)
{
    static const struct host host = { .now = host_now,
                                      .random = host_random,
                                      .sign = host_sign,
                                      .verify = host_verify };

    return &host;
}
