/* lock - where a database's lock and sockets lie, and who may be its keeper. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

/* The longest name that a unix socket can have here. */
enum { SOCKET_NAME = sizeof((struct sockaddr_un *)0)->sun_path - 1 };

/* A folder that only we can write to: others must not put a socket there. */
static bool folder_ours(const char *path)
{
    struct stat st;

    if (mkdir(path, 0700) != 0 && errno != EEXIST)
        return false;
    return lstat(path, &st) == 0 && S_ISDIR(st.st_mode) &&
           st.st_uid == geteuid() && !(st.st_mode & 022);
}

static const char *by_hash(struct str name, const char *suffix, struct arena *a)
{
    const char *run = getenv("XDG_RUNTIME_DIR");
    struct buf b = buf_start(a), folder = buf_start(a);

    if (run && run[0] == '/')
        buf_fmt(&folder, "%s/saath", run);
    else
        buf_fmt(&folder, "/tmp/saath-%d", (int)geteuid());
    if (!folder_ours(arena_z(a, buf_str(&folder)))) {
        sys_note("%s is not a folder of this user alone",
                 arena_z(a, buf_str(&folder)));
        return NULL;
    }
    buf_add(&b, buf_str(&folder));
    buf_char(&b, '/');
    buf_hex(&b, sha_of(name).b, 12);
    buf_z(&b, suffix);
    return b.n <= SOCKET_NAME ? arena_z(a, buf_str(&b)) : NULL;
}

/* The folder must be there; the database file need not be. Two spellings of
 * one path give the same answer. */
static struct str whole_path(const char *path, struct arena *a)
{
    const char *slash = strrchr(path, '/');
    struct str folder = slash ?
                            (struct str){ path, (size_t)(slash - path) + 1 } :
                            S(".");
    char found[PATH_MAX];
    struct buf b = buf_start(a);

    if (realpath(path, found))
        return arena_str(a, str_of(found));
    if (!realpath(arena_z(a, folder), found))
        return str_of(path);
    buf_fmt(&b, "%s/%s", found, slash ? slash + 1 : path);
    return buf_str(&b);
}

const char *place_beside(const char *database, const char *suffix,
                         struct arena *a)
{
    struct str name = str_of(database);
    struct buf b;

    if (str_starts(name, S("postgresql://")) ||
        str_starts(name, S("postgres://")))
        return by_hash(name, suffix, a);
    name = whole_path(database, a);
    if (name.n + strlen(suffix) > SOCKET_NAME)
        return by_hash(name, suffix, a);
    b = buf_start(a);
    buf_add(&b, name);
    buf_z(&b, suffix);
    return arena_z(a, buf_str(&b));
}

int lock_take(const char *database)
{
    struct arena a = { 0 };
    const char *path = place_beside(database, ".lock", &a);
    int fd = path ?
                 open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600) :
                 -1;
    int got = LOCK_BROKEN;

    if (fd < 0)
        sys_note("lock %s: %s", path ? path : database, strerror(errno));
    else if (flock(fd, LOCK_EX | LOCK_NB) == 0)
        got = fd;
    else if (errno == EWOULDBLOCK)
        got = LOCK_HELD;
    else
        sys_note("lock %s: %s", path, strerror(errno));
    if (fd >= 0 && got < 0)
        close(fd);
    arena_free(&a);
    return got;
}
