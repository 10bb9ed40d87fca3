/* portfolio - what a body takes up out of its needs, with the money at hand. */
#include "core/portfolio.h"

static const struct field portfolio_item_field[] = {
    REF(portfolio_item, need, "need", FIELD_NEED | FIELD_FIND),
    MONEY(portfolio_item, cost, 0, PORTFOLIO_COST, FIELD_NEED),
    COUNT(portfolio_item, value, 0, PORTFOLIO_VALUE, FIELD_NEED),
    MONEY(portfolio_item, for_women, 0, PORTFOLIO_COST, 0),
    CHOICE(portfolio_item, must, PORTFOLIO_MUST_SAYS, 0),
    COUNT(portfolio_item, either, 0, 1000000, 0),
    FLAG(portfolio_item, taken_up, 0),
};

struct portfolio {
    struct id body;
    day held;
    struct str title;
    paisa budget;
    int64_t women_share;
    int32_t worth_by;
    int64_t value, bound;
    struct list candidate;
    struct id resolution, staff;
    struct str note;
};
static const struct field portfolio_field[] = {
    REF(portfolio, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(portfolio, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(portfolio, title, 160, FIELD_NEED | FIELD_KEY),
    MONEY(portfolio, budget, 0, PORTFOLIO_COST, FIELD_NEED),
    COUNT(portfolio, women_share, 0, 100, 0),
    CHOICE(portfolio, worth_by, PORTFOLIO_BASES, FIELD_NEED),
    COUNT(portfolio, value, 0, INT64_C(2000000000000), FIELD_NEED),
    COUNT(portfolio, bound, 0, INT64_C(2000000000000), FIELD_NEED),
    ROWS(portfolio, candidate, portfolio_item, PORTFOLIO_ITEMS, FIELD_NEED),
    REF(portfolio, resolution, "resolution", FIELD_FIND),
    REF(portfolio, staff, "staff", FIELD_FIND),
    TEXT(portfolio, note, 1000, 0),
};

struct portfolio_view {
    int64_t today;
    struct id resolved_by;
    int64_t lost; /* 1: the resolution did not pass, or was taken back */
};
static const struct field portfolio_view_field[] = {
    COUNT(portfolio_view, today, 0, 0, 0),
    REF(portfolio_view, resolved_by, "body", 0),
    COUNT(portfolio_view, lost, 0, 0, 0),
};

/* A choice may be another than the best one, but it is one that may be made. */
static void chosen_judge(const struct portfolio *x,
                         const struct portfolio_ask *ask,
                         const struct portfolio_item *item, struct findings *f)
{
    struct portfolio_sum sum = portfolio_sum(item, x->candidate.n);

    if (sum.cost > ask->budget)
        tell_ab(f, STOP, "portfolio.beyond_budget", "budget", sum.cost / 100,
                ask->budget / 100);
    if (100 * sum.women < ask->share * sum.cost)
        tell_ab(f, STOP, "portfolio.below_share", "women_share",
                sum.women * 100 / sum.cost, ask->share);
    if (sum.against < x->candidate.n)
        tell_row(f, STOP, "portfolio.against", "candidate", sum.against,
                 "taken_up");
    if (sum.both < x->candidate.n)
        tell_row(f, STOP, "portfolio.both", "candidate", sum.both, "either");
    if (x->value != INT_NONE && sum.value != x->value)
        tell_ab(f, STOP, "portfolio.other_value", "value", x->value, sum.value);
    if (x->bound != INT_NONE && x->bound < sum.value)
        tell_ab(f, STOP, "portfolio.bound", "bound", x->bound, sum.value);
}

static void portfolio_rule(const struct portfolio *x,
                           const struct portfolio_view *v, struct findings *f)
{
    struct portfolio_ask ask = {
        .budget = x->budget == INT_NONE ? 0 : x->budget,
        .share = x->women_share == INT_NONE ? 0 : x->women_share
    };
    struct portfolio_item *item = portfolio_rows(&x->candidate, f->arena);

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(v->resolved_by) && !id_same(v->resolved_by, x->body))
        tell(f, STOP, "formation.of_another", "resolution");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    if (id_none(x->resolution))
        tell(f, WARN, "portfolio.no_resolution", "resolution");
    if (portfolio_tell(&ask, item, x->candidate.n, f))
        chosen_judge(x, &ask, item, f);
}

/* The needs that a body takes up with the money at hand, out of all that were
 * looked at: what each costs and is worth, what must be, what must not, which of
 * them exclude each other, and the bound that no choice can pass. */
RECORD(portfolio, .view = COLUMNS(portfolio_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "title", .amount = "budget",
       .along = "body, held", .group = "need");
