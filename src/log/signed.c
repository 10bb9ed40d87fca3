/* signed - who took and who signed entries. */
#include "log/signed.h"

#include <string.h>

#include "log.sql.h"

/* Few entries were taken by another than their author: only such a one is read
 * as a whole. In canonical text a quote inside of a value has a stroke before it,
 * so no value looks like this key, though one in the body may be named so. */
static struct str took_of(struct str bytes, struct arena *a)
{
    static const char key[] = "\"took\":";
    struct arena own = { 0 };
    struct str took = S("");
    struct entry e;

    if (!memmem(bytes.p, bytes.n, key, sizeof key - 1))
        return took;
    if (entry_read(bytes, &own, &e))
        took = arena_str(a, e.took);
    arena_free(&own);
    return took;
}

size_t signings_read(struct db *db, const struct id *id, size_t n,
                     struct arena *a, struct signing *out)
{
    struct rows r = db_rows(db, SQL_ENTRIES_SIGNED);
    size_t found = 0;

    MUST(n <= SIGNED_MOST);
    db_bind_blob(&r, 1, id, n * sizeof *id);
    while (db_next(&r)) {
        struct entry e = { .at = db_int(&r, 2) };
        struct id of = db_id(&r, 0);

        if (found && id_same(out[found - 1].entry, of))
            continue; /* the first one stands */
        out[found++] = (struct signing){ .entry = of,
                                         .author = arena_str(a, db_str(&r, 1)),
                                         .took = took_of(db_str(&r, 3), a),
                                         .on = entry_day(&e) };
    }
    return found;
}
