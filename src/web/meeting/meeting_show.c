/* meeting_show - a meeting as it stands: who came, the box, what it resolved,
 * what was found; and its minutes, to print. */
#include <string.h>

#include "log.sql.h"
#include "meeting.sql.h"
#include "web/meeting/meeting.h"
#include "web/meeting/resolved.h"
#include "web/paper.h"
#include "web/register.h"

static void findings_read(struct rq *rq, struct id id, struct findings *f)
{
    struct rows r = db_rows(rq->db, SQL_FINDING_OF);

    db_bind_id(&r, 1, id);
    while (db_next(&r))
        tell_ab(f, db_int(&r, 3) ? STOP : WARN, zstr(rq, db_str(&r, 2)),
                zstr(rq, db_str(&r, 4)), db_int(&r, 5), db_int(&r, 6));
}

static bool at_a_row(const struct sitting *s, struct str path)
{
    struct str rest = path;

    return str_same(str_cut(&rest, '['), str_of(s->grid.rows->name)) && rest.n;
}

static void facts_draw(struct rq *rq, const struct sitting *s)
{
    html(rq, "<section class=\"card\"><dl class=\"fields\">");
    for (int i = 0; i < s->kind->fields; i++) {
        const struct field *f = &s->kind->field[i];

        if (f->type == FIELD_ROWS || field_none(f, s->record) ||
            !strcmp(f->name, "body"))
            continue;
        html(rq, "<dt>%s</dt><dd>", field_word(rq, f));
        field_draw(rq, f, s->kind->field, s->kind->fields, s->record);
        html(rq, "</dd>");
    }
    html(rq, "</dl>");
}

static void tools(struct rq *rq, const struct sitting *s)
{
    html(rq, "<p class=\"tools\">");
    if (rq_may_in(rq, RIGHT_KEEP, &s->hall.scope))
        html(rq,
             "<a class=\"button main\" href=\"/body/%s/meeting\">%s</a>"
             "<a class=\"button\" href=\"/work\">%s</a>"
             "<a class=\"button\" href=\"/meeting/%s/edit\">%s</a>",
             id_text(rq, s->hall.id), word(rq, "meeting.next"),
             word(rq, "nav.work"), id_text(rq, s->meeting),
             word(rq, "meeting.fix"));
    html(rq,
         "<a class=\"button\" href=\"/meeting/%s/minutes\">%s</a>"
         "<a class=\"button\" href=\"/entry/%s\">%s</a></p></section>",
         id_text(rq, s->meeting), word(rq, "meeting.minutes"),
         id_text(rq, s->meeting), word(rq, "meeting.entry"));
}

/* It closes when the box was counted, and agrees or the difference is named. */
static void closed_draw(struct rq *rq, const struct sitting *s)
{
    bool counted = *(int64_t *)meeting_at(s, "boxed", FIELD_MONEY) != INT_NONE;

    if (*(int32_t *)meeting_at(s, "not_held", FIELD_CHOICE) >= 0)
        return;
    html(rq,
         counted ? "<p><span class=\"chip good\">%s</span></p>" :
                   "<p><span class=\"chip warn\">%s</span></p>",
         word(rq, counted ? "meeting.closed" : "meeting.open"));
}

static void fixes(struct rq *rq, const struct sitting *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MEETING_FIXES);
    bool any = false;

    db_bind_id(&r, 1, s->meeting);
    while (db_next(&r)) {
        if (!any)
            html(rq, "<section class=\"card\"><h2>%s</h2><ul class=\"links\">",
                 word(rq, "entry.fixes"));
        any = true;
        html(rq,
             "<li><a href=\"/entry/%s\"><bdi>%s</bdi></a> <small><bdi>%s"
             "</bdi> · %s</small></li>",
             id_text(rq, db_id(&r, 0)), zstr(rq, db_str(&r, 1)),
             zstr(rq, db_str(&r, 2)), time_text(rq, db_int(&r, 3)));
    }
    db_done(&r);
    if (any)
        html(rq, "</ul></section>");
}

static void rows_draw(struct rq *rq, const struct sitting *s)
{
    const struct field *f = kind_field(s->kind, S("visitors"));
    const struct list *list = meeting_at(s, "visitors", FIELD_ROWS);

    if (((struct list *)meeting_at(s, "attendance", FIELD_ROWS))->n) {
        html(rq, "<h2>%s</h2>", field_word(rq, s->grid.rows));
        grid_show(rq, &s->grid);
    }
    if (!list->n)
        return;
    html(rq, "<h2>%s</h2><ul class=\"links\">", field_word(rq, f));
    for (size_t i = 0; i < list->n; i++) {
        html(rq, "<li>");
        for (int c = 0; c < f->children; c++) {
            html(rq, c ? " <small>" : "");
            field_draw(rq, &f->child[c], f->child, f->children,
                       (const char *)list->at + i * f->child_bytes);
            html(rq, c ? "</small>" : "");
        }
        html(rq, "</li>");
    }
    html(rq, "</ul>");
}

static void shown_json(struct rq *rq, const struct sitting *s)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_z(b, "{\"findings\":");
    findings_json(rq, &s->found);
    buf_fmt(b, ",\"id\":\"%s\",\"record\":", id_text(rq, s->meeting));
    buf_add(b, record_body(s->kind, s->record, rq->arena));
    buf_z(b, "}\n");
}

static void shown_draw(struct rq *rq, struct sitting *s)
{
    frame_open(rq, kind_word(rq, s->kind));
    if (rq_arg(rq, "kept").n)
        html(rq,
             "<p class=\"note good\" role=\"status\" data-receipt=\"%s\">%s"
             "</p>",
             id_text(rq, s->meeting), word(rq, "meeting.kept"));
    if (rq_arg(rq, "lost").n)
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "meeting.lost"));
    html(rq, "<p class=\"lead\"><a href=\"%s\"><bdi>%s</bdi></a> · %s</p>",
         thing_path(rq, kind_find(S("body")), s->hall.id), s->hall.name,
         place_name(rq, s->hall.scope.place));
    for (size_t i = 0; i < s->found.n; i++)
        if (!at_a_row(s, s->found.at[i].path))
            finding_draw(rq, &s->found.at[i]);
    closed_draw(rq, s);
    facts_draw(rq, s);
    tools(rq, s);
    rows_draw(rq, s);
    resolved_list(rq, s->hall.id, s->meeting);
    attachments_draw(rq, s->meeting, rq_may_in(rq, RIGHT_KEEP, &s->hall.scope));
    fixes(rq, s);
    frame_close(rq);
}

/* The meeting that the path names, as it stands; NULL when it has answered. */
static struct sitting *stands(struct rq *rq)
{
    struct id meeting, body = ID_NONE;
    struct sitting *s;
    struct hall hall;

    if (rq_id(rq, 0, &meeting))
        body = meeting_body(rq, meeting);
    if (id_none(body) || !hall_find(rq, body, &hall)) {
        not_here(rq);
        return NULL;
    }
    s = sitting_start(rq, &hall);
    s->meeting = meeting;
    row_find(rq->db, s->kind, meeting, rq->arena, s->record);
    roster_read(rq, s, DAY_NONE);
    grid_fill(&s->grid, meeting_at(s, "attendance", FIELD_ROWS));
    return s;
}

/* A meeting: who came and what each saved, the totals, the box, visitors, what
 * was talked of and resolved, what was found, and what corrected it. */
PAGE(meeting, GET, "/meeting/*", RIGHT_REGISTER)
{
    struct sitting *s = stands(rq);

    if (!s)
        return;
    s->grid.found = &s->found;
    findings_read(rq, s->meeting, &s->found);
    if (rq->json)
        shown_json(rq, s);
    else
        shown_draw(rq, s);
}

/* ---- minutes ------------------------------------------------------------*/

static void resolution_draw(struct rq *rq, struct id id, int64_t n)
{
    const struct kind *k = kind_find(S("resolution"));
    static const char *const field[] = { "text",      "proposer", "seconder",
                                         "yes",       "no",       "abstain",
                                         "addressed", "copies",   "due" };
    void *record = arena_take(rq->arena, k->bytes);

    if (!row_find(rq->db, k, id, rq->arena, record))
        return;
    html(
        rq,
        "<section class=\"resolved\"><h3>%s <bdi>%lld</bdi> · <bdi>%s</bdi></h3>",
        kind_word(rq, k), (long long)n,
        zstr(rq, said_text(k, record, "subject")));
    html(rq, "<dl class=\"fields\"><dt>%s</dt><dd>%s</dd>",
         word_of(rq, "field", S("state")),
         choice_text(rq, k, "state", said_choice(k, record, "state")));
    for (size_t i = 0; i < LEN(field); i++) {
        const struct field *f = kind_field(k, str_of(field[i]));

        if (field_none(f, record))
            continue;
        html(rq, "<dt>%s</dt><dd>", field_word(rq, f));
        field_draw(rq, f, k->field, k->fields, record);
        html(rq, "</dd>");
    }
    html(rq, "</dl></section>");
}

static void resolutions_draw(struct rq *rq, const struct sitting *s)
{
    struct rows r = db_rows(rq->db, SQL_WEB_MINUTES_RESOLVED);
    int64_t n = 0;

    db_bind_id(&r, 1, s->meeting);
    while (db_next(&r)) {
        if (!n)
            html(rq, "<h2>%s</h2>", word(rq, "meeting.resolved"));
        n++;
        resolution_draw(rq, db_id(&r, 0), db_null(&r, 1) ? n : db_int(&r, 1));
    }
    db_done(&r);
}

static void signatures(struct rq *rq)
{
    static const char *const who[] = { "minutes.presided", "minutes.wrote" };

    html(rq, "<div class=\"signatures\">");
    for (size_t i = 0; i < LEN(who); i++)
        html(rq, "<div><p class=\"line\"></p><p>%s</p></div>",
             word(rq, who[i]));
    html(rq, "</div>");
}

/* The minutes of a meeting as they are read out and signed: who came, the
 * agenda, each resolution with its votes, the money and the box. */
PAGE(minutes, GET, "/meeting/*/minutes", RIGHT_REGISTER)
{
    struct sitting *s = stands(rq);

    if (!s)
        return;
    if (rq->json) {
        shown_json(rq, s);
        return;
    }
    frame_open(rq, word(rq, "meeting.minutes"));
    html(rq, "<p class=\"lead\"><bdi>%s</bdi> · %s · %s</p>", s->hall.name,
         place_name(rq, s->hall.scope.place),
         day_text(rq, *(day *)meeting_at(s, "held", FIELD_DAY)));
    html(rq,
         "<p class=\"tools\"><a class=\"button\" href=\"/meeting/%s\">%s</a>"
         "</p>",
         id_text(rq, s->meeting), word(rq, "kind.meeting"));
    paper_links(rq, "paper.print_minutes", "meeting", s->meeting,
                "minutes.pdf");
    facts_draw(rq, s);
    html(rq, "</section>");
    rows_draw(rq, s);
    resolutions_draw(rq, s);
    signatures(rq);
    frame_close(rq);
}
