/* record_register - what bodies, members and meetings add to figures. */

#include "register_site.h"

/* ---- bodies -------------------------------------------------------------*/

SITE(a_body_counts_from_its_formation_until_it_ended)
{
    struct village v;
    struct id co, end;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    body_put(&v, "vo", "mixed", v.srso, v.goth);
    body_put(&v, "lso", "mixed", v.srso, v.uc);
    body_put(&v, "group", "men", v.srso, v.goth);
    body_put(&v, "network", "mixed", v.srso, v.district);
    CHECK_INT(srso(&v, "kept.co", "2011-12"), 0);
    CHECK_INT(srso(&v, "kept.co", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.co.women", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.co.men", "2012-01"), 0);
    CHECK_INT(srso(&v, "kept.vo", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.lso", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.group", "2012-01"), 1);
    CHECK_INT(srso(&v, "co", "2014-12"), 0); /* nobody signed a cutover */
    end = say_that(&v, "standing",
                   "{\"body\":\"%1\",\"since\":\"2013-05-02\",\"state\":"
                   "\"dissolved\",\"why\":\"resolved\"}",
                   co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.co", "2013-04"), 1);
    CHECK_INT(srso(&v, "kept.co", "2013-05"), 0);
    CHECK_INT(srso(&v, "kept.co.women", "2013-05"), 0);
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-02-01\",\"state\":\"active\"}",
             co, ID_NONE, ID_NONE); /* found alive all the same */
    CHECK_INT(srso(&v, "kept.co", "2014-01"), 0);
    CHECK_INT(srso(&v, "kept.co", "2014-02"), 1);
    fix_put(&v, end, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.co", "2013-05"), 1);
    CHECK_INT(srso(&v, "kept.co", "2014-12"), 1);
    site_end(&v.s);
}

/* Fifteen to twenty-five is custom: outside it the CO is marked, as members
 * come and go, and never before its register is begun. */
SITE(a_co_smaller_or_larger_than_custom_is_marked)
{
    struct village v;
    struct id co, home, last = ID_NONE;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    home = household_put(&v, v.goth);
    CHECK(!found(&v, co, "body.small"));
    for (int n = 1; n <= 26; n++) {
        last = member_put(&v, co, person_put(&v, home, "women"), "2012-03", "");
        CHECK(found(&v, co, "body.small") == (n < 15));
        CHECK(found(&v, co, "body.large") == (n > 25));
    }
    fix_put(&v, last, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, co, "body.large"));
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-05-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             co, ID_NONE, ID_NONE);
    CHECK(!found(&v, co, "body.small"));
    site_end(&v.s);
}

SITE(dormant_and_irregular_bodies_count)
{
    struct village v;
    struct id co, before, after;

    village_start(&v, db);
    co = body_put(&v, "co", "men", v.srso, v.goth);
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2013-05-02\",\"state\":\"dormant\"}",
             co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.co.men", "2013-12"), 1);
    before = say_that(&v, "standing",
                      "{\"body\":\"%1\",\"since\":\"2011-05-02\",\"state\":"
                      "\"merged\",\"why\":\"x\"}",
                      co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.co.men", "2013-12"), 1);
    CHECK(found(&v, before, "standing.before_formation"));
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-01-02\",\"state\":\"split\","
             "\"why\":\"x\"}",
             co, ID_NONE, ID_NONE);
    after = say_that(&v, "standing",
                     "{\"body\":\"%1\",\"since\":\"2014-06-02\",\"state\":"
                     "\"dissolved\",\"why\":\"x\"}",
                     co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.co.men", "2014-05"), 0);
    CHECK_INT(srso(&v, "kept.co.men", "2014-12"), 0);
    CHECK(found(&v, after, "standing.after_end"));
    fix_put(&v, after, "", ID_NONE, ID_NONE); /* its remark goes with it */
    CHECK(!found(&v, after, "standing.after_end"));
    site_end(&v.s);
}

SITE(a_body_of_a_project_counts_once_there_and_not_beside_it)
{
    struct village v;
    struct id project;

    village_start(&v, db);
    project = draft_as(&v.s, "admin", "project",
                       with(&v.s,
                            "{\"code\":\"UCBPRP\",\"donor\":\"GoS\","
                            "\"name\":\"x\",\"nature\":\"donor\",\"rsp\":"
                            "\"%1\",\"since\":\"2009-02\"}",
                            v.srso, ID_NONE, ID_NONE));
    project = named("project", "UCBPRP");
    say_that(&v, "body",
             "{\"formed\":\"2012\",\"name\":\"A\",\"nature\":\"co\","
             "\"place\":\"%2\",\"project\":\"%3\",\"rsp\":\"%1\",\"sex\":"
             "\"mixed\"}",
             v.srso, v.goth, project);
    body_put(&v, "co", "mixed", v.srso, v.goth);
    CHECK_INT(srso(&v, "kept.co.mixed", "2012-12"), 1); /* of no project */
    CHECK_INT(figure(&v, "kept.co.mixed", v.district, v.srso, project,
                     "2012-12"),
              1);
    site_end(&v.s);
}

SITE(a_body_that_is_moved_by_a_fix_takes_its_figures_with_it)
{
    struct village v;
    struct id co, person, house, met;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    house = household_put(&v, v.goth);
    person = person_put(&v, house, "women");
    member_put(&v, co, person, "2012-02", "");
    met = say_that(&v, "meeting",
                   "{\"body\":\"%1\",\"held\":\"2013-03-03\",\"total\":5000,"
                   "\"women\":9}",
                   co, ID_NONE, ID_NONE);
    CHECK_INT(figure(&v, "kept.saving", v.uc, v.srso, ID_NONE, "2014-12"),
              5000);
    fix_put(&v, co,
            "{\"formed\":\"2012-06\",\"name\":\"Mehran\",\"nature\":\"co\","
            "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"women\"}",
            v.nrsp, v.hamlet);
    CHECK_INT(srso(&v, "kept.co", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.saving", "2014-12"), 0);
    CHECK_INT(figure(&v, "kept.co", v.far, v.nrsp, ID_NONE, "2012-06"), 1);
    CHECK_INT(figure(&v, "kept.co", v.far, v.nrsp, ID_NONE, "2012-05"), 0);
    CHECK_INT(figure(&v, "kept.saving", v.far, v.nrsp, ID_NONE, "2013-03"),
              5000);
    CHECK_INT(figure(&v, "kept.saving", v.uc, v.nrsp, ID_NONE, "2013-03"), 0);
    CHECK_INT(figure(&v, "kept.member", v.uc, v.nrsp, ID_NONE, "2013-03"), 1);
    CHECK_INT(figure(&v, "kept.uc", v.far, v.nrsp, ID_NONE, "2013-03"), 1);
    CHECK_INT(figure(&v, "kept.uc", v.uc, v.srso, ID_NONE, "2013-03"), 0);
    fix_put(&v, co, "", ID_NONE, ID_NONE); /* a second answer to the first */
    CHECK(!found(&v, met, "meeting.before_formation"));
    site_end(&v.s);
}

/* ---- persons and households ---------------------------------------------*/

SITE(a_member_of_two_bodies_counts_once_for_each_rsp)
{
    struct village v;
    struct id house, her, one, two, three, second, third, fourth;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    her = person_put(&v, house, "women");
    one = body_put(&v, "co", "women", v.srso, v.goth);
    two = body_put(&v, "co", "mixed", v.srso, v.goth);
    three = body_put(&v, "co", "women", v.nrsp, v.goth);
    member_put(&v, one, her, "2012-03-10", "2013-02-01");
    second = member_put(&v, two, her, "2012-06-10", "2013-09-20");
    CHECK_INT(srso(&v, "kept.member", "2012-02"), 0);
    CHECK_INT(srso(&v, "kept.member", "2012-03"), 1);
    CHECK_INT(srso(&v, "kept.member.women", "2012-06"), 1);
    CHECK_INT(srso(&v, "kept.member.men", "2012-06"), 0);
    CHECK_INT(srso(&v, "kept.member", "2013-08"), 1);
    CHECK_INT(srso(&v, "kept.member", "2013-09"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2013-08"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2013-09"), 0);
    CHECK(found(&v, second, "member.second"));
    third = member_put(&v, three, her, "2013-10", "");
    CHECK_INT(figure(&v, "kept.member", v.district, v.nrsp, ID_NONE, "2014-12"),
              1);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 0);
    CHECK(!found(&v, third, "member.second")); /* she had left */
    member_put(&v, one, her, "2014-03", "");
    fourth = member_put(&v, one, her, "2014-05", "");
    CHECK(found(&v, fourth, "member.twice"));
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    fix_put(&v, fourth, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, fourth, "member.twice"));
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    site_end(&v.s);
}

SITE(a_household_in_a_mens_and_a_womens_body_counts_once)
{
    struct village v;
    struct id house, she, he, hers, his, in;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    she = person_put(&v, house, "women");
    he = person_put(&v, house, "men");
    hers = body_put(&v, "co", "women", v.srso, v.goth);
    his = body_put(&v, "co", "men", v.srso, v.goth);
    in = member_put(&v, hers, she, "2012-03", "");
    member_put(&v, his, he, "2013-03", "");
    CHECK_INT(srso(&v, "kept.hh", "2012-03"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2014-12"), 1);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 2);
    fix_put(&v, in,
            "{\"body\":\"%1\",\"ended\":\"2012-08-05\",\"joined\":\"2012-03\","
            "\"person\":\"%2\",\"why\":\"resigned\"}",
            hers, she);
    CHECK_INT(srso(&v, "kept.hh", "2012-07"), 1);
    CHECK_INT(srso(&v, "kept.hh", "2012-08"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2013-03"), 1);
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 1);
    site_end(&v.s);
}

SITE(a_membership_ends_with_its_body)
{
    struct village v;
    struct id house, her, co, late;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2013-05-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.member", "2013-04"), 1);
    CHECK_INT(srso(&v, "kept.member", "2013-05"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2013-05"), 0);
    CHECK_INT(srso(&v, "kept.uc", "2013-04"), 1);
    CHECK_INT(srso(&v, "kept.uc", "2013-05"), 0);
    CHECK_INT(srso(&v, "kept.district", "2013-05"), 0);
    late = member_put(&v, co, her, "2013-08", "");
    CHECK(found(&v, late, "member.after_end"));
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 0);
    site_end(&v.s);
}

SITE(members_of_groups_are_counted_beside)
{
    struct village v;
    struct id house, her, group;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    her = person_put(&v, house, "women");
    group = body_put(&v, "group", "women", v.srso, v.goth);
    member_put(&v, group, her, "2012-03", "2014-03");
    CHECK_INT(srso(&v, "kept.member.group", "2014-02"), 1);
    CHECK_INT(srso(&v, "kept.member.group.women", "2014-02"), 1);
    CHECK_INT(srso(&v, "kept.member.group", "2014-03"), 0);
    CHECK_INT(srso(&v, "kept.member", "2014-02"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2014-02"), 0);
    site_end(&v.s);
}

SITE(a_household_that_moves_and_a_sex_that_was_wrong_move_the_figures)
{
    struct village v;
    struct id house, her, co, in, met;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    in = member_put(&v, co, her, "2012-03", "");
    met = say_that(&v, "meeting",
                   "{\"attendance\":[{\"member\":\"%2\",\"present\":"
                   "\"present\",\"saved\":10000}],\"body\":\"%1\",\"held\":"
                   "\"2013-03-03\"}",
                   co, in, ID_NONE);
    CHECK_INT(srso(&v, "kept.saving.women", "2013-03"), 10000);
    CHECK(!found(&v, in, "member.across_border"));
    fix_put(&v, house, "{\"number\":\"H-1\",\"place\":\"%1\"}", v.hamlet,
            ID_NONE);
    CHECK(found(&v, in, "member.across_border"));
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2013-03"), 1);
    CHECK_INT(figure(&v, "kept.member", v.far, v.srso, ID_NONE, "2013-03"), 1);
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2013-03"), 0);
    CHECK_INT(srso(&v, "kept.hh", "2013-03"), 1);
    fix_put(&v, her,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"name\":\"Ali\",\"sex\":"
            "\"men\"}",
            house, ID_NONE);
    CHECK(found(&v, in, "member.of_other_sex"));
    CHECK_INT(srso(&v, "kept.member.women", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.member.men", "2014-12"), 1);
    CHECK_INT(srso(&v, "kept.saving.women", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.saving.men", "2014-12"), 10000);
    CHECK(!found(&v, met, "meeting.not_member"));
    site_end(&v.s);
}

SITE(a_person_who_changes_her_household_takes_its_count_with_her)
{
    struct village v;
    struct id one, two, her, co;

    village_start(&v, db);
    one = household_put(&v, v.goth);
    two = household_put(&v, v.hamlet);
    her = person_put(&v, one, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    fix_put(&v, her,
            "{\"code\":\"P-1\",\"household\":\"%1\",\"name\":\"x\",\"sex\":"
            "\"women\"}",
            two, ID_NONE);
    CHECK_INT(figure(&v, "kept.hh", v.uc, v.srso, ID_NONE, "2014-12"), 0);
    CHECK_INT(figure(&v, "kept.hh", v.far, v.srso, ID_NONE, "2014-12"), 1);
    site_end(&v.s);
}

SITE(what_a_timeline_says_goes_when_its_body_or_household_goes)
{
    struct village v;
    struct id house, her, co, later, met;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "");
    later = member_put(&v, co, her, "2013-03", "");
    met = say_that(&v, "meeting",
                   "{\"attendance\":[{\"member\":\"%2\",\"saved\":5}],"
                   "\"body\":\"%1\",\"held\":\"2012-06-03\"}",
                   co, later, ID_NONE);
    CHECK(found(&v, later, "member.twice"));
    CHECK(found(&v, met, "meeting.not_member"));
    fix_put(&v, co, "", ID_NONE, ID_NONE);
    CHECK(!found(&v, later, "member.twice"));
    CHECK(!found(&v, met, "meeting.not_member"));
    CHECK_INT(srso(&v, "kept.member", "2014-12"), 0);
    CHECK_INT(srso(&v, "kept.saving", "2014-12"), 0);
    site_end(&v.s);
}

/* ---- meetings -----------------------------------------------------------*/

struct circle {
    struct village v;
    struct id co, member[3]; /* two women, one man */
};

static void circle_start(struct circle *c, struct db *db, const char *sex)
{
    village_start(&c->v, db);
    c->co = body_put(&c->v, "co", sex, c->v.srso, c->v.goth);
    for (int i = 0; i < 3; i++) {
        struct id house = household_put(&c->v, c->v.goth);

        c->member[i] = member_put(&c->v, c->co,
                                  person_put(&c->v, house,
                                             i < 2 ? "women" : "men"),
                                  "2012-03", "");
    }
}

static struct id roll_put(struct circle *c, const char *held)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"attendance\":[");
    for (int i = 0; i < 3; i++) {
        buf_fmt(&b, "%s{\"member\":\"%%%d\",\"present\":\"%s\",\"saved\":%d}",
                i ? "," : "", i + 1, i == 1 ? "absent" : "present",
                1000 * (i + 1));
    }
    buf_fmt(&b, "],\"body\":\"");
    id_put(&b, c->co);
    buf_fmt(&b, "\",\"held\":\"%s\"}", held);
    return say_that(&c->v, "meeting", arena_z(b.arena, buf_str(&b)),
                    c->member[0], c->member[1], c->member[2]);
}

SITE(a_meeting_with_rows_saves_by_the_sex_of_each)
{
    struct circle c;
    struct id met;

    circle_start(&c, db, "mixed");
    met = roll_put(&c, "2013-03-03");
    CHECK_INT(srso(&c.v, "kept.meeting", "2013-03"), 1);
    CHECK_INT(srso(&c.v, "kept.meeting", "2013-02"), 0);
    CHECK_INT(srso(&c.v, "kept.meeting.present", "2013-03"), 2);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 6000);
    CHECK_INT(srso(&c.v, "kept.saving.women", "2013-03"), 3000);
    CHECK_INT(srso(&c.v, "kept.saving.men", "2013-03"), 3000);
    fix_put(&c.v, met, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&c.v, "kept.meeting", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "kept.saving.women", "2014-12"), 0);
    site_end(&c.v.s);
}

SITE(totals_go_to_the_sex_of_the_body_and_of_a_mixed_one_to_neither)
{
    static const char *const body[] = { "women", "men", "mixed" };

    struct village v;

    village_start(&v, db);
    for (size_t i = 0; i < LEN(body); i++)
        say_that(&v, "meeting",
                 "{\"body\":\"%1\",\"held\":\"2013-03-03\",\"men\":2,"
                 "\"total\":700,\"women\":5}",
                 body_put(&v, "co", body[i], v.srso, v.goth), ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.saving", "2013-03"), 2100);
    CHECK_INT(srso(&v, "kept.saving.women", "2013-03"), 700);
    CHECK_INT(srso(&v, "kept.saving.men", "2013-03"), 700);
    CHECK_INT(srso(&v, "kept.meeting.present", "2013-03"), 21);
    CHECK_INT(srso(&v, "kept.meeting", "2013-03"), 3);
    site_end(&v.s);
}

SITE(a_meeting_not_held_counts_nothing)
{
    struct circle c;

    circle_start(&c, db, "mixed");
    say_that(&c.v, "meeting",
             "{\"body\":\"%1\",\"held\":\"2013-03-03\",\"not_held\":\"rain\"}",
             c.co, ID_NONE, ID_NONE);
    CHECK_INT(srso(&c.v, "kept.meeting", "2014-12"), 0);
    site_end(&c.v.s);
}

SITE(two_meetings_in_a_day_warn_whichever_came_first)
{
    struct circle c;
    struct id one, two;

    circle_start(&c, db, "mixed");
    one = roll_put(&c, "2013-03-03");
    CHECK(!found(&c.v, one, "meeting.two_in_a_day"));
    two = say_that(&c.v, "meeting",
                   "{\"body\":\"%1\",\"held\":\"2013-03-03\",\"total\":100}",
                   c.co, ID_NONE, ID_NONE);
    CHECK(found(&c.v, one, "meeting.two_in_a_day"));
    CHECK(found(&c.v, two, "meeting.two_in_a_day"));
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 6100);
    fix_put(&c.v, two,
            "{\"body\":\"%1\",\"held\":\"2013-03-04\",\"total\":100}", c.co,
            ID_NONE);
    CHECK(!found(&c.v, one, "meeting.two_in_a_day"));
    CHECK(!found(&c.v, two, "meeting.two_in_a_day"));
    CHECK_INT(srso(&c.v, "kept.saving", "2013-03"), 6100);
    site_end(&c.v.s);
}

SITE(a_row_of_somebody_who_is_no_member_on_that_day_is_marked)
{
    struct circle c;
    struct id early, met, other, stranger;

    circle_start(&c, db, "mixed");
    early = roll_put(&c, "2012-02-28");
    CHECK(found_at(&c.v, early, "meeting.not_member", "attendance[0].member"));
    CHECK(found_at(&c.v, early, "meeting.not_member", "attendance[2].member"));
    met = roll_put(&c, "2013-03-31");
    CHECK(!found(&c.v, met, "meeting.not_member"));
    fix_put(&c.v, c.member[1], "", ID_NONE, ID_NONE);
    CHECK(found_at(&c.v, met, "meeting.not_member", "attendance[1].member"));
    other = body_put(&c.v, "co", "mixed", c.v.srso, c.v.goth);
    stranger = say_that(&c.v, "meeting",
                        "{\"attendance\":[{\"member\":\"%2\",\"saved\":5}],"
                        "\"body\":\"%1\",\"held\":\"2013-03-03\"}",
                        other, c.member[0], ID_NONE);
    CHECK(
        found_at(&c.v, stranger, "meeting.not_member", "attendance[0].member"));
    CHECK_INT(srso(&c.v, "kept.saving", "2014-12"), 12005);
    site_end(&c.v.s);
}

/* ---- presence -----------------------------------------------------------*/

SITE(an_rsp_is_present_where_a_body_of_it_stands)
{
    struct village v;
    struct id co;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    body_put(&v, "co", "men", v.srso, v.goth);
    CHECK_INT(srso(&v, "kept.uc", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.mouza", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.district", "2012-01"), 1);
    CHECK_INT(srso(&v, "kept.district", "2011-12"), 0);
    body_put(&v, "vo", "men", v.srso, v.hamlet);
    CHECK_INT(srso(&v, "kept.uc", "2012-01"), 2);
    CHECK_INT(srso(&v, "kept.district", "2012-01"), 1);
    fix_put(&v, co, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&v, "kept.uc", "2012-01"), 2); /* the men's stands there */
    site_end(&v.s);
}

SITE(over_rsps_that_run_saath_a_union_council_counts_once)
{
    struct village v;

    village_start(&v, db);
    body_put(&v, "co", "women", v.srso, v.goth);
    body_put(&v, "co", "women", v.nrsp, v.goth);
    body_put(&v, "co", "women", v.nrsp, v.hamlet);
    CHECK_INT(figure(&v, "uc", v.district, ID_NONE, ID_NONE, "2014-12"), 0);
    CHECK_INT(figure(&v, "kept.uc", v.district, ID_NONE, ID_NONE, "2014-12"),
              0);
    cutover_put(&v, "2013-07", "");
    CHECK_INT(srso(&v, "uc", "2014-12"), 1);
    CHECK_INT(figure(&v, "uc", v.district, ID_NONE, ID_NONE, "2014-12"), 1);
    CHECK_INT(figure(&v, "uc", v.district, ID_NONE, ID_NONE, "2013-06"), 0);
    say_that(&v, "cutover",
             "{\"place\":\"%2\",\"rsp\":\"%1\",\"since\":\"2014-01\"}", v.nrsp,
             v.district, ID_NONE);
    CHECK_INT(figure(&v, "uc", v.district, v.nrsp, ID_NONE, "2014-12"), 2);
    CHECK_INT(figure(&v, "uc", v.district, ID_NONE, ID_NONE, "2014-12"), 2);
    CHECK_INT(figure(&v, "uc", v.district, ID_NONE, ID_NONE, "2013-12"), 1);
    site_end(&v.s);
}

SITE(presence_follows_a_place_that_comes_under_another)
{
    struct village v;
    struct id ghotki = named("place", "pk705");

    village_start(&v, db);
    body_put(&v, "co", "women", v.srso, v.goth);
    cutover_put(&v, "2012-07", "");
    CHECK_INT(srso(&v, "district", "2014-12"), 1);
    CHECK_INT(srso(&v, "co", "2014-12"), 1);
    say_that(&v, "move",
             "{\"lg\":\"%2\",\"place\":\"%1\",\"since\":\"2012-01-01\"}", v.uc,
             named("place", "pk70501"), ID_NONE);
    CHECK_INT(figure(&v, "uc", ghotki, v.srso, ID_NONE, "2014-12"), 0);
    CHECK_INT(figure(&v, "kept.uc", ghotki, v.srso, ID_NONE, "2014-12"), 1);
    CHECK_INT(figure(&v, "kept.district", ghotki, v.srso, ID_NONE, "2014-12"),
              1);
    CHECK_INT(figure(&v, "district", v.district, v.srso, ID_NONE, "2014-12"),
              1); /* the deh of the goth is still Sukkur's */
    site_end(&v.s);
}

/* ---- the cutover --------------------------------------------------------*/

SITE(with_a_cutover_levels_are_carried_in_whole_and_flows_only_from_then)
{
    struct circle c;
    struct id signed_for;

    circle_start(&c, db, "women");
    roll_put(&c, "2013-06-03");
    roll_put(&c, "2013-07-03");
    body_put(&c.v, "co", "men", c.v.nrsp, c.v.goth);
    signed_for = cutover_put(&c.v, "2013-07", "");
    CHECK_INT(srso(&c.v, "co", "2013-06"), 0);
    CHECK_INT(srso(&c.v, "co", "2013-07"), 1);
    CHECK_INT(srso(&c.v, "member", "2013-06"), 0);
    CHECK_INT(srso(&c.v, "member", "2013-07"), 3);
    CHECK_INT(srso(&c.v, "hh", "2013-07"), 3);
    CHECK_INT(srso(&c.v, "saving", "2013-06"), 0);
    CHECK_INT(srso(&c.v, "saving", "2013-07"), 6000);
    CHECK_INT(srso(&c.v, "meeting", "2013-07"), 1);
    CHECK_INT(srso(&c.v, "kept.co", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "kept.member", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2014-12"), 0);
    CHECK_INT(figure(&c.v, "kept.co", c.v.district, c.v.nrsp, ID_NONE,
                     "2014-12"),
              1); /* NRSP signed nothing */
    fix_put(&c.v, signed_for,
            "{\"place\":\"%2\",\"rsp\":\"%1\",\"since\":\"2013-06\"}", c.v.srso,
            c.v.district);
    CHECK_INT(srso(&c.v, "co", "2013-06"), 1);
    CHECK_INT(srso(&c.v, "saving", "2013-06"), 6000);
    CHECK_INT(srso(&c.v, "saving", "2013-07"), 12000);
    fix_put(&c.v, signed_for, "", ID_NONE, ID_NONE);
    site_end(&c.v.s);
}

SITE(a_cutover_that_is_withdrawn_gives_all_back_to_what_is_kept_beside)
{
    struct circle c;
    struct id signed_for;

    circle_start(&c, db, "women");
    roll_put(&c, "2013-06-03");
    signed_for = cutover_put(&c.v, "2013-07", "");
    CHECK_INT(srso(&c.v, "uc", "2014-12"), 1);
    fix_put(&c.v, signed_for, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&c.v, "uc", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "co", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "member", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "hh", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "kept.uc", "2012-01"), 1);
    CHECK_INT(srso(&c.v, "kept.co", "2012-01"), 1);
    CHECK_INT(srso(&c.v, "kept.member", "2012-03"), 3);
    CHECK_INT(srso(&c.v, "kept.saving", "2013-06"), 6000);
    site_end(&c.v.s);
}

SITE(a_cutover_may_be_for_some_indicators)
{
    struct circle c;

    circle_start(&c, db, "women");
    roll_put(&c, "2013-08-03");
    cutover_put(&c.v, "2013-07", "member");
    CHECK_INT(srso(&c.v, "member", "2013-07"), 3);
    CHECK_INT(srso(&c.v, "member.women", "2013-07"), 2);
    CHECK_INT(srso(&c.v, "hh", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "co", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "uc", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "saving", "2014-12"), 0);
    CHECK_INT(srso(&c.v, "kept.saving", "2014-12"), 6000);
    cutover_put(&c.v, "2013-09", "saving");
    CHECK_INT(srso(&c.v, "saving", "2014-12"), 0); /* it was saved before */
    CHECK_INT(srso(&c.v, "kept.saving", "2014-12"), 0);
    site_end(&c.v.s);
}

SITE(who_left_before_the_cutover_is_not_carried_in)
{
    struct village v;
    struct id house, her, co;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    her = person_put(&v, house, "women");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    member_put(&v, co, her, "2012-03", "2013-07-03");
    cutover_put(&v, "2013-07", "");
    CHECK_INT(srso(&v, "member", "2013-07"), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM posting WHERE indicator = "
                           "'member'"),
              0);
    site_end(&v.s);
}

/* ---- any order ----------------------------------------------------------*/

/* Something of everything, with fixes, a move and a cutover in it. */
static void year_live(struct circle *c, struct db *db)
{
    struct id met, second, co, her;

    circle_start(c, db, "mixed");
    met = roll_put(c, "2013-06-03");
    roll_put(c, "2013-07-03");
    say_that(&c->v, "meeting",
             "{\"body\":\"%1\",\"held\":\"2013-07-03\",\"total\":100}", c->co,
             ID_NONE, ID_NONE);
    co = body_put(&c->v, "co", "women", c->v.nrsp, c->v.hamlet);
    second = household_put(&c->v, c->v.goth);
    her = person_put(&c->v, second, "women");
    member_put(&c->v, co, her, "2013", "");
    member_put(&c->v, c->co, her, "2013-02-03", "");
    fix_put(&c->v, met, "", ID_NONE, ID_NONE);
    fix_put(&c->v, second, "{\"number\":\"H-9\",\"place\":\"%1\"}", c->v.hamlet,
            ID_NONE);
    cutover_put(&c->v, "2013-07", "");
    say_that(&c->v, "move",
             "{\"lg\":\"%2\",\"place\":\"%1\",\"since\":\"2013-01-01\"}",
             c->v.far, named("place", "pk70501"), ID_NONE);
    say_that(&c->v, "standing",
             "{\"body\":\"%1\",\"since\":\"2014-05-02\",\"state\":"
             "\"dissolved\",\"why\":\"x\"}",
             c->co, ID_NONE, ID_NONE);
    roll_put(c, "2014-06-03");
    member_put(&c->v, co, person_put(&c->v, second, "women"), "2013-03", "");
}

SITE(any_order_of_a_year_is_one_state)
{
    struct circle *c = calloc(1, sizeof *c);
    struct db *home = db_open(":memory:", DB_MAKE);

    year_live(c, home);
    /* 2 in a day, after the end, second, border, a CO of three */
    CHECK_INT(findings_of(home), 6);
    any_order(&c->v.s, db);
    site_end(&c->v.s);
    db_close(home);
    free(c);
}
