/* expense - money of an RSP that was spent: on what, for whom, from which fund
 * and line of an agreement. */
#include "core/books.h"
#include "core/budget.h"
#include "core/way.h"

struct expense {
    struct id rsp, fund, agreement;
    struct str line;
    struct id project, place, body, centre;
    day held;
    int32_t nature;
    struct str head, what, component;
    paisa amount;
    paisa base;   /* of indirect costs: what they are a share of */
    int64_t rate; /* hundredths of a percent */
    struct id fund_to;
    int32_t way;
    struct id account, taker, commitment;
    struct str reference, leaf;
    int64_t women, men; /* whom it reached */
    struct str note;
    struct hash sealed;
    struct str payee;
};
static const struct field expense_field[] = {
    REF(expense, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(expense, fund, "fund", FIELD_NEED | FIELD_FIND),
    REF(expense, agreement, "agreement", FIELD_KEY),
    TEXT(expense, line, 30, FIELD_KEY),
    REF(expense, project, "project", 0),
    REF(expense, place, "place", FIELD_FIND),
    REF(expense, body, "body", 0),
    REF(expense, centre, "unit", 0),
    DAY(expense, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(expense, nature, "direct|indirect", 0),
    CODE(expense, head, "account_head", FIELD_NEED),
    TEXT(expense, what, 200, FIELD_NEED | FIELD_KEY),
    TEXT(expense, component, 80, 0),
    MONEY(expense, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    MONEY(expense, base, 1, MONEY_MOST, 0),
    COUNT(expense, rate, 1, 10000, FIELD_POINTS),
    REF(expense, fund_to, "fund", FIELD_FIND),
    CHOICE(expense, way, WAY_CHOICES, 0),
    REF(expense, account, "account", FIELD_FIND),
    REF(expense, taker, "person", 0),
    REF(expense, commitment, "commitment", FIELD_FIND),
    TEXT(expense, reference, 80, FIELD_KEY),
    TEXT(expense, leaf, 40, FIELD_FIND),
    COUNT(expense, women, 0, 1000000, 0),
    COUNT(expense, men, 0, 1000000, 0),
    TEXT(expense, note, 300, 0),
    HASH(expense, sealed, 0),
    TEXT(expense, payee, 120, FIELD_SEALED | FIELD_NAME),
};
enum { NATURE_DIRECT, NATURE_INDIRECT };
enum { HEAD_ASSET, HEAD_INCOME = 3, HEAD_FUND = 2 };

struct expense_view {
    int64_t today;
    day since, until; /* of the agreement */
    int64_t lines, overhead;
    struct id agreement_fund, fund_rsp, fund_project, to_rsp;
    struct id promised; /* the agreement of the commitment */
    struct str promised_line;
    int32_t head_nature;
    int64_t cash, of_fund;
};
static const struct field expense_view_field[] = {
    COUNT(expense_view, today, 0, 0, 0),
    DAY(expense_view, since, 0),
    DAY(expense_view, until, 0),
    COUNT(expense_view, lines, 0, 0, 0),
    COUNT(expense_view, overhead, 0, 0, 0),
    REF(expense_view, agreement_fund, "fund", 0),
    REF(expense_view, fund_rsp, "rsp", 0),
    REF(expense_view, fund_project, "project", 0),
    REF(expense_view, to_rsp, "rsp", 0),
    REF(expense_view, promised, "agreement", 0),
    TEXT(expense_view, promised_line, 30, 0),
    CHOICE(expense_view, head_nature, "", 0),
    COUNT(expense_view, cash, 0, 0, 0),
    COUNT(expense_view, of_fund, 0, 0, 0),
};

/* Indirect costs are a posted allocation with a stated rate (finance.md 8). */
static void indirect_judge(const struct expense *x,
                           const struct expense_view *v, struct findings *f)
{
    int64_t share;

    if (x->nature != NATURE_INDIRECT) {
        if (!id_none(x->fund_to))
            tell(f, STOP, "expense.not_indirect", "fund_to");
        return;
    }
    if (id_none(x->fund_to))
        tell(f, STOP, "expense.no_fund_to", "fund_to");
    else if (id_same(x->fund_to, x->fund))
        tell(f, STOP, "expense.to_itself", "fund_to");
    else if (!id_same(v->to_rsp, x->rsp))
        tell(f, STOP, "expense.fund_of_another_rsp", "fund_to");
    if (x->base == INT_NONE || x->rate == INT_NONE) {
        tell(f, STOP, "expense.no_rate", "rate");
        return;
    }
    share = share_even(x->base, x->rate, 10000);
    if (x->amount != INT_NONE && x->amount != share)
        tell_ab(f, STOP, "expense.share_differs", "amount", share, x->amount);
    if (v->overhead != INT_NONE && x->rate > v->overhead)
        tell_ab(f, WARN, "expense.overhead_above", "rate", x->rate,
                v->overhead);
}

/* A restricted fund pays for its own purpose (finance.md 12, 8). */
static void purpose_judge(const struct expense *x, const struct expense_view *v,
                          struct findings *f)
{
    if (!id_none(x->fund) && !id_same(v->fund_rsp, x->rsp))
        tell(f, STOP, "expense.fund_of_another_rsp", "fund");
    if (!id_none(v->agreement_fund) && !id_same(v->agreement_fund, x->fund))
        tell(f, WARN, "expense.fund_not_agreements", "fund");
    if (!id_none(v->fund_project) && !id_same(v->fund_project, x->project))
        tell(f, WARN, "expense.project_not_funds", "project");
    if (!id_none(x->agreement) && v->lines == 0)
        tell(f, WARN, "expense.no_such_line", "line");
    if (id_none(x->agreement) && x->line.n)
        tell(f, WARN, "expense.line_of_nothing", "line");
    if (!id_none(v->promised) && (!id_same(v->promised, x->agreement) ||
                                  !str_same(v->promised_line, x->line)))
        tell(f, STOP, "expense.other_commitment", "commitment");
    budget_dates(x->held, v->since, v->until, f);
}

static void expense_rule(const struct expense *x, const struct expense_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->head_nature == HEAD_INCOME || v->head_nature == HEAD_FUND ||
        v->cash == 1)
        tell(f, STOP, "expense.head_not_spending", "head");
    if (v->of_fund == 0)
        tell(f, WARN, "fund.account_of_another", "account");
    if (x->nature != NATURE_INDIRECT)
        way_rule(x->way, x->account, x->taker, f);
    purpose_judge(x, v, f);
    indirect_judge(x, v, f);
}

/* The expense, and its line as it stood with it on its day, in stretches of one
 * rate: by day, then by the expense. One row where it has no line. */
struct expense_fact {
    struct id thing, entry, rsp, fund, agreement, fund_to;
    day held;
    int32_t nature, class;
    struct str head;
    paisa amount;
    int32_t way;
    struct id account, taker;
    int64_t approved, variance, rate;
    paisa spent, committed;
    paisa usable; /* of an endowment, after that day; else INT_NONE */
};
static const struct field expense_fact_field[] = {
    REF(expense_fact, thing, "expense", 0),
    REF(expense_fact, entry, "expense", 0),
    REF(expense_fact, rsp, "rsp", 0),
    REF(expense_fact, fund, "fund", 0),
    REF(expense_fact, agreement, "agreement", 0),
    REF(expense_fact, fund_to, "fund", 0),
    DAY(expense_fact, held, 0),
    CHOICE(expense_fact, nature, "direct|indirect", 0),
    CHOICE(expense_fact, class, FUND_CLASSES, 0),
    TEXT(expense_fact, head, 40, 0),
    MONEY(expense_fact, amount, 0, 0, 0),
    CHOICE(expense_fact, way, WAY_CHOICES, 0),
    REF(expense_fact, account, "account", 0),
    REF(expense_fact, taker, "person", 0),
    COUNT(expense_fact, approved, 0, 0, 0),
    COUNT(expense_fact, variance, 0, 0, 0),
    COUNT(expense_fact, rate, 0, 0, 0),
    MONEY(expense_fact, spent, 0, 0, 0),
    MONEY(expense_fact, committed, 0, 0, 0),
    MONEY(expense_fact, usable, 0, 0, 0),
};

/* What a donor gave is earned by being spent. */
static bool is_held(int32_t class)
{
    return class == FUND_DONOR || class == FUND_EMERGENCY;
}

static void expense_move(const struct expense_fact *f, struct postings *out)
{
    struct side from = way_side(f->way, f->account, f->taker);
    struct movement m = { .entry = f->entry,
                          .event = "expense.paid",
                          .book = f->rsp,
                          .fund = f->fund,
                          .debit = f->head,
                          .on = f->held,
                          .amount = f->amount,
                          .sex = -1 };

    if (f->nature == NATURE_INDIRECT) {
        m.event = "expense.charged";
        m.credit_party = f->fund_to;
    } else {
        m.credit = from.head;
        m.credit_party = from.party;
    }
    money(out, &m);
    if (f->nature == NATURE_INDIRECT)
        money(out, &(struct movement){ .entry = f->entry,
                                       .event = "expense.recovered",
                                       .book = f->rsp,
                                       .fund = f->fund_to,
                                       .debit_party = f->fund,
                                       .credit_party = f->fund,
                                       .on = f->held,
                                       .amount = f->amount,
                                       .sex = -1 });
    if (is_held(f->class))
        money(out, &(struct movement){ .entry = f->entry,
                                       .event = "expense.released",
                                       .book = f->rsp,
                                       .fund = f->fund,
                                       .on = f->held,
                                       .amount = f->amount,
                                       .sex = -1 });
}

static struct line_used used_of(const struct expense_fact *f, size_t n)
{
    struct line_used used = { 0, 0 };

    for (size_t i = 0; i < n; i++)
        if (f[i].rate != INT_NONE)
            used = line_add(used, &(struct line_step){ f[i].rate, f[i].spent,
                                                       f[i].committed });
    return used;
}

static bool expense_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct expense_fact *f = facts;
    struct line_used used = used_of(f, n);

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (!n)
        return true;
    expense_move(f, out);
    if (line_over(&used, f->approved, f->variance))
        remark(out, f->entry, WARN, "expense.over_line", "amount",
               used.spent + used.committed,
               line_limit(f->approved, f->variance));
    if (f->usable != INT_NONE && f->usable < 0)
        remark(out, f->entry, WARN, "fund.principal_used", "amount", -f->usable,
               0);
    return true;
}

/* The same with the draft in it, of all that is known today. */
static void expense_limit(const void *rows, size_t n, struct findings *f)
{
    const struct expense_fact *at = rows;
    struct line_used used = used_of(at, n);

    harden(f, "expense.out_of_dates");
    harden(f, "expense.no_such_line");
    harden(f, "expense.project_not_funds");
    harden(f, "expense.fund_not_agreements");
    harden(f, "expense.overhead_above");
    if (n && line_over(&used, at->approved, at->variance))
        tell_ab(f, STOP, "expense.over_line", "amount",
                used.spent + used.committed,
                line_limit(at->approved, at->variance));
    if (n && at->usable != INT_NONE && at->usable < 0)
        tell_ab(f, STOP, "fund.principal_used", "amount", -at->usable, 0);
}

/* Money of an RSP that was spent, or charged to a fund for indirect costs: its
 * fund, the line of an agreement, the head of account, where and for how many
 * women and men. A line is never passed by more than its agreement allows, and
 * nothing is spent outside its dates: a form refuses it, the log marks it. */
RECORD(expense, .view = COLUMNS(expense_view), .fact = COLUMNS(expense_fact),
       .posts = expense_posts, .limit = expense_limit, .right = RIGHT_BOOK,
       .reads = RIGHT_REGISTER,
       .along = "agreement, line, held, amount, counts", .title = "what",
       .amount = "amount", .posted = true, .group = "money");
