/* appraisal - what a tier says of a loan that is asked for. */
#include "core/books.h"
#include "core/guard.h"

struct appraisal {
    struct id loan;
    day held;
    int32_t tier;
    struct id body, resolution, person, staff;
    int32_t says;
    paisa amount;
    struct str note;
};
static const struct field appraisal_field[] = {
    REF(appraisal, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(appraisal, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(appraisal, tier, "co|vo|lso|rsp", FIELD_NEED | FIELD_KEY),
    REF(appraisal, body, "body", FIELD_FIND),
    REF(appraisal, resolution, "resolution", FIELD_FIND),
    REF(appraisal, person, "person", FIELD_FIND),
    REF(appraisal, staff, "staff", FIELD_FIND),
    CHOICE(appraisal, says, SAYS_CHOICES, FIELD_NEED),
    MONEY(appraisal, amount, 1, MONEY_MOST, 0),
    TEXT(appraisal, note, 600, 0),
};

struct appraisal_view {
    int64_t today;
    day applied, passed;
    paisa asked;
    struct id borrower, resolved_by;
    int64_t lost;
};
static const struct field appraisal_view_field[] = {
    COUNT(appraisal_view, today, 0, 0, 0),
    DAY(appraisal_view, applied, 0),
    DAY(appraisal_view, passed, 0),
    MONEY(appraisal_view, asked, 0, 0, 0),
    REF(appraisal_view, borrower, "person", 0),
    REF(appraisal_view, resolved_by, "body", 0),
    COUNT(appraisal_view, lost, 0, 0, 0),
};

static void appraisal_rule(const struct appraisal *x,
                           const struct appraisal_view *v, struct findings *f)
{
    guard_step(&(struct guard_step){ .today = v->today,
                                     .held = x->held,
                                     .applied = v->applied,
                                     .passed = v->passed,
                                     .borrower = v->borrower,
                                     .body = x->body,
                                     .person = x->person,
                                     .staff = x->staff,
                                     .resolution = x->resolution,
                                     .resolved_by = v->resolved_by,
                                     .lost = v->lost,
                                     .says = x->says,
                                     .amount = x->amount,
                                     .asked = v->asked },
               f);
}

/* What the registers know of the loan on that day: the log marks what did not
 * hold; a form refuses it (web/loan). */
static bool appraisal_posts(const void *facts, size_t n, month since,
                            struct postings *out)
{
    const struct guarded *g = facts;

    if (since != MONTH_NONE)
        return false; /* all of it is needed */
    guard_remark(g, n, out);
    return true;
}

/* The same of a draft, and what only a form can know: her other loans, her
 * group, the cash there is. */
static void appraisal_limit(const void *rows, size_t n, struct findings *f)
{
    const struct guarded *g = rows;

    for (size_t i = 0; i < n; i++)
        guard_judge(&g[i], STOP, f);
}

/* What a body, or the RSP's officer, found of a loan that was asked for: yes,
 * no or later, how much, by which resolution. One tier after the other. */
RECORD(appraisal, .view = COLUMNS(appraisal_view), .fact = COLUMNS(guarded),
       .posts = appraisal_posts, .limit = appraisal_limit, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .amount = "amount",
       .group = "money");
