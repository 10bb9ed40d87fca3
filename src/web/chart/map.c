/* map - any figure by districts, and within a district by talukas: a map, the
 * order of the places, and the table of both. */
#include "web/chart/map.h"
#include "chart.sql.h"
#include "web/today.h"

enum { DISTRICT = 3, TALUKA = 4, PERCENT_SCALE = 2 };
enum { C_PLACE, C_AMOUNT, C_BASE, C_SHARE, COLS };

struct asked {
    struct question q;
    struct str indicator, base; /* base: of which it is a part; or empty */
    struct gauge gauge, base_gauge;
    bool amount; /* coloured by the number, though there is a base */
    struct map map;
    struct sheet sheet;
};

/* ---- what is asked ------------------------------------------------------*/

static int level_of(struct rq *rq, struct id place)
{
    struct rows r = db_rows(rq->db, SQL_MAP_LEVEL);
    int level = 0;

    db_bind_id(&r, 1, place);
    if (!id_none(place) && db_next(&r))
        level = (int)db_int(&r, 0);
    db_done(&r);
    return level;
}

static bool asked_read(struct rq *rq, struct asked *a)
{
    struct str said = rq_arg(rq, "indicator");

    *a = (struct asked){ .q = { .from = MONTH_NONE,
                                .lang = rq->lang,
                                .figures = rq_figures(rq) },
                         .indicator = said.n ? said : S("hh") };
    a->q.as_of = rq_month(rq, "as_of", month_last(rq));
    if (!gauge_find(rq, a->indicator, &a->gauge) ||
        !thing_read(rq, "place", rq_arg(rq, "place"), &a->q.place) ||
        !thing_read(rq, "rsp", rq_arg(rq, "rsp"), &a->q.rsp))
        return false;
    a->base = indicator_base(rq, a->indicator);
    if (a->base.n && !gauge_find(rq, a->base, &a->base_gauge))
        a->base = S("");
    a->amount = !a->base.n || str_same(rq_arg(rq, "shade"), S("amount"));
    a->map.level = level_of(rq, a->q.place) >= DISTRICT ||
                           (str_same(rq_arg(rq, "by"), S("taluka")) &&
                            !id_none(a->q.place)) ?
                       TALUKA :
                       DISTRICT;
    return level_of(rq, a->q.place) <= DISTRICT;
}

/* This question of another place, on another page. */
static const char *link_to(struct rq *rq, const struct asked *a,
                           const char *path, const char *place)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s?indicator=%s", path, url_part(rq, a->indicator));
    if (*place)
        buf_fmt(&b, "&place=%s", place);
    if (!id_none(a->q.rsp))
        buf_fmt(&b, "&rsp=%s", url_part(rq, rq_arg(rq, "rsp")));
    if (a->amount && a->base.n)
        buf_z(&b, "&shade=amount");
    buf_fmt(&b, "&as_of=%s%s", month_iso(rq, a->q.as_of), figures_arg(rq));
    return zstr(rq, buf_str(&b));
}

/* ---- figures ------------------------------------------------------------*/

static void places_read(struct rq *rq, struct asked *a)
{
    struct rows r = db_rows(rq->db, SQL_MAP_PLACES);
    struct map *m = &a->map;

    m->at = arena_many(rq->arena, struct map_place, MAP_PLACES);
    db_bind_int(&r, 1, m->level);
    if (id_none(a->q.place))
        db_bind_null(&r, 2);
    else
        db_bind_id(&r, 2, a->q.place);
    db_bind_int(&r, 3, month_end(a->q.as_of));
    while (m->n < MAP_PLACES && db_next(&r)) {
        struct str own = db_str(&r, 1 + (int)rq->lang);

        m->at[m->n++] = (struct map_place){
            .id = db_id(&r, 0), .name = zstr(rq, own.n ? own : db_str(&r, 1))
        };
    }
    db_done(&r);
    map_borders(rq, m);
}

static struct place_total *totals(struct rq *rq, const struct asked *a,
                                  struct str indicator)
{
    size_t n = a->map.n;
    struct place_total *out = arena_many(rq->arena, struct place_total, n + 1);
    struct id *place = arena_many(rq->arena, struct id, n + 1);
    struct question q = a->q;

    if (!str_same(indicator, a->indicator))
        q.rsp = ID_NONE; /* a base is the place's, whoever works there */
    for (size_t i = 0; i < n; i++)
        place[i] = a->map.at[i].id;
    if (n)
        figure_totals(rq->db, &q, indicator, a->map.level, place, n, out);
    return out;
}

/* The same number with as many decimals as the other one has. */
static int64_t scaled(int64_t v, int from, int to)
{
    for (; from < to; from++)
        v *= 10;
    return v;
}

static void row_put(struct rq *rq, struct asked *a, size_t i,
                    const struct place_total *v, const struct place_total *of)
{
    struct map_place *p = &a->map.at[i];
    struct sheet_row *row;
    int scale = a->gauge.scale;
    struct buf told = buf_start(rq->arena);

    if (of && a->base_gauge.scale > scale)
        scale = a->base_gauge.scale;
    p->said = v->said && (a->amount || (of && of->said && of->amount > 0));
    p->v = v->amount;
    row = sheet_add(&a->sheet, ROW_PLAIN);
    cell_text(row, C_PLACE, str_of(p->name));
    p->link = a->map.level == DISTRICT ? link_to(rq, a, "/map", p->key) :
              v->said                  ? link_to(rq, a, "/postings", p->key) :
                                         NULL;
    if (p->link)
        cell_link(row, C_PLACE, str_of(p->link));
    if (v->said) {
        cell_number(row, C_AMOUNT, v->amount);
        cell_link(row, C_AMOUNT, str_of(link_to(rq, a, "/postings", p->key)));
    }
    if (of && of->said)
        cell_number(row, C_BASE, of->amount);
    if (of && v->said && of->said) {
        cell_ratio_scaled(row, C_SHARE,
                          scaled(v->amount, a->gauge.scale, scale),
                          scaled(of->amount, a->base_gauge.scale, scale),
                          scale);
        if (!a->amount)
            p->v = ratio_percent(row->cell[C_SHARE].number,
                                 row->cell[C_SHARE].of, &p->said);
    }
    buf_z(&told, p->name);
    if (p->said) {
        buf_z(&told, ": ");
        number_put(&told, p->v, a->map.scale, false);
        buf_z(&told, a->map.percent ? "%" : "");
    }
    p->told = zstr(rq, buf_str(&told));
}

static void sheet_make(struct rq *rq, struct asked *a)
{
    static const struct column head[COLS] = {
        { "place", "outreach.place", NULL, COLUMN_TEXT, 0 },
        { "amount", "chart.amount", NULL, COLUMN_NUMBER, 0 },
        { "base", "chart.amount", NULL, COLUMN_NUMBER, 0 },
        { "share", "chart.share", NULL, COLUMN_RATIO, 0 },
    };
    struct column *col = arena_many(rq->arena, struct column, COLS);
    struct str *label = arena_many(rq->arena, struct str, COLS);
    struct place_total *v = totals(rq, a, a->indicator), *of = NULL;

    for (int i = 0; i < COLS; i++)
        col[i] = head[i];
    col[C_AMOUNT].scale = a->gauge.scale;
    label[C_AMOUNT] = str_of(a->gauge.name);
    if (a->base.n) {
        of = totals(rq, a, a->base);
        col[C_BASE].scale = a->base_gauge.scale;
        label[C_BASE] = str_of(a->base_gauge.name);
    }
    a->map.percent = !a->amount;
    a->map.scale = a->amount ? a->gauge.scale : PERCENT_SCALE;
    a->sheet = sheet_start(rq->arena, col, a->base.n ? COLS : C_BASE);
    a->sheet.label = label;
    a->sheet.title = str_of(a->gauge.name);
    a->sheet.subtitle = str_of(month_text(rq, a->q.as_of));
    for (size_t i = 0; i < a->map.n; i++)
        if (v[i].said || (of && of[i].said))
            row_put(rq, a, i, &v[i], of ? &of[i] : NULL);
        else
            a->map.at[i].told = a->map.at[i].name;
    map_shades(&a->map, rq->arena);
}

/* ---- schemes ------------------------------------------------------------*/

static void points_read(struct rq *rq, struct asked *a)
{
    const struct kind *k = kind_find(S("scheme"));
    struct buf b = buf_start(rq->arena);
    struct rows r;

    if (id_none(a->q.place) || !rq_sees_kind(rq, k))
        return;
    a->map.point = arena_many(rq->arena, struct map_point, MAP_POINTS);
    buf_z(&b, "SELECT t.entry, t.title, t.lat, t.lon FROM scheme t WHERE "
              "t.counts = 1 AND t.lat IS NOT NULL AND t.lon IS NOT NULL AND "
              "EXISTS (SELECT 1 FROM area ar WHERE ar.place = t.place AND "
              "ar.above = $1 AND ar.since <= $2 AND ar.until > $2)");
    reach_kind(rq, k, &b, 3);
    buf_fmt(&b, " ORDER BY t.held DESC, t.entry LIMIT %d", MAP_POINTS);
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_id(&r, 1, a->q.place);
    db_bind_int(&r, 2, rq->today);
    reach_bind(rq, kind_reads(k), &r, 3);
    while (a->map.points < MAP_POINTS && db_next(&r))
        a->map.point[a->map.points++] =
            (struct map_point){ .id = db_id(&r, 0),
                                .name = zstr(rq, db_str(&r, 1)),
                                .lat = db_int(&r, 2),
                                .lon = db_int(&r, 3) };
    db_done(&r);
}

/* ---- the page -----------------------------------------------------------*/

static void provinces(struct rq *rq, const struct asked *a)
{
    struct rows r = db_rows(rq->db, SQL_MAP_PLACES);
    bool seen = id_none(a->q.place);

    db_bind_int(&r, 1, 1);
    db_bind_null(&r, 2);
    db_bind_int(&r, 3, rq->today);
    html(rq, "<label>%s<select name=\"place\"><option value=\"\">%s</option>",
         word(rq, "ask.place"), word(rq, "ask.everywhere"));
    while (db_next(&r)) {
        struct str own = db_str(&r, 1 + (int)rq->lang);
        bool same = id_same(db_id(&r, 0), a->q.place);

        seen |= same;
        html(rq,
             same ? "<option value=\"%s\" selected>%s</option>" :
                    "<option value=\"%s\">%s</option>",
             id_text(rq, db_id(&r, 0)), zstr(rq, own.n ? own : db_str(&r, 1)));
    }
    if (!seen)
        html(rq, "<option value=\"%s\" selected>%s</option>",
             id_text(rq, a->q.place),
             thing_name(rq, kind_find(S("place")), a->q.place));
    html(rq, "</select></label>");
}

static void filter(struct rq *rq, const struct asked *a)
{
    html(rq, "<form class=\"filter\" method=\"get\">");
    indicator_input(rq, a->indicator);
    provinces(rq, a);
    rsp_input(rq, a->q.rsp);
    if (a->base.n)
        html(rq,
             a->amount ? "<label>%s<select name=\"shade\"><option value=\"\">"
                         "%s</option><option value=\"amount\" selected>%s"
                         "</option></select></label>" :
                         "<label>%s<select name=\"shade\"><option value=\"\" "
                         "selected>%s</option><option value=\"amount\">%s"
                         "</option></select></label>",
             word(rq, "map.shade"), word(rq, "chart.share"),
             word(rq, "chart.amount"));
    html(rq,
         "<label>%s<input type=\"month\" name=\"as_of\" value=\"%s\" "
         "pattern=\"[0-9]{4}-[0-9]{2}\" placeholder=\"2014-12\"></label>",
         word(rq, "ask.as_of"), month_iso(rq, a->q.as_of));
    if (a->q.figures == FIGURES_CHECKED)
        html(rq, "<input type=\"hidden\" name=\"figures\" value=\"checked\">");
    html(rq, "<button class=\"main\">%s</button></form>", word(rq, "ask.go"));
    figures_switch(rq);
}

static void ways_on(struct rq *rq, const struct asked *a)
{
    struct str place = rq_arg(rq, "place");

    html(rq, "<p class=\"tools\">");
    if (!id_none(a->q.place))
        html(rq, "<a class=\"button\" href=\"%s\">%s</a> ",
             link_to(rq, a, "/map", ""), word(rq, "map.whole"));
    html(rq, "<a class=\"button\" href=\"%s\">%s</a>",
         link_to(rq, a, "/trend", url_part(rq, place)),
         word(rq, "chart.trend"));
    if (!id_none(a->q.place))
        html(rq, " <a class=\"button\" href=\"/place/%s\">%s</a>",
             id_text(rq, a->q.place),
             thing_name(rq, kind_find(S("place")), a->q.place));
    html(rq, "</p>");
}

/* ---- on the first page --------------------------------------------------*/

enum { FIRST_SHOWN = 12 };

static int64_t share_of(const struct sheet_row *r)
{
    bool said = r->cell[C_SHARE].said;
    int64_t v = said ? ratio_percent(r->cell[C_SHARE].number,
                                     r->cell[C_SHARE].of, &said) :
                       0;

    return said ? v : INT64_MIN;
}

/* By share, the greatest first; equal ones stay in the order of their names. */
static struct sheet ranked(struct rq *rq, const struct sheet *all)
{
    struct sheet s = sheet_start(rq->arena, all->column, all->columns);
    bool *taken = arena_many(rq->arena, bool, all->rows + 1);

    s.label = all->label;
    s.title = all->title;
    s.subtitle = all->subtitle;
    for (size_t n = 0; n < all->rows && n < FIRST_SHOWN; n++) {
        size_t best = all->rows;
        struct sheet_row *row;

        for (size_t i = 0; i < all->rows; i++)
            if (!taken[i] &&
                (best == all->rows ||
                 share_of(&all->row[i]) > share_of(&all->row[best])))
                best = i;
        taken[best] = true;
        row = sheet_add(&s, ROW_PLAIN);
        for (int c = 0; c < all->columns; c++)
            row->cell[c] = all->row[best].cell[c];
    }
    return s;
}

struct first {
    struct id place;
    month as_of;
};

static void first_draw(struct rq *rq, void *with)
{
    static const struct chart rows = { CHART_ROWS, { "share" }, NULL, true };
    const struct first *f = with;
    struct asked *a = arena_new(rq->arena, struct asked);
    struct sheet s;

    *a = (struct asked){ .q = { .from = MONTH_NONE,
                                .as_of = f->as_of,
                                .place = f->place,
                                .lang = rq->lang,
                                .figures = rq_figures(rq) },
                         .indicator = S("hh"),
                         .base = S("hh_base") };
    if (!gauge_find(rq, a->indicator, &a->gauge) ||
        !gauge_find(rq, a->base, &a->base_gauge))
        return;
    a->map.level = DISTRICT;
    places_read(rq, a);
    sheet_make(rq, a);
    if (!a->sheet.rows)
        return;
    s = ranked(rq, &a->sheet);
    html(rq, "<section class=\"card\"><h2>%s</h2>", word(rq, "home.ranked"));
    chart_draw(rq, &s, &rows);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a></p>"
         "</section>",
         link_to(rq, a, "/map", ""), word(rq, "home.all_districts"));
}

void home_rank_draw(struct rq *rq, month as_of)
{
    struct first f = { .as_of = as_of };

    chart_parts(rq);
    kept_draw(rq, "rank", str_of(month_iso(rq, as_of)), first_draw, &f);
}

/* A map of any indicator: districts, and within one its talukas with the
 * schemes that have a position. Beside it the places in their order, and the
 * same as a table; every place opens. */
PAGE(map, GET, "/map", RIGHT_SEE)
{
    struct asked *a = arena_new(rq->arena, struct asked);
    struct chart rows = { CHART_ROWS, { "amount" }, NULL, false };

    if (!asked_read(rq, a)) {
        refuse(rq, 400, "chart.bad");
        return;
    }
    places_read(rq, a);
    sheet_make(rq, a);
    if (sheets_file(rq, "map", rq_arg(rq, "format"), &a->sheet, 1))
        return;
    points_read(rq, a);
    frame_open(rq, word(rq, "map.title"));
    filter(rq, a);
    ways_on(rq, a);
    if (!a->amount)
        rows.column[0] = "share";
    html(rq, "<div class=\"mapped\">");
    map_draw(rq, &a->map, a->gauge.name);
    if (a->sheet.rows)
        chart_draw(rq, &a->sheet, &rows);
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "home.not_filed"));
    html(rq, "</div>");
    frame_close(rq);
}
