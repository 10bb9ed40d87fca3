/* record_pulse - a body's state out of its meetings: the law as a table, then
 * the figures it makes of a village, in any order; and the rules of rhythms,
 * tours, visits and answers about entry. */

#include "../src/core/pulse.h"
#include "register_site.h"

/* ---- the law ------------------------------------------------------------*/

static day on(const char *iso)
{
    day d = DAY_NONE;

    CHECK(day_read(str_of(iso), &d));
    return d;
}

static const struct pulse_law shipped = { .since = DAY_NONE,
                                          .until = DAY_NONE,
                                          .active_meetings = 2,
                                          .active_months = 3,
                                          .irregular_meetings = 1,
                                          .irregular_months = 3,
                                          .dormant_months = 6,
                                          .needs_saving = true,
                                          .needs_quorum = true };

/* "2014-03-10" met and saved; "-" before it: nothing saved; "!": no quorum. */
static struct pulse_meeting met(const char *said)
{
    struct pulse_meeting m = { .saved = true, .quorum = true };

    for (; *said == '-' || *said == '!'; said++)
        if (*said == '-')
            m.saved = false;
        else
            m.quorum = false;
    m.held = on(said);
    return m;
}

static const struct {
    const char *meeting[4];
    const char *day;
    int want;
    const char *why;
} told[] = {
    { { 0 }, "2014-01-14", PULSE_NEW, "not formed yet" },
    { { 0 }, "2014-01-15", PULSE_NEW, "formed today" },
    { { 0 }, "2014-07-14", PULSE_NEW, "nothing known for six months less one" },
    { { 0 }, "2014-07-15", PULSE_DORMANT, "never met in six months" },
    { { "2014-02-10" }, "2014-02-10", PULSE_IRREGULAR, "met once" },
    { { "2014-02-10", "2014-02-11" }, "2014-02-11", PULSE_ACTIVE, "twice" },
    { { "2014-02-10", "2014-04-30" },
      "2014-05-09",
      PULSE_ACTIVE,
      "the first counts until the day before it is three months old" },
    { { "2014-02-10", "2014-04-30" },
      "2014-05-10",
      PULSE_IRREGULAR,
      "and no longer" },
    { { "2014-02-10", "2014-03-10" },
      "2014-09-09",
      PULSE_IRREGULAR,
      "six months less a day" },
    { { "2014-02-10", "2014-03-10" },
      "2014-09-10",
      PULSE_DORMANT,
      "six months silent" },
    { { "2014-02-10", "2014-03-10", "2014-10-01" },
      "2014-10-01",
      PULSE_IRREGULAR,
      "woken by one" },
    { { "2014-02-10", "2014-03-10", "2014-10-01", "2014-11-01" },
      "2014-11-01",
      PULSE_ACTIVE,
      "revived by two" },
    { { "-2014-02-10", "-2014-03-10" },
      "2014-03-10",
      PULSE_IRREGULAR,
      "met, and saved nothing" },
    { { "-2014-02-10", "2014-03-10" },
      "2014-03-10",
      PULSE_ACTIVE,
      "saved once in the three months" },
    { { "2014-02-10", "!2014-03-10" },
      "2014-03-10",
      PULSE_IRREGULAR,
      "without quorum it was no meeting" },
    { { "!2014-02-10", "!2014-03-10" },
      "2014-07-15",
      PULSE_DORMANT,
      "two that were none" },
    { { "2014-08-31" }, "2015-02-27", PULSE_IRREGULAR, "to a short February" },
    { { "2014-08-31" }, "2015-02-28", PULSE_DORMANT, "its last day" },
    { { "2013-12-01", "2014-01-02" },
      "2014-01-20",
      PULSE_NEW,
      "before it was formed nothing counts" },
    { { "2014-02-10", "2014-03-10" },
      "2014-03-09",
      PULSE_IRREGULAR,
      "what came later was not known" },
};

TEST(a_state_lapses_with_its_meetings)
{
    for (size_t i = 0; i < LEN(told); i++) {
        struct pulse_meeting m[4];
        struct pulse p = { .formed = on("2014-01-15"),
                           .opened = DAY_NONE,
                           .law = &shipped,
                           .laws = 1,
                           .meeting = m };

        for (; p.meetings < 4 && told[i].meeting[p.meetings]; p.meetings++)
            m[p.meetings] = met(told[i].meeting[p.meetings]);
        if (!CHECK_INT(pulse_of(&p, on(told[i].day), NULL), told[i].want))
            printf("# %s\n", told[i].why);
    }
}

/* What somebody found, against meetings on 10 March and 10 April. */
static const struct {
    const char *since[2];
    int state[2];
    const char *day;
    int want;
    const char *why;
} judged[] = {
    { { "2014-04-20" },
      { PULSE_DORMANT },
      "2014-04-20",
      PULSE_DORMANT,
      "found dormant though it had met" },
    { { "2014-04-05" },
      { PULSE_DORMANT },
      "2014-04-10",
      PULSE_IRREGULAR,
      "a meeting after the finding wakes it" },
    { { "2014-04-20" },
      { PULSE_IRREGULAR },
      "2014-04-20",
      PULSE_IRREGULAR,
      "found irregular: what went before no longer counts" },
    { { "2014-04-20" },
      { PULSE_IRREGULAR },
      "2014-10-19",
      PULSE_IRREGULAR,
      "it lived when it was found" },
    { { "2014-04-20" },
      { PULSE_IRREGULAR },
      "2014-10-20",
      PULSE_DORMANT,
      "and six months after it has not met" },
    { { "2014-08-01" },
      { PULSE_ACTIVE },
      "2014-08-01",
      PULSE_ACTIVE,
      "found active" },
    { { "2014-08-01" },
      { PULSE_ACTIVE },
      "2014-11-01",
      PULSE_IRREGULAR,
      "a finding lapses as a meeting does" },
    { { "2014-08-01" },
      { PULSE_ACTIVE },
      "2015-02-01",
      PULSE_DORMANT,
      "with nothing after it" },
    { { "2014-04-09" },
      { PULSE_DISSOLVED },
      "2014-04-10",
      PULSE_DISSOLVED,
      "the dissolved do not meet" },
    { { "2014-04-01", "2014-06-01" },
      { PULSE_MERGED, PULSE_ACTIVE },
      "2014-06-01",
      PULSE_ACTIVE,
      "opened anew" },
    { { "2014-04-01", "2014-06-01" },
      { PULSE_DISSOLVED, PULSE_IRREGULAR },
      "2014-12-01",
      PULSE_DORMANT,
      "opened anew, and silent" },
};

TEST(what_somebody_found_stands_beside_its_meetings)
{
    for (size_t i = 0; i < LEN(judged); i++) {
        struct pulse_meeting m[2] = { met("2014-03-10"), met("2014-04-10") };
        struct pulse_word w[2];
        struct pulse p = { .formed = on("2014-01-15"),
                           .opened = DAY_NONE,
                           .law = &shipped,
                           .laws = 1,
                           .meeting = m,
                           .meetings = 2,
                           .word = w };

        for (; p.words < 2 && judged[i].since[p.words]; p.words++)
            w[p.words] =
                (struct pulse_word){ .since = on(judged[i].since[p.words]),
                                     .state = judged[i].state[p.words] };
        if (!CHECK_INT(pulse_of(&p, on(judged[i].day), NULL), judged[i].want))
            printf("# %s\n", judged[i].why);
    }
}

TEST(old_books_open_the_count_anew)
{
    struct pulse_meeting m[1] = { met("2014-05-01") };
    struct pulse p = { .formed = on("2004-01-15"),
                       .opened = on("2014-04-01"),
                       .law = &shipped,
                       .laws = 1,
                       .meeting = m,
                       .meetings = 1 };

    CHECK_INT(pulse_of(&p, on("2010-01-01"), NULL), PULSE_NEW);
    CHECK_INT(pulse_of(&p, on("2014-04-30"), NULL), PULSE_NEW);
    CHECK_INT(pulse_of(&p, on("2014-05-01"), NULL), PULSE_IRREGULAR);
    CHECK_INT(pulse_of(&p, on("2014-11-01"), NULL), PULSE_DORMANT);
    p.meetings = 0;
    CHECK_INT(pulse_of(&p, on("2014-09-30"), NULL), PULSE_NEW);
    CHECK_INT(pulse_of(&p, on("2014-10-01"), NULL), PULSE_DORMANT);
}

TEST(offices_filled_where_the_rhythm_asks_for_them)
{
    struct pulse_law law = shipped;
    struct pulse_meeting m[2] = { met("2014-03-10"), met("2014-04-10") };
    struct pulse_post post[3] = {
        { S("president"), on("2014-02-01"), DAY_NONE },
        { S("president"), on("2014-02-02"), DAY_NONE },
        { S("manager"), on("2014-04-12"), on("2014-05-01") },
    };
    struct pulse p = { .formed = on("2014-01-15"),
                       .opened = DAY_NONE,
                       .law = &law,
                       .laws = 1,
                       .meeting = m,
                       .meetings = 2,
                       .post = post,
                       .posts = 3 };

    law.needs_posts = 2;
    CHECK_INT(pulse_of(&p, on("2014-04-11"), NULL), PULSE_IRREGULAR);
    CHECK_INT(pulse_of(&p, on("2014-04-12"), NULL), PULSE_ACTIVE);
    CHECK_INT(pulse_of(&p, on("2014-04-30"), NULL), PULSE_ACTIVE);
    CHECK_INT(pulse_of(&p, on("2014-05-01"), NULL), PULSE_IRREGULAR);
}

/* From when, until when, and whether it fades. */
TEST(the_next_change_is_known_today)
{
    struct arena a = { 0 };
    struct pulse_meeting m[2] = { met("2014-03-10"), met("2014-04-10") };
    struct pulse p = { .formed = on("2014-01-15"),
                       .opened = DAY_NONE,
                       .law = &shipped,
                       .laws = 1,
                       .meeting = m,
                       .meetings = 2 };

    CHECK_INT(pulse_since(&p, on("2014-05-20"), DAY_FIRST, &a),
              on("2014-04-10"));
    CHECK_INT(pulse_until(&p, on("2014-05-20"), &a), on("2014-06-10"));
    CHECK_INT(pulse_since(&p, on("2014-09-01"), DAY_FIRST, &a),
              on("2014-06-10"));
    CHECK_INT(pulse_until(&p, on("2014-09-01"), &a), on("2014-10-10"));
    CHECK_INT(pulse_until(&p, on("2014-12-01"), &a), DAY_NONE);
    CHECK(!pulse_fades(&p, on("2014-06-10")));
    CHECK(pulse_fades(&p, on("2014-07-10")));  /* none in three months */
    CHECK(!pulse_fades(&p, on("2014-05-01"))); /* it is active */
    arena_free(&a);
}

/* A rhythm counts on the days on which it is in force. */
TEST(two_rhythms_one_after_the_other)
{
    struct pulse_law law[2] = { shipped, shipped };
    struct pulse_meeting m[1] = { met("-2014-03-10") };
    struct pulse p = { .formed = on("2014-01-15"),
                       .opened = DAY_NONE,
                       .law = law,
                       .laws = 2,
                       .meeting = m,
                       .meetings = 1 };

    law[0].until = on("2014-04-30");
    law[1] = (struct pulse_law){ .since = on("2014-05-01"),
                                 .until = on("2014-05-31"),
                                 .active_meetings = 1,
                                 .active_months = 6,
                                 .irregular_meetings = 1,
                                 .irregular_months = 6,
                                 .dormant_months = 12 };
    CHECK_INT(pulse_of(&p, on("2014-04-30"), NULL), PULSE_IRREGULAR);
    CHECK_INT(pulse_of(&p, on("2014-05-01"), NULL), PULSE_ACTIVE);
    CHECK_INT(pulse_of(&p, on("2014-06-01"), NULL), PULSE_NEW); /* none */
}

/* ---- what is kept -------------------------------------------------------*/

static struct id meeting_put(struct village *v, struct id body,
                             const char *held, const char *more)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"held\":\"%s\",\"total\":50000,\"women\":12%s}",
            held, more);
    return say_that(v, "meeting", arena_z(b.arena, buf_str(&b)), body, ID_NONE,
                    ID_NONE);
}

static int64_t state_on(struct village *v, const char *state, const char *as_of)
{
    return srso(v, state, as_of);
}

/* "2012-06 1 0 0": active, irregular, dormant. */
static void states(struct village *v, const char *as_of, int active,
                   int irregular, int dormant)
{
    bool right = CHECK_INT(state_on(v, "co.active", as_of), active);

    right &= CHECK_INT(state_on(v, "co.irregular", as_of), irregular);
    right &= CHECK_INT(state_on(v, "co.dormant", as_of), dormant);
    if (!right)
        printf("# as of %s\n", as_of);
}

/* Formed on 15 January 2012, met in February, March and December. */
SITE(every_months_report_shows_who_was_awake)
{
    struct village v;
    struct id co, late;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    states(&v, "2012-06", 0, 0, 0);
    states(&v, "2012-07", 0, 0, 1); /* it never met */
    states(&v, "2014-12", 0, 0, 1);
    late = meeting_put(&v, co, "2012-12-10", "");
    meeting_put(&v, co, "2012-03-10", "");
    meeting_put(&v, co, "2012-02-10", "");
    states(&v, "2012-01", 0, 0, 0);
    states(&v, "2012-02", 0, 1, 0);
    states(&v, "2012-03", 1, 0, 0);
    states(&v, "2012-04", 1, 0, 0);
    states(&v, "2012-05", 0, 1, 0);
    states(&v, "2012-08", 0, 1, 0);
    states(&v, "2012-09", 0, 0, 1);
    states(&v, "2012-11", 0, 0, 1);
    states(&v, "2012-12", 0, 1, 0);
    states(&v, "2013-05", 0, 1, 0);
    states(&v, "2013-06", 0, 0, 1);
    CHECK_INT(srso(&v, "co", "2013-06"), 0); /* filings count until a cutover */
    fix_put(&v, late, "", ID_NONE, ID_NONE);
    states(&v, "2012-12", 0, 0, 1);
    states(&v, "2013-06", 0, 0, 1);
    site_end(&v.s);
}

SITE(what_is_found_and_what_is_carried_over)
{
    struct village v;
    struct id co, old;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    meeting_put(&v, co, "2012-02-10", "");
    meeting_put(&v, co, "2012-03-10", "");
    say_that(
        &v, "standing",
        "{\"body\":\"%1\",\"since\":\"2012-04-15\",\"state\":\"dissolved\","
        "\"why\":\"Members moved\"}",
        co, ID_NONE, ID_NONE);
    states(&v, "2012-03", 1, 0, 0);
    states(&v, "2012-04", 0, 0, 0);
    states(&v, "2014-04", 0, 0, 0);
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2013-04-15\",\"state\":\"active\","
             "\"why\":\"Revived by a resolution\"}",
             co, ID_NONE, ID_NONE);
    states(&v, "2013-04", 1, 0, 0);
    states(&v, "2013-07", 0, 1, 0);
    states(&v, "2013-10", 0, 0, 1);
    old = body_put(&v, "co", "men", v.srso, v.hamlet);
    states(&v, "2013-10", 0, 0, 2);
    say_that(&v, "opening",
             "{\"body\":\"%1\",\"held\":\"2014-05-01\",\"meetings\":50}", old,
             ID_NONE, ID_NONE);
    states(&v, "2013-10", 0, 0, 1);
    states(&v, "2014-10", 0, 0, 1);
    states(&v, "2014-11", 0, 0, 2);
    site_end(&v.s);
}

SITE(quorum_saving_and_a_rhythm_of_ones_own)
{
    struct village v;
    struct id co, vo;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    vo = body_put(&v, "vo", "women", v.srso, v.goth);
    meeting_put(&v, co, "2012-02-10", ",\"quorum_needed\":13");
    meeting_put(&v, co, "2012-03-10", ",\"quorum_needed\":12");
    states(&v, "2012-03", 0, 1, 0); /* the first was none */
    meeting_put(&v, vo, "2012-02-10", "");
    meeting_put(&v, vo, "2012-03-10", "");
    CHECK_INT(srso(&v, "vo.active", "2012-03"), 1);
    CHECK_INT(srso(&v, "vo.dormant", "2012-09"), 1);
    say_that(&v, "rhythm",
             "{\"active_meetings\":1,\"active_months\":1,\"code\":\"STRICT\","
             "\"dormant_months\":1,\"irregular_meetings\":1,"
             "\"irregular_months\":1,\"nature\":\"co\",\"since\":"
             "\"2012-03-01\"}",
             ID_NONE, ID_NONE, ID_NONE);
    states(&v, "2012-02", 0, 0, 0);
    states(&v, "2012-03", 1, 0, 0);
    states(&v, "2012-04", 0, 0, 1);
    site_end(&v.s);
}

/* Of a meeting nobody has checked the checked figures know nothing. */
SITE(an_unchecked_meeting_wakes_nobody)
{
    struct village v;
    struct id co;

    village_start(&v, db);
    say_that(&v, "oversight",
             "{\"record\":\"meeting\",\"role\":\"manager\",\"since\":"
             "\"2012-01-01\"}",
             ID_NONE, ID_NONE, ID_NONE);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    meeting_put(&v, co, "2012-02-10", "");
    meeting_put(&v, co, "2012-03-10", "");
    states(&v, "2012-03", 1, 0, 0);
    CHECK_INT(srso(&v, "open.co.active", "2012-03"), 1);
    CHECK_INT(srso(&v, "open.co.dormant", "2012-07"), -1);
    CHECK_INT(srso(&v, "open.co.irregular", "2012-07"), 1);
    site_end(&v.s);
}

/* What a meeting's own timeline says of it stays when the body's is derived. */
SITE(a_meetings_own_findings_stay)
{
    struct village v;
    struct id co, two;

    village_start(&v, db);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    meeting_put(&v, co, "2012-02-10", "");
    two = meeting_put(&v, co, "2012-02-10", "");
    CHECK(found_at(&v, two, "meeting.two_in_a_day", "held"));
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2011-04-15\",\"state\":\"dormant\"}",
             co, ID_NONE, ID_NONE);
    CHECK(found_at(&v, two, "meeting.two_in_a_day", "held"));
    site_end(&v.s);
}

SITE(the_same_entries_in_any_order_are_the_same_states)
{
    struct village v;
    struct id co, vo, wrong;
    struct db *home = db_open(":memory:", DB_MAKE);

    village_start(&v, home);
    co = body_put(&v, "co", "women", v.srso, v.goth);
    vo = body_put(&v, "vo", "men", v.nrsp, v.hamlet);
    meeting_put(&v, co, "2012-02-10", "");
    meeting_put(&v, co, "2012-04-10", ",\"quorum_needed\":20");
    wrong = meeting_put(&v, co, "2012-05-10", "");
    meeting_put(&v, co, "2013-05-10", "");
    meeting_put(&v, vo, "2012-06-10", "");
    meeting_put(&v, vo, "2012-06-11", "");
    cutover_put(&v, "2012-05", "");
    fix_put(&v, wrong,
            "{\"body\":\"%1\",\"held\":\"2012-03-10\",\"total\":100}", co,
            ID_NONE);
    say_that(&v, "opening",
             "{\"body\":\"%1\",\"held\":\"2012-02-01\",\"meetings\":3}", co,
             ID_NONE, ID_NONE);
    say_that(&v, "standing",
             "{\"body\":\"%1\",\"since\":\"2013-09-15\",\"state\":\"dormant\","
             "\"why\":\"Nobody came\"}",
             co, ID_NONE, ID_NONE);
    say_that(&v, "rhythm",
             "{\"active_meetings\":1,\"active_months\":2,\"code\":\"OURS\","
             "\"dormant_months\":4,\"irregular_meetings\":1,"
             "\"irregular_months\":4,\"nature\":\"vo\",\"since\":"
             "\"2012-08-01\"}",
             ID_NONE, ID_NONE, ID_NONE);
    any_order(&v.s, db);
    site_end(&v.s);
    db_close(home);
}

/* ---- rules --------------------------------------------------------------*/

static bool refused(struct village *v, const char *kind, const char *body,
                    struct id a, struct id b, const char *what)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(with(&v->s, body, a, b, ID_NONE)) };
    struct findings f = findings_start(&v->s.arena);

    draft_judge(v->s.db, &d, 16436, &f);
    for (size_t i = 0; i < f.n; i++)
        if (!strcmp(f.at[i].what, what))
            return f.at[i].level == STOP;
    return false;
}

static bool warned(struct village *v, const char *kind, const char *body,
                   struct id a, struct id b, const char *what)
{
    struct draft d = { .kind = str_of(kind),
                       .author = S("admin"),
                       .body = str_of(with(&v->s, body, a, b, ID_NONE)) };
    struct findings f = findings_start(&v->s.arena);

    draft_judge(v->s.db, &d, 16436, &f);
    for (size_t i = 0; i < f.n; i++)
        if (!strcmp(f.at[i].what, what))
            return f.at[i].level == WARN;
    return false;
}

#define RHYTHM(more)                                                           \
    "{\"active_meetings\":2,\"active_months\":3,\"code\":\"R\","               \
    "\"irregular_months\":3,\"nature\":\"co\"" more "}"

SITE(a_rhythm_is_in_order)
{
    struct village v;

    village_start(&v, db);
    CHECK(refused(&v, "rhythm",
                  RHYTHM(",\"dormant_months\":2,\"irregular_meetings\":1"),
                  ID_NONE, ID_NONE, "rhythm.dormant_too_soon"));
    CHECK(!refused(&v, "rhythm",
                   RHYTHM(",\"dormant_months\":3,\"irregular_meetings\":1"),
                   ID_NONE, ID_NONE, "rhythm.dormant_too_soon"));
    CHECK(refused(&v, "rhythm",
                  RHYTHM(",\"dormant_months\":6,\"irregular_meetings\":3"),
                  ID_NONE, ID_NONE, "rhythm.irregular_above_active"));
    CHECK(refused(&v, "rhythm",
                  RHYTHM(",\"dormant_months\":6,\"irregular_meetings\":1,"
                         "\"since\":\"2014-02-01\",\"until\":\"2014-01-31\""),
                  ID_NONE, ID_NONE, "date.ends_before_start"));
    site_end(&v.s);
}

static struct id staff_put(struct village *v, const char *login)
{
    struct buf b = buf_start(&v->s.arena);
    struct id unit = say_that(v, "unit",
                              "{\"code\":\"U-1\",\"name\":\"Pano\",\"nature\":"
                              "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                              v->district, v->srso, ID_NONE);

    buf_fmt(&b,
            "{\"login\":\"%s\",\"name\":\"Asma\",\"post\":"
            "\"social_organiser\",\"rsp\":\"%%1\",\"since\":\"2012-01-01\","
            "\"unit\":\"%%2\"}",
            login);
    return say_that(v, "staff", arena_z(b.arena, buf_str(&b)), v->srso, unit,
                    ID_NONE);
}

SITE(a_tour_is_of_one_month)
{
    struct village v;
    struct id staff, co;

    village_start(&v, db);
    staff = staff_put(&v, "asma");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    CHECK(warned(&v, "tour",
                 "{\"month\":\"2014-05\",\"staff\":\"%1\",\"stops\":[{\"body\":"
                 "\"%2\",\"on_day\":\"2014-06-01\"}]}",
                 staff, co, "tour.other_month"));
    CHECK(warned(&v, "tour",
                 "{\"month\":\"2014-05\",\"staff\":\"%1\",\"stops\":["
                 "{\"on_day\":\"2014-05-01\"}]}",
                 staff, co, "tour.where_to"));
    CHECK(warned(&v, "tour",
                 "{\"month\":\"2014-05\",\"staff\":\"%1\",\"stops\":[{\"body\":"
                 "\"%2\",\"on_day\":\"2014-05-01\"},{\"body\":\"%2\","
                 "\"on_day\":\"2014-05-01\"}]}",
                 staff, co, "tour.twice"));
    CHECK(warned(&v, "tour",
                 "{\"month\":\"2011-12\",\"staff\":\"%1\",\"stops\":[{\"body\":"
                 "\"%2\",\"on_day\":\"2011-12-01\"}]}",
                 staff, co, "tour.not_here_then"));
    CHECK(!warned(&v, "tour",
                  "{\"month\":\"2012-01\",\"staff\":\"%1\",\"stops\":[{"
                  "\"body\":\"%2\",\"on_day\":\"2012-01-31\"}]}",
                  staff, co, "tour.not_here_then"));
    site_end(&v.s);
}

static const struct {
    const char *more, *what;
    bool stop;
} visits[] = {
    { "\"held\":\"2015-01-02\",\"made\":\"made\"", "date.in_future", true },
    { "\"held\":\"2012-01-14\",\"made\":\"made\"", "visit.before_formation",
      false },
    { "\"held\":\"2014-01-14\",\"made\":\"not_made\"", "visit.why_not", true },
    { "\"held\":\"2014-01-14\",\"made\":\"not_made\",\"why\":\"rain\","
      "\"findings\":\"Box counted\"",
      "visit.made_after_all", false },
    { "\"held\":\"2014-01-14\",\"made\":\"made\"", "visit.found_nothing",
      false },
    { "\"held\":\"2014-01-14\",\"made\":\"made\",\"followup\":\"Books\"",
      "visit.no_due_day", false },
    { "\"held\":\"2014-01-14\",\"made\":\"made\",\"due\":\"2014-02-01\"",
      "visit.nothing_to_follow", false },
    { "\"held\":\"2014-01-14\",\"made\":\"made\",\"followup\":\"Books\","
      "\"due\":\"2014-01-13\"",
      "date.ends_before_start", true },
    { "\"held\":\"2014-01-14\",\"made\":\"made\",\"followup\":\"Books\","
      "\"due\":\"2014-01-15\",\"done\":\"2015-02-01\"",
      "date.in_future", true },
};

SITE(a_visit_says_what_came_of_it)
{
    struct village v;
    struct id staff, co;

    village_start(&v, db);
    staff = staff_put(&v, "asma");
    co = body_put(&v, "co", "women", v.srso, v.goth);
    for (size_t i = 0; i < LEN(visits); i++) {
        struct buf b = buf_start(&v.s.arena);
        const char *body;

        buf_fmt(&b, "{\"body\":\"%%2\",\"staff\":\"%%1\",%s}", visits[i].more);
        body = arena_z(b.arena, buf_str(&b));
        if (!CHECK(visits[i].stop ?
                       refused(&v, "visit", body, staff, co, visits[i].what) :
                       warned(&v, "visit", body, staff, co, visits[i].what)))
            printf("# %s: %s\n", visits[i].what, visits[i].more);
    }
    CHECK(refused(&v, "visit",
                  "{\"held\":\"2014-01-14\",\"made\":\"made\",\"staff\":"
                  "\"%1\"}",
                  staff, co, "visit.where"));
    site_end(&v.s);
}

/* Who made the entries does not answer for them, and one answer is enough. */
SITE(a_question_about_entry_is_answered_by_another)
{
    static const char *const body =
        "{\"about\":\"burst\",\"among\":20,\"answered\":\"2014-06-02\","
        "\"month\":\"2014-05\",\"outcome\":\"explained\",\"says\":\"A day of "
        "catching up\",\"seen\":12,\"staff\":\"%1\"}";
    struct village v;
    struct id staff, one;

    village_start(&v, db);
    staff = staff_put(&v, "admin");
    one = say_that(&v, "habit", body, staff, ID_NONE, ID_NONE);
    CHECK(found_at(&v, one, "habit.own", "staff"));
    CHECK(!found_at(&v, one, "habit.answered_twice", "says"));
    say_that(&v, "habit", body, staff, ID_NONE, ID_NONE);
    CHECK(found_at(&v, one, "habit.answered_twice", "says"));
    site_end(&v.s);
}
