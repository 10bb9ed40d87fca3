/* pathway - the stages on the way to a body, as a programme names them. */
#include "core/core.h"

struct pathway_stage {
    struct str code, title, title_ur, title_sd;
    /* what must be there at its end, in words */
    struct str papers, papers_ur, papers_sd;
};
static const struct field pathway_stage_field[] = {
    TEXT(pathway_stage, code, 40, FIELD_NEED),
    TEXT(pathway_stage, title, 120, FIELD_NEED),
    TEXT(pathway_stage, title_ur, 200, 0),
    TEXT(pathway_stage, title_sd, 200, 0),
    TEXT(pathway_stage, papers, 300, 0),
    TEXT(pathway_stage, papers_ur, 450, 0),
    TEXT(pathway_stage, papers_sd, 450, 0),
};

struct pathway {
    struct str code, title, title_ur, title_sd;
    int32_t nature;
    day since, until;
    struct str source;
    struct list stages;
};
static const struct field pathway_field[] = {
    TEXT(pathway, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(pathway, title, 120, FIELD_NEED),
    TEXT(pathway, title_ur, 200, 0),
    TEXT(pathway, title_sd, 200, 0),
    CHOICE(pathway, nature, "co|vo|lso|group|network", FIELD_NEED),
    DAY(pathway, since, 0),
    DAY(pathway, until, 0),
    TEXT(pathway, source, 300, 0),
    ROWS(pathway, stages, pathway_stage, 30, FIELD_NEED),
};

struct pathway_view; /* its rule needs no view */
static void pathway_rule(const struct pathway *x, const struct pathway_view *v,
                         struct findings *f)
{
    const struct pathway_stage *s = x->stages.at;

    (void)v;
    if (x->since != DAY_NONE && x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    for (size_t i = 0; i < x->stages.n; i++)
        for (size_t j = 0; j < i; j++)
            if (str_same(s[i].code, s[j].code)) {
                tell_row(f, STOP, "pathway.said_twice", "stages", i, "code");
                break;
            }
}

/* The way to a body: the stages from the first contact to its formation, as a
 * programme names them, and what each asks for. A way that changes is a new one
 * with a code of its own. */
RECORD(pathway, .code = "code", .title = "title", .group = "body",
       .right = RIGHT_ADMIN);
