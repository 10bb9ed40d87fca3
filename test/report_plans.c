/* report_plans - what is wanted, by sector, place, VO, who asks and who pays: all
 * sheets come to the same; the women's list apart; drill-down says what it
 * counts. Today is 1 January 2015. */
#include "../src/report/report.h"
#include "register_site.h"

struct asked {
    struct village v;
    struct id co, vo, far_co;
    int64_t number;
};

static struct id need_put(struct asked *x, struct id body, const char *sector,
                          const char *who, int rupees, const char *more)
{
    struct village *v = &x->v;
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cost\":%d,\"nature\":\"public\",\"number\":"
            "\"N-%lld\",\"raised\":\"2014-02-10\",\"sector\":\"%s\",\"title\":"
            "\"Wish\",\"who\":\"%s\"%s}",
            rupees * 100, (long long)++x->number, sector, who, more);
    return say_that(v, "need", arena_z(b.arena, buf_str(&b)), body, ID_NONE,
                    ID_NONE);
}

static void asked_start(struct asked *x, struct db *db)
{
    struct village *v = &x->v;
    struct id wide, well, pump;

    memset(x, 0, sizeof *x);
    village_start(v, db);
    x->vo = body_put(v, "vo", "women", v->srso, v->goth);
    x->co =
        say_that(v, "body",
                 "{\"formed\":\"2012-01-15\",\"name\":\"Roshni\",\"nature\":"
                 "\"co\",\"parent\":\"%3\",\"place\":\"%2\",\"rsp\":\"%1\","
                 "\"sex\":\"women\"}",
                 v->srso, v->goth, x->vo);
    x->far_co = body_put(v, "co", "men", v->srso, v->hamlet);
    pump = need_put(x, x->co, "water", "helped", 40000,
                    ",\"households\":10,\"women_first\":true,\"share\":["
                    "{\"amount\":1000000,\"source\":\"own_labour\"},{\"amount\""
                    ":3000000,\"source\":\"grant\"}]");
    well = need_put(x, x->co, "water", "state", 60000, ",\"households\":5");
    wide = need_put(x, x->vo, "water", "helped", 999999, "");
    say_that(v, "need_join",
             "{\"held\":\"2014-03-01\",\"need\":\"%1\",\"wider\":\"%2\"}", pump,
             wide, ID_NONE);
    say_that(v, "need_join",
             "{\"held\":\"2014-03-01\",\"need\":\"%1\",\"wider\":\"%2\"}", well,
             wide, ID_NONE);
    need_put(x, x->far_co, "road", "self", 5000, ",\"households\":7");
    say_that(v, "need_answer",
             "{\"held\":\"2014-04-01\",\"need\":\"%1\",\"says\":\"approved\","
             "\"tier\":\"vo\"}",
             wide, ID_NONE, ID_NONE);
}

static int report_on(struct asked *x, struct id place, int mon,
                     struct sheet *out)
{
    struct arena *a = &x->v.s.arena;
    struct question q = { .as_of = month_of(day_of(2014, mon, 1)),
                          .from = MONTH_NONE,
                          .place = place,
                          .by = BY_UC };
    struct findings f = findings_start(a);
    int n = report_find(S("plans"))->make(x->v.s.db, &q, a, out, &f);

    CHECK(!findings_stop(&f));
    both_fine(x->v.s.db);
    return n;
}

static int report(struct asked *x, struct id place, struct sheet *out)
{
    return report_on(x, place, 12, out);
}

static struct str csv(struct asked *x, const struct sheet *s)
{
    struct buf b = buf_start(&x->v.s.arena);

    sheet_csv(&b, s);
    return buf_str(&b);
}

static void line_is(struct str text, const char *line)
{
    if (!CHECK(memmem(text.p, text.n, line, strlen(line))))
        printf("# no %s in\n# %.*s\n", line, (int)text.n, text.p);
}

SITE(every_sheet_comes_to_the_same)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;

    asked_start(&x, db);
    CHECK_INT(report(&x, x.v.district, out), 8);
    /* needs, households, women first, wanted, self, helped, state, approved,
     * funded, met */
    line_is(csv(&x, &out[0]),
            "Drinking water,2,15,1,100000,0,40000,60000,100000,0,0");
    line_is(csv(&x, &out[0]), "Roads and paths,1,7,0,5000,5000,0,0,0,0,0");
    for (int i = 0; i < 5; i++)
        if (i != 1)
            line_is(csv(&x, &out[i]),
                    ",3,22,1,105000,5000,40000,60000,100000,0,0");
    line_is(csv(&x, &out[1]), ",1,10,1,40000,0,40000,0,40000,0,0");
    line_is(csv(&x, &out[2]), "Sangi,2,15,1,100000,");
    line_is(csv(&x, &out[2]), "Hingoro,1,7,0,5000,");
    line_is(csv(&x, &out[3]), "Mehran,2,15,1,100000,"); /* the VO of the CO */
    line_is(csv(&x, &out[5]), "Own labour,10000,");
    line_is(csv(&x, &out[5]), "No source named,65000,");
    site_end(&x.v.s);
}

SITE(one_union_council_is_its_own)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;

    asked_start(&x, db);
    report(&x, x.v.far, out);
    line_is(csv(&x, &out[0]), ",1,7,0,5000,5000,0,0,0,0,0");
    CHECK(!memmem(csv(&x, &out[0]).p, csv(&x, &out[0]).n, "water", 5));
    site_end(&x.v.s);
}

/* A month that is over stays what it was: before the needs were merged, before
 * anybody approved, before the cost was said anew. */
SITE(an_earlier_month_stands_as_it_was)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;
    struct id late;

    asked_start(&x, db);
    late = need_put(&x, x.far_co, "energy", "self", 1000, ",\"households\":1");
    say_that(&x.v, "need_change",
             "{\"cost\":900000,\"held\":\"2014-06-01\",\"households\":4,"
             "\"need\":\"%1\",\"version\":2,\"why\":\"dearer\"}",
             late, ID_NONE, ID_NONE);
    say_that(&x.v, "need_answer",
             "{\"held\":\"2014-07-01\",\"need\":\"%1\",\"says\":"
             "\"completed\",\"tier\":\"vo\"}",
             late, ID_NONE, ID_NONE);
    report_on(&x, x.v.district, 1, out);
    CHECK(!memmem(csv(&x, &out[0]).p, csv(&x, &out[0]).n, "Drinking", 8));
    /* In February nothing is merged: the wide need is a wish like the others. */
    report_on(&x, x.v.district, 2, out);
    for (int i = 0; i < 5; i++)
        if (i != 1)
            line_is(csv(&x, &out[i]),
                    ",5,23,1,1105999,6000,1039999,60000,0,0,0");
    line_is(csv(&x, &out[3]), "Mehran,3,15,1,1099999,");
    report_on(&x, x.v.district, 3, out); /* merged, and nobody answered */
    for (int i = 0; i < 5; i++)
        if (i != 1)
            line_is(csv(&x, &out[i]), ",4,23,1,106000,6000,40000,60000,0,0,0");
    report_on(&x, x.v.district, 4, out);
    line_is(csv(&x, &out[2]), ",4,23,1,106000,6000,40000,60000,100000,0,0");
    report_on(&x, x.v.district, 6, out);
    line_is(csv(&x, &out[2]), ",4,26,1,114000,14000,40000,60000,100000,0,0");
    line_is(csv(&x, &out[5]), ",114000,");
    report_on(&x, x.v.district, 7, out);
    line_is(csv(&x, &out[2]), ",4,26,1,114000,14000,40000,60000,109000,9000,1");
    site_end(&x.v.s);
}

/* Whom it serves: a body's need as it says, a household's by its score. */
SITE(bands_roll_up_and_each_leaf_is_counted_once)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;
    struct id home, own;

    asked_start(&x, db);
    home = household_put(&x.v, x.v.goth);
    say_that(&x.v, "score",
             "{\"card\":\"SPS-PAK-2009-002\",\"held\":\"2014-01-01\","
             "\"household\":\"%1\",\"origin\":\"BISP\",\"score\":1550,"
             "\"source\":\"imported\"}",
             home, ID_NONE, ID_NONE);
    own = say_that(&x.v, "need",
                   "{\"body\":\"%1\",\"cost\":200000,\"household\":\"%2\","
                   "\"nature\":\"private\",\"number\":\"H-1\",\"raised\":"
                   "\"2014-02-11\",\"sector\":\"livestock\",\"title\":"
                   "\"A goat\",\"who\":\"self\",\"women\":1}",
                   x.co, home, ID_NONE);
    need_put(&x, x.far_co, "energy", "self", 1000,
             ",\"band\":[{\"band\":\"b0\",\"households\":3},{\"band\":\"b12\","
             "\"households\":2}],\"households\":6,\"men\":9,\"women\":8");
    report(&x, x.v.district, out);
    /* needs, households, women, men, four bands, not known */
    line_is(csv(&x, &out[7]), "Sangi,3,16,1,0,0,1,0,0,15");
    line_is(csv(&x, &out[7]), "Hingoro,2,13,8,9,3,2,0,0,8");
    line_is(csv(&x, &out[7]), "Mehran,3,16,1,0,0,1,0,0,15");
    line_is(csv(&x, &out[7]), ",5,29,9,9,3,3,0,0,23");
    say_that(&x.v, "need_change",
             "{\"band\":[{\"band\":\"b19\",\"households\":1}],\"held\":"
             "\"2014-06-01\",\"need\":\"%1\",\"version\":2,\"why\":\"x\"}",
             own, ID_NONE, ID_NONE); /* its band is its score's all the same */
    report_on(&x, x.v.district, 5, out);
    line_is(csv(&x, &out[7]), ",5,29,9,9,3,3,0,0,23");
    site_end(&x.v.s);
}

/* A plan that is revised each year is one plan, as far as it had come then. */
SITE(plans_are_counted_once_by_their_stage_then)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;
    struct id first, word;

    asked_start(&x, db);
    word = say_that(&x.v, "resolution",
                    "{\"body\":\"%1\",\"passed\":\"2014-03-02\",\"state\":"
                    "\"passed\",\"subject\":\"Our plan\"}",
                    x.vo, ID_NONE, ID_NONE);
    first = say_that(&x.v, "plan",
                     "{\"body\":\"%1\",\"code\":\"V\",\"since\":"
                     "\"2014-02-01\",\"tier\":\"village\",\"title\":\"P\","
                     "\"until\":\"2018-06-30\",\"version\":1}",
                     x.vo, ID_NONE, ID_NONE);
    say_that(&x.v, "plan_step",
             "{\"held\":\"2014-03-02\",\"plan\":\"%1\",\"resolution\":\"%2\","
             "\"stage\":\"adopted\"}",
             first, word, ID_NONE);
    say_that(&x.v, "plan",
             "{\"body\":\"%1\",\"code\":\"V\",\"revises\":\"%2\",\"since\":"
             "\"2014-08-01\",\"tier\":\"village\",\"title\":\"P\",\"until\":"
             "\"2018-06-30\",\"version\":2}",
             x.vo, first, ID_NONE);
    report_on(&x, x.v.district, 2, out);
    line_is(csv(&x, &out[6]), "Village,Being compiled,1,");
    report_on(&x, x.v.district, 4, out);
    line_is(csv(&x, &out[6]), "Village,Adopted by resolution,1,");
    report_on(&x, x.v.district, 9, out);
    line_is(csv(&x, &out[6]), "Village,Being compiled,1,");
    CHECK(!memmem(csv(&x, &out[6]).p, csv(&x, &out[6]).n, "Adopted", 7));
    site_end(&x.v.s);
}
