/* files - attachments beside the log, each under the hash of its bytes:
 * FOLDER/ab/abcd... What is there once is never written again. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/sys.h"

const char *files_path(const char *folder, struct hash name, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, folder);
    buf_char(&b, '/');
    buf_hex(&b, name.b, 1);
    buf_char(&b, '/');
    hash_put(&b, name);
    return arena_z(a, buf_str(&b));
}

enum file_trouble files_read(const char *folder, struct hash name,
                             struct arena *a, struct str *out)
{
    enum file_trouble t = file_read(files_path(folder, name, a), FILES_MOST, a,
                                    out);

    if (t == FILE_FINE && !hash_same(sha_of(*out), name))
        t = FILE_BROKEN;
    return t;
}

bool files_here(const char *folder, struct hash name)
{
    struct arena a = { .chunk_bytes = 512 };
    bool here = file_exists(files_path(folder, name, &a));

    arena_free(&a);
    return here;
}

static enum file_trouble folders_make(const char *folder, struct hash name,
                                      struct arena *a)
{
    struct buf b = buf_start(a);
    enum file_trouble t = file_folder(folder);

    buf_z(&b, folder);
    buf_char(&b, '/');
    buf_hex(&b, name.b, 1);
    return t == FILE_FINE ? file_folder(arena_z(a, buf_str(&b))) : t;
}

/* One that is there and is not what its name says is written anew. */
enum file_trouble files_put(const char *folder, struct str bytes, bool *fresh)
{
    struct arena a = { 0 };
    struct hash name = sha_of(bytes);
    const char *path = files_path(folder, name, &a);
    enum file_trouble t = FILE_TOO_BIG;
    struct str old;

    *fresh = false;
    if (bytes.n <= FILES_MOST &&
        (t = files_read(folder, name, &a, &old)) != FILE_FINE) {
        t = folders_make(folder, name, &a);
        if (t == FILE_FINE)
            t = file_write(path, bytes, 0600);
        *fresh = t == FILE_FINE;
    }
    arena_free(&a);
    return t;
}

static const char *parts_path(const char *folder, struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, folder);
    buf_z(&b, "/part");
    return arena_z(a, buf_str(&b));
}

static const char *part_path(const char *folder, struct hash name,
                             struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, parts_path(folder, a));
    buf_char(&b, '/');
    hash_put(&b, name);
    return arena_z(a, buf_str(&b));
}

void files_remove(const char *folder, struct hash name)
{
    struct arena a = { .chunk_bytes = 512 };

    unlink(files_path(folder, name, &a));
    unlink(part_path(folder, name, &a));
    arena_free(&a);
}

/* ---- in parts ------------------------------------------------------------*/

/* Bytes of the part after that; -1: the disk's trouble. What a power cut takes
 * of it is brought again. */
static int64_t part_grow(const char *path, int64_t bytes, int64_t at,
                         struct str more)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    struct stat s;
    int64_t n = -1;

    if (fd < 0)
        return -1;
    if (fstat(fd, &s) == 0)
        n = s.st_size;
    if (n == at && (int64_t)more.n <= bytes - at)
        n = pwrite(fd, more.p, more.n, at) == (ssize_t)more.n ?
                at + (int64_t)more.n :
                -1;
    return close(fd) == 0 ? n : -1;
}

static int64_t part_whole(const char *folder, struct hash name,
                          const char *path, int64_t bytes, struct arena *a)
{
    bool fresh, same;
    struct str all;

    if (file_read(path, FILES_MOST, a, &all) != FILE_FINE)
        return -1;
    same = (int64_t)all.n == bytes && hash_same(sha_of(all), name);
    if (same && files_put(folder, all, &fresh) != FILE_FINE)
        return -1;
    unlink(path);
    return same ? bytes : 0;
}

int64_t files_add(const char *folder, struct hash name, int64_t bytes,
                  int64_t at, struct str more)
{
    struct arena a = { 0 };
    const char *path = part_path(folder, name, &a);
    struct str old;
    int64_t n = -1;

    if (bytes > 0 && bytes <= FILES_MOST && at >= 0) {
        if (files_read(folder, name, &a, &old) == FILE_FINE)
            n = bytes;
        else if (file_folder(folder) == FILE_FINE &&
                 file_folder(parts_path(folder, &a)) == FILE_FINE &&
                 (n = part_grow(path, bytes, at, more)) >= bytes)
            n = part_whole(folder, name, path, bytes, &a);
    }
    arena_free(&a);
    return n;
}
