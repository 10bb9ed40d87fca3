/* complaint_step - one complaint: what it says, for who may read it, what was
 * done about it, and the next step. */
#include <string.h>

#include "complaint.sql.h"
#include "core/step.h"
#include "log.sql.h"
#include "web/poverty/survey.h"
#include "web/trust/complaint.h"
#include "web/typed.h"

struct complaint_page {
    int path;
    struct complaint_path_of of;
    struct id id;
    const void *record;
    struct complaint_days days;
    struct form form; /* of the next step */
    bool may;         /* take it */
};

static void days_read(struct rq *rq, struct complaint_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_COMPLAINT_DAYS);

    p->days = (struct complaint_days){ said_day(p->of.kind, p->record,
                                                "received"),
                                       DAY_NONE,
                                       DAY_NONE,
                                       DAY_NONE,
                                       DAY_NONE,
                                       -1 };
    db_bind_id(&r, 1, p->id);
    if (db_next(&r))
        p->days = (struct complaint_days){
            (day)db_int(&r, 1), day_in(&r, 2),
            day_in(&r, 3),      day_in(&r, 4),
            day_in(&r, 5),      db_null(&r, 6) ? -1 : (int)db_int(&r, 6)
        };
    db_done(&r);
}

static int path_of(struct rq *rq)
{
    struct rows r = db_rows(rq->db, SQL_ENTRY_KIND);
    struct id id;
    int path = PATH_COMPLAINT;

    if (rq_id(rq, 0, &id)) {
        db_bind_id(&r, 1, id);
        if (db_next(&r) && str_same(db_str(&r, 0), S("safeguard")))
            path = PATH_SAFEGUARD;
    }
    db_done(&r);
    return path;
}

/* NULL when it has answered: none that they may see. */
static struct complaint_page *complaint_open(struct rq *rq)
{
    struct complaint_page *p = arena_new(rq->arena, struct complaint_page);

    p->path = path_of(rq);
    p->of = complaint_path(p->path);
    p->record = register_open(rq, p->of.kind, &p->id);
    if (!p->record)
        return NULL;
    days_read(rq, p);
    p->may = register_may(rq, kind_right(p->of.step), p->of.kind, p->id);
    p->form = (struct form){ .kind = p->of.step,
                             .record = arena_take(rq->arena, p->of.step->bytes),
                             .posted = rq->page->method == PAGE_POST,
                             .found = findings_start(rq->arena) };
    record_blank(p->of.step->field, p->of.step->fields, p->form.record);
    if (!p->form.posted || !id_read(rq_part(rq, "_id"), &p->form.id) ||
        id_none(p->form.id))
        p->form.id = form_id(rq);
    return p;
}

/* ---- what it says -------------------------------------------------------*/

static void fact(struct rq *rq, const struct complaint_page *p,
                 const char *name)
{
    const struct kind *k = p->of.kind;
    const struct field *f = kind_field(k, str_of(name));

    if (!f || field_none(f, p->record))
        return;
    html(rq, "<dt>%s</dt><dd>", field_word(rq, f));
    field_draw(rq, f, k->field, k->fields, p->record);
    html(rq, "</dd>");
}

static void says_draw(struct rq *rq, const struct complaint_page *p)
{
    const struct kind *k = p->of.kind;
    static const char *const shown[] = {
        "nature", "body", "staff", "person", "place", "rsp", "sex", "anonymous"
    };
    static const char *const sealed[] = { "complainant", "phone", "contact" };

    card_open(rq, "complaint.what");
    html(rq, "<dl class=\"fields\"><dt>%s</dt><dd>%s</dd>",
         field_word(rq, kind_field(k, S("channel"))),
         channel_text(rq, said_text(k, p->record, "channel"),
                      p->days.received));
    for (size_t i = 0; i < LEN(shown); i++)
        fact(rq, p, shown[i]);
    for (size_t i = 0; i < LEN(sealed); i++)
        fact(rq, p, sealed[i]);
    html(rq, "</dl>");
    if (said_text(k, p->record, "told").n)
        html(rq, "<blockquote dir=\"auto\">%s</blockquote>",
             zstr(rq, said_text(k, p->record, "told")));
    else
        html(rq, "<p class=\"note\">%s</p>", word(rq, "complaint.sealed"));
    html(rq, "<p class=\"tools\"><a href=\"/entry/%s\">%s</a></p>",
         id_text(rq, p->id), word(rq, "place.entry"));
    card_close(rq);
}

/* ---- its steps ----------------------------------------------------------*/

static void step_draw(struct rq *rq, const struct complaint_page *p,
                      struct rows *r)
{
    const struct kind *k = p->of.step;
    struct id id = db_id(r, 0), handler = db_id(r, 4);
    void *record = arena_take(rq->arena, k->bytes);
    bool counted = db_int(r, 6) == 1;

    html(rq,
         counted ? "<li><time>%s</time> <a href=\"/entry/%s\">%s</a> " :
                   "<li class=\"off\"><time>%s</time> <a href=\"/entry/%s\">%s"
                   "</a> ",
         day_text(rq, (day)db_int(r, 1)), id_text(rq, id),
         stage_text(rq, (int)db_int(r, 2)));
    if (!db_null(r, 3))
        html(rq, "· %s ", choice_text(rq, k, "outcome", db_int(r, 3)));
    if (!id_none(handler))
        thing_link(rq, "staff", handler);
    html(rq, " <small><bdi>%s</bdi></small>", zstr(rq, db_str(r, 5)));
    if (!counted)
        html(rq, " <span class=\"chip stop\">%s</span>",
             word(rq, "complaint.not_counted"));
    if (row_find(rq->db, k, id, rq->arena, record) && rq_names(rq, k, id) &&
        row_names(rq->db, k, id, rq->arena, record) &&
        said_text(k, record, "what").n)
        html(rq, "<br><bdi>%s</bdi>", zstr(rq, said_text(k, record, "what")));
    html(rq, "</li>");
}

static void steps_draw(struct rq *rq, const struct complaint_page *p)
{
    struct rows r = db_rows(rq->db, SQL_WEB_COMPLAINT_STEPS);

    html(rq, "<h2>%s</h2><ol class=\"moments\"><li><time>%s</time> %s</li>",
         word(rq, "complaint.steps"), day_text(rq, p->days.received),
         word(rq, "complaint.received"));
    db_bind_id(&r, 1, p->id);
    while (db_next(&r))
        step_draw(rq, p, &r);
    db_done(&r);
    html(rq, "</ol>");
}

static void step_form(struct rq *rq, const struct complaint_page *p)
{
    static const char *const shown[] = { "stage", "done", "handler", "outcome",
                                         "what" };
    const struct kind *k = p->of.step;
    const struct spot top = { NULL, p->form.posted ? 0 : -1, 0 };

    html(rq, "<h2>%s</h2>", word(rq, "complaint.next"));
    form_findings(rq, &p->form.found, "");
    form_findings(rq, &p->form.found, p->of.about);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\"><div class=\"grid\">",
         rq->csrf, id_text(rq, p->form.id));
    for (size_t i = 0; i < LEN(shown); i++)
        form_labelled(rq, &p->form, kind_field(k, str_of(shown[i])), k->field,
                      k->fields, &top, p->form.record);
    html(rq,
         "</div><p class=\"tools\"><button class=\"main\">%s</button></p>"
         "</form>",
         word(rq, "form.keep"));
}

static void complaint_json(struct rq *rq, const struct complaint_page *p)
{
    struct complaint_due due = complaint_due(rq, p->path, &p->days);
    struct keys keys = keys_open(rq);

    key_any(&keys, "complaint");
    buf_add(&rq->body, record_open(p->of.kind, p->record, rq->arena));
    key_day(&keys, "due", due.on);
    key_id(&keys, "id", p->id);
    key_text(&keys, "stage",
             p->days.stage < 0 ? S("") :
                                 choice_name(STEP_STAGES, p->days.stage));
    keys_close(&keys);
    buf_char(&rq->body, '\n');
}

static void complaint_draw(struct rq *rq, const struct complaint_page *p)
{
    struct complaint_due due = complaint_due(rq, p->path, &p->days);

    if (rq->json && rq->page->method == PAGE_POST) {
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         &p->form.found);
        return;
    }
    if (rq->json) {
        complaint_json(rq, p);
        return;
    }
    frame_open(rq, zstr(rq, said_text(p->of.kind, p->record, "number")));
    html(rq, "<p class=\"lead\">%s · %s ", kind_word(rq, p->of.kind),
         stage_text(rq, p->days.stage));
    due_line(rq, &due);
    html(rq, "</p><div class=\"sides\"><div>");
    steps_draw(rq, p);
    if (p->may)
        step_form(rq, p);
    html(rq, "</div><div class=\"stack-cards\">");
    says_draw(rq, p);
    attachments_card(rq, p->of.kind, p->id);
    html(rq, "</div></div>");
    frame_close(rq);
}

/* One complaint and what was done about it. Never for whom it names. */
PAGE(complaint, GET, "/complaint/*", RIGHT_HEAR)
{
    struct complaint_page *p = complaint_open(rq);
    const struct field *done;

    if (!p)
        return;
    done = kind_field(p->of.step, S("done"));
    *(day *)(void *)((char *)p->form.record + done->at) = rq->today;
    complaint_draw(rq, p);
}

static void step_again(struct rq *rq, void *self, const struct findings *f)
{
    struct complaint_page *p = self;

    p->form.found = *f;
    complaint_draw(rq, p);
}

/* Keeps the next step in a complaint. */
PAGE(complaint_go, POST, "/complaint/*", RIGHT_HEAR)
{
    struct complaint_page *p = complaint_open(rq);
    struct spot top = { NULL, 0, 0 };
    const struct field *about;
    struct draft d = { .strict = true };
    struct buf to = buf_start(rq->arena);

    if (!p)
        return;
    if (!p->may) {
        refuse(rq, 403, "refuse.right");
        return;
    }
    form_take(rq, &p->form, p->of.step->field, p->of.step->fields, &top,
              p->form.record);
    about = kind_field(p->of.step, str_of(p->of.about));
    *(struct id *)(void *)((char *)p->form.record + about->at) = p->id;
    form_judge(rq, &p->form);
    if (findings_stop(&p->form.found)) {
        rq->status = 422;
        complaint_draw(rq, p);
        return;
    }
    d.kind = str_of(p->of.step->name);
    d.id = p->form.id;
    d.body = record_body(p->of.step, p->form.record, rq->arena);
    buf_fmt(&to, "/complaint/%s?kept=1", id_text(rq, p->id));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = step_again,
                                       .self = p });
}
