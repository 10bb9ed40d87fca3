/* secret - a CNIC or a phone as it is compared and as it is shown: the same
 * however it was typed, and never whole. */
#include "core/core.h"

enum { CNIC_DIGITS = 13, DIGITS_MOST = 40, FEW = 4 };

/* 0 to 9 of the three scripts; -1 for anything else. */
static int digit_of(uint32_t point)
{
    if (point >= '0' && point <= '9')
        return (int)(point - '0');
    if (point >= 0x660 && point <= 0x669)
        return (int)(point - 0x660);
    if (point >= 0x6f0 && point <= 0x6f9)
        return (int)(point - 0x6f0);
    return -1;
}

/* Blanks, dashes, brackets and the plus are how people write between them. */
static bool between(uint32_t point)
{
    return point == ' ' || point == '-' || point == '(' || point == ')' ||
           point == '+' || point == '.' || point == 0xa0 ||
           (point >= 0x2010 && point <= 0x2015) || point == 0x200e ||
           point == 0x200f;
}

struct str secret_digits(struct str said, struct arena *a)
{
    struct buf b = buf_start(a);

    for (size_t at = 0; at < said.n;) {
        uint32_t point = utf8_next(said, &at);
        int digit = digit_of(point);

        if (digit < 0 && !between(point))
            return S("");
        if (digit >= 0 && b.n < DIGITS_MOST)
            buf_char(&b, (char)('0' + digit));
    }
    return buf_str(&b);
}

static bool is_cnic(struct str digits)
{
    return digits.n == CNIC_DIGITS && digits.p[0] >= '1' && digits.p[0] <= '8';
}

/* A CNIC begins with 1 to 8, so no number abroad or of a phone is taken for
 * one; 92 stands before ten digits, a 0 before the same. */
struct str secret_same(struct str said, struct arena *a)
{
    struct str d = secret_digits(said, a);

    if (!d.n)
        return said;
    if (is_cnic(d))
        return d;
    if (str_starts(d, S("0092")))
        return str_from(d, 4);
    if (d.n >= 11 && str_starts(d, S("92")))
        return str_from(d, 2);
    return d.p[0] == '0' ? str_from(d, 1) : d;
}

struct str secret_mask(struct str said, struct arena *a)
{
    struct str d = secret_digits(said, a);
    struct buf b = buf_start(a);

    if (!said.n)
        return said;
    for (size_t i = 0; i + 1 < d.n && d.n >= FEW; i++) {
        buf_char(&b, '*');
        if (is_cnic(d) && (i == 4 || i == 11))
            buf_char(&b, '-');
    }
    if (d.n < FEW)
        return S("*****");
    buf_char(&b, d.p[d.n - 1]);
    return buf_str(&b);
}
