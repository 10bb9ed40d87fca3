/* demo_scheme - the water that the sample's village asked for: surveyed,
 * designed, agreed, paid in three tranches against certified progress, finished
 * and handed over; every paper before its gate. */
#include "cmd/demo_money.h"
#include "cmd/demo_people.h"

enum { /* in which month */
       LOOKED_AT_IN = 4,
       DESIGNED_IN = 5,
       AGREED_IN = 6,
       BEGUN_IN = 7,
       GOES_ON_IN = 9,
       AGAIN_IN = 10,
       DONE_IN = 12,
       LAST_IN = 13,
       HANDED_IN = 14
};
enum {
    COST = 144000000,
    SHARE = 36000000
}; /* paisa: the programme's, theirs */
enum { SEATS = 2, COMMITTEES = 3 };

static const struct lender *lso(const struct diary *y)
{
    return &y->purse->lender[0];
}

static struct id scheme(const struct diary *y)
{
    return purse_id(y, "scheme", 0);
}

static struct id officer(const struct diary *y)
{
    return staff_of(y->p, &y->p->body[lso(y)->vo], purse_day(y))->id;
}

/* Somebody of each CO: no two committees share one. */
static struct id seated(const struct diary *y, int co)
{
    return purse_one(y, lso(y)->co[co]);
}

static struct buf fact_of(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "scheme", scheme(y));
    fact_day(&out, "held", purse_day(y));
    return out;
}

static void fact_keep(struct diary *y, const char *kind, const char *what,
                      struct buf *out)
{
    struct buf name = buf_start(
        &y->d->arena); /* a paper is called as its act */

    buf_fmt(&name, "%s of %s", what, kind);
    purse_book(y, "operator", kind,
               purse_id(y, arena_z(&y->d->arena, buf_str(&name)),
                        (int)purse_day(y)),
               out);
}

/* ---- papers and steps ---------------------------------------------------*/

static void paper_keep(struct diary *y, const char *code)
{
    struct buf out = fact_of(y);

    fact_text(&out, "paper", str_of(code));
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "scheme_paper", code, &out);
}

/* Codes parted by blanks. */
static void papers_keep(struct diary *y, const char *codes)
{
    struct str rest = str_of(codes);

    while (rest.n)
        paper_keep(y, arena_z(&y->d->arena, str_cut(&rest, ' ')));
}

static void stage_keep(struct diary *y, const char *stage)
{
    struct buf out = fact_of(y);

    fact_text(&out, "stage", str_of(stage));
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "scheme_step", stage, &out);
}

/* ---- what is built ------------------------------------------------------*/

static void scheme_keep(struct diary *y)
{
    const struct body *vo = &y->p->body[lso(y)->vo];
    struct buf out = fact_start(&y->d->arena);

    fact_text(&out, "number", S("CPI-1"));
    fact_text(&out, "title", S("Drinking water supply with a solar pump"));
    fact_text(&out, "type", S("water_supply"));
    fact_id(&out, "body", vo->id);
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "place", id_named(S("place"), y->p->area[vo->area].uc));
    fact_id(&out, "fund", own_fund("DONOR-1"));
    fact_id(&out, "account", purse_id(y, "vo account", 0));
    fact_day(&out, "held", purse_day(y));
    fact_id(&out, "resolution", purse_id(y, "need resolved", 0));
    fact_id(&out, "need", purse_id(y, "wide need", 0));
    fact_int(&out, "lat", 27853000);
    fact_int(&out, "lon", 69106000);
    fact_int(&out, "quantity", 6400);
    fact_text(&out, "unit", S("households"));
    fact_int(&out, "households", 64);
    fact_int(&out, "women", 198);
    fact_int(&out, "men", 207);
    fact_int(&out, "poorest", 21);
    purse_book(y, "operator", "scheme", scheme(y), &out);
}

static void chest_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "body", y->p->body[lso(y)->vo].id);
    fact_text(&out, "bank", S("Sindh Bank"));
    fact_text(&out, "branch", S("Pano Aqil"));
    fact_text(&out, "title", S("Water scheme"));
    fact_day(&out, "opened", purse_day(y));
    purse_keep(y, lso(y)->vo, "account", purse_id(y, "vo account", 0), &out);
}

static void estimate_keep(struct diary *y)
{
    struct buf out = fact_of(y), rows = buf_start(&y->d->arena);

    buf_fmt(&rows,
            "[{\"amount\":%d,\"code\":\"1\",\"item\":\"Bore and solar "
            "pump\",\"payer\":\"programme\"},{\"amount\":%d,\"code\":\"2\","
            "\"item\":\"Tank and pipes\",\"payer\":\"programme\"},{"
            "\"amount\":%d,\"code\":\"3\",\"item\":\"Digging of the "
            "trench\",\"nature\":\"labour\",\"payer\":\"community\"}]",
            COST * 5 / 8, COST * 3 / 8, SHARE);
    fact_raw(&out, "line", arena_z(&y->d->arena, buf_str(&rows)));
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "estimate", "estimate", &out);
}

static void environment_keep(struct diary *y)
{
    static const char *const asked[] = {
        "trees",        "water_source", "standing_water", "waste_water",
        "erosion",      "waste",        "noise_dust",     "safety",
        "land_private", "grave_shrine", "protected",      "moved_people"
    };
    struct buf out = fact_of(y), rows = buf_start(&y->d->arena);

    for (size_t i = 0; i < LEN(asked); i++)
        buf_fmt(&rows, "%s{\"question\":\"%s\"}", i ? "," : "[", asked[i]);
    buf_char(&rows, ']');
    fact_raw(&out, "answer", arena_z(&y->d->arena, buf_str(&rows)));
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "scheme_environment", "environment asked", &out);
}

static void committees_keep(struct diary *y)
{
    static const char *const nature[] = { "project", "audit", "om" };
    static const char *const part[] = { "implementation", "audit", "om" };

    for (int i = 0; i < COMMITTEES; i++) {
        struct buf out = fact_start(&y->d->arena), role = fact_of(y);
        struct buf rows = buf_start(&y->d->arena);
        struct id id = purse_id(y, "scheme committee", i);

        buf_z(&rows, "[{\"person\":\"");
        id_put(&rows, seated(y, i * SEATS));
        buf_z(&rows, "\",\"role\":\"head\"},{\"person\":\"");
        id_put(&rows, seated(y, i * SEATS + 1));
        buf_z(&rows, "\",\"role\":\"member\"}]");
        fact_id(&out, "body", y->p->body[lso(y)->vo].id);
        fact_text(&out, "nature", str_of(nature[i]));
        fact_text(&out, "name", S("Water"));
        fact_day(&out, "formed", purse_day(y));
        fact_raw(&out, "seats", arena_z(&y->d->arena, buf_str(&rows)));
        purse_keep(y, lso(y)->vo, "committee", id, &out);
        fact_text(&role, "part", str_of(part[i]));
        fact_id(&role, "committee", id);
        fact_id(&role, "treasurer", seated(y, i * SEATS + 1));
        fact_keep(y, "scheme_committee", part[i], &role);
    }
}

/* ---- money, work --------------------------------------------------------*/

static void labour_keep(struct diary *y)
{
    struct buf out = fact_of(y);

    fact_text(&out, "nature", S("labour"));
    fact_text(&out, "what", S("Digging of the trench"));
    fact_int(&out, "days", 36000);
    fact_int(&out, "amount", SHARE);
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "contribution", "labour", &out);
}

static void tranche_keep(struct diary *y, int number, int percent, bool last)
{
    struct buf met = fact_start(&y->d->arena), out = fact_of(y);
    struct id meeting = purse_id(y, "open meeting", number);

    fact_id(&met, "body", y->p->body[lso(y)->vo].id);
    fact_day(&met, "held", purse_day(y));
    fact_text(&met, "agenda", S("What the water costs, and who was paid"));
    purse_keep(y, lso(y)->vo, "meeting", meeting, &met);
    fact_int(&out, "number", number);
    fact_int(&out, "amount", (int64_t)COST / 100 * percent);
    if (last)
        fact_raw(&out, "is_last", "true");
    fact_text(&out, "way", S("cheque"));
    fact_id(&out, "account", own_account(y));
    fact_id(&out, "into_account", purse_id(y, "vo account", 0));
    fact_id(&out, "meeting", meeting);
    fact_text(&out, "reference", S("Water scheme"));
    fact_keep(y, "scheme_tranche", "tranche", &out);
}

static void certificate_keep(struct diary *y, int percent)
{
    struct buf out = fact_of(y), rows = buf_start(&y->d->arena);

    for (int i = 1; i <= 3; i++)
        buf_fmt(&rows, "%s{\"done\":%d,\"line\":\"%d\"}", i > 1 ? "," : "[",
                percent * 100, i);
    buf_char(&rows, ']');
    fact_raw(&out, "work", arena_z(&y->d->arena, buf_str(&rows)));
    fact_day(&out, "audited", purse_day(y));
    fact_id(&out, "auditor", seated(y, SEATS));
    if (percent == 100)
        fact_raw(&out, "completion", "true");
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "certificate", "certificate", &out);
}

static void handed_keep(struct diary *y)
{
    struct buf out = fact_of(y);

    fact_id(&out, "committee", purse_id(y, "scheme committee", 2));
    fact_int(&out, "opening", 3200000);
    fact_int(&out, "fee", 10000);
    fact_int(&out, "households", 64);
    fact_text(&out, "operator", S("A man of the VO, paid by the fee"));
    fact_id(&out, "staff", officer(y));
    fact_keep(y, "scheme_handover", "handed over", &out);
}

/* ---- month by month -----------------------------------------------------*/

static void designed_month(struct diary *y)
{
    papers_keep(y, "design estimate environment");
    estimate_keep(y);
    environment_keep(y);
    stage_keep(y, "designed");
    papers_keep(y, "proposal");
    stage_keep(y, "submitted");
    papers_keep(y, "approval_note");
    stage_keep(y, "approved");
}

void scheme_month(struct diary *y, int in)
{
    demo_commit(y->d);
    switch (in) {
    case LOOKED_AT_IN:
        chest_keep(y);
        scheme_keep(y);
        papers_keep(y, "resolution social_appraisal");
        stage_keep(y, "appraised");
        papers_keep(y, "survey photo_before water_test land_paper");
        stage_keep(y, "surveyed");
        break;
    case DESIGNED_IN: designed_month(y); break;
    case AGREED_IN:
        committees_keep(y);
        labour_keep(y);
        papers_keep(y, "terms committees account_letter share");
        stage_keep(y, "terms");
        papers_keep(y, "village_sheet");
        break;
    case BEGUN_IN: tranche_keep(y, 1, 50, false); break;
    case GOES_ON_IN:
        certificate_keep(y, 60);
        papers_keep(y, "certificate audit_signoff village_sheet photo_during");
        break;
    case AGAIN_IN: tranche_keep(y, 2, 40, false); break;
    case DONE_IN:
        certificate_keep(y, 100);
        papers_keep(y, "certificate audit_signoff village_sheet photo_during "
                       "completion photo_after accounts_closed");
        break;
    case LAST_IN:
        tranche_keep(y, 3, 10, true);
        stage_keep(y, "completed");
        break;
    case HANDED_IN:
        papers_keep(y, "handover_deed om_committee om_fund om_training");
        handed_keep(y);
        break;
    default: break;
    }
}
