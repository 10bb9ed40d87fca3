/* policy - an insurance that households are covered by. */
#include "core/award.h"

struct policy {
    struct str insurer, number;
    int32_t nature;
    struct id product, rsp, project, fund;
    day since, until;
    paisa premium, member_limit;
    int64_t covers_most;
    struct str terms;
};
static const struct field policy_field[] = {
    TEXT(policy, insurer, 120, FIELD_NEED | FIELD_KEY),
    TEXT(policy, number, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(policy, nature, "health|livestock|life", FIELD_NEED),
    REF(policy, product, "product", FIELD_FIND),
    REF(policy, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(policy, project, "project", 0),
    REF(policy, fund, "fund", 0),
    DAY(policy, since, FIELD_NEED | FIELD_FIND),
    DAY(policy, until, FIELD_NEED),
    MONEY(policy, premium, 0, INT64_C(100000000000), FIELD_NEED),
    MONEY(policy, member_limit, 1, MONEY_MOST, FIELD_NEED),
    COUNT(policy, covers_most, 1, 100, 0),
    TEXT(policy, terms, 2000, 0),
};

struct policy_view; /* its rule needs no view */
static void policy_rule(const struct policy *x, const struct policy_view *v,
                        struct findings *f)
{
    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (id_none(x->product))
        tell(f, WARN, "policy.no_product", "product");
}

/* An insurer's policy: from when to when, the premium of a household and year,
 * the limit of a member and year, how many of a household it covers. */
RECORD(policy, .right = RIGHT_BOOK, .title = "number", .group = "award");
