/* entries - what stands behind an organiser's number in the work plan. */
#include "core/fiscal.h"
#include "web/register.h"
#include "web/web.h"

enum { ROWS_SHOWN = 500 };

struct wanted {
    struct question q;
    struct str indicator;
    struct gauge gauge;
    struct organiser_ask whose;
};

static bool id_asked(struct rq *rq, const char *kind, const char *name,
                     struct id *out)
{
    struct str said = rq_arg(rq, name);

    *out = ID_NONE;
    return !said.n ||
           (id_read(said, out) && rq_sees(rq, kind_find(str_of(kind)), *out));
}

static bool wanted_read(struct rq *rq, struct wanted *w)
{
    *w = (struct wanted){ .q = { .lang = rq->lang, .from = MONTH_NONE },
                          .indicator = rq_arg(rq, "indicator") };
    w->q.as_of = rq_month(rq, "as_of", month_last(rq));
    w->q.figures = rq_figures(rq);
    w->q.groups = rq_arg(rq, "groups").n > 0;
    return gauge_find(rq, w->indicator, &w->gauge) &&
           thing_read(rq, "place", rq_arg(rq, "place"), &w->q.place) &&
           !id_none(w->q.place) &&
           thing_read(rq, "rsp", rq_arg(rq, "rsp"), &w->q.rsp) &&
           thing_read(rq, "project", rq_arg(rq, "project"), &w->q.project) &&
           id_asked(rq, "staff", "staff", &w->whose.staff) &&
           id_asked(rq, "unit", "unit", &w->whose.unit);
}

/* "Sanam Mahar · Pano Aqil · SRSO · July 2014 – December 2014" */
static void about(struct rq *rq, const struct wanted *w)
{
    html(rq, "<p class=\"lead\">");
    if (!id_none(w->whose.staff))
        thing_link(rq, "staff", w->whose.staff);
    else if (!id_none(w->whose.unit))
        thing_link(rq, "unit", w->whose.unit);
    else
        html(rq, "%s", word(rq, "organiser.nobody"));
    html(rq, " · <a href=\"/place/%s\">%s</a>", id_text(rq, w->q.place),
         place_name(rq, w->q.place));
    if (!id_none(w->q.rsp))
        html(rq, " · %s", rsp_name(rq, w->q.rsp));
    if (!id_none(w->q.project))
        html(rq, " · %s",
             thing_name(rq, kind_find(S("project")), w->q.project));
    html(rq, " · %s – %s</p>", month_text(rq, fiscal_july(w->q.as_of)),
         month_text(rq, w->q.as_of));
}

static void rows(struct rq *rq, const struct wanted *w,
                 const struct organiser_entry *e, size_t n)
{
    int64_t sum = 0;

    listing_open(rq, "field.month n:field.amount field.entry");
    for (size_t i = 0; i < n; i++) {
        sum += e[i].amount;
        if (i >= ROWS_SHOWN)
            continue;
        html(rq, "<tr><th scope=\"row\">%s</th><td class=\"n\">%s</td><td>",
             month_text(rq, e[i].month),
             number_all(rq, e[i].amount, w->gauge.scale));
        if (rq_sees_entry(rq, e[i].entry))
            html(rq, "<a class=\"open\" href=\"/entry/%s\">%s</a>",
                 id_text(rq, e[i].entry), word(rq, "postings.open"));
        html(rq, "</td></tr>");
    }
    html(rq,
         "<tr class=\"total\"><th scope=\"row\">%s</th><td class=\"n\">%s</td>"
         "<td class=\"n\">%s</td></tr>",
         word(rq, "postings.sum"), number_all(rq, sum, w->gauge.scale),
         number_text(rq, (int64_t)n, 0));
    listing_close(rq);
}

static void entries_json(struct rq *rq, const struct wanted *w,
                         const struct organiser_entry *e, size_t n)
{
    struct buf *b = &rq->body;
    int64_t sum = 0;

    rq->type = "application/json";
    buf_fmt(b, "{\"count\":%zu,\"entries\":[", n);
    for (size_t i = 0; i < n; i++) {
        sum += e[i].amount;
        if (i < ROWS_SHOWN)
            buf_fmt(b, "%s{\"amount\":%lld,\"entry\":\"%s\",\"month\":\"%s\"}",
                    i ? "," : "", (long long)e[i].amount,
                    rq_sees_entry(rq, e[i].entry) ? id_text(rq, e[i].entry) :
                                                    "",
                    month_iso(rq, e[i].month));
    }
    buf_fmt(b, "],\"scale\":%d,\"sum\":%lld}\n", w->gauge.scale,
            (long long)sum);
}

/* The entries by which one of the staff (?staff=ID) or a unit (?unit=ID) brought
 * about what the work plan counts for them: of an indicator, in a place, from
 * July to a month. */
PAGE(workplan_entries, GET, "/workplan/entries", RIGHT_REGISTER)
{
    struct organiser_entry *e;
    struct wanted w;
    size_t n;

    if (!wanted_read(rq, &w)) {
        not_here(rq);
        return;
    }
    n = organiser_entries(rq->db, rq->arena, &w.q, w.indicator,
                          fiscal_july(w.q.as_of), &w.whose, &e);
    if (rq->json) {
        entries_json(rq, &w, e, n);
        return;
    }
    frame_open(rq, w.gauge.name);
    about(rq, &w);
    if (n)
        rows(rq, &w, e, n);
    else
        html(rq, "<p>%s</p>", word(rq, "postings.none"));
    frame_close(rq);
}
