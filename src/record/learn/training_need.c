/* training_need - an assessment of what people have to learn, before they are
 * taught (TNA). */
#include "core/core.h"

struct training_need_topic {
    struct str kind, topic;
    struct str office;
    int64_t women, men;
    int32_t urgency;
};
static const struct field training_need_topic_field[] = {
    CODE(training_need_topic, kind, "training_kind", FIELD_FIND),
    TEXT(training_need_topic, topic, 160, FIELD_NEED),
    CODE(training_need_topic, office, "office", 0),
    COUNT(training_need_topic, women, 0, 100000, 0),
    COUNT(training_need_topic, men, 0, 100000, 0),
    CHOICE(training_need_topic, urgency, "high|middle|low", 0),
};

struct training_need {
    struct id body, unit, place, rsp, project;
    day held;
    int32_t method;
    struct id staff;
    struct list topics;
    struct str note;
};
static const struct field training_need_field[] = {
    REF(training_need, body, "body", FIELD_KEY | FIELD_FIND),
    REF(training_need, unit, "unit", FIELD_KEY | FIELD_FIND),
    REF(training_need, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(training_need, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(training_need, project, "project", 0),
    DAY(training_need, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(training_need, method, "group_talk|interviews|observed|tested|form",
           0),
    REF(training_need, staff, "staff", 0),
    ROWS(training_need, topics, training_need_topic, 60, FIELD_NEED),
    TEXT(training_need, note, 2000, 0),
};

struct training_need_view {
    int64_t today;
};
static const struct field training_need_view_field[] = {
    COUNT(training_need_view, today, 0, 0, 0),
};

static void training_need_rule(const struct training_need *x,
                               const struct training_need_view *v,
                               struct findings *f)
{
    const struct training_need_topic *t = x->topics.at;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (id_none(x->body) && id_none(x->unit))
        tell(f, WARN, "training_need.of_whom", "body");
    for (size_t i = 0; i < x->topics.n; i++)
        if (t[i].women == INT_NONE && t[i].men == INT_NONE)
            tell_row(f, WARN, "training_need.how_many", "topics", i, "women");
}

/* What a body, or the staff of a unit, has to learn: topics, for whom and how
 * many, and how it was found out. Trainings name the assessment they answer. */
RECORD(training_need, .view = COLUMNS(training_need_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .group = "learn");
