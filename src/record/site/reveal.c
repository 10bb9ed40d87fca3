#include "core/core.h"

struct reveal {
    struct id about;
    struct str why;
};
static const struct field reveal_field[] = {
    REF(reveal, about, NULL, FIELD_NEED | FIELD_FIND),
    TEXT(reveal, why, 300, FIELD_NEED),
};

struct reveal_view; /* its rule needs no view */
static void reveal_rule(const struct reveal *x, const struct reveal_view *v,
                        struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* Somebody read the CNIC and phone of a person, and why. */
RECORD(reveal, .right = RIGHT_REVEAL, .reads = RIGHT_SEE_LOG, .title = "why",
       .group = "site");
