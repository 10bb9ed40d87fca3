/* enrolment - who is enrolled in a school, counted on a day. */
#include "core/core.h"

struct enrolment {
    struct id school;
    day held;
    int64_t girls, boys, present_girls, present_boys, disabled, poorest;
    struct str note;
};
static const struct field enrolment_field[] = {
    REF(enrolment, school, "school", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(enrolment, held, FIELD_NEED | FIELD_KEY),
    COUNT(enrolment, girls, 0, 100000, FIELD_NEED),
    COUNT(enrolment, boys, 0, 100000, FIELD_NEED),
    COUNT(enrolment, present_girls, 0, 100000, 0),
    COUNT(enrolment, present_boys, 0, 100000, 0),
    COUNT(enrolment, disabled, 0, 100000, 0),
    COUNT(enrolment, poorest, 0, 100000, 0),
    TEXT(enrolment, note, 300, 0),
};

struct enrolment_view {
    int64_t today;
    day opened, closed;
    int32_t pupils;
};
static const struct field enrolment_view_field[] = {
    COUNT(enrolment_view, today, 0, 0, 0),
    DAY(enrolment_view, opened, 0),
    DAY(enrolment_view, closed, 0),
    CHOICE(enrolment_view, pupils, "girls|boys|mixed", 0),
};
enum { WHOSE_GIRLS, WHOSE_BOYS };

static void at_most(int64_t part, int64_t whole, const char *field,
                    struct findings *f)
{
    if (part != INT_NONE && whole != INT_NONE && part > whole)
        tell_ab(f, STOP, "enrolment.more_than_enrolled", field, part, whole);
}

static void enrolment_rule(const struct enrolment *x,
                           const struct enrolment_view *v, struct findings *f)
{
    int64_t all = x->girls == INT_NONE || x->boys == INT_NONE ?
                      INT_NONE :
                      x->girls + x->boys;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->opened != DAY_NONE && x->held != DAY_NONE && x->held < v->opened)
        tell(f, STOP, "enrolment.before_school", "held");
    if (v->closed != DAY_NONE && x->held != DAY_NONE && x->held > v->closed)
        tell(f, WARN, "enrolment.school_closed", "held");
    at_most(x->present_girls, x->girls, "present_girls", f);
    at_most(x->present_boys, x->boys, "present_boys", f);
    at_most(x->disabled, all, "disabled", f);
    at_most(x->poorest, all, "poorest", f);
    if (v->pupils == WHOSE_GIRLS && x->boys != INT_NONE && x->boys > x->girls)
        tell(f, WARN, "enrolment.more_boys", "boys");
    if (v->pupils == WHOSE_BOYS && x->girls != INT_NONE && x->girls > x->boys)
        tell(f, WARN, "enrolment.more_girls", "girls");
}

/* Girls and boys of a community school, enrolled and present, as of a day: once
 * a year at least, after admissions. */
RECORD(enrolment, .view = COLUMNS(enrolment_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "live");
