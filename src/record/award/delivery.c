/* delivery - what was awarded is handed over, before witnesses. */
#include "core/award.h"

struct delivery_witness {
    struct id person;
};
static const struct field delivery_witness_field[] = {
    REF(delivery_witness, person, "person", FIELD_NEED | FIELD_FIND),
};

struct delivery {
    struct id award;
    day held;
    struct str number, goods;
    int64_t quantity;
    struct str tag;
    paisa amount;
    struct id procurement;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
    struct id receiver;
    bool thumb;
    struct list witnesses;
    struct id policy, staff;
    struct str note;
};
static const struct field delivery_field[] = {
    REF(delivery, award, "award", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(delivery, held, FIELD_NEED | FIELD_KEY),
    TEXT(delivery, number, 40, FIELD_KEY),
    TEXT(delivery, goods, 200, FIELD_NEED),
    COUNT(delivery, quantity, 1, 100000, 0),
    TEXT(delivery, tag, 60, FIELD_FIND),
    MONEY(delivery, amount, 1, MONEY_MOST, FIELD_NEED),
    REF(delivery, procurement, "procurement", FIELD_FIND),
    CHOICE(delivery, way, WAY_CHOICES, 0),
    REF(delivery, account, "account", 0),
    REF(delivery, taker, "person", 0),
    TEXT(delivery, reference, 80, 0),
    TEXT(delivery, leaf, 40, FIELD_FIND),
    REF(delivery, receiver, "person", 0),
    FLAG(delivery, thumb, 0),
    ROWS(delivery, witnesses, delivery_witness, 20, 0),
    REF(delivery, policy, "policy", 0),
    REF(delivery, staff, "staff", 0),
    TEXT(delivery, note, 600, 0),
};

struct delivery_view {
    int64_t today;
    int32_t nature;
    struct id household, receives_in; /* of the award, of the receiver */
    day bought;
};
static const struct field delivery_view_field[] = {
    COUNT(delivery_view, today, 0, 0, 0),
    CHOICE(delivery_view, nature, "in_kind|cash", 0),
    REF(delivery_view, household, "household", 0),
    REF(delivery_view, receives_in, "household", 0),
    DAY(delivery_view, bought, 0),
};

/* Goods were bought by a committee before; money goes out some way. */
static void source_judge(const struct delivery *x,
                         const struct delivery_view *v, struct findings *f)
{
    if (v->nature == 1) {
        way_rule(x->way, x->account, x->taker, f);
        if (!id_none(x->procurement))
            tell(f, WARN, "delivery.cash_is_not_bought", "procurement");
        return;
    }
    if (v->nature == 0 && id_none(x->procurement))
        tell(f, WARN, "delivery.no_procurement", "procurement");
    if (v->nature == 0 && x->way >= 0)
        tell(f, WARN, "delivery.goods_have_no_way", "way");
    if (v->bought != DAY_NONE && x->held != DAY_NONE && v->bought > x->held)
        tell(f, WARN, "delivery.before_procurement", "held");
}

static void witnesses_judge(const struct delivery *x, struct findings *f)
{
    const struct delivery_witness *w = x->witnesses.at;

    for (size_t i = 0; i < x->witnesses.n; i++) {
        if (!id_none(x->receiver) && id_same(w[i].person, x->receiver))
            tell_row(f, STOP, "delivery.witnesses_own", "witnesses", i,
                     "person");
        for (size_t j = 0; j < i; j++)
            if (id_same(w[i].person, w[j].person)) {
                tell_row(f, STOP, "delivery.witness_twice", "witnesses", i,
                         "person");
                break;
            }
    }
    if (!x->witnesses.n)
        tell(f, WARN, "delivery.no_witness", "witnesses");
}

/* Delivery note with thumb print, asset tag (finance.md 5). */
static void delivery_rule(const struct delivery *x,
                          const struct delivery_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    source_judge(x, v, f);
    witnesses_judge(x, f);
    if (!x->thumb)
        tell(f, WARN, "delivery.no_thumb", "thumb");
    if (v->nature == 0 && !x->tag.n)
        tell(f, WARN, "delivery.no_tag", "tag");
    if (!id_none(v->household) && !id_none(v->receives_in) &&
        !id_same(v->household, v->receives_in))
        tell(f, WARN, "delivery.other_household", "receiver");
}

static void delivery_limit(const void *facts, size_t n, struct findings *f)
{
    const struct bounded *b = facts;

    for (size_t i = 0; i < n; i++)
        bounded_judge(&b[i], "delivery.beyond_award", f);
}

/* An awarded asset was handed over, or the money paid: what, with which tag,
 * who received it with a thumb print, before whom. */
RECORD(delivery, .view = COLUMNS(delivery_view), .fact = COLUMNS(bounded),
       .limit = delivery_limit, .posted = true, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "goods", .amount = "amount",
       .group = "award");
