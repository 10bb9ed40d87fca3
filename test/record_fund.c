/* record_fund - donors' agreements, the endowment, and money between books. */
#include <stdarg.h>

#include "register_site.h"

struct house { /* an RSP's purse */
    struct village v;
    struct id donor, core, endowment, agreement, bank;
    struct id lso, vo, co;
};

static const char *hex(struct house *h, struct id id)
{
    struct buf b = buf_start(&h->v.s.arena);

    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

/* A draft by somebody: as a form says it (strict), or as it comes in a log. */
static struct id said(struct house *h, bool strict, const char *who,
                      const char *kind, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
static struct id said(struct house *h, bool strict, const char *who,
                      const char *kind, const char *format, ...)
{
    char body[4000];
    struct draft d = { .kind = str_of(kind),
                       .author = str_of(who),
                       .strict = strict };
    struct site *s = &h->v.s;
    struct id id;
    va_list list;

    va_start(list, format);
    vsnprintf(body, sizeof body, format, list);
    va_end(list);
    d.body = str_of(body);
    s->said = findings_start(&s->arena);
    keeper_begin(s->keeper);
    s->kept = keeper_draft(s->keeper, &d, &s->said, &id);
    if (!CHECK(keeper_commit(s->keeper)))
        printf("# %s\n", keeper_trouble(s->keeper));
    return id;
}

/* The last draft was refused for this, or kept with it. */
static bool was_told(struct house *h, const char *what, enum level level)
{
    for (size_t i = 0; i < h->v.s.said.n; i++)
        if (!strcmp(h->v.s.said.at[i].what, what) &&
            h->v.s.said.at[i].level == level)
            return true;
    return false;
}

static bool refused(struct house *h, const char *what)
{
    bool all = h->v.s.kept == KEPT_REFUSED && was_told(h, what, STOP);

    if (!all)
        for (size_t i = 0; i < h->v.s.said.n; i++)
            printf("# %s\n", h->v.s.said.at[i].what);
    return all;
}

static bool was_kept(struct house *h)
{
    if (h->v.s.kept != KEPT)
        for (size_t i = 0; i < h->v.s.said.n; i++)
            printf("# %s at %.*s\n", h->v.s.said.at[i].what,
                   (int)h->v.s.said.at[i].path.n, h->v.s.said.at[i].path.p);
    return CHECK_INT(h->v.s.kept, KEPT);
}

static struct id fund_made(struct house *h, const char *code, const char *class)
{
    struct id id = said(h, true, "admin", "fund",
                        "{\"class\":\"%s\",\"code\":\"%s\",\"donor\":\"EU\","
                        "\"rsp\":\"%s\",\"since\":\"2008-07-01\",\"title\":"
                        "\"%s\"}",
                        class, code, hex(h, h->v.srso), code);

    was_kept(h);
    return id;
}

/* An agreement of 100,000 euros: 60,000 for training, 40,000 for goods. */
static struct id agreement_made(struct house *h, const char *variance)
{
    struct id id = said(
        h, true, "admin", "agreement",
        "{\"agreed\":\"2012-12-01\",\"amount\":10000000,\"currency\":\"EUR\","
        "\"donor\":\"EU\",\"fund\":\"%s\",\"line\":[{\"amount\":6000000,"
        "\"code\":\"1\",\"title\":\"Training\"},{\"amount\":4000000,\"code\":"
        "\"2\",\"title\":\"Goods\"}],\"number\":\"EU-1\",\"overhead\":700,"
        "\"exchange\":12000000,\"rsp\":\"%s\",\"since\":\"2013-01-01\",\"title\":"
        "\"Union councils\",\"until\":\"2014-12-31\"%s}",
        hex(h, h->donor), hex(h, h->v.srso), variance);

    was_kept(h);
    return id;
}

static void house_start(struct house *h, struct db *db)
{
    memset(h, 0, sizeof *h);
    village_start(&h->v, db);
    h->donor = fund_made(h, "EU", "donor");
    h->core = fund_made(h, "CORE", "core");
    h->endowment = fund_made(h, "ENDOWMENT", "endowment");
    h->agreement = agreement_made(h, "");
    h->bank =
        said(h, true, "admin", "account",
             "{\"bank\":\"HBL\",\"opened\":\"2008-07-01\",\"rsp\":\"%s\"}",
             hex(h, h->v.srso));
    was_kept(h);
    said(
        h, true, "admin", "access",
        "{\"login\":\"bano\",\"role\":\"accountant\",\"rsp\":\"%s\",\"since\":\"2010-01-01\"}",
        hex(h, h->v.srso));
    was_kept(h);
}

/* Rupees on a day, on a line. */
static struct id spent(struct house *h, bool strict, const char *line,
                       const char *held, int rupees, const char *more)
{
    return said(h, strict, "admin", "expense",
                "{\"account\":\"%s\",\"agreement\":\"%s\",\"amount\":%d00,"
                "\"fund\":\"%s\",\"head\":\"training_cost\",\"held\":\"%s\","
                "\"line\":\"%s\",\"rsp\":\"%s\",\"way\":\"bank\",\"what\":"
                "\"x\"%s}",
                hex(h, h->bank), hex(h, h->agreement), rupees, hex(h, h->donor),
                held, line, hex(h, h->v.srso), more);
}

static struct id tranche_put(struct house *h, const char *held, int euros,
                             int rate, int64_t amount)
{
    return said(h, true, "admin", "tranche",
                "{\"account\":\"%s\",\"agreement\":\"%s\",\"amount\":%lld,"
                "\"held\":\"%s\",\"exchange\":%d,\"units\":%d}",
                hex(h, h->bank), hex(h, h->agreement), (long long)amount, held,
                rate, euros);
}

static struct id back(struct house *h, const char *who, struct id what,
                      const char *held)
{
    return said(h, true, who, "reversal",
                "{\"held\":\"%s\",\"reverses\":\"%s\",\"why\":\"x\"}", held,
                hex(h, what));
}

/* What a head holds in a fund of the RSP's book, in rupees; debit > 0. */
static int64_t holds(struct house *h, const char *head, struct id fund)
{
    struct rows r =
        db_text_rows(h->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE head = $1 AND fund = $2 AND book = "
                       "$3"));
    int64_t n;

    db_bind_text(&r, 1, str_of(head));
    db_bind_blob(&r, 2, fund.b, sizeof fund.b);
    db_bind_id(&r, 3, h->v.srso);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(h->v.s.db);
    return n / 100;
}

/* Every entry balances in each book and fund; what bodies owe each other adds
 * up to nothing, and so does what funds do. */
static void balances(struct house *h)
{
    struct db *db = h->v.s.db;

    CHECK_INT(both_ask(db,
                       "SELECT count(*) FROM (SELECT entry FROM book_line "
                       "GROUP BY entry, book, fund HAVING sum(amount) <> 0) x"),
              0);
    CHECK_INT(both_ask(db, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) "
                           "FROM book_line WHERE head IN ('due_from', "
                           "'due_to')"),
              0);
    CHECK_INT(both_ask(db, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) "
                           "FROM book_line WHERE head IN ('due_from_fund', "
                           "'due_to_fund')"),
              0);
    CHECK_INT(both_ask(db, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) "
                           "FROM book_line WHERE head = 'fund_moved'"),
              0);
    /* Each pair by itself: what A has to get from B is what B owes A. */
    CHECK_INT(both_ask(db,
                       "SELECT count(*) FROM (SELECT CASE WHEN book < party "
                       "THEN book ELSE party END AS one, CASE WHEN book < "
                       "party THEN party ELSE book END AS two FROM book_line "
                       "WHERE head IN ('due_from', 'due_to') GROUP BY 1, 2 "
                       "HAVING sum(amount) <> 0) x"),
              0);
}

static void in_any_order(struct house *h)
{
    struct db *fresh = db_open(":memory:", DB_MAKE);

    any_order(&h->v.s, fresh);
    db_close(fresh);
}

/* ---- donors -------------------------------------------------------------*/

/* 50,000 euros at 130 rupees; half a million is spent: what is earned is what
 * was spent, the rest is still the donor's. */
SITE(a_tranche_is_the_donors_until_it_is_spent)
{
    struct house h;
    struct id was;

    house_start(&h, db);
    tranche_put(&h, "2013-02-01", 5000000, 13000000, 650000000);
    was_kept(&h);
    CHECK_INT(holds(&h, "bank", h.donor), 6500000);
    CHECK_INT(holds(&h, "grant_held", h.donor), -6500000);
    was = spent(&h, true, "1", "2013-03-01", 500000, "");
    was_kept(&h);
    CHECK_INT(holds(&h, "training_cost", h.donor), 500000);
    CHECK_INT(holds(&h, "grant", h.donor), -500000);
    CHECK_INT(holds(&h, "grant_held", h.donor), -6000000);
    CHECK_INT(holds(&h, "bank", h.donor), 6000000);
    balances(&h);
    back(&h, "bano", was, "2013-03-09");
    was_kept(&h);
    CHECK_INT(holds(&h, "grant_held", h.donor), -6500000);
    CHECK_INT(holds(&h, "training_cost", h.donor), 0);
    balances(&h);
    tranche_put(&h, "2013-06-01", 5000000, 13000000, 650000100);
    CHECK(refused(&h, "tranche.rate_differs"));
    said(&h, true, "admin", "tranche",
         "{\"agreement\":\"%s\",\"amount\":100,\"held\":\"2013-06-01\"}",
         hex(&h, h.agreement));
    CHECK(refused(&h, "tranche.no_rate"));
    site_end(&h.v.s);
}

/* The line has 60,000 euros and ten percent: 66,000 at the tranche's 130 are
 * 8,580,000 rupees. A form stops one rupee above, the log marks it. */
SITE(a_line_is_never_passed_by_more_than_its_agreement_allows)
{
    struct house h;
    struct id first, over;

    house_start(&h, db);
    tranche_put(&h, "2013-02-01", 5000000, 13000000, 650000000);
    spent(&h, true, "1", "2013-03-01", 8580001, "");
    CHECK(refused(&h, "expense.over_line"));
    first = spent(&h, true, "1", "2013-03-01", 8580000, "");
    was_kept(&h);
    CHECK(!found(&h.v, first, "expense.over_line"));
    spent(&h, true, "1", "2013-03-02", 1, "");
    CHECK(refused(&h, "expense.over_line"));
    spent(&h, true, "2", "2013-03-02", 1, ""); /* another line */
    was_kept(&h);
    over = spent(&h, false, "1", "2013-03-02", 1, "");
    was_kept(&h);
    CHECK(found(&h.v, over, "expense.over_line"));
    CHECK(!found(&h.v, first, "expense.over_line"));
    CHECK_INT(holds(&h, "training_cost", h.donor), 8580002); /* it is paid */
    back(&h, "bano", first, "2013-04-01"); /* the line is free again */
    was_kept(&h);
    CHECK(!found(&h.v, over, "expense.over_line"));
    spent(&h, true, "1", "2013-05-02", 8579999, "");
    was_kept(&h);
    site_end(&h.v.s);
}

/* An earlier payment that comes later is before it in the line. */
SITE(what_comes_late_is_marked_where_it_belongs)
{
    struct house h;
    struct id late, early;

    house_start(&h, db);
    tranche_put(&h, "2013-02-01", 5000000, 13000000, 650000000);
    late = spent(&h, false, "1", "2013-06-01", 8000000, "");
    CHECK(!found(&h.v, late, "expense.over_line"));
    early = spent(&h, false, "1", "2013-05-01", 1000000, "");
    CHECK(found(&h.v, late, "expense.over_line"));
    CHECK(!found(&h.v, early, "expense.over_line"));
    /* A better rate from April on makes room: 9,000,000 are 60,000 euros. */
    tranche_put(&h, "2013-04-01", 1000000, 15000000, 150000000);
    was_kept(&h);
    CHECK(!found(&h.v, late, "expense.over_line"));
    in_any_order(&h);
    site_end(&h.v.s);
}

/* Many of one line in one act, out of order and some of one day: each is judged
 * with what stood before it, however many are asked of together. */
SITE(a_lines_expenses_are_judged_together_as_one_by_one)
{
    enum { MANY = 9, OVER = 6 };
    static const int day_of[MANY] = { 9, 2, 5, 5, 7, 1, 8, 3, 5 };
    struct id paid[MANY];
    struct house h;
    char held[20];
    int over = 0;

    house_start(&h, db);
    tranche_put(&h, "2013-02-01", 5000000, 13000000, 650000000);
    for (int i = 0; i < MANY; i++) {
        snprintf(held, sizeof held, "2013-03-%02d", day_of[i]);
        paid[i] = spent(&h, false, "1", held, 1300000, "");
    }
    /* All of them anew: 66,000 euros are six of 10,000 and no seventh. */
    tranche_put(&h, "2013-02-02", 5000000, 13000000, 650000000);
    was_kept(&h);
    for (int i = 0; i < MANY; i++) {
        over += found(&h.v, paid[i], "expense.over_line");
        CHECK(found(&h.v, paid[i], "expense.over_line") == (day_of[i] > 5));
    }
    CHECK_INT(over, MANY - OVER);
    back(&h, "bano", paid[5], "2013-04-01"); /* of the first day */
    was_kept(&h);
    CHECK(!found(&h.v, paid[4], "expense.over_line")); /* of the seventh */
    CHECK(found(&h.v, paid[6], "expense.over_line"));
    site_end(&h.v.s);
}

SITE(an_agreement_says_when_and_for_what)
{
    struct house h;
    struct id was;

    house_start(&h, db);
    spent(&h, true, "1", "2012-12-31", 1, "");
    CHECK(refused(&h, "expense.out_of_dates"));
    spent(&h, true, "1", "2015-01-01", 1, "");
    CHECK(refused(&h, "expense.out_of_dates"));
    spent(&h, true, "9", "2013-03-01", 1, "");
    CHECK(refused(&h, "expense.no_such_line"));
    was = spent(&h, false, "1", "2012-12-31", 1, "");
    was_kept(&h);
    CHECK(found(&h.v, was, "expense.out_of_dates"));
    said(&h, true, "admin", "expense",
         "{\"agreement\":\"%s\",\"amount\":100,\"fund\":\"%s\",\"head\":"
         "\"stationery\",\"held\":\"2013-03-01\",\"line\":\"1\",\"rsp\":\"%s\","
         "\"what\":\"paper\"}",
         hex(&h, h.agreement), hex(&h, h.core), hex(&h, h.v.srso));
    CHECK(refused(&h, "expense.fund_not_agreements"));
    spent(&h, true, "1", "2013-03-01", 1, ",\"head\":\"grant\"");
    CHECK_INT(h.v.s.kept, KEPT_REFUSED); /* a key twice is no object */
    said(&h, true, "admin", "expense",
         "{\"amount\":100,\"fund\":\"%s\",\"head\":\"grant\",\"held\":"
         "\"2013-03-01\",\"rsp\":\"%s\",\"what\":\"x\"}",
         hex(&h, h.core), hex(&h, h.v.srso));
    CHECK(refused(&h, "expense.head_not_spending"));
    said(&h, true, "admin", "expense",
         "{\"amount\":100,\"fund\":\"%s\",\"head\":\"stationery\",\"held\":"
         "\"2013-03-01\",\"rsp\":\"%s\",\"what\":\"x\"}",
         hex(&h, h.core), hex(&h, h.v.nrsp));
    CHECK(refused(&h, "expense.fund_of_another_rsp"));
    site_end(&h.v.s);
}

static struct id promised(struct house *h, bool strict, int rupees,
                          const char *more)
{
    return said(h, strict, "admin", "commitment",
                "{\"agreement\":\"%s\",\"amount\":%d00,\"held\":\"2013-02-10\","
                "\"line\":\"2\",\"what\":\"Hand pumps\"%s}",
                hex(h, h->agreement), rupees, more);
}

/* 44,000 euros at 130 are 5,720,000 rupees. What is promised is not there to
 * be spent; what is paid on it is not counted twice; what is not needed is free
 * when it ends. */
SITE(what_is_promised_is_not_there_to_be_spent)
{
    struct house h;
    struct id pumps;
    char on[80];

    house_start(&h, db);
    tranche_put(&h, "2013-02-01", 5000000, 13000000, 650000000);
    promised(&h, true, 5720001, "");
    CHECK(refused(&h, "commitment.over_line"));
    pumps = promised(&h, true, 5000000, "");
    was_kept(&h);
    snprintf(on, sizeof on, ",\"commitment\":\"%s\"", hex(&h, pumps));
    spent(&h, true, "2", "2013-03-01", 720001, "");
    CHECK(refused(&h, "expense.over_line"));
    spent(&h, true, "2", "2013-03-01", 720000, "");
    was_kept(&h);
    spent(&h, true, "1", "2013-03-01", 1, on);
    CHECK(refused(&h, "expense.other_commitment"));
    spent(&h, true, "2", "2013-03-01", 5000001, on);
    CHECK(refused(&h, "expense.over_line"));
    spent(&h, true, "2", "2013-03-01", 4000000, on);
    was_kept(&h);
    spent(&h, true, "2", "2013-03-02", 1, "");
    CHECK(refused(&h, "expense.over_line"));
    fix_put(&h.v, pumps,
            "{\"agreement\":\"%1\",\"amount\":500000000,\"ended\":"
            "\"2013-04-01\",\"held\":\"2013-02-10\",\"line\":\"2\",\"what\":"
            "\"Hand pumps\"}",
            h.agreement, ID_NONE);
    spent(&h, true, "2", "2013-05-02", 1000000, "");
    was_kept(&h);
    spent(&h, true, "2", "2013-05-02", 1, "");
    CHECK(refused(&h, "expense.over_line"));
    balances(&h);
    site_end(&h.v.s);
}

/* Seven percent of what was spent directly goes from the donor's fund to the
 * core fund: a cost there, a recovery here, and a debt between the two until
 * money moves. */
SITE(indirect_costs_are_charged_at_a_stated_rate)
{
    static const char form[] =
        "{\"agreement\":\"%s\",\"amount\":%d,\"base\":1000005,\"fund\":\"%s\","
        "\"fund_to\":\"%s\",\"head\":\"indirect_cost\",\"held\":\"2013-06-30\","
        "\"line\":\"1\",\"nature\":\"indirect\",\"rate\":%d,\"rsp\":\"%s\","
        "\"what\":\"Overhead\"}";
    struct house h;

    house_start(&h, db);
    tranche_put(&h, "2013-02-01", 5000000, 13000000, 650000000);
    said(&h, true, "admin", "expense", form, hex(&h, h.agreement), 70001,
         hex(&h, h.donor), hex(&h, h.core), 700, hex(&h, h.v.srso));
    CHECK(refused(&h, "expense.share_differs")); /* 70,000.35 */
    said(&h, true, "admin", "expense", form, hex(&h, h.agreement), 80000,
         hex(&h, h.donor), hex(&h, h.core), 800, hex(&h, h.v.srso));
    CHECK(refused(&h, "expense.overhead_above"));
    said(&h, true, "admin", "expense", form, hex(&h, h.agreement), 70000,
         hex(&h, h.donor), hex(&h, h.donor), 700, hex(&h, h.v.srso));
    CHECK(refused(&h, "expense.to_itself"));
    said(&h, true, "admin", "expense", form, hex(&h, h.agreement), 70000,
         hex(&h, h.donor), hex(&h, h.core), 700, hex(&h, h.v.srso));
    was_kept(&h);
    CHECK_INT(holds(&h, "indirect_cost", h.donor), 700);
    CHECK_INT(holds(&h, "due_to_fund", h.donor), -700);
    CHECK_INT(holds(&h, "due_from_fund", h.core), 700);
    CHECK_INT(holds(&h, "cost_recovered", h.core), -700);
    balances(&h);
    said(&h, true, "admin", "transfer",
         "{\"account\":\"%s\",\"account_to\":\"%s\",\"amount\":70001,\"fund\":"
         "\"%s\",\"fund_to\":\"%s\",\"giver_rsp\":\"%s\",\"held\":"
         "\"2013-07-02\",\"nature\":\"repayment\",\"taker_rsp\":\"%s\","
         "\"way\":\"bank\"}",
         hex(&h, h.bank), hex(&h, h.bank), hex(&h, h.donor), hex(&h, h.core),
         hex(&h, h.v.srso), hex(&h, h.v.srso));
    CHECK(refused(&h, "transfer.more_than_owed"));
    said(&h, true, "admin", "transfer",
         "{\"account\":\"%s\",\"account_to\":\"%s\",\"amount\":70000,\"fund\":"
         "\"%s\",\"fund_to\":\"%s\",\"giver_rsp\":\"%s\",\"held\":"
         "\"2013-07-02\",\"nature\":\"repayment\",\"taker_rsp\":\"%s\","
         "\"way\":\"bank\"}",
         hex(&h, h.bank), hex(&h, h.bank), hex(&h, h.donor), hex(&h, h.core),
         hex(&h, h.v.srso), hex(&h, h.v.srso));
    was_kept(&h);
    CHECK_INT(holds(&h, "due_to_fund", h.donor), 0);
    CHECK_INT(holds(&h, "due_from_fund", h.core), 0);
    CHECK_INT(holds(&h, "bank", h.core), 700);
    balances(&h);
    site_end(&h.v.s);
}

/* ---- the endowment ------------------------------------------------------*/

static struct id contributed(struct house *h, const char *held, int64_t rupees)
{
    return said(h, true, "admin", "tranche",
                "{\"account\":\"%s\",\"amount\":%lld00,\"fund\":\"%s\","
                "\"giver\":\"Government of Sindh\",\"held\":\"%s\"}",
                hex(h, h->bank), (long long)rupees, hex(h, h->endowment), held);
}

static struct id placed(struct house *h, const char *act, const char *held,
                        struct id first, int64_t rupees, int64_t income)
{
    char more[200] = "", *at = more;

    if (!id_none(first))
        at += sprintf(at, ",\"first\":\"%s\"", hex(h, first));
    if (rupees)
        at += sprintf(at, ",\"amount\":%lld00", (long long)rupees);
    if (income)
        at += sprintf(at, ",\"income\":%lld00", (long long)income);
    return said(h, true, "admin", "placement",
                "{\"account\":\"%s\",\"act\":\"%s\",\"bank\":\"NBP\",\"fund\":"
                "\"%s\",\"held\":\"%s\",\"rate\":1250%s}",
                hex(h, h->bank), act, hex(h, h->endowment), held, more);
}

static struct id board_said(struct house *h, const char *act, const char *held,
                            int64_t rupees)
{
    return said(h, true, "admin", "board",
                "{\"act\":\"%s\",\"amount\":%lld00,\"fund\":\"%s\",\"held\":"
                "\"%s\",\"number\":\"%s-%s\",\"rsp\":\"%s\",\"subject\":\"x\","
                "\"text\":\"y\"}",
                act, (long long)rupees, hex(h, h->endowment), held, act, held,
                hex(h, h->v.srso));
}

/* Of the endowment, in rupees. */
static struct id used(struct house *h, bool strict, const char *held,
                      int64_t rupees)
{
    return said(h, strict, "admin", "expense",
                "{\"account\":\"%s\",\"amount\":%lld00,\"fund\":\"%s\","
                "\"head\":\"staff_cost\",\"held\":\"%s\",\"rsp\":\"%s\","
                "\"way\":\"bank\",\"what\":\"Salaries %s\"}",
                hex(h, h->bank), (long long)rupees, hex(h, h->endowment), held,
                hex(h, h->v.srso), held);
}

/* Rs 500 million of Sindh's government, later a billion. The first year earns
 * 62.5 million: that may be used, and not a rupee more. */
SITE(income_is_used_and_principal_stays)
{
    struct house h;
    struct id first, over;

    house_start(&h, db);
    contributed(&h, "2009-07-01", 500000000);
    was_kept(&h);
    first = placed(&h, "invest", "2009-07-02", ID_NONE, 500000000, 0);
    was_kept(&h);
    CHECK_INT(holds(&h, "placement", h.endowment), 500000000);
    CHECK_INT(holds(&h, "bank", h.endowment), 0);
    used(&h, true, "2010-07-03", 1); /* it has earned nothing yet */
    CHECK(refused(&h, "fund.principal_used"));
    placed(&h, "earn", "2010-07-02", first, 0, 62500000);
    was_kept(&h);
    used(&h, true, "2010-07-03", 62500001);
    CHECK(refused(&h, "fund.principal_used"));
    used(&h, true, "2010-07-03", 62500000);
    was_kept(&h);
    contributed(&h, "2010-08-01", 500000000);
    was_kept(&h);
    CHECK_INT(holds(&h, "endowment", h.endowment), -1000000000);
    over = used(&h, false, "2010-09-01", 1000);
    was_kept(&h);
    CHECK(found(&h.v, over, "fund.principal_used"));
    CHECK_INT(holds(&h, "endowment", h.endowment), -1000000000);
    placed(&h, "earn", "2010-08-31", first, 0, 5000); /* it was told late */
    was_kept(&h);
    CHECK(!found(&h.v, over, "fund.principal_used"));
    balances(&h);
    site_end(&h.v.s);
}

SITE(only_the_board_lets_the_principal_fall)
{
    struct house h;
    struct id was;

    house_start(&h, db);
    contributed(&h, "2009-07-01", 500000000);
    board_said(&h, "release", "2010-01-10", 500000001);
    CHECK(refused(&h, "board.more_than_principal"));
    board_said(&h, "retain", "2010-01-10", 1);
    CHECK(refused(&h, "board.more_than_income"));
    was = board_said(&h, "release", "2010-01-10", 20000000);
    was_kept(&h);
    CHECK_INT(holds(&h, "endowment", h.endowment), -480000000);
    used(&h, true, "2010-02-01", 20000001);
    CHECK(refused(&h, "fund.principal_used"));
    used(&h, true, "2010-02-01", 15000000);
    was_kept(&h);
    board_said(&h, "retain", "2010-03-01", 5000000);
    was_kept(&h);
    CHECK_INT(holds(&h, "endowment", h.endowment), -485000000);
    used(&h, true, "2010-03-02", 1);
    CHECK(refused(&h, "fund.principal_used"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM book_line WHERE head = "
                           "'endowment' AND amount > 0 AND event <> "
                           "'board.released'"),
              0);
    said(&h, true, "admin", "board",
         "{\"act\":\"release\",\"amount\":100,\"fund\":\"%s\",\"held\":"
         "\"2010-01-10\",\"number\":\"9\",\"rsp\":\"%s\",\"subject\":\"x\","
         "\"text\":\"y\"}",
         hex(&h, h.core), hex(&h, h.v.srso));
    CHECK(refused(&h, "board.no_endowment"));
    back(&h, "bano", was, "2010-04-01");
    was_kept(&h);
    CHECK_INT(holds(&h, "endowment", h.endowment), -505000000);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                           "'fund.principal_used'"),
              1); /* what was spent of it is marked now */
    in_any_order(&h);
    site_end(&h.v.s);
}

SITE(no_more_comes_back_than_was_placed)
{
    struct house h;
    struct id first;

    house_start(&h, db);
    contributed(&h, "2009-07-01", 1000);
    first = placed(&h, "invest", "2009-07-02", ID_NONE, 1000, 0);
    placed(&h, "end", "2009-07-01", first, 400, 0);
    CHECK(refused(&h, "placement.before_placed"));
    placed(&h, "end", "2010-07-02", first, 400, 30);
    was_kept(&h);
    CHECK_INT(holds(&h, "placement", h.endowment), 600);
    CHECK_INT(holds(&h, "profit_bank", h.endowment), -30);
    placed(&h, "end", "2010-08-02", first, 601, 0);
    CHECK(refused(&h, "placement.more_than_placed"));
    placed(&h, "end", "2010-08-02", first, 600, 0);
    was_kept(&h);
    CHECK_INT(holds(&h, "placement", h.endowment), 0);
    placed(&h, "earn", "2010-08-02", ID_NONE, 0, 5);
    CHECK(refused(&h, "placement.which"));
    balances(&h);
    site_end(&h.v.s);
}

/* ---- between books ------------------------------------------------------*/

static struct id lent(struct house *h, bool strict, const char *nature,
                      struct id giver, struct id taker, const char *held,
                      int rupees)
{
    bool from = id_same(giver, h->v.srso), to = id_same(taker, h->v.srso);

    return said(h, strict, "admin", "transfer",
                "{\"amount\":%d00,\"%s\":\"%s\",\"held\":\"%s\",\"nature\":"
                "\"%s\",\"reference\":\"%d\",\"%s\":\"%s\"}",
                rupees, from ? "giver_rsp" : "giver", hex(h, giver), held,
                nature, rand(), to ? "taker_rsp" : "taker", hex(h, taker));
}

static void bodies_start(struct house *h)
{
    h->lso = body_put(&h->v, "lso", "mixed", h->v.srso, h->v.uc);
    h->vo = body_put(&h->v, "vo", "mixed", h->v.srso, h->v.goth);
    h->co = body_put(&h->v, "co", "women", h->v.srso, h->v.goth);
}

static int64_t owes(struct house *h, struct id book, struct id party)
{
    struct rows r = db_text_rows(
        h->v.s.db, S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                     "book_line WHERE head IN ('due_from', 'due_to') AND book "
                     "= $1 AND party = $2"));
    int64_t n;

    db_bind_id(&r, 1, book);
    db_bind_id(&r, 2, party);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return -n / 100;
}

SITE(both_books_move_in_one_act)
{
    struct house h;
    struct id was;

    house_start(&h, db);
    bodies_start(&h);
    was = lent(&h, true, "loan", h.lso, h.vo, "2013-01-10", 50000);
    was_kept(&h);
    CHECK_INT(owes(&h, h.vo, h.lso), 50000);
    CHECK_INT(owes(&h, h.lso, h.vo), -50000);
    lent(&h, true, "repayment", h.vo, h.lso, "2013-02-10", 50001);
    CHECK(refused(&h, "transfer.more_than_owed"));
    lent(&h, true, "repayment", h.vo, h.lso, "2013-02-10", 20000);
    was_kept(&h);
    CHECK_INT(owes(&h, h.vo, h.lso), 30000);
    balances(&h);
    back(&h, "bano", was, "2013-03-01");
    was_kept(&h);
    CHECK_INT(owes(&h, h.vo, h.lso), -20000);
    balances(&h);
    lent(&h, true, "loan", h.vo, h.vo, "2013-02-10", 1);
    CHECK(refused(&h, "transfer.to_itself"));
    lent(&h, true, "grant", h.vo, h.v.srso, "2013-02-10", 1);
    CHECK(refused(&h, "transfer.community_money"));
    said(&h, true, "admin", "transfer",
         "{\"amount\":1,\"held\":\"2013-02-10\",\"nature\":\"loan\",\"taker\":"
         "\"%s\"}",
         hex(&h, h.vo));
    CHECK(refused(&h, "transfer.one_giver"));
    site_end(&h.v.s);
}

/* Whatever bodies and RSP lend, pay back, deposit, collect and take back, and
 * in whatever order it is heard: all that is owed between books is nothing. */
SITE(all_that_books_owe_each_other_is_nothing)
{
    static const char *const nature[] = { "loan", "repayment", "grant",
                                          "deposit", "collection" };
    struct house h;
    struct id book[4], made[300];
    size_t n = 0;
    uint64_t seed = 4711;

    house_start(&h, db);
    bodies_start(&h);
    book[0] = h.lso;
    book[1] = h.vo;
    book[2] = h.co;
    book[3] = h.v.srso;
    for (int i = 0; i < 140; i++) {
        char held[20];
        unsigned x = (unsigned)((seed = seed * 6364136223846793005u + 1) >> 33);
        size_t from = x % 4, to = (from + 1 + x / 4 % 3) % 4;

        snprintf(held, sizeof held, "20%02u-%02u-%02u", 12 + x / 50 % 3,
                 1 + x / 7 % 12, 1 + x / 91 % 28);
        if (n && x % 6 == 0) {
            back(&h, "bano", made[x / 6 % n], "2014-12-30");
            continue;
        }
        made[n++] = lent(&h, false, nature[x / 3 % 5], book[from], book[to],
                         held, 1 + (int)(x % 100000));
        if (i % 35 == 0)
            balances(&h);
    }
    CHECK(n > 90);
    CHECK(both_ask(db, "SELECT count(*) FROM reversal") > 12);
    CHECK(both_ask(db, "SELECT count(*) FROM book_line WHERE head = 'due_to'") >
          60);
    balances(&h);
    in_any_order(&h);
    site_end(&h.v.s);
}

/* ---- who may ------------------------------------------------------------*/

/* The RSP's own books are its accountant's; a village's keeper writes none of
 * them, and a body's transfer is hers. */
SITE(the_rsps_books_are_its_accountants)
{
    struct house h;

    house_start(&h, db);
    bodies_start(&h);
    said(
        &h, true, "admin", "access",
        "{\"login\":\"shah\",\"place\":\"%s\",\"role\":\"organiser\",\"since\":\"2010-01-01\"}",
        hex(&h, h.v.district));
    said(&h, true, "shah", "expense",
         "{\"amount\":100,\"fund\":\"%s\",\"head\":\"stationery\",\"held\":"
         "\"2013-03-01\",\"rsp\":\"%s\",\"what\":\"x\"}",
         hex(&h, h.core), hex(&h, h.v.srso));
    CHECK(refused(&h, "entry.no_right"));
    said(&h, true, "bano", "expense",
         "{\"amount\":100,\"fund\":\"%s\",\"head\":\"stationery\",\"held\":"
         "\"2013-03-01\",\"rsp\":\"%s\",\"what\":\"x\"}",
         hex(&h, h.core), hex(&h, h.v.srso));
    was_kept(&h);
    said(&h, true, "shah", "transfer",
         "{\"amount\":100,\"giver\":\"%s\",\"held\":\"2013-03-01\",\"nature\":"
         "\"loan\",\"taker\":\"%s\"}",
         hex(&h, h.lso), hex(&h, h.vo));
    was_kept(&h);
    said(&h, true, "shah", "transfer",
         "{\"amount\":100,\"giver_rsp\":\"%s\",\"held\":\"2013-03-01\","
         "\"nature\":\"loan\",\"taker\":\"%s\"}",
         hex(&h, h.v.srso), hex(&h, h.vo));
    CHECK(refused(&h, "entry.no_right"));
    site_end(&h.v.s);
}
