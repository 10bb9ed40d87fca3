/* costs - what agreements cost, for whoever looks at the whole: approved and
 * spent, as each agreement's own statement has it. */
#include "fund.sql.h"
#include "web/chart/chart.h"
#include "web/fund/fund.h"
#include "web/today.h"

enum { AGREEMENTS_MOST = 40 };

enum { COST_TITLE, COST_APPROVED, COST_SPENT, COST_PERCENT, COST_COLS };
static const struct column cost_column[COST_COLS] = {
    { "title", "kind.agreement", NULL, COLUMN_TEXT, 0 },
    { "approved", "fund.approved", NULL, COLUMN_NUMBER, 2 },
    { "spent", "fund.spent", NULL, COLUMN_NUMBER, 2 },
    { "pct", "fund.percent", NULL, COLUMN_RATIO, 0 },
};

/* In rupees, at the rate of the agreement's budget, as its own page has it. */
static void cost_row(struct rq *rq, struct sheet *s, const struct statement *t)
{
    int64_t rate = t->rate == INT_NONE ? RATE_ONE : t->rate;
    paisa approved = rupees_of(t->total.approved, rate);
    struct sheet_row *row = sheet_add(s, ROW_PLAIN);
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/agreement/%s", id_text(rq, t->id));
    cell_text(row, COST_TITLE, t->title.n ? t->title : t->number);
    cell_link(row, COST_TITLE, buf_str(&b));
    cell_number(row, COST_APPROVED, approved);
    cell_number(row, COST_SPENT, t->total.date.rupees);
    cell_ratio(row, COST_PERCENT, t->total.date.rupees, approved);
}

static struct sheet costs_sheet(struct rq *rq, month as_of)
{
    struct sheet s = sheet_start(rq->arena, cost_column, COST_COLS);
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_AGREEMENTS);
    struct id id[AGREEMENTS_MOST], rsp[AGREEMENTS_MOST];
    size_t n = 0;

    s.title = say(rq->lang, "home.costs");
    s.lakh = rq_lakh(rq);
    db_bind_null(&r, 1);
    for (; n < AGREEMENTS_MOST && db_next(&r); n++) {
        id[n] = db_id(&r, 0);
        rsp[n] = db_id(&r, 1);
    }
    db_done(&r);
    for (size_t i = 0; i < n; i++) {
        struct statement t;

        if (fund_may(rq, RIGHT_REGISTER, rsp[i]) &&
            statement_read(rq->db, id[i], as_of, month_end(as_of), rq->arena,
                           &t))
            cost_row(rq, &s, &t);
    }
    return s;
}

static void costs_draw(struct rq *rq, void *with)
{
    static const struct chart c = {
        CHART_BAR, { "approved", "spent" }, NULL, true
    };
    struct sheet s = costs_sheet(rq, *(const month *)with);

    if (!s.rows)
        return;
    html(rq, "<section class=\"card\"><h2>%s</h2>", zstr(rq, s.title));
    chart_draw(rq, &s, &c);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/funds\">%s</a></p>"
         "</section>",
         word(rq, "nav.funds"));
}

void home_costs_draw(struct rq *rq, month as_of)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s %s", month_iso(rq, as_of), zstr(rq, rq->who.login));
    chart_parts(rq);
    kept_draw(rq, "costs", buf_str(&b), costs_draw, &as_of);
}
