/* exchange - the log as lines, and one entry as people look at it. */
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

static bool entries_put(struct db *db, int64_t *after, bool *more,
                        int64_t *rotten, log_put *put, void *self)
{
    struct rows r = db_rows(db, SQL_ENTRY_PAGE);
    bool good = true;

    *more = false;
    db_bind_int(&r, 1, *after);
    db_bind_int(&r, 2, 1000);
    while (good && db_next(&r)) {
        *more = true;
        *after = db_int(&r, 0);
        if (entry_sound(db_str(&r, 9), db_hash(&r, 1)))
            good = put(self, db_str(&r, 9));
        else
            ++*rotten;
    }
    db_done(&r);
    return good;
}

/* All stamps that cover what was sent, the last of each device. */
static bool stamps_put(struct db *db, int64_t since, log_put *put, void *self)
{
    struct arena a = { 0 };
    struct rows r = db_rows(db, SQL_STAMP_SINCE);
    bool good = true;

    db_bind_int(&r, 1, since);
    while (good && db_next(&r)) {
        struct stamp s = { .device = db_id(&r, 0),
                           .seq = db_int(&r, 1),
                           .head = db_hash(&r, 2) };
        struct str sig = db_str(&r, 3);

        if (sig.n == sizeof s.sig)
            memcpy(s.sig, sig.p, sizeof s.sig);
        good = put(self, stamp_line(&s, &a));
        arena_free(&a);
    }
    db_done(&r);
    return good;
}

bool log_sample(struct db *db)
{
    struct rows r = db_rows(db, SQL_LOG_SAMPLE);
    bool is = db_next(&r);

    db_done(&r);
    return is;
}

bool log_export(struct db *db, int64_t since, int64_t *rotten, log_put *put,
                void *self)
{
    int64_t after = since;
    bool more = true;

    *rotten = 0;
    while (more)
        if (!entries_put(db, &after, &more, rotten, put, self))
            return false;
    return stamps_put(db, since, put, self) && db_fault(db) == DB_FINE;
}

static bool seen_entry(struct db *db, struct id id, struct arena *a,
                       struct seen *out)
{
    struct rows r = db_rows(db, SQL_ENTRY_SEEN);
    bool found;

    db_bind_id(&r, 1, id);
    found = db_next(&r) &&
            entry_read(arena_str(a, db_str(&r, 0)), a, &out->entry);
    if (found) {
        out->arrival = db_int(&r, 1);
        out->covered = db_int(&r, 2) != 0;
    }
    db_done(&r);
    return found;
}

bool log_see(struct db *db, struct id id, struct arena *a, struct seen *out)
{
    struct rows r;

    memset(out, 0, sizeof *out);
    if (!seen_entry(db, id, a, out))
        return false;
    r = db_rows(db, SQL_WAITING_WHY);
    db_bind_id(&r, 1, id);
    if (db_next(&r))
        out->waits = arena_str(a, db_str(&r, 0));
    db_done(&r);
    out->counts = !out->waits.n;
    r = db_rows(db, SQL_FINDING_STOPS);
    db_bind_id(&r, 1, id);
    if (db_next(&r))
        out->counts = false;
    db_done(&r);
    return true;
}
