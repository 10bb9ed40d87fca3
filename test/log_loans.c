/* log_loans - a storm of lending: thousands of acts by chance, on days by
 * chance, some taken back; the invariants of money and loans (finance.md 12) hold
 * all along, and what is taken back leaves every loan as it was. */
#include "core/schedule.h"
#include "loan_site.h"
#include "report/portfolio.h"

enum { PEOPLE = 8, LOANS = 16, ACTS = 1600 };

struct storm {
    struct lending l;
    struct id person[PEOPLE], member[PEOPLE];
    struct id loan[LOANS];
    struct id body[LOANS]; /* whose money it is */
    size_t loans;
    struct id entry[ACTS]; /* that can be taken back */
    size_t entries;
    uint64_t seed;
};

static int64_t chance(struct storm *x, int64_t below)
{
    x->seed = x->seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((x->seed >> 33) % (uint64_t)below);
}

static const char *some_day(struct storm *x)
{
    struct buf b = buf_start(&x->l.v.s.arena);

    day_put(&b, day_of(2013, 1, 5) + (day)chance(x, 700));
    return arena_z(b.arena, buf_str(&b));
}

static void storm_start(struct storm *x, struct db *db, uint64_t seed)
{
    static const char *const product[] = {
        "SRSO-ENTERPRISE", "SRSO-AGRI",  "CIF-MONTHLY", "INTERNAL",
        "TRDP-ENTERPRISE", "CIF-CHARGE", "LATE",        "SRSO-LIVESTOCK"
    };
    struct lending *l = &x->l;

    memset(x, 0, sizeof *x);
    x->seed = seed;
    lending_start(l, db);
    say_that(&l->v, "loan_product",
             "{\"code\":\"LATE\",\"method\":\"declining\",\"orders\":"
             "\"charge_first\",\"penalty_rate\":2400,\"penalty_to\":"
             "\"charity\",\"period\":\"fortnight\",\"rate\":1800,\"source\":"
             "\"credit\",\"title\":\"Late\",\"whose\":\"rsp\"}",
             ID_NONE, ID_NONE, ID_NONE);
    for (int i = 0; i < PEOPLE; i++) {
        x->person[i] = person_put(&l->v, l->home, "women");
        x->member[i] = member_put(&l->v, l->co, x->person[i], "2012-01-15", "");
    }
    for (size_t i = 0; i < LOANS; i++) {
        const char *code = product[i % LEN(product)];
        bool fund = !strncmp(code, "CIF", 3), own = !strcmp(code, "INTERNAL");
        struct buf b = buf_start(&l->v.s.arena);

        buf_fmt(&b, ",\"instalments\":%d", 3 + (int)chance(x, 10));
        if (fund) {
            buf_z(&b, ",\"fund\":\"");
            id_put(&b, l->fund);
            buf_char(&b, '"');
        }
        x->body[i] = fund ? l->vo : own ? l->co : l->v.srso;
        x->loan[i] = loan_put(l, code, x->person[chance(x, PEOPLE)], x->body[i],
                              5000 + chance(x, 20000),
                              arena_z(b.arena, buf_str(&b)));
        x->loans++;
    }
}

static struct id some_loan(struct storm *x)
{
    return x->loan[chance(x, LOANS)];
}

static struct id said(struct storm *x, const char *kind, const char *body,
                      struct id a, struct id b, struct id c)
{
    return draft_as(&x->l.v.s, "admin", kind, with(&x->l.v.s, body, a, b, c));
}

static struct id met(struct storm *x)
{
    struct buf b = buf_start(&x->l.v.s.arena);

    buf_fmt(&b,
            "{\"attendance\":[{\"loan\":\"%%2\",\"member\":\"%%3\","
            "\"present\":\"present\",\"repaid\":%lld,\"saved\":%lld}],"
            "\"body\":\"%%1\",\"held\":\"%s\"}",
            (long long)chance(x, 200000) + 1, (long long)chance(x, 9000),
            some_day(x));
    return said(x, "meeting", arena_z(b.arena, buf_str(&b)), x->l.co,
                some_loan(x), x->member[chance(x, PEOPLE)]);
}

static struct id collected(struct storm *x)
{
    int64_t one = chance(x, 200000) + 1, two = chance(x, 200000) + 1;
    size_t at = (size_t)chance(x, LOANS - 1);
    struct buf b = buf_start(&x->l.v.s.arena);

    buf_fmt(&b,
            "{\"amount\":%lld,\"body\":\"%%3\",\"held\":\"%s\",\"leaf\":"
            "\"G%lld\",\"parts\":[{\"amount\":%lld,\"loan\":\"%%1\"},{"
            "\"amount\":%lld,\"loan\":\"%%2\"}],\"way\":\"box\"}",
            (long long)(one + two), some_day(x), (long long)++x->l.leaves,
            (long long)one, (long long)two);
    return said(x, "collection", arena_z(b.arena, buf_str(&b)), x->loan[at],
                x->loan[at + 1], x->l.co);
}

static struct id anew(struct storm *x)
{
    struct buf b = buf_start(&x->l.v.s.arena);

    buf_z(&b, "{\"approver\":\"%2\",\"first_due\":\"");
    day_put(&b, day_of(2015, 1, 1) + (day)chance(x, 300));
    buf_fmt(&b,
            "\",\"held\":\"%s\",\"instalments\":%d,\"loan\":\"%%1\",\"why\":"
            "\"flood\"}",
            some_day(x), 1 + (int)chance(x, 12));
    return said(x, "rescheduling", arena_z(b.arena, buf_str(&b)), some_loan(x),
                x->l.two, ID_NONE);
}

static struct id off(struct storm *x)
{
    struct buf b = buf_start(&x->l.v.s.arena);

    buf_fmt(&b,
            "{\"amount\":%lld,\"approver\":\"%%2\",\"held\":\"%s\",\"loan\":"
            "\"%%1\",\"why\":\"died\"}",
            (long long)chance(x, 900000) + 1, some_day(x));
    return said(x, "writeoff", arena_z(b.arena, buf_str(&b)), some_loan(x),
                x->l.two, ID_NONE);
}

/* Something happens; the entry that says so. */
static struct id happen(struct storm *x)
{
    int64_t what = chance(x, 100);
    struct id loan = some_loan(x);
    const char *held = some_day(x);

    if (what < 12)
        return lent(&x->l, loan, held, 500 + chance(x, 15000));
    if (what < 60)
        return paid(&x->l, "repayment", loan, held, 1 + chance(x, 3000),
                    chance(x, 12) ? "" : ",\"settles\":true");
    if (what < 75)
        return collected(x);
    if (what < 90)
        return met(x);
    return what < 96 ? anew(x) : off(x);
}

/* ---- what holds ---------------------------------------------------------*/

static int64_t sum_of(struct storm *x, const char *sql)
{
    return both_ask(x->l.v.s.db, sql);
}

/* No day has more at risk for longer than for less long, nor more than is out
 * (finance.md 12: 18). */
static void risks_hold(struct storm *x)
{
    for (int i = 0; i < 6; i++) {
        struct portfolio_ask ask = { .on = day_of(2013, 2, 1) +
                                           (day)chance(x, 1300) };
        struct arena a = { 0 };
        struct risks r;

        risks_read(x->l.v.s.db, &ask, &a, &r);
        both_fine(x->l.v.s.db);
        CHECK(r.all.over[0] <= r.all.outstanding);
        for (int over = 1; over < RISKS; over++)
            CHECK(r.all.over[over] <= r.all.over[over - 1]);
        arena_free(&a);
    }
}

/* Sums of books are those of their lines, so that what members hold together is
 * the control account (7); a loan without interest never owes any (14); nobody
 * owes more than was paid out to her (11). */
static void sums_hold(struct storm *x)
{
    char sql[400];

    CHECK_INT(
        sum_of(x, "SELECT count(*) FROM book_balance b WHERE b.amount <> "
                  "(SELECT coalesce(sum(l.amount), 0) FROM book_line l WHERE "
                  "l.book = b.book AND l.head = b.head AND l.month = b.month "
                  "AND coalesce(l.fund, b.fund) = b.fund)"),
        0);
    CHECK_INT(sum_of(x, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                        "book_balance"),
              0);
    CHECK_INT(sum_of(x, "SELECT count(*) FROM book_line WHERE head IN "
                        "('saving_regular', 'saving_voluntary', "
                        "'saving_special') AND party IS NULL"),
              0);
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM loan_kept k JOIN loan_product q ON q.code = "
             "k.product AND q.counts = 1 WHERE q.method = %d AND k.charge_left "
             "<> 0",
             METHOD_QARD);
    CHECK_INT(sum_of(x, sql), 0);
    CHECK_INT(sum_of(x, "SELECT count(*) FROM loan_kept WHERE outstanding > "
                        "disbursed OR outstanding + claim > disbursed"),
              0);
}

static void storm_holds(struct storm *x)
{
    loans_balance(&x->l);
    sums_hold(x);
    risks_hold(x);
    /* What bodies owe each other is nought together. */
    CHECK_INT(sum_of(x, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                        "book_line WHERE head IN ('due_to', 'due_from')"),
              0);
    /* Nothing that was collected for a loan stays behind. */
    CHECK_INT(sum_of(x, "SELECT count(*) FROM (SELECT party FROM book_line "
                        "WHERE head = 'collected' AND party IN (SELECT thing "
                        "FROM loan_kept) GROUP BY party HAVING sum(amount) <> "
                        "0) x"),
              0);
    CHECK_INT(sum_of(x, "SELECT count(*) FROM loan_kept k WHERE k.overpaid <> "
                        "(SELECT coalesce(-sum(b.amount), 0) FROM book_line b "
                        "WHERE b.party = k.thing AND b.head = 'overpaid')"),
              0);
    CHECK_INT(sum_of(x, "SELECT count(*) FROM loan_kept WHERE claim < 0 OR "
                        "overpaid < 0 OR charge_left < 0"),
              0);
    CHECK_INT(srso(&x->l.v, "portfolio", "2016-12"),
              sum_of(x, "SELECT CAST(coalesce(sum(outstanding), 0) AS BIGINT) "
                        "FROM loan_kept WHERE source = 2"));
    CHECK_INT(srso(&x->l.v, "active_borrower", "2016-12"),
              sum_of(x, "SELECT count(DISTINCT person) FROM loan_kept WHERE "
                        "source = 2 AND paid_out IS NOT NULL AND closed IS "
                        "NULL"));
    CHECK_INT(srso(&x->l.v, "borrower", "2016-12"),
              sum_of(x, "SELECT count(DISTINCT person) FROM loan_kept WHERE "
                        "source = 2 AND paid_out IS NOT NULL"));
    CHECK_INT(srso(&x->l.v, "cif.borrower", "2016-12"),
              sum_of(x, "SELECT count(DISTINCT person) FROM loan_kept WHERE "
                        "source = 1 AND paid_out IS NOT NULL"));
}

/* All kept rows, as one text. */
static struct str all_kept(struct storm *x)
{
    struct rows r = db_text_rows(
        x->l.v.s.db,
        S("SELECT state, paid_out, last_paid, closed, oldest, disbursed, "
          "outstanding, charge_left, claim, overpaid, fresh_due, acts FROM "
          "loan_kept ORDER BY thing"));
    struct buf b = buf_start(&x->l.v.s.arena);

    while (db_next(&r)) {
        for (int i = 0; i < 11; i++) {
            if (!db_null(&r, i))
                buf_int(&b, db_int(&r, i));
            buf_char(&b, '|');
        }
        buf_add(&b, db_str(&r, 11));
        buf_char(&b, '\n');
    }
    both_fine(x->l.v.s.db);
    return buf_str(&b);
}

TEST(a_storm_of_lending_keeps_every_invariant)
{
    struct storm *x = calloc(1, sizeof *x);
    struct db *db = db_open(":memory:", DB_MAKE);

    storm_start(x, db, 41);
    for (int i = 0; i < ACTS; i++) {
        struct id id = happen(x);

        if (x->l.v.s.kept == KEPT)
            x->entry[x->entries++] = id;
        if (chance(x, 12) == 0 && x->entries)
            taken_back(&x->l, x->entry[chance(x, (int64_t)x->entries)],
                       some_day(x));
        if (i % 200 == 199)
            storm_holds(x);
    }
    CHECK(x->entries > ACTS / 2);
    CHECK(sum_of(x, "SELECT count(*) FROM loan_kept WHERE outstanding > 0") >
          3);
    storm_holds(x);
    site_end(&x->l.v.s);
    db_close(db);
    free(x);
}

TEST(a_storm_is_the_same_in_another_order)
{
    struct storm *x = calloc(1, sizeof *x);
    struct db *db = db_open(":memory:", DB_MAKE);
    struct db *other = db_open(":memory:", DB_MAKE);
    struct lines *all;
    struct site t;

    storm_start(x, db, 43);
    for (int i = 0; i < 300; i++) {
        struct id id = happen(x);

        if (x->l.v.s.kept == KEPT)
            x->entry[x->entries++] = id;
        if (chance(x, 9) == 0 && x->entries)
            taken_back(&x->l, x->entry[chance(x, (int64_t)x->entries)],
                       some_day(x));
    }
    all = export(&x->l.v.s, 0);
    shuffle(all, 7);
    site_start(&t, other, 99);
    load(&t, all, 23);
    CHECK(!strcmp(digest(&t), digest(&x->l.v.s)));
    CHECK_INT(findings_of(other), findings_of(db));
    lines_free(all);
    site_end(&t);
    site_end(&x->l.v.s);
    db_close(other);
    db_close(db);
    free(x);
}

TEST(whatever_is_taken_back_leaves_every_loan_as_it_was)
{
    struct storm *x = calloc(1, sizeof *x);
    struct db *db = db_open(":memory:", DB_MAKE);
    int tried = 0;

    storm_start(x, db, 47);
    for (int i = 0; i < 60; i++)
        happen(x);
    for (int i = 0; i < 120; i++) {
        struct str before = all_kept(x);
        struct id id = happen(x);

        if (x->l.v.s.kept != KEPT || i % 3)
            continue;
        taken_back(&x->l, id, "2014-12-30");
        if (!CHECK_INT(x->l.v.s.kept, KEPT) ||
            !CHECK(str_same(before, all_kept(x))))
            printf("# act %d\n", i);
        tried++;
    }
    CHECK(tried > 25);
    storm_holds(x);
    site_end(&x->l.v.s);
    db_close(db);
    free(x);
}
