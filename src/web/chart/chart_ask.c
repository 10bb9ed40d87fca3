/* chart_ask - what pages of charts ask for: an indicator, an organisation. */
#include "chart.sql.h"
#include "web/chart/chart.h"

static struct str name_of(struct rq *rq, struct rows *r, int english)
{
    struct str own = db_str(r, english + (int)rq->lang);

    return own.n ? own : db_str(r, english);
}

void indicator_input(struct rq *rq, struct str now)
{
    struct rows r = db_rows(rq->db, SQL_CHART_INDICATORS);

    html(rq, "<label>%s<select name=\"indicator\">",
         word(rq, "chart.indicator"));
    while (db_next(&r))
        html(rq,
             str_same(db_str(&r, 0), now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, db_str(&r, 0)), zstr(rq, name_of(rq, &r, 1)));
    html(rq, "</select></label>");
}

void rsp_input(struct rq *rq, struct id now)
{
    struct rows r = db_rows(rq->db, SQL_CHART_RSPS);

    html(rq, "<label>%s<select name=\"rsp\"><option value=\"\">%s</option>",
         word(rq, "ask.rsp"), word(rq, "ask.all"));
    while (db_next(&r))
        html(rq,
             id_same(db_id(&r, 4), now) ?
                 "<option value=\"%s\" selected>%s – %s</option>" :
                 "<option value=\"%s\">%s – %s</option>",
             zstr(rq, db_str(&r, 0)), zstr(rq, db_str(&r, 0)),
             zstr(rq, name_of(rq, &r, 1)));
    html(rq, "</select></label>");
}

struct str indicator_base(struct rq *rq, struct str code)
{
    struct rows r = db_rows(rq->db, SQL_CHART_INDICATORS);
    struct str base = S("");

    while (db_next(&r))
        if (str_same(db_str(&r, 0), code))
            base = arena_str(rq->arena, db_str(&r, 4));
    return base;
}
