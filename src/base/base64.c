/* base64 - bytes as letters, for the way through a page. */
#include "base.h"

#include <string.h>

static const char digit[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

struct str base64(struct arena *a, struct str s)
{
    struct buf b = buf_start(a);

    for (size_t i = 0; i < s.n; i += 3) {
        unsigned v = (unsigned)(uint8_t)s.p[i] << 16;

        v |= i + 1 < s.n ? (unsigned)(uint8_t)s.p[i + 1] << 8 : 0;
        v |= i + 2 < s.n ? (unsigned)(uint8_t)s.p[i + 2] : 0;
        buf_char(&b, digit[v >> 18]);
        buf_char(&b, digit[v >> 12 & 63]);
        buf_char(&b, i + 1 < s.n ? digit[v >> 6 & 63] : '=');
        buf_char(&b, i + 2 < s.n ? digit[v & 63] : '=');
    }
    return buf_str(&b);
}

static int value(char c)
{
    const char *at = c ? strchr(digit, c) : NULL;

    return at ? (int)(at - digit) : -1;
}

bool base64_read(struct str s, struct arena *a, struct str *out)
{
    char *p = arena_take(a, s.n / 4 * 3 + 3);
    size_t n = 0;

    if (s.n % 4)
        return false;
    for (size_t i = 0; i < s.n; i += 4) {
        int part[4], have = 3;
        unsigned v = 0;

        for (int j = 0; j < 4; j++) {
            part[j] = value(s.p[i + (size_t)j]);
            if (part[j] < 0 &&
                !(s.p[i + (size_t)j] == '=' && j > 1 && i + 4 == s.n))
                return false;
            if (part[j] < 0)
                have--;
            v = v << 6 | (unsigned)(part[j] < 0 ? 0 : part[j]);
        }
        p[n++] = (char)(v >> 16);
        if (have > 1)
            p[n++] = (char)(v >> 8);
        if (have > 2)
            p[n++] = (char)v;
    }
    *out = (struct str){ p, n };
    return true;
}
