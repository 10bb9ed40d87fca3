/* key - the site's own Ed25519 pair, in a file that only its owner reads.
 *
 * The secret lies in guarded memory that is locked, kept out of core dumps
 * and wiped when closed. Only the keeper's process ever opens it. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct key {
    uint8_t secret[crypto_sign_SECRETKEYBYTES];
    uint8_t public[crypto_sign_PUBLICKEYBYTES];
};

struct key *key_of(const uint8_t seed[32])
{
    struct key *k;

    MUST(sodium_init() >= 0);
    k = sodium_malloc(sizeof *k);
    MUST(k);
    crypto_sign_seed_keypair(k->public, k->secret, seed);
    return k;
}

void key_close(struct key *k)
{
    sodium_free(k);
}

const uint8_t *key_public(const struct key *k)
{
    return k->public;
}

bool key_sign(const struct key *k, struct str m, uint8_t sig[64])
{
    return crypto_sign_detached(sig, NULL, (const uint8_t *)m.p, m.n,
                                k->secret) == 0;
}

bool key_verify(const uint8_t public[32], struct str m, const uint8_t sig[64])
{
    MUST(sodium_init() >= 0);
    return crypto_sign_verify_detached(sig, (const uint8_t *)m.p, m.n,
                                       public) == 0;
}

/* ---- for one reader alone -----------------------------------------------*/

bool key_enclose(const uint8_t public[32], struct str plain, struct arena *a,
                 struct str *closed)
{
    uint8_t to[crypto_box_PUBLICKEYBYTES];
    size_t n = crypto_box_SEALBYTES + plain.n;
    uint8_t *out = arena_take(a, n);

    MUST(sodium_init() >= 0);
    if (crypto_sign_ed25519_pk_to_curve25519(to, public) != 0 ||
        crypto_box_seal(out, (const uint8_t *)plain.p, plain.n, to) != 0)
        return false;
    *closed = (struct str){ (const char *)out, n };
    return true;
}

bool key_disclose(const struct key *k, struct str closed, struct arena *a,
                  struct str *plain)
{
    uint8_t public[crypto_box_PUBLICKEYBYTES];
    uint8_t secret[crypto_box_SECRETKEYBYTES];
    uint8_t *out;
    bool good;

    if (closed.n < crypto_box_SEALBYTES)
        return false;
    out = arena_take(a, closed.n - crypto_box_SEALBYTES + 1);
    good = crypto_sign_ed25519_pk_to_curve25519(public, k->public) == 0 &&
           crypto_sign_ed25519_sk_to_curve25519(secret, k->secret) == 0 &&
           crypto_box_seal_open(out, (const uint8_t *)closed.p, closed.n,
                                public, secret) == 0;
    sodium_memzero(secret, sizeof secret);
    *plain = (struct str){ (const char *)out, closed.n - crypto_box_SEALBYTES };
    return good;
}

/* The seed from an open key file. NULL, or why it will not do. */
static const char *seed_read(int fd, uint8_t seed[32])
{
    const char *bad = NULL;
    struct stat st;
    char text[65];
    ssize_t n;

    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        return "is not a plain file";
    if (st.st_uid != geteuid())
        return "belongs to another user";
    if (st.st_mode & 077)
        return "can be read by others; chmod 600 it";
    n = read(fd, text, sizeof text);
    if (n == 65 && text[64] == '\n')
        n = 64;
    if (n != 64 || st.st_size > 65 ||
        !hex_read((struct str){ text, 64 }, seed, 32))
        bad = "is not a key";
    sodium_memzero(text, sizeof text);
    return bad;
}

static bool seed_load(const char *path, uint8_t seed[32])
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    const char *bad;

    if (fd < 0) {
        sys_note("key %s: %s", path, strerror(errno));
        return false;
    }
    bad = seed_read(fd, seed);
    close(fd);
    if (bad)
        sys_note("key %s %s", path, bad);
    return !bad;
}

static bool seed_make(const char *path, uint8_t seed[32])
{
    char text[65];
    enum file_trouble t;

    chance_fill(seed, 32);
    sodium_bin2hex(text, sizeof text, seed, 32);
    text[64] = '\n';
    t = file_make(path, (struct str){ text, sizeof text }, 0600);
    sodium_memzero(text, sizeof text);
    if (t != FILE_FINE)
        sys_note("key %s: %s", path, file_trouble_text(t));
    return t == FILE_FINE;
}

struct key *key_open(const char *path, bool make)
{
    uint8_t seed[32];
    struct key *k = NULL;

    if (make ? seed_make(path, seed) : seed_load(path, seed))
        k = key_of(seed);
    sodium_memzero(seed, sizeof seed);
    return k;
}

/* ---- the key of sealed parts --------------------------------------------*/

struct seal {
    uint8_t hide[crypto_secretbox_KEYBYTES];
    uint8_t mark[crypto_generichash_KEYBYTES];
};

struct seal *seal_of(const uint8_t seed[32])
{
    struct seal *s;

    MUST(sodium_init() >= 0);
    s = sodium_malloc(sizeof *s);
    MUST(s);
    crypto_kdf_derive_from_key(s->hide, sizeof s->hide, 1, "saathsea", seed);
    crypto_kdf_derive_from_key(s->mark, sizeof s->mark, 2, "saathsea", seed);
    return s;
}

struct seal *seal_open(const char *path, bool make)
{
    uint8_t seed[32];
    struct seal *s = NULL;

    if (make ? seed_make(path, seed) : seed_load(path, seed))
        s = seal_of(seed);
    sodium_memzero(seed, sizeof seed);
    return s;
}

void seal_close(struct seal *s)
{
    sodium_free(s);
}

struct str seal_hide(const struct seal *s, struct str plain, struct arena *a)
{
    size_t n = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES +
               plain.n;
    uint8_t *out = arena_take(a, n);

    randombytes_buf(out, crypto_secretbox_NONCEBYTES);
    crypto_secretbox_easy(out + crypto_secretbox_NONCEBYTES,
                          (const uint8_t *)plain.p, plain.n, out, s->hide);
    return (struct str){ (const char *)out, n };
}

bool seal_reveal(const struct seal *s, struct str hidden, struct arena *a,
                 struct str *plain)
{
    size_t head = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
    const uint8_t *in = (const uint8_t *)hidden.p;
    uint8_t *out;

    if (hidden.n < head)
        return false;
    out = arena_take(a, hidden.n - head + 1);
    if (crypto_secretbox_open_easy(out, in + crypto_secretbox_NONCEBYTES,
                                   hidden.n - crypto_secretbox_NONCEBYTES, in,
                                   s->hide) != 0)
        return false;
    *plain = (struct str){ (const char *)out, hidden.n - head };
    return true;
}

void seal_mark(const struct seal *s, struct str said, uint8_t mark[32])
{
    crypto_generichash(mark, 32, (const uint8_t *)said.p, said.n, s->mark,
                       sizeof s->mark);
}
