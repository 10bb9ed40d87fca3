/* followup_visit - how what was given fares, some months later. */
#include "core/award.h"

struct followup_visit {
    struct id award, trainee;
    day held;
    int64_t months;
    int32_t result, work;
    int64_t number;
    paisa income;
    struct id staff, person;
    struct str note;
};
static const struct field followup_visit_field[] = {
    REF(followup_visit, award, "award", FIELD_KEY | FIELD_FIND),
    REF(followup_visit, trainee, "trainee", FIELD_KEY | FIELD_FIND),
    DAY(followup_visit, held, FIELD_NEED | FIELD_KEY),
    COUNT(followup_visit, months, 1, 60, FIELD_NEED),
    CHOICE(followup_visit, result, "alive|sold|died|multiplied|stolen|in_use",
           0),
    CHOICE(followup_visit, work,
           "employed|self_employed|looking|studying|at_home", 0),
    COUNT(followup_visit, number, 0, 100000, 0),
    MONEY(followup_visit, income, 0, MONEY_MOST, 0),
    REF(followup_visit, staff, "staff", 0),
    REF(followup_visit, person, "person", 0),
    TEXT(followup_visit, note, 600, 0),
};

struct followup_visit_view {
    int64_t today;
};
static const struct field followup_visit_view_field[] = {
    COUNT(followup_visit_view, today, 0, 0, 0),
};
enum { SOLD = 1, DIED, MULTIPLIED, STOLEN };

static void followup_visit_rule(const struct followup_visit *x,
                                const struct followup_visit_view *v,
                                struct findings *f)
{
    bool gone = x->result == SOLD || x->result == DIED || x->result == STOLEN;

    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (id_none(x->award) == id_none(x->trainee))
        tell(f, STOP, "followup_visit.of_what", "award");
    if (!id_none(x->award) && x->result < 0)
        tell(f, WARN, "followup_visit.how_is_it", "result");
    if (!id_none(x->trainee) && x->work < 0)
        tell(f, WARN, "followup_visit.does_she_work", "work");
    if (gone && !x->note.n)
        tell(f, WARN, "followup_visit.what_happened", "note");
    if (x->result == MULTIPLIED && x->number != INT_NONE && x->number < 2)
        tell(f, WARN, "followup_visit.not_multiplied", "number");
}

/* Three, six and twelve months after an asset was given, or somebody learnt a
 * trade: is it alive, sold, dead or more; is she at work; what she earns. */
RECORD(followup_visit, .view = COLUMNS(followup_visit_view),
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "note",
       .group = "award");
