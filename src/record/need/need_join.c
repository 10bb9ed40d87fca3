/* need_join - a need becomes part of a wider one, or stands alone again. */
#include "core/need_fact.h"

struct need_join {
    struct id need, wider;
    day held;
    struct id body, resolution;
    struct str why;
};
static const struct field need_join_field[] = {
    REF(need_join, need, "need", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(need_join, wider, "need", FIELD_FIND),
    DAY(need_join, held, FIELD_NEED | FIELD_KEY),
    REF(need_join, body, "body", FIELD_FIND),
    REF(need_join, resolution, "resolution", FIELD_FIND),
    TEXT(need_join, why, 600, 0),
};

struct need_join_view {
    int64_t today;
    int32_t sector, wider_sector;
    int64_t tier, wider_tier; /* enum need_tier */
};
static const struct field need_join_view_field[] = {
    COUNT(need_join_view, today, 0, 0, 0),
    CHOICE(need_join_view, sector, SECTOR_CHOICES, 0),
    CHOICE(need_join_view, wider_sector, SECTOR_CHOICES, 0),
    COUNT(need_join_view, tier, 0, 0, 0),
    COUNT(need_join_view, wider_tier, 0, 0, 0),
};

/* A need travels up: a village's is not part of a household's. What is merged
 * is of one sector. */
static void need_join_rule(const struct need_join *x,
                           const struct need_join_view *v, struct findings *f)
{
    if (v->today != INT_NONE && x->held != DAY_NONE && x->held > v->today)
        tell(f, STOP, "date.in_future", "held");
    if (!id_none(x->wider) && id_same(x->need, x->wider))
        tell(f, STOP, "need_join.to_itself", "wider");
    if (id_none(x->wider) && !x->why.n)
        tell(f, WARN, "need_join.why_alone", "why");
    if (v->tier != INT_NONE && v->wider_tier != INT_NONE &&
        v->wider_tier < v->tier)
        tell(f, STOP, "need_join.downwards", "wider");
    if (v->sector >= 0 && v->wider_sector >= 0 && v->sector != v->wider_sector)
        tell(f, WARN, "need_join.other_sector", "wider");
}

/* A need is merged into a wider one, and keeps what it is: who asked still sees
 * what becomes of it. Without a wider need it stands alone again. */
RECORD(need_join, .view = COLUMNS(need_join_view), .along = "need, held",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "why",
       .group = "need");
