/* banking - cash in a collector's hand comes to the bank, or into the box. */
#include "core/books.h"
#include "core/way.h"

struct banking {
    struct id book;
    day held;
    struct id taker, staff;
    paisa amount;
    struct id account;
    struct str reference, leaf;
    struct id fund;
    struct str note;
};
static const struct field banking_field[] = {
    REF(banking, book, NULL, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(banking, held, FIELD_NEED | FIELD_KEY),
    REF(banking, taker, "person", FIELD_KEY | FIELD_FIND),
    REF(banking, staff, "staff", FIELD_KEY | FIELD_FIND),
    MONEY(banking, amount, 1, MONEY_MOST, FIELD_NEED | FIELD_KEY),
    REF(banking, account, "account", FIELD_FIND),
    TEXT(banking, reference, 60, FIELD_KEY),
    TEXT(banking, leaf, 40, FIELD_FIND),
    REF(banking, fund, "fund", 0),
    TEXT(banking, note, 300, 0),
};

struct banking_view {
    int64_t today;
    int64_t book;         /* 1: a body or an RSP */
    struct id account_of; /* the body whose account it is */
    int64_t fund_here;    /* 1: the fund is of this book */
};
static const struct field banking_view_field[] = {
    COUNT(banking_view, today, 0, 0, 0),
    COUNT(banking_view, book, 0, 0, 0),
    REF(banking_view, account_of, NULL, 0),
    COUNT(banking_view, fund_here, 0, 0, 0),
};

static void banking_rule(const struct banking *x, const struct banking_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->book != 1)
        tell(f, STOP, "closing.no_book", "book");
    if (id_none(x->taker) == id_none(x->staff))
        tell(f, STOP, "banking.who", "taker");
    if (!id_none(x->account) && !id_none(v->account_of) &&
        !id_same(v->account_of, x->book))
        tell(f, WARN, "banking.account_elsewhere", "account");
    if (!id_none(x->account) && !x->reference.n)
        tell(f, WARN, "banking.no_reference", "reference");
    if (!id_none(x->fund) && v->fund_here != 1)
        tell(f, STOP, "banking.fund_elsewhere", "fund");
}

struct banking_fact {
    struct id entry, book, fund, taker, account;
    day held;
    paisa amount;
};
static const struct field banking_fact_field[] = {
    REF(banking_fact, entry, "banking", 0),   REF(banking_fact, book, NULL, 0),
    REF(banking_fact, fund, "fund", 0),       REF(banking_fact, taker, NULL, 0),
    REF(banking_fact, account, "account", 0), DAY(banking_fact, held, 0),
    MONEY(banking_fact, amount, 0, 0, 0),
};

static bool banking_posts(const void *facts, size_t n, month since,
                          struct postings *out)
{
    const struct banking_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++) {
        bool bank = !id_none(f[i].account);
        struct side to = way_side(bank ? WAY_BANK : WAY_BOX, f[i].account,
                                  ID_NONE);

        money(out, &(struct movement){ .entry = f[i].entry,
                                       .event = bank ? "banking.banked" :
                                                       "banking.boxed",
                                       .book = f[i].book,
                                       .fund = f[i].fund,
                                       .debit = to.head,
                                       .debit_party = to.party,
                                       .credit_party = f[i].taker,
                                       .on = f[i].held,
                                       .amount = f[i].amount,
                                       .sex = -1 });
    }
    return true;
}

/* What a collector had in hand was paid into the bank, with the bank's slip;
 * or, without an account, put into the box. */
RECORD(banking, .view = COLUMNS(banking_view), .fact = COLUMNS(banking_fact),
       .posts = banking_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "reference", .posted = true, .amount = "amount",
       .group = "money");
