#include "core/core.h"

struct activist {
    struct id body, person;
    int32_t nature;
    day since;
    struct id meeting;
    struct str why, topics;
    paisa stipend; /* a month; an activist has none */
    day ended;
};
#define STIPEND_MOST INT64_C(10000000) /* 100,000 rupees a month */
static const struct field activist_field[] = {
    REF(activist, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(activist, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(activist, nature, "activist|crp", FIELD_NEED | FIELD_KEY),
    DAY(activist, since, FIELD_NEED | FIELD_KEY),
    REF(activist, meeting, "meeting", 0),
    TEXT(activist, why, 300, 0),
    TEXT(activist, topics, 300, 0),
    MONEY(activist, stipend, 0, STIPEND_MOST, 0),
    DAY(activist, ended, 0),
};

struct activist_view {
    int64_t today;
    day formed;
    struct date born;
    struct id met; /* the body whose meeting it was; none: none, or unknown */
};
static const struct field activist_view_field[] = {
    COUNT(activist_view, today, 0, 0, 0),
    DAY(activist_view, formed, 0),
    DATE(activist_view, born, 0),
    REF(activist_view, met, "body", 0),
};

enum { ACTIVIST, CRP };

/* An activist is an unpaid volunteer whom a meeting found (institutions.md
 * 3.2, 3.3); a community resource person has topics and may have a stipend
 * (9). */
static void activist_rule(const struct activist *x,
                          const struct activist_view *v, struct findings *f)
{
    if (x->since != DAY_NONE) {
        if (v->today != INT_NONE && x->since > v->today)
            tell(f, STOP, "date.in_future", "since");
        if (v->formed != DAY_NONE && x->since < v->formed)
            tell(f, WARN, "term.before_formation", "since");
        if (v->born.on != DAY_NONE && x->since < v->born.on)
            tell(f, STOP, "term.before_birth", "since");
        if (x->ended != DAY_NONE && x->ended < x->since)
            tell(f, STOP, "date.ends_before_start", "ended");
    }
    if (x->ended != DAY_NONE && v->today != INT_NONE && x->ended > v->today)
        tell(f, STOP, "date.in_future", "ended");
    if (!id_none(v->met) && !id_same(v->met, x->body))
        tell(f, WARN, "activist.meeting_elsewhere", "meeting");
    if (x->nature == ACTIVIST && x->stipend != INT_NONE && x->stipend > 0)
        tell(f, WARN, "activist.paid", "stipend");
    if (x->nature == CRP && !x->topics.n)
        tell(f, WARN, "activist.no_topics", "topics");
    if (id_none(x->meeting) && !x->why.n)
        tell(f, WARN, "activist.no_reason", "why");
}

/* Somebody whom her organisation names to work for it: an activist, or a
 * community resource person (CRP) with topics. By which meeting, and why. */
RECORD(activist, .view = COLUMNS(activist_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "body",
       .amount = "stipend");
