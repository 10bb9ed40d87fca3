/* collection - one receipt over several loans: a group's, or a collector's
 * round. */
#include "core/books.h"
#include "core/loan.h"
#include "core/way.h"

struct collection_part {
    struct id loan;
    paisa amount;
};
static const struct field collection_part_field[] = {
    REF(collection_part, loan, "loan", FIELD_NEED | FIELD_FIND),
    MONEY(collection_part, amount, 1, LOAN_MOST, FIELD_NEED),
};

struct collection {
    struct id body, circle;
    day held;
    paisa amount;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct list parts;
};
static const struct field collection_field[] = {
    REF(collection, body, "body", FIELD_KEY | FIELD_FIND),
    REF(collection, circle, "loan_group", FIELD_KEY | FIELD_FIND),
    DAY(collection, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONEY(collection, amount, 1, LOAN_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(collection, way, WAY_CHOICES, FIELD_NEED),
    REF(collection, account, "account", FIELD_FIND),
    REF(collection, taker, "person", FIELD_FIND),
    TEXT(collection, reference, 80, 0),
    TEXT(collection, leaf, 40, FIELD_KEY | FIELD_FIND),
    ROWS(collection, parts, collection_part, 600, FIELD_NEED),
};

struct collection_view {
    int64_t today;
};
static const struct field collection_view_field[] = {
    COUNT(collection_view, today, 0, 0, 0),
};

/* The parts add up to the receipt (finance.md 3.6): one that does not is no
 * receipt, and pays nothing. */
static void collection_rule(const struct collection *x,
                            const struct collection_view *v, struct findings *f)
{
    const struct collection_part *p = x->parts.at;
    int64_t sum = 0;

    for (size_t i = 0; i < x->parts.n; i++) {
        if (p[i].amount != INT_NONE && !int_add(sum, p[i].amount, &sum))
            sum = INT64_MAX;
        for (size_t j = 0; j < i; j++)
            if (id_same(p[i].loan, p[j].loan)) {
                tell_row(f, STOP, "collection.twice", "parts", i, "loan");
                break;
            }
    }
    if (x->amount != INT_NONE && sum != x->amount)
        tell_ab(f, STOP, "collection.parts_differ", "parts", x->amount / 100,
                sum / 100);
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (id_none(x->body) && id_none(x->circle))
        tell(f, WARN, "collection.of_whom", "body");
    if (x->way == WAY_GOODS)
        tell(f, STOP, "repayment.in_goods", "way");
    if (!x->leaf.n && !x->reference.n)
        tell(f, WARN, "repayment.no_paper", "leaf");
    way_rule(x->way, x->account, x->taker, f);
}

/* What several borrowers paid back together, on one receipt: a part for each
 * loan, and no more than was received. */
RECORD(collection, .view = COLUMNS(collection_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "reference", .amount = "amount",
       .posted = true, .group = "money");
