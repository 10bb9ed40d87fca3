/* settlement - the account of a member who left or died is closed in one act. */
#include "core/books.h"
#include "core/saving.h"
#include "core/way.h"

struct settlement_netted {
    struct id loan;
    paisa amount;
};
static const struct field settlement_netted_field[] = {
    REF(settlement_netted, loan, "loan", FIELD_NEED | FIELD_FIND),
    MONEY(settlement_netted, amount, 1, MONEY_MOST, FIELD_NEED),
};

struct settlement {
    struct id member, body;
    day held;
    int32_t why;
    paisa regular, voluntary, special; /* what she had */
    paisa insurance;                   /* came in for her */
    struct list netted;                /* against what she owed */
    paisa paid;                        /* to her, or to her nominee */
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id resolution;
    struct hash sealed;
    struct str nominee;
};
static const struct field settlement_field[] = {
    REF(settlement, member, "member", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(settlement, body, "body", FIELD_NEED | FIELD_FIND),
    DAY(settlement, held, FIELD_NEED | FIELD_KEY),
    CHOICE(settlement, why, "left|died|removed", FIELD_NEED),
    MONEY(settlement, regular, 0, MONEY_MOST, 0),
    MONEY(settlement, voluntary, 0, MONEY_MOST, 0),
    MONEY(settlement, special, 0, MONEY_MOST, 0),
    MONEY(settlement, insurance, 0, MONEY_MOST, 0),
    ROWS(settlement, netted, settlement_netted, 20, 0),
    MONEY(settlement, paid, 0, MONEY_MOST, 0),
    CHOICE(settlement, way, WAY_CHOICES, 0),
    REF(settlement, account, "account", 0),
    REF(settlement, taker, "person", 0),
    TEXT(settlement, reference, 80, 0),
    TEXT(settlement, leaf, 40, FIELD_FIND),
    REF(settlement, resolution, "resolution", 0),
    HASH(settlement, sealed, 0),
    TEXT(settlement, nominee, 120, FIELD_SEALED | FIELD_NAME),
};
enum { WHY_LEFT, WHY_DIED, WHY_REMOVED };

struct settlement_view {
    struct saving_member who;
};

static paisa or_nothing(paisa amount)
{
    return amount == INT_NONE ? 0 : amount;
}

static paisa netted_sum(const struct list *netted, struct findings *f)
{
    const struct settlement_netted *row = netted->at;
    paisa sum = 0;

    for (size_t i = 0; i < netted->n; i++) {
        sum += or_nothing(row[i].amount);
        for (size_t j = 0; j < i; j++)
            if (id_same(row[i].loan, row[j].loan)) {
                tell_row(f, STOP, "settlement.loan_twice", "netted", i, "loan");
                break;
            }
    }
    return sum;
}

/* What she had and what came in for her is what goes against her loans, what is
 * paid, and what is still owed. */
static void settlement_rule(const struct settlement *x,
                            const struct settlement_view *v, struct findings *f)
{
    paisa had = or_nothing(x->regular) + or_nothing(x->voluntary) +
                or_nothing(x->special) + or_nothing(x->insurance);
    paisa netted = netted_sum(&x->netted, f), paid = or_nothing(x->paid);
    const struct hash none = { { 0 } };

    saving_member_rule(&v->who, x->body, x->held, f);
    way_rule(x->way, x->account, x->taker, f);
    if (x->way == WAY_GOODS)
        tell(f, STOP, "saving.in_goods", "way");
    if (netted + paid > had)
        tell_ab(f, STOP, "settlement.beyond", "paid", (netted + paid) / 100,
                had / 100);
    else if (netted + paid < had)
        tell_ab(f, WARN, "settlement.still_owed", "paid",
                (had - netted - paid) / 100, 0);
    if (x->why == WHY_DIED && paid > 0 && !x->nominee.n &&
        hash_same(x->sealed, none))
        tell(f, WARN, "settlement.no_nominee", "nominee");
}

/* What is said of each sort beside what lies there; and what is still out of
 * loans from savings. */
struct settlement_fact {
    paisa said, lies, had, paid, owed;
};
static const struct field settlement_fact_field[] = {
    MONEY(settlement_fact, said, 0, 0, 0),
    MONEY(settlement_fact, lies, 0, 0, 0),
    MONEY(settlement_fact, had, 0, 0, 0),
    MONEY(settlement_fact, paid, 0, 0, 0),
    MONEY(settlement_fact, owed, 0, 0, 0),
};

/* No more is closed than lies there, and a loan from savings comes before what
 * is paid out. */
static void settlement_limit(const void *facts, size_t n, struct findings *f)
{
    static const char *const field[] = { "regular", "voluntary", "special" };
    const struct settlement_fact *x = facts;

    for (size_t i = 0; i < n && i < LEN(field); i++)
        if (x[i].said > x[i].lies)
            tell_ab(f, STOP, "saving.not_there", field[i], x[i].said / 100,
                    x[i].lies < 0 ? 0 : x[i].lies / 100);
    if (n && x->owed > 0 && x->paid > 0 &&
        x->paid > saving_free(x->had, x->owed))
        tell_ab(f, STOP, "settlement.loan_first", "paid", x->owed / 100,
                saving_free(x->had, x->owed) / 100);
}

/* A member who left, died or was removed: what she had saved, what an insurance
 * paid for her, what of it goes against her loans, and what she or her nominee
 * is paid, in one act. What is not paid stays owed to her. */
RECORD(settlement,
       .view = { saving_member_field, (int)LEN(saving_member_field),
                 (uint32_t)sizeof(struct settlement_view) },
       .fact = COLUMNS(settlement_fact), .limit = settlement_limit,
       .posted = true, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .amount = "paid", .title = "reference", .group = "money");
