/* owed - the returns that a registered body owes: what the law asks year by
 * year, and what somebody wrote down beside it. */
#include "core/duty.h"
#include "life.sql.h"
#include "web/body/life.h"

enum { RETURNS_MOST = 1000, YEARS_MOST = 200 };

struct given {
    int64_t what;
    day due, done;
};
struct returns {
    struct given *at;
    size_t n;
};

static struct returns returns_read(struct rq *rq, struct id registration)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_RETURNS);
    struct returns g = { arena_many(rq->arena, struct given, RETURNS_MOST), 0 };

    db_bind_id(&r, 1, registration);
    while (g.n < RETURNS_MOST && db_next(&r))
        g.at[g.n++] = (struct given){ db_int(&r, 0), (day)db_int(&r, 1),
                                      db_null(&r, 2) ? DAY_NONE :
                                                       (day)db_int(&r, 2) };
    db_done(&r);
    return g;
}

static bool returned(const struct returns *g, int64_t what, day due)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->at[i].what == what && g->at[i].due == due &&
            g->at[i].done != DAY_NONE)
            return true;
    return false;
}

/* The first day on which something fell due, or will, and was not given. */
static day open_due(const struct yearly *y, const struct returns *g,
                    int64_t what, day registered)
{
    for (int n = 0; n < YEARS_MOST; n++) {
        day due = yearly_due(y, registered, n);

        if (due == DAY_NONE || !returned(g, what, due))
            return due;
    }
    return DAY_NONE;
}

size_t owed_read(struct rq *rq, struct id registration, int64_t regime,
                 day registered, struct owed *out, size_t most)
{
    struct returns g = returns_read(rq, registration);
    struct rows r = db_rows(rq->db, SQL_WEB_LIFE_DUTIES);
    size_t n = 0;

    db_bind_int(&r, 1, regime);
    while (n < most && db_next(&r)) {
        struct yearly y = { (int)db_int(&r, 1), (int)db_int(&r, 2),
                            db_null(&r, 3) ? 0 : (int)db_int(&r, 3),
                            db_null(&r, 4) ? DAY_NONE : (day)db_int(&r, 4),
                            db_null(&r, 5) ? DAY_NONE : (day)db_int(&r, 5) };

        out[n] = (struct owed){ db_int(&r, 0),
                                open_due(&y, &g, db_int(&r, 0), registered) };
        n += out[n].due != DAY_NONE;
    }
    db_done(&r);
    for (size_t i = 0; i < g.n && n < most; i++)
        if (g.at[i].done == DAY_NONE) {
            bool there = false;

            for (size_t j = 0; j < n; j++)
                there |= out[j].what == g.at[i].what &&
                         out[j].due == g.at[i].due;
            if (!there)
                out[n++] = (struct owed){ g.at[i].what, g.at[i].due };
        }
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && out[j].due < out[j - 1].due; j--) {
            struct owed t = out[j];

            out[j] = out[j - 1];
            out[j - 1] = t;
        }
    return n;
}
