#include "core/core.h"

struct visit {
    struct id staff, body, place;
    day held;
    struct id tour;
    int32_t made, why;
    struct str findings, followup;
    day due, done;
};
static const struct field visit_field[] = {
    REF(visit, staff, "staff", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(visit, body, "body", FIELD_KEY | FIELD_FIND),
    REF(visit, place, "place", FIELD_KEY | FIELD_FIND),
    DAY(visit, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(visit, tour, "tour", FIELD_FIND),
    CHOICE(visit, made, "made|not_made", FIELD_NEED),
    CHOICE(visit, why,
           "rain|flood|death|festival|harvest|nobody_there|no_transport"
           "|other_work|leave|other",
           0),
    TEXT(visit, findings, 2000, 0),
    TEXT(visit, followup, 1000, 0),
    DAY(visit, due, FIELD_FIND),
    DAY(visit, done, 0),
};

struct visit_view {
    int64_t today;
    day formed; /* of the body */
};
static const struct field visit_view_field[] = {
    COUNT(visit_view, today, 0, 0, 0),
    DAY(visit_view, formed, 0),
};

enum { MADE, NOT_MADE };

static void followup_judge(const struct visit *x, const struct visit_view *v,
                           struct findings *f)
{
    if (x->followup.n && x->due == DAY_NONE)
        tell(f, WARN, "visit.no_due_day", "due");
    if (!x->followup.n && (x->due != DAY_NONE || x->done != DAY_NONE))
        tell(f, WARN, "visit.nothing_to_follow", "followup");
    if (x->due != DAY_NONE && x->held != DAY_NONE && x->due < x->held)
        tell(f, STOP, "date.ends_before_start", "due");
    if (x->done != DAY_NONE && x->held != DAY_NONE && x->done < x->held)
        tell(f, STOP, "date.ends_before_start", "done");
    if (x->done != DAY_NONE && v->today != INT_NONE && x->done > v->today)
        tell(f, STOP, "date.in_future", "done");
}

static void visit_rule(const struct visit *x, const struct visit_view *v,
                       struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (id_none(x->body) && id_none(x->place))
        tell(f, STOP, "visit.where", "body");
    if (v->formed != DAY_NONE && x->held != DAY_NONE && x->held < v->formed)
        tell(f, WARN, "visit.before_formation", "held");
    if (x->made == NOT_MADE && x->why < 0)
        tell(f, STOP, "visit.why_not", "why");
    if (x->made == NOT_MADE && x->findings.n)
        tell(f, WARN, "visit.made_after_all", "made");
    if (x->made == MADE && x->why >= 0)
        tell(f, WARN, "visit.made_after_all", "why");
    if (x->made == MADE && !x->findings.n)
        tell(f, WARN, "visit.found_nothing", "findings");
    followup_judge(x, v, f);
}

/* One of the staff went to see a body or a place, or did not and why; what was
 * found, what is to follow, by when, and when it was done. */
RECORD(visit, .view = COLUMNS(visit_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "findings", .group = "staff");
