/* fund_read - funds, statements and the endowment out of the books. */
#include <string.h>

#include "core/fiscal.h"
#include "fund.sql.h"
#include "log/log.h"
#include "report/fund.h"

enum { FUNDS_MOST = 1000, LINES_MOST = 1000, TRANCHES_MOST = 1000 };

month fund_from(const struct question *q)
{
    return q->from != MONTH_NONE ? q->from : fiscal_july(q->as_of);
}

/* ---- funds ----------------------------------------------------------------*/

static struct str titled(struct rows *r, int col, enum lang lang,
                         struct arena *a)
{
    struct str said = db_str(r, col + (int)lang);

    return arena_str(a, said.n ? said : db_str(r, col));
}

size_t funds_read(struct db *db, const struct question *q, int class,
                  struct arena *a, struct fund_sum **out)
{
    struct rows r = db_rows(db, SQL_FUNDS_SUMS);
    size_t n = 0;

    *out = arena_many(a, struct fund_sum, FUNDS_MOST);
    db_bind_id(&r, 1, q->rsp);
    db_bind_int(&r, 2, fund_from(q));
    db_bind_int(&r, 3, q->as_of);
    if (q->on)
        db_bind_int(&r, 4, q->on);
    else
        db_bind_null(&r, 4);
    while (n < FUNDS_MOST && db_next(&r)) {
        if ((class >= 0 && db_int(&r, 5) != class) ||
            (!id_none(q->fund) && !id_same(db_id(&r, 0), q->fund)))
            continue;
        (*out)[n++] = (struct fund_sum){ .id = db_id(&r, 0),
                                         .rsp = db_id(&r, 1),
                                         .title = titled(&r, 2, q->lang, a),
                                         .class = (int)db_int(&r, 5),
                                         .rsp_code = arena_str(a,
                                                               db_str(&r, 6)),
                                         .principal = db_int(&r, 7),
                                         .income = db_int(&r, 8),
                                         .spent = db_int(&r, 9),
                                         .income_within = db_int(&r, 10),
                                         .spent_within = db_int(&r, 11),
                                         .cash = db_int(&r, 12),
                                         .placed = db_int(&r, 13),
                                         .due = db_int(&r, 14) };
    }
    db_done(&r);
    return n;
}

/* ---- a donor's statement --------------------------------------------------*/

static bool head_read(struct db *db, struct id agreement, struct arena *a,
                      struct statement *s)
{
    struct rows r = db_rows(db, SQL_STATEMENT_HEAD);
    bool here;

    db_bind_id(&r, 1, agreement);
    here = db_next(&r);
    if (here)
        *s = (struct statement){ .id = db_id(&r, 0),
                                 .rsp = db_id(&r, 1),
                                 .fund = db_id(&r, 2),
                                 .project = db_id(&r, 3),
                                 .number = arena_str(a, db_str(&r, 4)),
                                 .title = arena_str(a, db_str(&r, 5)),
                                 .donor = arena_str(a, db_str(&r, 6)),
                                 .currency = arena_str(a, db_str(&r, 7)),
                                 .amount = db_int(&r, 8),
                                 .rate = int_in(&r, 9),
                                 .variance = int_in(&r, 10),
                                 .overhead = int_in(&r, 11),
                                 .since = (day)db_int(&r, 12),
                                 .until = (day)db_int(&r, 13) };
    db_done(&r);
    return here;
}

static void lines_read(struct db *db, struct arena *a, struct statement *s)
{
    struct rows r = db_rows(db, SQL_STATEMENT_LINES);

    s->line = arena_many(a, struct statement_line, LINES_MOST);
    db_bind_id(&r, 1, s->id);
    while (s->lines < LINES_MOST && db_next(&r)) {
        int64_t approved = db_int(&r, 2);

        s->line[s->lines++] = (struct statement_line){
            .code = arena_str(a, db_str(&r, 0)),
            .title = arena_str(a, db_str(&r, 1)),
            .approved = approved,
            .limit = line_limit(approved, s->variance)
        };
    }
    db_done(&r);
}

/* Spent on a line that the agreement does not have: a line of its own, of
 * which nothing was approved. */
static struct statement_line *line_of(struct statement *s, struct str code,
                                      struct arena *a)
{
    for (size_t i = 0; i < s->lines; i++)
        if (str_same(s->line[i].code, code))
            return &s->line[i];
    if (s->lines == LINES_MOST)
        return NULL;
    s->line[s->lines] = (struct statement_line){ .code = arena_str(a, code) };
    return &s->line[s->lines++];
}

static void spent_add(struct spent *to, paisa rupees, int64_t units)
{
    to->rupees += rupees;
    if (units != INT_NONE)
        to->units += units;
}

static void spent_read(struct db *db, struct arena *a, struct statement *s)
{
    struct rows r = db_rows(db, SQL_STATEMENT_SPENT);

    db_bind_id(&r, 1, s->id);
    db_bind_int(&r, 2, s->from);
    db_bind_int(&r, 3, s->to);
    db_bind_int(&r, 4, s->on);
    while (db_next(&r)) {
        struct statement_line *l = line_of(s, db_str(&r, 0), a);
        int64_t rate = db_int(&r, 1), before = db_int(&r, 2),
                date = db_int(&r, 3);

        if (!l)
            continue;
        spent_add(&l->before, before, units_of(before, rate));
        spent_add(&l->date, date, units_of(date, rate));
    }
    db_done(&r);
    r = db_rows(db, SQL_STATEMENT_COMMITTED);
    db_bind_id(&r, 1, s->id);
    db_bind_int(&r, 2, s->on);
    while (db_next(&r)) {
        struct statement_line *l = line_of(s, db_str(&r, 0), a);

        if (l)
            spent_add(&l->committed, db_int(&r, 2),
                      units_of(db_int(&r, 2), db_int(&r, 1)));
    }
    db_done(&r);
}

static struct spent spent_less(struct spent a, struct spent b)
{
    return (struct spent){ a.rupees - b.rupees, a.units - b.units };
}

static void totals_make(struct statement *s)
{
    struct statement_line *t = &s->total;

    for (size_t i = 0; i < s->lines; i++) {
        struct statement_line *l = &s->line[i];

        l->within = spent_less(l->date, l->before);
        t->approved += l->approved;
        t->limit += l->limit;
        spent_add(&t->before, l->before.rupees, l->before.units);
        spent_add(&t->within, l->within.rupees, l->within.units);
        spent_add(&t->date, l->date.rupees, l->date.units);
        spent_add(&t->committed, l->committed.rupees, l->committed.units);
    }
}

static void got_read(struct db *db, struct arena *a, struct statement *s)
{
    struct rows r = db_rows(db, SQL_STATEMENT_GOT);

    s->tranche = arena_many(a, struct statement_tranche, TRANCHES_MOST);
    db_bind_id(&r, 1, s->id);
    db_bind_int(&r, 2, s->from);
    db_bind_int(&r, 3, s->to);
    db_bind_int(&r, 4, s->on);
    while (s->tranches < TRANCHES_MOST && db_next(&r)) {
        paisa before = db_int(&r, 5), date = db_int(&r, 6);
        int64_t rate = db_int(&r, 4);
        int64_t units = db_null(&r, 3) ? units_of(date, rate) : db_int(&r, 3);

        if (before)
            spent_add(&s->got_before, before, units);
        if (!date) /* taken back */
            continue;
        spent_add(&s->got, date, units);
        s->tranche[s->tranches++] = (struct statement_tranche){
            .entry = db_id(&r, 0),
            .held = (day)db_int(&r, 1),
            .reference = arena_str(a, db_str(&r, 2)),
            .units = units,
            .rate = rate,
            .rupees = date,
            .within = !before
        };
    }
    db_done(&r);
    s->got_within = spent_less(s->got, s->got_before);
}

bool statement_read(struct db *db, struct id agreement, month from, day on,
                    struct arena *a, struct statement *out)
{
    if (!head_read(db, agreement, a, out))
        return false;
    out->from = from;
    out->to = month_of(on);
    out->on = on;
    lines_read(db, a, out);
    spent_read(db, a, out);
    got_read(db, a, out);
    totals_make(out);
    return true;
}

int64_t statement_left(const struct statement_line *l)
{
    return l->approved - l->date.units - l->committed.units;
}

/* ---- the endowment ----------------------------------------------------------*/

size_t endowment_years(struct db *db, struct id rsp, struct id fund, day on,
                       struct arena *a, struct endowment_year **out)
{
    struct rows r = db_rows(db, SQL_ENDOWMENT_YEARS);
    size_t n = 0;

    *out = arena_many(a, struct endowment_year, 200);
    db_bind_id(&r, 1, rsp);
    db_bind_id(&r, 2, fund);
    db_bind_int(&r, 3, month_of(on));
    db_bind_int(&r, 4, on);
    while (n < 200 && db_next(&r))
        (*out)[n++] = (struct endowment_year){ .year = 1970 +
                                                       (int)db_int(&r, 0),
                                               .contributed = db_int(&r, 1),
                                               .released = db_int(&r, 2),
                                               .retained = db_int(&r, 3),
                                               .income = db_int(&r, 4),
                                               .used = db_int(&r, 5),
                                               .moved = db_int(&r, 6) };
    db_done(&r);
    return n;
}

size_t endowment_placements(struct db *db, struct id fund, day on,
                            struct arena *a, struct endowment_placement **out)
{
    struct rows r = db_rows(db, SQL_ENDOWMENT_PLACED);
    size_t n = 0;

    *out = arena_many(a, struct endowment_placement, 2000);
    db_bind_id(&r, 1, fund);
    db_bind_int(&r, 2, month_of(on));
    db_bind_int(&r, 3, on);
    while (n < 2000 && db_next(&r))
        (*out)[n++] = (struct endowment_placement){
            .entry = db_id(&r, 0),
            .bank = arena_str(a, db_str(&r, 1)),
            .number = arena_str(a, db_str(&r, 2)),
            .held = (day)db_int(&r, 3),
            .until = db_null(&r, 4) ? DAY_NONE : (day)db_int(&r, 4),
            .rate = int_in(&r, 5),
            .placed = db_int(&r, 6),
            .stays = db_int(&r, 7),
            .earned = db_int(&r, 8)
        };
    db_done(&r);
    return n;
}
