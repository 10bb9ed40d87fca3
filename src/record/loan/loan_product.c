/* loan_product - on which terms money is lent. */
#include "core/loan.h"

#define RATE_HUNDREDTHS 100000 /* 1,000 % */

static const struct field loan_product_ceiling_field[] = {
    COUNT(loan_product_ceiling, cycle, 1, 100, FIELD_NEED),
    MONEY(loan_product_ceiling, most, 1, LOAN_MOST, FIELD_NEED),
};
static const struct field loan_product_closing_field[] = {
    DAY(loan_product_closing, on_day, FIELD_NEED),
};
static const struct field loan_product_field[] = {
    TEXT(loan_product, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(loan_product, title, 120, FIELD_NEED),
    TEXT(loan_product, title_ur, 200, 0),
    TEXT(loan_product, title_sd, 200, 0),
    DAY(loan_product, since, 0),
    DAY(loan_product, until, 0),
    CHOICE(loan_product, whose, "community|rsp", FIELD_NEED),
    CHOICE(loan_product, source, SOURCE_CHOICES, FIELD_NEED),
    CHOICE(loan_product, method, METHOD_CHOICES, FIELD_NEED),
    COUNT(loan_product, rate, 0, RATE_HUNDREDTHS, FIELD_POINTS),
    CHOICE(loan_product, day_count, DAY_COUNT_CHOICES, 0),
    CHOICE(loan_product, period, PERIOD_CHOICES, FIELD_NEED),
    COUNT(loan_product, instalments_least, 1, SCHEDULE_MOST, 0),
    COUNT(loan_product, instalments_most, 1, SCHEDULE_MOST, 0),
    MONEY(loan_product, amount_least, 0, LOAN_MOST, 0),
    MONEY(loan_product, amount_most, 0, LOAN_MOST, 0),
    ROWS(loan_product, ceiling, loan_product_ceiling, 40, 0),
    COUNT(loan_product, grace_principal, 0, SCHEDULE_MOST, 0),
    COUNT(loan_product, grace_charge, 0, SCHEDULE_MOST, 0),
    MONEY(loan_product, unit, 0, 10000000, 0),
    CHOICE(loan_product, rounding, ROUNDING_CHOICES, 0),
    MONEY(loan_product, fee, 0, LOAN_MOST, 0),
    COUNT(loan_product, fee_rate, 0, 10000, FIELD_POINTS),
    MONEY(loan_product, premium, 0, LOAN_MOST, 0),
    COUNT(loan_product, premium_rate, 0, 10000, FIELD_POINTS),
    COUNT(loan_product, penalty_rate, 0, RATE_HUNDREDTHS, FIELD_POINTS),
    CHOICE(loan_product, penalty_to, PENALTY_TO_CHOICES, 0),
    CHOICE(loan_product, orders, ORDERS_CHOICES, 0),
    FLAG(loan_product, group_blocks, 0),
    CHOICE(loan_product, whom, "any|woman|man", 0),
    TEXT(loan_product, eligibility, 40, 0),
    COUNT(loan_product, multiple_of_savings, 0, 100000, FIELD_POINTS),
    CHOICE(loan_product, holiday, HOLIDAY_CHOICES, 0),
    COUNT(loan_product, weekend, 1, 1234567, 0),
    ROWS(loan_product, closed, loan_product_closing, CLOSED_MOST, 0),
    COUNT(loan_product, live_most, 1, 100, 0),
    TEXT(loan_product, origin, 300, 0),
};

static int64_t or_nought(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

/* Qard bears no charge, and nothing late is anybody's income (finance.md 3.4;
 * invariant 14). */
static void mode_judge(const struct loan_product *x, struct findings *f)
{
    bool qard = x->method == METHOD_QARD;
    bool islamic = qard || x->method == METHOD_MURABAHA;

    if (islamic && or_nought(x->rate) > 0)
        tell(f, STOP, "loan_product.no_rate", "rate");
    if (qard && (or_nought(x->fee_rate) > 0))
        tell(f, WARN, "loan_product.fee_by_amount", "fee_rate");
    if (islamic && or_nought(x->penalty_rate) > 0 &&
        x->penalty_to == PENALTY_INCOME)
        tell(f, STOP, "loan_product.late_income", "penalty_to");
    if (or_nought(x->penalty_rate) > 0 && x->penalty_to < 0)
        tell(f, STOP, "loan_product.penalty_where", "penalty_to");
    if (!islamic && x->method >= 0 && x->rate == INT_NONE)
        tell(f, WARN, "loan_product.rate_not_said", "rate");
}

static void bounds_judge(const struct loan_product *x, struct findings *f)
{
    const struct loan_product_ceiling *c = x->ceiling.at;

    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (x->instalments_least != INT_NONE && x->instalments_most != INT_NONE &&
        x->instalments_most < x->instalments_least)
        tell(f, STOP, "loan_product.bounds", "instalments_most");
    if (x->amount_least != INT_NONE && x->amount_most != INT_NONE &&
        x->amount_most < x->amount_least)
        tell(f, STOP, "loan_product.bounds", "amount_most");
    if (x->instalments_most != INT_NONE &&
        or_nought(x->grace_principal) >= x->instalments_most)
        tell(f, STOP, "loan_product.all_grace", "grace_principal");
    if (x->instalments_most != INT_NONE &&
        or_nought(x->grace_charge) >= x->instalments_most)
        tell(f, STOP, "loan_product.all_grace", "grace_charge");
    for (size_t i = 1; i < x->ceiling.n; i++)
        if (c[i].cycle <= c[i - 1].cycle)
            tell_row(f, STOP, "loan_product.cycles", "ceiling", i, "cycle");
}

/* Weekdays as digits, each once and in order. */
static bool weekend_good(int64_t said)
{
    for (int64_t later = 8; said; said /= 10) {
        if (said % 10 < 1 || said % 10 >= later)
            return false;
        later = said % 10;
    }
    return true;
}

struct loan_product_view; /* its rule needs no view */
static void loan_product_rule(const struct loan_product *x,
                              const struct loan_product_view *v,
                              struct findings *f)
{
    (void)v;
    mode_judge(x, f);
    bounds_judge(x, f);
    if (x->weekend != INT_NONE && !weekend_good(x->weekend))
        tell(f, STOP, "loan_product.weekend", "weekend");
    if (x->source == SOURCE_INTERNAL && x->whose > 0)
        tell(f, STOP, "loan_product.internal_is_community", "whose");
    if (x->source == SOURCE_CREDIT && x->whose == 0)
        tell(f, STOP, "loan_product.credit_is_rsp", "whose");
}

/* On which terms a body or an RSP lends: how the charge is reckoned and when it
 * is due, amounts and terms, fees, what late money costs and where it goes, for
 * whom. Loans keep the terms they were given on: another version is another
 * product, with its own code. A fix corrects what was typed wrong, and reckons
 * its loans anew. */
RECORD(loan_product, .code = "code", .title = "title", .right = RIGHT_BOOK,
       .group = "money");
