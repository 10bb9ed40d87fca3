#include "core/core.h"

struct alias {
    struct id place;
    struct str name;
};
static const struct field alias_field[] = {
    REF(alias, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(alias, name, 120, FIELD_NEED | FIELD_KEY | FIELD_FIND),
};

struct alias_view; /* its rule needs no view */
static void alias_rule(const struct alias *a, const struct alias_view *v,
                       struct findings *f)
{
    (void)v;
    if (a->name.n && !str_trim(a->name).n)
        tell(f, STOP, "field.missing", "name");
}

/* Another spelling under which sheets name a place; settled once, remembered. */
RECORD(alias, .title = "name", .group = "land");
