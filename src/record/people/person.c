#include "core/core.h"

struct person {
    struct str code;
    struct id household;
    int32_t sex;
    struct date born;
    int32_t cnic_state;
    struct hash sealed;
    struct str name, name_ur, name_sd, father, cnic, phone;
};
static const struct field person_field[] = {
    TEXT(person, code, 40, FIELD_KEY | FIELD_FIND),
    REF(person, household, "household", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    CHOICE(person, sex, "women|men", FIELD_NEED),
    DATE(person, born, 0),
    CHOICE(person, cnic_state, "none|applied|held", 0),
    HASH(person, sealed, 0),
    TEXT(person, name, 120, FIELD_NEED | FIELD_SEALED | FIELD_FIND),
    TEXT(person, name_ur, 200, FIELD_SEALED),
    TEXT(person, name_sd, 200, FIELD_SEALED),
    TEXT(person, father, 120, FIELD_SEALED),
    TEXT(person, cnic, 15, FIELD_SEALED | FIELD_SECRET | FIELD_FIND),
    TEXT(person, phone, 20, FIELD_SEALED | FIELD_SECRET | FIELD_FIND),
};

struct person_view; /* its rule needs no view */
static void person_rule(const struct person *x, const struct person_view *v,
                        struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A person of a household. Name, father or husband, CNIC and phone are sealed; CNIC and phone are optional. */
RECORD(person, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER, .title = "name",
       .group = "people");
