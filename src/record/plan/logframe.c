/* logframe - why a project does what it does, and how one will know. */
#include "core/logframe.h"

static const struct field logframe_step_field[] = {
    CHOICE(logframe_step, level, "goal|outcome|output|activity", FIELD_NEED),
    TEXT(logframe_step, code, 20, FIELD_NEED),
    TEXT(logframe_step, statement, 400, FIELD_NEED),
    CODE(logframe_step, indicator, "indicator", 0),
    CHOICE(logframe_step, measure, "project|place", 0),
    COUNT(logframe_step, baseline, 0, INT64_C(1000000000000000), 0),
    COUNT(logframe_step, amount, 0, INT64_C(1000000000000000), 0),
    MONTH(logframe_step, ends, 0),
    TEXT(logframe_step, evidence, 300, 0),
    TEXT(logframe_step, assumption, 300, 0),
    CODE(logframe_step, goal, "goal", 0),
};

static const struct field logframe_milestone_field[] = {
    TEXT(logframe_milestone, code, 20, FIELD_NEED),
    CODE(logframe_milestone, indicator, "indicator", 0),
    MONTH(logframe_milestone, by_month, FIELD_NEED),
    COUNT(logframe_milestone, amount, 0, INT64_C(1000000000000000), FIELD_NEED),
};

static const struct field logframe_field[] = {
    REF(logframe, project, "project", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(logframe, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    REF(logframe, place, "place", FIELD_NEED | FIELD_FIND),
    COUNT(logframe, version, 1, 100, FIELD_NEED | FIELD_KEY),
    MONTH(logframe, since, FIELD_NEED),
    TEXT(logframe, title, 160, 0),
    ROWS(logframe, steps, logframe_step, 200, FIELD_NEED),
    ROWS(logframe, milestones, logframe_milestone, 600, 0),
};

static const struct logframe_step *item_find(const struct logframe *x,
                                             struct str code, size_t n)
{
    const struct logframe_step *item = x->steps.at;

    for (size_t i = 0; i < n; i++)
        if (str_same(item[i].code, code))
            return &item[i];
    return NULL;
}

static void steps_rule(const struct logframe *x, struct findings *f)
{
    const struct logframe_step *item = x->steps.at;

    for (size_t i = 0; i < x->steps.n; i++) {
        if (item_find(x, item[i].code, i))
            tell_row(f, STOP, "logframe.code_twice", "steps", i, "code");
        if (item[i].indicator.n && item[i].amount == INT_NONE)
            tell_row(f, WARN, "logframe.how_much", "steps", i, "amount");
        if (!item[i].indicator.n && item[i].amount != INT_NONE)
            tell_row(f, STOP, "logframe.of_what", "steps", i, "indicator");
        if (item[i].indicator.n && !item[i].evidence.n)
            tell_row(f, WARN, "logframe.no_evidence", "steps", i, "evidence");
        if (item[i].ends != MONTH_NONE && x->since != MONTH_NONE &&
            item[i].ends < x->since)
            tell_row(f, STOP, "date.ends_before_start", "steps", i, "ends");
    }
}

struct logframe_view; /* its rule needs no view */
static void logframe_rule(const struct logframe *x,
                          const struct logframe_view *v, struct findings *f)
{
    const struct logframe_milestone *stone = x->milestones.at;

    (void)v;
    steps_rule(x, f);
    for (size_t i = 0; i < x->milestones.n; i++) {
        const struct logframe_step *of = item_find(x, stone[i].code,
                                                   x->steps.n);

        if (!of || !of->indicator.n)
            tell_row(f, STOP, "logframe.stone_of_nothing", "milestones", i,
                     "code");
        else if (stone[i].indicator.n &&
                 !str_same(stone[i].indicator, of->indicator))
            tell_row(f, STOP, "logframe.stone_of_other", "milestones", i,
                     "indicator");
        else if (of->ends != MONTH_NONE && stone[i].by_month > of->ends)
            tell_row(f, STOP, "logframe.stone_after_end", "milestones", i,
                     "by_month");
        for (size_t j = 0; j < i; j++)
            if (stone[j].by_month == stone[i].by_month &&
                str_same(stone[j].code, stone[i].code)) {
                tell_row(f, STOP, "logframe.stone_twice", "milestones", i,
                         "by_month");
                break;
            }
    }
}

/* The logical framework of a project: goal, outcomes, outputs and activities,
 * each with its indicator, baseline, milestones, target and evidence. Amounts
 * are levels to be reached, in the indicator's own scale; measured by what the
 * project adds, or by all there is in its place. Of several versions the latest
 * counts. */
RECORD(logframe, .title = "title", .group = "plan", .reads = RIGHT_REGISTER);
