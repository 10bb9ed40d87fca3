/* need - what the pages of needs and plans share: reading and small drawing. */
#include "web/need/need.h"

#include "need.sql.h"

static bool kept_read(struct rq *rq, const char *sql, struct id thing,
                      const struct columns *c, void *out)
{
    struct rows r = db_text_rows(rq->db, str_of(sql));
    bool there;

    record_blank(c->field, c->fields, out);
    db_bind_id(&r, 1, thing);
    there = db_next(&r);
    if (there)
        columns_read(&r, c, rq->arena, out);
    db_done(&r);
    return there;
}

bool need_kept_read(struct rq *rq, struct id need, struct need_kept *k)
{
    const struct columns c = { need_kept_field, NEED_KEPT, sizeof *k };

    return kept_read(rq, "SELECT * FROM need_kept WHERE thing = $1", need, &c,
                     k);
}

bool plan_kept_read(struct rq *rq, struct id plan, struct plan_kept *k)
{
    const struct columns c = { plan_kept_field, PLAN_KEPT, sizeof *k };

    return kept_read(rq, "SELECT * FROM plan_kept WHERE thing = $1", plan, &c,
                     k);
}

/* ---- small drawing ------------------------------------------------------*/

const char *need_choice(struct rq *rq, const char *choices, int64_t at)
{
    return at < 0 || at == INT_NONE ?
               "" :
               word_of(rq, "choice", choice_name(choices, (int)at));
}

void need_chip(struct rq *rq, int64_t state)
{
    const char *colour = state == NEED_REJECTED || state == NEED_DROPPED ?
                             "stop" :
                         state == NEED_ASKED || state == NEED_DEFERRED ?
                             "warn" :
                             "good";

    html(rq, "<span class=\"chip %s\">%s</span>", colour,
         need_choice(rq, NEED_STATES, state));
}

const char *need_rupees(struct rq *rq, paisa amount)
{
    return amount == INT_NONE ? "–" : number_text(rq, amount, 2);
}

const char *need_number(struct rq *rq, int64_t n)
{
    return n == INT_NONE ? "–" : number_text(rq, n, 0);
}

/* ---- sums ---------------------------------------------------------------*/

bool need_sum(struct rq *rq, struct id need, struct need_sum *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_NEED_SUM);
    bool there;

    *out = (struct need_sum){ .needs = 0 };
    db_bind_id(&r, 1, need);
    there = db_next(&r);
    if (there)
        *out = (struct need_sum){ .needs = db_int(&r, 0),
                                  .cost = db_int(&r, 1),
                                  .households = db_int(&r, 2),
                                  .women = db_int(&r, 3),
                                  .men = db_int(&r, 4),
                                  .poorest = db_int(&r, 5),
                                  .women_first = db_int(&r, 6) };
    db_done(&r);
    return there;
}

bool plan_sum(struct rq *rq, struct id plan, struct need_sum *out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLAN_TOTAL);
    bool there;

    *out = (struct need_sum){ .needs = 0 };
    db_bind_id(&r, 1, plan);
    there = db_next(&r);
    if (there) {
        *out = (struct need_sum){ .needs = db_int(&r, 0),
                                  .cost = db_int(&r, 1),
                                  .households = db_int(&r, 2),
                                  .women = db_int(&r, 3),
                                  .men = db_int(&r, 4),
                                  .poorest = db_int(&r, 5) };
        for (int i = 0; i < SHARES; i++)
            out->part[i] = db_int(&r, 6 + i);
    }
    db_done(&r);
    return there;
}

/* ---- items --------------------------------------------------------------*/

enum { LINES_MOST = 1000 };

static struct plan_line line_read(struct rq *rq, const struct rows *r)
{
    return (struct plan_line){ .need = db_id(r, 0),
                               .position = int_in(r, 1),
                               .title = arena_str(rq->arena, db_str(r, 2)),
                               .number = arena_str(rq->arena, db_str(r, 3)),
                               .body = db_id(r, 4),
                               .tier = int_in(r, 5),
                               .sector = int_in(r, 6),
                               .nature = int_in(r, 7),
                               .who = int_in(r, 8),
                               .state = int_in(r, 9),
                               .starts = day_in(r, 10),
                               .ends = day_in(r, 11),
                               .who_does = arena_str(rq->arena, db_str(r, 12)),
                               .needs = db_int(r, 13),
                               .cost = db_int(r, 14),
                               .households = db_int(r, 15),
                               .women = db_int(r, 16),
                               .men = db_int(r, 17),
                               .poorest = db_int(r, 18),
                               .women_first = db_int(r, 19) == 1,
                               .own = db_int(r, 20),
                               .estimate = int_in(r, 21),
                               .non_project = int_in(r, 22) == 1 };
}

size_t plan_lines(struct rq *rq, struct id plan, struct plan_line **out)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PLAN_ITEMS);
    size_t n = 0;

    *out = arena_many(rq->arena, struct plan_line, LINES_MOST);
    db_bind_id(&r, 1, plan);
    while (db_next(&r))
        if (n < LINES_MOST)
            (*out)[n++] = line_read(rq, &r);
    db_done(&r);
    return n;
}
