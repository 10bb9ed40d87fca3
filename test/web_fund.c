/* web_fund - the pages of funds, agreements and the endowment; the forms of an
 * expense and a transfer. */
#include <stdarg.h>

#include "web_site.h"

struct desk {
    struct browser b;
    struct id srso, donor, endowment, agreement, bank, lso, vo;
};

static const char *hex(struct desk *d, struct id id)
{
    struct buf b = buf_start(&d->b.site.arena);

    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

static struct id put(struct desk *d, const char *kind, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
static struct id put(struct desk *d, const char *kind, const char *format, ...)
{
    char body[2000];
    va_list list;

    va_start(list, format);
    vsnprintf(body, sizeof body, format, list);
    va_end(list);
    return draft(&d->b.site, kind, body);
}

/* A path or a form with ids in it. */
static const char *text(struct desk *d, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static const char *text(struct desk *d, const char *format, ...)
{
    char all[2000];
    va_list list;

    va_start(list, format);
    vsnprintf(all, sizeof all, format, list);
    va_end(list);
    return arena_z(&d->b.site.arena, str_of(all));
}

static void desk_funds(struct desk *d)
{
    d->srso = id_named(S("rsp"), S("SRSO"));
    d->donor =
        put(d, "fund",
            "{\"class\":\"donor\",\"code\":\"EU\",\"donor\":\"EU\","
            "\"rsp\":\"%s\",\"since\":\"2012-07-01\",\"title\":\"Fund of "
            "the Union\"}",
            hex(d, d->srso));
    d->endowment = put(d, "fund",
                       "{\"class\":\"endowment\",\"code\":\"E\",\"rsp\":\"%s\","
                       "\"since\":\"2008-07-01\",\"title\":\"Sindh's "
                       "endowment\"}",
                       hex(d, d->srso));
    d->agreement = put(
        d, "agreement",
        "{\"amount\":10000000,\"currency\":\"EUR\",\"donor\":\"European "
        "Union\",\"fund\":\"%s\",\"line\":[{\"amount\":6000000,\"code\":\"1\","
        "\"title\":\"Training\"},{\"amount\":4000000,\"code\":\"2\",\"title\":"
        "\"Goods\"}],\"number\":\"EU-1\",\"overhead\":700,\"exchange\":12000000,"
        "\"rsp\":\"%s\",\"since\":\"2014-01-01\",\"title\":\"Union councils\","
        "\"until\":\"2015-12-31\"}",
        hex(d, d->donor), hex(d, d->srso));
    d->bank = put(d, "account", "{\"bank\":\"HBL\",\"rsp\":\"%s\"}",
                  hex(d, d->srso));
    put(d, "tranche",
        "{\"account\":\"%s\",\"agreement\":\"%s\",\"amount\":650000000,"
        "\"held\":\"2014-02-01\",\"exchange\":13000000,\"units\":5000000}",
        hex(d, d->bank), hex(d, d->agreement));
}

static void desk_start(struct desk *d, struct db *db)
{
    memset(d, 0, sizeof *d);
    browser_start(&d->b, db);
    desk_funds(d);
    d->lso = put(d, "body",
                 "{\"formed\":\"2013-01-01\",\"name\":\"Sangi LSO\",\"nature\":"
                 "\"lso\",\"place\":\"%s\",\"rsp\":\"%s\",\"sex\":\"mixed\"}",
                 hex(d, id_named(S("place"), S("pk72302"))), hex(d, d->srso));
    d->vo = put(d, "body",
                "{\"formed\":\"2013-01-01\",\"name\":\"Goth VO\",\"nature\":"
                "\"vo\",\"place\":\"%s\",\"rsp\":\"%s\",\"sex\":\"mixed\"}",
                hex(d, id_named(S("place"), S("pk72302"))), hex(d, d->srso));
    put(d, "access",
        "{\"login\":\"bano\",\"role\":\"accountant\",\"rsp\":\"%s\",\"since\":"
        "\"2014-01-01\"}",
        hex(d, d->srso));
    put(d, "access",
        "{\"login\":\"shah\",\"place\":\"%s\",\"role\":\"organiser\","
        "\"since\":\"2014-01-01\"}",
        hex(d, id_named(S("place"), S("pk723"))));
    put(d, "access",
        "{\"login\":\"auditor\",\"role\":\"auditor\",\"rsp\":\"%s\",\"since\":"
        "\"2014-01-01\"}",
        hex(d, d->srso));
    browser_login(&d->b, "bano");
}

static int spend(struct desk *d, const char *line, const char *held,
                 const char *rupees)
{
    static int n;

    return send_form(&d->b, "/expense/new",
                     text(d,
                          "_id=%032x&agreement=%s&line=%s&held=%s&amount=%s&"
                          "head=training_cost&what=Hall&way=bank&account=%s",
                          0x1000 + n++, hex(d, d->agreement), line, held,
                          rupees, hex(d, d->bank)));
}

/* 60,000 euros and ten percent at 130 rupees are 8,580,000. */
SITE(an_expense_is_kept_or_says_what_stands_in_the_way)
{
    struct desk d;

    desk_start(&d, db);
    CHECK_INT(get(&d.b,
                  text(&d, "/expense/new?agreement=%s", hex(&d, d.agreement))),
              200);
    CHECK(has(&d.b, "1 Training"));
    CHECK(has(&d.b, "60,000.00 EUR"));      /* what is left of it */
    CHECK(!has(&d.b, ">Cash in the box<")); /* money is not spent on cash */
    CHECK_INT(spend(&d, "1", "2014-03-01", "8580001"), 422);
    CHECK(has(&d.b, "66,000.01 are used of the line; 66,000.00 are allowed") ||
          has(&d.b, "66000.00 are allowed"));
    CHECK_INT(spend(&d, "1", "2013-12-31", "1"), 422);
    CHECK(has(&d.b, "The agreement does not cover that day."));
    CHECK_INT(spend(&d, "1", "2014-03-01", "8580000"), 303);
    CHECK(str_starts(answer_header(&d.b, "Location"), S("/entry/")));
    CHECK_INT(spend(&d, "1", "2014-03-02", "1"), 422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM expense"), 1);
    browser_login(&d.b, "shah");
    CHECK_INT(spend(&d, "2", "2014-03-01", "1"), 403);
    browser_end(&d.b);
}

/* What was spent before, in and up to the period, in euros and rupees. */
SITE(an_agreement_shows_what_is_left_of_each_line)
{
    struct desk d;

    desk_start(&d, db);
    CHECK_INT(spend(&d, "1", "2014-03-10", "1300000"), 303);
    CHECK_INT(spend(&d, "1", "2014-08-10", "650000"), 303);
    CHECK_INT(get(&d.b, text(&d, "/agreement/%s?from=2014-07&to=2014-12",
                             hex(&d, d.agreement))),
              200);
    CHECK(has(&d.b, "Training"));
    CHECK(has(&d.b, "10,000.00"));               /* before */
    CHECK(has(&d.b, "5,000.00"));                /* within */
    CHECK(has(&d.b, "15,000.00"));               /* to date */
    CHECK(has(&d.b, "45,000.00"));               /* left */
    CHECK(has(&d.b, "<td class=\"n\">25</td>")); /* percent */
    CHECK(has(&d.b, "1,950,000.00"));
    CHECK_INT(get(&d.b,
                  text(&d, "/agreement/%s?from=2014-07&to=2014-12&format=csv",
                       hex(&d, d.agreement))),
              200);
    CHECK(has(&d.b, "1,Training,60000,0,10000,5000,15000,45000,25"));
    CHECK_INT(get(&d.b, text(&d,
                             "/agreement/%s?from=2014-07&on=2014-08-09"
                             "&format=csv",
                             hex(&d, d.agreement))),
              200); /* a day before */
    CHECK(has(&d.b, "1,Training,60000,0,10000,0,10000,50000,"));
    CHECK_INT(get(&d.b, "/report/expenditure?rsp=SRSO&on=2014-03-09&format="
                        "csv"),
              200);
    CHECK(has(&d.b, "1,Training,60000,0,0,0,0,60000,"));
    CHECK_INT(get(&d.b, text(&d, "/agreement/%s?format=pdf&lang=ur",
                             hex(&d, d.agreement))),
              200);
    CHECK(has(&d.b, "%PDF-"));
    browser_login(&d.b, "auditor");
    CHECK_INT(get(&d.b, text(&d, "/agreement/%s", hex(&d, d.agreement))), 200);
    CHECK(!has(&d.b, "/expense/new"));
    browser_login(&d.b, "shah"); /* his district is not all of the RSP */
    CHECK_INT(get(&d.b, text(&d, "/agreement/%s", hex(&d, d.agreement))), 404);
    browser_end(&d.b);
}

SITE(funds_are_seen_by_who_sees_the_rsp)
{
    struct desk d;

    desk_start(&d, db);
    CHECK_INT(spend(&d, "1", "2014-03-10", "1300000"), 303);
    CHECK_INT(get_json(&d.b, "/funds"), 200);
    CHECK(has(&d.b, "\"income\":650000000,\"left\":520000000"));
    CHECK(has(&d.b, "\"spent\":130000000"));
    CHECK_INT(get(&d.b, "/funds"), 200);
    CHECK(has(&d.b, "Fund of the Union"));
    CHECK(has(&d.b, "5,200,000.00"));
    CHECK_INT(get(&d.b, "/report/fund?rsp=SRSO&as_of=2014-12&format=csv"), 200);
    CHECK(has(&d.b, "Fund of the Union"));
    CHECK_INT(get_json(&d.b, "/funds?on=2014-03-09"), 200);
    CHECK(has(&d.b, "\"spent\":0"));
    CHECK_INT(get_json(&d.b, "/funds?on=2014-03-10"), 200);
    CHECK(has(&d.b, "\"spent\":130000000"));
    CHECK_INT(get(&d.b, "/report/outreach?on=2014-03-10"), 400);
    CHECK(has(&d.b, "known by the month"));
    CHECK_INT(get(&d.b, "/report/fund?rsp=SRSO&on=soon"), 400);
    CHECK(has(&d.b, "This is no day"));
    browser_login(&d.b, "shah");
    CHECK_INT(get(&d.b, "/funds"), 200);
    CHECK(!has(&d.b, "Fund of the Union"));
    CHECK_INT(get(&d.b, "/report/fund?rsp=SRSO"), 403);
    browser_end(&d.b);
}

/* Whoever reads the whole sees what it costs; who keeps the registers of an LSO
 * what its fund holds and when it votes. */
SITE(the_first_page_shows_what_it_costs_and_what_a_fund_holds)
{
    struct desk d;
    struct id fund;

    desk_start(&d, db);
    put(&d, "access",
        "{\"login\":\"dora\",\"role\":\"donor\",\"since\":\"2014-01-01\"}");
    fund = put(&d, "fund",
               "{\"body\":\"%s\",\"class\":\"community\",\"code\":\"CIF\","
               "\"since\":\"2013-06-01\",\"title\":\"Fund of Sangi\"}",
               hex(&d, d.lso));
    put(&d, "capital",
        "{\"amount\":5000000,\"fund\":\"%s\",\"held\":\"2014-01-01\","
        "\"reference\":\"G1\",\"way\":\"box\"}",
        hex(&d, fund));
    put(&d, "plan",
        "{\"body\":\"%s\",\"code\":\"P1\",\"since\":\"2014-07-01\",\"tier\":"
        "\"union_council\",\"title\":\"Plan of Sangi\",\"until\":\"2015-06-30\","
        "\"version\":1}",
        hex(&d, d.lso));
    browser_login(&d.b, "dora");
    CHECK_INT(get(&d.b, "/"), 200);
    CHECK(has(&d.b, "What it costs"));
    CHECK(has(&d.b, "href=\"/agreement/"));
    CHECK(has(&d.b, "12,000,000")); /* 100,000 EUR at 120 */
    browser_login(&d.b, "shah");
    CHECK_INT(get(&d.b, "/"), 200);
    CHECK(!has(&d.b, "What it costs"));
    CHECK(has(&d.b, text(&d, "/cif?body=%s", hex(&d, d.lso))));
    CHECK(has(&d.b, "Rs 50,000<"));
    CHECK(has(&d.b, "<bdi>Plan of Sangi</bdi></a>"));
    browser_end(&d.b);
}

SITE(the_endowment_shows_principal_and_income)
{
    struct desk d;
    struct id first;

    desk_start(&d, db);
    put(&d, "tranche",
        "{\"account\":\"%s\",\"amount\":50000000000,\"fund\":\"%s\",\"giver\":"
        "\"Government of Sindh\",\"held\":\"2009-07-01\"}",
        hex(&d, d.bank), hex(&d, d.endowment));
    first = put(&d, "placement",
                "{\"account\":\"%s\",\"act\":\"invest\",\"amount\":50000000000,"
                "\"bank\":\"National Bank\",\"fund\":\"%s\",\"held\":"
                "\"2009-07-02\",\"rate\":1250}",
                hex(&d, d.bank), hex(&d, d.endowment));
    put(&d, "placement",
        "{\"account\":\"%s\",\"act\":\"earn\",\"first\":\"%s\",\"fund\":\"%s\","
        "\"held\":\"2010-07-02\",\"income\":6250000000}",
        hex(&d, d.bank), hex(&d, first), hex(&d, d.endowment));
    CHECK_INT(get(&d.b, "/endowment"), 200);
    CHECK(has(&d.b, "500,000,000.00"));
    CHECK(has(&d.b, "62,500,000.00"));
    CHECK(has(&d.b, "National Bank"));
    CHECK(has(&d.b, "<bdi dir=\"ltr\" class=\"when\">2010–11</bdi>"));
    CHECK_INT(get(&d.b, "/report/endowment?rsp=SRSO&on=2010-07-01&format=csv"),
              200);
    CHECK(!has(&d.b, "62500000"));
    CHECK_INT(get(&d.b, "/report/endowment?rsp=SRSO&on=2010-07-02&format=csv"),
              200);
    CHECK(has(&d.b, "62500000"));
    CHECK_INT(get(&d.b, "/endowment?format=pdf"), 200);
    CHECK(has(&d.b, "%PDF-"));
    browser_login(&d.b, "shah");
    CHECK_INT(get(&d.b, "/endowment"), 200);
    CHECK(!has(&d.b, "National Bank"));
    browser_end(&d.b);
}

/* The LSO lends to the VO; the page says what stands between them. */
SITE(a_transfer_moves_both_books)
{
    struct desk d;

    desk_start(&d, db);
    browser_login(&d.b, "shah");
    CHECK_INT(send_form(&d.b, "/transfer/new",
                        text(&d,
                             "_id=%032x&giver=%s&taker=%s&nature=loan&"
                             "amount=50000&held=2014-05-01&way=box",
                             0x2001, hex(&d, d.lso), hex(&d, d.vo))),
              303);
    CHECK_INT(get(&d.b, text(&d, "/transfer/new?giver=%s&taker=%s",
                             hex(&d, d.vo), hex(&d, d.lso))),
              200);
    CHECK(has(&d.b, "The giver owes the taker"));
    CHECK(has(&d.b, "50,000.00"));
    CHECK_INT(send_form(&d.b, "/transfer/new",
                        text(&d,
                             "_id=%032x&giver=%s&taker=%s&nature=repayment&"
                             "amount=50000.01&held=2014-06-01&way=box",
                             0x2002, hex(&d, d.vo), hex(&d, d.lso))),
              422);
    CHECK_INT(send_form(&d.b, "/transfer/new",
                        text(&d,
                             "_id=%032x&giver=%s&taker=%s&nature=repayment&"
                             "amount=50000&held=2014-06-01&way=box",
                             0x2003, hex(&d, d.vo), hex(&d, d.lso))),
              303);
    CHECK_INT(send_form(&d.b, "/transfer/new",
                        text(&d,
                             "_id=%032x&giver_rsp=%s&taker=%s&nature=loan&"
                             "amount=1&held=2014-06-01&way=box",
                             0x2004, hex(&d, d.srso), hex(&d, d.vo))),
              422); /* the RSP's money is not his to move */
    CHECK_INT(both_ask(db, "SELECT count(*) FROM transfer"), 2);
    browser_end(&d.b);
}

/* The VO is of another district than its giver: who keeps it opens what came, and
 * nobody of a third one does. A second person may take it back, once. */
SITE(the_taker_opens_what_it_was_given_and_a_second_person_takes_it_back)
{
    struct desk d;
    struct id far, given;
    static const char *const who[][2] = { { "asif", "pk711" },
                                          { "sana", "pk712" },
                                          { "hina", "pk723" } };

    desk_start(&d, db);
    far =
        put(&d, "body",
            "{\"formed\":\"2013-01-01\",\"name\":\"Far VO\",\"nature\":\"vo\","
            "\"place\":\"%s\",\"rsp\":\"%s\",\"sex\":\"mixed\"}",
            hex(&d, id_named(S("place"), S("pk711"))), hex(&d, d.srso));
    for (size_t i = 0; i < LEN(who); i++)
        put(&d, "access",
            "{\"login\":\"%s\",\"place\":\"%s\",\"role\":\"organiser\","
            "\"since\":\"2014-01-01\"}",
            who[i][0], hex(&d, id_named(S("place"), str_of(who[i][1]))));
    browser_login(&d.b, "shah");
    CHECK_INT(send_form(&d.b, "/transfer/new",
                        text(&d,
                             "_id=%032x&giver=%s&taker=%s&nature=loan&"
                             "amount=500&held=2014-05-01&way=box",
                             0x2011, hex(&d, d.lso), hex(&d, far))),
              303);
    CHECK(id_read(str_of(text(&d, "%032x", 0x2011)), &given));
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, given))), 200);
    CHECK(!has(&d.b, "/new/reversal")); /* his own */
    browser_login(&d.b, "asif");
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, given))), 200);
    CHECK(has(&d.b, "500") && !has(&d.b, "/new/reversal"));
    CHECK_INT(get_json(&d.b, "/list/transfer"), 200);
    CHECK(has(&d.b, hex(&d, given)));
    browser_login(&d.b, "sana");
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, given))), 404);
    CHECK_INT(get_json(&d.b, "/list/transfer"), 200);
    CHECK(!has(&d.b, hex(&d, given)));
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, d.lso))), 404);
    browser_login(&d.b, "asif");
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, d.lso))), 404);
    browser_login(&d.b, "hina");
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, given))), 200);
    CHECK(has(&d.b, text(&d, "/new/reversal?reverses=%s", hex(&d, given))));
    CHECK_INT(get(&d.b, text(&d, "/new/reversal?reverses=%s", hex(&d, given))),
              200);
    CHECK(has(&d.b, hex(&d, given)));
    CHECK_INT(send_form(&d.b, "/new/reversal",
                        text(&d, "_id=%032x&reverses=%s&held=2014-05-02&why=x",
                             0x2012, hex(&d, given))),
              303);
    CHECK_INT(get(&d.b, text(&d, "/entry/%s", hex(&d, given))), 200);
    CHECK(!has(&d.b, "/new/reversal"));
    CHECK(has(&d.b, text(&d, "/entry/%032x", 0x2012)));
    browser_end(&d.b);
}
