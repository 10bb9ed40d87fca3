/* closing - a month of a book is closed: nothing more is booked in it. */
#include "core/core.h"

struct closing_head {
    struct id device;
    int64_t seq;
};
static const struct field closing_head_field[] = {
    REF(closing_head, device, "device", FIELD_NEED),
    COUNT(closing_head, seq, 1, INT64_MAX / 2, FIELD_NEED),
};

struct closing {
    struct id book;
    month month;
    struct list heads;
    day held;
    bool counted, agreed, listed, printed;
    struct str digest, note;
};
static const struct field closing_field[] = {
    REF(closing, book, NULL, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONTH(closing, month, FIELD_NEED | FIELD_KEY),
    ROWS(closing, heads, closing_head, 2000, FIELD_NEED),
    DAY(closing, held, FIELD_NEED),
    FLAG(closing, counted, 0),
    FLAG(closing, agreed, 0),
    FLAG(closing, listed, 0),
    FLAG(closing, printed, 0),
    TEXT(closing, digest, 80, 0),
    TEXT(closing, note, 600, 0),
};

struct closing_view {
    int64_t today;
    int64_t book; /* 1: a body or an RSP */
};
static const struct field closing_view_field[] = {
    COUNT(closing_view, today, 0, 0, 0),
    COUNT(closing_view, book, 0, 0, 0),
};

static void closing_rule(const struct closing *x, const struct closing_view *v,
                         struct findings *f)
{
    if (v->book != 1)
        tell(f, STOP, "closing.no_book", "book");
    if (v->today != INT_NONE && x->month != MONTH_NONE &&
        month_of((day)v->today) <= x->month)
        tell(f, STOP, "closing.not_over", "month");
    if (!x->counted || !x->agreed || !x->listed || !x->printed)
        tell(f, WARN, "closing.not_all_done", "counted");
}

/* All months of a book up to this one are closed, with the chain heads of what
 * was in them then. What comes later keeps its day and is booked in the first
 * open month. Cash counted, bank agreed, dues listed, report printed. */
RECORD(closing, .view = COLUMNS(closing_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "money");
