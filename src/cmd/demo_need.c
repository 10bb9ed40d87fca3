/* demo_need - wishes of the sample: what women of the first LSO ask for, how
 * their VO joins it, ranks it, looks whether it can be done, puts it into a
 * plan, and what became of each. */
#include <string.h>

#include "cmd/demo_money.h"
#include "cmd/demo_people.h"

enum { /* in which month */
       RAISED_IN = 2,
       JOINED_IN = 3,
       WEIGHED_IN = 4,
       APPROVED_IN = 5,
       FUNDED_IN = 6,
       STARTED_IN = 7,
       DONE_IN = 12,
       LOOKED_IN = 14
};
enum wish { WATER, PAVING, SCHOOL, WISHES };
enum { ASKERS = 3, PRIVATE = 4 };

static const struct {
    const char *title, *sector, *who, *unit;
    int64_t households, women, men, poorest, quantity;
    paisa cost;
} wish[WISHES] = {
    [WATER] = { "Drinking water supply with a solar pump", "water", "helped",
                "taps", 64, 198, 207, 21, 12, 180000000 },
    [PAVING] = { "Paving of the main street", "road", "helped", "feet", 80, 240,
                 252, 26, 900, 240000000 },
    [SCHOOL] = { "Roof and walls of the girls' school", "education", "state",
                 "rooms", 70, 210, 180, 24, 3, 95000000 },
};

static const struct {
    const char *title, *sector;
    paisa cost;
} private[PRIVATE] = {
    { "Two goats to rear and sell", "livestock", 3000000 },
    { "A sewing machine and cloth", "enterprise", 2600000 },
    { "Seed and fertiliser for wheat", "crop", 4500000 },
    { "A donkey cart for vegetables", "enterprise", 6000000 },
};

static const struct lender *lso(const struct diary *y)
{
    return &y->purse->lender[0];
}

static struct id at_vo(const struct diary *y)
{
    return y->p->body[lso(y)->vo].id;
}

static struct id wide_id(const struct diary *y, enum wish which)
{
    return purse_id(y, "wide need", (int)which);
}

static struct id asked_id(const struct diary *y, enum wish which, int nth)
{
    return purse_id(y, "asked need", (int)which * ASKERS + nth);
}

static struct id resolved(const struct diary *y)
{
    return purse_id(y, "need resolved", 0);
}

static struct id officer(const struct diary *y)
{
    return staff_of(y->p, &y->p->body[lso(y)->vo], purse_day(y))->id;
}

/* The so manieth of the CO who is a member on that day; -1: there is none. */
static int woman_at(const struct diary *y, int co, int nth)
{
    const struct body *b = &y->p->body[lso(y)->co[co]];

    for (int i = b->first; i < b->first + b->members; i++) {
        const struct member *m = &y->p->member[i];

        if (!m->why && m->kept_at && m->kept_at <= y->d->at && nth-- == 0)
            return i;
    }
    return -1;
}

/* ---- what is asked ------------------------------------------------------*/

static struct buf need_start(struct diary *y, const char *prefix, int number)
{
    struct buf out = fact_start(&y->d->arena), code = buf_start(&y->d->arena);

    buf_fmt(&code, "%s-%d", prefix, number);
    fact_text(&out, "number", buf_str(&code));
    fact_day(&out, "raised", purse_day(y));
    return out;
}

static void asker_say(struct diary *y, struct buf *out, int co, int member)
{
    const struct member *m = &y->p->member[member];

    fact_id(out, "body", y->p->body[lso(y)->co[co]].id);
    fact_id(out, "person", purse_person(y, member));
    fact_id(out, "household",
            purse_id(y, "household", y->p->person[m->person].household));
}

/* A household's: its part of what the village asks for. */
static void asked_keep(struct diary *y, enum wish which, int nth)
{
    int member = woman_at(y, nth, (int)which + 1);
    struct buf out = need_start(y, "HN", 1 + (int)which * ASKERS + nth);

    if (member < 0)
        return;
    asker_say(y, &out, nth, member);
    fact_text(&out, "title", str_of(wish[which].title));
    fact_text(&out, "sector", str_of(wish[which].sector));
    fact_text(&out, "nature", S("private"));
    fact_text(&out, "who", str_of(wish[which].who));
    if (which != PAVING)
        fact_raw(&out, "women_first", "true");
    fact_int(&out, "households", 1);
    fact_int(&out, "women", 3);
    fact_int(&out, "men", 3);
    fact_int(&out, "cost", wish[which].cost / wish[which].households);
    purse_keep(y, lso(y)->co[nth], "need", asked_id(y, which, nth), &out);
}

static void private_keep(struct diary *y, int nth)
{
    int co = nth % ASKERS, member = woman_at(y, co, 5 + nth / ASKERS);
    struct buf out = need_start(y, "PN", 1 + nth);
    struct buf share = buf_start(&y->d->arena);

    if (member < 0)
        return;
    asker_say(y, &out, co, member);
    fact_text(&out, "title", str_of(private[nth].title));
    fact_text(&out, "sector", str_of(private[nth].sector));
    fact_text(&out, "nature", S("private"));
    fact_text(&out, "who", S("helped"));
    fact_int(&out, "households", 1);
    fact_int(&out, "women", 1);
    fact_int(&out, "cost", private[nth].cost);
    buf_fmt(&share,
            "[{\"amount\":%lld,\"source\":\"own_cash\"},"
            "{\"amount\":%lld,\"source\":\"fund\"}]",
            (long long)private[nth].cost / 5,
            (long long)private[nth].cost * 4 / 5);
    fact_raw(&out, "share", arena_z(&y->d->arena, buf_str(&share)));
    purse_keep(y, lso(y)->co[co], "need", purse_id(y, "private need", nth),
               &out);
}

/* All but a few of the VO's delegates. */
static void agreed_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);
    int of = y->p->body[lso(y)->vo].members;

    fact_id(&out, "body", at_vo(y));
    fact_day(&out, "passed", purse_day(y));
    fact_int(&out, "number", 501);
    fact_text(&out, "subject", S("What the village asks for"));
    fact_int(&out, "yes", of > 1 ? of - 1 : 9);
    fact_int(&out, "no", 0);
    fact_text(&out, "state", S("passed"));
    purse_keep(y, lso(y)->vo, "resolution", resolved(y), &out);
}

/* The village's, and into it what the households asked. */
static void wide_keep(struct diary *y, enum wish which)
{
    struct buf out = need_start(y, "VN", 1 + (int)which);
    struct buf share = buf_start(&y->d->arena);
    paisa own = wish[which].cost / 5;

    fact_id(&out, "body", at_vo(y));
    fact_id(&out, "resolution", resolved(y));
    fact_text(&out, "title", str_of(wish[which].title));
    fact_text(&out, "sector", str_of(wish[which].sector));
    fact_text(&out, "nature", S("public"));
    fact_text(&out, "who", str_of(wish[which].who));
    if (which != PAVING)
        fact_raw(&out, "women_first", "true");
    fact_int(&out, "households", wish[which].households);
    fact_int(&out, "women", wish[which].women);
    fact_int(&out, "men", wish[which].men);
    fact_int(&out, "poorest", wish[which].poorest);
    fact_int(&out, "quantity", wish[which].quantity);
    fact_text(&out, "unit", str_of(wish[which].unit));
    fact_int(&out, "cost", wish[which].cost);
    buf_fmt(&share,
            "[{\"amount\":%lld,\"source\":\"own_labour\"},"
            "{\"amount\":%lld,\"source\":\"%s\"}]",
            (long long)own, (long long)(wish[which].cost - own),
            which == SCHOOL ? "government" : "grant");
    fact_raw(&out, "share", arena_z(&y->d->arena, buf_str(&share)));
    purse_keep(y, lso(y)->vo, "need", wide_id(y, which), &out);
    for (int i = 0; i < ASKERS; i++) {
        struct buf join = fact_start(&y->d->arena);

        if (woman_at(y, i, (int)which + 1) < 0)
            continue;
        fact_id(&join, "need", asked_id(y, which, i));
        fact_id(&join, "wider", wide_id(y, which));
        fact_day(&join, "held", purse_day(y));
        fact_id(&join, "body", at_vo(y));
        fact_id(&join, "resolution", resolved(y));
        fact_text(&join, "why", S("Several COs ask for the same"));
        purse_keep(y, lso(y)->vo, "need_join",
                   purse_id(y, "need joined", (int)which * ASKERS + i), &join);
    }
}

/* ---- in which order, and whether it can be done -------------------------*/

/* By stones, and a day's talk that comes to another order. */
static void ranking_keep(struct diary *y, bool stones)
{
    static const int by_stone[WISHES][3] = { { 31, 18, 14 },
                                             { 6, 27, 3 },
                                             { 20, 12, 10 } };
    static const int by_talk[WISHES] = { 1, 3, 2 };
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);

    buf_char(&rows, '[');
    for (int i = 0; i < WISHES; i++) {
        buf_z(&rows, i ? ",{\"need\":\"" : "{\"need\":\"");
        id_put(&rows, wide_id(y, (enum wish)i));
        if (stones)
            buf_fmt(&rows, "\",\"women\":%d,\"men\":%d,\"poorest\":%d,",
                    by_stone[i][0], by_stone[i][1], by_stone[i][2]);
        else
            buf_z(&rows, "\",");
        buf_fmt(&rows, "\"place\":%d}", stones ? i + 1 : by_talk[i]);
    }
    buf_char(&rows, ']');
    fact_id(&out, "body", at_vo(y));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "method", stones ? S("stones") : S("meeting"));
    if (stones)
        fact_int(&out, "stones", 3);
    fact_int(&out, "women_present", 19);
    fact_int(&out, "men_present", 19);
    fact_int(&out, "poorest_present", 9);
    fact_raw(&out, "option", arena_z(&y->d->arena, buf_str(&rows)));
    fact_id(&out, "staff", officer(y));
    purse_keep(y, lso(y)->vo, "ranking", purse_id(y, "ranking", stones), &out);
}

static void gate_keep(struct diary *y, enum wish which, int gate)
{
    static const char *const name[] = { "capacity",      "willingness",
                                        "own_resources", "outside_resources",
                                        "technical",     "social",
                                        "environmental", "financial" };
    struct buf out = fact_start(&y->d->arena);
    bool dear = which == PAVING && gate == 7;
    bool waits = which == SCHOOL && gate == 3;

    fact_id(&out, "need", wide_id(y, which));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "gate", str_of(name[gate]));
    fact_text(&out, "result",
              dear  ? S("fail") :
              waits ? S("conditional") :
                      S("pass"));
    if (dear) {
        fact_text(&out, "note",
                  S("It costs a household twice what the fund allows"));
        fact_text(&out, "would_change",
                  S("Half of it as a link road, or the union council pays the "
                    "rest"));
    }
    if (waits) {
        fact_text(&out, "note", S("The department has not answered"));
        fact_text(&out, "would_change",
                  S("A letter of the Education Department"));
    }
    fact_id(&out, "staff", officer(y));
    purse_keep(y, lso(y)->vo, "feasibility",
               purse_id(y, "gate", (int)which * 8 + gate), &out);
}

/* ---- the plan -----------------------------------------------------------*/

static void plan_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_text(&out, "code", S("VDP-1"));
    fact_id(&out, "body", at_vo(y));
    fact_text(&out, "tier", S("village"));
    fact_day(&out, "since", purse_day(y));
    fact_day(&out, "until", purse_day(y) + 364);
    fact_int(&out, "version", 1);
    fact_text(&out, "title", S("Village development plan"));
    purse_keep(y, lso(y)->vo, "plan", purse_id(y, "vdp", 0), &out);
    for (int i = 0; i < WISHES; i++) {
        static const int place[WISHES] = { 1, 3, 2 };
        struct buf item = fact_start(&y->d->arena);

        fact_id(&item, "plan", purse_id(y, "vdp", 0));
        fact_id(&item, "need", wide_id(y, (enum wish)i));
        fact_day(&item, "held", purse_day(y));
        fact_int(&item, "position", place[i]);
        fact_text(&item, "who_does",
                  i == SCHOOL ? S("Education Department") : S("The VO"));
        purse_keep(y, lso(y)->vo, "plan_item", purse_id(y, "vdp item", i),
                   &item);
    }
}

static void plan_step(struct diary *y, int nth, const char *stage)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "plan", purse_id(y, "vdp", 0));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "stage", str_of(stage));
    fact_id(&out, "resolution", resolved(y));
    purse_keep(y, lso(y)->vo, "plan_step", purse_id(y, "vdp step", nth), &out);
}

/* ---- what became of it --------------------------------------------------*/

static void answer_keep(struct diary *y, struct id need, int nth,
                        const char *tier, const char *says, const char *why)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "need", need);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "tier", str_of(tier));
    fact_text(&out, "says", str_of(says));
    if (!strcmp(tier, "vo"))
        fact_id(&out, "body", at_vo(y));
    else if (!strcmp(tier, "lso"))
        fact_id(&out, "body", y->p->body[lso(y)->lso].id);
    else
        fact_id(&out, "staff", officer(y));
    if (!strcmp(says, "funded"))
        fact_text(&out, "source", S("grant"));
    fact_text(&out, "why", str_of(why));
    purse_keep(y, lso(y)->vo, "need_answer", purse_id(y, "need answer", nth),
               &out);
}

static void answers_month(struct diary *y, int in)
{
    struct id water = wide_id(y, WATER);

    switch (in) {
    case WEIGHED_IN:
        answer_keep(y, water, 0, "vo", "appraised",
                    "Every household gives labour; women asked for it first");
        break;
    case APPROVED_IN:
        answer_keep(y, water, 1, "lso", "approved",
                    "First by stones, feasible at every gate");
        answer_keep(y, wide_id(y, PAVING), 2, "lso", "rejected",
                    "Too dear for each household this year; half of it may "
                    "come again as a link road");
        answer_keep(y, wide_id(y, SCHOOL), 3, "lso", "deferred",
                    "Waits for the Education Department's letter");
        break;
    case FUNDED_IN:
        answer_keep(y, water, 4, "rsp", "funded",
                    "Terms of partnership signed");
        break;
    case STARTED_IN:
        answer_keep(y, water, 5, "rsp", "started", "The bore is being drilled");
        break;
    case DONE_IN:
        answer_keep(y, water, 6, "rsp", "completed", "Twelve taps run");
        break;
    case LOOKED_IN:
        answer_keep(y, water, 7, "rsp", "verified",
                    "Seen with the committee: all taps run");
        break;
    default: break;
    }
}

/* ---- month by month -----------------------------------------------------*/

void need_month(struct diary *y, int in)
{
    demo_commit(y->d);
    if (in == RAISED_IN) {
        for (int w = 0; w < WISHES; w++)
            for (int i = 0; i < ASKERS; i++)
                asked_keep(y, (enum wish)w, i);
        for (int i = 0; i < PRIVATE; i++)
            private_keep(y, i);
    }
    if (in == JOINED_IN) {
        agreed_keep(y);
        for (int w = 0; w < WISHES; w++)
            wide_keep(y, (enum wish)w);
        ranking_keep(y, true);
        ranking_keep(y, false);
        plan_keep(y);
        plan_step(y, 0, "compiling");
    }
    if (in == WEIGHED_IN) {
        for (int w = 0; w < WISHES; w++)
            for (int gate = 0; gate < 8; gate++)
                gate_keep(y, (enum wish)w, gate);
        plan_step(y, 1, "ranked");
    }
    if (in == APPROVED_IN)
        plan_step(y, 2, "adopted");
    if (in == FUNDED_IN)
        plan_step(y, 3, "submitted");
    answers_month(y, in);
}
