/* works_read - what was said of one scheme, as core/works.h wants it. */
#include "report/works_read.h"

#include "log/log.h"
#include "scheme.sql.h"

struct works_said works_read(struct db *db, struct arena *a, struct id scheme)
{
    const struct kind *kind = kind_find(S("scheme"));
    struct works_said x = { NULL, 0 };
    struct rows r = db_rows(db, SQL_SCHEME_FACTS);
    size_t room = 0;

    db_bind_id(&r, 1, scheme);
    db_bind_int(&r, 2, 0);
    while (db_next(&r)) {
        arena_room(a, x.f, x.n, room);
        columns_read(&r, &kind->fact, a, &x.f[x.n++]);
    }
    db_done(&r);
    return x;
}
