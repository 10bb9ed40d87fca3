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

static int report(struct asked *x, struct id place, struct sheet *out)
{
    struct arena *a = &x->v.s.arena;
    struct question q = { .as_of = month_of(16435),
                          .from = MONTH_NONE,
                          .place = place,
                          .by = BY_UC };
    struct findings f = findings_start(a);
    int n = report_find(S("plans"))->make(x->v.s.db, &q, a, out, &f);

    CHECK(!findings_stop(&f));
    both_fine(x->v.s.db);
    return n;
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

BOTH(every_sheet_comes_to_the_same)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;

    asked_start(&x, db);
    CHECK_INT(report(&x, x.v.district, out), 7);
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

BOTH(one_union_council_is_its_own)
{
    struct sheet out[REPORT_SHEETS];
    struct asked x;

    asked_start(&x, db);
    report(&x, x.v.far, out);
    line_is(csv(&x, &out[0]), ",1,7,0,5000,5000,0,0,0,0,0");
    CHECK(!memmem(csv(&x, &out[0]).p, csv(&x, &out[0]).n, "water", 5));
    site_end(&x.v.s);
}
