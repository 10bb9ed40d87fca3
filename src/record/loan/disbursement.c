/* disbursement - a loan is paid out, before witnesses. */
#include "core/books.h"
#include "core/guard.h"
#include "core/way.h"

struct disbursement_witness {
    struct id person;
};
static const struct field disbursement_witness_field[] = {
    REF(disbursement_witness, person, "person", FIELD_NEED | FIELD_FIND),
};

struct disbursement {
    struct id loan;
    day held;
    paisa amount;
    int32_t way;
    struct id account;
    struct str reference, leaf;
    paisa fee, premium; /* kept back from what she gets in hand */
    day first_due;
    struct list witness;
    struct str goods;
};
static const struct field disbursement_field[] = {
    REF(disbursement, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(disbursement, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONEY(disbursement, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(disbursement, way, WAY_CHOICES, FIELD_NEED),
    REF(disbursement, account, "account", FIELD_FIND),
    TEXT(disbursement, reference, 80, 0),
    TEXT(disbursement, leaf, 40, FIELD_FIND),
    MONEY(disbursement, fee, 0, MONEY_MOST, 0),
    MONEY(disbursement, premium, 0, MONEY_MOST, 0),
    DAY(disbursement, first_due, 0),
    ROWS(disbursement, witness, disbursement_witness, 20, 0),
    TEXT(disbursement, goods, 300, 0),
};

struct disbursement_view {
    int64_t today;
    day applied;
    paisa asked;
    struct id borrower, lender, account_of;
};
static const struct field disbursement_view_field[] = {
    COUNT(disbursement_view, today, 0, 0, 0),
    DAY(disbursement_view, applied, 0),
    MONEY(disbursement_view, asked, 0, 0, 0),
    REF(disbursement_view, borrower, "person", 0),
    REF(disbursement_view, lender, "body", 0),
    REF(disbursement_view, account_of, "body", 0),
};

static paisa kept_back(const struct disbursement *x)
{
    return (x->fee == INT_NONE ? 0 : x->fee) +
           (x->premium == INT_NONE ? 0 : x->premium);
}

static void witnesses_judge(const struct disbursement *x,
                            const struct disbursement_view *v,
                            struct findings *f)
{
    const struct disbursement_witness *row = x->witness.at;

    if (x->witness.n < 2)
        tell(f, WARN, "disbursement.few_witnesses", "witness");
    for (size_t i = 0; i < x->witness.n; i++) {
        if (id_same(row[i].person, v->borrower))
            tell_row(f, WARN, "disbursement.witness_borrows", "witness", i,
                     "person");
        for (size_t j = 0; j < i; j++)
            if (id_same(row[i].person, row[j].person)) {
                tell_row(f, STOP, "disbursement.witness_twice", "witness", i,
                         "person");
                break;
            }
    }
}

static void disbursement_rule(const struct disbursement *x,
                              const struct disbursement_view *v,
                              struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->applied != DAY_NONE && x->held != DAY_NONE && x->held < v->applied)
        tell(f, STOP, "guard.before_application", "held");
    if (x->first_due != DAY_NONE && x->held != DAY_NONE &&
        x->first_due <= x->held)
        tell(f, STOP, "disbursement.due_at_once", "first_due");
    if (x->amount != INT_NONE && kept_back(x) >= x->amount)
        tell_ab(f, STOP, "disbursement.nothing_left", "fee", kept_back(x),
                x->amount);
    if (x->amount != INT_NONE && v->asked != INT_NONE && x->amount > v->asked)
        tell_ab(f, WARN, "guard.more_than_asked", "amount", x->amount,
                v->asked);
    if (!id_none(v->account_of) && !id_same(v->account_of, v->lender))
        tell(f, STOP, "chain.account_of_another", "account");
    way_rule(x->way, x->account, ID_NONE, f);
    if (x->way == WAY_GOODS && !x->goods.n)
        tell(f, WARN, "disbursement.which_goods", "goods");
    witnesses_judge(x, v, f);
}

/* What was decided by then (guarded.approved): 16 of finance.md 12. Its money
 * and all that follows from it are the loan's. */
static bool disbursement_posts(const void *facts, size_t n, month since,
                               struct postings *out)
{
    const struct guarded *g = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    guard_remark(g, n, out);
    return true;
}

/* The same of a draft, and what only a form can know: her other loans, her
 * group, the cash there is. */
static void disbursement_limit(const void *rows, size_t n, struct findings *f)
{
    const struct guarded *g = rows;

    for (size_t i = 0; i < n; i++)
        guard_judge(&g[i], STOP, f);
}

/* Money, or goods, that the borrower got: from the box or an account, before
 * witnesses; what was kept back as fee and premium; when the first instalment
 * falls due. Her slip is its receipt. */
RECORD(disbursement, .view = COLUMNS(disbursement_view),
       .fact = COLUMNS(guarded), .posts = disbursement_posts,
       .limit = disbursement_limit, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "reference", .amount = "amount",
       .posted = true, .group = "money");
