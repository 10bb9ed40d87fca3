/* due_return - a return that a registered body owes or gave. */
#include "core/core.h"

struct due_return {
    struct id registration;
    int32_t what;
    day due, done;
    struct str opinion;
};
static const struct field due_return_field[] = {
    REF(due_return, registration, "registration",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(due_return, what, "governing_list|annual_return|audit|agm|accounts",
           FIELD_NEED | FIELD_KEY),
    DAY(due_return, due, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(due_return, done, 0),
    TEXT(due_return, opinion, 300, 0),
};

struct due_return_view {
    int64_t today;
    day registered;
};
static const struct field due_return_view_field[] = {
    COUNT(due_return_view, today, 0, 0, 0),
    DAY(due_return_view, registered, 0),
};

enum { WHAT_AUDIT = 2 };

static void due_return_rule(const struct due_return *x,
                            const struct due_return_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->done != DAY_NONE && x->done > v->today)
        tell(f, STOP, "date.in_future", "done");
    if (v->registered != DAY_NONE && x->due != DAY_NONE &&
        x->due < v->registered)
        tell(f, WARN, "due_return.before_registration", "due");
    if (x->done != DAY_NONE && x->due != DAY_NONE && x->done > x->due)
        tell_ab(f, WARN, "due_return.late", "done", (int64_t)x->done - x->due,
                0);
    if (x->what == WHAT_AUDIT && x->done != DAY_NONE && !x->opinion.n)
        tell(f, WARN, "due_return.no_opinion", "opinion");
}

/* A return that a registered body owes, by which day, and the day it was done;
 * of an audit what the auditor found. */
RECORD(due_return, .view = COLUMNS(due_return_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "body");
