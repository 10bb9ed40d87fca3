/* budget - 10,000 expenses on one line of an agreement, and a tranche that
 * comes late: it changes the rate of every one of them, so each is derived anew
 * with what its line had spent before it, in each stretch of one rate.
 *
 * The peer sums the same line by hand: one flat table of rupees, the stretches
 * beside it, running sums by window functions, every row read. */
#include <stdarg.h>

#include "bench.h"

enum { EXPENSES = 10000, BATCH = 500, A_DAY = 20 };
enum { FIRST_DAY = 15706 }; /* 2013-01-01 */

struct purse {
    struct site site;
    struct arena arena;
    struct id rsp, fund, agreement;
};

static struct id said(struct purse *p, const char *kind, const char *how, ...)
    __attribute__((format(printf, 3, 4)));
static struct id said(struct purse *p, const char *kind, const char *how, ...)
{
    char body[1200];
    va_list v;

    va_start(v, how);
    vsnprintf(body, sizeof body, how, v);
    va_end(v);
    return site_draft(&p->site, kind, str_of(body), &p->arena);
}

static const char *text_of(struct purse *p, struct id id)
{
    struct buf b = buf_start(&p->arena);

    id_put(&b, id);
    return arena_z(&p->arena, buf_str(&b));
}

static void purse_make(struct purse *p, const char *address)
{
    site_open(&p->site, address, true);
    p->rsp = id_named(S("rsp"), S("SRSO"));
    keeper_begin(p->site.keeper);
    said(p, "access",
         "{\"login\":\"asma\",\"role\":\"accountant\",\"since\":"
         "\"2010-01-01\"}");
    p->fund = said(p, "fund",
                   "{\"class\":\"donor\",\"code\":\"EU\",\"donor\":\"EU\","
                   "\"rsp\":\"%s\",\"since\":\"2008-07-01\",\"title\":\"EU\"}",
                   text_of(p, p->rsp));
    p->agreement = said(
        p, "agreement",
        "{\"agreed\":\"2012-12-01\",\"amount\":1000000000,\"currency\":\"EUR\","
        "\"donor\":\"EU\",\"exchange\":12000000,\"fund\":\"%s\",\"line\":["
        "{\"amount\":1000000000,\"code\":\"1\",\"title\":\"Training\"}],"
        "\"number\":\"EU-1\",\"rsp\":\"%s\",\"since\":\"2012-12-31\",\"title\":"
        "\"Union councils\",\"until\":\"2015-12-31\"}",
        text_of(p, p->fund), text_of(p, p->rsp));
    site_commit(&p->site);
}

static void tranche(struct purse *p, const char *held, int rate)
{
    keeper_begin(p->site.keeper);
    said(
        p, "tranche",
        "{\"agreement\":\"%s\",\"amount\":%lld,\"exchange\":%d,\"held\":\"%s\","
        "\"units\":1000000}",
        text_of(p, p->agreement), (long long)rate * 10, rate, held);
    site_commit(&p->site);
    arena_free(&p->arena);
}

/* The expenses from the i-th up to the n-th, in durable batches; in seconds. */
static double spend(struct purse *p, long i, long n)
{
    double began = bench_clock();

    while (i < n) {
        keeper_begin(p->site.keeper);
        do {
            struct buf b = buf_start(&p->arena);

            day_put(&b, FIRST_DAY + (day)(i / A_DAY));
            said(p, "expense",
                 "{\"agreement\":\"%s\",\"amount\":100000,\"fund\":\"%s\","
                 "\"head\":\"training_cost\",\"held\":\"%.*s\",\"line\":\"1\","
                 "\"rsp\":\"%s\",\"way\":\"box\",\"what\":\"%ld\"}",
                 text_of(p, p->agreement), text_of(p, p->fund), (int)b.n, b.p,
                 text_of(p, p->rsp), i);
        } while (++i < n && i % BATCH);
        site_commit(&p->site);
        arena_free(&p->arena);
    }
    return bench_clock() - began;
}

/* ---- the peer -----------------------------------------------------------*/

static void flat_make(struct db *db, long n)
{
    db_script(db, S("CREATE TABLE spent (k BIGINT NOT NULL PRIMARY KEY, "
                    "held BIGINT NOT NULL, amount BIGINT NOT NULL);\n"
                    "CREATE TABLE rates (since BIGINT NOT NULL, "
                    "until BIGINT NOT NULL, rate BIGINT NOT NULL);\n"
                    "INSERT INTO rates VALUES (0, 15736, 12000000), "
                    "(15736, 15767, 13000000), (15767, 99999, 14000000)"));
    db_begin(db);
    for (long i = 0; i < n; i++) {
        struct rows r = db_text_rows(
            db, S("INSERT INTO spent (k, held, amount) VALUES ($1, $2, $3)"));

        db_bind_int(&r, 1, i);
        db_bind_int(&r, 2, FIRST_DAY + i / A_DAY);
        db_bind_int(&r, 3, 100000);
        db_run(&r);
    }
    db_commit(db);
    bench_fine(db, "the peer");
}

/* Each expense with what the line had spent then, in euros; in seconds. */
static double flat_sum(struct db *db, long n)
{
    double began = bench_clock();
    struct rows r = db_text_rows(
        db, S("SELECT s.k, CAST(sum(s.amount * 100000 / r.rate) OVER (ORDER BY "
              "s.held, s.k) AS BIGINT) FROM spent s JOIN rates r ON s.held >= "
              "r.since AND s.held < r.until ORDER BY s.k"));
    int64_t last = 0;

    while (db_next(&r)) {
        MUST(db_int(&r, 1) > last);
        last = db_int(&r, 1);
        n--;
    }
    bench_fine(db, "the peer");
    MUST(n == 0);
    return bench_clock() - began;
}

/* ---- both ---------------------------------------------------------------*/

static void told(struct purse *p, struct db *peer, bool postgres)
{
    long n = bench_size(EXPENSES, 1000), part = n / 10;
    double first, rest, last, late, flat;
    char text[3][100], figure[120];

    tranche(p, "2013-02-01", 13000000);
    first = spend(p, 0, part);
    rest = spend(p, part, n - part);
    last = spend(p, n - part, n);
    bench_note("%ld expenses: %.1f s; the first %ld %.2f s, the last %.2f s\n",
               n, first + rest + last, part, first, last);
    late = bench_clock();
    tranche(p, "2013-03-04", 14000000);
    tranche(p, "2013-01-01", 12500000);
    late = bench_clock() - late;
    flat_make(peer, n);
    flat = flat_sum(peer, n) + flat_sum(peer, n);
    snprintf(text[0], sizeof text[0], "%.2f s", late);
    snprintf(text[1], sizeof text[1], "%.3f s (its sums by hand)", flat);
    snprintf(text[2], sizeof text[2], "%.0f", late / flat);
    snprintf(figure, sizeof figure,
             "Two late tranches: %ld expenses of one budget line judged anew, "
             "twice",
             n);
    bench_row(postgres ? "... PostgreSQL" : figure, text[0], text[1], text[2],
              "", true);
}

static void run(bool postgres)
{
    struct purse *p = calloc(1, sizeof *p);
    char address[600], other[600];
    struct db *peer;

    MUST(p);
    if (bench_empty("bench_budget", postgres, address, sizeof address) &&
        bench_empty("bench_budget_peer", postgres, other, sizeof other)) {
        purse_make(p, address);
        peer = db_open(other, DB_MAKE);
        told(p, peer, postgres);
        db_close(peer);
        site_close(&p->site);
        bench_drop("bench_budget", postgres);
        bench_drop("bench_budget_peer", postgres);
    }
    free(p);
}

int main(void)
{
    run(false);
    run(true);
    return 0;
}
