/* feasible_gate - which gates a need of a sector must pass, and what is asked
 * there. */
#include "core/feasible.h"
#include "core/need_fact.h"

struct feasible_gate {
    struct str code;
    int32_t sector, gate; /* sector 0: any */
    bool needed;
    struct str title, title_ur, title_sd;
    day since, until;
    bool illustrative;
    struct str source;
};
static const struct field feasible_gate_field[] = {
    TEXT(feasible_gate, code, 60, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(feasible_gate, sector, "any_sector|" SECTOR_CHOICES, FIELD_NEED),
    CHOICE(feasible_gate, gate, FEASIBLE_GATE_NAMES, FIELD_NEED),
    FLAG(feasible_gate, needed, 0),
    TEXT(feasible_gate, title, 300, FIELD_NEED),
    TEXT(feasible_gate, title_ur, 450, 0),
    TEXT(feasible_gate, title_sd, 450, 0),
    DAY(feasible_gate, since, FIELD_NEED),
    DAY(feasible_gate, until, 0),
    FLAG(feasible_gate, illustrative, 0),
    TEXT(feasible_gate, source, 300, 0),
};

struct feasible_gate_view; /* its rule needs no view */

static void feasible_gate_rule(const struct feasible_gate *x,
                               const struct feasible_gate_view *v,
                               struct findings *f)
{
    (void)v;
    if (x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* A gate that a need of a sector has to pass before anything is spent on it, or
 * need not, and the question that is asked there. */
RECORD(feasible_gate, .code = "code", .right = RIGHT_ADMIN, .title = "title",
       .group = "need");
