/* goal_link - what serves a goal, where it does not say so itself. */
#include "core/core.h"

struct goal_link {
    struct str goal, indicator, project;
    int32_t sector;
    struct str source;
};
static const struct field goal_link_field[] = {
    CODE(goal_link, goal, "goal", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CODE(goal_link, indicator, "indicator", FIELD_KEY | FIELD_FIND),
    CODE(goal_link, project, "project", FIELD_KEY | FIELD_FIND),
    CHOICE(goal_link, sector,
           "water|irrigation|road|drainage|sanitation|energy|flood|health"
           "|education|livestock|crop|forest|enterprise|skill|finance"
           "|registration|housing|social|other",
           FIELD_KEY | FIELD_FIND),
    TEXT(goal_link, source, 300, 0),
};

struct goal_link_view; /* its rule needs no view */
static void goal_link_rule(const struct goal_link *x,
                           const struct goal_link_view *v, struct findings *f)
{
    int said = (x->indicator.n > 0) + (x->project.n > 0) + (x->sector >= 0);

    (void)v;
    if (said == 0)
        tell(f, STOP, "goal_link.of_nothing", "indicator");
    if (said > 1)
        tell(f, STOP, "goal_link.of_several", "indicator");
}

/* An indicator or a project that serves a goal; or a sector: a need or a scheme
 * of it that names no goal of its own counts to this one, and of several to the
 * first by its code. */
RECORD(goal_link, .title = "goal", .group = "plan", .right = RIGHT_ISSUE);
