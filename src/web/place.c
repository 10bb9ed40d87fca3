/* place - one place: its names and codes, where it belongs, what lies in it
 * with its figures. */
#include <string.h>

#include "web.sql.h"
#include "web/list/seek.h"
#include "web/poverty/answer.h"
#include "web/register.h"

enum { LEVELS = 9, SHOWN = 5 };
static const char *const shown_code[SHOWN] = { "uc", "hh", "co", "member",
                                               "lso" };

struct place_row {
    struct id id;
    int level;
};
struct place_rows {
    struct place_row *at;
    size_t n;
};

static const char *level_word(struct rq *rq, int level)
{
    const struct field *f = kind_field(kind_find(S("place")), S("level"));

    return word_of(rq, "choice", choice_name(f->of, level));
}

/* ---- where it belongs ---------------------------------------------------*/

static void parents(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_PARENTS);

    db_bind_id(&r, 1, id);
    html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
         word(rq, "place.above"));
    while (db_next(&r)) {
        day since = (day)db_int(&r, 2);
        int64_t until = db_int(&r, 3);

        html(rq, "<li><a href=\"/place/%s\">%s</a> <small>%s",
             id_text(rq, db_id(&r, 0)), place_name(rq, db_id(&r, 0)),
             level_word(rq, (int)db_int(&r, 1)));
        if (since != DAY_NONE)
            html(rq, " · %s %s", word(rq, "place.since"), day_text(rq, since));
        if (until <= DAY_LAST)
            html(rq, " · %s %s", word(rq, "place.until"),
                 day_text(rq, (day)until));
        html(rq, "</small></li>");
    }
    html(rq, "</ul></section>");
}

/* ---- what lies in it ----------------------------------------------------*/

static struct place_rows children_read(struct rq *rq, struct id id, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_CHILDREN);
    struct place_rows c = { arena_many(rq->arena, struct place_row, 1000), 0 };

    db_bind_id(&r, 1, id);
    db_bind_int(&r, 2, on);
    while (c.n < 1000 && db_next(&r))
        c.at[c.n++] = (struct place_row){ db_id(&r, 0), (int)db_int(&r, 1) };
    db_done(&r);
    return c;
}

/* What a column reads at once for all children of the first one's level; the
 * others show none. */
struct column_figures {
    struct gauge gauge;
    struct place_total *of;
    size_t n; /* children are in the order of their levels */
};

/* False when nothing was ever filed for any of them. */
static bool columns_fill(struct rq *rq, const struct place_rows *c, month as_of,
                         struct column_figures *col)
{
    struct question q = { .as_of = as_of,
                          .from = MONTH_NONE,
                          .lang = rq->lang,
                          .figures = rq_figures(rq) };
    struct id *place = arena_many(rq->arena, struct id, c->n);
    size_t n = 0;
    bool any = false;

    for (; n < c->n && c->at[n].level == c->at[0].level; n++)
        place[n] = c->at[n].id;
    for (int i = 0; i < SHOWN; i++) {
        struct str code = str_of(shown_code[i]);

        col[i] = (struct column_figures){
            .gauge = { .name = shown_code[i] },
            .of = arena_many(rq->arena, struct place_total, n),
            .n = n
        };
        gauge_find(rq, code, &col[i].gauge);
        figure_totals(rq->db, &q, code, c->at[0].level, place, n, col[i].of);
        for (size_t j = 0; j < n && !any; j++)
            any = col[i].of[j].said;
    }
    return any;
}

static void child_figures(struct rq *rq, const struct column_figures *col,
                          struct id child, size_t at, month as_of)
{
    for (int i = 0; i < SHOWN; i++) {
        html(rq, "<td class=\"n\">");
        if (at < col[i].n && col[i].of[at].said)
            html(rq,
                 "<a href=\"/postings?indicator=%s&amp;place=%s&amp;"
                 "as_of=%s%s\">%s</a>",
                 shown_code[i], id_text(rq, child), month_iso(rq, as_of),
                 figures_arg(rq), number_text(rq, col[i].of[at].amount, 0));
        html(rq, "</td>");
    }
}

/* Below the union council nothing is filed yet; there only names are listed. */
#define FIGURES_LEVEL 5
#define FIGURES_MOST 200

static bool children_figures(struct rq *rq, const struct place_rows *c,
                             month as_of, struct column_figures *col)
{
    return c->n && c->n <= FIGURES_MOST && c->at[0].level <= FIGURES_LEVEL &&
           columns_fill(rq, c, as_of, col);
}

static void children(struct rq *rq, const struct place_rows *c, month as_of)
{
    struct column_figures col[SHOWN] = { 0 };
    bool figures = children_figures(rq, c, as_of, col);

    if (!c->n)
        return;
    html(rq,
         "<h2>%s</h2><div class=\"box\" tabindex=\"0\"><table "
         "class=\"sheet\"><thead><tr><th scope=\"col\">%s</th><th "
         "scope=\"col\">%s</th>",
         word(rq, "place.within"), word(rq, "field.name"),
         word(rq, "field.level"));
    for (int i = 0; figures && i < SHOWN; i++)
        html(rq, "<th scope=\"col\" class=\"n\">%s</th>", col[i].gauge.name);
    html(rq, "</tr></thead><tbody>");
    for (size_t i = 0; i < c->n; i++) {
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/place/%s\">%s</a></th>"
             "<td>%s</td>",
             id_text(rq, c->at[i].id), place_name(rq, c->at[i].id),
             level_word(rq, c->at[i].level));
        if (figures)
            child_figures(rq, col, c->at[i].id, i, as_of);
        html(rq, "</tr>");
    }
    listing_close(rq);
}

/* ---- its own figures, names, filings ------------------------------------*/

static int level_of(const struct kind *k, const void *record)
{
    return *(const int32_t *)(const void *)((const char *)record +
                                            kind_field(k, S("level"))->at);
}

static struct place_total own_figure(struct rq *rq, int i, struct id id,
                                     int level, month as_of)
{
    struct question q = { .as_of = as_of,
                          .from = MONTH_NONE,
                          .lang = rq->lang,
                          .figures = rq_figures(rq) };
    struct place_total own;

    figure_totals(rq->db, &q, str_of(shown_code[i]), level, &id, 1, &own);
    return own;
}

static void own_figures(struct rq *rq, struct id id, int level, month as_of)
{
    html(rq, "<ul class=\"counters small\">");
    for (int i = 0; i < SHOWN; i++) {
        struct place_total own = own_figure(rq, i, id, level, as_of);
        struct gauge g = { .name = shown_code[i] };

        if (!own.said)
            continue;
        gauge_find(rq, str_of(shown_code[i]), &g);
        html(rq,
             "<li class=\"counter\"><h2>%s</h2><p class=\"figure n\">"
             "<a href=\"/postings?indicator=%s&amp;place=%s&amp;as_of=%s%s\">"
             "%s</a></p></li>",
             g.name, shown_code[i], id_text(rq, id), month_iso(rq, as_of),
             figures_arg(rq), number_text(rq, own.amount, 0));
    }
    html(rq, "</ul>");
}

/* The card's head, before the first of its links only. */
static void links_open(struct rq *rq, bool *any, const char *key)
{
    if (!*any)
        html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
             word(rq, key));
    *any = true;
}

static void aliases(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_ALIASES);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        links_open(rq, &any, "place.aliases");
        html(rq, "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a></li>",
             id_text(rq, db_id(&r, 1)), zstr(rq, db_str(&r, 0)));
    }
    if (any)
        html(rq, "</ul></section>");
}

static void filings(struct rq *rq, struct id id)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FILINGS);
    bool any = false;

    db_bind_id(&r, 1, id);
    while (db_next(&r)) {
        links_open(rq, &any, "place.filings");
        html(rq,
             db_int(&r, 3) ? "<li><a href=\"/entry/%s\">%s %s</a> <small>"
                             "%s</small></li>" :
                             "<li class=\"off\"><a href=\"/entry/%s\">%s "
                             "%s</a> <small>%s</small></li>",
             id_text(rq, db_id(&r, 0)), rsp_name(rq, db_id(&r, 1)),
             month_text(rq, (month)db_int(&r, 2)), zstr(rq, db_str(&r, 4)));
    }
    if (any)
        html(rq, "</ul></section>");
}

/* {"hh":1200,"uc":3}: what is said of child `at`, by code. */
static void child_json(struct rq *rq, const struct column_figures *col,
                       size_t at)
{
    struct buf *b = &rq->body;
    const char *comma = "";

    buf_z(b, "\"figures\":{");
    for (int i = 0; i < SHOWN; i++)
        if (at < col[i].n && col[i].of[at].said) {
            buf_fmt(b, "%s\"%s\":%lld", comma, shown_code[i],
                    (long long)col[i].of[at].amount);
            comma = ",";
        }
    buf_z(b, "},");
}

static void place_json(struct rq *rq, const struct kind *k, struct id id,
                       const void *record, const struct place_rows *c,
                       month as_of)
{
    struct column_figures col[SHOWN] = { 0 };
    struct buf *b = &rq->body;
    const char *comma = "";

    children_figures(rq, c, as_of, col);
    rq->type = "application/json";
    buf_fmt(b, "{\"as_of\":\"%s\",\"children\":[", month_iso(rq, as_of));
    for (size_t i = 0; i < c->n; i++) {
        buf_z(b, i ? ",{" : "{");
        child_json(rq, col, i);
        buf_fmt(b, "\"id\":\"%s\",\"level\":%d,\"name\":",
                id_text(rq, c->at[i].id), c->at[i].level);
        buf_json(b, str_of(place_name(rq, c->at[i].id)));
        buf_char(b, '}');
    }
    buf_z(b, "],\"figures\":{");
    for (int i = 0; i < SHOWN; i++) {
        struct place_total own = own_figure(rq, i, id, level_of(k, record),
                                            as_of);

        if (!own.said)
            continue;
        buf_fmt(b, "%s\"%s\":%lld", comma, shown_code[i],
                (long long)own.amount);
        comma = ",";
    }
    buf_fmt(b, "},\"id\":\"%s\",\"place\":", id_text(rq, id));
    buf_add(b, record_body(k, record, rq->arena));
    buf_z(b, "}\n");
}

/* ---- the bodies in it ---------------------------------------------------*/

enum { BODIES_SHOWN = 20, BODIES_COUNTED = 20000 };

/* How many of each kind within the asker's reach; nothing when they are too
 * many to be counted for a page. */
static void bodies_count(struct rq *rq, struct id id)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    const struct kind *k = kind_find(S("body"));
    struct buf b = buf_start(rq->arena);
    int64_t n[8] = { 0 }, all = 0;
    struct rows r;

    buf_z(&b,
          "SELECT nature, count(*) FROM (SELECT t.nature FROM area a JOIN "
          "body t ON t.place = a.place WHERE a.above = $1 AND a.since <= $2 "
          "AND a.until > $2 AND t.counts = 1");
    reach_where(rq, RIGHT_REGISTER, &own, &b, 3);
    buf_fmt(&b, " LIMIT %d) AS firsts GROUP BY nature ORDER BY nature",
            BODIES_COUNTED + 1);
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_id(&r, 1, id);
    db_bind_int(&r, 2, rq->today);
    reach_bind(rq, RIGHT_REGISTER, &r, 3);
    while (db_next(&r)) {
        if (db_int(&r, 0) >= 0 && db_int(&r, 0) < (int64_t)LEN(n))
            n[db_int(&r, 0)] = db_int(&r, 1);
        all += db_int(&r, 1);
    }
    db_done(&r);
    html(rq, "<ul class=\"kinds\">");
    for (size_t i = 0; all <= BODIES_COUNTED && i < LEN(n); i++)
        if (n[i])
            html(rq,
                 "<li><a href=\"/list/body?f.place=%s&amp;f.nature=%s\">%s</a> "
                 "<b class=\"n\">%s</b></li>",
                 id_text(rq, id),
                 zstr(rq, choice_name(kind_field(k, S("nature"))->of, (int)i)),
                 choice_text(rq, k, "nature", (int64_t)i),
                 number_text(rq, n[i], 0));
    html(rq, "</ul>");
}

static void bodies_rows(struct rq *rq, const struct kind *k,
                        const struct seek_page *page)
{
    struct id body[BODIES_SHOWN], place[BODIES_SHOWN];
    const char *name[BODIES_SHOWN], *lies[BODIES_SHOWN];
    size_t n = page->n < BODIES_SHOWN ? page->n : BODIES_SHOWN;

    for (size_t i = 0; i < n; i++) {
        body[i] = page->row[i].id;
        place[i] = said_id(k, page->row[i].record, "place");
    }
    thing_names(rq, k, body, n, name);
    thing_names(rq, kind_find(S("place")), place, n, lies);
    listing_open(rq, "field.name field.nature field.place field.formed");
    for (size_t i = 0; i < n; i++)
        html(rq,
             "<tr><th scope=\"row\"><a href=\"/body/%s\">%s</a></th><td>%s"
             "</td><td><a href=\"/place/%s\">%s</a></td><td>%s</td></tr>",
             id_text(rq, body[i]), name[i],
             body_short(rq, said_choice(k, page->row[i].record, "nature"),
                        said_choice(k, page->row[i].record, "sex")),
             id_text(rq, place[i]), lies[i],
             date_text(rq, said_date(k, page->row[i].record, "formed")));
    listing_close(rq);
}

/* Bodies on the place and on all that lies in it, for whoever may see them. */
static void bodies(struct rq *rq, struct id id)
{
    const struct kind *k = kind_find(S("body"));
    struct seek_page *page = arena_new(rq->arena, struct seek_page);
    struct seek s = { .kind = k, .sort = kind_field(k, S("name")), .page = 1 };

    if (!rq_sees_kind(rq, k))
        return;
    seek_cond(&s, (struct cond){ .type = COND_WITHIN,
                                 .f = kind_field(k, S("place")),
                                 .a = { .type = BIND_ID, .id = id } });
    seek_run(rq, &s, page);
    if (!page->n)
        return;
    html(rq, "<h2>%s</h2>", word(rq, "place.bodies"));
    bodies_count(rq, id);
    bodies_rows(rq, k, page);
    html(rq,
         "<p class=\"tools\"><a class=\"button\" "
         "href=\"/list/body?f.place=%s\">%s</a><a class=\"button\" "
         "href=\"/list/member?f.body.place=%s\">%s</a></p>",
         id_text(rq, id), word(rq, "place.all_bodies"), id_text(rq, id),
         word(rq, "place.all_members"));
}

/* One place: names in three languages, codes with their edition, the places
 * above it with their dates, what lies in it with its figures as of a month,
 * the bodies there, other spellings, and what was filed for it. */
PAGE(place, GET, "/place/*", RIGHT_SEE)
{
    const struct kind *k = kind_find(S("place"));
    void *record = arena_take(rq->arena, k->bytes);
    month as_of = rq_month(rq, "as_of", month_last(rq));
    struct place_rows c;
    struct id id;

    if (!thing_read(rq, "place", rq->step[0], &id) ||
        !row_find(rq->db, k, id, rq->arena, record)) {
        not_here(rq);
        return;
    }
    c = children_read(rq, id, month_end(as_of));
    if (rq->json) {
        place_json(rq, k, id, record, &c, as_of);
        return;
    }
    frame_open(rq, place_name(rq, id));
    html(rq,
         "<form class=\"filter\"><label>%s<input type=\"month\" "
         "name=\"as_of\" value=\"%s\" pattern=\"[0-9]{4}-[0-9]{2}\"></label>"
         "<button>%s</button><a class=\"button\" href=\"/outreach?place=%s"
         "&amp;as_of=%s\">%s</a><a class=\"button\" href=\"/poverty?place=%s"
         "&amp;as_of=%s\">%s</a></form>",
         word(rq, "ask.as_of"), month_iso(rq, as_of), word(rq, "ask.go"),
         id_text(rq, id), month_iso(rq, as_of), word(rq, "nav.outreach"),
         id_text(rq, id), month_iso(rq, as_of), word(rq, "place.poverty"));
    figures_switch(rq);
    answer_links(rq, "place", id);
    own_figures(rq, id, level_of(k, record), as_of);
    children(rq, &c, as_of);
    bodies(rq, id);
    if (rq_may(rq, RIGHT_REGISTER))
        html(rq,
             "<p class=\"tools\"><a class=\"button\" href=\"/offices?place=%s"
             "\">%s</a></p>",
             id_text(rq, id), word(rq, "posts.link"));
    html(rq, "<div class=\"cards\"><section class=\"card\"><h2>%s</h2>",
         word(rq, "place.about"));
    record_draw(rq, k, record);
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p></section>",
         id_text(rq, id), word(rq, "place.entry"));
    parents(rq, id);
    aliases(rq, id);
    filings(rq, id);
    html(rq, "</div>");
    frame_close(rq);
}
