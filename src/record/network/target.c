#include "core/core.h"

struct target {
    struct str indicator;
    struct id place, rsp, project;
    month begins, ends;
    int64_t amount;
    struct str source;
};
static const struct field target_field[] = {
    CODE(target, indicator, "indicator", FIELD_NEED | FIELD_KEY),
    REF(target, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(target, project, "project", FIELD_KEY),
    REF(target, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    MONTH(target, begins, FIELD_NEED | FIELD_KEY),
    MONTH(target, ends, FIELD_NEED | FIELD_KEY),
    COUNT(target, amount, 0, INT64_C(1000000000000000), FIELD_NEED),
    TEXT(target, source, 300, 0),
};

struct target_view; /* its rule needs no view */
static void target_rule(const struct target *t, const struct target_view *v,
                        struct findings *f)
{
    (void)v;
    if (t->begins != MONTH_NONE && t->ends != MONTH_NONE && t->ends < t->begins)
        tell(f, STOP, "date.ends_before_start", "ends");
}

/* What an RSP means to reach in a place and a period. */
RECORD(target, .title = "indicator", .group = "network");
