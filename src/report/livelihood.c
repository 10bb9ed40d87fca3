/* livelihood - what people do with land, animals, trades and schools, and what
 * came of it: by sort of work, by trade, by what was traded, by place. */
#include "core/trade.h"
#include "livelihood.sql.h"
#include "report/ground.h"

struct live {
    struct db *db;
    struct arena *a;
    const struct question *q;
    struct ground g;
    struct reference ref;
};

static void sheet_open(const struct live *l, struct sheet *s,
                       const struct column *c, int columns, const char *title)
{
    *s = sheet_start(l->a, c, columns);
    s->title = say(l->q->lang, title);
    s->subtitle = question_caption(l->db, l->q, l->a);
    s->lakh = l->q->lakh;
}

static struct rows ask(const struct live *l, int sql)
{
    struct rows r = db_rows(l->db, sql);

    db_bind_id(&r, 1, l->g.place);
    db_bind_int(&r, 2, l->g.from);
    db_bind_int(&r, 3, l->g.on);
    db_bind_id(&r, 4, l->q->rsp);
    db_bind_id(&r, 5, l->q->project);
    return r;
}

/* ---- by sort of work ----------------------------------------------------*/

enum {
    W_WHAT,
    W_TIMES,
    W_QUANTITY,
    W_UNIT,
    W_ACRES,
    W_WOMEN,
    W_MEN,
    W_COST,
    W_SHARE,
    W_COUNTED,
    W_ALIVE,
    W_PERCENT,
    W_COLS
};
static const struct column work_column[W_COLS] = {
    { "activity", "field.activity.activity_kind", NULL, COLUMN_TEXT, 0 },
    { "times", "live.times", NULL, COLUMN_NUMBER, 0 },
    { "quantity", "field.quantity", NULL, COLUMN_NUMBER, 0 },
    { "unit", "field.unit", NULL, COLUMN_TEXT, 0 },
    { "acres", "field.area", NULL, COLUMN_NUMBER, 2 },
    { "women", "field.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "field.men", NULL, COLUMN_NUMBER, 0 },
    { "cost", "field.input_cost", NULL, COLUMN_NUMBER, 2 },
    { "contribution", "field.contribution", NULL, COLUMN_NUMBER, 2 },
    { "counted", "live.counted", NULL, COLUMN_NUMBER, 0 },
    { "alive", "field.alive", NULL, COLUMN_NUMBER, 0 },
    { "survival_pct", "live.survival", NULL, COLUMN_RATIO, 0 },
};

/* Columns of sums begin with the fourth: times, quantity, acres, women, men,
 * cost, contribution, counted, alive. */
enum { WORK_SUMS = 9 };
static const int work_to[WORK_SUMS] = { W_TIMES, W_QUANTITY, W_ACRES,
                                        W_WOMEN, W_MEN,      W_COST,
                                        W_SHARE, W_COUNTED,  W_ALIVE };

static void work_sheet(const struct live *l, struct sheet *out)
{
    struct rows r = ask(l, SQL_LIVELIHOOD_WORK);
    int64_t all[WORK_SUMS] = { 0 };
    struct sheet_row *row;

    sheet_open(l, out, work_column, W_COLS, "live.by_work");
    while (db_next(&r)) {
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, W_WHAT, name_in(&r, 0, l->q->lang, l->a));
        cell_text(row, W_UNIT, arena_str(l->a, db_str(&r, 3)));
        for (int i = 0; i < WORK_SUMS; i++) {
            cell_number(row, work_to[i], db_int(&r, 4 + i));
            all[i] += db_int(&r, 4 + i);
        }
        cell_ratio(row, W_PERCENT, db_int(&r, 12), db_int(&r, 11));
    }
    db_done(&r);
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, W_WHAT, say(l->q->lang, "report.grand_total"));
    for (int i = 0; i < WORK_SUMS; i++)
        if (work_to[i] != W_QUANTITY) /* plants and animals are no sum */
            cell_number(row, work_to[i], all[i]);
    cell_ratio(row, W_PERCENT, all[8], all[7]);
    sheet_note(out, say(l->q->lang, "live.note_survival"));
}

/* ---- groups by trade ----------------------------------------------------*/

enum {
    G_TRADE,
    G_GROUPS,
    G_WOMEN,
    G_MEN,
    G_ORDERS,
    G_ORDERED,
    G_SOLD,
    G_PAID,
    G_PAID_WOMEN,
    G_COSTS,
    G_MARGIN,
    G_COLS
};
static const struct column group_column[G_COLS] = {
    { "trade", "field.trade", NULL, COLUMN_TEXT, 0 },
    { "groups", "kinds.enterprise", NULL, COLUMN_NUMBER, 0 },
    { "women", "field.women", NULL, COLUMN_NUMBER, 0 },
    { "men", "field.men", NULL, COLUMN_NUMBER, 0 },
    { "orders", "kinds.sale_order", NULL, COLUMN_NUMBER, 0 },
    { "ordered", "live.ordered_value", NULL, COLUMN_NUMBER, 2 },
    { "sold", "live.sold", NULL, COLUMN_NUMBER, 2 },
    { "paid", "live.paid", NULL, COLUMN_NUMBER, 2 },
    { "paid_women", "live.paid_women", NULL, COLUMN_NUMBER, 2 },
    { "costs", "live.costs", NULL, COLUMN_NUMBER, 2 },
    { "margin", "live.margin", NULL, COLUMN_NUMBER, 2 },
};

static void groups_sheet(const struct live *l, struct sheet *out)
{
    struct rows r = ask(l, SQL_LIVELIHOOD_GROUPS);
    int64_t all[G_COLS] = { 0 };
    struct sheet_row *row;

    sheet_open(l, out, group_column, G_COLS, "live.by_trade");
    while (db_next(&r)) {
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, G_TRADE, arena_str(l->a, db_str(&r, 0)));
        for (int c = G_GROUPS; c < G_COLS; c++) {
            cell_number(row, c, db_int(&r, c));
            all[c] += db_int(&r, c);
        }
    }
    db_done(&r);
    row = sheet_add(out, ROW_TOTAL);
    cell_text(row, G_TRADE, say(l->q->lang, "report.grand_total"));
    for (int c = G_GROUPS; c < G_COLS; c++)
        cell_number(row, c, all[c]);
    sheet_note(out, say(l->q->lang, "live.note_sales"));
}

/* ---- trading together ---------------------------------------------------*/

enum {
    T_NATURE,
    T_ITEM,
    T_TIMES,
    T_QUANTITY,
    T_UNIT,
    T_MARKET,
    T_AGREED,
    T_SAVED,
    T_PERCENT,
    T_COLS
};
static const struct column trade_column[T_COLS] = {
    { "nature", "field.nature", NULL, COLUMN_TEXT, 0 },
    { "item", "field.item.text", NULL, COLUMN_TEXT, 0 },
    { "times", "live.times", NULL, COLUMN_NUMBER, 0 },
    { "quantity", "field.quantity", NULL, COLUMN_NUMBER, 2 },
    { "unit", "field.unit", NULL, COLUMN_TEXT, 0 },
    { "market", "live.at_market", NULL, COLUMN_NUMBER, 2 },
    { "agreed", "live.at_agreed", NULL, COLUMN_NUMBER, 2 },
    { "saved", "live.saved", NULL, COLUMN_NUMBER, 2 },
    { "saved_pct", "live.saved_pct", NULL, COLUMN_RATIO, 0 },
};
struct traded { /* of one item */
    int64_t nature, times, quantity;
    struct str item, unit;
    paisa market, agreed, saved;
};

static void traded_put(const struct live *l, struct sheet *out,
                       enum row_nature how, const struct traded *t)
{
    struct sheet_row *row = sheet_add(out, how);

    if (how == ROW_TOTAL) {
        cell_text(row, T_NATURE, say(l->q->lang, "report.grand_total"));
    } else {
        cell_text(row, T_NATURE,
                  say(l->q->lang, t->nature == TRADE_SALE ? "choice.sale" :
                                                            "choice.purchase"));
        cell_text(row, T_ITEM, t->item);
        cell_number(row, T_QUANTITY, t->quantity);
        cell_text(row, T_UNIT, t->unit);
    }
    cell_number(row, T_TIMES, t->times);
    cell_number(row, T_MARKET, t->market);
    cell_number(row, T_AGREED, t->agreed);
    cell_number(row, T_SAVED, t->saved);
    cell_ratio(row, T_PERCENT, t->saved, t->market);
}

static void traded_add(struct traded *t, const struct traded *one)
{
    t->times += one->times;
    t->quantity += one->quantity;
    t->market += one->market;
    t->agreed += one->agreed;
    t->saved += one->saved;
}

/* One deal: each is rounded by itself, as its page shows it. */
static struct traded traded_read(const struct live *l, const struct rows *r)
{
    int64_t nature = db_int(r, 0), quantity = db_int(r, 3);
    paisa market = db_int(r, 4), agreed = db_int(r, 5);

    return (struct traded){
        .nature = nature,
        .item = arena_str(l->a, db_str(r, 1)),
        .unit = arena_str(l->a, db_str(r, 2)),
        .times = 1,
        .quantity = quantity,
        .market = trade_amount(quantity, market),
        .agreed = trade_amount(quantity, agreed),
        .saved = trade_saving((int32_t)nature, quantity, market, agreed),
    };
}

static void trades_sheet(const struct live *l, struct sheet *out)
{
    struct rows r = ask(l, SQL_LIVELIHOOD_TRADES);
    struct traded now = { 0 }, all = { 0 };

    sheet_open(l, out, trade_column, T_COLS, "live.by_item");
    while (db_next(&r)) {
        struct traded one = traded_read(l, &r);

        if (now.times &&
            (now.nature != one.nature || !str_same(now.item, one.item) ||
             !str_same(now.unit, one.unit))) {
            traded_put(l, out, ROW_PLAIN, &now);
            now = (struct traded){ 0 };
        }
        if (!now.times) {
            now.nature = one.nature;
            now.item = one.item;
            now.unit = one.unit;
        }
        traded_add(&now, &one);
        traded_add(&all, &one);
    }
    db_done(&r);
    if (now.times)
        traded_put(l, out, ROW_PLAIN, &now);
    traded_put(l, out, ROW_TOTAL, &all);
    sheet_note(out, say(l->q->lang, "live.note_saving"));
}

/* ---- schools, readers, health -------------------------------------------*/

enum { S_WHAT, S_BEFORE, S_THEN, S_NOW, S_COLS };
static const struct column social_column[S_COLS] = {
    { "what", "live.what", NULL, COLUMN_TEXT, 0 },
    { "before", "live.before", NULL, COLUMN_NUMBER, 0 },
    { "then", "live.period", NULL, COLUMN_NUMBER, 0 },
    { "now", "live.now", NULL, COLUMN_NUMBER, 0 },
};
static const char *const social[] = {
    "school",      "school.girls", "pupil",          "pupil.girls",
    "pupil.boys",  "literacy",     "learner",        "learner.women",
    "learner.men", "literate",     "literate.women", "literate.men",
    "health",      "health.women", "health.men",     "tba",
    "tba.women",   "tba.men",      "birth",          "referral",
};

/* Each as the figures say it, so that it is drilled into like the rest. */
static void social_sheet(const struct live *l, struct sheet *out)
{
    const struct whose whose = { l->q->place, l->q->rsp, l->q->project };

    sheet_open(l, out, social_column, S_COLS, "live.social");
    for (size_t i = 0; i < LEN(social); i++) {
        const struct measure *m = measure_find(&l->ref, str_of(social[i]));
        month at[2] = { l->q->from == MONTH_NONE ? l->q->as_of : l->q->from - 1,
                        l->q->as_of };
        int64_t n[2] = { 0, 0 };
        struct sheet_row *row;

        if (!m)
            continue;
        row = sheet_add(out, ROW_PLAIN);
        cell_text(row, S_WHAT, m->name);
        if (!number_whose(l->db, l->a, &l->ref, l->q, m, &whose, at, 2, n))
            continue;
        if (l->q->from != MONTH_NONE) {
            cell_number(row, S_BEFORE, n[0]);
            cell_number(row, S_THEN, n[1] - n[0]);
        }
        cell_number(row, S_NOW, n[1]);
        cell_link(row, S_NOW,
                  postings_link(l->a, l->q, social[i], l->q->place, l->q->rsp,
                                l->q->as_of, false));
    }
}

/* ---- by place -----------------------------------------------------------*/

enum {
    P_PLACE,
    P_PLANTS,
    P_SURVIVAL,
    P_VACCINATED,
    P_TREATED,
    P_PLOTS,
    P_GARDENS,
    P_ACRES,
    P_GROUPS,
    P_SOLD,
    P_SAVED,
    P_PUPILS,
    P_READERS,
    P_COLS
};
static const struct column place_column[P_COLS] = {
    { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
    { "plants", "live.plants", NULL, COLUMN_NUMBER, 0 },
    { "survival_pct", "live.survival", NULL, COLUMN_RATIO, 0 },
    { "vaccinated", "live.vaccinated", NULL, COLUMN_NUMBER, 0 },
    { "treated", "live.treated", NULL, COLUMN_NUMBER, 0 },
    { "demo_plots", "live.plots", NULL, COLUMN_NUMBER, 0 },
    { "gardens", "live.gardens", NULL, COLUMN_NUMBER, 0 },
    { "acres", "field.area", NULL, COLUMN_NUMBER, 2 },
    { "groups", "kinds.enterprise", NULL, COLUMN_NUMBER, 0 },
    { "sold", "live.sold", NULL, COLUMN_NUMBER, 2 },
    { "saved", "live.saved", NULL, COLUMN_NUMBER, 2 },
    { "pupils", "live.pupils", NULL, COLUMN_NUMBER, 0 },
    { "literate", "live.readers", NULL, COLUMN_NUMBER, 0 },
};
static const char *const place_figure[P_COLS] = {
    [P_PLANTS] = "plant",
    [P_VACCINATED] = "animal.vaccinated",
    [P_TREATED] = "animal.treated",
    [P_PLOTS] = "plot.demo",
    [P_GARDENS] = "garden",
    [P_ACRES] = "acre",
    [P_GROUPS] = "bdg",
    [P_SOLD] = "bdg.sale",
    [P_SAVED] = "trade.saving",
    [P_PUPILS] = "pupil",
    [P_READERS] = "literate",
};

struct by_place {
    const struct live *l;
    struct id *id;
    struct place_total *of[P_COLS], *counted, *alive;
};

static struct place_total *totals(const struct by_place *p,
                                  const char *indicator)
{
    struct place_total *out = arena_many(p->l->a, struct place_total,
                                         p->l->g.spots.n + 1);

    totals_read(p->l->db, &p->l->ref, p->l->q, str_of(indicator), p->l->g.level,
                p->id, p->l->g.spots.n, out);
    return out;
}

static void place_row(const struct by_place *p, size_t at, struct sheet *out)
{
    struct sheet_row *row;
    bool any = false;

    for (int c = 0; c < P_COLS; c++)
        any |= p->of[c] && p->of[c][at].said;
    if (!any)
        return;
    row = sheet_add(out, ROW_PLAIN);
    cell_text(row, P_PLACE, p->l->g.spots.at[at].name);
    for (int c = 0; c < P_COLS; c++) {
        if (!p->of[c] || !p->of[c][at].said)
            continue;
        cell_number(row, c, p->of[c][at].amount);
        cell_link(row, c,
                  postings_link(p->l->a, p->l->q, place_figure[c], p->id[at],
                                p->l->q->rsp, p->l->q->as_of, false));
    }
    if (p->counted[at].said)
        cell_ratio(row, P_SURVIVAL, p->alive[at].amount, p->counted[at].amount);
}

static void places_sheet(const struct live *l, struct sheet *out)
{
    struct by_place p = { .l = l };

    sheet_open(l, out, place_column, P_COLS, "live.by_place");
    p.id = arena_many(l->a, struct id, l->g.spots.n + 1);
    for (size_t i = 0; i < l->g.spots.n; i++)
        p.id[i] = l->g.spots.at[i].id;
    for (int c = 0; c < P_COLS; c++)
        if (place_figure[c])
            p.of[c] = totals(&p, place_figure[c]);
    p.counted = totals(&p, "plant.counted");
    p.alive = totals(&p, "plant.alive");
    for (size_t i = 0; i < l->g.spots.n; i++)
        place_row(&p, i, out);
    sheet_note(out, say(l->q->lang, "live.note_place"));
}

/* Livelihood: work with land, plants and animals by sort, with who took part,
 * what it cost and what is alive of what was planted; business groups by trade,
 * from orders to payouts; what was bought and sold together and what that
 * saved; schools, readers and health workers; all by place. Of a period, or of
 * all years; --by province, district, taluka or uc. */
REPORT(livelihood, RIGHT_SEE)
{
    struct live l = { .db = db, .a = a, .q = q };

    if (!question_good(db, q, a, f))
        return 0;
    l.g = ground_read(db, q, a);
    l.ref = reference_read(db, a, q->lang);
    work_sheet(&l, &out[0]);
    groups_sheet(&l, &out[1]);
    trades_sheet(&l, &out[2]);
    social_sheet(&l, &out[3]);
    places_sheet(&l, &out[4]);
    return 5;
}
