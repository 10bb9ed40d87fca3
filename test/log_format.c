/* log_format - the bytes that leave the building, as doc/format.md has them.
 * These vectors never change; another format has another number. */
#include "log_site.h"

static const char bytes[] =
    "{\"at\":1420113600,\"author\":\"shahida\",\"body\":{\"name\":\"Sukhar\","
    "\"place\":\"5c2a3a1d1f3a5d3c8b7e6f5a4b3c2d1e\"},\"device\":"
    "\"00112233445566778899aabbccddeeff\",\"id\":"
    "\"0f0e0d0c0b0a09080706050403020100\",\"kind\":\"alias\",\"prev\":"
    "\"0000000000000000000000000000000000000000000000000000000000000000\","
    "\"seq\":1,\"took\":\"manzoor\"}";

static struct entry example(struct arena *a)
{
    struct entry e = { .kind = S("alias"),
                       .author = S("shahida"),
                       .took = S("manzoor"),
                       .at = 1420113600,
                       .seq = 1,
                       .body = S("{\"name\":\"Sukhar\",\"place\":"
                                 "\"5c2a3a1d1f3a5d3c8b7e6f5a4b3c2d1e\"}") };

    CHECK(id_read(S("0f0e0d0c0b0a09080706050403020100"), &e.id));
    CHECK(id_read(S("00112233445566778899aabbccddeeff"), &e.device));
    entry_seal(&e, a);
    return e;
}

TEST(an_entry_is_these_bytes)
{
    struct arena a = { 0 };
    struct entry e = example(&a), again;
    struct buf b = buf_start(&a);

    CHECK_STR(e.bytes, str_of(bytes));
    hash_put(&b, e.hash);
    CHECK_STR(buf_str(&b), S("fbf6c4cc5ea12ae62374039ffa505e74"
                             "cfa3b91fef91536bc0d11bd3d6263441"));
    CHECK(entry_read(str_of(bytes), &a, &again));
    CHECK(hash_same(again.hash, e.hash));
    CHECK_STR(again.took, S("manzoor"));
    CHECK_INT(entry_day(&again), day_of(2015, 1, 1));
    arena_free(&a);
}

TEST(a_stamp_signs_these_bytes)
{
    struct arena a = { 0 };
    struct entry e = example(&a);
    struct stamp s = { .device = e.device, .seq = 1, .head = e.hash }, again;
    uint8_t seed[32] = { 7 }, public[32], secret[64];
    struct buf key = buf_start(&a);

    CHECK(sodium_init() >= 0);
    crypto_sign_seed_keypair(public, secret, seed);
    crypto_sign_detached(s.sig, NULL, (const uint8_t *)stamp_text(&s, &a).p,
                         stamp_text(&s, &a).n, secret);
    buf_hex(&key, public, 32);
    CHECK_STR(buf_str(&key), S("a2fa2f4a355ba2e907a53009e9e37cad"
                               "df7ac7e66a08ba07631f553072b3f24c"));
    CHECK_STR(
        stamp_line(&s, &a),
        S("{\"device\":\"00112233445566778899aabbccddeeff\",\"head\":\""
          "fbf6c4cc5ea12ae62374039ffa505e74cfa3b91fef91536bc0d11bd3d6263441"
          "\",\"seq\":1,\"stamp\":\""
          "f1f9e69b12cc80dbeb1db1a4885ae791082b8951bc9f4d1dae1465d2556cbcb9"
          "43ccdfc54ac0fc8cdf8e27c6e0fe2dda28934c4f4fa5801638fcf7193303ad00"
          "\"}"));
    CHECK(stamp_read(stamp_line(&s, &a), &a, &again));
    CHECK(!memcmp(again.sig, s.sig, sizeof s.sig));
    arena_free(&a);
}

TEST(ids_of_names)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);

    id_put(&b, id_named(S("place"), S("pk723")));
    CHECK_STR(buf_str(&b), S("cd17443122a36c7674ee1098297a57e5"));
    arena_free(&a);
}

/* What is not canonical is no entry, however good its JSON. */
TEST(other_spellings_of_the_same_are_refused)
{
    static const char *const from[] = { "{\"at\"", ":1420113600", "Sukhar",
                                        "\"seq\":1,", "\"kind\":\"alias\"" };
    static const char *const to[] = { "{ \"at\"", ":1420113600.0",
                                      "Sukh\\u0061r", "\"seq\":0,",
                                      "\"kind\":\"alias\",\"new\":1" };
    struct arena a = { 0 };
    struct entry e;

    for (size_t i = 0; i < LEN(from); i++) {
        struct buf b = buf_start(&a);
        const char *at = strstr(bytes, from[i]);

        CHECK(at != NULL);
        buf_add(&b, (struct str){ bytes, (size_t)(at - bytes) });
        buf_z(&b, to[i]);
        buf_z(&b, at + strlen(from[i]));
        CHECK(!entry_read(buf_str(&b), &a, &e));
    }
    arena_free(&a);
}
