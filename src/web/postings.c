/* postings - what a figure is the sum of, down to each entry. */
#include "web/web.h"

enum { PAGE_ROWS = 100, PAGES_MOST = 100000 };

struct wanted {
    struct question q;
    struct str indicator;
    struct gauge gauge;
    bool unplaced;
    int64_t page; /* from 1 */
};

static bool wanted_read(struct rq *rq, struct wanted *w)
{
    *w = (struct wanted){ .q = { .lang = rq->lang },
                          .indicator = rq_arg(rq, "indicator") };
    w->q.as_of = rq_month(rq, "as_of", month_last(rq));
    w->q.from = rq_month(rq, "from", MONTH_NONE);
    w->unplaced = rq_arg(rq, "unplaced").n > 0;
    w->q.figures = rq_figures(rq);
    w->q.groups = rq_arg(rq, "groups").n > 0;
    w->page = rq_int(rq, "page", 1, PAGES_MOST, 1);
    return gauge_find(rq, w->indicator, &w->gauge) &&
           thing_read(rq, "place", rq_arg(rq, "place"), &w->q.place) &&
           thing_read(rq, "rsp", rq_arg(rq, "rsp"), &w->q.rsp) &&
           thing_read(rq, "project", rq_arg(rq, "project"), &w->q.project);
}

static void postings_json(struct rq *rq, const struct postings_page *p)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"count\":%lld,\"figure\":%lld,\"postings\":[",
            (long long)p->n, (long long)p->figure);
    for (size_t i = 0; i < p->rows; i++) {
        const struct posting_row *r = &p->at[i];

        buf_fmt(b,
                "%s{\"amount\":%lld,\"checked\":%s,\"entry\":\"%s\","
                "\"month\":\"%s\",\"place\":\"%s\",\"place_name\":",
                i ? "," : "", (long long)r->amount, r->open ? "false" : "true",
                rq_sees_entry(rq, r->entry) ? id_text(rq, r->entry) : "",
                month_iso(rq, r->month), id_text(rq, r->place));
        buf_json(b, r->place_name);
        buf_z(b, ",\"rsp\":");
        buf_json(b, r->rsp_code);
        buf_char(b, '}');
    }
    buf_fmt(b, "],\"scale\":%d,\"sum\":%lld}\n", p->scale, (long long)p->sum);
}

/* "Sukkur · SRSO · until December 2014" */
static void about(struct rq *rq, const struct wanted *w)
{
    const struct kind *project = kind_find(S("project"));

    html(rq, "<p class=\"lead\">");
    if (w->unplaced)
        html(rq, "%s · ", word(rq, "postings.unplaced"));
    if (!id_none(w->q.place))
        html(rq, "<a href=\"/place/%s\">%s</a> · ", id_text(rq, w->q.place),
             place_name(rq, w->q.place));
    if (!id_none(w->q.rsp))
        html(rq, "%s · ", rsp_name(rq, w->q.rsp));
    if (!id_none(w->q.project))
        html(rq, "%s · ", thing_name(rq, project, w->q.project));
    if (w->q.groups)
        html(rq, "%s · ", word(rq, "report.groups"));
    if (w->q.from != MONTH_NONE)
        html(rq, "%s – ", month_text(rq, w->q.from));
    else
        html(rq, "%s ", word(rq, "postings.until"));
    html(rq, "%s</p>", month_text(rq, w->q.as_of));
}

/* The sum beside the figure, and what is to be said when they differ. */
static void proof(struct rq *rq, const struct wanted *w,
                  const struct postings_page *p)
{
    bool same = p->sum == p->figure;

    html(rq,
         "<dl class=\"proof\"><div><dt>%s</dt><dd class=\"n\">%s</dd>"
         "</div><div><dt>%s</dt><dd class=\"n\">%s</dd></div><div><dt>%s</dt>"
         "<dd class=\"n\">%s</dd></div></dl>",
         word(rq, "postings.figure"), number_all(rq, p->figure, p->scale),
         word(rq, "postings.sum"), number_all(rq, p->sum, p->scale),
         word(rq, "postings.count"), number_text(rq, p->n, 0));
    html(rq,
         same ? "<p class=\"note good\">%s</p>" : "<p class=\"note\">%s</p>",
         word(rq, same            ? "postings.equal" :
                  w->gauge.widest ? "postings.shared" :
                                    "postings.differs"));
}

static void rows(struct rq *rq, const struct postings_page *p)
{
    html(rq,
         "<div class=\"box\" tabindex=\"0\"><table class=\"sheet\">"
         "<thead><tr><th scope=\"col\">%s</th><th scope=\"col\">%s</th>"
         "<th scope=\"col\">%s</th><th scope=\"col\" class=\"n\">%s</th>"
         "<th scope=\"col\">%s</th></tr></thead><tbody>",
         word(rq, "field.month"), word(rq, "field.place"),
         word(rq, "field.rsp"), word(rq, "field.amount"),
         word(rq, "field.entry"));
    for (size_t i = 0; i < p->rows; i++) {
        const struct posting_row *r = &p->at[i];

        html(rq,
             "<tr><th scope=\"row\">%s</th><td><a href=\"/place/%s\">%s"
             "</a></td><td>%s</td><td class=\"n\">%s</td><td>",
             month_text(rq, r->month), id_text(rq, r->place),
             zstr(rq, r->place_name), zstr(rq, r->rsp_code),
             number_all(rq, r->amount, p->scale));
        if (rq_sees_entry(rq, r->entry))
            html(rq, "<a class=\"open\" href=\"/entry/%s\">%s</a>",
                 id_text(rq, r->entry), word(rq, "postings.open"));
        if (r->open)
            html(rq, " <small class=\"warn\">%s</small>",
                 word(rq, "checks.unchecked"));
        html(rq, "</td></tr>");
    }
    html(rq, "</tbody></table></div>");
}

static const char *page_link(struct rq *rq, int64_t page)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "?");
    for (int i = 0; i < rq->q->args; i++) {
        const struct http_pair *p = &rq->q->arg[i];

        if (!str_same(p->name, S("page")))
            buf_fmt(&b, "%s=%s&", url_part(rq, p->name),
                    url_part(rq, p->value));
    }
    buf_fmt(&b, "page=%lld", (long long)page);
    return zstr(rq, buf_str(&b));
}

void pager_draw(struct rq *rq, int64_t page, int64_t of)
{
    if (of <= 1)
        return;
    html(rq, "<nav class=\"pager\" aria-label=\"%s\">",
         word(rq, "pager.pages"));
    if (page > 1)
        html(rq, "<a class=\"button\" rel=\"prev\" href=\"%s\">%s</a> ",
             page_link(rq, page - 1), word(rq, "pager.before"));
    html(rq, "<span class=\"n\">%lld / %lld</span> ", (long long)page,
         (long long)of);
    if (page < of)
        html(rq, "<a class=\"button\" rel=\"next\" href=\"%s\">%s</a>",
             page_link(rq, page + 1), word(rq, "pager.after"));
    html(rq, "</nav>");
}

/* The postings behind a figure (entries of a register open only for those whose
 * grants reach there): each has its month, place, organisation and
 * amount, and opens to the signed entry that it comes from. Their sum stands
 * beside the figure, so that anybody can see that they are equal. */
PAGE(postings, GET, "/postings", RIGHT_SEE)
{
    struct postings_page p;
    struct wanted w;

    if (!wanted_read(rq, &w)) {
        not_here(rq);
        return;
    }
    p = postings_list(rq->db, &w.q, w.indicator, w.q.place, w.q.rsp, w.unplaced,
                      (w.page - 1) * PAGE_ROWS, PAGE_ROWS, rq->arena);
    if (rq->json) {
        postings_json(rq, &p);
        return;
    }
    frame_open(rq, w.gauge.name);
    about(rq, &w);
    figures_switch(rq);
    proof(rq, &w, &p);
    if (!p.rows)
        html(rq, "<p>%s</p>", word(rq, "postings.none"));
    else
        rows(rq, &p);
    pager_draw(rq, w.page, (p.n + PAGE_ROWS - 1) / PAGE_ROWS);
    frame_close(rq);
}
