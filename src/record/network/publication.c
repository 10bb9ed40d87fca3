#include "core/core.h"

struct publication_head {
    struct id device;
    int64_t seq;
    struct hash head;
};
static const struct field publication_head_field[] = {
    REF(publication_head, device, "device", FIELD_NEED),
    COUNT(publication_head, seq, 1, INT64_C(1000000000000), FIELD_NEED),
    HASH(publication_head, head, FIELD_NEED),
};

struct publication {
    struct str report, arguments, title;
    month as_of;
    struct list heads;
    struct str format, content;
};
static const struct field publication_field[] = {
    TEXT(publication, report, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(publication, arguments, 400, FIELD_KEY),
    TEXT(publication, title, 200, FIELD_NEED),
    MONTH(publication, as_of, FIELD_NEED | FIELD_KEY),
    ROWS(publication, heads, publication_head, 5000, FIELD_NEED),
    TEXT(publication, format, 20, FIELD_NEED),
    TEXT(publication, content, 200000, FIELD_NEED),
};

struct publication_view; /* its rule needs no view */
static void publication_rule(const struct publication *p,
                             const struct publication_view *v,
                             struct findings *f)
{
    (void)v;
    if (!str_same(p->format, S("csv")) && !str_same(p->format, S("json")))
        tell(f, STOP, "publication.format", "format");
}

/* A report as it was issued: its bytes, and the heads of the chains that it
 * covers, so that a later run can list what has changed since. */
RECORD(publication, .right = RIGHT_ISSUE, .title = "title", .group = "network");
