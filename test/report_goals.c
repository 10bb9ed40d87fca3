/* report_goals - what is asked for by the goal it serves, each need once; and a
 * project's frame beside what came about. */
#include "../src/report/report.h"
#include "register_site.h"

struct aims_site {
    struct village v;
    struct id co, vo;
    int64_t number;
};

static void start(struct aims_site *x, struct db *db)
{
    memset(x, 0, sizeof *x);
    village_start(&x->v, db);
    x->co = body_put(&x->v, "co", "women", x->v.srso, x->v.goth);
    x->vo = body_put(&x->v, "vo", "women", x->v.srso, x->v.deh);
}

/* Rs 1,000 for four households, nine women and eight men. */
static struct id need_put(struct aims_site *x, struct id body,
                          const char *sector, const char *goal)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_z(&b, "{\"body\":\"%1\",\"cost\":100000,");
    if (*goal)
        buf_fmt(&b, "\"goal\":\"%s\",", goal);
    buf_fmt(&b,
            "\"households\":4,\"men\":8,\"nature\":\"public\",\"number\":"
            "\"N-%lld\",\"raised\":\"2014-02-10\",\"sector\":\"%s\",\"title\":"
            "\"A wish\",\"who\":\"helped\",\"women\":9}",
            (long long)++x->number, sector);
    return say_that(&x->v, "need", arena_z(b.arena, buf_str(&b)), body, ID_NONE,
                    ID_NONE);
}

/* A type of schemes of that sector. */
static const char *type_of(struct db *db, struct arena *a, const char *sector)
{
    const struct field *f = kind_field(kind_find(S("scheme_type")),
                                       S("sector"));
    struct rows r = db_text_rows(db, S("SELECT code FROM scheme_type WHERE "
                                       "sector = $1 AND counts = 1 "
                                       "ORDER BY code LIMIT 1"));
    const char *code = "";

    db_bind_int(&r, 1, choice_find(f->of, str_of(sector)));
    if (CHECK(db_next(&r)))
        code = arena_z(a, arena_str(a, db_str(&r, 0)));
    db_done(&r);
    return code;
}

/* "%4" in the body is the need's id. */
static void scheme_put(struct aims_site *x, const char *body, struct id need)
{
    struct buf b = buf_start(&x->v.s.arena);

    for (; *body; body++)
        if (body[0] == '%' && body[1] == '4') {
            id_put(&b, need);
            body++;
        } else {
            buf_char(&b, *body);
        }
    say_that(&x->v, "scheme", arena_z(b.arena, buf_str(&b)), x->co, x->v.goth,
             x->v.srso);
}

static struct str csv_of(struct aims_site *x, const char *report,
                         const struct question *q)
{
    struct arena *a = &x->v.s.arena;
    struct findings f = findings_start(a);
    const struct report *r = report_find(str_of(report));
    struct sheet out[REPORT_SHEETS];
    struct buf b = buf_start(a);

    if (CHECK(r) && CHECK_INT(r->make(x->v.s.db, q, a, out, &f), 1))
        sheet_csv(&b, &out[0]);
    for (size_t i = 0; i < f.n; i++)
        printf("# %s\n", f.at[i].what);
    both_fine(x->v.s.db);
    return buf_str(&b);
}

static struct str line_of(struct str csv, const char *begins)
{
    while (csv.n) {
        struct str line = str_cut(&csv, '\n');

        if (str_starts(line, str_of(begins)))
            return line;
    }
    return S("(no such line)");
}

static struct question asked(int sheet)
{
    struct question q = { .from = MONTH_NONE, .sheet = sheet };

    CHECK(month_read(S("2014-12"), &q.as_of));
    return q;
}

SITE(each_need_counts_to_one_goal)
{
    struct aims_site x;
    struct question q = asked(1);
    struct id wide, leaf;
    struct str csv;

    start(&x, db);
    need_put(&x, x.co, "water", "");
    need_put(&x, x.co, "road", "6.1"); /* a pipe along the road */
    need_put(&x, x.co, "other", "");
    leaf = need_put(&x, x.co, "water", "");
    wide = need_put(&x, x.vo, "water", "");
    say_that(&x.v, "need_join",
             "{\"held\":\"2014-03-01\",\"need\":\"%1\",\"wider\":\"%2\","
             "\"why\":\"one pump\"}",
             leaf, wide, ID_NONE);
    say_that(&x.v, "need_answer",
             "{\"body\":\"%2\",\"held\":\"2014-05-01\",\"need\":\"%1\","
             "\"says\":\"completed\",\"tier\":\"vo\",\"why\":\"built\"}",
             leaf, x.vo, ID_NONE);
    csv = csv_of(&x, "goals", &q);
    CHECK_STR(line_of(csv, "goal,"),
              S("goal,title,set_aside,projects,indicators,needs,needs_done,"
                "needs_cost,households,women,men,schemes,schemes_done,"
                "schemes_paid,schemes_share,scheme_households,scheme_women,"
                "scheme_men,trainings,training_women,training_men,nrm,"
                "nrm_women,nrm_men,linkages,linkages_delivered,"
                "linkages_worth"));
    CHECK_STR(
        line_of(csv, "6.1,"),
        S("6.1,Safe drinking water for all,,,,3,1,3000,12,27,24,,,,,,,,,,,,,,,,"));
    CHECK_STR(line_of(csv, ",Serves no goal"),
              S(",Serves no goal yet,,,,1,0,1000,4,9,8,,,,,,,,,,,,,,,,"));
    CHECK_STR(line_of(csv, ",Total"),
              S(",Total,,,,4,1,4000,16,36,32,,,,,,,,,,,,,,,,"));
    /* What nobody asked for and nothing counts has no row. */
    CHECK_STR(line_of(csv, "17.19,"), S("(no such line)"));
    q.place = x.v.hamlet;
    CHECK_STR(line_of(csv_of(&x, "goals", &q), "6.1,"), S("(no such line)"));
    q.place = x.v.uc;
    CHECK(str_starts(line_of(csv_of(&x, "goals", &q), ",Total"),
                     S(",Total,,,,4,1,4000,")));
    q.place = ID_NONE;
    q.rsp = x.v.nrsp;
    CHECK_STR(line_of(csv_of(&x, "goals", &q), ",Total"),
              S(",Total,,,,,,,,,,,,,,,,,,,,,,,,,"));
    q.rsp = ID_NONE;
    q.as_of -= 11; /* January: nobody had asked yet */
    CHECK_STR(line_of(csv_of(&x, "goals", &q), ",Total"),
              S(",Total,,,,,,,,,,,,,,,,,,,,,,,,,"));
    site_end(&x.v.s);
}

/* A scheme counts to its own goal, or its need's, or that of its type. */
SITE(schemes_count_beside_what_was_asked)
{
    struct aims_site x;
    struct question q = asked(1);
    struct id need;
    struct str csv;

    start(&x, db);
    need = need_put(&x, x.co, "road", "11.2");
    for (int i = 0; i < 3; i++) {
        struct buf b = buf_start(&x.v.s.arena);

        buf_fmt(&b,
                "{\"body\":\"%%1\",%s\"held\":\"2014-03-0%d\",\"households\":"
                "5,\"number\":\"S-%d\",\"place\":\"%%2\",\"rsp\":\"%%3\","
                "\"title\":\"A work\",\"type\":\"%s\",\"women\":7}",
                i == 0 ? "\"goal\":\"1.4\"," :
                i == 1 ? "\"need\":\"%4\"," :
                         "",
                i + 1, i, type_of(db, &x.v.s.arena, "water"));
        scheme_put(&x, arena_z(b.arena, buf_str(&b)), need);
    }
    csv = csv_of(&x, "goals", &q);
    CHECK_STR(line_of(csv, "1.4,"),
              S("1.4,\"Equal rights to services, land and finance\",,,1,,,,,,,"
                "1,0,0,0,5,7,0,,,,,,,,,"));
    CHECK_STR(
        line_of(csv, "11.2,"),
        S("11.2,Transport for all,,,,1,0,1000,4,9,8,1,0,0,0,5,7,0,,,,,,,,,"));
    CHECK_STR(
        line_of(csv, "6.1,"),
        S("6.1,Safe drinking water for all,,,,,,,,,,1,0,0,0,5,7,0,,,,,,,,,"));
    CHECK_STR(line_of(csv, ",Total"),
              S(",Total,,,,1,0,1000,4,9,8,3,0,0,0,15,21,0,,,,,,,,,"));
    q.as_of -= 10; /* February */
    CHECK_STR(line_of(csv_of(&x, "goals", &q), ",Total"),
              S(",Total,,,,1,0,1000,4,9,8,,,,,,,,,,,,,,,,"));
    site_end(&x.v.s);
}

/* So does what is taught, planted and asked of others; without a goal of its own
 * by its sector, or by its need's. */
SITE(trainings_trees_and_linkages_count_to_a_goal)
{
    struct aims_site x;
    struct question q = asked(1);
    struct id need;
    struct str csv;

    start(&x, db);
    need = need_put(&x, x.co, "forest", "13.1");
    say_that(&x.v, "training",
             "{\"code\":\"T-1\",\"days\":2,\"goal\":\"5.5\",\"kind\":"
             "\"CMST\",\"men\":3,\"place\":\"%1\",\"rsp\":\"%2\",\"since\":"
             "\"2014-03-10\",\"title\":\"CMST\",\"until\":"
             "\"2014-03-11\",\"women\":11}",
             x.v.goth, x.v.srso, ID_NONE);
    say_that(&x.v, "nrm",
             "{\"activity\":\"forest_plants\",\"body\":\"%1\",\"goal\":"
             "\"15.2\",\"held\":\"2014-02-10\",\"men\":1,\"quantity\":50,"
             "\"species\":\"Neem\",\"women\":2}",
             x.co, ID_NONE, ID_NONE);
    say_that(&x.v, "linkage",
             "{\"agency\":\"%2\",\"body\":\"%1\",\"issue\":\"Saplings\","
             "\"need\":\"%3\",\"requested\":\"2014-02-01\",\"sector\":"
             "\"forest\"}",
             x.vo, named("agency", "FOREST"), need);
    csv = csv_of(&x, "goals", &q);
    CHECK(str_ends(line_of(csv, "5.5,"), S(",,1,11,3,,,,,,")));
    CHECK(str_ends(line_of(csv, "15.2,"), S(",,,1,2,1,,,")));
    CHECK(str_ends(line_of(csv, "13.1,"), S(",,,,,,,1,0,0")));
    CHECK(str_ends(line_of(csv, ",Total"), S(",1,11,3,1,2,1,1,0,0")));
    q.as_of -= 11; /* January: nothing yet */
    CHECK_STR(line_of(csv_of(&x, "goals", &q), ",Total"),
              S(",Total,,,,,,,,,,,,,,,,,,,,,,,,,"));
    site_end(&x.v.s);
}

SITE(government_papers_stand_beside_and_projects_serve_goals)
{
    struct aims_site x;
    struct question q = asked(1);
    struct str csv;
    const char *ten, *two;

    start(&x, db);
    say_that(&x.v, "goal",
             "{\"amount\":500000000,\"code\":\"ADP-10\",\"family\":\"adp\","
             "\"framework\":\"ADP of Sindh 2014-15\",\"title\":\"Village "
             "water\",\"year\":2014}",
             ID_NONE, ID_NONE, ID_NONE);
    say_that(&x.v, "goal",
             "{\"amount\":100,\"code\":\"ADP-2\",\"family\":\"adp\","
             "\"framework\":\"ADP of Sindh 2014-15\",\"title\":\"Lanes\","
             "\"year\":2014}",
             ID_NONE, ID_NONE, ID_NONE);
    say_that(&x.v, "goal",
             "{\"code\":\"PRS-3\",\"family\":\"strategy\",\"framework\":"
             "\"Poverty reduction strategy\",\"title\":\"Schools\"}",
             ID_NONE, ID_NONE, ID_NONE);
    say_that(&x.v, "project",
             "{\"code\":\"P-ONE\",\"name\":\"One\",\"nature\":\"core\",\"rsp\":"
             "\"%1\",\"since\":\"2014\"}",
             x.v.srso, ID_NONE, ID_NONE);
    for (int i = 0; i < 2; i++) /* said twice, it is one project */
        say_that(&x.v, "goal_link",
                 "{\"goal\":\"ADP-10\",\"project\":\"P-ONE\"}", ID_NONE,
                 ID_NONE, ID_NONE);
    need_put(&x, x.co, "water", "ADP-10");
    csv = csv_of(&x, "goals", &q);
    CHECK_STR(
        line_of(csv, "ADP-10,"),
        S("ADP-10,Village water,5000000,1,,1,0,1000,4,9,8,,,,,,,,,,,,,,,,"));
    ten = line_of(csv, "ADP-10,").p;
    two = line_of(csv, "ADP-2,").p;
    CHECK(two && ten && two < ten); /* by their numbers */
    CHECK(line_of(csv, "16.7,").p < line_of(csv, "PRS-3,").p);
    CHECK(line_of(csv, "PRS-3,").p < two);
    CHECK_STR(line_of(csv, "PRS-3,"),
              S("PRS-3,Schools,,,,,,,,,,,,,,,,,,,,,,,,,"));
    q.rsp = x.v.nrsp;
    CHECK_STR(line_of(csv_of(&x, "goals", &q), "ADP-10,"),
              S("ADP-10,Village water,5000000,,,,,,,,,,,,,,,,,,,,,,,,"));
    site_end(&x.v.s);
}

SITE(indicators_stand_under_their_goals)
{
    struct aims_site x;
    struct question q = asked(2);
    struct str csv;

    start(&x, db);
    say_that(&x.v, "filing",
             "{\"as_of\":\"2014-06\",\"place\":\"%1\",\"rsp\":\"%2\","
             "\"values\":[{\"amount\":40,\"indicator\":\"co.women\"}]}",
             x.v.district, x.v.srso, ID_NONE);
    say_that(&x.v, "filing",
             "{\"as_of\":\"2014-12\",\"place\":\"%1\",\"rsp\":\"%2\","
             "\"values\":[{\"amount\":46,\"indicator\":\"co.women\"}]}",
             x.v.district, x.v.srso, ID_NONE);
    say_that(&x.v, "target",
             "{\"amount\":12,\"begins\":\"2014-07\",\"ends\":\"2015-06\","
             "\"indicator\":\"co.women\",\"place\":\"%1\",\"rsp\":\"%2\"}",
             x.v.district, x.v.srso, ID_NONE);
    csv = csv_of(&x, "goals", &q);
    CHECK_STR(line_of(csv, "5.5,Women lead and decide,co.women"),
              S("5.5,Women lead and decide,co.women,Women COs,6,6,12,50,46"));
    CHECK_STR(line_of(csv, "3.1,"),
              S("3.1,Fewer mothers die in childbirth,tba,Traditional birth "
                "attendants and health workers trained,,,,,"));
    site_end(&x.v.s);
}

/* ---- the frame and the plan of a year -----------------------------------*/

static struct id project_put(struct aims_site *x, const char *code)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"code\":\"%s\",\"name\":\"One\",\"nature\":\"core\",\"rsp\":"
            "\"%%1\",\"since\":\"2014\"}",
            code);
    return say_that(&x->v, "project", arena_z(b.arena, buf_str(&b)), x->v.srso,
                    ID_NONE, ID_NONE);
}

/* CO and household numbers of the district as of a month. */
static void file_put(struct aims_site *x, const char *as_of, int co,
                     struct id project)
{
    struct buf b = buf_start(&x->v.s.arena);

    buf_fmt(&b,
            "{\"as_of\":\"%s\",\"place\":\"%%1\",%s\"rsp\":\"%%2\",\"values\":"
            "[{\"amount\":%d,\"indicator\":\"co\"}]}",
            as_of, id_none(project) ? "" : "\"project\":\"%3\",", co);
    say_that(&x->v, "filing", arena_z(b.arena, buf_str(&b)), x->v.district,
             x->v.srso, project);
}

SITE(a_frame_stands_beside_what_came_about)
{
    struct aims_site x;
    struct question q = asked(1);
    struct id project;
    struct str csv;

    start(&x, db);
    project = project_put(&x, "P-ONE");
    say_that(&x.v, "logframe",
             "{\"place\":\"%1\",\"project\":\"%2\",\"rsp\":\"%3\",\"since\":"
             "\"2014-01\",\"steps\":[{\"amount\":9,\"code\":\"9\",\"evidence\":"
             "\"e\",\"indicator\":\"co\",\"level\":\"output\",\"statement\":"
             "\"Older\"}],\"version\":1}",
             x.v.district, project, x.v.srso);
    say_that(
        &x.v, "logframe",
        "{\"milestones\":[{\"amount\":30,\"by_month\":\"2014-06\",\"code\":"
        "\"2.1\"},{\"amount\":35,\"by_month\":\"2014-12\",\"code\":\"2.1\"}"
        ",{\"amount\":44,\"by_month\":\"2015-06\",\"code\":\"2.1\"}],"
        "\"place\":\"%1\",\"project\":\"%2\",\"rsp\":\"%3\",\"since\":"
        "\"2014-01\",\"steps\":[{\"code\":\"1\",\"level\":\"goal\","
        "\"statement\":\"Fewer poor\"},{\"amount\":60,\"assumption\":"
        "\"peace\",\"baseline\":20,\"code\":\"2.1\",\"ends\":\"2015-12\","
        "\"evidence\":\"registers\",\"goal\":\"1.2\",\"indicator\":\"co\","
        "\"level\":\"output\",\"statement\":\"Organised\"},{\"amount\":100,"
        "\"baseline\":50,\"code\":\"2.2\",\"ends\":\"2014-06\","
        "\"evidence\":\"registers\",\"indicator\":\"co\",\"level\":"
        "\"outcome\",\"measure\":\"place\",\"statement\":\"All\"}],"
        "\"version\":2}",
        x.v.district, project, x.v.srso);
    file_put(&x, "2014-06", 4, project);
    file_put(&x, "2014-12", 10, project);
    file_put(&x, "2014-06", 70, ID_NONE);
    file_put(&x, "2014-12", 90, ID_NONE);
    csv = csv_of(&x, "logframe", &q);
    CHECK_STR(line_of(csv, "P-ONE"), S("P-ONE One,,,,,,,,,,,,,"));
    CHECK_STR(line_of(csv, "Goal,"), S("Goal,1,Fewer poor,,,,,,,,,,,"));
    /* 20 that were there, and 10 of the project; 40 were to come. */
    CHECK_STR(line_of(csv, "Output,2.1"),
              S("Output,2.1,Organised,Community Organisations (COs) formed,20,"
                "2014-12,35,30,60,2015-12,25,registers,peace,1.2"));
    /* All in the place, as of its end in June: 74, from 50 to 100. */
    CHECK_STR(line_of(csv, "Outcome,2.2"),
              S("Outcome,2.2,All,Community Organisations (COs) formed,50,,,74,"
                "100,2014-06,48,registers,,"));
    CHECK_STR(line_of(csv, "Output,9"), S("(no such line)"));
    q.rsp = x.v.nrsp;
    CHECK_STR(line_of(csv_of(&x, "logframe", &q), "P-ONE"),
              S("(no such line)"));
    q.rsp = ID_NONE;
    q.place = x.v.uc; /* the frame is of the whole district */
    CHECK_STR(line_of(csv_of(&x, "logframe", &q), "P-ONE"),
              S("(no such line)"));
    site_end(&x.v.s);
}

SITE(the_plan_of_a_year_by_unit_and_organiser)
{
    struct aims_site x;
    struct question q = asked(1);
    struct id unit, staff;
    struct buf b;
    struct str csv;

    start(&x, db);
    unit = say_that(&x.v, "unit",
                    "{\"code\":\"PU\",\"name\":\"Pano unit\",\"nature\":"
                    "\"field_unit\",\"place\":\"%1\",\"rsp\":\"%2\"}",
                    x.v.district, x.v.srso, ID_NONE);
    staff = say_that(&x.v, "staff",
                     "{\"name\":\"Sanam\",\"post\":\"social_organiser\","
                     "\"rsp\":\"%2\",\"since\":\"2014-01-01\",\"unit\":\"%1\"}",
                     unit, x.v.srso, ID_NONE);
    b = buf_start(&x.v.s.arena);
    buf_z(&b, "{\"lines\":[{\"activity\":\"Visit\",\"indicator\":\"co\","
              "\"m07\":3,\"m12\":4,\"m06\":13,\"staff\":\"");
    id_put(&b, staff);
    buf_z(&b, "\"},{\"indicator\":\"co\",\"m12\":1,\"place\":\"");
    id_put(&b, named("place", "pk717"));
    buf_z(&b, "\"}],\"place\":\"%1\",\"rsp\":\"%2\",\"title\":\"First\","
              "\"unit\":\"%3\",\"year\":2014}");
    say_that(&x.v, "workplan", arena_z(b.arena, buf_str(&b)), x.v.district,
             x.v.srso, unit);
    file_put(&x, "2014-06", 70, ID_NONE);
    file_put(&x, "2014-12", 80, ID_NONE);
    csv = csv_of(&x, "workplan", &q);
    CHECK(str_starts(line_of(csv, "SRSO"), S("SRSO Pano unit First,,,")));
    CHECK_STR(line_of(csv, "Sanam"),
              S("Sanam,Sukkur,Community Organisations (COs) formed,Visit,3,,,,,"
                "4,,,,,,13,20,7,10,50"));
    CHECK(memmem(csv.p, csv.n, "does not count", 14) != NULL);
    q.as_of += 7; /* July: another year */
    CHECK_STR(line_of(csv_of(&x, "workplan", &q), "Sanam"),
              S("(no such line)"));
    site_end(&x.v.s);
}
