/* agency - somebody outside who can help: a department, a bank, a donor. */
#include "core/core.h"

struct agency {
    struct str code, name, name_ur, name_sd;
    int32_t nature;
    struct id place;
    struct str address;
    int64_t answer_days, lapse_days;
    struct str source;
};
static const struct field agency_field[] = {
    TEXT(agency, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(agency, name, 160, FIELD_NEED),
    TEXT(agency, name_ur, 250, 0),
    TEXT(agency, name_sd, 250, 0),
    CHOICE(agency, nature,
           "federal|provincial|district|taluka|union_council|registration|ngo|"
           "donor|private|bank|academic",
           FIELD_NEED),
    REF(agency, place, "place", FIELD_FIND),
    TEXT(agency, address, 300, 0),
    COUNT(agency, answer_days, 1, 3650, 0),
    COUNT(agency, lapse_days, 1, 3650, 0),
    TEXT(agency, source, 300, 0),
};

struct agency_view; /* its rule needs no view */
static void agency_rule(const struct agency *x, const struct agency_view *v,
                        struct findings *f)
{
    (void)v;
    if (x->answer_days != INT_NONE && x->lapse_days != INT_NONE &&
        x->lapse_days < x->answer_days)
        tell(f, WARN, "agency.lapses_first", "lapse_days");
}

/* Somebody outside whom a body can ask: a department, a council, a bank, an NGO,
 * a donor, a company; within how many days it should answer, and after how many
 * silent ones a promise of it has lapsed. */
RECORD(agency, .code = "code", .title = "name", .group = "linkage");
