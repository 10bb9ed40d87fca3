/* loan_step - the next act of a loan as a short form: appraised, approved, paid
 * out, looked at, paid back, rescheduled, written off. */
#include <string.h>

#include "loan.sql.h"
#include "web/loan/loan.h"

struct step {
    struct loan_page *l;
    struct form form;
};

static const char *const steps[] = { "appraisal",   "approval",  "disbursement",
                                     "utilisation", "repayment", "rescheduling",
                                     "writeoff" };

static void *at(const struct step *x, const char *name)
{
    const struct field *f = kind_field(x->form.kind, str_of(name));

    return f ? (char *)x->form.record + f->at : NULL;
}

static void put_id(const struct step *x, const char *name, struct id id)
{
    struct id *to = at(x, name);

    if (to)
        *to = id;
}

static void put_amount(const struct step *x, const char *name, paisa amount)
{
    paisa *to = at(x, name);

    if (to && amount > 0)
        *to = amount;
}

static void put_choice(const struct step *x, const char *name, int32_t n)
{
    int32_t *to = at(x, name);

    if (to)
        *to = n;
}

/* ---- what the form begins with ------------------------------------------*/

static struct id first_of(struct rq *rq, int sql, struct id id, int64_t on)
{
    struct rows r = db_rows(rq->db, sql);
    struct id first = ID_NONE;

    if (!id_none(id)) {
        db_bind_id(&r, 1, id);
        if (on != INT_NONE)
            db_bind_int(&r, 2, on);
        if (db_next(&r))
            first = db_id(&r, 0);
    }
    db_done(&r);
    return first;
}

/* The tiers between her CO and the lender, one after the other. */
static void tier_suggest(struct rq *rq, const struct step *x)
{
    struct choices above = { .n = 0 };
    int tier = x->l->tiers & 1 ? 1 : 0;

    if (x->l->tiers & 2)
        tier = 2;
    choices_above(rq, &above, x->l->is->body, rq->today);
    put_choice(x, "tier", tier);
    if ((size_t)tier < above.n)
        put_id(x, "body", above.id[tier]);
}

static paisa next_amount(const struct loan_page *l)
{
    return l->stand.late_principal + l->stand.late_charge > 0 ?
               l->stand.late_principal + l->stand.late_charge +
                   l->stand.penalty :
               l->stand.next_amount;
}

static void suggest(struct rq *rq, const struct step *x)
{
    const struct loan_page *l = x->l;
    const char *name = x->form.kind->name;
    bool community = !id_none(l->is->lender);

    put_id(x, "loan", l->id);
    *(day *)at(x, "held") = rq->today;
    put_id(x, "staff", community ? ID_NONE : rq_staff(rq));
    if (!strcmp(name, "appraisal")) {
        tier_suggest(rq, x);
        put_amount(x, "amount", l->is->asked);
    } else if (!strcmp(name, "approval")) {
        put_id(x, "body", l->is->lender);
        put_amount(x, "amount", l->is->asked);
        put_id(x, "score",
               first_of(rq, SQL_WEB_LOAN_SCORES, l->is->person, rq->today));
    } else if (!strcmp(name, "disbursement")) {
        struct offer o;

        put_amount(x, "amount", l->approved);
        put_choice(x, "way", 0);
        if (offer_of(rq, l, &o)) {
            put_amount(x, "fee", o.fee);
            put_amount(x, "premium", o.premium);
            *(day *)at(x, "first_due") = o.book->due[0].on;
        }
    } else if (!strcmp(name, "utilisation")) {
        put_id(x, "staff", rq_staff(rq));
    } else if (!strcmp(name, "repayment")) {
        put_amount(x, "amount", next_amount(l));
        put_choice(x, "way", 0);
    } else if (!strcmp(name, "writeoff")) {
        put_amount(x, "amount", l->stand.outstanding);
    }
}

/* NULL when it has answered. */
static struct step *step_start(struct rq *rq)
{
    struct step *x = arena_new(rq->arena, struct step);
    const struct kind *k = NULL;

    for (size_t i = 0; i < LEN(steps); i++)
        if (str_same(rq->step[1], str_of(steps[i])))
            k = kind_find(rq->step[1]);
    if (!k) {
        not_here(rq);
        return NULL;
    }
    x->l = loan_open(rq);
    if (!x->l)
        return NULL;
    if (!x->l->keeps) {
        refuse(rq, 403, "refuse.right");
        return NULL;
    }
    x->form.kind = k;
    x->form.record = arena_take(rq->arena, k->bytes);
    x->form.found = findings_start(rq->arena);
    x->form.posted = rq->page->method == PAGE_POST;
    record_blank(k->field, k->fields, x->form.record);
    if (!x->form.posted || !id_read(rq_part(rq, "_id"), &x->form.id) ||
        id_none(x->form.id))
        x->form.id = form_id(rq);
    suggest(rq, x);
    return x;
}

/* ---- the form -----------------------------------------------------------*/

static bool asked(const struct field *f)
{
    return f->type != FIELD_HASH && strcmp(f->name, "loan") != 0;
}

/* Resolutions of the bodies that have a part in it. */
static void resolutions(struct rq *rq, const struct step *x, struct choices *c)
{
    struct choices above = { .n = 0 };

    choices_above(rq, &above, x->l->is->body, rq->today);
    if (!above.n && !id_none(x->l->is->lender))
        above.id[above.n++] = x->l->is->lender;
    for (size_t i = 0; i < above.n; i++) {
        struct rows r = db_rows(rq->db, SQL_WEB_LOAN_RESOLUTIONS);

        db_bind_id(&r, 1, above.id[i]);
        db_bind_int(&r, 2, rq->today);
        choices_add(c, &r);
    }
}

/* Few things to choose from; false: it is typed. */
static bool few(struct rq *rq, const struct step *x, const struct field *f,
                struct choices *c)
{
    struct rows r;

    if (f->type != FIELD_REF || !f->of) /* who approves is of several kinds */
        return false;
    if (!strcmp(f->of, "body")) {
        choices_above(rq, c, x->l->is->body, rq->today);
    } else if (!strcmp(f->of, "resolution")) {
        resolutions(rq, x, c);
    } else if (!strcmp(f->of, "account") && !id_none(x->l->is->lender)) {
        r = db_rows(rq->db, SQL_WEB_LOAN_ACCOUNTS);
        db_bind_id(&r, 1, x->l->is->lender);
        choices_add(c, &r);
    } else if (!strcmp(f->of, "score")) {
        r = db_rows(rq->db, SQL_WEB_LOAN_SCORES);
        db_bind_id(&r, 1, x->l->is->person);
        db_bind_int(&r, 2, rq->today);
        choices_add(c, &r);
    } else {
        return false;
    }
    return true;
}

static void asked_draw(struct rq *rq, const struct step *x,
                       const struct field *f)
{
    const struct kind *k = x->form.kind;
    const struct spot top = { NULL, x->form.posted ? 0 : -1, 0 };
    struct choices c = { .n = 0 };

    if (few(rq, x, f, &c))
        choices_draw(rq, &x->form, f, &c, *(const struct id *)at(x, f->name));
    else
        form_labelled(rq, &x->form, f, k->field, k->fields, &top,
                      x->form.record);
}

static void step_draw(struct rq *rq, const struct step *x)
{
    const struct kind *k = x->form.kind;
    const struct loan_page *l = x->l;

    frame_open(rq, word_of(rq, "loan.do", str_of(k->name)));
    html(rq, "<p><a href=\"%s\">%s</a> · ", loan_path(rq, l, ""),
         zstr(rq, l->is->number));
    thing_link(rq, "person", l->is->person);
    html(rq, " · <span class=\"chip %s\">%s</span></p>", loan_state_class(l),
         loan_state_text(rq, l));
    for (size_t i = 0; i < x->form.found.n; i++) {
        struct str path = x->form.found.at[i].path, name = str_cut(&path, '[');
        const struct field *f = kind_field(k, name);

        if (!f || !asked(f))
            finding_draw(rq, &x->form.found.at[i]);
    }
    form_open(rq, "fact", k->name, kind_word(rq, k), x->form.id);
    html(rq, "<div class=\"grid\">");
    for (int i = 0; i < k->fields; i++)
        if (asked(&k->field[i]) && k->field[i].type != FIELD_ROWS)
            asked_draw(rq, x, &k->field[i]);
    html(rq, "</div>");
    for (int i = 0; i < k->fields; i++)
        if (k->field[i].type == FIELD_ROWS)
            form_rows(rq, &x->form, &k->field[i], x->form.record);
    html(rq,
         "<div class=\"tools\"><button class=\"main\">%s</button> <a "
         "href=\"%s\">%s</a></div></form>",
         word(rq, "form.keep"), loan_path(rq, l, ""), word(rq, "loan.back"));
    frame_close(rq);
}

/* One act of a loan: prefilled from what was asked, agreed and is due. */
PAGE(loan_do, GET, "/loan/*/do/*", RIGHT_REGISTER)
{
    struct step *x = step_start(rq);

    if (!x)
        return;
    if (rq->json)
        form_show(rq, &x->form);
    else
        step_draw(rq, x);
}

static void step_again(struct rq *rq, void *self, const struct findings *f)
{
    struct step *x = self;

    if (rq->status == 200)
        rq->status = 422;
    x->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        step_draw(rq, x);
}

/* Keeps the act. Guards refuse here what could be kept, and marked, when it is
 * signed elsewhere. */
PAGE(loan_do_go, POST, "/loan/*/do/*", RIGHT_REGISTER)
{
    struct step *x = step_start(rq);
    const struct spot top = { NULL, 0, 0 };
    struct draft *d;

    if (!x)
        return;
    for (int i = 0; i < x->form.kind->fields; i++)
        if (asked(&x->form.kind->field[i]))
            form_take(rq, &x->form, &x->form.kind->field[i], 1, &top,
                      x->form.record);
    if (rq_part(rq, "_add").n) {
        step_draw(rq, x);
        return;
    }
    form_judge(rq, &x->form);
    if (findings_stop(&x->form.found)) {
        step_again(rq, x, &x->form.found);
        return;
    }
    d = arena_new(rq->arena, struct draft);
    *d = (struct draft){ .kind = str_of(x->form.kind->name),
                         .id = x->form.id,
                         .body = record_body(x->form.kind, x->form.record,
                                             rq->arena),
                         .strict = true };
    survey_keep(rq, d, 1,
                &(struct survey_send){ .to = loan_path(rq, x->l, "?kept=1"),
                                       .again = step_again,
                                       .self = x });
}
