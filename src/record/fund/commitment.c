/* commitment - a contract or an order: money of a budget line that is promised.
 */
#include "core/books.h"
#include "core/budget.h"

struct commitment {
    struct id agreement;
    struct str line;
    day held;
    paisa amount;
    struct str what, supplier, number;
    day due, ended;
};
static const struct field commitment_field[] = {
    REF(commitment, agreement, "agreement",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(commitment, line, 30, FIELD_NEED | FIELD_KEY),
    DAY(commitment, held, FIELD_NEED | FIELD_KEY),
    MONEY(commitment, amount, 1, MONEY_MOST, FIELD_NEED),
    TEXT(commitment, what, 200, FIELD_NEED | FIELD_KEY),
    TEXT(commitment, supplier, 120, 0),
    TEXT(commitment, number, 60, FIELD_KEY),
    DAY(commitment, due, 0),
    DAY(commitment, ended, 0),
};

struct commitment_view {
    int64_t today;
    day since, until; /* of the agreement */
    int64_t lines;    /* of that code in it */
};
static const struct field commitment_view_field[] = {
    COUNT(commitment_view, today, 0, 0, 0),
    DAY(commitment_view, since, 0),
    DAY(commitment_view, until, 0),
    COUNT(commitment_view, lines, 0, 0, 0),
};

static void commitment_rule(const struct commitment *x,
                            const struct commitment_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->held != DAY_NONE && x->ended != DAY_NONE && x->ended < x->held)
        tell(f, STOP, "date.ends_before_start", "ended");
    if (v->lines == 0)
        tell(f, WARN, "expense.no_such_line", "line");
    budget_dates(x->held, v->since, v->until, f);
}

/* The line as it stood on the day of the commitment, in stretches of one rate;
 * one row where it has none. */
struct commitment_fact {
    struct id entry;
    int64_t approved, variance, rate;
    paisa spent, committed;
};
static const struct field commitment_fact_field[] = {
    REF(commitment_fact, entry, "commitment", 0),
    COUNT(commitment_fact, approved, 0, 0, 0),
    COUNT(commitment_fact, variance, 0, 0, 0),
    COUNT(commitment_fact, rate, 0, 0, 0),
    MONEY(commitment_fact, spent, 0, 0, 0),
    MONEY(commitment_fact, committed, 0, 0, 0),
};

static struct line_used used_of(const struct commitment_fact *f, size_t n)
{
    struct line_used used = { 0, 0 };

    for (size_t i = 0; i < n; i++)
        used = line_add(used, &(struct line_step){ f[i].rate, f[i].spent,
                                                   f[i].committed });
    return used;
}

static bool commitment_posts(const void *facts, size_t n, month since,
                             struct postings *out)
{
    const struct commitment_fact *f = facts;
    struct line_used used = used_of(f, n);

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    if (n && line_over(&used, f->approved, f->variance))
        remark(out, f->entry, WARN, "commitment.over_line", "amount",
               used.spent + used.committed,
               line_limit(f->approved, f->variance));
    return true;
}

/* The same with the draft in it. */
static void commitment_limit(const void *rows, size_t n, struct findings *f)
{
    const struct commitment_fact *at = rows;
    struct line_used used = used_of(at, n);

    harden(f, "expense.no_such_line");
    harden(f, "expense.out_of_dates");
    if (n && line_over(&used, at->approved, at->variance))
        tell_ab(f, STOP, "commitment.over_line", "amount",
                used.spent + used.committed,
                line_limit(at->approved, at->variance));
}

/* Money of a budget line that is promised: a contract, an order. What is paid
 * on it is an expense that names it; what is left of it stays committed until
 * it ends. */
RECORD(commitment, .view = COLUMNS(commitment_view),
       .fact = COLUMNS(commitment_fact), .posts = commitment_posts,
       .limit = commitment_limit, .right = RIGHT_BOOK, .reads = RIGHT_REGISTER,
       .along = "agreement, line, held", .title = "what", .amount = "amount",
       .group = "money");
