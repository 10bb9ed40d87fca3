/* need_answer - what somebody who could help said to a need, or did about it. */
#include "core/need_fact.h"

struct need_answer {
    struct id need;
    day held;
    int32_t tier;
    struct id body;
    int32_t says, source;
    struct str office;
    struct id person, staff, resolution;
    struct str why;
};
static const struct field need_answer_field[] = {
    REF(need_answer, need, "need",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    DAY(need_answer, held, FIELD_NEED | FIELD_KEY),
    CHOICE(need_answer, tier, ANSWER_TIERS, FIELD_NEED | FIELD_KEY),
    CHOICE(need_answer, says, ANSWER_SAYS, FIELD_NEED | FIELD_KEY),
    REF(need_answer, body, "body", FIELD_FIND),
    CHOICE(need_answer, source, SHARE_CHOICES, 0),
    TEXT(need_answer, office, 160, 0),
    REF(need_answer, person, "person", FIELD_FIND),
    REF(need_answer, staff, "staff", FIELD_FIND),
    REF(need_answer, resolution, "resolution", FIELD_FIND),
    TEXT(need_answer, why, 1000, 0),
};

struct need_answer_view {
    int64_t today;
    day raised;
    int32_t nature; /* of the body that answers */
    struct id resolved_by;
    int64_t lost; /* 1: the resolution did not pass, or was taken back */
};
static const struct field need_answer_view_field[] = {
    COUNT(need_answer_view, today, 0, 0, 0),
    DAY(need_answer_view, raised, 0),
    CHOICE(need_answer_view, nature, "co|vo|lso|group|network", 0),
    REF(need_answer_view, resolved_by, "body", 0),
    COUNT(need_answer_view, lost, 0, 0, 0),
};

static void who_judge(const struct need_answer *x,
                      const struct need_answer_view *v, struct findings *f)
{
    if (x->tier <= ANSWER_LSO && id_none(x->body))
        tell(f, WARN, "need_answer.which_body", "body");
    if (x->tier <= ANSWER_LSO && v->nature >= 0 && v->nature != x->tier)
        tell(f, WARN, "need_answer.other_tier", "tier");
    if (x->tier == ANSWER_RSP && id_none(x->staff))
        tell(f, WARN, "need_answer.which_staff", "staff");
    if (x->tier == ANSWER_DEPARTMENT && !x->office.n)
        tell(f, WARN, "need_answer.which_office", "office");
    if (x->tier <= ANSWER_LSO && x->says + 1 == NEED_APPROVED &&
        id_none(x->resolution))
        tell(f, WARN, "need_answer.no_resolution", "resolution");
    if (v->lost == 1)
        tell(f, STOP, "chain.resolution_lost", "resolution");
    if (!id_none(x->body) && !id_none(v->resolved_by) &&
        !id_same(x->body, v->resolved_by))
        tell(f, STOP, "formation.of_another", "resolution");
}

/* Who asked is told why: a refusal without words is none (8.2). */
static void need_answer_rule(const struct need_answer *x,
                             const struct need_answer_view *v,
                             struct findings *f)
{
    int32_t state = x->says + 1;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (v->raised != DAY_NONE && x->held != DAY_NONE && x->held < v->raised)
        tell(f, STOP, "need_answer.before_raised", "held");
    if ((state == NEED_REJECTED || state == NEED_DEFERRED ||
         state == NEED_DROPPED) &&
        !x->why.n)
        tell(f, STOP, "need_answer.no_why", "why");
    if (state == NEED_FUNDED && x->source < 0)
        tell(f, WARN, "need_answer.by_whom", "source");
    who_judge(x, v, f);
}

/* An answer to a need: appraised, approved, put off, refused, funded, begun,
 * completed, verified or dropped, by whom and why. It answers all that is merged
 * into that need too. */
RECORD(need_answer, .view = COLUMNS(need_answer_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .along = "need, held",
       .group = "need");
