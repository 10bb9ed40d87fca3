/* crypto - chance and passwords, by libsodium. */
#include "sys/sys.h"

#include <assert.h>
#include <sodium.h>

static_assert(PASSWORD_TEXT == crypto_pwhash_STRBYTES, "libsodium's own size");

enum { PASSWORD_ROUNDS = 2, PASSWORD_BYTES = 32 << 20 };

void chance_fill(void *p, size_t n)
{
    MUST(sodium_init() >= 0);
    randombytes_buf(p, n);
}

bool password_hash(struct str password, char out[PASSWORD_TEXT])
{
    MUST(sodium_init() >= 0);
    return password.n <= PASSWORD_MOST &&
           crypto_pwhash_str_alg(out, password.p, password.n, PASSWORD_ROUNDS,
                                 PASSWORD_BYTES,
                                 crypto_pwhash_ALG_ARGON2ID13) == 0;
}

bool password_good(const char *hash, struct str password)
{
    MUST(sodium_init() >= 0);
    return password.n <= PASSWORD_MOST &&
           crypto_pwhash_str_verify(hash, password.p, password.n) == 0;
}
