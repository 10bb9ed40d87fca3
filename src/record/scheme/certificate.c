/* certificate - an engineer certifies how much of a scheme is done. */
#include "core/works.h"

struct certificate_work {
    struct str line;
    int64_t done;
};
static const struct field certificate_work_field[] = {
    TEXT(certificate_work, line, 30, FIELD_NEED),
    COUNT(certificate_work, done, 0, 10000, FIELD_NEED | FIELD_POINTS),
};

struct certificate {
    struct id scheme;
    day held;
    struct str number;
    struct id staff;
    struct list work;
    day audited;
    struct id auditor;
    bool completion;
    struct str note;
};
static const struct field certificate_field[] = {
    REF(certificate, scheme, "scheme", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(certificate, held, FIELD_NEED | FIELD_KEY),
    TEXT(certificate, number, 40, FIELD_KEY),
    REF(certificate, staff, "staff", 0),
    ROWS(certificate, work, certificate_work, 400, FIELD_NEED),
    DAY(certificate, audited, 0),
    REF(certificate, auditor, "person", 0),
    FLAG(certificate, completion, 0),
    TEXT(certificate, note, 600, 0),
};

struct certificate_view {
    int64_t today;
    day begun;
};
static const struct field certificate_view_field[] = {
    COUNT(certificate_view, today, 0, 0, 0),
    DAY(certificate_view, begun, 0),
};

static void certificate_rule(const struct certificate *x,
                             const struct certificate_view *v,
                             struct findings *f)
{
    works_held(v->today, x->held, v->begun, f);
    const struct certificate_work *w = x->work.at;

    for (size_t i = 0; i < x->work.n; i++) {
        if (x->completion && w[i].done != 10000)
            tell_row(f, STOP, "certificate.not_complete", "work", i, "done");
        for (size_t j = 0; j < i; j++)
            if (str_same(w[i].line, w[j].line)) {
                tell_row(f, STOP, "estimate.line_twice", "work", i, "line");
                break;
            }
    }
    if (id_none(x->staff))
        tell(f, WARN, "certificate.no_engineer", "staff");
    if (x->audited != DAY_NONE && v->today != INT_NONE && x->audited > v->today)
        tell(f, STOP, "date.in_future", "audited");
    if (x->audited != DAY_NONE && x->held != DAY_NONE && x->audited < x->held)
        tell(f, WARN, "certificate.audited_before", "audited");
}

/* A certificate of progress: of each line of the estimate how many percent are
 * done; whether the audit committee signed, and whether all is complete. */
RECORD(certificate, .view = COLUMNS(certificate_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "number", .group = "scheme");
