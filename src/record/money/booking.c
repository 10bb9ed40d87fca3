/* booking - which heads an event touches: the rule by which money posts
 * itself. */
#include "core/core.h"

struct booking {
    struct str event, kind, title, title_ur, title_sd;
    struct str debit, credit;
    struct str indicator;
    bool less; /* it takes off the indicator */
};
static const struct field booking_field[] = {
    TEXT(booking, event, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(booking, kind, 40, FIELD_NEED),
    TEXT(booking, title, 120, FIELD_NEED),
    TEXT(booking, title_ur, 200, 0),
    TEXT(booking, title_sd, 200, 0),
    CODE(booking, debit, "account_head", FIELD_NEED),
    CODE(booking, credit, "account_head", FIELD_NEED),
    CODE(booking, indicator, "indicator", 0),
    FLAG(booking, less, 0),
};

struct booking_view; /* its rule needs no view */
static void booking_rule(const struct booking *x, const struct booking_view *v,
                         struct findings *f)
{
    (void)v;
    if (str_same(x->debit, x->credit))
        tell(f, STOP, "booking.same_head", "credit");
}

/* Which head is debited and which credited when something happens in a village
 * or at the RSP, and which indicator it adds to. `kind` is the kind of record
 * whose entries say so. A fix of it books anew whatever it booked. */
RECORD(booking, .code = "event", .title = "title", .right = RIGHT_BOOK,
       .group = "money");
