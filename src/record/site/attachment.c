/* attachment - a file that belongs to an entry. */
#include "core/attachment.h"

#include "core/core.h"

struct attachment {
    struct id about;
    struct hash file; /* SHA-256 of its bytes */
    int64_t bytes;
    int32_t type;
    bool people; /* it shows people: only for those who may read names */
    struct str title;
};
static const struct field attachment_field[] = {
    REF(attachment, about, NULL, FIELD_NEED | FIELD_FIND),
    HASH(attachment, file, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    COUNT(attachment, bytes, 1, ATTACHMENT_MOST, FIELD_NEED),
    CHOICE(attachment, type, "jpeg|png|webp|pdf", FIELD_NEED),
    FLAG(attachment, people, 0),
    TEXT(attachment, title, 160, 0),
};

struct attachment_view; /* its rule needs no view */
static void attachment_rule(const struct attachment *x,
                            const struct attachment_view *v, struct findings *f)
{
    (void)x;
    (void)v;
    (void)f;
}

/* A file that belongs to an entry: a photographed page, a scan, a paper. It
 * lies beside the log under its hash. */
RECORD(attachment, .right = RIGHT_KEEP, .reads = RIGHT_REGISTER,
       .title = "title", .group = "site");
