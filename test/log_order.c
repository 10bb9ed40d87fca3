/* log_order - the same facts, in any order and on any database, are the same
 * state. */
#include "log_site.h"

static struct id named(const char *kind, const char *code)
{
    return id_named(str_of(kind), str_of(code));
}

/* Figures of a place as of the end of a month, added over months by hand. */
static int64_t figure(struct site *s, const char *indicator, struct id place,
                      const char *month_text)
{
    struct rows r = db_text_rows(
        s->db,
        S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM figure "
          "WHERE indicator = $1 AND place = $2 AND carried = 0 AND month <= $3 "
          "AND since <= $4 AND until > $4"));
    month m;
    int64_t sum;

    CHECK(month_read(str_of(month_text), &m));
    db_bind_text(&r, 1, str_of(indicator));
    db_bind_id(&r, 2, place);
    db_bind_int(&r, 3, m);
    db_bind_int(&r, 4, month_end(m));
    sum = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return sum;
}

/* The same by the carried row of its July, as reports read it. */
static int64_t carried(struct site *s, const char *indicator, struct id place,
                       const char *month_text)
{
    struct rows r = db_text_rows(
        s->db,
        S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM figure "
          "WHERE indicator = $1 AND place = $2 AND ((carried = 1 AND month = $3)"
          " OR (carried = 0 AND month >= $3 AND month <= $4)) "
          "AND since <= $5 AND until > $5"));
    month m, july;
    int64_t sum;

    CHECK(month_read(str_of(month_text), &m));
    figure_julys(s->db, &m, 1, &july);
    db_bind_text(&r, 1, str_of(indicator));
    db_bind_id(&r, 2, place);
    db_bind_int(&r, 3, july);
    db_bind_int(&r, 4, m);
    db_bind_int(&r, 5, month_end(m));
    sum = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    return sum;
}

static struct id file_hh(struct site *s, const char *rsp, struct id place,
                         const char *as_of, int64_t hh)
{
    struct buf b = buf_start(&s->arena);

    buf_z(&b, "{\"rsp\":\"%1\",\"place\":\"%2\",\"as_of\":\"");
    buf_z(&b, as_of);
    buf_z(&b, "\",\"values\":[{\"indicator\":\"hh\",\"amount\":");
    buf_int(&b, hh);
    buf_z(&b, "}]}");
    return draft(s, "filing",
                 with(s, arena_z(&s->arena, buf_str(&b)), named("rsp", rsp),
                      place, ID_NONE));
}

/* A district with a taluka, two RSPs, a fix, a move, an alias. */
static void programme(struct site *s)
{
    struct id sindh = named("place", "sindh"), balochistan, d, t, f;

    balochistan = named("place", "balochistan");
    d = draft(s, "place",
              with(s,
                   "{\"level\":\"district\",\"name\":\"Mithri\","
                   "\"lg\":\"%1\"}",
                   sindh, sindh, sindh));
    t = draft(s, "place",
              with(s,
                   "{\"level\":\"taluka\",\"name\":\"Mithri\","
                   "\"lg\":\"%1\"}",
                   d, d, d));
    file_hh(s, "SRSO", d, "2013-03", 100);
    file_hh(s, "SRSO", d, "2013-12", 140);
    f = file_hh(s, "SRSO", d, "2013-09", 9000);
    file_hh(s, "NRSP", t, "2014-06", 25);
    draft(s, "fix",
          with(s,
               "{\"answers\":\"%1\",\"body\":{\"rsp\":\"%2\","
               "\"place\":\"%3\",\"as_of\":\"2013-09\",\"values\":"
               "[{\"indicator\":\"hh\",\"amount\":120}]},"
               "\"why\":\"a nought too many\"}",
               f, named("rsp", "SRSO"), d));
    draft(s, "move",
          with(s,
               "{\"place\":\"%1\",\"since\":\"2014-01-01\","
               "\"lg\":\"%2\"}",
               d, balochistan, d));
    draft(s, "access",
          "{\"login\":\"shahida\",\"role\":\"operator\","
          "\"since\":\"2015-01-01\"}");
    s->now += 86400;
    draft_as(s, "shahida", "alias",
             with(s, "{\"place\":\"%1\",\"name\":\"Mitri\"}", d, d, d));
    CHECK_INT(s->kept, KEPT);
}

SITE(two_fresh_sites_are_the_same)
{
    struct site s, other;
    struct db *memory = db_open(":memory:", DB_MAKE);

    site_start(&s, db, 1);
    site_start(&other, memory, 2);
    CHECK_STR(str_of(digest(&other)), str_of(digest(&s)));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM waiting"), 0);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM finding WHERE level = 1"), 0);
    CHECK(both_ask(db, "SELECT count(*) FROM place WHERE level = 3") > 140);
    CHECK(both_ask(db, "SELECT count(*) FROM indicator") > 40);
    site_end(&other);
    db_close(memory);
    site_end(&s);
}

SITE(figures_follow_the_facts)
{
    struct site s;
    struct id sindh = named("place", "sindh"),
              balochistan = named("place", "balochistan");

    site_start(&s, db, 1);
    programme(&s);
    CHECK_INT(figure(&s, "hh", sindh, "2013-03"), 100);
    CHECK_INT(figure(&s, "hh", sindh, "2013-09"), 120);
    CHECK_INT(figure(&s, "hh", sindh, "2013-12"), 140);
    /* From 2014 on the district, and all of its past, is counted elsewhere. */
    CHECK_INT(figure(&s, "hh", sindh, "2014-06"), 0);
    CHECK_INT(figure(&s, "hh", balochistan, "2013-12"), 0);
    CHECK_INT(figure(&s, "hh", balochistan, "2014-06"), 165);
    CHECK_INT(carried(&s, "hh", balochistan, "2014-06"), 165);
    CHECK_INT(carried(&s, "hh", balochistan, "2019-01"), 165);
    CHECK_INT(carried(&s, "hh", sindh, "2013-09"), 120);
    CHECK_INT(carried(&s, "hh", sindh, "2013-03"), 100);
    site_end(&s);
}

SITE(any_order_is_the_same_state)
{
    struct site s;
    struct lines *all;
    const char *want;

    site_start(&s, db, 1);
    programme(&s);
    want = digest(&s);
    all = export(&s, 0);
    for (uint64_t seed = 0; seed < 6; seed++) {
        struct db *memory = db_open(":memory:", DB_MAKE);
        struct site other;

        site_start(&other, memory, 2);
        other.now += (int64_t)seed * 400 * 86400;
        if (seed)
            shuffle(all, seed);
        load(&other, all, seed % 2 ? 7 : 100000);
        CHECK_STR(str_of(digest(&other)), str_of(want));
        CHECK(keeper_rebuild(other.keeper, NULL, NULL));
        CHECK_STR(str_of(digest(&other)), str_of(want));
        site_end(&other);
        db_close(memory);
    }
    CHECK(keeper_rebuild(s.keeper, NULL, NULL));
    CHECK_STR(str_of(digest(&s)), str_of(want));
    lines_free(all);
    site_end(&s);
}
