/* record_need_band - whom a need serves by band of poverty: a household's from its
 * score in force on the day, a body's as it says; in any order, also when the
 * score comes afterwards. Today is 1 January 2015. */
#include "../src/core/need_stand.h"
#include "chain_site.h"

struct poor {
    struct lending l;
    struct village *v;
    struct id home, co;
    int64_t number;
};

static void poor_start(struct poor *p, struct db *db)
{
    memset(p, 0, sizeof *p);
    p->v = &p->l.v;
    village_start(p->v, db);
    p->home = household_put(p->v, p->v->goth);
    p->co = body_put(p->v, "co", "women", p->v->srso, p->v->goth);
}

static struct id need_put(struct poor *p, bool of_home, const char *more)
{
    struct buf b = buf_start(&p->v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cost\":100000,%s\"nature\":\"private\","
            "\"number\":\"N-%lld\",\"raised\":\"2014-02-10\",\"sector\":"
            "\"water\",\"title\":\"A pump\",\"who\":\"helped\"%s}",
            of_home ? "\"household\":\"%2\"," : "", (long long)++p->number,
            more);
    return say_that(p->v, "need", arena_z(b.arena, buf_str(&b)), p->co, p->home,
                    ID_NONE);
}

static const char *bands(struct poor *p, struct id need)
{
    struct rows r =
        db_text_rows(p->v->s.db,
                     S("SELECT bands FROM need_kept WHERE thing = $1"));
    const char *said = "no such need";

    db_bind_id(&r, 1, need);
    if (db_next(&r))
        said = arena_z(&p->v->s.arena, db_str(&r, 0));
    db_done(&r);
    both_fine(p->v->s.db);
    return said;
}

static void bands_are(struct poor *p, struct id need, const char *want)
{
    if (!CHECK(!strcmp(bands(p, need), want)))
        printf("# %s, not %s\n", bands(p, need), want);
}

SITE(a_households_band_is_that_of_its_score_on_the_day)
{
    struct poor p;
    struct id a, first;

    poor_start(&p, db);
    a = need_put(&p, true, "");
    bands_are(&p, a, "");
    scored(&p.l, p.home, "2014-06-01", "500"); /* after the day: not of it */
    bands_are(&p, a, "");
    first = scored(&p.l, p.home, "2013-01-01", "1550");
    bands_are(&p, a, "+b12=1+");
    scored(&p.l, p.home, "2013-12-01", "900"); /* a later one stands instead */
    bands_are(&p, a, "+b0=1+");
    fix_put(p.v, first, "", ID_NONE, ID_NONE);
    bands_are(&p, a, "+b0=1+");
    any_order(&p.v->s, db_open(":memory:", DB_MAKE));
    site_end(&p.v->s);
}

SITE(a_body_says_how_many_of_each_band)
{
    struct poor p;
    struct id a, c, n;

    poor_start(&p, db);
    a = need_put(&p, false,
                 ",\"band\":[{\"band\":\"b19\",\"households\":4},{\"band\":"
                 "\"b0\",\"households\":6}],\"households\":12,\"poorest\":6");
    bands_are(&p, a, "+b0=6+b19=4+");
    CHECK(!found(p.v, a, "need.unknown_band"));
    c = say_that(p.v, "need_change",
                 "{\"band\":[{\"band\":\"b0\",\"households\":9}],\"held\":"
                 "\"2014-07-01\",\"need\":\"%1\",\"version\":2,\"why\":\"we "
                 "looked again\"}",
                 a, ID_NONE, ID_NONE);
    bands_are(&p, a, "+b0=9+");
    fix_put(p.v, c, "", ID_NONE, ID_NONE);
    bands_are(&p, a, "+b0=6+b19=4+");
    n = need_put(&p, false,
                 ",\"band\":[{\"band\":\"b7\",\"households\":1}],"
                 "\"households\":1");
    CHECK(found(p.v, n, "need.unknown_band"));
    n = need_put(&p, false,
                 ",\"band\":[{\"band\":\"b0\",\"households\":3}],"
                 "\"households\":2");
    CHECK(found(p.v, n, "need.bands_beyond"));
    n = need_put(&p, false,
                 ",\"band\":[{\"band\":\"b0\",\"households\":1},{\"band\":"
                 "\"b0\",\"households\":1}],\"households\":2");
    CHECK(found(p.v, n, "need.band_twice"));
    n = need_put(&p, true, ",\"band\":[{\"band\":\"b0\",\"households\":1}]");
    CHECK(found(p.v, n, "need.band_of_score"));
    bands_are(&p, n, ""); /* nobody scored it */
    any_order(&p.v->s, db_open(":memory:", DB_MAKE));
    site_end(&p.v->s);
}

TEST(bands_and_history_are_read_back)
{
    struct arena a = { 0 };
    struct need_stand s = { .leaf = 1,
                            .state = NEED_APPROVED,
                            .cost = 4000,
                            .households = 3,
                            .women = INT_NONE,
                            .men = 2,
                            .poorest = 0,
                            .bands = S("+b0=2+b12=1+") },
                      was;
    struct buf b = buf_start(&a);
    struct str rest, band;
    int64_t n;

    need_past_put(&b, 16000, &s);
    s.state = NEED_DEFERRED;
    s.bands = S("");
    need_past_put(&b, 16010, &s);
    CHECK(!need_past_on(buf_str(&b), 15999, &was));
    CHECK(need_past_on(buf_str(&b), 16009, &was));
    CHECK_INT(was.state, NEED_APPROVED);
    CHECK_INT(was.women, INT_NONE);
    CHECK_INT(was.men, 2);
    rest = was.bands;
    CHECK(need_bands_next(&rest, &band, &n) && str_same(band, S("b0")));
    CHECK_INT(n, 2);
    CHECK(need_bands_next(&rest, &band, &n) && str_same(band, S("b12")));
    CHECK(!need_bands_next(&rest, &band, &n));
    CHECK(need_past_on(buf_str(&b), 20000, &was));
    CHECK_INT(was.state, NEED_DEFERRED);
    CHECK(!need_past_on(S("what is this;"), 20000, &was) || was.cost);
    CHECK(!need_past_on(S(""), 20000, &was));
    arena_free(&a);
}
