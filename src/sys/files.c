/* files - attachments beside the log, each under the hash of its bytes:
 * FOLDER/ab/abcd... What is there once is never written again. */
#include <stdio.h>
#include <string.h>
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

void files_remove(const char *folder, struct hash name)
{
    struct arena a = { .chunk_bytes = 512 };

    unlink(files_path(folder, name, &a));
    arena_free(&a);
}
