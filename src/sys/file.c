/* file - whole files: read with a limit, written so that a power cut leaves
 * either the old one or the new one. */
#include "sys/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum file_trouble why(void)
{
    switch (errno) {
    case ENOENT:
    case ENOTDIR: return FILE_MISSING;
    case EACCES:
    case EPERM:
    case EROFS:
    case EEXIST: return FILE_DENIED;
    case ENOSPC:
    case EDQUOT:
    case EFBIG: return FILE_FULL;
    default: return FILE_BROKEN;
    }
}

const char *file_trouble_text(enum file_trouble t)
{
    static const char *const text[] = {
        [FILE_FINE] = "fine",
        [FILE_MISSING] = "no such file",
        [FILE_TOO_BIG] = "too big",
        [FILE_DENIED] = "not allowed",
        [FILE_FULL] = "the disk is full",
        [FILE_BROKEN] = "cannot be read or written",
    };

    return text[t];
}

bool file_exists(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0;
}

/* Up to n bytes, in as many reads as it takes. -1 after an error. */
static ssize_t read_all(int fd, char *p, size_t n)
{
    size_t at = 0;

    while (at < n) {
        ssize_t got = read(fd, p + at, n - at);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        at += (size_t)got;
    }
    return (ssize_t)at;
}

/* O_NONBLOCK: a pipe in place of a file must not hang us. */
enum file_trouble file_read(const char *path, size_t most, struct arena *a,
                            struct str *out)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    enum file_trouble t = FILE_FINE;
    struct stat st;
    ssize_t got = 0;
    char *p = NULL;

    if (fd < 0)
        return why();
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))
        t = FILE_BROKEN;
    else if ((uint64_t)st.st_size > most)
        t = FILE_TOO_BIG;
    if (t == FILE_FINE) {
        p = arena_take(a, (size_t)st.st_size + 1);
        got = read_all(fd, p, (size_t)st.st_size);
        if (got < 0)
            t = why();
    }
    close(fd);
    if (t == FILE_FINE)
        *out = (struct str){ p, (size_t)got };
    return t;
}

static bool write_all(int fd, struct str s)
{
    while (s.n) {
        ssize_t done = write(fd, s.p, s.n);

        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return false;
        s = str_from(s, (size_t)done);
    }
    return true;
}

/* A rename is durable only when its folder is. */
static bool sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[PATH_MAX] = ".";
    bool good;
    int fd;

    if (slash)
        snprintf(folder, sizeof folder, "%.*s",
                 slash == path ? 1 : (int)(slash - path), path);
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    good = fsync(fd) == 0;
    close(fd);
    return good;
}

enum file_trouble file_folder(const char *path)
{
    struct stat st;

    if (mkdir(path, 0700) == 0)
        return sync_folder(path) ? FILE_FINE : why();
    if (errno != EEXIST)
        return why();
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode) ? FILE_FINE :
                                                         FILE_DENIED;
}

/* `fresh` uses link(2), which, unlike rename, refuses an existing name. */
static enum file_trouble put(const char *path, struct str bytes, int mode,
                             bool fresh)
{
    char beside[PATH_MAX];
    enum file_trouble t = FILE_FINE;
    int fd;

    if (snprintf(beside, sizeof beside, "%s." TEMPLATE_END, path) >=
        (int)sizeof beside)
        return FILE_BROKEN;
    fd = mkostemp(beside, O_CLOEXEC);
    if (fd < 0)
        return why();
    if (fchmod(fd, (mode_t)mode) != 0 || !write_all(fd, bytes) ||
        fsync(fd) != 0)
        t = why();
    if (close(fd) != 0 && t == FILE_FINE)
        t = why();
    if (t == FILE_FINE &&
        (fresh ? link(beside, path) : rename(beside, path)) != 0)
        t = why();
    if (t != FILE_FINE || fresh)
        unlink(beside);
    if (t == FILE_FINE && !sync_folder(path))
        t = why();
    return t;
}

enum file_trouble file_write(const char *path, struct str bytes, int mode)
{
    return put(path, bytes, mode, false);
}

enum file_trouble file_make(const char *path, struct str bytes, int mode)
{
    return put(path, bytes, mode, true);
}

int file_spool(const char *folder)
{
    char path[PATH_MAX];
    int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

    if (fd >= 0 || (errno != EOPNOTSUPP && errno != EISDIR))
        return fd;
    if (snprintf(path, sizeof path, "%s/" TEMPLATE_END, folder) >=
        (int)sizeof path)
        return -1;
    fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}
