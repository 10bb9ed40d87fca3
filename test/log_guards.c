/* log_guards - a year of acts by chance, as forms take them: each is judged
 * first and kept only when nothing stops it, in the order of its days. Then
 * what a form guards holds on every day (finance.md 12). Which number is held
 * where:
 *
 *    1, 2, 7         log_loans (balance, reversal, control sums)
 *    5               report_cif (the five rounds)
 *    3               here: a closed month stays, whatever comes later
 *    4               here: the fund's cash on every day
 *    6               here: savings on every day, and what a loan pledges
 *    8               here: a fund of a project pays for that project alone
 *    9               core_schedule, log_sql (no column holds a fraction)
 *   10, 12, 13, 14   core_loan, log_loans
 *   11, 17, 18, 19   log_loans, report_loan
 *   15              here: one live loan of a product and a borrower
 *   16              here: application, decision, payment in this order */
#include "loan_site.h"

enum { PEOPLE = 5, LOANS = 20, DAYS = 220, RUPEE = 100 };

struct year {
    struct lending l;
    struct id person[PEOPLE], member[PEOPLE], loan[LOANS];
    struct id project[2], gift; /* a donor's fund, for the first of them */
    day on;
    uint64_t seed;
    int kept, stopped, papers;
};

static int64_t chance(struct year *y, int64_t below)
{
    y->seed = y->seed * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((y->seed >> 33) % (uint64_t)below);
}

static int64_t of(struct year *y, const char *sql)
{
    return both_ask(y->l.v.s.db, sql);
}

static const char *day_z(struct year *y, day on)
{
    struct buf b = buf_start(&y->l.v.s.arena);

    day_put(&b, on);
    return arena_z(b.arena, buf_str(&b));
}

/* Of an amount on that day, as a form does: nothing is kept that something
 * stops. */
static bool form(struct year *y, const char *kind, int64_t rupees,
                 const char *body, struct id a, struct id b)
{
    struct site *s = &y->l.v.s;
    struct buf whole = buf_start(&s->arena);
    struct draft d = { .kind = str_of(kind), .author = S("admin") };

    buf_z(&whole, with(s, body, a, b, ID_NONE));
    buf_fmt(&whole, ",\"amount\":%lld,\"held\":\"%s\"}",
            (long long)rupees * RUPEE, day_z(y, y->on));
    d.body = buf_str(&whole);
    s->said = findings_start(&s->arena);
    draft_judge(s->db, &d, y->on, &s->said);
    if (findings_stop(&s->said)) {
        y->stopped++;
        return false;
    }
    draft(s, kind, arena_z(&s->arena, d.body));
    y->kept++;
    return s->kept == KEPT;
}

static void year_start(struct year *y, struct db *db, uint64_t seed)
{
    struct lending *l = &y->l;

    memset(y, 0, sizeof *y);
    y->seed = seed;
    y->on = day_of(2013, 1, 1);
    lending_start(l, db);
    say_that(&l->v, "loan_product",
             "{\"code\":\"ONCE\",\"instalments_most\":12,\"live_most\":1,"
             "\"method\":\"qard\",\"period\":\"month\",\"source\":\"cif\","
             "\"title\":\"Once\",\"whose\":\"community\"}",
             ID_NONE, ID_NONE, ID_NONE);
    say_that(&l->v, "loan_product",
             "{\"code\":\"BOX\",\"instalments_most\":12,\"method\":\"qard\","
             "\"multiple_of_savings\":200,\"period\":\"month\",\"source\":"
             "\"internal\",\"title\":\"Box\",\"whose\":\"community\"}",
             ID_NONE, ID_NONE, ID_NONE);
    for (int i = 0; i < 2; i++)
        y->project[i] = say_that(
            &l->v, "project",
            i ? "{\"code\":\"TWO\",\"name\":\"Two\",\"nature\":\"core\","
                "\"rsp\":\"%1\",\"since\":\"2012\"}" :
                "{\"code\":\"ONE\",\"name\":\"One\",\"nature\":\"core\","
                "\"rsp\":\"%1\",\"since\":\"2012\"}",
            l->v.srso, ID_NONE, ID_NONE);
    y->gift =
        say_that(&l->v, "fund",
                 "{\"class\":\"donor\",\"code\":\"GIFT\",\"donor\":\"EU\","
                 "\"project\":\"%2\",\"rsp\":\"%1\",\"since\":"
                 "\"2012-07-01\",\"title\":\"Gift\"}",
                 l->v.srso, y->project[0], ID_NONE);
    for (int i = 0; i < PEOPLE; i++) {
        y->person[i] = person_put(&l->v, l->home, "women");
        y->member[i] = member_put(&l->v, l->co, y->person[i], "2012-01-15", "");
    }
    for (int i = 0; i < LOANS; i++) {
        bool box = i % 2;
        int who = (int)chance(y, PEOPLE);
        struct buf b = buf_start(&l->v.s.arena);

        buf_fmt(&b, ",\"instalments\":6,\"%s\":\"", box ? "member" : "fund");
        id_put(&b, box ? y->member[who] : l->fund);
        buf_char(&b, '"');
        y->loan[i] = loan_put(l, box ? "BOX" : "ONCE", y->person[who],
                              box ? l->co : l->vo, 3000,
                              arena_z(b.arena, buf_str(&b)));
    }
}

/* A meeting of that day, as told by whoever wrote it down. */
static void met_on(struct year *y, day on)
{
    struct buf b = buf_start(&y->l.v.s.arena);

    buf_fmt(&b,
            "{\"attendance\":[{\"member\":\"%%2\",\"present\":\"present\","
            "\"saved\":%lld}],\"body\":\"%%1\",\"held\":\"%s\"}",
            (long long)chance(y, 200000) + 1, day_z(y, on));
    say_that(&y->l.v, "meeting", arena_z(b.arena, buf_str(&b)), y->l.co,
             y->member[chance(y, PEOPLE)], ID_NONE);
}

/* Of the donor's fund, for its project or for another. */
static void spent(struct year *y)
{
    struct buf b = buf_start(&y->l.v.s.arena);

    buf_z(&b, "{\"fund\":\"%1\",\"head\":\"stationery\",\"project\":\"%2\","
              "\"rsp\":\"");
    id_put(&b, y->l.v.srso);
    buf_fmt(&b, "\",\"what\":\"Paper %d\"", ++y->papers);
    form(y, "expense", 1 + chance(y, 300), arena_z(b.arena, buf_str(&b)),
         y->gift, y->project[chance(y, 2)]);
}

/* One act of that day. */
static void happen(struct year *y)
{
    int64_t what = chance(y, 100), n = 100 + chance(y, 3000);
    struct id loan = y->loan[chance(y, LOANS)];
    struct lending *l = &y->l;

    if (what < 4)
        spent(y);
    else if (what < 10)
        form(y, "capital", n, "{\"fund\":\"%1\",\"way\":\"box\"", l->fund,
             ID_NONE);
    else if (what < 30)
        form(y, "approval", n,
             chance(y, 5) ?
                 "{\"body\":\"%2\",\"loan\":\"%1\",\"says\":\"yes\"" :
                 "{\"body\":\"%2\",\"loan\":\"%1\",\"says\":\"no\"",
             loan, chance(y, 2) ? l->vo : l->co);
    else if (what < 56)
        form(y, "disbursement", n, "{\"loan\":\"%1\",\"way\":\"box\"", loan,
             ID_NONE);
    else if (what < 68)
        form(y, "repayment", n, "{\"loan\":\"%1\",\"way\":\"box\"", loan,
             ID_NONE);
    else if (what < 84)
        met_on(y, y->on);
    else
        form(y, "withdrawal", n,
             "{\"body\":\"%1\",\"member\":\"%2\",\"way\":\"box\",\"what\":"
             "\"regular\"",
             l->co, y->member[chance(y, PEOPLE)]);
}

/* 4 and 6: no running sum over the days goes below nothing. */
static void every_day_holds(struct year *y)
{
    CHECK_INT(of(y,
                 "SELECT count(*) FROM (SELECT sum(d.amount) OVER (PARTITION "
                 "BY d.book, d.fund ORDER BY d.on_day) AS cash FROM (SELECT "
                 "l.book, l.fund, l.on_day, sum(l.amount) AS amount FROM "
                 "book_line l JOIN body b ON b.entry = l.book WHERE l.head "
                 "IN ('box', 'bank') AND l.fund IS NOT NULL GROUP BY l.book, "
                 "l.fund, l.on_day) d) x WHERE x.cash < 0"),
              0);
    CHECK_INT(of(y,
                 "SELECT count(*) FROM (SELECT sum(d.amount) OVER (PARTITION "
                 "BY d.party, d.head ORDER BY d.on_day) AS owed FROM (SELECT "
                 "party, head, on_day, sum(amount) AS amount FROM book_line "
                 "WHERE head LIKE 'saving_%' GROUP BY party, head, on_day) "
                 "d) x WHERE x.owed > 0"),
              0);
    /* Half of what is out of the box on a member's loans is hers and stays. */
    CHECK_INT(of(y, "SELECT count(*) FROM (SELECT k.member, sum(k.outstanding) "
                    "AS out FROM loan_kept k WHERE k.product = 'BOX' GROUP BY "
                    "k.member) o WHERE o.out > 2 * coalesce((SELECT "
                    "-sum(b.amount) FROM book_line b WHERE b.party = o.member "
                    "AND b.head LIKE 'saving_%'), 0)"),
              0);
}

/* 8, 15 and 16. */
static void steps_hold(struct year *y)
{
    CHECK_INT(of(y, "SELECT count(*) FROM expense x JOIN fund f ON f.entry = "
                    "x.fund WHERE x.counts = 1 AND (x.project IS NULL OR "
                    "x.project <> f.project)"),
              0);
    CHECK_INT(of(y, "SELECT count(*) FROM (SELECT person FROM loan_kept WHERE "
                    "product = 'ONCE' AND outstanding > 0 GROUP BY person "
                    "HAVING count(*) > 1) x"),
              0);
    CHECK_INT(of(y,
                 "SELECT count(*) FROM disbursement d JOIN loan l ON l.entry "
                 "= d.loan WHERE d.counts = 1 AND (d.held < l.applied OR "
                 "coalesce((SELECT a.says FROM approval a WHERE a.loan = "
                 "d.loan AND a.counts = 1 AND a.held <= d.held ORDER BY "
                 "a.held DESC, a.entry DESC LIMIT 1), 1) <> 0)"),
              0);
}

/* 3: a year of later acts, and one that is heard late, leave it. */
static struct str closed_sums(struct year *y, month last)
{
    struct buf b = buf_start(&y->l.v.s.arena);
    struct rows r = db_text_rows(
        y->l.v.s.db,
        S("SELECT head, CAST(sum(amount) AS BIGINT) FROM book_line "
          "WHERE book = $1 AND month <= $2 GROUP BY head ORDER BY "
          "head"));

    db_bind_id(&r, 1, y->l.co);
    db_bind_int(&r, 2, last);
    while (db_next(&r)) {
        buf_add(&b, db_str(&r, 0));
        buf_char(&b, ' ');
        buf_int(&b, db_int(&r, 1));
        buf_char(&b, ';');
    }
    both_fine(y->l.v.s.db);
    return buf_str(&b);
}

TEST(a_year_of_forms_keeps_what_they_guard)
{
    struct year *y = calloc(1, sizeof *y);
    struct db *db = db_open(":memory:", DB_MAKE);
    month march = month_of(day_of(2013, 3, 1));
    struct str shut = S("");

    year_start(y, db, 61);
    for (int i = 0; i < DAYS; i++) {
        y->on++;
        happen(y);
        happen(y);
        if (i == 100) {
            book_closed(&y->l.v, y->l.co, "2013-03");
            shut = closed_sums(y, march);
        }
        if (i > 100 && i % 10 == 0) { /* a receipt of before turns up */
            met_on(y, day_of(2013, 2, 1) + (day)chance(y, 50));
            CHECK(str_same(closed_sums(y, march), shut));
        }
        if (i % 20 == 19) {
            every_day_holds(y);
            steps_hold(y);
            loans_balance(&y->l);
        }
    }
    CHECK(shut.n && y->kept > 100 && y->stopped > 50);
    CHECK(of(y, "SELECT count(*) FROM disbursement WHERE counts = 1") > 5);
    CHECK(of(y, "SELECT count(*) FROM withdrawal WHERE counts = 1") > 5);
    CHECK(of(y, "SELECT count(*) FROM expense WHERE counts = 1") > 2);
    site_end(&y->l.v.s);
    db_close(db);
    free(y);
}
