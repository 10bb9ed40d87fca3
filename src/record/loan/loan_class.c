/* loan_class - how loans are classed by their days late, and what is set aside
 * for each class: a table, as a regulator or a board decided it from a day on.
 */
#include "core/provision.h"

static const struct field loan_class_grade_field[] = {
    TEXT(loan_class_grade, code, 40, FIELD_NEED),
    TEXT(loan_class_grade, title, 80, FIELD_NEED),
    TEXT(loan_class_grade, title_ur, 120, 0),
    TEXT(loan_class_grade, title_sd, 120, 0),
    COUNT(loan_class_grade, since_days, 0, 100000, FIELD_NEED),
    COUNT(loan_class_grade, upto_days, 0, 100000, 0),
    COUNT(loan_class_grade, percent, 0, 10000, FIELD_NEED | FIELD_POINTS),
};
static const struct field loan_class_field[] = {
    TEXT(loan_class, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(loan_class, title, 120, FIELD_NEED),
    TEXT(loan_class, title_ur, 200, 0),
    TEXT(loan_class, title_sd, 200, 0),
    DAY(loan_class, since, FIELD_NEED),
    ROWS(loan_class, grades, loan_class_grade, GRADES_MOST, FIELD_NEED),
    COUNT(loan_class, general, 0, 10000, FIELD_POINTS),
    COUNT(loan_class, anew_late, 0, 10000, FIELD_POINTS),
    COUNT(loan_class, anew_waiting, 0, 10000, FIELD_POINTS),
    TEXT(loan_class, source, 300, 0),
};

struct loan_class_view; /* its rule needs no view */
static void loan_class_rule(const struct loan_class *x,
                            const struct loan_class_view *v, struct findings *f)
{
    const struct loan_class_grade *g = x->grades.at;

    (void)v;
    for (size_t i = 0; i < x->grades.n; i++) {
        if (g[i].upto_days != INT_NONE && g[i].upto_days < g[i].since_days)
            tell_row(f, STOP, "loan_class.empty", "grades", i, "upto_days");
        if (i > 0 && (g[i - 1].upto_days == INT_NONE ||
                      g[i].since_days <= g[i - 1].upto_days))
            tell_row(f, STOP, "loan_class.overlap", "grades", i, "since_days");
        if (i > 0 && g[i].percent < g[i - 1].percent)
            tell_row(f, WARN, "loan_class.falls", "grades", i, "percent");
    }
}

/* Classes of loans by days late with the part of each that is set aside; a
 * general part of the rest; what counts for loans that were agreed on anew. A
 * later table has its own code. */
RECORD(loan_class, .code = "code", .title = "title", .right = RIGHT_BOOK,
       .group = "money");
