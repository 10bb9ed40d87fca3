/* bank_statement - what the bank says it holds, and how it came to that. */
#include "core/books.h"

struct bank_statement_item {
    day on_day;
    paisa amount; /* came > 0, went < 0 */
    struct str reference;
    struct id matches;
};
static const struct field bank_statement_item_field[] = {
    DAY(bank_statement_item, on_day, FIELD_NEED),
    MONEY(bank_statement_item, amount, -MONEY_MOST, MONEY_MOST, FIELD_NEED),
    TEXT(bank_statement_item, reference, 120, 0),
    REF(bank_statement_item, matches, NULL, FIELD_FIND),
};

struct bank_statement {
    struct id account;
    day since, held;
    paisa carried, balance; /* carried: when it began */
    struct list item;
    struct str note;
};
static const struct field bank_statement_field[] = {
    REF(bank_statement, account, "account",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(bank_statement, since, 0),
    DAY(bank_statement, held, FIELD_NEED | FIELD_KEY),
    MONEY(bank_statement, carried, -MONEY_MOST, MONEY_MOST, 0),
    MONEY(bank_statement, balance, -MONEY_MOST, MONEY_MOST, FIELD_NEED),
    ROWS(bank_statement, item, bank_statement_item, 1000, 0),
    TEXT(bank_statement, note, 300, 0),
};

struct bank_statement_view {
    int64_t today;
    day opened;
};
static const struct field bank_statement_view_field[] = {
    COUNT(bank_statement_view, today, 0, 0, 0),
    DAY(bank_statement_view, opened, 0),
};

/* Its items lie in its days, and lead from one balance to the other. */
static void items_judge(const struct bank_statement *x, struct findings *f)
{
    const struct bank_statement_item *row = x->item.at;
    paisa sum = x->carried;

    for (size_t i = 0; i < x->item.n; i++) {
        if (row[i].amount == 0)
            tell_row(f, STOP, "bank_statement.nought", "item", i, "amount");
        if (row[i].on_day != DAY_NONE && x->held != DAY_NONE &&
            (row[i].on_day > x->held ||
             (x->since != DAY_NONE && row[i].on_day < x->since)))
            tell_row(f, STOP, "bank_statement.outside", "item", i, "on_day");
        if (sum != INT_NONE && row[i].amount != INT_NONE)
            sum += row[i].amount;
    }
    if (sum != INT_NONE && x->balance != INT_NONE && sum != x->balance)
        tell_ab(f, STOP, "bank_statement.does_not_add", "balance", sum,
                x->balance);
}

static void bank_statement_rule(const struct bank_statement *x,
                                const struct bank_statement_view *v,
                                struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->since != DAY_NONE && x->held != DAY_NONE && x->held < x->since)
        tell(f, STOP, "date.ends_before_start", "held");
    if (v->opened != DAY_NONE && x->held != DAY_NONE && x->held < v->opened)
        tell(f, STOP, "bank_statement.before_account", "held");
    items_judge(x, f);
}

/* A statement of a bank account: its balance at the end of a day, and what came
 * and went until then. It books nothing; the books are laid beside it. An item
 * may name the entry that it is; else it is found by amount and day. */
RECORD(bank_statement, .view = COLUMNS(bank_statement_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .along = "account, held", .amount = "balance", .group = "money");
