/* marked - whose CNIC or phone it is: the keyed mark of a number finds who has
 * the same, and only the keeper has the key. */
#include "log.sql.h"
#include "log/inside.h"

size_t keeper_marked(struct keeper *k, struct str said, struct id *out,
                     size_t most)
{
    struct arena a = { 0 };
    struct str same = secret_same(said, &a);
    uint8_t mark[32];
    struct rows r;
    size_t n = 0;

    if (!k->host || !k->host->mark ||
        secret_digits(said, &a).n < MARKED_LEAST) {
        arena_free(&a);
        return 0;
    }
    k->host->mark(k->host->self, same, mark);
    r = db_rows(k->db, SQL_PERSON_MARKED);
    db_bind_blob(&r, 1, mark, sizeof mark);
    db_bind_int(&r, 2, (int64_t)most);
    while (n < most && db_next(&r))
        out[n++] = db_id(&r, 0);
    db_done(&r);
    arena_free(&a);
    return n;
}
