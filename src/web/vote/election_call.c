/* election_call - an election is called under the by-law that stands, and its
 * committee is named. */
#include <string.h>

#include "core/bylaw.h"
#include "election.sql.h"
#include "web/poverty/survey.h"
#include "web/typed.h"
#include "web/vote/election.h"

/* ---- the call -----------------------------------------------------------*/

struct calling {
    const struct kind *body;
    struct id id, bylaw; /* of the body */
    int64_t nature;
    const struct office_kinds *offices;
    struct form form;
};

static const char *const call_fields[] = { "reason", "called", "poll_on",
                                           "venue",  "method", "counting",
                                           "tie",    "seed",   "reruns" };

static void *field_at(const struct form *form, const char *name)
{
    return (char *)form->record + kind_field(form->kind, str_of(name))->at;
}

/* What the by-law says of method, counting and tie stands in the form. */
static void clauses_take(struct rq *rq, struct calling *c)
{
    static const struct {
        enum clause clause;
        const char *field;
    } from[] = { { CLAUSE_METHOD, "method" },
                 { CLAUSE_COUNT_METHOD, "counting" },
                 { CLAUSE_TIE_RULE, "tie" } };
    struct rows r = db_rows(rq->db, SQL_WEB_CLAUSES_NOW);

    db_bind_id(&r, 1, c->id);
    while (db_next(&r))
        for (size_t i = 0; i < LEN(from); i++)
            if (db_int(&r, 0) == (int64_t)from[i].clause && db_str(&r, 2).n)
                field_parse(kind_field(c->form.kind, str_of(from[i].field)),
                            db_str(&r, 2), rq->arena, c->form.record);
    db_done(&r);
}

static void bylaw_find(struct rq *rq, struct calling *c, day on)
{
    struct rows r = db_rows(rq->db, SQL_WEB_BYLAW_NOW);

    db_bind_id(&r, 1, c->id);
    db_bind_int(&r, 2, on);
    if (db_next(&r))
        c->bylaw = db_id(&r, 0);
    db_done(&r);
}

/* What a link says already: ?reason=annulled&reruns=ID. */
static void call_link(struct rq *rq, struct calling *c)
{
    for (size_t i = 0; i < LEN(call_fields); i++) {
        struct str said = str_trim(rq_arg(rq, call_fields[i]));

        if (said.n)
            field_parse(kind_field(c->form.kind, str_of(call_fields[i])), said,
                        rq->arena, c->form.record);
    }
}

static void form_begin(struct rq *rq, struct form *form, const char *kind)
{
    form->kind = kind_find(str_of(kind));
    form->record = arena_take(rq->arena, form->kind->bytes);
    form->found = findings_start(rq->arena);
    form->posted = rq->page->method == PAGE_POST;
    record_blank(form->kind->field, form->kind->fields, form->record);
    if (!id_read(rq_part(rq, "_id"), &form->id) || id_none(form->id))
        form->id = form_id(rq);
}

/* NULL when it has answered. */
static struct calling *calling_start(struct rq *rq)
{
    struct calling *c = arena_new(rq->arena, struct calling);
    const void *record;

    c->body = kind_find(S("body"));
    record = register_open(rq, c->body, &c->id);
    if (!record)
        return NULL;
    if (!register_may(rq, RIGHT_KEEP, c->body, c->id)) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    c->nature = said_choice(c->body, record, "nature");
    c->offices = office_kinds(rq);
    form_begin(rq, &c->form, "election");
    *(struct id *)field_at(&c->form, "body") = c->id;
    *(day *)field_at(&c->form, "called") = rq->today;
    *(int32_t *)field_at(&c->form, "reason") = 1; /* a term that ends */
    if (!c->form.posted) {
        clauses_take(rq, c);
        call_link(rq, c);
    }
    bylaw_find(rq, c, rq->today);
    return c;
}

static const char *seat_name(struct rq *rq, struct str code)
{
    struct buf b = buf_start(rq->arena);

    buf_z(&b, "seats.");
    buf_add(&b, code);
    return zstr(rq, buf_str(&b));
}

/* Seats of an office, as typed; else one of each bearer's. */
static const char *seats_said(struct rq *rq, const struct calling *c,
                              const struct office_kind *o)
{
    struct buf b = buf_start(rq->arena);

    if (c->form.posted)
        return zstr(rq, rq_part(rq, seat_name(rq, o->code)));
    if (o->bearer)
        buf_int(&b, o->seats == INT_NONE ? 1 : o->seats);
    return zstr(rq, buf_str(&b));
}

static void seats_form(struct rq *rq, const struct calling *c)
{
    const struct kind *k = c->form.kind;

    html(rq, "<fieldset class=\"rows\"><legend>%s</legend>",
         field_word(rq, kind_field(k, S("seat"))));
    form_findings(rq, &c->form.found, "seat");
    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < c->offices->n; i++) {
        const struct office_kind *o = &c->offices->at[i];

        if (office_of(o, c->nature))
            html(rq,
                 "<div class=\"field\"><label><span>%s</span><input name=\"%s\""
                 " value=\"%s\" class=\"n\" inputmode=\"numeric\" dir=\"ltr\">"
                 "</label></div>",
                 o->title, seat_name(rq, o->code), seats_said(rq, c, o));
    }
    html(rq, "</div></fieldset>");
}

static void form_head(struct rq *rq, const struct form *form)
{
    for (size_t i = 0; i < form->found.n; i++)
        finding_draw(rq, &form->found.at[i]);
    html(rq,
         "<form method=\"post\" class=\"fact\"><input type=\"hidden\" "
         "name=\"_csrf\" value=\"%s\"><input type=\"hidden\" name=\"_id\" "
         "value=\"%s\">",
         rq->csrf, id_text(rq, form->id));
}

static void calling_draw(struct rq *rq, const struct calling *c)
{
    const struct spot top = { NULL, c->form.posted ? 0 : -1, 0 };
    const struct kind *k = c->form.kind;

    frame_open(rq, word(rq, "election.call_form"));
    html(rq, "<p class=\"lead\">");
    thing_link(rq, "body", c->id);
    if (!id_none(c->bylaw)) {
        html(rq, " · %s ", word(rq, "election.under"));
        thing_link(rq, "bylaw", c->bylaw);
    }
    html(rq, "</p>");
    if (id_none(c->bylaw)) {
        html(rq, "<p class=\"note stop\">%s</p>",
             word(rq, "election.no_bylaw"));
        frame_close(rq);
        return;
    }
    form_head(rq, &c->form);
    html(rq, "<div class=\"grid\">");
    for (size_t i = 0; i < LEN(call_fields); i++) {
        const struct field *f = kind_field(k, str_of(call_fields[i]));

        if (f->type == FIELD_REF) {
            struct id id = *(const struct id *)field_at(&c->form, f->name);

            html(rq, "<input type=\"hidden\" name=\"%s\" value=\"%s\">",
                 f->name,
                 c->form.posted ? zstr(rq, rq_part(rq, f->name)) :
                 id_none(id)    ? "" :
                                  id_text(rq, id));
        } else {
            form_labelled(rq, &c->form, f, k->field, k->fields, &top,
                          c->form.record);
        }
    }
    html(rq, "</div>");
    seats_form(rq, c);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button></div></form>",
         word(rq, "election.call_it"));
    frame_close(rq);
}

/* Calls an election of a body: for which offices, when, by which method, under
 * the by-law that stands. */
PAGE(election_call, GET, "/body/*/election", RIGHT_KEEP)
{
    struct calling *c = calling_start(rq);

    if (!c)
        return;
    if (rq->json)
        form_show(rq, &c->form);
    else
        calling_draw(rq, c);
}

/* ---- sending it ---------------------------------------------------------*/

static void seats_take(struct rq *rq, struct calling *c)
{
    struct list *list = field_at(&c->form, "seat");
    const struct field *rows = kind_field(c->form.kind, S("seat"));
    const struct field *office = field_find(rows->child, rows->children,
                                            S("office"));
    const struct field *seats = field_find(rows->child, rows->children,
                                           S("seats"));

    list->at = arena_array(rq->arena, c->offices->n + 1, rows->child_bytes);
    list->n = 0;
    for (size_t i = 0; i < c->offices->n; i++) {
        const struct office_kind *o = &c->offices->at[i];
        struct str said = str_trim(rq_part(rq, seat_name(rq, o->code)));
        char *row = (char *)list->at + list->n * rows->child_bytes;

        if (!said.n || str_same(said, S("0")) || !office_of(o, c->nature))
            continue;
        record_blank(rows->child, rows->children, row);
        *(struct str *)(void *)(row + office->at) = o->code;
        if (!field_parse(seats, said, rq->arena, row))
            tell(&c->form.found, STOP, "field.not_understood", "seat");
        list->n++;
    }
}

static void calling_again(struct rq *rq, void *self, const struct findings *f)
{
    struct calling *c = self;

    if (rq->status == 200)
        rq->status = 422;
    c->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        calling_draw(rq, c);
}

/* Keeps the call of an election. */
PAGE(election_call_go, POST, "/body/*/election", RIGHT_KEEP)
{
    struct calling *c = calling_start(rq);
    const struct spot top = { NULL, 0, 0 };
    struct buf to = buf_start(rq->arena);
    struct draft *d;

    if (!c)
        return;
    for (size_t i = 0; i < LEN(call_fields); i++)
        form_take(rq, &c->form,
                  kind_field(c->form.kind, str_of(call_fields[i])), 1, &top,
                  c->form.record);
    *(struct id *)field_at(&c->form, "bylaw") = c->bylaw;
    seats_take(rq, c);
    form_judge(rq, &c->form);
    if (findings_stop(&c->form.found)) {
        calling_again(rq, c, &c->form.found);
        return;
    }
    d = arena_new(rq->arena, struct draft);
    *d = (struct draft){ .kind = S("election"),
                         .id = c->form.id,
                         .body = record_body(c->form.kind, c->form.record,
                                             rq->arena),
                         .strict = true };
    buf_fmt(&to, "/election/%s?kept=1", id_text(rq, c->form.id));
    survey_keep(rq, d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = calling_again,
                                       .self = c });
}

/* ---- the committee ------------------------------------------------------*/

struct committee {
    struct election_page *e;
    struct form form; /* the election, restated with its wardens */
};

/* NULL when it has answered. */
static struct committee *committee_start(struct rq *rq)
{
    struct committee *c = arena_new(rq->arena, struct committee);

    c->e = election_open_to_write(rq);
    if (!c->e)
        return NULL;
    form_begin(rq, &c->form, "election");
    c->form.fixing = true;
    c->form.id = c->e->id;
    row_find(rq->db, c->form.kind, c->e->id, rq->arena, c->form.record);
    c->form.tip = form_tip(rq, c->e->id);
    c->form.why = str_of(word(rq, "election.committee"));
    return c;
}

static void committee_page(struct rq *rq, const struct committee *c)
{
    frame_open(rq, word(rq, "election.committee"));
    election_line(rq, c->e);
    html(rq, "<p class=\"lead\">%s</p>", word(rq, "election.committee_lead"));
    form_head(rq, &c->form);
    html(rq, "<input type=\"hidden\" name=\"_tip\" value=\"%s\">",
         id_text(rq, c->form.tip));
    form_rows(rq, &c->form, kind_field(c->form.kind, S("warden")),
              c->form.record);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button> <a "
         "href=\"%s\">%s</a></div></form>",
         word(rq, "form.keep"), election_path(rq, c->e, ""),
         word(rq, "election.back"));
    frame_close(rq);
}

/* The committee of an election: none of them a candidate, some from outside. */
PAGE(election_committee, GET, "/election/*/committee", RIGHT_KEEP)
{
    struct committee *c = committee_start(rq);

    if (!c)
        return;
    if (rq->json)
        form_show(rq, &c->form);
    else
        committee_page(rq, c);
}

static void committee_again(struct rq *rq, void *self, const struct findings *f)
{
    struct committee *c = self;

    if (rq->status == 200)
        rq->status = 422;
    c->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        committee_page(rq, c);
}

static struct str committee_body(struct rq *rq, const struct committee *c)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",\"body\":", id_text(rq, c->form.tip));
    buf_add(&b, record_body(c->form.kind, c->form.record, rq->arena));
    buf_z(&b, ",\"why\":");
    buf_json(&b, c->form.why);
    buf_char(&b, '}');
    return buf_str(&b);
}

/* Restates the election with the committee as it was named. */
PAGE(election_committee_go, POST, "/election/*/committee", RIGHT_KEEP)
{
    struct committee *c = committee_start(rq);
    const struct spot top = { NULL, 0, 0 };
    struct draft *d;
    struct id tip;

    if (!c)
        return;
    form_take(rq, &c->form, kind_field(c->form.kind, S("warden")), 1, &top,
              c->form.record);
    if (rq_part(rq, "_add").n) {
        c->form.found = findings_start(rq->arena);
        committee_page(rq, c);
        return;
    }
    form_judge(rq, &c->form);
    if (!id_read(rq_part(rq, "_tip"), &tip) || !id_same(tip, c->form.tip))
        tell(&c->form.found, STOP, "form.changed_meanwhile", "");
    if (!(c->e->v->may & ACT_COMMITTEE))
        tell(&c->form.found, STOP, "election.not_now", "");
    if (findings_stop(&c->form.found)) {
        committee_again(rq, c, &c->form.found);
        return;
    }
    d = arena_new(rq->arena, struct draft);
    *d = (struct draft){ .kind = S("fix"),
                         .body = committee_body(rq, c),
                         .strict = true };
    election_keep(rq, c->e, d, 1, committee_again, c);
}
