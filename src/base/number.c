/* number - whole numbers and decimals as people and workbooks write them. No
 * floating point: what is read is what was written. */
#include "base.h"

#include <string.h>

enum {
    WRITTEN_MOST = 96, /* bytes of one number; more is no number */
    EXPONENT_MOST = 400,
    SCALE_MOST = 18
};

bool int_add(int64_t a, int64_t b, int64_t *sum)
{
    return !__builtin_add_overflow(a, b, sum);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* False when it would pass INT64_MAX. */
static bool push_digit(uint64_t *v, char c)
{
    uint64_t digit = (uint64_t)(c - '0');

    if (*v > (INT64_MAX - digit) / 10)
        return false;
    *v = *v * 10 + digit;
    return true;
}

static int64_t with_sign(uint64_t v, bool minus)
{
    return minus ? -(int64_t)v : (int64_t)v;
}

bool int_read(struct str s, int64_t *out)
{
    bool minus = s.n > 0 && s.p[0] == '-';
    uint64_t v = 0;

    s = str_from(s, minus);
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]) || !push_digit(&v, s.p[i]))
            return false;
    *out = with_sign(v, minus);
    return true;
}

/* ---- decimals -----------------------------------------------------------*/

/* digit[0..n) without leading zeros, times 10^power. */
struct decimal {
    char digit[WRITTEN_MOST];
    int n, power;
    bool minus, some; /* some: at least one digit was written */
};

/* Arabic and Urdu digits and separators become the ASCII ones. */
static bool to_ascii(struct str s, char *to, size_t *n)
{
    *n = 0;
    for (size_t at = 0; at < s.n;) {
        uint32_t c = utf8_next(s, &at);

        if (c >= 0x660 && c <= 0x669)
            c = c - 0x660 + '0';
        else if (c >= 0x6f0 && c <= 0x6f9)
            c = c - 0x6f0 + '0';
        else if (c == 0x66b)
            c = '.';
        else if (c == 0x66c)
            c = ',';
        if (c > 0x7f || *n == WRITTEN_MOST)
            return false;
        to[(*n)++] = (char)c;
    }
    return true;
}

/* 1,234,567 or 12,34,567; what begins 0, is somebody's decimal comma. */
static bool grouped(struct str s)
{
    struct str first = str_cut(&s, ',');
    bool western = first.n <= 3, lakh = first.n <= 2;

    if (first.n == 0 || first.p[0] == '0' || s.n == 0)
        return false;
    while (s.n > 0) {
        struct str group = str_cut(&s, ',');
        bool last = s.n == 0;

        western = western && group.n == 3;
        lakh = lakh && group.n == (last ? 3 : 2);
    }
    return western || lakh;
}

static void take_digit(struct decimal *d, char c)
{
    d->some = true;
    if (d->n > 0 || c != '0')
        d->digit[d->n++] = c;
}

static bool take_whole(struct decimal *d, struct str s)
{
    bool has_commas = s.n > 0 && memchr(s.p, ',', s.n);

    if (has_commas && (s.p[s.n - 1] == ',' || !grouped(s)))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ',')
            take_digit(d, s.p[i]);
    return true;
}

static bool take_exponent(struct decimal *d, struct str s)
{
    int64_t power;

    if (s.n > 1 && s.p[0] == '+' && s.p[1] != '-')
        s = str_from(s, 1);
    if (!int_read(s, &power))
        return false;
    if (power < -EXPONENT_MOST || power > EXPONENT_MOST)
        return false;
    d->power += (int)power;
    return true;
}

static size_t run_of(struct str s, size_t from, char also)
{
    size_t at = from;

    while (at < s.n && (is_digit(s.p[at]) || s.p[at] == also))
        at++;
    return at - from;
}

static bool decimal_split(struct str s, struct decimal *d)
{
    size_t whole, part;

    *d = (struct decimal){ .n = 0 };
    d->minus = s.n > 0 && s.p[0] == '-';
    if (d->minus || (s.n > 0 && s.p[0] == '+'))
        s = str_from(s, 1);
    whole = run_of(s, 0, ',');
    if (!take_whole(d, (struct str){ s.p, whole }))
        return false;
    s = str_from(s, whole);
    if (s.n > 0 && s.p[0] == '.') {
        part = run_of(s, 1, '0');
        for (size_t i = 1; i <= part; i++)
            take_digit(d, s.p[i]);
        d->power = -(int)part;
        s = str_from(s, part + 1);
    }
    if (!d->some)
        return false;
    if (s.n == 0)
        return true;
    return (s.p[0] == 'e' || s.p[0] == 'E') && take_exponent(d, str_from(s, 1));
}

/* The digits cut off, as parts of 10^18. *more: digits beyond those. */
static uint64_t cut_off(const struct decimal *d, int from, bool *more)
{
    uint64_t parts = 0;

    for (int i = 0; i < SCALE_MOST; i++) {
        int at = from + i;

        parts = parts * 10;
        if (at >= 0 && at < d->n)
            parts += (uint64_t)(d->digit[at] - '0');
    }
    *more = false;
    for (int at = from + SCALE_MOST; at < d->n; at++)
        *more |= at >= 0 && d->digit[at] != '0';
    return parts;
}

/* Is `off` (of 10^18) more than 1e-9 of whole + parts / 10^18? From a whole
 * of 10^9 on it never is, and below that nothing here overflows. */
static bool beyond_noise(uint64_t whole, uint64_t parts, uint64_t off)
{
    const uint64_t giga = 1000000000;

    return whole < giga && off > whole * giga + parts / giga;
}

bool decimal_read(struct str s, int scale, int64_t *out, bool *inexact)
{
    const uint64_t one = 1000000000000000000;
    char ascii[WRITTEN_MOST];
    struct decimal d;
    uint64_t v = 0, parts;
    size_t n;
    int whole;
    bool more;

    MUST(scale >= 0 && scale <= SCALE_MOST);
    if (!to_ascii(str_trim(s), ascii, &n) ||
        !decimal_split((struct str){ ascii, n }, &d))
        return false;
    whole = d.n + d.power + scale; /* digits that are kept */
    for (int i = 0; d.n > 0 && i < whole; i++)
        if (!push_digit(&v, i < d.n ? d.digit[i] : '0'))
            return false;
    parts = cut_off(&d, whole, &more);
    if (parts >= one / 2) {
        *inexact = beyond_noise(v, parts, one - parts);
        if (v++ == INT64_MAX)
            return false;
    } else {
        *inexact = v == 0 ? parts > 0 || more : beyond_noise(v, parts, parts);
    }
    *out = with_sign(v, d.minus);
    return true;
}

void decimal_put(struct buf *b, int64_t v, int scale)
{
    uint64_t left = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
    char text[24];
    int at = sizeof text;

    MUST(scale >= 0 && scale <= SCALE_MOST);
    for (int i = 0; left > 0 || i <= scale; i++, left /= 10) {
        if (i == scale && scale > 0)
            text[--at] = '.';
        text[--at] = (char)('0' + left % 10);
    }
    if (v < 0)
        text[--at] = '-';
    buf_add(b, (struct str){ text + at, sizeof text - (size_t)at });
}
