#include "core/core.h"

struct objection {
    struct id survey, household, meeting;
    day held;
    int32_t says;
    struct str why;
};
static const struct field objection_field[] = {
    REF(objection, survey, "survey",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    REF(objection, household, "household",
        FIELD_NEED | FIELD_KEY | FIELD_FIND | FIELD_THING),
    DAY(objection, held, FIELD_NEED | FIELD_KEY),
    REF(objection, meeting, "meeting", 0),
    CHOICE(objection, says, "confirmed|disputed", FIELD_NEED),
    TEXT(objection, why, 300, 0),
};
enum { OBJECTION_CONFIRMED, OBJECTION_DISPUTED };

struct objection_view {
    int64_t today;
};
static const struct field objection_view_field[] = {
    COUNT(objection_view, today, 0, 0, 0),
};

static void objection_rule(const struct objection *x,
                           const struct objection_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->says == OBJECTION_DISPUTED && !x->why.n)
        tell(f, WARN, "objection.no_reason", "why");
}

/* One word of a meeting about one household of a survey's list. */
struct objection_fact {
    struct id entry;
    int64_t inside; /* 1: the household lies in the survey's place */
};
static const struct field objection_fact_field[] = {
    REF(objection_fact, entry, "objection", 0),
    COUNT(objection_fact, inside, 0, 0, 0),
};

static bool objection_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct objection_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++)
        if (!f[i].inside)
            remark(out, f[i].entry, WARN, "objection.outside", "household", 0,
                   0);
    return true;
}

/* What a village meeting says of a household on a survey's list: confirmed, or
 * disputed and why. The last word stands; a later score answers a dispute. */
RECORD(objection, .view = COLUMNS(objection_view),
       .fact = COLUMNS(objection_fact), .posts = objection_posts,
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "why",
       .group = "poverty");
