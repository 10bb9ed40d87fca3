/* record_rules - the law of the living register, at its edges. */

#include "register_site.h"

/* What a draft is told; an empty `what` means that nothing is. */
struct told {
    const char *body, *what;
    enum level level;
};

static void told_one(struct village *v, const char *kind, const struct told *t,
                     const struct id id[3])
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(
                           with(&v->s, t->body, id[0], id[1], id[2])) };
    struct findings f = findings_start(&v->s.arena);
    bool found = !*t->what && f.n == 0;

    draft_judge(v->s.db, &d, day_of(2015, 1, 1), &f);
    found = !*t->what && !f.n;
    for (size_t i = 0; i < f.n; i++)
        found |= !strcmp(f.at[i].what, t->what) && f.at[i].level == t->level;
    if (CHECK(found))
        return;
    printf("# %s %s wants %s\n", kind, t->body, t->what);
    for (size_t i = 0; i < f.n; i++)
        printf("#   told %s at %.*s\n", f.at[i].what, (int)f.at[i].path.n,
               f.at[i].path.p);
}

static void told(struct village *v, const char *kind, const struct told *t,
                 size_t n, struct id a, struct id b, struct id c)
{
    const struct id id[] = { a, b, c };

    for (size_t i = 0; i < n; i++)
        told_one(v, kind, &t[i], id);
    both_fine(v->s.db);
}

SITE(a_household_lives_in_a_place_that_is_small_enough)
{
    static const struct told of_goth[] = {
        { "{\"number\":\"1\",\"place\":\"%1\"}", "", WARN },
        { "{\"number\":\"1\",\"place\":\"%2\"}", "", WARN },
        { "{\"number\":\"1\",\"place\":\"%3\"}", "household.where_exactly",
          WARN },
        { "{\"number\":\"1\",\"place\":\"%1\",\"since\":\"2015-01-01\"}", "",
          WARN },
        { "{\"number\":\"1\",\"place\":\"%1\",\"since\":\"2015\"}", "", WARN },
        { "{\"number\":\"1\",\"place\":\"%1\",\"since\":\"2015-01-02\"}",
          "date.in_future", STOP },
    };
    struct village v;

    village_start(&v, db);
    told(&v, "household", of_goth, LEN(of_goth), v.goth, v.uc, v.district);
    site_end(&v.s);
}

/* Numbers of cards and telephones, and whether a form takes them. */
static const struct {
    const char *field, *said;
    bool good;
} number[] = {
    { "cnic", "42201-0000001-2", true },
    { "cnic", "4220100000012", true },
    { "cnic", "42201 0000001 2", true },
    { "cnic", "4220-10000001-2", true },
    { "cnic", "81302-0000001-2", true },
    { "cnic", "42201-0000001-0", false },
    { "cnic", "94201-0000001-8", false },
    { "cnic", "04201-0000001-8", false },
    { "cnic", "42201-0000001", false },
    { "cnic", "42201-0000001-", false },
    { "cnic", "422010000001222", false },
    { "cnic", "4220A-0000001-2", false },
    { "phone", "03001234567", true },
    { "phone", "0300-1234567", true },
    { "phone", "+92 300 1234567", true },
    { "phone", "00923001234567", true },
    { "phone", "923001234567", true },
    { "phone", "3001234567", true },
    { "phone", "0300 12345 67", true },
    { "phone", "0370-1234567", true },
    { "phone", "0399 1234567", false },
    { "phone", "0300123456", false },
    { "phone", "030012345678", false },
    { "phone", "021-34567890", true },
    { "phone", "071-5612345", true },
    { "phone", "(068) 5871234", true },
    { "phone", "0244-361234", true },
    { "phone", "+92 71 5612345", true },
    { "phone", "042-111-111-111", true },
    { "phone", "0800-12345", true },
    { "phone", "111", false },
    { "phone", "15", false },
    { "phone", "+92300123456", false },
    { "phone", "+91 98765 43210", false },
    { "phone", "ask Sughra", false },
    { "phone", "----", false },
};

SITE(cards_and_telephones_are_judged_as_they_are_written)
{
    struct village v;
    struct id house[3] = { { { 0 } } };

    village_start(&v, db);
    house[0] = household_put(&v, v.goth);
    for (size_t i = 0; i < LEN(number); i++) {
        bool cnic = !strcmp(number[i].field, "cnic");
        struct buf b = buf_start(&v.s.arena);
        struct told t = { .level = STOP, .what = "" };

        buf_fmt(&b,
                "{\"%s\":\"%s\",\"household\":\"%%1\",\"name\":\"Sughra\","
                "\"sex\":\"women\"}",
                number[i].field, number[i].said);
        t.body = arena_z(b.arena, buf_str(&b));
        if (!number[i].good)
            t.what = cnic ? "person.cnic_format" : "person.phone_format";
        told_one(&v, "person", &t, house);
    }
    site_end(&v.s);
}

SITE(what_is_sealed_leaves_no_finding_beside_the_entry)
{
    struct village v;
    struct id her;

    village_start(&v, db);
    her =
        say_that(&v, "person",
                 "{\"cnic\":\"42201-0000001-1\",\"household\":\"%1\",\"name\":"
                 "\"Sughra\",\"sex\":\"women\"}",
                 household_put(&v, v.goth), ID_NONE, ID_NONE);
    CHECK(v.s.said.n == 1); /* told who wrote it: a man's card */
    CHECK(!found(&v, her, "person.cnic_sex"));
    site_end(&v.s);
}

SITE(a_person_was_born_within_living_memory)
{
#define PERSON "{\"household\":\"%1\",\"name\":\"Sughra\",\"sex\":\"women\","
    static const struct told t[] = {
        { PERSON "\"born\":\"2015-01-01\"}", "", WARN },
        { PERSON "\"born\":\"2015-01-02\"}", "date.in_future", STOP },
        { PERSON "\"born\":\"1910\"}", "", WARN },
        { PERSON "\"born\":\"1903\"}", "person.too_old", WARN },
        { PERSON "\"cnic\":\"42201-0000001-1\"}", "person.cnic_sex", WARN },
        { PERSON "\"cnic\":\"42201-0000001-2\",\"cnic_state\":\"none\"}",
          "person.cnic_state", WARN },
        { PERSON "\"cnic\":\"42201-0000001-2\",\"cnic_state\":\"held\"}", "",
          WARN },
    };
    struct village v;

    village_start(&v, db);
    told(&v, "person", t, LEN(t), household_put(&v, v.goth), ID_NONE, ID_NONE);
    site_end(&v.s);
}

#define BODY(nature, sex, more)                                                \
    "{\"formed\":\"2012\",\"name\":\"A\",\"nature\":\"" nature                 \
    "\",\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"" sex "\"" more "}"

SITE(each_kind_of_body_stands_at_a_place_of_its_size)
{
    static const struct told small[] = {
        { BODY("co", "women", ""), "", WARN },
        { BODY("group", "men", ""), "", WARN },
        { "{\"formed\":\"2015-01-01\",\"name\":\"A\",\"nature\":\"co\","
          "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"men\"}",
          "", WARN },
        { "{\"formed\":\"2015-01-02\",\"name\":\"A\",\"nature\":\"co\","
          "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"men\"}",
          "date.in_future", STOP },
    };
    static const struct told large[] = {
        { BODY("co", "women", ""), "body.where_exactly", WARN },
        { BODY("vo", "women", ""), "body.where_exactly", WARN },
        { BODY("lso", "women", ""), "body.where_exactly", WARN },
        { BODY("group", "women", ""), "body.where_exactly", WARN },
        { BODY("network", "women", ""), "", WARN },
    };
    static const struct told lso[] = { { BODY("lso", "mixed", ""), "", WARN } };
    struct village v;

    village_start(&v, db);
    told(&v, "body", small, LEN(small), v.srso, v.goth, ID_NONE);
    told(&v, "body", small, LEN(small), v.srso, v.deh, ID_NONE);
    told(&v, "body", large, LEN(large), v.srso, v.district, ID_NONE);
    told(&v, "body", lso, LEN(lso), v.srso, v.uc, ID_NONE);
    site_end(&v.s);
}

SITE(a_body_stands_below_one_of_a_higher_tier)
{
    static const char *const nature[] = { "group", "co", "vo", "lso",
                                          "network" };
    struct village v;
    struct id parent[LEN(nature)];

    village_start(&v, db);
    for (size_t i = 0; i < LEN(nature); i++)
        parent[i] = body_put(&v, nature[i], "mixed", v.srso,
                             i < 4 ? v.uc : v.district);
    for (size_t i = 0; i < LEN(nature); i++)
        for (size_t j = 0; j < LEN(nature); j++) {
            const struct id id[] = { v.srso, i < 4 ? v.uc : v.district,
                                     parent[j] };
            struct buf b = buf_start(&v.s.arena);
            bool above = j > i || (i == 4 && j == 4); /* a larger network */
            struct told t = { .what = above ? "" : "body.parent_not_above",
                              .level = STOP };

            buf_fmt(&b,
                    "{\"formed\":\"2012\",\"name\":\"A\",\"nature\":\"%s\","
                    "\"parent\":\"%%3\",\"place\":\"%%2\",\"rsp\":\"%%1\","
                    "\"sex\":\"women\"}",
                    nature[i]);
            t.body = arena_z(b.arena, buf_str(&b));
            told_one(&v, "body", &t, id);
        }
    site_end(&v.s);
}

SITE(a_parent_of_another_rsp_or_of_men_or_elsewhere_warns)
{
    static const struct told rsp[] = {
        { BODY("co", "women", ",\"parent\":\"%3\""), "body.parent_elsewhere",
          WARN },
    };
    static const struct told men[] = {
        { BODY("co", "women", ",\"parent\":\"%3\""), "body.parent_of_men",
          WARN },
        { BODY("co", "mixed", ",\"parent\":\"%3\""), "", WARN },
    };
    static const struct told project[] = {
        { BODY("co", "women", ",\"project\":\"%3\""), "body.project_elsewhere",
          WARN },
    };
    struct village v;
    struct id vo, co;

    village_start(&v, db);
    told(&v, "body", rsp, LEN(rsp), v.srso, v.goth,
         body_put(&v, "vo", "women", v.nrsp, v.goth));
    vo = body_put(&v, "vo", "men", v.srso, v.goth);
    told(&v, "body", men, LEN(men), v.srso, v.goth, vo);
    say_that(&v, "project",
             "{\"code\":\"X\",\"donor\":\"d\",\"name\":\"x\",\"nature\":"
             "\"donor\",\"rsp\":\"%1\",\"since\":\"2009\"}",
             v.nrsp, ID_NONE, ID_NONE);
    told(&v, "body", project, LEN(project), v.srso, v.goth,
         named("project", "X"));
    co = say_that(&v, "body", BODY("co", "men", ",\"parent\":\"%3\""), v.srso,
                  v.hamlet, vo);
    CHECK(found(&v, co, "body.outside_parent"));
    fix_put(&v, vo,
            "{\"formed\":\"2012\",\"name\":\"A\",\"nature\":\"vo\",\"place\":"
            "\"%2\",\"rsp\":\"%1\",\"sex\":\"men\"}",
            v.srso, v.far); /* the parent was written down at a wrong place */
    CHECK(!found(&v, co, "body.outside_parent"));
    site_end(&v.s);
}

SITE(a_link_leads_upwards)
{
    static const struct told t[] = {
        { "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2012-01-15\"}", "",
          WARN },
        { "{\"body\":\"%1\",\"since\":\"2014-01-15\"}", "", WARN },
        { "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2012-01-14\"}",
          "link.before_formation", WARN },
        { "{\"body\":\"%1\",\"parent\":\"%2\",\"since\":\"2015-01-02\"}",
          "date.in_future", STOP },
        { "{\"body\":\"%2\",\"parent\":\"%1\",\"since\":\"2014-01-15\"}",
          "body.parent_not_above", STOP },
        { "{\"body\":\"%1\",\"parent\":\"%1\",\"since\":\"2014-01-15\"}",
          "link.to_itself", STOP },
        { "{\"body\":\"%1\",\"parent\":\"%3\",\"since\":\"2014-01-15\"}",
          "body.parent_elsewhere", WARN },
        { "{\"body\":\"%1\",\"parent\":\"%3\",\"since\":\"2014-01-15\"}",
          "body.parent_of_men", WARN },
    };
    struct village v;

    village_start(&v, db);
    told(&v, "link", t, LEN(t), body_put(&v, "co", "women", v.srso, v.goth),
         body_put(&v, "vo", "women", v.srso, v.goth),
         body_put(&v, "vo", "men", v.nrsp, v.goth));
    site_end(&v.s);
}

SITE(the_end_of_a_body_needs_a_reason)
{
    static const struct told t[] = {
        { "{\"body\":\"%1\",\"since\":\"2015-01-01\",\"state\":\"dormant\"}",
          "", WARN },
        { "{\"body\":\"%1\",\"since\":\"2015-01-02\",\"state\":\"dormant\"}",
          "date.in_future", STOP },
        { "{\"body\":\"%1\",\"since\":\"2014-01-02\",\"state\":\"dissolved\"}",
          "standing.no_reason", WARN },
        { "{\"body\":\"%1\",\"since\":\"2014-01-02\",\"state\":\"merged\","
          "\"why\":\"few\"}",
          "standing.no_successor", WARN },
        { "{\"body\":\"%1\",\"since\":\"2014-01-02\",\"state\":\"merged\","
          "\"successor\":\"%2\",\"why\":\"few\"}",
          "", WARN },
        { "{\"body\":\"%1\",\"since\":\"2014-01-02\",\"state\":\"merged\","
          "\"successor\":\"%1\",\"why\":\"few\"}",
          "standing.to_itself", STOP },
    };
    struct village v;

    village_start(&v, db);
    told(&v, "standing", t, LEN(t), body_put(&v, "co", "women", v.srso, v.goth),
         body_put(&v, "co", "women", v.srso, v.goth), ID_NONE);
    site_end(&v.s);
}

#define MEMBER "{\"body\":\"%1\",\"person\":\"%2\","

SITE(a_member_joins_after_formation_and_leaves_after_joining)
{
    static const struct told t[] = {
        { MEMBER "\"joined\":\"2012-01-15\"}", "", WARN },
        { MEMBER "\"joined\":\"2012-01\"}", "", WARN },
        { MEMBER "\"joined\":\"2012\"}", "", WARN },
        { MEMBER "\"joined\":\"2012-01-14\"}", "member.before_formation",
          WARN },
        { MEMBER "\"joined\":\"2015-01-02\"}", "date.in_future", STOP },
        { MEMBER "\"ended\":\"2015-01-02\",\"joined\":\"2014\",\"why\":"
                 "\"moved\"}",
          "date.in_future", STOP },
        { MEMBER "\"ended\":\"2014-03-02\",\"joined\":\"2014-03-03\",\"why\":"
                 "\"moved\"}",
          "date.ends_before_start", STOP },
        { MEMBER "\"ended\":\"2014-03\",\"joined\":\"2014-03-03\",\"why\":"
                 "\"moved\"}",
          "", WARN },
        { MEMBER "\"ended\":\"2014-03-03\",\"joined\":\"2014-03-03\"}",
          "member.no_reason", WARN },
    };
    static const struct told man[] = {
        { MEMBER "\"joined\":\"2013\"}", "member.of_other_sex", WARN },
        { MEMBER "\"joined\":\"2000\"}", "member.before_birth", STOP },
        { "{\"body\":\"%3\",\"joined\":\"2013\",\"person\":\"%2\"}", "", WARN },
    };
    struct village v;
    struct id house, co;

    village_start(&v, db);
    house = household_put(&v, v.goth);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    told(&v, "member", t, LEN(t), co, person_put(&v, house, "women"), ID_NONE);
    told(&v, "member", man, LEN(man), co,
         say_that(&v, "person",
                  "{\"born\":\"2001-02-03\",\"household\":\"%1\",\"name\":"
                  "\"Ali\",\"sex\":\"men\"}",
                  house, ID_NONE, ID_NONE),
         body_put(&v, "co", "mixed", v.srso, v.goth));
    site_end(&v.s);
}

#define MEETING "{\"body\":\"%1\",\"held\":\"2013-03-03\""
#define ROLL "\"attendance\":[{\"member\":\"%2\",\"present\":\"present\","

SITE(a_meeting_says_what_can_be_true)
{
    static const struct told t[] = {
        { MEETING ",\"total\":100}", "", WARN },
        { MEETING ",\"women\":0}", "", WARN },
        { MEETING ",\"not_held\":\"rain\"}", "", WARN },
        { MEETING "}", "meeting.nothing", WARN },
        { MEETING ",\"not_held\":\"rain\",\"total\":0}", "meeting.held_or_not",
          STOP },
        { MEETING ",\"not_held\":\"rain\",\"women\":1}", "meeting.held_or_not",
          STOP },
        { MEETING ",\"not_held\":\"rain\"," ROLL "\"saved\":1}]}",
          "meeting.held_or_not", STOP },
        { "{\"body\":\"%1\",\"held\":\"2015-01-02\",\"total\":1}",
          "date.in_future", STOP },
        { "{\"body\":\"%1\",\"held\":\"2015-01-01\",\"total\":1}", "", WARN },
        { "{\"body\":\"%1\",\"held\":\"2012-01-14\",\"total\":1}",
          "meeting.before_formation", WARN },
        { "{\"body\":\"%1\",\"held\":\"2012-01-15\",\"total\":1}", "", WARN },
        { MEETING ",\"next_on\":\"2013-03-03\",\"total\":1}",
          "meeting.next_before", WARN },
        { MEETING ",\"next_on\":\"2013-03-04\",\"total\":1}", "", WARN },
        { MEETING "," ROLL "\"saved\":100}],\"total\":100,\"women\":1}", "",
          WARN },
        { MEETING "," ROLL "\"saved\":100}],\"total\":200}",
          "meeting.total_differs", WARN },
        { MEETING "," ROLL "\"saved\":100}],\"men\":1,\"women\":1}",
          "meeting.present_differs", WARN },
        { MEETING "," ROLL "\"saved\":100},{\"member\":\"%2\"}]}",
          "meeting.twice", STOP },
    };
    struct village v;
    struct id co;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    told(&v, "meeting", t, LEN(t), co,
         member_put(&v, co, person_put(&v, household_put(&v, v.goth), "women"),
                    "2012-02", ""),
         ID_NONE);
    site_end(&v.s);
}

SITE(both_amounts_stand_in_the_finding)
{
    struct village v;
    struct id co, in;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    in = member_put(&v, co, person_put(&v, household_put(&v, v.goth), "women"),
                    "2012-02", "");
    say_that(&v, "meeting",
             MEETING "," ROLL "\"saved\":10000}],\"total\":25000}", co, in,
             ID_NONE);
    CHECK(v.s.said.n == 1 && v.s.said.at[0].a == 100 &&
          v.s.said.at[0].b == 250);
    site_end(&v.s);
}

/* A rule of custom warns whatever came first, and goes when it is mended. */
SITE(findings_are_judged_anew_when_what_they_read_changes)
{
    struct village v;
    struct id co, met, in;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    in = member_put(&v, co, person_put(&v, household_put(&v, v.goth), "women"),
                    "2012-02", "");
    met = say_that(&v, "meeting", MEETING ",\"total\":1}", co, ID_NONE,
                   ID_NONE);
    CHECK(!found(&v, met, "meeting.before_formation"));
    fix_put(&v, co,
            "{\"formed\":\"2013-04\",\"name\":\"A\",\"nature\":\"co\","
            "\"place\":\"%2\",\"rsp\":\"%1\",\"sex\":\"men\"}",
            v.srso, v.goth);
    CHECK(found(&v, met, "meeting.before_formation"));
    CHECK(found(&v, in, "member.before_formation"));
    CHECK(found(&v, in, "member.of_other_sex"));
    site_end(&v.s);
}
