/* complaint_new - a complaint is taken down, at the office or on a phone. */
#include <string.h>

#include "redress.sql.h"
#include "web/poverty/survey.h"
#include "web/saving/said.h"
#include "web/trust/complaint.h"
#include "web/typed.h"

static struct form *taking_open(struct rq *rq)
{
    int path = str_same(rq_arg(rq, "path"), S("safeguard"));
    struct form *form = arena_new(rq->arena, struct form);
    const struct kind *k = complaint_path(path).kind;

    form->kind = k;
    form->record = arena_take(rq->arena, k->bytes);
    form->found = findings_start(rq->arena);
    form->posted = rq->page->method == PAGE_POST;
    record_blank(k->field, k->fields, form->record);
    if (!form->posted || !id_read(rq_part(rq, "_id"), &form->id) ||
        id_none(form->id))
        form->id = form_id(rq);
    return form;
}

static void text_set(struct form *form, const char *name, struct str to)
{
    const struct field *f = kind_field(form->kind, str_of(name));

    *(struct str *)(void *)((char *)form->record + f->at) = to;
}

static void channel_draw(struct rq *rq, const struct form *form)
{
    const struct field *f = kind_field(form->kind, S("channel"));
    struct rows r = db_rows(rq->db, SQL_REDRESS_CHANNELS_OF);
    struct str said = said_text(form->kind, form->record, "channel");

    form_label(rq, f);
    html(rq, "<select name=\"channel\"><option value=\"\"></option>");
    db_bind_id(&r, 1, redress_entry(rq, rq->today));
    while (db_next(&r))
        if (!str_same(db_str(&r, 0), S(SAID_CHANNEL))) /* hers alone */
            html(rq,
                 str_same(db_str(&r, 0), said) ?
                     "<option value=\"%s\" selected>%s</option>" :
                     "<option value=\"%s\">%s</option>",
                 zstr(rq, db_str(&r, 0)),
                 zstr(rq, own_text(rq->lang, db_str(&r, 1), db_str(&r, 2),
                                   db_str(&r, 3))));
    db_done(&r);
    html(rq, "</select></label>");
    form_findings(rq, &form->found, "channel");
    html(rq, "</div>");
}

static void taking_fields(struct rq *rq, const struct form *form)
{
    const struct spot top = { NULL, form->posted ? 0 : -1, 0 };
    const struct kind *k = form->kind;

    html(rq, "<div class=\"grid\">");
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];

        if (!strcmp(f->name, "channel"))
            channel_draw(rq, form);
        else if (strcmp(f->name, "number") != 0 && f->type != FIELD_HASH)
            form_labelled(rq, form, f, k->field, k->fields, &top, form->record);
    }
    html(rq, "</div>");
}

static void taking_draw(struct rq *rq, const struct form *form)
{
    bool apart = !strcmp(form->kind->name, "safeguard");

    if (rq->json) {
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         &form->found);
        return;
    }
    frame_open(rq, word(rq, "complaint.take_down"));
    html(rq,
         "<p class=\"lead\">%s</p><p class=\"tools\"><a class=\"button\" "
         "href=\"%s\">%s</a></p>",
         word(rq, apart ? "complaint.apart_lead" : "complaint.lead"),
         apart ? "/complaints/new" : "/complaints/new?path=safeguard",
         word(rq, apart ? "complaint.to_ordinary" : "complaint.to_separate"));
    form_findings(rq, &form->found, "");
    form_findings(rq, &form->found, "number");
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         rq->csrf, id_text(rq, form->id));
    taking_fields(rq, form);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "complaint.keep"));
    frame_close(rq);
}

/* Takes a complaint down as somebody tells it; a sensitive one on the separate
 * path, where whoever takes it down does not read it again. Without a name when
 * that is wished. */
PAGE(complaint_new, GET, "/complaints/new", RIGHT_KEEP)
{
    struct form *form = taking_open(rq);
    const struct field *f = kind_field(form->kind, S("received"));

    *(day *)(void *)((char *)form->record + f->at) = rq->today;
    taking_draw(rq, form);
}

static void taking_again(struct rq *rq, void *self, const struct findings *f)
{
    struct form *form = self;

    form->found = *f;
    taking_draw(rq, form);
}

/* Keeps a complaint, and gives the number of its receipt. */
PAGE(complaint_new_go, POST, "/complaints/new", RIGHT_KEEP)
{
    struct form *form = taking_open(rq);
    const struct kind *k = form->kind;
    struct spot top = { NULL, 0, 0 };
    struct str number = complaint_number(rq, form->id);
    struct buf to = buf_start(rq->arena);
    struct draft d = { .kind = str_of(k->name),
                       .id = form->id,
                       .strict = true };

    form_take(rq, form, k->field, k->fields, &top, form->record);
    text_set(form, "number", number);
    form_judge(rq, form);
    if (findings_stop(&form->found)) {
        rq->status = 422;
        taking_draw(rq, form);
        return;
    }
    d.body = record_body(k, form->record, rq->arena);
    buf_fmt(&to, "/receipt?kept=1&number=%s", url_part(rq, number));
    survey_keep(rq, &d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = taking_again,
                                       .self = form });
}
