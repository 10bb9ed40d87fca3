/* tour_plan - a month's plan as a form, and keeping it. */
#include "tour.sql.h"
#include "watch.sql.h"
#include "web/watch/tour.h"

enum { BLANKS = 3 };

/* ---- planning it --------------------------------------------------------*/

static const struct stop *stop_of(const struct tour_page *t, struct id body)
{
    for (size_t i = 0; i < t->stops; i++)
        if (id_same(t->stop[i].body, body))
            return &t->stop[i];
    return NULL;
}

static const char *day_or_never(struct rq *rq, int sql, struct id body)
{
    struct rows r = db_rows(rq->db, sql);
    const char *text = word(rq, "watch.never");

    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, rq->today);
    if (db_next(&r))
        text = day_text(rq, (day)db_int(&r, 0));
    db_done(&r);
    return text;
}

static void row_inputs(struct rq *rq, const struct tour_page *t, int n,
                       const struct stop *s)
{
    html(rq,
         "<td><input type=\"date\" name=\"on_%d\" min=\"%s\" max=\"%s\" "
         "value=\"%s\" aria-label=\"%s\"></td><td><input name=\"purpose_%d\" "
         "value=\"%s\" maxlength=\"300\" dir=\"auto\" aria-label=\"%s\"></td>"
         "</tr>",
         n, tour_day(rq, month_first(t->month)),
         tour_day(rq, month_end(t->month)),
         s && s->on != DAY_NONE ? tour_day(rq, s->on) : "",
         word(rq, "field.on_day"), n, s ? zstr(rq, s->purpose) : "",
         word(rq, "field.purpose"));
}

/* One row for each body in her charge, then for what else is planned, then a
 * few blank ones. Returns how many rows. */
static int plan_rows(struct rq *rq, const struct tour_page *t,
                     const struct portfolio *p)
{
    int n = 0;

    for (size_t i = 0; i < p->now && n < STOPS_MOST; i++) {
        struct id body = p->at[i].body;

        html(rq,
             "<tr><th scope=\"row\"><input type=\"hidden\" name=\"body_%d\" "
             "value=\"%s\"><a href=\"/body/%s\"><bdi>%s</bdi></a> <small>%s"
             "</small></th><td data-label=\"%s\">%s</td><td "
             "data-label=\"%s\">%s</td>",
             n, id_text(rq, body), id_text(rq, body), p->at[i].name,
             p->at[i].lies, word(rq, "watch.last"),
             day_or_never(rq, SQL_WATCH_LAST, body), word(rq, "tour.visited"),
             day_or_never(rq, SQL_TOUR_VISITED, body));
        row_inputs(rq, t, n++, stop_of(t, body));
    }
    for (size_t i = 0; i < t->stops + BLANKS && n < STOPS_MOST; i++) {
        const struct stop *s = i < t->stops ? &t->stop[i] : NULL;
        bool listed = false;

        for (size_t j = 0; s && j < p->now && !listed; j++)
            listed = id_same(p->at[j].body, s->body) &&
                     s == stop_of(t, s->body);
        if (listed)
            continue;
        html(rq, "<tr><th scope=\"row\">");
        if (s && !id_none(s->body))
            html(rq, "<input type=\"hidden\" name=\"body_%d\" value=\"%s\">", n,
                 id_text(rq, s->body));
        if (s && !id_none(s->place))
            html(rq, "<input type=\"hidden\" name=\"place_%d\" value=\"%s\">",
                 n, id_text(rq, s->place));
        if (s)
            tour_whom(rq, s->body, s->place);
        else
            html(rq, "%s", word(rq, "tour.else"));
        html(rq, "</th><td></td><td></td>");
        row_inputs(rq, t, n++, s);
    }
    return n;
}

void tour_plan(struct rq *rq, const struct tour_page *t)
{
    struct portfolio p = portfolio_read(rq, t->who, rq->today);
    int n;

    html(rq,
         "<details class=\"card plan\"%s><summary>%s</summary><form "
         "method=\"post\" action=\"/tour\" class=\"fact\"><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" "
         "name=\"_id\" value=\"%s\"><input type=\"hidden\" name=\"staff\" "
         "value=\"%s\"><input type=\"hidden\" name=\"month\" value=\"%s\">",
         t->stops ? "" : " open", word(rq, "tour.make"), rq->csrf,
         id_text(rq, t->id), id_text(rq, t->who), month_iso(rq, t->month));
    listing_open(
        rq, "tour.whom watch.last tour.visited field.on_day field.purpose");
    n = plan_rows(rq, t, &p);
    html(rq,
         "</tbody></table></div><input type=\"hidden\" name=\"rows\" "
         "value=\"%d\"><p class=\"tools\"><button class=\"main\">%s</button>"
         "</p></form></details>",
         n, word(rq, "tour.keep"));
}

/* ---- sending it ---------------------------------------------------------*/

static struct str part_n(struct rq *rq, const char *name, int n)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "%s_%d", name, n);
    return str_trim(rq_part(rq, zstr(rq, buf_str(&b))));
}

/* A row without a day is not on the plan. */
static void rows_take(struct rq *rq, struct tour_page *t)
{
    int64_t rows = 0;

    t->stops = 0;
    if (!int_read(rq_part(rq, "rows"), &rows) || rows > STOPS_MOST)
        rows = 0;
    for (int n = 0; n < rows; n++) {
        struct str said = part_n(rq, "on", n);
        struct stop s = { .on = DAY_NONE, .visit = -1 };

        if (!said.n)
            continue;
        if (!day_read(said, &s.on))
            t->trouble = "tour.no_day";
        id_read(part_n(rq, "body", n), &s.body);
        id_read(part_n(rq, "place", n), &s.place);
        if (!id_none(s.body) && !rq_sees(rq, kind_find(S("body")), s.body))
            t->trouble = "tour.not_yours";
        s.purpose = part_n(rq, "purpose", n);
        t->stop[t->stops++] = s;
    }
}

static void id_put_key(struct buf *b, const char *key, struct id id)
{
    if (id_none(id))
        return;
    buf_fmt(b, "\"%s\":\"", key);
    id_put(b, id);
    buf_z(b, "\",");
}

/* Canonical: keys in their order. */
static void tour_body(struct rq *rq, const struct tour_page *t, struct buf *b)
{
    buf_fmt(b, "{\"month\":\"%s\",", month_iso(rq, t->month));
    if (t->note.n) {
        buf_z(b, "\"note\":");
        buf_json(b, t->note);
        buf_char(b, ',');
    }
    buf_fmt(b, "\"staff\":\"%s\",\"stops\":[", id_text(rq, t->who));
    for (size_t i = 0; i < t->stops; i++) {
        const struct stop *s = &t->stop[i];

        buf_z(b, i ? ",{" : "{");
        id_put_key(b, "body", s->body);
        buf_fmt(b, "\"on_day\":\"%s\"", tour_day(rq, s->on));
        if (!id_none(s->place))
            buf_fmt(b, ",\"place\":\"%s\"", id_text(rq, s->place));
        if (s->purpose.n) {
            buf_z(b, ",\"purpose\":");
            buf_json(b, s->purpose);
        }
        buf_char(b, '}');
    }
    buf_z(b, "]}");
}

static struct str draft_body(struct rq *rq, const struct tour_page *t)
{
    struct buf b = buf_start(rq->arena);

    if (id_none(t->entry)) {
        tour_body(rq, t, &b);
        return buf_str(&b);
    }
    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":",
            id_text(rq, form_tip(rq, t->entry)));
    tour_body(rq, t, &b);
    buf_z(&b, ",\"why\":");
    buf_json(&b, str_of(word(rq, "tour.changed")));
    buf_char(&b, '}');
    return buf_str(&b);
}

static void tour_again(struct rq *rq, struct tour_page *t, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &t->found);
    else
        tour_draw(rq, t);
}

static void tour_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct tour_page *t = memo;
    struct buf to = buf_start(rq->arena);
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        t->trouble = "handover.unsure";
        tour_again(rq, t, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        t->found = o.found;
        tour_again(rq, t, 422);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    buf_fmt(&to, "/tour?staff=%s&month=%s", id_text(rq, t->who),
            month_iso(rq, t->month));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

/* Keeps the plan of a month; a plan that was made before is corrected. */
PAGE(tour_go, POST, "/tour", RIGHT_KEEP)
{
    struct tour_page *t = tour_start(rq);
    struct draft d = { .author = rq->who.login, .strict = true };

    if (!t)
        return;
    if (id_none(t->who)) {
        refuse(rq, 422, "tour.whose");
        return;
    }
    if (!t->writes) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    if (!id_read(rq_part(rq, "_id"), &t->id) || id_none(t->id))
        t->id = form_id(rq);
    rows_take(rq, t);
    if (!t->trouble && !t->stops)
        t->trouble = "tour.no_stop";
    if (t->trouble) {
        tour_again(rq, t, 422);
        return;
    }
    d.kind = id_none(t->entry) ? S("tour") : S("fix");
    d.id = t->id;
    d.body = draft_body(rq, t);
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), tour_told, t);
}
