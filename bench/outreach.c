/* outreach - the outreach report of the whole network, from five million
 * postings.
 *
 * 5,000 settlements under the real talukas are entered by the keeper. Their
 * postings (40 indicators, 60 months, 10 RSPs; seeded) are put into the table
 * directly, place by place, and summed by the engine's own figure code, in a
 * tenth of the time that so many entries would take. Then:
 *
 *   cold       a new process of the program answers the whole report as CSV;
 *              once more after the system has dropped the file's pages
 *   busy       the same while another process commits entries without pause
 *   summary    PostgreSQL with the same cells and key, on a new connection:
 *              only two of the report's tables, as plain SQL
 *   group by   the same two from PostgreSQL's own copy of the postings
 *
 * Medians of several runs. The database stays for bench_start when
 * SAATH_BENCH_KEEP is set. */
#include <fcntl.h>
#include <libpq-fe.h>
#include <signal.h>
#include <sys/wait.h>

#include "bench.h"
#include "log.sql.h"
#include "log/inside.h"

enum {
    SETTLEMENTS = 5000,
    EACH = 1000,
    INDICATORS = 40,
    MONTHS = 60,
    FIRST_MONTH = 480,
    SAME = 4,
    RUNS = 15,
    FLUSH = 300000,
    RSPS = 10
};
#define AS_OF "2014-12"
#define AS_OF_MONTH 539

struct world {
    struct id taluka[600], rsp[RSPS], place[SETTLEMENTS];
    struct str indicator[INDICATORS];
    int talukas, rsps, places;
    long postings;
};

static void world_read(struct world *w, struct db *db, struct arena *a)
{
    w->talukas = site_ids(db,
                          "SELECT entry FROM place WHERE level = 4 "
                          "ORDER BY entry",
                          w->taluka, (int)LEN(w->taluka));
    w->rsps = site_ids(db, "SELECT entry FROM rsp ORDER BY code", w->rsp, RSPS);
    MUST(w->talukas > 0 && w->rsps > 0);
    MUST(site_texts(db,
                    "SELECT code FROM indicator ORDER BY CASE WHEN code "
                    "IN ('uc_base', 'hh_base', 'uc', 'hh', 'co', 'vo', 'lso') "
                    "THEN 0 ELSE 1 END, code",
                    w->indicator, INDICATORS, a) == INDICATORS);
}

/* ---- the database -------------------------------------------------------*/

static void settlements_put(struct world *w, struct site *s)
{
    struct arena a = { 0 };

    w->places = (int)bench_size(SETTLEMENTS, 200);
    keeper_begin(s->keeper);
    for (int i = 0; i < w->places; i++) {
        struct buf b = buf_start(&a);

        buf_z(&b, "{\"level\":\"settlement\",\"lg\":\"");
        id_put(&b, w->taluka[i % w->talukas]);
        buf_fmt(&b, "\",\"name\":\"Goth %d\"}", i);
        w->place[i] = site_draft(s, "place", buf_str(&b), &a);
    }
    site_commit(s);
    arena_free(&a);
}

static void posting_insert(struct db *db, const struct posting *p,
                           struct id thing)
{
    struct rows r = db_rows(db, SQL_POSTING_PUT);

    db_bind_blob(&r, 1, thing.b, sizeof thing.b);
    db_bind_int(&r, 2, p->month);
    db_bind_text(&r, 3, p->indicator);
    db_bind_blob(&r, 4, p->entry.b, sizeof p->entry.b);
    db_bind_blob(&r, 5, p->place.b, sizeof p->place.b);
    db_bind_blob(&r, 6, p->rsp.b, sizeof p->rsp.b);
    db_bind_blob(&r, 7, p->project.b, sizeof p->project.b);
    db_bind_int(&r, 8, p->amount);
    db_run(&r);
}

/* A thing's id begins with a number, so that the table grows at its end. */
static struct id thing_id(long n, struct chance *c)
{
    struct id id;
    uint64_t tail = chance_next(c);

    for (int i = 0; i < 8; i++)
        id.b[i] = (uint8_t)((uint64_t)n >> (56 - 8 * i));
    memcpy(id.b + 8, &tail, 8);
    return id;
}

static void place_fill(struct world *w, struct site *s, int at,
                       struct chance *c)
{
    for (int i = 0; i < EACH; i += SAME) {
        struct posting p = {
            .place = w->place[at],
            .rsp = w->rsp[at % w->rsps],
            .month = FIRST_MONTH + (month)chance_below(c, MONTHS),
            .indicator = w->indicator[chance_below(c, INDICATORS)]
        };

        for (int j = 0; j < SAME; j++) {
            struct id thing = thing_id(++w->postings, c);

            p.entry = thing;
            p.amount = 1 + chance_below(c, 30);
            posting_insert(s->db, &p, thing);
            figure_add(s->keeper, &p, p.amount, 1);
        }
    }
}

static void fill(struct world *w, struct site *s)
{
    struct chance c = { 20141231 };

    for (int i = 0; i < w->places;) {
        keeper_begin(s->keeper);
        while (i < w->places && s->keeper->figure.n < FLUSH)
            place_fill(w, s, i++, &c);
        figure_flush(s->keeper);
        site_commit(s);
        bench_fine(s->db, "filling");
    }
}

static void make(const char *address)
{
    struct arena life = { 0 };
    struct world *w = calloc(1, sizeof *w);
    struct site s;
    double began = bench_clock();

    MUST(w);
    site_open(&s, address, true);
    world_read(w, s.db, &life);
    settlements_put(w, &s);
    fill(w, &s);
    bench_note("%ld postings, %" PRId64 " figure cells, %d settlements, made "
               "in %.0f s\n",
               w->postings, bench_ask(s.db, "SELECT count(*) FROM figure"),
               w->places, bench_clock() - began);
    site_close(&s);
    arena_free(&life);
    free(w);
}

/* ---- ours ---------------------------------------------------------------*/

/* Asks by a new process of the program; seconds until it has ended. */
static double cold(const char *address)
{
    const char *saath = getenv("SAATH");
    double began = bench_clock();
    int status;
    pid_t child = fork();

    if (child == 0) {
        int null = open("/dev/null", O_WRONLY);

        dup2(null, 1);
        execl(saath, saath, "-d", address, "report", "outreach", "--as-of",
              AS_OF, "--format", "csv", (char *)NULL);
        _exit(127);
    }
    MUST(child > 0 && waitpid(child, &status, 0) == child);
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        fprintf(stderr, "the report failed: %d\n", status);
        exit(1);
    }
    return bench_clock() - began;
}

static void pages_drop(const char *address)
{
    int fd = open(address, O_RDONLY);

    MUST(fd >= 0);
    fdatasync(fd);
    posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
    close(fd);
}

static int double_order(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, double_order);
    return v[n / 2];
}

static double cold_median(const char *address, bool drop)
{
    double v[RUNS];

    for (int i = 0; i < RUNS; i++) {
        if (drop)
            pages_drop(address);
        v[i] = cold(address);
    }
    return median(v, RUNS);
}

/* Commits entries until killed. */
static _Noreturn void be_busy(const char *address)
{
    struct arena a = { 0 };
    struct site s;
    struct id place;

    site_open(&s, address, false);
    place = id_named(S("place"), S("sindh"));
    for (int n = 0;; n++) {
        struct buf b = buf_start(&a);

        buf_z(&b, "{\"as_of\":\"");
        month_put(&b, FIRST_MONTH + n % MONTHS);
        buf_z(&b, "\",\"place\":\"");
        id_put(&b, place);
        buf_z(&b, "\",\"rsp\":\"");
        id_put(&b, id_named(S("rsp"), S("SRSO")));
        buf_fmt(&b, "\",\"values\":[{\"amount\":%d,\"indicator\":\"vo\"}]}",
                n % 9000);
        keeper_begin(s.keeper);
        site_draft(&s, "filing", buf_str(&b), &a);
        site_commit(&s);
        arena_free(&a);
    }
}

static double busy_median(const char *address)
{
    pid_t child = fork();
    double took;

    if (child == 0)
        be_busy(address);
    sleep(1);
    took = cold_median(address, false);
    MUST(waitpid(child, NULL, WNOHANG) == 0); /* it is still at work */
    kill(child, SIGKILL);
    waitpid(child, NULL, 0);
    return took;
}

/* ---- PostgreSQL ---------------------------------------------------------*/

static void pg_do(PGconn *c, const char *sql)
{
    PGresult *r = PQexec(c, sql);
    ExecStatusType got = PQresultStatus(r);

    if (got != PGRES_COMMAND_OK && got != PGRES_TUPLES_OK &&
        got != PGRES_COPY_IN) {
        fprintf(stderr, "%s: %s\n", sql, PQerrorMessage(c));
        exit(1);
    }
    PQclear(r);
}

static PGconn *pg_open(void)
{
    PGconn *c = PQconnectdb(getenv("SAATH_TEST_PG"));

    if (PQstatus(c) != CONNECTION_OK) {
        fprintf(stderr, "%s\n", PQerrorMessage(c));
        exit(1);
    }
    pg_do(c, "SET search_path = bench_outreach");
    return c;
}

/* Rows of ours as COPY's text: tabs, \\x for bytes. */
static void pg_copy(PGconn *c, struct db *db, const char *into,
                    const char *select)
{
    struct rows r = db_text_rows(db, str_of(select));
    struct arena a = { 0 };
    char copy[100];

    snprintf(copy, sizeof copy, "COPY %s FROM STDIN", into);
    pg_do(c, copy);
    while (db_next(&r)) {
        struct arena_mark m = arena_mark(&a);
        struct buf b = buf_start(&a);

        for (int i = 0; i < db_columns(&r); i++) {
            if (i)
                buf_char(&b, '\t');
            if (db_kind(&r, i) == DB_BYTES) {
                buf_z(&b, "\\\\x");
                buf_hex(&b, db_str(&r, i).p, db_str(&r, i).n);
            } else {
                buf_add(&b, db_str(&r, i));
            }
        }
        buf_char(&b, '\n');
        MUST(PQputCopyData(c, b.p, (int)b.n) == 1);
        arena_back(&a, m);
    }
    MUST(PQputCopyEnd(c, NULL) == 1);
    PQclear(PQgetResult(c));
    while (PQgetResult(c))
        ;
    arena_free(&a);
    bench_fine(db, select);
}

static void pg_make(PGconn *c, const char *address)
{
    struct db *db = db_open(address, DB_READ);

    bench_fine(db, address);
    pg_do(c, "CREATE TABLE area (place bytea, above bytea, level bigint, "
             "since bigint, until bigint, PRIMARY KEY (place, above, since))");
    pg_do(c,
          "CREATE TABLE figure (indicator text COLLATE \"C\", level bigint, "
          "carried bigint, month bigint, place bytea, rsp bytea, project "
          "bytea, since bigint, until bigint, amount bigint, n bigint, PRIMARY "
          "KEY (indicator, level, carried, month, place, rsp, project, since, "
          "until))");
    pg_do(c, "CREATE TABLE posting (indicator text COLLATE \"C\", month "
             "bigint, place bytea, rsp bytea, amount bigint)");
    pg_copy(c, db, "area",
            "SELECT place, above, level, since, until "
            "FROM area");
    pg_copy(c, db, "figure",
            "SELECT indicator, level, carried, month, place, "
            "rsp, project, since, until, amount, n FROM figure");
    pg_copy(c, db, "posting",
            "SELECT indicator, month, place, rsp, amount "
            "FROM posting");
    pg_do(c, "CREATE INDEX posting_by ON posting (indicator, month)");
    pg_do(c, "VACUUM ANALYZE area");
    pg_do(c, "VACUUM ANALYZE figure");
    pg_do(c, "VACUUM ANALYZE posting");
    db_close(db);
}

/* The district table's five indicators at two quarters' ends, and all
 * indicators by RSP. 534: July 2014; 536: September; 539: December. */
static const char *const summary_sql[] = {
    "SELECT indicator, place, rsp, sum(amount) FILTER (WHERE month <= 536), "
    "sum(amount) FROM figure WHERE indicator IN ('uc_base', 'hh_base', 'uc', "
    "'hh', 'co') AND level = 3 AND ((carried = 1 AND month = 534) OR (carried "
    "= 0 AND month BETWEEN 534 AND 539)) AND since <= 16435 AND until > 16435 "
    "GROUP BY 1, 2, 3",
    "SELECT indicator, rsp, sum(amount) FROM figure WHERE level = 0 AND "
    "((carried = 1 AND month = 534) OR (carried = 0 AND month BETWEEN 534 AND "
    "539)) AND since <= 16435 AND until > 16435 GROUP BY 1, 2",
};
static const char *const group_sql[] = {
    "SELECT p.indicator, a.above, p.rsp, sum(p.amount) FILTER (WHERE p.month "
    "<= 536), sum(p.amount) FROM posting p JOIN area a ON a.place = p.place "
    "AND a.level = 3 AND a.since <= 16435 AND a.until > 16435 WHERE "
    "p.indicator IN ('uc_base', 'hh_base', 'uc', 'hh', 'co') AND p.month <= "
    "539 GROUP BY 1, 2, 3",
    "SELECT indicator, rsp, sum(amount) FROM posting WHERE month <= 539 "
    "GROUP BY 1, 2",
};

/* On a new connection, as the new process of ours opens its file. */
static double pg_asked(const char *const sql[2], int runs)
{
    double v[RUNS];

    for (int i = 0; i < runs; i++) {
        double began = bench_clock();
        PGconn *c = pg_open();

        pg_do(c, sql[0]);
        pg_do(c, sql[1]);
        PQfinish(c);
        v[i] = bench_clock() - began;
    }
    return median(v, runs);
}

/* ---- both ---------------------------------------------------------------*/

/* `times`: how much faster it must be; 1 means no slower, 0 no target. */
static void row(const char *what, double took, const char *peer, double other,
                double times)
{
    char ours[60], theirs[100] = "", ratio[40] = "", target[80] = "";
    bool met = other > 0 ? took * times <= other : took < 0.1;

    snprintf(ours, sizeof ours, "%.0f ms", took * 1000);
    if (other > 0) {
        snprintf(theirs, sizeof theirs, "%.0f ms (%s)", other * 1000, peer);
        snprintf(ratio, sizeof ratio, "%.2f",
                 times > 1 ? other / took : took / other);
    }
    if (times > 1)
        snprintf(target, sizeof target, "at least %.0f times faster", times);
    else if (times == 1)
        snprintf(target, sizeof target, "%s",
                 other > 0 ? "at most the peer's" : "under 100 ms");
    bench_row(what, ours, theirs, ratio, target, met);
}

int main(void)
{
    char address[600], schema[600];
    bool server = bench_empty("bench_outreach", true, schema, sizeof schema);
    double warm, dropped, busy;

    if (!getenv("SAATH")) {
        fprintf(stderr, "SAATH names no program\n");
        return 2;
    }
    bench_empty("bench_outreach", false, address, sizeof address);
    make(address);
    warm = cold_median(address, false);
    dropped = cold_median(address, true);
    busy = busy_median(address);
    row("Outreach of the network, new process", warm, "", 0, 1);
    row("... file's pages dropped before", dropped, "", 0, 0);
    row("... while entries arrive", busy, "", 0, 1);
    if (server) {
        PGconn *c = pg_open();

        pg_make(c, address);
        row("... against a summary table", warm, "PostgreSQL, 2 tables",
            pg_asked(summary_sql, RUNS), 1);
        row("... against GROUP BY over postings", warm, "PostgreSQL",
            pg_asked(group_sql, 3), 20);
        PQfinish(c);
        bench_drop("bench_outreach", true);
    }
    if (!getenv("SAATH_BENCH_KEEP"))
        bench_file_remove(address);
    return 0;
}
