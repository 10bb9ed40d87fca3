/* quality_check - what was made is looked at before it is sold. */
#include "core/core.h"

struct quality_check_line {
    struct id person;
    int64_t passed, rejected;
    struct str why;
};
static const struct field quality_check_line_field[] = {
    REF(quality_check_line, person, "person", FIELD_FIND),
    COUNT(quality_check_line, passed, 0, 100000000, FIELD_NEED),
    COUNT(quality_check_line, rejected, 0, 100000000, 0),
    TEXT(quality_check_line, why, 200, 0),
};

struct quality_check {
    struct id sale_order;
    day held;
    struct list lines;
    struct id person, staff;
    struct str note;
};
static const struct field quality_check_field[] = {
    REF(quality_check, sale_order, "sale_order",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(quality_check, held, FIELD_NEED | FIELD_KEY),
    ROWS(quality_check, lines, quality_check_line, 200, FIELD_NEED),
    REF(quality_check, person, "person", 0),
    REF(quality_check, staff, "staff", 0),
    TEXT(quality_check, note, 300, 0),
};

struct quality_check_view {
    int64_t today;
    day ordered;
};
static const struct field quality_check_view_field[] = {
    COUNT(quality_check_view, today, 0, 0, 0),
    DAY(quality_check_view, ordered, 0),
};

/* Nobody passes her own work; what is sent back says why. */
static void quality_check_rule(const struct quality_check *x,
                               const struct quality_check_view *v,
                               struct findings *f)
{
    const struct quality_check_line *l = x->lines.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->ordered != DAY_NONE && x->held != DAY_NONE && x->held < v->ordered)
        tell(f, STOP, "production.before_order", "held");
    for (size_t i = 0; i < x->lines.n; i++) {
        if (!id_none(x->person) && id_same(l[i].person, x->person) &&
            l[i].passed != INT_NONE && l[i].passed > 0)
            tell_row(f, WARN, "quality_check.own_work", "lines", i, "person");
        if (l[i].rejected != INT_NONE && l[i].rejected > 0 && !l[i].why.n)
            tell_row(f, WARN, "quality_check.rejected_why", "lines", i, "why");
    }
}

/* Somebody looked at what was made for an order: how many pass, how many go
 * back to whom, and why. */
RECORD(quality_check, .view = COLUMNS(quality_check_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "live");
