/* demo_live - how the sample's people earn and learn: an embroidery group with
 * its orders and sales, buying and selling together, trees and animals, a girls'
 * school, literacy, a birth attendant. */
#include "cmd/demo_money.h"

enum { /* in which month */
       SCHOOL_IN = 1,
       HEALTH_IN = 2,
       PLANTED_IN = 2,
       GROUP_IN = 3,
       BOUGHT_IN = 5,
       VACCINATED_IN = 6,
       PLOT_IN = 7,
       GARDENS_IN = 8,
       SOLD_IN = 9,
       READ_IN = 10,
       READING_IN = 12,
};
enum { ARTISANS = 5, ORDERS = 3, BUYERS = 4, SCHOOL_LOOKS = 3 };
enum { CHECKER = 2 }; /* of the artisans: she makes nothing herself */

static const struct lender *lso(const struct diary *y)
{
    return &y->purse->lender[0];
}

static int lane(const struct diary *y)
{
    return lso(y)->co[0];
}

static struct id officer(const struct diary *y)
{
    return staff_of(y->p, &y->p->body[lane(y)], purse_day(y))->id;
}

static const char *said(struct diary *y, struct buf *b)
{
    return arena_z(&y->d->arena, buf_str(b));
}

/* ---- the group ----------------------------------------------------------*/

static struct id artisan(const struct diary *y, int nth)
{
    return purse_person(y, purse_woman(y, lane(y), nth));
}

static struct id group_id(const struct diary *y)
{
    return purse_id(y, "artisans", 0);
}

static void group_keep(struct diary *y)
{
    static const char *const role[ARTISANS] = { "head", "accounts", "quality",
                                                "seller", "member" };
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);

    for (int i = 0; i < ARTISANS; i++) {
        buf_fmt(&rows, "%s{\"person\":\"", i ? "," : "[");
        id_put(&rows, artisan(y, i));
        buf_fmt(&rows, "\",\"role\":\"%s\",\"since\":\"", role[i]);
        day_put(&rows, purse_day(y));
        buf_z(&rows, "\"}");
    }
    buf_char(&rows, ']');
    fact_id(&out, "body", y->p->body[lane(y)].id);
    fact_text(&out, "code", S("EG-1"));
    fact_text(&out, "name", S("Ralli makers"));
    fact_text(&out, "trade", S("Ralli quilts and embroidery"));
    fact_day(&out, "formed", purse_day(y));
    fact_raw(&out, "artisans", said(y, &rows));
    fact_id(&out, "staff", officer(y));
    purse_keep(y, lane(y), "enterprise", group_id(y), &out);
}

/* Each goes its way in a month of its own: ordered, made, checked, sold. */
static const struct {
    const char *item, *buyer, *outlay;
    int in, steps; /* of them done */
    int made[ARTISANS], rejected[ARTISANS];
    paisa price, each, cost; /* each: paid for a piece to who made it */
} order[ORDERS] = {
    { "Ralli quilts",
      "A craft shop in Karachi",
      "transport",
      4,
      4,
      { 5, 5, 0, 5, 5 },
      { 0, 1, 0, 0, 1 },
      250000,
      200000,
      450000 },
    { "Cushion covers",
      "A school in Sukkur",
      "packing",
      9,
      4,
      { 8, 6, 0, 8, 8 },
      { 0, 0, 0, 1, 0 },
      80000,
      64000,
      116000 },
    { "Embroidered shawls",
      "A fair in Hyderabad",
      "stall",
      15,
      2,
      { 2, 3, 0, 2, 2 },
      { 0, 0, 0, 0, 0 },
      320000,
      260000,
      0 },
};

static struct id order_id(const struct diary *y, int nth)
{
    return purse_id(y, "artisans' order", nth);
}

static int order_sum(int nth, bool passed)
{
    int sum = 0;

    for (int i = 0; i < ARTISANS; i++)
        sum += order[nth].made[i] - (passed ? order[nth].rejected[i] : 0);
    return sum;
}

static void order_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), number = buf_start(&y->d->arena);

    buf_fmt(&number, "O-%d", nth + 1);
    fact_id(&out, "enterprise", group_id(y));
    fact_text(&out, "number", buf_str(&number));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "buyer", str_of(order[nth].buyer));
    fact_text(&out, "item", str_of(order[nth].item));
    fact_text(&out, "unit", S("pieces"));
    fact_int(&out, "quantity", order_sum(nth, true));
    fact_int(&out, "price", order[nth].price);
    fact_day(&out, "due", purse_day(y) + (nth == 1 ? 60 : 120));
    purse_keep(y, lane(y), "sale_order", order_id(y, nth), &out);
}

static void made_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    const char *comma = "[";

    for (int i = 0; i < ARTISANS; i++)
        if (order[nth].made[i]) {
            buf_fmt(&rows, "%s{\"person\":\"", comma);
            id_put(&rows, artisan(y, i));
            buf_fmt(&rows, "\",\"quantity\":%d}", order[nth].made[i]);
            comma = ",";
        }
    buf_char(&rows, ']');
    fact_id(&out, "sale_order", order_id(y, nth));
    fact_day(&out, "held", purse_day(y));
    fact_raw(&out, "made", said(y, &rows));
    purse_keep(y, lane(y), "production", purse_id(y, "artisans made", nth),
               &out);
}

static void checked_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    const char *comma = "[";

    for (int i = 0; i < ARTISANS; i++)
        if (order[nth].made[i]) {
            buf_fmt(&rows, "%s{\"passed\":%d,\"person\":\"", comma,
                    order[nth].made[i] - order[nth].rejected[i]);
            id_put(&rows, artisan(y, i));
            buf_fmt(&rows, "\",\"rejected\":%d%s}", order[nth].rejected[i],
                    order[nth].rejected[i] ? ",\"why\":\"Colour runs\"" : "");
            comma = ",";
        }
    buf_char(&rows, ']');
    fact_id(&out, "sale_order", order_id(y, nth));
    fact_day(&out, "held", purse_day(y));
    fact_raw(&out, "lines", said(y, &rows));
    fact_id(&out, "person", artisan(y, CHECKER));
    purse_keep(y, lane(y), "quality_check",
               purse_id(y, "artisans checked", nth), &out);
}

/* What passed, sold; who made it is paid by the piece, the rest stays. */
static void sold_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    struct buf outlays = buf_start(&y->d->arena);
    int passed = order_sum(nth, true);
    const char *comma = "[";

    for (int i = 0; i < ARTISANS; i++) {
        int good = order[nth].made[i] - order[nth].rejected[i];

        if (!good)
            continue;
        buf_fmt(&rows, "%s{\"amount\":%lld,\"person\":\"", comma,
                (long long)good * order[nth].each);
        id_put(&rows, artisan(y, i));
        buf_fmt(&rows, "\",\"quantity\":%d}", good);
        comma = ",";
    }
    buf_char(&rows, ']');
    buf_fmt(&outlays, "[{\"amount\":%lld,\"what\":\"%s\"}]",
            (long long)order[nth].cost, order[nth].outlay);
    fact_id(&out, "enterprise", group_id(y));
    fact_id(&out, "sale_order", order_id(y, nth));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "buyer", str_of(order[nth].buyer));
    fact_text(&out, "item", str_of(order[nth].item));
    fact_int(&out, "quantity", passed);
    fact_int(&out, "amount", passed * order[nth].price);
    fact_int(&out, "margin",
             passed * (order[nth].price - order[nth].each) - order[nth].cost);
    fact_raw(&out, "payouts", said(y, &rows));
    fact_raw(&out, "outlays", said(y, &outlays));
    purse_keep(y, lane(y), "sale", purse_id(y, "artisans sold", nth), &out);
}

static void order_go(struct diary *y, int nth, int step)
{
    if (step >= order[nth].steps)
        return;
    switch (step) {
    case 0: order_keep(y, nth); break;
    case 1: made_keep(y, nth); break;
    case 2: checked_keep(y, nth); break;
    case 3: sold_keep(y, nth); break;
    default: break;
    }
}

/* ---- together -----------------------------------------------------------*/

static void traded_keep(struct diary *y, bool sold)
{
    struct buf out = fact_start(&y->d->arena), rows = buf_start(&y->d->arena);
    paisa market = sold ? 340000 : 1250000, agreed = sold ? 372000 : 1168000;
    int each = sold ? 1500 : 1000; /* hundredths: 15 maunds, 10 bags */
    int co = lso(y)->co[sold ? 3 : 2];

    for (int i = 0; i < BUYERS; i++) {
        buf_fmt(&rows, "%s{\"amount\":%lld,\"person\":\"", i ? "," : "[",
                (long long)agreed * each / 100);
        id_put(&rows, purse_person(y, purse_woman(y, co, i)));
        buf_fmt(&rows, "\",\"quantity\":%d}", each);
    }
    buf_char(&rows, ']');
    fact_id(&out, "body", y->p->body[co].id);
    fact_text(&out, "nature", sold ? S("sale") : S("purchase"));
    fact_day(&out, "held", purse_day(y));
    fact_text(&out, "item", sold ? S("Wheat") : S("Fertiliser (DAP)"));
    fact_text(&out, "unit", sold ? S("maunds") : S("bags"));
    fact_text(&out, "supplier",
              sold ? S("A flour mill in Rohri") : S("A dealer in Pano Aqil"));
    fact_int(&out, "quantity", (int64_t)BUYERS * each);
    fact_int(&out, "market_price", market);
    fact_text(&out, "known_by", S("quotes"));
    fact_text(&out, "quote", S("Three shops asked on the same day"));
    fact_int(&out, "agreed_price", agreed);
    fact_int(&out, "joint_cost", sold ? 400000 : 250000);
    fact_raw(&out, "parts", said(y, &rows));
    purse_keep(y, co, "joint_trade", purse_id(y, "traded", sold), &out);
}

/* ---- land and animals ---------------------------------------------------*/

static void nrm_keep(struct diary *y, int in)
{
    static const struct {
        int in;
        const char *activity, *species, *disease;
        int quantity, women, men;
        paisa cost;
    } done[] = {
        { PLANTED_IN, "forest_plants", "Neem and kikar", "", 900, 30, 18,
          1800000 },
        { VACCINATED_IN, "vaccination", "Goats", "PPR", 340, 62, 20, 1360000 },
        { PLOT_IN, "demo_plot", "Wheat", "", 2, 6, 9, 900000 },
        { GARDENS_IN, "kitchen_garden", "Vegetables", "", 26, 26, 0, 780000 },
    };

    for (size_t i = 0; i < LEN(done); i++) {
        struct buf out = fact_start(&y->d->arena);

        if (done[i].in != in)
            continue;
        fact_id(&out, "body", y->p->body[lso(y)->vo].id);
        fact_text(&out, "activity", str_of(done[i].activity));
        fact_day(&out, "held", purse_day(y));
        fact_text(&out, "species", str_of(done[i].species));
        fact_text(&out, "disease", str_of(done[i].disease));
        fact_int(&out, "quantity", done[i].quantity);
        fact_int(&out, "women", done[i].women);
        fact_int(&out, "men", done[i].men);
        fact_int(&out, "input_cost", done[i].cost);
        fact_int(&out, "contribution", done[i].cost / 5);
        fact_id(&out, "staff", officer(y));
        purse_keep(y, lso(y)->vo, "nrm", purse_id(y, "nrm", (int)i), &out);
    }
}

static void alive_keep(struct diary *y, int months, int alive)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "nrm", purse_id(y, "nrm", 0));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "months", months);
    fact_int(&out, "alive", alive);
    fact_text(&out, "lost_to", S("no_water"));
    fact_id(&out, "staff", officer(y));
    purse_keep(y, lso(y)->vo, "survival", purse_id(y, "alive", months), &out);
}

/* ---- schools and health -------------------------------------------------*/

static void school_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "body", y->p->body[lso(y)->vo].id);
    fact_text(&out, "code", S("SCH-1"));
    fact_text(&out, "name", S("Girls' community school"));
    fact_text(&out, "pupils", S("girls"));
    fact_text(&out, "level", S("primary"));
    fact_day(&out, "opened", purse_day(y));
    fact_text(&out, "supported_by", S("Sindh Education Foundation"));
    fact_int(&out, "rooms", 2);
    fact_int(&out, "teachers_women", 2);
    purse_keep(y, lso(y)->vo, "school", purse_id(y, "school", 0), &out);
}

static void enrolled_keep(struct diary *y, int nth)
{
    struct buf out = fact_start(&y->d->arena);
    int girls = 38 + 8 * nth;

    fact_id(&out, "school", purse_id(y, "school", 0));
    fact_day(&out, "held", purse_day(y));
    fact_int(&out, "girls", girls);
    fact_int(&out, "boys", 6 + nth);
    fact_int(&out, "present_girls", girls - 5 + nth);
    fact_int(&out, "present_boys", 5 + nth);
    fact_int(&out, "poorest", 14);
    purse_keep(y, lso(y)->vo, "enrolment", purse_id(y, "enrolled", nth), &out);
}

/* A course that is over, and one that goes on. */
static void literacy_keep(struct diary *y, bool over)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "body", y->p->body[lso(y)->vo].id);
    fact_text(&out, "code", over ? S("LIT-1") : S("LIT-2"));
    fact_text(&out, "name",
              over ? S("Literacy for women, first course") :
                     S("Literacy for women, second course"));
    fact_day(&out, "held", purse_day(y) - (over ? 180 : 0));
    fact_int(&out, "months", 6);
    fact_int(&out, "women", over ? 24 : 21);
    if (over) {
        fact_day(&out, "until", purse_day(y) - 3);
        fact_day(&out, "assessed", purse_day(y));
        fact_int(&out, "women_passed", 19);
    }
    purse_keep(y, lso(y)->vo, "literacy", purse_id(y, "literacy", over), &out);
}

static void attendant_keep(struct diary *y)
{
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "person", purse_one(y, lso(y)->co[1]));
    fact_id(&out, "body", y->p->body[lso(y)->co[1]].id);
    fact_text(&out, "cadre", S("tba"));
    fact_day(&out, "since", purse_day(y));
    fact_day(&out, "trained", purse_day(y));
    fact_int(&out, "households", 120);
    purse_keep(y, lso(y)->co[1], "health_worker", purse_id(y, "attendant", 0),
               &out);
}

static void births_keep(struct diary *y, int in)
{
    struct luck l = luck_of(y->d->seed, "births", in);
    struct buf out = fact_start(&y->d->arena);

    fact_id(&out, "health_worker", purse_id(y, "attendant", 0));
    fact_month(&out, "month", month_of(purse_day(y)) - 1);
    fact_int(&out, "births", luck_between(&l, 1, 4));
    fact_int(&out, "referrals", luck_between(&l, 0, 2));
    fact_int(&out, "mothers_seen", luck_between(&l, 9, 16));
    fact_int(&out, "children_seen", luck_between(&l, 14, 30));
    purse_keep(y, lso(y)->co[1], "health_report", purse_id(y, "births", in),
               &out);
}

/* ---- month by month -----------------------------------------------------*/

static void learnt_month(struct diary *y, int in)
{
    if (in == SCHOOL_IN)
        school_keep(y);
    for (int i = 0; i < SCHOOL_LOOKS; i++)
        if (in == SCHOOL_IN + 1 + 6 * i)
            enrolled_keep(y, i);
    if (in == READ_IN)
        literacy_keep(y, true);
    if (in == READING_IN)
        literacy_keep(y, false);
    if (in == HEALTH_IN)
        attendant_keep(y);
    /* Months are said once; two of thirty days may begin in one. */
    if (in > HEALTH_IN &&
        month_of(purse_day(y)) > month_of(purse_month(y, in - 1)))
        births_keep(y, in);
}

void live_month(struct diary *y, int in)
{
    demo_commit(y->d);
    if (in == GROUP_IN)
        group_keep(y);
    for (int i = 0; i < ORDERS; i++)
        if (in >= order[i].in)
            order_go(y, i, in - order[i].in);
    if (in == BOUGHT_IN)
        traded_keep(y, false);
    if (in == SOLD_IN)
        traded_keep(y, true);
    nrm_keep(y, in);
    if (in == PLANTED_IN + 3)
        alive_keep(y, 3, 760);
    if (in == PLANTED_IN + 12)
        alive_keep(y, 12, 610);
    learnt_month(y, in);
}
