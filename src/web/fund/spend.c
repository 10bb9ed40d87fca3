/* spend - a form for money that was spent, with what is left of each line. */
#include <string.h>

#include "fund.sql.h"
#include "web/fund/fund.h"
#include "web/register.h"

struct spending {
    struct money_form m;
    struct statement s; /* of the agreement, where one is chosen */
    bool agreed;
};

static const struct money_group groups[] = {
    { "fund.from_what", "agreement line fund commitment project", false },
    { "fund.for_what", "what head amount held payee", false },
    { "fund.how", "way account taker reference leaf", false },
    { "fund.for_whom", "place body centre component women men", true },
    { "fund.indirect", "nature base rate fund_to", true },
    { "field.note", "note", true },
};

/* The fund says whose it is, the agreement which fund and project. */
static void complete(struct rq *rq, struct spending *x)
{
    const struct kind *fund = kind_find(S("fund"));
    void *record = arena_take(rq->arena, fund->bytes);
    struct id id = money_form_id(&x->m, "agreement");
    month now = month_of(rq->today);

    x->agreed = !id_none(id) && rq_sees(rq, kind_find(S("agreement")), id) &&
                statement_read(rq->db, id, now, month_end(now), rq->arena,
                               &x->s);
    if (x->agreed) {
        money_form_set(&x->m, "fund", x->s.fund);
        money_form_set(&x->m, "project", x->s.project);
    }
    id = money_form_id(&x->m, "fund");
    if (!id_none(id) && row_find(rq->db, fund, id, rq->arena, record)) {
        money_form_set(&x->m, "rsp", said_id(fund, record, "rsp"));
        money_form_set(&x->m, "project", said_id(fund, record, "project"));
    }
}

/* ---- fields drawn in their own way ------------------------------------------*/

static void agreements(struct rq *rq, const struct spending *x,
                       const struct field *f)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_LIVE);
    struct id now = money_form_id(&x->m, "agreement");

    money_select_open(rq, f);
    db_bind_int(&r, 1, rq->today);
    while (db_next(&r)) {
        struct buf b = buf_start(rq->arena);

        if (!fund_may(rq, RIGHT_BOOK, db_id(&r, 1)))
            continue;
        buf_add(&b, db_str(&r, 2));
        buf_z(&b, " – ");
        buf_add(&b, db_str(&r, 3));
        money_option(rq, id_text(rq, db_id(&r, 0)), zstr(rq, buf_str(&b)),
                     id_same(db_id(&r, 0), now));
    }
    db_done(&r);
    money_select_close(rq, &x->m, f);
}

static void funds(struct rq *rq, const struct spending *x,
                  const struct field *f)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_CHOICES);
    struct id now = money_form_id(&x->m, f->name);

    money_select_open(rq, f);
    db_bind_int(&r, 1, rq->today);
    while (db_next(&r)) {
        struct str title = db_str(&r, 2 + (int)rq->lang);

        if (fund_may(rq, RIGHT_BOOK, db_id(&r, 1)))
            money_option(rq, id_text(rq, db_id(&r, 0)),
                         zstr(rq, title.n ? title : db_str(&r, 2)),
                         id_same(db_id(&r, 0), now));
    }
    db_done(&r);
    money_select_close(rq, &x->m, f);
}

/* "1 Training: 12,000.00 EUR left". */
static void lines(struct rq *rq, const struct spending *x,
                  const struct field *f)
{
    struct str now = money_form_str(&x->m, "line");

    money_select_open(rq, f);
    for (size_t i = 0; i < x->s.lines; i++) {
        const struct statement_line *l = &x->s.line[i];
        struct buf b = buf_start(rq->arena);

        buf_add(&b, l->code);
        buf_z(&b, " ");
        buf_add(&b, l->title);
        buf_fmt(&b, " – %s: %s ", word(rq, "fund.left"),
                fund_money(rq, statement_left(l)));
        buf_add(&b, x->s.currency);
        money_option(rq, zstr(rq, l->code), zstr(rq, buf_str(&b)),
                     str_same(l->code, now));
    }
    money_select_close(rq, &x->m, f);
}

static void commitments(struct rq *rq, const struct spending *x,
                        const struct field *f)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_COMMITMENTS);
    struct id now = money_form_id(&x->m, "commitment");

    money_select_open(rq, f);
    db_bind_id(&r, 1, x->s.id);
    db_bind_int(&r, 2, rq->today);
    while (db_next(&r)) {
        struct buf b = buf_start(rq->arena);

        if (!db_null(&r, 7) && db_int(&r, 7) <= rq->today)
            continue;
        buf_add(&b, db_str(&r, 1));
        buf_z(&b, " ");
        buf_add(&b, db_str(&r, 3));
        buf_fmt(&b, ": %s", fund_money(rq, db_int(&r, 5) - db_int(&r, 8)));
        money_option(rq, id_text(rq, db_id(&r, 0)), zstr(rq, buf_str(&b)),
                     id_same(db_id(&r, 0), now));
    }
    db_done(&r);
    money_select_close(rq, &x->m, f);
}

static void heads(struct rq *rq, const struct spending *x,
                  const struct field *f)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_HEADS);
    struct str now = money_form_str(&x->m, "head");

    money_select_open(rq, f);
    while (db_next(&r)) {
        struct str name = db_str(&r, 1 + (int)rq->lang);

        money_option(rq, zstr(rq, db_str(&r, 0)),
                     zstr(rq, name.n ? name : db_str(&r, 1)),
                     str_same(db_str(&r, 0), now));
    }
    db_done(&r);
    money_select_close(rq, &x->m, f);
}

static void accounts(struct rq *rq, const struct spending *x,
                     const struct field *f, struct id rsp)
{
    struct rows r = db_rows(rq->db, SQL_WEB_FUND_ACCOUNTS);
    struct id now = money_form_id(&x->m, "account");

    money_select_open(rq, f);
    db_bind_id(&r, 1, rsp);
    while (db_next(&r)) {
        struct buf b = buf_start(rq->arena);

        for (int i = 1; i < 4; i++)
            if (db_str(&r, i).n) {
                buf_z(&b, b.n ? lang_comma(rq->lang) : "");
                buf_add(&b, db_str(&r, i));
            }
        money_option(rq, id_text(rq, db_id(&r, 0)), zstr(rq, buf_str(&b)),
                     id_same(db_id(&r, 0), now));
    }
    db_done(&r);
    money_select_close(rq, &x->m, f);
}

static bool special(struct rq *rq, const struct money_form *m,
                    const struct field *f)
{
    const struct spending *x = (const void *)m;
    struct id rsp = money_form_id(m, "rsp");

    if (!strcmp(f->name, "agreement"))
        agreements(rq, x, f);
    else if (!strcmp(f->name, "fund") || !strcmp(f->name, "fund_to"))
        funds(rq, x, f);
    else if (!strcmp(f->name, "head"))
        heads(rq, x, f);
    else if (!strcmp(f->name, "line") && x->agreed)
        lines(rq, x, f);
    else if (!strcmp(f->name, "commitment") && x->agreed)
        commitments(rq, x, f);
    else if (!strcmp(f->name, "account") && !id_none(rsp))
        accounts(rq, x, f, rsp);
    else
        return false;
    return true;
}

/* Which agreement, before its lines can be shown. */
static void above(struct rq *rq, const struct money_form *m)
{
    const struct spending *x = (const void *)m;

    html(rq, "<p class=\"lead\">%s</p>", word(rq, "fund.spend_lead"));
    if (x->agreed)
        html(rq, "<p><a href=\"/agreement/%s\"><bdi>%s</bdi></a> · %s – %s</p>",
             id_text(rq, x->s.id), zstr(rq, x->s.title),
             day_text(rq, x->s.since), day_text(rq, x->s.until));
}

static struct spending *spending_start(struct rq *rq)
{
    struct spending *x = arena_new(rq->arena, struct spending);
    struct buf to = buf_start(rq->arena);

    x->m.title = "fund.new_expense";
    x->m.group = groups;
    x->m.groups = (int)LEN(groups);
    x->m.special = special;
    x->m.above = above;
    money_form_start(rq, &x->m, "expense");
    complete(rq, x);
    buf_fmt(&to, "/entry/%s?kept=1", id_text(rq, x->m.form.id));
    x->m.to = zstr(rq, buf_str(&to));
    return x;
}

/* Money was spent (?agreement=ID or ?fund=ID): each line shows what is left of
 * it, and none is passed by more than its agreement allows. */
PAGE(expense_new, GET, "/expense/new", RIGHT_BOOK)
{
    money_form_draw(rq, &spending_start(rq)->m);
}

/* Keeps it, or says what stands in the way. */
PAGE(expense_new_go, POST, "/expense/new", RIGHT_BOOK)
{
    money_form_send(rq, &spending_start(rq)->m);
}
