/* calendar - meetings that should have been held, and who has not met: bodies
 * of a reach, the longest silent first.
 *
 * A body should meet as it agreed to: each week, fortnight, month, quarter or
 * year; where nothing is agreed, each month. */
#include <stdlib.h>

#include "watch.sql.h"
#include "web/watch/watch.h"

enum { FILE_MOST = 200000, MEETS_MONTHLY = 2 };

struct silent {
    struct watched of;
    const char *name;
    int64_t meets, held, due; /* meetings in the time looked at */
    day last;                 /* DAY_NONE: never */
};
struct calendar {
    struct watch w;
    bool missing; /* only who has not met at all; else who met too seldom */
    struct silent *at;
    size_t n, room;
    int64_t bodies, due, held; /* of all of them */
};

/* How often in the time looked at, which for who meets each quarter or year is
 * longer than the month. */
static int64_t due_in(const struct calendar *c, int64_t meets)
{
    int64_t days = month_end(c->w.month) - month_first(c->w.month) + 1;

    return meets == 0 ? days / 7 : meets == 1 ? days / 14 : 1;
}

static void silent_keep(struct rq *rq, struct calendar *c,
                        const struct silent *s)
{
    arena_room(rq->arena, c->at, c->n, c->room);
    c->at[c->n++] = *s;
}

/* ---- the rows -----------------------------------------------------------*/

/* Who stood at the month's beginning and had not ended at its end. */
static struct rows calendar_rows(struct rq *rq, const struct calendar *c)
{
    struct buf b = buf_start(rq->arena);
    month m = c->w.month;
    struct rows r;

    buf_z(&b, "SELECT t.entry, t.place, coalesce(t.meets, 2), CASE WHEN m.n IS "
              "NULL OR t.meets < 2 THEN (SELECT g.held FROM meeting g WHERE "
              "g.body = t.entry AND g.held <= $7 AND g.not_held IS NULL AND "
              "g.counts = 1 ORDER BY g.held DESC LIMIT 1) END, m.n, ");
    watch_group_sql(&c->w, &b);
    buf_z(&b, " FROM body t LEFT JOIN (SELECT g.body, count(*) AS n FROM "
              "meeting g WHERE g.held >= $6 AND g.held <= $7 AND g.not_held IS "
              "NULL AND g.counts = 1 GROUP BY g.body) m ON m.body = t.entry");
    watch_join_sql(&c->w, &b);
    buf_z(&b, " WHERE t.counts = 1 AND t.nature = $8 AND t.formed < $6 AND "
              "t.entry NOT IN (SELECT s.body FROM standing s WHERE s.counts = "
              "1 AND s.since <= $7 AND s.state > 2 AND NOT EXISTS (SELECT 1 "
              "FROM standing n WHERE n.body = s.body AND n.counts = 1 AND "
              "n.since <= $7 AND n.state <= 2 AND (n.since > s.since OR "
              "(n.since = s.since AND n.entry > s.entry))))");
    watch_where_sql(rq, &c->w, &b, 9);
    r = db_text_rows(rq->db, buf_str(&b));
    watch_bind(rq, &c->w, &r, 9);
    db_bind_int(&r, 6, month_first(m));
    db_bind_int(&r, 7, month_end(m));
    db_bind_int(&r, 8, c->w.nature);
    return r;
}

static int64_t held_in(const struct calendar *c, const struct silent *s,
                       const struct rows *r)
{
    static const int8_t months[] = { 1, 1, 1, 3, 12 };
    month from = c->w.month - months[s->meets] + 1;

    if (!db_null(r, 4)) /* in the month itself */
        return db_int(r, 4);
    return s->last != DAY_NONE && s->last >= month_first(from);
}

static void calendar_take(struct rq *rq, struct calendar *c)
{
    struct rows r = calendar_rows(rq, c);

    while (db_next(&r)) {
        struct silent s = { .of = { db_id(&r, 0), db_id(&r, 1) },
                            .meets = db_int(&r, 2),
                            .last = db_null(&r, 3) ? DAY_NONE :
                                                     (day)db_int(&r, 3) };
        bool listed;

        if (s.meets < 0 || s.meets > 4)
            s.meets = MEETS_MONTHLY;
        s.due = due_in(c, s.meets);
        s.held = held_in(c, &s, &r);
        listed = c->missing ? s.held == 0 : s.held < s.due;
        c->bodies++;
        c->due += s.due;
        c->held += s.held < s.due ? s.held : s.due;
        watch_count(rq, &c->w, db_id(&r, 5), listed);
        if (listed)
            silent_keep(rq, c, &s);
    }
    db_done(&r);
}

static int longest_first(const void *a, const void *b)
{
    const struct silent *x = a, *y = b;
    int order = (x->last > y->last) - (x->last < y->last);

    return order ? order : id_order(x->of.body, y->of.body);
}

static void months_draw(struct rq *rq, const struct calendar *c)
{
    struct watch w = c->w;

    html(rq, "<nav class=\"tabs\"><ul>");
    for (month m = c->w.month - 5; m <= c->w.month + 1; m++) {
        w.month = m;
        if (m > month_of(rq->today))
            break;
        html(rq,
             m == c->w.month ?
                 "<li><a href=\"%s\" aria-current=\"page\">%s</a></li>" :
                 "<li><a href=\"%s\">%s</a></li>",
             watch_link(rq, &w, c->missing ? "" : "&show=seldom"),
             month_text(rq, m));
    }
    html(rq, "</ul></nav>");
}

/* When it agreed to meet next, at its last meeting. */
static day agreed_on(struct rq *rq, struct id body)
{
    struct rows r = db_rows(rq->db, SQL_WATCH_AGREED);
    day on = DAY_NONE;

    db_bind_id(&r, 1, body);
    if (db_next(&r) && !db_null(&r, 0))
        on = (day)db_int(&r, 0);
    db_done(&r);
    return on;
}

static void row_draw(struct rq *rq, const struct silent *s, const char *name,
                     const char *lies)
{
    day agreed = agreed_on(rq, s->of.body);

    html(rq,
         "<tr><th scope=\"row\"><a href=\"/body/%s\"><bdi>%s</bdi></a></th>"
         "<td><bdi>%s</bdi></td><td>%s</td><td class=\"n\">%s / %s</td>",
         id_text(rq, s->of.body), name, lies,
         choice_text(rq, kind_find(S("body")), "meets", s->meets),
         number_text(rq, s->held, 0), number_text(rq, s->due, 0));
    if (s->last == DAY_NONE)
        html(rq, "<td><span class=\"chip stop\">%s</span></td><td></td>",
             word(rq, "watch.never"));
    else
        html(rq, "<td>%s</td><td class=\"n\">%s</td>", day_text(rq, s->last),
             number_text(rq, rq->today - s->last, 0));
    html(rq, "<td>%s</td></tr>",
         agreed == DAY_NONE ? "" : day_text(rq, agreed));
}

static void table_draw(struct rq *rq, const struct calendar *c, size_t first,
                       size_t n)
{
    struct watched_names w = watched_names(rq, c->at + first, n, sizeof *c->at);

    listing_open(
        rq,
        "kind.body field.place field.meets n:watch.held_due watch.last n:watch.days watch.agreed");
    for (size_t i = 0; i < n; i++)
        row_draw(rq, &c->at[first + i], w.name[i], w.lies[i]);
    listing_close(rq);
}

static void show_draw(struct rq *rq, const struct calendar *c)
{
    html(rq, "<p class=\"forms\"><a href=\"%s\">%s</a> ",
         watch_link(rq, &c->w, c->missing ? "&show=seldom" : ""),
         word(rq, c->missing ? "watch.show_seldom" : "watch.show_missing"));
    file_links(rq, "/calendar", "csv xlsx", 0, args_again(rq, WATCH_ARGS));
    html(rq, " <a href=\"/radar\">%s</a></p><p class=\"note\">%s</p>",
         word(rq, "radar.title"), word(rq, "calendar.note"));
}

static void calendar_draw(struct rq *rq, struct calendar *c)
{
    size_t first = (size_t)(c->w.page - 1) * WATCH_SHOWN;
    size_t n = first >= c->n              ? 0 :
               c->n - first < WATCH_SHOWN ? c->n - first :
                                            WATCH_SHOWN;

    frame_open(rq, word(rq, "calendar.title"));
    if (!id_none(c->w.place))
        place_line(rq, c->w.place);
    months_draw(rq, c);
    html(rq, "<ul class=\"counters small tiles\">");
    tile(rq, c->missing ? "calendar.not_met" : "calendar.met_seldom",
         (int64_t)c->n, 0, month_text(rq, c->w.month));
    tile(rq, "calendar.should", c->bodies, 0, word(rq, "calendar.bodies"));
    tile(rq, "calendar.held", c->held, 0, number_text(rq, c->due, 0));
    html(rq, "</ul>");
    watch_form(rq, &c->w);
    watch_groups(rq, &c->w, "watch.of");
    if (!c->n)
        html(rq, "<p>%s</p>", word(rq, "calendar.all_met"));
    else
        table_draw(rq, c, first, n);
    pager_draw(rq, c->w.page, ((int64_t)c->n + WATCH_SHOWN - 1) / WATCH_SHOWN);
    show_draw(rq, c);
    frame_close(rq);
}

/* ---- as data ------------------------------------------------------------*/

static struct sheet calendar_sheet(struct rq *rq, const struct calendar *c)
{
    static const struct column column[] = {
        { "name", "kind.body", NULL, COLUMN_TEXT, 0 },
        { "place_name", "field.place", NULL, COLUMN_TEXT, 0 },
        { "meets", "field.meets", NULL, COLUMN_TEXT, 0 },
        { "held", "calendar.met", NULL, COLUMN_NUMBER, 0 },
        { "due", "calendar.should_met", NULL, COLUMN_NUMBER, 0 },
        { "last", "watch.last", NULL, COLUMN_DAY, 0 },
        { "body", "watch.body_id", NULL, COLUMN_TEXT, 0 },
        { "place", "watch.place_id", NULL, COLUMN_TEXT, 0 },
    };
    const struct kind *k = kind_find(S("body"));
    struct sheet s = sheet_start(rq->arena, column, (int)LEN(column));
    size_t n = c->n < FILE_MOST ? c->n : FILE_MOST;
    struct watched_names w = watched_names(rq, c->at, n, sizeof *c->at);

    s.title = str_of(word(rq, "calendar.title"));
    for (size_t i = 0; i < n; i++) {
        const struct silent *one = &c->at[i];
        struct sheet_row *r = sheet_add(&s, ROW_PLAIN);
        struct buf last = buf_start(rq->arena);

        day_put(&last, one->last);
        cell_text(r, 0, str_of(w.name[i]));
        cell_text(r, 1, str_of(w.lies[i]));
        cell_text(r, 2, str_of(choice_text(rq, k, "meets", one->meets)));
        cell_number(r, 3, one->held);
        cell_number(r, 4, one->due);
        cell_text(r, 5, buf_str(&last));
        cell_text(r, 6, str_of(id_text(rq, one->of.body)));
        cell_text(r, 7, str_of(id_text(rq, one->of.place)));
    }
    return s;
}

static void calendar_json(struct rq *rq, struct calendar *c)
{
    size_t first = (size_t)(c->w.page - 1) * WATCH_SHOWN;
    struct keys k = keys_open(rq);

    key_list(&k, "bodies");
    for (size_t i = first; i < c->n && i < first + WATCH_SHOWN; i++) {
        struct keys one;

        buf_z(&rq->body, i > first ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", c->at[i].of.body);
        key_int(&one, "due", c->at[i].due);
        key_int(&one, "held", c->at[i].held);
        key_day(&one, "last", c->at[i].last);
        keys_close(&one);
    }
    key_list_end(&k);
    key_int(&k, "due", c->due);
    watch_groups_json(&k, &c->w);
    key_int(&k, "held", c->held);
    key_int(&k, "n", (int64_t)c->n);
    key_int(&k, "should", c->bodies);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

/* The meetings of a month that should have been held: which bodies have not
 * met, the longest silent first; by place, by organiser, by unit. */
PAGE(calendar, GET, "/calendar", RIGHT_REGISTER)
{
    struct calendar *c = arena_new(rq->arena, struct calendar);

    if (!watch_read(rq, "/calendar", &c->w))
        return;
    c->missing = !str_same(rq_arg(rq, "show"), S("seldom"));
    calendar_take(rq, c);
    if (c->n)
        qsort(c->at, c->n, sizeof *c->at, longest_first);
    if (file_asked(rq)) {
        struct sheet s = calendar_sheet(rq, c);

        sheets_file(rq, "who-has-not-met", rq_arg(rq, "format"), &s, 1);
    } else if (rq->json) {
        calendar_json(rq, c);
    } else {
        calendar_draw(rq, c);
    }
}
