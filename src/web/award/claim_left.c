/* claim_left - what a member of a policy may still claim. */
#include "award.sql.h"
#include "web/award/award.h"

paisa claim_left(struct rq *rq, struct id policy, struct id person,
                 struct id entry, day on)
{
    enum { CLAIMS_MOST = 500 };
    struct claimed *c = arena_many(rq->arena, struct claimed, CLAIMS_MOST);
    struct rows r = db_rows(rq->db, SQL_WEB_CLAIMS_OF);
    paisa limit = INT_NONE;
    day since = DAY_NONE;
    size_t n = 0;

    db_bind_id(&r, 1, policy);
    db_bind_id(&r, 2, person);
    /* any but this one; none is sixteen zeros, for NULL differs from nothing */
    db_bind_blob(&r, 3, entry.b, sizeof entry.b);
    while (n < CLAIMS_MOST && db_next(&r))
        c[n++] = (struct claimed){ day_in(&r, 0), int_in(&r, 1) };
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_POLICY);
    db_bind_id(&r, 1, policy);
    if (db_next(&r)) {
        since = day_in(&r, 2);
        limit = int_in(&r, 5);
    }
    db_done(&r);
    return limit_left(limit, since, on, c, n);
}

bool claim_covered(struct rq *rq, struct id policy, struct id person, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_COVERED);
    bool covered;

    db_bind_id(&r, 1, policy);
    db_bind_id(&r, 2, person);
    db_bind_int(&r, 3, on);
    covered = db_next(&r);
    db_done(&r);
    return covered;
}
