/* buf - text being built in an arena. */
#include "base.h"

#include <stdarg.h>
#include <string.h>

enum { FIRST_ROOM = 64 };

struct buf buf_start(struct arena *a)
{
    return (struct buf){ .arena = a, .p = NULL };
}

struct str buf_str(const struct buf *b)
{
    return (struct str){ b->n ? b->p : "", b->n };
}

/* Doubles and leaves the old room to the arena, so slices of it stay good. */
static char *buf_room(struct buf *b, size_t more)
{
    if (b->room - b->n < more) {
        size_t room = b->room ? b->room : FIRST_ROOM;
        char *p;

        MUST(more <= SIZE_MAX / 4 && b->n <= SIZE_MAX / 4);
        while (room < b->n + more)
            room *= 2;
        p = arena_take(b->arena, room);
        if (b->n)
            memcpy(p, b->p, b->n);
        b->p = p;
        b->room = room;
    }
    return b->p + b->n;
}

void buf_add(struct buf *b, struct str s)
{
    if (s.n == 0)
        return;
    memcpy(buf_room(b, s.n), s.p, s.n);
    b->n += s.n;
}

void buf_z(struct buf *b, const char *z)
{
    buf_add(b, str_of(z));
}

void buf_char(struct buf *b, char c)
{
    *buf_room(b, 1) = c;
    b->n++;
}

static void buf_unsigned(struct buf *b, uint64_t v, unsigned base)
{
    char digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = "0123456789abcdef"[v % base];
        v /= base;
    } while (v);
    buf_add(b, (struct str){ digits + at, sizeof digits - at });
}

void buf_int(struct buf *b, int64_t v)
{
    if (v < 0)
        buf_char(b, '-');
    buf_unsigned(b, v < 0 ? 0 - (uint64_t)v : (uint64_t)v, 10);
}

void buf_hex(struct buf *b, const void *bytes, size_t n)
{
    const uint8_t *from = bytes;
    char *to;

    MUST(n <= SIZE_MAX / 8);
    to = buf_room(b, 2 * n);
    for (size_t i = 0; i < n; i++) {
        *to++ = "0123456789abcdef"[from[i] >> 4];
        *to++ = "0123456789abcdef"[from[i] & 15];
    }
    b->n += 2 * n;
}

/* By hand, so that the browser's kernel needs no printf and no locale has a
 * say. `longs` counts the l's before d, u or x. */
static void buf_number(struct buf *b, char kind, int longs, va_list *args)
{
    int64_t v;

    if (kind == 'd') {
        v = longs == 0 ? va_arg(*args, int) :
            longs == 1 ? va_arg(*args, long) :
                         va_arg(*args, long long);
        buf_int(b, v);
        return;
    }
    MUST(kind == 'u' || kind == 'x');
    buf_unsigned(b,
                 longs == 0 ? va_arg(*args, unsigned) :
                 longs == 1 ? va_arg(*args, unsigned long) :
                              va_arg(*args, unsigned long long),
                 kind == 'x' ? 16 : 10);
}

static const char *buf_directive(struct buf *b, const char *f, va_list *args)
{
    int longs = 0;

    while (*f == 'l') {
        longs++;
        f++;
    }
    if (*f == '%') {
        buf_char(b, '%');
    } else if (*f == 's') {
        buf_z(b, va_arg(*args, const char *));
    } else if (*f == 'c') {
        buf_char(b, (char)va_arg(*args, int));
    } else if (*f == 'z') {
        f++;
        MUST(*f == 'u');
        buf_unsigned(b, va_arg(*args, size_t), 10);
    } else {
        buf_number(b, *f, longs, args);
    }
    return f + 1;
}

void buf_fmt(struct buf *b, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    while (*format) {
        size_t plain = strcspn(format, "%");

        buf_add(b, (struct str){ format, plain });
        format += plain;
        if (*format == '%')
            format = buf_directive(b, format + 1, &args);
    }
    va_end(args);
}

static void buf_escape(struct buf *b, char c)
{
    static const char letter[] = "\"\\\b\f\n\r\t";
    const char *known = memchr(letter, c, sizeof letter - 1);

    buf_char(b, '\\');
    if (known) {
        buf_char(b, "\"\\bfnrt"[known - letter]);
    } else {
        buf_z(b, "u00");
        buf_hex(b, &c, 1);
    }
}

void buf_json(struct buf *b, struct str s)
{
    size_t from = 0;

    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];

        if (c >= ' ' && c != '"' && c != '\\')
            continue;
        buf_add(b, (struct str){ s.p + from, i - from });
        buf_escape(b, s.p[i]);
        from = i + 1;
    }
    buf_add(b, str_from(s, from));
    buf_char(b, '"');
}
