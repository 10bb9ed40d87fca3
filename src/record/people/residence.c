#include "core/core.h"

struct residence {
    struct id person, household;
    day since;
    int32_t why;
};
static const struct field residence_field[] = {
    REF(residence, person, "person",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(residence, household, "household", FIELD_NEED | FIELD_FIND),
    DAY(residence, since, FIELD_NEED | FIELD_KEY),
    CHOICE(residence, why, "marriage|split|merged|work|other", 0),
};

struct residence_view {
    int64_t today;
    struct date born, died;
};
static const struct field residence_view_field[] = {
    COUNT(residence_view, today, 0, 0, 0),
    DATE(residence_view, born, 0),
    DATE(residence_view, died, 0),
};

static void residence_rule(const struct residence *x,
                           const struct residence_view *v, struct findings *f)
{
    if (x->since == DAY_NONE)
        return;
    if (v->today != INT_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (v->born.on != DAY_NONE && x->since < v->born.on)
        tell(f, STOP, "residence.before_birth", "since");
    if (v->died.on != DAY_NONE && x->since > date_end(v->died))
        tell(f, STOP, "residence.after_death", "since");
}

/* A person lives in another household from a day on: after a wedding, a split,
 * for work. Before the first of them she lived where she was entered. */
RECORD(residence, .view = COLUMNS(residence_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .group = "people");
