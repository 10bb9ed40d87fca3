/* placement - endowment money that is placed with a bank, what it earned, and
 * that it came back. */
#include "core/books.h"
#include "core/budget.h"

struct placement {
    struct id fund;
    day held;
    int32_t act;
    struct id first;
    struct str bank, number;
    int64_t rate;
    day until;
    paisa amount, income;
    struct id account;
    struct str reference, note;
};
static const struct field placement_field[] = {
    REF(placement, fund, "fund", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(placement, held, FIELD_NEED | FIELD_KEY),
    CHOICE(placement, act, "invest|earn|end", FIELD_NEED | FIELD_KEY),
    REF(placement, first, "placement", FIELD_KEY | FIELD_FIND),
    TEXT(placement, bank, 120, FIELD_KEY),
    TEXT(placement, number, 60, FIELD_KEY),
    COUNT(placement, rate, 0, 100000, FIELD_POINTS),
    DAY(placement, until, 0),
    MONEY(placement, amount, 1, MONEY_MOST, 0),
    MONEY(placement, income, 1, MONEY_MOST, 0),
    REF(placement, account, "account", FIELD_FIND),
    TEXT(placement, reference, 80, 0),
    TEXT(placement, note, 300, 0),
};
enum { ACT_PLACE, ACT_EARN, ACT_END };

struct placement_view {
    int64_t today;
    struct id rsp; /* of the fund */
    day placed;    /* of the placement that is named */
    int32_t first_act;
    struct id first_fund;
    int64_t of_fund;
};
static const struct field placement_view_field[] = {
    COUNT(placement_view, today, 0, 0, 0),
    REF(placement_view, rsp, "rsp", 0),
    DAY(placement_view, placed, 0),
    CHOICE(placement_view, first_act, "", 0),
    REF(placement_view, first_fund, "fund", 0),
    COUNT(placement_view, of_fund, 0, 0, 0),
};

static void first_judge(const struct placement *x,
                        const struct placement_view *v, struct findings *f)
{
    if (x->act == ACT_PLACE && !id_none(x->first))
        tell(f, STOP, "placement.first_of_none", "first");
    if (x->act != ACT_PLACE && x->act >= 0 && id_none(x->first))
        tell(f, STOP, "placement.which", "first");
    if (id_none(x->first))
        return;
    if (v->first_act != ACT_PLACE || !id_same(v->first_fund, x->fund))
        tell(f, STOP, "placement.first_not_placed", "first");
    if (v->placed != DAY_NONE && x->held != DAY_NONE && x->held < v->placed)
        tell(f, STOP, "placement.before_placed", "held");
}

static void placement_rule(const struct placement *x,
                           const struct placement_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(x->fund) && id_none(v->rsp))
        tell(f, STOP, "tranche.of_a_body", "fund");
    if (x->act == ACT_PLACE && !x->bank.n)
        tell(f, STOP, "placement.no_bank", "bank");
    if (x->act != ACT_EARN && x->act >= 0 && x->amount == INT_NONE)
        tell(f, STOP, "placement.no_amount", "amount");
    if (x->act == ACT_EARN && x->amount != INT_NONE)
        tell(f, STOP, "placement.only_income", "amount");
    if (x->act == ACT_EARN && x->income == INT_NONE)
        tell(f, STOP, "placement.no_income", "income");
    if (x->act == ACT_PLACE && x->income != INT_NONE)
        tell(f, STOP, "placement.income_too_early", "income");
    if (x->held != DAY_NONE && x->until != DAY_NONE && x->until < x->held)
        tell(f, STOP, "date.ends_before_start", "until");
    if (id_none(x->account))
        tell(f, WARN, "way.no_account", "account");
    if (v->of_fund == 0)
        tell(f, WARN, "fund.account_of_another", "account");
    first_judge(x, v, f);
}

struct placement_fact {
    struct id entry, rsp, fund, first;
    day held;
    int32_t act;
    paisa amount, income;
    struct id account;
    paisa remains; /* of what is named, when this has ended some of it */
};
static const struct field placement_fact_field[] = {
    REF(placement_fact, entry, "placement", 0),
    REF(placement_fact, rsp, "rsp", 0),
    REF(placement_fact, fund, "fund", 0),
    REF(placement_fact, first, "placement", 0),
    DAY(placement_fact, held, 0),
    CHOICE(placement_fact, act, "invest|earn|end", 0),
    MONEY(placement_fact, amount, 0, 0, 0),
    MONEY(placement_fact, income, 0, 0, 0),
    REF(placement_fact, account, "account", 0),
    MONEY(placement_fact, remains, 0, 0, 0),
};

static void placement_move(const struct placement_fact *f, struct postings *out)
{
    struct movement m = { .entry = f->entry,
                          .event = "placement.placed",
                          .book = f->rsp,
                          .fund = f->fund,
                          .debit_party = f->entry,
                          .credit_party = f->account,
                          .on = f->held,
                          .amount = f->amount,
                          .sex = -1 };

    if (f->act != ACT_PLACE) {
        m.event = "placement.returned";
        m.debit_party = f->account;
        m.credit_party = f->first;
    }
    if (f->act != ACT_EARN)
        money(out, &m);
    m.event = "placement.earned";
    m.debit_party = f->account;
    m.credit_party = ID_NONE;
    m.amount = f->income;
    if (f->act != ACT_PLACE)
        money(out, &m);
}

static bool placement_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct placement_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        placement_move(&f[i], out);
        if (f[i].act == ACT_END && f[i].remains != INT_NONE && f[i].remains < 0)
            remark(out, f[i].entry, WARN, "placement.more_than_placed",
                   "amount", -f[i].remains, 0);
    }
    return true;
}

/* The same with the draft in it. */
static void placement_limit(const void *rows, size_t n, struct findings *f)
{
    const struct placement_fact *at = rows;

    if (n && at->remains != INT_NONE && at->remains < 0)
        tell_ab(f, STOP, "placement.more_than_placed", "amount", -at->remains,
                0);
}

/* Money of a fund that is placed with a bank for a time at a rate (hundredths
 * of a percent a year); later, under the same placement, what it earned and
 * what of it came back. Income may be used, the principal stays. */
RECORD(placement, .view = COLUMNS(placement_view),
       .fact = COLUMNS(placement_fact), .posts = placement_posts,
       .limit = placement_limit, .right = RIGHT_BOOK, .reads = RIGHT_REGISTER,
       .title = "bank", .amount = "amount", .posted = true, .group = "money");
