#include "core/core.h"

struct coverage_place {
    struct id place;
};
static const struct field coverage_place_field[] = {
    REF(coverage_place, place, "place", FIELD_NEED | FIELD_FIND),
};

struct coverage {
    struct id rsp;
    struct date since, until;
    struct list places;
    int64_t stated;
    int32_t unit;
    struct str source;
};
static const struct field coverage_field[] = {
    REF(coverage, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    DATE(coverage, since, FIELD_KEY),
    DATE(coverage, until, 0),
    ROWS(coverage, places, coverage_place, 5000, 0),
    COUNT(coverage, stated, 1, 100000, FIELD_KEY),
    CHOICE(coverage, unit, "uc|taluka|district", FIELD_NEED | FIELD_KEY),
    TEXT(coverage, source, 300, 0),
};

struct coverage_view; /* its rule needs no view */
static void coverage_rule(const struct coverage *c,
                          const struct coverage_view *v, struct findings *f)
{
    (void)v;
    if (!c->places.n && c->stated == INT_NONE)
        tell(f, STOP, "coverage.nothing", "stated");
    if (!c->places.n && !c->source.n)
        tell(f, WARN, "coverage.no_source", "source");
    if (c->places.n && c->stated != INT_NONE &&
        c->stated != (int64_t)c->places.n)
        tell_ab(f, WARN, "coverage.differs", "stated", c->stated,
                (int64_t)c->places.n);
    if (c->until.on != DAY_NONE && c->since.on != DAY_NONE &&
        c->until.on < c->since.on)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* The area an RSP is charged with from a day on: the places themselves, or a
 * stated number with its source where nobody has published the list. */
RECORD(coverage, .title = "source", .group = "network");
