/* joint_meeting - a joint committee met, and what it decided. */
#include "core/core.h"

struct joint_decision {
    struct str what;
    struct id agency, body;
    day due;
    struct id linkage;
};
static const struct field joint_decision_field[] = {
    TEXT(joint_decision, what, 600, FIELD_NEED),
    REF(joint_decision, agency, "agency", FIELD_FIND),
    REF(joint_decision, body, "body", FIELD_FIND),
    DAY(joint_decision, due, 0),
    REF(joint_decision, linkage, "linkage", FIELD_FIND),
};

struct joint_meeting {
    struct id committee;
    day held;
    struct str venue, chaired;
    int64_t women, men;
    struct list decisions;
    struct str note;
};
static const struct field joint_meeting_field[] = {
    REF(joint_meeting, committee, "joint_committee",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(joint_meeting, held, FIELD_NEED | FIELD_KEY),
    TEXT(joint_meeting, venue, 160, 0),
    TEXT(joint_meeting, chaired, 160, 0),
    COUNT(joint_meeting, women, 0, 10000, 0),
    COUNT(joint_meeting, men, 0, 10000, 0),
    ROWS(joint_meeting, decisions, joint_decision, 100, 0),
    TEXT(joint_meeting, note, 2000, 0),
};

struct joint_meeting_view {
    int64_t today;
    day since, until; /* of the committee */
};
static const struct field joint_meeting_view_field[] = {
    COUNT(joint_meeting_view, today, 0, 0, 0),
    DAY(joint_meeting_view, since, 0),
    DAY(joint_meeting_view, until, 0),
};

static void joint_meeting_rule(const struct joint_meeting *x,
                               const struct joint_meeting_view *v,
                               struct findings *f)
{
    const struct joint_decision *d = x->decisions.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->held != DAY_NONE && ((v->since != DAY_NONE && x->held < v->since) ||
                                (v->until != DAY_NONE && x->held > v->until)))
        tell(f, WARN, "joint_meeting.no_committee_then", "held");
    if (!x->decisions.n)
        tell(f, WARN, "joint_meeting.decided_nothing", "decisions");
    for (size_t i = 0; i < x->decisions.n; i++) {
        if (id_none(d[i].agency) && id_none(d[i].body))
            tell_row(f, WARN, "joint_meeting.who_does_it", "decisions", i,
                     "agency");
        if (d[i].due == DAY_NONE)
            tell_row(f, WARN, "joint_meeting.by_when", "decisions", i, "due");
        else if (x->held != DAY_NONE && d[i].due < x->held)
            tell_row(f, STOP, "joint_meeting.due_before", "decisions", i,
                     "due");
    }
}

/* A joint committee met: who came, what was decided, which office or body is to
 * do it by when. What became of each decision is told by joint_step. */
RECORD(joint_meeting, .view = COLUMNS(joint_meeting_view), .title = "venue",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "linkage");
