/* approval - the yes or no by which a loan is given. */
#include "core/books.h"
#include "core/guard.h"

struct approval {
    struct id loan;
    day held;
    struct id body, resolution, person, staff;
    int32_t says;
    paisa amount;
    struct id score; /* that was current when it was decided */
    struct str note;
};
static const struct field approval_field[] = {
    REF(approval, loan, "loan", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(approval, held, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(approval, body, "body", FIELD_FIND),
    REF(approval, resolution, "resolution", FIELD_FIND),
    REF(approval, person, "person", FIELD_FIND),
    REF(approval, staff, "staff", FIELD_FIND),
    CHOICE(approval, says, SAYS_CHOICES, FIELD_NEED),
    MONEY(approval, amount, 1, MONEY_MOST, 0),
    REF(approval, score, "score", FIELD_FIND),
    TEXT(approval, note, 600, 0),
};

struct approval_view {
    int64_t today;
    day applied, passed;
    paisa asked;
    struct id borrower, resolved_by;
    int64_t lost;
    day scored; /* when its score was taken */
};
static const struct field approval_view_field[] = {
    COUNT(approval_view, today, 0, 0, 0),
    DAY(approval_view, applied, 0),
    DAY(approval_view, passed, 0),
    MONEY(approval_view, asked, 0, 0, 0),
    REF(approval_view, borrower, "person", 0),
    REF(approval_view, resolved_by, "body", 0),
    COUNT(approval_view, lost, 0, 0, 0),
    DAY(approval_view, scored, 0),
};

static void approval_rule(const struct approval *x,
                          const struct approval_view *v, struct findings *f)
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
    if (v->scored != DAY_NONE && x->held != DAY_NONE && v->scored > x->held)
        tell(f, STOP, "guard.score_later", "score");
}

/* What the registers know of the loan on that day: the log marks what did not
 * hold; a form refuses it (web/loan). */
static bool approval_posts(const void *facts, size_t n, month since,
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
static void approval_limit(const void *rows, size_t n, struct findings *f)
{
    const struct guarded *g = rows;

    for (size_t i = 0; i < n; i++)
        guard_judge(&g[i], STOP, f);
}

/* The decision to lend, by the body whose money it is or by the RSP: how much,
 * by which resolution, on which score. */
RECORD(approval, .view = COLUMNS(approval_view), .fact = COLUMNS(guarded),
       .posts = approval_posts, .limit = approval_limit, .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "note", .amount = "amount",
       .group = "money");
