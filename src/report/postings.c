/* postings - the rows behind a figure, each with the entry it came from. */
#include "figure_read.sql.h"
#include "log/log.h"
#include "postings.sql.h"
#include "report/inside.h"

struct behind {
    struct db *db;
    const struct question *q;
    struct str indicator, also;
    struct id above, rsp;
    int64_t beyond; /* -1, or the level they are not in */
};

static void behind_bind(struct rows *r, const struct behind *b)
{
    db_bind_text(r, 1, b->indicator);
    db_bind_int(r, 2, b->q->from != MONTH_NONE ? b->q->from : INT32_MIN);
    db_bind_int(r, 3, b->q->as_of);
    db_bind_id(r, 4, b->above);
    db_bind_id(r, 5, b->rsp);
    db_bind_id(r, 6, b->q->project);
    db_bind_int(r, 7, month_end(b->q->as_of));
    if (b->beyond >= 0)
        db_bind_int(r, 8, b->beyond);
    db_bind_text(r, 9, b->also.n ? b->also : b->indicator);
}

static void page_read(const struct behind *b, int64_t offset, int64_t limit,
                      struct postings_page *page, struct arena *a)
{
    struct rows r = db_rows(b->db, b->q->figures == FIGURES_CHECKED ?
                                       SQL_POSTINGS_CHECKED_PAGE :
                                       SQL_POSTINGS_PAGE);
    int name = 5 + (int)b->q->lang;

    behind_bind(&r, b);
    db_bind_int(&r, 10, limit);
    db_bind_int(&r, 11, offset);
    page->at = arena_many(a, struct posting_row, (size_t)limit);
    while (page->rows < (size_t)limit && db_next(&r))
        page->at[page->rows++] = (struct posting_row){
            .entry = db_id(&r, 0),
            .month = (month)db_int(&r, 1),
            .place = db_id(&r, 2),
            .rsp = db_id(&r, 3),
            .amount = db_int(&r, 4),
            .place_name = arena_str(a,
                                    db_str(&r, db_str(&r, name).n ? name : 5)),
            .rsp_code = arena_str(a, db_str(&r, 8)),
            .open = db_int(&r, 9) != CHECK_YES
        };
    db_done(&r);
}

static struct id country_find(struct db *db)
{
    struct rows r = db_rows(db, SQL_REPORT_COUNTRY);
    struct id id = db_next(&r) ? db_id(&r, 0) : ID_NONE;

    db_done(&r);
    return id;
}

/* What the report shows for it: the level at the end, or with a period what
 * was added in it. */
static int64_t figure_of(struct db *db, const struct question *q,
                         struct str indicator, struct id place, struct id rsp)
{
    struct question one = *q;
    int points = q->from != MONTH_NONE ? 2 : 1;
    month at[2] = { q->as_of, points == 2 ? q->from - 1 : q->as_of };
    int64_t v[2] = { 0 };

    one.place = place;
    one.rsp = rsp;
    figure_total(db, &one, indicator, at, points, v);
    return points == 2 ? v[0] - v[1] : v[0];
}

struct postings_page postings_list(struct db *db, const struct question *q,
                                   struct str indicator, struct id place,
                                   struct id rsp, bool unplaced, int64_t offset,
                                   int64_t limit, struct arena *a)
{
    struct postings_page page = { .scale = 0 };
    struct reference ref = reference_read(db, a, q->lang);
    const struct measure *m = measure_kept(&ref, a, indicator);
    struct behind b = { .db = db,
                        .q = q,
                        .indicator = indicator,
                        .also = measure_also(q, indicator),
                        .above = id_none(place) ? country_find(db) : place,
                        .rsp = rsp,
                        .beyond = -1 };
    struct str name;
    struct rows r;

    MUST(offset >= 0 && limit >= 0 && q->as_of != MONTH_NONE);
    if (!m)
        return page;
    page.scale = m->scale;
    if (unplaced)
        b.beyond = place_level(db, b.above, a, q->lang, &name) ==
                           LEVEL_COUNTRY ?
                       LEVEL_PROVINCE :
                       LEVEL_DISTRICT;
    r = db_rows(db, q->figures == FIGURES_CHECKED ? SQL_POSTINGS_CHECKED_SUM :
                                                    SQL_POSTINGS_SUM);
    behind_bind(&r, &b);
    if (db_next(&r)) {
        page.n = db_int(&r, 0);
        page.sum = db_int(&r, 1);
    }
    db_done(&r);
    page_read(&b, offset, limit, &page, a);
    page.figure = unplaced ? page.sum : figure_of(db, q, indicator, place, rsp);
    return page;
}
