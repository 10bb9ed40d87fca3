/* socialaudit - a body before its people. */
#include "core/core.h"

struct socialaudit_question {
    struct str question, answer, action;
    int32_t asked_by;
    day due, done;
};
static const struct field socialaudit_question_field[] = {
    TEXT(socialaudit_question, question, 500, FIELD_NEED),
    CHOICE(socialaudit_question, asked_by, "women|men", 0),
    TEXT(socialaudit_question, answer, 500, 0),
    TEXT(socialaudit_question, action, 300, 0),
    DAY(socialaudit_question, due, 0),
    DAY(socialaudit_question, done, 0),
};

struct socialaudit {
    struct id body;
    day notice, displayed, held;
    struct str venue;
    int64_t women, men, poorest;
    struct list questions;
    struct str found;
};
static const struct field socialaudit_field[] = {
    REF(socialaudit, body, "body",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(socialaudit, notice, FIELD_NEED | FIELD_KEY),
    DAY(socialaudit, displayed, 0),
    DAY(socialaudit, held, FIELD_FIND),
    TEXT(socialaudit, venue, 160, 0),
    COUNT(socialaudit, women, 0, 10000, 0),
    COUNT(socialaudit, men, 0, 10000, 0),
    COUNT(socialaudit, poorest, 0, 10000, 0),
    ROWS(socialaudit, questions, socialaudit_question, 100, 0),
    TEXT(socialaudit, found, 2000, 0),
};

struct socialaudit_view {
    int64_t today;
    day formed;
};
static const struct field socialaudit_view_field[] = {
    COUNT(socialaudit_view, today, 0, 0, 0),
    DAY(socialaudit_view, formed, 0),
};

static void question_judge(const struct socialaudit *x, int64_t today,
                           struct findings *f)
{
    const struct socialaudit_question *q = x->questions.at;

    for (size_t i = 0; i < x->questions.n; i++) {
        if (q[i].action.n && q[i].due == DAY_NONE)
            tell_row(f, WARN, "socialaudit.action_without_day", "questions", i,
                     "due");
        if (q[i].done != DAY_NONE && x->held != DAY_NONE && q[i].done < x->held)
            tell_row(f, STOP, "socialaudit.done_before", "questions", i,
                     "done");
        if (q[i].done != DAY_NONE && today != INT_NONE && q[i].done > today)
            tell_row(f, STOP, "date.in_future", "questions", i, "done");
    }
}

/* Planned, notice, accounts displayed, open meeting, questions, actions
 * (institutions.md 12). */
static void socialaudit_rule(const struct socialaudit *x,
                             const struct socialaudit_view *v,
                             struct findings *f)
{
    int64_t came = (x->women == INT_NONE ? 0 : x->women) +
                   (x->men == INT_NONE ? 0 : x->men);

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->held != DAY_NONE && x->notice != DAY_NONE && x->held <= x->notice)
        tell(f, WARN, "socialaudit.no_notice", "notice");
    if (x->held != DAY_NONE &&
        (x->displayed == DAY_NONE || x->displayed > x->held))
        tell(f, WARN, "socialaudit.not_displayed", "displayed");
    if (v->formed != DAY_NONE && x->notice != DAY_NONE && x->notice < v->formed)
        tell(f, WARN, "meeting.before_formation", "notice");
    if (x->held != DAY_NONE && came == 0)
        tell(f, WARN, "socialaudit.nobody", "women");
    if (x->poorest != INT_NONE && x->poorest > came)
        tell(f, WARN, "socialaudit.more_poor_than_came", "poorest");
    question_judge(x, v->today, f);
}

/* A body's accounts before its people: notice, what hangs on the wall, who
 * came, what was asked and answered, what is to be done by when. */
RECORD(socialaudit, .view = COLUMNS(socialaudit_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "venue", .group = "trust");
