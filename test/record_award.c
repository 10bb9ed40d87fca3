/* record_award - grants and protection: once to a household, bought by a
 * committee, a house by its stages, claims within their limit, a trade learnt;
 * and what it all comes to in books. Today is 1 January 2015. */

#include "../src/core/award.h"
#include "../src/import/import.h"
#include "register_site.h"

struct giving {
    struct village v;
    struct id co, home, next, woman, man, igg, house_product, committee;
};

static const char *text(struct giving *g, struct buf *b)
{
    (void)g;
    return arena_z(b->arena, buf_str(b));
}

static struct id product_put(struct village *v, const char *code, bool once)
{
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"ceiling\":3000000,\"code\":\"%s\"%s,\"since\":\"2012-01-01\","
            "\"title\":\"%s\",\"whom\":\"household\"}",
            code, once ? ",\"once\":true" : "", code);
    return draft(&v->s, "product", arena_z(b.arena, buf_str(&b)));
}

static void giving_start(struct giving *g, struct db *db)
{
    struct village *v = &g->v;

    memset(g, 0, sizeof *g);
    village_start(v, db);
    cutover_put(v, "2012-01", "");
    g->home = household_put(v, v->goth);
    g->next = household_put(v, v->goth);
    g->woman = person_put(v, g->home, "women");
    g->man = person_put(v, g->home, "men");
    g->co = body_put(v, "co", "women", v->srso, v->goth);
    g->igg = product_put(v, "IGG", true);
    g->house_product = product_put(v, "HOUSE", true);
    g->committee = say_that(
        v, "committee",
        "{\"body\":\"%1\",\"formed\":\"2013-01-10\",\"nature\":\"procurement\","
        "\"seats\":[{\"person\":\"%2\",\"role\":\"head\"}]}",
        g->co, g->man, ID_NONE);
    say_that(v, "access",
             "{\"login\":\"hina\",\"place\":\"%1\",\"role\":\"manager\"}",
             v->district, ID_NONE, ID_NONE);
}

static struct id award_put(struct giving *g, struct id household,
                           struct id person, struct id product,
                           const char *nature, int rupees, const char *held)
{
    struct village *v = &g->v;
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"amount\":%d,\"held\":\"%s\",\"household\":\"%%1\","
            "\"nature\":\"%s\"",
            rupees * 100, held, nature);
    if (!id_none(person))
        buf_z(&b, ",\"person\":\"%2\"");
    buf_z(&b, ",\"product\":\"%3\",\"rsp\":\"");
    id_put(&b, v->srso);
    buf_z(&b, "\",\"what\":\"Two goats\"}");
    return say_that(v, "award", text(g, &b), household, person, product);
}

static struct id delivery_put(struct giving *g, struct id award, int rupees,
                              const char *held, const char *more)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":%d,\"award\":\"%%1\",\"goods\":\"Two goats\","
            "\"held\":\"%s\",\"tag\":\"G-1\",\"thumb\":true%s,\"witnesses\":["
            "{\"person\":\"%%2\"}]}",
            rupees * 100, held, more);
    return say_that(&g->v, "delivery", text(g, &b), award, g->man, ID_NONE);
}

/* What a head holds in SRSO's own books, in rupees; debit > 0. */
static int64_t head(struct giving *g, const char *name)
{
    struct rows r =
        db_text_rows(g->v.s.db,
                     S("SELECT CAST(coalesce(sum(amount), 0) AS BIGINT) FROM "
                       "book_balance WHERE head = $1 AND book = $2"));
    int64_t n;

    db_bind_text(&r, 1, str_of(name));
    db_bind_id(&r, 2, g->v.srso);
    n = db_next(&r) ? db_int(&r, 0) : -1;
    db_done(&r);
    both_fine(g->v.s.db);
    return n / 100;
}

static void taken_back(struct giving *g, struct id what, const char *held)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"held\":\"%s\",\"reverses\":\"%%1\",\"why\":\"keyed twice\"}",
            held);
    draft_as(&g->v.s, "hina", "reversal",
             with(&g->v.s, text(g, &b), what, ID_NONE, ID_NONE));
    CHECK_INT(g->v.s.kept, KEPT);
}

static bool said_stop(const struct giving *g, const char *what)
{
    for (size_t i = 0; i < g->v.s.said.n; i++)
        if (!strcmp(g->v.s.said.at[i].what, what))
            return g->v.s.said.at[i].level == STOP;
    return false;
}

/* ---- what the law computes ----------------------------------------------*/

TEST(a_policy_year_ends_on_the_day_before_its_birthday)
{
    day since = day_of(2012, 3, 15);

    CHECK_INT(policy_year(since, day_of(2012, 3, 14)), -1);
    CHECK_INT(policy_year(since, day_of(2012, 3, 15)), 0);
    CHECK_INT(policy_year(since, day_of(2013, 3, 14)), 0);
    CHECK_INT(policy_year(since, day_of(2013, 3, 15)), 1);
    CHECK_INT(policy_year(since, day_of(2014, 2, 28)), 1);
    CHECK_INT(policy_year(day_of(2012, 2, 29), day_of(2013, 2, 28)), 0);
    CHECK_INT(policy_year(day_of(2012, 2, 29), day_of(2013, 3, 1)), 1);
    CHECK_INT(policy_year(DAY_NONE, since), -1);
    CHECK_INT(policy_year(since, DAY_NONE), -1);
}

TEST(what_is_left_of_a_limit_counts_that_year_alone)
{
    day since = day_of(2013, 1, 1);
    struct claimed c[] = { { day_of(2013, 2, 1), 1000000 },
                           { day_of(2013, 12, 31), 1000000 },
                           { day_of(2014, 1, 1), 2400000 },
                           { day_of(2013, 5, 1), INT_NONE } };

    CHECK_INT(limit_left(2500000, since, day_of(2013, 6, 1), c, 4), 500000);
    CHECK_INT(limit_left(2500000, since, day_of(2014, 6, 1), c, 4), 100000);
    CHECK_INT(limit_left(1500000, since, day_of(2013, 6, 1), c, 4), 0);
    CHECK_INT(limit_left(2500000, since, day_of(2015, 6, 1), c, 4), 2500000);
    CHECK_INT(limit_left(INT_NONE, since, day_of(2015, 6, 1), c, 4), INT_NONE);
    CHECK_INT(limit_left(2500000, since, DAY_NONE, c, 4), INT_NONE);
}

TEST(stages_leave_no_paisa_over)
{
    const int64_t part[] = { 33, 33, 34 };

    CHECK_INT(stages_cost(10001, part, 1), 3300);
    CHECK_INT(stages_cost(10001, part, 2), 6600);
    CHECK_INT(stages_cost(10001, part, 3), 10001);
    CHECK_INT(stages_cost(MONEY_MOST, part, 3), MONEY_MOST);
    CHECK_INT(stages_cost(10001, part, 0), 0);
}

/* ---- awards -------------------------------------------------------------*/

/* Invariant 36: once to a household, ever. The first stands, whoever came to
 * the site first. */
SITE(a_grant_that_comes_once_comes_once)
{
    struct giving g;
    struct id first, second, other, later;

    giving_start(&g, db);
    second = award_put(&g, g.home, g.man, g.igg, "in_kind", 30000,
                       "2014-06-01");
    CHECK(!found(&g.v, second, "award.twice"));
    first = award_put(&g, g.home, g.woman, g.igg, "in_kind", 30000,
                      "2013-06-01");
    other = award_put(&g, g.next, ID_NONE, g.igg, "in_kind", 30000,
                      "2014-06-01");
    later = award_put(&g, g.home, g.woman, product_put(&g.v, "SEED", false),
                      "cash", 5000, "2014-07-01");
    CHECK(!found(&g.v, first, "award.twice"));
    CHECK(found_at(&g.v, second, "award.twice", "product"));
    CHECK(!found(&g.v, other, "award.twice"));
    CHECK(!found(&g.v, later, "award.twice"));
    fix_put(&g.v, first, "", ID_NONE, ID_NONE);
    CHECK(!found(&g.v, second, "award.twice"));
    site_end(&g.v.s);
}

/* ---- what a sheet may say -----------------------------------------------*/

struct refusals {
    char what[400]; /* "award.twice 3;" for each row that was refused */
};

static void refusal(void *self, const struct import_bad *bad)
{
    struct refusals *r = self;
    size_t n = strlen(r->what);

    snprintf(r->what + n, sizeof r->what - n, "%s %d;", bad->why.what,
             bad->row);
}

/* A sheet of `kind` with these lines; %1, %2 and %3 are ids in it. */
static const char *sheet(struct giving *g, const char *kind, const char *lines,
                         struct id a, struct id b, struct id c)
{
    struct refusals *r = arena_new(&g->v.s.arena, struct refusals);
    struct import i = { .db = g->v.s.db,
                        .writer = keeper_writer(g->v.s.keeper),
                        .login = { "admin", 5 },
                        .today = day_of(2026, 11, 22),
                        .now = 1795305600,
                        .self = r,
                        .bad = refusal };
    struct import_file file = { str_of("sheet.csv"),
                                str_of(with(&g->v.s, lines, a, b, c)) };
    struct import_count n;

    import_records(&i, kind_find(str_of(kind)), file, &n);
    return r->what;
}

/* What a form refuses goes to the reject file, row by row of one sheet. */
SITE(a_sheet_is_refused_what_a_form_is_refused)
{
    struct giving g;
    struct id award;

    giving_start(&g, db);
    CHECK_STR(str_of(sheet(&g, "award",
                           "household,product,rsp,held,amount,nature,what\n"
                           "%1,%3,SRSO,2014-06-01,30000,in_kind,Goats\n"
                           "%1,%3,SRSO,2014-07-01,30000,in_kind,Goats\n"
                           "%2,%3,SRSO,2014-06-01,30000,in_kind,Goats\n",
                           g.home, g.next, g.igg)),
              S("award.twice 3;"));
    CHECK_INT(both_ask(db, "SELECT count(*) FROM award"), 2);
    award = award_put(&g, g.home, ID_NONE, g.house_product, "in_kind", 50000,
                      "2014-08-01");
    CHECK_STR(str_of(sheet(&g, "delivery",
                           "award,held,number,goods,amount\n"
                           "%1,2014-09-01,1,Bricks,30000\n"
                           "%1,2014-09-02,2,Bricks,20001\n"
                           "%1,2014-09-03,3,Bricks,20000\n",
                           award, ID_NONE, ID_NONE)),
              S("delivery.beyond_award 3;"));
    site_end(&g.v.s);
}

SITE(an_award_says_what_it_rests_on)
{
    struct giving g;
    struct id a;

    giving_start(&g, db);
    a = award_put(&g, g.home, g.woman, g.igg, "in_kind", 30001, "2014-06-01");
    CHECK(found_at(&g.v, a, "award.no_decision", "decision"));
    CHECK(found_at(&g.v, a, "award.no_resolution", "resolution"));
    CHECK(found_at(&g.v, a, "decision.above_ceiling", "amount"));
    a = award_put(&g, g.home, g.woman, g.igg, "in_kind", 30000, "2014-06-02");
    CHECK(!found(&g.v, a, "decision.above_ceiling"));
    draft_as(&g.v.s, "admin", "award",
             with(&g.v.s,
                  "{\"amount\":100,\"approver\":\"%2\",\"held\":\"2014-06-01\","
                  "\"household\":\"%1\",\"nature\":\"cash\",\"person\":\"%2\","
                  "\"product\":\"%3\",\"rsp\":\"5d6f\",\"what\":\"x\"}",
                  g.home, g.woman, g.igg));
    CHECK(said_stop(&g, "award.approves_own"));
    site_end(&g.v.s);
}

/* Bought by the committee, into the store, out to the household. */
static struct id bought(struct giving *g, struct id award, int rupees,
                        const char *quotes, int taken, const char *more)
{
    struct village *v = &g->v;
    struct buf b = buf_start(&v->s.arena);

    buf_fmt(&b,
            "{\"committee\":\"%%1\",\"held\":\"2014-02-01\",\"items\":[{"
            "\"amount\":%d,\"award\":\"%%2\"}],\"quotes\":[%s],\"rsp\":"
            "\"%%3\",\"taken\":%d,\"what\":\"goats\"%s}",
            rupees * 100, quotes, taken, more);
    return draft_as(&v->s, "admin", "procurement",
                    with(&v->s, text(g, &b), g->committee, award, v->srso));
}

#define THREE                                                                  \
    "{\"amount\":3000000,\"supplier\":\"Allah Dino\"},{\"amount\":2800000,"    \
    "\"supplier\":\"Ghulam\"},{\"amount\":2900000,\"supplier\":\"Karim\"}"
#define TWO                                                                    \
    "{\"amount\":3000000,\"supplier\":\"Allah Dino\"},{\"amount\":2800000,"    \
    "\"supplier\":\"Ghulam\"}"

SITE(a_committee_asks_three_and_takes_the_lowest)
{
    struct giving g;
    struct id a, p;

    giving_start(&g, db);
    a = award_put(&g, g.home, g.woman, g.igg, "in_kind", 30000, "2014-01-10");
    p = bought(&g, a, 28000, THREE, 2, "");
    CHECK_INT(g.v.s.kept, KEPT);
    CHECK(!found(&g.v, p, "procurement.few_quotes"));
    CHECK(!found(&g.v, p, "procurement.not_the_lowest"));
    CHECK_INT(head(&g, "stock"), 28000);
    CHECK_INT(head(&g, "box"), -28000);
    p = bought(&g, a, 30000, TWO, 1, "");
    CHECK(found_at(&g.v, p, "procurement.few_quotes", "quotes"));
    CHECK(found_at(&g.v, p, "procurement.not_the_lowest", "why"));
    p = bought(&g, a, 30000, THREE, 1, ",\"why\":\"the goats are healthy\"");
    CHECK(!found(&g.v, p, "procurement.not_the_lowest"));
    bought(&g, a, 28001, THREE, 2, "");
    CHECK(said_stop(&g, "procurement.items_differ"));
    bought(&g, a, 28000, THREE, 4, "");
    CHECK(said_stop(&g, "procurement.no_such_quote"));
    site_end(&g.v.s);
}

SITE(what_is_handed_over_leaves_the_store_and_counts_once)
{
    struct giving g;
    struct id a, d, more, visit;

    giving_start(&g, db);
    a = award_put(&g, g.home, g.woman, g.igg, "in_kind", 30000, "2014-01-10");
    bought(&g, a, 28000, THREE, 2, "");
    d = delivery_put(&g, a, 20000, "2014-02-10", "");
    CHECK(found_at(&g.v, d, "delivery.no_procurement", "procurement"));
    CHECK_INT(head(&g, "stock"), 8000);
    CHECK_INT(head(&g, "award_cost"), 20000);
    CHECK_INT(srso(&g.v, "igg", "2014-02"), 1);
    CHECK_INT(srso(&g.v, "igg.women", "2014-02"), 1);
    CHECK_INT(srso(&g.v, "igg.men", "2014-02"), 0);
    CHECK_INT(srso(&g.v, "igg.amount", "2014-02"), 2000000);
    CHECK_INT(srso(&g.v, "igg.amount", "2014-01"), 0);
    more = delivery_put(&g, a, 11000, "2014-03-10", "");
    CHECK_INT(srso(&g.v, "igg", "2014-03"), 1);
    CHECK(found_at(&g.v, more, "delivery.beyond_award", "amount"));
    CHECK(!found(&g.v, d, "delivery.beyond_award"));
    taken_back(&g, more, "2014-04-02");
    CHECK_INT(head(&g, "award_cost"), 20000);
    CHECK_INT(head(&g, "stock"), 8000);
    CHECK_INT(srso(&g.v, "igg.amount", "2014-04"), 2000000);
    visit = say_that(&g.v, "followup_visit",
                     "{\"award\":\"%1\",\"held\":\"2014-02-05\",\"months\":3,"
                     "\"result\":\"died\"}",
                     a, ID_NONE, ID_NONE);
    CHECK(found(&g.v, visit, "followup_visit.before_delivery"));
    CHECK(found_at(&g.v, visit, "followup_visit.what_happened", "note"));
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

SITE(cash_goes_out_by_its_way)
{
    struct giving g;
    struct id a, d;

    giving_start(&g, db);
    a = award_put(&g, g.home, g.woman, g.igg, "cash", 30000, "2014-01-10");
    d = delivery_put(&g, a, 30000, "2014-02-10",
                     ",\"taker\":\"%2\",\"way\":\"hand\"");
    CHECK(!found(&g.v, d, "delivery.no_procurement"));
    CHECK_INT(head(&g, "hand"), -30000);
    CHECK_INT(head(&g, "award_cost"), 30000);
    CHECK_INT(head(&g, "stock"), 0);
    fix_put(&g.v, a, "", ID_NONE, ID_NONE);
    CHECK_INT(head(&g, "award_cost"), 0);
    site_end(&g.v.s);
}

/* ---- houses -------------------------------------------------------------*/

static struct id house_put(struct giving *g, struct id titled)
{
    struct village *v = &g->v;
    struct buf b = buf_start(&v->s.arena);

    buf_z(&b, "{\"approved\":11000000,\"design\":\"D-1\",\"held\":"
              "\"2014-01-05\",\"household\":\"%1\",\"land\":\"deed\","
              "\"land_proof\":\"No. 4\",\"plan\":\"HOUSE-4\",\"product\":"
              "\"%2\",\"rsp\":\"");
    id_put(&b, v->srso);
    buf_z(&b, "\",\"titled\":\"%3\"}");
    return say_that(v, "house", text(g, &b), g->home, g->house_product, titled);
}

/* Seen on one day and good, paid on another; a sum of 0 is not said. */
static struct id stage_put(struct giving *g, struct id house, const char *stage,
                           const char *seen, const char *held, int rupees)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_z(&b, "{");
    if (rupees)
        buf_fmt(&b, "\"amount\":%d,", rupees * 100);
    if (*seen)
        buf_z(&b, "\"good\":true,");
    buf_fmt(&b, "\"held\":\"%s\",\"house\":\"%%1\"", held);
    if (*seen)
        buf_fmt(&b, ",\"inspected\":\"%s\",\"person\":\"%%2\"", seen);
    buf_fmt(&b, ",\"stage\":\"%s\"}", stage);
    return draft_as(&g->v.s, "admin", "house_stage",
                    with(&g->v.s, text(g, &b), house, g->man, ID_NONE));
}

SITE(a_house_is_paid_by_its_stages)
{
    struct giving g;
    struct id house, plinth, lintel, roof, finish;

    giving_start(&g, db);
    house = house_put(&g, g.woman);
    CHECK(!found(&g.v, house, "house.title_to_a_woman"));
    plinth = stage_put(&g, house, "plinth", "2014-02-01", "2014-02-03", 27500);
    CHECK_INT(g.v.s.kept, KEPT);
    CHECK(!found(&g.v, plinth, "house_stage.not_inspected"));
    CHECK(!found(&g.v, plinth, "house_stage.ahead"));
    lintel = stage_put(&g, house, "lintel", "", "2014-03-03", 27500);
    CHECK(found_at(&g.v, lintel, "house_stage.not_inspected", "inspected"));
    stage_put(&g, house, "lintel", "2014-03-02", "2014-03-02", 0);
    CHECK(!found(&g.v, lintel, "house_stage.not_inspected"));
    roof = stage_put(&g, house, "roof", "2014-04-01", "2014-04-01", 33001);
    CHECK(found_at(&g.v, roof, "house_stage.ahead", "amount"));
    CHECK_INT(head(&g, "award_cost"), 88001);
    CHECK_INT(srso(&g.v, "house.amount", "2014-04"), 8800100);
    finish = stage_put(&g, house, "finish", "2014-05-01", "2014-05-01", 22000);
    CHECK(found_at(&g.v, finish, "house_stage.above_cost", "amount"));
    CHECK_INT(srso(&g.v, "house", "2014-04"), 0);
    CHECK_INT(srso(&g.v, "house", "2014-05"), 1);
    taken_back(&g, roof, "2014-06-01");
    CHECK(!found(&g.v, finish, "house_stage.above_cost"));
    CHECK_INT(head(&g, "award_cost"), 77000);
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

SITE(no_payment_before_its_inspection)
{
    struct giving g;
    struct id house;

    giving_start(&g, db);
    house = house_put(&g, g.man);
    CHECK(found_at(&g.v, house, "house.title_to_a_woman", "titled"));
    stage_put(&g, house, "plinth", "2014-02-04", "2014-02-03", 100);
    CHECK(said_stop(&g, "house_stage.paid_first"));
    stage_put(&g, house, "plinth", "", "2014-02-03", 0);
    CHECK(said_stop(&g, "house_stage.nothing"));
    stage_put(&g, house, "plinth", "2014-02-03", "2014-02-03", 110001);
    CHECK(said_stop(&g, "house_stage.above_cost"));
    draft_as(&g.v.s, "admin", "house_stage",
             with(&g.v.s,
                  "{\"amount\":100,\"found\":\"cracks\",\"held\":"
                  "\"2014-02-03\",\"house\":\"%1\",\"inspected\":"
                  "\"2014-02-03\",\"person\":\"%2\",\"stage\":\"plinth\"}",
                  house, g.man, ID_NONE));
    CHECK(said_stop(&g, "house_stage.paid_though_bad"));
    CHECK(found(&g.v,
                stage_put(&g, house, "tower", "2014-02-03", "2014-02-03", 100),
                "house_stage.not_of_plan"));
    site_end(&g.v.s);
}

/* A plan's parts come to a hundred. */
SITE(the_parts_of_a_plan_come_to_a_hundred)
{
    struct giving g;

    giving_start(&g, db);
    draft_as(&g.v.s, "admin", "house_plan",
             "{\"code\":\"H\",\"stages\":[{\"code\":\"a\",\"portion\":60,"
             "\"title\":\"A\"},{\"code\":\"b\",\"portion\":30,\"title\":"
             "\"B\"}],\"title\":\"T\"}");
    CHECK(said_stop(&g, "house_plan.not_hundred"));
    draft_as(&g.v.s, "admin", "house_plan",
             "{\"code\":\"H2\",\"stages\":[{\"code\":\"a\",\"portion\":60,"
             "\"title\":\"A\"},{\"code\":\"a\",\"portion\":40,\"title\":"
             "\"B\"}],\"title\":\"T\"}");
    CHECK(said_stop(&g, "house_plan.stage_twice"));
    site_end(&g.v.s);
}

/* ---- insurance ----------------------------------------------------------*/

static struct id policy_put(struct giving *g)
{
    return say_that(&g->v, "policy",
                    "{\"covers_most\":3,\"insurer\":\"Jubilee\","
                    "\"member_limit\":2500000,\"nature\":\"health\","
                    "\"number\":\"J-1\",\"premium\":100000,\"rsp\":\"%1\","
                    "\"since\":\"2013-07-01\",\"until\":\"2015-06-30\"}",
                    g->v.srso, ID_NONE, ID_NONE);
}

static struct id card_put(struct giving *g, struct id policy, const char *held,
                          int subsidy, int collected, struct id person)
{
    struct village *v = &g->v;
    struct buf b = buf_start(&v->s.arena);

    buf_z(&b, "{\"body\":\"");
    id_put(&b, g->co);
    buf_fmt(&b,
            "\",\"collected\":%d,\"held\":\"%s\",\"household\":\"%%1\","
            "\"members\":[{\"person\":\"%%2\"}],\"number\":\"K-%s\",\"policy\":"
            "\"%%3\",\"rsp\":\"",
            collected * 100, held, held);
    id_put(&b, v->srso);
    buf_fmt(&b, "\",\"subsidy\":%d}", subsidy * 100);
    return say_that(v, "insured", text(g, &b), g->home, person, policy);
}

static struct id claim_put(struct giving *g, struct id policy, struct id card,
                           struct id person, const char *admitted, int rupees)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"admitted\":\"%s\",\"approved\":%d,\"billed\":%d,"
            "\"hospital\":\"Civil\",\"insured\":\"%%2\",\"paid\":%d,"
            "\"paid_on\":\"%s\",\"person\":\"%%3\",\"policy\":\"%%1\"}",
            admitted, rupees * 100, rupees * 100 + 50000, rupees * 100,
            admitted);
    return draft_as(&g->v.s, "admin", "claim",
                    with(&g->v.s, text(g, &b), policy, card, person));
}

SITE(cards_count_persons_and_their_premium_is_due)
{
    struct giving g;
    struct id policy, card, born;

    giving_start(&g, db);
    policy = policy_put(&g);
    card = card_put(&g, policy, "2013-08-01", 700, 200, g.woman);
    CHECK(found_at(&g.v, card, "insured.premium_differs", "subsidy"));
    CHECK_INT(srso(&g.v, "insured", "2013-08"), 100);
    CHECK_INT(srso(&g.v, "insured.women", "2013-08"), 100);
    CHECK_INT(head(&g, "premium_due"), -900);
    CHECK_INT(head(&g, "premium_cost"), 700);
    CHECK_INT(head(&g, "box"), 200);
    born = card_put(&g, policy, "2013-09-01", 0, 100, g.man);
    CHECK(found(&g.v, card, "insured.premium_differs"));
    CHECK(!found(&g.v, born, "insured.premium_differs"));
    CHECK_INT(srso(&g.v, "insured", "2013-09"), 200);
    CHECK_INT(srso(&g.v, "insured.men", "2013-09"), 100);
    born = card_put(&g, policy, "2013-10-01", 0, 0, g.man);
    CHECK(found_at(&g.v, born, "insured.twice", "members[0].person"));
    CHECK_INT(srso(&g.v, "insured", "2013-10"), 200);
    born = say_that(&g.v, "premium",
                    "{\"amount\":90000,\"held\":\"2013-11-01\",\"households\":"
                    "1,\"policy\":\"%1\",\"rsp\":\"%2\"}",
                    policy, g.v.srso, ID_NONE);
    CHECK(found_at(&g.v, born, "premium.not_by_rate", "amount"));
    say_that(&g.v, "premium",
             "{\"amount\":10000,\"held\":\"2013-11-02\",\"households\":1,"
             "\"policy\":\"%1\",\"rsp\":\"%2\"}",
             policy, g.v.srso, ID_NONE);
    CHECK_INT(head(&g, "premium_due"), 0);
    site_end(&g.v.s);
}

/* Two women and a man on one card are one entry in figures. */
SITE(a_card_counts_all_who_are_on_it)
{
    struct giving g;
    struct id policy, girl;
    struct buf b;

    giving_start(&g, db);
    policy = policy_put(&g);
    girl = person_put(&g.v, g.home, "women");
    b = buf_start(&g.v.s.arena);
    buf_z(&b, "{\"body\":\"");
    id_put(&b, g.co);
    buf_z(&b, "\",\"held\":\"2013-08-01\",\"household\":\"");
    id_put(&b, g.home);
    buf_z(&b, "\",\"members\":[{\"person\":\"%1\"},{\"person\":\"%2\"},{"
              "\"person\":\"%3\"}],\"number\":\"K\",\"policy\":\"");
    id_put(&b, policy);
    buf_z(&b, "\",\"rsp\":\"");
    id_put(&b, g.v.srso);
    buf_z(&b, "\",\"subsidy\":100000}");
    say_that(&g.v, "insured", text(&g, &b), g.woman, g.man, girl);
    CHECK_INT(srso(&g.v, "insured", "2013-08"), 300);
    CHECK_INT(srso(&g.v, "insured.women", "2013-08"), 200);
    CHECK_INT(srso(&g.v, "insured.men", "2013-08"), 100);
    site_end(&g.v.s);
}

/* Invariants 34 and 35. */
SITE(claims_stay_within_the_limit_of_a_member_and_year)
{
    struct giving g;
    struct id policy, card, c[5];

    giving_start(&g, db);
    policy = policy_put(&g);
    card = card_put(&g, policy, "2013-08-01", 1000, 0, g.woman);
    c[0] = claim_put(&g, policy, card, g.woman, "2013-09-01", 20000);
    c[1] = claim_put(&g, policy, card, g.woman, "2014-06-30", 5000);
    c[2] = claim_put(&g, policy, card, g.woman, "2014-07-01", 25000);
    CHECK(!found(&g.v, c[0], "claim.above_limit"));
    CHECK(!found(&g.v, c[1], "claim.above_limit"));
    CHECK(!found(&g.v, c[2], "claim.above_limit"));
    c[3] = claim_put(&g, policy, card, g.woman, "2013-10-01", 1);
    CHECK(found_at(&g.v, c[1], "claim.above_limit", "paid"));
    CHECK(!found(&g.v, c[3], "claim.above_limit"));
    CHECK_INT(srso(&g.v, "claim", "2014-07"), 4);
    CHECK_INT(srso(&g.v, "claim.amount.women", "2014-07"), 5000100);
    claim_put(&g, policy, card, g.woman, "2014-08-01", 25001);
    CHECK(said_stop(&g, "claim.above_limit"));
    claim_put(&g, policy, card, g.woman, "2013-06-30", 1);
    CHECK(said_stop(&g, "claim.outside_policy"));
    c[4] = claim_put(&g, policy, card, g.man, "2014-09-01", 100);
    CHECK(found_at(&g.v, c[4], "claim.not_insured", "admitted"));
    CHECK(!found(&g.v, c[0], "claim.not_insured"));
    c[4] = claim_put(&g, policy, card, g.woman, "2013-07-20", 100);
    CHECK(found(&g.v, c[4], "claim.not_insured"));
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

SITE(a_claim_is_of_who_lives_in_the_insured_household)
{
    struct giving g;
    struct id policy, card, before, after;

    giving_start(&g, db);
    policy = policy_put(&g);
    card = card_put(&g, policy, "2013-08-01", 1000, 0, g.woman);
    before = claim_put(&g, policy, card, g.woman, "2013-09-01", 100);
    after = claim_put(&g, policy, card, g.woman, "2014-09-01", 100);
    CHECK(!found(&g.v, after, "claim.other_household"));
    say_that(&g.v, "residence",
             "{\"household\":\"%1\",\"person\":\"%2\",\"since\":"
             "\"2014-01-01\"}",
             g.next, g.woman, ID_NONE);
    CHECK(found_at(&g.v, after, "claim.other_household", "person"));
    CHECK(!found(&g.v, before, "claim.other_household"));
    taken_back(&g, card, "2014-12-01");
    CHECK(found(&g.v, before, "claim.not_insured"));
    CHECK_INT(head(&g, "premium_due"), 0);
    CHECK_INT(srso(&g.v, "insured", "2014-12"), 0);
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}

SITE(a_diagnosis_is_sealed)
{
    struct giving g;
    struct id policy, card, c;

    giving_start(&g, db);
    policy = policy_put(&g);
    card = card_put(&g, policy, "2013-08-01", 1000, 0, g.woman);
    c = say_that(&g.v, "claim",
                 "{\"admitted\":\"2013-09-01\",\"billed\":100,\"diagnosis\":"
                 "\"typhoid\",\"hospital\":\"Civil\",\"insured\":\"%2\","
                 "\"person\":\"%3\",\"policy\":\"%1\"}",
                 policy, card, g.woman);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM claim WHERE sealed IS NOT "
                           "NULL"),
              1);
    CHECK_INT(both_ask(db, "SELECT count(*) FROM claim_sealed WHERE "
                           "diagnosis = 'typhoid'"),
              1);
    CHECK(!id_none(c));
    CHECK(!strstr(digest(&g.v.s), "typhoid"));
    site_end(&g.v.s);
}

/* ---- a trade ------------------------------------------------------------*/

static const char *trainee_text(struct giving *g, const char *more)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_z(&b, "{");
    buf_z(&b, more);
    buf_z(&b, "\"days\":90,\"held\":\"2014-01-05\",\"household\":\"%1\","
              "\"institute\":\"TVTC\",\"person\":\"%2\",\"rsp\":\"");
    id_put(&b, g->v.srso);
    buf_z(&b, "\",\"stipend_total\":600000,\"toolkit_cost\":500000,\"trade\":"
              "\"Tailoring\"}");
    return text(g, &b);
}

static struct id paid(struct giving *g, struct id trainee, const char *nature,
                      int rupees, const char *held)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"amount\":%d,\"held\":\"%s\",\"nature\":\"%s\",\"trainee\":"
            "\"%%1\"}",
            rupees * 100, held, nature);
    return say_that(&g->v, "stipend", text(g, &b), trainee, ID_NONE, ID_NONE);
}

/* Where an RSP's ledger does not name `trained`, it goes beside what is filed. */
SITE(who_learnt_a_trade_is_counted_when_she_completed_it)
{
    struct giving g;
    struct id t, tools, more;

    giving_start(&g, db);
    t = say_that(&g.v, "trainee", trainee_text(&g, ""), g.home, g.woman,
                 ID_NONE);
    paid(&g, t, "stipend", 2000, "2014-02-01");
    tools = paid(&g, t, "toolkit", 5000, "2014-04-01");
    CHECK(!found(&g.v, tools, "stipend.beyond"));
    more = paid(&g, t, "stipend", 4001, "2014-03-01");
    CHECK(found_at(&g.v, more, "stipend.beyond", "amount"));
    CHECK_INT(head(&g, "training_cost"), 11001);
    CHECK_INT(srso(&g.v, "trainee", "2014-12"), 0);
    fix_put(&g.v, t,
            trainee_text(&g, "\"attended\":80,\"certificate\":\"C-9\","
                             "\"finished\":\"2014-04-05\",\"result\":"
                             "\"completed\","),
            g.home, g.woman);
    CHECK_INT(srso(&g.v, "trainee", "2014-04"), 1);
    CHECK_INT(srso(&g.v, "trainee.women", "2014-04"), 1);
    CHECK_INT(srso(&g.v, "trained", "2014-04"), 1);
    CHECK_INT(srso(&g.v, "kept.trained.women", "2014-04"), 0);
    fix_put(&g.v, named("ledger", "trained"), "", ID_NONE, ID_NONE);
    CHECK_INT(srso(&g.v, "trained", "2014-04"), 0);
    CHECK_INT(srso(&g.v, "kept.trained.women", "2014-04"), 1);
    more = say_that(&g.v, "followup_visit",
                    "{\"held\":\"2014-03-01\",\"income\":900000,\"months\":3,"
                    "\"trainee\":\"%1\",\"work\":\"self_employed\"}",
                    t, ID_NONE, ID_NONE);
    CHECK(found(&g.v, more, "followup_visit.before_end"));
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}
