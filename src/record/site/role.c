#include "core/core.h"

struct role_right {
    int32_t may; /* enum right */
};
static const struct field role_right_field[] = {
    CHOICE(role_right, may, RIGHT_CHOICES, FIELD_NEED),
};

struct role {
    struct str code, name, name_ur, name_sd;
    struct list rights;
};
static const struct field role_field[] = {
    TEXT(role, code, 20, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(role, name, 120, FIELD_NEED),
    TEXT(role, name_ur, 200, 0),
    TEXT(role, name_sd, 200, 0),
    ROWS(role, rights, role_right, RIGHTS, 0),
};

struct role_view; /* its rule needs no view */
static void role_rule(const struct role *x, const struct role_view *v,
                      struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A post as far as rights go: what whoever holds it may do. A fix changes it from the day on which it is signed; what was done before stands. */
RECORD(role, .code = "code", .right = RIGHT_ADMIN, .title = "name",
       .group = "site");
