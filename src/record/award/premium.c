/* premium - what was due to an insurer is passed on. */
#include "core/award.h"

struct premium {
    struct id policy;
    struct id payer, rsp, fund;
    day held;
    paisa amount;
    int64_t households;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
};
static const struct field premium_field[] = {
    REF(premium, policy, "policy", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(premium, payer, "body", FIELD_FIND),
    REF(premium, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(premium, fund, "fund", 0),
    DAY(premium, held, FIELD_NEED | FIELD_KEY),
    MONEY(premium, amount, 1, MONEY_MOST, FIELD_NEED),
    COUNT(premium, households, 1, 10000000, 0),
    CHOICE(premium, way, WAY_CHOICES, 0),
    REF(premium, account, "account", 0),
    REF(premium, taker, "person", 0),
    TEXT(premium, reference, 80, FIELD_KEY),
    TEXT(premium, leaf, 40, FIELD_FIND),
};

struct premium_view {
    int64_t today;
    paisa rate;
    day since, until;
};
static const struct field premium_view_field[] = {
    COUNT(premium_view, today, 0, 0, 0),
    MONEY(premium_view, rate, 0, 0, 0),
    DAY(premium_view, since, 0),
    DAY(premium_view, until, 0),
};

/* Premium is households by rate (finance.md 5). */
static void premium_rule(const struct premium *x, const struct premium_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    way_rule(x->way, x->account, x->taker, f);
    if (x->households == INT_NONE)
        tell(f, WARN, "premium.how_many", "households");
    else if (v->rate != INT_NONE && x->amount != INT_NONE &&
             x->amount != x->households * v->rate)
        tell_ab(f, WARN, "premium.not_by_rate", "amount",
                x->households * v->rate / 100, x->amount / 100);
}

struct premium_fact {
    struct id entry, policy, book, fund;
    day held;
    paisa amount;
    int32_t way;
    struct id account, taker;
};
static const struct field premium_fact_field[] = {
    REF(premium_fact, entry, "premium", 0),
    REF(premium_fact, policy, "policy", 0),
    REF(premium_fact, book, NULL, 0),
    REF(premium_fact, fund, "fund", 0),
    DAY(premium_fact, held, 0),
    MONEY(premium_fact, amount, 0, 0, 0),
    CHOICE(premium_fact, way, WAY_CHOICES, 0),
    REF(premium_fact, account, "account", 0),
    REF(premium_fact, taker, "person", 0),
};

static bool premium_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct premium_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct movement m = { .entry = f[i].entry,
                              .event = "premium.passed",
                              .book = f[i].book,
                              .fund = f[i].fund,
                              .debit_party = f[i].policy,
                              .on = f[i].held,
                              .amount = f[i].amount,
                              .sex = -1,
                              .cutover = MONTH_NONE };

        paid_by(&m, f[i].way, f[i].account, f[i].taker);
        money(out, &m);
    }
    return true;
}

/* Premiums that were due to an insurer were paid to it, for how many
 * households, by whom. */
RECORD(premium, .view = COLUMNS(premium_view), .fact = COLUMNS(premium_fact),
       .posts = premium_posts, .posted = true, .right = RIGHT_BOOK,
       .reads = RIGHT_REGISTER, .title = "reference", .amount = "amount",
       .group = "award");
