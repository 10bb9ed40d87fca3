/* rebuild - projections, postings and figures anew from the log.
 *
 * The log holds what a village sends: settlements, and for each of them nine
 * short returns of one value, a month apart; 200,000 entries in all. Beside it
 * a log of large filings of 40 values each, as the network's workbook makes
 * them, told in values. After the rebuild the digest must be what it was. On
 * PostgreSQL, where each look-up is a trip to the server, with a tenth of the
 * entries and beside the target. */
#include "bench.h"

enum { ENTRIES = 200000, RETURNS = 9, LARGE = 5000, VALUES = 40, BATCH = 2000 };

struct world {
    struct site *site;
    struct arena arena; /* of one batch */
    struct id taluka[600], district[200], rsp[10];
    struct str indicator[VALUES];
    int talukas, districts, rsps;
    long made;
};

static void world_read(struct world *w, struct arena *a)
{
    struct db *db = w->site->db;

    w->talukas = site_ids(db,
                          "SELECT entry FROM place WHERE level = 4 "
                          "ORDER BY entry",
                          w->taluka, (int)LEN(w->taluka));
    w->districts = site_ids(db,
                            "SELECT entry FROM place WHERE level = 3 "
                            "ORDER BY entry",
                            w->district, (int)LEN(w->district));
    w->rsps = site_ids(db, "SELECT entry FROM rsp ORDER BY code", w->rsp,
                       (int)LEN(w->rsp));
    MUST(site_texts(db, "SELECT code FROM indicator ORDER BY code",
                    w->indicator, VALUES, a) == VALUES);
    MUST(w->talukas && w->districts && w->rsps);
}

static struct id put(struct world *w, const char *kind, struct buf *body)
{
    struct id id;

    if (w->made % BATCH == 0)
        keeper_begin(w->site->keeper);
    id = site_draft(w->site, kind, buf_str(body), &w->arena);
    if (++w->made % BATCH == 0) {
        site_commit(w->site);
        arena_free(&w->arena);
    }
    return id;
}

static void put_end(struct world *w)
{
    if (w->made % BATCH)
        site_commit(w->site);
    arena_free(&w->arena);
}

static struct id settlement(struct world *w, long n)
{
    struct buf b = buf_start(&w->arena);

    buf_z(&b, "{\"level\":\"settlement\",\"lg\":\"");
    id_put(&b, w->taluka[n % w->talukas]);
    buf_fmt(&b, "\",\"name\":\"Goth %ld\"}", n);
    return put(w, "place", &b);
}

static void filing(struct world *w, struct id place, struct id rsp, month m,
                   int values)
{
    struct buf b = buf_start(&w->arena);

    buf_z(&b, "{\"as_of\":\"");
    month_put(&b, m);
    buf_z(&b, "\",\"place\":\"");
    id_put(&b, place);
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, rsp);
    buf_z(&b, "\",\"values\":[");
    for (int i = 0; i < values; i++) {
        buf_z(&b, i ? ",{\"amount\":" : "{\"amount\":");
        buf_int(&b, 20 + m + i);
        buf_z(&b, ",\"indicator\":\"");
        buf_add(&b, w->indicator[i]);
        buf_z(&b, "\"}");
    }
    buf_z(&b, "]}");
    put(w, "filing", &b);
}

static void village_log(struct world *w, long entries)
{
    long settlements = entries / (RETURNS + 1);
    struct id *place = calloc((size_t)settlements, sizeof *place);

    MUST(place);
    for (long i = 0; i < settlements; i++)
        place[i] = settlement(w, i);
    for (int m = 0; m < RETURNS; m++)
        for (long i = 0; i < settlements; i++)
            filing(w, place[i], w->rsp[i % w->rsps], 530 + m, 1);
    free(place);
}

static void network_log(struct world *w, long filings)
{
    for (long i = 0; i < filings; i++) {
        long at = i % ((long)w->districts * 3);

        filing(w, w->district[at % w->districts], w->rsp[at / w->districts],
               500 + 3 * (month)(i / ((long)w->districts * 3)), VALUES);
    }
}

static struct str digest(struct db *db, struct arena *a)
{
    struct buf b = buf_start(a);

    log_digest(db, &b);
    bench_fine(db, "digest");
    return buf_str(&b);
}

static double rebuilt(struct site *s)
{
    struct arena a = { 0 };
    struct str before = digest(s->db, &a);
    double began = bench_clock(), cpu = bench_cpu(), took;

    if (!keeper_rebuild(s->keeper, NULL, NULL)) {
        fprintf(stderr, "rebuild: %s\n", keeper_trouble(s->keeper));
        exit(1);
    }
    took = bench_clock() - began;
    bench_note("rebuilt in %.2f s, %.2f s of computing\n", took,
               bench_cpu() - cpu);
    MUST(str_same(before, digest(s->db, &a)));
    arena_free(&a);
    return took;
}

static double run(const char *name, bool postgres, bool large, long *n)
{
    struct world w = { 0 };
    struct arena life = { 0 };
    char address[600];
    struct site s;
    double took, began = bench_clock();

    if (!bench_empty(name, postgres, address, sizeof address))
        return 0;
    site_open(&s, address, true);
    w.site = &s;
    world_read(&w, &life);
    if (large)
        network_log(&w, bench_size(LARGE, 200));
    else
        village_log(&w, bench_size(postgres ? ENTRIES / 10 : ENTRIES, 2000));
    put_end(&w);
    *n = large ? w.made * VALUES :
                 (long)bench_ask(s.db, "SELECT count(*) FROM entry");
    bench_note("%ld entries made in %.1f s\n", w.made, bench_clock() - began);
    took = rebuilt(&s);
    site_close(&s);
    bench_drop(name, postgres);
    arena_free(&life);
    return took;
}

static void report(const char *of, const char *unit, bool postgres, bool large)
{
    long n;
    double took = run("bench_rebuild", postgres, large, &n), rate;
    char figure[120], ours[60];

    if (took == 0)
        return;
    rate = (double)n / took;
    snprintf(figure, sizeof figure, "Rebuild, %ld %s, %s", n, of,
             postgres ? "PostgreSQL" : "SQLite");
    snprintf(ours, sizeof ours, "%.0f %s/s", rate, unit);
    bench_row(figure, ours, "", "", large || postgres ? "" : "30,000/s",
              large || postgres || rate >= 30000);
}

int main(int argc, char **argv)
{
    bool all = argc < 2;

    if (all || !strcmp(argv[1], "village"))
        report("village entries", "entries", false, false);
    if (all || !strcmp(argv[1], "network"))
        report("values in filings of 40", "values", false, true);
    if (all || !strcmp(argv[1], "postgres"))
        report("village entries", "entries", true, false);
    return 0;
}
