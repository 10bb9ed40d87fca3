/* host - the kernel's doors to the world, opened natively. */
#include "sys/sys.h"

#include "log/log.h"

static int64_t now(void *self)
{
    (void)self;
    return clock_now() / 1000;
}

static void random_bytes(void *self, void *p, size_t n)
{
    (void)self;
    chance_fill(p, n);
}

static bool sign(void *self, struct str m, uint8_t sig[64])
{
    return self && key_sign(self, m, sig);
}

static bool verify(void *self, const uint8_t key[32], struct str m,
                   const uint8_t sig[64])
{
    (void)self;
    return key_verify(key, m, sig);
}

void sys_host(struct host *h, struct key *or_null)
{
    *h = (struct host){ .self = or_null,
                        .now = now,
                        .random = random_bytes,
                        .sign = sign,
                        .verify = verify };
}
