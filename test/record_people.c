/* record_people - the life of households and persons: they move away, split and
 * merge, two records turn out to be one person, and each figure counts whom it
 * counts for as long as it did. */

#include "../src/report/report.h"
#include "register_site.h"

/* ---- what is said in these tests ----------------------------------------*/

/* `head` ends in the day on which. */
static struct id dated_put(struct village *v, const char *kind,
                           const char *head, const char *since, struct id a,
                           struct id b)
{
    struct buf out = buf_start(&v->s.arena);

    buf_z(&out, head);
    buf_z(&out, since);
    buf_z(&out, "\"}");
    return say_that(v, kind, arena_z(out.arena, buf_str(&out)), a, b, ID_NONE);
}

static struct id moved_put(struct village *v, struct id person, struct id to,
                           const char *since)
{
    return dated_put(v, "residence",
                     "{\"household\":\"%2\",\"person\":\"%1\",\"why\":"
                     "\"marriage\",\"since\":\"",
                     since, person, to);
}

static struct id same_put(struct village *v, struct id person, struct id as,
                          const char *since)
{
    return dated_put(v, "merger",
                     "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":\"",
                     since, person, as);
}

static struct id apart_put(struct village *v, struct id person, struct id as,
                           const char *since)
{
    return dated_put(v, "merger",
                     "{\"apart\":true,\"person\":\"%1\",\"same_as\":\"%2\","
                     "\"since\":\"",
                     since, person, as);
}

static struct id merged_put(struct village *v, struct id household,
                            struct id into, const char *since)
{
    return dated_put(v, "fate",
                     "{\"household\":\"%1\",\"state\":\"merged\","
                     "\"successor\":\"%2\",\"since\":\"",
                     since, household, into);
}

static struct id fate_put(struct village *v, struct id household,
                          const char *state, const char *since)
{
    struct buf out = buf_start(&v->s.arena);

    buf_fmt(&out, "{\"household\":\"%%1\",\"state\":\"%s\",\"since\":\"",
            state);
    return dated_put(v, "fate", arena_z(out.arena, buf_str(&out)), since,
                     household, ID_NONE);
}

/* Known since January 2012. */
static struct id old_house(struct village *v, struct id place)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"number\":\"H-%lld\",\"place\":\"%%1\",\"since\":\"2012-01\"}",
            (long long)++v->houses);
    return say_that(v, "household", arena_z(b.arena, buf_str(&b)), place,
                    ID_NONE, ID_NONE);
}

#define CARD "BISP-PMT-2009"

/* In hundredths of a point, by somebody else's count. */
static struct id score_put(struct village *v, struct id household,
                           const char *held, int points)
{
    struct buf out = buf_start(&v->s.arena);

    buf_fmt(&out,
            "{\"card\":\"" CARD "\",\"held\":\"%s\",\"household\":\"%%1\""
            ",\"origin\":\"survey of %s\",\"score\":%d,\"source\":"
            "\"imported\"}",
            held, held, points);
    return say_that(v, "score", arena_z(out.arena, buf_str(&out)), household,
                    ID_NONE, ID_NONE);
}

/* Of the district, whoever counts them. */
static int64_t base(struct village *v, const char *indicator, const char *as_of)
{
    return figure(v, indicator, v->district, ID_NONE, ID_NONE, as_of);
}

/* ---- a household is known while it is here ------------------------------*/

SITE(a_household_is_known_until_it_moves_away_and_again_when_it_is_back)
{
    struct village v;
    struct id house, gone;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    CHECK_INT(base(&v, "hh.known", "2011-12"), 0);
    CHECK_INT(base(&v, "hh.known", "2012-01"), 1);
    CHECK_INT(figure(&v, "hh.known", v.uc, ID_NONE, ID_NONE, "2014-12"), 1);
    gone = fate_put(&v, house, "migrated", "2013-05-20");
    CHECK_INT(base(&v, "hh.known", "2013-04"), 1);
    CHECK_INT(base(&v, "hh.known", "2013-05"), 0);
    fate_put(&v, house, "present", "2014-02-01");
    CHECK_INT(base(&v, "hh.known", "2014-01"), 0);
    CHECK_INT(base(&v, "hh.known", "2014-02"), 1);
    fix_put(&v, gone, "", ID_NONE, ID_NONE);
    CHECK_INT(base(&v, "hh.known", "2013-05"), 1);
    CHECK_INT(base(&v, "hh.known", "2014-12"), 1);
    site_end(&v.s);
}

SITE(a_household_of_which_nobody_said_since_when_is_known_from_its_first_fact)
{
    struct village v;
    struct id house, her, co;

    village_start(&v, db);
    house = household_put(&v, v.goth); /* signed on 1 January 2015 */
    CHECK_INT(base(&v, "hh.known", "2014-12"), 0);
    CHECK_INT(base(&v, "hh.known", "2015-01"), 1);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2013-04", "");
    CHECK_INT(base(&v, "hh.known", "2013-03"), 0);
    CHECK_INT(base(&v, "hh.known", "2013-04"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2013-04"), 1);
    score_put(&v, house, "2012-09-09", 1000);
    CHECK_INT(base(&v, "hh.known", "2012-09"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2012-09"), 0);
    site_end(&v.s);
}

SITE(who_is_not_here_is_not_organised)
{
    struct village v;
    struct id house, her, co;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    fate_put(&v, house, "migrated", "2013-05-20");
    CHECK_INT(srso(&v, "kept.hh", "2013-04"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2013-05"), 0);
    CHECK_INT(srso(&v, "hh.women", "2013-05"), 0);
    fate_put(&v, house, "present", "2014-06-02");
    CHECK_INT(srso(&v, "kept.hh", "2014-05"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2014-06"), 1);
    CHECK_INT(srso(&v, "hh.women", "2014-06"), 1);
    site_end(&v.s);
}

SITE(what_became_of_a_household_is_looked_at_along_its_time)
{
    struct village v;
    struct id house, early, twice, back;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    early = fate_put(&v, house, "dissolved", "2011-05-20");
    CHECK(found(&v, early, "fate.before_known"));
    CHECK_INT(base(&v, "hh.known", "2014-12"), 1);
    fate_put(&v, house, "migrated", "2013-05-20");
    twice = fate_put(&v, house, "dissolved", "2013-09-20");
    CHECK(found(&v, twice, "fate.after_end"));
    back = fate_put(&v, house, "present", "2013-07-01");
    CHECK(!found(&v, twice, "fate.after_end"));
    CHECK_INT(base(&v, "hh.known", "2013-08"), 1);
    CHECK_INT(base(&v, "hh.known", "2013-09"), 0);
    fix_put(&v, house, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, early, "fate.before_known"));
    CHECK(!found(&v, back, "fate.after_end"));
    CHECK_INT(base(&v, "hh.known", "2013-08"), 0);
    site_end(&v.s);
}

/* ---- through a woman, through a man -------------------------------------*/

SITE(a_household_comes_in_through_a_woman_and_later_through_a_man)
{
    struct village v;
    struct id house, she, he, hers, his;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    she = person_put(&v, house, "women");
    he = person_put(&v, house, "men");
    hers = body_put(&v, "co", "women", v.srso, v.goth);
    his = body_put(&v, "co", "men", v.nrsp, v.goth);
    member_put(&v, hers, she, "2012-03", "2013-08-01");
    member_put(&v, his, he, "2013-02", "");
    CHECK_INT(srso(&v, "hh.women", "2012-02"), 0);
    CHECK_INT(srso(&v, "hh.women", "2012-03"), 1);
    CHECK_INT(srso(&v, "hh.women", "2013-08"), 0);
    CHECK_INT(srso(&v, "hh.men", "2014-12"), 0); /* he is NRSP's */
    CHECK_INT(figure(&v, "hh.men", v.district, v.nrsp, ID_NONE, "2013-01"), 0);
    CHECK_INT(figure(&v, "hh.men", v.district, v.nrsp, ID_NONE, "2013-02"), 1);
    member_put(&v, body_put(&v, "co", "men", v.srso, v.goth), he, "2013-05",
               "");
    CHECK_INT(srso(&v, "kept.hh", "2013-06"), 1);
    CHECK_INT(srso(&v, "hh.women", "2013-06"), 1);
    CHECK_INT(srso(&v, "hh.men", "2013-06"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    CHECK_INT(base(&v, "hh.known", "2014-12"), 1);
    site_end(&v.s);
}

SITE(over_projects_a_household_counts_once)
{
    struct village v;
    struct id house, her, project[2];

    village_start(&v, db);
    for (int i = 0; i < 2; i++)
        project[i] =
            say_that(&v, "project",
                     i ? "{\"code\":\"TWO\",\"name\":\"Two\",\"rsp\":\"%1\"}" :
                         "{\"code\":\"ONE\",\"name\":\"One\",\"rsp\":\"%1\"}",
                     v.srso, ID_NONE, ID_NONE);
    house = old_house(&v, v.goth);
    her = person_put(&v, house, "women");
    for (int i = 0; i < 2; i++)
        member_put(&v,
                   say_that(&v, "body",
                            "{\"formed\":\"2012-01-15\",\"name\":\"Mehran\","
                            "\"nature\":\"co\",\"place\":\"%2\",\"project\":"
                            "\"%3\",\"rsp\":\"%1\",\"sex\":\"women\"}",
                            v.srso, v.goth, project[i]),
                   her, i ? "2013-03" : "2012-03", "");
    score_put(&v, house, "2012-02-01", 1000);
    for (int i = 0; i < 4; i++) {
        static const char *const of[] = { "hh.women", "hh@" CARD ".10",
                                          "organised.women",
                                          "organised.women@" CARD ".10" };
        const char *name = of[i];

        CHECK_INT(figure(&v, name, v.district, v.srso, project[0], "2014-12"),
                  1);
        CHECK_INT(figure(&v, name, v.district, v.srso, project[1], "2014-12"),
                  1);
        CHECK_INT(srso(&v, name, "2014-12"), -1); /* so that all three are 1 */
        CHECK_INT(srso(&v, name, "2012-12"), 0);
    }
    site_end(&v.s);
}

/* ---- her women, her men -------------------------------------------------*/

/* Two sisters, a brother: hers and his COs, one of them in two. */
SITE(each_person_of_a_household_counts_once_whatever_she_is_in)
{
    struct village v;
    struct id house, she, sister, he, hers, his, in, score;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    she = person_put(&v, house, "women");
    sister = person_put(&v, house, "women");
    he = person_put(&v, house, "men");
    hers = body_put(&v, "co", "women", v.srso, v.goth);
    his = body_put(&v, "co", "men", v.nrsp, v.goth);
    in = member_put(&v, hers, she, "2012-03", "");
    score = score_put(&v, house, "2012-02-10", 1150);
    member_put(&v, hers, sister, "2012-05", "2013-09-20");
    member_put(&v, body_put(&v, "co", "women", v.srso, v.goth), sister,
               "2012-08", "2014-02-01");
    CHECK_INT(srso(&v, "organised.women", "2012-02"), 0);
    CHECK_INT(srso(&v, "organised.women", "2012-03"), 1);
    CHECK_INT(srso(&v, "organised.women", "2012-12"), 2);
    CHECK_INT(srso(&v, "organised.women", "2014-01"), 2);
    CHECK_INT(srso(&v, "organised.women", "2014-02"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2012-12"), 2);
    CHECK_INT(srso(&v, "hh.women", "2012-12"), 1);
    CHECK_INT(figure(&v, "organised.women", v.uc, v.srso, ID_NONE, "2012-12"),
              2);
    /* In COs of both organisations, over the two he is one man. */
    member_put(&v, his, he, "2013-02", "2014-06-01");
    CHECK_INT(base(&v, "organised.men", "2013-06"), 0);
    member_put(&v, body_put(&v, "co", "men", v.srso, v.goth), he, "2013-05",
               "");
    CHECK_INT(srso(&v, "organised.men", "2013-06"), 1);
    CHECK_INT(figure(&v, "organised.men", v.district, v.nrsp, ID_NONE,
                     "2013-06"),
              1);
    CHECK_INT(base(&v, "organised.men", "2013-04"), 0);
    CHECK_INT(base(&v, "organised.men", "2013-06"), -1);
    CHECK_INT(base(&v, "organised.men@" CARD ".11", "2013-06"), -1);
    CHECK_INT(base(&v, "organised.men", "2014-06"), 0);
    /* A membership and a score that were not. */
    fix_put(&v, in, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "organised.women", "2012-12"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2012-12"), 1);
    fix_put(&v, score, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "organised.women", "2012-12"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2012-12"), 0);
    CHECK_INT(base(&v, "organised.men@" CARD ".11", "2013-06"), 0);
    any_order(&v.s, db_open(":memory:", DB_MAKE));
    site_end(&v.s);
}

/* ---- bands --------------------------------------------------------------*/

SITE(a_band_changes_in_the_month_of_the_new_score)
{
    struct village v;
    struct id house, her, co, second;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2013-01", "");
    score_put(&v, house, "2012-06-10", 1199);
    second = score_put(&v, house, "2013-09-03", 1900);
    CHECK_INT(base(&v, "hh.known@" CARD ".11", "2012-05"), 0);
    CHECK_INT(base(&v, "hh.known@" CARD ".11", "2012-06"), 1);
    CHECK_INT(base(&v, "hh.known@" CARD ".11", "2013-08"), 1);
    CHECK_INT(base(&v, "hh.known@" CARD ".11", "2013-09"), 0);
    CHECK_INT(base(&v, "hh.known@" CARD ".19", "2013-08"), 0);
    CHECK_INT(base(&v, "hh.known@" CARD ".19", "2013-09"), 1);
    CHECK_INT(srso(&v, "hh@" CARD ".11", "2012-12"), 0);
    CHECK_INT(srso(&v, "hh@" CARD ".11", "2013-01"), 1);
    CHECK_INT(srso(&v, "hh@" CARD ".11", "2013-09"), 0);
    CHECK_INT(srso(&v, "hh@" CARD ".19", "2013-09"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2012-12"), 0);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2013-08"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".19", "2013-08"), 0);
    CHECK_INT(srso(&v, "organised.women@" CARD ".19", "2013-09"), 1);
    CHECK_INT(srso(&v, "organised.men@" CARD ".19", "2013-09"), 0);
    fix_put(&v, second, "", ID_NONE, ID_NONE);
    CHECK_INT(base(&v, "hh.known@" CARD ".11", "2014-12"), 1);
    CHECK_INT(base(&v, "hh.known@" CARD ".19", "2014-12"), 0);
    CHECK_INT(srso(&v, "hh@" CARD ".11", "2014-12"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2014-12"), 1);
    fate_put(&v, house, "dissolved", "2014-03-03");
    CHECK_INT(base(&v, "hh.known@" CARD ".11", "2014-03"), 0);
    CHECK_INT(srso(&v, "hh@" CARD ".11", "2014-03"), 0);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2014-02"), 1);
    CHECK_INT(srso(&v, "organised.women@" CARD ".11", "2014-03"), 0);
    CHECK_INT(srso(&v, "organised.women", "2014-03"), 0);
    site_end(&v.s);
}

/* ---- persons move -------------------------------------------------------*/

SITE(a_daughter_in_law_takes_her_membership_with_her)
{
    struct village v;
    struct id from, to, her, co, moved, born;

    village_start(&v, db);
    from = old_house(&v, v.goth);
    to = old_house(&v, v.hamlet);
    her = person_put(&v, from, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    moved = moved_put(&v, her, to, "2013-06-15");
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2013-05"), 1);
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2013-06"), 0);
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2013-05"), 0);
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2013-06"), 1);
    CHECK_INT(figure(&v, "kept.member", v.uc, v.srso, ID_NONE, "2013-05"), 1);
    CHECK_INT(figure(&v, "kept.member", v.uc, v.srso, ID_NONE, "2013-06"), 0);
    CHECK_INT(figure(&v, "kept.member", v.far, v.srso, ID_NONE, "2013-06"), 1);
    CHECK_INT(figure(&v, "organised.women", v.uc, v.srso, ID_NONE, "2013-05"),
              1);
    CHECK_INT(figure(&v, "organised.women", v.uc, v.srso, ID_NONE, "2013-06"),
              0);
    CHECK_INT(figure(&v, "organised.women", v.far, v.srso, ID_NONE, "2013-06"),
              1);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    moved_put(&v, her, from, "2014-02-01"); /* and back */
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2014-02"), 0);
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2014-02"), 1);
    CHECK_INT(figure(&v, "kept.member", v.uc, v.srso, ID_NONE, "2014-12"), 1);
    fix_put(&v, moved, "", ID_NONE, ID_NONE);
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2013-06"), 1);
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2013-12"), 0);
    CHECK_INT(figure(&v, "kept.member", v.far, v.srso, ID_NONE, "2013-12"), 0);
    born = say_that(&v, "person",
                    "{\"born\":\"2013\",\"code\":\"child\",\"household\":"
                    "\"%1\",\"name\":\"Nasreen\",\"sex\":\"women\"}",
                    from, ID_NONE, ID_NONE);
    moved = moved_put(&v, born, to, "2012-12-31");
    CHECK(found(&v, moved, "residence.before_birth"));
    site_end(&v.s);
}

SITE(a_household_that_splits_is_two_and_each_has_its_own_members)
{
    struct village v;
    struct id old, new, mother, son, hers, his;

    village_start(&v, db);
    old = old_house(&v, v.goth);
    mother = person_put(&v, old, "women");
    son = person_put(&v, old, "men");
    hers = body_put(&v, "co", "women", v.srso, v.goth);
    his = body_put(&v, "co", "men", v.srso, v.goth);
    member_put(&v, hers, mother, "2012-03", "");
    member_put(&v, his, son, "2012-05", "");
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    new = say_that(&v, "household",
                   "{\"number\":\"N-1\",\"place\":\"%1\",\"since\":"
                   "\"2013-10-01\"}",
                   v.goth, ID_NONE, ID_NONE);
    moved_put(&v, son, new, "2013-10-01");
    CHECK_INT(base(&v, "hh.known", "2013-09"), 1);
    CHECK_INT(base(&v, "hh.known", "2013-10"), 2);
    CHECK_INT(srso(&v, "kept.hh", "2013-09"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2013-10"), 2);
    CHECK_INT(srso(&v, "hh.men", "2014-12"), 1);
    CHECK_INT(srso(&v, "hh.women", "2014-12"), 1);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 2);
    site_end(&v.s);
}

SITE(a_household_that_merged_into_another_counts_no_more)
{
    struct village v;
    struct id old, into, her, co, end;

    village_start(&v, db);
    old = old_house(&v, v.goth);
    into = old_house(&v, v.goth);
    her = person_put(&v, old, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    moved_put(&v, her, into, "2013-10-01");
    end = merged_put(&v, old, into, "2013-10-01");
    CHECK_INT(base(&v, "hh.known", "2013-09"), 2);
    CHECK_INT(base(&v, "hh.known", "2013-10"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2013-09"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2013-10"), 1);
    CHECK(!found(&v, end, "fate.no_successor"));
    end = fate_put(&v, into, "merged", "2014-10-01");
    CHECK(found(&v, end, "fate.no_successor"));
    end = merged_put(&v, old, old, "2014-11-01");
    CHECK(found(&v, end, "fate.to_itself"));
    site_end(&v.s);
}

/* ---- two records, one person --------------------------------------------*/

SITE(two_records_of_one_woman_count_her_once)
{
    struct village v;
    struct id one, two, her, again, co, other, second;

    village_start(&v, db);
    one = old_house(&v, v.goth);
    two = old_house(&v, v.goth);
    her = person_put(&v, one, "women");
    again = person_put(&v, two, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    other = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    second = member_put(&v, co, again, "2012-06", "");
    member_put(&v, other, again, "2011-02", "2012-04-20");
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 2);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 2);
    CHECK(!found(&v, second, "member.twice"));
    same_put(&v, again, her, "2014-01-01");
    CHECK_INT(srso(&v, "kept.member", "2011-02"), 1);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2011-02"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    CHECK(found(&v, second, "member.twice"));
    apart_put(&v, again, her, "2014-03-01");
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 2);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 2);
    CHECK(!found(&v, second, "member.twice"));
    same_put(&v, again, her, "2014-02-01"); /* said before the un-merge */
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 2);
    same_put(&v, again, her, "2014-04-01");
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    site_end(&v.s);
}

static int64_t roots(struct db *db, struct id person, struct id root)
{
    struct rows r = db_text_rows(
        db, S("SELECT count(*) FROM same WHERE person = $1 AND root = $2"));
    int64_t n;

    db_bind_id(&r, 1, person);
    db_bind_id(&r, 2, root);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

SITE(mergers_run_in_chains_and_a_circle_is_one_person)
{
    struct village v;
    struct id house, who[4], co, link;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    for (int i = 0; i < 4; i++) {
        who[i] = person_put(&v, house, "women");
        member_put(&v, co, who[i], "2012-03", "");
    }
    same_put(&v, who[0], who[1], "2014-01-01");
    same_put(&v, who[2], who[3], "2014-01-01");
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 2);
    link = same_put(&v, who[1], who[2], "2014-01-01");
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    CHECK_INT(roots(db, who[0], who[3]), 1);
    CHECK_INT(roots(db, who[3], who[3]), 0); /* she is nobody else */
    same_put(&v, who[3], who[0], "2014-01-01");
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM (SELECT DISTINCT root FROM "
                           "same) AS t"),
              1);
    fix_put(&v, link, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    CHECK_INT(roots(db, who[2], who[1]), 1);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    link = same_put(&v, who[1], who[1], "2014-05-01");
    CHECK(found(&v, link, "merger.with_itself"));
    CHECK_INT(roots(db, who[2], who[1]), 1);
    site_end(&v.s);
}

SITE(what_is_said_of_a_merged_record_is_said_of_her)
{
    struct village v;
    struct id one, two, her, again, co, in, met, twice;

    village_start(&v, db);
    one = old_house(&v, v.goth);
    two = old_house(&v, v.hamlet);
    her = person_put(&v, one, "women");
    again = person_put(&v, two, "men"); /* as somebody wrote */
    met = same_put(&v, again, her, "2014-01-01");
    CHECK(found(&v, met, "merger.of_other_sex"));
    co = body_put(&v, "co", "women", v.srso, v.goth);
    in = member_put(&v, co, again, "2012-03", "");
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2014-12"), 1);
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.member.women", "2014-12"), 1);
    CHECK_INT(srso(&v, "hh.women", "2014-12"), 1);
    twice = member_put(&v, co, her, "2012-09", ""); /* the same woman */
    CHECK_INT(srso(&v, "organised.women", "2014-12"), 1);
    CHECK_INT(srso(&v, "organised.men", "2014-12"), 0);
    fix_put(&v, twice, "", ID_NONE, ID_NONE);
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2013-05-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.hh", "2013-05"), 0);
    CHECK_INT(srso(&v, "kept.member", "2013-05"), 0);
    CHECK_INT(srso(&v, "organised.women", "2013-04"), 1);
    CHECK_INT(srso(&v, "organised.women", "2013-05"), 0);
    fix_put(&v, in, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.hh", "2012-12"), 0);
    moved_put(&v, her, two, "2014-06-01");
    member_put(&v, body_put(&v, "co", "women", v.srso, v.goth), again,
               "2014-03", "");
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2014-05"), 1);
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2014-06"), 1);
    site_end(&v.s);
}

/* ---- the cutover --------------------------------------------------------*/

SITE(with_a_cutover_the_base_is_carried_in_whole)
{
    struct village v;
    struct id house, gone, her;

    village_start(&v, db);
    house = old_house(&v, v.goth);
    gone = old_house(&v, v.goth);
    fate_put(&v, gone, "migrated", "2012-08-20");
    her = person_put(&v, house, "women");
    member_put(&v, body_put(&v, "co", "women", v.srso, v.goth), her, "2012-03",
               "");
    score_put(&v, house, "2012-06-10", 1850);
    cutover_put(&v, "2013-07", "");
    CHECK_INT(base(&v, "hh.known", "2013-06"), 1); /* nobody files it */
    CHECK_INT(srso(&v, "hh", "2013-06"), 0);
    CHECK_INT(base(&v, "hh.known@" CARD ".18", "2013-07"), 1);
    CHECK_INT(srso(&v, "hh@" CARD ".18", "2013-07"), 1);
    CHECK_INT(srso(&v, "hh.women", "2013-07"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 0);
    moved_put(&v, her, gone, "2014-02-01"); /* where nobody is known to be */
    CHECK_INT(srso(&v, "hh", "2014-02"), 0);
    site_end(&v.s);
}

/* ---- what cannot be true ------------------------------------------------*/

SITE(a_persons_life_and_a_households_point_are_looked_at)
{
    struct village v;
    struct id house, who;

    village_start(&v, db);
    house = say_that(&v, "household",
                     "{\"lat\":27700000,\"lon\":68850000,\"number\":\"1\","
                     "\"place\":\"%1\"}",
                     v.goth, ID_NONE, ID_NONE);
    CHECK(!found(&v, house, "household.point_abroad"));
    CHECK(found_at(&v,
                   say_that(&v, "household",
                            "{\"lat\":51500000,\"lon\":68850000,\"number\":"
                            "\"2\",\"place\":\"%1\"}",
                            v.goth, ID_NONE, ID_NONE),
                   "household.point_abroad", "lat"));
    CHECK(found(&v,
                say_that(&v, "household",
                         "{\"lat\":27700000,\"number\":\"3\",\"place\":"
                         "\"%1\"}",
                         v.goth, ID_NONE, ID_NONE),
                "household.half_a_point"));
    who = say_that(&v, "person",
                   "{\"born\":\"1980-05-05\",\"code\":\"a\",\"died\":"
                   "\"1980-05-04\",\"household\":\"%1\",\"name\":\"A\",\"sex\":"
                   "\"men\"}",
                   house, ID_NONE, ID_NONE);
    CHECK(found(&v, who, "person.died_before_birth"));
    who = say_that(&v, "person",
                   "{\"code\":\"b\",\"died\":\"2014-05-04\",\"father_is\":"
                   "\"husband\",\"household\":\"%1\",\"name\":\"B\",\"sex\":"
                   "\"men\"}",
                   house, ID_NONE, ID_NONE);
    CHECK(found(&v, who, "person.husband_of_a_man"));
    CHECK(found(&v, moved_put(&v, who, house, "2014-05-05"),
                "residence.after_death"));
    CHECK(!found(&v, moved_put(&v, who, house, "2014-05-03"),
                 "residence.after_death"));
    CHECK(found(&v, moved_put(&v, who, house, "2015-06-01"), "date.in_future"));
    CHECK(found(&v, fate_put(&v, house, "migrated", "2015-06-01"),
                "date.in_future"));
    site_end(&v.s);
}

/* ---- any order ----------------------------------------------------------*/

/* One draft of a batch that is open. */
static struct id among_put(struct village *v, const char *kind,
                           const char *body, struct id a, struct id b)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(with(&v->s, body, a, b, ID_NONE)) };
    struct findings f = findings_start(&v->s.arena);
    struct id id;

    CHECK(keeper_draft(v->s.keeper, &d, &f, &id) == KEPT);
    return id;
}

static struct id sister_put(struct village *v, struct id house)
{
    return among_put(v, "person",
                     "{\"household\":\"%1\",\"name\":\"A\",\"sex\":\"women\"}",
                     house, ID_NONE);
}

/* Of one of them nothing is said but herself, of the next what comes with her in
 * the batch, and of the third what came before her. */
SITE(what_comes_in_one_batch_is_counted_as_if_it_had_come_in_many)
{
    struct id co, lone, house, who, other;
    struct village v;
    const char *want;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    keeper_begin(v.s.keeper);
    lone = among_put(&v, "household", "{\"number\":\"1\",\"place\":\"%1\"}",
                     v.goth, ID_NONE);
    house = among_put(&v, "household", "{\"number\":\"2\",\"place\":\"%1\"}",
                      v.goth, ID_NONE);
    sister_put(&v, lone);
    who = sister_put(&v, house);
    among_put(&v, "member",
              "{\"body\":\"%1\",\"joined\":\"2013-05\",\"person\":\"%2\"}", co,
              who);
    other = sister_put(&v, house);
    among_put(&v, "merger",
              "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
              "\"2014-01-01\"}",
              who, other);
    CHECK(keeper_commit(v.s.keeper));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM posting WHERE indicator = "
                           "'hh.known'"),
              2);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM posting p JOIN person x ON "
                           "x.entry = p.thing"),
              2); /* of the two records of one woman, one has them */
    keeper_begin(v.s.keeper);
    among_put(&v, "fate",
              "{\"household\":\"%1\",\"since\":\"2014-06-01\",\"state\":"
              "\"migrated\"}",
              house, ID_NONE);
    who = sister_put(&v, lone);
    among_put(&v, "member",
              "{\"body\":\"%1\",\"joined\":\"2013-06\",\"person\":\"%2\"}", co,
              who);
    CHECK(keeper_commit(v.s.keeper));
    want = digest(&v.s);
    CHECK(keeper_rebuild(v.s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&v.s)), str_of(want));
    site_end(&v.s);
}

/* Something of everything, with fixes in it. */
static void decade_live(struct village *v, struct db *db)
{
    struct id house[3], who[5], co[2], fate, moved, link, score;

    village_start(v, db);
    for (int i = 0; i < 3; i++)
        house[i] = i == 1 ? household_put(v, v->hamlet) : old_house(v, v->goth);
    for (int i = 0; i < 5; i++)
        who[i] = person_put(v, house[i % 2], i % 3 ? "women" : "men");
    co[0] = body_put(v, "co", "mixed", v->srso, v->goth);
    co[1] = body_put(v, "co", "mixed", v->nrsp, v->hamlet);
    for (int i = 0; i < 5; i++)
        member_put(v, co[i / 3], who[i], i % 2 ? "2012-03" : "2012-08-09",
                   i == 3 ? "2014-02-02" : "");
    member_put(v, co[0], who[4], "2012-04", "");
    score = score_put(v, house[0], "2012-06-10", 1199);
    score_put(v, house[0], "2013-09-03", 2300);
    score_put(v, house[1], "2013-09-03", 1200);
    moved = moved_put(v, who[0], house[2], "2013-02-02");
    moved_put(v, who[0], house[1], "2014-02-02");
    moved_put(v, who[2], house[2], "2014-02-02");
    moved_put(v, who[2], house[1], "2014-02-02"); /* on the same day */
    fate = fate_put(v, house[0], "migrated", "2013-11-11");
    fate_put(v, house[0], "present", "2014-05-05");
    fate_put(v, house[2], "dissolved", "2014-03-03");
    fate_put(v, house[2], "migrated", "2014-04-03");
    link = same_put(v, who[1], who[4], "2014-01-01");
    same_put(v, who[4], who[2], "2014-01-01");
    same_put(v, who[3], who[1], "2014-01-01");
    apart_put(v, who[3], who[1], "2014-02-01");
    fix_put(v, moved,
            "{\"household\":\"%2\",\"person\":\"%1\",\"since\":"
            "\"2013-03-03\"}",
            who[0], house[2]);
    fix_put(v, link,
            "{\"person\":\"%1\",\"same_as\":\"%2\",\"since\":"
            "\"2014-01-02\"}",
            who[1], who[2]);
    fix_put(v, score, "", ID_NONE, ID_NONE);
    fix_put(v, fate,
            "{\"household\":\"%1\",\"since\":\"2013-10-11\",\"state\":"
            "\"dissolved\"}",
            house[0], ID_NONE);
    fix_put(v, house[1],
            "{\"number\":\"H-9\",\"place\":\"%1\",\"since\":"
            "\"2011\"}",
            v->goth, ID_NONE);
    cutover_put(v, "2013-07", "");
}

SITE(in_any_order_it_is_one_state)
{
    struct village *v = calloc(1, sizeof *v);
    struct db *home = db_open(":memory:", DB_MAKE);

    decade_live(v, home);
    CHECK(findings_of(home) > 2);
    any_order(&v->s, db);
    site_end(&v->s);
    db_close(home);
    free(v);
}

/* ---- last year's report -------------------------------------------------*/

/* All that a coverage report says of the district as of a month: the outreach
 * tables by taluka and by union council, and what is known and organised in
 * every taluka, by the geography of that month. */
static struct str coverage_of(struct village *v, const char *as_of)
{
    static const char *const name[] = { "hh.known", "hh.known@" CARD ".11",
                                        "hh",       "hh@" CARD ".11",
                                        "hh.women", "member" };
    struct question q = { .from = MONTH_NONE, .sheet = 1 };
    struct findings f = findings_start(&v->s.arena);
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(&v->s.arena);

    CHECK(month_read(str_of(as_of), &q.as_of));
    for (int by = BY_TALUKA; by <= BY_UC; by++) {
        q.by = by;
        q.place = v->district;
        if (CHECK(report_find(S("outreach"))
                      ->make(v->s.db, &q, &v->s.arena, out, &f) > 0))
            sheet_csv(&b, &out[0]);
    }
    for (int t = 1; t <= 5; t++) {
        char code[16];

        snprintf(code, sizeof code, "pk7230%d", t);
        q.place = named("place", code);
        for (size_t i = 0; i < LEN(name); i++) {
            int64_t n = 0;

            figure_total(v->s.db, &q, str_of(name[i]), &q.as_of, 1, &n);
            buf_fmt(&b, "%s,%s,%lld\n", code, name[i], (long long)n);
        }
    }
    both_fine(v->s.db);
    return buf_str(&b);
}

static bool says(struct str s, const char *what)
{
    return memmem(s.p, s.n, what, strlen(what)) != NULL;
}

SITE(moving_a_union_council_leaves_last_years_coverage_as_it_was)
{
    struct village v;
    struct str last, now;

    village_start(&v, db);
    for (int i = 0; i < 4; i++) {
        struct id house = old_house(&v, i < 3 ? v.hamlet : v.goth);
        struct id her = person_put(&v, house, "women");

        score_put(&v, house, "2012-06-10", 700 + 400 * i);
        if (i != 1)
            member_put(&v,
                       body_put(&v, "co", "women", v.srso,
                                i < 3 ? v.hamlet : v.goth),
                       her, "2012-03", "");
    }
    cutover_put(&v, "2013-01", "");
    last = coverage_of(&v, "2013-12");
    now = coverage_of(&v, "2014-12");
    CHECK(says(last, "pk72302,hh.known,4\n"));
    CHECK(says(last, "pk72302,hh,3\n"));
    CHECK(says(last, "pk72302,hh@" CARD ".11,0\n"));
    CHECK(says(last, "Sangi"));
    say_that(&v, "move",
             "{\"lg\":\"%2\",\"place\":\"%1\",\"since\":\"2014-07-01\"}", v.far,
             named("place", "pk72301"), ID_NONE);
    CHECK_STR(coverage_of(&v, "2013-12"), last);
    CHECK(!str_same(coverage_of(&v, "2014-12"), now));
    now = coverage_of(&v, "2014-12");
    CHECK(says(now, "pk72301,hh.known,3\n"));
    CHECK(says(now, "pk72302,hh.known,1\n"));
    CHECK(keeper_rebuild(v.s.keeper, NULL, NULL));
    CHECK_STR(coverage_of(&v, "2013-12"), last);
    CHECK_STR(coverage_of(&v, "2014-12"), now);
    site_end(&v.s);
}
