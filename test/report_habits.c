/* report_habits - how entries are made: what is asked about, and what looks the
 * same and is not. Today is 1 January 2015. */

#include "../src/report/habits.h"
#include "register_site.h"

struct desk {
    struct village v;
    struct id co, member[3];
};

static void desk_start(struct desk *d, struct db *db)
{
    struct village *v = &d->v;

    village_start(v, db);
    d->co = say_that(v, "body",
                     "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\","
                     "\"nature\":\"co\",\"place\":\"%1\",\"rsp\":\"%2\","
                     "\"saving\":5000,\"sex\":\"women\"}",
                     v->goth, v->srso, ID_NONE);
    for (int i = 0; i < 3; i++)
        d->member[i] = member_put(v, d->co,
                                  person_put(v, household_put(v, v->goth),
                                             "women"),
                                  "2012-02-01", "");
}

/* Totals only; signed at `at`. */
static void totals(struct desk *d, const char *held, int64_t at, int total)
{
    struct buf b = buf_start(&d->v.s.arena);

    d->v.s.now = at;
    buf_fmt(&b, "{\"body\":\"%%1\",\"held\":\"%s\",\"total\":%d,\"women\":10}",
            held, total);
    say_that(&d->v, "meeting", arena_z(b.arena, buf_str(&b)), d->co, ID_NONE,
             ID_NONE);
}

/* "pap": present, absent, present; each present one saved so much. */
static void rows(struct desk *d, const char *held, int64_t at, const char *came,
                 int saved)
{
    struct buf b = buf_start(&d->v.s.arena);

    d->v.s.now = at;
    buf_fmt(&b, "{\"body\":\"%%1\",\"held\":\"%s\",\"attendance\":[", held);
    for (int i = 0; i < 3; i++) {
        buf_fmt(&b, "%s{\"member\":\"", i ? "," : "");
        id_put(&b, d->member[i]);
        if (came[i] == 'p')
            buf_fmt(&b, "\",\"present\":\"present\",\"saved\":%d}", saved);
        else
            buf_z(&b, "\",\"present\":\"absent\"}");
    }
    buf_z(&b, "]}");
    say_that(&d->v, "meeting", arena_z(b.arena, buf_str(&b)), d->co, ID_NONE,
             ID_NONE);
}

static struct habit_one *admin_in(struct desk *d, const char *as_of, size_t *n)
{
    struct question q = { .from = MONTH_NONE };
    struct habit_one *one;

    CHECK(month_read(str_of(as_of), &q.as_of));
    *n = habits_read(d->v.s.db, &q, S("admin"), &d->v.s.arena, &one);
    both_fine(d->v.s.db);
    return one;
}

#define NOON INT64_C(1420113600) /* 1 January 2015, 17:00 in Pakistan */

/* More than six in half an hour; six are a good clerk's work. */
SITE(a_burst_is_more_than_a_hand_can_enter)
{
    struct desk d;
    struct habit_one *one;
    size_t n;

    desk_start(&d, db);
    for (int i = 0; i < 6; i++)
        totals(&d, "2014-12-20", NOON + i * 300, 43700 + i);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(n, 1);
    CHECK_INT(one->meetings, 6);
    CHECK_INT(one->about[HABIT_BURST].seen, 0);
    totals(&d, "2014-12-21", NOON + 6 * 300, 43710); /* after 30 minutes */
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_BURST].seen, 0);
    totals(&d, "2014-12-22", NOON + 5 * 300 + 60, 43711);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_BURST].seen, 8);
    CHECK_INT(one->about[HABIT_BURST].among, 8);
    CHECK(one->about[HABIT_BURST].asked);
    CHECK_INT(one->about[HABIT_BURST].samples, 8);
    CHECK(!one->about[HABIT_LATE].asked && !one->about[HABIT_ROUND].asked);
    one = admin_in(&d, "2014-12", &n);
    CHECK_INT(n, 0); /* nothing was signed then */
    site_end(&d.v.s);
}

/* All present with the agreed saving looks alike each time, and rightly so. */
SITE(attendance_as_at_the_meeting_before)
{
    struct desk d;
    struct habit_one *one;
    size_t n;

    desk_start(&d, db);
    rows(&d, "2014-08-01", NOON + 86400, "ppp", 5000);
    rows(&d, "2014-09-01", NOON + 2 * 86400, "ppp", 5000);
    rows(&d, "2014-10-01", NOON + 3 * 86400, "pap", 5000);
    rows(&d, "2014-11-01", NOON + 4 * 86400, "app", 5000);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_COPIED].seen, 0);
    CHECK_INT(one->about[HABIT_COPIED].among, 2); /* somebody was away */
    rows(&d, "2014-12-01", NOON + 5 * 86400, "app", 5000);
    rows(&d, "2014-12-15", NOON + 6 * 86400, "app", 6000);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_COPIED].seen, 1);
    CHECK_INT(one->about[HABIT_COPIED].among, 4);
    CHECK(one->about[HABIT_COPIED].asked); /* a quarter, of four */
    site_end(&d.v.s);
}

/* Ten who saved Rs 50 each make Rs 500: no question. */
SITE(round_sums_that_nothing_explains)
{
    struct desk d;
    struct habit_one *one;
    size_t n;

    desk_start(&d, db);
    for (int i = 0; i < 5; i++)
        totals(&d, "2014-12-20", NOON + i * 86400, 50000);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_ROUND].among, 0);
    for (int i = 0; i < 4; i++)
        totals(&d, "2014-12-21", NOON + i * 86400 + 60, 80000);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_ROUND].seen, 4);
    CHECK(one->about[HABIT_ROUND].asked);
    totals(&d, "2014-12-22", NOON + 86400 + 90, 80100);
    totals(&d, "2014-12-23", NOON + 86400 + 95, 79950);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_ROUND].seen, 4);
    CHECK_INT(one->about[HABIT_ROUND].among, 6);
    CHECK(!one->about[HABIT_ROUND].asked); /* two of three: under 80 % */
    site_end(&d.v.s);
}

SITE(entered_long_after_the_day)
{
    struct desk d;
    struct habit_one *one;
    size_t n;

    desk_start(&d, db);
    totals(&d, "2014-12-02", NOON, 43710); /* thirty days */
    totals(&d, "2014-12-01", NOON + 3600, 43711);
    totals(&d, "2014-06-01", NOON + 7200, 43712);
    totals(&d, "2014-12-31", NOON + 9000, 43713);
    one = admin_in(&d, "2015-01", &n);
    CHECK_INT(one->about[HABIT_LATE].seen, 2);
    CHECK_INT(one->about[HABIT_LATE].among, 4);
    CHECK(one->about[HABIT_LATE].asked); /* half of them */
    site_end(&d.v.s);
}

/* Only of bodies in the place, of the RSP, that were asked about. */
SITE(within_a_place_and_an_rsp)
{
    struct desk d;
    struct habit_one *one;
    struct question q = { .from = MONTH_NONE, .as_of = 540 };

    desk_start(&d, db);
    totals(&d, "2014-12-20", NOON, 43710);
    q.place = d.v.uc;
    CHECK_INT(habits_read(db, &q, S(""), &d.v.s.arena, &one), 1);
    q.place = d.v.far;
    CHECK_INT(habits_read(db, &q, S(""), &d.v.s.arena, &one), 0);
    q.place = ID_NONE;
    q.rsp = d.v.nrsp;
    CHECK_INT(habits_read(db, &q, S(""), &d.v.s.arena, &one), 0);
    q.rsp = d.v.srso;
    CHECK_INT(habits_read(db, &q, S("somebody"), &d.v.s.arena, &one), 0);
    CHECK_INT(habits_read(db, &q, S("admin"), &d.v.s.arena, &one), 1);
    q.project = named("project", "P-ONE");
    CHECK_INT(habits_read(db, &q, S("admin"), &d.v.s.arena, &one), 0);
    site_end(&d.v.s);
}

/* An RSP may ask sooner. */
SITE(what_is_asked_is_data)
{
    struct desk d;
    struct habit_one *one;
    size_t n;

    desk_start(&d, db);
    totals(&d, "2014-12-20", NOON, 43710);
    totals(&d, "2014-12-20", NOON + 60, 43711);
    one = admin_in(&d, "2015-01", &n);
    CHECK(!one->about[HABIT_BURST].asked);
    say_that(&d.v, "vigil",
             "{\"about\":\"burst\",\"code\":\"OURS\",\"least\":2,\"minutes\":5,"
             "\"most\":1,\"percent\":50,\"since\":\"2015-01-01\"}",
             ID_NONE, ID_NONE, ID_NONE);
    one = admin_in(&d, "2015-01", &n);
    CHECK(one->about[HABIT_BURST].asked);
    CHECK_INT(one->about[HABIT_BURST].seen, 2);
    site_end(&d.v.s);
}
