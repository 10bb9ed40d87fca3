/* mkindex - the tables of what registers itself.
 *
 *     mkindex record|page|report|command OUT.c [-WHAT...] FILE.c...
 *
 * A macro at column 0 (RECORD(name...), PAGE, REPORT, COMMAND) announces a
 * thing; the comment above it is its help. This collects them, sorted by
 * name, so that a new one needs no edit anywhere else.
 *
 * -WHAT says what stays at the office (tools/sources.sh office): -dir/ or
 * -file.c what is announced there, -.pdf pages whose path ends so, -ADMIN those
 * that need that right. Such a page keeps its path and its right, and is drawn
 * by page_office; anything else is left out. As nothing else names them, the
 * linker leaves out all that only they need. */
#include "tool.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static const struct layer {
    const char *name;
    const char *macro;
    const char *header;
    const char *noun; /* struct NOUN, NOUN_index, NOUN_count */
    const char *one;  /* struct NOUN ONE_name: there is a verb "count" */
} layer[] = {
    { "record", "RECORD", "core/core.h", "kind", "kind" },
    { "page", "PAGE", "web/web.h", "page", "page" },
    { "report", "REPORT", "report/report.h", "report", "report" },
    { "command", "COMMAND", "cmd/cmd.h", "command", "verb" },
};

struct thing {
    char *name;
    char *help;
    const char *file;
    int line;
    char *rest; /* of a page at the office: "GET, \"/map\", RIGHT_SEE" */
};

struct things {
    struct thing *at;
    size_t n;
    bool pages;
    char **office; /* the rules, before the files */
};

/* The comment's words: without its marks, margin and blank edges. */
static char *help_text(const char *p, const char *end)
{
    char *text = tool_blank((size_t)(end - p));
    size_t n = 0;

    while (p < end) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        const char *stop = eol ? eol : end;

        while (p < stop && isblank((unsigned char)*p))
            p++;
        while (p < stop && *p == '*')
            p++;
        if (p < stop && *p == ' ')
            p++;
        while (stop > p && isblank((unsigned char)stop[-1]))
            stop--;
        memcpy(text + n, p, (size_t)(stop - p));
        n += (size_t)(stop - p);
        if (eol)
            text[n++] = '\n';
        p = eol ? eol + 1 : end;
    }
    while (n > 0 && isspace((unsigned char)text[n - 1]))
        n--;
    text[n] = '\0';
    return text + strspn(text, " \n");
}

/* Past the string or character constant that begins at p. */
static const char *skip_quoted(const char *p)
{
    char quote = *p++;

    while (*p && *p != quote && *p != '\n')
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p ? p + 1 : p;
}

/* The name in MACRO(name at p, or NULL when this is something else. */
static char *announced(const char *p, const char *macro)
{
    size_t n = strlen(macro);
    const char *name;

    if (strncmp(p, macro, n) != 0 || p[n] != '(')
        return NULL;
    name = p + n + 1;
    name += strspn(name, " \n");
    n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
    return n > 0 ? tool_copy(name, n) : NULL;
}

/* What stands in the brackets after the name, for a page. */
static char *rest_of(const struct text *t, const char *at)
{
    const char *from = at + strcspn(at, ",)"), *end = from;

    while (*end && *end != ')')
        end = *end == '"' ? skip_quoted(end) : end + 1;
    if (*from != ',' || *end != ')')
        tool_fail(t->file, text_line(t, at), "a page says method, path, right");
    from += 1 + strspn(from + 1, " \n");
    return tool_copy(from, (size_t)(end - from));
}

static bool ends(const char *text, size_t n, const char *end)
{
    size_t m = strlen(end);

    return n >= m && memcmp(text + n - m, end, m) == 0;
}

/* Does one of the rules, "-src/web/chart/", "-.pdf" or "-ADMIN", say that this
 * stays at the office? */
static bool at_office(const struct thing *x, char **rule)
{
    const char *quote = x->rest ? strrchr(x->rest, '"') : NULL;

    for (; *rule && **rule == '-'; rule++) {
        const char *what = *rule + 1;
        const char *file = strstr(x->file, what);

        if (strchr(what, '/') && file && (file == x->file || file[-1] == '/'))
            return true;
        if (quote && *what == '.' &&
            ends(x->rest, (size_t)(quote - x->rest), what))
            return true;
        if (quote && isupper((unsigned char)*what) &&
            ends(x->rest, strlen(x->rest), what) &&
            ends(x->rest, strlen(x->rest) - strlen(what), "RIGHT_"))
            return true;
    }
    return false;
}

static void thing_put(struct things *all, const struct text *t, const char *at,
                      char *name, char *help)
{
    struct thing new = { name, help, t->file, text_line(t, at), NULL };

    if (!help || !*help)
        tool_fail(new.file, new.line,
                  "%s has no comment directly above it; it is the help", name);
    if (all->pages)
        new.rest = rest_of(t, at);
    if (!at_office(&new, all->office))
        new.rest = NULL;
    else if (!all->pages)
        return;
    all->at = tool_room(all->at, all->n, sizeof *all->at);
    all->at[all->n++] = new;
}

static void scan(struct things *all, const struct text *t, const char *macro)
{
    const char *p = t->p, *end = t->p + t->n;
    char *help = NULL; /* of the comment that ended on the line before */

    while (p < end) {
        bool column0 = p == t->p || p[-1] == '\n';
        char *name = column0 ? announced(p, macro) : NULL;

        if (name) {
            thing_put(all, t, p, name, help);
            help = NULL;
            p++;
        } else if (p[0] == '/' && p[1] == '*') {
            const char *stop = strstr(p + 2, "*/");

            if (!stop)
                tool_fail(t->file, text_line(t, p), "comment without an end");
            help = help_text(p + 2, stop);
            p = stop + 2;
            p += *p == '\n';
        } else if (p[0] == '/' && p[1] == '/') {
            p += strcspn(p, "\n");
        } else {
            if (!isblank((unsigned char)*p))
                help = NULL;
            p = *p == '"' || *p == '\'' ? skip_quoted(p) : p + 1;
        }
    }
}

static int by_name(const void *a, const void *b)
{
    const struct thing *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    if (order == 0)
        order = strcmp(x->file, y->file);
    return order ? order : x->line - y->line;
}

static void refuse_doubles(const struct things *all)
{
    for (size_t i = 1; i < all->n; i++) {
        const struct thing *a = &all->at[i - 1], *b = &all->at[i];

        if (strcmp(a->name, b->name) == 0)
            tool_fail(b->file, b->line, "%s stands already at %s:%d", b->name,
                      a->file, a->line);
    }
}

static void write_one(FILE *out, const struct layer *l, const struct thing *x)
{
    if (x->rest)
        fprintf(out,
                "static const struct page office_%s = { \"%s\", PAGE_%s, "
                "page_office };\n",
                x->name, x->name, x->rest);
    else
        fprintf(out, "extern const struct %s %s_%s;\n", l->noun, l->one,
                x->name);
}

static void write_index(const struct layer *l, const struct things *all,
                        const char *file)
{
    FILE *out = out_open(file);

    fprintf(out, "#include <stddef.h>\n#include \"%s\"\n\n",
            all->pages ? "web/office.h" : l->header);
    for (size_t i = 0; i < all->n; i++)
        write_one(out, l, &all->at[i]);
    fprintf(out, "\nconst struct %s *const %s_index[] = {\n", l->noun, l->noun);
    for (size_t i = 0; i < all->n; i++)
        fprintf(out, "    &%s_%s,\n", all->at[i].rest ? "office" : l->one,
                all->at[i].name);
    fprintf(out, "    NULL\n};\nconst int %s_count = %zu;\n", l->noun, all->n);
    fprintf(out, "\nconst char *const %s_about[] = {\n", l->noun);
    for (size_t i = 0; i < all->n; i++) {
        fprintf(out, "    /* %s */\n    ", all->at[i].name);
        out_text(out, all->at[i].help, strlen(all->at[i].help), "    ");
        fputs(",\n", out);
    }
    fputs("    NULL\n};\n", out);
    out_close(out, file);
}

int main(int argc, char **argv)
{
    const struct layer *l = NULL;
    struct things all = { 0 };

    for (size_t i = 0; argc > 2 && i < sizeof layer / sizeof *layer; i++)
        if (strcmp(argv[1], layer[i].name) == 0)
            l = &layer[i];
    if (!l)
        tool_usage("mkindex record|page|report|command OUT.c [-WHAT...] "
                   "FILE.c...");
    all.pages = strcmp(l->name, "page") == 0;
    all.office = argv + 3;
    for (int i = 3; i < argc; i++) {
        struct text t;

        if (argv[i][0] == '-')
            continue;
        t = text_read(argv[i]);
        scan(&all, &t, l->macro);
    }
    if (all.n > 1)
        qsort(all.at, all.n, sizeof *all.at, by_name);
    refuse_doubles(&all);
    write_index(l, &all, argv[2]);
    return 0;
}
