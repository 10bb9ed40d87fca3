/* record_cession - a body that merged or split hands over what it had: its
 * money, its members' savings, its loans; both books balance, whatever is heard
 * first. */
#include "loan_site.h"

/* A CO whose two members saved and borrowed, and another one that it goes into
 * on 1 March 2014. */
struct merging {
    struct lending l;
    struct id other, one_there, two_there, loan, cession;
};

static void merging_start(struct merging *m, struct db *db)
{
    struct lending *l = &m->l;

    lending_start(l, db);
    m->other = say_that(&l->v, "body",
                        "{\"code\":\"CO-9\",\"formed\":\"2012-03-01\","
                        "\"name\":\"Kiran\",\"nature\":\"co\",\"place\":"
                        "\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
                        l->v.srso, l->v.goth, ID_NONE);
    m->one_there = member_put(&l->v, m->other, l->one, "2014-03-01", "");
    m->two_there = member_put(&l->v, m->other, l->two, "2014-03-01", "");
    say_that(&l->v, "meeting",
             "{\"attendance\":[{\"member\":\"%2\",\"present\":\"present\","
             "\"saved\":900000},{\"member\":\"%3\",\"present\":\"present\","
             "\"saved\":300000,\"voluntary\":100000}],\"body\":\"%1\","
             "\"held\":\"2013-06-01\"}",
             l->co, l->one_member, l->two_member);
    say_that(&l->v, "loan_product",
             "{\"code\":\"FRIENDLY\",\"instalments_most\":12,\"method\":"
             "\"qard\",\"period\":\"month\",\"source\":\"internal\","
             "\"title\":\"Friendly\",\"whose\":\"community\"}",
             ID_NONE, ID_NONE, ID_NONE);
    m->loan = loan_put(l, "FRIENDLY", l->one, l->co, 5000, "");
    lent(l, m->loan, "2013-07-01", 5000);
    repaid(l, m->loan, "2013-09-01", 2000);
}

static void hand_over(struct merging *m, const char *lines)
{
    struct site *s = &m->l.v.s;
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, m->l.co);
    buf_fmt(&b, "\",\"held\":\"2014-03-01\",\"line\":[%s],\"part\":[", lines);
    buf_z(&b, with(s,
                   "{\"member\":\"%1\",\"member_to\":\"%2\",\"regular\":"
                   "900000},",
                   m->l.one_member, m->one_there, ID_NONE));
    buf_z(&b, with(s,
                   "{\"member\":\"%1\",\"member_to\":\"%2\",\"regular\":"
                   "300000,\"voluntary\":100000}],\"successor\":\"%3\","
                   "\"whole\":true}",
                   m->l.two_member, m->two_there, m->other));
    m->cession = draft(s, "cession", arena_z(b.arena, buf_str(&b)));
    if (!CHECK_INT(s->kept, KEPT))
        for (size_t i = 0; i < s->said.n; i++)
            printf("# %s\n", s->said.at[i].what);
}

/* "@" is the body that it goes to. */
static const char *named_there(struct merging *m, const char *said)
{
    struct buf b = buf_start(&m->l.v.s.arena);

    for (const char *p = said; *p; p++)
        if (*p == '@')
            id_put(&b, m->other);
        else
            buf_char(&b, *p);
    return arena_z(b.arena, buf_str(&b));
}

/* Box 13000 - 5000 + 2000. */
#define BOX "{\"amount\":1000000,\"head\":\"box\"}"

static void nothing_left(struct merging *m, struct id body)
{
    static const char *const head[] = { "box", "saving_regular",
                                        "saving_voluntary", "loan_internal" };

    for (size_t i = 0; i < LEN(head); i++)
        if (!CHECK_INT(of_head(&m->l, body, head[i]), 0))
            printf("# %s\n", head[i]);
}

SITE(what_a_merged_body_had_goes_over_into_the_other_book)
{
    struct merging m;

    merging_start(&m, db);
    hand_over(&m, BOX);
    nothing_left(&m, m.l.co);
    CHECK_INT(of_head(&m.l, m.other, "box"), 10000);
    CHECK_INT(of_head(&m.l, m.other, "loan_internal"), 3000);
    CHECK_INT(of_party(&m.l, m.one_there, "saving_regular"), -9000);
    CHECK_INT(of_party(&m.l, m.two_there, "saving_regular"), -3000);
    CHECK_INT(of_party(&m.l, m.two_there, "saving_voluntary"), -1000);
    CHECK_INT(of_party(&m.l, m.l.one_member, "saving_regular"), 0);
    CHECK_INT(of_head(&m.l, m.l.co, "ceded") + of_head(&m.l, m.other, "ceded"),
              0);
    CHECK_INT(of_party(&m.l, m.loan, "loan_internal"), 3000);
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

SITE(from_that_day_on_a_loan_lies_in_the_book_of_the_successor)
{
    struct merging m;

    merging_start(&m, db);
    hand_over(&m, BOX);
    repaid(&m.l, m.loan, "2014-03-01", 1000);
    CHECK_INT(of_head(&m.l, m.l.co, "box"), 0);
    CHECK_INT(of_head(&m.l, m.other, "box"), 11000);
    CHECK_INT(of_head(&m.l, m.other, "loan_internal"), 2000);
    CHECK_INT(kept_of(&m.l, m.loan, "outstanding / 100"), 2000);
    CHECK_INT(asked_of(&m.l,
                       "SELECT count(*) FROM loan_kept WHERE book = $1 AND "
                       "body = $1",
                       NULL, m.other),
              1);
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

/* A receipt of before turns up: less had been out, so less went over. */
SITE(a_payment_of_before_that_is_heard_later_changes_what_went_over)
{
    struct merging m;

    merging_start(&m, db);
    hand_over(&m, BOX);
    repaid(&m.l, m.loan, "2014-02-28", 500);
    CHECK_INT(of_head(&m.l, m.l.co, "loan_internal"), 0);
    CHECK_INT(of_head(&m.l, m.other, "loan_internal"), 2500);
    CHECK_INT(of_head(&m.l, m.l.co, "box"), 500); /* left there: handed later */
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

SITE(what_is_handed_over_is_the_same_in_whatever_order_it_is_heard)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct merging m;

    merging_start(&m, home);
    hand_over(&m, BOX);
    repaid(&m.l, m.loan, "2014-05-01", 1000);
    repaid(&m.l, m.loan, "2014-02-01", 300);
    say_that(&m.l.v, "withdrawal",
             "{\"amount\":50000,\"body\":\"%2\",\"held\":\"2014-06-01\","
             "\"member\":\"%1\",\"way\":\"box\",\"what\":\"regular\"}",
             m.two_there, m.other, ID_NONE);
    any_order(&m.l.v.s, db);
    site_end(&m.l.v.s);
    db_close(home);
}

SITE(a_hand_over_that_was_taken_back_leaves_everything_where_it_was)
{
    struct merging m;

    merging_start(&m, db);
    hand_over(&m, BOX);
    taken_back(&m.l, m.cession, "2014-03-02");
    CHECK_INT(of_head(&m.l, m.l.co, "box"), 10000);
    CHECK_INT(of_head(&m.l, m.l.co, "loan_internal"), 3000);
    CHECK_INT(of_party(&m.l, m.l.one_member, "saving_regular"), -9000);
    nothing_left(&m, m.other);
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

/* Who handed over cannot undo it alone: what she says of it is kept and moves
 * nothing, so a payment of later is the successor's. */
SITE(a_hand_over_is_not_taken_back_by_who_wrote_it)
{
    struct merging m;
    struct site *s = &m.l.v.s;

    merging_start(&m, db);
    hand_over(&m, BOX);
    draft(s, "reversal",
          with(s,
               "{\"held\":\"2014-03-02\",\"reverses\":\"%1\",\"why\":"
               "\"keyed twice\"}",
               m.cession, ID_NONE, ID_NONE));
    draft(s, "withdrawal",
          with(s,
               "{\"amount\":50000,\"body\":\"%2\",\"held\":\"2014-03-05\","
               "\"member\":\"%1\",\"way\":\"box\",\"what\":\"regular\"}",
               m.l.one_member, m.l.co, ID_NONE));
    CHECK_INT(of_head(&m.l, m.l.co, "box"), 0);
    CHECK_INT(of_head(&m.l, m.other, "box"), 9500);
    loans_balance(&m.l);
    site_end(s);
}

/* Twice: into Kiran, and with it into a third; the loan goes along. */
SITE(a_loan_goes_along_through_two_mergers)
{
    struct merging m;
    struct id third;

    merging_start(&m, db);
    third = body_put(&m.l.v, "co", "women", m.l.v.srso, m.l.v.hamlet);
    say_that(&m.l.v, "cession",
             "{\"body\":\"%1\",\"held\":\"2014-06-01\",\"line\":[{"
             "\"amount\":1000000,\"head\":\"box\"}],\"successor\":\"%2\","
             "\"whole\":true}",
             m.other, third, ID_NONE);
    hand_over(&m, BOX);
    repaid(&m.l, m.loan, "2014-07-01", 1000);
    CHECK_INT(of_head(&m.l, third, "loan_internal"), 2000);
    CHECK_INT(of_head(&m.l, m.other, "loan_internal"), 0);
    CHECK_INT(of_head(&m.l, m.l.co, "loan_internal"), 0);
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

SITE(who_owed_the_old_body_owes_the_new_one)
{
    struct merging m;
    int64_t all = 0;

    merging_start(&m, db);
    say_that(&m.l.v, "transfer",
             "{\"amount\":200000,\"giver\":\"%1\",\"held\":\"2013-10-01\","
             "\"nature\":\"loan\",\"taker\":\"%2\",\"way\":\"box\"}",
             m.l.vo, m.l.co, ID_NONE);
    say_that(&m.l.v, "transfer",
             "{\"amount\":70000,\"giver\":\"%1\",\"held\":\"2013-10-01\","
             "\"nature\":\"loan\",\"taker\":\"%2\",\"way\":\"box\"}",
             m.other, m.l.co, ID_NONE);
    hand_over(&m, with(&m.l.v.s,
                       "{\"amount\":1270000,\"head\":\"box\"},"
                       "{\"amount\":-200000,\"head\":\"due_to\",\"party\":"
                       "\"%1\"},{\"amount\":-70000,\"head\":\"due_to\","
                       "\"party\":\"%2\"}",
                       m.l.vo, m.other, ID_NONE));
    CHECK_INT(of_head(&m.l, m.l.co, "due_to"), 0);
    CHECK_INT(of_head(&m.l, m.other, "due_to"), -2000);
    CHECK_INT(of_head(&m.l, m.other, "due_from"), 0);
    CHECK_INT(of_party(&m.l, m.other, "due_from"), 2000);
    CHECK_INT(of_party(&m.l, m.l.co, "due_from"), 0);
    all = both_ask(db, "SELECT CAST(sum(amount) AS BIGINT) FROM book_line "
                       "WHERE head IN ('due_to', 'due_from')");
    CHECK_INT(all, 0);
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

/* Of a body that splits only the loans of those who go. */
SITE(when_a_body_splits_the_loans_of_those_who_go_go_with_them)
{
    struct merging m;
    struct id hers;

    merging_start(&m, db);
    hers = draft(&m.l.v.s, "loan",
                 with(&m.l.v.s,
                      "{\"applied\":\"2013-01-01\",\"asked\":100000,\"body\":"
                      "\"%3\",\"lender\":\"%3\",\"member\":\"%2\",\"number\":"
                      "\"L-77\",\"person\":\"%1\",\"product\":\"FRIENDLY\","
                      "\"purpose\":\"livestock\"}",
                      m.l.two, m.l.two_member, m.l.co));
    lent(&m.l, hers, "2013-08-01", 1000);
    draft(&m.l.v.s, "cession",
          with(&m.l.v.s,
               named_there(&m, "{\"body\":\"%3\",\"held\":\"2014-03-01\","
                               "\"part\":[{\"member\":\"%1\",\"member_to\":"
                               "\"%2\",\"regular\":300000}],\"successor\":"
                               "\"@\"}"),
               m.l.two_member, m.two_there, m.l.co));
    CHECK_INT(of_head(&m.l, m.l.co, "loan_internal"), 3000);
    CHECK_INT(of_head(&m.l, m.other, "loan_internal"), 1000);
    CHECK_INT(of_party(&m.l, m.l.one_member, "saving_regular"), -9000);
    loans_balance(&m.l);
    site_end(&m.l.v.s);
}

/* ---- a VO that splits ---------------------------------------------------*/

/* The VO lent out of its fund to a woman of the CO, and the CO goes with the new
 * VO on 1 March 2014: what she still owes goes along, and it collects. */
struct parting {
    struct merging m;
    struct id vo, loan, cession;
};

static void parting_start(struct parting *p, struct db *db)
{
    struct lending *l = &p->m.l;
    struct buf b;

    merging_start(&p->m, db);
    p->vo = say_that(&l->v, "body",
                     "{\"code\":\"VO-9\",\"formed\":\"2012-03-01\",\"name\":"
                     "\"Naya\",\"nature\":\"vo\",\"place\":\"%2\",\"rsp\":"
                     "\"%1\",\"sex\":\"women\"}",
                     l->v.srso, l->v.goth, ID_NONE);
    b = buf_start(&l->v.s.arena);
    buf_z(&b, ",\"fund\":\"");
    id_put(&b, l->fund);
    buf_z(&b, "\",\"instalments\":6");
    p->loan = loan_put(l, "CIF-MONTHLY", l->two, l->vo, 6000,
                       arena_z(b.arena, buf_str(&b)));
    lent(l, p->loan, "2013-07-01", 6000);
    repaid(l, p->loan, "2013-09-01", 2000);
}

static void part_ways(struct parting *p)
{
    p->cession = say_that(&p->m.l.v, "cession",
                          "{\"body\":\"%1\",\"branch\":[{\"branch\":\"%2\"}],"
                          "\"held\":\"2014-03-01\",\"successor\":\"%3\"}",
                          p->m.l.vo, p->m.l.co, p->vo);
}

SITE(when_a_vo_splits_what_a_co_that_goes_owes_it_goes_along)
{
    struct parting p;

    parting_start(&p, db);
    part_ways(&p);
    CHECK_INT(of_head(&p.m.l, p.m.l.vo, "loan_fund"), 0);
    CHECK_INT(of_head(&p.m.l, p.vo, "loan_fund"), 4000);
    repaid(&p.m.l, p.loan, "2014-05-01", 1500);
    CHECK_INT(of_head(&p.m.l, p.vo, "loan_fund"), 2500);
    CHECK_INT(of_head(&p.m.l, p.m.l.vo, "ceded") +
                  of_head(&p.m.l, p.vo, "ceded"),
              0);
    CHECK_INT(of_head(&p.m.l, p.m.l.co, "loan_internal"), 3000); /* the CO's */
    loans_balance(&p.m.l);
    taken_back(&p.m.l, p.cession, "2014-06-02");
    CHECK_INT(of_head(&p.m.l, p.m.l.vo, "loan_fund"), 2500);
    CHECK_INT(of_head(&p.m.l, p.vo, "loan_fund"), 0);
    loans_balance(&p.m.l);
    site_end(&p.m.l.v.s);
}

/* The CO itself went into another before, and that one goes with the new VO. */
SITE(a_loan_of_a_vo_goes_along_with_what_its_co_became)
{
    struct parting p;

    parting_start(&p, db);
    hand_over(&p.m, BOX);
    CHECK_INT(of_head(&p.m.l, p.m.l.vo, "loan_fund"), 4000);
    p.cession = say_that(&p.m.l.v, "cession",
                         "{\"body\":\"%1\",\"branch\":[{\"branch\":\"%2\"}],"
                         "\"held\":\"2014-06-01\",\"successor\":\"%3\"}",
                         p.m.l.vo, p.m.other, p.vo);
    CHECK_INT(of_head(&p.m.l, p.m.l.vo, "loan_fund"), 0);
    CHECK_INT(of_head(&p.m.l, p.vo, "loan_fund"), 4000);
    loans_balance(&p.m.l);
    site_end(&p.m.l.v.s);
}

SITE(a_vo_that_splits_is_the_same_in_whatever_order_it_is_heard)
{
    struct db *home = db_open(":memory:", DB_MAKE);
    struct parting p;

    parting_start(&p, home);
    part_ways(&p);
    repaid(&p.m.l, p.loan, "2014-05-01", 1000);
    repaid(&p.m.l, p.loan, "2014-02-01", 300);
    hand_over(&p.m, BOX);
    any_order(&p.m.l.v.s, db);
    site_end(&p.m.l.v.s);
    db_close(home);
}

SITE(what_cannot_be_handed_over_is_said)
{
    struct merging m;
    struct id itself, twice;

    merging_start(&m, db);
    itself = say_that(&m.l.v, "cession",
                      "{\"body\":\"%1\",\"held\":\"2012-01-01\","
                      "\"successor\":\"%1\"}",
                      m.l.co, ID_NONE, ID_NONE);
    CHECK(found_at(&m.l.v, itself, "cession.to_itself", "successor"));
    CHECK(found_at(&m.l.v, itself, "cession.before_formation", "held"));
    twice = say_that(&m.l.v, "cession",
                     "{\"body\":\"%1\",\"held\":\"2014-03-01\",\"part\":[{"
                     "\"member\":\"%2\",\"member_to\":\"%2\"},{"
                     "\"member\":\"%2\",\"member_to\":\"%3\"}],"
                     "\"successor\":\"%1\"}",
                     m.l.co, m.l.one_member, m.one_there);
    CHECK(found(&m.l.v, twice, "cession.member_twice"));
    CHECK(found(&m.l.v, twice, "cession.member_to_herself"));
    site_end(&m.l.v.s);
}
