/* log_books - money that moved, in books: two lines that balance, taken back
 * by a second person, booked later when its month was closed, in any order. */

#include "register_site.h"

struct purse {
    struct village v;
    struct id co, one, two;
};

static void purse_start(struct purse *p, struct db *db)
{
    struct village *v = &p->v;
    struct id home;

    village_start(v, db);
    cutover_put(v, "2012-01", "");
    home = household_put(v, v->goth);
    p->co = body_put(v, "co", "women", v->srso, v->goth);
    p->one = member_put(v, p->co, person_put(v, home, "women"), "2012-01-15",
                        "");
    p->two = member_put(v, p->co, person_put(v, home, "women"), "2012-01-15",
                        "");
    say_that(v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             v->district, ID_NONE, ID_NONE);
}

/* Two members save, in rupees; one is fined. */
static struct id met(struct purse *p, const char *held, int one, int two,
                     int fined)
{
    struct village *v = &p->v;
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"attendance\":[{\"fined\":%d,\"member\":\"%%2\",\"present\":"
            "\"present\",\"saved\":%d},{\"member\":\"%%3\",\"present\":"
            "\"present\",\"saved\":%d}],\"body\":\"%%1\",\"held\":\"%s\"}",
            fined * 100, one * 100, two * 100, held);
    return say_that(v, "meeting", arena_z(b.arena, buf_str(&b)), p->co, p->one,
                    p->two);
}

static struct id taken_back(struct purse *p, const char *who, struct id what,
                            const char *held)
{
    struct buf b = buf_start(&p->v.s.arena);

    buf_fmt(&b,
            "{\"held\":\"%s\",\"reverses\":\"%%1\",\"why\":\"keyed twice\"}",
            held);
    return draft_as(&p->v.s, who, "reversal",
                    with(&p->v.s, arena_z(b.arena, buf_str(&b)), what, ID_NONE,
                         ID_NONE));
}

/* The month of the CO's book is closed with what this site has now. */
static struct id closed(struct purse *p, const char *last)
{
    return book_closed(&p->v, p->co, last);
}

static int64_t asked(struct purse *p, const char *sql, const char *text,
                     struct id id)
{
    struct rows r = db_text_rows(p->v.s.db, str_of(sql));
    int64_t n;

    db_bind_text(&r, 1, str_of(text));
    db_bind_id(&r, 2, id);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(p->v.s.db);
    return n;
}

/* What a head holds of a party, in rupees; debit > 0. */
static int64_t of_party(struct purse *p, const char *head, struct id party)
{
    return asked(p,
                 "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                 "book_line WHERE head = $1 AND party = $2",
                 head, party) /
           100;
}

static int64_t of_head(struct purse *p, const char *head)
{
    return asked(p,
                 "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                 "book_balance WHERE head = $1 AND book = $2",
                 head, p->co) /
           100;
}

static int64_t of_month(struct purse *p, const char *head, const char *text)
{
    struct rows r =
        db_text_rows(p->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE head = $1 AND book = $2 AND month = "
                       "$3"));
    month m = MONTH_NONE;
    int64_t n;

    CHECK(month_read(str_of(text), &m));
    db_bind_text(&r, 1, str_of(head));
    db_bind_id(&r, 2, p->co);
    db_bind_int(&r, 3, m);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n / 100;
}

/* Every entry balances in each book and fund; sums are those of the lines. */
static void balances(struct purse *p)
{
    struct db *db = p->v.s.db;

    CHECK_INT(both_ask(db,
                       "SELECT count(*) FROM (SELECT entry FROM book_line "
                       "GROUP BY entry, book, fund HAVING sum(amount) <> 0) x"),
              0);
    CHECK_INT(
        both_ask(
            db, "SELECT count(*) FROM book_balance b WHERE b.amount <> (SELECT "
                "coalesce(sum(l.amount), 0) FROM book_line l WHERE l.book = "
                "b.book AND l.head = b.head AND l.month = b.month AND "
                "(l.fund = b.fund OR l.fund IS NULL))"),
        0);
    CHECK_INT(both_ask(db, "SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) "
                           "FROM book_balance"),
              0);
}

SITE(a_meeting_books_itself)
{
    struct purse p;

    purse_start(&p, db);
    met(&p, "2014-03-10", 100, 50, 10);
    met(&p, "2014-04-10", 100, 0, 0);
    CHECK_INT(of_head(&p, "box"), 260);
    CHECK_INT(of_head(&p, "fine"), -10);
    CHECK_INT(of_party(&p, "saving_regular", p.one), -200);
    CHECK_INT(of_party(&p, "saving_regular", p.two), -50);
    CHECK_INT(of_month(&p, "box", "2014-03"), 160);
    CHECK_INT(srso(&p.v, "saving", "2014-03"), 15000);
    CHECK_INT(srso(&p.v, "saving.women", "2014-04"), 25000);
    balances(&p);
    site_end(&p.v.s);
}

SITE(what_is_taken_back_leaves_nothing)
{
    struct purse p;
    struct id wrong, back;

    purse_start(&p, db);
    met(&p, "2014-03-10", 100, 50, 10);
    wrong = met(&p, "2014-04-10", 500, 0, 20);
    back = taken_back(&p, "hina", wrong, "2014-05-02");
    CHECK_INT(p.v.s.kept, KEPT);
    CHECK_INT(of_head(&p, "box"), 160);
    CHECK_INT(of_party(&p, "saving_regular", p.one), -100);
    CHECK_INT(of_month(&p, "box", "2014-04"), 520); /* it stays as it was */
    CHECK_INT(of_month(&p, "box", "2014-05"), -520);
    CHECK_INT(srso(&p.v, "saving", "2014-04"), 65000);
    CHECK_INT(srso(&p.v, "saving", "2014-05"), 15000);
    CHECK(found(&p.v, wrong, "books.reversed"));
    balances(&p);
    fix_put(&p.v, back, "", ID_NONE, ID_NONE); /* money is not unsaid */
    CHECK_INT(p.v.s.kept, KEPT);
    CHECK_INT(of_head(&p, "box"), 160);
    site_end(&p.v.s);
}

SITE(nobody_takes_back_alone_what_they_wrote)
{
    struct purse p;
    struct id wrong, back;

    purse_start(&p, db);
    wrong = met(&p, "2014-03-10", 100, 50, 0);
    back = taken_back(&p, "admin", wrong, "2014-05-02");
    CHECK_INT(of_head(&p, "box"), 150);
    CHECK(found(&p.v, back, "reversal.second_person"));
    balances(&p);
    site_end(&p.v.s);
}

SITE(a_closed_month_takes_nothing_more)
{
    struct purse p;
    struct id first, late;

    purse_start(&p, db);
    first = met(&p, "2014-03-10", 100, 50, 10);
    closed(&p, "2014-03");
    late = met(&p, "2014-03-20", 70, 0, 0);
    CHECK_INT(of_month(&p, "box", "2014-03"), 160);
    CHECK_INT(of_month(&p, "box", "2014-04"), 70);
    CHECK_INT(asked(&p,
                    "SELECT CAST(min(on_day) AS BIGINT) FROM book_line WHERE "
                    "head = $1 AND entry = $2",
                    "box", late),
              16149); /* 20 March: its own day */
    CHECK(found(&p.v, late, "books.late"));
    fix_put(&p.v, first,
            "{\"body\":\"%1\",\"held\":\"2014-03-10\",\"total\":1}", p.co,
            ID_NONE);
    CHECK_INT(of_month(&p, "box", "2014-03"), 160);
    taken_back(&p, "hina", first, "2014-03-31"); /* in April's books */
    CHECK_INT(of_month(&p, "box", "2014-03"), 160);
    CHECK_INT(of_month(&p, "box", "2014-04"), -90);
    balances(&p);
    closed(&p, "2014-04");
    met(&p, "2014-03-25", 5, 0, 0);
    CHECK_INT(of_month(&p, "box", "2014-04"), -90);
    CHECK_INT(of_month(&p, "box", "2014-05"), 5);
    balances(&p);
    site_end(&p.v.s);
}

SITE(a_rule_that_is_mended_books_anew)
{
    struct purse p;

    purse_start(&p, db);
    met(&p, "2014-03-10", 100, 50, 10);
    fix_put(&p.v, named("booking", "meeting.fined"),
            "{\"credit\":\"welfare\",\"debit\":\"box\",\"event\":"
            "\"meeting.fined\",\"kind\":\"meeting\",\"title\":\"Fines\"}",
            ID_NONE, ID_NONE);
    CHECK_INT(of_head(&p, "fine"), 0);
    CHECK_INT(of_head(&p, "welfare"), -10);
    balances(&p);
    site_end(&p.v.s);
}

SITE(books_are_the_same_in_any_order)
{
    struct purse p;
    struct id a, b;

    purse_start(&p, db_open(":memory:", DB_MAKE));
    a = met(&p, "2014-03-10", 100, 50, 10);
    b = met(&p, "2014-04-10", 30, 20, 0);
    closed(&p, "2014-03");
    met(&p, "2014-03-20", 70, 0, 0);
    taken_back(&p, "hina", a, "2014-04-15");
    closed(&p, "2014-04");
    taken_back(&p, "hina", b, "2014-04-20");
    met(&p, "2014-04-21", 9, 9, 0);
    fix_put(&p.v, b, "{\"body\":\"%1\",\"held\":\"2014-04-10\",\"total\":1}",
            p.co, ID_NONE);
    balances(&p);
    any_order(&p.v.s, db);
    site_end(&p.v.s);
    db_close(p.v.s.db);
}
