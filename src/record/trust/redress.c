/* redress - how complaints come in, and by when each step is due. */
#include "core/core.h"

struct redress_channel {
    struct str code, title, title_ur, title_sd;
};
static const struct field redress_channel_field[] = {
    TEXT(redress_channel, code, 20, FIELD_NEED),
    TEXT(redress_channel, title, 120, FIELD_NEED),
    TEXT(redress_channel, title_ur, 200, 0),
    TEXT(redress_channel, title_sd, 200, 0),
};

struct redress_limit {
    int32_t path, stage;
    int64_t days;
};
static const struct field redress_limit_field[] = {
    CHOICE(redress_limit, path, "complaint|safeguard", FIELD_NEED),
    CHOICE(redress_limit, stage, "acknowledged|assigned|decided|told|closed",
           FIELD_NEED),
    COUNT(redress_limit, days, 0, 3650, FIELD_NEED),
};

struct redress {
    struct str code, title, title_ur, title_sd;
    day since, until;
    struct str source;
    struct list channels, limits;
};
static const struct field redress_field[] = {
    TEXT(redress, code, 40, FIELD_NEED | FIELD_KEY | FIELD_FIND),
    TEXT(redress, title, 120, FIELD_NEED),
    TEXT(redress, title_ur, 200, 0),
    TEXT(redress, title_sd, 200, 0),
    DAY(redress, since, FIELD_NEED),
    DAY(redress, until, 0),
    TEXT(redress, source, 300, 0),
    ROWS(redress, channels, redress_channel, 30, FIELD_NEED),
    ROWS(redress, limits, redress_limit, 20, FIELD_NEED),
};

struct redress_view; /* its rule needs no view */
static void redress_rule(const struct redress *x, const struct redress_view *v,
                         struct findings *f)
{
    const struct redress_channel *c = x->channels.at;
    const struct redress_limit *l = x->limits.at;

    (void)v;
    if (x->until != DAY_NONE && x->until < x->since)
        tell(f, STOP, "date.ends_before_start", "until");
    for (size_t i = 0; i < x->channels.n; i++)
        for (size_t j = 0; j < i; j++)
            if (str_same(c[i].code, c[j].code)) {
                tell_row(f, STOP, "redress.said_twice", "channels", i, "code");
                break;
            }
    for (size_t i = 0; i < x->limits.n; i++)
        for (size_t j = 0; j < i; j++)
            if (l[i].path == l[j].path && l[i].stage == l[j].stage) {
                tell_row(f, STOP, "redress.said_twice", "limits", i, "stage");
                break;
            }
}

/* How complaints come in, and within how many days of their receipt each step
 * is due. The one that began last counts for what was received since. */
RECORD(redress, .code = "code", .right = RIGHT_ADMIN, .title = "title",
       .group = "trust");
