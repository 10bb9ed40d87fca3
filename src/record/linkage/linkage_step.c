/* linkage_step - what came of asking: answered, promised, delivered. */
#include "core/books.h"
#include "core/linkage.h"

struct linkage_step {
    struct id linkage;
    day held;
    int32_t stage;
    struct str answer;
    day due;
    paisa value, people_paid;
    int32_t value_basis;
    struct id staff, person;
    struct str evidence;
};
static const struct field linkage_step_field[] = {
    REF(linkage_step, linkage, "linkage", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DAY(linkage_step, held, FIELD_NEED | FIELD_KEY),
    CHOICE(linkage_step, stage, LINKAGE_STAGES, FIELD_NEED | FIELD_KEY),
    DAY(linkage_step, due, 0),
    TEXT(linkage_step, answer, 600, 0),
    MONEY(linkage_step, value, 0, MONEY_MOST, 0),
    CHOICE(linkage_step, value_basis, "invoice|market|agency", 0),
    MONEY(linkage_step, people_paid, 0, MONEY_MOST, 0),
    REF(linkage_step, staff, "staff", 0),
    REF(linkage_step, person, "person", 0),
    TEXT(linkage_step, evidence, 200, 0),
};

struct linkage_step_view {
    int64_t today;
    paisa value;
    int32_t value_basis; /* of the linkage */
};
static const struct field linkage_step_view_field[] = {
    COUNT(linkage_step_view, today, 0, 0, 0),
    MONEY(linkage_step_view, value, 0, 0, 0),
    CHOICE(linkage_step_view, value_basis, "invoice|market|agency", 0),
};

static void linkage_step_rule(const struct linkage_step *x,
                              const struct linkage_step_view *v,
                              struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (x->due != DAY_NONE && x->held != DAY_NONE && x->due < x->held)
        tell(f, STOP, "linkage.due_first", "due");
    if (x->stage == LINKAGE_PROMISED && x->due == DAY_NONE)
        tell(f, WARN, "linkage.no_due", "due");
    if ((x->stage == LINKAGE_REFUSED || x->stage == LINKAGE_ANSWERED) &&
        !x->answer.n)
        tell(f, WARN, "linkage_step.what_answer", "answer");
    if (x->stage == LINKAGE_DELIVERED && !x->evidence.n)
        tell(f, WARN, "linkage_step.no_evidence", "evidence");
    if (x->stage == LINKAGE_DELIVERED && x->value == INT_NONE &&
        v->value == INT_NONE)
        tell(f, WARN, "linkage_step.no_value", "value");
    if (x->value != INT_NONE && x->value > 0 && x->value_basis < 0 &&
        v->value_basis < 0)
        tell(f, WARN, "linkage.no_basis", "value_basis");
}

/* What came of a linkage on a day: somebody was reminded, answered, promised for
 * a day, began, delivered, refused; or the body gave it up. */
RECORD(linkage_step, .view = COLUMNS(linkage_step_view), .right = RIGHT_KEEP,
       .reads = RIGHT_REGISTER, .title = "answer", .group = "linkage");
