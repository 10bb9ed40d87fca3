/* demo_relief - the rains that flooded a union council of the sample: who lived
 * there, what each household lost, who was helped by whom, and what came twice. */
#include "cmd/demo_money.h"
#include "cmd/demo_people.h"

enum { /* in which month */
       FLOODED_IN = 8,
       LISTED_IN = 9,
       GIVEN_IN = 10,
       RECOVERY_IN = 11,
       NORMAL_IN = 14
};
enum { OF_EACH_CO = 3, HIT = COS * OF_EACH_CO, AGENCIES = 2, TENT = 1 };

static const struct lender *lso(const struct diary *y)
{
    return &y->purse->lender[0];
}

static struct id flood(void)
{
    return id_named(S("disaster"), S("RAINS"));
}

static struct id at_council(const struct diary *y)
{
    return id_named(S("place"), y->p->area[y->p->body[lso(y)->lso].area].uc);
}

static struct id officer(const struct diary *y)
{
    return staff_of(y->p, &y->p->body[lso(y)->vo], purse_day(y))->id;
}

/* The so manieth that was hit, each of another household. False: there are not
 * so many. */
static bool hit_at(const struct diary *y, int nth, struct id *household)
{
    int seen[COS * OF_CO], n = 0;

    for (int co = 0; co < COS; co++)
        for (int i = 0, taken = 0; i < OF_CO && taken < OF_EACH_CO; i++) {
            int of =
                y->p->person[y->p->member[purse_woman(y, lso(y)->co[co], i)]
                                 .person]
                    .household;
            bool again = false;

            for (int j = 0; j < n; j++)
                again |= seen[j] == of;
            if (again)
                continue;
            if (n == nth) {
                *household = purse_id(y, "household", of);
                return true;
            }
            seen[n++] = of;
            taken++;
        }
    return false;
}

/* ---- what happened ------------------------------------------------------*/

static void flood_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_text(&out, "code", S("RAINS"));
    fact_text(&out, "title", S("Rains and flood of Pano Aqil"));
    fact_text(&out, "title_ur", S("پنو عاقل کی بارشیں اور سیلاب"));
    fact_text(&out, "title_sd", S("پنو عاقل جا مينهن ۽ ٻوڏ"));
    fact_text(&out, "nature", S("flood"));
    fact_id(&out, "place", at_council(y));
    fact_day(&out, "since", purse_day(y));
    fact_raw(
        &out, "package",
        "[{\"every\":30,\"goods\":\"Ration for a month\",\"quantity\":1,"
        "\"unit\":\"bag\",\"what\":\"food\"},{\"goods\":\"Family tent\","
        "\"quantity\":1,\"unit\":\"tent\",\"what\":\"tent\"},{\"every\":60,"
        "\"goods\":\"Soap, buckets, cloth\",\"quantity\":1,\"unit\":"
        "\"kit\",\"what\":\"hygiene\"}]");
    demo_keep(y->d, "disaster", flood(), S("hina"), S(""), fact_end(&out));
}

static void phase_keep(struct diary *y, const char *phase, const char *note)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "disaster", flood());
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "phase", str_of(phase));
    fact_text(&out, "note", str_of(note));
    demo_keep(y->d, "disaster_phase", demo_id("phase", str_of(phase), S("1")),
              S("hina"), S(""), fact_end(&out));
}

/* Rows {"household":ID} of those hit, every so manieth. */
static const char *hit_rows(struct diary *y, int each, int from)
{
    struct buf rows = buf_start(&y->d->arena);
    const char *comma = "[";
    struct id household;

    for (int i = from; i < HIT && hit_at(y, i, &household); i += each) {
        buf_fmt(&rows, "%s{\"household\":\"", comma);
        id_put(&rows, household);
        buf_z(&rows, "\"}");
        comma = ",";
    }
    buf_char(&rows, ']');
    return arena_z(&y->d->arena, buf_str(&rows));
}

static void frozen_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "disaster", flood());
    fact_id(&out, "place", at_council(y));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "part", 1);
    fact_raw(&out, "households", hit_rows(y, 1, 0));
    purse_keep(y, lso(y)->lso, "frozen_roster", purse_id(y, "frozen", 0), &out);
}

static void damage_keep(struct diary *y, int nth, struct id household)
{
    struct luck l = luck_of(y->d->seed, "damage", nth);
    struct buf out = fact_start(&y->d->arena), loss = buf_start(&y->d->arena);
    bool fully = nth % 3 == 0;

    buf_fmt(&loss,
            "[{\"quantity\":%d,\"unit\":\"maunds\",\"value\":%d,\"what\":"
            "\"stored_grain\"},{\"quantity\":%d,\"value\":%d,\"what\":"
            "\"goat\"}]",
            luck_between(&l, 3, 12), 100000 * luck_between(&l, 10, 40),
            1 + nth % 3, 2000000 * (1 + nth % 3));
    fact_id(&out, "disaster", flood());
    fact_id(&out, "household", household);
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "house",
              fully        ? S("fully") :
              nth % 3 == 1 ? S("partly") :
                             S("none"));
    if (nth % 3 != 2)
        fact_int(&out, "rooms", 1 + nth % 2);
    fact_text(&out, "living", fully ? S("kin") : S("home"));
    if (nth == 4)
        fact_int(&out, "hurt", 1);
    if (nth % 5 == 0)
        fact_int(&out, "ill", 2);
    fact_raw(&out, "food", "true");
    if (fully)
        fact_raw(&out, "shelter", "true");
    fact_raw(&out, "losses", arena_z(&y->d->arena, buf_str(&loss)));
    fact_id(&out, "staff", officer(y));
    purse_keep(y, lso(y)->lso, "damage", purse_id(y, "damage", nth), &out);
}

/* ---- who was helped -----------------------------------------------------*/

/* The government's list for food, the Red Crescent's beside it, and one for
 * tents: every second, every third, those whose house is gone. */
static const struct {
    const char *agency, *what, *goods, *criteria, *unit;
    int each, from;
    paisa worth;
} list[] = {
    { "PDMA", "food", "Ration for a month",
      "All whose house or grain was damaged, widows first", "bag", 2, 0,
      850000 },
    { "RED-CRESCENT", "food", "Ration for a month",
      "Households headed by women, and those living with kin", "bag", 3, 0,
      720000 },
    { "PDMA", "tent", "Family tent", "House fully destroyed", "tent", 3, 0,
      2400000 },
};

static struct id list_id(const struct diary *y, int nth)
{
    return purse_id(y, "relief list", nth);
}

static void list_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "disaster", flood());
    fact_id(&out, "agency", id_named(S("agency"), str_of(list[nth].agency)));
    fact_id(&out, "place", at_council(y));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "what", str_of(list[nth].what));
    fact_text(&out, "goods", str_of(list[nth].goods));
    fact_text(&out, "criteria", str_of(list[nth].criteria));
    fact_text(&out, "approved_by", S("Village relief committee"));
    fact_raw(&out, "households", hit_rows(y, list[nth].each, list[nth].from));
    purse_keep(y, lso(y)->lso, "relief_list", list_id(y, nth), &out);
}

static void given_keep(struct diary *y, int nth, int which, struct id household)
{
    struct buf out = fact_start(&y->d->arena), token = buf_start(&y->d->arena);

    buf_char(&token, (char)('A' + nth));
    buf_fmt(&token, "-%d", 101 + which);
    fact_id(&out, "disaster", flood());
    fact_id(&out, "household", household);
    fact_id(&out, "agency", id_named(S("agency"), str_of(list[nth].agency)));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "what", str_of(list[nth].what));
    fact_text(&out, "goods", str_of(list[nth].goods));
    fact_int(&out, "quantity", 1);
    fact_text(&out, "unit", str_of(list[nth].unit));
    fact_int(&out, "amount", list[nth].worth);
    fact_id(&out, "rsp", purse_rsp());
    fact_id(&out, "on_list", list_id(y, nth));
    fact_text(&out, "token", buf_str(&token));
    fact_raw(&out, "thumb", "true");
    purse_keep(y, lso(y)->lso, "relief_given",
               purse_id(y, "relief given", nth * HIT + which), &out);
}

/* The last on each list has not come yet. */
static void given_month(struct diary *y)
{
    struct id household, next;

    for (int nth = 0; nth < (int)LEN(list); nth++)
        for (int i = list[nth].from; i < HIT && hit_at(y, i, &household);
             i += list[nth].each)
            if (i + list[nth].each < HIT &&
                hit_at(y, i + list[nth].each, &next))
                given_keep(y, nth, i, household);
}

void relief_month(struct diary *y, int in)
{
    struct id household;

    demo_commit(y->d);
    if (in == FLOODED_IN) {
        flood_keep(y);
        phase_keep(y, "relief", "Water stands in the lanes");
        demo_commit(y->d);
        frozen_keep(y);
    }
    if (in == LISTED_IN) {
        for (int i = 0; i < HIT && hit_at(y, i, &household); i++)
            damage_keep(y, i, household);
        demo_commit(y->d);
        for (int i = 0; i < (int)LEN(list); i++)
            list_keep(y, i);
    }
    if (in == GIVEN_IN)
        given_month(y);
    if (in == RECOVERY_IN)
        phase_keep(y, "recovery", "Families are back at their plots");
    if (in == NORMAL_IN)
        phase_keep(y, "normal", "The school is open and the fields are sown");
}
