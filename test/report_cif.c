/* report_cif - five rounds of a community investment fund, told entry by entry
 * through the keeper: what was disbursed, recovered and is out, in the books, in
 * the loans and in the report (finance.md 2: 5,500,000, 2,937,000, 2,563,000
 * rupees). */
#include <stdarg.h>
#include <stdio.h>

#include "../src/report/cif.h"
#include "register_site.h"

enum {
    WOMEN = 97,
    LOANS = 208,
    RUPEES = 100,
    EACH = 26400 * RUPEES,
    LAST = 35200 * RUPEES
};

struct fund_site {
    struct village v;
    struct id vo, co, fund;
    struct id woman[WOMEN], member[WOMEN];
    struct id loan[LOANS];
    int64_t n;
};

/* Inside a batch of the keeper. */
static struct id told(struct fund_site *x, const char *kind, const char *body,
                      struct id a, struct id b, struct id c)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(with(&x->v.s, body, a, b, c)) };
    struct findings f = findings_start(&x->v.s.arena);
    struct id id;

    CHECK_INT(keeper_draft(x->v.s.keeper, &d, &f, &id), KEPT);
    return id;
}

static const char *text(struct fund_site *x, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static const char *text(struct fund_site *x, const char *format, ...)
{
    char b[600];
    va_list args;

    va_start(args, format);
    vsnprintf(b, sizeof b, format, args);
    va_end(args);
    return arena_z(&x->v.s.arena, arena_str(&x->v.s.arena, str_of(b)));
}

static void fund_start(struct fund_site *x, struct db *db)
{
    struct id house;

    memset(x, 0, sizeof *x);
    village_start(&x->v, db);
    x->v.s.now = 1590998400; /* 1 June 2020 */
    x->vo = body_put(&x->v, "vo", "women", x->v.srso, x->v.goth);
    x->co = say_that(&x->v, "body",
                     "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\","
                     "\"nature\":\"co\",\"parent\":\"%3\",\"place\":\"%2\","
                     "\"rsp\":\"%1\",\"sex\":\"women\"}",
                     x->v.srso, x->v.goth, x->vo);
    x->fund = say_that(&x->v, "fund",
                       "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                       "\"CIF\",\"since\":\"2018-01-01\",\"title\":\"CIF\"}",
                       x->vo, ID_NONE, ID_NONE);
    draft(&x->v.s, "loan_product",
          "{\"code\":\"CIF-T\",\"instalments_least\":1,\"instalments_most\":"
          "24,\"live_most\":1,\"method\":\"qard\",\"period\":\"month\","
          "\"source\":\"fund\",\"title\":\"CIF\",\"whom\":\"woman\",\"whose\":"
          "\"community\"}");
    keeper_begin(x->v.s.keeper);
    for (int i = 0; i < WOMEN; i++) {
        house = told(x, "household",
                     text(x, "{\"number\":\"H-%d\",\"place\":\"%%1\"}", i),
                     x->v.goth, ID_NONE, ID_NONE);
        x->woman[i] = told(x, "person",
                           text(x,
                                "{\"code\":\"P-%d\",\"household\":\"%%1\","
                                "\"name\":\"Sughra\",\"sex\":\"women\"}",
                                i),
                           house, ID_NONE, ID_NONE);
        x->member[i] = told(x, "member",
                            "{\"body\":\"%1\",\"joined\":\"2012-02-01\","
                            "\"person\":\"%2\"}",
                            x->co, x->woman[i], ID_NONE);
    }
    CHECK(keeper_commit(x->v.s.keeper));
}

static void capital_put(struct fund_site *x, const char *held, int64_t rupees)
{
    told(x, "capital",
         text(x,
              "{\"amount\":%lld,\"fund\":\"%%1\",\"held\":\"%s\",\"reference\":"
              "\"ToP\",\"way\":\"box\"}",
              (long long)rupees * RUPEES, held),
         x->fund, ID_NONE, ID_NONE);
}

/* She asks, the VO agrees and pays out on one day. */
static void lent(struct fund_site *x, int who, int cycle, const char *on,
                 int64_t paisa_n)
{
    int64_t n = x->n++;
    const char *body =
        text(x,
             "{\"applied\":\"%s\",\"asked\":%lld,\"body\":\"%%1\",\"cycle\":%d,"
             "\"fund\":\"%%2\",\"instalments\":12,\"lender\":",
             on, (long long)paisa_n, cycle);
    struct buf b = buf_start(&x->v.s.arena);

    buf_z(&b, body);
    buf_char(&b, '"');
    id_put(&b, x->vo);
    buf_z(&b, "\",\"member\":\"");
    id_put(&b, x->member[who]);
    buf_fmt(&b,
            "\",\"number\":\"C-%lld\",\"person\":\"%%3\",\"product\":\"CIF-T\","
            "\"purpose\":\"%s\"}",
            (long long)n, n % 4 ? "livestock" : "enterprise");
    x->loan[n] = told(x, "loan", arena_z(b.arena, buf_str(&b)), x->co, x->fund,
                      x->woman[who]);
    told(x, "approval",
         text(x,
              "{\"body\":\"%%2\",\"held\":\"%s\",\"loan\":\"%%1\",\"says\":"
              "\"yes\"}",
              on),
         x->loan[n], x->vo, ID_NONE);
    told(x, "disbursement",
         text(x,
              "{\"amount\":%lld,\"held\":\"%s\",\"loan\":\"%%1\",\"way\":"
              "\"box\"}",
              (long long)paisa_n, on),
         x->loan[n], ID_NONE, ID_NONE);
}

static void repaid(struct fund_site *x, int loan, const char *on,
                   int64_t paisa_n)
{
    told(x, "repayment",
         text(x,
              "{\"amount\":%lld,\"held\":\"%s\",\"loan\":\"%%1\",\"way\":"
              "\"box\"}",
              (long long)paisa_n, on),
         x->loan[loan], ID_NONE, ID_NONE);
}

/* Rounds of 40, 40, 40, 44 and 44 loans; the first two came back, of the third
 * 31 loans and 6,600 rupees of another. */
static void five_rounds(struct fund_site *x)
{
    keeper_begin(x->v.s.keeper);
    capital_put(x, "2018-01-10", 1600000);
    capital_put(x, "2019-01-10", 1000000);
    for (int i = 0; i < 40; i++)
        lent(x, i, 1, "2018-02-01", EACH);
    for (int i = 0; i < 40; i++)
        repaid(x, i, "2018-06-20", EACH);
    for (int i = 0; i < 40; i++)
        lent(x, i, 2, "2018-07-01", EACH);
    for (int i = 0; i < 40; i++)
        repaid(x, 40 + i, "2018-12-20", EACH);
    CHECK(keeper_commit(x->v.s.keeper));
    keeper_begin(x->v.s.keeper);
    for (int i = 0; i < 40; i++)
        lent(x, i, 3, "2019-01-15", EACH);
    for (int i = 0; i < 31; i++)
        repaid(x, 80 + i, "2019-09-10", EACH);
    repaid(x, 111, "2019-09-10", 6600 * RUPEES);
    for (int i = 0; i < 44; i++)
        lent(x, i < 31 ? i : i + 9, i < 31 ? 4 : 1, "2019-10-01", EACH);
    for (int i = 0; i < 44; i++)
        lent(x, 53 + i, 1, "2020-05-01", i < 43 ? EACH : LAST);
    CHECK(keeper_commit(x->v.s.keeper));
    both_fine(x->v.s.db);
}

static struct cif as_of(struct fund_site *x, const char *said)
{
    struct question q = { .from = MONTH_NONE, .place = x->v.district };
    struct cif c;

    CHECK(month_read(str_of(said), &q.as_of));
    cif_read(x->v.s.db, &q, &x->v.s.arena, &c);
    both_fine(x->v.s.db);
    CHECK_INT((int64_t)c.funds, 1);
    return c;
}

static int64_t booked(struct fund_site *x, const char *head)
{
    struct rows r =
        db_text_rows(x->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE book = $1 AND fund = $2 AND head = "
                       "$3"));
    int64_t n;

    db_bind_id(&r, 1, x->vo);
    db_bind_id(&r, 2, x->fund);
    db_bind_text(&r, 3, str_of(head));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(x->v.s.db);
    return n;
}

SITE(five_rounds_of_a_fund_end_where_they_did)
{
    struct fund_site own, *x = &own;
    struct cif c;

    fund_start(x, db);
    five_rounds(x);
    CHECK_INT(x->n, LOANS);
    c = as_of(x, "2020-06");
    CHECK_INT(c.fund->disbursed, INT64_C(5500000) * RUPEES);
    CHECK_INT(c.fund->recovered, INT64_C(2937000) * RUPEES);
    CHECK_INT(c.fund->outstanding, INT64_C(2563000) * RUPEES);
    CHECK_INT(booked(x, "loan_fund"), INT64_C(2563000) * RUPEES);
    CHECK_INT(c.fund->loans_out, INT64_C(2563000) * RUPEES);
    CHECK_INT(c.fund->capital, INT64_C(2600000) * RUPEES);
    CHECK_INT(booked(x, "fund_capital"), -INT64_C(2600000) * RUPEES);
    CHECK_INT(c.fund->cash, INT64_C(37000) * RUPEES);
    CHECK_INT(booked(x, "box"), INT64_C(37000) * RUPEES);
    CHECK_INT(c.fund->short_on, DAY_NONE);
    CHECK_INT(c.fund->cash + c.fund->loans_out,
              c.fund->capital + c.fund->income - c.fund->expense -
                  c.fund->written_off); /* 12, 5 */
    CHECK_INT(c.fund->loans, LOANS);
    CHECK_INT(c.fund->borrowers, WOMEN);
    CHECK_INT(c.fund->repeats, 40);
    CHECK_INT(c.fund->households, WOMEN);
    CHECK_INT(srso(&x->v, "kept.cif.amount", "2020-06"),
              INT64_C(5500000) * RUPEES);
    CHECK_INT(srso(&x->v, "kept.cif.vo", "2020-06"), 1);
    site_end(&x->v.s);
}

SITE(a_fund_is_read_as_of_any_month)
{
    struct fund_site own, *x = &own;
    struct cif c;
    paisa late;

    fund_start(x, db);
    five_rounds(x);
    c = as_of(x, "2018-02");
    CHECK_INT(c.fund->disbursed, INT64_C(1056000) * RUPEES);
    CHECK_INT(c.fund->recovered, 0);
    CHECK_INT(c.fund->capital, INT64_C(1600000) * RUPEES);
    CHECK_INT(c.fund->cash, INT64_C(544000) * RUPEES);
    CHECK_INT(c.fund->due, 0);
    c = as_of(x, "2018-06");
    CHECK_INT(c.fund->recovered, INT64_C(1056000) * RUPEES);
    CHECK_INT(c.fund->outstanding, 0);
    CHECK_INT(c.fund->late, 0);
    c = as_of(x, "2020-06"); /* nine loans of January 2019 are long overdue */
    late = 0;
    for (int i = 0; i < CIF_AGES; i++)
        late += c.fund->age[i];
    CHECK_INT(late, c.fund->late);
    CHECK_INT(c.fund->due - c.fund->due_paid, c.fund->late);
    CHECK(c.fund->late >= (9 * INT64_C(26400) - 6600) * RUPEES);
    site_end(&x->v.s);
}

SITE(who_has_a_loan_and_gets_another_is_found)
{
    struct fund_site own, *x = &own;
    struct cif c;
    int beside = 0;

    fund_start(x, db);
    keeper_begin(x->v.s.keeper);
    capital_put(x, "2018-01-10", 30000);
    lent(x, 0, 1, "2018-02-01", EACH);
    lent(x, 0, 2, "2018-03-01", EACH); /* and the fund has no such money */
    repaid(x, 0, "2018-03-10", EACH);
    lent(x, 1, 1, "2018-04-01", EACH);
    repaid(x, 2, "2018-04-20", EACH);
    lent(x, 1, 2, "2018-04-21", EACH); /* hers came back: this is right */
    CHECK(keeper_commit(x->v.s.keeper));
    c = as_of(x, "2020-06");
    for (size_t i = 0; i < c.loans; i++) {
        beside += c.loan[i].beside;
        CHECK(!c.loan[i].beside || id_same(c.loan[i].id, x->loan[1]));
    }
    CHECK_INT(beside, 1);
    CHECK(c.fund->short_on == day_of(2018, 3, 1));
    site_end(&x->v.s);
}

/* ---- as a report --------------------------------------------------------*/

static bool has(struct buf *b, const char *what)
{
    buf_char(b, 0);
    b->n--;
    return strstr(b->p, what) != NULL;
}

SITE(the_report_says_it_in_every_form)
{
    struct fund_site own, *x = &own;
    struct question q = { .from = MONTH_NONE };
    struct findings f;
    struct sheet s[REPORT_SHEETS];
    struct buf b;
    int n;

    fund_start(x, db);
    five_rounds(x);
    f = findings_start(&x->v.s.arena);
    q.place = x->v.district;
    CHECK(month_read(S("2020-06"), &q.as_of));
    n = report_find(S("cif"))->make(db, &q, &x->v.s.arena, s, &f);
    CHECK_INT(n, 5);
    CHECK_INT((int64_t)s[0].rows, 1);
    CHECK_INT(s[0].row[0].cell[8].number, 212); /* revolved 2.12 times */
    b = buf_start(&x->v.s.arena);
    sheet_csv(&b, &s[0]);
    CHECK(has(&b, "5500000"));
    CHECK(has(&b, "2937000"));
    CHECK(has(&b, "2563000"));
    for (int lang = 0; lang < 3; lang++)
        for (int i = 0; i < n; i++) {
            b = buf_start(&x->v.s.arena);
            sheet_text(&b, &s[i], (enum lang)lang);
            CHECK(b.n > 0);
        }
    b = buf_start(&x->v.s.arena);
    sheet_csv(&b, &s[3]); /* a quarter of them enterprises */
    CHECK(has(&b, "52"));
    CHECK(has(&b, "156"));
    site_end(&x->v.s);
}

/* The VO merges into another: its fund is that one's from then on, with all that
 * it ever lent; before that day it was where it was. */
SITE(a_fund_goes_over_with_its_body)
{
    struct fund_site x;
    struct cif cif;
    struct question q = { .from = MONTH_NONE, .lang = LANG_EN };
    struct id other, given;
    struct arena *a;

    fund_start(&x, db);
    a = &x.v.s.arena;
    other = body_put(&x.v, "vo", "women", x.v.srso, x.v.goth);
    keeper_begin(x.v.s.keeper);
    capital_put(&x, "2018-02-01", 50000);
    lent(&x, 0, 1, "2018-03-01", 10000 * RUPEES);
    CHECK(keeper_commit(x.v.s.keeper));
    say_that(&x.v, "cession",
             text(&x,
                  "{\"body\":\"%%1\",\"held\":\"2018-06-01\",\"line\":[{"
                  "\"amount\":4000000,\"fund\":\"%%3\",\"head\":\"box\"},{"
                  "\"amount\":-5000000,\"fund\":\"%%3\",\"head\":"
                  "\"fund_capital\"}],\"successor\":\"%%2\",\"whole\":true}"),
             x.vo, other, x.fund);
    keeper_begin(x.v.s.keeper);
    capital_put(&x, "2018-07-01", 20000);
    CHECK(keeper_commit(x.v.s.keeper));
    q.place = x.v.goth;
    q.as_of = month_of(day_of(2018, 5, 1));
    cif_read(db, &q, a, &cif);
    CHECK_INT(cif.funds, 1);
    CHECK(id_same(cif.fund[0].body, x.vo));
    q.as_of = month_of(day_of(2018, 8, 1));
    cif_read(db, &q, a, &cif);
    CHECK_INT(cif.funds, 1);
    CHECK(id_same(cif.fund[0].body, other));
    CHECK_INT(cif.fund[0].capital, 7000000);
    CHECK_INT(cif.fund[0].cash, 6000000);
    CHECK_INT(cif.fund[0].outstanding, 1000000);
    given = say_that(&x.v, "voucher",
                     "{\"book\":\"%1\",\"fund\":\"%2\",\"held\":\"2018-08-01\","
                     "\"line\":[{\"amount\":5000,\"credit\":\"box\",\"debit\":"
                     "\"stationery\"}],\"number\":1}",
                     other, x.fund, ID_NONE);
    CHECK(!found(&x.v, given, "voucher.fund_elsewhere"));
    given = say_that(&x.v, "voucher",
                     "{\"book\":\"%1\",\"fund\":\"%2\",\"held\":\"2018-08-01\","
                     "\"line\":[{\"amount\":5000,\"credit\":\"box\",\"debit\":"
                     "\"stationery\"}],\"number\":2}",
                     x.co, x.fund, ID_NONE);
    CHECK(found(&x.v, given, "voucher.fund_elsewhere"));
    site_end(&x.v.s);
}
