/* record_need_works - how far a need is, is how far its scheme is: in any order of
 * entry, also of what was merged into it; and where people say otherwise, their
 * answer is marked. Today is 1 January 2015. */
#include "../src/core/need_stand.h"
#include "works_site.h"

static struct id need_put(struct building *g, int number, bool of_home)
{
    return put(g, "need",
               "{\"body\":\"%s\",\"cost\":100000,%s%s%s\"nature\":\"%s\","
               "\"number\":\"N-%d\",\"raised\":\"2014-01-10\",\"sector\":"
               "\"road\",\"title\":\"A culvert\",\"who\":\"helped\"}",
               hex(g, g->co), of_home ? "\"household\":\"" : "",
               of_home ? hex(g, g->home) : "", of_home ? "\"," : "",
               of_home ? "private" : "public", number);
}

static struct id answer_put(struct building *g, struct id need,
                            const char *says, const char *held)
{
    return put(g, "need_answer",
               "{\"body\":\"%s\",\"held\":\"%s\",\"need\":\"%s\",\"says\":"
               "\"%s\",\"tier\":\"vo\",\"why\":\"as we heard it\"}",
               hex(g, g->co), held, hex(g, need), says);
}

static struct id join_put(struct building *g, struct id need, struct id wider)
{
    return put(g, "need_join",
               "{\"held\":\"2014-01-15\",\"need\":\"%s\",\"wider\":\"%s\"}",
               hex(g, need), hex(g, wider));
}

/* The scheme is told, afterwards, which need it meets. */
static void named_put(struct building *g, const char *number, struct id need)
{
    struct buf b = buf_start(&g->v.s.arena);

    buf_fmt(&b,
            "{\"account\":\"%s\",\"body\":\"%s\",\"fund\":\"%s\",\"held\":"
            "\"2014-01-25\",\"households\":40,\"need\":\"%s\",\"number\":"
            "\"%s\",\"place\":\"%s\",\"resolution\":\"%s\",\"rsp\":\"%s\","
            "\"title\":\"Culvert\",\"type\":\"culvert\"}",
            hex(g, g->chest), hex(g, g->co), hex(g, g->fund), hex(g, need),
            number, hex(g, g->v.goth), hex(g, g->resolution),
            hex(g, g->v.srso));
    fix_put(&g->v, g->scheme, arena_z(b.arena, buf_str(&b)), ID_NONE, ID_NONE);
}

static void begun_put(struct building *g)
{
    paper_put(g, "village_sheet", "2014-02-25");
    tranche_put(g, 1, 40000, "2014-03-05");
}

static void done_put(struct building *g)
{
    round_put(g, 50, "2014-04-20", "2014-04-21", "2014-04-22");
    certificate_put(g, 100, "2014-05-02", ",\"completion\":true");
    tranche_put(g, 2, 40000, "2014-05-05");
    papers_put(g, "photo_after accounts_closed", "2014-06-01");
    step_put(g, "completed", "2014-06-01");
}

static struct need_kept kept(struct building *g, struct id need)
{
    const struct columns c = { need_kept_field, NEED_KEPT,
                               sizeof(struct need_kept) };
    struct rows r = db_text_rows(g->v.s.db,
                                 S("SELECT * FROM need_kept WHERE thing = $1"));
    struct need_kept k;

    record_blank(c.field, c.fields, &k);
    db_bind_id(&r, 1, need);
    if (CHECK(db_next(&r)))
        columns_read(&r, &c, &g->v.s.arena, &k);
    db_done(&r);
    both_fine(g->v.s.db);
    return k;
}

static int state_on(struct building *g, struct id need, int mon, int mday)
{
    struct need_kept k = kept(g, need);
    struct need_stand s;
    day on = day_of(2014, mon, mday);

    if (on >= k.turned)
        return k.state;
    return need_past_on(k.past, on, &s) ? s.state : -1;
}

SITE(a_need_goes_as_its_scheme_goes)
{
    struct building g;
    struct id asked, wide;

    building_start(&g, db);
    asked = need_put(&g, 1, true);
    wide = need_put(&g, 2, false);
    join_put(&g, asked, wide);
    answer_put(&g, wide, "approved", "2014-01-22");
    named_put(&g, "S-1", wide);
    terms_put(&g);
    CHECK_INT(kept(&g, asked).state, NEED_APPROVED); /* not begun yet */
    begun_put(&g);
    CHECK_INT(kept(&g, asked).state, NEED_STARTED);
    CHECK_INT(kept(&g, asked).stood, day_of(2014, 3, 5));
    CHECK(id_same(kept(&g, asked).scheme, g.scheme));
    CHECK(id_same(kept(&g, asked).answered, wide));
    CHECK_INT(srso(&g.v, "need.done", "2014-12"), 0);
    done_put(&g);
    CHECK_INT(kept(&g, wide).state, NEED_COMPLETED);
    CHECK_INT(kept(&g, asked).state, NEED_COMPLETED);
    CHECK_INT(srso(&g.v, "need.done", "2014-05"), 0);
    CHECK_INT(srso(&g.v, "need.done", "2014-06"), 1);
    /* As of any day before: what stood then. */
    CHECK_INT(state_on(&g, asked, 1, 9), -1);
    CHECK_INT(state_on(&g, asked, 1, 12), NEED_ASKED);
    CHECK_INT(state_on(&g, asked, 2, 1), NEED_APPROVED);
    CHECK_INT(state_on(&g, asked, 5, 31), NEED_STARTED);
    CHECK_INT(state_on(&g, asked, 6, 1), NEED_COMPLETED);
    site_end(&g.v.s);
}

SITE(a_scheme_that_is_given_up_says_nothing_any_more)
{
    struct building g;
    struct id wide;

    building_start(&g, db);
    wide = need_put(&g, 1, false);
    answer_put(&g, wide, "approved", "2014-01-22");
    named_put(&g, "S-1", wide);
    terms_put(&g);
    begun_put(&g);
    step_put(&g, "cancelled", "2014-04-01");
    CHECK_INT(kept(&g, wide).state, NEED_APPROVED);
    CHECK_INT(state_on(&g, wide, 3, 31), NEED_STARTED);
    CHECK(id_none(kept(&g, wide).scheme));
    answer_put(&g, wide, "deferred", "2014-05-01");
    CHECK_INT(kept(&g, wide).state, NEED_DEFERRED);
    site_end(&g.v.s);
}

/* Who is right is never left open: the work is, and the answer says so. */
SITE(an_answer_that_contradicts_the_work_is_marked)
{
    struct building g;
    struct id wide, early, put_off, seen, again;

    building_start(&g, db);
    wide = need_put(&g, 1, false);
    answer_put(&g, wide, "approved", "2014-01-22");
    named_put(&g, "S-1", wide);
    early = answer_put(&g, wide, "started", "2014-02-20");
    CHECK(found(&g.v, early, "need_answer.work_not_begun"));
    CHECK_INT(kept(&g, wide).state, NEED_STARTED);
    terms_put(&g);
    begun_put(&g);
    CHECK(found(&g.v, early, "need_answer.work_not_begun"));
    again = answer_put(&g, wide, "completed", "2014-04-01");
    CHECK(found(&g.v, again, "need_answer.work_not_done"));
    CHECK_INT(kept(&g, wide).state, NEED_STARTED);
    put_off = answer_put(&g, wide, "deferred", "2014-05-01");
    CHECK(found(&g.v, put_off, "need_answer.work_goes_on"));
    CHECK_INT(kept(&g, wide).state, NEED_STARTED);
    seen = answer_put(&g, wide, "verified", "2014-07-01");
    CHECK_INT(kept(&g, wide).state, NEED_STARTED);
    done_put(&g);
    CHECK(!found(&g.v, seen, "need_answer.not_completed"));
    CHECK_INT(kept(&g, wide).state, NEED_VERIFIED);
    CHECK(id_same(kept(&g, wide).answer, seen));
    CHECK(found(&g.v, again, "need_answer.work_not_done"));
    CHECK(!found(&g.v, seen, "need_answer.work_goes_on"));
    site_end(&g.v.s);
}

SITE(what_was_said_to_be_met_is_marked_when_work_begins_after_it)
{
    struct building g;
    struct id wide, met, no;

    building_start(&g, db);
    wide = need_put(&g, 1, false);
    answer_put(&g, wide, "approved", "2014-01-12");
    met = answer_put(&g, wide, "completed", "2014-01-20");
    CHECK_INT(kept(&g, wide).state, NEED_COMPLETED);
    CHECK(!found(&g.v, met, "need_answer.work_began_after"));
    no = answer_put(&g, wide, "dropped", "2014-01-24");
    CHECK(!found(&g.v, no, "need_answer.work_goes_on"));
    named_put(&g, "S-1", wide);
    terms_put(&g);
    begun_put(&g);
    CHECK(found(&g.v, met, "need_answer.work_began_after"));
    CHECK(found(&g.v, no, "need_answer.work_goes_on"));
    CHECK_INT(kept(&g, wide).state, NEED_STARTED);
    site_end(&g.v.s);
}

/* ---- any order ----------------------------------------------------------*/

enum { ACTS = 8, ROUNDS = 6 };

struct round {
    struct id scheme, asked, wide, put_off, early;
    char number[20];
};

static void act(struct building *g, struct round *r, int what)
{
    switch (what) {
    case 0: named_put(g, r->number, r->wide); break;
    case 1: join_put(g, r->asked, r->wide); break;
    case 2: answer_put(g, r->wide, "approved", "2014-01-22"); break;
    case 3: terms_put(g); break;
    case 4: begun_put(g); break;
    case 5: done_put(g); break;
    case 6:
        r->put_off = answer_put(g, r->wide, "rejected", "2014-05-01");
        break;
    default:
        r->early = answer_put(g, r->asked, "verified", "2014-08-01");
        break;
    }
}

SITE(it_is_the_same_in_any_order)
{
    struct building g;
    uint64_t chance = 7;

    building_start(&g, db);
    for (int n = 0; n < ROUNDS; n++) {
        struct round r = { .number = "" };
        int order[ACTS];
        struct need_kept k;

        snprintf(r.number, sizeof r.number, "S-%d", n + 10);
        g.scheme = r.scheme = scheme_put(&g, r.number, "2014-01-25", "");
        r.asked = need_put(&g, 2 * n + 10, true);
        r.wide = need_put(&g, 2 * n + 11, false);
        for (int i = 0; i < ACTS; i++)
            order[i] = i;
        for (int i = ACTS - 1; n && i > 0; i--) {
            int j, keep = order[i];

            chance = chance * 6364136223846793005u + 1442695040888963407u;
            j = (int)((chance >> 33) % (uint64_t)(i + 1));
            order[i] = order[j];
            order[j] = keep;
        }
        for (int i = 0; i < ACTS; i++)
            act(&g, &r, order[i]);
        k = kept(&g, r.asked);
        CHECK_INT(k.state, NEED_VERIFIED);
        CHECK_INT(k.stood, day_of(2014, 8, 1));
        CHECK(id_same(k.answer, r.early));
        CHECK_INT(kept(&g, r.wide).state, NEED_COMPLETED);
        CHECK_INT(state_on(&g, r.asked, 1, 23), NEED_APPROVED);
        CHECK_INT(state_on(&g, r.asked, 5, 20), NEED_STARTED);
        CHECK_INT(state_on(&g, r.asked, 7, 1), NEED_COMPLETED);
        CHECK(found(&g.v, r.put_off, "need_answer.work_goes_on"));
        CHECK_INT(srso(&g.v, "need.done", "2014-06"), n + 1);
    }
    any_order(&g.v.s, db_open(":memory:", DB_MAKE));
    site_end(&g.v.s);
}
