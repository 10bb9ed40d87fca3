/* erase - sealed parts that an erasure names are gone: they do not come again,
 * and nothing of them stays on the disk. */
#include <string.h>

#include "attachment.sql.h"
#include "erasure.sql.h"
#include "log.sql.h"
#include "log/inside.h"

/* The hash of the part that this entry, or the fact a fix restates, names. */
static struct hash body_part(struct keeper *k, struct str bytes)
{
    struct hash hash = { { 0 } };
    const struct json *body, *j;
    struct entry e;
    size_t at;

    if (!entry_read(arena_str(&k->batch, bytes), &k->batch, &e))
        return hash;
    body = json_read(e.body, &k->batch, &at);
    if (body && str_same(e.kind, S("fix")))
        body = json_member(body, "body");
    j = body && body->type == JSON_OBJECT ? json_member(body, "sealed") : NULL;
    if (!j || j->type != JSON_TEXT || !hash_read(j->raw, &hash))
        memset(&hash, 0, sizeof hash);
    return hash;
}

/* Something is to be gone from the disk, once this batch is kept. */
static void shred_put(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_META_PUT);

    db_bind_text(&r, 1, S("shred"));
    db_bind_text(&r, 2, S("due"));
    db_run(&r);
    k->shred = true;
}

/* The part is gone, does not come again, and is to be gone from the disk.
 * False: that was so already. */
static bool part_shun(struct keeper *k, struct hash hash)
{
    struct rows r;

    if (hash_none(hash) || part_known(k, SQL_ERASED_HAS, hash))
        return false;
    if (part_known(k, SQL_PART_HAS, hash)) {
        r = db_rows(k->db, SQL_PART_DESTROY);
        db_bind_blob(&r, 1, hash.b, sizeof hash.b);
        db_run(&r);
        shred_put(k);
    }
    r = db_rows(k->db, SQL_ERASED_PUT);
    db_bind_blob(&r, 1, hash.b, sizeof hash.b);
    db_run(&r);
    return true;
}

static bool entries_shun(struct keeper *k, struct id id)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_BY_ID);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r))
        any |= part_shun(k, body_part(k, db_str(&r, 1)));
    return any;
}

/* The file of an attachment goes with the next shredding. */
static void file_shun(struct keeper *k, struct id about)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_KIND);
    bool is;

    db_bind_id(&r, 1, about);
    is = db_next(&r) && str_same(db_str(&r, 0), S("attachment"));
    db_done(&r);
    if (is && k->host->forget)
        shred_put(k);
}

/* The part of an entry and, one after the other, of all that answers it. What
 * lies open of it goes when its root is settled again: once, for an erasure is
 * settled again itself when that has changed. */
void parts_erase(struct keeper *k, struct id about_id)
{
    struct map seen = map_of(sizeof(struct id), 0);
    struct id id;
    bool fresh, any = false;

    k->erasures = true;
    file_shun(k, about_id);
    map_at(&seen, about_id.b, &fresh);
    for (size_t i = 0; i < seen.n; i++) {
        struct rows r;

        memcpy(id.b, map_key(&seen, i), sizeof id.b);
        any |= entries_shun(k, id);
        r = db_rows(k->db, SQL_ENTRY_ANSWERING);
        db_bind_id(&r, 1, id);
        while (db_next(&r)) {
            struct id answer = db_id(&r, 0);

            map_at(&seen, answer.b, &fresh);
        }
    }
    map_free(&seen);
    id = any ? fix_root(k, about_id) : ID_NONE;
    if (!id_none(id))
        work_put(k, id);
}

static bool erased(struct keeper *k, struct id id)
{
    struct rows r = db_rows(k->db, SQL_ERASURE_OF);
    bool is;

    db_bind_id(&r, 1, id);
    is = db_next(&r);
    db_done(&r);
    return is;
}

/* What the entry answers, and that again, up to an erasure. */
void part_appended(struct keeper *k, struct id id, struct id answers)
{
    struct walk w = walk_start(id);
    struct id up = answers;
    bool is = k->erasures && erased(k, id);

    while (k->erasures && !is && !id_none(up) && !walk_circles(&w, up)) {
        struct rows r;

        is = erased(k, up);
        r = db_rows(k->db, SQL_ENTRY_KIND);
        db_bind_id(&r, 1, up);
        up = db_next(&r) && str_same(db_str(&r, 0), S("fix")) ? db_id(&r, 1) :
                                                                ID_NONE;
        db_done(&r);
    }
    if (is)
        parts_erase(k, id);
}

/* ---- gone from the disk too ---------------------------------------------*/

void shred_read(struct keeper *k)
{
    struct rows r = db_rows(k->db, SQL_META_FIND);

    db_bind_text(&r, 1, S("shred"));
    k->shred = db_next(&r);
    db_done(&r);
}

/* Files that only erased attachments name: those of long ago too, so that none
 * is left when something stopped us half way. */
static void files_forget(struct keeper *k)
{
    struct rows r;

    if (!k->host->forget)
        return;
    r = db_rows(k->db, SQL_ATTACHMENT_ERASED);
    while (db_next(&r))
        k->host->forget(k->host->self, db_hash(&r, 0));
    db_done(&r);
}

bool keeper_shred(struct keeper *k)
{
    const char **table;
    struct rows r;
    int n = 0;

    MUST(!k->in_batch);
    if (!k->shred || db_fault(k->db) != DB_FINE)
        return !k->shred;
    table = arena_many(&k->batch, const char *, (size_t)kind_count + 2);
    table[n++] = "part";
    for (int i = 0; i < kind_count; i++)
        if (k->manner[i].sealed)
            table[n++] = arena_z(&k->batch, compose(&k->batch, "%1_sealed",
                                                    kind_index[i]->name, ""));
    table[n] = NULL;
    k->shred = !db_shred(k->db, table);
    arena_free(&k->batch);
    if (k->shred)
        return false;
    files_forget(k);
    db_begin(k->db);
    r = db_rows(k->db, SQL_META_DROP);
    db_bind_text(&r, 1, S("shred"));
    db_run(&r);
    return db_commit(k->db);
}
