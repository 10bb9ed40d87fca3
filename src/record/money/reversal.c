/* reversal - money that was booked is taken back, by a second person. */
#include "core/core.h"

struct reversal {
    struct id reverses;
    day held;
    struct str why;
};
static const struct field reversal_field[] = {
    REF(reversal, reverses, NULL, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(reversal, held, FIELD_NEED),
    TEXT(reversal, why, 300, FIELD_NEED),
};

struct reversal_view {
    int64_t today;
};
static const struct field reversal_view_field[] = {
    COUNT(reversal_view, today, 0, 0, 0),
};

static void reversal_rule(const struct reversal *x,
                          const struct reversal_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
}

struct reversal_fact {
    struct id entry;
    int64_t own;   /* 1: who signed it signed what it reverses */
    int64_t fixed; /* 1: what it reverses is itself a reversal */
};
static const struct field reversal_fact_field[] = {
    REF(reversal_fact, entry, "reversal", 0),
    COUNT(reversal_fact, own, 0, 0, 0),
    COUNT(reversal_fact, fixed, 0, 0, 0),
};

/* Nothing is edited, only reversed, with a second person (finance.md 12, 2):
 * one who takes back what they wrote themselves takes back nothing. */
static bool reversal_posts(const void *facts, size_t n, month since,
                           struct postings *out)
{
    const struct reversal_fact *f = facts;

    if (since != MONTH_NONE)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (f[i].own == 1)
            remark(out, f[i].entry, WARN, "reversal.second_person", "reverses",
                   0, 0);
        if (f[i].fixed == 1)
            remark(out, f[i].entry, WARN, "reversal.of_reversal", "reverses", 0,
                   0);
    }
    return true;
}

/* A booked entry is taken back as of a day, by a second person: its lines stay,
 * opposite ones are booked, and what followed from it is as if it had never
 * been. */
RECORD(reversal, .view = COLUMNS(reversal_view), .fact = COLUMNS(reversal_fact),
       .posts = reversal_posts, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "why", .posted = true, .group = "money");
