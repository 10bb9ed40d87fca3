/* sale_order - somebody ordered from a group: made, checked, sold. */
#include "core/books.h"
#include "core/trade.h"

struct sale_order {
    struct id enterprise;
    struct str number;
    day held;
    struct str buyer, item, unit;
    int64_t quantity;
    paisa price;
    day due, cancelled;
    struct str why, note;
};
static const struct field sale_order_field[] = {
    REF(sale_order, enterprise, "enterprise",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(sale_order, number, 40, FIELD_KEY | FIELD_FIND),
    DAY(sale_order, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(sale_order, buyer, 160, FIELD_NEED),
    TEXT(sale_order, item, 120, FIELD_NEED | FIELD_KEY),
    TEXT(sale_order, unit, 40, 0),
    COUNT(sale_order, quantity, 1, 100000000, FIELD_NEED),
    MONEY(sale_order, price, 0, TRADE_PRICE, FIELD_NEED),
    DAY(sale_order, due, 0),
    DAY(sale_order, cancelled, 0),
    TEXT(sale_order, why, 300, 0),
    TEXT(sale_order, note, 600, 0),
};

struct sale_order_view {
    int64_t today;
    day formed, closed; /* the group */
};
static const struct field sale_order_view_field[] = {
    COUNT(sale_order_view, today, 0, 0, 0),
    DAY(sale_order_view, formed, 0),
    DAY(sale_order_view, closed, 0),
};

static void sale_order_rule(const struct sale_order *x,
                            const struct sale_order_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, STOP, "sale_order.before_group", "held");
    if (v->closed != DAY_NONE && x->held != DAY_NONE && x->held > v->closed)
        tell(f, WARN, "sale_order.group_closed", "held");
    if (x->due == DAY_NONE)
        tell(f, WARN, "sale_order.due_when", "due");
    else if (x->held != DAY_NONE && x->due < x->held)
        tell(f, STOP, "sale_order.due_before", "due");
    if (x->cancelled != DAY_NONE && x->held != DAY_NONE &&
        x->cancelled < x->held)
        tell(f, STOP, "date.ends_before_start", "cancelled");
    if (x->cancelled != DAY_NONE && !x->why.n)
        tell(f, WARN, "sale_order.cancelled_why", "why");
}

/* The order, then what was made of it, checked and sold; each by day, entry. */
enum what { WHAT_ORDER, WHAT_MADE, WHAT_CHECKED, WHAT_SOLD };

struct sale_order_fact {
    struct id entry;
    int64_t aside, what;
    day on_day, due;
    int64_t quantity, rejected;
    int64_t strangers; /* who made it and is not of the group */
    struct id enterprise, body;
};
static const struct field sale_order_fact_field[] = {
    REF(sale_order_fact, entry, NULL, 0),
    COUNT(sale_order_fact, aside, 0, 0, 0),
    COUNT(sale_order_fact, what, 0, 0, 0),
    DAY(sale_order_fact, on_day, 0),
    DAY(sale_order_fact, due, 0),
    COUNT(sale_order_fact, quantity, 0, 0, 0),
    COUNT(sale_order_fact, rejected, 0, 0, 0),
    COUNT(sale_order_fact, strangers, 0, 0, 0),
    REF(sale_order_fact, enterprise, "enterprise", 0),
    REF(sale_order_fact, body, "body", 0),
};

/* How far an order is. */
struct sale_order_kept {
    struct id enterprise, body;
    int64_t made, passed, rejected, sold;
    day first_sold, last_sold;
};
static const struct field sale_order_kept_field[] = {
    REF(sale_order_kept, enterprise, "enterprise", FIELD_FIND),
    REF(sale_order_kept, body, "body", 0),
    COUNT(sale_order_kept, made, 0, 0, 0),
    COUNT(sale_order_kept, passed, 0, 0, 0),
    COUNT(sale_order_kept, rejected, 0, 0, 0),
    COUNT(sale_order_kept, sold, 0, 0, 0),
    DAY(sale_order_kept, first_sold, 0),
    DAY(sale_order_kept, last_sold, 0),
};

static void step_take(const struct sale_order_fact *order,
                      const struct sale_order_fact *x,
                      struct sale_order_kept *k, struct postings *out)
{
    int64_t n = x->quantity == INT_NONE ? 0 : x->quantity;

    if (x->what == WHAT_MADE) {
        k->made += n;
        if (x->strangers > 0)
            remark(out, x->entry, WARN, "production.not_member", "made",
                   x->strangers, 0);
        if (k->made > order->quantity)
            remark(out, x->entry, WARN, "production.beyond_order", "made",
                   k->made, order->quantity);
    } else if (x->what == WHAT_CHECKED) {
        k->passed += n;
        k->rejected += x->rejected == INT_NONE ? 0 : x->rejected;
        if (k->passed + k->rejected > k->made)
            remark(out, x->entry, WARN, "quality_check.beyond_made", "lines",
                   k->passed + k->rejected, k->made);
    } else {
        k->sold += n;
        k->first_sold = k->first_sold == DAY_NONE ? x->on_day : k->first_sold;
        k->last_sold = x->on_day;
    }
}

static bool sale_order_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct sale_order_fact *f = facts;
    struct sale_order_kept kept;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n || f->what != WHAT_ORDER)
        return true;
    kept = (struct sale_order_kept){ .enterprise = f->enterprise,
                                     .body = f->body,
                                     .first_sold = DAY_NONE,
                                     .last_sold = DAY_NONE };
    for (size_t i = 1; i < n; i++)
        step_take(f, &f[i], &kept, out);
    if (kept.sold > 0 && kept.sold > kept.passed)
        remark(out, f->entry, WARN, "sale_order.sold_unchecked", "quantity",
               kept.sold, kept.passed);
    if (f->due != DAY_NONE && kept.last_sold != DAY_NONE &&
        kept.last_sold > f->due)
        remark(out, f->entry, WARN, "sale_order.late", "due",
               kept.last_sold - f->due, 0);
    keep(out, &kept, sizeof kept);
    return true;
}

/* What a buyer ordered from a group: how many of what, at which price, and for
 * when. What was made, checked and sold of it are records that name it. */
RECORD(sale_order, .view = COLUMNS(sale_order_view),
       .fact = COLUMNS(sale_order_fact), .posts = sale_order_posts,
       .kept = COLUMNS(sale_order_kept), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "item", .group = "live");
