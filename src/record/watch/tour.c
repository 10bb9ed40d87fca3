#include "core/core.h"

struct tour_stop {
    day on_day;
    struct id body, place;
    struct str purpose;
};
static const struct field tour_stop_field[] = {
    DAY(tour_stop, on_day, FIELD_NEED),
    REF(tour_stop, body, "body", FIELD_FIND),
    REF(tour_stop, place, "place", 0),
    TEXT(tour_stop, purpose, 300, 0),
};

struct tour {
    struct id staff;
    month month;
    struct list stops;
    struct str note;
};
static const struct field tour_field[] = {
    REF(tour, staff, "staff", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONTH(tour, month, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    ROWS(tour, stops, tour_stop, 200, FIELD_NEED),
    TEXT(tour, note, 500, 0),
};

struct tour_view {
    day since, until; /* she works here */
};
static const struct field tour_view_field[] = {
    DAY(tour_view, since, 0),
    DAY(tour_view, until, 0),
};

static void stop_judge(const struct tour *x, size_t i, struct findings *f)
{
    const struct tour_stop *s = x->stops.at;

    if (s[i].on_day != DAY_NONE && month_of(s[i].on_day) != x->month)
        tell_row(f, WARN, "tour.other_month", "stops", i, "on_day");
    if (id_none(s[i].body) && id_none(s[i].place) && !s[i].purpose.n)
        tell_row(f, WARN, "tour.where_to", "stops", i, "body");
    for (size_t j = 0; j < i; j++)
        if (!id_none(s[i].body) && s[i].on_day == s[j].on_day &&
            id_same(s[i].body, s[j].body)) {
            tell_row(f, WARN, "tour.twice", "stops", i, "body");
            return;
        }
}

static void tour_rule(const struct tour *x, const struct tour_view *v,
                      struct findings *f)
{
    for (size_t i = 0; x->month != MONTH_NONE && i < x->stops.n; i++)
        stop_judge(x, i, f);
    if (x->month == MONTH_NONE)
        return;
    if ((v->since != DAY_NONE && month_end(x->month) < v->since) ||
        (v->until != DAY_NONE && month_first(x->month) > v->until))
        tell(f, WARN, "tour.not_here_then", "month");
}

/* The monthly plan of one of the staff: on which day to which body or place,
 * and what for. A plan that changes is corrected; what came of it is told by
 * visits. */
RECORD(tour, .view = COLUMNS(tour_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "staff");
