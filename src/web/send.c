/* send - a typed fact on its way to the keeper: a new record, or one that is
 * corrected. */
#include <string.h>

#include "fix.sql.h"
#include "web/typed.h"

/* ---- sending ------------------------------------------------------------*/

void form_answer_json(struct rq *rq, const char *kept, struct id id,
                      const struct findings *f)
{
    rq->type = "application/json";
    buf_z(&rq->body, "{\"findings\":");
    findings_json(rq, f);
    buf_fmt(&rq->body, ",\"id\":\"%s\",\"kept\":\"%s\"}\n",
            id_none(id) ? "" : id_text(rq, id), kept);
}

bool form_answered(struct rq *rq, const struct outcome *o, struct id made)
{
    bool kept = o->kept == KEPT;

    if (!rq->json)
        return false;
    rq->status = kept ? 201 : 200;
    form_answer_json(rq, kept ? "kept" : "known", made, &o->found);
    return true;
}

static void form_again(struct rq *rq, const struct form *form, int status)
{
    rq->status = status;
    if (rq->json)
        form_answer_json(rq, status == 503 ? "unknown" : "refused", ID_NONE,
                         &form->found);
    else
        form_draw(rq, form);
}

/* Known: was it this fact that was kept, or another one of the same id? */
static bool same_fact(struct rq *rq, const struct form *form, struct id id)
{
    struct seen seen;

    return form->fixing || rq->json || !log_see(rq->db, id, rq->arena, &seen) ||
           str_same(seen.entry.body,
                    record_body(form->kind, form->record, rq->arena));
}

static void form_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct form *form = memo;
    struct outcome o;
    struct buf to = buf_start(rq->arena);

    if (!told || !ask_outcomes_read(reply, rq->arena, &o, 1)) {
        tell(&form->found, STOP, "form.unsure", "");
        form_again(rq, form, 503);
        return;
    }
    if (o.kept == KEPT_REFUSED) {
        form->found = o.found;
        form_again(rq, form, 422);
        return;
    }
    if (o.kept == KEPT_KNOWN && !same_fact(rq, form, o.id)) {
        form->there = o.id;
        tell(&form->found, STOP, "form.there_already", "");
        form_again(rq, form, 409);
        return;
    }
    if (form_answered(rq, &o, o.id))
        return;
    buf_fmt(&to, "/entry/%s?kept=1",
            id_text(rq, form->fixing ? form->id : o.id));
    rq_goto(rq, zstr(rq, buf_str(&to)));
}

static void draft_send(struct rq *rq, struct form *form, struct draft *d)
{
    d->author = rq->who.login;
    d->took = str_trim(form->took);
    d->strict = true;
    rq_ask(rq, ASK_KEEPER, ASK_DRAFTS,
           ask_drafts(rq->arena, rq->who.login, d, 1), form_told, form);
}

static struct str fix_body(struct rq *rq, const struct form *form,
                           bool withdraw)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "{\"answers\":\"%s\",", id_text(rq, form->tip));
    if (withdraw) {
        buf_z(&b, "\"withdraw\":true");
    } else {
        buf_z(&b, "\"body\":");
        buf_add(&b, record_body(form->kind, form->record, rq->arena));
    }
    buf_z(&b, ",\"why\":");
    buf_json(&b, str_trim(form->why));
    buf_char(&b, '}');
    return buf_str(&b);
}

struct id form_id(struct rq *rq)
{
    struct buf b = buf_start(rq->arena);
    struct hash h;
    struct id id;

    rq->fresh = true; /* a form that is drawn again makes another thing */
    buf_fmt(&b, "form %s %lld %lld %s", rq->csrf, (long long)rq->now,
            (long long)++rq->web->serial, zstr(rq, rq->q->remote));
    h = sha_of(buf_str(&b));
    memcpy(id.b, h.b, sizeof id.b);
    return id;
}

static struct form *form_start(struct rq *rq, const struct kind *k)
{
    struct form *form = arena_new(rq->arena, struct form);

    form->kind = k;
    form->record = arena_take(rq->arena, k->bytes);
    form->found = findings_start(rq->arena);
    form->posted = rq->page->method == PAGE_POST;
    form->why = rq_part(rq, "_why");
    form->took = rq_part(rq, "_took");
    record_blank(k->field, k->fields, form->record);
    if (!form->posted || !id_read(rq_part(rq, "_id"), &form->id) ||
        id_none(form->id))
        form->id = form_id(rq);
    return form;
}

/* NULL when it has answered: no such kind, or not theirs to write. */
static const struct kind *kind_to_write(struct rq *rq)
{
    const struct kind *k = kind_find(rq->step[0]);

    if (!k || k->hushed)
        not_here(rq);
    else if (!rq_writes(rq, k))
        refuse(rq, 403, "refuse.right");
    else
        return k;
    return NULL;
}

/* False: nothing was said of that field. */
static bool field_prefill(struct rq *rq, const struct field *f, struct str said,
                          void *record)
{
    struct id id;

    said = str_trim(said);
    if (!said.n || f->type == FIELD_ROWS)
        return false;
    if (f->type != FIELD_REF) {
        field_parse(f, said, rq->arena, record);
        return true;
    }
    if (f->of ? thing_read(rq, f->of, said, &id) &&
                    rq_sees(rq, kind_find(str_of(f->of)), id) :
                id_read(said, &id) && rq_sees_entry(rq, id))
        *(struct id *)(void *)((char *)record + f->at) = id;
    return true;
}

/* ?made.0.person=ID&made.1.person=ID: up to the first row of which nothing is
 * said. Rows that a record has already stay as they are. */
enum { ROWS_PREFILLED = 60 };
static void rows_prefill(struct rq *rq, const struct field *f, void *record)
{
    struct list *list = (void *)((char *)record + f->at);

    if (list->n)
        return;
    list->at = arena_array(rq->arena, ROWS_PREFILLED, f->child_bytes);
    while (list->n < ROWS_PREFILLED) {
        char *row = (char *)list->at + list->n * f->child_bytes;
        bool any = false;

        record_blank(f->child, f->children, row);
        for (int c = 0; c < f->children; c++) {
            struct buf name = buf_start(rq->arena);

            buf_fmt(&name, "%s.%zu.%s", f->name, list->n, f->child[c].name);
            any |= field_prefill(rq, &f->child[c],
                                 rq_arg(rq, zstr(rq, buf_str(&name))), row);
        }
        if (!any)
            return;
        list->n++;
    }
}

/* What a link to the form says already: ?body=ID&since=2024-05-01. */
static void fields_prefill(struct rq *rq, struct form *form)
{
    const struct kind *k = form->kind;

    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        struct buf first = buf_start(rq->arena);

        field_prefill(rq, f, rq_arg(rq, f->name), form->record);
        buf_fmt(&first, "%s.0.", f->name);
        for (int a = 0; f->type == FIELD_ROWS && a < rq->q->args; a++)
            if (str_starts(rq->q->arg[a].name, buf_str(&first))) {
                rows_prefill(rq, f, form->record);
                break;
            }
    }
}

/* An empty form for a record of that kind; what its address says of a field
 * stands in it already. */
PAGE(new, GET, "/new/*", RIGHT_SEE)
{
    const struct kind *k = kind_to_write(rq);
    struct form *form;

    if (!k)
        return;
    form = form_start(rq, k);
    fields_prefill(rq, form);
    form_show(rq, form);
}

/* A body of JSON is the record itself: the keeper judges it. */
static void json_send(struct rq *rq, struct form *form)
{
    struct draft d = { .kind = str_of(form->kind->name), .body = rq->q->body };
    struct findings read = findings_start(rq->arena);
    size_t at;
    const struct json *j = json_read(rq->q->body, rq->arena, &at);

    if (!j || j->type != JSON_OBJECT) {
        tell(&form->found, STOP, "entry.not_an_object", "");
        form_again(rq, form, 422);
        return;
    }
    record_read(form->kind, j, rq->arena, form->record, &read);
    d.body = j->raw;
    draft_send(rq, form, &d);
}

static void new_send(struct rq *rq, struct form *form)
{
    struct draft d = { .kind = str_of(form->kind->name),
                       .id = form->id,
                       .body = record_body(form->kind, form->record,
                                           rq->arena) };

    draft_send(rq, form, &d);
}

/* Who is likely to be here already is shown once; then she is kept all the
 * same. */
static void twins_show(struct rq *rq, struct form *form,
                       const struct twin_cnic *cnic)
{
    lookalikes_find(rq, form->kind, form->record, cnic, &form->twins);
    if (form->twins.n)
        form_draw(rq, form);
    else
        new_send(rq, form);
}

static void twins_told(struct rq *rq, void *memo, bool told, struct str reply)
{
    struct id id[ASK_MARKED_MOST];
    struct twin_cnic cnic = { .has = id };

    cnic.told = told && ask_marked_told_read(reply, rq->arena, id, &cnic.n);
    twins_show(rq, memo, &cnic);
}

/* Only the keeper can say whose a CNIC is. */
static void twins_look(struct rq *rq, struct form *form)
{
    const struct field *f = kind_field(form->kind, S("cnic"));

    if (field_none(f, form->record))
        twins_show(rq, form, NULL);
    else
        rq_ask(rq, ASK_KEEPER, ASK_MARKED,
               ask_marked(rq->arena, rq->who.login,
                          *(const struct str *)(const void *)((const char *)
                                                                  form->record +
                                                              f->at)),
               twins_told, form);
}

/* Sends a new record to the keeper: a form, or JSON (Content-Type:
 * application/json, with the header X-CSRF). */
PAGE(new_go, POST, "/new/*", RIGHT_SEE)
{
    const struct kind *k = kind_to_write(rq);
    struct spot top = { NULL, 0, 0 };
    struct form *form;

    if (!k)
        return;
    form = form_start(rq, k);
    if (str_starts(request_header(rq->q, "content-type"),
                   S("application/json"))) {
        json_send(rq, form);
        return;
    }
    form_take(rq, form, k->field, k->fields, &top, form->record);
    if (rq_part(rq, "_add").n) {
        form->found = findings_start(rq->arena);
        form_draw(rq, form);
        return;
    }
    form_judge(rq, form);
    if (findings_stop(&form->found)) {
        form_again(rq, form, 422);
        return;
    }
    if (!strcmp(k->name, "person") && !rq->json && !rq_part(rq, "_twins").n)
        twins_look(rq, form);
    else
        new_send(rq, form);
}

/* ---- fixing -------------------------------------------------------------*/

struct id form_tip(struct rq *rq, struct id id)
{
    return log_tip(rq->db, id);
}

static bool record_now(struct rq *rq, struct form *form)
{
    const struct kind *k = form->kind;
    struct findings f = findings_start(rq->arena);
    const struct json *j;
    struct seen seen;
    size_t at;

    if (row_find(rq->db, k, form->id, rq->arena, form->record)) {
        row_names(rq->db, k, form->id, rq->arena, form->record);
        return true;
    }
    if (!log_see(rq->db, form->id, rq->arena, &seen) ||
        !str_same(seen.entry.kind, str_of(k->name)))
        return false;
    j = json_read(seen.entry.body, rq->arena, &at);
    if (j)
        record_read(k, j, rq->arena, form->record, &f);
    return j != NULL;
}

/* NULL when it has answered. */
static struct form *fix_start(struct rq *rq)
{
    const struct kind *k = kind_to_write(rq);
    struct form *form;

    if (!k)
        return NULL;
    form = form_start(rq, k);
    form->fixing = true;
    if (!rq_id(rq, 1, &form->id) || !strcmp(k->name, "fix") ||
        !rq_sees(rq, k, form->id) || !record_now(rq, form)) {
        not_here(rq);
        return NULL;
    }
    if (!rq_writes_it(rq, k, form->id) ||
        (kind_sealed(k) && !rq_names(rq, k, form->id))) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    if (final_says(k, form->record)) {
        refuse(rq, 409, "refuse.final");
        return NULL;
    }
    form->tip = form_tip(rq, form->id);
    return form;
}

/* A record as it stands now, to be corrected. */
PAGE(edit, GET, "/edit/*/*", RIGHT_SEE)
{
    struct form *form = fix_start(rq);

    if (!form)
        return;
    fields_prefill(rq, form);
    form_show(rq, form);
}

/* Sends a fix: the record as it should stand, or withdrawn; and why. */
PAGE(edit_go, POST, "/edit/*/*", RIGHT_SEE)
{
    struct form *form = fix_start(rq);
    struct spot top = { NULL, 0, 0 };
    bool withdraw = rq_part(rq, "_withdraw").n > 0;
    struct draft d = { .kind = S("fix") };
    struct id tip;

    if (!form)
        return;
    form_take(rq, form, form->kind->field, form->kind->fields, &top,
              form->record);
    if (rq_part(rq, "_add").n) {
        form->found = findings_start(rq->arena);
        form_draw(rq, form);
        return;
    }
    if (withdraw) {
        form->found = findings_start(rq->arena);
        if (!str_trim(form->why).n)
            tell(&form->found, STOP, "field.missing", "why");
    } else {
        form_judge(rq, form);
    }
    if (!id_read(rq_part(rq, "_tip"), &tip) || !id_same(tip, form->tip))
        tell(&form->found, STOP, "form.changed_meanwhile", "");
    if (findings_stop(&form->found)) {
        form_again(rq, form, 422);
        return;
    }
    d.body = fix_body(rq, form, withdraw);
    draft_send(rq, form, &d);
}
