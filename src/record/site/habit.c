#include "core/core.h"

struct habit {
    struct id staff;
    int32_t about;
    month month;
    int64_t seen, among;
    int32_t outcome;
    struct str says;
    day answered;
};
static const struct field habit_field[] = {
    REF(habit, staff, "staff",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    CHOICE(habit, about, "burst|copied|round|late", FIELD_NEED | FIELD_KEY),
    MONTH(habit, month, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(habit, seen, 0, 1000000, 0),
    COUNT(habit, among, 0, 1000000, 0),
    CHOICE(habit, outcome, "explained|trained|corrected|wrong", FIELD_NEED),
    TEXT(habit, says, 1000, FIELD_NEED),
    DAY(habit, answered, FIELD_NEED),
};

struct habit_view {
    int64_t today;
};
static const struct field habit_view_field[] = {
    COUNT(habit_view, today, 0, 0, 0),
};

static void habit_rule(const struct habit *x, const struct habit_view *v,
                       struct findings *f)
{
    if (v->today != INT_NONE && x->answered != DAY_NONE &&
        x->answered > v->today)
        tell(f, STOP, "date.in_future", "answered");
    if (x->month != MONTH_NONE && x->answered != DAY_NONE &&
        x->answered < month_first(x->month))
        tell(f, STOP, "habit.before_month", "answered");
    if (x->seen != INT_NONE && x->among != INT_NONE && x->seen > x->among)
        tell(f, STOP, "habit.more_than_all", "seen");
}

/* All answers about one of the staff, by what and month, then entry. */
struct habit_fact {
    struct id entry;
    int32_t about;
    month month;
    int64_t own; /* 1: who answers is whom it is about */
};
static const struct field habit_fact_field[] = {
    REF(habit_fact, entry, "habit", 0),
    CHOICE(habit_fact, about, "burst|copied|round|late", 0),
    MONTH(habit_fact, month, 0),
    COUNT(habit_fact, own, 0, 0, 0),
};

/* A question about how entries are made is answered by somebody else than who
 * made them, and once. */
static bool habit_posts(const void *facts, size_t n, month since,
                        struct postings *out)
{
    const struct habit_fact *f = facts;
    size_t to;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    for (size_t i = 0; i < n; i = to) {
        for (to = i;
             to < n && f[to].about == f[i].about && f[to].month == f[i].month;)
            to++;
        for (size_t j = i; j < to; j++) {
            if (f[j].own == 1)
                remark(out, f[j].entry, WARN, "habit.own", "staff", 0, 0);
            if (to - i > 1)
                remark(out, f[j].entry, WARN, "habit.answered_twice", "says",
                       (int64_t)(to - i), 0);
        }
    }
    return true;
}

/* A supervisor's answer to a question about how somebody enters: meetings in a
 * burst, attendance as the meeting before, round sums, long after the day. */
RECORD(habit, .view = COLUMNS(habit_view), .fact = COLUMNS(habit_fact),
       .posts = habit_posts, .right = RIGHT_CHECK, .reads = RIGHT_CHECK,
       .title = "says", .group = "staff");
