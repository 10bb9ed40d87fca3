/* goal - what all the work is for: an aim that somebody set. */
#include "core/core.h"

struct goal {
    struct str code, title, title_ur, title_sd;
    int32_t family;
    struct str framework, part_of;
    int32_t sector;
    int64_t year; /* of an ADP line: the July in which its year begins */
    paisa amount; /* set aside for it */
    day since, until;
    struct str source;
};
static const struct field goal_field[] = {
    TEXT(goal, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(goal, title, 200, FIELD_NEED),
    TEXT(goal, title_ur, 300, 0),
    TEXT(goal, title_sd, 300, 0),
    CHOICE(goal, family, "sdg|strategy|adp|other", FIELD_NEED),
    TEXT(goal, framework, 160, 0),
    CODE(goal, part_of, "goal", FIELD_FIND),
    CHOICE(goal, sector,
           "water|irrigation|road|drainage|sanitation|energy|flood|health"
           "|education|livestock|crop|forest|enterprise|skill|finance"
           "|registration|housing|social|other",
           0),
    COUNT(goal, year, 1990, 2200, 0),
    MONEY(goal, amount, 0, INT64_C(100000000000000), 0),
    DAY(goal, since, 0),
    DAY(goal, until, 0),
    TEXT(goal, source, 300, 0),
};

enum { FAMILY_SDG, FAMILY_STRATEGY, FAMILY_ADP };

struct goal_view; /* its rule needs no view */
static void goal_rule(const struct goal *x, const struct goal_view *v,
                      struct findings *f)
{
    (void)v;
    for (size_t i = 0; i < x->code.n; i++)
        if (x->code.p[i] == ' ' || x->code.p[i] == ',')
            tell(f, STOP, "code.blanks", "code");
    if (x->part_of.n && str_same(x->part_of, x->code))
        tell(f, STOP, "goal.of_itself", "part_of");
    if ((x->family == FAMILY_STRATEGY || x->family == FAMILY_ADP) &&
        !x->framework.n)
        tell(f, WARN, "goal.of_which_paper", "framework");
    if (x->family == FAMILY_ADP && x->year == INT_NONE)
        tell(f, WARN, "goal.of_which_year", "year");
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* An aim that needs, schemes, projects and indicators serve: a target of the
 * Sustainable Development Goals, an aim of a government strategy, a line of an
 * Annual Development Programme (ADP). `framework` is the paper it stands in. */
RECORD(goal, .code = "code", .title = "title", .group = "plan",
       .right = RIGHT_ISSUE);
