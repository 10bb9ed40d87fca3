/* record_office - offices and terms, delegates and general bodies, activists:
 * who held what on which day, and what is marked. */

#include "register_site.h"

/* ---- words for it -------------------------------------------------------*/

struct village_co {
    struct village v;
    struct id co, home;
};

static void co_start(struct village_co *c, struct db *db)
{
    memset(c, 0, sizeof *c);
    village_start(&c->v, db);
    c->co = body_put(&c->v, "co", "women", c->v.srso, c->v.goth);
    c->home = household_put(&c->v, c->v.goth);
}

static struct id woman(struct village_co *c)
{
    return person_put(&c->v, c->home, "women");
}

/* `more`: "" or further members of the object, each with its comma first. */
static struct id term_put(struct village_co *c, struct id body, struct id who,
                          const char *office, const char *since,
                          const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b,
            "{\"basis\":\"elected\",\"body\":\"%%1\",\"office\":\"%s\","
            "\"person\":\"%%2\",\"since\":\"%s\"%s}",
            office, since, more);
    return say_that(&c->v, "term", arena_z(b.arena, buf_str(&b)), body, who,
                    ID_NONE);
}

static struct id bylaw_put(struct village_co *c, struct id body,
                           const char *adopted, const char *clauses)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_fmt(&b,
            "{\"adopted\":\"%s\",\"body\":\"%%1\",\"clauses\":[%s],"
            "\"version\":1}",
            adopted, clauses);
    return say_that(&c->v, "bylaw", arena_z(b.arena, buf_str(&b)), body,
                    ID_NONE, ID_NONE);
}

#define TWO_YEARS                                                              \
    "{\"number\":24,\"parameter\":\"term_months\"},"                           \
    "{\"number\":2,\"parameter\":\"terms_most\"},"                             \
    "{\"number\":90,\"parameter\":\"caretaker_days\"}"

static int64_t asked(struct db *db, const char *sql, struct id body,
                     struct id who, const char *on)
{
    struct rows r = db_text_rows(db, str_of(sql));
    day d = DAY_NONE;
    int64_t n;

    CHECK(day_read(str_of(on), &d));
    db_bind_id(&r, 1, body);
    db_bind_id(&r, 2, who);
    db_bind_int(&r, 3, d);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(db);
    return n;
}

#define AS_THE_LAW_SAYS                                                        \
    "SELECT h.body, h.term, h.office, h.person, coalesce((SELECT s.root FROM " \
    "same s WHERE s.person = h.person), h.person), p.sex, CASE WHEN p.counts " \
    "= 1 THEN p.household END, b.nature, h.since, h.until, h.due FROM holder " \
    "h LEFT JOIN person p ON p.entry = h.person LEFT JOIN body b ON b.entry "  \
    "= h.body"
#define AS_IT_IS_KEPT                                                          \
    "SELECT body, term, office, person, root, sex, household, nature, since, " \
    "until, due FROM term_kept"

/* What reports count is what the law says now, whatever came last. */
static void kept_follows(struct db *db)
{
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (" AS_THE_LAW_SAYS
                           " EXCEPT " AS_IT_IS_KEPT ") x"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (" AS_IT_IS_KEPT
                           " EXCEPT " AS_THE_LAW_SAYS ") x"),
              0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term_kept"),
              both_ask(db, "SELECT count(*) FROM holder"));
}

/* How many offices of the body she holds on that day. */
static int64_t holds(struct village_co *c, struct id body, struct id who,
                     const char *on)
{
    kept_follows(c->v.s.db);
    return asked(c->v.s.db,
                 "SELECT count(*) FROM holder WHERE body = $1 AND person = $2 "
                 "AND since <= $3 AND until > $3",
                 body, who, on);
}

static int64_t sits(struct village_co *c, struct id body, struct id who,
                    const char *on)
{
    return asked(c->v.s.db,
                 "SELECT count(*) FROM seated WHERE body = $1 AND person = $2 "
                 "AND since <= $3 AND until > $3",
                 body, who, on);
}

/* ---- how long an office is held -----------------------------------------*/

SITE(a_term_runs_out_and_its_holder_is_a_caretaker_for_so_long)
{
    struct village_co c;
    struct id her;

    co_start(&c, db);
    her = woman(&c);
    bylaw_put(&c, c.co, "2012-01-20", TWO_YEARS);
    term_put(&c, c.co, her, "president", "2012-02-01",
             ",\"until\":\"2014-02-01\"");
    CHECK_INT(holds(&c, c.co, her, "2012-01-31"), 0);
    CHECK_INT(holds(&c, c.co, her, "2012-02-01"), 1);
    CHECK_INT(holds(&c, c.co, her, "2014-01-31"), 1);
    CHECK_INT(asked(db,
                    "SELECT due - CAST($3 AS BIGINT) FROM holder WHERE body = "
                    "$1 AND person = $2",
                    c.co, her, "2014-02-01"),
              0);
    CHECK_INT(holds(&c, c.co, her, "2014-05-01"), 1); /* the ninetieth day */
    CHECK_INT(holds(&c, c.co, her, "2014-05-02"), 0);
    site_end(&c.v.s);
}

/* Nobody said when it runs out: the by-law of its first day does. */
SITE(a_term_without_an_end_is_as_long_as_the_bylaw_says)
{
    struct village_co c;
    struct id her, next;

    co_start(&c, db);
    her = woman(&c);
    next = woman(&c);
    bylaw_put(&c, c.co, "2012-01-20", TWO_YEARS);
    bylaw_put(&c, c.co, "2013-01-01",
              "{\"number\":12,\"parameter\":\"term_months\"}");
    term_put(&c, c.co, her, "president", "2012-02-01", "");
    CHECK_INT(asked(db,
                    "SELECT due - CAST($3 AS BIGINT) FROM holder WHERE body = "
                    "$1 AND person = $2",
                    c.co, her, "2012-02-01"),
              730);
    term_put(&c, c.co, next, "manager", "2013-02-01", "");
    CHECK_INT(asked(db,
                    "SELECT due - CAST($3 AS BIGINT) FROM holder WHERE body = "
                    "$1 AND person = $2",
                    c.co, next, "2013-02-01"),
              365);
    site_end(&c.v.s);
}

SITE(a_caretaker_stays_until_somebody_follows)
{
    struct village_co c;
    struct id her, next;

    co_start(&c, db);
    her = woman(&c);
    next = woman(&c);
    bylaw_put(&c, c.co, "2012-01-20", TWO_YEARS);
    term_put(&c, c.co, her, "president", "2012-02-01",
             ",\"until\":\"2014-02-01\"");
    term_put(&c, c.co, next, "president", "2014-03-10",
             ",\"until\":\"2016-03-10\"");
    CHECK_INT(holds(&c, c.co, her, "2014-03-09"), 1);
    CHECK_INT(holds(&c, c.co, her, "2014-03-10"), 0);
    CHECK_INT(holds(&c, c.co, next, "2014-03-10"), 1);
    CHECK_INT(findings_of(db), 0); /* one after the other: nothing is marked */
    site_end(&c.v.s);
}

/* Institutions.md 14.2, 3: losing membership vacates every seat on it. */
SITE(a_seat_falls_with_the_membership_it_rests_on)
{
    struct village_co c;
    struct id her, other, in, term;

    co_start(&c, db);
    her = woman(&c);
    other = woman(&c);
    in = member_put(&c.v, c.co, her, "2012-02", "");
    member_put(&c.v, c.co, other, "2012-02", "2013-05-10");
    term = say_that(&c.v, "term",
                    "{\"basis\":\"founding\",\"body\":\"%1\",\"member\":\"%3\","
                    "\"office\":\"president\",\"person\":\"%2\",\"since\":"
                    "\"2012-03-01\",\"until\":\"2016-03-01\"}",
                    c.co, her, in);
    term_put(&c, c.co, other, "manager", "2012-03-01",
             ",\"until\":\"2016-03-01\""); /* hers is found by itself */
    CHECK_INT(holds(&c, c.co, her, "2014-06-01"), 1);
    CHECK_INT(holds(&c, c.co, other, "2013-05-09"), 1);
    CHECK_INT(holds(&c, c.co, other, "2013-05-10"), 0);
    fix_put(&c.v, in,
            "{\"body\":\"%1\",\"ended\":\"2013-08-01\",\"joined\":\"2012-02\","
            "\"person\":\"%2\",\"why\":\"moved\"}",
            c.co, her);
    CHECK_INT(holds(&c, c.co, her, "2013-07-31"), 1);
    CHECK_INT(holds(&c, c.co, her, "2013-08-01"), 0);
    CHECK(!found(&c.v, term, "term.no_membership"));
    in = member_put(&c.v, c.co, other, "2014-02", "");
    term = say_that(&c.v, "term",
                    "{\"basis\":\"elected\",\"body\":\"%1\",\"member\":\"%3\","
                    "\"office\":\"manager\",\"person\":\"%2\",\"since\":"
                    "\"2013-11-01\",\"until\":\"2016-03-01\"}",
                    c.co, other, in);
    CHECK(found(&c.v, term, "term.no_membership")); /* she was none yet */
    site_end(&c.v.s);
}

SITE(a_term_ends_with_its_body_and_with_her_life)
{
    struct village_co c;
    struct id her, other, late;

    co_start(&c, db);
    her = woman(&c);
    other = woman(&c);
    term_put(&c, c.co, her, "president", "2012-03-01",
             ",\"until\":\"2016-03-01\"");
    term_put(&c, c.co, other, "manager", "2012-03-01",
             ",\"until\":\"2016-03-01\"");
    fix_put(&c.v, her,
            "{\"code\":\"P-1\",\"died\":\"2013-02-02\",\"household\":\"%1\","
            "\"sex\":\"women\"}",
            c.home, ID_NONE);
    CHECK_INT(holds(&c, c.co, her, "2013-02-01"), 1);
    CHECK_INT(holds(&c, c.co, her, "2013-02-02"), 0);
    say_that(&c.v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-05-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             c.co, ID_NONE, ID_NONE);
    CHECK_INT(holds(&c, c.co, other, "2014-05-01"), 1);
    CHECK_INT(holds(&c, c.co, other, "2014-05-02"), 0);
    late = term_put(&c, c.co, other, "president", "2014-06-01", "");
    CHECK(found(&c.v, late, "standing.after_end"));
    site_end(&c.v.s);
}

/* Each thing that a term hangs on comes after it, is mended, and is taken back. */
SITE(what_is_kept_of_a_term_follows_whatever_comes_after_it)
{
    struct village_co c;
    struct id her, twin, in, one, bylaw, other;

    co_start(&c, db);
    her = woman(&c);
    twin = woman(&c);
    other = body_put(&c.v, "co", "women", c.v.srso, c.v.goth);
    one = term_put(&c, c.co, her, "president", "2012-03-01", "");
    term_put(&c, c.co, twin, "manager", "2012-03-01", "");
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term_kept"), 2);
    kept_follows(db);
    bylaw = bylaw_put(&c, c.co, "2012-01-20", TWO_YEARS);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term_kept WHERE due - "
                           "since = 730"),
              2);
    CHECK_INT(holds(&c, c.co, her, "2014-07-01"), 0);
    fix_put(&c.v, bylaw, "", ID_NONE, ID_NONE);
    kept_follows(db);
    in = member_put(&c.v, c.co, her, "2012-02", "2013-01-05");
    CHECK_INT(holds(&c, c.co, her, "2013-02-01"), 0);
    fix_put(&c.v, in, "", ID_NONE, ID_NONE);
    kept_follows(db);
    fix_put(&c.v, her,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"men\"}", c.home,
            ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term_kept WHERE sex = 1"), 1);
    kept_follows(db);
    fix_put(&c.v, her,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"women\"}",
            household_put(&c.v, c.v.hamlet), ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(DISTINCT household) FROM term_kept"),
              2);
    kept_follows(db);
    fix_put(&c.v, c.co,
            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\",\"nature\":"
            "\"vo\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
            c.v.srso, c.v.goth);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM term_kept WHERE nature = 1"),
              2);
    kept_follows(db);
    say_that(&c.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-01-01\","
             "\"why\":\"x\"}",
             twin, her, ID_NONE);
    CHECK_INT(both_ask(db, "SELECT count(DISTINCT root) FROM term_kept"), 1);
    kept_follows(db);
    term_put(&c, c.co, twin, "president", "2014-03-01", "");
    kept_follows(db);
    fix_put(&c.v, one,
            "{\"basis\":\"elected\",\"body\":\"%1\",\"office\":\"president\","
            "\"person\":\"%2\",\"since\":\"2012-03-01\"}",
            other, her);
    CHECK_INT(holds(&c, other, her, "2013-02-01"), 1);
    CHECK_INT(holds(&c, c.co, her, "2013-02-01"), 0);
    fix_put(&c.v, twin, "", ID_NONE, ID_NONE);
    kept_follows(db);
    fix_put(&c.v, one, "", ID_NONE, ID_NONE);
    kept_follows(db);
    CHECK(keeper_rebuild(c.v.s.keeper, NULL, NULL));
    kept_follows(db);
    site_end(&c.v.s);
}

/* ---- what is marked -----------------------------------------------------*/

/* Institutions.md 14.2, 4. */
SITE(the_president_is_not_the_manager_of_the_same_body)
{
    struct village_co c;
    struct id her, twin, one, two, other;

    co_start(&c, db);
    her = woman(&c);
    twin = woman(&c);
    one = term_put(&c, c.co, her, "president", "2012-03-01",
                   ",\"until\":\"2016-03-01\"");
    two = term_put(&c, c.co, twin, "manager", "2012-04-01",
                   ",\"until\":\"2016-03-01\"");
    CHECK(!found(&c.v, two, "term.apart"));
    say_that(&c.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-01-01\","
             "\"why\":\"one woman, entered twice\"}",
             twin, her, ID_NONE);
    CHECK(found(&c.v, two, "term.apart")); /* they were one person */
    CHECK(!found(&c.v, one, "term.apart"));
    other = body_put(&c.v, "co", "women", c.v.srso, c.v.goth);
    CHECK(!found(&c.v,
                 term_put(&c, other, her, "manager", "2012-04-01",
                          ",\"until\":\"2016-03-01\""),
                 "term.apart")); /* of another body she may be */
    fix_put(&c.v, one,
            "{\"basis\":\"elected\",\"body\":\"%1\",\"ended\":\"2012-04-01\","
            "\"office\":\"president\",\"person\":\"%2\",\"since\":"
            "\"2012-03-01\",\"why\":\"handed_over\"}",
            c.co, her);
    CHECK(!found(&c.v, two, "term.apart")); /* one ended as the other began */
    site_end(&c.v.s);
}

SITE(an_office_has_as_many_holders_as_seats)
{
    struct village_co c;
    struct id one, two, vo;

    co_start(&c, db);
    one = term_put(&c, c.co, woman(&c), "president", "2012-03-01",
                   ",\"until\":\"2016-03-01\"");
    two = term_put(&c, c.co, woman(&c), "president", "2013-03-01",
                   ",\"until\":\"2016-03-01\"");
    CHECK(found(&c.v, two, "term.two_holders"));
    CHECK(!found(&c.v, one, "term.two_holders"));
    fix_put(&c.v, one, "", ID_NONE, ID_NONE);
    CHECK(!found(&c.v, two, "term.two_holders"));
    vo = body_put(&c.v, "vo", "women", c.v.srso, c.v.goth);
    for (int i = 0; i < 7; i++)
        two = term_put(&c, vo, woman(&c), "executive_member", "2013-03-01",
                       ",\"until\":\"2016-03-01\"");
    CHECK(!found(&c.v, two, "term.two_holders"));
    CHECK(found(&c.v,
                term_put(&c, c.co, woman(&c), "chairperson", "2013-03-01",
                         ",\"until\":\"2016-03-01\""),
                "term.no_such_office")); /* a CO has none */
    site_end(&c.v.s);
}

SITE(a_term_is_no_longer_and_not_more_often_than_the_bylaw_says)
{
    struct village_co c;
    struct id her, bylaw, third, after;

    co_start(&c, db);
    her = woman(&c);
    bylaw = bylaw_put(&c, c.co, "2012-01-20",
                      "{\"number\":6,\"parameter\":\"term_months\"},"
                      "{\"number\":2,\"parameter\":\"terms_most\"},"
                      "{\"number\":30,\"parameter\":\"caretaker_days\"}");
    CHECK(found(&c.v,
                term_put(&c, c.co, woman(&c), "manager", "2012-02-01",
                         ",\"until\":\"2012-09-05\""),
                "term.too_long")); /* seven months and some days */
    CHECK(!found(&c.v,
                 term_put(&c, c.co, woman(&c), "manager", "2012-09-05",
                          ",\"until\":\"2013-04-04\""),
                 "term.too_long")); /* a month of grace */
    term_put(&c, c.co, her, "president", "2012-02-01",
             ",\"until\":\"2012-08-01\"");
    term_put(&c, c.co, her, "president", "2012-08-01",
             ",\"until\":\"2013-02-01\"");
    third = term_put(&c, c.co, her, "president", "2013-02-01",
                     ",\"until\":\"2013-08-01\"");
    CHECK(found(&c.v, third, "term.too_many"));
    after = term_put(&c, c.co, her, "president", "2014-03-05",
                     ",\"until\":\"2014-09-05\"");
    CHECK(!found(&c.v, after, "term.too_many")); /* she stayed out for one */
    fix_put(&c.v, bylaw, "", ID_NONE, ID_NONE);
    bylaw_put(&c, c.co, "2012-01-20",
              "{\"number\":6,\"parameter\":\"term_months\"},"
              "{\"number\":3,\"parameter\":\"terms_most\"},"
              "{\"number\":30,\"parameter\":\"caretaker_days\"}");
    CHECK(!found(&c.v, third, "term.too_many"));
    site_end(&c.v.s);
}

/* Acting is no term, and an office by right of another lasts as long as that.*/
SITE(who_acts_has_no_term)
{
    struct village_co c;
    struct id her, third;

    co_start(&c, db);
    her = woman(&c);
    bylaw_put(&c, c.co, "2012-01-20", TWO_YEARS);
    say_that(&c.v, "term",
             "{\"basis\":\"acting\",\"body\":\"%1\",\"office\":\"president\","
             "\"person\":\"%2\",\"since\":\"2012-02-01\",\"ended\":"
             "\"2012-03-01\",\"why\":\"handed_over\"}",
             c.co, her, ID_NONE);
    term_put(&c, c.co, her, "president", "2012-03-01",
             ",\"until\":\"2013-03-01\"");
    third = term_put(&c, c.co, her, "president", "2013-03-01",
                     ",\"until\":\"2014-03-01\"");
    CHECK(!found(&c.v, third, "term.too_many"));
    CHECK(found(&c.v,
                term_put(&c, c.co, her, "president", "2014-03-01",
                         ",\"until\":\"2015-03-01\""),
                "term.too_many"));
    site_end(&c.v.s);
}

/* ---- what is refused ----------------------------------------------------*/

static void refused(struct village_co *c, const char *kind, const char *body,
                    struct id a, struct id b, struct id d, const char *what)
{
    struct draft x = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(with(&c->v.s, body, a, b, d)),
                       .strict = true };
    struct findings f = findings_start(&c->v.s.arena);
    struct id id;
    bool said = false;

    keeper_begin(c->v.s.keeper);
    CHECK_INT(keeper_draft(c->v.s.keeper, &x, &f, &id), KEPT_REFUSED);
    keeper_rollback(c->v.s.keeper);
    for (size_t i = 0; i < f.n; i++)
        said |= f.at[i].level == STOP && !strcmp(f.at[i].what, what);
    if (!CHECK(said))
        printf("# %s is not said of %s\n", what, body);
}

#define TERM "{\"basis\":\"elected\",\"body\":\"%1\",\"person\":\"%2\","

SITE(what_cannot_be_is_refused)
{
    struct village_co c;
    struct id her, other, in;

    co_start(&c, db);
    her = woman(&c);
    other = woman(&c);
    in = member_put(&c.v, c.co, other, "2012-03", "");
    refused(&c, "term",
            TERM "\"office\":\"president\",\"since\":\"2016-02-01\"}", c.co,
            her, ID_NONE, "term.far_ahead");
    refused(&c, "term",
            TERM "\"office\":\"president\",\"since\":\"2014-02-01\",\"until\":"
                 "\"2014-02-01\"}",
            c.co, her, ID_NONE, "term.empty");
    refused(&c, "term",
            TERM "\"office\":\"president\",\"since\":\"2014-02-01\",\"ended\":"
                 "\"2014-01-31\",\"why\":\"died\"}",
            c.co, her, ID_NONE, "date.ends_before_start");
    refused(&c, "term",
            TERM "\"office\":\"president\",\"since\":\"2014-02-01\",\"ended\":"
                 "\"2015-03-01\",\"why\":\"died\"}",
            c.co, her, ID_NONE, "date.in_future");
    refused(&c, "term",
            TERM "\"member\":\"%3\",\"office\":\"president\",\"since\":"
                 "\"2014-02-01\"}",
            c.co, her, in, "term.membership_of_another");
    refused(&c, "delegate",
            "{\"body\":\"%1\",\"parent\":\"%1\",\"person\":\"%2\",\"since\":"
            "\"2014-02-01\"}",
            c.co, her, ID_NONE, "link.to_itself");
    refused(&c, "office",
            "{\"code\":\"treasurer\",\"natures\":\"co|village\",\"title\":"
            "\"Treasurer\"}",
            ID_NONE, ID_NONE, ID_NONE, "office.no_such_nature");
    refused(&c, "office",
            "{\"code\":\"treasurer\",\"natures\":\"co\",\"not_with\":"
            "\"manager|treasurer\",\"title\":\"Treasurer\"}",
            ID_NONE, ID_NONE, ID_NONE, "office.not_with_itself");
    refused(&c, "office",
            "{\"code\":\"treasurer\",\"natures\":\"co||vo\",\"title\":"
            "\"Treasurer\"}",
            ID_NONE, ID_NONE, ID_NONE, "office.bad_list");
    refused(&c, "activist",
            "{\"body\":\"%1\",\"nature\":\"crp\",\"person\":\"%2\",\"since\":"
            "\"2015-03-01\"}",
            c.co, her, ID_NONE, "date.in_future");
    site_end(&c.v.s);
}

/* An office of our own is data like the shipped ones. */
SITE(an_office_of_ones_own)
{
    struct village_co c;
    struct id her, two;

    co_start(&c, db);
    her = woman(&c);
    draft(&c.v.s, "office",
          "{\"code\":\"treasurer\",\"natures\":\"co\",\"not_with\":"
          "\"manager\",\"seats\":1,\"title\":\"Treasurer\"}");
    term_put(&c, c.co, her, "treasurer", "2012-03-01",
             ",\"until\":\"2016-03-01\"");
    two = term_put(&c, c.co, her, "manager", "2012-04-01",
                   ",\"until\":\"2016-03-01\"");
    CHECK(found(&c.v, two, "term.apart"));
    fix_put(&c.v, named("office", "treasurer"),
            "{\"code\":\"treasurer\",\"natures\":\"vo\",\"seats\":1,"
            "\"title\":\"Treasurer\"}",
            ID_NONE, ID_NONE);
    CHECK(!found(&c.v, two, "term.apart"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                           "'term.no_such_office'"),
              1);
    site_end(&c.v.s);
}

/* ---- general bodies -----------------------------------------------------*/

struct union_of {
    struct village_co c;
    struct id vo, her, in;
};

/* A CO in a VO, and a member of the CO. */
static void union_start(struct union_of *u, struct db *db)
{
    memset(u, 0, sizeof *u);
    co_start(&u->c, db);
    u->vo = body_put(&u->c.v, "vo", "women", u->c.v.srso, u->c.v.goth);
    say_that(&u->c.v, "link",
             "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2012-06-01\"}",
             u->c.co, u->vo, ID_NONE);
    u->her = woman(&u->c);
    u->in = member_put(&u->c.v, u->c.co, u->her, "2012-02", "");
}

static struct id delegate_put(struct union_of *u, struct id who,
                              struct id member, const char *since)
{
    struct buf b = buf_start(&u->c.v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"parent\":\"%%2\",\"person\":\"%%3\","
            "\"since\":\"%s\"",
            since);
    if (!id_none(member)) {
        buf_z(&b, ",\"member\":\"");
        id_put(&b, member);
        buf_char(&b, '"');
    }
    buf_char(&b, '}');
    return say_that(&u->c.v, "delegate", arena_z(b.arena, buf_str(&b)), u->c.co,
                    u->vo, who);
}

SITE(a_delegate_sits_while_she_is_a_member_of_who_sends_her)
{
    struct union_of u;
    struct id d;

    union_start(&u, db);
    d = delegate_put(&u, u.her, u.in, "2012-07-01");
    CHECK_INT(sits(&u.c, u.vo, u.her, "2012-06-30"), 0);
    CHECK_INT(sits(&u.c, u.vo, u.her, "2014-06-30"), 1);
    CHECK(!found(&u.c.v, d, "delegate.not_federated"));
    CHECK(!found(&u.c.v, d, "delegate.not_of_sender"));
    say_that(&u.c.v, "link", "{\"body\":\"%1\",\"since\":\"2014-03-01\"}",
             u.c.co, ID_NONE, ID_NONE); /* the CO leaves the VO */
    CHECK_INT(sits(&u.c, u.vo, u.her, "2014-02-28"), 1);
    CHECK_INT(sits(&u.c, u.vo, u.her, "2014-03-01"), 0);
    fix_put(&u.c.v, u.in,
            "{\"body\":\"%1\",\"ended\":\"2013-08-01\",\"joined\":\"2012-02\","
            "\"person\":\"%2\",\"why\":\"moved\"}",
            u.c.co, u.her);
    CHECK_INT(sits(&u.c, u.vo, u.her, "2013-07-31"), 1);
    CHECK_INT(sits(&u.c, u.vo, u.her, "2013-08-01"), 0);
    site_end(&u.c.v.s);
}

SITE(a_delegate_of_nobody_who_belongs_there_is_marked)
{
    struct union_of u;
    struct id d, other, in, stranger;

    union_start(&u, db);
    d = delegate_put(&u, u.her, u.in, "2012-05-01");
    CHECK(found(&u.c.v, d, "delegate.not_federated")); /* a month too early */
    other = body_put(&u.c.v, "group", "women", u.c.v.srso, u.c.v.goth);
    stranger = woman(&u.c);
    in = member_put(&u.c.v, other, stranger, "2012-02", "");
    d = delegate_put(&u, stranger, in, "2012-07-01");
    CHECK(found(&u.c.v, d, "delegate.not_of_sender"));
    say_that(&u.c.v, "link",
             "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2012-06-20\"}",
             other, u.c.co, ID_NONE); /* were it below the sender */
    CHECK(!found(&u.c.v, d, "delegate.not_of_sender"));
    site_end(&u.c.v.s);
}

SITE(a_body_sends_as_many_delegates_as_the_bylaw_says)
{
    struct union_of u;
    struct id d = ID_NONE, again;

    union_start(&u, db);
    bylaw_put(&u.c, u.vo, "2012-01-20",
              "{\"number\":2,\"parameter\":\"per_member_body\"},"
              "{\"parameter\":\"general_body\",\"said\":\"delegates\"}");
    for (int i = 0; i < 3; i++) {
        d = delegate_put(&u, woman(&u.c), ID_NONE, "2012-07-01");
        CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE what = "
                               "'delegate.too_many'"),
                  i == 2);
    }
    again = delegate_put(&u, u.her, u.in, "2012-08-01");
    CHECK(found(&u.c.v, again, "delegate.too_many"));
    again = delegate_put(&u, u.her, u.in, "2012-09-01");
    CHECK(found(&u.c.v, again, "delegate.twice"));
    fix_put(&u.c.v, d, "", ID_NONE, ID_NONE);
    site_end(&u.c.v.s);
}

/* Institutions.md 4.1: two of each CO, all presidents and managers, or all. */
SITE(a_general_body_is_made_as_the_bylaw_says)
{
    struct union_of u;
    struct id president, member;

    union_start(&u, db);
    president = woman(&u.c);
    term_put(&u.c, u.c.co, president, "president", "2012-03-01",
             ",\"until\":\"2014-03-01\",\"ended\":\"2014-03-01\",\"why\":"
             "\"term\"");
    member = woman(&u.c);
    member_put(&u.c.v, u.vo, member, "2012-06", "");
    bylaw_put(&u.c, u.vo, "2012-01-20",
              "{\"parameter\":\"general_body\",\"said\":\"delegates\"}");
    CHECK_INT(sits(&u.c, u.vo, president, "2013-01-01"), 0);
    CHECK_INT(sits(&u.c, u.vo, member, "2013-01-01"), 0);
    bylaw_put(&u.c, u.vo, "2012-02-20",
              "{\"parameter\":\"general_body\",\"said\":\"leaders\"}");
    CHECK_INT(sits(&u.c, u.vo, president, "2012-05-31"), 0); /* not yet in it */
    CHECK_INT(sits(&u.c, u.vo, president, "2012-06-01"), 1);
    CHECK_INT(sits(&u.c, u.vo, president, "2014-02-28"), 1);
    CHECK_INT(sits(&u.c, u.vo, president, "2014-03-01"), 0);
    CHECK_INT(sits(&u.c, u.vo, member, "2013-01-01"), 0);
    bylaw_put(&u.c, u.vo, "2012-03-20",
              "{\"parameter\":\"general_body\",\"said\":\"members\"}");
    CHECK_INT(sits(&u.c, u.vo, president, "2013-01-01"), 0);
    CHECK_INT(sits(&u.c, u.vo, member, "2013-01-01"), 1);
    site_end(&u.c.v.s);
}

/* ---- activists ----------------------------------------------------------*/

SITE(an_activist_is_named_by_a_meeting_for_a_reason)
{
    struct village_co c;
    struct id her, other, met, a, d;

    co_start(&c, db);
    her = woman(&c);
    a = say_that(&c.v, "activist",
                 "{\"body\":\"%1\",\"nature\":\"activist\",\"person\":\"%2\","
                 "\"since\":\"2012-03-01\",\"stipend\":500000}",
                 c.co, her, ID_NONE);
    CHECK(found(&c.v, a, "activist.no_reason"));
    CHECK(found(&c.v, a, "activist.paid"));
    other = body_put(&c.v, "co", "men", c.v.srso, c.v.goth);
    met = say_that(&c.v, "meeting",
                   "{\"body\":\"%1\",\"held\":\"2012-03-01\",\"women\":9}",
                   other, ID_NONE, ID_NONE);
    a = say_that(&c.v, "activist",
                 "{\"body\":\"%1\",\"meeting\":\"%3\",\"nature\":\"crp\","
                 "\"person\":\"%2\",\"since\":\"2012-03-01\",\"stipend\":"
                 "500000,\"topics\":\"health\",\"ended\":\"2013-03-01\"}",
                 c.co, her, met);
    CHECK(found(&c.v, a, "activist.meeting_elsewhere"));
    CHECK(!found(&c.v, a, "activist.paid"));
    d = say_that(&c.v, "deed",
                 "{\"activist\":\"%1\",\"held\":\"2013-03-02\",\"title\":"
                 "\"Hygiene\",\"what\":\"session\"}",
                 a, ID_NONE, ID_NONE);
    CHECK(found(&c.v, d, "deed.after_end"));
    CHECK(found(&c.v, d, "deed.nobody"));
    d = say_that(&c.v, "deed",
                 "{\"activist\":\"%1\",\"held\":\"2012-02-28\",\"title\":"
                 "\"CMST\",\"what\":\"training\"}",
                 a, ID_NONE, ID_NONE);
    CHECK(found(&c.v, d, "deed.before_named"));
    CHECK(!found(&c.v, d, "deed.nobody"));
    site_end(&c.v.s);
}

/* ---- what is shipped ----------------------------------------------------*/

/* An office that may not be held beside another names one that there is, in
 * bodies that both are of. */
SITE(the_shipped_offices_fit_together)
{
    CHECK_INT(both_ask(db, "SELECT count(*) FROM office WHERE counts = 1"), 9);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM office WHERE title_ur IS NULL "
                           "OR title_sd IS NULL OR source IS NULL"),
              0);
    CHECK_INT(both_ask(db,
                       "SELECT count(*) FROM office a JOIN office b ON "
                       "'|' || a.not_with || '|' LIKE '%|' || b.code || '|%'"),
              12);
    CHECK_INT(both_ask(db, "SELECT CAST(sum(length(not_with) - "
                           "length(replace(not_with, '|', '')) + 1) AS BIGINT) "
                           "FROM office WHERE not_with IS NOT NULL"),
              12);
}

/* ---- any order ----------------------------------------------------------*/

/* Must show: the same entries in any order give the same offices. */
SITE(offices_are_the_same_in_any_order)
{
    struct db *first = db_open(":memory:", DB_MAKE);
    struct union_of u;
    struct id her, twin, third, one;

    union_start(&u, first);
    her = u.her;
    twin = woman(&u.c);
    third = woman(&u.c);
    bylaw_put(&u.c, u.c.co, "2012-01-20", TWO_YEARS);
    bylaw_put(&u.c, u.vo, "2012-01-20",
              "{\"number\":1,\"parameter\":\"per_member_body\"},"
              "{\"parameter\":\"general_body\",\"said\":\"leaders\"}");
    one = say_that(&u.c.v, "term",
                   "{\"basis\":\"founding\",\"body\":\"%1\",\"member\":\"%3\","
                   "\"office\":\"president\",\"person\":\"%2\",\"since\":"
                   "\"2012-03-01\"}",
                   u.c.co, her, u.in);
    term_put(&u.c, u.c.co, twin, "manager", "2012-04-01",
             ",\"until\":\"2016-03-01\"");
    term_put(&u.c, u.c.co, third, "president", "2013-03-01",
             ",\"until\":\"2015-03-01\"");
    term_put(&u.c, u.vo, third, "president", "2012-07-01", "");
    term_put(&u.c, u.vo, third, "chairperson", "2012-07-01", "");
    say_that(&u.c.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-01-01\","
             "\"why\":\"x\"}",
             twin, her, ID_NONE);
    delegate_put(&u, her, u.in, "2012-05-01");
    delegate_put(&u, third, ID_NONE, "2012-07-01");
    member_put(&u.c.v, u.c.co, third, "2012-04", "2013-06-01");
    say_that(&u.c.v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-05-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             u.vo, ID_NONE, ID_NONE);
    term_put(&u.c, u.vo, her, "manager", "2014-06-01", "");
    fix_put(&u.c.v, one,
            "{\"basis\":\"founding\",\"body\":\"%1\",\"ended\":\"2013-05-01\","
            "\"office\":\"president\",\"person\":\"%2\",\"since\":"
            "\"2012-03-01\",\"why\":\"handed_over\"}",
            u.c.co, her);
    say_that(&u.c.v, "link", "{\"body\":\"%1\",\"since\":\"2014-03-01\"}",
             u.c.co, ID_NONE, ID_NONE);
    draft(&u.c.v.s, "office",
          "{\"code\":\"treasurer\",\"natures\":\"vo\",\"not_with\":"
          "\"president\",\"seats\":1,\"title\":\"Treasurer\"}");
    term_put(&u.c, u.vo, third, "treasurer", "2012-08-01", "");
    CHECK(findings_of(first) >= 6);
    any_order(&u.c.v.s, db);
    site_end(&u.c.v.s);
    db_close(first);
}
