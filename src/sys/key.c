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

static struct key *key_load(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    uint8_t seed[32];
    const char *bad;
    struct key *k = NULL;

    if (fd < 0) {
        sys_note("key %s: %s", path, strerror(errno));
        return NULL;
    }
    bad = seed_read(fd, seed);
    close(fd);
    if (bad)
        sys_note("key %s %s", path, bad);
    else
        k = key_of(seed);
    sodium_memzero(seed, sizeof seed);
    return k;
}

static struct key *key_make(const char *path)
{
    uint8_t seed[32];
    char text[65];
    enum file_trouble t;
    struct key *k = NULL;

    chance_fill(seed, sizeof seed);
    sodium_bin2hex(text, sizeof text, seed, sizeof seed);
    text[64] = '\n';
    t = file_make(path, (struct str){ text, sizeof text }, 0600);
    if (t == FILE_FINE)
        k = key_of(seed);
    else
        sys_note("key %s: %s", path, file_trouble_text(t));
    sodium_memzero(seed, sizeof seed);
    sodium_memzero(text, sizeof text);
    return k;
}

struct key *key_open(const char *path, bool make)
{
    return make ? key_make(path) : key_load(path);
}
