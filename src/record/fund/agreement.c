/* agreement - what a donor and an RSP signed: money by lines, for a time. */
#include "core/books.h"
#include "core/budget.h"

struct agreement_line {
    struct str code, title;
    int64_t amount; /* hundredths of the agreement's currency */
};
static const struct field agreement_line_field[] = {
    TEXT(agreement_line, code, 30, FIELD_NEED),
    TEXT(agreement_line, title, 200, FIELD_NEED),
    COUNT(agreement_line, amount, 0, MONEY_MOST, FIELD_NEED | FIELD_POINTS),
};

struct agreement {
    struct id rsp, project, fund;
    struct str donor, number, title;
    day agreed, since, until;
    struct str currency;
    int64_t amount;   /* hundredths of its unit */
    int64_t exchange; /* rate of the budget, until the first tranche came */
    int64_t variance, overhead;
    struct list line;
    struct str note;
};
static const struct field agreement_field[] = {
    REF(agreement, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(agreement, project, "project", FIELD_FIND),
    REF(agreement, fund, "fund", FIELD_NEED | FIELD_FIND),
    TEXT(agreement, donor, 120, FIELD_NEED),
    TEXT(agreement, number, 80, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(agreement, title, 200, FIELD_NEED),
    DAY(agreement, agreed, 0),
    DAY(agreement, since, FIELD_NEED),
    DAY(agreement, until, FIELD_NEED),
    TEXT(agreement, currency, 3, FIELD_NEED),
    COUNT(agreement, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_POINTS),
    COUNT(agreement, exchange, 1, RATE_MOST, FIELD_EXCHANGE),
    COUNT(agreement, variance, 0, 10000, FIELD_POINTS),
    COUNT(agreement, overhead, 0, 10000, FIELD_POINTS),
    ROWS(agreement, line, agreement_line, 500, FIELD_NEED),
    TEXT(agreement, note, 600, 0),
};

struct agreement_view {
    int64_t today;
    struct id fund_rsp;
    int32_t class;
    struct id fund_project;
};
static const struct field agreement_view_field[] = {
    COUNT(agreement_view, today, 0, 0, 0),
    REF(agreement_view, fund_rsp, "rsp", 0),
    CHOICE(agreement_view, class, FUND_CLASSES, 0),
    REF(agreement_view, fund_project, "project", 0),
};

static void lines_judge(const struct agreement *x, struct findings *f)
{
    const struct agreement_line *l = x->line.at;
    int64_t sum = 0;

    for (size_t i = 0; i < x->line.n; i++) {
        if (l[i].amount != INT_NONE)
            sum += l[i].amount;
        for (size_t j = 0; j < i; j++)
            if (str_same(l[i].code, l[j].code)) {
                tell_row(f, STOP, "agreement.line_twice", "line", i, "code");
                break;
            }
    }
    if (x->amount != INT_NONE && x->line.n && sum != x->amount)
        tell_ab(f, WARN, "agreement.lines_differ", "line", sum, x->amount);
}

static bool is_currency(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < 'A' || s.p[i] > 'Z')
            return false;
    return s.n == 3;
}

static void currency_judge(const struct agreement *x, struct findings *f)
{
    bool rupees = str_same(x->currency, S("PKR"));

    if (x->currency.n && !is_currency(x->currency))
        tell(f, STOP, "agreement.currency", "currency");
    else if (rupees && x->exchange != INT_NONE && x->exchange != RATE_ONE)
        tell(f, STOP, "agreement.rupees_have_no_rate", "exchange");
    else if (x->currency.n && !rupees && x->exchange == INT_NONE)
        tell(f, WARN, "agreement.no_rate", "exchange");
}

static void agreement_rule(const struct agreement *x,
                           const struct agreement_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->agreed != DAY_NONE && x->agreed > v->today)
        tell(f, STOP, "date.in_future", "agreed");
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    currency_judge(x, f);
    lines_judge(x, f);
    if (!id_none(x->fund) && !id_none(x->rsp) && !id_same(v->fund_rsp, x->rsp))
        tell(f, STOP, "agreement.fund_of_others", "fund");
    if (v->class == FUND_CREDIT_POOL || v->class == FUND_CORE)
        tell(f, WARN, "agreement.fund_not_donors", "fund");
    if (!id_none(v->fund_project) && !id_none(x->project) &&
        !id_same(v->fund_project, x->project))
        tell(f, WARN, "agreement.other_project", "project");
}

/* An agreement with a donor: what is granted in its currency, line by line,
 * from when to when money may be spent, and by how much a line may be passed
 * (ten percent where it does not say). `exchange` is the budget's rate, rupees for one
 * unit in hundred-thousandths, until the first tranche brings its own;
 * `overhead` the share of direct costs that it pays for indirect ones. */
RECORD(agreement, .view = COLUMNS(agreement_view), .right = RIGHT_BOOK,
       .reads = RIGHT_REGISTER, .title = "title", .group = "money");
