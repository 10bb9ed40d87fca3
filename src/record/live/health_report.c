/* health_report - a month of a health worker's work. */
#include "core/core.h"

struct health_report {
    struct id health_worker;
    month month;
    int64_t births, stillbirths, mothers_died, newborns_died;
    int64_t referrals, mothers_seen, children_seen;
    struct str note;
};
static const struct field health_report_field[] = {
    REF(health_report, health_worker, "health_worker",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONTH(health_report, month, FIELD_NEED | FIELD_KEY),
    COUNT(health_report, births, 0, 500, FIELD_NEED),
    COUNT(health_report, stillbirths, 0, 500, 0),
    COUNT(health_report, mothers_died, 0, 100, 0),
    COUNT(health_report, newborns_died, 0, 100, 0),
    COUNT(health_report, referrals, 0, 1000, 0),
    COUNT(health_report, mothers_seen, 0, 5000, 0),
    COUNT(health_report, children_seen, 0, 5000, 0),
    TEXT(health_report, note, 600, 0),
};

struct health_report_view {
    int64_t today;
};
static const struct field health_report_view_field[] = {
    COUNT(health_report_view, today, 0, 0, 0),
};

static int64_t said(int64_t n)
{
    return n == INT_NONE ? 0 : n;
}

/* A mother or a child that died is told of: the supervisor goes there. */
static void health_report_rule(const struct health_report *x,
                               const struct health_report_view *v,
                               struct findings *f)
{
    if (v->today != INT_NONE && x->month != MONTH_NONE &&
        month_first(x->month) > v->today)
        tell(f, STOP, "date.in_future", "month");
    if (said(x->stillbirths) > said(x->births))
        tell_ab(f, STOP, "health_report.more_than_born", "stillbirths",
                said(x->stillbirths), said(x->births));
    if (said(x->mothers_died) > 0 && !x->note.n)
        tell(f, WARN, "health_report.mother_died", "mothers_died");
    if (said(x->newborns_died) > 0 && !x->note.n)
        tell(f, WARN, "health_report.newborn_died", "newborns_died");
}

/* What a health worker did in a month: births she attended, whom she sent to a
 * hospital, mothers and children she saw, and who died. */
RECORD(health_report, .view = COLUMNS(health_report_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "live");
