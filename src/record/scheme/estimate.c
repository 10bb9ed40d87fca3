/* estimate - what a scheme will cost, line by line, and who brings what. */
#include "core/works.h"

struct estimate_line {
    struct str code, item, unit;
    int64_t quantity;
    paisa rate, amount;
    int32_t payer, nature;
    int64_t weight;
};
static const struct field estimate_line_field[] = {
    TEXT(estimate_line, code, 30, FIELD_NEED),
    TEXT(estimate_line, item, 200, FIELD_NEED),
    TEXT(estimate_line, unit, 40, 0),
    COUNT(estimate_line, quantity, 1, 1000000000, FIELD_POINTS),
    MONEY(estimate_line, rate, 1, MONEY_MOST, 0),
    MONEY(estimate_line, amount, 1, MONEY_MOST, FIELD_NEED),
    CHOICE(estimate_line, payer, "programme|community", FIELD_NEED),
    CHOICE(estimate_line, nature, "cash|labour|land|material", 0),
    COUNT(estimate_line, weight, 0, 10000, FIELD_POINTS),
};

struct estimate {
    struct id scheme;
    day held;
    struct str version;
    struct id staff;
    struct list line;
    struct str note;
};
static const struct field estimate_field[] = {
    REF(estimate, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(estimate, held, FIELD_NEED | FIELD_KEY),
    TEXT(estimate, version, 20, FIELD_KEY),
    REF(estimate, staff, "staff", 0),
    ROWS(estimate, line, estimate_line, 400, FIELD_NEED),
    TEXT(estimate, note, 600, 0),
};

struct estimate_view {
    int64_t today;
    day begun;
    int64_t share;
};
static const struct field estimate_view_field[] = {
    COUNT(estimate_view, today, 0, 0, 0),
    DAY(estimate_view, begun, 0),
    COUNT(estimate_view, share, 0, 0, 0),
};

/* quantity x rate, to the paisa; quantity in hundredths. */
static void product_judge(const struct estimate_line *l, size_t i,
                          struct findings *f)
{
    paisa most;

    if (l->quantity == INT_NONE || l->rate == INT_NONE ||
        l->amount == INT_NONE ||
        (l->quantity > 0 && l->rate > INT64_MAX / l->quantity))
        return;
    most = l->rate * l->quantity;
    if (most / 100 - l->amount > 50 || l->amount - most / 100 > 50)
        tell_row(f, WARN, "estimate.amount_differs", "line", i, "amount");
}

static void lines_judge(const struct estimate *x, const struct estimate_view *v,
                        struct findings *f)
{
    const struct estimate_line *l = x->line.at;
    paisa sum = 0, community = 0;
    int64_t weights = 0;

    for (size_t i = 0; i < x->line.n; i++) {
        sum += l[i].amount == INT_NONE ? 0 : l[i].amount;
        community += l[i].payer == 1 && l[i].amount != INT_NONE ? l[i].amount :
                                                                  0;
        weights += l[i].weight == INT_NONE ? 0 : l[i].weight;
        product_judge(&l[i], i, f);
        for (size_t j = 0; j < i; j++)
            if (str_same(l[i].code, l[j].code)) {
                tell_row(f, STOP, "estimate.line_twice", "line", i, "code");
                break;
            }
    }
    if (sum > MONEY_MOST)
        tell(f, STOP, "estimate.too_much", "line");
    else if (v->share != INT_NONE && sum > 0 &&
             community / 100 * 10000 < sum / 100 * v->share)
        tell_ab(f, WARN, "estimate.share_small", "line",
                community / (sum / 10000 > 0 ? sum / 10000 : 1), v->share);
    if (weights != 0 && weights != 10000)
        tell_ab(f, STOP, "estimate.weights", "line", weights, 10000);
}

static void estimate_rule(const struct estimate *x,
                          const struct estimate_view *v, struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    lines_judge(x, v, f);
}

/* An estimate at market rates: each line with quantity and rate, and whether the
 * programme or the community brings it, in cash, labour, land or material. The
 * last one stands; weights of progress add to a hundred percent, or are left out. */
RECORD(estimate, .view = COLUMNS(estimate_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "version", .group = "scheme");
