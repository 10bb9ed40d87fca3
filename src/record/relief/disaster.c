/* disaster - what came over a place, and what each household is then to have. */
#include "core/relief.h"

struct entitlement {
    int32_t what;
    struct str goods;
    int64_t quantity;
    struct str unit;
    int64_t every;
};
static const struct field entitlement_field[] = {
    CHOICE(entitlement, what, RELIEF_CHOICES, FIELD_NEED),
    TEXT(entitlement, goods, 160, 0),
    COUNT(entitlement, quantity, 1, 1000000, 0),
    TEXT(entitlement, unit, 40, 0),
    COUNT(entitlement, every, 1, 3650, 0),
};

struct disaster {
    struct str code, title, title_ur, title_sd;
    int32_t nature;
    struct id place;
    day since;
    struct list package;
    struct str note;
};
static const struct field disaster_field[] = {
    TEXT(disaster, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(disaster, title, 160, FIELD_NEED),
    TEXT(disaster, title_ur, 250, 0),
    TEXT(disaster, title_sd, 250, 0),
    CHOICE(disaster, nature,
           "flood|rain|drought|earthquake|storm|heat|fire|epidemic|landslide|"
           "other",
           FIELD_NEED),
    REF(disaster, place, "place", FIELD_NEED | FIELD_FIND),
    DAY(disaster, since, FIELD_NEED),
    ROWS(disaster, package, entitlement, 30, 0),
    TEXT(disaster, note, 1000, 0),
};

struct disaster_view {
    int64_t today;
};
static const struct field disaster_view_field[] = {
    COUNT(disaster_view, today, 0, 0, 0),
};

static void disaster_rule(const struct disaster *x,
                          const struct disaster_view *v, struct findings *f)
{
    const struct entitlement *e = x->package.at;

    if (v->today != INT_NONE && x->since != DAY_NONE && x->since > v->today)
        tell(f, STOP, "date.in_future", "since");
    if (!x->package.n)
        tell(f, WARN, "disaster.no_package", "package");
    for (size_t i = 0; i < x->package.n; i++)
        for (size_t j = 0; j < i; j++)
            if (e[i].what == e[j].what) {
                tell_row(f, STOP, "disaster.twice_in_package", "package", i,
                         "what");
                break;
            }
}

/* A flood or another disaster: where, since when, and what each household that
 * it struck is to have, once or every so many days. Its phases up to the return
 * to normal are told by disaster_phase. */
RECORD(disaster, .view = COLUMNS(disaster_view), .code = "code",
       .title = "title", .group = "relief");
