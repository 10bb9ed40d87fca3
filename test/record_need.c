/* record_need - a wish of a household on its way: merged into wider needs,
 * revised, answered; every leaf counted once, in any order. Today is 1 January
 * 2015. */
#include "../src/core/need_fact.h"
#include "../src/core/plan_fact.h"
#include "register_site.h"

struct wish {
    struct village v;
    struct id co, vo, lso, home, next, woman;
    int64_t number;
};

static void wish_start(struct wish *w, struct db *db)
{
    struct village *v = &w->v;

    memset(w, 0, sizeof *w);
    village_start(v, db);
    w->home = household_put(v, v->goth);
    w->next = household_put(v, v->goth);
    w->woman = person_put(v, w->home, "women");
    w->co = body_put(v, "co", "women", v->srso, v->goth);
    w->vo = body_put(v, "vo", "women", v->srso, v->deh);
    w->lso = body_put(v, "lso", "women", v->srso, v->uc);
}

static struct id need_put(struct wish *w, struct id body, struct id household,
                          int rupees, const char *more)
{
    struct village *v = &w->v;
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"cost\":%d,%s\"nature\":\"private\","
            "\"number\":\"N-%lld\",\"raised\":\"2014-02-10\",\"sector\":"
            "\"water\",\"title\":\"A hand pump\",\"who\":\"helped\"%s}",
            rupees * 100, id_none(household) ? "" : "\"household\":\"%2\",",
            (long long)++w->number, more);
    return say_that(v, "need", arena_z(b.arena, buf_str(&b)), body, household,
                    ID_NONE);
}

static struct id join_put(struct wish *w, struct id need, struct id wider,
                          const char *held)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b, "{\"held\":\"%s\",\"need\":\"%%1\"%s,\"why\":\"one pump\"}",
            held, id_none(wider) ? "" : ",\"wider\":\"%2\"");
    return say_that(&w->v, "need_join", arena_z(b.arena, buf_str(&b)), need,
                    wider, ID_NONE);
}

static struct id answer_put(struct wish *w, struct id need, const char *says,
                            const char *held)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%2\",\"held\":\"%s\",\"need\":\"%%1\",\"says\":"
            "\"%s\",\"tier\":\"vo\",\"why\":\"as we heard it\"}",
            held, says);
    return say_that(&w->v, "need_answer", arena_z(b.arena, buf_str(&b)), need,
                    w->vo, ID_NONE);
}

static struct need_kept kept(struct wish *w, struct id need)
{
    const struct columns c = { need_kept_field, NEED_KEPT,
                               sizeof(struct need_kept) };
    struct rows r = db_text_rows(w->v.s.db,
                                 S("SELECT * FROM need_kept WHERE thing = $1"));
    struct need_kept k;

    record_blank(c.field, c.fields, &k);
    db_bind_id(&r, 1, need);
    if (db_next(&r))
        columns_read(&r, &c, &w->v.s.arena, &k);
    db_done(&r);
    both_fine(w->v.s.db);
    return k;
}

/* What all leaves cost, in rupees. */
static int64_t demand(struct wish *w)
{
    struct rows r =
        db_text_rows(w->v.s.db,
                     S("SELECT CAST(coalesce(sum(cost), 0) AS BIGINT) FROM "
                       "need_kept WHERE leaf = 1"));
    int64_t n = db_next(&r) ? db_int(&r, 0) : -1;

    db_done(&r);
    both_fine(w->v.s.db);
    return n / 100;
}

SITE(three_wishes_become_one_need_and_are_counted_once)
{
    struct wish w;
    struct id a, b, wide;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, ",\"women_first\":true");
    b = need_put(&w, w.co, w.next, 35000, "");
    wide = need_put(&w, w.vo, ID_NONE, 90000, ",\"households\":2");
    CHECK_INT(demand(&w), 165000);
    CHECK_INT(srso(&w.v, "need", "2014-02"), 3);
    join_put(&w, a, wide, "2014-03-01");
    join_put(&w, b, wide, "2014-03-01");
    CHECK_INT(demand(&w), 75000);
    CHECK_INT(srso(&w.v, "need", "2014-02"), 2);
    CHECK_INT(srso(&w.v, "need.women_first", "2014-02"), 1);
    CHECK_INT(srso(&w.v, "need.cost", "2014-02"), 7500000);
    CHECK(id_same(kept(&w, a).above, wide));
    CHECK_INT(kept(&w, a).tier, TIER_HOUSEHOLD);
    CHECK_INT(kept(&w, wide).tier, TIER_VO);
    CHECK_INT(kept(&w, wide).leaf, 0);
    CHECK_INT(kept(&w, a).households, 1);
    join_put(&w, b, ID_NONE, "2014-04-01");
    CHECK(id_none(kept(&w, b).above));
    CHECK_INT(kept(&w, wide).leaf, 0);
    join_put(&w, a, ID_NONE, "2014-04-01");
    CHECK_INT(kept(&w, wide).leaf, 1);
    CHECK_INT(demand(&w), 165000);
    site_end(&w.v.s);
}

SITE(an_answer_above_reaches_who_asked)
{
    struct wish w;
    struct id a, wide, council, no;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, "");
    wide = need_put(&w, w.vo, ID_NONE, 90000, "");
    council = need_put(&w, w.lso, ID_NONE, 200000, "");
    join_put(&w, a, wide, "2014-03-01");
    answer_put(&w, council, "approved", "2014-05-01");
    CHECK_INT(kept(&w, a).state, NEED_ASKED);
    join_put(&w, wide, council, "2014-05-02");
    CHECK_INT(kept(&w, a).state, NEED_APPROVED);
    CHECK(id_same(kept(&w, a).answered, council));
    CHECK_INT(kept(&w, a).depth, 2);
    CHECK(id_same(kept(&w, a).root, council));
    no = answer_put(&w, wide, "rejected", "2014-06-01");
    CHECK_INT(kept(&w, a).state, NEED_REJECTED);
    CHECK_INT(kept(&w, council).state, NEED_APPROVED);
    fix_put(&w.v, no, "", ID_NONE, ID_NONE);
    CHECK_INT(kept(&w, a).state, NEED_APPROVED);
    answer_put(&w, council, "completed", "2014-09-01");
    CHECK_INT(srso(&w.v, "need.done", "2014-08"), 0);
    CHECK_INT(srso(&w.v, "need.done", "2014-09"), 1);
    site_end(&w.v.s);
}

SITE(put_off_and_approved_on_one_day_is_approved)
{
    struct wish w;
    struct id a;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, "");
    answer_put(&w, a, "approved", "2014-05-01");
    answer_put(&w, a, "deferred", "2014-05-01");
    CHECK_INT(kept(&w, a).state, NEED_APPROVED);
    answer_put(&w, a, "deferred", "2014-05-02");
    CHECK_INT(kept(&w, a).state, NEED_DEFERRED);
    site_end(&w.v.s);
}

SITE(a_refusal_has_words)
{
    struct wish w;
    struct id a;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, "");
    say_that(&w.v, "need_answer",
             "{\"body\":\"%2\",\"held\":\"2014-03-01\",\"need\":\"%1\","
             "\"says\":\"rejected\",\"tier\":\"co\"}",
             a, w.co, ID_NONE);
    CHECK_INT(kept(&w, a).state, NEED_ASKED); /* it does not count */
    site_end(&w.v.s);
}

SITE(a_circle_is_cut_where_it_was_closed)
{
    struct wish w;
    struct id a, b, c, closing;

    wish_start(&w, db);
    a = need_put(&w, w.vo, ID_NONE, 10000, "");
    b = need_put(&w, w.vo, ID_NONE, 20000, "");
    c = need_put(&w, w.vo, ID_NONE, 40000, "");
    join_put(&w, a, b, "2014-03-01");
    join_put(&w, b, c, "2014-03-02");
    closing = join_put(&w, c, a, "2014-03-03");
    CHECK(found(&w.v, closing, "need_join.circle"));
    CHECK_INT(demand(&w), 10000);
    CHECK(id_same(kept(&w, a).root, c));
    CHECK(id_same(kept(&w, c).root, c));
    CHECK_INT(kept(&w, a).leaf, 1);
    join_put(&w, b, ID_NONE, "2014-04-01"); /* now it is no circle */
    CHECK(!found(&w.v, closing, "need_join.circle"));
    CHECK(id_same(kept(&w, c).root, b));
    CHECK_INT(demand(&w), 40000);
    site_end(&w.v.s);
}

SITE(a_revision_restates_what_it_says)
{
    struct wish w;
    struct id a, fixed;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, ",\"men\":3,\"women\":4");
    fixed = say_that(&w.v, "need_change",
                     "{\"cost\":5500000,\"held\":\"2014-07-01\",\"need\":"
                     "\"%1\",\"version\":2,\"why\":\"pipes cost more\"}",
                     a, ID_NONE, ID_NONE);
    CHECK_INT(demand(&w), 55000);
    CHECK_INT(kept(&w, a).women, 4);
    CHECK_INT(srso(&w.v, "need.cost", "2014-12"), 5500000);
    fix_put(&w.v, fixed, "", ID_NONE, ID_NONE);
    CHECK_INT(demand(&w), 40000);
    site_end(&w.v.s);
}

SITE(a_need_that_is_taken_back_lets_its_parts_go)
{
    struct wish w;
    struct id a, wide;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, "");
    wide = need_put(&w, w.vo, ID_NONE, 90000, "");
    join_put(&w, a, wide, "2014-03-01");
    answer_put(&w, wide, "approved", "2014-04-01");
    fix_put(&w.v, wide, "", ID_NONE, ID_NONE);
    CHECK(id_none(kept(&w, a).above));
    CHECK_INT(kept(&w, a).state, NEED_ASKED);
    CHECK_INT(demand(&w), 40000);
    site_end(&w.v.s);
}

SITE(steps_out_of_order_are_marked)
{
    struct wish w;
    struct id a, begun, seen, twice;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, "");
    begun = answer_put(&w, a, "started", "2014-05-01");
    seen = answer_put(&w, a, "verified", "2014-06-01");
    CHECK(found(&w.v, begun, "need_answer.not_approved"));
    CHECK(found(&w.v, seen, "need_answer.not_completed"));
    answer_put(&w, a, "approved", "2014-04-01");
    CHECK(!found(&w.v, begun, "need_answer.not_approved"));
    answer_put(&w, a, "completed", "2014-05-20");
    CHECK(!found(&w.v, seen, "need_answer.not_completed"));
    answer_put(&w, a, "dropped", "2014-07-01");
    twice = answer_put(&w, a, "funded", "2014-08-01");
    CHECK(found(&w.v, twice, "need_answer.was_refused"));
    site_end(&w.v.s);
}

/* ---- rules --------------------------------------------------------------*/

SITE(what_cannot_be_is_said)
{
    struct wish w;
    struct id a, wide, n;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000, "");
    wide = need_put(&w, w.vo, ID_NONE, 90000, "");
    n = join_put(&w, wide, a, "2014-03-01");
    CHECK(found(&w.v, n, "need_join.downwards"));
    n = join_put(&w, a, a, "2014-03-01");
    CHECK(found(&w.v, n, "need_join.to_itself"));
    n = need_put(&w, w.co, w.home, 40000,
                 ",\"households\":2,\"poorest\":3,\"share\":[{\"amount\":"
                 "100000,\"source\":\"own_cash\"},{\"amount\":100000,"
                 "\"source\":\"own_cash\"}]");
    CHECK(found(&w.v, n, "need.more_poorest"));
    CHECK(found(&w.v, n, "need.source_twice"));
    CHECK(found(&w.v, n, "need.one_household"));
    CHECK(found(&w.v, n, "need.not_the_cost"));
    CHECK_INT(demand(&w), 130000); /* it stops itself */
    site_end(&w.v.s);
}

SITE(shares_lie_beside_the_cost)
{
    struct wish w;
    struct need_kept k;
    struct id a;

    wish_start(&w, db);
    a = need_put(&w, w.co, w.home, 40000,
                 ",\"share\":[{\"amount\":500000,\"source\":\"own_labour\"},"
                 "{\"amount\":3500000,\"source\":\"grant\"}]");
    k = kept(&w, a);
    CHECK_INT(k.own_labour, 500000);
    CHECK_INT(k.granted, 3500000);
    CHECK_INT(k.own_cash, INT_NONE);
    CHECK(!found(&w.v, a, "need.not_the_cost"));
    site_end(&w.v.s);
}

static struct id mip_put(struct wish *w, const char *more)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"activity\":\"livestock\",\"cost\":4000000,\"household\":"
            "\"%%1\",\"made\":\"2014-01-10\",\"own_share\":1000000,"
            "\"person\":\"%%2\",\"wanted\":3000000,\"what\":\"Three goats\","
            "\"yearly\":900000%s}",
            more);
    return say_that(&w->v, "mip", arena_z(b.arena, buf_str(&b)), w->home,
                    w->woman, w->next);
}

SITE(a_households_plan_says_what_it_has_earns_and_owes)
{
    struct wish w;
    struct id a, b, n;

    wish_start(&w, db);
    a = mip_put(&w, ",\"line\":[{\"amount\":3000000,\"what\":\"Goats\"},"
                    "{\"amount\":1000000,\"what\":\"Fodder\"}],\"helped\":"
                    "[{\"amount\":3000000,\"way\":\"loan\"},{\"way\":"
                    "\"training\"}],\"income\":[{\"what\":\"Milk\","
                    "\"yearly\":600000}],\"debt\":[{\"owed\":600000,\"whom\":"
                    "\"A shop\"}]");
    CHECK(!found(&w.v, a, "mip.lines_differ"));
    CHECK(!found(&w.v, a, "mip.help_differs"));
    CHECK(!found(&w.v, a, "mip.owes_more"));
    b = mip_put(&w, ",\"line\":[{\"amount\":3900000,\"what\":\"Goats\"}],"
                    "\"helped\":[{\"amount\":2000000,\"way\":\"loan\"}],"
                    "\"income\":[{\"what\":\"Milk\",\"yearly\":600000}],"
                    "\"debt\":[{\"owed\":600001,\"whom\":\"A shop\"}]");
    CHECK(found(&w.v, b, "mip.lines_differ"));
    CHECK(found(&w.v, b, "mip.help_differs"));
    CHECK(found(&w.v, b, "mip.owes_more"));
    /* A need out of another household's plan is none. */
    n = say_that(&w.v, "need",
                 "{\"body\":\"%1\",\"cost\":100,\"household\":\"%2\","
                 "\"mip\":\"%3\",\"nature\":\"private\",\"number\":\"N-9\","
                 "\"raised\":\"2014-02-10\",\"sector\":\"livestock\","
                 "\"title\":\"Goats\",\"who\":\"helped\"}",
                 w.co, w.next, a);
    CHECK(found(&w.v, n, "need.plan_of_another"));
    CHECK_INT(demand(&w), 0);
    site_end(&w.v.s);
}

SITE(a_plans_revision_is_a_later_version)
{
    struct wish w;
    struct id first, again;
    struct buf b;

    wish_start(&w, db);
    first = mip_put(&w, "");
    b = buf_start(&w.v.s.arena);
    buf_z(&b, ",\"revises\":\"");
    id_put(&b, first);
    buf_z(&b, "\",\"version\":1");
    again = mip_put(&w, arena_z(b.arena, buf_str(&b)));
    CHECK(found(&w.v, again, "plan.old_version"));
    b = buf_start(&w.v.s.arena);
    buf_z(&b, ",\"revises\":\"");
    id_put(&b, first);
    buf_z(&b, "\",\"version\":2");
    again = mip_put(&w, arena_z(b.arena, buf_str(&b)));
    CHECK(!found(&w.v, again, "plan.old_version"));
    site_end(&w.v.s);
}

/* ---- plans --------------------------------------------------------------*/

static struct id step_put(struct wish *w, struct id plan, const char *stage,
                          const char *held, struct id resolution)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b, "{\"held\":\"%s\",\"plan\":\"%%1\"%s,\"stage\":\"%s\"}", held,
            id_none(resolution) ? "" : ",\"resolution\":\"%2\"", stage);
    return say_that(&w->v, "plan_step", arena_z(b.arena, buf_str(&b)), plan,
                    resolution, ID_NONE);
}

static int64_t stage_of(struct wish *w, struct id plan)
{
    struct rows r =
        db_text_rows(w->v.s.db,
                     S("SELECT stage FROM plan_kept WHERE thing = $1"));
    int64_t n;

    db_bind_id(&r, 1, plan);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(w->v.s.db);
    return n;
}

SITE(a_plan_is_adopted_by_resolution)
{
    struct wish w;
    struct id plan, bare, early, word;

    wish_start(&w, db);
    plan = say_that(&w.v, "plan",
                    "{\"body\":\"%1\",\"code\":\"VDP-1\",\"since\":"
                    "\"2014-07-01\",\"tier\":\"village\",\"title\":\"Plan of "
                    "Goth Ali\",\"until\":\"2019-06-30\",\"version\":1}",
                    w.vo, ID_NONE, ID_NONE);
    CHECK_INT(stage_of(&w, plan), PLAN_COMPILING);
    bare = step_put(&w, plan, "adopted", "2014-08-01", ID_NONE);
    CHECK(found(&w.v, bare, "plan_step.no_resolution"));
    CHECK_INT(stage_of(&w, plan), PLAN_COMPILING);
    word = say_that(&w.v, "resolution",
                    "{\"body\":\"%1\",\"passed\":\"2014-08-02\",\"state\":"
                    "\"passed\",\"subject\":\"Our plan\"}",
                    w.vo, ID_NONE, ID_NONE);
    early = step_put(&w, plan, "adopted", "2014-08-02", word);
    CHECK(found(&w.v, early, "plan_step.not_ranked"));
    step_put(&w, plan, "ranked", "2014-08-01", ID_NONE);
    CHECK(!found(&w.v, early, "plan_step.not_ranked"));
    CHECK_INT(stage_of(&w, plan), PLAN_ADOPTED);
    CHECK_INT(srso(&w.v, "plan.village", "2014-07"), 0);
    CHECK_INT(srso(&w.v, "plan.village", "2014-08"), 1);
    site_end(&w.v.s);
}

static struct id version_put(struct wish *w, const char *code, int version,
                             struct id revises)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"body\":\"%%1\",\"code\":\"%s\",%s\"since\":"
            "\"2014-0%d-01\",\"tier\":\"village\",\"title\":\"Plan\","
            "\"until\":\"2018-06-30\",\"version\":%d}",
            code, id_none(revises) ? "" : "\"revises\":\"%2\",", version,
            version);
    return say_that(&w->v, "plan", arena_z(b.arena, buf_str(&b)), w->vo,
                    revises, ID_NONE);
}

/* A revision a year is one plan still; it counts in the month in which its first
 * version was adopted, whichever that turns out to be. */
SITE(a_plan_and_its_revisions_are_one_plan)
{
    struct wish w;
    struct id first, second, third, other, word, was;

    wish_start(&w, db);
    word = say_that(&w.v, "resolution",
                    "{\"body\":\"%1\",\"passed\":\"2014-01-02\",\"state\":"
                    "\"passed\",\"subject\":\"Our plan\"}",
                    w.vo, ID_NONE, ID_NONE);
    first = version_put(&w, "VDP-1", 1, ID_NONE);
    second = version_put(&w, "VDP-1A", 2, first);
    third = version_put(&w, "VDP-1A", 3, ID_NONE); /* its code says so */
    other = version_put(&w, "VDP-9", 4, ID_NONE);
    step_put(&w, third, "adopted", "2014-05-02", word);
    CHECK_INT(srso(&w.v, "plan.village", "2014-12"), 1);
    step_put(&w, second, "adopted", "2014-04-02", word);
    CHECK_INT(srso(&w.v, "plan.village", "2014-12"), 1);
    CHECK_INT(srso(&w.v, "plan.village", "2014-04"), 1);
    was = step_put(&w, first, "adopted", "2014-02-02", word);
    CHECK_INT(srso(&w.v, "plan.village", "2014-02"), 1);
    CHECK_INT(srso(&w.v, "plan.village", "2014-12"), 1);
    step_put(&w, other, "adopted", "2014-06-02", word);
    CHECK_INT(srso(&w.v, "plan.village", "2014-12"), 2);
    fix_put(&w.v, was, "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&w.v, "plan.village", "2014-03"), 0);
    fix_put(&w.v, second, "", ID_NONE, ID_NONE); /* it held them together */
    CHECK_INT(srso(&w.v, "plan.village", "2014-04"), 0);
    CHECK_INT(srso(&w.v, "plan.village", "2014-05"), 1);
    CHECK_INT(srso(&w.v, "plan.village", "2014-12"), 2);
    any_order(&w.v.s, db_open(":memory:", DB_MAKE));
    site_end(&w.v.s);
}

static struct id item_put(struct wish *w, struct id plan, struct id need,
                          int position)
{
    struct buf b = buf_start(&w->v.s.arena);

    buf_fmt(&b,
            "{\"held\":\"2014-08-01\",\"need\":\"%%2\",\"plan\":\"%%1\","
            "\"position\":%d}",
            position);
    return say_that(&w->v, "plan_item", arena_z(b.arena, buf_str(&b)), plan,
                    need, ID_NONE);
}

SITE(a_need_and_its_part_in_one_plan_are_marked)
{
    struct wish w;
    struct id plan, a, wide, part, whole;

    wish_start(&w, db);
    plan = say_that(&w.v, "plan",
                    "{\"body\":\"%1\",\"code\":\"VDP-1\",\"since\":"
                    "\"2014-07-01\",\"tier\":\"village\",\"title\":\"Plan of "
                    "Goth Ali\",\"until\":\"2019-06-30\",\"version\":1}",
                    w.vo, ID_NONE, ID_NONE);
    a = need_put(&w, w.co, w.home, 40000, "");
    wide = need_put(&w, w.vo, ID_NONE, 90000, "");
    whole = item_put(&w, plan, wide, 1);
    part = item_put(&w, plan, a, 1);
    CHECK(found(&w.v, part, "plan_item.position_twice") !=
          found(&w.v, whole, "plan_item.position_twice"));
    CHECK(!found(&w.v, part, "plan_item.counted_twice"));
    join_put(&w, a, wide, "2014-09-01");
    CHECK(found(&w.v, part, "plan_item.counted_twice"));
    join_put(&w, a, ID_NONE, "2014-10-01");
    CHECK(!found(&w.v, part, "plan_item.counted_twice"));
    site_end(&w.v.s);
}
