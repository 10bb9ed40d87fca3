/* attachment - a file and the entry that names it, kept together.
 *
 * The file is on the disk, and its folder too, before the entry commits: an
 * entry never promises what a power cut took. The other way round is harmless,
 * a file that no entry names. */
#include "core/attachment.h"

#include "attachment.sql.h"
#include "log/log.h"
#include "sys/sys.h"

static bool named(struct db *db, struct hash file)
{
    struct rows r = db_rows(db, SQL_ATTACHMENT_NAMED);
    bool is;

    db_bind_blob(&r, 1, file.b, sizeof file.b);
    is = db_next(&r);
    db_done(&r);
    return is;
}

static void refused(struct outcome *out, const char *what)
{
    tell(&out->found, STOP, what, "file");
    out->kept = KEPT_REFUSED;
}

void attachment_keep(struct keeper *k, struct db *db, const char *folder,
                     const struct draft *said, struct str bytes,
                     struct arena *a, struct outcome *out)
{
    struct draft d = *said;
    const char *why = attachment_fill(bytes, a, &d.body);
    bool fresh;

    *out = (struct outcome){ .found = findings_start(a) };
    if (why || !str_same(d.kind, S("attachment"))) {
        refused(out, why ? why : "entry.kind_unknown");
        return;
    }
    if (!folder || files_put(folder, bytes, &fresh) != FILE_FINE) {
        refused(out, "attachment.not_written");
        return;
    }
    out->kept = keeper_draft(k, &d, &out->found, &out->id);
    if (out->kept == KEPT_REFUSED && fresh && !named(db, sha_of(bytes)))
        files_remove(folder, sha_of(bytes));
}
