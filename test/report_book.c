/* report_book - the sheets of a book, what was asserted of it, the bank beside
 * it, and a clerk who changes an amount. */
#include "../src/core/fiscal.h"
#include "../src/core/vote.h"
#include "../src/report/book.h"

#include "register_site.h"

struct till {
    struct village v;
    struct id co, account, fund;
    char troubles[4000]; /* of the last verify */
    size_t told;
};

/* A CO with 900 in the box and 5,000 at the bank on 1 July 2014, of which 4,400
 * are savings. */
static void till_start(struct till *t, struct db *db)
{
    struct village *v = &t->v;

    memset(t, 0, sizeof *t);
    village_start(v, db);
    t->co = body_put(v, "co", "women", v->srso, v->goth);
    t->account = say_that(v, "account",
                          "{\"bank\":\"HBL\",\"body\":\"%1\",\"branch\":"
                          "\"Pano Aqil\",\"opened\":\"2013-01-01\"}",
                          t->co, ID_NONE, ID_NONE);
    t->fund = say_that(v, "fund",
                       "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                       "\"CIF\",\"since\":\"2014-01-01\",\"title\":\"CIF\"}",
                       t->co, ID_NONE, ID_NONE);
    say_that(v, "opening",
             "{\"account\":\"%2\",\"bank\":500000,\"body\":\"%1\",\"box\":"
             "90000,\"held\":\"2014-07-01\",\"savings\":440000}",
             t->co, t->account, ID_NONE);
}

/* One line from credit to debit, in rupees; parts: the account or none. */
static struct id voucher(struct till *t, const char *held, int number,
                         const char *debit, const char *credit, int rupees)
{
    struct buf b = buf_start(&t->v.s.arena);
    bool to = !strcmp(debit, "bank"), from = !strcmp(credit, "bank");

    buf_fmt(&b,
            "{\"book\":\"%%1\",\"held\":\"%s\",\"line\":[{\"amount\":%d,"
            "\"credit\":\"%s\"%s,\"debit\":\"%s\"%s}],\"number\":%d}",
            held, rupees * 100, credit, from ? ",\"credit_party\":\"%2\"" : "",
            debit, to ? ",\"debit_party\":\"%2\"" : "", number);
    return say_that(&t->v, "voucher", arena_z(b.arena, buf_str(&b)), t->co,
                    t->account, ID_NONE);
}

static struct id count(struct till *t, const char *held, int rupees)
{
    struct buf b = buf_start(&t->v.s.arena);

    buf_fmt(&b, "{\"amount\":%d,\"book\":\"%%1\",\"held\":\"%s\"}",
            rupees * 100, held);
    return say_that(&t->v, "cash_count", arena_z(b.arena, buf_str(&b)), t->co,
                    ID_NONE, ID_NONE);
}

static month month_said_as(const char *s)
{
    month m = MONTH_NONE;

    CHECK(month_read(str_of(s), &m));
    return m;
}

static day day_said(const char *s)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(s), &d));
    return d;
}

/* A sheet of the book as csv. */
static const char *sheet_of(struct till *t, const char *report,
                            const char *from, const char *to, struct id fund,
                            const char *head)
{
    struct arena *a = &t->v.s.arena;
    const struct report *r = report_find(str_of(report));
    struct findings f = findings_start(a);
    struct question q = { .from = from[0] ? month_said_as(from) : MONTH_NONE,
                          .as_of = strlen(to) > 7 ? MONTH_NONE :
                                                    month_said_as(to),
                          .book = t->co,
                          .fund = fund,
                          .head = str_of(head) };
    struct sheet s[REPORT_SHEETS];
    struct buf b = buf_start(a);

    CHECK(r != NULL);
    if (strlen(to) > 7) { /* the end of a day of that month */
        q.on = day_said(to);
        q.as_of = month_of(q.on);
        CHECK(report_knows(r, &q, &f));
    }
    CHECK_INT(r->make(t->v.s.db, &q, a, s, &f), 1);
    CHECK(!findings_stop(&f));
    sheet_csv(&b, s);
    return arena_z(a, buf_str(&b));
}

static bool says(const char *all, const char *part)
{
    if (strstr(all, part))
        return true;
    printf("# %s\n# is not in\n# %s\n", part, all);
    return false;
}

/* ---- vouchers -----------------------------------------------------------*/

SITE(a_voucher_moves_what_its_lines_say_and_balances)
{
    struct till t;

    till_start(&t, db);
    voucher(&t, "2014-08-05", 1, "stationery", "box", 150);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line"),
              0);
    CHECK_INT(
        both_ask(
            db,
            "SELECT CAST(sum(amount) AS BIGINT) FROM book_balance WHERE head = "
            "'box'"),
        75000);
    CHECK_INT(
        both_ask(
            db,
            "SELECT CAST(sum(amount) AS BIGINT) FROM book_balance WHERE head = "
            "'stationery'"),
        15000);
    CHECK_INT(
        both_ask(
            db,
            "SELECT CAST(sum(amount) AS BIGINT) FROM book_balance WHERE head = "
            "'opening_fund'"),
        -150000); /* 900 + 5,000 - 4,400 */
    site_end(&t.v.s);
}

SITE(a_voucher_that_moves_nothing_is_refused)
{
    static const struct {
        const char *line, *what;
    } row[] = {
        { "{\"amount\":100,\"credit\":\"box\",\"debit\":\"box\"}",
          "voucher.same_head" },
        { "{\"amount\":0,\"credit\":\"box\",\"debit\":\"fee\"}",
          "field.out_of_bounds" },
        { "{\"amount\":-5,\"credit\":\"box\",\"debit\":\"fee\"}",
          "field.out_of_bounds" },
    };
    struct till t;

    till_start(&t, db);
    for (size_t i = 0; i < LEN(row); i++) {
        struct buf b = buf_start(&t.v.s.arena);
        struct findings f = findings_start(&t.v.s.arena);
        struct draft d = { .kind = S("voucher"),
                           .author = S("admin"),
                           .strict = true };
        bool told = false;

        buf_fmt(&b,
                "{\"book\":\"%%1\",\"held\":\"2014-08-05\",\"line\":[%s],"
                "\"number\":1}",
                row[i].line);
        d.body = str_of(with(&t.v.s, arena_z(b.arena, buf_str(&b)), t.co,
                             ID_NONE, ID_NONE));
        draft_judge(db, &d, day_said("2015-01-01"), &f);
        CHECK(findings_stop(&f));
        for (size_t k = 0; k < f.n; k++)
            told |= !strcmp(f.at[k].what, row[i].what);
        if (!CHECK(told))
            printf("# %s, not %s\n", f.n ? f.at[0].what : "nothing",
                   row[i].what);
    }
    site_end(&t.v.s);
}

/* What a member has is what her own acts say (finance.md 12, 7). */
SITE(members_savings_are_not_written_by_hand)
{
    struct till t;
    struct id by_hand;

    till_start(&t, db);
    by_hand = voucher(&t, "2014-08-05", 1, "saving_regular", "box", 100);
    CHECK(found(&t.v, by_hand, "voucher.by_its_own_act"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE event = "
                           "'voucher.entered'"),
              0);
    CHECK_INT(
        both_ask(
            db,
            "SELECT CAST(sum(amount) AS BIGINT) FROM book_balance WHERE head = "
            "'box'"),
        90000);
    CHECK(found(&t.v, voucher(&t, "2014-08-06", 2, "staff_cost", "box", 10),
                "voucher.not_its_head")); /* a village has no staff */
    site_end(&t.v.s);
}

SITE(a_number_is_one_voucher_of_a_fiscal_year)
{
    struct till t;
    struct id june, july, again;

    till_start(&t, db);
    july = voucher(&t, "2014-07-01", 1, "stationery", "box", 10);
    june = voucher(&t, "2014-06-30", 1, "stationery", "box", 10);
    CHECK(!found(&t.v, july, "voucher.number_twice"));
    CHECK(!found(&t.v, june, "voucher.number_twice"));
    again = voucher(&t, "2014-12-31", 1, "stationery", "box", 10);
    CHECK(found(&t.v, july, "voucher.number_twice"));
    CHECK(found(&t.v, again, "voucher.number_twice"));
    CHECK(!found(&t.v, june, "voucher.number_twice"));
    site_end(&t.v.s);
}

TEST(a_fiscal_year_begins_in_july)
{
    CHECK_INT(fiscal_year(day_said("2014-06-30")), 2013);
    CHECK_INT(fiscal_year(day_said("2014-07-01")), 2014);
    CHECK_INT(fiscal_year(day_said("2015-06-30")), 2014);
    CHECK_INT(fiscal_year(day_said("1968-06-30")), 1967);
    CHECK_INT(fiscal_year(day_said("1970-01-01")), 1969);
    CHECK_INT(fiscal_year(DAY_NONE), INT_NONE);
    CHECK_INT(fiscal_july(month_said_as("2015-01")), month_said_as("2014-07"));
}

/* ---- sheets -------------------------------------------------------------*/

static void august(struct till *t)
{
    voucher(t, "2014-08-05", 1, "stationery", "box", 150);
    voucher(t, "2014-08-12", 2, "bank", "box", 400);
    voucher(t, "2014-08-20", 3, "transport", "bank", 250);
    voucher(t, "2014-09-03", 4, "box", "fee", 75);
}

SITE(the_cash_book_runs_from_what_was_to_what_is_left)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    august(&t);
    csv = sheet_of(&t, "cashbook", "2014-08", "2014-08", ID_NONE, "");
    CHECK(says(csv, "2014-08-01,Balance brought forward,,,,,,900,5000\n"));
    CHECK(says(csv, "2014-08-05,General voucher: Stationery,1,,,150,,750,5000"
                    "\n"));
    /* From one to the other. */
    CHECK(says(csv, "2014-08-12,General voucher,2,,400,400,,350,5400\n"));
    CHECK(says(csv, "2014-08-20,General voucher: Transport"));
    CHECK(says(csv, ",Total,,0,400,550,250,350,5150\n"));
    CHECK(!strstr(csv, "2014-09"));
    site_end(&t.v.s);
}

/* Closes the book up to that month: what is signed from now on comes late. */
static void month_shut(struct till *t, const char *last)
{
    struct buf b = buf_start(&t->v.s.arena);
    struct rows r =
        db_text_rows(t->v.s.db,
                     S("SELECT device, max(seq) FROM entry WHERE device IN "
                       "(SELECT entry FROM device) GROUP BY device "
                       "ORDER BY device"));
    const char *comma = "";

    buf_z(&b, "{\"agreed\":true,\"book\":\"%1\",\"counted\":true,\"heads\":[");
    while (db_next(&r)) {
        buf_fmt(&b, "%s{\"device\":\"", comma);
        id_put(&b, db_id(&r, 0));
        buf_fmt(&b, "\",\"seq\":%lld}", (long long)db_int(&r, 1));
        comma = ",";
    }
    buf_fmt(&b,
            "],\"held\":\"2015-01-01\",\"listed\":true,\"month\":\"%s\","
            "\"printed\":true}",
            last);
    say_that(&t->v, "closing", arena_z(b.arena, buf_str(&b)), t->co, ID_NONE,
             ID_NONE);
}

/* The same sheets at the end of a day: the months before it, and the lines of
 * its own month up to it; one that came late stands in the month it came to. */
SITE(sheets_are_told_of_a_day)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    august(&t);
    csv = sheet_of(&t, "cashbook", "2014-08", "2014-08-12", ID_NONE, "");
    CHECK(says(csv, ",Total,,0,400,550,0,350,5400\n"));
    CHECK(!strstr(csv, "2014-08-20"));
    csv = sheet_of(&t, "ledger", "2014-08", "2014-08-19", ID_NONE, "bank");
    CHECK(says(csv, ",Total,,,400,0,5400\n"));
    csv = sheet_of(&t, "trial", "2014-08", "2014-08-05", ID_NONE, "");
    CHECK(says(csv, "Total,5900,5900,150,150,5900,5900\n"));
    csv = sheet_of(&t, "receipts", "2014-08", "2014-09-02", ID_NONE, "");
    CHECK(says(csv, "Total,5900,5900\n"));
    csv = sheet_of(&t, "receipts", "2014-08", "2014-09-03", ID_NONE, "");
    CHECK(says(csv, "Total,5975,5975\n"));
    csv = sheet_of(&t, "balance", "2014-08", "2014-08-20", ID_NONE, "");
    CHECK(says(csv, "Cash at bank,5150,5000\n"));
    CHECK(!strstr(csv, "saath verify"));
    csv = sheet_of(&t, "balance", "2014-08", "2014-08-19", ID_NONE, "");
    CHECK(says(csv, "Cash at bank,5400,5000\n"));
    month_shut(&t, "2014-08");
    voucher(&t, "2014-08-25", 5, "stationery", "box",
            30); /* of September now */
    csv = sheet_of(&t, "balance", "2014-08", "2014-08-31", ID_NONE, "");
    CHECK(says(csv, "Cash in the box,350,900\n"));
    csv = sheet_of(&t, "balance", "2014-08", "2014-09-01", ID_NONE, "");
    CHECK(says(csv, "Cash in the box,320,900\n"));
    site_end(&t.v.s);
}

SITE(a_day_is_asked_of_what_is_known_by_the_day)
{
    struct arena a = { 0 };
    struct findings f = findings_start(&a);
    struct question q = { .from = MONTH_NONE,
                          .on = day_said("2014-08-05"),
                          .as_of = month_said_as("2014-08") },
                    read;

    (void)db;
    CHECK(report_knows(report_find(S("par")), &q, &f));
    CHECK(!report_knows(report_find(S("outreach")), &q, &f));
    CHECK(f.n == 1 && !strcmp(f.at[0].what, "report.only_months"));
    CHECK(question_read(question_text(&q, &a), &read));
    CHECK_INT(read.on, q.on);
    CHECK_INT(question_day(&read), day_said("2014-08-05"));
    q.as_of = month_said_as("2014-09");
    CHECK(!report_knows(report_find(S("par")), &q, &f));
    q.on = 0;
    CHECK(report_knows(report_find(S("outreach")), &q, &f));
    CHECK_INT(question_day(&q), day_said("2014-09-30"));
    arena_free(&a);
}

SITE(debit_and_credit_of_the_trial_balance_are_one_sum)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    august(&t);
    csv = sheet_of(&t, "trial", "2014-08", "2014-09", ID_NONE, "");
    CHECK(says(csv, "Cash in the box,900,,75,550,425,\n"));
    CHECK(says(csv, "Cash at bank,5000,,400,250,5150,\n"));
    CHECK(says(csv, "Savings of members not told apart,,4400,,,,4400\n"));
    CHECK(says(csv, "Membership and other fees,,,,75,,75\n"));
    CHECK(says(csv, "Total,5900,5900,875,875,5975,5975\n"));
    site_end(&t.v.s);
}

SITE(receipts_and_payments_leave_out_what_only_changed_purses)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    august(&t);
    csv = sheet_of(&t, "receipts", "2014-08", "2014-09", ID_NONE, "");
    CHECK(says(csv, "Membership and other fees,75,\n"));
    CHECK(says(csv, "Stationery,,150\n"));
    CHECK(says(csv, "Transport,,250\n"));
    CHECK(says(csv, "Total,5975,5975\n")); /* 5,900 + 75 = 400 + 5,575 */
    site_end(&t.v.s);
}

SITE(what_there_is_is_owed_or_owned)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    august(&t);
    csv = sheet_of(&t, "balance", "2014-08", "2014-09", ID_NONE, "");
    CHECK(says(csv, "Cash in the box,425,900\n"));
    CHECK(says(csv, "Total,5575,5900\n"));
    CHECK(says(csv, "Own funds at the opening of the books,1500,1500\n"));
    CHECK(says(csv, "Surplus of this period,-325,0\n")); /* 75 - 400 */
    CHECK(!strstr(csv, "saath verify"));
    site_end(&t.v.s);
}

SITE(the_ledger_of_one_head_is_its_lines_alone)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    august(&t);
    csv = sheet_of(&t, "ledger", "2014-08", "2014-09", ID_NONE, "bank");
    CHECK(says(csv, "2014-08-01,Balance brought forward,,,,,5000\n"));
    CHECK(says(csv, "2014-08-12,General voucher,HBL,2,400,,5400\n"));
    CHECK(says(csv, "2014-08-20,General voucher,HBL,3,,250,5150\n"));
    CHECK(says(csv, ",Total,,,400,250,5150\n"));
    CHECK(!strstr(csv, "Stationery"));
    site_end(&t.v.s);
}

/* A fund balances by itself (finance.md 12, 1). */
SITE(a_fund_has_sheets_of_its_own)
{
    struct till t;
    const char *csv;

    till_start(&t, db);
    say_that(&t.v, "voucher",
             "{\"book\":\"%1\",\"fund\":\"%3\",\"held\":\"2014-08-05\",\"line\""
             ":[{\"amount\":7000,\"credit\":\"reserve\",\"debit\":\"bank\","
             "\"debit_party\":\"%2\"}],\"number\":1}",
             t.co, t.account, t.fund);
    csv = sheet_of(&t, "trial", "2014-08", "2014-08", t.fund, "");
    CHECK(says(csv, "Cash at bank,,,70,,70,\n"));
    CHECK(says(csv, "Total,0,0,70,70,70,70\n"));
    csv = sheet_of(&t, "trial", "2014-08", "2014-08", ID_NONE, "");
    CHECK(says(csv, "Cash at bank,5000,,70,,5070,\n"));
    site_end(&t.v.s);
}

/* ---- what was asserted --------------------------------------------------*/

SITE(the_first_day_on_which_box_and_books_differ_is_named)
{
    struct till t;
    struct book_count *c;
    const struct book_count *wrong;
    size_t n;
    struct id june;

    till_start(&t, db);
    august(&t);
    count(&t, "2014-08-05", 750);
    count(&t, "2014-08-31", 300); /* 350 should lie there */
    count(&t, "2014-09-03", 375);
    n = book_counts(db, t.co, DAY_FIRST, DAY_LAST, &t.v.s.arena, &c);
    CHECK_INT((int64_t)n, 3);
    wrong = book_first_false(c, n);
    CHECK(wrong && wrong->on == day_said("2014-08-31"));
    CHECK_INT(wrong ? wrong->counted : 0, 30000);
    CHECK_INT(wrong ? wrong->booked : 0, 35000);
    /* What comes later, of a day before, changes what was true that day. */
    june = voucher(&t, "2014-08-30", 9, "cash_short", "box", 50);
    n = book_counts(db, t.co, DAY_FIRST, DAY_LAST, &t.v.s.arena, &c);
    CHECK(!book_first_false(c, n));
    CHECK(!id_none(june));
    site_end(&t.v.s);
}

SITE(a_meetings_count_holds_before_or_after_what_else_its_day_brought)
{
    struct till t;
    struct book_count *c;
    size_t n;

    till_start(&t, db);
    say_that(&t.v, "meeting",
             "{\"body\":\"%1\",\"box_before\":90000,\"boxed\":110000,\"held\":"
             "\"2014-08-05\",\"total\":20000,\"women\":12}",
             t.co, ID_NONE, ID_NONE);
    voucher(&t, "2014-08-05", 1, "bank", "box", 1000); /* banked that day */
    n = book_counts(db, t.co, DAY_FIRST, DAY_LAST, &t.v.s.arena, &c);
    CHECK_INT((int64_t)n, 1);
    CHECK(n == 1 && c->good && c->meeting);
    count(&t, "2014-08-05", 1100); /* at the end of that day it is not so */
    n = book_counts(db, t.co, DAY_FIRST, DAY_LAST, &t.v.s.arena, &c);
    CHECK(n == 2 && book_first_false(c, n) && !book_first_false(c, n)->meeting);
    site_end(&t.v.s);
}

SITE(less_than_nothing_in_the_box_is_named_by_its_first_day)
{
    struct till t;
    struct book_negative low;

    till_start(&t, db);
    august(&t);
    CHECK(!book_negative(db, t.co, &t.v.s.arena).head.n);
    voucher(&t, "2014-08-10", 5, "stationery", "box", 800);
    low = book_negative(db, t.co, &t.v.s.arena);
    CHECK(str_same(low.head, S("box")));
    CHECK(low.on == day_said("2014-08-10"));
    CHECK_INT(low.amount, -5000);
    voucher(&t, "2014-07-02", 6, "box", "fee", 1000); /* it had come before */
    CHECK(!book_negative(db, t.co, &t.v.s.arena).head.n);
    site_end(&t.v.s);
}

SITE(notes_and_coins_make_the_amount)
{
    struct till t;

    till_start(&t, db);
    CHECK(found(&t.v,
                say_that(&t.v, "cash_count",
                         "{\"amount\":90000,\"book\":\"%1\",\"held\":"
                         "\"2014-08-01\",\"piece\":[{\"number\":1,\"rupees\":"
                         "500},{\"number\":3,\"rupees\":100}]}",
                         t.co, ID_NONE, ID_NONE),
                "cash_count.pieces_differ"));
    CHECK(!found(&t.v,
                 say_that(&t.v, "cash_count",
                          "{\"amount\":80000,\"book\":\"%1\",\"held\":"
                          "\"2014-08-01\",\"piece\":[{\"number\":1,\"rupees\":"
                          "500},{\"number\":3,\"rupees\":100}]}",
                          t.co, ID_NONE, ID_NONE),
                 "cash_count.pieces_differ"));
    site_end(&t.v.s);
}

/* ---- the bank -----------------------------------------------------------*/

/* Of 5,000 a cheque of 250 was drawn, one of 300 was not, and the bank took 40
 * that nobody booked. */
SITE(what_differs_at_the_bank_is_listed_and_the_rest_agrees)
{
    struct till t;
    struct bank_check c;
    struct id late;

    till_start(&t, db);
    august(&t);
    late = voucher(&t, "2014-08-30", 7, "transport", "bank", 300);
    bank_check(db, t.account, day_said("2014-08-31"), &t.v.s.arena, &c);
    CHECK(id_none(c.statement));
    CHECK_INT(c.booked, 485000);
    say_that(&t.v, "bank_statement",
             "{\"account\":\"%1\",\"balance\":511000,\"carried\":500000,"
             "\"held\":\"2014-08-31\",\"item\":[{\"amount\":40000,\"on_day\":"
             "\"2014-08-13\"},{\"amount\":-25000,\"on_day\":\"2014-08-25\"},"
             "{\"amount\":-4000,\"on_day\":\"2014-08-31\",\"reference\":"
             "\"charges\"}],\"since\":\"2014-08-01\"}",
             t.account, ID_NONE, ID_NONE);
    bank_check(db, t.account, day_said("2014-08-31"), &t.v.s.arena, &c);
    CHECK_INT(c.balance, 511000);
    CHECK_INT((int64_t)c.book_items, 1);
    CHECK(c.book_items == 1 && id_same(c.only_books->entry, late));
    CHECK_INT((int64_t)c.bank_items, 1);
    CHECK_INT(c.bank_items ? c.only_bank->amount : 0, -4000);
    CHECK_INT(c.difference, 0);
    voucher(&t, "2014-08-31", 8, "bank_charge", "bank", 40);
    bank_check(db, t.account, day_said("2014-08-31"), &t.v.s.arena, &c);
    CHECK_INT((int64_t)c.bank_items, 0);
    CHECK_INT(c.difference, 0);
    site_end(&t.v.s);
}

SITE(an_item_that_names_its_entry_is_that_one)
{
    struct till t;
    struct bank_check c;
    struct id first;
    struct buf b;

    till_start(&t, db);
    first = voucher(&t, "2014-08-02", 1, "transport", "bank", 100);
    voucher(&t, "2014-08-20", 2, "transport", "bank", 100);
    b = buf_start(&t.v.s.arena);
    buf_z(&b, "{\"account\":\"%1\",\"balance\":490000,\"carried\":500000,"
              "\"held\":\"2014-08-31\",\"item\":[{\"amount\":-10000,"
              "\"matches\":\"%2\",\"on_day\":\"2014-08-21\"}],\"since\":"
              "\"2014-08-01\"}");
    say_that(&t.v, "bank_statement", arena_z(b.arena, buf_str(&b)), t.account,
             first, ID_NONE);
    bank_check(db, t.account, day_said("2014-08-31"), &t.v.s.arena, &c);
    CHECK_INT((int64_t)c.book_items, 1);
    CHECK(c.book_items == 1 && c.only_books->on == day_said("2014-08-20"));
    CHECK_INT(c.difference, 0);
    site_end(&t.v.s);
}

SITE(a_statement_that_does_not_add_up_is_refused)
{
    struct till t;

    till_start(&t, db);
    CHECK(found(&t.v,
                say_that(&t.v, "bank_statement",
                         "{\"account\":\"%1\",\"balance\":510000,\"carried\":"
                         "500000,\"held\":\"2014-08-31\",\"item\":[{\"amount\":"
                         "9900,\"on_day\":\"2014-08-21\"}],\"since\":"
                         "\"2014-08-01\"}",
                         t.account, ID_NONE, ID_NONE),
                "bank_statement.does_not_add"));
    CHECK(found(&t.v,
                say_that(&t.v, "bank_statement",
                         "{\"account\":\"%1\",\"balance\":510000,\"held\":"
                         "\"2014-08-31\",\"item\":[{\"amount\":9900,\"on_day\":"
                         "\"2014-09-01\"}]}",
                         t.account, ID_NONE, ID_NONE),
                "bank_statement.outside"));
    site_end(&t.v.s);
}

/* ---- a changed amount ---------------------------------------------------*/

static bool trouble_put(void *self, struct str line)
{
    struct till *t = self;

    if (t->told + line.n + 2 < sizeof t->troubles) {
        memcpy(t->troubles + t->told, line.p, line.n);
        t->told += line.n;
        t->troubles[t->told++] = '\n';
        t->troubles[t->told] = 0;
    }
    return true;
}

static int64_t verify(struct till *t)
{
    t->told = 0;
    t->troubles[0] = 0;
    return log_verify(t->v.s.db, &t->v.s.host, trouble_put, t);
}

static bool digest_is(struct till *t, struct hash h)
{
    return hash_same(book_digest(t->v.s.db, t->co, month_said_as("2014-08")),
                     h);
}

/* Each of them is put back, and all is well again. */
SITE(a_tampered_amount_is_named_and_changes_the_digest_in_the_minutes_book)
{
    static const struct {
        const char *what, *back, *told;
        bool digest; /* of August: it changes */
    } row[] = {
        { "UPDATE book_line SET amount = amount + 100 WHERE head = "
          "'stationery'",
          "UPDATE book_line SET amount = amount - 100 WHERE head = "
          "'stationery'",
          "line of the books is not what its entry says", true },
        { "UPDATE book_line SET amount = amount * 2 WHERE event = "
          "'voucher.entered' AND on_day = 16287",
          "UPDATE book_line SET amount = amount / 2 WHERE event = "
          "'voucher.entered' AND on_day = 16287",
          "balance is not the sum of its lines: stationery", true },
        { "UPDATE book_balance SET amount = amount - 5 WHERE head = 'box' AND "
          "month = 534",
          "UPDATE book_balance SET amount = amount + 5 WHERE head = 'box' AND "
          "month = 534",
          "balance is not the sum of its lines: box", true },
        { "UPDATE voucher_line SET amount = 14000 WHERE debit = 'stationery'",
          "UPDATE voucher_line SET amount = 15000 WHERE debit = 'stationery'",
          "row of voucher is not what its entry says", false },
        { "UPDATE book_line SET on_day = on_day + 1 WHERE head = 'transport'",
          "UPDATE book_line SET on_day = on_day - 1 WHERE head = 'transport'",
          "line of the books is not what its entry says", true },
        { "UPDATE book_line SET thing = book WHERE event = 'voucher.entered' "
          "AND on_day = 16287",
          NULL, "lines of the books that nothing made: 2", false },
    };
    struct till t;
    struct hash august_was;

    till_start(&t, db);
    august(&t);
    august_was = book_digest(db, t.co, month_said_as("2014-08"));
    CHECK_INT(verify(&t), 0);
    for (size_t i = 0; i < LEN(row); i++) {
        both_script(db, row[i].what);
        CHECK(verify(&t) > 0);
        CHECK(says(t.troubles, row[i].told));
        CHECK_INT(digest_is(&t, august_was), !row[i].digest);
        if (!row[i].back)
            break;
        both_script(db, row[i].back);
        CHECK_INT(verify(&t), 0);
        CHECK(digest_is(&t, august_was));
    }
    site_end(&t.v.s);
}

/* An amount in the signed bytes, with its row and its lines changed alike. */
SITE(an_amount_changed_in_the_entry_itself_is_named_by_its_bytes)
{
    struct till t;
    struct rows r;
    struct buf bytes;

    till_start(&t, db);
    august(&t);
    r = db_text_rows(db, S("SELECT bytes FROM entry WHERE kind = 'voucher' "
                           "ORDER BY seq LIMIT 1"));
    CHECK(db_next(&r));
    bytes = buf_start(&t.v.s.arena);
    buf_add(&bytes, db_str(&r, 0));
    db_done(&r);
    for (size_t i = 0; i + 5 < bytes.n; i++)
        if (!memcmp(bytes.p + i, "15000", 5))
            bytes.p[i + 1] = '4';
    r = db_text_rows(db, S("UPDATE entry SET bytes = $1 WHERE hash = (SELECT "
                           "hash FROM entry WHERE kind = 'voucher' ORDER BY "
                           "seq LIMIT 1)"));
    db_bind_blob(&r, 1, bytes.p, bytes.n);
    db_run(&r);
    CHECK(verify(&t) > 0);
    CHECK(says(t.troubles, "bytes are not those of the hash"));
    CHECK(says(t.troubles, "row of voucher is not what its entry says"));
    site_end(&t.v.s);
}

SITE(a_digest_is_of_its_month_and_does_not_mind_what_comes_after)
{
    struct till t;
    struct hash was;
    uint8_t code[SHORT_BYTES];

    till_start(&t, db);
    august(&t);
    was = book_digest(db, t.co, month_said_as("2014-08"));
    CHECK(!hash_same(was, book_digest(db, t.co, month_said_as("2014-09"))));
    CHECK(vote_short_read(vote_short(was, &t.v.s.arena), code, &t.v.s.arena));
    CHECK(!memcmp(code, was.b, sizeof code));
    voucher(&t, "2014-10-01", 9, "stationery", "box", 5);
    CHECK(digest_is(&t, was));
    voucher(&t, "2014-07-30", 10, "stationery", "box", 5);
    CHECK(!digest_is(&t, was)); /* its balances carry what was before */
    site_end(&t.v.s);
}

/* A figure that is not what its postings come to, and one that is missing. */
SITE(a_changed_figure_is_named)
{
    struct till t;

    till_start(&t, db);
    august(&t);
    CHECK_INT(verify(&t), 0);
    db_script(db, S("UPDATE figure SET amount = amount + 1 WHERE carried = 0 "
                    "AND level = 0 AND indicator = (SELECT min(indicator) "
                    "FROM posting)"));
    CHECK(verify(&t) > 0);
    CHECK(says(t.troubles, "figure is not the sum of its postings: "));
    db_script(db, S("DELETE FROM figure WHERE carried = 0 AND level = 0 AND "
                    "indicator = (SELECT min(indicator) FROM posting)"));
    CHECK(verify(&t) > 0);
    CHECK(says(t.troubles, "figure is not the sum of its postings: "));
    site_end(&t.v.s);
}
