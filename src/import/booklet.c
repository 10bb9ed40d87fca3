/* booklet - a workbook being written. The library can only write to a path. */
#include "import/booklet.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

bool booklet_open(struct booklet *b, bool rows_in_turn)
{
    lxw_workbook_options how = { .constant_memory = rows_in_turn,
                                 .tmpdir = b->folder };
    const char *tmp = getenv("TMPDIR");

    b->book = NULL;
    snprintf(b->folder, sizeof b->folder, "%.200s/saath-" TEMPLATE_END,
             tmp && *tmp ? tmp : "/tmp");
    if (!mkdtemp(b->folder))
        return false;
    snprintf(b->path, sizeof b->path, "%s/book.xlsx", b->folder);
    b->book = workbook_new_opt(b->path, &how);
    if (!b->book)
        rmdir(b->folder);
    return b->book != NULL;
}

static bool file_put(const char *path,
                     bool (*put)(void *self, struct str piece), void *self)
{
    FILE *f = fopen(path, "rb");
    static const size_t most = 64 << 10;
    char *room = f ? malloc(most) : NULL;
    size_t n = 0;
    bool good = room != NULL;

    while (good && (n = fread(room, 1, most, f)) > 0)
        good = put(self, (struct str){ room, n });
    if (f) {
        good &= !ferror(f);
        fclose(f);
    }
    free(room);
    return good;
}

bool booklet_close(struct booklet *b, bool (*put)(void *self, struct str piece),
                   void *self)
{
    bool good = workbook_close(b->book) == LXW_NO_ERROR &&
                file_put(b->path, put, self);

    unlink(b->path);
    rmdir(b->folder);
    b->book = NULL;
    return good;
}
