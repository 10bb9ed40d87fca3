/* bundle - attachments between two offices, as files of a folder. */
#include "sys/bundle.h"

#include "attachment.sql.h"
#include "core/attachment.h"
#include "sys/sys.h"

enum { PAGE = 200 };

static bool file_copy(const char *from, const char *to, struct hash name,
                      struct bundle_count *n)
{
    struct arena a = { 0 };
    struct str bytes = { "", 0 };
    enum file_trouble t;
    bool fresh, good = true;

    if (files_here(to, name) && files_read(to, name, &a, &bytes) == FILE_FINE) {
        n->there++;
    } else if ((t = files_read(from, name, &a, &bytes)) == FILE_FINE &&
               attachment_type(bytes) >= 0) {
        good = files_put(to, bytes, &fresh) == FILE_FINE;
        n->copied += good;
    } else if (t == FILE_MISSING) {
        n->missing++;
    } else {
        n->broken++;
    }
    arena_free(&a);
    return good;
}

struct named {
    struct hash file;
    bool people;
};

bool bundle_copy(struct db *db, const char *from, const char *to, bool people,
                 struct bundle_count *out)
{
    struct named page[PAGE];
    struct id after = ID_NONE;
    size_t n = PAGE;

    *out = (struct bundle_count){ 0 };
    while (n == PAGE) {
        struct rows r = db_rows(db, SQL_ATTACHMENT_PAGE);

        n = 0;
        db_bind_blob(&r, 1, after.b, sizeof after.b);
        db_bind_int(&r, 2, PAGE);
        while (n < PAGE && db_next(&r)) {
            after = db_id(&r, 0);
            page[n].file = db_hash(&r, 1);
            page[n++].people = db_int(&r, 3) != 0;
        }
        db_done(&r);
        for (size_t i = 0; i < n; i++) {
            if (page[i].people && !people)
                out->left++;
            else if (!file_copy(from, to, page[i].file, out))
                return false;
        }
    }
    return db_fault(db) == DB_FINE;
}
