/* sale - goods of a group were sold, and who was paid how much of it. */
#include "core/award.h"
#include "core/books.h"

struct sale_payout {
    struct id person;
    int64_t quantity;
    paisa amount;
};
static const struct field sale_payout_field[] = {
    REF(sale_payout, person, "person", FIELD_NEED | FIELD_FIND),
    COUNT(sale_payout, quantity, 0, 100000000, 0),
    MONEY(sale_payout, amount, 1, MONEY_MOST, FIELD_NEED),
};
struct sale_outlay {
    int32_t what;
    paisa amount;
    struct str note;
};
static const struct field sale_outlay_field[] = {
    CHOICE(sale_outlay, what,
           "material|transport|packing|stall|commission|other", FIELD_NEED),
    MONEY(sale_outlay, amount, 1, MONEY_MOST, FIELD_NEED),
    TEXT(sale_outlay, note, 120, 0),
};

struct sale {
    struct id enterprise, sale_order;
    struct str number;
    day held;
    struct str buyer, item;
    int64_t quantity;
    paisa amount, margin;
    struct list payouts, outlays;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id project;
    struct str note;
};
static const struct field sale_field[] = {
    REF(sale, enterprise, "enterprise", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(sale, sale_order, "sale_order", FIELD_KEY | FIELD_FIND),
    TEXT(sale, number, 40, FIELD_KEY),
    DAY(sale, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(sale, buyer, 160, FIELD_NEED),
    TEXT(sale, item, 120, FIELD_NEED),
    COUNT(sale, quantity, 1, 100000000, 0),
    MONEY(sale, amount, 1, MONEY_MOST, FIELD_NEED),
    MONEY(sale, margin, 0, MONEY_MOST, FIELD_NEED),
    ROWS(sale, payouts, sale_payout, 200, FIELD_NEED),
    ROWS(sale, outlays, sale_outlay, 40, 0),
    CHOICE(sale, way, WAY_CHOICES, 0),
    REF(sale, account, "account", 0),
    REF(sale, taker, "person", 0),
    TEXT(sale, reference, 80, 0),
    TEXT(sale, leaf, 40, FIELD_FIND),
    REF(sale, project, "project", 0),
    TEXT(sale, note, 600, 0),
};

struct sale_view {
    int64_t today;
    day formed, ordered;
    struct id order_of, body, account_of; /* account_of: whose the account is */
};
static const struct field sale_view_field[] = {
    COUNT(sale_view, today, 0, 0, 0), DAY(sale_view, formed, 0),
    DAY(sale_view, ordered, 0),       REF(sale_view, order_of, "enterprise", 0),
    REF(sale_view, body, "body", 0),  REF(sale_view, account_of, "body", 0),
};

static paisa payouts_sum(const struct sale *x, struct findings *f)
{
    const struct sale_payout *p = x->payouts.at;
    paisa sum = 0;

    for (size_t i = 0; i < x->payouts.n; i++) {
        sum += p[i].amount == INT_NONE ? 0 : p[i].amount;
        for (size_t j = 0; j < i; j++)
            if (id_same(p[i].person, p[j].person)) {
                tell_row(f, STOP, "sale.paid_twice", "payouts", i, "person");
                break;
            }
    }
    return sum;
}

static paisa costs_sum(const struct sale *x)
{
    const struct sale_outlay *c = x->outlays.at;
    paisa sum = 0;

    for (size_t i = 0; i < x->outlays.n; i++)
        sum += c[i].amount == INT_NONE ? 0 : c[i].amount;
    return sum;
}

/* What members get, the margin of the group and the costs are what the goods
 * were sold for, to the paisa (finance.md 7). */
static void sum_judge(const struct sale *x, struct findings *f)
{
    paisa sum = payouts_sum(x, f) + costs_sum(x);

    if (x->amount == INT_NONE || x->margin == INT_NONE)
        return;
    if (sum + x->margin != x->amount)
        tell_ab(f, STOP, "sale.sum_differs", "amount", sum + x->margin,
                x->amount);
}

static void sale_rule(const struct sale *x, const struct sale_view *v,
                      struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, STOP, "sale_order.before_group", "held");
    if (v->ordered != DAY_NONE && x->held != DAY_NONE && x->held < v->ordered)
        tell(f, STOP, "production.before_order", "held");
    if (!id_none(v->order_of) && !id_same(v->order_of, x->enterprise))
        tell(f, STOP, "sale.other_group", "sale_order");
    if (!id_none(x->sale_order) && x->quantity == INT_NONE)
        tell(f, WARN, "sale.how_many", "quantity");
    if (!id_none(v->account_of) && !id_none(v->body) &&
        !id_same(v->account_of, v->body))
        tell(f, STOP, "saving.other_account", "account");
    if (x->way == WAY_GOODS)
        tell(f, STOP, "saving.in_goods", "way");
    way_rule(x->way, x->account, x->taker, f);
    sum_judge(x, f);
}

/* The sale, then each payout and each cost, by row. */
enum what { WHAT_SALE, WHAT_PAYOUT, WHAT_COST };

struct sale_fact {
    struct id entry;
    int64_t what, n;
    day on_day;
    paisa amount;
    int32_t sex;
    int64_t stranger; /* 1: who is paid is not of the group */
    int32_t way;
    struct id account, taker, body, place, rsp, project;
    month cutover;
};
static const struct field sale_fact_field[] = {
    REF(sale_fact, entry, "sale", 0),
    COUNT(sale_fact, what, 0, 0, 0),
    COUNT(sale_fact, n, 0, 0, 0),
    DAY(sale_fact, on_day, 0),
    MONEY(sale_fact, amount, 0, 0, 0),
    CHOICE(sale_fact, sex, "women|men", 0),
    COUNT(sale_fact, stranger, 0, 0, 0),
    CHOICE(sale_fact, way, WAY_CHOICES, 0),
    REF(sale_fact, account, "account", 0),
    REF(sale_fact, taker, "person", 0),
    REF(sale_fact, body, "body", 0),
    REF(sale_fact, place, "place", 0),
    REF(sale_fact, rsp, "rsp", 0),
    REF(sale_fact, project, "project", 0),
    MONTH(sale_fact, cutover, 0),
};

/* The price comes in, and out of it go payouts and outlays: what stays in the box
 * is the margin. */
static void sale_move(const struct sale_fact *s, const struct sale_fact *x,
                      struct postings *out)
{
    struct side side = way_side(s->way, s->account, s->taker);
    struct movement m = { .entry = s->entry,
                          .book = s->body,
                          .on = s->on_day,
                          .amount = x->amount,
                          .place = s->place,
                          .rsp = s->rsp,
                          .project = s->project,
                          .sex = -1,
                          .cutover = s->cutover };

    if (x->what == WHAT_SALE) {
        m.event = "sale.received";
        m.debit = side.head;
        m.debit_party = side.party;
    } else {
        m.event = x->what == WHAT_PAYOUT ? "sale.paid_out" : "sale.cost";
        m.sex = x->what == WHAT_PAYOUT ? x->sex : -1;
        paid_by(&m, s->way, s->account, s->taker);
    }
    money(out, &m);
}

static bool sale_posts(const void *facts, size_t n, month since,
                       struct postings *out)
{
    const struct sale_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct buf path = buf_start(out->arena);

        sale_move(f, &f[i], out);
        if (f[i].stranger != 1)
            continue;
        buf_fmt(&path, "payouts[%lld].person", (long long)f[i].n);
        remark(out, f->entry, WARN, "sale.not_member",
               arena_z(out->arena, buf_str(&path)), 0, 0);
    }
    return true;
}

/* A group sold goods, of an order or at a fair: for how much, what each member
 * was paid, what it cost to sell and what stays as the group's margin. */
RECORD(sale, .view = COLUMNS(sale_view), .fact = COLUMNS(sale_fact),
       .posts = sale_posts, .posted = true, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "item", .amount = "amount",
       .group = "live");
