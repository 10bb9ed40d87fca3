#include "core/core.h"

struct verdict_entry {
    struct id entry_id;
};
static const struct field verdict_entry_field[] = {
    REF(verdict_entry, entry_id, NULL, FIELD_NEED | FIELD_FIND),
};

struct verdict {
    struct list entries;
    int32_t says;
    struct str why;
};
static const struct field verdict_field[] = {
    ROWS(verdict, entries, verdict_entry, 1000, FIELD_NEED),
    CHOICE(verdict, says, "yes|no", FIELD_NEED),
    TEXT(verdict, why, 300, 0),
};

struct verdict_view; /* its rule needs no view */
static void verdict_rule(const struct verdict *x, const struct verdict_view *v,
                         struct findings *f)
{
    (void)v;
    if (x->says == 1 && !x->why.n)
        tell(f, STOP, "verdict.no_reason", "why");
}

/* A second person's yes, or no with the reason, over one or many entries. */
RECORD(verdict, .right = RIGHT_CHECK, .title = "why", .group = "site");
