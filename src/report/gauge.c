/* gauge - what registers give of a body on a day, for an index of maturity. */
#include "report/gauge.h"

#include "gauge.sql.h"
#include "log/log.h"
#include "mature.sql.h"

/* In the order of GAUGES. */
static const struct {
    int sql;
    const char *evidence;
} gauge[] = {
    { SQL_GAUGE_MET, "/list/meeting?f.body=" },
    { SQL_GAUGE_ATTENDED, "/list/meeting?f.body=" },
    { SQL_GAUGE_SAVED, "/list/meeting?f.body=" },
    { SQL_GAUGE_POSTS, "/list/term?f.body=" },
    { SQL_GAUGE_WOMEN, "/list/member?f.body=" },
    { SQL_GAUGE_AUDITED, "/list/socialaudit?f.body=" },
    { SQL_GAUGE_PLANNED, "/list/disclosure?f.body=" },
    { SQL_GAUGE_RESOLVED, "/list/resolution?f.body=" },
    { SQL_GAUGE_RETURNS, "/list/registration?f.body=" },
    { SQL_GAUGE_ANSWERED, "/list/complaint?f.body=" },
};

struct gauged gauge_read(struct db *db, struct str name, struct id body, day on)
{
    int at = choice_find(GAUGES, name);
    struct gauged g = { 0, 0 };
    struct rows r;

    if (!name.n || at < 0)
        return g;
    r = db_rows(db, gauge[at].sql);
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, on);
    if (db_next(&r)) {
        g.part = db_null(&r, 0) ? 0 : db_int(&r, 0);
        g.of = db_null(&r, 1) ? 0 : db_int(&r, 1);
    }
    db_done(&r);
    return g;
}

const char *gauge_evidence(struct str name)
{
    int at = name.n ? choice_find(GAUGES, name) : -1;

    return at < 0 ? "" : gauge[at].evidence;
}

const struct yardstick *yardstick_find(struct db *db, struct str code,
                                       struct arena *a)
{
    const struct kind *k = kind_find(S("yardstick"));
    void *record = arena_take(a, k->bytes);

    return row_find(db, k, id_named(S("yardstick"), code), a, record) ? record :
                                                                        NULL;
}

int yardstick_indicator(const struct yardstick *y, struct str code)
{
    const struct yard_indicator *n = y->indicators.at;

    for (size_t i = 0; i < y->indicators.n; i++)
        if (str_same(n[i].code, code))
            return (int)i;
    return -1;
}

struct assessed_marks assessed_marks(struct db *db, const struct yardstick *y,
                                     struct id assessment, struct arena *a)
{
    size_t n = y->indicators.n;
    struct assessed_marks m = { arena_many(a, int64_t, n + 1),
                                arena_many(a, int64_t, n + 1),
                                arena_many(a, struct str, n + 1) };
    struct rows r = db_rows(db, SQL_MATURE_MARKS);

    for (size_t i = 0; i < n; i++) {
        m.mark[i] = m.computed[i] = INT_NONE;
        m.why[i] = S("");
    }
    db_bind_id(&r, 1, assessment);
    while (db_next(&r)) {
        int at = yardstick_indicator(y, db_str(&r, 0));

        if (at < 0 || m.mark[at] != INT_NONE)
            continue;
        m.mark[at] = db_null(&r, 1) ? INT_NONE : db_int(&r, 1);
        m.computed[at] = db_null(&r, 2) ? INT_NONE : db_int(&r, 2);
        m.why[at] = arena_str(a, db_str(&r, 3));
    }
    db_done(&r);
    return m;
}
