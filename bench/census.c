/* census - a million households with seven million persons and a million
 * scores, out of sheets into the log, its chain, sealed parts, projections,
 * postings and figures; against the same rows by plain inserts.
 *
 * Ours: `import census` of files of 20,000 households each, as the talukas of
 * a province send them, in one process that keeps by itself: reading the
 * sheets, adding up the scores, every durable commit. The peer: what then
 * stands in our projection, sealed, posting and figure tables, in one
 * transaction, without a log. The peak memory is ours, before the peer runs. */
#include "import/import.h"
#include "plain.h"
#include "village.h"

enum { HOUSEHOLDS = 1000000, OF_FILE = 20000, MEMORY_MOST = 300 };

static const struct table table[] = {
    { "household", NULL, "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "household_sealed", NULL, "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "person", NULL, "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "person_sealed", NULL, "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "part", NULL, "ORDER BY t.n" },
    { "score", NULL, "JOIN entry e ON e.id = t.entry ORDER BY e.n" },
    { "finding", NULL,
      "JOIN entry e ON e.id = t.entry ORDER BY e.n, t.origin, t.n" },
    { "posting", NULL,
      "JOIN entry e ON e.id = t.entry ORDER BY e.n, t.indicator, t.thing" },
    { "figure", NULL,
      "ORDER BY t.indicator, t.level, t.carried, t.month, t.place, "
      "t.rsp, t.project, t.since, t.until" },
};

struct taking {
    struct site *site;
    struct db *read; /* the importer's own connection */
    double took;
    long persons;
};

static void bad_say(void *self, const struct import_bad *b)
{
    (void)self;
    fprintf(stderr, "%.*s:%d: %.*s: %s\n", (int)b->file.n, b->file.p, b->row,
            (int)b->field.n, b->field.p, b->why.what);
    exit(1);
}

static struct import import_of(struct taking *t)
{
    struct entry now = { .at = t->site->host.now(t->site->host.self) };

    return (struct import){ .db = t->read,
                            .writer = keeper_writer(t->site->keeper),
                            .login = S("admin"),
                            .today = entry_day(&now),
                            .now = now.at,
                            .alone = true,
                            .bad = bad_say };
}

static void places_take(struct taking *t, long households)
{
    struct arena a = { 0 };
    struct buf b = buf_start(&a);
    struct import i = import_of(t);
    struct import_count n;
    struct id above[400];
    int places = site_ids(t->site->db,
                          "SELECT entry FROM place WHERE level = 4 "
                          "ORDER BY entry",
                          above, LEN(above));

    village_places(&b, households, above, places);
    MUST(import_records(&i, kind_find(S("place")),
                        (struct import_file){ S("places.csv"), buf_str(&b) },
                        &n));
    arena_free(&a);
}

static void households_take(struct taking *t, long households)
{
    struct chance c = { 20160501 };
    struct import i = import_of(t);

    for (long at = 0; at < households; at += OF_FILE) {
        long upto = at + OF_FILE < households ? at + OF_FILE : households;
        struct arena a = { 0 };
        struct buf b = buf_start(&a);
        struct import_count n;
        double began;

        t->persons += village_sheet(&b, &c, at, upto);
        began = bench_clock();
        MUST(import_census(&i, S(""),
                           (struct import_file){ S("census.csv"), buf_str(&b) },
                           &n));
        t->took += bench_clock() - began;
        bench_note("%ld households, %.1f s\n", upto, t->took);
        arena_free(&a);
    }
}

static long peak_mb(void)
{
    struct rusage u;

    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss / 1024;
}

static void rows_say(const char *what, long n, const struct taking *t,
                     double plain, long mb, bool postgres)
{
    char text[4][120];

    snprintf(text[0], sizeof text[0],
             "Census of %ld households, %ld persons, %ld scores, %s", n,
             t->persons, n, what);
    snprintf(text[1], sizeof text[1], "%.1f s, %.0f households/s", t->took,
             (double)n / t->took);
    snprintf(text[2], sizeof text[2], "%.1f s (%s)", plain,
             postgres ? "COPY" : "plain inserts");
    snprintf(text[3], sizeof text[3], "%.2f", t->took / plain);
    bench_row(text[0], text[1], text[2], text[3], "at most 6",
              t->took <= 6 * plain);
    snprintf(text[1], sizeof text[1], "%ld MB", mb);
    snprintf(text[0], sizeof text[0], "Memory of that import, %s", what);
    bench_row(text[0], text[1], "", "", "under 300 MB", mb < MEMORY_MOST);
}

static void census(bool postgres)
{
    long n = bench_size(HOUSEHOLDS, 1000), mb;
    const char *what = postgres ? "PostgreSQL" : "SQLite";
    char ours[600], theirs[600];
    struct taking t = { 0 };
    double plain;
    struct site s;

    if (!bench_empty("bench_census", postgres, ours, sizeof ours) ||
        !bench_empty("bench_census_peer", postgres, theirs, sizeof theirs))
        return;
    site_open(&s, ours, true);
    t.site = &s;
    t.read = db_open(ours, DB_READ);
    bench_fine(t.read, ours);
    places_take(&t, n);
    households_take(&t, n);
    mb = peak_mb();
    bench_note("%s: %ld households in %.1f s; %" PRId64 " postings, %" PRId64
               " figure cells; %ld MB\n",
               what, n, t.took, bench_ask(s.db, "SELECT count(*) FROM posting"),
               bench_ask(s.db, "SELECT count(*) FROM figure"), mb);
    db_close(t.read);
    plain = plain_copy(table, LEN(table), s.db, theirs);
    bench_note("%s: the same rows plainly in %.1f s\n", what, plain);
    site_close(&s);
    rows_say(what, n, &t, plain, mb, postgres);
    bench_drop("bench_census", postgres);
    bench_drop("bench_census_peer", postgres);
}

int main(int argc, char **argv)
{
    if (argc < 2 || !strcmp(argv[1], "sqlite"))
        census(false);
    if (argc < 2 || !strcmp(argv[1], "postgres"))
        census(true);
    return 0;
}
