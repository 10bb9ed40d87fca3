/* drivers_wasm - the one database of the browser, and the floor under it.
 *
 * SQLite asks its host for files, a clock and chance. The browser's database
 * is in memory, so there are no files; no statement of ours reads the clock
 * or draws lots, so both may stand still. */
#include <string.h>

#include <sqlite3.h>

#include "db/driver.h"

const struct driver *const db_drivers[] = { &driver_sqlite, NULL };

static int no_open(sqlite3_vfs *v, const char *name, sqlite3_file *file,
                   int flags, int *out)
{
    (void)v, (void)name, (void)flags, (void)out;
    file->pMethods = NULL;
    return SQLITE_CANTOPEN;
}

static int no_delete(sqlite3_vfs *v, const char *name, int sync)
{
    (void)v, (void)name, (void)sync;
    return SQLITE_OK;
}

static int no_access(sqlite3_vfs *v, const char *name, int flags, int *out)
{
    (void)v, (void)name, (void)flags;
    *out = 0;
    return SQLITE_OK;
}

static int no_path(sqlite3_vfs *v, const char *name, int room, char *out)
{
    (void)v;
    sqlite3_snprintf(room, out, "%s", name);
    return SQLITE_OK;
}

static int no_chance(sqlite3_vfs *v, int bytes, char *out)
{
    (void)v;
    memset(out, 0, (size_t)bytes);
    return bytes;
}

static int no_sleep(sqlite3_vfs *v, int microseconds)
{
    (void)v;
    return microseconds;
}

static int no_clock(sqlite3_vfs *v, double *julian_day)
{
    (void)v;
    *julian_day = 0;
    return SQLITE_OK;
}

static int no_error(sqlite3_vfs *v, int room, char *out)
{
    (void)v, (void)room, (void)out;
    return 0;
}

/* SQLITE_OS_OTHER leaves these two to the host. */
int sqlite3_os_init(void)
{
    static sqlite3_vfs none = {
        .iVersion = 1,
        .szOsFile = sizeof(sqlite3_file),
        .mxPathname = 64,
        .zName = "none",
        .xOpen = no_open,
        .xDelete = no_delete,
        .xAccess = no_access,
        .xFullPathname = no_path,
        .xRandomness = no_chance,
        .xSleep = no_sleep,
        .xCurrentTime = no_clock,
        .xGetLastError = no_error,
    };

    return sqlite3_vfs_register(&none, 1);
}

int sqlite3_os_end(void)
{
    return SQLITE_OK;
}
