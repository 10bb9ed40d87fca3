/* web_loan - a loan on its pages: asked for with the offer before it is kept,
 * each next step as one button, the list and its filters, the funds. */
#include <stdarg.h>

#include "register_site.h"
#include "web_site.h"

struct lender {
    struct village v;
    struct browser b;
    struct id vo, co, fund, house, woman, member, leader, loan;
};

static const char *text(struct lender *l, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static const char *text(struct lender *l, const char *format, ...)
{
    char b[2000];
    va_list args;

    va_start(args, format);
    vsnprintf(b, sizeof b, format, args);
    va_end(args);
    return arena_z(&l->v.s.arena, arena_str(&l->v.s.arena, str_of(b)));
}

static const char *hex(struct lender *l, struct id id)
{
    struct buf b = buf_start(&l->v.s.arena);

    id_put(&b, id);
    return arena_z(b.arena, buf_str(&b));
}

static void lender_start(struct lender *l, struct db *db)
{
    memset(l, 0, sizeof *l);
    village_start(&l->v, db);
    l->vo = body_put(&l->v, "vo", "women", l->v.srso, l->v.goth);
    l->co = say_that(&l->v, "body",
                     "{\"code\":\"CO-7\",\"formed\":\"2012-01-15\",\"name\":"
                     "\"Mehran\",\"nature\":\"co\",\"parent\":\"%3\",\"place\":"
                     "\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
                     l->v.srso, l->v.goth, l->vo);
    l->house = household_put(&l->v, l->v.goth);
    l->woman = person_put(&l->v, l->house, "women");
    l->member = member_put(&l->v, l->co, l->woman, "2012-02-01", "");
    l->leader = person_put(&l->v, household_put(&l->v, l->v.goth), "women");
    l->fund =
        say_that(&l->v, "fund",
                 "{\"body\":\"%1\",\"class\":\"community\",\"code\":"
                 "\"CIF\",\"since\":\"2013-01-01\",\"title\":\"The CIF\"}",
                 l->vo, ID_NONE, ID_NONE);
    say_that(&l->v, "capital",
             "{\"amount\":5000000,\"fund\":\"%1\",\"held\":\"2014-01-05\","
             "\"reference\":\"ToP\",\"way\":\"box\"}",
             l->fund, ID_NONE, ID_NONE);
    draft(&l->v.s, "loan_product",
          "{\"amount_most\":2000000,\"code\":\"FLAT-T\","
          "\"instalments_least\":1,\"instalments_most\":24,\"live_most\":1,"
          "\"method\":\"flat\",\"period\":\"month\",\"rate\":2200,\"source\":"
          "\"fund\",\"title\":\"Flat loan\",\"title_ur\":\"قرض\",\"unit\":100,"
          "\"whose\":\"community\"}");
    draft(&l->v.s, "loan_product",
          "{\"code\":\"FEE-T\",\"fee\":10000,\"instalments_most\":24,"
          "\"method\":\"flat\",\"period\":\"month\",\"rate\":2200,\"source\":"
          "\"fund\",\"title\":\"With a fee\",\"whose\":\"community\"}");
    l->b.site = l->v.s; /* one keeper, two who ask it */
    l->b.web = (struct web){ .db = db,
                             .self = &l->b,
                             .now = browser_now,
                             .password_ask = browser_password_ask,
                             .password_told = browser_password_told,
                             .paper = true };
    browser_login(&l->b, "admin");
}

static void lender_end(struct lender *l)
{
    arena_free(&l->b.arena);
    site_end(&l->v.s);
}

static const char *loan_fields(struct lender *l, const char *product,
                               const char *more)
{
    return text(l,
                "number=CO-7-1&person=%s&member=%s&body=%s&lender=%s&fund=%s&"
                "product=%s&purpose=livestock&what=Two+goats&asked=12000&"
                "applied=2014-12-01&instalments=12&cycle=1%s",
                hex(l, l->woman), hex(l, l->member), hex(l, l->co),
                hex(l, l->vo), hex(l, l->fund), product, more);
}

static struct id loan_made(struct lender *l)
{
    struct rows r =
        db_text_rows(l->v.s.db,
                     S("SELECT entry FROM loan ORDER BY signed DESC, entry"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

/* What stands in a page's hidden field. */
static const char *hidden(struct lender *l, const char *name)
{
    const char *page = text(l, "name=\"%s\" value=\"", name);
    const char *at = strstr(arena_z(&l->b.arena, l->b.answer.body), page);
    size_t n = 0;

    if (!at)
        return "";
    at += strlen(page);
    while (at[n] && at[n] != '"')
        n++;
    return arena_z(&l->b.arena, (struct str){ at, n });
}

static const char *url(struct lender *l, const char *s)
{
    struct buf b = buf_start(&l->b.arena);

    for (; *s; s++)
        if (*s == ' ')
            buf_char(&b, '+');
        else
            buf_char(&b, *s);
    return arena_z(&l->b.arena, buf_str(&b));
}

/* ---- asking -------------------------------------------------------------*/

SITE(the_offer_is_shown_before_anything_is_kept)
{
    struct lender l;

    lender_start(&l, db);
    CHECK_INT(get(&l.b, text(&l, "/loan/new?member=%s", hex(&l, l.member))),
              200);
    CHECK(has(&l.b, hex(&l, l.woman)));
    CHECK(has(&l.b, hex(&l, l.fund))); /* her VO's, found by itself */
    CHECK(has(&l.b, "CO-7-1"));        /* the next number of her CO */
    CHECK(has(&l.b, "name=\"_offer\""));
    CHECK(!has(&l.b, "name=\"_shown\""));
    CHECK_INT(send_form(&l.b, "/loan/new",
                        loan_fields(&l, "FLAT-T", "&_offer=1")),
              200);
    CHECK(has(&l.b, "38.40"));  /* 22 % flat: what it comes to in a year */
    CHECK(has(&l.b, "14,640")); /* 12,000 and 22 % of it */
    CHECK(!has(&l.b, "11,900"));
    CHECK(has(&l.b, "name=\"_shown\""));
    CHECK(id_none(loan_made(&l)));
    CHECK_INT(send_form(&l.b, "/loan/new", loan_fields(&l, "FLAT-T", "")), 200);
    CHECK(id_none(loan_made(&l))); /* it had not been shown */
    CHECK_INT(send_form(&l.b, "/loan/new",
                        loan_fields(&l, "FEE-T", "&_offer=1")),
              200);
    CHECK(has(&l.b, "11,900")); /* in hand: less the fee */
    CHECK(!has(&l.b, "38.40")); /* which makes it dearer */
    CHECK_INT(send_form(&l.b, "/loan/new",
                        loan_fields(&l, "FLAT-T", "&_offer=1")),
              200);
    CHECK_INT(send_form(&l.b, "/loan/new",
                        loan_fields(&l, "FLAT-T",
                                    text(&l, "&_shown=%s",
                                         url(&l, hidden(&l, "_shown"))))),
              303);
    CHECK(!id_none(loan_made(&l)));
    lender_end(&l);
}

SITE(terms_that_changed_are_shown_again)
{
    struct lender l;
    const char *shown;

    lender_start(&l, db);
    CHECK_INT(send_form(&l.b, "/loan/new",
                        loan_fields(&l, "FLAT-T", "&_offer=1")),
              200);
    shown = url(&l, hidden(&l, "_shown"));
    CHECK_INT(send_form(&l.b, "/loan/new",
                        text(&l, "%s&_shown=%s",
                             loan_fields(&l, "FLAT-T", "&profit=1"), shown)),
              200);
    CHECK(id_none(loan_made(&l)));
    CHECK_INT(send_form(&l.b, "/loan/new", "x=1"), 422); /* says nothing */
    lender_end(&l);
}

/* ---- step by step -------------------------------------------------------*/

static void loan_put(struct lender *l)
{
    l->loan = say_that(&l->v, "loan",
                       text(l,
                            "{\"applied\":\"2014-03-01\",\"asked\":1200000,"
                            "\"body\":\"%s\",\"cycle\":1,\"fund\":\"%%3\","
                            "\"instalments\":12,\"lender\":\"%%1\",\"member\":"
                            "\"%s\",\"number\":\"CO-7-1\",\"person\":\"%%2\","
                            "\"product\":\"FLAT-T\",\"purpose\":"
                            "\"livestock\"}",
                            hex(l, l->co), hex(l, l->member)),
                       l->vo, l->woman, l->fund);
}

static const char *page_of(struct lender *l, const char *more)
{
    return text(l, "/loan/%s%s", hex(l, l->loan), more);
}

static bool next_is(struct lender *l, const char *kind)
{
    CHECK_INT(get(&l->b, page_of(l, "")), 200);
    return has(&l->b, text(l, "class=\"button main\" href=\"/loan/%s/do/%s\"",
                           hex(l, l->loan), kind));
}

static int done(struct lender *l, const char *kind, const char *fields)
{
    return send_form(&l->b, page_of(l, text(l, "/do/%s", kind)), fields);
}

SITE(each_next_step_is_one_button)
{
    struct lender l;

    lender_start(&l, db);
    loan_put(&l);
    CHECK(next_is(&l, "appraisal"));
    CHECK_INT(get(&l.b, page_of(&l, "/do/appraisal")), 200);
    CHECK(has(&l.b, "value=\"12000"));
    CHECK_INT(done(&l, "appraisal",
                   text(&l,
                        "held=2014-03-02&tier=co&body=%s&says=yes&amount=12000",
                        hex(&l, l.co))),
              303);
    CHECK(next_is(&l, "approval"));
    CHECK_INT(done(&l, "approval",
                   text(&l, "held=2014-03-03&body=%s&person=%s&says=yes",
                        hex(&l, l.vo), hex(&l, l.woman))),
              422); /* nobody decides on her own loan */
    CHECK_INT(done(&l, "approval",
                   text(&l,
                        "held=2014-03-03&body=%s&person=%s&says=yes&amount="
                        "12000",
                        hex(&l, l.vo), hex(&l, l.leader))),
              303);
    CHECK(next_is(&l, "disbursement"));
    CHECK_INT(done(&l, "disbursement", "held=2014-03-04&amount=12001&way=box"),
              422);
    CHECK_INT(done(&l, "disbursement",
                   "held=2014-03-04&amount=12000&way=box&fee=100"),
              303);
    CHECK(next_is(&l, "utilisation"));
    CHECK_INT(done(&l, "utilisation",
                   text(&l, "held=2014-04-01&person=%s&result=used",
                        hex(&l, l.leader))),
              303);
    CHECK(next_is(&l, "repayment"));
    CHECK(has(&l.b, "class=\"late\"")); /* by January 2015 */
    CHECK_INT(done(&l, "repayment", "held=2014-04-04&amount=1220&way=box"),
              303);
    CHECK_INT(get_json(&l.b, page_of(&l, "")), 200);
    CHECK(has(&l.b, "\"outstanding\":1100000"));
    CHECK(has(&l.b, "\"state\":\"late\""));
    CHECK(has(&l.b, "\"kind\":\"repayment\""));
    CHECK_INT(get(&l.b, page_of(&l, "/do/reversal")), 404);
    /* Who approves is of several kinds: typed, not chosen. */
    CHECK_INT(get(&l.b, page_of(&l, "/do/rescheduling")), 200);
    CHECK(has(&l.b, "name=\"approver\""));
    CHECK_INT(get(&l.b, page_of(&l, "/do/writeoff")), 200);
    lender_end(&l);
}

static void reverse_as(struct lender *l, const char *login, struct id what)
{
    draft_as(&l->v.s, login, "reversal",
             with(&l->v.s,
                  "{\"held\":\"2014-04-06\",\"reverses\":\"%1\",\"why\":"
                  "\"keyed twice\"}",
                  what, ID_NONE, ID_NONE));
    CHECK_INT(l->v.s.kept, KEPT);
}

/* Who wrote it cannot take it back alone (finance.md 12, 2). */
SITE(only_a_second_person_takes_a_repayment_back)
{
    struct lender l;
    struct id paid;

    lender_start(&l, db);
    say_that(&l.v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             l.v.district, ID_NONE, ID_NONE);
    loan_put(&l);
    say_that(&l.v, "disbursement",
             "{\"amount\":1200000,\"held\":\"2014-03-04\",\"loan\":\"%1\","
             "\"way\":\"box\"}",
             l.loan, ID_NONE, ID_NONE);
    paid = say_that(&l.v, "repayment",
                    "{\"amount\":122000,\"held\":\"2014-04-04\",\"loan\":"
                    "\"%1\",\"way\":\"box\"}",
                    l.loan, ID_NONE, ID_NONE);
    reverse_as(&l, "admin", paid);
    CHECK_INT(get(&l.b, page_of(&l, "")), 200);
    CHECK(!has(&l.b, "taken back on"));
    reverse_as(&l, "hina", paid);
    CHECK_INT(get(&l.b, page_of(&l, "")), 200);
    CHECK(has(&l.b, "taken back on"));
    lender_end(&l);
}

SITE(a_loan_prints_in_three_languages)
{
    static const char *const paper[] = { "application", "offer", "schedule" };
    static const char *const lang[] = { "en", "ur", "sd" };
    struct lender l;

    lender_start(&l, db);
    loan_put(&l);
    for (size_t i = 0; i < LEN(paper); i++)
        for (size_t k = 0; k < LEN(lang); k++)
            CHECK_INT(get(&l.b, page_of(&l, text(&l, "/%s.pdf?lang=%s",
                                                 paper[i], lang[k]))),
                      200);
    lender_end(&l);
}

/* ---- lists --------------------------------------------------------------*/

SITE(the_list_shows_who_owes_the_longest)
{
    struct lender l;

    lender_start(&l, db);
    loan_put(&l);
    CHECK_INT(get(&l.b, "/loans"), 200);
    CHECK(!has(&l.b, "CO-7-1")); /* nothing is paid out */
    CHECK_INT(get(&l.b, "/loans?state=asked"), 200);
    CHECK(has(&l.b, "CO-7-1"));
    say_that(&l.v, "disbursement",
             "{\"amount\":1200000,\"held\":\"2014-03-04\",\"loan\":\"%1\","
             "\"way\":\"box\"}",
             l.loan, ID_NONE, ID_NONE);
    CHECK_INT(get(&l.b, "/loans"), 200);
    CHECK(has(&l.b, "CO-7-1"));
    CHECK_INT(get(&l.b, "/loans?late=180&purpose=livestock&product=FLAT-T"),
              200);
    CHECK(has(&l.b, "CO-7-1")); /* since April 2014 */
    CHECK_INT(get(&l.b, "/loans?purpose=enterprise"), 200);
    CHECK(!has(&l.b, "CO-7-1"));
    CHECK_INT(get(&l.b, text(&l, "/loans?body=%s", hex(&l, l.vo))), 200);
    CHECK(has(&l.b, "CO-7-1"));
    CHECK_INT(get(&l.b, text(&l, "/loans?body=%s", hex(&l, l.fund))), 200);
    CHECK(!has(&l.b, "CO-7-1"));
    CHECK_INT(get(&l.b, "/loans?state=%27&late=x&product=%27&page=9"), 200);
    CHECK_INT(get_json(&l.b, "/loans?state=late"), 200);
    CHECK(has(&l.b, hex(&l, l.loan)));
    CHECK_INT(get(&l.b, text(&l, "/cif?fund=%s", hex(&l, l.fund))), 200);
    CHECK(has(&l.b, "The CIF"));
    CHECK(has(&l.b, "50,000")); /* its capital */
    CHECK_INT(get(&l.b,
                  text(&l, "/cif?body=%s&format=csv&sheet=1", hex(&l, l.vo))),
              200);
    CHECK(has(&l.b, "12000"));
    CHECK_INT(get(&l.b, text(&l, "/cif?fund=%s", hex(&l, l.vo))), 404);
    CHECK_INT(get(&l.b, "/cif?as_of=2014-12&period=fy"), 200);
    lender_end(&l);
}
