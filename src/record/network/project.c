#include "core/core.h"

struct project {
    struct str code, name, name_ur, name_sd;
    int32_t nature;
    struct str donor;
    struct id rsp;
    struct date since, until;
    int64_t year_begins; /* month 1..12 of the donor's year */
};
static const struct field project_field[] = {
    TEXT(project, code, 20, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(project, name, 160, FIELD_NEED),
    TEXT(project, name_ur, 250, 0),
    TEXT(project, name_sd, 250, 0),
    CHOICE(project, nature, "core|donor|emergency", FIELD_NEED),
    TEXT(project, donor, 120, 0),
    REF(project, rsp, "rsp", FIELD_NEED | FIELD_FIND),
    DATE(project, since, FIELD_NEED),
    DATE(project, until, 0),
    COUNT(project, year_begins, 1, 12, 0),
};

struct project_view; /* its rule needs no view */
static void project_rule(const struct project *p, const struct project_view *v,
                         struct findings *f)
{
    (void)v;
    if (p->nature == 1 && !p->donor.n)
        tell(f, WARN, "project.no_donor", "donor");
    if (p->until.on != DAY_NONE && date_end(p->until) < p->since.on)
        tell(f, STOP, "date.ends_before_start", "until");
}

/* What an RSP does with one purse: its core work, a donor's project, or the
 * answer to an emergency. */
RECORD(project, .code = "code", .title = "name", .group = "network");
