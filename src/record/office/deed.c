#include "core/core.h"

struct deed {
    struct id activist;
    day held;
    int32_t what;
    struct str title;
    struct id body; /* where it was done, if for another */
    int64_t women, men;
};
static const struct field deed_field[] = {
    REF(deed, activist, "activist", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(deed, held, FIELD_NEED | FIELD_KEY),
    CHOICE(deed, what, "task|training|session", FIELD_NEED | FIELD_KEY),
    TEXT(deed, title, 160, FIELD_NEED | FIELD_KEY),
    REF(deed, body, "body", FIELD_FIND),
    COUNT(deed, women, 0, 10000, 0),
    COUNT(deed, men, 0, 10000, 0),
};

struct deed_view {
    int64_t today;
    day since, ended;
};
static const struct field deed_view_field[] = {
    COUNT(deed_view, today, 0, 0, 0),
    DAY(deed_view, since, 0),
    DAY(deed_view, ended, 0),
};

enum { WHAT_SESSION = 2 };

static void deed_rule(const struct deed *x, const struct deed_view *v,
                      struct findings *f)
{
    if (x->held != DAY_NONE) {
        if (v->today != INT_NONE && x->held > v->today)
            tell(f, STOP, "date.in_future", "held");
        if (v->since != DAY_NONE && x->held < v->since)
            tell(f, WARN, "deed.before_named", "held");
        if (v->ended != DAY_NONE && x->held > v->ended)
            tell(f, WARN, "deed.after_end", "held");
    }
    if (x->what == WHAT_SESSION && x->women == INT_NONE && x->men == INT_NONE)
        tell(f, WARN, "deed.nobody", "women");
}

/* What an activist or a CRP did on a day: a task, a session that she held, with
 * who came, or a training that she got. */
RECORD(deed, .view = COLUMNS(deed_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "title", .group = "body");
