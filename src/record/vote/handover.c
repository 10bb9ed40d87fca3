#include "core/core.h"

struct handover_item {
    int32_t what;
    paisa counted;
    int64_t pieces;
    bool agreed;
    struct str note;
};
static const struct field handover_item_field[] = {
    CHOICE(handover_item, what, "books|cash|mandate|keys|seal|stock|oath|other",
           FIELD_NEED),
    MONEY(handover_item, counted, 0, INT64_C(100000000000), 0),
    COUNT(handover_item, pieces, 0, 100000, 0),
    FLAG(handover_item, agreed, 0),
    TEXT(handover_item, note, 300, 0),
};

struct handover {
    struct id election;
    day held;
    struct id giver, taker;
    struct list item;
};
static const struct field handover_field[] = {
    REF(handover, election, "election",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(handover, held, FIELD_NEED | FIELD_KEY),
    REF(handover, giver, "person", FIELD_FIND),
    REF(handover, taker, "person", FIELD_FIND | FIELD_KEY),
    ROWS(handover, item, handover_item, 60, 0),
};

struct handover_view {
    int64_t today;
    day called;
};
static const struct field handover_view_field[] = {
    COUNT(handover_view, today, 0, 0, 0),
    DAY(handover_view, called, 0),
};

enum { ITEM_CASH = 1 };

static void handover_rule(const struct handover *x,
                          const struct handover_view *v, struct findings *f)
{
    const struct handover_item *item = x->item.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->called != DAY_NONE && x->held != DAY_NONE && x->held < v->called)
        tell(f, STOP, "vote.before_call", "held");
    if (!x->item.n)
        tell(f, WARN, "handover.nothing", "item");
    for (size_t i = 0; i < x->item.n; i++) {
        if (item[i].what == ITEM_CASH && item[i].counted == INT_NONE)
            tell_row(f, WARN, "handover.not_counted", "item", i, "counted");
        if (!item[i].agreed)
            tell_row(f, WARN, "handover.not_agreed", "item", i, "agreed");
    }
}

/* Those who leave office give over the books, the cash as it was counted, the
 * bank mandate, the keys: to whom, and what both agree on. */
RECORD(handover, .view = COLUMNS(handover_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "vote");
