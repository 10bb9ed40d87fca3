/* record_meeting - how a meeting closes, what it resolves, and what became of
 * that; and what an old body brings along. */

#include "register_site.h"

struct circle {
    struct village v;
    struct id co, member[3], person[3];
};

static void circle_start(struct circle *c, struct db *db)
{
    village_start(&c->v, db);
    c->co = body_put(&c->v, "co", "women", c->v.srso, c->v.goth);
    for (int i = 0; i < 3; i++) {
        c->person[i] = person_put(&c->v, household_put(&c->v, c->v.goth),
                                  "women");
        c->member[i] = member_put(&c->v, c->co, c->person[i], "2012-03", "");
    }
}

static const char *of_circle(struct circle *c, const char *held,
                             const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, c->co);
    buf_fmt(&b, "\",\"held\":\"%s\"%s%s}", held, *more ? "," : "", more);
    return arena_z(b.arena, buf_str(&b));
}

/* A meeting of the circle; `more` are its other fields. */
static struct id met(struct circle *c, const char *held, const char *more)
{
    return draft(&c->v.s, "meeting", of_circle(c, held, more));
}

/* With one row: the first member came, saved, paid and was fined. */
static struct id met_row(struct circle *c, const char *held, const char *row,
                         const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "\"attendance\":[{\"member\":\"");
    id_put(&b, c->member[0]);
    buf_fmt(&b, "\",%s}]%s%s", row, *more ? "," : "", more);
    return met(c, held, arena_z(b.arena, buf_str(&b)));
}

static int64_t counts(struct circle *c, const char *kind, struct id id)
{
    struct buf b = buf_start(&c->v.s.arena);
    struct rows r;
    int64_t n;

    buf_fmt(&b, "SELECT counts FROM %s WHERE entry = $1", kind);
    r = db_text_rows(c->v.s.db, buf_str(&b));
    db_bind_id(&r, 1, id);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return n;
}

/* ---- the box ------------------------------------------------------------*/

/* What is said of the money beside one member who saved 100 rupees, was fined
 * 10 and paid an instalment of 500: does the meeting close? */
static const struct {
    const char *money;
    bool differs, no_difference, not_counted;
} boxes[] = {
    { "", false, false, false },
    { "\"boxed\":61000", false, false, false },
    { "\"box_before\":200000,\"boxed\":261000", false, false, false },
    { "\"box_before\":200000,\"boxed\":1000,\"spent\":260000", false, false,
      false },
    { "\"boxed\":60999", true, false, false },
    { "\"boxed\":61001", true, false, false },
    { "\"boxed\":0", true, false, false },
    { "\"boxed\":60000,\"difference_why\":\"Ten rupees were lost\"", false,
      false, false },
    { "\"boxed\":61000,\"difference_why\":\"Nothing\"", false, true, false },
    { "\"spent\":5000", false, false, true },
    { "\"difference_why\":\"Nobody counted\"", false, false, true },
};

SITE(a_meeting_closes_when_sheet_and_box_agree_or_the_difference_is_named)
{
    struct circle c;

    circle_start(&c, db);
    for (size_t i = 0; i < LEN(boxes); i++) {
        char held[16];
        struct id id;

        snprintf(held, sizeof held, "2013-03-%02d", (int)i + 1);
        id = met_row(&c, held,
                     "\"fined\":1000,\"present\":\"present\",\"repaid\":50000,"
                     "\"saved\":10000",
                     boxes[i].money);
        CHECK_INT(found(&c.v, id, "meeting.box_differs"), boxes[i].differs);
        CHECK_INT(found(&c.v, id, "meeting.no_difference"),
                  boxes[i].no_difference);
        if (!CHECK_INT(found(&c.v, id, "meeting.box_not_counted"),
                       boxes[i].not_counted))
            printf("# %s\n", boxes[i].money);
        CHECK_INT(counts(&c, "meeting", id), !boxes[i].differs);
    }
    site_end(&c.v.s);
}

/* Without rows the total is what was saved; what did not close adds nothing. */
SITE(the_total_goes_into_the_box_where_there_are_no_rows)
{
    struct circle c;
    struct id id;

    circle_start(&c, db);
    id = met(&c, "2013-04-03", "\"boxed\":700,\"total\":700,\"women\":3");
    CHECK(!found(&c.v, id, "meeting.box_differs"));
    CHECK_INT(srso(&c.v, "kept.saving", "2013-04"), 700);
    fix_put(&c.v, id,
            "{\"body\":\"%1\",\"boxed\":600,\"held\":\"2013-04-03\",\"total\":"
            "700,\"women\":3}",
            c.co, ID_NONE);
    CHECK(found(&c.v, id, "meeting.box_differs"));
    CHECK_INT(srso(&c.v, "kept.saving", "2013-04"), 0);
    id = met(&c, "2013-05-03", "\"boxed\":5,\"not_held\":\"rain\"");
    CHECK(found(&c.v, id, "meeting.held_or_not"));
    site_end(&c.v.s);
}

SITE(a_box_begins_with_what_the_meeting_before_left_in_it)
{
    struct circle c;
    struct id march, between;

    circle_start(&c, db);
    march = met(&c, "2013-03-03",
                "\"box_before\":500,\"boxed\":600,\"total\":100");
    CHECK(!found(&c.v, march, "meeting.box_not_as_left")); /* nothing before */
    met(&c, "2013-01-03", "\"boxed\":400,\"total\":400");  /* keyed later */
    CHECK(found(&c.v, march, "meeting.box_not_as_left"));
    between = met(&c, "2013-02-03", "\"total\":100"); /* nobody counted */
    CHECK(!found(&c.v, march, "meeting.box_not_as_left"));
    fix_put(&c.v, between,
            "{\"body\":\"%1\",\"box_before\":400,\"boxed\":500,\"held\":"
            "\"2013-02-03\",\"total\":100}",
            c.co, ID_NONE);
    CHECK(!found(&c.v, march, "meeting.box_not_as_left"));
    CHECK(!found(&c.v, between, "meeting.box_not_as_left"));
    fix_put(&c.v, between, "", ID_NONE, ID_NONE);
    fix_put(&c.v, between, "", ID_NONE, ID_NONE);
    met(&c, "2013-02-20", "\"not_held\":\"flood\""); /* leaves it as it was */
    CHECK(!found(&c.v, between, "meeting.box_not_as_left"));
    site_end(&c.v.s);
}

SITE(who_was_away_was_not_late)
{
    struct circle c;
    struct id id;

    circle_start(&c, db);
    id = met_row(&c, "2013-03-03", "\"late\":true,\"present\":\"absent\"", "");
    CHECK(found_at(&c.v, id, "meeting.late_and_away", "attendance[0].late"));
    id = met_row(&c, "2013-03-04", "\"late\":true,\"present\":\"present\"", "");
    CHECK(!found(&c.v, id, "meeting.late_and_away"));
    site_end(&c.v.s);
}

/* ---- quorum and resolutions ---------------------------------------------*/

SITE(a_quorum_is_met_by_as_many_as_it_asks_for)
{
    struct circle c;
    struct id id;

    circle_start(&c, db);
    id = met(&c, "2013-03-03", "\"men\":1,\"quorum_needed\":3,\"women\":2");
    CHECK(!found(&c.v, id, "meeting.no_quorum"));
    id = met(&c, "2013-03-04", "\"quorum_needed\":3,\"women\":2");
    CHECK(found(&c.v, id, "meeting.no_quorum"));
    id = met(&c, "2013-03-05", "\"quorum_needed\":3,\"total\":100");
    CHECK(!found(&c.v, id, "meeting.no_quorum")); /* nobody was counted */
    id = met_row(&c, "2013-03-06", "\"present\":\"present\"",
                 "\"quorum_needed\":2");
    CHECK(found(&c.v, id, "meeting.no_quorum"));
    site_end(&c.v.s);
}

/* A resolution of the circle; "%1" to "%3" of `more` are ids. */
static struct id resolved(struct circle *c, const char *more, struct id a,
                          struct id b, struct id d)
{
    struct buf out = buf_start(&c->v.s.arena);

    buf_z(&out, "{\"body\":\"");
    id_put(&out, c->co);
    buf_fmt(&out, "\",\"subject\":\"Link road\",%s}",
            with(&c->v.s, more, a, b, d));
    return draft(&c->v.s, "resolution", arena_z(out.arena, buf_str(&out)));
}

static const struct {
    const char *says;  /* %1: its meeting, %2 and %3 persons */
    const char *found; /* NULL: nothing */
    bool stops;
} resolutions[] = {
    { "\"meeting\":\"%1\",\"passed\":\"2013-03-03\",\"state\":\"passed\"", NULL,
      false },
    { "\"meeting\":\"%1\",\"no\":1,\"passed\":\"2013-03-03\",\"state\":"
      "\"passed\",\"yes\":2",
      NULL, false },
    { "\"meeting\":\"%1\",\"no\":1,\"passed\":\"2013-03-03\",\"state\":"
      "\"passed\",\"yes\":1",
      "resolution.not_carried", true },
    { "\"meeting\":\"%1\",\"no\":2,\"passed\":\"2013-03-03\",\"state\":"
      "\"lost\",\"yes\":1",
      NULL, false },
    { "\"abstain\":1,\"meeting\":\"%1\",\"no\":1,\"passed\":\"2013-03-03\","
      "\"state\":\"passed\",\"yes\":2",
      "resolution.more_votes", false },
    { "\"meeting\":\"%1\",\"passed\":\"2013-03-04\",\"state\":\"passed\"",
      "resolution.other_day", false },
    { "\"passed\":\"2013-03-03\",\"state\":\"passed\"", "resolution.no_meeting",
      false },
    { "\"meeting\":\"%1\",\"passed\":\"2013-03-03\",\"proposer\":\"%2\","
      "\"seconder\":\"%2\",\"state\":\"passed\"",
      "resolution.seconds_own", true },
    { "\"meeting\":\"%1\",\"passed\":\"2013-03-03\",\"proposer\":\"%2\","
      "\"seconder\":\"%3\",\"state\":\"passed\"",
      NULL, false },
    { "\"meeting\":\"%1\",\"passed\":\"2013-03-03\",\"state\":\"sent\"",
      "resolution.to_nobody", false },
    { "\"due\":\"2013-03-02\",\"meeting\":\"%1\",\"passed\":\"2013-03-03\","
      "\"state\":\"passed\"",
      "resolution.due_before", false },
    { "\"passed\":\"2015-01-02\",\"state\":\"passed\"", "date.in_future",
      true },
    { "\"passed\":\"2012-01-14\",\"state\":\"passed\"",
      "meeting.before_formation", false },
};

SITE(a_resolution_says_what_can_be_true)
{
    struct circle c;
    struct id meeting;

    circle_start(&c, db);
    meeting = met(&c, "2013-03-03", "\"quorum_needed\":2,\"women\":3");
    for (size_t i = 0; i < LEN(resolutions); i++) {
        struct id id = resolved(&c, resolutions[i].says, meeting, c.person[0],
                                c.person[1]);
        bool good = resolutions[i].found ?
                        CHECK(found(&c.v, id, resolutions[i].found)) :
                        CHECK_INT(c.v.s.said.n, 0);

        good &= CHECK_INT(counts(&c, "resolution", id), !resolutions[i].stops);
        if (!good)
            printf("# %s\n", resolutions[i].says);
    }
    site_end(&c.v.s);
}

/* Quorum recorded and met, else nothing has passed; whoever was there last
 * settles it, whatever was signed first. */
SITE(without_a_quorum_nothing_passes)
{
    struct circle c;
    struct id meeting, road, lost;

    circle_start(&c, db);
    meeting = met(&c, "2013-03-03", "\"women\":2");
    road = resolved(&c,
                    "\"meeting\":\"%1\",\"passed\":\"2013-03-03\",\"state\":"
                    "\"passed\"",
                    meeting, ID_NONE, ID_NONE);
    lost = resolved(&c,
                    "\"meeting\":\"%1\",\"number\":2,\"passed\":"
                    "\"2013-03-03\",\"state\":\"lost\"",
                    meeting, ID_NONE, ID_NONE);
    CHECK(found(&c.v, road, "resolution.quorum_unsaid"));
    CHECK(!found(&c.v, lost, "resolution.quorum_unsaid"));
    fix_put(&c.v, meeting,
            "{\"body\":\"%1\",\"held\":\"2013-03-03\",\"quorum_needed\":3,"
            "\"women\":2}",
            c.co, ID_NONE);
    CHECK(found(&c.v, road, "resolution.no_quorum"));
    CHECK_INT(counts(&c, "resolution", road), 0);
    CHECK_INT(counts(&c, "resolution", lost), 1);
    site_end(&c.v.s);
}

SITE(a_resolution_is_of_its_own_bodys_meeting_that_was_held)
{
    struct circle c;
    struct id other, not_held, id;

    circle_start(&c, db);
    other = say_that(&c.v, "meeting",
                     "{\"body\":\"%1\",\"held\":\"2013-03-03\",\"total\":1}",
                     body_put(&c.v, "co", "men", c.v.srso, c.v.goth), ID_NONE,
                     ID_NONE);
    not_held = met(&c, "2013-03-04", "\"not_held\":\"flood\"");
    id = resolved(&c,
                  "\"meeting\":\"%1\",\"passed\":\"2013-03-03\",\"state\":"
                  "\"passed\"",
                  other, ID_NONE, ID_NONE);
    CHECK(found(&c.v, id, "resolution.other_body"));
    id = resolved(&c,
                  "\"meeting\":\"%1\",\"passed\":\"2013-03-04\",\"state\":"
                  "\"passed\"",
                  not_held, ID_NONE, ID_NONE);
    CHECK(found(&c.v, id, "resolution.not_held"));
    site_end(&c.v.s);
}

/* ---- what became of it --------------------------------------------------*/

static int64_t stands(struct circle *c, struct id resolution, const char *what)
{
    struct buf b = buf_start(&c->v.s.arena);
    struct rows r;
    int64_t n;

    buf_fmt(&b, "SELECT %s FROM resolved WHERE resolution = $1", what);
    r = db_text_rows(c->v.s.db, buf_str(&b));
    db_bind_id(&r, 1, resolution);
    n = db_next(&r) && !db_null(&r, 0) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(c->v.s.db);
    return n;
}

static struct id step(struct circle *c, struct id resolution, const char *more)
{
    struct buf b = buf_start(&c->v.s.arena);

    buf_z(&b, "{\"resolution\":\"%1\",");
    buf_fmt(&b, "%s}", more);
    return say_that(&c->v, "followup", arena_z(b.arena, buf_str(&b)),
                    resolution, ID_NONE, ID_NONE);
}

enum { PASSED, LOST, SENT, ANSWERED, WITHDRAWN, SUPERSEDED, DONE };

SITE(a_resolution_stands_as_its_last_step_says)
{
    struct circle c;
    struct id road, sent;
    day due;

    circle_start(&c, db);
    road = resolved(&c,
                    "\"addressed\":\"Deputy Commissioner\",\"due\":"
                    "\"2013-04-01\",\"passed\":\"2013-03-03\",\"state\":"
                    "\"passed\"",
                    ID_NONE, ID_NONE, ID_NONE);
    CHECK(day_read(S("2013-04-01"), &due));
    CHECK_INT(stands(&c, road, "state"), PASSED);
    CHECK_INT(stands(&c, road, "due"), due);
    step(&c, road,
         "\"held\":\"2013-05-01\",\"state\":\"answered\",\"what\":\"He will "
         "come\"");
    CHECK_INT(stands(&c, road, "state"), ANSWERED);
    CHECK_INT(stands(&c, road, "due"), -1);
    sent = step(&c, road, "\"held\":\"2013-03-10\",\"state\":\"sent\"");
    CHECK_INT(stands(&c, road, "state"), ANSWERED); /* that was before */
    CHECK(!found(&c.v, sent, "followup.before"));
    step(&c, road, "\"held\":\"2013-06-01\",\"state\":\"reminded\"");
    CHECK_INT(stands(&c, road, "state"), SENT);
    step(&c, road, "\"held\":\"2013-07-01\",\"state\":\"done\",\"what\":\"x\"");
    CHECK_INT(stands(&c, road, "state"), DONE);
    CHECK(found(&c.v,
                step(&c, road, "\"held\":\"2013-03-02\",\"state\":\"sent\""),
                "followup.before"));
    CHECK(
        found(&c.v,
              step(&c, road, "\"held\":\"2013-08-02\",\"state\":\"answered\""),
              "followup.says_nothing"));
    site_end(&c.v.s);
}

SITE(another_that_passed_takes_its_place)
{
    struct circle c;
    struct id road, lost;

    circle_start(&c, db);
    road = resolved(&c, "\"passed\":\"2013-03-03\",\"state\":\"passed\"",
                    ID_NONE, ID_NONE, ID_NONE);
    lost = resolved(&c,
                    "\"number\":2,\"passed\":\"2013-04-03\",\"state\":\"lost\","
                    "\"supersedes\":\"%1\"",
                    road, ID_NONE, ID_NONE);
    CHECK_INT(stands(&c, road, "state"), PASSED);
    CHECK(found(&c.v,
                step(&c, lost, "\"held\":\"2013-05-02\",\"state\":\"sent\""),
                "followup.of_lost"));
    resolved(&c,
             "\"number\":3,\"passed\":\"2013-05-03\",\"state\":\"passed\","
             "\"supersedes\":\"%1\"",
             road, ID_NONE, ID_NONE);
    CHECK_INT(stands(&c, road, "state"), SUPERSEDED);
    site_end(&c.v.s);
}

/* ---- an old body --------------------------------------------------------*/

static const struct {
    const char *says, *found;
} openings[] = {
    { "\"held\":\"2014-12-31\",\"meetings\":96,\"savings\":5000000", NULL },
    { "\"held\":\"2015-01-02\",\"meetings\":1", "date.in_future" },
    { "\"held\":\"2012-01-14\",\"meetings\":1", "opening.before_formation" },
    { "\"held\":\"2014-12-31\"", "opening.nothing" },
    { "\"held\":\"2014-12-31\",\"loans\":0,\"loans_out\":1",
      "opening.loans_of_nobody" },
    { "\"held\":\"2014-12-31\",\"service\":[{\"code\":\"CIF\",\"number\":1},{"
      "\"code\":\"CIF\",\"number\":2}]",
      "opening.service_twice" },
};

SITE(an_opening_says_what_can_be_true)
{
    struct circle c;

    circle_start(&c, db);
    for (size_t i = 0; i < LEN(openings); i++) {
        struct buf b = buf_start(&c.v.s.arena);
        struct id id;

        buf_fmt(&b, "{\"body\":\"%%1\",%s}", openings[i].says);
        id = say_that(&c.v, "opening", arena_z(b.arena, buf_str(&b)),
                      body_put(&c.v, "co", "women", c.v.srso, c.v.goth),
                      ID_NONE, ID_NONE);
        if (!CHECK(openings[i].found ? found(&c.v, id, openings[i].found) :
                                       c.v.s.said.n == 0))
            printf("# %s\n", openings[i].says);
    }
    site_end(&c.v.s);
}

SITE(two_openings_of_a_body_are_both_marked)
{
    struct circle c;
    struct id one, two;

    circle_start(&c, db);
    one = draft(&c.v.s, "opening",
                of_circle(&c, "2014-06-30", "\"meetings\":3"));
    CHECK(!found(&c.v, one, "opening.two"));
    two = draft(&c.v.s, "opening",
                of_circle(&c, "2014-12-30", "\"meetings\":9"));
    CHECK(found(&c.v, one, "opening.two") && found(&c.v, two, "opening.two"));
    fix_put(&c.v, one, "", ID_NONE, ID_NONE);
    CHECK(!found(&c.v, two, "opening.two"));
    CHECK_INT(srso(&c.v, "kept.meeting", "2014-12"), 0); /* it was filed */
    site_end(&c.v.s);
}

/* ---- any order ----------------------------------------------------------*/

static void year_live(struct circle *c, struct db *db)
{
    struct id meeting, road;

    circle_start(c, db);
    met(c, "2013-01-03", "\"boxed\":400,\"total\":400,\"women\":3");
    meeting = met(c, "2013-02-03",
                  "\"box_before\":300,\"boxed\":400,\"quorum_needed\":2,"
                  "\"total\":100,\"women\":2");
    met(c, "2013-03-03", "\"box_before\":400,\"boxed\":500,\"total\":100");
    road = resolved(c,
                    "\"meeting\":\"%1\",\"passed\":\"2013-02-03\",\"state\":"
                    "\"passed\"",
                    meeting, ID_NONE, ID_NONE);
    step(c, road, "\"held\":\"2013-03-10\",\"state\":\"sent\"");
    step(c, road, "\"held\":\"2013-03-10\",\"state\":\"done\",\"what\":\"x\"");
    fix_put(&c->v, meeting,
            "{\"body\":\"%1\",\"box_before\":300,\"boxed\":400,\"held\":"
            "\"2013-02-03\",\"quorum_needed\":3,\"total\":100,\"women\":2}",
            c->co, ID_NONE);
    draft(&c->v.s, "opening", of_circle(c, "2012-06-30", "\"meetings\":3"));
    draft(&c->v.s, "opening", of_circle(c, "2012-12-30", "\"meetings\":9"));
}

SITE(any_order_of_meetings_and_resolutions_is_one_state)
{
    struct circle *c = calloc(1, sizeof *c);
    struct db *home = db_open(":memory:", DB_MAKE);

    year_live(c, home);
    /* a CO of three, a box not as it was left, two openings */
    CHECK_INT(findings_of(home), 4);
    any_order(&c->v.s, db);
    site_end(&c->v.s);
    db_close(home);
    free(c);
}
