/* disclosure - what a body hangs where all can read it. */
#include "core/core.h"

struct disclosure_witness {
    struct id person;
};
static const struct field disclosure_witness_field[] = {
    REF(disclosure_witness, person, "person", FIELD_NEED | FIELD_FIND),
};

struct disclosure {
    struct id body;
    int32_t item;
    day shown, until;
    struct str venue;
    struct list witnesses;
};
static const struct field disclosure_field[] = {
    REF(disclosure, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(disclosure, item,
           "account_sheet|beneficiary_list|minutes_extract|voters_roll"
           "|vote_result|work_plan|audit_report|other",
           FIELD_NEED | FIELD_KEY),
    DAY(disclosure, shown, FIELD_NEED | FIELD_KEY),
    DAY(disclosure, until, 0),
    TEXT(disclosure, venue, 160, FIELD_NEED),
    ROWS(disclosure, witnesses, disclosure_witness, 20, 0),
};

struct disclosure_view {
    int64_t today;
};
static const struct field disclosure_view_field[] = {
    COUNT(disclosure_view, today, 0, 0, 0),
};

static void disclosure_rule(const struct disclosure *x,
                            const struct disclosure_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->shown != DAY_NONE && x->shown > v->today)
        tell(f, STOP, "date.in_future", "shown");
    if (x->until != DAY_NONE && x->shown != DAY_NONE && x->until < x->shown)
        tell(f, STOP, "date.ends_before_start", "until");
    if (!x->witnesses.n)
        tell(f, WARN, "disclosure.no_witness", "witnesses");
}

/* What a body hangs where everybody can read it: its accounts, who benefited,
 * what was decided; from when until when, and who saw it. */
RECORD(disclosure, .view = COLUMNS(disclosure_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "venue", .group = "trust");
