/* procurement - a committee of the village buys, after asking for prices. */
#include "core/award.h"

struct procurement_quote {
    struct str supplier;
    paisa amount;
    struct str note;
};
static const struct field procurement_quote_field[] = {
    TEXT(procurement_quote, supplier, 120, FIELD_NEED),
    MONEY(procurement_quote, amount, 1, MONEY_MOST, FIELD_NEED),
    TEXT(procurement_quote, note, 200, 0),
};

struct procurement_item {
    struct id award;
    paisa amount;
};
static const struct field procurement_item_field[] = {
    REF(procurement_item, award, "award", FIELD_NEED | FIELD_FIND),
    MONEY(procurement_item, amount, 1, MONEY_MOST, FIELD_NEED),
};

struct procurement {
    struct id committee;
    day held;
    struct str what;
    struct list quotes;
    int64_t taken; /* which of the quotes, from 1 */
    struct str why;
    struct list items;
    struct id resolution;
    struct id payer, rsp, fund, project;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf, note;
};
static const struct field procurement_field[] = {
    REF(procurement, committee, "committee",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(procurement, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(procurement, what, 200, FIELD_NEED | FIELD_KEY),
    ROWS(procurement, quotes, procurement_quote, 20, FIELD_NEED),
    COUNT(procurement, taken, 1, 20, FIELD_NEED),
    TEXT(procurement, why, 400, 0),
    ROWS(procurement, items, procurement_item, 400, 0),
    REF(procurement, resolution, "resolution", 0),
    REF(procurement, payer, "body", 0),
    REF(procurement, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(procurement, fund, "fund", 0),
    REF(procurement, project, "project", 0),
    CHOICE(procurement, way, WAY_CHOICES, 0),
    REF(procurement, account, "account", 0),
    REF(procurement, taker, "person", 0),
    TEXT(procurement, reference, 80, 0),
    TEXT(procurement, leaf, 40, FIELD_FIND),
    TEXT(procurement, note, 600, 0),
};

struct procurement_view {
    int64_t today;
    int32_t nature; /* of the committee */
    day formed, closed;
    struct id body, resolved_by;
};
static const struct field procurement_view_field[] = {
    COUNT(procurement_view, today, 0, 0, 0),
    CHOICE(procurement_view, nature, "om|procurement", 0),
    DAY(procurement_view, formed, 0),
    DAY(procurement_view, closed, 0),
    REF(procurement_view, body, "body", 0),
    REF(procurement_view, resolved_by, "body", 0),
};
enum { NATURE_PROCUREMENT = 1, QUOTES_LEAST = 3 };

static void quotes_judge(const struct procurement *x, struct findings *f)
{
    const struct procurement_quote *q = x->quotes.at;
    const struct procurement_quote *best = NULL;
    size_t lowest = 0;

    if (x->quotes.n < QUOTES_LEAST)
        tell_ab(f, WARN, "procurement.few_quotes", "quotes",
                (int64_t)x->quotes.n, QUOTES_LEAST);
    for (size_t i = 0; i < x->quotes.n; i++) {
        lowest = q[i].amount < q[lowest].amount ? i : lowest;
        for (size_t j = 0; j < i; j++)
            if (str_same(q[i].supplier, q[j].supplier)) {
                tell_row(f, STOP, "procurement.supplier_twice", "quotes", i,
                         "supplier");
                break;
            }
    }
    if (x->taken != INT_NONE && x->taken >= 1 &&
        (size_t)x->taken <= x->quotes.n)
        best = &q[x->taken - 1];
    else if (x->taken != INT_NONE)
        tell(f, STOP, "procurement.no_such_quote", "taken");
    if (best && best->amount > q[lowest].amount && !x->why.n)
        tell_ab(f, WARN, "procurement.not_the_lowest", "why",
                best->amount / 100, q[lowest].amount / 100);
}

/* What is bought for each award comes to what was paid, and never to more. */
static void items_judge(const struct procurement *x, struct findings *f)
{
    const struct procurement_quote *q = x->quotes.at;
    const struct procurement_item *item = x->items.at;
    paisa sum = 0;

    for (size_t i = 0; i < x->items.n; i++) {
        sum += item[i].amount == INT_NONE ? 0 : item[i].amount;
        for (size_t j = 0; j < i; j++)
            if (id_same(item[i].award, item[j].award)) {
                tell_row(f, STOP, "procurement.award_twice", "items", i,
                         "award");
                break;
            }
    }
    if (!x->items.n || x->taken == INT_NONE || x->taken < 1 ||
        (size_t)x->taken > x->quotes.n)
        return;
    if (sum != q[x->taken - 1].amount)
        tell_ab(f, sum > q[x->taken - 1].amount ? STOP : WARN,
                "procurement.items_differ", "items", sum / 100,
                q[x->taken - 1].amount / 100);
}

static void committee_judge(const struct procurement *x,
                            const struct procurement_view *v,
                            struct findings *f)
{
    if (!id_none(v->body) && v->nature != NATURE_PROCUREMENT)
        tell(f, WARN, "procurement.other_committee", "committee");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, WARN, "procurement.before_committee", "held");
    if (v->closed != DAY_NONE && x->held != DAY_NONE && x->held > v->closed)
        tell(f, WARN, "procurement.committee_closed", "held");
    if (!id_none(v->resolved_by) && !id_none(v->body) &&
        !id_same(v->resolved_by, v->body))
        tell(f, WARN, "procurement.resolved_elsewhere", "resolution");
}

/* Committee, three quotes, why not the lowest (finance.md 5). */
static void procurement_rule(const struct procurement *x,
                             const struct procurement_view *v,
                             struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    way_rule(x->way, x->account, x->taker, f);
    quotes_judge(x, f);
    items_judge(x, f);
    committee_judge(x, v, f);
}

struct procurement_fact {
    struct id entry;
    day held;
    paisa amount;
    struct id book, fund;
    int32_t way;
    struct id account, taker;
};
static const struct field procurement_fact_field[] = {
    REF(procurement_fact, entry, "procurement", 0),
    DAY(procurement_fact, held, 0),
    MONEY(procurement_fact, amount, 0, 0, 0),
    REF(procurement_fact, book, NULL, 0),
    REF(procurement_fact, fund, "fund", 0),
    CHOICE(procurement_fact, way, WAY_CHOICES, 0),
    REF(procurement_fact, account, "account", 0),
    REF(procurement_fact, taker, "person", 0),
};

/* Into the store, until it is delivered. */
static bool procurement_posts(const void *facts, size_t n, month since,
                              struct postings *out)
{
    const struct procurement_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct movement m = { .entry = f[i].entry,
                              .event = "procurement.bought",
                              .book = f[i].book,
                              .fund = f[i].fund,
                              .on = f[i].held,
                              .amount = f[i].amount,
                              .sex = -1,
                              .cutover = MONTH_NONE };

        paid_by(&m, f[i].way, f[i].account, f[i].taker);
        money(out, &m);
    }
    return true;
}

/* What a procurement committee bought for awards: the prices it asked for, which
 * it took and why, from whose money it was paid. */
RECORD(procurement, .view = COLUMNS(procurement_view),
       .fact = COLUMNS(procurement_fact), .posts = procurement_posts,
       .posted = true, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "what", .group = "award");
