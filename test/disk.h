/* disk - files in memory that know what a disk would still have after the power
 * went: xSync makes writes last, everything else is only a promise.
 *
 *     vfs_install();              every database file lies here from now on
 *     fuse = 30;                  at the 30th step the power goes
 *     ... db_close(db);
 *     power_again();              what was not synced is lost; with `sectors`
 *                                 each sector of it is kept or lost by chance
 */
#ifndef SAATH_DISK_H
#define SAATH_DISK_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../src/base/base.h"

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

static inline uint32_t chance(uint32_t below)
{
    chance_state = chance_state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(chance_state >> 33) % below;
}

static inline void bytes_size(struct bytes *b, size_t n)
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

static inline void bytes_write(struct bytes *b, size_t at, const void *p,
                               size_t n)
{
    if (at + n > b->n)
        bytes_size(b, at + n);
    if (n)
        memcpy(b->p + at, p, n);
}

static inline void bytes_same(struct bytes *to, const struct bytes *from)
{
    to->n = 0;
    bytes_write(to, 0, from->p, from->n);
}

static inline struct file *file_find(const char *name, bool make)
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

static inline void promise_add(struct file *f, sqlite3_int64 at, const void *p,
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
static inline void promise_keep(struct file *f, const struct promise *p,
                                bool whole)
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

static inline void promises_end(struct file *f, bool whole, bool lost)
{
    for (size_t i = 0; !lost && i < f->promises; i++)
        promise_keep(f, &f->promise[i], whole);
    f->promises = 0;
    f->said.n = 0;
}

/* False: there is no power. */
static inline bool step(void)
{
    steps++;
    if (fuse > 0 && --fuse == 0)
        return false;
    return fuse != 0;
}

/* The machine starts again with what lasted. */
static inline void power_again(void)
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

static inline struct file *of(sqlite3_file *h)
{
    return ((struct handle *)h)->file;
}

static inline int vfs_close(sqlite3_file *h)
{
    struct file *f = of(h);

    if (*f->name == '~') { /* a temporary one */
        promises_end(f, true, true);
        f->now.n = f->lasting.n = 0;
        f->there = false;
    }
    return SQLITE_OK;
}

static inline int vfs_read(sqlite3_file *h, void *to, int n, sqlite3_int64 at)
{
    struct file *f = of(h);
    size_t there = (size_t)at < f->now.n ? f->now.n - (size_t)at : 0;
    size_t got = there < (size_t)n ? there : (size_t)n;

    if (got)
        memcpy(to, f->now.p + at, got);
    memset((char *)to + got, 0, (size_t)n - got);
    return got == (size_t)n ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

static inline int vfs_write(sqlite3_file *h, const void *p, int n,
                            sqlite3_int64 at)
{
    if (!step())
        return SQLITE_IOERR_WRITE;
    bytes_write(&of(h)->now, (size_t)at, p, (size_t)n);
    promise_add(of(h), at, p, (size_t)n);
    return SQLITE_OK;
}

static inline int vfs_truncate(sqlite3_file *h, sqlite3_int64 n)
{
    if (!step())
        return SQLITE_IOERR_TRUNCATE;
    bytes_size(&of(h)->now, (size_t)n);
    promise_add(of(h), -1, NULL, (size_t)n);
    return SQLITE_OK;
}

static inline int vfs_sync(sqlite3_file *h, int flags)
{
    (void)flags;
    if (!step())
        return SQLITE_IOERR_FSYNC;
    promises_end(of(h), true, false);
    return SQLITE_OK;
}

static inline int vfs_size(sqlite3_file *h, sqlite3_int64 *n)
{
    *n = (sqlite3_int64)of(h)->now.n;
    return SQLITE_OK;
}

static inline int vfs_lock(sqlite3_file *h, int how)
{
    (void)h, (void)how;
    return SQLITE_OK;
}

static inline int vfs_reserved(sqlite3_file *h, int *is)
{
    (void)h;
    *is = 0;
    return SQLITE_OK;
}

static inline int vfs_control(sqlite3_file *h, int what, void *arg)
{
    (void)h, (void)what, (void)arg;
    return SQLITE_NOTFOUND;
}

static inline int vfs_sector(sqlite3_file *h)
{
    (void)h;
    return SECTOR;
}

static inline int vfs_traits(sqlite3_file *h)
{
    (void)h;
    return 0;
}

static inline int vfs_shm_map(sqlite3_file *h, int region, int bytes,
                              int extend, void volatile **out)
{
    struct file *f = of(h);

    MUST(region < SHM_MOST && bytes <= SHM_BYTES);
    if (!f->shm[region] && extend)
        f->shm[region] = calloc(1, SHM_BYTES);
    *out = f->shm[region];
    return SQLITE_OK;
}

static inline int vfs_shm_lock(sqlite3_file *h, int at, int n, int flags)
{
    (void)h, (void)at, (void)n, (void)flags;
    return SQLITE_OK;
}

static inline void vfs_shm_barrier(sqlite3_file *h)
{
    (void)h;
}

static inline int vfs_shm_unmap(sqlite3_file *h, int delete)
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

static inline int vfs_open(sqlite3_vfs *v, sqlite3_filename name,
                           sqlite3_file *h, int flags, int *got)
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
static inline int vfs_delete(sqlite3_vfs *v, const char *name, int sync)
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

static inline int vfs_access(sqlite3_vfs *v, const char *name, int flags,
                             int *is)
{
    const struct file *f = file_find(name, false);

    (void)v, (void)flags;
    *is = f && f->now.n > 0;
    return SQLITE_OK;
}

static inline int vfs_full(sqlite3_vfs *v, const char *name, int n, char *out)
{
    (void)v;
    sqlite3_snprintf(n, out, "%s", name);
    return SQLITE_OK;
}

/* Chance and clock are the machine's own. */
static inline void vfs_install(void)
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

/* A disk with nothing on it, and power. */
static inline void disk_empty(void)
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

#endif
