/* exchange - two sites a month apart: 100,000 households each, which the other
 * has never heard of, over loopback, both ways; then they have one digest.
 *
 * Beside it the same two logs written out, and taken in by the other, as files:
 * `saath log` and `saath load`, both ways, which send everything. */
#include "serve.h"

enum { ENTRIES = 100000, TARGET_S = 30 };

static void sheet_write(const char *path, char which, long n)
{
    FILE *out = fopen(path, "w");
    struct arena a = { 0 };
    struct buf place = buf_start(&a);

    MUST(out);
    id_put(&place, id_named(S("place"), S("pk723")));
    for (long i = 0; i < n; i++)
        fprintf(out, "{\"number\":\"%c%ld\",\"place\":\"%.*s\"}\n", which, i,
                (int)place.n, place.p);
    MUST(fclose(out) == 0);
    arena_free(&a);
}

/* What the program says on its standard output. */
static void said_by(const char *address, const char *words, char *out, size_t n)
{
    char line[4000];
    FILE *f;

    snprintf(line, sizeof line, "%s -d '%s' %s", saath_program(), address,
             words);
    f = popen(line, "r");
    MUST(f);
    n = fread(out, 1, n - 1, f);
    while (n && out[n - 1] == '\n')
        n--;
    out[n] = 0;
    MUST(pclose(f) == 0);
}

static void shell(const char *line)
{
    if (system(line) == 0)
        return;
    fprintf(stderr, "failed: %s\n", line);
    exit(1);
}

static void made(const char *address, const char *name, char which, long n)
{
    char sheet[700];

    saath_run((const char *[]){ "saath", "-d", address, "init", "--holder",
                                "admin", "--name", name, NULL },
              NULL);
    snprintf(sheet, sizeof sheet, "%s.jsonl", address);
    sheet_write(sheet, which, n);
    saath_run((const char *[]){ "saath", "-d", address, "import", "household",
                                sheet, NULL },
              NULL);
    remove(sheet);
}

/* Each enrols the other, and accepts its device. */
static void meet(const char *one, const char *other, const char *name)
{
    char key[200];

    said_by(other, "peer key", key, sizeof key);
    saath_run((const char *[]){ "saath", "-d", one, "peer", "add", key,
                                "--name", name, NULL },
              NULL);
    saath_run((const char *[]){ "saath", "-d", one, "device", "accept", key,
                                "--name", name, "--holder", "admin", NULL },
              NULL);
}

static bool alike(const char *one, const char *other)
{
    static char a[1 << 16], b[1 << 16];

    said_by(one, "digest", a, sizeof a);
    said_by(other, "digest", b, sizeof b);
    return !strcmp(a, b);
}

/* `saath log` of the one into `saath load` of the other. */
static double by_file(const char *from, const char *to)
{
    double t = bench_clock();
    char line[4000];

    snprintf(line, sizeof line,
             "%s -d '%s' log > '%s.log' 2>/dev/null && "
             "%s -d '%s' load '%s.log' 2>/dev/null; rm '%s.log'",
             saath_program(), from, from, saath_program(), to, from, from);
    shell(line);
    return bench_clock() - t;
}

int main(void)
{
    char a[600], b[600], c[600], url[60], copy[4000], ours[60], peer[60];
    long n = bench_size(ENTRIES, 1000);
    struct served served;
    double t, files;
    bool same;

    bench_file_remove(bench_file("exchange_a", a, sizeof a));
    bench_file_remove(bench_file("exchange_b", b, sizeof b));
    bench_file_remove(bench_file("exchange_c", c, sizeof c));
    bench_note("two sites, %ld households each\n", n);
    made(a, "a", 'A', n);
    made(b, "b", 'B', n);
    meet(a, b, "b");
    meet(b, a, "a");
    snprintf(copy, sizeof copy,
             "cp '%s' '%s'; cp '%s.key' '%s.key'; cp '%s.seal' '%s.seal'", b, c,
             b, c, b, c);
    shell(copy);
    served_start(&served, a);
    snprintf(url, sizeof url, "http://127.0.0.1:%d", served.port);
    t = bench_clock();
    saath_run((const char *[]){ "saath", "-d", b, "sync", url, "--to", "a",
                                NULL },
              NULL);
    t = bench_clock() - t;
    served_stop(&served);
    same = alike(a, b);
    bench_note("exchanged in %.1f s, digests %s\n", t,
               same ? "equal" : "differ");
    files = by_file(a, c) + by_file(c, a);
    snprintf(ours, sizeof ours, "%.1f s, digests %s", t,
             same ? "equal" : "differ");
    snprintf(peer, sizeof peer, "%.1f s", files);
    snprintf(url, sizeof url, "%.2f", t / files);
    bench_row("two sites a month apart, both ways on loopback "
              "(beside log and load of files)",
              ours, peer, url, "30 s", same && t < TARGET_S);
    bench_file_remove(a);
    bench_file_remove(b);
    bench_file_remove(c);
    return same ? 0 : 1;
}
