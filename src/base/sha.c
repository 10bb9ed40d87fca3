/* sha - SHA-256 as FIPS 180-4 has it, with the CPU's own steps if it has
 * them: log, browser and paper agree on every byte either way. */
#include "base.h"

#include <string.h>

#if defined(__x86_64__) && !defined(SHA_PORTABLE)
#define SHA_CPU 1
#include <cpuid.h>
#include <immintrin.h>
#include <stdatomic.h>
#endif

static const uint32_t k[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1,
    0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3,
    0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786,
    0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13,
    0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b,
    0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a,
    0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turn(uint32_t v, int by)
{
    return v >> by | v << (32 - by);
}

static uint32_t load_big(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 |
           p[3];
}

static void sha_schedule(uint32_t w[64], const uint8_t *p)
{
    for (int i = 0; i < 16; i++)
        w[i] = load_big(p + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t x = w[i - 15], y = w[i - 2];

        w[i] = w[i - 16] + (turn(x, 7) ^ turn(x, 18) ^ x >> 3) + w[i - 7] +
               (turn(y, 17) ^ turn(y, 19) ^ y >> 10);
    }
}

/* Instead of moving eight words along, each round is told where they are. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                       \
    do {                                                                       \
        uint32_t t = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) +            \
                     (g ^ (e & (f ^ g))) + k[i] + w[i];                        \
        d += t;                                                                \
        h = t + (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) +                     \
            ((a & b) | (c & (a | b)));                                         \
    } while (0)

static void sha_plain(uint32_t v[8], const uint8_t *p, size_t blocks)
{
    uint32_t w[64];

    for (; blocks > 0; blocks--, p += 64) {
        uint32_t a = v[0], b = v[1], c = v[2], d = v[3];
        uint32_t e = v[4], f = v[5], g = v[6], h = v[7];

        sha_schedule(w, p);
        for (int i = 0; i < 64; i += 8) {
            ROUND(a, b, c, d, e, f, g, h, i);
            ROUND(h, a, b, c, d, e, f, g, i + 1);
            ROUND(g, h, a, b, c, d, e, f, i + 2);
            ROUND(f, g, h, a, b, c, d, e, i + 3);
            ROUND(e, f, g, h, a, b, c, d, i + 4);
            ROUND(d, e, f, g, h, a, b, c, i + 5);
            ROUND(c, d, e, f, g, h, a, b, i + 6);
            ROUND(b, c, d, e, f, g, h, a, i + 7);
        }
        v[0] += a, v[1] += b, v[2] += c, v[3] += d;
        v[4] += e, v[5] += f, v[6] += g, v[7] += h;
    }
}

#ifdef SHA_CPU

/* The instructions keep the eight words as ABEF and CDGH, do two rounds at a
 * time and make four words of the schedule from the sixteen before. */
__attribute__((target("sha,sse4.1,ssse3"))) static void sha_cpu(
    uint32_t h[8], const uint8_t *p, size_t blocks)
{
    const __m128i swap = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);
    __m128i lo = _mm_shuffle_epi32(_mm_loadu_si128((void *)h), 0xb1);
    __m128i hi = _mm_shuffle_epi32(_mm_loadu_si128((void *)(h + 4)), 0x1b);
    __m128i abef = _mm_alignr_epi8(lo, hi, 8);
    __m128i cdgh = _mm_blend_epi16(hi, lo, 0xf0);

    for (; blocks > 0; blocks--, p += 64) {
        __m128i abef_was = abef, cdgh_was = cdgh, w[4];

#pragma GCC unroll 16
        for (int i = 0; i < 16; i++) {
            __m128i now, step;

            if (i < 4) {
                now = _mm_shuffle_epi8(_mm_loadu_si128(
                                           (const void *)(p + 16 * i)),
                                       swap);
            } else {
                now = _mm_add_epi32(_mm_sha256msg1_epu32(w[i & 3],
                                                         w[(i + 1) & 3]),
                                    _mm_alignr_epi8(w[(i + 3) & 3],
                                                    w[(i + 2) & 3], 4));
                now = _mm_sha256msg2_epu32(now, w[(i + 3) & 3]);
            }
            w[i & 3] = now;
            step = _mm_add_epi32(now,
                                 _mm_load_si128((const void *)(k + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, step);
            abef = _mm_sha256rnds2_epu32(abef, cdgh,
                                         _mm_shuffle_epi32(step, 0x0e));
        }
        abef = _mm_add_epi32(abef, abef_was);
        cdgh = _mm_add_epi32(cdgh, cdgh_was);
    }
    lo = _mm_shuffle_epi32(abef, 0x1b);
    hi = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128((void *)h, _mm_blend_epi16(lo, hi, 0xf0));
    _mm_storeu_si128((void *)(h + 4), _mm_alignr_epi8(hi, lo, 8));
}

/* What the CPU can do does not change, so the one thing kept here between
 * calls is no state; asking costs a microsecond in a virtual machine. */
static bool sha_has_cpu(void)
{
    enum { UNKNOWN, NO, YES };
    static atomic_int known;
    int now = atomic_load_explicit(&known, memory_order_relaxed);
    unsigned a, b, c, d, steps;

    if (now == UNKNOWN) {
        steps = __get_cpuid_count(7, 0, &a, &b, &c, &d) ? b : 0;
        if (!__get_cpuid(1, &a, &b, &c, &d))
            c = 0;
        now = steps & bit_SHA && c & bit_SSSE3 && c & bit_SSE4_1 ? YES : NO;
        atomic_store_explicit(&known, now, memory_order_relaxed);
    }
    return now == YES;
}

#endif

static void sha_blocks(uint32_t h[8], const uint8_t *p, size_t blocks)
{
#ifdef SHA_CPU
    if (sha_has_cpu()) {
        sha_cpu(h, p, blocks);
        return;
    }
#endif
    sha_plain(h, p, blocks);
}

void sha_start(struct sha *s)
{
    *s = (struct sha){ .h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                              0x510e527f, 0x9b05688c, 0x1f83d9ab,
                              0x5be0cd19 } };
}

void sha_add(struct sha *s, const void *p, size_t n)
{
    const uint8_t *from = p;
    size_t held = s->bytes % 64;

    s->bytes += n;
    if (n == 0)
        return;
    if (held + n < 64) {
        memcpy(s->block + held, from, n);
        return;
    }
    if (held) {
        memcpy(s->block + held, from, 64 - held);
        sha_blocks(s->h, s->block, 1);
        from += 64 - held;
        n -= 64 - held;
    }
    sha_blocks(s->h, from, n / 64);
    memcpy(s->block, from + n / 64 * 64, n % 64);
}

struct hash sha_end(struct sha *s)
{
    uint64_t bits = s->bytes * 8;
    size_t held = s->bytes % 64;
    uint8_t tail[72] = { 0x80 };
    size_t pad = (held < 56 ? 56 : 120) - held;
    struct hash out;

    for (int i = 0; i < 8; i++)
        tail[pad + (size_t)i] = (uint8_t)(bits >> (56 - 8 * i));
    sha_add(s, tail, pad + 8);
    for (int i = 0; i < 32; i++)
        out.b[i] = (uint8_t)(s->h[i / 4] >> (24 - i % 4 * 8));
    return out;
}

struct hash sha_of(struct str s)
{
    struct sha sha;

    sha_start(&sha);
    sha_add(&sha, s.p, s.n);
    return sha_end(&sha);
}
