/* web_saving - passbooks, what a body's members hold, accounts that are settled
 * and profits that are shared, as pages show and keep them. */
#include "web_site.h"

enum { MEMBERS = 3 };

struct village {
    struct browser b;
    struct id place, rsp, co, member[MEMBERS], person[MEMBERS];
};

static const char *const who[MEMBERS] = { "Sakina", "Zohra", "Hajra" };

static const char *at(struct village *v, const char *form, struct id id)
{
    return with(&v->b.site, form, id, ID_NONE, ID_NONE);
}

static void member_make(struct village *v, int i)
{
    struct site *s = &v->b.site;
    struct buf b = buf_start(&s->arena);
    struct id home;

    buf_fmt(&b, "{\"number\":\"H%d\",\"place\":\"%%1\"}", i + 1);
    home = draft(s, "household",
                 at(v, arena_z(b.arena, buf_str(&b)), v->place));
    b = buf_start(&s->arena);
    buf_fmt(&b, "{\"household\":\"%%1\",\"name\":\"%s\",\"sex\":\"women\"}",
            who[i]);
    v->person[i] = draft(s, "person",
                         at(v, arena_z(b.arena, buf_str(&b)), home));
    b = buf_start(&s->arena);
    buf_fmt(&b,
            "{\"body\":\"%%1\",\"joined\":\"2013-05-01\",\"number\":%d,"
            "\"person\":\"%%2\"}",
            i + 1);
    v->member[i] = draft(s, "member",
                         with(s, arena_z(b.arena, buf_str(&b)), v->co,
                              v->person[i], ID_NONE));
}

static void saved(struct village *v)
{
    struct site *s = &v->b.site;

    draft(s, "meeting",
          with(s,
               "{\"attendance\":[{\"member\":\"%2\",\"saved\":50000,"
               "\"voluntary\":12050},{\"member\":\"%3\",\"saved\":30000}],"
               "\"body\":\"%1\",\"held\":\"2014-06-01\"}",
               v->co, v->member[0], v->member[1]));
}

/* Three women, two of whom saved; today is 1 January 2015. */
static void village_start(struct village *v, struct db *db)
{
    struct site *s = &v->b.site;

    memset(v, 0, sizeof *v);
    browser_start(&v->b, db);
    v->place = id_named(S("place"), S("pk723"));
    v->rsp = id_named(S("rsp"), S("SRSO"));
    draft(s, "access",
          at(v,
             "{\"login\":\"clerk\",\"place\":\"%1\",\"role\":\"organiser\","
             "\"since\":\"2014-01-01\"}",
             v->place));
    draft(s, "access",
          "{\"login\":\"auditor\",\"role\":\"auditor\",\"since\":"
          "\"2014-01-01\"}");
    v->co = draft(s, "body",
                  with(s,
                       "{\"code\":\"CO-1\",\"formed\":\"2013-05-01\",\"name\":"
                       "\"Roshni\",\"nature\":\"co\",\"place\":\"%1\","
                       "\"rsp\":\"%2\",\"saving\":10000,\"sex\":\"women\"}",
                       v->place, v->rsp, ID_NONE));
    for (int i = 0; i < MEMBERS; i++)
        member_make(v, i);
    saved(v);
    browser_login(&v->b, "clerk");
}

static int64_t number(struct village *v, const char *sql)
{
    struct rows r = db_text_rows(v->b.site.db, str_of(sql));
    int64_t n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : -1;

    db_done(&r);
    return n;
}

/* ---- the passbook -------------------------------------------------------*/

SITE(a_passbook_says_what_the_books_say)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, at(&v, "/passbook/%1", v.member[0])), 200);
    CHECK(has(&v.b, "Sakina"));
    CHECK(has(&v.b, "620.50")); /* both sorts together */
    CHECK(has(&v.b, "120.50")); /* voluntary */
    CHECK(has(&v.b, "/new/withdrawal?member="));
    CHECK_INT(get(&v.b, at(&v, "/passbook/%1", v.member[2])), 200);
    CHECK(!has(&v.b, "620.50"));
    CHECK(!has(&v.b, "<tbody></tbody>"));
    CHECK_INT(get(&v.b, at(&v, "/passbook/%1", v.person[0])), 404);
    browser_end(&v.b);
}

SITE(who_may_not_read_names_sees_a_number)
{
    struct village v;

    village_start(&v, db);
    browser_login(&v.b, "auditor");
    if (get(&v.b, at(&v, "/passbook/%1", v.member[0])) == 200) {
        CHECK(!has(&v.b, "Sakina"));
        CHECK(!has(&v.b, "/new/withdrawal"));
        CHECK(has(&v.b, "620.50"));
    }
    CHECK_INT(get(&v.b, at(&v, "/settle/%1", v.member[0])), 403);
    CHECK_INT(get(&v.b, at(&v, "/share/%1", v.co)), 403);
    browser_end(&v.b);
}

SITE(a_passbook_is_printed_and_sent_in_three_languages)
{
    static const char *const lang[] = { "en", "ur", "sd" };
    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(lang); i++) {
        struct buf b = buf_start(&v.b.site.arena);

        buf_fmt(&b, "/passbook/%%1/passbook.pdf?lang=%s", lang[i]);
        CHECK_INT(get(&v.b, at(&v, arena_z(b.arena, buf_str(&b)), v.member[0])),
                  200);
        b = buf_start(&v.b.site.arena);
        buf_fmt(&b, "/passbook/%%1/passbook.png?lang=%s", lang[i]);
        CHECK_INT(get(&v.b, at(&v, arena_z(b.arena, buf_str(&b)), v.member[0])),
                  200);
    }
    browser_end(&v.b);
}

/* Its papers are the office's. */
SITE(a_phone_makes_the_picture_of_a_passbook)
{
    struct village v;
    const char *passbook;

    village_start(&v, db);
    v.b.web.paper = false;
    v.b.web.picture = true;
    passbook = at(&v, "/passbook/%1", v.member[0]);
    CHECK_INT(get(&v.b, passbook), 200);
    CHECK(has(&v.b, "passbook.png?lang=sd") && !has(&v.b, ".pdf"));
    CHECK_INT(get(&v.b, at(&v, "/passbook/%1/passbook.png", v.member[0])), 200);
    CHECK_INT(v.b.asks, 1);
    CHECK_INT(get(&v.b, at(&v, "/passbook/%1/passbook.pdf", v.member[0])), 503);
    CHECK_INT(v.b.asks, 0);
    browser_end(&v.b);
}

/* ---- the body -----------------------------------------------------------*/

SITE(what_members_hold_adds_up_to_the_control_account)
{
    struct village v;

    village_start(&v, db);
    CHECK_INT(get(&v.b, at(&v, "/savings/%1", v.co)), 200);
    CHECK(has(&v.b, "920.50"));
    CHECK(has(&v.b, "note good"));
    CHECK(!has(&v.b, "note stop"));
    browser_end(&v.b);
}

/* ---- settling -----------------------------------------------------------*/

/* "_id=...&" of a form that was drawn. */
static struct buf form_of(struct village *v, const char *path)
{
    struct buf b = buf_start(&v->b.site.arena);
    static const char before[] = "name=\"_id\" value=\"";
    struct str rest;
    const char *hit;

    CHECK_INT(get(&v->b, path), 200);
    hit = memmem(v->b.answer.body.p, v->b.answer.body.n, before,
                 sizeof before - 1);
    if (!CHECK(hit != NULL))
        return b;
    rest = str_from(v->b.answer.body,
                    (size_t)(hit - v->b.answer.body.p) + sizeof before - 1);
    buf_z(&b, "_id=");
    buf_add(&b, arena_str(&v->b.site.arena, str_cut(&rest, '"')));
    return b;
}

static int sent(struct village *v, const char *path, struct buf *b,
                const char *more)
{
    buf_z(b, more);
    return send_form(&v->b, path, arena_z(&v->b.site.arena, buf_str(b)));
}

SITE(who_died_is_settled_on_one_page)
{
    struct village v;
    const char *path;
    struct buf b, twice;

    village_start(&v, db);
    path = at(&v, "/settle/%1", v.member[0]);
    b = form_of(&v, path);
    CHECK(has(&v.b, "value=\"620.50\"")); /* all of it is hers */
    twice = buf_start(&v.b.site.arena);
    buf_add(&twice, buf_str(&b));
    CHECK_INT(sent(&v, path, &b, "&held=2014-12-01"), 422); /* why not said */
    b = twice;
    CHECK_INT(sent(&v, path, &b,
                   "&held=2014-12-01&why=died&nominee=Rahima&way=box"),
              303);
    CHECK_INT(number(&v, "SELECT paid FROM settlement"), 62050);
    CHECK_INT(number(&v, "SELECT count(*) FROM member WHERE ended IS NOT NULL "
                         "AND why = 1"),
              1);
    CHECK_INT(number(&v, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line "
                         "WHERE head = 'saving_left'"),
              0);
    CHECK_INT(get(&v.b, at(&v, "/passbook/%1", v.member[0])), 200);
    CHECK(!has(&v.b, "/new/deposit")); /* she is no member any more */
    browser_end(&v.b);
}

/* What her VO lent her is on the page too; it may stay out, and that is said. */
SITE(a_loan_of_another_body_is_seen_when_she_leaves)
{
    struct village v;
    const char *path;
    struct site *t;
    struct buf b;
    struct id vo, loan;

    village_start(&v, db);
    t = &v.b.site;
    vo =
        draft(t, "body",
              with(t,
                   "{\"formed\":\"2013-01-01\",\"name\":\"Sath VO\",\"nature\":"
                   "\"vo\",\"place\":\"%1\",\"rsp\":\"%2\",\"sex\":\"women\"}",
                   v.place, v.rsp, ID_NONE));
    draft(
        t, "loan_product",
        "{\"code\":\"CIF-S\",\"instalments_most\":24,\"method\":\"qard\","
        "\"period\":\"month\",\"source\":\"fund\",\"title\":\"CIF\",\"whose\":"
        "\"community\"}");
    b = buf_start(&t->arena);
    buf_z(&b, "{\"applied\":\"2014-01-01\",\"asked\":100000,\"body\":\"%1\","
              "\"instalments\":2,\"lender\":\"%2\",\"member\":\"%3\","
              "\"number\":\"V-77\",\"person\":\"");
    id_put(&b, v.person[0]);
    buf_z(&b, "\",\"product\":\"CIF-S\",\"purpose\":\"livestock\"}");
    loan = draft(t, "loan",
                 with(t, arena_z(b.arena, buf_str(&b)), v.co, vo, v.member[0]));
    draft(t, "disbursement",
          with(t,
               "{\"amount\":100000,\"held\":\"2014-02-01\",\"loan\":\"%1\","
               "\"way\":\"box\"}",
               loan, ID_NONE, ID_NONE));
    path = at(&v, "/settle/%1", v.member[0]);
    b = form_of(&v, path);
    CHECK(has(&v.b, "V-77") && has(&v.b, "Sath VO"));
    CHECK(has(&v.b, "value=\"620.50\"")); /* all of hers goes against it */
    CHECK_INT(sent(&v, path, &b,
                   "&_reckon=1&held=2014-12-01&why=left&insurance=500"),
              200);
    CHECK(!has(&v.b, "She still owes")); /* 1,000 of 1,120.50 */
    b = form_of(&v, path);
    CHECK_INT(sent(&v, path, &b,
                   "&held=2014-12-01&netted.0.amount=100&paid=520.50"),
              422); /* why is not said */
    CHECK(has(&v.b, "She still owes Rs 900 to others and is paid Rs 520"));
    b = form_of(&v, path);
    CHECK_INT(sent(&v, path, &b, "&held=2014-12-01&why=left"), 303);
    CHECK_INT(number(&v, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line l "
                         "JOIN loan o ON o.entry = l.party WHERE l.head = "
                         "'loan_fund'"),
              37950);
    CHECK_INT(number(&v, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line l "
                         "JOIN body o ON o.entry = l.book WHERE o.name = "
                         "'Roshni' AND l.head = 'due_to'"),
              -62050);
    browser_end(&v.b);
}

/* ---- sharing ------------------------------------------------------------*/

SITE(a_profit_is_reckoned_looked_at_and_kept)
{
    struct village v;
    const char *path;
    struct buf b, again;

    village_start(&v, db);
    path = at(&v, "/share/%1", v.co);
    b = form_of(&v, path);
    again = buf_start(&v.b.site.arena);
    buf_add(&again, buf_str(&b));
    CHECK_INT(sent(&v, path, &b,
                   "&_reckon=1&what=profit&shared_by=by_saving&amount=100&held="
                   "2014-12-31&given_as=voluntary"),
              200);
    CHECK(has(&v.b, "67.41")); /* of 620.50 in 920.50 */
    CHECK(has(&v.b, "32.59"));
    CHECK_INT(number(&v, "SELECT count(*) FROM sharing"), 0);
    CHECK_INT(sent(&v, path, &again,
                   "&what=profit&shared_by=by_saving&amount=100&held=2014-12-31"
                   "&given_as=voluntary"),
              303);
    CHECK_INT(number(&v, "SELECT CAST(sum(amount) AS BIGINT) FROM "
                         "sharing_part"),
              10000);
    CHECK_INT(number(&v, "SELECT CAST(-sum(amount) AS BIGINT) FROM book_line "
                         "WHERE head = 'saving_voluntary'"),
              22050);
    b = form_of(&v, path); /* days need a first one */
    CHECK_INT(sent(&v, path, &b,
                   "&what=profit&shared_by=by_days&amount=100&held=2014-12-31"),
              422);
    browser_end(&v.b);
}

/* ---- on the sheet of a meeting ------------------------------------------*/

SITE(a_meeting_takes_each_sort_of_saving_and_the_instalment_of_a_loan)
{
    struct village v;
    struct site *s = &v.b.site;
    const char *path;
    struct id loan;
    struct buf b;

    village_start(&v, db);
    loan = draft(s, "loan",
                 with(s,
                      "{\"applied\":\"2014-06-02\",\"asked\":50000,\"body\":"
                      "\"%1\",\"instalments\":5,\"lender\":\"%1\",\"member\":"
                      "\"%2\",\"number\":\"I-77\",\"person\":\"%3\","
                      "\"product\":\"INTERNAL-QARD\",\"purpose\":"
                      "\"livestock\"}",
                      v.co, v.member[0], v.person[0]));
    draft(s, "disbursement",
          at(&v,
             "{\"amount\":50000,\"first_due\":\"2014-12-10\",\"held\":"
             "\"2014-11-10\",\"loan\":\"%1\",\"way\":\"box\"}",
             loan));
    path = at(&v, "/body/%1/meeting?held=2014-12-12", v.co);
    b = form_of(&v, path);
    CHECK(has(&v.b, "placeholder=\"100\"")); /* a fifth of 500 */
    CHECK(has(&v.b, at(&v, "name=\"loan.%1\"", v.member[0])));
    buf_fmt(&b,
            "&held=2014-12-12&attendance.0.member=%s&attendance.0.present="
            "present&attendance.0.saved=100&attendance.0.special=7"
            "&attendance.0.repaid=100&loan.%s=",
            at(&v, "%1", v.member[0]), at(&v, "%1", v.member[0]));
    id_put(&b, loan);
    CHECK_INT(send_form(&v.b, at(&v, "/body/%1/meeting", v.co),
                        arena_z(&s->arena, buf_str(&b))),
              303);
    CHECK_INT(number(&v, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line "
                         "WHERE head = 'loan_internal'"),
              40000);
    CHECK_INT(number(&v, "SELECT total FROM meeting WHERE held > 16400"),
              10700);
    browser_end(&v.b);
}
