/* loan_open - one loan as its pages read it. */
#include "web/loan/loan.h"

#include "loan.sql.h"

bool loan_product_read(struct rq *rq, struct str code, struct loan_product *p)
{
    const struct kind *k = kind_find(S("loan_product"));

    record_blank(k->field, k->fields, p);
    return code.n &&
           row_find(rq->db, k, id_named(str_of(k->name), code), rq->arena, p);
}

const char *loan_product_title(struct rq *rq, enum lang lang,
                               const struct loan_product *p)
{
    struct str title = lang == LANG_UR ? p->title_ur :
                       lang == LANG_SD ? p->title_sd :
                                         p->title;

    return zstr(rq, title.n ? title : p->title);
}

const char *money_text(struct rq *rq, paisa amount)
{
    return amount == INT_NONE ? "–" : number_all(rq, amount, 2);
}

static void acts_read(struct rq *rq, struct loan_page *l)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOAN_ACTS);
    struct str text = { "", 0 };

    db_bind_id(&r, 1, l->id);
    if (db_next(&r))
        text = arena_str(rq->arena, db_str(&r, 0));
    db_done(&r);
    l->act = arena_many(rq->arena, struct loan_act, LOAN_ACTS_MOST);
    l->book = arena_new(rq->arena, struct loan_book);
    if (!text.n ||
        !loan_unpack(text, &l->terms, l->act, LOAN_ACTS_MOST, &l->acts))
        l->acts = 0;
    if (l->acts == 0)
        l->terms = loan_terms_of(&l->product, l->is);
    loan_replay(l->book, &l->terms, l->act, l->acts, rq->today, NULL);
    l->stand = loan_stand_on(l->book, rq->today);
}

/* Which tiers agreed, and what was decided last. */
static void steps_read(struct rq *rq, struct loan_page *l)
{
    struct rows r = db_rows(rq->db, SQL_WEB_LOAN_STEPS);

    db_bind_id(&r, 1, l->id);
    while (db_next(&r)) {
        int64_t bit = INT64_C(1) << db_int(&r, 0);

        l->steps += !(l->tiers & bit);
        l->tiers |= bit;
    }
    db_done(&r);
    r = db_rows(rq->db, SQL_WEB_LOAN_DECIDED);
    db_bind_id(&r, 1, l->id);
    if (db_next(&r)) {
        l->decided = !db_null(&r, 0);
        l->approved = db_null(&r, 0) ? 0 : db_int(&r, 0);
        l->steps_least = db_null(&r, 1) ? 1 : db_int(&r, 1);
        l->seen = db_int(&r, 2) > 0;
    }
    db_done(&r);
    if (!l->decided && l->steps_least <= 1 && l->tiers & 1)
        l->approved = l->is->asked; /* one body alone: its resolution */
}

struct loan_page *loan_open(struct rq *rq)
{
    struct loan_page *l = arena_new(rq->arena, struct loan_page);

    l->kind = kind_find(S("loan"));
    l->is = register_open(rq, l->kind, &l->id);
    if (!l->is)
        return NULL;
    loan_product_read(rq, l->is->product, &l->product);
    acts_read(rq, l);
    steps_read(rq, l);
    l->keeps = register_may(rq, RIGHT_KEEP, l->kind, l->id);
    return l;
}

const char *loan_path(struct rq *rq, const struct loan_page *l,
                      const char *more)
{
    struct buf b = buf_start(rq->arena);

    buf_fmt(&b, "/loan/%s%s", id_text(rq, l->id), more);
    return zstr(rq, buf_str(&b));
}

/* ---- how it stands ------------------------------------------------------*/

const char *loan_state_text(struct rq *rq, const struct loan_page *l)
{
    if (l->stand.state == LOAN_ASKED)
        return word(rq, l->approved > 0 ? "loan.approved" :
                        l->decided      ? "loan.not_now" :
                                          "loan.state.asked");
    return word_of(rq, "loan.state",
                   choice_name(LOAN_STATES, (int)l->stand.state));
}

const char *loan_state_class(const struct loan_page *l)
{
    switch (l->stand.state) {
    case LOAN_LATE:
    case LOAN_WRITTEN_OFF: return "stop";
    case LOAN_PAID:
    case LOAN_RECOVERED:
    case LOAN_LIVE: return "good";
    default: return "warn";
    }
}

/* The tiers agree one after the other; then the lender decides, pays out, looks
 * what became of it, and is paid back. */
const char *loan_next(const struct loan_page *l)
{
    if (l->stand.state == LOAN_ASKED) {
        if (l->approved > 0)
            return "disbursement";
        if (l->decided)
            return NULL; /* a no */
        return l->steps + 1 < l->steps_least ? "appraisal" : "approval";
    }
    if (!l->seen && l->stand.state != LOAN_PAID)
        return "utilisation";
    return l->stand.outstanding > 0 || l->stand.claim > 0 ||
                   l->stand.charge_left > 0 ?
               "repayment" :
               NULL;
}

/* ---- choosing among a few -----------------------------------------------*/

void choices_add(struct choices *c, struct rows *r)
{
    while (db_next(r))
        if (c->n < LOAN_CHOICES)
            c->id[c->n++] = db_id(r, 0);
    db_done(r);
}

void choices_above(struct rq *rq, struct choices *c, struct id body, day on)
{
    struct rows r;

    if (id_none(body))
        return;
    r = db_rows(rq->db, SQL_WEB_LOAN_ABOVE);
    db_bind_id(&r, 1, body);
    db_bind_int(&r, 2, on);
    choices_add(c, &r);
}

void choices_draw(struct rq *rq, const struct form *form, const struct field *f,
                  const struct choices *c, struct id now)
{
    const char **name = arena_many(rq->arena, const char *, c->n + 1);
    bool there = id_none(now);

    thing_names(rq, kind_find(str_of(f->of)), c->id, c->n, name);
    form_label(rq, f);
    html(rq, "<select name=\"%s\"><option value=\"\"></option>", f->name);
    for (size_t i = 0; i < c->n; i++) {
        there |= id_same(c->id[i], now);
        html(rq,
             id_same(c->id[i], now) ?
                 "<option value=\"%s\" selected>%s</option>" :
                 "<option value=\"%s\">%s</option>",
             id_text(rq, c->id[i]), name[i]);
    }
    if (!there)
        html(rq, "<option value=\"%s\" selected>%s</option>", id_text(rq, now),
             thing_name(rq, kind_find(str_of(f->of)), now));
    html(rq, "</select></label>");
    form_findings(rq, &form->found, f->name);
    html(rq, "</div>");
}
