#include "core/core.h"

struct member {
    struct id body, person;
    int64_t number; /* in the register of the body */
    struct date joined, ended;
    int32_t why;
    paisa saving; /* her own agreed saving, where it is another */
};
static const struct field member_field[] = {
    REF(member, body, "body", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(member, person, "person", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(member, number, 1, 100000, 0),
    DATE(member, joined, FIELD_NEED | FIELD_KEY),
    DATE(member, ended, 0),
    CHOICE(member, why, "moved|died|resigned|expelled|married|other", 0),
    MONEY(member, saving, 0, 100000000, 0),
};

struct member_view; /* its rule needs no view */
static void member_rule(const struct member *x, const struct member_view *v,
                        struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A person in a body: joined, left, why. Who leaves is restated with the day and the reason. */
RECORD(member, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .group = "body");
