/* tour - the monthly plan of one of the staff: whom to see on which day, what
 * came of it, what is still to follow. */
#include "web/watch/tour.h"

#include <stdlib.h>

#include "tour.sql.h"

enum { TEAM_MOST = 400 };

/* ---- reading ------------------------------------------------------------*/

static void stops_read(struct rq *rq, struct tour_page *t)
{
    const struct field *f = kind_field(t->tour, S("stops"));
    const struct columns c = { f->child, f->children, f->child_bytes };
    void *record = arena_take(rq->arena, t->tour->bytes);
    const struct list *list = (void *)((char *)record + f->at);

    if (id_none(t->entry) ||
        !row_find(rq->db, t->tour, t->entry, rq->arena, record))
        return;
    t->note = said_text(t->tour, record, "note");
    for (size_t i = 0; i < list->n && t->stops < STOPS_MOST; i++) {
        const struct kind row = { .field = c.field, .fields = c.fields };
        const void *at = (const char *)list->at + i * c.bytes;

        t->stop[t->stops++] = (struct stop){
            .on = said_day(&row, at, "on_day"),
            .body = said_id(&row, at, "body"),
            .place = said_id(&row, at, "place"),
            .purpose = said_text(&row, at, "purpose"),
            .visit = -1,
        };
    }
}

static void visits_read(struct rq *rq, struct tour_page *t)
{
    struct rows r = db_rows(rq->db, SQL_TOUR_VISITS);

    db_bind_id(&r, 1, t->who);
    db_bind_int(&r, 2, month_first(t->month));
    db_bind_int(&r, 3, month_end(t->month));
    while (t->visits < VISITS_MOST && db_next(&r))
        t->visit[t->visits++] = (struct visited){
            .entry = db_id(&r, 0),
            .body = db_id(&r, 1),
            .place = db_id(&r, 2),
            .held = (day)db_int(&r, 3),
            .made = db_int(&r, 4),
            .why = db_null(&r, 5) ? -1 : db_int(&r, 5),
        };
    db_done(&r);
}

static bool comes_of(const struct stop *s, const struct visited *v)
{
    return id_none(s->body) ? id_none(v->body) && !id_none(s->place) &&
                                  id_same(s->place, v->place) :
                              id_same(s->body, v->body);
}

/* A visit on the day itself before one on another day of the month; each is of
 * one stop. */
static void stops_match(struct tour_page *t)
{
    for (int exact = 1; exact >= 0; exact--)
        for (size_t i = 0; i < t->stops; i++)
            for (size_t j = 0; j < t->visits && t->stop[i].visit < 0; j++)
                if (!t->visit[j].planned &&
                    comes_of(&t->stop[i], &t->visit[j]) &&
                    (!exact || t->stop[i].on == t->visit[j].held)) {
                    t->stop[i].visit = (int)j;
                    t->visit[j].planned = true;
                }
}

static struct id tour_find(struct rq *rq, struct id staff, month m)
{
    struct rows r = db_rows(rq->db, SQL_TOUR_OF);
    struct id id = ID_NONE;

    db_bind_id(&r, 1, staff);
    db_bind_int(&r, 2, m);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

struct tour_page *tour_start(struct rq *rq)
{
    struct tour_page *t = arena_new(rq->arena, struct tour_page);
    bool posted = rq->page->method == PAGE_POST;
    struct str said = posted ? rq_part(rq, "staff") : rq_arg(rq, "staff");

    t->tour = kind_find(S("tour"));
    t->staff = kind_find(S("staff"));
    t->found = findings_start(rq->arena);
    t->month = rq_month(rq, "month", month_of(rq->today));
    if (posted && !month_read(rq_part(rq, "month"), &t->month)) {
        refuse(rq, 422, "tour.no_month");
        return NULL;
    }
    if (said.n && (!id_read(said, &t->who) || id_none(t->who))) {
        refuse(rq, posted ? 422 : 400, "watch.bad");
        return NULL;
    }
    if (!said.n)
        t->who = rq_staff(rq);
    if (id_none(t->who) || str_same(rq_arg(rq, "show"), S("team"))) {
        t->who = ID_NONE;
        return t;
    }
    if (!watch_sees(rq, "staff", t->who)) {
        not_here(rq);
        return NULL;
    }
    t->writes = register_may(rq, RIGHT_KEEP, t->staff, t->who);
    t->entry = tour_find(rq, t->who, t->month);
    stops_read(rq, t);
    visits_read(rq, t);
    stops_match(t);
    return t;
}

/* ---- the plan -----------------------------------------------------------*/

void tour_whom(struct rq *rq, struct id body, struct id place)
{
    if (!id_none(body))
        thing_link(rq, "body", body);
    else if (!id_none(place))
        thing_link(rq, "place", place);
}

static void outcome_draw(struct rq *rq, const struct visited *v)
{
    const struct kind *k = kind_find(S("visit"));

    html(rq, "<a href=\"/entry/%s\"><span class=\"%s\">%s</span></a> <small>",
         id_text(rq, v->entry), v->made ? "chip warn" : "chip good",
         choice_text(rq, k, "made", v->made));
    if (v->made && v->why >= 0)
        html(rq, "%s", choice_text(rq, k, "why", v->why));
    else
        html(rq, "%s", day_text(rq, v->held));
    html(rq, "</small>");
}

const char *tour_day(struct rq *rq, day d)
{
    struct buf b = buf_start(rq->arena);

    day_put(&b, d);
    return zstr(rq, buf_str(&b));
}

/* The way to say what came of a stop whose day has come. */
static void tell_draw(struct rq *rq, const struct tour_page *t,
                      const struct stop *s)
{
    if (!t->writes || s->on == DAY_NONE || s->on > rq->today ||
        (id_none(s->body) && id_none(s->place)))
        return;
    html(rq,
         "<a class=\"act\" href=\"/new/visit?staff=%s&amp;held=%s&amp;%s=%s"
         "&amp;tour=%s\">%s</a>",
         id_text(rq, t->who), tour_day(rq, s->on),
         id_none(s->body) ? "place" : "body",
         id_text(rq, id_none(s->body) ? s->place : s->body),
         id_text(rq, t->entry), word(rq, "tour.tell"));
}

static int by_day(const void *a, const void *b)
{
    const struct stop *x = a, *y = b;
    int order = (x->on > y->on) - (x->on < y->on);

    return order ? order : id_order(x->body, y->body);
}

static void stops_draw(struct rq *rq, struct tour_page *t)
{
    if (t->stops)
        qsort(t->stop, t->stops, sizeof *t->stop, by_day);
    listing_open(rq, "field.on_day tour.whom field.purpose tour.came");
    for (size_t i = 0; i < t->stops; i++) {
        const struct stop *s = &t->stop[i];

        html(rq, "<tr><th scope=\"row\">%s</th><td>",
             s->on == DAY_NONE ? "" : day_text(rq, s->on));
        tour_whom(rq, s->body, s->place);
        html(rq, "</td><td><bdi>%s</bdi></td><td>", zstr(rq, s->purpose));
        if (s->visit >= 0)
            outcome_draw(rq, &t->visit[s->visit]);
        else if (s->on < rq->today)
            html(rq, "<span class=\"chip stop\">%s</span> ",
                 word(rq, "tour.nothing_told"));
        if (s->visit < 0)
            tell_draw(rq, t, s);
        html(rq, "</td></tr>");
    }
    listing_close(rq);
}

static void unplanned_draw(struct rq *rq, const struct tour_page *t)
{
    bool any = false;

    for (size_t i = 0; i < t->visits; i++) {
        if (t->visit[i].planned)
            continue;
        if (!any) {
            card_open(rq, "tour.unplanned");
            html(rq, "<ul class=\"links\">");
        }
        any = true;
        html(rq, "<li>");
        tour_whom(rq, t->visit[i].body, t->visit[i].place);
        html(rq, " ");
        outcome_draw(rq, &t->visit[i]);
        html(rq, "</li>");
    }
    if (!any)
        return;
    html(rq, "</ul>");
    card_close(rq);
}

static void open_draw(struct rq *rq, const struct tour_page *t)
{
    struct rows r = db_rows(rq->db, SQL_TOUR_OPEN);
    bool any = false;

    db_bind_id(&r, 1, t->who);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        bool late = !db_null(&r, 5) && db_int(&r, 5) < rq->today;

        if (!any) {
            card_open(rq, "tour.open");
            html(rq, "<ul class=\"links\">");
        }
        any = true;
        html(rq, "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a> <small>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 4)));
        tour_whom(rq, db_id(&r, 1), db_id(&r, 2));
        if (!db_null(&r, 5))
            html(rq, " · <span class=\"%s\">%s</span>",
                 late ? "chip stop" : "chip", day_text(rq, (day)db_int(&r, 5)));
        html(rq, "</small></li>");
    }
    db_done(&r);
    if (!any)
        return;
    html(rq, "</ul>");
    card_close(rq);
}

/* ---- the team -----------------------------------------------------------*/

/* Everybody within reach who works then: what they planned and what came of
 * it. */
static struct rows team_rows(struct rq *rq, month m)
{
    struct buf b = buf_start(rq->arena);
    struct rows r;

    buf_z(&b, "SELECT t.entry, t.unit, (SELECT count(*) FROM tour x JOIN "
              "tour_stops s ON s.entry = x.entry WHERE x.staff = t.entry AND "
              "x.month = $1 AND x.counts = 1), (SELECT count(*) FROM visit v "
              "WHERE v.staff = t.entry AND v.held >= $2 AND v.held <= $3 AND "
              "v.counts = 1 AND v.made = 0), (SELECT count(*) FROM visit v "
              "WHERE v.staff = t.entry AND v.held >= $2 AND v.held <= $3 AND "
              "v.counts = 1 AND v.made = 1), (SELECT count(*) FROM visit v "
              "WHERE v.staff = t.entry AND v.counts = 1 AND v.followup IS NOT "
              "NULL AND v.done IS NULL AND v.due < $4) FROM staff t WHERE "
              "t.counts = 1 AND t.since <= $3 AND (t.until IS NULL OR t.until "
              ">= $2) AND (t.post = 0 OR EXISTS (SELECT 1 FROM tour x WHERE "
              "x.staff = t.entry))");
    reach_kind(rq, kind_find(S("staff")), &b, 5);
    buf_fmt(&b, " ORDER BY t.unit, t.name, t.entry LIMIT %d", TEAM_MOST);
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_int(&r, 1, m);
    db_bind_int(&r, 2, month_first(m));
    db_bind_int(&r, 3, month_end(m));
    db_bind_int(&r, 4, rq->today);
    reach_bind(rq, kind_reads(kind_find(S("staff"))), &r, 5);
    return r;
}

static void months_draw(struct rq *rq, const struct tour_page *t)
{
    html(rq, "<nav class=\"tabs\"><ul>");
    for (month m = t->month - 2; m <= t->month + 2; m++) {
        if (id_none(t->who))
            html(rq, "<li><a href=\"/tour?show=team&amp;month=%s\"",
                 month_iso(rq, m));
        else
            html(rq, "<li><a href=\"/tour?staff=%s&amp;month=%s\"",
                 id_text(rq, t->who), month_iso(rq, m));
        html(rq,
             m == t->month ? " aria-current=\"page\">%s</a></li>" :
                             ">%s</a></li>",
             month_text(rq, m));
    }
    html(rq, "</ul></nav>");
}

static void team_draw(struct rq *rq, const struct tour_page *t)
{
    struct rows r = team_rows(rq, t->month);

    frame_open(rq, word(rq, "tour.team"));
    months_draw(rq, t);
    listing_open(
        rq,
        "kind.staff kind.unit n:tour.planned n:choice.made n:choice.not_made n:tour.late");
    while (db_next(&r)) {
        struct id who = db_id(&r, 0);

        html(rq,
             "<tr><th scope=\"row\"><a href=\"/tour?staff=%s&amp;month=%s\">"
             "<bdi>%s</bdi></a></th><td>",
             id_text(rq, who), month_iso(rq, t->month),
             thing_name(rq, t->staff, who));
        thing_link(rq, "unit", db_id(&r, 1));
        html(rq, "</td>");
        for (int i = 2; i < 6; i++)
            html(
                rq,
                i == 2 && !db_int(&r, i) ?
                    "<td class=\"n\"><span class=\"chip warn\">%s</span></td>" :
                    "<td class=\"n\">%s</td>",
                number_text(rq, db_int(&r, i), 0));
        html(rq, "</tr>");
    }
    db_done(&r);
    html(rq, "</tbody></table></div><p class=\"note\">%s</p>",
         word(rq, "tour.team_note"));
    frame_close(rq);
}

/* ---- the pages ----------------------------------------------------------*/

static void tour_json(struct rq *rq, const struct tour_page *t)
{
    struct keys k = keys_open(rq);

    key_id(&k, "entry", t->entry);
    key_text(&k, "month", str_of(month_iso(rq, t->month)));
    key_id(&k, "staff", t->who);
    key_list(&k, "stops");
    for (size_t i = 0; i < t->stops; i++) {
        const struct stop *s = &t->stop[i];
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_id(&one, "body", s->body);
        key_day(&one, "on_day", s->on);
        key_id(&one, "place", s->place);
        key_id(&one, "visit",
               s->visit < 0 ? ID_NONE : t->visit[s->visit].entry);
        keys_close(&one);
    }
    key_list_end(&k);
    key_int(&k, "visits", (int64_t)t->visits);
    keys_close(&k);
    buf_char(&rq->body, '\n');
}

void tour_draw(struct rq *rq, struct tour_page *t)
{
    if (id_none(t->id))
        t->id = form_id(rq);
    frame_open(rq, word(rq, "tour.title"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "staff", t->who);
    html(rq, " · %s · <a href=\"/tour?show=team&amp;month=%s\">%s</a></p>",
         month_text(rq, t->month), month_iso(rq, t->month),
         word(rq, "tour.team"));
    if (t->trouble)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, t->trouble));
    for (size_t i = 0; i < t->found.n; i++)
        finding_draw(rq, &t->found.at[i]);
    months_draw(rq, t);
    if (t->stops)
        stops_draw(rq, t);
    else
        html(rq, "<p>%s</p>", word(rq, "tour.none"));
    unplanned_draw(rq, t);
    open_draw(rq, t);
    if (t->writes)
        tour_plan(rq, t);
    frame_close(rq);
}

/* The monthly tour plan of one of the staff, one's own where nobody is named:
 * whom to see on which day, whether it was made, what was found there, what is
 * to follow; or the plans of the whole team. */
PAGE(tour, GET, "/tour", RIGHT_REGISTER)
{
    struct tour_page *t = tour_start(rq);

    if (!t)
        return;
    if (rq->json)
        tour_json(rq, t);
    else if (id_none(t->who))
        team_draw(rq, t);
    else
        tour_draw(rq, t);
}
