/* claim - somebody who is insured was in hospital. */
#include "core/award.h"

struct claim {
    struct id policy, insured, person;
    struct str number, hospital;
    day admitted, discharged, submitted;
    paisa billed, approved, paid;
    day decided, paid_on;
    int32_t refused;
    bool fatal;
    struct str why;
    struct hash sealed;
    struct str diagnosis;
};
static const struct field claim_field[] = {
    REF(claim, policy, "policy", FIELD_NEED | FIELD_FIND),
    REF(claim, insured, "insured", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(claim, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(claim, number, 60, FIELD_KEY | FIELD_FIND),
    TEXT(claim, hospital, 160, FIELD_NEED),
    DAY(claim, admitted, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(claim, discharged, 0),
    DAY(claim, submitted, 0),
    MONEY(claim, billed, 1, MONEY_MOST, FIELD_NEED),
    MONEY(claim, approved, 0, MONEY_MOST, 0),
    MONEY(claim, paid, 0, MONEY_MOST, 0),
    DAY(claim, decided, 0),
    DAY(claim, paid_on, 0),
    CHOICE(claim, refused,
           "not_insured|not_covered|above_limit|late|papers|false_claim|other",
           0),
    FLAG(claim, fatal, 0),
    TEXT(claim, why, 400, 0),
    HASH(claim, sealed, 0),
    TEXT(claim, diagnosis, 400, FIELD_SEALED),
};

struct claim_view {
    int64_t today;
    day since, until;
    paisa ceiling;
    struct id card_of;
};
static const struct field claim_view_field[] = {
    COUNT(claim_view, today, 0, 0, 0),
    DAY(claim_view, since, 0),
    DAY(claim_view, until, 0),
    MONEY(claim_view, ceiling, 0, 0, 0),
    REF(claim_view, card_of, "policy", 0),
};

static void after(day later, day earlier, const char *what, const char *path,
                  struct findings *f)
{
    if (later != DAY_NONE && earlier != DAY_NONE && later < earlier)
        tell(f, STOP, what, path);
}

static void days_judge(const struct claim *x, const struct claim_view *v,
                       struct findings *f)
{
    const day told[] = { x->admitted, x->discharged, x->submitted, x->decided,
                         x->paid_on };
    static const char *const path[] = { "admitted", "discharged", "submitted",
                                        "decided", "paid_on" };

    for (size_t i = 0; i < LEN(told); i++)
        if (v->today != INT_NONE && told[i] != DAY_NONE && told[i] > v->today)
            tell(f, STOP, "date.in_future", path[i]);
    after(x->discharged, x->admitted, "claim.discharged_first", "discharged",
          f);
    after(x->submitted, x->admitted, "claim.submitted_first", "submitted", f);
    after(x->decided, x->admitted, "claim.decided_first", "decided", f);
    after(x->paid_on, x->admitted, "claim.paid_first", "paid_on", f);
    if (x->admitted != DAY_NONE &&
        ((v->since != DAY_NONE && x->admitted < v->since) ||
         (v->until != DAY_NONE && x->admitted > v->until)))
        tell(f, STOP, "claim.outside_policy", "admitted");
}

static int64_t or_nothing(paisa amount)
{
    return amount == INT_NONE ? 0 : amount;
}

/* Paid is within approved, approved within billed and within the limit of a
 * member and year; what she had before is told along her card (insured.c). */
static void amounts_judge(const struct claim *x, const struct claim_view *v,
                          struct findings *f)
{
    if (x->billed != INT_NONE && or_nothing(x->approved) > x->billed)
        tell_ab(f, STOP, "claim.approved_more", "approved", x->approved / 100,
                x->billed / 100);
    if (or_nothing(x->paid) > or_nothing(x->approved))
        tell_ab(f, STOP, "claim.paid_more", "paid", x->paid / 100,
                or_nothing(x->approved) / 100);
    if (v->ceiling != INT_NONE && or_nothing(x->paid) > v->ceiling)
        tell_ab(f, STOP, "claim.above_limit", "paid", x->paid / 100,
                v->ceiling / 100);
    if (x->refused >= 0 && or_nothing(x->paid) > 0)
        tell(f, STOP, "claim.refused_and_paid", "refused");
    if (x->refused >= 0 && !x->why.n)
        tell(f, WARN, "claim.why_refused", "why");
    if (or_nothing(x->paid) > 0 && x->paid_on == DAY_NONE)
        tell(f, WARN, "claim.paid_when", "paid_on");
}

static void claim_rule(const struct claim *x, const struct claim_view *v,
                       struct findings *f)
{
    if (!id_none(v->card_of) && !id_same(v->card_of, x->policy))
        tell(f, STOP, "claim.other_policy", "insured");
    days_judge(x, v, f);
    amounts_judge(x, v, f);
}

/* A claim beside what is kept already: itself, then her others. */
struct claim_fact {
    int64_t other;
    struct id entry;
    day admitted, since;
    paisa paid, most;
    int64_t covered, refused;
};
static const struct field claim_fact_field[] = {
    COUNT(claim_fact, other, 0, 0, 0),   REF(claim_fact, entry, NULL, 0),
    DAY(claim_fact, admitted, 0),        DAY(claim_fact, since, 0),
    MONEY(claim_fact, paid, 0, 0, 0),    MONEY(claim_fact, most, 0, 0, 0),
    COUNT(claim_fact, covered, 0, 0, 0), COUNT(claim_fact, refused, 0, 0, 0),
};

/* Insured on that day, and within the limit of her year (12, 34 and 35). */
static void claim_limit(const void *facts, size_t n, struct findings *f)
{
    const struct claim_fact *c = facts;
    struct claimed *others;
    paisa left;

    if (!n || c->other != 0 || c->admitted == DAY_NONE)
        return;
    others = arena_many(f->arena, struct claimed, n);
    for (size_t i = 1; i < n; i++)
        others[i - 1] = (struct claimed){ c[i].admitted, c[i].paid };
    if (c->covered == 0 && c->refused == 0)
        tell(f, STOP, "claim.not_insured", "admitted");
    left = limit_left(c->most, c->since, c->admitted, others, n - 1);
    if (c->paid != INT_NONE && left != INT_NONE && c->paid > left)
        tell_ab(f, STOP, "claim.above_limit", "paid", c->paid / 100,
                left / 100);
}

/* A claim of an insured person: hospital, when she was admitted and discharged,
 * what was billed, approved and paid, or why it was rejected. The diagnosis is
 * sealed. */
RECORD(claim, .view = COLUMNS(claim_view), .fact = COLUMNS(claim_fact),
       .limit = claim_limit, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "hospital", .amount = "paid", .group = "award");
