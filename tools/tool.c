/* tool - what the build's small programs share. */
#define _GNU_SOURCE
#include "tool.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void tool_fail(const char *file, int line, const char *format, ...)
{
    va_list v;

    fprintf(stderr, "%s:%d: error: ", file, line);
    va_start(v, format);
    vfprintf(stderr, format, v);
    va_end(v);
    fputc('\n', stderr);
    exit(1);
}

void tool_usage(const char *line)
{
    fprintf(stderr, "usage: %s\n", line);
    exit(2);
}

void *tool_room(void *old, size_t n, size_t each)
{
    void *p = old;

    /* Doubles at 0, 1, 2, 4, 8 ...: where n is a power of two, it is full. */
    if ((n & (n - 1)) == 0)
        p = realloc(old, (n ? 2 * n : 1) * each);
    if (!p)
        tool_fail("memory", 0, "%s", strerror(errno));
    return p;
}

char *tool_blank(size_t n)
{
    char *z = calloc(1, n + 1);

    if (!z)
        tool_fail("memory", 0, "%s", strerror(errno));
    return z;
}

char *tool_copy(const char *p, size_t n)
{
    return memcpy(tool_blank(n), p, n);
}

struct text text_read(const char *file)
{
    struct text t = { .file = file };
    FILE *in = fopen(file, "rb");
    char *p = NULL;
    size_t got;

    if (!in)
        tool_fail(file, 1, "%s", strerror(errno));
    do {
        p = realloc(p, t.n + 65536 + 1);
        if (!p)
            tool_fail(file, 1, "%s", strerror(errno));
        got = fread(p + t.n, 1, 65536, in);
        t.n += got;
    } while (got > 0);
    if (ferror(in))
        tool_fail(file, 1, "cannot be read");
    fclose(in);
    p[t.n] = '\0';
    t.p = p;
    return t;
}

int text_line(const struct text *t, const char *at)
{
    int line = 1;

    for (const char *p = t->p; p < at; p++)
        line += *p == '\n';
    return line;
}

static bool in_name(char c)
{
    return isalnum((unsigned char)c) || c == '_' || c == '.';
}

bool text_names(const struct text *t, const char *p, size_t n)
{
    const char *at = t->p, *end = t->p + t->n;

    while ((at = memmem(at, (size_t)(end - at), p, n))) {
        if (!in_name(at[n]) && (at == t->p || !in_name(at[-1])))
            return true;
        at++;
    }
    return false;
}

static struct {
    char *p;
    size_t n;
} written; /* one file at a time */

FILE *out_open(const char *file)
{
    FILE *out = open_memstream(&written.p, &written.n);

    if (!out)
        tool_fail(file, 1, "%s", strerror(errno));
    fputs("/* Made by the build; edit what it was made from. */\n", out);
    return out;
}

/* Does the file hold just what was written? */
static bool out_same(const char *file)
{
    FILE *in = fopen(file, "rb");
    size_t at = 0;
    int c;

    if (!in)
        return false;
    while ((c = fgetc(in)) != EOF && at < written.n &&
           c == (unsigned char)written.p[at])
        at++;
    fclose(in);
    return c == EOF && at == written.n;
}

void out_close(FILE *out, const char *file)
{
    bool bad = ferror(out);

    bad |= fclose(out) != 0;
    if (!bad && !out_same(file)) {
        out = fopen(file, "wb");
        bad = !out || fwrite(written.p, 1, written.n, out) != written.n;
        bad |= out && fclose(out) != 0;
    }
    free(written.p);
    if (bad) {
        remove(file);
        tool_fail(file, 1, "cannot be written");
    }
}

void out_text(FILE *out, const char *p, size_t n, const char *indent)
{
    size_t width = 0;

    if (!p) {
        fputs("NULL", out);
        return;
    }
    fputc('"', out);
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)p[i];

        if (c == '\n')
            width += (size_t)fprintf(out, "\\n");
        else if (c == '"' || c == '\\')
            width += (size_t)fprintf(out, "\\%c", c);
        else if (c >= ' ' && c < 127 && c != '?')
            width += (size_t)(fputc(c, out) != EOF);
        else
            width += (size_t)fprintf(out, "\\%03o", c);
        if (i + 1 < n && (c == '\n' || width > 4000)) {
            fprintf(out, "\"\n%s\"", indent);
            width = 0;
        }
    }
    fputc('"', out);
}

void out_ended(FILE *out, const char *p)
{
    fputs("    ", out);
    out_text(out, p, strlen(p), "    ");
    fputs(" \"\\0\"\n", out);
}
