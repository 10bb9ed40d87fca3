#include "core/core.h"

struct device {
    struct hash key; /* Ed25519 public key */
    struct str name, holder;
    int64_t last; /* last seq that is trusted */
};
static const struct field device_field[] = {
    HASH(device, key, FIELD_NEED | FIELD_KEY),
    TEXT(device, name, 120, FIELD_NEED),
    TEXT(device, holder, 40, FIELD_NEED),
    COUNT(device, last, 0, INT64_C(1000000000000), 0),
};

struct device_view; /* its rule needs no view */
static void device_rule(const struct device *d, const struct device_view *v,
                        struct findings *f)
{
    (void)v;
    if (d->holder.n && !d->name.n)
        tell(f, WARN, "device.unnamed", "name");
}

/* A key that may sign: a site's server, a laptop, a phone. Ending one is a
 * fix that names the last entry still trusted. */
RECORD(device, .title = "name", .group = "site", .right = RIGHT_ADMIN,
       .reads = RIGHT_SEE_LOG);
