/* ranking - the needs of a body, in the order that a meeting put them in. */
#include "core/priority.h"

static const struct field ranking_option_field[] = {
    REF(ranking_option, need, "need", FIELD_NEED | FIELD_FIND),
    COUNT(ranking_option, women, 0, PRIORITY_TALLY, 0),
    COUNT(ranking_option, men, 0, PRIORITY_TALLY, 0),
    COUNT(ranking_option, poorest, 0, PRIORITY_TALLY, 0),
    COUNT(ranking_option, place, 1, PRIORITY_NEEDS, 0),
};
static const struct field ranking_pair_field[] = {
    REF(ranking_pair, need_a, "need", FIELD_NEED),
    REF(ranking_pair, need_b, "need", FIELD_NEED),
    CHOICE(ranking_pair, won, PAIR_WON, 0),
    CHOICE(ranking_pair, women, PAIR_WON, 0),
    CHOICE(ranking_pair, poorest, PAIR_WON, 0),
};
static const struct field ranking_criterion_field[] = {
    TEXT(ranking_criterion, code, 20, FIELD_NEED),
    TEXT(ranking_criterion, title, 160, FIELD_NEED),
    COUNT(ranking_criterion, weight, 0, 100, FIELD_NEED),
};
static const struct field ranking_mark_field[] = {
    REF(ranking_mark, need, "need", FIELD_NEED),
    TEXT(ranking_mark, criterion, 20, FIELD_NEED),
    COUNT(ranking_mark, mark, 0, 100, 0),
    COUNT(ranking_mark, women, 0, 100, 0),
    COUNT(ranking_mark, poorest, 0, 100, 0),
};
static const struct field ranking_field[] = {
    REF(ranking, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(ranking, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(ranking, method, PRIORITY_METHODS, FIELD_NEED | FIELD_KEY),
    REF(ranking, meeting, "meeting", FIELD_FIND),
    REF(ranking, plan, "plan", FIELD_FIND),
    COUNT(ranking, stones, 1, 100, 0),
    COUNT(ranking, women_present, 0, PRIORITY_HEADS, FIELD_NEED),
    COUNT(ranking, men_present, 0, PRIORITY_HEADS, FIELD_NEED),
    COUNT(ranking, poorest_present, 0, PRIORITY_HEADS, 0),
    ROWS(ranking, option, ranking_option, PRIORITY_NEEDS, FIELD_NEED),
    ROWS(ranking, pair, ranking_pair, PRIORITY_PAIRS, 0),
    ROWS(ranking, criterion, ranking_criterion, PRIORITY_CRITERIA, 0),
    ROWS(ranking, mark, ranking_mark, PRIORITY_MARKS, 0),
    REF(ranking, staff, "staff", FIELD_FIND),
    TEXT(ranking, note, 1000, 0),
};

struct ranking_view {
    int64_t today;
    struct id met; /* body of the meeting */
    day met_on;
    struct id planned; /* body of the plan */
};
static const struct field ranking_view_field[] = {
    COUNT(ranking_view, today, 0, 0, 0),
    REF(ranking_view, met, "body", 0),
    DAY(ranking_view, met_on, 0),
    REF(ranking_view, planned, "body", 0),
};

/* A plan is ranked by its body, in a meeting of its own; what was said makes up
 * the places (core/priority.h). */
static void ranking_rule(const struct ranking *x, const struct ranking_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(v->met) && !id_same(v->met, x->body))
        tell(f, STOP, "ranking.other_meeting", "meeting");
    if (v->met_on != DAY_NONE && x->held != DAY_NONE && v->met_on != x->held)
        tell(f, WARN, "ranking.other_day", "held");
    if (!id_none(v->planned) && !id_same(v->planned, x->body))
        tell(f, WARN, "ranking.other_plan", "plan");
    if (id_none(x->meeting))
        tell(f, WARN, "ranking.no_meeting", "meeting");
    priority_tell(x, f);
}

/* Needs put in an order by those whose needs they are: in which meeting, by what
 * method, who was there, what women and the poorest said apart, and the place
 * of each. */
RECORD(ranking, .view = COLUMNS(ranking_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .along = "body, held",
       .group = "need");
