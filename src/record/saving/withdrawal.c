/* withdrawal - a member draws on what she saved. */
#include "core/books.h"
#include "core/saving.h"
#include "core/way.h"

struct withdrawal {
    struct id member, body;
    day held;
    int32_t what;
    paisa amount;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id resolution;
};
static const struct field withdrawal_field[] = {
    REF(withdrawal, member, "member", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(withdrawal, body, "body", FIELD_NEED | FIELD_FIND),
    DAY(withdrawal, held, FIELD_NEED | FIELD_KEY),
    CHOICE(withdrawal, what, SAVING_CHOICES, FIELD_NEED | FIELD_KEY),
    MONEY(withdrawal, amount, 1, MONEY_MOST, FIELD_NEED),
    CHOICE(withdrawal, way, WAY_CHOICES, 0),
    REF(withdrawal, account, "account", 0),
    REF(withdrawal, taker, "person", 0),
    TEXT(withdrawal, reference, 80, 0),
    TEXT(withdrawal, leaf, 40, FIELD_FIND),
    REF(withdrawal, resolution, "resolution", 0),
};

struct withdrawal_view {
    struct saving_member who;
};

/* How much of it lies there, and what is pledged, stands on the member's
 * timeline: member.c. */
static void withdrawal_rule(const struct withdrawal *x,
                            const struct withdrawal_view *v, struct findings *f)
{
    saving_member_rule(&v->who, x->body, x->held, f);
    if (x->way == WAY_GOODS)
        tell(f, STOP, "saving.in_goods", "way");
    way_rule(x->way, x->account, x->taker, f);
}

/* What she holds of that sort, on that day and of all that is known since; what
 * she holds in all; and a row for each loan from savings that is out. */
struct withdrawal_fact {
    int32_t what;
    paisa amount, lay, lies, saved;
    paisa owed;
    int64_t multiple;
};
static const struct field withdrawal_fact_field[] = {
    CHOICE(withdrawal_fact, what, SAVING_CHOICES, 0),
    MONEY(withdrawal_fact, amount, 0, 0, 0),
    MONEY(withdrawal_fact, lay, 0, 0, 0),
    MONEY(withdrawal_fact, lies, 0, 0, 0),
    MONEY(withdrawal_fact, saved, 0, 0, 0),
    MONEY(withdrawal_fact, owed, 0, 0, 0),
    COUNT(withdrawal_fact, multiple, 0, 0, 0),
};

/* Never beyond what lies there, nor into what is pledged (finance.md 12, 6). */
static void withdrawal_limit(const void *facts, size_t n, struct findings *f)
{
    const struct withdrawal_fact *x = facts;
    paisa there, pledged = 0;

    if (!n || x->amount == INT_NONE)
        return;
    there = x->lay < x->lies ? x->lay : x->lies;
    for (size_t i = 0; i < n; i++)
        if (x[i].owed != INT_NONE)
            pledged += saving_pledged(x[i].owed, x[i].multiple);
    if (x->amount > there)
        tell_ab(f, STOP, "saving.not_there", "amount", x->amount / 100,
                there < 0 ? 0 : there / 100);
    else if (x->what != SAVING_LEFT &&
             x->amount > saving_free(x->saved, pledged))
        tell_ab(f, STOP, "saving.pledged", "amount", x->amount / 100,
                saving_free(x->saved, pledged) / 100);
}

/* A member draws on her savings, or what is still owed to somebody who left is
 * paid. Never more than is free: not what is pledged for a loan. */
RECORD(withdrawal,
       .view = { saving_member_field, (int)LEN(saving_member_field),
                 (uint32_t)sizeof(struct withdrawal_view) },
       .fact = COLUMNS(withdrawal_fact), .limit = withdrawal_limit,
       .posted = true, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .amount = "amount", .title = "reference", .group = "money");
