#include "core/core.h"

struct erasure {
    struct id about;
    struct str why;
};
static const struct field erasure_field[] = {
    REF(erasure, about, NULL, FIELD_NEED | FIELD_FIND),
    TEXT(erasure, why, 300, FIELD_NEED),
};

struct erasure_view; /* its rule needs no view */
static void erasure_rule(const struct erasure *x, const struct erasure_view *v,
                         struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* The sealed part of an entry, and of what answers it, is to be destroyed everywhere. The entry and every figure stay. */
RECORD(erasure, .right = RIGHT_ADMIN, .reads = RIGHT_SEE_LOG, .title = "why",
       .group = "site");
