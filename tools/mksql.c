/* mksql - named SQL statements out of .sql files.
 *
 *     mksql OUT.c [-live IMAGE] FILE.sql...
 *
 * Beside OUT.c stands NAME.sql.h for every NAME.sql (for all of one name
 * together): SQL_STATEMENT is a key made from the statement's name alone, and a
 * header whose text is what it was stays as old as it was. So a new statement
 * costs the compiler the files that name its neighbours, not the house.
 *
 * `-- name(arg, arg)` at column 0 begins a statement, `-- script name` begins
 * a script of several; each runs to the next such line. All other lines of
 * comment are for the reader and are left out. The arguments name $1, $2 ...
 * in order, and the build refuses a head that does not fit its text.
 * "@asked" stands for the relation asked(thing) of a recursive WITH: the ids that
 * lie behind one another in $1. "@homes" stands for home(household): the households
 * of a place ($1) on a day ($2), and that of an id ($3); either may be NULL.
 *
 * IMAGE is the program linked without its statements. With it only those are
 * written that it names: by their key, or as a kind's name with an end ("meeting"
 * and "_view"). */
#define _GNU_SOURCE
#include "tool.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define NAME "abcdefghijklmnopqrstuvwxyz0123456789_"

static const char asked[] =
    "asked AS (SELECT substr(coalesce($1, CAST(NULL AS BYTEA)), 1, 16) AS thing,"
    " 17 AS upto UNION ALL SELECT substr(coalesce($1, CAST(NULL AS BYTEA)), "
    "a.upto, 16), a.upto + 16 FROM asked a WHERE length(substr(coalesce($1, "
    "CAST(NULL AS BYTEA)), a.upto, 16)) = 16)";
static const char homes[] =
    "home AS (SELECT h.entry AS household FROM area a CROSS JOIN household h "
    "WHERE a.above = $1 AND a.since <= $2 AND a.until > $2 AND h.place = a.place"
    " AND h.counts = 1 UNION ALL SELECT h.entry FROM household h WHERE h.entry = "
    "$3)";

/* What is written for a mark; a statement has each of them at most once. */
static const struct mark {
    const char *name, *text;
} marks[] = { { "@asked", asked }, { "@homes", homes } };

struct statement {
    char *name;
    unsigned key;
    bool script;
    int args;
    char *names; /* "rsp,place" */
    char *text;
    size_t n;
    const char *file;
    int line;
};

struct statements {
    struct statement *at;
    size_t n;
};

static struct statement *begin(struct statements *all, const struct text *t,
                               int line, const char *name, size_t n)
{
    all->at = tool_room(all->at, all->n, sizeof *all->at);
    all->at[all->n] = (struct statement){
        .name = tool_copy(name, n),
        .names = tool_blank(t->n),
        .text = tool_blank(t->n + sizeof asked + sizeof homes), /* at most */
        .file = t->file,
        .line = line,
    };
    return &all->at[all->n++];
}

/* How many names stand in "a, b)"; *end is past the bracket. A long list may
 * go on in the next line after another "--". */
static int arg_count(const struct text *t, const char *p, int line, char *names,
                     const char **end)
{
    int args = 0;
    bool want = false;

    for (;;) {
        size_t n;

        p += strspn(p, " \t");
        if (p[0] == '\n' && p[1] == '-' && p[2] == '-') {
            p += 3;
            continue;
        }
        n = strspn(p, NAME);
        if (n == 0 && *p == ')' && !want)
            break;
        if (n == 0)
            tool_fail(t->file, line, "arguments are names, with commas");
        if (args++)
            *names++ = ',';
        memcpy(names, p, n);
        names += n;
        p += n;
        p += strspn(p, " \t");
        want = *p == ',';
        p += want;
    }
    *end = p + 1;
    return args;
}

/* The statement whose head is the comment line at p, or NULL when the line is
 * an ordinary comment. *end is the end of the head's last line. */
static struct statement *head(struct statements *all, const struct text *t,
                              const char *p, const char **end)
{
    int line = text_line(t, p);
    struct statement *s;
    size_t n;

    p += 3;
    if (strncmp(p, "script ", 7) == 0) {
        n = strspn(p + 7, NAME);
        if (n == 0 || (p[7 + n] != '\n' && p[7 + n] != '\0'))
            return NULL;
        s = begin(all, t, line, p + 7, n);
        s->script = true;
        *end = p + 7 + n;
        return s;
    }
    n = strspn(p, NAME);
    if (n == 0 || p[n] != '(')
        return NULL;
    s = begin(all, t, line, p, n);
    s->args = arg_count(t, p + n + 1, line, s->names, end);
    *end += strspn(*end, " \t");
    if (**end != '\n' && **end != '\0')
        tool_fail(t->file, line, "nothing may follow %s(...)", s->name);
    return s;
}

/* The mark that stands first in n bytes, or NULL. */
static const struct mark *mark_find(const char *p, size_t n, const char **at)
{
    const struct mark *first = NULL;

    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        const char *here = memmem(p, n, marks[i].name, strlen(marks[i].name));

        if (here && (!first || here < *at)) {
            first = &marks[i];
            *at = here;
        }
    }
    return first;
}

static void text_add(struct statement *s, const char *p, size_t n)
{
    memcpy(s->text + s->n, p, n);
    s->n += n;
}

/* A line of a statement; its marks, of which one of each fits, spelt out. */
static void line_add(struct statement *s, const char *p, size_t n)
{
    const char *end = p + n, *at;
    const struct mark *m;

    while ((m = mark_find(p, (size_t)(end - p), &at)) != NULL) {
        text_add(s, p, (size_t)(at - p));
        if (strstr(s->text, m->text))
            tool_fail(s->file, s->line, "%s says %s twice", s->name, m->name);
        text_add(s, m->text, strlen(m->text));
        p = at + strlen(m->name);
    }
    text_add(s, p, (size_t)(end - p));
    text_add(s, "\n", 1);
}

static void scan(struct statements *all, const struct text *t)
{
    struct statement *now = NULL;
    const char *p = t->p;

    while (*p) {
        const char *eol = p + strcspn(p, "\n");
        const char *word = p + strspn(p, " \t");
        struct statement *next = NULL;

        if (strncmp(p, "-- ", 3) == 0)
            next = head(all, t, p, &eol);
        if (next) {
            now = next;
        } else if (strncmp(word, "--", 2) != 0 && word < eol) {
            if (!now)
                tool_fail(t->file, text_line(t, p),
                          "SQL before the first \"-- name(...)\"");
            line_add(now, p, (size_t)(eol - p));
        }
        p = *eol ? eol + 1 : eol;
    }
}

/* Trims the text, and looks at what stands outside of quotes: one statement
 * only, and $1 up to its last argument, each of them used. */
static void check(struct statement *s)
{
    unsigned long highest = 0, used = 0;
    char quote = '\0';

    while (s->n > 0 && (isspace((unsigned char)s->text[s->n - 1]) ||
                        (!s->script && s->text[s->n - 1] == ';')))
        s->n--;
    s->text[s->n] = '\0';
    if (s->n == 0)
        tool_fail(s->file, s->line, "%s is empty", s->name);
    for (char *p = s->text; *p; p++) {
        if (quote || *p == '\'' || *p == '"') {
            quote = !quote ? *p : *p == quote ? '\0' : quote;
        } else if (p[0] == '-' && p[1] == '-') {
            p += strcspn(p, "\n") - 1;
        } else if (*p == ';' && !s->script) {
            tool_fail(s->file, s->line, "%s is more than one statement",
                      s->name);
        } else if (*p == '$' && isdigit((unsigned char)p[1])) {
            unsigned long n = strtoul(p + 1, NULL, 10);

            if (n == 0 || n > 63)
                tool_fail(s->file, s->line, "%s: $%lu is not $1 to $63",
                          s->name, n);
            highest = n > highest ? n : highest;
            used |= 1UL << n;
        }
    }
    if (quote)
        tool_fail(s->file, s->line, "%s: quote without an end", s->name);
    if (highest != (unsigned long)s->args)
        tool_fail(s->file, s->line, "%s names %d arguments, its text has $%lu",
                  s->name, s->args, highest);
    for (unsigned long n = 1; n <= highest; n++)
        if (!(used & 1UL << n))
            tool_fail(s->file, s->line, "%s never uses $%lu", s->name, n);
}

static int by_name(const void *a, const void *b)
{
    const struct statement *x = a, *y = b;
    int order = strcmp(x->name, y->name);

    if (order == 0)
        order = strcmp(x->file, y->file);
    return order ? order : x->line - y->line;
}

static void refuse_doubles(const struct statements *all)
{
    for (size_t i = 1; i < all->n; i++) {
        const struct statement *a = &all->at[i - 1], *b = &all->at[i];

        if (strcmp(a->name, b->name) == 0)
            tool_fail(b->file, b->line, "%s stands already at %s:%d", b->name,
                      a->file, a->line);
    }
}

/* FNV-1a, folded to what an int holds. */
static unsigned key_of(const char *name)
{
    unsigned h = 2166136261u;

    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return (h ^ h >> 31) & 0x7fffffff;
}

static int by_key(const void *a, const void *b)
{
    const struct statement *x = a, *y = b;

    return x->key < y->key ? -1 : x->key > y->key;
}

static void keys_make(struct statements *all)
{
    for (size_t i = 0; i < all->n; i++)
        all->at[i].key = key_of(all->at[i].name);
    if (all->n > 1)
        qsort(all->at, all->n, sizeof *all->at, by_key);
    for (size_t i = 1; i < all->n; i++)
        if (all->at[i - 1].key == all->at[i].key)
            tool_fail(all->at[i].file, all->at[i].line,
                      "%s has the key of %s: one needs another name",
                      all->at[i].name, all->at[i - 1].name);
    if (all->n > 1)
        qsort(all->at, all->n, sizeof *all->at, by_name);
}

/* ---- what it writes ------------------------------------------------------*/

/* The name of a .sql file without its folder and end. */
static char *stem_of(const char *file)
{
    const char *slash = strrchr(file, '/');
    size_t n;

    file = slash ? slash + 1 : file;
    n = strlen(file);
    if (n < 5 || strcmp(file + n - 4, ".sql") != 0)
        tool_fail(file, 1, "is not called NAME.sql");
    return tool_copy(file, n - 4);
}

static bool same_stem(const char *file, const char *stem)
{
    char *own = stem_of(file);
    bool same = strcmp(own, stem) == 0;

    free(own);
    return same;
}

static void write_header(const struct statements *all, const char *stem,
                         const char *beside)
{
    const char *slash = strrchr(beside, '/');
    int folder = slash ? (int)(slash - beside + 1) : 0;
    char name[400];
    FILE *out;

    snprintf(name, sizeof name, "%.*s%s.sql.h", folder, beside, stem);
    out = out_open(name);
    fputs("#pragma once\n\n", out);
    for (size_t i = 0; i < all->n; i++) {
        if (!same_stem(all->at[i].file, stem))
            continue;
        fputs("#define SQL_", out);
        for (const char *p = all->at[i].name; *p; p++)
            fputc(toupper((unsigned char)*p), out);
        fprintf(out, " 0x%08x\n", all->at[i].key);
    }
    out_close(out, name);
}

/* ---- what a program needs -------------------------------------------------*/

/* A key as an operand of WebAssembly: signed LEB128, padded or not. */
static bool operand(const struct text *image, unsigned key)
{
    unsigned char code[6] = { 0x41 }; /* i32.const */
    size_t n = 1;
    int64_t v = (int32_t)key;

    while (n < sizeof code) {
        unsigned char c = v & 0x7f;

        v >>= 7;
        if (v == 0 && !(c & 0x40)) {
            code[n++] = c;
            break;
        }
        code[n++] = c | 0x80;
    }
    if (memmem(image->p, image->n, code, n))
        return true;
    /* What is short is padded to five bytes where the linker put it. */
    while (n < sizeof code) {
        code[n - 1] |= 0x80;
        code[n++] = 0;
    }
    return memmem(image->p, image->n, code, n);
}

static bool needed(const struct text *image, const struct statement *s)
{
    unsigned char word[4] = { s->key & 0xff, s->key >> 8 & 0xff,
                              s->key >> 16 & 0xff, s->key >> 24 & 0xff };

    if (operand(image, s->key) || memmem(image->p, image->n, word, sizeof word))
        return true;
    for (const char *end = strchr(s->name, '_'); end;
         end = strchr(end + 1, '_'))
        if (text_names(image, s->name, (size_t)(end - s->name)) &&
            text_names(image, end, strlen(end)))
            return true;
    return false;
}

static void needed_keep(struct statements *all, const struct text *image)
{
    size_t n = 0;

    for (size_t i = 0; i < all->n; i++)
        if (needed(image, &all->at[i]))
            all->at[n++] = all->at[i];
    all->n = n;
}

/* What travels needs no margins: outside of quotes and scripts, whose statements
 * a line's end parts, all white space is one space. */
static void squeeze(struct statement *s)
{
    char *to = s->text, quote = '\0';
    bool gap = false;

    if (s->script)
        return;
    for (const char *p = s->text; *p; p++) {
        if (!quote && isspace((unsigned char)*p)) {
            gap = true;
            continue;
        }
        if (gap)
            *to++ = ' ';
        gap = false;
        if (quote || *p == '\'' || *p == '"')
            quote = !quote ? *p : *p == quote ? '\0' : quote;
        *to++ = *p;
    }
    *to = '\0';
    s->n = (size_t)(to - s->text);
}

/* As one text: of each statement its name, its arguments, a mark and its words. */
static void write_laid(struct statements *all, const char *file)
{
    FILE *out = out_open(file);

    fputs("#include <string.h>\n#include \"db/db.h\"\n\n"
          "static const char text[] =\n",
          out);
    for (size_t i = 0; i < all->n; i++) {
        struct statement *s = &all->at[i];

        squeeze(s);
        out_ended(out, s->name);
        out_ended(out, s->names);
        out_ended(out, s->script ? "s" : "");
        out_ended(out, s->text);
    }
    fprintf(out,
            "    \"\";\n\n"
            "static struct db_named table[%zu];\n"
            "const struct db_named *const db_named = table;\n"
            "const int db_named_count = %zu;\n\n"
            "static const char *next(const char **at)\n{\n"
            "    const char *was = *at;\n\n"
            "    *at += strlen(was) + 1;\n    return was;\n}\n\n"
            "/* As key_of of tools/mksql.c. */\n"
            "static int key_of(const char *name)\n{\n"
            "    unsigned h = 2166136261u;\n\n"
            "    for (; *name; name++)\n"
            "        h = (h ^ (unsigned char)*name) * 16777619u;\n"
            "    return (int)((h ^ h >> 31) & 0x7fffffff);\n}\n\n"
            "__attribute__((constructor)) static void lay(void)\n{\n"
            "    const char *at = text;\n\n"
            "    for (int i = 0; i < db_named_count; i++) {\n"
            "        struct db_named *s = &table[i];\n\n"
            "        s->name = next(&at);\n"
            "        s->key = key_of(s->name);\n"
            "        s->args = next(&at);\n"
            "        s->script = *next(&at);\n"
            "        s->text = str_of(next(&at));\n"
            "    }\n}\n",
            all->n + 1, all->n);
    out_close(out, file);
}

static void write_table(const struct statements *all, const char *file)
{
    FILE *out = out_open(file);

    fputs("#include \"db/db.h\"\n\nstatic const struct db_named table[] = {\n",
          out);
    for (size_t i = 0; i < all->n; i++) {
        const struct statement *s = &all->at[i];

        fprintf(out, "    { 0x%08x, \"%s\", \"%s\", { ", s->key, s->name,
                s->names);
        out_text(out, s->text, s->n, "        ");
        fprintf(out, ", %zu }, %s },\n", s->n, s->script ? "true" : "false");
    }
    fprintf(out,
            "    { 0, NULL, NULL, { NULL, 0 }, false }\n};\n"
            "const struct db_named *const db_named = table;\n"
            "const int db_named_count = %zu;\n",
            all->n);
    out_close(out, file);
}

int main(int argc, char **argv)
{
    struct statements all = { 0 };
    const char *live = argc > 3 && !strcmp(argv[2], "-live") ? argv[3] : NULL;
    int first = live ? 4 : 2;

    if (argc < 2)
        tool_usage("mksql OUT.c [-live IMAGE] FILE.sql...");
    for (int i = first; i < argc; i++) {
        struct text t = text_read(argv[i]);

        scan(&all, &t);
    }
    for (size_t i = 0; i < all.n; i++)
        check(&all.at[i]);
    if (all.n > 1)
        qsort(all.at, all.n, sizeof *all.at, by_name);
    refuse_doubles(&all);
    keys_make(&all);
    if (live) {
        struct text image = text_read(live);

        needed_keep(&all, &image);
        write_laid(&all, argv[1]);
        return 0;
    }
    for (int i = first; i < argc; i++) {
        char *stem = stem_of(argv[i]);

        write_header(&all, stem, argv[1]);
        free(stem);
    }
    write_table(&all, argv[1]);
    return 0;
}
