/* loan_new - somebody asks for a loan: prefilled from her membership or her
 * plan, the offer shown with what it costs before anything is kept. */
#include <string.h>

#include "loan.sql.h"
#include "web/loan/loan.h"

struct asking {
    struct form form;
    struct loan *is; /* form.record */
    struct choices body, lender, fund, circle, mip, resolution, score, member;
    struct offer offer;
    bool offered; /* the offer can be shown */
    bool shown;   /* it was, for just these terms */
};

/* ---- what the form begins with ------------------------------------------*/

static struct id id_arg(struct rq *rq, const char *name)
{
    struct id id;

    return id_read(rq_arg(rq, name), &id) ? id : ID_NONE;
}

/* What a plan says of the loan. */
static void plan_take(struct rq *rq, struct loan *l, struct id id)
{
    const struct kind *mip = kind_find(S("mip"));
    void *record = arena_take(rq->arena, mip->bytes);

    if (id_none(id) || !rq_sees(rq, mip, id) ||
        !row_find(rq->db, mip, id, rq->arena, record))
        return;
    l->mip = id;
    l->person = said_id(mip, record, "person");
    if (id_none(l->member))
        l->member = said_id(mip, record, "member");
    l->purpose = said_choice(mip, record, "activity");
    l->what = said_text(mip, record, "what");
    l->asked = said_number(mip, record, "wanted");
}

/* The member or the plan that the link names, where the asker may see it. */
static void whom(struct rq *rq, struct loan *l)
{
    const struct kind *member = kind_find(S("member"));
    struct id id;
    void *record;

    plan_take(rq, l, id_arg(rq, "mip"));
    id = id_arg(rq, "member");
    if (!id_none(id) && rq_sees(rq, member, id))
        l->member = id;
    id = id_arg(rq, "person");
    if (!id_none(id) && rq_sees(rq, kind_find(S("person")), id))
        l->person = id;
    record = arena_take(rq->arena, member->bytes);
    if (!id_none(l->member) &&
        row_find(rq->db, member, l->member, rq->arena, record)) {
        l->person = said_id(member, record, "person");
        l->body = said_id(member, record, "body");
    }
}

/* "MEH-12-7": the code of her body and one more than there were. */
static void number_suggest(struct rq *rq, struct loan *l)
{
    struct buf b = buf_start(rq->arena);
    struct rows r;

    if (id_none(l->body))
        return;
    r = db_rows(rq->db, SQL_WEB_LOAN_CODE);
    db_bind_id(&r, 1, l->body);
    if (db_next(&r))
        buf_add(&b, db_str(&r, 0));
    db_done(&r);
    if (!b.n)
        buf_z(&b, "L");
    r = db_rows(rq->db, SQL_WEB_LOAN_COUNT);
    db_bind_id(&r, 1, l->person);
    db_bind_id(&r, 2, l->body);
    if (db_next(&r)) {
        l->cycle = db_int(&r, 0) + 1;
        buf_fmt(&b, "-%lld", (long long)db_int(&r, 1) + 1);
    }
    db_done(&r);
    l->number = buf_str(&b);
}

static void rows_of(struct rq *rq, struct choices *c, int sql, struct id id,
                    int64_t on)
{
    struct rows r;

    if (id_none(id))
        return;
    r = db_rows(rq->db, sql);
    db_bind_id(&r, 1, id);
    if (on != INT_NONE)
        db_bind_int(&r, 2, on);
    choices_add(c, &r);
}

static void choices_read(struct rq *rq, struct asking *x)
{
    const struct loan *l = x->is;

    choices_above(rq, &x->body, l->body, rq->today);
    x->lender = x->body;
    for (size_t i = 0; i < x->lender.n; i++) {
        rows_of(rq, &x->fund, SQL_WEB_LOAN_FUNDS, x->lender.id[i], rq->today);
        rows_of(rq, &x->resolution, SQL_WEB_LOAN_RESOLUTIONS, x->lender.id[i],
                rq->today);
    }
    rows_of(rq, &x->member, SQL_WEB_LOAN_MEMBERS, l->person, INT_NONE);
    rows_of(rq, &x->circle, SQL_WEB_LOAN_CIRCLES, l->member, INT_NONE);
    rows_of(rq, &x->mip, SQL_WEB_LOAN_PLANS, l->person, INT_NONE);
    rows_of(rq, &x->score, SQL_WEB_LOAN_SCORES, l->person, rq->today);
}

static struct id body_of_fund(struct rq *rq, struct id fund)
{
    const struct kind *k = kind_find(S("fund"));
    void *record = arena_take(rq->arena, k->bytes);

    return row_find(rq->db, k, fund, rq->arena, record) ?
               said_id(k, record, "body") :
               ID_NONE;
}

static void suggest(struct rq *rq, struct asking *x)
{
    struct loan *l = x->is;

    l->applied = rq->today;
    whom(rq, l);
    if (id_none(l->member) && !id_none(l->person)) {
        rows_of(rq, &x->member, SQL_WEB_LOAN_MEMBERS, l->person, INT_NONE);
        if (x->member.n) {
            const struct kind *k = kind_find(S("member"));
            void *record = arena_take(rq->arena, k->bytes);

            l->member = x->member.id[0];
            if (row_find(rq->db, k, l->member, rq->arena, record))
                l->body = said_id(k, record, "body");
        }
        x->member.n = 0;
    }
    number_suggest(rq, l);
    choices_read(rq, x);
    if (x->fund.n) {
        l->fund = x->fund.id[0];
        l->lender = body_of_fund(rq, l->fund);
    }
    if (x->circle.n)
        l->circle = x->circle.id[0];
    if (x->mip.n && id_none(l->mip))
        plan_take(rq, l, x->mip.id[0]);
    if (x->score.n)
        l->score = x->score.id[0];
}

static struct asking *asking_start(struct rq *rq)
{
    struct asking *x = arena_new(rq->arena, struct asking);
    const struct kind *k = kind_find(S("loan"));
    const struct spot top = { NULL, 0, 0 };

    x->form.kind = k;
    x->is = x->form.record = arena_take(rq->arena, k->bytes);
    x->form.found = findings_start(rq->arena);
    x->form.posted = rq->page->method == PAGE_POST;
    record_blank(k->field, k->fields, x->is);
    if (!x->form.posted || !id_read(rq_part(rq, "_id"), &x->form.id) ||
        id_none(x->form.id))
        x->form.id = form_id(rq);
    if (x->form.posted) {
        form_take(rq, &x->form, k->field, k->fields, &top, x->is);
        choices_read(rq, x);
    } else {
        suggest(rq, x);
    }
    return x;
}

/* ---- the form -----------------------------------------------------------*/

static void product_options(struct rq *rq, const struct asking *x)
{
    const struct field *f = kind_field(x->form.kind, S("product"));
    struct rows r = db_rows(rq->db, SQL_WEB_LOAN_PRODUCTS);

    form_label(rq, f);
    html(rq, "<select name=\"product\"><option value=\"\"></option>");
    db_bind_int(&r, 1, rq->today);
    while (db_next(&r)) {
        struct str code = arena_str(rq->arena, db_str(&r, 0));
        struct loan_product p = {
            .title = arena_str(rq->arena, db_str(&r, 1)),
            .title_ur = arena_str(rq->arena, db_str(&r, 2)),
            .title_sd = arena_str(rq->arena, db_str(&r, 3))
        };

        html(rq,
             str_same(code, x->is->product) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             zstr(rq, code), loan_product_title(rq, rq->lang, &p));
    }
    db_done(&r);
    html(rq, "</select></label>");
    form_findings(rq, &x->form.found, f->name);
    html(rq, "</div>");
}

static void plain(struct rq *rq, const struct asking *x, const char *name)
{
    const struct kind *k = x->form.kind;
    const struct field *f = kind_field(k, str_of(name));
    const struct spot top = { NULL, x->form.posted ? 0 : -1, 0 };

    if (f->type == FIELD_ROWS)
        form_rows(rq, &x->form, f, x->is);
    else
        form_labelled(rq, &x->form, f, k->field, k->fields, &top, x->is);
}

static void few(struct rq *rq, const struct asking *x, const char *name,
                const struct choices *c)
{
    const struct field *f = kind_field(x->form.kind, str_of(name));
    struct id now = *(const struct id *)(const void *)((const char *)x->is +
                                                       f->at);

    if (c->n || !id_none(now))
        choices_draw(rq, &x->form, f, c, now);
    else
        plain(rq, x, name);
}

static void fields_draw(struct rq *rq, const struct asking *x)
{
    html(rq,
         "<fieldset class=\"rows\"><legend>%s</legend><div "
         "class=\"grid\">",
         word(rq, "loan.who"));
    plain(rq, x, "number");
    plain(rq, x, "person");
    few(rq, x, "member", &x->member);
    few(rq, x, "body", &x->body);
    few(rq, x, "circle", &x->circle);
    few(rq, x, "mip", &x->mip);
    few(rq, x, "score", &x->score);
    html(rq,
         "</div></fieldset><fieldset class=\"rows\"><legend>%s</legend>"
         "<div class=\"grid\">",
         word(rq, "loan.what_for"));
    plain(rq, x, "purpose");
    plain(rq, x, "what");
    plain(rq, x, "asked");
    plain(rq, x, "applied");
    html(rq,
         "</div></fieldset><fieldset class=\"rows\"><legend>%s</legend>"
         "<div class=\"grid\">",
         word(rq, "loan.terms"));
    few(rq, x, "lender", &x->lender);
    few(rq, x, "fund", &x->fund);
    plain(rq, x, "rsp");
    product_options(rq, x);
    plain(rq, x, "instalments");
    plain(rq, x, "period");
    plain(rq, x, "cycle");
    few(rq, x, "resolution", &x->resolution);
    plain(rq, x, "nominee");
    html(rq, "</div></fieldset>");
    plain(rq, x, "guarantors");
    html(rq, "<details><summary>%s</summary><div class=\"grid\">",
         word(rq, "loan.more_terms"));
    plain(rq, x, "price");
    plain(rq, x, "profit");
    html(rq, "</div>");
    plain(rq, x, "listed");
    html(rq, "</details>");
}

/* What an offer stands for: the terms as they were shown. */
static const char *terms_mark(struct rq *rq, const struct asking *x)
{
    const struct loan *l = x->is;
    struct buf b = buf_start(rq->arena);

    buf_add(&b, l->product);
    buf_fmt(&b, " %lld %lld %lld %lld %zu", (long long)l->asked,
            (long long)l->instalments, (long long)l->period,
            (long long)l->profit, l->listed.n);
    return zstr(rq, buf_str(&b));
}

static void asking_draw(struct rq *rq, const struct asking *x)
{
    const struct kind *k = x->form.kind;

    frame_open(rq, word(rq, "loan.new"));
    for (size_t i = 0; i < x->form.found.n; i++) {
        struct str path = x->form.found.at[i].path, name = str_cut(&path, '[');

        if (!kind_field(k, name))
            finding_draw(rq, &x->form.found.at[i]);
    }
    form_open(rq, "fact", "loan", kind_word(rq, k), x->form.id);
    fields_draw(rq, x);
    if (x->offered) {
        offer_draw(rq, &x->offer);
        html(rq, "<input type=\"hidden\" name=\"_shown\" value=\"%s\">",
             terms_mark(rq, x));
    }
    html(rq, "<div class=\"tools\">");
    if (x->offered)
        html(rq,
             "<button class=\"main\">%s</button> <button name=\"_offer\" "
             "value=\"1\">%s</button>",
             word(rq, "loan.keep"), word(rq, "loan.show_offer"));
    else
        html(rq,
             "<button class=\"main\" name=\"_offer\" value=\"1\">%s"
             "</button>",
             word(rq, "loan.show_offer"));
    html(rq, "</div></form>");
    frame_close(rq);
}

/* A loan is asked for (?member=, ?person= or ?mip=): the member's body and
 * fund, her plan, group and score are there already. */
PAGE(loan_new, GET, "/loan/new", RIGHT_KEEP)
{
    struct asking *x = asking_start(rq);

    if (rq->json)
        form_show(rq, &x->form);
    else
        asking_draw(rq, x);
}

static void asking_again(struct rq *rq, void *self, const struct findings *f)
{
    struct asking *x = self;

    if (rq->status == 200)
        rq->status = 422;
    x->form.found = *f;
    if (rq->json)
        form_answer_json(rq, rq->status == 503 ? "unknown" : "refused", ID_NONE,
                         f);
    else
        asking_draw(rq, x);
}

/* Shows the offer first; keeps the loan once it was shown on these terms. */
PAGE(loan_new_go, POST, "/loan/new", RIGHT_KEEP)
{
    struct asking *x = asking_start(rq);
    struct draft *d;
    struct buf to = buf_start(rq->arena);

    if (rq_part(rq, "_add").n) {
        asking_draw(rq, x);
        return;
    }
    form_judge(rq, &x->form);
    x->offered = offer_make(rq, x->is, x->is->asked,
                            x->is->applied == DAY_NONE ? rq->today :
                                                         x->is->applied,
                            DAY_NONE, &x->offer);
    x->shown = str_same(rq_part(rq, "_shown"), str_of(terms_mark(rq, x)));
    if (findings_stop(&x->form.found)) {
        asking_again(rq, x, &x->form.found);
        return;
    }
    if (rq_part(rq, "_offer").n || (!rq->json && x->offered && !x->shown)) {
        asking_draw(rq, x);
        return;
    }
    d = arena_new(rq->arena, struct draft);
    *d = (struct draft){ .kind = S("loan"),
                         .id = x->form.id,
                         .body = record_body(x->form.kind, x->is, rq->arena),
                         .strict = true };
    buf_fmt(&to, "/loan/%s?kept=1", id_text(rq, x->form.id));
    survey_keep(rq, d, 1,
                &(struct survey_send){ .to = zstr(rq, buf_str(&to)),
                                       .again = asking_again,
                                       .self = x });
}
