#include "core/core.h"

struct access {
    struct str login, name, role;
    struct id place, rsp, project; /* none: everywhere */
    day since, until;
    struct id person; /* who it is in the register, where that is known */
};
static const struct field access_field[] = {
    TEXT(access, login, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(access, name, 120, 0),
    CODE(access, role, "role", FIELD_NEED | FIELD_KEY),
    REF(access, place, "place", FIELD_KEY | FIELD_FIND),
    REF(access, rsp, "rsp", FIELD_KEY),
    REF(access, project, "project", FIELD_KEY),
    DAY(access, since, FIELD_NEED),
    DAY(access, until, 0),
    REF(access, person, "person", FIELD_FIND),
};

struct access_view; /* its rule needs no view */
static void access_rule(const struct access *a, const struct access_view *v,
                        struct findings *f)
{
    (void)v;
    for (size_t i = 0; i < a->login.n; i++) {
        char c = a->login.p[i];

        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '.' &&
            c != '-' && c != '_') {
            tell(f, STOP, "access.login", "login");
            break;
        }
    }
    if (a->until != DAY_NONE && a->until < a->since)
        tell(f, STOP, "date.ends_before_start", "until");
    if (str_same(a->role, S("auditor")) && a->until == DAY_NONE)
        tell(f, WARN, "access.auditor_expires", "until");
}

/* Who may do what, where, from which day until which. */
RECORD(access, .title = "login", .group = "site", .right = RIGHT_ADMIN,
       .reads = RIGHT_SEE_LOG);
