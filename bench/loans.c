/* loans - what is at risk among 1,000,000 active loans of twelve instalments,
 * half repaid, a tenth late: today, and on a day three months ago; against
 * statements that somebody wrote by hand over a table of instalments and one of
 * payments, as other systems keep them; SQLite and PostgreSQL.
 *
 * Rows of loan_kept are what loan_posts makes of each loan's facts, put straight
 * into the table: what is timed is reading. Both must say the same, to the last
 * paisa. */
#include "bench.h"
#include "core/loan_fact.h"
#include "report/portfolio.h"

enum { INSTALMENTS = 12, ROUNDS = 3, PRODUCTS = 5, BATCH = 5000 };

#define TODAY 16436 /* 1 January 2015 */
#define PAST (TODAY - 92)

static const char *const product[PRODUCTS] = { "SRSO-ENTERPRISE", "SRSO-AGRI",
                                               "TRDP-ENTERPRISE",
                                               "NRDP-GENERAL",
                                               "SSF-ENTERPRISE" };

struct base {
    long loans;
    struct chance chance;
    struct arena arena;
    struct buf due, paid; /* rows of the peer's tables, to be put */
    int waiting;
};

/* ---- one loan -----------------------------------------------------------*/

static struct id made(const char *what, long n)
{
    struct id id = { { 0 } };

    id.b[0] = (uint8_t)what[0];
    for (int i = 0; i < 8; i++)
        id.b[15 - i] = (uint8_t)((uint64_t)n >> (8 * i));
    return id;
}

static void kept_put(struct db *db, struct id thing,
                     const struct loan_kept *row)
{
    static char sql[2000];
    struct rows r;

    if (!*sql) {
        size_t n = (size_t)snprintf(sql, sizeof sql,
                                    "INSERT INTO loan_kept (thing");

        for (int i = 0; i < LOAN_KEPT; i++)
            n += (size_t)snprintf(sql + n, sizeof sql - n, ", %s",
                                  loan_kept_field[i].name);
        n += (size_t)snprintf(sql + n, sizeof sql - n, ") VALUES ($1");
        for (int i = 0; i < LOAN_KEPT; i++)
            n += (size_t)snprintf(sql + n, sizeof sql - n, ", $%d", i + 2);
        snprintf(sql + n, sizeof sql - n, ")");
    }
    r = db_text_rows(db, str_of(sql));
    db_bind_id(&r, 1, thing);
    for (int i = 0; i < LOAN_KEPT; i++) {
        const struct field *f = &loan_kept_field[i];
        const char *at = (const char *)row + f->at;

        if (field_none(f, row))
            db_bind_null(&r, i + 2);
        else if (f->type == FIELD_REF)
            db_bind_id(&r, i + 2, *(const struct id *)(const void *)at);
        else if (f->type == FIELD_TEXT)
            db_bind_text(&r, i + 2, *(const struct str *)(const void *)at);
        else if (f->type == FIELD_DAY || f->type == FIELD_CHOICE)
            db_bind_int(&r, i + 2, *(const int32_t *)(const void *)at);
        else
            db_bind_int(&r, i + 2, *(const int64_t *)(const void *)at);
    }
    db_run(&r);
}

static void peer_flush(struct base *x, struct db *db)
{
    struct buf b = buf_start(&x->arena);

    if (x->waiting == 0)
        return;
    buf_z(&b, "INSERT INTO peer_due VALUES ");
    buf_add(&b, buf_str(&x->due));
    buf_z(&b, ";\nINSERT INTO peer_paid VALUES ");
    buf_add(&b, buf_str(&x->paid));
    buf_z(&b, ";");
    db_script(db, buf_str(&b));
    bench_fine(db, "the peer's rows");
    arena_free(&x->arena);
    x->due = buf_start(&x->arena);
    x->paid = buf_start(&x->arena);
    x->waiting = 0;
}

static void peer_put(struct base *x, long loan, const struct loan_book *b,
                     const struct loan_act *a, const struct loan_done *d,
                     size_t acts)
{
    for (size_t i = 0; i < b->dues; i++)
        buf_fmt(&x->due, "%s(%ld,%d,%lld,%lld)", x->due.n ? "," : "", loan,
                b->due[i].on, (long long)b->due[i].principal,
                (long long)b->due[i].charge);
    for (size_t i = 1; i < acts; i++)
        buf_fmt(&x->paid, "%s(%ld,%d,%lld,%lld)", x->paid.n ? "," : "", loan,
                a[i].on, (long long)d[i].principal, (long long)d[i].charge);
    x->waiting++;
}

/* Lent six and a half months ago or so; six instalments are paid, of a tenth
 * of the loans four. */
static void loan_live(struct base *x, struct db *db, long i)
{
    static struct loan_book book;
    struct loan_fact f[2 + INSTALMENTS];
    struct loan_act act[2 + INSTALMENTS];
    struct loan_done done[2 + INSTALMENTS];
    struct loan_terms terms;
    size_t from[2 + INSTALMENTS], n = 2, acts;
    struct arena a = { 0 };
    struct postings out = { .arena = &a };
    int months = chance_below(&x->chance, 10) == 0 ? 4 : 6;
    day lent = TODAY - 190 - (day)chance_below(&x->chance, 20);
    paisa amount = 1200000 + 60000 * (paisa)chance_below(&x->chance, 40);

    for (size_t k = 0; k < LEN(f); k++) {
        record_blank(loan_fact_field, LOAN_FACTS, &f[k]);
        f[k].entry = made("e", i * 20 + (long)k);
        f[k].loan = made("l", i);
        f[k].aside = f[k].n = 0;
    }
    f[0].what = FACT_LOAN;
    f[0].book = made("r", 1);
    f[0].person = made("p", i);
    f[0].product = str_of(product[i % PRODUCTS]);
    f[0].source = SOURCE_CREDIT;
    f[0].method = METHOD_FLAT;
    f[0].rate = 2000;
    f[0].product_period = PERIOD_MONTH;
    f[0].loan_instalments = INSTALMENTS;
    f[0].unit = 100;
    f[1].what = ACT_PAID_OUT;
    f[1].on_day = lent;
    f[1].amount = amount;
    for (int m = 0; m < months; m++, n++) {
        f[n].what = ACT_REPAID;
        f[n].on_day = schedule_day(PERIOD_MONTH, lent, m + 1);
        f[n].amount = amount / INSTALMENTS + amount / 5 / INSTALMENTS;
    }
    MUST(loan_posts(f, n, MONTH_NONE, &out) && out.kept);
    kept_put(db, f[0].loan, out.kept);
    acts = loan_acts(f, n, &terms, act, from);
    loan_replay(&book, &terms, act, acts, DAY_LAST, done);
    peer_put(x, i, &book, act, done, acts);
    if (x->waiting == BATCH)
        peer_flush(x, db);
    arena_free(&a);
}

static void base_make(const char *address, struct base *x)
{
    struct site s;

    site_open(&s, address, true);
    db_begin(s.db);
    db_script(s.db, S("CREATE TABLE peer_due (loan BIGINT, due BIGINT, "
                      "principal BIGINT, charge BIGINT);\n"
                      "CREATE TABLE peer_paid (loan BIGINT, on_day BIGINT, "
                      "principal BIGINT, charge BIGINT);"));
    x->due = buf_start(&x->arena);
    x->paid = buf_start(&x->arena);
    for (long i = 0; i < x->loans; i++)
        loan_live(x, s.db, i);
    peer_flush(x, s.db);
    db_script(s.db, S("CREATE INDEX peer_due_loan ON peer_due (loan, due);\n"
                      "CREATE INDEX peer_paid_loan ON peer_paid (loan, on_day)"
                      ";"));
    db_commit(s.db);
    db_script(s.db, S("ANALYZE;"));
    bench_fine(s.db, "rows");
    site_close(&s);
    arena_free(&x->arena);
}

/* ---- asking -------------------------------------------------------------*/

/* What was paid by then covers the oldest instalments; the first that it does
 * not cover says how late the loan is. */
static const char by_hand[] =
    "WITH owed AS (SELECT loan, due, principal, sum(principal + charge) OVER "
    "(PARTITION BY loan ORDER BY due) AS upto FROM peer_due), paid AS (SELECT "
    "loan, sum(principal) AS principal, sum(principal + charge) AS money FROM "
    "peer_paid WHERE on_day <= $1 GROUP BY loan), each_loan AS (SELECT o.loan, "
    "sum(o.principal) - coalesce(max(p.principal), 0) AS outstanding, "
    "min(CASE WHEN o.upto > coalesce(p.money, 0) THEN o.due END) AS oldest "
    "FROM owed o LEFT JOIN paid p ON p.loan = o.loan GROUP BY o.loan) SELECT "
    "count(*), CAST(sum(outstanding) AS BIGINT), CAST(sum(CASE WHEN $1 - "
    "oldest > 1 THEN outstanding ELSE 0 END) AS BIGINT), CAST(sum(CASE WHEN $1 "
    "- oldest > 30 THEN outstanding ELSE 0 END) AS BIGINT) FROM each_loan";

struct answer {
    int64_t loans, outstanding, over_1, over_30;
};

static double peer_ask(struct db *db, day on, struct answer *out)
{
    double began = bench_clock();
    struct rows r = db_text_rows(db, str_of(by_hand));

    db_bind_int(&r, 1, on);
    MUST(db_next(&r));
    *out = (struct answer){ db_int(&r, 0), db_int(&r, 1), db_int(&r, 2),
                            db_int(&r, 3) };
    db_done(&r);
    bench_fine(db, "by hand");
    return bench_clock() - began;
}

static double our_ask(struct db *db, day on, struct answer *out)
{
    double began = bench_clock();
    struct portfolio_ask ask = { .on = on };
    struct arena a = { 0 };
    struct risks r;

    risks_read(db, &ask, &a, &r);
    *out = (struct answer){ r.all.loans, r.all.outstanding, r.all.over[RISK_1],
                            r.all.over[RISK_30] };
    bench_fine(db, "ours");
    arena_free(&a);
    return bench_clock() - began;
}

static void asked(struct db *db, const char *what, day on, double target,
                  long loans)
{
    double worst = 0, hand = 0, least = 1e9;
    struct answer ours, theirs;
    char mine[80], peer[80], ratio[40], aim[40];

    for (int i = 0; i < ROUNDS; i++) {
        double cpu = bench_cpu(), t = our_ask(db, on, &ours);

        cpu = bench_cpu() - cpu;
        least = cpu < least ? cpu : least;
        worst = t > worst ? t : worst;
        if (i == 0) {
            hand = peer_ask(db, on, &theirs);
            MUST(!memcmp(&ours, &theirs, sizeof ours));
        }
    }
    bench_note("%s, %ld loans: %.2f s computed here, %.2f us a loan\n", what,
               loans, least, least * 1e6 / (double)loans);
    snprintf(mine, sizeof mine, "%.2f s", worst);
    snprintf(peer, sizeof peer, "%.2f s (by hand)", hand);
    snprintf(ratio, sizeof ratio, "%.2f", worst / hand);
    snprintf(aim, sizeof aim, "< %.0f s", target);
    bench_row(what, mine, peer, ratio, aim, worst < target);
}

static void on_database(bool postgres)
{
    struct base x = { .loans = bench_size(1000000, 5000),
                      .chance = { 20150101 } };
    char address[600];
    struct db *db;

    if (!bench_empty("bench_loans", postgres, address, sizeof address)) {
        bench_note("no PostgreSQL\n");
        return;
    }
    base_make(address, &x);
    db = db_open(address, DB_READ);
    bench_fine(db, address);
    asked(db,
          postgres ? "at risk today among 1,000,000 loans, PostgreSQL" :
                     "at risk today among 1,000,000 loans, SQLite",
          TODAY, 2, x.loans);
    asked(db,
          postgres ? "at risk on a past day, 1,000,000 loans, PostgreSQL" :
                     "at risk on a past day, 1,000,000 loans, SQLite",
          PAST, 15, x.loans);
    db_close(db);
    if (!getenv("SAATH_BENCH_KEEP"))
        bench_drop("bench_loans", postgres);
}

int main(void)
{
    on_database(false);
    on_database(true);
    return 0;
}
