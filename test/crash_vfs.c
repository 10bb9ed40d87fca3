/* crash_vfs - the power goes at a random moment, and with it every write that
 * was not synced.
 *
 * SQLite runs over files in memory that know what a disk would still have:
 * xSync makes writes last, everything else is only a promise. When the fuse
 * has burnt down nothing is written any more; then the machine starts again
 * with what lasted. Half of the rounds lose all unsynced writes, in the others
 * each one (each 512-byte sector of it) is kept or lost by chance, as disks
 * do. What keeper_commit said is there must be there, and nothing by halves.
 *
 * SAATH_TEST_ROUNDS (default 100) and SAATH_TEST_SEED (default 1). */
#include <sqlite3.h>

#include "log_site.h"

/* ---- a disk -------------------------------------------------------------*/

enum { FILES = 16, SECTOR = 512, SHM_BYTES = 32768, SHM_MOST = 64 };

struct bytes {
    unsigned char *p;
    size_t n, room;
};
struct promise {      /* a write not synced yet */
    sqlite3_int64 at; /* -1: cut to n bytes */
    size_t n, from;   /* where in `said` its bytes are */
};
struct file {
    char name[64];
    bool there;
    struct bytes now, lasting, said;
    struct promise *promise;
    size_t promises, room;
    unsigned char *shm[SHM_MOST];
};
struct handle {
    sqlite3_file base;
    struct file *file;
};

static struct file disk[FILES];
static uint64_t chance_state;
static long fuse; /* steps left; 0: dead; -1: never */
static long steps;
static bool sectors; /* by chance, not all */

static uint32_t chance(uint32_t below)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(chance_state >> 33) % below;
}

static void bytes_size(struct bytes *b, size_t n)
{
    if (n > b->room) {
        b->room = 2 * n;
        b->p = realloc(b->p, b->room);
        MUST(b->p);
    }
    if (n > b->n)
        memset(b->p + b->n, 0, n - b->n);
    b->n = n;
}

static void bytes_write(struct bytes *b, size_t at, const void *p, size_t n)
{
    if (at + n > b->n)
        bytes_size(b, at + n);
    if (n)
        memcpy(b->p + at, p, n);
}

static void bytes_same(struct bytes *to, const struct bytes *from)
{
    to->n = 0;
    bytes_write(to, 0, from->p, from->n);
}

static struct file *file_find(const char *name, bool make)
{
    const char *tail = strrchr(name, '/');

    name = tail ? tail + 1 : name;
    for (int i = 0; i < FILES; i++)
        if (disk[i].there && !strcmp(disk[i].name, name))
            return &disk[i];
    for (int i = 0; make && i < FILES; i++)
        if (!disk[i].there) {
            disk[i].there = true;
            snprintf(disk[i].name, sizeof disk[i].name, "%s", name);
            return &disk[i];
        }
    return NULL;
}

static void promise_add(struct file *f, sqlite3_int64 at, const void *p,
                        size_t n)
{
    if (f->promises == f->room) {
        f->room = 2 * f->room + 64;
        f->promise = realloc(f->promise, f->room * sizeof *f->promise);
        MUST(f->promise);
    }
    f->promise[f->promises++] = (struct promise){ at, n, f->said.n };
    if (at >= 0)
        bytes_write(&f->said, f->said.n, p, n);
}

/* One promise comes true: all of it, or sectors by chance. */
static void promise_keep(struct file *f, const struct promise *p, bool whole)
{
    if (p->at < 0) {
        if (whole || chance(2))
            bytes_size(&f->lasting, p->n);
        return;
    }
    for (size_t i = 0; i < p->n;) {
        size_t n = SECTOR - ((size_t)p->at + i) % SECTOR;

        if (n > p->n - i)
            n = p->n - i;
        if (whole || chance(2))
            bytes_write(&f->lasting, (size_t)p->at + i, f->said.p + p->from + i,
                        n);
        i += n;
    }
}

static void promises_end(struct file *f, bool whole, bool lost)
{
    for (size_t i = 0; !lost && i < f->promises; i++)
        promise_keep(f, &f->promise[i], whole);
    f->promises = 0;
    f->said.n = 0;
}

/* False: there is no power. */
static bool step(void)
{
    steps++;
    if (fuse > 0 && --fuse == 0)
        return false;
    return fuse != 0;
}

/* The machine starts again. */
static void power_again(void)
{
    for (int i = 0; i < FILES; i++) {
        struct file *f = &disk[i];

        promises_end(f, false, !sectors);
        bytes_same(&f->now, &f->lasting);
        for (int j = 0; j < SHM_MOST; j++) {
            free(f->shm[j]);
            f->shm[j] = NULL;
        }
    }
    fuse = -1;
}

/* ---- as SQLite sees it --------------------------------------------------*/

static struct file *of(sqlite3_file *h)
{
    return ((struct handle *)h)->file;
}

static int vfs_close(sqlite3_file *h)
{
    struct file *f = of(h);

    if (*f->name == '~') { /* a temporary one */
        promises_end(f, true, true);
        f->now.n = f->lasting.n = 0;
        f->there = false;
    }
    return SQLITE_OK;
}

static int vfs_read(sqlite3_file *h, void *to, int n, sqlite3_int64 at)
{
    struct file *f = of(h);
    size_t there = (size_t)at < f->now.n ? f->now.n - (size_t)at : 0;
    size_t got = there < (size_t)n ? there : (size_t)n;

    if (got)
        memcpy(to, f->now.p + at, got);
    memset((char *)to + got, 0, (size_t)n - got);
    return got == (size_t)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static int vfs_write(sqlite3_file *h, const void *p, int n, sqlite3_int64 at)
{
    if (!step())
        return SQLITE_IOERR_WRITE;
    bytes_write(&of(h)->now, (size_t)at, p, (size_t)n);
    promise_add(of(h), at, p, (size_t)n);
    return SQLITE_OK;
}

static int vfs_truncate(sqlite3_file *h, sqlite3_int64 n)
{
    if (!step())
        return SQLITE_IOERR_TRUNCATE;
    bytes_size(&of(h)->now, (size_t)n);
    promise_add(of(h), -1, NULL, (size_t)n);
    return SQLITE_OK;
}

static int vfs_sync(sqlite3_file *h, int flags)
{
    (void)flags;
    if (!step())
        return SQLITE_IOERR_FSYNC;
    promises_end(of(h), true, false);
    return SQLITE_OK;
}

static int vfs_size(sqlite3_file *h, sqlite3_int64 *n)
{
    *n = (sqlite3_int64)of(h)->now.n;
    return SQLITE_OK;
}

static int vfs_lock(sqlite3_file *h, int how)
{
    (void)h, (void)how;
    return SQLITE_OK;
}

static int vfs_reserved(sqlite3_file *h, int *is)
{
    (void)h;
    *is = 0;
    return SQLITE_OK;
}

static int vfs_control(sqlite3_file *h, int what, void *arg)
{
    (void)h, (void)what, (void)arg;
    return SQLITE_NOTFOUND;
}

static int vfs_sector(sqlite3_file *h)
{
    (void)h;
    return SECTOR;
}

static int vfs_traits(sqlite3_file *h)
{
    (void)h;
    return 0;
}

static int vfs_shm_map(sqlite3_file *h, int region, int bytes, int extend,
                       void volatile **out)
{
    struct file *f = of(h);

    MUST(region < SHM_MOST && bytes <= SHM_BYTES);
    if (!f->shm[region] && extend)
        f->shm[region] = calloc(1, SHM_BYTES);
    *out = f->shm[region];
    return SQLITE_OK;
}

static int vfs_shm_lock(sqlite3_file *h, int at, int n, int flags)
{
    (void)h, (void)at, (void)n, (void)flags;
    return SQLITE_OK;
}

static void vfs_shm_barrier(sqlite3_file *h)
{
    (void)h;
}

static int vfs_shm_unmap(sqlite3_file *h, int delete)
{
    (void)h, (void)delete;
    return SQLITE_OK;
}

static const sqlite3_io_methods methods = { 2,
                                            vfs_close,
                                            vfs_read,
                                            vfs_write,
                                            vfs_truncate,
                                            vfs_sync,
                                            vfs_size,
                                            vfs_lock,
                                            vfs_lock,
                                            vfs_reserved,
                                            vfs_control,
                                            vfs_sector,
                                            vfs_traits,
                                            vfs_shm_map,
                                            vfs_shm_lock,
                                            vfs_shm_barrier,
                                            vfs_shm_unmap,
                                            NULL,
                                            NULL };

static int vfs_open(sqlite3_vfs *v, sqlite3_filename name, sqlite3_file *h,
                    int flags, int *got)
{
    static int nameless;
    char temporary[32];
    struct file *f;

    (void)v;
    if (!name) {
        snprintf(temporary, sizeof temporary, "~%d", nameless++);
        name = temporary;
    }
    f = file_find(name, flags & SQLITE_OPEN_CREATE);
    h->pMethods = NULL;
    if (!f)
        return SQLITE_CANTOPEN;
    *(struct handle *)h = (struct handle){ { &methods }, f };
    if (got)
        *got = flags;
    return SQLITE_OK;
}

/* A name that goes, goes at once. */
static int vfs_delete(sqlite3_vfs *v, const char *name, int sync)
{
    struct file *f = file_find(name, false);

    (void)v, (void)sync;
    if (!f)
        return SQLITE_IOERR_DELETE_NOENT;
    if (!step())
        return SQLITE_IOERR_DELETE;
    promises_end(f, true, true);
    f->now.n = f->lasting.n = 0;
    f->there = false;
    return SQLITE_OK;
}

static int vfs_access(sqlite3_vfs *v, const char *name, int flags, int *is)
{
    const struct file *f = file_find(name, false);

    (void)v, (void)flags;
    *is = f && f->now.n > 0;
    return SQLITE_OK;
}

static int vfs_full(sqlite3_vfs *v, const char *name, int n, char *out)
{
    (void)v;
    sqlite3_snprintf(n, out, "%s", name);
    return SQLITE_OK;
}

/* Chance and clock are the machine's own. */
static void vfs_install(void)
{
    static sqlite3_vfs v;

    if (v.zName)
        return;
    v = *sqlite3_vfs_find(NULL);
    v.zName = "power";
    v.szOsFile = sizeof(struct handle);
    v.pNext = NULL;
    v.xOpen = vfs_open;
    v.xDelete = vfs_delete;
    v.xAccess = vfs_access;
    v.xFullPathname = vfs_full;
    MUST(sqlite3_vfs_register(&v, 1) == SQLITE_OK);
}

/* ---- rounds -------------------------------------------------------------*/

enum { KEPT_MOST = 4000, BATCH_MOST = 6, FRESH_EVERY = 10 };

struct round {
    struct site s;
    struct db *db;
    struct id kept[KEPT_MOST], flying[BATCH_MOST];
    int n, flying_n;
    long made;
};

static void round_open(struct round *r, bool make)
{
    r->db = db_open("power.db", make ? DB_MAKE : DB_WRITE);
    both_fine(r->db);
    if (make)
        site_start(&r->s, r->db, 1);
    else
        site_again(&r->s, r->db, 1);
    r->s.chance += (uint64_t)r->made * 977 + 1; /* ids never made before */
    r->s.now += r->made;
    both_ask(r->db, "PRAGMA wal_autocheckpoint=40");
}

static void round_close(struct round *r)
{
    site_end(&r->s);
    db_close(r->db);
}

static struct id one_draft(struct round *r)
{
    struct buf b = buf_start(&r->s.arena);
    struct draft d = { .kind = S("place"), .author = S("admin") };
    struct findings f = findings_start(&r->s.arena);
    struct id id;

    r->made++;
    if (chance(3) == 0) {
        buf_fmt(&b, "{\"level\":\"district\",\"name\":\"D%ld\",\"lg\":\"",
                r->made);
        id_put(&b, id_named(S("place"), S("sindh")));
    } else {
        d.kind = S("filing");
        buf_z(&b, "{\"as_of\":\"");
        month_put(&b, 480 + (month)chance(48));
        buf_z(&b, "\",\"rsp\":\"");
        id_put(&b, id_named(S("rsp"), S("SRSO")));
        buf_fmt(&b,
                "\",\"values\":[{\"indicator\":\"hh\",\"amount\":%u}],"
                "\"place\":\"",
                chance(9000));
        id_put(&b, id_named(S("place"), S("sindh")));
    }
    buf_z(&b, "\"}");
    d.body = buf_str(&b);
    keeper_draft(r->s.keeper, &d, &f, &id);
    return id;
}

/* Batches until the power goes; the last one may be in flight. */
static void write_until_dark(struct round *r)
{
    for (;;) {
        int n = 1 + (int)chance(BATCH_MOST - 1);

        keeper_begin(r->s.keeper);
        for (int i = 0; i < n; i++)
            r->flying[i] = one_draft(r);
        r->flying_n = n;
        if (!keeper_commit(r->s.keeper))
            return;
        for (int i = 0; i < n && r->n < KEPT_MOST; i++)
            r->kept[r->n++] = r->flying[i];
        r->flying_n = 0;
        if (fuse == 0)
            return;
    }
}

static bool there(struct round *r, struct id id)
{
    struct seen seen;

    return !id_none(id) && log_see(r->db, id, &r->s.arena, &seen) &&
           seen.covered;
}

static bool tell_line(void *self, struct str line)
{
    (void)self;
    printf("# %.*s\n", (int)line.n, line.p);
    return true;
}

static void look(struct round *r)
{
    int lost = 0, landed = 0;
    struct str before, after;

    for (int i = 0; i < r->n; i++)
        lost += !there(r, r->kept[i]);
    CHECK_INT(lost, 0);
    for (int i = 0; i < r->flying_n; i++)
        landed += there(r, r->flying[i]);
    CHECK(landed == 0 || landed == r->flying_n);
    for (int i = 0; landed && i < r->flying_n && r->n < KEPT_MOST; i++)
        r->kept[r->n++] = r->flying[i];
    r->flying_n = 0;
    CHECK_INT(both_ask(r->db, "SELECT count(*) FROM pragma_integrity_check "
                              "WHERE integrity_check <> 'ok'"),
              0);
    CHECK_INT(log_verify(r->db, &r->s.host, tell_line, NULL), 0);
    before = str_of(digest(&r->s));
    if (!CHECK(keeper_rebuild(r->s.keeper, NULL, NULL)))
        printf("# %s\n", keeper_trouble(r->s.keeper));
    after = str_of(digest(&r->s));
    CHECK_STR(after, before);
}

static void disk_empty(void)
{
    fuse = -1;
    for (int i = 0; i < FILES; i++) {
        promises_end(&disk[i], true, true);
        disk[i].now.n = disk[i].lasting.n = 0;
        disk[i].there = false;
    }
    sectors = false;
    power_again();
}

static long number_said(const char *name, long otherwise)
{
    const char *said = getenv(name);

    return said && atol(said) > 0 ? atol(said) : otherwise;
}

TEST(what_was_committed_survives_a_power_cut)
{
    long rounds = number_said("SAATH_TEST_ROUNDS", 100), cut = 0;
    struct round *r = calloc(1, sizeof *r);

    MUST(r);
    vfs_install();
    chance_state = (uint64_t)number_said("SAATH_TEST_SEED", 1);
    for (long i = 0; i < rounds && !tap_failed; i++) {
        if (i % FRESH_EVERY == 0) {
            disk_empty();
            r->n = r->flying_n = 0;
        }
        round_open(r, i % FRESH_EVERY == 0);
        sectors = chance(2);
        fuse = 1 + (long)chance(chance(2) ? 60 : 900);
        steps = 0;
        write_until_dark(r);
        cut += fuse == 0;
        round_close(r);
        power_again();
        round_open(r, false);
        look(r);
        if (tap_failed)
            printf("# round %ld, after %ld steps\n", i, steps);
        round_close(r);
        power_again();
    }
    CHECK_INT(cut, rounds);
    printf("# %ld rounds, %ld drafts\n", rounds, r->made);
    free(r);
}

/* The disk of this test would show it if somebody forgot to sync. */
TEST(a_write_that_was_not_synced_is_lost)
{
    struct round *r = calloc(1, sizeof *r);

    MUST(r);
    vfs_install();
    disk_empty();
    round_open(r, true);
    both_ask(r->db, "PRAGMA synchronous=OFF");
    keeper_begin(r->s.keeper);
    r->kept[r->n++] = one_draft(r);
    CHECK(keeper_commit(r->s.keeper));
    fuse = 0;
    sectors = false;
    round_close(r);
    power_again();
    round_open(r, false);
    CHECK(!there(r, r->kept[0]));
    round_close(r);
    free(r);
}
