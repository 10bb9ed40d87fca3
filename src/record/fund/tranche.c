/* tranche - money that came from outside into a fund of an RSP. */
#include "core/books.h"
#include "core/budget.h"

struct tranche {
    struct id agreement, fund;
    day held;
    int64_t units;    /* hundredths of the agreement's currency */
    int64_t exchange; /* its rate */
    paisa amount;
    struct id account;
    struct str giver, reference, leaf, note;
};
static const struct field tranche_field[] = {
    REF(tranche, agreement, "agreement", FIELD_KEY | FIELD_FIND),
    REF(tranche, fund, "fund", FIELD_KEY | FIELD_FIND),
    DAY(tranche, held, FIELD_NEED | FIELD_KEY),
    COUNT(tranche, units, 1, MONEY_MOST, FIELD_POINTS),
    COUNT(tranche, exchange, 1, RATE_MOST, FIELD_EXCHANGE),
    MONEY(tranche, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    REF(tranche, account, "account", FIELD_FIND),
    TEXT(tranche, giver, 120, 0),
    TEXT(tranche, reference, 80, FIELD_KEY),
    TEXT(tranche, leaf, 40, FIELD_FIND),
    TEXT(tranche, note, 300, 0),
};

struct tranche_view {
    int64_t today;
    struct str currency;
    day agreed, until;
    struct id rsp;   /* of the fund that is named here */
    int64_t of_fund; /* the account is kept for another fund: 0 */
};
static const struct field tranche_view_field[] = {
    COUNT(tranche_view, today, 0, 0, 0), TEXT(tranche_view, currency, 3, 0),
    DAY(tranche_view, agreed, 0),        DAY(tranche_view, until, 0),
    REF(tranche_view, rsp, "rsp", 0),    COUNT(tranche_view, of_fund, 0, 0, 0),
};

/* The bank gave rupees for a currency: amount, rate and rupees agree. */
static void exchange_judge(const struct tranche *x,
                           const struct tranche_view *v, struct findings *f)
{
    bool abroad = v->currency.n && !str_same(v->currency, S("PKR"));

    if (!abroad) {
        if (x->exchange != INT_NONE && x->exchange != RATE_ONE)
            tell(f, STOP, "agreement.rupees_have_no_rate", "exchange");
        return;
    }
    if (x->units == INT_NONE || x->exchange == INT_NONE)
        tell(f, STOP, "tranche.no_rate",
             x->exchange == INT_NONE ? "exchange" : "units");
    else if (x->amount != INT_NONE &&
             !exchange_agrees(x->amount, x->units, x->exchange))
        tell_ab(f, STOP, "tranche.rate_differs", "amount",
                rupees_of(x->units, x->exchange), x->amount);
}

static void tranche_rule(const struct tranche *x, const struct tranche_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (id_none(x->agreement) == id_none(x->fund))
        tell(f, STOP, "tranche.whose", "fund");
    if (!id_none(x->fund) && id_none(v->rsp))
        tell(f, STOP, "tranche.of_a_body", "fund");
    if (v->agreed != DAY_NONE && x->held != DAY_NONE && x->held < v->agreed)
        tell(f, WARN, "tranche.before_agreement", "held");
    if (!id_none(x->fund) && !x->giver.n)
        tell(f, WARN, "tranche.no_giver", "giver");
    if (id_none(x->account))
        tell(f, WARN, "way.no_account", "account");
    if (v->of_fund == 0)
        tell(f, WARN, "fund.account_of_another", "account");
    exchange_judge(x, v, f);
}

struct tranche_fact {
    struct id entry, rsp, fund;
    day held;
    paisa amount;
    struct id account;
    int32_t class;
};
static const struct field tranche_fact_field[] = {
    REF(tranche_fact, entry, "tranche", 0),
    REF(tranche_fact, rsp, "rsp", 0),
    REF(tranche_fact, fund, "fund", 0),
    DAY(tranche_fact, held, 0),
    MONEY(tranche_fact, amount, 0, 0, 0),
    REF(tranche_fact, account, "account", 0),
    CHOICE(tranche_fact, class, FUND_CLASSES, 0),
};

/* What a donor gave is owed to its purpose until it is spent; what was given to
 * the endowment is its principal. */
static const char *event_of(int32_t class)
{
    switch (class) {
    case FUND_ENDOWMENT: return "tranche.contributed";
    case FUND_CREDIT_POOL: return "tranche.pooled";
    case FUND_DONOR:
    case FUND_EMERGENCY: return "tranche.granted";
    default: return "tranche.donated";
    }
}

static bool tranche_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct tranche_fact *f = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i++) {
        struct movement m = { .entry = f[i].entry,
                              .event = event_of(f[i].class),
                              .book = f[i].rsp,
                              .fund = f[i].fund,
                              .debit_party = f[i].account,
                              .on = f[i].held,
                              .amount = f[i].amount,
                              .sex = -1 };

        money(out, &m);
    }
    return true;
}

/* Money from outside for a fund of an RSP: a donor's tranche under an
 * agreement, in its currency at the bank's rate, or what somebody gives to the
 * endowment, the credit pool or the core fund. */
RECORD(tranche, .view = COLUMNS(tranche_view), .fact = COLUMNS(tranche_fact),
       .posts = tranche_posts, .right = RIGHT_BOOK, .reads = RIGHT_REGISTER,
       .along = "agreement, held, exchange, counts", .title = "reference",
       .amount = "amount", .posted = true, .group = "money");
