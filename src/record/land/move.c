#include "core/core.h"

struct move {
    struct id place;
    struct date since;
    struct id lg, revenue; /* the side not named stays */
    struct str why;
};
static const struct field move_field[] = {
    REF(move, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(move, since, FIELD_NEED | FIELD_KEY),
    REF(move, lg, "place", FIELD_FIND),
    REF(move, revenue, "place", FIELD_FIND),
    TEXT(move, why, 500, 0),
};

struct move_view {
    int64_t level, lg_level, revenue_level;
};
static const struct field move_view_field[] = {
    COUNT(move_view, level, 0, 0, 0),
    COUNT(move_view, lg_level, 0, 0, 0),
    COUNT(move_view, revenue_level, 0, 0, 0),
};

static void move_rule(const struct move *m, const struct move_view *v,
                      struct findings *f)
{
    if (id_none(m->lg) && id_none(m->revenue))
        tell(f, STOP, "move.nowhere", "lg");
    if (v->level == INT_NONE)
        return;
    if (v->lg_level != INT_NONE && v->lg_level >= v->level)
        tell(f, STOP, "place.parent_not_above", "lg");
    if (v->revenue_level != INT_NONE && v->revenue_level >= v->level)
        tell(f, STOP, "place.parent_not_above", "revenue");
}

/* From a day on, a place belongs to another parent: a tehsil made a district,
 * an agency joined to a province. Figures before that day keep the old one. */
RECORD(move, .view = COLUMNS(move_view), .title = "why", .group = "land");
