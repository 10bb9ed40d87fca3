/* training_kind - what a training is for, as data. */
#include "core/learn.h"

struct training_kind {
    struct str code, title, title_ur, title_sd;
    int32_t level;
    int64_t usual;  /* days */
    int64_t attend; /* percent of the days that make one taught */
    int64_t pass;   /* percent of the marks that pass the test after it */
    bool trained, tba, leaders;
    struct str source;
};
static const struct field training_kind_field[] = {
    TEXT(training_kind, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(training_kind, title, 160, FIELD_NEED),
    TEXT(training_kind, title_ur, 250, 0),
    TEXT(training_kind, title_sd, 250, 0),
    CHOICE(training_kind, level, "co|vo|lso|group|crp|staff|any_level",
           FIELD_NEED),
    COUNT(training_kind, usual, 1, 400, 0),
    COUNT(training_kind, attend, 1, 100, 0),
    COUNT(training_kind, pass, 1, 100, 0),
    FLAG(training_kind, trained, 0),
    FLAG(training_kind, tba, 0),
    FLAG(training_kind, leaders, 0),
    TEXT(training_kind, source, 300, 0),
};
enum { LEVEL_STAFF = 5 };

struct training_kind_view; /* its rule needs no view */
static void training_kind_rule(const struct training_kind *x,
                               const struct training_kind_view *v,
                               struct findings *f)
{
    (void)v;
    if (x->level == LEVEL_STAFF && (x->trained || x->tba))
        tell(f, WARN, "training_kind.staff_counted", "trained");
}

/* A kind of training: for whom, how many days it usually takes, how much of it
 * makes somebody taught, which mark passes, and whether it counts as training
 * of community members, of health workers, of leaders. */
RECORD(training_kind, .code = "code", .title = "title", .right = RIGHT_ISSUE,
       .group = "learn");
