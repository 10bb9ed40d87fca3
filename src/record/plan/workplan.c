/* workplan - what is meant to be done in a year, month by month. */
#include "core/core.h"

struct workplan_line {
    struct str indicator;
    struct id place, unit, staff;
    int64_t m07, m08, m09, m10, m11, m12, m01, m02, m03, m04, m05, m06;
    struct str activity;
};
#define PLANNED_MOST INT64_C(1000000000000) /* 10 billion rupees in paisa */
#define PLANNED(m) COUNT(workplan_line, m, 0, PLANNED_MOST, 0)
static const struct field workplan_line_field[] = {
    CODE(workplan_line, indicator, "indicator", FIELD_NEED),
    REF(workplan_line, place, "place", FIELD_FIND),
    REF(workplan_line, unit, "unit", 0),
    REF(workplan_line, staff, "staff", FIELD_FIND),
    PLANNED(m07),
    PLANNED(m08),
    PLANNED(m09),
    PLANNED(m10),
    PLANNED(m11),
    PLANNED(m12),
    PLANNED(m01),
    PLANNED(m02),
    PLANNED(m03),
    PLANNED(m04),
    PLANNED(m05),
    PLANNED(m06),
    TEXT(workplan_line, activity, 200, 0),
};

struct workplan {
    struct id rsp, place, project, unit, staff;
    int64_t year; /* in whose July it begins */
    struct str title;
    struct list lines;
};
static const struct field workplan_field[] = {
    REF(workplan, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(workplan, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(workplan, project, "project", FIELD_KEY),
    REF(workplan, unit, "unit", FIELD_KEY | FIELD_FIND),
    REF(workplan, staff, "staff", FIELD_KEY | FIELD_FIND),
    COUNT(workplan, year, 1982, 2200, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(workplan, title, 160, 0),
    ROWS(workplan, lines, workplan_line, 1000, FIELD_NEED),
};

enum { MONTHS = 12 };

static int64_t planned(const struct workplan_line *x, int at)
{
    const int64_t each[MONTHS] = { x->m07, x->m08, x->m09, x->m10,
                                   x->m11, x->m12, x->m01, x->m02,
                                   x->m03, x->m04, x->m05, x->m06 };

    return each[at];
}

static bool line_same(const struct workplan_line *a,
                      const struct workplan_line *b)
{
    return id_same(a->place, b->place) && id_same(a->unit, b->unit) &&
           id_same(a->staff, b->staff) && str_same(a->indicator, b->indicator);
}

struct workplan_view; /* its rule needs no view */
static void workplan_rule(const struct workplan *x,
                          const struct workplan_view *v, struct findings *f)
{
    const struct workplan_line *line = x->lines.at;

    (void)v;
    for (size_t i = 0; i < x->lines.n; i++) {
        bool said = false;

        for (int m = 0; m < MONTHS; m++)
            said |= planned(&line[i], m) != INT_NONE;
        if (!said)
            tell_row(f, STOP, "workplan.no_month", "lines", i, "m07");
        for (size_t j = 0; j < i; j++)
            if (line_same(&line[i], &line[j])) {
                tell_row(f, STOP, "workplan.said_twice", "lines", i,
                         "indicator");
                break;
            }
    }
}

/* What an RSP, a unit or an organiser means to do from July to June, month by
 * month: how much more of an indicator in a place. A line that names no place is
 * of the plan's; one outside of the plan's place does not count. */
RECORD(workplan, .title = "title", .group = "plan", .reads = RIGHT_REGISTER);
