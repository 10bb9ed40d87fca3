/* report_office - the ladder, posts in one hand, offices held and vacant. */
#include "register_site.h"

#include "../src/report/ladder.h" /* its KEPT is another */

struct leaders {
    struct village v;
    struct id co, vo, one, two, sassi, noori, moomal;
};

static struct id term(struct leaders *l, struct id body, struct id who,
                      const char *office, const char *since, const char *until)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"basis\":\"elected\",\"body\":\"%%1\",\"office\":\"%s\","
            "\"person\":\"%%2\",\"since\":\"%s\",\"until\":\"%s\"}",
            office, since, until);
    return say_that(&l->v, "term", arena_z(b.arena, buf_str(&b)), body, who,
                    ID_NONE);
}

static void score_put(struct leaders *l, struct id household, int hundredths)
{
    struct buf b = buf_start(&l->v.s.arena);

    buf_fmt(&b,
            "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"2012-02-01\","
            "\"household\":\"%%1\",\"origin\":\"a list\",\"score\":%d,"
            "\"source\":\"imported\"}",
            hundredths);
    say_that(&l->v, "score", arena_z(b.arena, buf_str(&b)), household, ID_NONE,
             ID_NONE);
}

static void bylaw(struct leaders *l, struct id body)
{
    say_that(&l->v, "bylaw",
             "{\"adopted\":\"2012-01-20\",\"body\":\"%1\",\"clauses\":["
             "{\"number\":90,\"parameter\":\"caretaker_days\"},"
             "{\"number\":60,\"parameter\":\"lead_days\"}],\"version\":1}",
             body, ID_NONE, ID_NONE);
}

/* Sassi leads the CO and the VO; Noori of the same house keeps the books;
 * Moomal of another works as CRP. One man leads nothing. */
static void leaders_start(struct leaders *l, struct db *db)
{
    struct id him;

    memset(l, 0, sizeof *l);
    village_start(&l->v, db);
    l->co = body_put(&l->v, "co", "mixed", l->v.srso, l->v.goth);
    l->vo = body_put(&l->v, "vo", "mixed", l->v.srso, l->v.goth);
    bylaw(l, l->co);
    bylaw(l, l->vo);
    l->one = household_put(&l->v, l->v.goth);
    l->two = household_put(&l->v, l->v.goth);
    score_put(l, l->one, 1100);
    score_put(l, l->two, 4500);
    l->sassi = person_put(&l->v, l->one, "women");
    l->noori = person_put(&l->v, l->one, "women");
    l->moomal = person_put(&l->v, l->two, "women");
    him = person_put(&l->v, l->two, "men");
    member_put(&l->v, l->co, l->sassi, "2012-02", "");
    member_put(&l->v, l->co, l->noori, "2012-02", "");
    member_put(&l->v, l->co, l->moomal, "2012-02", "");
    member_put(&l->v, l->co, him, "2012-02", "");
    term(l, l->co, l->sassi, "president", "2012-03-01", "2014-03-01");
    term(l, l->co, l->noori, "manager", "2012-03-01", "2014-05-20");
    term(l, l->vo, l->sassi, "president", "2012-07-01", "2016-07-01");
    say_that(&l->v, "activist",
             "{\"body\":\"%1\",\"nature\":\"crp\",\"person\":\"%2\",\"since\":"
             "\"2013-03-01\",\"topics\":\"health\",\"why\":\"reads\"}",
             l->co, l->moomal, ID_NONE);
}

/* Sheet number `n` of a report as csv. */
static const char *csv(struct leaders *l, const char *name, int n,
                       const char *as_of, struct id rsp)
{
    const struct report *r = report_find(str_of(name));
    struct question q = {
        .from = MONTH_NONE, .place = l->v.district, .rsp = rsp, .by = BY_UC
    };
    struct sheet sheet[REPORT_SHEETS];
    struct findings f = findings_start(&l->v.s.arena);
    struct buf b = buf_start(&l->v.s.arena);
    int sheets;

    CHECK(month_read(str_of(as_of), &q.as_of));
    CHECK(r != NULL);
    sheets = r->make(l->v.s.db, &q, &l->v.s.arena, sheet, &f);
    CHECK(!findings_stop(&f));
    CHECK(n < sheets);
    sheet_csv(&b, &sheet[n]);
    both_fine(l->v.s.db);
    return arena_z(&l->v.s.arena, buf_str(&b));
}

static bool says(const char *csv, const char *line)
{
    bool said = strstr(csv, line) != NULL;

    if (!said)
        printf("# %s\n# has no %s\n", csv, line);
    return said;
}

/* Distinct persons of each rung above the members, as they are counted one by one
 * by the law of who holds an office and of who is whom. */
#define LEADERS                                                                 \
    "SELECT w.rung, w.sex, w.score, count(*) FROM (SELECT u.rung, p.sex, "      \
    "u.person, (SELECT s.score FROM scored s JOIN resident r ON r.household "   \
    "= s.household WHERE r.person = p.entry AND coalesce(r.since, $2) <= $2 "   \
    "AND coalesce(r.until, $2 + 1) > $2 AND s.card = 'SPS-PAK-2009-002' AND "   \
    "s.since <= $2 AND coalesce(s.until_day, $2 + 1) > $2) AS score FROM ("     \
    "SELECT DISTINCT v.rung, coalesce((SELECT x.root FROM same x WHERE "        \
    "x.person = v.person), v.person) AS person FROM (SELECT 2 + b.nature AS "   \
    "rung, h.person, b.place, b.rsp FROM holder h JOIN body b ON b.entry = "    \
    "h.body AND b.counts = 1 AND b.nature < 3 WHERE h.since <= $2 AND "         \
    "h.until > $2 UNION ALL SELECT CASE WHEN t.nature = 1 THEN 5 ELSE 1 END, "  \
    "t.person, b.place, b.rsp FROM activist t JOIN body b ON b.entry = t.body " \
    "AND b.counts = 1 WHERE t.counts = 1 AND t.since <= $2 AND "                \
    "coalesce(t.ended, $2 + 1) > $2) v JOIN area a ON a.place = v.place AND "   \
    "a.above = $1 AND a.since <= $2 AND a.until > $2 WHERE CAST($3 AS BYTEA) "  \
    "IS NULL OR v.rsp = $3) u JOIN person p ON p.entry = u.person AND "         \
    "p.counts = 1) w GROUP BY w.rung, w.sex, w.score"

static void ladder_is_counted(struct leaders *l, const char *as_of,
                              struct id rsp)
{
    struct question q = { .from = MONTH_NONE,
                          .place = l->v.district,
                          .rsp = rsp };
    struct scheme scheme;
    struct asked_place scope;
    struct ladder got, none;
    struct rows r;

    CHECK(month_read(str_of(as_of), &q.as_of));
    CHECK(scheme_read(l->v.s.db, &q, &l->v.s.arena, &scheme));
    scope = scope_open(l->v.s.db, &q, NULL, &l->v.s.arena);
    got = ladder_read(l->v.s.db, &q, &scheme, &scope, true, &l->v.s.arena);
    none = ladder_read(l->v.s.db, &q, &scheme, &scope, false, &l->v.s.arena);
    for (int rung = RUNG_CO; rung <= RUNG_LSO; rung++)
        for (int sex = 0; sex < LADDER_SEXES; sex++)
            CHECK_INT(none.step[rung][sex].persons,
                      got.step[rung][sex].persons);
    r = db_text_rows(l->v.s.db, S(LEADERS));
    db_bind_id(&r, 1, l->v.district);
    db_bind_int(&r, 2, scope.on);
    db_bind_id(&r, 3, rsp);
    while (db_next(&r)) {
        struct ladder_step *s = &got.step[db_int(&r, 0)][db_int(&r, 1)];

        s->persons -= db_int(&r, 3);
        for (size_t i = scheme.bands; !db_null(&r, 2) && i--;)
            if (scheme.band[i].least <= db_int(&r, 2)) {
                s->scored -= db_int(&r, 3);
                s->band[i] -= db_int(&r, 3);
                break;
            }
    }
    db_done(&r);
    both_fine(l->v.s.db);
    for (int rung = RUNG_ACTIVIST; rung < RUNGS; rung++)
        for (int sex = 0; sex < LADDER_SEXES; sex++) {
            CHECK_INT(got.step[rung][sex].persons, 0);
            CHECK_INT(got.step[rung][sex].scored, 0);
            for (size_t i = 0; i < scheme.bands; i++)
                CHECK_INT(got.step[rung][sex].band[i], 0);
        }
}

SITE(the_ladder_from_member_to_leader)
{
    struct leaders l;
    const char *got;

    leaders_start(&l, db);
    got = csv(&l, "ladder", 0, "2014-02", ID_NONE);
    CHECK(says(got, "\nMembers of COs,Women,3,3,66.67,0,0,33.33\n"));
    CHECK(says(got, "\nMembers of COs,Men,1,1,0,0,0,100\n"));
    CHECK(says(got, "\nActivists,Women,0,0,,,,\n"));
    CHECK(says(got, "\nOffice bearers of COs,Women,2,2,100,0,0,0\n"));
    CHECK(says(got, "\nOffice bearers of VOs,Women,1,1,100,0,0,0\n"));
    CHECK(says(got, "\nOffice bearers of VOs,Men,0,0,,,,\n"));
    CHECK(says(got, "\nCommunity resource persons,Women,1,1,0,0,0,100\n"));
    got = csv(&l, "ladder", 0, "2012-02", ID_NONE);
    CHECK(says(got, "\nOffice bearers of COs,Women,0,0,,,,\n"));
    CHECK(says(got, "\nCommunity resource persons,Women,0,0,,,,\n"));
    got = csv(&l, "ladder", 0, "2014-02", l.v.nrsp);
    CHECK(says(got, "\nMembers of COs,Women,0,0,,,,\n"));
    got = csv(&l, "coverage", 2, "2014-02", ID_NONE);
    CHECK(says(got, "\nOffice bearers of VOs,Women,1,1,100,0,0,0\n"));
    site_end(&l.v.s);
}

/* Noori, who keeps the books, marries into the other house; Moomal is in a CO
 * of each organisation. */
SITE(the_ladder_counts_each_once_and_where_she_lives)
{
    struct leaders l;
    const char *got;

    leaders_start(&l, db);
    say_that(&l.v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2013-06-10\",\"why\":\"marriage\"}",
             l.noori, l.two, ID_NONE);
    member_put(&l.v, body_put(&l.v, "co", "women", l.v.nrsp, l.v.goth),
               l.moomal, "2013-03", "");
    got = csv(&l, "ladder", 0, "2013-05", ID_NONE);
    CHECK(says(got, "\nMembers of COs,Women,3,3,66.67,0,0,33.33\n"));
    CHECK(says(got, "\nOffice bearers of COs,Women,2,2,100,0,0,0\n"));
    got = csv(&l, "ladder", 0, "2013-06", ID_NONE);
    CHECK(says(got, "\nMembers of COs,Women,3,3,33.33,0,0,66.67\n"));
    CHECK(says(got, "\nOffice bearers of COs,Women,2,2,50,0,0,50\n"));
    got = csv(&l, "ladder", 0, "2013-06", l.v.nrsp);
    CHECK(says(got, "\nMembers of COs,Women,1,1,0,0,0,100\n"));
    got = csv(&l, "ladder", 0, "2013-06", l.v.srso);
    CHECK(says(got, "\nMembers of COs,Women,3,3,33.33,0,0,66.67\n"));
    say_that(&l.v, "fate",
             "{\"household\":\"%1\",\"since\":\"2013-08-02\",\"state\":"
             "\"migrated\"}",
             l.two, ID_NONE, ID_NONE);
    got = csv(&l, "coverage", 2, "2013-08", ID_NONE);
    CHECK(says(got, "\nMembers of COs,Women,1,1,100,0,0,0\n"));
    CHECK(says(got, "\nMembers of COs,Men,0,0,,,,\n"));
    site_end(&l.v.s);
}

/* What a leader is hangs on her record, on those that are the same as hers and on
 * where she lives. */
SITE(the_ladder_is_what_counting_each_one_gives)
{
    struct leaders l;
    struct id twin, home, merger, fix;

    leaders_start(&l, db);
    home = household_put(&l.v, l.v.hamlet);
    score_put(&l, home, 1250);
    twin = person_put(&l.v, home, "women");
    term(&l, l.vo, twin, "manager", "2012-07-01", "2016-07-01");
    term(&l, l.vo, l.noori, "manager", "2012-07-01", "2016-07-01");
    merger = say_that(&l.v, "merger",
                      "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
                      "\"2014-01-01\",\"why\":\"x\"}",
                      twin, l.sassi, ID_NONE);
    /* her record, to which the twin's leads, is of another house */
    fix = fix_put(&l.v, l.sassi,
                  "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"women\"}",
                  l.two, ID_NONE);
    CHECK(says(csv(&l, "ladder", 0, "2014-02", ID_NONE),
               "\nOffice bearers of VOs,Women,2,2,50,0,0,50\n"));
    say_that(&l.v, "residence",
             "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
             "\"2013-06-10\",\"why\":\"marriage\"}",
             l.sassi, home, ID_NONE);
    ladder_is_counted(&l, "2014-02", ID_NONE);
    fix_put(&l.v, fix,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"sex\":\"women\"}", l.one,
            ID_NONE);
    fix_put(&l.v, merger, "", ID_NONE, ID_NONE);
    fix_put(&l.v, l.sassi, "", ID_NONE, ID_NONE); /* and her terms with her */
    ladder_is_counted(&l, "2014-02", l.v.srso);
    site_end(&l.v.s);
}

SITE(posts_in_one_hand_and_one_family)
{
    struct leaders l;
    const char *got;

    leaders_start(&l, db);
    got = csv(&l, "posts", 0, "2014-02", ID_NONE);
    CHECK(says(got, "\n1,2,50,1,25\n")); /* Noori, Moomal; Moomal's house */
    CHECK(says(got, "\n2,1,50,0,0\n"));  /* Sassi */
    CHECK(says(got, "\n3,0,0,1,75\n"));  /* the house of both */
    got = csv(&l, "posts", 1, "2014-02", ID_NONE);
    CHECK(says(got, "\nH-1,Goth Ali,3,3,0,2\n"));
    CHECK(!strstr(got, "H-2"));
    got = csv(&l, "posts", 2, "2014-02", ID_NONE);
    CHECK(says(got, "\nP-1,Goth Ali,2,2,0\n"));
    CHECK(!strstr(got, "P-2") && !strstr(got, "Sughra")); /* no name */
    got = csv(&l, "posts", 0, "2012-02", ID_NONE);
    CHECK(says(got, "\n1,0,,0,\n"));
    site_end(&l.v.s);
}

SITE(one_woman_entered_twice_holds_all_her_posts)
{
    struct leaders l;

    leaders_start(&l, db);
    say_that(&l.v, "merger",
             "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"2014-01-01\","
             "\"why\":\"x\"}",
             l.noori, l.sassi, ID_NONE);
    CHECK(says(csv(&l, "posts", 2, "2014-02", ID_NONE),
               "\nP-1,Goth Ali,3,3,0\n"));
    CHECK(says(csv(&l, "ladder", 0, "2014-02", ID_NONE),
               "\nOffice bearers of COs,Women,1,1,100,0,0,0\n"));
    site_end(&l.v.s);
}

/* In February 2014 the president's term has run out the day after, in March she
 * is a caretaker and the manager's ends soon, in July both posts are vacant. */
SITE(offices_held_ending_run_out_and_vacant)
{
    struct leaders l;
    const char *got;

    leaders_start(&l, db);
    got = csv(&l, "leaders", 0, "2013-06", ID_NONE);
    CHECK(says(got, "\nSangi,2,3,0,0,1,25,3,0,100\n"));
    got = csv(&l, "leaders", 0, "2014-02", ID_NONE);
    CHECK(says(got, "\nSangi,2,2,1,0,1,25,3,0,100\n"));
    got = csv(&l, "leaders", 0, "2014-03", ID_NONE);
    CHECK(says(got, "\nSangi,2,1,1,1,1,25,3,0,100\n"));
    CHECK(says(got, "\nTotal,2,1,1,1,1,25,3,0,100\n"));
    got = csv(&l, "leaders", 2, "2014-03", ID_NONE);
    CHECK(says(got, "\nPresident,,1,0,1,0,0,2,0,100\n"));
    CHECK(says(got, "\nManager,,0,1,0,1,50,1,0,100\n"));
    got = csv(&l, "leaders", 0, "2014-09", ID_NONE);
    CHECK(says(got, "\nSangi,2,1,0,0,3,75,1,0,100\n"));
    say_that(&l.v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-10-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             l.vo, ID_NONE, ID_NONE);
    got = csv(&l, "leaders", 0, "2014-10", ID_NONE);
    CHECK(says(got, "\nSangi,1,0,0,0,2,100,0,0,\n"));
    site_end(&l.v.s);
}

/* What lies above the level of the rows is in no row, but in the total. */
SITE(an_lso_lies_in_its_union_council)
{
    struct leaders l;
    struct question q = { .from = MONTH_NONE };
    struct sheet sheet[REPORT_SHEETS];
    struct findings f;
    struct buf b;

    leaders_start(&l, db);
    body_put(&l.v, "lso", "mixed", l.v.srso, l.v.uc);
    f = findings_start(&l.v.s.arena);
    b = buf_start(&l.v.s.arena);
    CHECK(month_read(S("2013-06"), &q.as_of));
    q.place = l.v.uc; /* its rows are settlements */
    CHECK_INT(report_find(S("leaders"))->make(db, &q, &l.v.s.arena, sheet, &f),
              3);
    sheet_csv(&b, &sheet[0]);
    CHECK(says(arena_z(b.arena, buf_str(&b)),
               "\nGoth Ali,2,3,0,0,1,25,3,0,100\n"
               "Total,3,3,0,0,6,66.67,3,0,100\n"));
    site_end(&l.v.s);
}
