/* passkey - the square code in a member's passbook: given, or revoked.
 *
 * The code itself is kept nowhere: what stands here is its hash. The PIN beside
 * it lies with the site's passwords and is no part of the log. A code that was
 * ever revoked is never good again, whatever came first. */
#include "core/core.h"

struct passkey {
    struct id member, body;
    day on_day;
    int32_t does;
    struct hash mark;
    struct str why;
};
static const struct field passkey_field[] = {
    REF(passkey, member, "member", FIELD_NEED | FIELD_KEY | FIELD_FIND),
    REF(passkey, body, "body", FIELD_NEED | FIELD_FIND),
    DAY(passkey, on_day, FIELD_NEED | FIELD_FIND),
    CHOICE(passkey, does, "given|revoked", FIELD_NEED | FIELD_KEY),
    HASH(passkey, mark, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(passkey, why, 400, 0),
};

struct passkey_view {
    struct id whose;
    int64_t today;
};
static const struct field passkey_view_field[] = {
    REF(passkey_view, whose, "body", 0),
    COUNT(passkey_view, today, 0, 0, 0),
};

static void passkey_rule(const struct passkey *x, const struct passkey_view *v,
                         struct findings *f)
{
    if (v->today != INT_NONE && x->on_day != DAY_NONE && x->on_day > v->today)
        tell(f, STOP, "date.in_future", "on_day");
    if (!id_none(v->whose) && !id_none(x->body) && !id_same(v->whose, x->body))
        tell(f, STOP, "passkey.other_body", "body");
}

/* The code in a member's passbook was given to her, or revoked: by whom and on
 * which day. */
RECORD(passkey, .view = COLUMNS(passkey_view), .group = "money",
       .right = RIGHT_KEEP, .reads = RIGHT_REGISTER);
