#include "core/core.h"

struct fix {
    struct id answers;
    struct str body; /* the fact as it should stand */
    bool withdraw;
    struct hash branch; /* the side of a fork that counts */
    struct str why;
};
static const struct field fix_field[] = {
    REF(fix, answers, NULL, FIELD_FIND),
    OBJECT(fix, body, 0),
    FLAG(fix, withdraw, 0),
    HASH(fix, branch, 0),
    TEXT(fix, why, 500, FIELD_NEED),
};

struct fix_view {
    int64_t one; /* what it answers is read by the law of money */
};
static const struct field fix_view_field[] = {
    COUNT(fix_view, one, 0, 0, 0),
};

static void fix_rule(const struct fix *x, const struct fix_view *v,
                     struct findings *f)
{
    int says = (x->body.n > 0) + x->withdraw + !hash_none(x->branch);

    (void)v;
    if (says != 1)
        tell(f, STOP, "fix.says_one_thing", "body");
    if (hash_none(x->branch) && id_none(x->answers))
        tell(f, STOP, "field.missing", "answers");
}

/* The answer to an entry or an earlier fix: the fact restated or withdrawn;
 * or, after a fork of a device's chain, the branch that counts. */
RECORD(fix, .view = COLUMNS(fix_view), .title = "why", .group = "site");
