/* house_plan - a kind of house: its stages, and what part of the cost each is
 * paid. */
#include "core/award.h"

struct house_plan_stage {
    struct str code, title, title_ur, title_sd;
    int64_t portion;
};
static const struct field house_plan_stage_field[] = {
    TEXT(house_plan_stage, code, 40, FIELD_NEED),
    TEXT(house_plan_stage, title, 120, FIELD_NEED),
    TEXT(house_plan_stage, title_ur, 200, 0),
    TEXT(house_plan_stage, title_sd, 200, 0),
    COUNT(house_plan_stage, portion, 0, 100, FIELD_NEED),
};

struct house_plan {
    struct str code, title, title_ur, title_sd;
    day since, until;
    int64_t rooms;
    struct str source;
    struct list stages;
};
static const struct field house_plan_field[] = {
    TEXT(house_plan, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(house_plan, title, 160, FIELD_NEED),
    TEXT(house_plan, title_ur, 250, 0),
    TEXT(house_plan, title_sd, 250, 0),
    DAY(house_plan, since, 0),
    DAY(house_plan, until, 0),
    COUNT(house_plan, rooms, 1, 20, 0),
    TEXT(house_plan, source, 300, 0),
    ROWS(house_plan, stages, house_plan_stage, 20, FIELD_NEED),
};

struct house_plan_view; /* its rule needs no view */
static void house_plan_rule(const struct house_plan *x,
                            const struct house_plan_view *v, struct findings *f)
{
    const struct house_plan_stage *s = x->stages.at;
    int64_t sum = 0;

    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    for (size_t i = 0; i < x->stages.n; i++) {
        sum += s[i].portion == INT_NONE ? 0 : s[i].portion;
        for (size_t j = 0; j < i; j++)
            if (str_same(s[i].code, s[j].code)) {
                tell_row(f, STOP, "house_plan.stage_twice", "stages", i,
                         "code");
                break;
            }
    }
    if (x->stages.n && sum != 100)
        tell_ab(f, STOP, "house_plan.not_hundred", "stages", sum, 100);
}

/* The stages of a house in their order, and what percent of its approved cost
 * is paid when each stands. */
RECORD(house_plan, .code = "code", .title = "title", .right = RIGHT_ISSUE,
       .group = "award");
