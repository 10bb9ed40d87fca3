/* make - a new database, and projections anew. */
#include <stdlib.h>
#include <string.h>

#include "log.sql.h"
#include "log/inside.h"

#define LOG_VERSION "1"

enum {
    REBUILD_PAGE = 2000,   /* entries in memory at a time */
    REBUILD_THINGS = 200,  /* things derived together */
    REBUILD_CELLS = 300000 /* figure cells before they go out */
};

static struct str derived_script(struct arena *a)
{
    struct buf b = buf_start(a);

    buf_add(&b, db_named_get(SQL_DERIVED_SCHEMA)->text);
    buf_z(&b, "\n");
    table_script(&b);
    return buf_str(&b);
}

/* What things are derived from: where that is asked otherwise, other postings
 * stand. */
static void facts_shape(struct buf *b)
{
    static const char *const end[] = { "_facts", "_young", "_alone" };

    for (int i = 0; i < db_named_count; i++)
        for (size_t j = 0; j < LEN(end); j++)
            if (str_ends(str_of(db_named[i].name), str_of(end[j])))
                buf_add(b, db_named[i].text);
}

/* Names the shape of everything derived, the facts it is derived from as they are
 * asked, and the edition of the facts that the program ships; another shape means a
 * rebuild. The same as long as the program runs: it is made once. */
static struct str derived_shape(struct arena *a)
{
    static struct hash shape;
    struct buf b = buf_start(a);

    if (hash_none(shape)) {
        struct buf all = buf_start(a);

        buf_add(&all, derived_script(a));
        facts_shape(&all);
        reference_shape(&all);
        shape = sha_of(buf_str(&all));
    }
    hash_put(&b, shape);
    return buf_str(&b);
}

void log_shape(struct buf *out)
{
    struct arena a = { 0 };

    buf_add(out, derived_shape(&a));
    arena_free(&a);
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

    table_drop(&b); /* its views read the other tables too */
    db_script(db, buf_str(&b));
    db_script(db, db_named_get(SQL_DERIVED_DROP)->text);
}

/* ---- projections anew ---------------------------------------------------*/

static void charter_again(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_CHARTER_FILL);

    db_run(&r);
}

/* ---- entries ------------------------------------------------------------*/

struct again {
    struct keeper *k;
    log_progress *progress;
    void *self;
    struct map twice; /* ids that several entries say */
    int64_t after, done, of;
};

static void twice_read(struct again *a)
{
    struct rows r = db_rows(a->k->db, SQL_ENTRY_IDS_TWICE);
    bool fresh;

    while (db_next(&r)) {
        struct id id = db_id(&r, 0);

        map_at(&a->twice, id.b, &fresh);
    }
}

/* What the program ships of fixes came last, and answers what came first and
 * all else names: read ahead, nothing is judged twice for its sake. */
static void fixes_ahead(struct again *a)
{
    struct keeper *k = a->k;
    struct rows r = db_rows(k->db, SQL_ENTRY_FIXES_OF);
    bool fresh;

    db_bind_id(&r, 1, reference_device());
    while (db_next(&r)) {
        struct id id = db_id(&r, 0);

        work_put(k, id);
        map_at(&k->ahead, id.b, &fresh);
    }
    settle_batch(k);
    batch_forget(k);
    k->in_batch = true;
}

/* The next entries go to the work list, those whose id is theirs alone with
 * their bytes: no look-up is needed to find them again. */
static bool page_read(struct again *a)
{
    struct keeper *k = a->k;
    struct rows r = db_rows(k->db, SQL_ENTRY_PAGE);
    bool more = false, fresh;

    db_bind_int(&r, 1, a->after);
    db_bind_int(&r, 2, REBUILD_PAGE);
    while (db_next(&r)) {
        struct entry *e = arena_new(&k->batch, struct entry);

        more = true;
        a->after = db_int(&r, 0);
        a->done++;
        work_put(k, db_id(&r, 2));
        if (entry_read(arena_str(&k->batch, db_str(&r, 9)), &k->batch, e) &&
            hash_same(e->hash, db_hash(&r, 1)) && !map_find(&a->twice, e->id.b))
            *(struct entry **)map_at(&k->page, e->id.b, &fresh) = e;
    }
    return more;
}

/* Chains and trust first, quietly; then every entry in its turn. */
static void entries_again(struct again *a)
{
    struct keeper *k = a->k;

    twice_read(a);
    fixes_ahead(a);
    while (db_fault(k->db) == DB_FINE && page_read(a)) {
        settle_batch(k);
        batch_forget(k);
        k->in_batch = true;
        if (a->progress)
            a->progress(a->self, a->done, a->of);
    }
    map_free(&a->twice);
    map_clear(&k->ahead);
}

/* ---- things -------------------------------------------------------------*/

static int thing_order(const void *a, const void *b)
{
    const struct thing_key *x = a, *y = b;
    int order = id_order(x->thing, y->thing);

    return order ? order : (x->kind > y->kind) - (x->kind < y->kind);
}

/* All things in the order in which postings lie; those that read what others
 * keep come when all the others stand, however many there are. */
static struct thing_key *things_sorted(struct keeper *k, size_t n)
{
    struct thing_key *key = malloc(n * sizeof *key + 1);
    size_t at = 0, first;

    MUST(key);
    for (int after = 0; after < 2; after++) {
        first = at;
        for (size_t i = 0; i < n; i++) {
            struct thing_key one;

            memcpy(&one, map_key(&k->thing, i), sizeof one);
            if (keeper_manner(k, kind_index[one.kind])->after == (after == 1))
                key[at++] = one;
        }
        qsort(key + first, at - first, sizeof *key, thing_order);
    }
    MUST(at == n);
    return key;
}

/* Each thing once, all of its timeline; figures are gathered until there are
 * many. */
static void things_again(struct keeper *k)
{
    size_t n = k->thing.n;
    struct thing_key *key = things_sorted(k, n);

    map_clear(&k->thing);
    for (size_t i = 0; i < n && db_fault(k->db) == DB_FINE;
         i += REBUILD_THINGS) {
        struct arena_mark m = arena_mark(&k->batch);

        for (size_t j = i; j < n && j < i + REBUILD_THINGS; j++)
            thing_put(k, kind_index[key[j].kind], key[j].thing, MONTH_NONE);
        derive_all(k);
        map_clear(&k->near); /* it lies in what is given back */
        arena_back(&k->batch, m);
        if (k->figure.n + 8 * k->placed.n > REBUILD_CELLS)
            figure_flush(k);
        if (k->books.balance.n > REBUILD_CELLS)
            books_flush(k);
    }
    figure_flush(k);
    books_flush(k);
    free(key);
}

static void chains_again(struct keeper *k)
{
    k->quiet = true;
    trust_load(k);
    k->quiet = false;
}

static int64_t number_of(struct db *db, int sql)
{
    struct rows r = db_rows(db, sql);
    int64_t n = db_next(&r) ? db_int(&r, 0) : 0;

    db_done(&r);
    return n;
}

static void all_again(struct keeper *k, log_progress *progress, void *self)
{
    struct again a = { .k = k,
                       .progress = progress,
                       .self = self,
                       .twice = map_of(sizeof(struct id), 0) };

    derived_make(k->db, &k->batch);
    charter_again(k);
    map_clear(&k->known);
    map_clear(&k->near);
    books_forget(k);
    k->waiting = 0;
    k->remarks = false;
    k->fixes = fixes_any(k->db, SQL_ENTRY_ANY_ANSWER);
    k->erasures = false;
    k->anew = true;
    chains_again(k);
    a.of = number_of(k->db, SQL_ENTRY_COUNT);
    entries_again(&a);
    check_again(k);
    things_again(k);
    k->anew = false;
    k->quiet = true; /* counts anew, nothing to settle */
    keeper_read(k);
    k->quiet = false;
}

/* A chain of shipped facts that is not ours stays as it is; log_verify says
 * so. */
bool keeper_rebuild(struct keeper *k, log_progress *progress, void *self)
{
    keeper_begin(k);
    reference_put(k->db);
    derived_drop(k->db, &k->batch);
    all_again(k, progress, self);
    return keeper_commit(k);
}

static void tables_make(struct keeper *k)
{
    db_script(k->db, db_named_get(SQL_LOG_SCHEMA)->text);
    db_script(k->db, db_named_get(SQL_LOCAL_SCHEMA)->text);
    meta_write(k->db, "log", S(LOG_VERSION));
}

/* Tables of local state that an older version of the program did not know. */
void local_grow(struct db *db)
{
    struct str rest = db_named_get(SQL_LOCAL_SCHEMA)->text;
    struct arena a = { 0 };

    while (rest.n) {
        struct str head = str_trim(str_cut(&rest, ';'));
        struct str name = str_from(head, 13);
        struct buf b = buf_start(&a);

        name = str_cut(&name, ' ');
        if (!str_starts(head, S("CREATE TABLE ")) ||
            db_has_table(db, arena_z(&a, name)))
            continue;
        buf_add(&b, head);
        buf_z(&b, ";\n");
        db_script(db, buf_str(&b));
    }
    arena_free(&a);
}

/* All of it in one transaction: there is a site, or there is none. */
void log_make(struct db *db)
{
    struct keeper *k = keeper_new(db, NULL, NULL);

    keeper_begin(k);
    tables_make(k);
    reference_put(db);
    all_again(k, NULL, NULL);
    keeper_commit(k);
    keeper_close(k);
}

/* ---- out of a copy ------------------------------------------------------*/

static enum copy_end copied(struct keeper *k, const struct copy_source *from)
{
    struct buf digest;
    struct str line;
    enum copy what;

    while (db_fault(k->db) == DB_FINE && from->next(from->self, &what, &line)) {
        if (!copy_in(k, what, line))
            return COPY_BAD_LINE;
        arena_free(&k->batch);
    }
    reference_put(k->db);
    all_again(k, NULL, NULL);
    settle_batch(k);
    digest = buf_start(&k->batch);
    log_digest(k->db, &digest);
    if (db_fault(k->db) != DB_FINE)
        return COPY_FAULT;
    return from->right(from->self, buf_str(&digest)) ? COPY_DONE :
                                                       COPY_OTHER_DIGEST;
}

enum copy_end log_restore(struct db *db, const struct host *host,
                          const struct copy_source *from)
{
    struct keeper *k = keeper_new(db, host, NULL);
    enum copy_end end;

    keeper_begin(k);
    tables_make(k);
    end = copied(k, from);
    if (end == COPY_DONE && !keeper_commit(k))
        end = COPY_FAULT;
    else if (end != COPY_DONE)
        db_rollback(db);
    keeper_close(k);
    return end;
}
