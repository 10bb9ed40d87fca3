/* advocacy_step - what was done about an issue, what was answered, and what
 * changed. */
#include "core/core.h"

struct advocacy_step {
    struct id advocacy;
    day held;
    int32_t action;
    struct str what, whom;
    int32_t answer;
    day answered;
    struct str said, changed;
    day next_on;
    struct id meeting, resolution, staff;
};
static const struct field advocacy_step_field[] = {
    REF(advocacy_step, advocacy, "advocacy",
        FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(advocacy_step, held, FIELD_NEED | FIELD_KEY),
    CHOICE(advocacy_step, action,
           "letter|meeting_with|called_on|petition|media|rally|invited|other",
           FIELD_NEED | FIELD_KEY),
    TEXT(advocacy_step, what, 300, FIELD_NEED | FIELD_KEY),
    TEXT(advocacy_step, whom, 160, 0),
    CHOICE(advocacy_step, answer,
           "no_answer|listened|promised|partly|granted|refused", 0),
    DAY(advocacy_step, answered, 0),
    TEXT(advocacy_step, said, 600, 0),
    TEXT(advocacy_step, changed, 600, 0),
    DAY(advocacy_step, next_on, 0),
    REF(advocacy_step, meeting, "meeting", 0),
    REF(advocacy_step, resolution, "resolution", 0),
    REF(advocacy_step, staff, "staff", 0),
};
enum { NO_ANSWER };

struct advocacy_step_view {
    int64_t today;
};
static const struct field advocacy_step_view_field[] = {
    COUNT(advocacy_step_view, today, 0, 0, 0),
};

static void advocacy_step_rule(const struct advocacy_step *x,
                               const struct advocacy_step_view *v,
                               struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->today != INT_NONE && x->answered != DAY_NONE &&
        x->answered > v->today)
        tell(f, STOP, "date.in_future", "answered");
    if (x->answered != DAY_NONE && x->held != DAY_NONE && x->answered < x->held)
        tell(f, WARN, "advocacy_step.answered_before", "answered");
    if (x->answer > NO_ANSWER && x->answered == DAY_NONE)
        tell(f, WARN, "advocacy_step.answered_when", "answered");
    if (x->answered != DAY_NONE && x->answer <= NO_ANSWER)
        tell(f, WARN, "advocacy_step.which_answer", "answer");
    if (x->held != DAY_NONE && x->next_on != DAY_NONE && x->next_on <= x->held)
        tell(f, WARN, "meeting.next_before", "next_on");
}

/* A step of an issue: a letter, a meeting, a petition; what was answered and
 * when, what changed, and when to follow it up. */
RECORD(advocacy_step, .view = COLUMNS(advocacy_step_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "what", .group = "learn");
