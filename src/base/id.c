/* id - names made where the fact is made, and hashes; both as hex. */
#include "base.h"

#include <string.h>

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

bool hex_read(struct str s, void *out, size_t n)
{
    uint8_t *to = out;

    if (s.n % 2 != 0 || s.n / 2 != n)
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (hex_digit(s.p[i]) < 0)
            return false;
    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)(hex_digit(s.p[2 * i]) * 16 +
                          hex_digit(s.p[2 * i + 1]));
    return true;
}

bool id_read(struct str s, struct id *out)
{
    return hex_read(s, out->b, sizeof out->b);
}

void id_put(struct buf *b, struct id i)
{
    buf_hex(b, i.b, sizeof i.b);
}

bool hash_same(struct hash a, struct hash b)
{
    return memcmp(a.b, b.b, sizeof a.b) == 0;
}

bool hash_none(struct hash h)
{
    return hash_same(h, (struct hash){ { 0 } });
}

int hash_order(struct hash a, struct hash b)
{
    return memcmp(a.b, b.b, sizeof a.b);
}

bool hash_read(struct str s, struct hash *out)
{
    return hex_read(s, out->b, sizeof out->b);
}

void hash_put(struct buf *b, struct hash h)
{
    buf_hex(b, h.b, sizeof h.b);
}
