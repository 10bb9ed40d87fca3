/* demo_learn - what the sample's people learn and are promised: trainings of
 * office bearers, a community resource person and her sessions, commitments
 * that were kept or not, and what departments answered. */
#include <string.h>

#include "cmd/demo_money.h"
#include "cmd/demo_people.h"

enum { TRAININGS = 3, LEARNERS = 6, SESSIONS = 4, LINKAGES = 5 };

static const struct {
    const char *kind, *title, *level;
    int in, days;
    paisa cost;
} training[TRAININGS] = {
    { "CMST", "Managing a CO: presidents and managers", "co", 3, 3, 4800000 },
    { "RECORD", "Keeping the CO's registers", "co", 6, 2, 2900000 },
    { "LMST", "Leading an LSO", "lso", 10, 5, 9200000 },
};

static const struct lender *lso(const struct diary *y)
{
    return &y->purse->lender[0];
}

static const struct area *council(const struct diary *y)
{
    return &y->p->area[y->p->body[lso(y)->lso].area];
}

static struct id at_council(const struct diary *y)
{
    return id_named(S("place"), council(y)->uc);
}

static struct id officer(const struct diary *y)
{
    return staff_of(y->p, &y->p->body[lso(y)->vo], purse_day(y))->id;
}

/* The first member of a CO on that day; -1: there is none. */
static int first_of(const struct diary *y, int co)
{
    const struct body *b = &y->p->body[lso(y)->co[co]];

    for (int i = b->first; i < b->first + b->members; i++) {
        const struct member *m = &y->p->member[i];

        if (!m->why && m->kept_at && m->kept_at <= y->d->at)
            return i;
    }
    return -1;
}

/* ---- trainings ----------------------------------------------------------*/

static const char *learners(struct diary *y, int nth)
{
    struct buf rows = buf_start(&y->d->arena);
    const char *comma = "[";

    for (int i = 0; i < LEARNERS && i < COS; i++) {
        int m = first_of(y, i);

        if (m < 0)
            continue;
        buf_fmt(&rows, "%s{\"body\":\"", comma);
        id_put(&rows, y->p->body[lso(y)->co[i]].id);
        buf_fmt(&rows, "\",\"days\":%d,\"office\":\"%s\",\"person\":\"",
                i == 4 ? training[nth].days - 1 : training[nth].days,
                nth == 1 ? "manager" : "president");
        id_put(&rows, purse_person(y, m));
        buf_fmt(&rows,
                "\",\"sex\":\"women\",\"test_after\":%d,\"test_before\":%d}",
                6200 + 500 * i, 3500 + 400 * i);
        comma = ",";
    }
    buf_z(&rows, *comma == ',' ? "]" : "[]");
    return arena_z(&y->d->arena, buf_str(&rows));
}

static void training_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), code = buf_start(&y->d->arena);
    struct buf costs = buf_start(&y->d->arena);

    buf_fmt(&code, "TR-%d", nth + 1);
    buf_fmt(&costs,
            "[{\"amount\":%lld,\"what\":\"boarding\"},"
            "{\"amount\":%lld,\"what\":\"travel\"},"
            "{\"amount\":%lld,\"what\":\"material\"}]",
            (long long)training[nth].cost / 2,
            (long long)training[nth].cost / 4,
            (long long)training[nth].cost / 4);
    fact_text(&out, "code", buf_str(&code));
    fact_text(&out, "kind", str_of(training[nth].kind));
    fact_text(&out, "title", str_of(training[nth].title));
    fact_text(&out, "level", str_of(training[nth].level));
    fact_text(&out, "venue", S("Training hall, Sukkur"));
    fact_id(&out, "place", at_council(y));
    fact_day(&out, "since", purse_day(y) - training[nth].days);
    fact_day(&out, "until", purse_day(y) - 1);
    fact_int(&out, "days", training[nth].days);
    fact_id(&out, "staff", officer(y));
    fact_id(&out, "rsp", purse_rsp());
    fact_raw(&out, "costs", arena_z(&y->d->arena, buf_str(&costs)));
    fact_raw(&out, "participants", learners(y, nth));
    purse_keep(y, lso(y)->lso, "training", purse_id(y, "training", nth), &out);
}

/* ---- a resource person and her sessions ---------------------------------*/

static struct id crp_id(const struct diary *y)
{
    return purse_id(y, "resource person", 0);
}

static void crp_keep(struct diary *y)
{
    int m = first_of(y, 0);
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "person", purse_person(y, m));
    fact_id(&out, "body", y->p->body[lso(y)->lso].id);
    fact_text(&out, "cadre", S("cadre_crp"));
    fact_id(&out, "place", at_council(y));
    fact_id(&out, "rsp", purse_rsp());
    fact_day(&out, "since", purse_day(y));
    fact_id(&out, "training", id_named(S("training"), S("TR-1")));
    fact_raw(&out, "topics", "[{\"topic\":\"health\"}]");
    fact_int(&out, "fee", 50000);
    fact_text(&out, "fee_per", S("per_session"));
    purse_keep(y, lso(y)->lso, "crp", crp_id(y), &out);
}

static const struct {
    const char *toolkit, *topic, *promise, *kept;
} session[SESSIONS] = {
    { "CAT", "cleanliness", "Soap at every hand pump", "yes" },
    { "CIVIC", "cnic", "Every woman of 18 has her CNIC", "partly" },
    { "NUTRITION", "garden", "A kitchen garden at each house", "yes" },
    { "DRM", "flood", "A list of who needs help first", "no" },
};

static void session_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);

    buf_z(&rows, "[{\"due\":\"");
    day_put(&rows, purse_day(y) + 60);
    buf_fmt(&rows, "\",\"households\":18,\"what\":\"%s\"}]",
            session[nth].promise);
    fact_text(&out, "toolkit", str_of(session[nth].toolkit));
    fact_text(&out, "topic", str_of(session[nth].topic));
    fact_id(&out, "crp", crp_id(y));
    fact_id(&out, "body", y->p->body[lso(y)->co[nth]].id);
    fact_id(&out, "place", at_council(y));
    fact_id(&out, "rsp", purse_rsp());
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "women", 16 + nth);
    fact_int(&out, "girls", 4 + nth);
    fact_int(&out, "minutes", 90);
    fact_raw(&out, "commitments", arena_z(&y->d->arena, buf_str(&rows)));
    purse_keep(y, lso(y)->lso, "awareness", purse_id(y, "session", nth), &out);
}

static void promise_look(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "awareness", purse_id(y, "session", nth));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "number", 1);
    fact_text(&out, "kept", str_of(session[nth].kept));
    fact_int(&out, "households", session[nth].kept[0] == 'y' ? 18 : 7);
    fact_id(&out, "staff", officer(y));
    purse_keep(y, lso(y)->lso, "commitment_check", purse_id(y, "looked", nth),
               &out);
}

static void task_keep(struct diary *y, int in)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "crp", crp_id(y));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "nature", S("household_visits"));
    fact_text(&out, "what", S("Visits to the poorest households"));
    fact_int(&out, "days", 2);
    fact_int(&out, "women", 22);
    fact_int(&out, "fee", 100000);
    purse_keep(y, lso(y)->lso, "crp_task", purse_id(y, "crp task", in), &out);
}

/* ---- what departments promised ------------------------------------------*/

static const struct {
    const char *agency, *issue, *sector, *help, *what, *unit, *answer;
    const char *stage[2]; /* a month and three months after it was asked */
    int64_t quantity, households, women, men;
    paisa value, paid;
} linkage[LINKAGES] = {
    { "NADRA",
      "CNICs for women",
      "registration",
      "service",
      "Registration van for two days",
      "cards",
      "A van comes on the 12th",
      { "promised", "delivered" },
      64,
      60,
      64,
      0,
      6400000,
      0 },
    { "FOREST",
      "Saplings for the school and the lanes",
      "forest",
      "price_cut",
      "Saplings",
      "plants",
      "At ten rupees each",
      { "promised", "delivered" },
      1800,
      90,
      90,
      80,
      9000000,
      1800000 },
    { "EDUCATION",
      "A teacher for the girls' school",
      "education",
      "posting",
      "One teacher",
      "teachers",
      "No post is free this year",
      { "promised", "refused" },
      1,
      70,
      40,
      0,
      0,
      0 },
    { "LIVESTOCK",
      "Vaccination before the rains",
      "livestock",
      "service",
      "Vaccination of goats and cows",
      "animals",
      "",
      { "requested", "reminded" },
      900,
      110,
      110,
      90,
      0,
      0 },
    { NULL,
      "Cleaning the water course",
      "irrigation",
      "work",
      "Two days of everybody's work",
      "days",
      "",
      { "in_progress", "delivered" },
      140,
      70,
      30,
      110,
      7000000,
      0 },
};

static struct id linkage_id(const struct diary *y, int nth)
{
    return purse_id(y, "linkage", nth);
}

static void linkage_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "body", y->p->body[lso(y)->lso].id);
    if (linkage[nth].agency) /* else they do it by themselves */
        fact_id(&out, "agency",
                id_named(S("agency"), str_of(linkage[nth].agency)));
    fact_text(&out, "issue", str_of(linkage[nth].issue));
    fact_text(&out, "sector", str_of(linkage[nth].sector));
    fact_text(&out, "started_by", S("letter"));
    fact_day(&out, "requested", purse_day(y));
    fact_text(&out, "help", str_of(linkage[nth].help));
    fact_text(&out, "what", str_of(linkage[nth].what));
    fact_int(&out, "quantity", linkage[nth].quantity);
    fact_text(&out, "unit", str_of(linkage[nth].unit));
    fact_id(&out, "place", at_council(y));
    fact_int(&out, "households", linkage[nth].households);
    fact_int(&out, "women", linkage[nth].women);
    fact_int(&out, "men", linkage[nth].men);
    purse_keep(y, lso(y)->lso, "linkage", linkage_id(y, nth), &out);
}

static void linkage_go(struct diary *y, int nth, int step)
{
    const char *stage = linkage[nth].stage[step];
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "linkage", linkage_id(y, nth));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "stage", str_of(stage));
    fact_text(&out, "answer", str_of(linkage[nth].answer));
    if (!strcmp(stage, "promised"))
        fact_day(&out, "due", purse_day(y) + 45);
    if (!strcmp(stage, "delivered")) {
        fact_int(&out, "value", linkage[nth].value);
        fact_text(&out, "basis",
                  linkage[nth].agency ? S("agency") : S("market"));
        if (linkage[nth].paid)
            fact_int(&out, "paid", linkage[nth].paid);
    }
    purse_keep(y, lso(y)->lso, "linkage_step",
               purse_id(y, "linkage step", nth * 2 + step), &out);
}

/* ---- month by month -----------------------------------------------------*/

enum { /* in which month */
       CRP_IN = 4,
       SESSIONS_FROM = 5,
       LOOKED_AFTER = 3,
       TASK_IN = 8,
       ASKED_FROM = 6
};

void learn_month(struct diary *y, int in)
{
    demo_commit(y->d);
    for (int i = 0; i < TRAININGS; i++)
        if (in == training[i].in)
            training_keep(y, i);
    if (first_of(y, 0) >= 0) {
        if (in == CRP_IN)
            crp_keep(y);
        for (int i = 0; i < SESSIONS; i++) {
            if (in == SESSIONS_FROM + i)
                session_keep(y, i);
            if (in == SESSIONS_FROM + i + LOOKED_AFTER)
                promise_look(y, i);
        }
        if (in == TASK_IN)
            task_keep(y, in);
    }
    for (int i = 0; i < LINKAGES; i++) {
        if (in == ASKED_FROM + i)
            linkage_keep(y, i);
        if (in == ASKED_FROM + i + 1)
            linkage_go(y, i, 0);
        if (in == ASKED_FROM + i + 3)
            linkage_go(y, i, 1);
    }
}
