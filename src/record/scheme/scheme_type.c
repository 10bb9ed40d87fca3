/* scheme_type - a sort of scheme: what its gates ask for, and its defaults. */
#include "core/works.h"

struct scheme_type_paper {
    int32_t gate;
    struct str code;
};
static const struct field scheme_type_paper_field[] = {
    CHOICE(scheme_type_paper, gate, WORKS_GATES, FIELD_NEED),
    CODE(scheme_type_paper, code, "scheme_document", FIELD_NEED),
};

struct scheme_type {
    struct str code, title, title_ur, title_sd;
    int32_t sector;
    struct str unit, oc4ids;
    int64_t share, quorum, window_days, radius;
    paisa fee;
    int32_t environment;
    struct str source;
    struct list paper;
};
static const struct field scheme_type_field[] = {
    TEXT(scheme_type, code, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(scheme_type, title, 160, FIELD_NEED),
    TEXT(scheme_type, title_ur, 250, 0),
    TEXT(scheme_type, title_sd, 250, 0),
    CHOICE(scheme_type, sector, WORKS_SECTORS, FIELD_NEED),
    TEXT(scheme_type, unit, 40, 0),
    TEXT(scheme_type, oc4ids, 60, 0),
    COUNT(scheme_type, share, 0, 10000, FIELD_POINTS),
    COUNT(scheme_type, quorum, 0, 100, 0),
    COUNT(scheme_type, window_days, 0, 90, 0),
    COUNT(scheme_type, radius, 0, 20000, 0),
    MONEY(scheme_type, fee, 0, MONEY_MOST, 0),
    CHOICE(scheme_type, environment, "none|mitigate|eia", 0),
    TEXT(scheme_type, source, 300, 0),
    ROWS(scheme_type, paper, scheme_type_paper, 200, 0),
};

struct scheme_type_view; /* its rule needs no view */
static void scheme_type_rule(const struct scheme_type *x,
                             const struct scheme_type_view *v,
                             struct findings *f)
{
    const struct scheme_type_paper *p = x->paper.at;

    (void)v;
    for (size_t i = 0; i < x->paper.n; i++)
        for (size_t j = 0; j < i; j++)
            if (p[i].gate == p[j].gate && str_same(p[i].code, p[j].code)) {
                tell_row(f, STOP, "scheme_type.paper_twice", "paper", i,
                         "code");
                break;
            }
    if (!x->paper.n)
        tell(f, WARN, "scheme_type.no_gate", "paper");
}

/* A sort of scheme: which papers each gate wants, the least share of the
 * community, how long the village sheet hangs before a tranche, within how many
 * metres another of its sort is looked for, the O&M fee of a household. */
RECORD(scheme_type, .code = "code", .title = "title", .right = RIGHT_ISSUE,
       .group = "scheme");
