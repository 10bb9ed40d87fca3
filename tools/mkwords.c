/* mkwords - the words people read, out of gettext's .po files.
 *
 *     mkwords OUT.c [-live IMAGE STATEMENTS] words/en.po words/web.ur.po ...
 *
 * A msgid is a key ("outreach.title") or an English sentence. English says
 * which keys there are; where its msgstr is empty, the key is the text. A word
 * that Urdu or Sindhi lacks stays NULL and falls back to English.
 *
 * IMAGE is the program linked without words and statements. With it only those
 * words are written that it or its statements can name: by the whole key, or in
 * parts ("choice" and "monthly"); and beside OUT.c stand words.ur and words.sd,
 * the same words in these languages as words_take reads them (core/data.h). */
#define _GNU_SOURCE
#include "tool.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { ENGLISH, LANGUAGES = 3 };
static const char *const language[LANGUAGES] = { "en", "ur", "sd" };

struct word {
    char *key;
    char *text; /* NULL: not translated */
    const char *file;
    int line;
};

struct words {
    struct word *at;
    size_t n;
};

struct po {
    const struct text *t;
    const char *p; /* start of the line to read next */
    int line;
};

/* ---- reading -------------------------------------------------------------*/

static char unescaped(const struct po *po, char c)
{
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case '"':
    case '\\': return c;
    default:
        tool_fail(po->t->file, po->line, "\\%c is not an escape we know", c);
    }
}

/* Adds what stands between the quotes at p to the end of `to`; the line must
 * end after them. */
static void quoted(const struct po *po, const char *p, char *to)
{
    p += strspn(p, " \t");
    if (*p++ != '"')
        tool_fail(po->t->file, po->line, "a quote is missing");
    to += strlen(to);
    for (; *p != '"'; p++) {
        if (*p == '\n' || *p == '\0')
            tool_fail(po->t->file, po->line, "quote without an end");
        if (*p == '\\')
            *to++ = unescaped(po, *++p);
        else
            *to++ = *p;
    }
    *to = '\0';
    p++;
    p += strspn(p, " \t\r");
    if (*p != '\n' && *p != '\0')
        tool_fail(po->t->file, po->line, "something stands after the quote");
}

static void next_line(struct po *po)
{
    po->p += strcspn(po->p, "\n");
    po->p += *po->p == '\n';
    po->line++;
}

/* The string after a keyword of n bytes, with the quoted lines that follow. */
static char *string(struct po *po, size_t n)
{
    const char *end = po->p;
    char *to;

    do {
        end += strcspn(end, "\n");
        end += *end == '\n';
    } while (*end == '"');
    to = tool_blank((size_t)(end - po->p));
    quoted(po, po->p + n, to);
    next_line(po);
    while (*po->p == '"') {
        quoted(po, po->p, to);
        next_line(po);
    }
    return to;
}

static bool at(const struct po *po, const char *word)
{
    size_t n = strlen(word);

    return strncmp(po->p, word, n) == 0 && strchr(" \t\"", po->p[n]);
}

/* One msgid with its msgstr. A fuzzy translation counts as none, as gettext
 * itself has it. */
static void word_read(struct words *all, struct po *po, bool fuzzy)
{
    struct word w = { .file = po->t->file, .line = po->line };

    w.key = string(po, strlen("msgid"));
    if (!at(po, "msgstr"))
        tool_fail(po->t->file, po->line, "a msgid is followed by its msgstr");
    w.text = string(po, strlen("msgstr"));
    if (!*w.key)
        return; /* the file's head */
    if (!*w.text || fuzzy)
        w.text = NULL;
    all->at = tool_room(all->at, all->n, sizeof *all->at);
    all->at[all->n++] = w;
}

static int by_key(const void *a, const void *b)
{
    const struct word *x = a, *y = b;

    return strcmp(x->key, y->key);
}

static void words_read(struct words *all, const struct text *t)
{
    struct po po = { t, t->p, 1 };
    bool fuzzy = false;

    while (*po.p) {
        if (at(&po, "msgid")) {
            word_read(all, &po, fuzzy);
            fuzzy = false;
            continue;
        }
        if (po.p[0] == '#' && po.p[1] == ',')
            fuzzy = memmem(po.p, strcspn(po.p, "\n"), "fuzzy", 5);
        else if (*po.p != '#' && po.p[strspn(po.p, " \t\r")] != '\n')
            tool_fail(t->file, po.line, "only msgid and msgstr are known here");
        next_line(&po);
    }
    if (all->n > 1)
        qsort(all->at, all->n, sizeof *all->at, by_key);
    for (size_t i = 1; i < all->n; i++)
        if (strcmp(all->at[i].key, all->at[i - 1].key) == 0)
            tool_fail(t->file, all->at[i].line,
                      "\"%s\" stands already at line %d", all->at[i].key,
                      all->at[i - 1].line);
}

/* ---- checking and writing ------------------------------------------------*/

/* The conversions of a text in order: "sd" for "%s of %d". */
static char *conversions(const char *z)
{
    char *found = tool_blank(strlen(z)), *to = found;

    for (; *z; z++)
        if (*z == '%' && z[1])
            *to++ = *++z;
    return found;
}

static void same_conversions(const struct word *en, const struct word *other)
{
    const char *english = en->text ? en->text : en->key;

    if (strcmp(conversions(english), conversions(other->text)) != 0)
        tool_fail(other->file, other->line,
                  "\"%s\" has other %% marks than in English", other->key);
}

/* Which of three files this is: words/ur.po is 1. */
static int language_of(const char *file)
{
    const char *name = strrchr(file, '/');

    name = name ? name + 1 : file;
    for (const char *dot = strchr(name, '.'); dot && strcmp(dot, ".po") != 0;
         dot = strchr(name, '.'))
        name = dot + 1;
    for (int i = 0; i < LANGUAGES; i++)
        if (strncmp(name, language[i], 2) == 0 && strcmp(name + 2, ".po") == 0)
            return i;
    tool_fail(file, 1,
              "is none of en.po, ur.po, sd.po, nor ROOM.en.po and so on");
}

static void check(const struct words *en, const struct words *other)
{
    for (size_t i = 0; i < other->n; i++) {
        const struct word *w = &other->at[i];
        const struct word *e =
            en->n ? bsearch(w, en->at, en->n, sizeof *w, by_key) : NULL;

        if (!e)
            tool_fail(w->file, w->line, "English has no \"%s\"", w->key);
        if (w->text)
            same_conversions(e, w);
    }
}

/* FNV-1a of all keys: whether two texts are of the same words. */
static unsigned long long keys_mark(const struct words *en)
{
    unsigned long long h = 14695981039346656037u;

    for (size_t i = 0; i < en->n; i++)
        for (const char *p = en->at[i].key;; p++) {
            h = (h ^ (unsigned char)*p) * 1099511628211u;
            if (!*p)
                break;
        }
    return h;
}

static void write_words(const struct words *words, const char *file)
{
    FILE *out = out_open(file);
    size_t seen[LANGUAGES] = { 0 };
    const struct words *en = &words[ENGLISH];

    fputs("#include <stddef.h>\n#include \"core/core.h\"\n\n"
          "static const struct word_entry table[] = {\n",
          out);
    for (size_t i = 0; i < en->n; i++) {
        const char *key = en->at[i].key;

        fputs("    { ", out);
        out_text(out, key, strlen(key), "      ");
        for (int l = 0; l < LANGUAGES; l++) {
            const struct words *w = &words[l];
            bool here = seen[l] < w->n && !strcmp(w->at[seen[l]].key, key);
            const char *text = here ? w->at[seen[l]++].text : NULL;

            if (l == ENGLISH && !text)
                text = key;
            fputs(l == ENGLISH ? ",\n      { " : ",\n        ", out);
            out_text(out, text, text ? strlen(text) : 0, "        ");
        }
        fputs(" } },\n", out);
    }
    fprintf(out,
            "    { NULL, { NULL, NULL, NULL } }\n};\n"
            "const struct word_entry *const word_table = table;\n"
            "const int word_count = %zu;\n"
            "const unsigned long long word_mark = 0x%llxu;\n",
            en->n, keys_mark(en));
    out_close(out, file);
}

/* ---- what a program needs -------------------------------------------------*/

/* In the image or among the statements. */
static bool named(const struct text *image, const char *p, size_t n)
{
    return text_names(&image[0], p, n) || text_names(&image[1], p, n);
}

/* What is left of a key stands there as a whole or part by part. */
static bool parts_named(const struct text *image, const char *rest)
{
    while (!named(image, rest, strlen(rest))) {
        size_t n = strcspn(rest, ".");

        if (rest[strspn(rest, "0123456789")] && !named(image, rest, n))
            return false;
        if (!rest[n])
            return true;
        rest += n + 1;
    }
    return true;
}

static bool needed(const struct text *image, const char *key)
{
    if (named(image, key, strlen(key)))
        return true;
    for (const char *dot = strchr(key, '.'); dot; dot = strchr(dot + 1, '.')) {
        size_t n = (size_t)(dot - key);
        char *open = tool_copy(key, n + 2);

        open[n + 1] = '%';
        if ((text_names(&image[0], key, n) ||
             text_names(&image[0], key, n + 1) ||
             memmem(image[0].p, image[0].n, open, n + 2)) &&
            parts_named(image, dot + 1))
            return true;
    }
    return false;
}

static void needed_keep(struct words *en, const struct text *image)
{
    size_t n = 0;

    for (size_t i = 0; i < en->n; i++)
        if (needed(image, en->at[i].key))
            en->at[n++] = en->at[i];
    en->n = n;
}

/* The same words in another language: its name and the mark, then each in turn
 * ended by a 0, one that is missing empty. */
static void write_text(const struct words *words, int l, const char *beside)
{
    const char *slash = strrchr(beside, '/');
    size_t folder = slash ? (size_t)(slash - beside) + 1 : 0;
    const struct words *en = &words[ENGLISH], *w = &words[l];
    char name[400];
    FILE *out;

    snprintf(name, sizeof name, "%.*swords.%s", (int)folder, beside,
             language[l]);
    out = fopen(name, "wb");
    if (!out)
        tool_fail(name, 1, "cannot be written");
    fprintf(out, "%s %llx%c", language[l], keys_mark(en), '\0');
    for (size_t i = 0, at = 0; i < en->n; i++) {
        while (at < w->n && strcmp(w->at[at].key, en->at[i].key) < 0)
            at++;
        if (at < w->n && !strcmp(w->at[at].key, en->at[i].key) &&
            w->at[at].text)
            fputs(w->at[at].text, out);
        fputc('\0', out);
    }
    if (fclose(out) != 0)
        tool_fail(name, 1, "cannot be written");
}

/* As one text: each key and its English. */
static void write_laid(const struct words *words, const char *file)
{
    const struct words *en = &words[ENGLISH];
    FILE *out = out_open(file);

    fputs("#include <string.h>\n#include \"core/data.h\"\n\n"
          "static const char text[] =\n",
          out);
    for (size_t i = 0; i < en->n; i++) {
        out_ended(out, en->at[i].key);
        out_ended(out, en->at[i].text ? en->at[i].text : "");
    }
    fprintf(out,
            "    \"\";\n\n"
            "static struct word_entry table[%zu];\n"
            "const struct word_entry *const word_table = table;\n"
            "const int word_count = %zu;\n"
            "const unsigned long long word_mark = 0x%llxu;\n\n"
            "__attribute__((constructor)) static void lay(void)\n{\n"
            "    const char *at = text;\n\n"
            "    for (int i = 0; i < word_count; i++) {\n"
            "        table[i].key = at;\n"
            "        at += strlen(at) + 1;\n"
            "        table[i].text[LANG_EN] = *at ? at : table[i].key;\n"
            "        at += strlen(at) + 1;\n"
            "    }\n}\n",
            en->n + 1, en->n, keys_mark(en));
    out_close(out, file);
}

int main(int argc, char **argv)
{
    struct words words[LANGUAGES] = { { 0 } };
    bool live = argc > 4 && !strcmp(argv[2], "-live");

    if (argc < 2)
        tool_usage("mkwords OUT.c [-live IMAGE STATEMENTS] words/en.po ...");
    for (int i = live ? 5 : 2; i < argc; i++) {
        struct text t = text_read(argv[i]);

        words_read(&words[language_of(argv[i])], &t);
    }
    for (int l = ENGLISH + 1; l < LANGUAGES; l++)
        check(&words[ENGLISH], &words[l]);
    if (live) {
        struct text image[2] = { text_read(argv[3]), text_read(argv[4]) };

        needed_keep(&words[ENGLISH], image);
        write_laid(words, argv[1]);
        for (int l = ENGLISH + 1; l < LANGUAGES; l++)
            write_text(words, l, argv[1]);
        return 0;
    }
    write_words(words, argv[1]);
    return 0;
}
