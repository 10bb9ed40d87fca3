/* radar - bodies that fall asleep: dormant, irregular, and those that will be
 * dormant in the months to come unless they meet.
 *
 * A body's state is what it adds to figures, so the list is as long as the
 * report's number of that month. States are posted ahead: what lapses later is
 * known. */
#include <stdlib.h>

#include "core/pulse.h"
#include "watch.sql.h"
#include "web/watch/watch.h"

enum { AHEAD = 3, FILE_MOST = 200000 };

#define SHOWS "all|dormant|irregular|falling"
enum show { SHOW_ALL, SHOW_DORMANT, SHOW_IRREGULAR, SHOW_FALLING };

struct blip {
    struct watched of;
    int64_t state; /* enum pulse_state, at the month's end */
    month since;   /* it has been so */
    month falls;   /* irregular: it will be dormant; MONTH_NONE: not known */
};
struct radar {
    struct watch w;
    enum show show;
    struct blip *at;
    size_t n, room;
    int64_t dormant, irregular, falling, fresh; /* fresh: since this month */
};

/* ---- the rows -----------------------------------------------------------*/

/* Those in one of the two states at the end of month $6; $7 and $8 name their
 * indicators. The list of all indicators is that of index posting_state. */
static struct rows radar_rows(struct rq *rq, const struct radar *x)
{
    static const char *const of[] = { "co", "vo", "lso" };
    struct buf b = buf_start(rq->arena);
    struct rows r;

    buf_z(&b, "SELECT t.entry, t.place, q.state, q.since, CASE WHEN q.state = "
              "1 THEN (SELECT min(p.month) FROM posting p WHERE " POSTING_STATES
              " AND p.indicator = ");
    buf_fmt(&b, "'%s.dormant' AND p.thing = t.entry AND p.month > $6) END, ",
            of[x->w.nature]);
    watch_group_sql(&x->w, &b);
    buf_z(&b, " FROM (");
    for (int state = PULSE_DORMANT; state >= PULSE_IRREGULAR; state--)
        buf_fmt(&b,
                "%sSELECT p.thing, %d AS state, max(p.month) AS since FROM "
                "posting p WHERE " POSTING_STATES " AND p.indicator = '%s.%s' "
                "AND p.month <= $6 GROUP BY p.thing HAVING sum(p.amount) > 0",
                state == PULSE_DORMANT ? "" : " UNION ALL ", state,
                of[x->w.nature],
                state == PULSE_DORMANT ? "dormant" : "irregular");
    buf_z(&b, ") q JOIN body t ON t.entry = q.thing");
    watch_join_sql(&x->w, &b);
    buf_z(&b, " WHERE t.counts = 1");
    watch_where_sql(rq, &x->w, &b, 7);
    r = db_text_rows(rq->db, buf_str(&b));
    watch_bind(rq, &x->w, &r, 7);
    db_bind_int(&r, 6, x->w.month);
    return r;
}

static bool falls_soon(const struct radar *x, const struct blip *b)
{
    return b->falls != MONTH_NONE && b->falls <= x->w.month + AHEAD;
}

static bool shown(const struct radar *x, const struct blip *b)
{
    return x->show == SHOW_ALL ||
           (x->show == SHOW_DORMANT && b->state == PULSE_DORMANT) ||
           (x->show == SHOW_IRREGULAR && b->state == PULSE_IRREGULAR) ||
           (x->show == SHOW_FALLING && falls_soon(x, b));
}

static void blip_keep(struct rq *rq, struct radar *x, const struct blip *b)
{
    arena_room(rq->arena, x->at, x->n, x->room);
    x->at[x->n++] = *b;
}

static void radar_take(struct rq *rq, struct radar *x)
{
    struct rows r = radar_rows(rq, x);

    while (db_next(&r)) {
        struct blip b = { .of = { db_id(&r, 0), db_id(&r, 1) },
                          .state = db_int(&r, 2),
                          .since = (month)db_int(&r, 3),
                          .falls = db_null(&r, 4) ? MONTH_NONE :
                                                    (month)db_int(&r, 4) };

        x->dormant += b.state == PULSE_DORMANT;
        x->irregular += b.state == PULSE_IRREGULAR;
        x->falling += falls_soon(x, &b);
        x->fresh += b.state == PULSE_DORMANT && b.since == x->w.month;
        watch_count(rq, &x->w, db_id(&r, 5), b.state == PULSE_DORMANT);
        if (shown(x, &b))
            blip_keep(rq, x, &b);
    }
    db_done(&r);
}

/* Who fell asleep last can be woken most easily: first those that are about to,
 * then the latest. */
static int wake_first(const void *a, const void *b)
{
    const struct blip *x = a, *y = b;
    int order = (x->state > y->state) - (x->state < y->state);
    month mx = x->falls == MONTH_NONE ? INT32_MAX : x->falls;
    month my = y->falls == MONTH_NONE ? INT32_MAX : y->falls;

    if (!order)
        order = (mx > my) - (mx < my);
    if (!order)
        order = (x->since < y->since) - (x->since > y->since);
    return order ? order : id_order(x->of.body, y->of.body);
}

/* ---- drawing ------------------------------------------------------------*/

static const char *show_link(struct rq *rq, const struct radar *x,
                             enum show show)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "&by=");
    buf_add(&b, choice_name(WATCH_BY, (int)x->w.by));
    buf_z(&b, "&show=");
    buf_add(&b, choice_name(SHOWS, (int)show));
    return watch_link(rq, &x->w, zstr(rq, buf_str(&b)));
}

static void shows_draw(struct rq *rq, const struct radar *x)
{
    html(rq, "<nav class=\"tabs\"><ul>");
    for (enum show i = SHOW_ALL; i <= SHOW_FALLING; i++)
        html(rq,
             i == x->show ?
                 "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>" :
                 "<li><a href=\"%s\">%s</a></li>",
             show_link(rq, x, i),
             word_of(rq, "radar.show", choice_name(SHOWS, (int)i)));
    html(rq, "</ul></nav>");
}

static day last_met(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WATCH_LAST);
    day on = DAY_NONE;

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r) && !db_null(&r, 0))
        on = (day)db_int(&r, 0);
    db_done(&r);
    return on;
}

static void row_draw(struct rq *rq, const struct radar *x, const struct blip *b,
                     const char *name, const char *lies)
{
    bool dormant = b->state == PULSE_DORMANT;
    day last = last_met(rq, b->of.body);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/body/%s\"><bdi>%s</bdi></a></th>"
         "<td><bdi>%s</bdi></td><td><span class=\"%s\">%s</span></td><td>%s"
         "</td><td>%s</td>",
         id_text(rq, b->of.body), name, lies,
         dormant ? "chip stop" : "chip warn",
         choice_text(rq, kind_find(S("standing")), "state", b->state),
         month_text(rq, b->since),
         last == DAY_NONE ? word(rq, "watch.never") : day_text(rq, last));
    if (dormant && b->since >= month_of(rq->today))
        html(rq, "<td>%s</td></tr>", word(rq, "radar.unless"));
    else if (!dormant && b->falls != MONTH_NONE)
        html(rq,
             falls_soon(x, b) ? "<td><b>%s</b></td></tr>" : "<td>%s</td></tr>",
             month_text(rq, b->falls));
    else
        html(rq, "<td></td></tr>");
}

static void table_draw(struct rq *rq, const struct radar *x, size_t first,
                       size_t n)
{
    struct watched_names w = watched_names(rq, x->at + first, n, sizeof *x->at);

    listing_open(
        rq,
        "kind.body field.place field.state field.since watch.last radar.falls");
    for (size_t i = 0; i < n; i++)
        row_draw(rq, x, &x->at[first + i], w.name[i], w.lies[i]);
    listing_close(rq);
}

static void tiles_draw(struct rq *rq, const struct radar *x)
{
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, "radar.dormant", x->dormant, 0, month_text(rq, x->w.month));
    tile(rq, "radar.fresh", x->fresh, 0,
         word(rq, x->w.month >= month_of(rq->today) ? "radar.unless" :
                                                      "radar.that_month"));
    tile(rq, "radar.irregular", x->irregular, 0, month_text(rq, x->w.month));
    tile(rq, "radar.falling", x->falling, 0, word(rq, "radar.in_months"));
    html(rq, "</ul>");
}

static void radar_draw(struct rq *rq, struct radar *x)
{
    size_t first = (size_t)(x->w.page - 1) * WATCH_SHOWN;
    size_t n = first >= x->n              ? 0 :
               x->n - first < WATCH_SHOWN ? x->n - first :
                                            WATCH_SHOWN;

    frame_open(rq, word(rq, "radar.title"));
    if (!id_none(x->w.place))
        place_line(rq, x->w.place);
    tiles_draw(rq, x);
    watch_form(rq, &x->w);
    shows_draw(rq, x);
    watch_groups(rq, &x->w, "radar.of");
    if (!x->n)
        html(rq, "<p>%s</p>", word(rq, "radar.none"));
    else
        table_draw(rq, x, first, n);
    pager_draw(rq, x->w.page, ((int64_t)x->n + WATCH_SHOWN - 1) / WATCH_SHOWN);
    html(rq, "<p class=\"forms\">");
    file_links(rq, "/radar", "csv xlsx", 0, args_again(rq, WATCH_ARGS));
    html(rq, "<a href=\"/calendar\">%s</a></p><p class=\"note\">%s</p>",
         word(rq, "calendar.title"), word(rq, "radar.note"));
    frame_close(rq);
}

/* ---- as data ------------------------------------------------------------*/

static const char *month_said(struct rq *rq, month m)
{
    return m == MONTH_NONE ? "" : month_iso(rq, m);
}

static struct sheet radar_sheet(struct rq *rq, const struct radar *x)
{
    static const struct column column[] = {
        { "name", "kind.body", NULL, COLUMN_TEXT, 0 },
        { "place_name", "field.place", NULL, COLUMN_TEXT, 0 },
        { "state", "field.state", NULL, COLUMN_TEXT, 0 },
        { "since", "field.since", NULL, COLUMN_DAY, 0 },
        { "falls", "radar.falls", NULL, COLUMN_DAY, 0 },
        { "body", "watch.body_id", NULL, COLUMN_TEXT, 0 },
        { "place", "watch.place_id", NULL, COLUMN_TEXT, 0 },
    };
    struct sheet s = sheet_start(rq->arena, column, (int)LEN(column));
    size_t n = x->n < FILE_MOST ? x->n : FILE_MOST;
    struct watched_names w = watched_names(rq, x->at, n, sizeof *x->at);

    s.title = str_of(word(rq, "radar.title"));
    for (size_t i = 0; i < n; i++) {
        struct sheet_row *r = sheet_add(&s, ROW_PLAIN);

        cell_text(r, 0, str_of(w.name[i]));
        cell_text(r, 1, str_of(w.lies[i]));
        cell_text(r, 2, choice_name(PULSE_CHOICES, (int)x->at[i].state));
        cell_text(r, 3, str_of(month_said(rq, x->at[i].since)));
        cell_text(r, 4, str_of(month_said(rq, x->at[i].falls)));
        cell_text(r, 5, str_of(id_text(rq, x->at[i].of.body)));
        cell_text(r, 6, str_of(id_text(rq, x->at[i].of.place)));
    }
    return s;
}

static void radar_json(struct rq *rq, struct radar *x)
{
    size_t first = (size_t)(x->w.page - 1) * WATCH_SHOWN;
    struct keys k = keys_open(rq);

    key_list(&k, "bodies");
    for (size_t i = first; i < x->n && i < first + WATCH_SHOWN; i++) {
        struct keys one;

        buf_z(&rq->body, i > first ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", x->at[i].of.body);
        key_text(&one, "falls",
                 str_of(x->at[i].falls == MONTH_NONE ?
                            "" :
                            month_iso(rq, x->at[i].falls)));
        key_text(&one, "since", str_of(month_iso(rq, x->at[i].since)));
        key_text(&one, "state",
                 choice_name(PULSE_CHOICES, (int)x->at[i].state));
        keys_close(&one);
    }
    key_list_end(&k);
    key_int(&k, "dormant", x->dormant);
    key_int(&k, "falling", x->falling);
    watch_groups_json(&k, &x->w);
    key_int(&k, "irregular", x->irregular);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* Bodies that fall asleep: those about to be dormant unless they meet, the
 * irregular and the dormant ones; by place, by organiser, by unit. */
PAGE(radar, GET, "/radar", RIGHT_REGISTER)
{
    struct radar *x = arena_new(rq->arena, struct radar);
    int show = choice_find(SHOWS, rq_arg(rq, "show"));

    if (!watch_read(rq, "/radar", &x->w))
        return;
    x->show = show < 0 ? SHOW_ALL : (enum show)show;
    radar_take(rq, x);
    if (x->n)
        qsort(x->at, x->n, sizeof *x->at, wake_first);
    if (file_asked(rq)) {
        struct sheet s = radar_sheet(rq, x);

        sheets_file(rq, "radar", rq_arg(rq, "format"), &s, 1);
    } else if (rq->json) {
        radar_json(rq, x);
    } else {
        radar_draw(rq, x);
    }
}
