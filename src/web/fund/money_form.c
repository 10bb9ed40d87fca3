/* money_form - a form of money that moves, in groups, with what the books say
 * beside it. */
#include <string.h>

#include "web/fund/fund.h"
#include "web/poverty/survey.h"

static void *member(const struct money_form *m, const char *field)
{
    const struct field *f = kind_field(m->form.kind, str_of(field));

    MUST(f);
    return (char *)m->form.record + f->at;
}

struct id money_form_id(const struct money_form *m, const char *field)
{
    return *(struct id *)member(m, field);
}

struct str money_form_str(const struct money_form *m, const char *field)
{
    return *(struct str *)member(m, field);
}

void money_form_set(struct money_form *m, const char *field, struct id id)
{
    struct id *at = member(m, field);

    if (id_none(*at))
        *at = id;
}

/* What the address says: "?agreement=ID&amount=12.50". */
static void prefill(struct rq *rq, struct money_form *m)
{
    const struct kind *k = m->form.kind;

    *(day *)member(m, "held") = rq->today;
    for (int i = 0; i < k->fields; i++) {
        const struct field *f = &k->field[i];
        struct str said = str_trim(rq_arg(rq, f->name));
        struct id id;

        if (!said.n || f->type == FIELD_ROWS || f->flags & FIELD_SEALED)
            continue;
        if (f->type != FIELD_REF)
            field_parse(f, said, rq->arena, m->form.record);
        else if (f->of && thing_read(rq, f->of, said, &id) &&
                 rq_sees(rq, kind_find(str_of(f->of)), id))
            *(struct id *)member(m, f->name) = id;
    }
}

void money_form_start(struct rq *rq, struct money_form *m, const char *kind)
{
    const struct kind *k = kind_find(str_of(kind));
    const struct spot top = { NULL, 0, 0 };
    struct form *form = &m->form;

    form->kind = k;
    form->record = arena_take(rq->arena, k->bytes);
    form->found = findings_start(rq->arena);
    form->posted = rq->page->method == PAGE_POST;
    form->took = rq_part(rq, "_took");
    record_blank(k->field, k->fields, form->record);
    if (!form->posted || !id_read(rq_part(rq, "_id"), &form->id) ||
        id_none(form->id))
        form->id = form_id(rq);
    if (form->posted)
        form_take(rq, form, k->field, k->fields, &top, form->record);
    else
        prefill(rq, m);
}

/* ---- drawing ------------------------------------------------------------*/

void money_select_open(struct rq *rq, const struct field *f)
{
    form_label(rq, f);
    html(rq, "<select name=\"%s\"><option value=\"\"></option>", f->name);
}

void money_option(struct rq *rq, const char *value, const char *text, bool now)
{
    html(rq,
         now ? "<option value=\"%s\" selected>%s</option>" :
               "<option value=\"%s\">%s</option>",
         value, text);
}

void money_select_close(struct rq *rq, const struct money_form *m,
                        const struct field *f)
{
    html(rq, "</select></label>");
    form_findings(rq, &m->form.found, f->name);
    html(rq, "</div>");
}

static void group_draw(struct rq *rq, const struct money_form *m,
                       const struct money_group *g)
{
    const struct kind *k = m->form.kind;
    const struct spot top = { NULL, m->form.posted ? 0 : -1, 0 };
    struct str rest = str_of(g->fields);

    html(rq,
         g->folded ? "<details class=\"card\"><summary>%s</summary><div "
                     "class=\"grid\">" :
                     "<fieldset class=\"rows\"><legend>%s</legend><div "
                     "class=\"grid\">",
         word(rq, g->key));
    while (rest.n) {
        const struct field *f = kind_field(k, str_cut(&rest, ' '));

        MUST(f);
        if (!m->special || !m->special(rq, m, f))
            form_labelled(rq, &m->form, f, k->field, k->fields, &top,
                          m->form.record);
    }
    html(rq, g->folded ? "</div></details>" : "</div></fieldset>");
}

/* Is the field one of a group: then what was found stands beside it. */
static bool is_shown(const struct money_form *m, struct str name)
{
    for (int i = 0; i < m->groups; i++) {
        struct str rest = str_of(m->group[i].fields);

        while (rest.n)
            if (str_same(str_cut(&rest, ' '), name))
                return true;
    }
    return false;
}

void money_form_draw(struct rq *rq, const struct money_form *m)
{
    const struct form *form = &m->form;

    if (rq->json) {
        form_show(rq, form);
        return;
    }
    frame_open(rq, word(rq, m->title));
    if (findings_stop(&form->found))
        html(rq, "<p class=\"note stop\" role=\"alert\">%s</p>",
             word(rq, "form.look"));
    for (size_t i = 0; i < form->found.n; i++) {
        struct str rest = form->found.at[i].path;

        if (!is_shown(m, str_cut(&rest, '[')))
            finding_draw(rq, &form->found.at[i]);
    }
    if (m->above)
        m->above(rq, m);
    form_open(rq, "fact", form->kind->name, word(rq, m->title), form->id);
    for (int i = 0; i < m->groups; i++)
        group_draw(rq, m, &m->group[i]);
    html(rq, "<p class=\"tools\"><button class=\"main\">%s</button></p></form>",
         word(rq, "form.keep"));
    frame_close(rq);
}

/* ---- sending --------------------------------------------------------------*/

static void again(struct rq *rq, void *self, const struct findings *f)
{
    struct money_form *m = self;

    if (rq->status == 200)
        rq->status = 422;
    m->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        money_form_draw(rq, m);
}

void money_form_send(struct rq *rq, struct money_form *m)
{
    struct draft *d;

    form_judge(rq, &m->form);
    if (findings_stop(&m->form.found)) {
        again(rq, m, &m->form.found);
        return;
    }
    d = arena_new(rq->arena, struct draft);
    *d = (struct draft){ .kind = str_of(m->form.kind->name),
                         .id = m->form.id,
                         .body = record_body(m->form.kind, m->form.record,
                                             rq->arena),
                         .strict = true };
    survey_keep(rq, d, 1,
                &(struct survey_send){
                    .to = m->to, .again = again, .self = m });
}
