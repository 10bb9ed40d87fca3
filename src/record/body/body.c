#include "core/core.h"

struct body {
    int32_t nature, sex;
    struct str code, name, name_ur, name_sd;
    struct id rsp, project, place, parent;
    struct date formed;
    paisa saving; /* agreed, of each member at each meeting */
    int32_t meets;
    struct str purpose;
};
static const struct field body_field[] = {
    CHOICE(body, nature, "co|vo|lso|group|network", FIELD_NEED | FIELD_FIND),
    CHOICE(body, sex, "women|men|mixed", FIELD_NEED),
    TEXT(body, code, 40, FIELD_KEY | FIELD_FIND),
    TEXT(body, name, 160, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(body, name_ur, 250, 0),
    TEXT(body, name_sd, 250, 0),
    REF(body, rsp, "rsp", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(body, project, "project", 0),
    REF(body, place, "place", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(body, parent, "body", FIELD_FIND),
    DATE(body, formed, FIELD_NEED),
    MONEY(body, saving, 0, 100000000, 0),
    CHOICE(body, meets, "weekly|fortnightly|monthly|quarterly|yearly", 0),
    TEXT(body, purpose, 300, 0),
};

struct body_view; /* its rule needs no view */
static void body_rule(const struct body *x, const struct body_view *v,
                      struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A Community Organisation, Village Organisation, Local Support Organisation, group or network: where it stands, whose it is, since when. */
RECORD(body, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "name",
       .group = "body");
