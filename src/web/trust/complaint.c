/* complaint - complaints that are open, and what their pages share. */
#include "web/trust/complaint.h"

#include <string.h>

#include "complaint.sql.h"
#include "core/card.h"
#include "core/step.h"
#include "redress.sql.h"
#include "web/poverty/survey.h"
#include "web/typed.h"

enum { SHOWN = 200 };

/* ---- shared -------------------------------------------------------------*/

struct complaint_path_of complaint_path(int path)
{
    return path == PATH_SAFEGUARD ?
               (struct complaint_path_of){ kind_find(S("safeguard")),
                                           kind_find(S("inquiry")), "safeguard",
                                           RIGHT_SHIELD } :
               (struct complaint_path_of){ kind_find(S("complaint")),
                                           kind_find(S("handling")),
                                           "complaint", RIGHT_HEAR };
}

struct id redress_entry(struct rq *rq, day on)
{
    struct rows r = db_rows(rq->db, SQL_REDRESS_ON);
    struct id id = ID_NONE;

    db_bind_int(&r, 1, on);
    if (db_next(&r))
        id = db_id(&r, 0);
    db_done(&r);
    return id;
}

struct complaint_due complaint_due(struct rq *rq, int path,
                                   const struct complaint_days *d)
{
    static const int8_t stage[] = { STEP_ACKNOWLEDGED, STEP_ASSIGNED,
                                    STEP_DECIDED, STEP_TOLD, STEP_CLOSED };
    const day done[] = { d->acknowledged, d->assigned, d->decided, d->told,
                         DAY_NONE };
    struct complaint_due due = { -1, DAY_NONE };
    struct rows r;

    if (d->stage == STEP_CLOSED)
        return due;
    r = db_rows(rq->db, SQL_WEB_REDRESS_LIMITS);
    db_bind_id(&r, 1, redress_entry(rq, d->received));
    db_bind_int(&r, 2, path);
    while (db_next(&r) && due.stage < 0) {
        int64_t at = db_int(&r, 0);

        if (at >= 0 && at < (int64_t)LEN(stage) && done[at] == DAY_NONE)
            due = (struct complaint_due){ stage[at],
                                          d->received + (day)db_int(&r, 1) };
    }
    db_done(&r);
    return due;
}

/* Without letters and digits that look alike: it is read aloud. */
struct str complaint_number(struct rq *rq, struct id id)
{
    static const char sign[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
    struct buf b = buf_start(rq->arena), of = buf_start(rq->arena);
    struct hash h;

    buf_fmt(&of, "receipt %s", id_text(rq, id));
    h = sha_of(buf_str(&of));
    for (int i = 0; i < 10; i++) {
        if (i == 5)
            buf_char(&b, '-');
        buf_char(&b, sign[h.b[i] % (sizeof sign - 1)]);
    }
    return buf_str(&b);
}

const char *channel_text(struct rq *rq, struct str code, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_REDRESS_CHANNEL);
    const char *text = zstr(rq, code);

    db_bind_id(&r, 1, redress_entry(rq, on));
    db_bind_text(&r, 2, code);
    if (db_next(&r))
        text = zstr(rq, own_text(rq->lang, db_str(&r, 0), db_str(&r, 1),
                                 db_str(&r, 2)));
    db_done(&r);
    return text;
}

const char *stage_text(struct rq *rq, int stage)
{
    return stage < 0 ? word(rq, "complaint.received") :
                       word_of(rq, "choice", choice_name(STEP_STAGES, stage));
}

void due_line(struct rq *rq, const struct complaint_due *due)
{
    if (due->stage < 0)
        return;
    html(rq, "<span class=\"%s\">%s: %s %s</span>",
         due->on < rq->today ? "chip stop" : "chip", stage_text(rq, due->stage),
         word(rq, due->on < rq->today ? "complaint.was_due" : "complaint.due"),
         day_text(rq, due->on));
}

/* ---- the list -----------------------------------------------------------*/

struct row {
    struct id entry, handler, place;
    struct str number;
    int nature;
    struct complaint_days days;
    struct complaint_due due;
};
struct row_list {
    struct row at[SHOWN];
    size_t n, late;
};

static const struct reach_columns own = { "c.place", "c.rsp", "c.project" };

static struct rows list_ask(struct rq *rq, int path, bool all)
{
    struct buf b = buf_start(rq->arena);
    enum right right = complaint_path(path).reads;
    struct rows r;

    buf_z(&b, "SELECT c.entry, c.handler, c.place, c.number, c.nature, "
              "c.received, c.acknowledged, c.assigned, c.decided, c.told, "
              "c.stage FROM redressed c WHERE c.path = $1 AND "
              "(CAST($2 AS BIGINT) = 1 OR coalesce(c.stage, -1) < 6) AND NOT "
              "EXISTS (SELECT 1 FROM barred x WHERE x.thing = c.entry AND "
              "x.login = $3)");
    reach_where(rq, right, &own, &b, 5);
    buf_z(&b, " ORDER BY c.received, c.number, c.entry LIMIT $4");
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_int(&r, 1, path);
    db_bind_int(&r, 2, all);
    db_bind_text(&r, 3, rq->who.login);
    db_bind_int(&r, 4, SHOWN);
    reach_bind(rq, right, &r, 5);
    return r;
}

static struct row_list *list_read(struct rq *rq, int path, bool all)
{
    struct row_list *l = arena_new(rq->arena, struct row_list);
    struct rows r = list_ask(rq, path, all);

    while (l->n < SHOWN && db_next(&r))
        l->at[l->n++] = (struct row){
            .entry = db_id(&r, 0),
            .handler = db_id(&r, 1),
            .place = db_id(&r, 2),
            .number = arena_str(rq->arena, db_str(&r, 3)),
            .nature = (int)db_int(&r, 4),
            .days = { .received = (day)db_int(&r, 5),
                      .acknowledged = day_in(&r, 6),
                      .assigned = day_in(&r, 7),
                      .decided = day_in(&r, 8),
                      .told = day_in(&r, 9),
                      .stage = db_null(&r, 10) ? -1 : (int)db_int(&r, 10) }
        };
    db_done(&r);
    for (size_t i = 0; i < l->n; i++) {
        l->at[i].due = complaint_due(rq, path, &l->at[i].days);
        l->late += l->at[i].due.stage >= 0 && l->at[i].due.on < rq->today;
    }
    return l;
}

static void row_draw(struct rq *rq, int path, const struct row *x)
{
    html(rq,
         "<tr><th scope=\"row\"><a href=\"/complaint/%s\" dir=\"ltr\">%s</a>"
         "</th><td>%s</td><td>%s</td><td>%s</td><td>%s</td><td>",
         id_text(rq, x->entry), zstr(rq, x->number),
         day_text(rq, x->days.received),
         choice_text(rq, complaint_path(path).kind, "nature", x->nature),
         place_name(rq, x->place), stage_text(rq, x->days.stage));
    due_line(rq, &x->due);
    html(rq, "</td><td>");
    if (!id_none(x->handler))
        thing_link(rq, "staff", x->handler);
    html(rq, "</td></tr>");
}

static void list_draw(struct rq *rq, int path, const struct row_list *l)
{
    html(
        rq,
        "<h2>%s</h2><p>%s <b class=\"n\">%s</b> · %s <b class=\"n\">%s</b></p>",
        word(rq, path ? "complaint.separate" : "complaint.ordinary"),
        word(rq, "complaint.shown"), number_text(rq, (int64_t)l->n, 0),
        word(rq, "complaint.late"), number_text(rq, (int64_t)l->late, 0));
    if (!l->n) {
        html(rq, "<p>%s</p>", word(rq, "list.none"));
        return;
    }
    listing_open(
        rq,
        "complaint.number field.received field.nature field.place field.stage complaint.next field.handler");
    for (size_t i = 0; i < l->n; i++)
        row_draw(rq, path, &l->at[i]);
    listing_close(rq);
}

static void list_json(struct rq *rq, const struct row_list *l)
{
    buf_char(&rq->body, '[');
    for (size_t i = 0; i < l->n; i++) {
        const struct row *x = &l->at[i];
        struct keys one;

        buf_z(&rq->body, i ? "," : "");
        one = keys_open(rq);
        key_day(&one, "due", x->due.on);
        key_id(&one, "entry", x->entry);
        key_text(&one, "number", x->number);
        key_day(&one, "received", x->days.received);
        key_text(&one, "stage",
                 x->days.stage < 0 ? S("") :
                                     choice_name(STEP_STAGES, x->days.stage));
        keys_close(&one);
    }
    buf_char(&rq->body, ']');
}

/* Complaints that are open, the longest waiting first: how far each is, what is
 * due by when, who handles it. Nobody sees those that name them; sensitive ones
 * stand apart, for who may read them. */
PAGE(complaints, GET, "/complaints", RIGHT_HEAR)
{
    bool all = rq_arg(rq, "all").n > 0, shield = rq_may(rq, RIGHT_SHIELD);
    const struct row_list *l = list_read(rq, PATH_COMPLAINT, all);
    const struct row_list *s = shield ? list_read(rq, PATH_SAFEGUARD, all) :
                                        NULL;

    if (rq->json) {
        rq->type = "application/json";
        buf_z(&rq->body, "{\"complaints\":");
        list_json(rq, l);
        if (s) {
            buf_z(&rq->body, ",\"safeguards\":");
            list_json(rq, s);
        }
        buf_z(&rq->body, "}\n");
        return;
    }
    frame_open(rq, word(rq, "nav.complaints"));
    html(rq, "<p class=\"tools\">");
    if (rq_may(rq, RIGHT_KEEP))
        html(rq, "<a class=\"button main\" href=\"/complaints/new\">%s</a>",
             word(rq, "complaint.take_down"));
    html(rq, "<a class=\"button\" href=\"%s\">%s</a></p>",
         all ? "/complaints" : "/complaints?all=1",
         word(rq, all ? "complaint.only_open" : "complaint.closed_too"));
    if (s)
        list_draw(rq, PATH_SAFEGUARD, s);
    list_draw(rq, PATH_COMPLAINT, l);
    frame_close(rq);
}
