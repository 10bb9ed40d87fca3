/* today - what waits for whoever opens the first page, and how the programme
 * stands for whoever looks at the whole of it. */
#include "web/today.h"

#include "chart.sql.h"
#include "core/plan_fact.h"
#include "report/cif.h"
#include "web.sql.h"
#include "web/chart/chart.h"
#include "web/office/office.h"
#include "web/register.h"

enum { RETURNED_MOST = 200, BODIES_MOST = 400, LSO_MOST = 4 };

/* ---- tiles --------------------------------------------------------------*/

struct tiles {
    struct rq *rq;
    bool any;
};

/* How many, of what, and where: nothing where there are none. */
static void todo(struct tiles *t, int64_t n, bool more, const char *key,
                 const char *path)
{
    struct rq *rq = t->rq;

    if (!n)
        return;
    if (!t->any)
        html(rq, "<ul class=\"counters small tiles today\">");
    t->any = true;
    html(rq,
         "<li class=\"counter\"><a href=\"%s\"><b class=\"figure n\">%s%s</b> "
         "<span>%s</span></a></li>",
         path, number_text(rq, n, 0), more ? "+" : "", word(rq, key));
}

static void field_tiles(struct tiles *t)
{
    struct rq *rq = t->rq;
    struct id staff = rq_staff(rq);
    struct posts_ask ask = { .staff = staff,
                             .nature = -1,
                             .right = RIGHT_KEEP,
                             .bodies_most = BODIES_MOST };
    size_t due = work_due_count(rq);

    todo(t, (int64_t)due, false, "today.meetings", "/work");
    todo(t, (int64_t)pending_ways(rq), false, "today.dialogues", "/pending");
    if (!id_none(staff)) {
        struct post_list posts = posts_read(rq, &ask);

        todo(t, posts.count[POST_ENDING], posts.more, "today.terms",
             "/offices");
        todo(t, posts.count[POST_CARETAKER] + posts.count[POST_VACANT],
             posts.more, "today.vacant", "/offices");
    }
}

static void scheme_tile(struct tiles *t)
{
    struct rq *rq = t->rq;
    const struct kind *k = kind_find(S("scheme"));
    struct buf s = buf_start(rq->arena);
    struct rows r;

    if (!rq_sees_kind(rq, k))
        return;
    buf_z(&s, "SELECT count(*) FROM scheme t JOIN scheme_kept k ON k.thing = "
              "t.entry WHERE t.counts = 1 AND k.due <= $1");
    reach_kind(rq, k, &s, 2);
    r = db_text_rows(rq->db, buf_str(&s));
    db_bind_int(&r, 1, rq->today);
    reach_bind(rq, kind_reads(k), &r, 2);
    if (db_next(&r))
        todo(t, db_int(&r, 0), false, "today.schemes", "/schemes?stage=due");
    db_done(&r);
}

static void log_tiles(struct tiles *t)
{
    static const struct {
        const char *key, *path;
    } line[] = {
        { "home.names_wait", "/naming" },
        { "home.entries_wait", "/waiting" },
        { "home.stops", "/marked" },
        { "home.warns", "/marked" },
    };
    struct rows r = db_rows(t->rq->db, SQL_WEB_WAITS);
    int64_t n[LEN(line)] = { 0 };

    if (db_next(&r))
        for (size_t i = 0; i < LEN(line); i++)
            n[i] = db_int(&r, (int)i);
    db_done(&r);
    if (!rq_may(t->rq, RIGHT_IMPORT))
        n[0] = 0; /* nothing that they could settle */
    for (size_t i = 0; i < LEN(line); i++)
        todo(t, n[i], false, line[i].key, line[i].path);
}

/* All that only an entry can change. */
static void own_tiles(struct rq *rq, void *with)
{
    struct returned *back = arena_many(rq->arena, struct returned,
                                       RETURNED_MOST);
    struct tiles t = { .rq = rq };
    bool more = false;

    (void)with;
    html(rq, "<section class=\"today\"><h2>%s</h2>", word(rq, "home.waits"));
    if (rq_may(rq, RIGHT_CHECK)) {
        int64_t n = (int64_t)checks_waiting(rq, &more);

        todo(&t, n, more, "today.checks", "/check");
    }
    if (rq_may(rq, RIGHT_KEEP))
        field_tiles(&t);
    if (rq_may(rq, RIGHT_KEEP) || rq_may(rq, RIGHT_WRITE))
        todo(&t, (int64_t)returned_to(rq, back, RETURNED_MOST), false,
             "today.returned", "/work");
    scheme_tile(&t);
    if (t.any)
        html(rq, "</ul>");
}

void today_draw(struct rq *rq)
{
    struct tiles t = { .rq = rq };

    kept_draw(rq, "own", rq->who.login, own_tiles, NULL);
    log_tiles(&t);
    if (t.any)
        html(rq, "</ul>");
    else if (str_ends(buf_str(&rq->body), S("</h2>")))
        html(rq, "<p>%s</p>", word(rq, "home.nothing_waits"));
    html(rq, "</section>");
}

/* ---- an LSO's own -------------------------------------------------------*/

static void lso_tile(struct rq *rq, struct id body, paisa amount,
                     const char *key)
{
    html(rq,
         "<li class=\"counter\"><a href=\"/cif?body=%s\"><b class=\"figure n\">"
         "%s</b> <span>%s</span></a></li>",
         id_text(rq, body), rupees_text(rq, amount), word(rq, key));
}

/* What its community investment funds hold, lend and wait for. */
static void lso_fund(struct rq *rq, struct id body)
{
    struct question q = { .as_of = month_of(rq->today),
                          .on = rq->today,
                          .from = MONTH_NONE,
                          .book = body,
                          .lang = rq->lang };
    paisa cash = 0, out = 0, late = 0;
    struct cif c = { 0 };

    cif_read(rq->db, &q, rq->arena, &c);
    if (!c.funds)
        return;
    for (size_t i = 0; i < c.funds; i++) {
        cash += c.fund[i].cash;
        out += c.fund[i].outstanding;
        late += c.fund[i].late;
    }
    html(rq, "<ul class=\"counters small\">");
    lso_tile(rq, body, cash, "cif.cash");
    lso_tile(rq, body, out, "par.outstanding");
    lso_tile(rq, body, late, "par.late");
    html(rq, "</ul>");
}

/* Its plan and its election, the latest of each. */
static void lso_news(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_HOME_LSO_PLAN);

    db_bind_id(&r, 1, body);
    if (db_next(&r))
        html(rq, "<p>%s: <a href=\"/plan/%s\"><bdi>%s</bdi></a> · %s</p>",
             word(rq, "kind.plan"), id_text(rq, db_id(&r, 0)),
             zstr(rq, db_str(&r, 1)),
             word_of(rq, "choice",
                     choice_name(PLAN_STAGES, (int)db_int(&r, 2))));
    db_done(&r);
    r = db_rows(rq->db, SQL_HOME_LSO_ELECTION);
    db_bind_id(&r, 1, body);
    if (db_next(&r))
        html(rq, "<p>%s: <a href=\"/election/%s\">%s</a></p>",
             word(rq, "kind.election"), id_text(rq, db_id(&r, 0)),
             day_text(rq, (day)db_int(&r, 1)));
    db_done(&r);
}

static void lso_draw(struct rq *rq, struct id body, const char *name)
{
    struct posts_ask ask = {
        .body = body, .nature = -1, .right = RIGHT_KEEP, .bodies_most = 1
    };
    struct post_list posts = posts_read(rq, &ask);
    static const struct {
        const char *key, *path;
    } way[] = {
        { "nav.books", "/books/*" },
        { "nav.loans", "/loans?body=*" },
        { "nav.elections", "/body/*/election" },
        { "lso.public", "/lso/*" },
    };
    const char *id = id_text(rq, body);

    html(rq, "<section class=\"card\"><h2><a href=\"/body/%s\">%s</a></h2>", id,
         name);
    lso_fund(rq, body);
    lso_news(rq, body);
    if (posts.count[POST_ENDING])
        html(rq, "<p class=\"note\"><b class=\"n\">%s</b> %s</p>",
             number_text(rq, posts.count[POST_ENDING], 0),
             word(rq, "today.terms"));
    if (posts.count[POST_CARETAKER] + posts.count[POST_VACANT])
        html(rq, "<p class=\"note\"><b class=\"n\">%s</b> %s</p>",
             number_text(rq,
                         posts.count[POST_CARETAKER] + posts.count[POST_VACANT],
                         0),
             word(rq, "today.vacant"));
    html(rq, "<p class=\"tools\">");
    for (size_t i = 0; i < LEN(way); i++) {
        struct buf b = buf_start(rq->arena);
        struct str rest = str_of(way[i].path);

        buf_add(&b, str_cut(&rest, '*'));
        buf_z(&b, id);
        buf_add(&b, rest);
        html(rq, "<a class=\"button\" href=\"%s\">%s</a> ",
             zstr(rq, buf_str(&b)), word(rq, way[i].key));
    }
    html(rq, "</p></section>");
}

/* Those within reach, by name; whoever reaches more than a few looks at lists. */
static void lsos_draw(struct rq *rq, void *with)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    struct buf s = buf_start(rq->arena);
    struct id body[LSO_MOST + 1];
    const char *name[LSO_MOST + 1];
    struct rows r;
    size_t n = 0;

    (void)with;
    buf_fmt(
        &s,
        "SELECT t.entry, t.name, t.name_ur, t.name_sd FROM body t WHERE t.counts = 1 AND "
        "t.nature = 2");
    reach_where(rq, RIGHT_KEEP, &own, &s, 1);
    buf_fmt(&s, " ORDER BY t.name, t.entry LIMIT %d", LSO_MOST + 1);
    r = db_text_rows(rq->db, buf_str(&s));
    reach_bind(rq, RIGHT_KEEP, &r, 1);
    while (n <= LSO_MOST && db_next(&r)) {
        body[n] = db_id(&r, 0);
        name[n++] = zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                      db_str(&r, 3)));
    }
    db_done(&r);
    if (!n || n > LSO_MOST)
        return;
    html(rq, "<div class=\"cards\">");
    for (size_t i = 0; i < n; i++)
        lso_draw(rq, body[i], name[i]);
    html(rq, "</div>");
}

void home_lso_draw(struct rq *rq)
{
    kept_draw(rq, "lsos", rq->who.login, lsos_draw, NULL);
}

/* ---- the whole ----------------------------------------------------------*/

static void silent_draw(struct rq *rq, void *with)
{
    month as_of = *(const month *)with;
    struct rows r = db_rows(rq->db, SQL_HOME_SILENT);
    bool any = false;

    db_bind_int(&r, 1, as_of);
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
         word(rq, "home.silent"));
    while (db_next(&r)) {
        struct str own = db_str(&r, 1 + (int)rq->lang);

        any = true;
        html(rq,
             "<li><a href=\"/outreach?rsp=%s&amp;as_of=%s\"><bdi>%s</bdi></a> "
             "%s <small>%s %s</small></li>",
             zstr(rq, db_str(&r, 0)), month_iso(rq, (month)db_int(&r, 4)),
             zstr(rq, db_str(&r, 0)), zstr(rq, own.n ? own : db_str(&r, 1)),
             word(rq, "home.last_filed"), month_text(rq, (month)db_int(&r, 4)));
    }
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "home.none_silent"));
    html(rq, "</section>");
}

void home_silent_draw(struct rq *rq, month as_of)
{
    kept_draw(rq, "silent", str_of(month_iso(rq, as_of)), silent_draw, &as_of);
}

/* The sheet of a report, as it answers this month; NULL: it says nothing. */
static const struct sheet *report_sheet(struct rq *rq, const char *name,
                                        month as_of, int n)
{
    const struct report *r = report_find(str_of(name));
    struct sheet *s = arena_many(rq->arena, struct sheet, REPORT_SHEETS);
    struct findings f = findings_start(rq->arena);
    struct question q = { .as_of = as_of,
                          .from = MONTH_NONE,
                          .lang = rq->lang,
                          .figures = rq_figures(rq) };
    int made = r ? r->make(rq->db, &q, rq->arena, s, &f) : 0;

    return made > n && !findings_stop(&f) && s[n].rows ? &s[n] : NULL;
}

static void part_draw(struct rq *rq, const char *name, month as_of, int n,
                      const struct chart *c)
{
    const struct sheet *s = report_sheet(rq, name, as_of, n);

    if (!s)
        return;
    html(rq, "<section class=\"card\"><h2>%s</h2>", zstr(rq, s->title));
    chart_draw(rq, s, c);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/report/%s?as_of=%s\">"
         "%s</a></p></section>",
         name, month_iso(rq, as_of), word_of(rq, "report", str_of(name)));
}

static void bands_draw(struct rq *rq, void *with)
{
    static const struct chart c = {
        CHART_BAR, { "known", "organised" }, NULL, true
    };

    part_draw(rq, "coverage", *(const month *)with, 1, &c);
}

void home_bands_draw(struct rq *rq, month as_of)
{
    chart_parts(rq);
    kept_draw(rq, "bands", str_of(month_iso(rq, as_of)), bands_draw, &as_of);
}

static void targets_draw(struct rq *rq, void *with)
{
    static const struct chart c = {
        CHART_ROWS, { "achieved_pct" }, "name", true
    };

    part_draw(rq, "targets", *(const month *)with, 0, &c);
}

void home_targets_draw(struct rq *rq, month as_of)
{
    chart_parts(rq);
    kept_draw(rq, "targets", str_of(month_iso(rq, as_of)), targets_draw,
              &as_of);
}
