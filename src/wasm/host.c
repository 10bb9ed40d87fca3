/* host - the world outside: four functions of whoever loaded us. */
#include "wasm/wasm.h"

#define IMPORT(name) __attribute__((import_module("saath"), import_name(#name)))

IMPORT(now) int64_t import_now(void);
IMPORT(random) void import_random(void *p, size_t n);
IMPORT(sign) int32_t import_sign(const char *p, size_t n, uint8_t *sig);
IMPORT(verify)
int32_t import_verify(const uint8_t *key, const char *p, size_t n,
                      const uint8_t *sig);

static int64_t host_now(void *self)
{
    (void)self;
    return import_now();
}

static void host_random(void *self, void *p, size_t n)
{
    (void)self;
    import_random(p, n);
}

static bool host_sign(void *self, struct str m, uint8_t sig[64])
{
    (void)self;
    return import_sign(m.p, m.n, sig) == 1;
}

static bool host_verify(void *self, const uint8_t key[32], struct str m,
                        const uint8_t sig[64])
{
    (void)self;
    return import_verify(key, m.p, m.n, sig) == 1;
}

const struct host kernel_host = { .now = host_now,
                                  .random = host_random,
                                  .sign = host_sign,
                                  .verify = host_verify };

/* ---- what the compiler's own arithmetic of 128 bits asks for --------------
 *
 * Debian's library of it is built with a guard on the stack, which no C library
 * of this target has. */
extern uintptr_t __stack_chk_guard;
_Noreturn void __stack_chk_fail(void);

uintptr_t __stack_chk_guard = 0x5aa7;

_Noreturn void __stack_chk_fail(void)
{
    __builtin_trap();
}
