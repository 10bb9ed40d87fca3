/* base_id - ids, hashes, and SHA-256 in both its ways. */
#include "../src/base/base.h"
#include "tap.h"

/* The portable way once more under other names: browser and server must
 * agree, and here the server may have taken the CPU's. */
#define SHA_PORTABLE 1
#define sha_start plain_start
#define sha_add plain_add
#define sha_end plain_end
#define sha_of plain_of
void plain_start(struct sha *s);
void plain_add(struct sha *s, const void *p, size_t n);
struct hash plain_end(struct sha *s);
struct hash plain_of(struct str s);
#include "../src/base/sha.c"
#undef sha_start
#undef sha_add
#undef sha_end
#undef sha_of

TEST(id_is_32_hex_digits)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct id i = ID_NONE, kept;

    CHECK(id_none(i));
    CHECK(id_read(S("000102030405060708090A0B0c0d0e0f"), &i));
    CHECK(!id_none(i));
    CHECK_INT(i.b[10], 10);
    id_put(&b, i);
    CHECK_STR(buf_str(&b), S("000102030405060708090a0b0c0d0e0f"));
    kept = i;
    CHECK(!id_read(S("000102030405060708090a0b0c0d0e0"), &i));
    CHECK(!id_read(S("000102030405060708090a0b0c0d0e0f0"), &i));
    CHECK(!id_read(S("000102030405060708090a0b0c0d0e0g"), &i));
    CHECK(!id_read(S(""), &i));
    CHECK(id_same(i, kept)); /* refused is left alone */
    CHECK(id_order(ID_NONE, i) < 0);
    CHECK_INT(id_order(i, kept), 0);
    arena_free(&a);
}

TEST(hash_is_64_hex_digits)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct hash h, again = { { 0 } };

    CHECK(hash_none(again));
    h = sha_of(S("abc"));
    hash_put(&b, h);
    CHECK_INT(b.n, 64);
    CHECK(hash_read(buf_str(&b), &again));
    CHECK(hash_same(h, again));
    CHECK_INT(hash_order(h, again), 0);
    again.b[31]++;
    CHECK(!hash_same(h, again));
    CHECK(hash_order(h, again) < 0);
    CHECK(!hash_read(str_from(buf_str(&b), 1), &again));
    arena_free(&a);
}

static const struct {
    struct str in;
    const char *want;
} vector[] = {
    { S(""),
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
    { S("abc"),
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
    { S("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    { S("abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"),
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1" },
};

static bool check_hash(struct hash h, const char *want)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    bool good;

    hash_put(&b, h);
    good = CHECK_STR(buf_str(&b), str_of(want));
    arena_free(&a);
    return good;
}

TEST(sha_gives_the_published_hashes)
{
    for (size_t i = 0; i < LEN(vector); i++) {
        check_hash(sha_of(vector[i].in), vector[i].want);
        check_hash(plain_of(vector[i].in), vector[i].want);
    }
}

TEST(sha_of_a_million_a)
{
    const char *want =
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    char many[1000];
    struct sha s, plain;

    memset(many, 'a', sizeof many);
    sha_start(&s);
    plain_start(&plain);
    for (int i = 0; i < 1000; i++) {
        sha_add(&s, many, sizeof many);
        plain_add(&plain, many, sizeof many);
    }
    check_hash(sha_end(&s), want);
    check_hash(plain_end(&plain), want);
}

TEST(sha_agrees_with_the_portable_way_at_every_length_and_cut)
{
    char bytes[301];

    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 37 + i / 7);
    for (size_t n = 0; n <= 300; n++) {
        struct hash want = plain_of((struct str){ bytes, n });

        if (!CHECK(hash_same(sha_of((struct str){ bytes, n }), want)))
            return;
        for (size_t cut = 0; cut <= n; cut++) {
            struct sha s;

            sha_start(&s);
            sha_add(&s, bytes, cut);
            sha_add(&s, bytes + cut, n - cut);
            if (!CHECK(hash_same(sha_end(&s), want)))
                return;
        }
    }
}
