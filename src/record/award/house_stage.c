/* house_stage - a stage of a house is inspected, and then paid. */
#include "core/award.h"

struct house_stage {
    struct id house;
    struct str stage;
    day held, inspected;
    struct id staff, person;
    bool good;
    struct str found;
    paisa amount;
    int32_t way;
    struct id account, taker;
    struct str reference, leaf;
};
static const struct field house_stage_field[] = {
    REF(house_stage, house, "house", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(house_stage, stage, 40, FIELD_NEED | FIELD_KEY),
    DAY(house_stage, held, FIELD_NEED | FIELD_KEY),
    DAY(house_stage, inspected, 0),
    REF(house_stage, staff, "staff", 0),
    REF(house_stage, person, "person", 0),
    FLAG(house_stage, good, 0),
    TEXT(house_stage, found, 400, 0),
    MONEY(house_stage, amount, 1, MONEY_MOST, 0),
    CHOICE(house_stage, way, WAY_CHOICES, 0),
    REF(house_stage, account, "account", 0),
    REF(house_stage, taker, "person", 0),
    TEXT(house_stage, reference, 80, 0),
    TEXT(house_stage, leaf, 40, FIELD_FIND),
};

struct house_stage_view {
    int64_t today;
    day agreed;
    paisa approved;
    struct id owner;
};
static const struct field house_stage_view_field[] = {
    COUNT(house_stage_view, today, 0, 0, 0),
    DAY(house_stage_view, agreed, 0),
    MONEY(house_stage_view, approved, 0, 0, 0),
    REF(house_stage_view, owner, "person", 0),
};

/* Inspection comes before payment; what was seen with it is told along the
 * house's timeline (house.c). */
static void house_stage_rule(const struct house_stage *x,
                             const struct house_stage_view *v,
                             struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->inspected != DAY_NONE && x->held != DAY_NONE &&
        x->inspected > x->held)
        tell(f, STOP, "house_stage.paid_first", "inspected");
    if (x->inspected == DAY_NONE && x->amount == INT_NONE)
        tell(f, STOP, "house_stage.nothing", "inspected");
    if (x->inspected != DAY_NONE && !x->good && x->amount != INT_NONE)
        tell(f, STOP, "house_stage.paid_though_bad", "amount");
    if (x->inspected != DAY_NONE && !x->good && !x->found.n)
        tell(f, WARN, "house_stage.what_is_wrong", "found");
    if (x->inspected != DAY_NONE && id_none(x->staff) && id_none(x->person))
        tell(f, WARN, "house_stage.who_saw_it", "staff");
    if (!id_none(x->person) && id_same(x->person, v->owner))
        tell(f, STOP, "house_stage.inspects_own", "person");
    if (v->agreed != DAY_NONE && x->held != DAY_NONE && x->held < v->agreed)
        tell(f, WARN, "house_stage.before_award", "held");
    if (x->amount != INT_NONE && v->approved != INT_NONE &&
        x->amount > v->approved)
        tell_ab(f, STOP, "house_stage.above_cost", "amount", x->amount / 100,
                v->approved / 100);
    if (x->amount != INT_NONE)
        way_rule(x->way, x->account, x->taker, f);
}

/* Nothing is paid of a stage that nobody has seen and found good. */
static void house_stage_limit(const void *facts, size_t n, struct findings *f)
{
    const struct bounded *b = facts;

    for (size_t i = 0; i < n; i++) {
        bounded_judge(&b[i], "house_stage.above_cost", f);
        if (b[i].amount != INT_NONE && b[i].unseen == 1)
            tell(f, STOP, "house_stage.not_inspected", "inspected");
    }
}

/* A stage of a house was seen, by whom and was it good; and what was paid for it
 * then. */
RECORD(house_stage, .view = COLUMNS(house_stage_view), .fact = COLUMNS(bounded),
       .limit = house_stage_limit, .posted = true, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "stage", .amount = "amount",
       .group = "award");
