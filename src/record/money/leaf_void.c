/* leaf_void - a leaf that nobody can use any more. */
#include "core/leaf.h"

struct leaf_void {
    struct id leaf_book;
    int64_t serial;
    int32_t what;
    day held;
    struct str why;
};
static const struct field leaf_void_field[] = {
    REF(leaf_void, leaf_book, "leaf_book", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(leaf_void, serial, 1, LEAF_SERIAL_MOST, FIELD_NEED | FIELD_KEY),
    CHOICE(leaf_void, what, "void|missing", FIELD_NEED),
    DAY(leaf_void, held, FIELD_NEED),
    TEXT(leaf_void, why, 300, FIELD_NEED),
};

struct leaf_void_view {
    int64_t today, least, most; /* serials of its book */
    day issued;
};
static const struct field leaf_void_view_field[] = {
    COUNT(leaf_void_view, today, 0, 0, 0),
    COUNT(leaf_void_view, least, 0, 0, 0),
    COUNT(leaf_void_view, most, 0, 0, 0),
    DAY(leaf_void_view, issued, 0),
};

static void leaf_void_rule(const struct leaf_void *x,
                           const struct leaf_void_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->issued != DAY_NONE && x->held != DAY_NONE && x->held < v->issued)
        tell(f, WARN, "leaf_void.before_issue", "held");
    if (v->least != INT_NONE && x->serial != INT_NONE &&
        (x->serial < v->least || x->serial > v->most))
        tell_ab(f, STOP, "leaf_void.not_in_book", "serial", v->least, v->most);
}

/* A leaf of a book that was spoilt and kept, or that is not there any more;
 * and why. */
RECORD(leaf_void, .view = COLUMNS(leaf_void_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "money");
