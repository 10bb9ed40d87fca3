/* bulk - a million filing values into the log, its chain, projections,
 * postings and figures; against the same rows by plain inserts.
 *
 * Ours: 25,000 filings of 40 indicators (60 quarters, 139 districts, 3 RSPs)
 * through the keeper, in durable chunks of about 80 ms as the importer makes
 * them. The peer: what then stands in our projection, posting and figure
 * tables, put row by row by prepared statements into fresh tables with the
 * same keys and indexes, in one transaction, with no log; filings and postings
 * in order of arrival, figures in the order of their key, which is its best
 * case. Only its inserts and its commit are timed. */
#include "plain.h"

enum { QUARTERS = 60, DISTRICTS = 139, RSPS = 3, INDICATORS = 40 };

struct world {
    struct id place[DISTRICTS];
    struct str indicator[INDICATORS];
    struct id rsp[RSPS];
    int places, indicators;
};

static void world_read(struct world *w, struct db *db, struct arena *a)
{
    w->places = site_ids(db,
                         "SELECT entry FROM place WHERE level = 3 "
                         "ORDER BY entry",
                         w->place, DISTRICTS);
    w->indicators = site_texts(db, "SELECT code FROM indicator ORDER BY code",
                               w->indicator, INDICATORS, a);
    MUST(site_ids(db, "SELECT entry FROM rsp ORDER BY code", w->rsp, RSPS) ==
         RSPS);
    MUST(w->places > 0 && w->indicators == INDICATORS);
}

static struct str filing_body(const struct world *w, int quarter, int place,
                              int rsp, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, "{\"as_of\":\"");
    month_put(&b, 300 + quarter * 3); /* from January 1995 on */
    buf_z(&b, "\",\"place\":\"");
    id_put(&b, w->place[place]);
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, w->rsp[rsp]);
    buf_z(&b, "\",\"values\":[");
    for (int i = 0; i < w->indicators; i++) {
        buf_z(&b, i ? ",{\"amount\":" : "{\"amount\":");
        buf_int(&b, 1000 + quarter * 17 + i * 3 + place);
        buf_z(&b, ",\"indicator\":\"");
        buf_add(&b, w->indicator[i]);
        buf_z(&b, "\"}");
    }
    buf_z(&b, "]}");
    return buf_str(&b);
}

/* ---- ours ---------------------------------------------------------------*/

struct intake {
    struct site *site;
    struct arena arena;
    size_t in_chunk, chunk;
    double began, values;
};

static void chunk_end(struct intake *in)
{
    double took;

    if (!in->in_chunk)
        return;
    site_commit(in->site);
    took = (bench_clock() - in->began) * 1000;
    if (took > 2 * BENCH_CHUNK_MS && in->chunk > 20)
        in->chunk /= 2;
    else if (took < BENCH_CHUNK_MS)
        in->chunk += in->chunk / 4;
    else
        in->chunk -= in->chunk / 8;
    in->in_chunk = 0;
    arena_free(&in->arena);
}

static void filing_in(struct intake *in, const struct world *w, int quarter,
                      int place, int rsp)
{
    if (!in->in_chunk) {
        in->began = bench_clock();
        keeper_begin(in->site->keeper);
    }
    site_draft(in->site, "filing",
               filing_body(w, quarter, place, rsp, &in->arena), &in->arena);
    in->values += w->indicators;
    if (++in->in_chunk >= in->chunk)
        chunk_end(in);
}

static double import(struct site *s, int quarters, double *values)
{
    struct intake in = { .site = s, .chunk = 100 };
    struct arena life = { 0 };
    struct world w = { 0 };
    double began;

    world_read(&w, s->db, &life);
    began = bench_clock();
    for (int q = 0; q < quarters; q++)
        for (int p = 0; p < w.places; p++)
            for (int r = 0; r < RSPS; r++)
                filing_in(&in, &w, q, p, r);
    chunk_end(&in);
    *values = in.values;
    arena_free(&life);
    return bench_clock() - began;
}

/* ---- the peer -----------------------------------------------------------*/

static const struct table table[] = {
    { "filing",
      "entry,thing,counts,signed,author,rsp,project,place,named,"
      "as_of,issue,source",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "filing_values", "entry,n,indicator,amount",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n, t.n" },
    { "posting", "thing,month,indicator,entry,place,rsp,project,amount",
      "JOIN entry e ON e.id = t.entry ORDER BY e.n, t.indicator" },
    { "figure",
      "indicator,level,carried,month,place,rsp,project,since,until,"
      "amount,n",
      "ORDER BY t.indicator, t.level, t.carried, t.month, t.place, "
      "t.rsp, t.project, t.since, t.until" },
    { "figure_month", "month,n", "ORDER BY t.month" },
};

/* ---- both ---------------------------------------------------------------*/

static void bulk(bool postgres)
{
    int quarters = (int)bench_size(QUARTERS, 2);
    const char *what = postgres ? "PostgreSQL" : "SQLite";
    char ours[600], theirs[600], text[4][100];
    double took, plain, values;
    struct site s;

    if (!bench_empty("bench_bulk", postgres, ours, sizeof ours) ||
        !bench_empty("bench_bulk_peer", postgres, theirs, sizeof theirs))
        return;
    site_open(&s, ours, true);
    took = import(&s, quarters, &values);
    bench_note("%s: %.0f values in %.1f s, %.0f/s; %" PRId64 " figure cells\n",
               what, values, took, values / took,
               bench_ask(s.db, "SELECT count(*) FROM figure"));
    plain = plain_copy(table, LEN(table), s.db, theirs);
    bench_note("%s: the same rows plainly in %.1f s\n", what, plain);
    site_close(&s);
    snprintf(text[0], sizeof text[0], "Import of %.0f filing values, %s",
             values, what);
    snprintf(text[1], sizeof text[1], "%.1f s, %.0f/s", took, values / took);
    snprintf(text[2], sizeof text[2], "%.1f s (plain inserts)", plain);
    snprintf(text[3], sizeof text[3], "%.2f", took / plain);
    bench_row(text[0], text[1], text[2], text[3], "at most 4",
              took <= 4 * plain);
    bench_drop("bench_bulk", postgres);
    bench_drop("bench_bulk_peer", postgres);
}

int main(int argc, char **argv)
{
    if (argc < 2 || !strcmp(argv[1], "sqlite"))
        bulk(false);
    if (argc < 2 || !strcmp(argv[1], "postgres"))
        bulk(true);
    return 0;
}
