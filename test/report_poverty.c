/* report_poverty - who is organised among all that are known, how poor they
 * are, and that last year's report stays as it was when the map changes. */

#include "../src/report/report.h"
#include "opened.h"
#include "register_site.h"

#define CARD "SPS-PAK-2009-002"

struct census {
    struct village v;
    struct id house[8], women, men;
};

static struct id score_put(struct village *v, struct id household,
                           const char *held, int score)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"card\":\"" CARD "\",\"held\":\"%s\",\"household\":\"%%1\","
            "\"origin\":\"a field app\",\"score\":%d,\"source\":\"imported\"}",
            held, score);
    return say_that(v, "score", arena_z(b.arena, buf_str(&b)), household,
                    ID_NONE, ID_NONE);
}

static bool same(const char *got, const char *was)
{
    bool same = strcmp(got, was) == 0;

    if (!same)
        printf("# was\n%s# is\n%s", was, got);
    return same;
}

/* Six households of which two are organised, one of them by both sexes. */
static void census_start(struct census *c, struct db *db)
{
    static const int score[] = { 1000, 1150, 1850, 2350, 2400, -1 };
    struct village *v = &c->v;
    struct id wife, man;

    village_start(v, db);
    for (int i = 0; i < 6; i++) {
        c->house[i] = household_put(v, i < 4 ? v->goth : v->hamlet);
        if (score[i] >= 0)
            score_put(v, c->house[i], "2013-03-10", score[i]);
    }
    c->women = body_put(v, "co", "women", v->srso, v->goth);
    c->men = body_put(v, "co", "men", v->srso, v->goth);
    wife = person_put(v, c->house[0], "women");
    man = person_put(v, c->house[0], "men");
    member_put(v, c->women, wife, "2013-05-01", "");
    member_put(v, c->men, man, "2013-06-01", "");
    member_put(v, c->women, person_put(v, c->house[3], "women"), "2013-05-01",
               "");
    cutover_put(v, "2013-01", "");
}

static struct question asked(struct census *c, const char *as_of, int by)
{
    struct question q = { .from = MONTH_NONE,
                          .place = c->v.district,
                          .by = by };

    CHECK(month_read(str_of(as_of), &q.as_of));
    return q;
}

/* Sheet number `n` of a report as csv. */
static const char *csv(struct census *c, const char *name, int n,
                       const struct question *q)
{
    const struct report *r = report_find(str_of(name));
    struct sheet sheet[REPORT_SHEETS];
    struct findings f = findings_start(&c->v.s.arena);
    struct buf b = buf_start(&c->v.s.arena);
    int sheets;

    CHECK(r != NULL);
    sheets = r->make(c->v.s.db, q, &c->v.s.arena, sheet, &f);
    CHECK(!findings_stop(&f));
    CHECK(n < sheets);
    opened_checked(c->v.s.db, r, q, &c->v.s.arena, &sheet[n]);
    sheet_csv(&b, &sheet[n]);
    both_fine(c->v.s.db);
    return arena_z(&c->v.s.arena, buf_str(&b));
}

static bool says(const char *csv, const char *line)
{
    bool said = strstr(csv, line) != NULL;

    if (!said)
        printf("# %s\n", csv);
    return said;
}

SITE(organised_against_known)
{
    struct census c;
    struct question q;
    const char *got;

    census_start(&c, db);
    q = asked(&c, "2013-12", BY_UC);
    got = csv(&c, "coverage", 0, &q);
    CHECK(says(got, "\nSangi,4,2,50,2,1,4,"));
    CHECK(says(got, "\nHingoro,1,0,0,,,1,"));
    CHECK(says(got, "Total,5,2,40,2,1,5,2,1,50,1,0,0,1,1,100,1,0,0"));
    got = csv(&c, "coverage", 1, &q);
    CHECK(says(got, "\n\"Extremely poor, 0 to 11\",2,40,1,50,50\n"));
    got = csv(&c, "coverage", 2, &q);
    CHECK(says(got, "\nMembers of COs,Women,2,2,50,0,50,0\n"));
    CHECK(says(got, "\nMembers of COs,Men,1,1,100,0,0,0\n"));
    CHECK(says(got, "\nOffice bearers of VOs,Women,0,0,,,,\n"));
    site_end(&c.v.s);
}

/* What is filed where nobody is known has no base, and no part in a total. */
SITE(a_filing_elsewhere_is_not_of_this_base)
{
    struct census c;
    struct question q;

    census_start(&c, db);
    say_that(&c.v, "filing",
             "{\"as_of\":\"2013-12\",\"place\":\"%2\",\"rsp\":\"%1\","
             "\"values\":[{\"amount\":5000,\"indicator\":\"hh\"}]}",
             c.v.nrsp, named("place", "pk711"), ID_NONE);
    q = asked(&c, "2013-12", BY_DEFAULT);
    q.place = ID_NONE;
    CHECK(says(csv(&c, "coverage", 0, &q), "\nTotal,5,2,40,2,1,5,"));
    q.by = BY_PROVINCE;
    CHECK(says(csv(&c, "coverage", 0, &q), "\nSindh,5,2,40,2,1,5,"));
    site_end(&c.v.s);
}

/* Half a point below a band is in the one below (finance.md 1.4). */
SITE(a_score_counts_from_its_day)
{
    struct census c;
    struct question q;

    census_start(&c, db);
    q = asked(&c, "2013-02", BY_UC);
    CHECK(says(csv(&c, "coverage", 0, &q), ",0,0,0,"));
    score_put(&c.v, c.house[0], "2014-02-01", 2500);
    q = asked(&c, "2014-01", BY_UC);
    CHECK(says(csv(&c, "coverage", 1, &q), "2,40,1,50,50"));
    q = asked(&c, "2014-02", BY_UC);
    CHECK(says(csv(&c, "coverage", 1, &q), "1,20,0,0,0"));
    site_end(&c.v.s);
}

/* A union council goes to another taluka in 2014. */
SITE(last_year_is_last_year)
{
    struct census c;
    struct question then, now;
    const char *was, *bands, *is;

    census_start(&c, db);
    then = asked(&c, "2013-12", BY_TALUKA);
    now = asked(&c, "2014-12", BY_TALUKA);
    was = csv(&c, "coverage", 0, &then);
    bands = csv(&c, "coverage", 1, &then);
    is = csv(&c, "coverage", 0, &now);
    say_that(&c.v, "move",
             "{\"lg\":\"%2\",\"place\":\"%1\",\"since\":\"2014-07-01\"}",
             c.v.uc, named("place", "pk72303"), ID_NONE);
    CHECK(same(csv(&c, "coverage", 0, &then), was));
    CHECK(same(csv(&c, "coverage", 1, &then), bands));
    CHECK(strcmp(csv(&c, "coverage", 0, &now), is) != 0);
    site_end(&c.v.s);
}

/* finance.md 1.3: 20, 30, 40 give 38.2; a year later 25, 35, 45 give 31.3. */
SITE(rate_of_a_group_and_its_change)
{
    struct census c;
    struct question q;

    village_start(&c.v, db);
    for (int i = 0; i < 3; i++) {
        c.house[i] = household_put(&c.v, c.v.goth);
        score_put(&c.v, c.house[i], "2013-03-10", 2000 + i * 1000);
    }
    for (int i = 0; i < 3; i++)
        score_put(&c.v, c.house[i], "2014-03-10", 2500 + i * 1000);
    q = asked(&c, "2014-12", BY_UC);
    q.line = S("nl100");
    CHECK(says(csv(&c, "poverty", 1, &q), "\nSangi,3,31.27,"));
    CHECK(says(csv(&c, "poverty", 1, &q), ",3,38.17,-6.9,"));
    CHECK(says(csv(&c, "poverty", 2, &q),
               "\n25–29,1,33.33,47.1,50.21,15.7,55.4,44.2\n"));
    site_end(&c.v.s);
}
