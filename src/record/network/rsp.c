#include "core/core.h"

struct rsp_alias {
    struct str name;
};
static const struct field rsp_alias_field[] = {
    TEXT(rsp_alias, name, 120, FIELD_NEED),
};

struct rsp {
    struct str code, name, name_ur, name_sd;
    int32_t nature;
    struct list also;
};
static const struct field rsp_field[] = {
    TEXT(rsp, code, 20, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(rsp, name, 120, FIELD_NEED),
    TEXT(rsp, name_ur, 200, 0),
    TEXT(rsp, name_sd, 200, 0),
    CHOICE(rsp, nature, "rsp|network", FIELD_NEED),
    ROWS(rsp, also, rsp_alias, 20, 0),
};

struct rsp_view; /* its rule needs no view */
static void rsp_rule(const struct rsp *r, const struct rsp_view *v,
                     struct findings *f)
{
    (void)v;
    for (size_t i = 0; i < r->code.n; i++)
        if (r->code.p[i] == ' ' || r->code.p[i] == ',')
            tell(f, STOP, "code.blanks", "code");
}

/* A rural support programme, or the network that several of them form. */
RECORD(rsp, .code = "code", .title = "name", .group = "network",
       .right = RIGHT_ADMIN);
