#include "core/core.h"

/* Ranks in the order of the choices: a parent's is always smaller. */
#define LEVELS                                                                 \
    "country|province|division|district|taluka|uc|tapa|deh|settlement"

struct place_code {
    struct str scheme, edition, code;
};
static const struct field place_code_field[] = {
    TEXT(place_code, scheme, 20, FIELD_NEED),
    TEXT(place_code, edition, 20, 0),
    TEXT(place_code, code, 40, FIELD_NEED | FIELD_FIND),
};

struct place {
    int32_t level;
    struct str name, name_ur, name_sd;
    struct id lg, revenue; /* parents from the first day on */
    struct date since;
    struct list codes;
};
static const struct field place_field[] = {
    CHOICE(place, level, LEVELS, FIELD_NEED | FIELD_KEY),
    TEXT(place, name, 120, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(place, name_ur, 200, 0),
    TEXT(place, name_sd, 200, 0),
    REF(place, lg, "place", FIELD_KEY | FIELD_FIND),
    REF(place, revenue, "place", FIELD_KEY | FIELD_FIND),
    DATE(place, since, 0),
    ROWS(place, codes, place_code, 20, 0),
};

struct place_view {
    int64_t lg_level, revenue_level; /* INT_NONE when not known */
};
static const struct field place_view_field[] = {
    COUNT(place_view, lg_level, 0, 0, 0),
    COUNT(place_view, revenue_level, 0, 0, 0),
};

static void place_rule(const struct place *p, const struct place_view *v,
                       struct findings *f)
{
    if (p->level > 0 && id_none(p->lg) && id_none(p->revenue))
        tell(f, STOP, "place.no_parent", "lg");
    if (v->lg_level != INT_NONE && v->lg_level >= p->level)
        tell(f, STOP, "place.parent_not_above", "lg");
    if (v->revenue_level != INT_NONE && v->revenue_level >= p->level)
        tell(f, STOP, "place.parent_not_above", "revenue");
}

/* A place of local government or of the revenue: country, province, division,
 * district, taluka (tehsil), union council; tapa, deh (mouza); and settlement,
 * which belongs to both. Its later parents are moves. */
RECORD(place, .view = COLUMNS(place_view), .title = "name", .group = "land");
