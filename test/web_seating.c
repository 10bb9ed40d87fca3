/* web_seating - the result of an election in offices, signatories and logins,
 * kept together, and taken back when it is annulled. */
#include <stdarg.h>

#include "vote_site.h"
#include "web_site.h"

struct seats {
    struct poll_site p;
    struct browser b;
    struct id chair, finance, account; /* terms before, the body's account */
};

static struct id bearer_put(struct poll_site *p, const char *office, int who)
{
    return say_of(p, "term",
                  "{'body':'%s','office':'%s','person':'%s','basis':'elected',"
                  "'since':'2014-01-15'}",
                  hex(p, p->lso), office, hex(p, p->who[who]));
}

/* Delegate 4 is in the chair and 3 keeps the money; both sign for the account,
 * with 6, who holds no office. */
static void seats_start(struct seats *s, struct db *db)
{
    struct poll_site *p = &s->p;

    memset(s, 0, sizeof *s);
    poll_start(p, db);
    s->chair = bearer_put(p, "chairperson", 4);
    s->finance = bearer_put(p, "finance_secretary", 3);
    s->account = say_of(p, "account",
                        "{'body':'%s','bank':'Bank','number':'12345678',"
                        "'opened':'2014-01-20','signatories':["
                        "{'person':'%s','since':'2014-01-20'},"
                        "{'person':'%s','since':'2014-01-20'},"
                        "{'person':'%s','since':'2014-01-20'}]}",
                        hex(p, p->lso), hex(p, p->who[4]), hex(p, p->who[3]),
                        hex(p, p->who[6]));
    CHECK_INT(p->kept, KEPT);
    s->b.site = p->v.s; /* one keeper, two who ask it */
    s->b.web = (struct web){ .db = db,
                             .self = &s->b,
                             .now = browser_now,
                             .password_ask = browser_password_ask,
                             .password_told = browser_password_told };
    browser_login(&s->b, "admin");
}

static void seats_end(struct seats *s)
{
    arena_free(&s->b.arena);
    site_end(&s->p.v.s);
}

/* Nobody stands against them: 0 for the chair, 3 for the money again. */
static void won(struct seats *s, const char *reason)
{
    struct poll_site *p = &s->p;

    p->election =
        say_of(p, "election",
               "{'body':'%s','bylaw':'%s','reason':'%s','called':'2014-10-01',"
               "'method':'ballot','counting':'plurality','seat':[%s],'warden':["
               "{'person':'%s','role':'head'},{'person':'%s','role':'member'},"
               "{'person':'%s','role':'member','outside':true}]}",
               hex(p, p->lso), hex(p, p->law), reason,
               strcmp(reason, "vacancy") ? CHAIR_AND_FINANCE : CHAIR,
               hex(p, p->who[7]), hex(p, p->who[8]), hex(p, p->who[9]));
    rolls_put(p);
    stand_put(p, "chairperson", 0, 2, 4);
    if (strcmp(reason, "vacancy"))
        stand_put(p, "finance_secretary", 3, 1, 4);
    declare_put(p, "2014-10-21");
    CHECK(state_is(p, "2015-01-01", "final"));
}

static const char *seat_path(struct seats *s)
{
    struct buf b = buf_start(&s->p.v.s.arena);

    buf_fmt(&b, "/election/%s/seat", hex(&s->p, s->p.election));
    return arena_z(b.arena, buf_str(&b));
}

/* Does she hold that office on that day? */
static bool holds(struct seats *s, const char *office, int who, int year,
                  int mon, int mday)
{
    struct rows r =
        db_text_rows(s->p.v.s.db,
                     S("SELECT count(*) FROM holder WHERE body = $1 AND"
                       " office = $2 AND person = $3 AND since <= $4 AND"
                       " until > $4"));
    int64_t n;

    db_bind_id(&r, 1, s->p.lso);
    db_bind_text(&r, 2, str_of(office));
    db_bind_id(&r, 3, s->p.who[who]);
    db_bind_int(&r, 4, day_of(year, mon, mday));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    CHECK(n <= 1);
    return n == 1;
}

/* The reason for which a term ended, or -1. */
static int64_t ended_why(struct seats *s, struct id term)
{
    struct rows r =
        db_text_rows(s->p.v.s.db,
                     S("SELECT coalesce(CASE WHEN ended IS NULL THEN -1 ELSE"
                       " why END, -1) FROM term WHERE entry = $1"));
    int64_t why;

    db_bind_id(&r, 1, term);
    why = db_next(&r) ? db_int(&r, 0) : -2;
    db_done(&r);
    return why;
}

/* Rows by which she may sign on a day. */
static int64_t signs(struct seats *s, int who, int year, int mon, int mday)
{
    struct rows r = db_text_rows(
        s->p.v.s.db,
        S("SELECT count(*) FROM account_signatories WHERE entry = $1 AND"
          " person = $2 AND since <= $3 AND (until IS NULL OR until > $3)"));
    int64_t n;

    db_bind_id(&r, 1, s->account);
    db_bind_id(&r, 2, s->p.who[who]);
    db_bind_int(&r, 3, day_of(year, mon, mday));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

enum { WHY_TERM = 0, WHY_HANDED_OVER = 6 };

SITE(a_result_becomes_offices_signatories_and_logins_in_one_act)
{
    struct seats s;

    seats_start(&s, db);
    won(&s, "term");
    CHECK(holds(&s, "chairperson", 4, 2014, 12, 31));
    CHECK_INT(send_form(&s.b, seat_path(&s),
                        "since=2015-01-01&signs=1&login.0=zainab&"
                        "role.0=book_keeper"),
              303);
    CHECK(holds(&s, "chairperson", 4, 2014, 12, 31));
    CHECK(!holds(&s, "chairperson", 4, 2015, 1, 1));
    CHECK(holds(&s, "chairperson", 0, 2015, 1, 1));
    CHECK(holds(&s, "finance_secretary", 3, 2014, 12, 31));
    CHECK(holds(&s, "finance_secretary", 3, 2015, 1, 1));
    CHECK_INT(ended_why(&s, s.chair), WHY_HANDED_OVER);
    CHECK_INT(ended_why(&s, s.finance), WHY_TERM);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE counts = 1 AND"
                           " election IS NOT NULL AND basis = 0"),
              2);
    CHECK_INT(both_ask(db, "SELECT min(until) FROM term WHERE election IS NOT"
                           " NULL"),
              day_of(2017, 1, 1)); /* two years, by the by-law */
    CHECK_INT(signs(&s, 4, 2014, 12, 31), 1);
    CHECK_INT(signs(&s, 4, 2015, 1, 1), 0);
    CHECK_INT(signs(&s, 0, 2015, 1, 1), 1);
    CHECK_INT(signs(&s, 3, 2015, 1, 1), 1);
    CHECK_INT(signs(&s, 6, 2015, 1, 1), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM access WHERE login = 'zainab'"
                           " AND place IS NOT NULL AND rsp IS NOT NULL AND"
                           " until IS NOT NULL"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM account WHERE sealed IS NOT"
                           " NULL"),
              1); /* its number is still there */
    seats_end(&s);
}

SITE(what_was_filled_once_is_not_filled_twice)
{
    struct seats s;
    int64_t entries;

    seats_start(&s, db);
    won(&s, "term");
    CHECK_INT(send_form(&s.b, seat_path(&s), "since=2015-01-01"), 303);
    entries = both_ask(db, "SELECT count(*) FROM entry");
    CHECK_INT(send_form(&s.b, seat_path(&s), "since=2015-01-01"), 422);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM entry"), entries);
    CHECK_INT(signs(&s, 4, 2015, 1, 1), 1); /* nobody asked for that */
    seats_end(&s);
}

SITE(at_a_vacancy_the_others_stay)
{
    struct seats s;

    seats_start(&s, db);
    fix_put(&s.p.v, s.chair,
            "{\"basis\":\"elected\",\"body\":\"%1\",\"ended\":\"2014-09-01\","
            "\"office\":\"chairperson\",\"person\":\"%2\",\"since\":"
            "\"2014-01-15\",\"why\":\"died\"}",
            s.p.lso, s.p.who[4]);
    won(&s, "vacancy");
    CHECK_INT(send_form(&s.b, seat_path(&s), "since=2015-01-01&signs=1"), 303);
    CHECK(holds(&s, "chairperson", 0, 2015, 1, 1));
    CHECK(holds(&s, "finance_secretary", 3, 2015, 1, 1));
    CHECK_INT(ended_why(&s, s.finance), -1);
    seats_end(&s);
}

SITE(an_annulment_puts_those_before_into_their_offices_again)
{
    struct seats s;

    seats_start(&s, db);
    won(&s, "term");
    CHECK_INT(send_form(&s.b, seat_path(&s), "since=2015-01-01"), 303);
    say_of(&s.p, "annulment", "{'election':'%s','held':'2015-01-01','why':'x'}",
           hex(&s.p, s.p.election));
    CHECK_INT(send_form(&s.b, seat_path(&s), "x="), 303);
    CHECK(holds(&s, "chairperson", 4, 2015, 1, 1));
    CHECK(!holds(&s, "chairperson", 0, 2015, 1, 1));
    CHECK_INT(ended_why(&s, s.chair), -1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term WHERE counts = 1 AND"
                           " election IS NOT NULL"),
              0);
    seats_end(&s);
}

/* Has that login an access on a day? */
static int64_t enters(struct seats *s, const char *login, int year, int mon,
                      int mday)
{
    struct rows r = db_text_rows(
        s->p.v.s.db,
        S("SELECT count(*) FROM access WHERE login = $1 AND counts = 1 AND"
          " since <= $2 AND (until IS NULL OR until >= $2)"));
    int64_t n;

    db_bind_text(&r, 1, str_of(login));
    db_bind_int(&r, 2, day_of(year, mon, mday));
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

/* Seated on a day, annulled on 1 January 2015. */
static void unseat(struct seats *s, const char *since)
{
    struct buf b = buf_start(&s->p.v.s.arena);

    say_of(&s->p, "access",
           "{'login':'amna','role':'book_keeper','since':'2014-01-15'}");
    won(s, "term");
    buf_fmt(&b, "since=%s&signs=1&login.0=zainab&role.0=book_keeper&end.0=amna",
            since);
    CHECK_INT(send_form(&s->b, seat_path(s), arena_z(b.arena, buf_str(&b))),
              303);
    say_of(&s->p, "annulment",
           "{'election':'%s','held':'2015-01-01','why':'x'}",
           hex(&s->p, s->p.election));
}

SITE(an_annulment_ends_signatures_and_logins_that_the_seating_gave)
{
    struct seats s;

    seats_start(&s, db);
    unseat(&s, "2014-12-01");
    CHECK_INT(signs(&s, 0, 2014, 12, 31), 1);
    CHECK_INT(enters(&s, "zainab", 2014, 12, 31), 1);
    CHECK_INT(enters(&s, "amna", 2014, 12, 31), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM access WHERE login ="
                           " 'zainab' AND person IS NOT NULL"),
              1);
    CHECK_INT(send_form(&s.b, seat_path(&s), "x="), 303);
    CHECK_INT(signs(&s, 0, 2014, 12, 31), 1); /* till then she did */
    CHECK_INT(signs(&s, 0, 2015, 1, 1), 0);
    CHECK_INT(signs(&s, 4, 2014, 12, 31), 0);
    CHECK_INT(signs(&s, 4, 2015, 1, 1), 1);
    CHECK_INT(signs(&s, 3, 2015, 1, 1), 1);
    CHECK_INT(signs(&s, 6, 2015, 1, 1), 1);
    CHECK_INT(enters(&s, "zainab", 2014, 12, 31), 1);
    CHECK_INT(enters(&s, "zainab", 2015, 1, 1), 0);
    CHECK_INT(enters(&s, "amna", 2015, 1, 1), 1);
    CHECK_INT(send_form(&s.b, seat_path(&s), "x="), 422); /* nothing is left */
    seats_end(&s);
}

SITE(who_was_seated_on_the_day_of_the_annulment_never_signed)
{
    struct seats s;

    seats_start(&s, db);
    unseat(&s, "2015-01-01");
    CHECK_INT(send_form(&s.b, seat_path(&s), "x="), 303);
    CHECK_INT(signs(&s, 0, 2015, 1, 1), 0);
    CHECK_INT(signs(&s, 4, 2015, 1, 1), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM access WHERE login ="
                           " 'zainab' AND counts = 1"),
              0);
    CHECK_INT(enters(&s, "amna", 2015, 1, 1), 1);
    seats_end(&s);
}
