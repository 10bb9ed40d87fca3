/* resolution - a resolution, what became of it step by step, and the next
 * step. */
#include "meeting.sql.h"
#include "web/form.h"
#include "web/meeting/resolved.h"
#include "web/paper.h"
#include "web/register.h"

enum { OPEN_SHOWN = 40, STATE_DONE = 6 };

/* How it stands, by the view `resolved`. */
static const char *state_word(struct rq *rq, int64_t state)
{
    if (state == STATE_DONE)
        return choice_text(rq, kind_find(S("followup")), "state", 2);
    return choice_text(rq, kind_find(S("resolution")), "state", state);
}

static const char *state_class(int64_t state)
{
    return state == STATE_DONE || state == 3 ? "chip good" :
           state == 0 || state == 2          ? "chip" :
                                               "chip warn";
}

/* ---- lists --------------------------------------------------------------*/

static void due_draw(struct rq *rq, const struct rows *r, int col)
{
    bool late;

    if (db_null(r, col))
        return;
    late = db_int(r, col) < rq->today;
    html(rq, late ? " · <span class=\"chip stop\">%s %s</span>" : " · %s %s",
         word(rq, "resolution.due"), day_text(rq, (day)db_int(r, col)));
}

static void row_draw(struct rq *rq, const struct rows *r)
{
    html(rq, "<li>");
    if (!db_null(r, 1))
        html(rq, "%s. ", number_text(rq, db_int(r, 1), 0));
    html(rq,
         "<a href=\"/resolution/%s\"><bdi>%s</bdi></a> <span class=\"%s\">%s"
         "</span> <small>%s",
         id_text(rq, db_id(r, 0)), zstr(rq, db_str(r, 2)),
         state_class(db_int(r, 4)), state_word(rq, db_int(r, 4)),
         day_text(rq, (day)db_int(r, 3)));
    if (db_str(r, 7).n)
        html(rq, " · <bdi>%s</bdi>", zstr(rq, db_str(r, 7)));
    if (db_int(r, 4) != STATE_DONE)
        due_draw(rq, r, 6);
    html(rq, "</small></li>");
}

static void new_link(struct rq *rq, struct id body, struct id meeting)
{
    struct buf b = buf_start(rq->arena);
    const struct kind *k = kind_find(S("meeting"));
    void *record = arena_take(rq->arena, k->bytes);

    buf_fmt(&b, "/new/resolution?body=%s", id_text(rq, body));
    if (!id_none(meeting) && row_find(rq->db, k, meeting, rq->arena, record)) {
        buf_fmt(&b, "&meeting=%s&passed=", id_text(rq, meeting));
        day_put(&b, said_day(k, record, "held"));
    }
    html(rq, "<p class=\"tools\"><a class=\"button\" href=\"%s\">%s</a></p>",
         zstr(rq, buf_str(&b)), word(rq, "resolution.new"));
}

void resolved_list(struct rq *rq, struct id body, struct id meeting)
{
    struct scope scope = thing_scope(rq, kind_find(S("body")), body);
    bool keeps = rq_may_in(rq, RIGHT_KEEP, &scope), any = false;
    struct rows r = db_rows(rq->db, SQL_WEB_RESOLVED);

    db_bind_id(&r, 1, body);
    if (id_none(meeting))
        db_bind_null(&r, 2);
    else
        db_bind_id(&r, 2, meeting);
    while (db_next(&r)) {
        if (!any) {
            card_open(rq, "meeting.resolved");
            html(rq, "<ul class=\"links\">");
        }
        any = true;
        row_draw(rq, &r);
    }
    db_done(&r);
    if (any)
        html(rq, "</ul>");
    else if (keeps)
        card_open(rq, "meeting.resolved");
    if (keeps)
        new_link(rq, body, meeting);
    if (any || keeps)
        card_close(rq);
}

/* Of the bodies in somebody's charge that day, or, with staff none, of those
 * within reach. */
static struct rows open_rows(struct rq *rq, struct id staff)
{
    static const struct reach_columns own = { "t.place", "t.rsp", "t.project" };
    struct buf b = buf_start(rq->arena);
    struct rows r;

    buf_z(&b,
          "SELECT d.resolution, r.number, r.subject, r.passed, d.state, "
          "d.body, d.due, r.addressed FROM resolved d JOIN resolution r ON "
          "r.entry = d.resolution JOIN body t ON t.entry = d.body WHERE "
          "(d.state IN (0, 2) AND (coalesce(r.addressed, '') <> '' OR d.due "
          "IS NOT NULL) OR d.state = 3 AND d.due IS NOT NULL)");
    if (!id_none(staff))
        buf_z(&b,
              " AND r.body IN (SELECT x.body FROM charge c JOIN charge_bodies "
              "x ON x.entry = c.entry WHERE c.taker = $2 AND c.counts = 1 AND "
              "c.since <= $3) AND (SELECT e.taker FROM charge_bodies y JOIN "
              "charge e ON e.entry = y.entry WHERE y.body = r.body AND "
              "e.counts = 1 AND e.since <= $3 ORDER BY e.since DESC, e.entry "
              "DESC LIMIT 1) = $2");
    reach_where(rq, RIGHT_KEEP, &own, &b, id_none(staff) ? 2 : 4);
    buf_z(&b, " ORDER BY d.due NULLS LAST, d.held, d.resolution LIMIT $1");
    r = db_text_rows(rq->db, buf_str(&b));
    db_bind_int(&r, 1, OPEN_SHOWN);
    if (!id_none(staff)) {
        db_bind_id(&r, 2, staff);
        db_bind_int(&r, 3, rq->today);
    }
    reach_bind(rq, RIGHT_KEEP, &r, id_none(staff) ? 2 : 4);
    return r;
}

void resolved_open(struct rq *rq, struct id staff)
{
    struct rows r = open_rows(rq, staff);
    bool any = false;

    card_open(rq, "work.resolutions");
    html(rq, "<ul class=\"links\">");
    while (db_next(&r)) {
        any = true;
        row_draw(rq, &r);
    }
    db_done(&r);
    html(rq, "</ul>");
    if (!any)
        html(rq, "<p>%s</p>", word(rq, "work.no_resolutions"));
    card_close(rq);
}

/* ---- one of them --------------------------------------------------------*/

struct page_of {
    const struct kind *kind, *step;
    struct id id, body;
    const void *record;
    bool keeps;
    void *next; /* the step that is typed */
    struct id made;
    struct findings found;
};

/* NULL when it has answered. */
static struct page_of *page_start(struct rq *rq)
{
    struct page_of *p = arena_new(rq->arena, struct page_of);

    p->kind = kind_find(S("resolution"));
    p->step = kind_find(S("followup"));
    p->found = findings_start(rq->arena);
    p->record = register_open(rq, p->kind, &p->id);
    if (!p->record)
        return NULL;
    p->body = said_id(p->kind, p->record, "body");
    p->keeps = register_may(rq, RIGHT_KEEP, p->kind, p->id);
    p->next = arena_take(rq->arena, p->step->bytes);
    record_blank(p->step->field, p->step->fields, p->next);
    if (!id_read(rq_part(rq, "_id"), &p->made) || id_none(p->made))
        p->made = form_id(rq);
    return p;
}

static void steps_draw(struct rq *rq, const struct page_of *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESOLUTION_STEPS);
    bool any = false;

    db_bind_id(&r, 1, p->id);
    html(rq, "<h2>%s</h2>", word(rq, "resolution.steps"));
    while (db_next(&r)) {
        html(rq, any ? "" : "<ul class=\"moments\">");
        any = true;
        html(rq,
             "<li><time>%s</time><a href=\"/entry/%s\">%s</a> <bdi>%s</bdi>"
             "<small>",
             day_text(rq, (day)db_int(&r, 1)), id_text(rq, db_id(&r, 0)),
             choice_text(rq, p->step, "state", db_int(&r, 2)),
             zstr(rq, db_str(&r, 3)));
        due_draw(rq, &r, 4);
        html(rq, "</small></li>");
    }
    db_done(&r);
    if (any)
        html(rq, "</ul>");
    else
        html(rq, "<p>%s</p>", word(rq, "resolution.no_steps"));
}

static const char *now_of(struct rq *rq, const struct field *f)
{
    struct buf b = buf_start(rq->arena);

    if (rq->page->method == PAGE_POST)
        return zstr(rq, rq_part(rq, f->name));
    if (f->type == FIELD_DAY && str_same(str_of(f->name), S("held")))
        day_put(&b, rq->today);
    return zstr(rq, buf_str(&b));
}

static void step_form(struct rq *rq, const struct page_of *p)
{
    html(rq,
         "<form method=\"post\" class=\"fact card\"><h2>%s</h2><input "
         "type=\"hidden\" name=\"_csrf\" value=\"%s\"><input type=\"hidden\" "
         "name=\"_id\" value=\"%s\"><div class=\"grid\">",
         word(rq, "resolution.next"), rq->csrf, id_text(rq, p->made));
    for (int i = 0; i < p->step->fields; i++) {
        const struct field *f = &p->step->field[i];

        if (f->type == FIELD_REF)
            continue;
        if (f->type == FIELD_DAY && f->flags & FIELD_NEED)
            html(rq, "<div class=\"field need\"><label><span>%s</span>",
                 word(rq, "resolution.day"));
        else
            form_label(rq, f);
        form_input(rq, f, f->name, now_of(rq, f));
        html(rq, "</label>");
        form_findings(rq, &p->found, f->name);
        html(rq, "</div>");
    }
    html(rq,
         "</div><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "form.keep"));
}

static void stands_draw(struct rq *rq, const struct page_of *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_RESOLUTION_STANDS);

    db_bind_id(&r, 1, p->id);
    if (db_next(&r)) {
        html(rq, "<p><span class=\"%s\">%s</span> %s %s",
             state_class(db_int(&r, 0)), state_word(rq, db_int(&r, 0)),
             word(rq, "place.since"), day_text(rq, (day)db_int(&r, 1)));
        if (db_int(&r, 0) != STATE_DONE)
            due_draw(rq, &r, 2);
        html(rq, "</p>");
    }
    db_done(&r);
}

static void page_draw(struct rq *rq, const struct page_of *p)
{
    frame_open(rq, zstr(rq, said_text(p->kind, p->record, "subject")));
    html(rq, "<p class=\"lead\">%s · ", kind_word(rq, p->kind));
    thing_link(rq, "body", p->body);
    html(rq, "</p>");
    for (size_t i = 0; i < p->found.n; i++)
        if (!kind_field(p->step, p->found.at[i].path))
            finding_draw(rq, &p->found.at[i]);
    stands_draw(rq, p);
    html(rq, "<section class=\"card\">");
    record_draw(rq, p->kind, p->record);
    html(rq, "<p class=\"tools\">");
    if (p->keeps)
        html(rq, "<a class=\"button\" href=\"/edit/resolution/%s\">%s</a>",
             id_text(rq, p->id), word(rq, "register.correct"));
    html(rq, "<a class=\"button\" href=\"/entry/%s\">%s</a></p></section>",
         id_text(rq, p->id), word(rq, "meeting.entry"));
    paper_links(rq, "paper.print_letter", "resolution", p->id, "letter.pdf");
    steps_draw(rq, p);
    if (p->keeps)
        step_form(rq, p);
    attachments_draw(rq, p->id, p->keeps);
    frame_close(rq);
}

static void page_json(struct rq *rq, const struct page_of *p)
{
    struct buf *b = &rq->body;

    rq->type = "application/json";
    buf_fmt(b, "{\"id\":\"%s\",\"record\":", id_text(rq, p->id));
    buf_add(b, record_body(p->kind, p->record, rq->arena));
    buf_z(b, "}\n");
}

/* A resolution: its words and votes, to whom it went, and every step since. */
PAGE(resolution, GET, "/resolution/*", RIGHT_REGISTER)
{
    struct page_of *p = page_start(rq);

    if (!p)
        return;
    if (rq->json)
        page_json(rq, p);
    else
        page_draw(rq, p);
}

/* ---- the next step ------------------------------------------------------*/

static void again(struct rq *rq, const struct page_of *p, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &p->found);
    else
        page_draw(rq, p);
}

static void step_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct page_of *p = memo;
    struct outcome o;

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&p->found, STOP, "form.unsure", "");
        again(rq, p, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        p->found = o.found;
        again(rq, p, 422);
        return;
    }
    if (form_answered(rq, &o, p->made))
        return;
    rq_goto(rq, thing_path(rq, p->kind, p->id));
}

static void step_take(struct rq *rq, struct page_of *p)
{
    for (int i = 0; i < p->step->fields; i++) {
        const struct field *f = &p->step->field[i];

        if (f->type == FIELD_REF)
            *(struct id *)(void *)((char *)p->next + f->at) = p->id;
        else if (!field_parse(f, rq_part(rq, f->name), rq->arena, p->next))
            tell(&p->found, STOP, "field.not_understood", f->name);
    }
}

/* Keeps the next step of a resolution. */
PAGE(resolution_go, POST, "/resolution/*", RIGHT_KEEP)
{
    struct page_of *p = page_start(rq);
    struct draft d = { .kind = S("followup"), .strict = true };

    if (!p)
        return;
    if (!p->keeps) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    step_take(rq, p);
    d.id = p->made;
    d.author = rq->who.login;
    d.body = record_body(p->step, p->next, rq->arena);
    draft_judge(rq->db, &d, rq->today, &p->found);
    if (findings_stop(&p->found)) {
        again(rq, p, 422);
        return;
    }
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, &d, 1), step_told, p);
}
