/* home - where the programme stands: six counters, how they moved, what
 * waits. */
#include <string.h>

#include "web.sql.h"
#include "web/start.h"
#include "web/today.h"

enum { QUARTERS = 8, COUNTERS = 6, LATEST = 6 };

/* A counter is the sum of one or two indicators, shown side by side. Groups
 * count beside COs, and their members with theirs, as NRSP publishes them. */
static const struct counter {
    const char *key;
    const char *code[2];
    const char *part[2]; /* words of the two, where they stay apart */
    const char *all;     /* the indicator whose postings are both, or NULL */
    bool groups;         /* the parts count groups too */
} counter[COUNTERS] = {
    { "home.uc", { "uc", NULL }, { NULL, NULL }, "uc", false },
    { "home.mouza", { "mouza", NULL }, { NULL, NULL }, "mouza", false },
    { "home.lso", { "lso", NULL }, { NULL, NULL }, "lso", false },
    { "home.vo", { "vo", NULL }, { NULL, NULL }, "vo", false },
    { "home.co",
      { "co", "group" },
      { "home.cos", "home.groups" },
      "co&groups=1",
      false },
    { "home.member",
      { "member.women", "member.men" },
      { "home.women", "home.men" },
      NULL,
      true },
};

struct trend {
    bool said[2];
    int64_t part[2][QUARTERS];
    int64_t sum[QUARTERS];
};

struct home {
    struct id place; /* whose figures; none: of all places */
    month at[QUARTERS];
    struct trend t[COUNTERS];
};

static void trends_read(struct rq *rq, struct home *h)
{
    const month *at = h->at;
    struct trend *t = h->t;
    struct question q = { .place = h->place,
                          .as_of = at[QUARTERS - 1],
                          .from = MONTH_NONE,
                          .lang = rq->lang,
                          .figures = rq_figures(rq) };

    for (int c = 0; c < COUNTERS; c++)
        for (int i = 0; i < 2; i++) {
            if (!counter[c].code[i])
                continue;
            q.groups = counter[c].groups;
            t[c].said[i] = figure_total(rq->db, &q, str_of(counter[c].code[i]),
                                        at, QUARTERS, t[c].part[i]);
            for (int k = 0; t[c].said[i] && k < QUARTERS; k++)
                t[c].sum[k] += t[c].part[i][k];
        }
}

/* The last quarter's end on or before a month, and those before it. */
static void quarters(month last, month *at)
{
    month end = last - ((last % 3) + 3) % 3 + 2;

    if (end > last)
        end -= 3;
    for (int i = 0; i < QUARTERS; i++)
        at[i] = end - 3 * (QUARTERS - 1 - i);
}

/* ---- drawing ------------------------------------------------------------*/

static int64_t height(int64_t v, int64_t least, int64_t most)
{
    return most == least ? 20 : 36 - (v - least) * 32 / (most - least);
}

/* A line of eight points; the numbers stand in the table below it. */
static void spark(struct rq *rq, const struct trend *t)
{
    int64_t least = t->sum[0], most = t->sum[0];

    for (int i = 1; i < QUARTERS; i++) {
        least = t->sum[i] < least ? t->sum[i] : least;
        most = t->sum[i] > most ? t->sum[i] : most;
    }
    html(rq, "<svg class=\"spark\" viewBox=\"0 0 160 40\" "
             "preserveAspectRatio=\"none\" aria-hidden=\"true\"><polygon "
             "points=\"4,40");
    for (int i = 0; i < QUARTERS; i++)
        html(rq, " %d,%lld", 4 + i * 21,
             (long long)height(t->sum[i], least, most));
    html(rq, " %d,40\"/><polyline points=\"", 4 + (QUARTERS - 1) * 21);
    for (int i = 0; i < QUARTERS; i++)
        html(rq, "%s%d,%lld", i ? " " : "", 4 + i * 21,
             (long long)height(t->sum[i], least, most));
    html(rq, "\"/></svg>");
}

/* "&as_of=2014-12&place=ID": what a counter's number is of, for a link. */
static const char *of_arg(struct rq *rq, const struct home *h)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "&as_of=%s", month_iso(rq, h->at[QUARTERS - 1]));
    if (!id_none(h->place))
        buf_fmt(&b, "&place=%s", id_text(rq, h->place));
    buf_z(&b, figures_arg(rq));
    return zstr(rq, buf_str(&b));
}

static void parts(struct rq *rq, const struct counter *c, const struct trend *t,
                  const struct home *h)
{
    if (!c->part[0])
        return;
    html(rq, "<p class=\"parts\">");
    for (int i = 0; i < 2; i++)
        if (t->said[i])
            html(rq,
                 "<span>%s <a class=\"n\" href=\"/postings?indicator=%s%s%s\">"
                 "<b>%s</b></a></span> ",
                 word(rq, c->part[i]), c->code[i], c->groups ? "&groups=1" : "",
                 of_arg(rq, h), number_text(rq, t->part[i][QUARTERS - 1], 0));
    html(rq, "</p>");
}

static void counter_card(struct rq *rq, const struct counter *c,
                         const struct trend *t, const struct home *h)
{
    bool any = t->said[0] || t->said[1];
    int64_t now = t->sum[QUARTERS - 1];
    int64_t step = now - t->sum[QUARTERS - 2];

    html(rq, "<li class=\"counter\"><h2>%s</h2>", word(rq, c->key));
    if (!any) {
        html(rq,
             "<p class=\"figure none\">–</p><p class=\"parts\">%s</p>"
             "</li>",
             word(rq, "home.not_filed"));
        return;
    }
    if (c->all)
        html(rq,
             "<p class=\"figure n\"><a href=\"/postings?indicator=%s%s\">%s</a>"
             "</p>",
             c->all, of_arg(rq, h), number_text(rq, now, 0));
    else
        html(rq, "<p class=\"figure n\">%s</p>", number_text(rq, now, 0));
    parts(rq, c, t, h);
    spark(rq, t);
    html(rq,
         "<p class=\"step\"><b class=\"n\">%s%s</b> <small>%s</small></p>"
         "</li>",
         step > 0 ? "+" : "", number_text(rq, step, 0),
         word(rq, "home.since_quarter"));
}

static void trend_table(struct rq *rq, const month *at, const struct trend *t)
{
    html(rq,
         "<details class=\"trend\"><summary>%s</summary><div class=\"box\" "
         "tabindex=\"0\"><table class=\"sheet\"><caption>%s</caption><thead>"
         "<tr><td></td>",
         word(rq, "home.trend_show"), word(rq, "home.trend"));
    for (int i = 0; i < QUARTERS; i++)
        html(rq, "<th scope=\"col\" class=\"n\">%s</th>",
             month_text(rq, at[i]));
    html(rq, "</tr></thead><tbody>");
    for (int c = 0; c < COUNTERS; c++) {
        html(rq, "<tr><th scope=\"row\">%s</th>", word(rq, counter[c].key));
        for (int i = 0; i < QUARTERS; i++)
            html(rq, "<td class=\"n\">%s</td>",
                 t[c].said[0] || t[c].said[1] ?
                     number_text(rq, t[c].sum[i], 0) :
                     "");
        html(rq, "</tr>");
    }
    html(rq, "</tbody></table></div></details>");
}

/* ---- what came ------------------------------------------------------------*/

static void imports(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RUNS);
    bool any = false;

    db_bind_int(&r, 1, LATEST);
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
         word(rq, "home.imports"));
    while (db_next(&r)) {
        any = true;
        html(rq,
             "<li><a href=\"/import/%lld\"><bdi>%s</bdi></a> <small>%s · "
             "%s %s</small></li>",
             (long long)db_int(&r, 0), zstr(rq, db_str(&r, 1)),
             time_text(rq, db_int(&r, 4)), number_text(rq, db_int(&r, 5), 0),
             word(rq, "upload.good"));
    }
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "home.no_imports"));
    html(rq, "</section>");
}

static void latest(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LATEST);

    db_bind_int(&r, 1, LATEST);
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
         word(rq, "home.latest"));
    while (db_next(&r))
        if (rq_sees_entry(rq, db_id(&r, 0)))
            html(rq,
                 "<li><a href=\"/entry/%s\">%s</a> <small><bdi>%s</bdi> · %s"
                 "</small></li>",
                 id_text(rq, db_id(&r, 0)), word_of(rq, "kind", db_str(&r, 1)),
                 zstr(rq, db_str(&r, 2)), time_text(rq, db_int(&r, 3)));
    html(rq, "</ul></section>");
}

static void home_json(struct rq *rq, const month *at, const struct trend *t)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"as_of\":\"%s\",\"counters\":[",
            month_iso(rq, at[QUARTERS - 1]));
    for (int c = 0; c < COUNTERS; c++)
        for (int i = 0; i < 2; i++) {
            if (!counter[c].code[i])
                continue;
            buf_fmt(b, "%s{\"indicator\":\"%s\",\"trend\":[", c || i ? "," : "",
                    counter[c].code[i]);
            for (int k = 0; t[c].said[i] && k < QUARTERS; k++)
                buf_fmt(b, "%s{\"amount\":%lld,\"as_of\":\"%s\"}", k ? "," : "",
                        (long long)t[c].part[i][k], month_iso(rq, at[k]));
            buf_z(b, "]}");
        }
    buf_z(b, "]}\n");
}

/* ---- the page -----------------------------------------------------------*/

static void counters_draw(struct rq *rq, void *with)
{
    struct home *h = with;

    trends_read(rq, h);
    html(rq, "<ul class=\"counters\">");
    for (int c = 0; c < COUNTERS; c++)
        counter_card(rq, &counter[c], &h->t[c], h);
    html(rq, "</ul>");
    trend_table(rq, h->at, h->t);
}

/* ?place=all, a place, or where her registers lie. False: there is no such. */
static bool place_asked(struct rq *rq, struct id *place)
{
    struct str said = rq_arg(rq, "place");

    *place = said.n ? ID_NONE : rq_place(rq, RIGHT_REGISTER);
    return !said.n || str_same(said, S("all")) ||
           thing_read(rq, "place", said, place);
}

/* Her own place and all of them: links to this page with the other. */
static void place_switch(struct rq *rq, const struct home *h)
{
    struct id own = rq_place(rq, RIGHT_REGISTER), shown = h->place;

    if (id_none(shown))
        shown = own;
    if (id_none(shown))
        return; /* hers are all places */
    html(rq, "<nav class=\"tabs\" aria-label=\"%s\"><ul>",
         word(rq, "field.place"));
    for (int all = 0; all < 2; all++)
        html(rq,
             all == id_none(h->place) ?
                 "<li><a href=\"/?as_of=%s&amp;place=%s%s\" "
                 "aria-current=\"page\"><bdi>%s</bdi></a></li>" :
                 "<li><a href=\"/?as_of=%s&amp;place=%s%s\"><bdi>%s</bdi></a>"
                 "</li>",
             month_iso(rq, h->at[QUARTERS - 1]),
             all ? "all" : id_text(rq, shown), figures_arg(rq),
             all ? word(rq, "ask.everywhere") : place_name(rq, shown));
    html(rq, "</ul></nav>");
}

/* Who looks at the whole: an office that checks or manages without a limit, and
 * whoever may only read. */
static bool looks_at_all(struct rq *rq)
{
    return rq_may_in(rq, RIGHT_SEE, NULL) &&
           (!rq_may(rq, RIGHT_KEEP) || rq_may(rq, RIGHT_MANAGE));
}

static void parts_draw(struct rq *rq, month as_of)
{
    bool all = looks_at_all(rq);

    if (all)
        home_rank_draw(rq, as_of);
    if (all && (rq_may(rq, RIGHT_CHECK) || rq_may(rq, RIGHT_ADMIN)))
        home_silent_draw(rq, as_of);
    if (all)
        home_bands_draw(rq, as_of);
    if (all && !rq_may(rq, RIGHT_WRITE))
        home_targets_draw(rq, as_of);
    if (all && rq_may(rq, RIGHT_REGISTER) && !rq_may(rq, RIGHT_WRITE))
        home_costs_draw(rq, as_of);
    if (rq_may(rq, RIGHT_IMPORT))
        imports(rq);
    if (rq_may(rq, RIGHT_SEE_LOG))
        latest(rq);
}

/* The first page: what waits for whoever asks, the six counters of the place that
 * her registers lie in, or of the network (?place=all), and how they moved over
 * eight quarters; for who looks at the whole the
 * districts in their order, who has not reported, households by band and what
 * was planned; for who keeps registers their own organisations. */
PAGE(home, GET, "/", RIGHT_SEE)
{
    struct home *h = arena_new(rq->arena, struct home);
    struct buf of = buf_start(rq->arena);
    month as_of;

    quarters(rq_month(rq, "as_of", month_last(rq)), h->at);
    as_of = h->at[QUARTERS - 1];
    if (!place_asked(rq, &h->place)) {
        not_here(rq);
        return;
    }
    if (rq->json) {
        trends_read(rq, h);
        home_json(rq, h->at, h->t);
        return;
    }
    frame_open(rq, word(rq, "home.title"));
    today_draw(rq);
    if (rq_may(rq, RIGHT_KEEP))
        home_lso_draw(rq);
    html(rq, "<p class=\"lead\">%s %s</p>", word(rq, "home.as_of"),
         month_text(rq, as_of));
    place_switch(rq, h);
    figures_switch(rq);
    buf_fmt(&of, "%s|%s", month_iso(rq, as_of), id_text(rq, h->place));
    kept_draw(rq, "counters", buf_str(&of), counters_draw, h);
    html(rq, "<div class=\"cards\">");
    start_card(rq);
    parts_draw(rq, as_of);
    html(rq, "</div>");
    frame_close(rq);
}
