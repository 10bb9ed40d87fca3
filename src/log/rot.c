/* rot - a disk that gives other bytes back than it was given.
 *
 * An entry's bytes are named by its hash, so whoever reads them can tell. What is
 * rotten is passed on to nobody and counts nowhere; it is marked, and from then
 * on this site does not say that it has that entry. So whoever still has it says
 * it again, as to anybody who lacks it, and it is as it was. */
#include "log.sql.h"
#include "log/exchange.h"
#include "log/inside.h"

#define ROT_LINE "{\"rotten\":[\""

bool entry_sound(struct str bytes, struct hash h)
{
    return hash_same(sha_of(bytes), h);
}

/* ---- what is marked -------------------------------------------------------*/

static void mark(struct keeper *k, struct id device, int64_t seq, struct hash h)
{
    struct rows r = db_rows(k->db, SQL_ROTTEN_PUT);

    db_bind_blob(&r, 1, h.b, sizeof h.b);
    db_bind_id(&r, 2, device);
    db_bind_int(&r, 3, seq);
    db_run(&r);
    k->rotten = true;
}

struct rotten rotten_of(struct db *db, struct id device)
{
    struct rows r = db_rows(db, SQL_ROTTEN_OF);
    struct rotten out = { .n = 0 };

    db_bind_id(&r, 1, device);
    if (db_next(&r) && db_int(&r, 0))
        out = (struct rotten){ db_int(&r, 0), db_int(&r, 1) };
    db_done(&r);
    return out;
}

/* ---- looking --------------------------------------------------------------*/

int64_t keeper_look(struct keeper *k, int64_t after, int64_t most,
                    int64_t *found)
{
    struct rows r = db_rows(k->db, SQL_ENTRY_PAGE);
    struct id shipped = reference_device();
    int64_t last = 0, n = 0;
    bool ours = false;

    MUST(k->in_batch);
    db_bind_int(&r, 1, after);
    db_bind_int(&r, 2, most);
    for (; db_next(&r); n++) {
        last = db_int(&r, 0);
        if (entry_sound(db_str(&r, 9), db_hash(&r, 1)))
            continue;
        mark(k, db_id(&r, 3), db_int(&r, 4), db_hash(&r, 1));
        ours |= id_same(db_id(&r, 3), shipped);
        ++*found;
    }
    if (ours) /* nobody says these, the program has them */
        reference_mend(k);
    return n < most ? 0 : last;
}

/* Who may only read asks the keeper to look at one entry: as a line of a log,
 * which says nothing that the keeper does not see for itself. */
struct str rot_line(struct id device, int64_t seq, struct hash h,
                    struct arena *a)
{
    struct buf b = buf_start(a);

    buf_z(&b, ROT_LINE);
    id_put(&b, device);
    buf_fmt(&b, "\",%lld,\"", (long long)seq);
    hash_put(&b, h);
    buf_z(&b, "\"]}");
    return buf_str(&b);
}

bool rot_line_take(struct keeper *k, struct str line)
{
    struct id device;
    struct hash h;
    struct rows r;
    int64_t seq;

    if (!str_starts(line, S(ROT_LINE)))
        return false;
    line = str_from(line, S(ROT_LINE).n);
    if (!id_read(str_cut(&line, '"'), &device) || !str_starts(line, S(",")))
        return false;
    line = str_from(line, 1);
    if (!int_read(str_cut(&line, ','), &seq) || !str_starts(line, S("\"")))
        return false;
    line = str_from(line, 1);
    if (!hash_read(str_cut(&line, '"'), &h) || !str_same(line, S("]}")))
        return false;
    r = db_rows(k->db, SQL_ROTTEN_BYTES);
    db_bind_id(&r, 1, device);
    db_bind_int(&r, 2, seq);
    db_bind_blob(&r, 3, h.b, sizeof h.b);
    if (db_next(&r) && !entry_sound(db_str(&r, 0), h)) {
        db_done(&r);
        mark(k, device, seq, h);
    }
    db_done(&r);
    return true;
}

/* ---- as it was ------------------------------------------------------------*/

bool rot_mend(struct keeper *k, const struct entry *e)
{
    struct rows r;
    bool marked;

    if (!k->rotten)
        return false;
    r = db_rows(k->db, SQL_ROTTEN_HAS);
    db_bind_blob(&r, 1, e->hash.b, sizeof e->hash.b);
    marked = db_next(&r);
    db_done(&r);
    if (!marked)
        return false;
    r = db_rows(k->db, SQL_ROTTEN_MEND);
    db_bind_id(&r, 1, e->device);
    db_bind_int(&r, 2, e->seq);
    db_bind_blob(&r, 3, e->hash.b, sizeof e->hash.b);
    db_bind_blob(&r, 4, e->bytes.p, e->bytes.n);
    db_run(&r);
    r = db_rows(k->db, SQL_ROTTEN_DROP);
    db_bind_blob(&r, 1, e->hash.b, sizeof e->hash.b);
    db_run(&r);
    k->trust_changed = true; /* it may have been of the charter */
    work_put(k, e->id);
    return true;
}
