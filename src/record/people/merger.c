#include "core/core.h"

struct merger {
    struct id person, same_as;
    day since;
    bool apart;
    struct str why;
};
static const struct field merger_field[] = {
    REF(merger, person, "person",
        FIELD_NEED | FIELD_KEY | FIELD_THING | FIELD_FIND),
    REF(merger, same_as, "person", FIELD_NEED | FIELD_FIND),
    DAY(merger, since, FIELD_NEED | FIELD_KEY),
    FLAG(merger, apart, FIELD_KEY),
    TEXT(merger, why, 300, 0),
};

struct merger_view {
    int64_t today;
    int32_t sex, same_sex; /* -1: not known */
};
static const struct field merger_view_field[] = {
    COUNT(merger_view, today, 0, 0, 0),
    CHOICE(merger_view, sex, "women|men", 0),
    CHOICE(merger_view, same_sex, "women|men", 0),
};

static void merger_rule(const struct merger *x, const struct merger_view *v,
                        struct findings *f)
{
    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (!id_none(x->person) && id_same(x->person, x->same_as))
        tell(f, STOP, "merger.with_itself", "same_as");
    if (!x->apart && v->sex >= 0 && v->same_sex >= 0 && v->sex != v->same_sex)
        tell(f, WARN, "merger.of_other_sex", "same_as");
}

/* Two records are one person: what is said of the first belongs to the second.
 * With "apart" they are two again. Of several the last by day counts. */
RECORD(merger, .view = COLUMNS(merger_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "why", .group = "people");
