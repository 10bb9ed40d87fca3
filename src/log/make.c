/* make - a new database, and projections anew. */
#include <string.h>

#include "log/inside.h"

#define LOG_VERSION "1"
#define REBUILD_PAGE 2000

static struct str derived_script(struct arena *a)
{
    struct buf b = buf_start(a);

    buf_add(&b, db_named[SQL_DERIVED_SCHEMA].text);
    buf_z(&b, "\n");
    project_script(&b);
    return buf_str(&b);
}

/* Names the shape of everything derived; another shape means a rebuild. */
static struct str derived_shape(struct arena *a)
{
    struct hash h = sha_of(derived_script(a));
    struct buf b = buf_start(a);

    hash_put(&b, h);
    return buf_str(&b);
}

static void meta_write(struct db *db, const char *name, struct str value)
{
    struct rows r = db_rows(db, SQL_META_PUT);

    db_bind_text(&r, 1, str_of(name));
    db_bind_text(&r, 2, value);
    db_run(&r);
}

static struct str meta_read(struct db *db, const char *name, struct arena *a)
{
    struct rows r = db_rows(db, SQL_META_FIND);
    struct str value = { "", 0 };

    db_bind_text(&r, 1, str_of(name));
    if (db_next(&r))
        value = arena_str(a, db_str(&r, 0));
    db_done(&r);
    return value;
}

enum log_state log_state(struct db *db)
{
    struct arena a = { 0 };
    enum log_state state = LOG_NONE;
    struct str version;

    if (!db_has_table(db, "meta"))
        return LOG_NONE;
    version = meta_read(db, "log", &a);
    if (!str_same(version, S(LOG_VERSION)))
        state = LOG_NEWER;
    else if (str_same(meta_read(db, "derived", &a), derived_shape(&a)))
        state = LOG_OURS;
    else
        state = LOG_OLDER;
    arena_free(&a);
    return state;
}

static void derived_make(struct db *db, struct arena *a)
{
    db_script(db, derived_script(a));
    meta_write(db, "derived", derived_shape(a));
}

static void derived_drop(struct db *db, struct arena *a)
{
    struct buf b = buf_start(a);

    db_script(db, db_named[SQL_DERIVED_DROP].text);
    project_drop(&b);
    db_script(db, buf_str(&b));
}

/* ---- projections anew ---------------------------------------------------*/

static void charter_again(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_CHARTER_FILL);

    db_run(&r);
}

/* Chains and trust first, quietly; then every entry in its turn. */
static void entries_again(struct keeper *k, log_progress *progress, void *self)
{
    int64_t after = 0, done = 0, of = 0;
    struct rows r = db_rows(k->db, SQL_ENTRY_COUNT);
    bool more = true;

    if (db_next(&r))
        of = db_int(&r, 0);
    db_done(&r);
    while (more && db_fault(k->db) == DB_FINE) {
        more = false;
        r = db_rows(k->db, SQL_ENTRY_PAGE_IDS);
        db_bind_int(&r, 1, after);
        db_bind_int(&r, 2, REBUILD_PAGE);
        while (db_next(&r)) {
            more = true;
            after = db_int(&r, 0);
            work_put(k, db_id(&r, 1));
            done++;
        }
        settle_batch(k);
        batch_forget(k);
        k->in_batch = true;
        if (progress)
            progress(self, done, of);
    }
}

static void chains_again(struct keeper *k)
{
    k->quiet = true;
    trust_load(k);
    k->quiet = false;
}

static void all_again(struct keeper *k, log_progress *progress, void *self)
{
    derived_make(k->db, &k->batch);
    charter_again(k);
    map_clear(&k->known);
    map_clear(&k->near);
    k->waiting = 0;
    k->remarks = false;
    k->fixes = true;
    chains_again(k);
    entries_again(k, progress, self);
    k->quiet = true; /* counts anew, nothing to settle */
    keeper_read(k);
    k->quiet = false;
}

bool keeper_rebuild(struct keeper *k, log_progress *progress, void *self)
{
    keeper_begin(k);
    derived_drop(k->db, &k->batch);
    all_again(k, progress, self);
    return keeper_commit(k);
}

/* All of it in one transaction: there is a site, or there is none. */
void log_make(struct db *db)
{
    struct keeper *k = keeper_new(db, NULL, NULL);

    keeper_begin(k);
    db_script(db, db_named[SQL_LOG_SCHEMA].text);
    db_script(db, db_named[SQL_LOCAL_SCHEMA].text);
    meta_write(db, "log", S(LOG_VERSION));
    reference_put(db);
    all_again(k, NULL, NULL);
    keeper_commit(k);
    keeper_close(k);
}
