/* str - bytes that somebody else keeps, and the claim that stops us. */
#include "base.h"

#include <string.h>
#if !defined(__wasm__)
#include <stdlib.h>
#include <unistd.h>
#endif

#if defined(__wasm__)

_Noreturn void must_failed(const char *file, int line, const char *claim)
{
    (void)file, (void)line, (void)claim;
    __builtin_trap();
}

#else

/* Only write(2): the heap may be what is broken. */
static void complain(const char *z)
{
    size_t n = strlen(z);

    while (n > 0) {
        ssize_t done = write(STDERR_FILENO, z, n);

        if (done <= 0)
            return;
        z += done;
        n -= (size_t)done;
    }
}

_Noreturn void must_failed(const char *file, int line, const char *claim)
{
    char digits[12];
    char *d = digits + sizeof digits - 1;

    *d = '\0';
    for (unsigned left = (unsigned)line; left > 0; left /= 10)
        *--d = (char)('0' + left % 10);
    complain(file);
    complain(":");
    complain(d);
    complain(": MUST(");
    complain(claim);
    complain(") is false\n");
    abort();
}

#endif

struct str str_of(const char *z)
{
    return (struct str){ z ? z : "", z ? strlen(z) : 0 };
}

bool str_same(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

int str_order(struct str a, struct str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;

    return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str head)
{
    return s.n >= head.n && str_same((struct str){ s.p, head.n }, head);
}

bool str_ends(struct str s, struct str tail)
{
    return s.n >= tail.n && str_same(str_from(s, s.n - tail.n), tail);
}

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Spreadsheets are full of U+00A0, which is C2 A0. */
struct str str_trim(struct str s)
{
    const struct str hard = S("\xc2\xa0");

    for (;;) {
        if (s.n > 0 && is_blank(s.p[0]))
            s = str_from(s, 1);
        else if (s.n > 0 && is_blank(s.p[s.n - 1]))
            s.n--;
        else if (str_starts(s, hard))
            s = str_from(s, 2);
        else if (str_ends(s, hard))
            s.n -= 2;
        else
            return s;
    }
}

struct str str_cut(struct str *rest, char at)
{
    struct str head = *rest;
    const char *found = head.n ? memchr(head.p, at, head.n) : NULL;

    if (found)
        head.n = (size_t)(found - head.p);
    *rest = str_from(*rest, found ? head.n + 1 : head.n);
    return head;
}

struct str str_from(struct str s, size_t first)
{
    if (first >= s.n)
        return (struct str){ s.n ? s.p + s.n : "", 0 };
    return (struct str){ s.p + first, s.n - first };
}
