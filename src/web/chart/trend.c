/* trend - how one figure moved, month by month, by quarters or by years. */
#include "web/chart/chart.h"

enum { POINTS = 16, STEPS = 3 };
#define TREND_STEPS "month|quarter|year"
static const int step_months[STEPS] = { 1, 3, 12 };

struct asked {
    struct question q;
    struct str indicator;
    struct gauge gauge;
    int step;
    month at[POINTS];
};

static bool asked_read(struct rq *rq, struct asked *a)
{
    struct str said = rq_arg(rq, "indicator"), step = rq_arg(rq, "step");

    *a = (struct asked){ .q = { .from = MONTH_NONE,
                                .lang = rq->lang,
                                .figures = rq_figures(rq) },
                         .indicator = said.n ? said : S("hh") };
    a->q.as_of = rq_month(rq, "as_of", month_last(rq));
    a->q.groups = rq_arg(rq, "groups").n > 0;
    a->step = step.n ? choice_find(TREND_STEPS, step) : 1;
    if (a->step < 0 || !gauge_find(rq, a->indicator, &a->gauge) ||
        !thing_read(rq, "place", rq_arg(rq, "place"), &a->q.place) ||
        !thing_read(rq, "rsp", rq_arg(rq, "rsp"), &a->q.rsp))
        return false;
    for (int i = 0; i < POINTS; i++)
        a->at[i] = a->q.as_of - step_months[a->step] * (POINTS - 1 - i);
    return true;
}

/* ---- the sheet ----------------------------------------------------------*/

static struct str postings_of(struct rq *rq, const struct asked *a, month as_of)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/postings?indicator=%s", url_part(rq, a->indicator));
    if (!id_none(a->q.place))
        buf_fmt(&b, "&place=%s", id_text(rq, a->q.place));
    if (!id_none(a->q.rsp))
        buf_fmt(&b, "&rsp=%s", id_text(rq, a->q.rsp));
    if (a->q.groups)
        buf_z(&b, "&groups=1");
    buf_fmt(&b, "&as_of=%s%s", month_iso(rq, as_of), figures_arg(rq));
    return buf_str(&b);
}

static struct str within(struct rq *rq, const struct asked *a)
{
    struct buf b = buf_start(rq->arena);

    if (!id_none(a->q.place))
        buf_z(&b, thing_name(rq, kind_find(S("place")), a->q.place));
    if (!id_none(a->q.rsp))
        buf_fmt(&b, "%s%s", id_none(a->q.place) ? "" : " · ",
                thing_name(rq, kind_find(S("rsp")), a->q.rsp));
    return buf_str(&b);
}

static struct sheet trend_sheet(struct rq *rq, const struct asked *a)
{
    static const struct column head[] = {
        { "month", "chart.month", NULL, COLUMN_TEXT, 0 },
        { "amount", "chart.amount", NULL, COLUMN_NUMBER, 0 },
        { "more", "chart.more", NULL, COLUMN_NUMBER, 0 },
    };
    struct column *col = arena_many(rq->arena, struct column, LEN(head));
    struct sheet s;
    int64_t v[POINTS];
    bool begun = false;

    for (size_t i = 0; i < LEN(head); i++)
        col[i] = head[i];
    col[1].scale = col[2].scale = a->gauge.scale;
    s = sheet_start(rq->arena, col, (int)LEN(head));
    s.title = str_of(a->gauge.name);
    s.subtitle = within(rq, a);
    if (!figure_total(rq->db, &a->q, a->indicator, a->at, POINTS, v))
        return s;
    for (int i = 0; i < POINTS; i++) {
        struct sheet_row *row;

        if (!v[i] && !begun)
            continue; /* before anything was counted */
        row = sheet_add(&s, ROW_PLAIN);
        cell_text(row, 0, str_of(month_text(rq, a->at[i])));
        cell_number(row, 1, v[i]);
        cell_link(row, 1, postings_of(rq, a, a->at[i]));
        if (begun)
            cell_number(row, 2, v[i] - v[i - 1]);
        begun = true;
    }
    return s;
}

/* ---- the page -----------------------------------------------------------*/

static void filter(struct rq *rq, const struct asked *a)
{
    struct str rest = S(TREND_STEPS);

    html(rq, "<form class=\"filter\" method=\"get\">");
    indicator_input(rq, a->indicator);
    rsp_input(rq, a->q.rsp);
    html(rq, "<label>%s<select name=\"step\">", word(rq, "chart.step"));
    for (int i = 0; rest.n; i++) {
        struct str one = str_cut(&rest, '|');

        html(rq,
             i == a->step ? "<option value=\"%s\" selected>%s</option>" :
                            "<option value=\"%s\">%s</option>",
             zstr(rq, one), word_of(rq, "chart.step", one));
    }
    html(rq,
         "</select></label><label>%s<input type=\"month\" name=\"as_of\" "
         "value=\"%s\" pattern=\"[0-9]{4}-[0-9]{2}\" placeholder=\"2014-12\">"
         "</label>",
         word(rq, "ask.as_of"), month_iso(rq, a->q.as_of));
    if (!id_none(a->q.place))
        html(rq, "<input type=\"hidden\" name=\"place\" value=\"%s\">",
             id_text(rq, a->q.place));
    if (a->q.groups)
        html(rq, "<input type=\"hidden\" name=\"groups\" value=\"1\">");
    if (a->q.figures == FIGURES_CHECKED)
        html(rq, "<input type=\"hidden\" name=\"figures\" value=\"checked\">");
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
    figures_switch(rq);
}

/* How a figure moved: any indicator, of everywhere or of one place or
 * organisation, by months, quarters or years; each point opens to its
 * postings. */
PAGE(trend, GET, "/trend", RIGHT_SEE)
{
    static const struct chart line = { CHART_LINE, { "amount" }, NULL, false };
    struct asked a;
    struct sheet s;

    if (!asked_read(rq, &a)) {
        refuse(rq, 400, "chart.bad");
        return;
    }
    s = trend_sheet(rq, &a);
    if (sheets_file(rq, "trend", rq_arg(rq, "format"), &s, 1))
        return;
    frame_open(rq, word(rq, "chart.trend"));
    filter(rq, &a);
    if (s.rows)
        chart_draw(rq, &s, &line);
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "home.not_filed"));
    frame_close(rq);
}
