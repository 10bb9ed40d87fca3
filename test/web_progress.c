/* web_progress - the month's report as pages and files, in three languages, and
 * who may read it. */
#include "rights_site.h"

static void page_ok(struct browser *b, const char *path)
{
    if (!CHECK_INT(get(b, path), 200))
        printf("# %s\n", path);
}

SITE(the_month_is_a_page_and_every_file)
{
    static const char *const lang[] = { "en", "ur", "sd" };
    static const char *const page[] = { "/progress?as_of=2014-12",
                                        "/workplan?as_of=2014-12",
                                        "/logframe?as_of=2014-12",
                                        "/goals?as_of=2014-12" };
    struct ward w;
    char at[120];

    ward_start(&w, db);
    browser_login(&w.b, "admin");
    for (size_t i = 0; i < LEN(lang); i++)
        for (size_t j = 0; j < LEN(page); j++) {
            snprintf(at, sizeof at, "%s&lang=%s", page[j], lang[i]);
            page_ok(&w.b, at);
            CHECK(has(&w.b, i ? "dir=\"rtl\"" : "dir=\"ltr\""));
            CHECK(!has(&w.b, "progress.")); /* no word is missing */
            CHECK(!has(&w.b, "workplan."));
            CHECK(!has(&w.b, "logframe."));
            CHECK(!has(&w.b, "goals."));
            snprintf(at, sizeof at, "%s&lang=%s&format=pdf", page[j], lang[i]);
            page_ok(&w.b, at);
            CHECK_STR(w.b.answer.type, S("application/pdf"));
            snprintf(at, sizeof at, "%s&format=csv&sheet=1", page[j]);
            page_ok(&w.b, at);
        }
    page_ok(&w.b, "/progress?as_of=2014-12&lang=en&sheet=5");
    CHECK(has(&w.b, "Wall 8606")); /* what the office said of the month */
    CHECK(has(&w.b, "/new/narrative?of_month=2014-12"));
    page_ok(&w.b, "/workplan?as_of=2014-12");
    CHECK(has(&w.b, "Wall 8601"));
    page_ok(&w.b, "/logframe?as_of=2014-12");
    CHECK(has(&w.b, "Wall 8604"));
    CHECK_INT(get(&w.b, "/progress?as_of=2014-13"), 400);
    CHECK_INT(get(&w.b, "/progress?as_of=2014-12&place=nowhere"), 400);
    browser_end(&w.b);
}

/* Nobody reads seven sheets at once: a page has one and names the others by links,
 * without a script; files and machines have all of them. */
SITE(the_months_sheets_are_read_one_at_a_time)
{
    struct ward w;
    char at[120], here[80];

    ward_start(&w, db);
    browser_login(&w.b, "admin");
    for (int i = 0; i <= 7; i++) {
        int shown = i ? i : 1;

        if (i)
            snprintf(at, sizeof at,
                     "/progress?as_of=2014-12&lang=en&rsp=SRSO&sheet=%d", i);
        else
            snprintf(at, sizeof at, "/progress?as_of=2014-12&lang=en&rsp=SRSO");
        page_ok(&w.b, at);
        for (int j = 1; j <= 7; j++) {
            snprintf(here, sizeof here,
                     "<section class=\"sheets\" id=\"sheet%d\"", j);
            CHECK(has(&w.b, here) == (j == shown));
            snprintf(here, sizeof here,
                     "<a href=\"?sheet=%d&amp;as_of=2014-12&amp;rsp=SRSO\"%s>",
                     j, j == shown ? " aria-current=\"page\"" : "");
            CHECK(has(&w.b, here));
        }
        /* Asking for another month stays at the sheet; its file is its own. */
        snprintf(here, sizeof here, "name=\"sheet\" value=\"%d\"", shown);
        CHECK(has(&w.b, here));
        snprintf(here, sizeof here, "?format=csv&amp;sheet=%d&amp;as_of",
                 shown);
        CHECK(has(&w.b, here));
        CHECK(has(&w.b, "?format=pdf&amp;as_of"));
    }
    CHECK_INT(get(&w.b, "/progress?as_of=2014-12&sheet=8"), 400);
    CHECK_INT(get_json(&w.b, "/progress?as_of=2014-12"), 200);
    CHECK(has(&w.b, "Progress of the month") && has(&w.b, "Who has reported") &&
          has(&w.b, "By unit and organiser"));
    page_ok(&w.b, "/progress?as_of=2014-12&format=text&lang=en");
    CHECK(has(&w.b, "Progress of the month") && has(&w.b, "Who has reported") &&
          has(&w.b, "By unit and organiser"));
    /* The work plan's two are short: both stand on its page. */
    page_ok(&w.b, "/workplan?as_of=2014-12&lang=en");
    CHECK(has(&w.b, "href=\"#sheet2\"") && has(&w.b, "id=\"sheet2\""));
    browser_end(&w.b);
}

/* An officer of a department sees figures and goals, not an office's own plan. */
SITE(who_sees_figures_alone_sees_no_plan)
{
    struct ward w;

    ward_start(&w, db);
    ward_grant(&w, "olga", "viewer", "");
    browser_login(&w.b, "olga");
    page_ok(&w.b, "/goals?as_of=2014-12");
    CHECK(!has(&w.b, "/new/goal"));
    CHECK_INT(get(&w.b, "/progress?as_of=2014-12"), 403);
    CHECK_INT(get(&w.b, "/workplan?as_of=2014-12"), 403);
    CHECK_INT(get(&w.b, "/logframe?as_of=2014-12"), 403);
    CHECK_INT(get(&w.b, "/report/progress?as_of=2014-12&format=csv"), 403);
    browser_end(&w.b);
}

/* A plan is entered on its form, and stands in the year's plan. */
SITE(a_plan_is_entered_month_by_month)
{
    struct ward w;
    const char *form;

    ward_start(&w, db);
    browser_login(&w.b, "admin");
    form = with(&w.b.site,
                "rsp=%1&place=%2&year=2013&title=Trial&lines.0.indicator=co&"
                "lines.0.m07=3&lines.0.m12=&lines.0.m06=4",
                id_named(S("rsp"), S("SRSO")), id_named(S("place"), S("pk723")),
                ID_NONE);
    CHECK_INT(send_form(&w.b, "/new/workplan", form), 303);
    page_ok(&w.b, "/workplan?as_of=2013-08&format=csv");
    CHECK(has(&w.b, ",3,,,,,,,,,,,4,7,3,"));
    CHECK_INT(send_form(&w.b, "/new/workplan",
                        "rsp=SRSO&year=2013&lines.0.indicator=co"),
              422); /* no place, no month */
    CHECK_INT(get(&w.b, "/new/workplan"), 200);
    CHECK(has(&w.b, "<div class=\"months\">"));
    browser_end(&w.b);
}

/* Nobody counts in paisa: what an indicator counts in rupees is typed and shown
 * in rupees, in every month of a plan and in every step of a frame. */
SITE(money_of_plans_is_typed_in_rupees)
{
    struct ward w;
    struct rows r;
    struct id plan;

    ward_start(&w, db);
    browser_login(&w.b, "admin");
    CHECK_INT(send_form(&w.b, "/new/workplan",
                        with(&w.b.site,
                             "rsp=%1&place=%2&year=2012&title=Rupees&"
                             "lines.0.indicator=saving&lines.0.m07=2500.50&"
                             "lines.0.m06=40&lines.1.indicator=co&"
                             "lines.1.m07=3",
                             id_named(S("rsp"), S("SRSO")),
                             id_named(S("place"), S("pk723")), ID_NONE)),
              303);
    CHECK_INT(both_ask(db, "SELECT m07 FROM workplan_lines l JOIN workplan w "
                           "ON w.entry = l.entry WHERE w.year = 2012 AND "
                           "l.indicator = 'saving'"),
              250050);
    CHECK_INT(both_ask(db, "SELECT m07 FROM workplan_lines l JOIN workplan w "
                           "ON w.entry = l.entry WHERE w.year = 2012 AND "
                           "l.indicator = 'co'"),
              3);
    r = db_text_rows(db, S("SELECT entry FROM workplan WHERE year = 2012"));
    plan = db_next(&r) ? db_id(&r, 0) : ID_NONE;
    db_done(&r);
    page_ok(&w.b, with(&w.b.site, "/edit/workplan/%1", plan, plan, plan));
    CHECK(has(&w.b, "value=\"2500.50\""));
    page_ok(&w.b, with(&w.b.site, "/entry/%1", plan, plan, plan));
    CHECK(has(&w.b, "2,500.5"));
    CHECK(!has(&w.b, "250,050"));
    CHECK_INT(send_form(&w.b, "/new/logframe",
                        with(&w.b.site,
                             "project=%3&rsp=%1&place=%2&version=7&"
                             "since=2014-01&steps.0.level=output&"
                             "steps.0.code=OP1&steps.0.statement=Save&"
                             "steps.0.indicator=saving&steps.0.baseline=100&"
                             "steps.0.amount=900.25&steps.0.evidence=Books&"
                             "milestones.0.code=OP1&milestones.0.indicator="
                             "saving&milestones.0.by_month=2014-06&"
                             "milestones.0.amount=500",
                             id_named(S("rsp"), S("SRSO")),
                             id_named(S("place"), S("pk723")),
                             id_named(S("project"), S("P-ONE")))),
              303);
    CHECK_INT(both_ask(db, "SELECT baseline FROM logframe_steps WHERE amount "
                           "= 90025"),
              10000);
    CHECK_INT(both_ask(db, "SELECT amount FROM logframe_milestones m JOIN "
                           "logframe f ON f.entry = m.entry WHERE f.version "
                           "= 7"),
              50000);
    CHECK_INT(send_form(&w.b, "/new/logframe",
                        with(&w.b.site,
                             "project=%3&rsp=%1&place=%2&version=8&"
                             "since=2014-01&steps.0.level=output&"
                             "steps.0.code=OP1&steps.0.statement=Save&"
                             "steps.0.indicator=saving&milestones.0.code=OP1&"
                             "milestones.0.indicator=co&"
                             "milestones.0.by_month=2014-06&"
                             "milestones.0.amount=500",
                             id_named(S("rsp"), S("SRSO")),
                             id_named(S("place"), S("pk723")),
                             id_named(S("project"), S("P-ONE")))),
              422);
    browser_end(&w.b);
}

/* A frame as it is typed: no code, no indicator of a milestone; the next version
 * begins with it, and its page says of each step how far it is. */
static struct id frame_latest(struct db *db)
{
    struct rows r = db_text_rows(db, S("SELECT entry FROM logframe ORDER BY "
                                       "version DESC LIMIT 1"));
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

static const char *frame_path(struct ward *w, const char *path, struct id frame)
{
    return with(&w->b.site, path, frame, frame, frame);
}

static const char *frame_typed(struct ward *w, const char *rows)
{
    struct buf b = buf_start(&w->b.site.arena);

    buf_fmt(&b, "project=%%3&rsp=%%1&place=%%2&since=2014-01&version=21&%s",
            rows);
    return with(&w->b.site, arena_z(b.arena, buf_str(&b)),
                id_named(S("rsp"), S("SRSO")), id_named(S("place"), S("pk723")),
                id_named(S("project"), S("P-ONE")));
}

#define STEP_GOAL                                                              \
    "steps.0.level=goal&steps.0.code=G1&steps.0.statement=Less+poverty&"
#define STEP_SAVING                                                            \
    "steps.2.level=output&steps.2.code=OP1&steps.2.statement=They+save&"       \
    "steps.2.indicator=saving&steps.2.baseline=100&steps.2.amount=900.25&"     \
    "steps.2.ends=2014-12&steps.2.evidence=Books&"

SITE(a_frame_is_written_and_read_in_the_units_of_its_indicators)
{
    struct ward w;
    struct id frame, next;

    ward_start(&w, db);
    browser_login(&w.b, "admin");
    page_ok(&w.b, "/logframe/new?project=P-ONE&lang=en");
    CHECK(has(&w.b, "name=\"steps.0.statement\""));
    /* Blank rows, where level and code stand, are no steps. */
    CHECK_INT(send_form(&w.b, "/logframe/new",
                        frame_typed(&w, "steps.0.level=goal&steps.0.code=G1")),
              422);
    /* One more output is asked for; what was typed stays. */
    CHECK_INT(send_form(&w.b, "/logframe/new",
                        frame_typed(&w, STEP_GOAL STEP_SAVING "_add=output")),
              200);
    CHECK(has(&w.b, "value=\"900.25\"") && has(&w.b, "OP2"));
    /* A number that is none is said at its own field. */
    CHECK_INT(send_form(&w.b, "/logframe/new",
                        frame_typed(&w,
                                    STEP_SAVING "milestones.3.code=OP1&"
                                                "milestones.3.by_month=2014-06&"
                                                "milestones.3.amount=many")),
              422);
    CHECK(has(&w.b, "value=\"many\""));
    /* A milestone of a step that nothing measures. */
    CHECK_INT(send_form(&w.b, "/logframe/new",
                        frame_typed(&w, STEP_GOAL "milestones.0.code=G1&"
                                                  "milestones.0.by_month="
                                                  "2014-06&milestones.0."
                                                  "amount=5")),
              422);
    CHECK_INT(send_form(&w.b, "/logframe/new",
                        frame_typed(&w, STEP_GOAL STEP_SAVING
                                    "milestones.3.code=OP1&"
                                    "milestones.3.by_month=2014-06&"
                                    "milestones.3.amount=500.50")),
              303);
    frame = frame_latest(db);
    CHECK_INT(both_ask(db, "SELECT amount FROM logframe_milestones m JOIN "
                           "logframe f ON f.entry = m.entry WHERE f.version "
                           "= 21"),
              50050);
    CHECK_INT(get_json(&w.b,
                       frame_path(&w, "/logframe/%1?as_of=2014-12", frame)),
              200);
    CHECK(has(&w.b, "\"amount\":50050,\"by\":\"2014-06\""));
    CHECK(has(&w.b, "\"baseline\":10000") && has(&w.b, "\"scale\":2"));
    page_ok(&w.b, frame_path(&w, "/logframe/%1?as_of=2014-12", frame));
    CHECK(has(&w.b, "500.5") && !has(&w.b, "50,050"));
    CHECK(has(&w.b, "/report/logframe?format=csv&amp;project=P-ONE"));
    page_ok(&w.b, frame_path(&w, "/entry/%1", frame));
    CHECK(has(&w.b, "500.5") && !has(&w.b, "50,050"));
    for (const char *lang = "ur\0sd\0"; *lang; lang += 3) {
        page_ok(&w.b, frame_path(&w,
                                 *lang == 'u' ? "/logframe/%1?lang=ur" :
                                                "/logframe/%1?lang=sd",
                                 frame));
        CHECK(!has(&w.b, "frame.") && !has(&w.b, ">Milestone"));
    }
    page_ok(&w.b, frame_path(&w, "/logframe/new?of=%1&lang=en", frame));
    CHECK(has(&w.b, "value=\"22\"") && has(&w.b, "value=\"500.50\"") &&
          has(&w.b, "They save"));
    /* One that another system sent names no indicator for its milestone. */
    next = draft(&w.b.site, "logframe",
                 with(&w.b.site,
                      "{\"milestones\":[{\"amount\":77050,\"by_month\":"
                      "\"2014-06\",\"code\":\"X\"}],\"place\":\"%2\","
                      "\"project\":\"%3\",\"rsp\":\"%1\",\"since\":"
                      "\"2014-01\",\"steps\":[{\"amount\":99000,\"code\":\"X\","
                      "\"evidence\":\"e\",\"indicator\":\"saving\",\"level\":"
                      "\"output\",\"statement\":\"s\"}],\"version\":22}",
                      id_named(S("rsp"), S("SRSO")),
                      id_named(S("place"), S("pk723")),
                      id_named(S("project"), S("P-ONE"))));
    page_ok(&w.b, frame_path(&w, "/entry/%1", next));
    CHECK(has(&w.b, "770.5") && !has(&w.b, "77,050"));
    page_ok(&w.b, frame_path(&w, "/edit/logframe/%1", next));
    CHECK(has(&w.b, "value=\"770.50\"") && !has(&w.b, "77050"));
    page_ok(&w.b, frame_path(&w, "/logframe/%1", next));
    CHECK(has(&w.b, "770.5") &&
          has(&w.b, frame_path(&w, "/logframe/%1", frame)));
    browser_login(&w.b, "viewer");
    CHECK_INT(get(&w.b, frame_path(&w, "/logframe/%1", frame)), 403);
    CHECK_INT(get(&w.b, "/logframe/new"), 403);
    browser_end(&w.b);
}

/* A manager of one RSP who asks for her district, or for a place in it, means
 * what her RSP does there; elsewhere she reads nothing. */
SITE(a_manager_asks_for_her_district_by_its_name_alone)
{
    struct ward w;
    struct buf limit;

    ward_start(&w, db);
    limit = buf_start(&w.b.site.arena);
    buf_z(&limit, ",\"place\":\"");
    id_put(&limit, id_named(S("place"), S("pk723")));
    buf_z(&limit, "\",\"rsp\":\"");
    id_put(&limit, id_named(S("rsp"), S("SRSO")));
    buf_z(&limit, "\"");
    ward_grant(&w, "mano", "manager", arena_z(limit.arena, buf_str(&limit)));
    browser_login(&w.b, "mano");
    page_ok(&w.b, "/progress?as_of=2014-12&lang=en");
    page_ok(&w.b, "/progress?as_of=2014-12&place=pk723");
    CHECK(has(&w.b, "| SRSO"));
    page_ok(&w.b, "/workplan?as_of=2014-12&place=pk72302");
    page_ok(&w.b, "/workplan/entries?indicator=co&place=pk723&as_of=2014-12");
    CHECK_INT(get(&w.b, "/progress?as_of=2014-12&place=pk628"), 403);
    CHECK_INT(get(&w.b, "/progress?as_of=2014-12&place=pk723&rsp=NRSP"), 403);
    browser_end(&w.b);
}
