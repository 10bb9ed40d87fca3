/* signed - who took and who signed entries, of many at once. */
#ifndef SAATH_SIGNED_H
#define SAATH_SIGNED_H

#include "core/core.h"
#include "db/db.h"

enum { SIGNED_MOST = 512 };
struct signing {
    struct id entry;
    struct str took, author; /* took: empty where the author did */
    day on;                  /* of signing, in Pakistan */
};
/* Of the entries that stand for n ids, at most SIGNED_MOST; one that is not here
 * is left out. Returns how many; `out` has room for n, its words lie in the arena. */
size_t signings_read(struct db *db, const struct id *id, size_t n,
                     struct arena *a, struct signing *out);

#endif
